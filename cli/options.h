/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/limit.h"
#include "cli/exit.h"

/* The options of every verb, as one table; a verb says which of them it takes. */

typedef enum {
	CT_TAKES_INPUTS = 1 << 0, /* --legacy, --target, --jobs, --limit */
	CT_TAKES_INTENT = 1 << 1,
	CT_TAKES_FORMAT = 1 << 2,
	CT_TAKES_FAIL_ON = 1 << 3,
	CT_TAKES_OUTPUT = 1 << 4, /* --output, --force */
	CT_TAKES_EXPLAIN = 1 << 5,
	CT_TAKES_POLICY = 1 << 6,   /* --severity, --only, --except, --suppressions, --baseline,
				   * --list-rules */
	CT_TAKES_EXPORTS = 1 << 12, /* --exports, --without */
	CT_TAKES_FROM = 1 << 18,    /* --from */
	CT_TAKES_FAIL = 1 << 16,    /* --fail */
	CT_TAKES_REPAIR = 1 << 17,  /* --repair */
	CT_TAKES_VIEW = 1 << 19,    /* --view, --of, --against */
	CT_TAKES_LINT = 1 << 20,    /* --lint */
	CT_TAKES_PAPER = 1 << 21,   /* --paper */
} CtTakes;

typedef struct {
	gboolean help;
	gboolean version;
	gboolean quiet;
	gboolean force;
	gboolean explain;
	gboolean list_rules;
	gboolean fail;
	gboolean repair;
	gboolean lint;
	/* each nullable, NULL-terminated, as given */
	char **severities;
	char **only;
	char **except;
	char **suppressions;
	char **baselines;
	char *color;  /* "auto", "always", "never" */
	char *format; /* one of the verb's, or a list of them */
	char *fail_on_text;
	char *from;	    /* nullable */
	char *output;	    /* nullable */
	char *paper;	    /* "a3", "a4" */
	char *view;	    /* nullable: names with commas */
	char *of;	    /* nullable */
	char *against;	    /* nullable */
	char *intent;	    /* nullable */
	char **limit_texts; /* nullable, NULL-terminated: as given */
	CtLimits limits;
	char **exports; /* nullable, NULL-terminated */
	char **without; /* nullable, NULL-terminated */
	char **legacy;	/* nullable, NULL-terminated */
	char **target;	/* nullable, NULL-terminated */
	int jobs;
	CtSeverity fail_on; /* findings from here on make the exit status 1 */
	gboolean fail_never;
	char **args; /* what is no option, NULL-terminated */
	guint n_args;
} CtOptions;

void ct_options_clear(CtOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtOptions, ct_options_clear)

typedef struct CtSession CtSession;

typedef struct {
	const char *name;
	const char *usage; /* what stands behind the name: "PATH... -o DIR" */
	const char *summary;
	const char *description;    /* for --help; nullable */
	guint takes;		    /* CtTakes */
	const char *const *formats; /* NULL-terminated, the first is the default; nullable */
	gboolean many_formats;	    /* --format takes a list of them */
	guint min_args;
	guint max_args; /* 0: any number */
	CtExit (*run)(CtSession *session);
} CtVerb;

#define CT_USAGE_ERROR (ct_usage_error_quark())
GQuark ct_usage_error_quark(void);

/**
 * ct_options_parse:
 * @argv: the arguments behind the name of the verb, NULL-terminated
 * @self: cleared by the caller; filled
 *
 * Errors: CT_USAGE_ERROR with a sentence for people, and a suggestion where one is near.
 */
gboolean ct_options_parse(CtOptions *self, const CtVerb *verb, char **argv, GError **error);

/* The text of "cutover VERB --help", newly allocated. */
char *ct_options_help(const CtVerb *verb);

/* "error", "warning", "info" or "never" as the threshold of the exit status; FALSE for anything else. */
gboolean ct_options_fail_on(CtOptions *self, const char *text);

/* Is @format among those asked for? */
gboolean ct_options_has_format(const CtOptions *self, const char *format);
