/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtDiff: what changed from one plan to another, and the lines of the inputs behind each change.
 *
 * Things are matched by what they are about (a step by rule and subjects) and never by their ids,
 * which count through the plan, so that one step more is one change.
 */

typedef enum {
	CT_DIFF_INTENT,
	CT_DIFF_PAIR,
	CT_DIFF_STEP,
	CT_DIFF_MEMBER, /* a user of a wave */
	CT_DIFF_WAVE,
	CT_DIFF_CHECKPOINT,
	CT_DIFF_FATE,
	CT_DIFF_ASSUMPTION,
	CT_DIFF_FINDING,
	CT_DIFF_FIGURE, /* a number or text of the plan as a whole */
	CT_N_DIFF_SECTIONS,
} CtDiffSection;

typedef enum {
	CT_DIFF_ADDED,
	CT_DIFF_REMOVED,
	CT_DIFF_MOVED, /* has another place in the order */
	CT_DIFF_CHANGED,
	CT_N_DIFF_KINDS,
} CtDiffKind;

/* One property that differs; lists have what was added or removed, anything else both values. */
typedef struct {
	const char *label; /* key of plan.json */
	const char *old;   /* nullable: this value is new */
	const char *new;   /* nullable: this value is gone */
} CtDiffField;

typedef struct {
	CtDiffSection section;
	CtDiffKind kind;
	const char *name;   /* what is about: "OCS-P9-02 accessnumber:...", "sip:amy@..." */
	const char *old_id; /* nullable: id in the old plan, of what has one */
	const char *new_id; /* nullable */
	guint old_place;    /* in its list, from 0; CT_NONE */
	guint new_place;
	GArray *fields;	      /* of CtDiffField */
	GArray *old_evidence; /* of CtEvidence: what the old plan rested this on */
	GArray *new_evidence;
	GArray *causes; /* of guint: the CtDiff.lines that speak of the very thing; when there are
			 * none, the change follows from all lines that matter */
} CtDiffChange;

typedef struct {
	const char *old_path; /* nullable: a new input */
	const char *new_path; /* nullable: it is gone */
	const char *old_sha256;
	const char *new_sha256;
	gboolean known; /* both files are where the plans found them, so that lines are compared */
} CtDiffInput;

/* Lines that stand in place of others.  Numbers count from 1. */
typedef struct {
	guint input;	 /* of CtDiff.inputs */
	guint old_first; /* where they stood, or would have; 0: the whole input */
	guint old_count;
	guint new_first;
	guint new_count;
	GPtrArray *old_text; /* of const char * */
	GPtrArray *new_text;
	gboolean matters; /* something that the program reads differs */
} CtDiffLines;

typedef struct {
	GStringChunk *chunk;
	GArray *inputs;	    /* of CtDiffInput: those that differ */
	GArray *lines;	    /* of CtDiffLines, by input and line */
	GPtrArray *changes; /* of CtDiffChange, by section, then place */
	guint renumbered;   /* steps that are the same under another id */
} CtDiff;

/**
 * ct_diff_new:
 * @old_dir, @new_dir: (nullable): the plan folders, for their findings.json
 *
 * Compares two plans.  Reads the inputs that differ once more, where both are still what the plans
 * found; what cannot be read again has no lines, and the changes then rest on the evidence in the
 * plans.  Cost: n log n in the plans, linear in the inputs that differ.
 */
CtDiff *ct_diff_new(const CtPlan *old_plan, const CtPlan *new_plan, const char *old_dir,
		    const char *new_dir);
void ct_diff_free(CtDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDiff, ct_diff_free)

/* Do both plans say the same?  Inputs may differ all the same. */
gboolean ct_diff_is_empty(const CtDiff *self);

const char *ct_diff_section_name(CtDiffSection section); /* "step", "member", ... public */
const char *ct_diff_kind_name(CtDiffKind kind);		 /* "added", ... public */
