/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the program reads out of one input: where each thing begins and what is said of it. */
typedef struct CtInputRecord {
	guint32 line;
	char *text;		    /* all that was read of it */
	gboolean elsewhere;	    /* the other version of the input says the same, somewhere */
	struct CtInputRecord *next; /* private to the matching */
} CtInputRecord;

/* Of CtInputRecord, by line; NULL when @path cannot be imported, or holds several inputs. */
GArray *ct_input_records(const char *path);

/* Marks what two versions of an input have in common. */
void ct_input_records_match(GArray *old_records, GArray *new_records);
