/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtExcerpts: lines of exports with the lines around them, to show a reader what a claim rests on.
 * First every place is wanted, then all are read, each file once and no further than its last place.
 */
typedef struct CtExcerpts CtExcerpts;

typedef struct {
	guint line; /* from 1 */
	gboolean wanted;
	char *text; /* UTF-8, without its end of line; long lines are cut and end in an ellipsis */
} CtExcerptLine;

/* @context: lines before and after each place */
CtExcerpts *ct_excerpts_new(guint context);
void ct_excerpts_free(CtExcerpts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtExcerpts, ct_excerpts_free)

/**
 * ct_excerpts_want:
 * @name: of the file for those who ask for it
 * @path: where it is; members of archives are not looked into
 * @line: from 1; 0 is no place
 */
void ct_excerpts_want(CtExcerpts *self, const char *name, const char *path, guint line);

/* How many different places are wanted. */
guint ct_excerpts_count(const CtExcerpts *self);

/**
 * ct_excerpts_read:
 *
 * Reads all files.  One that cannot be read any more has no lines; of a very large one the end is not
 * looked at.
 */
void ct_excerpts_read(CtExcerpts *self);

/* Of CtExcerptLine, ascending; NULL when nothing of @name was wanted or could be read. */
const GArray *ct_excerpts_lines(const CtExcerpts *self, const char *name);

/* Was the line wanted, and found? */
gboolean ct_excerpts_has(const CtExcerpts *self, const char *name, guint line);
