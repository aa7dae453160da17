/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* plan.json and the CSV files beside it: docs/plan.schema.json, format_version 1.0. */

#define CT_PLAN_ERROR (ct_plan_error_quark())
GQuark ct_plan_error_quark(void);

typedef enum {
	CT_PLAN_ERROR_MISSING, /* no such folder or file */
	CT_PLAN_ERROR_MALFORMED, /* not JSON or CSV, or a required key is missing or of another type */
	CT_PLAN_ERROR_VERSION, /* a major format version this program does not know */
	CT_PLAN_ERROR_WRITE,
} CtPlanError;

/* The text of plan.json, newly allocated; keys in a fixed order, ends in a line feed. */
char *ct_plan_to_json(const CtPlan *plan);

/* The bytes of a wave CSV: UTF-8 with BOM, CRLF, formula cells made harmless; newly allocated. */
char *ct_plan_wave_csv(const CtPlanWave *wave, gsize *out_length);
/* A piece of the couplings CSV, rows from @next on, which moves to the first row of the next piece; the head
 * line comes before the first row. */
char *ct_plan_couplings_csv(const CtPlan *plan, guint *next, gsize *out_length);

/**
 * ct_plan_load:
 * @dir: a plan folder
 *
 * Reads plan.json and the wave files that it names.  A wave file whose digest differs from the one in
 * plan.json is read all the same (hand-edited plans are welcome); the checker says so.
 *
 * Errors: CT_PLAN_ERROR, with file and line or the path of the key.
 */
CtPlan *ct_plan_load(const char *dir, GError **error);

/**
 * ct_plan_check_references:
 * @dir: for messages
 *
 * Do all ids that the plan refers to exist?  ct_plan_load() takes a plan whose do not, so that the
 * checker can say what is wrong with it; who draws a plan asks first.
 *
 * Errors: CT_PLAN_ERROR_MALFORMED.
 */
gboolean ct_plan_check_references(const CtPlan *plan, const char *dir, GError **error);
