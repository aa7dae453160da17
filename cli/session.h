/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/options.h"
#include "cli/report.h"

/* What every verb has in hand while it runs. */
struct CtSession {
	const CtVerb *verb;
	const CtOptions *options;
	CtReport *report; /* standard output */
	CtReport *talk;	  /* standard error */
};

/* Prints @error and returns the exit status that its domain and code stand for. */
CtExit ct_session_fail(CtSession *self, const GError *error);

/* A line on standard error, unless --quiet. */
void ct_session_talk(CtSession *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* CT_EXIT_FINDINGS when one of @findings is at or above --fail-on, else CT_EXIT_OK. */
CtExit ct_session_judge(const CtSession *self, const CtFindings *findings);

gboolean ct_session_has_format(const CtSession *self, const char *format);

/* Prints a JSON document. */
void ct_session_print_json(CtSession *self, JsonNode *root);

/* The text of a JSON document as all verbs write it, newly allocated; ends in a line feed. */
char *ct_json_text(JsonNode *root);
