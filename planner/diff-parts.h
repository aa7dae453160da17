/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/input-records.h"
#include "analyzer/input-text.h"
#include "planner/diff.h"

/* Private to diff*.c: the plans as lists of things to compare, and the texts of inputs. */

/* One thing of a plan. */
typedef struct {
	char *key;		/* what is the same thing in the other plan */
	char *name;		/* for people */
	const char *id;		/* nullable */
	GPtrArray *labels;	/* of const char *: parallel to @values */
	GPtrArray *values;	/* of GPtrArray of char * */
	const GArray *evidence; /* nullable, of CtEvidence, borrowed */
	GArray *own_evidence;	/* nullable: what @evidence is when no plan holds it */
	char *own_file;		/* nullable: the file that it names */
} CtDiffItem;

/* diff-items.c: the things of a section, in the order of the plan; of CtDiffItem, owned.  The last
 * argument: of CT_DIFF_FINDING, the plan folder, nullable. */
GPtrArray *ct_diff_items(const CtPlan *plan, CtDiffSection section, const char *dir);
/* Has the order of the section a meaning of its own? */
gboolean ct_diff_is_ordered(CtDiffSection section);

/* diff-findings.c: the findings of a plan folder; empty when it holds none. */
GPtrArray *ct_diff_findings(const char *dir);
CtDiffItem *ct_diff_item_new(void);
/* Appends a property and returns its list of values. */
GPtrArray *ct_diff_item_add(CtDiffItem *self, const char *label);
/* Says where it comes from. */
void ct_diff_item_place(CtDiffItem *self, const char *file, guint line);

/* diff-text.c: the lines that differ; of CtDiffLines with numbers only. */
GArray *ct_diff_compare_texts(const CtInputText *old_text, const CtInputText *new_text);

/* diff-causes.c: fills in inputs, lines and the causes of all changes. */
void ct_diff_find_causes(CtDiff *self, const CtPlan *old_plan, const CtPlan *new_plan);
