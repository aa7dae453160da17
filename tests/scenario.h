/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A scenario that is being run: what scenario.c, which runs commands and looks at what comes back, and
 * scenario-world.c, which makes the world, have in common. */

typedef struct {
	const char *program; /* cutover itself */
	char *title;	     /* "usage.t: a misspelt verb" */
	char *dir;	     /* the world */
	char **env;
	GString *failures;
	const char *skip; /* nullable: why it is not run to its end */
	guint line;	  /* of the directive that is being carried out */
	gboolean
		draws; /* it looks at what is drawn; others plan without, which takes a quarter of the time */
	char *out; /* of the last command; NULL before the first */
	char *err;
	GString *printed; /* standard output of all commands */
	int status;
	gboolean status_seen; /* is the exit status of the last command accounted for? */
} CtScenario;

#define CT_DIRECTIVE_ANY G_MAXUINT

typedef struct {
	const char *name;
	guint min_args;
	guint max_args; /* CT_DIRECTIVE_ANY */
	gboolean has_body;
	void (*run)(CtScenario *self, char **args, const char *body);
} CtDirective;

void ct_scenario_fail(CtScenario *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Takes over @fault, which may be NULL: nothing is wrong. */
void ct_scenario_fail_when(CtScenario *self, char *fault);
/* A file of the world, newly allocated. */
char *ct_scenario_path(const CtScenario *self, const char *name);
/* Where samples are. */
const char *ct_scenario_source_root(void);

/* The directive @name if it changes the world; nullable result. */
const CtDirective *ct_scenario_find_change(const char *name);
