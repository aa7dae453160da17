/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Which test shows which row of the rule book: titles of scenarios, their directive "shows", and
 * comments "shows: ..." in other tests.  tests/scenarios/README.md describes the marks.
 */

typedef struct {
	char *id;	  /* "W-12" */
	gboolean is_near; /* a near miss */
	char *file;	  /* "scenarios/validate-rules.t", below tests/ */
	char *title;	  /* "an Edge that does not know a server"; "" for a whole file */
} CtMark;

/* Of CtMark, files by name, marks in the order of the file. */
GPtrArray *ct_marks_read(const char *root);
