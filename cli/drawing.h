/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/reading.h"
#include "cli/session.h"
#include "planner/plan.h"

/* What --format takes where something is drawn; NULL-terminated. */
extern const char *const ct_drawing_formats[];

/**
 * ct_drawing_write:
 * @dir: an existing folder
 * @before: (nullable): an earlier version of the plan folder, whose boxes keep their places
 * @options: for --format; without it everything but PNG is drawn
 *
 * Draws the plan into @dir.  The date in the title blocks is that of SOURCE_DATE_EPOCH; without it
 * there is none, since the same exports give the same bytes.
 *
 * Errors: CT_RENDER_ERROR; CT_USAGE_ERROR when SOURCE_DATE_EPOCH is no number.
 */
gboolean ct_drawing_write(const CtPlan *plan, const CtReading *reading, const char *dir,
			  const char *before, const CtOptions *options, GError **error);

/**
 * ct_drawing_lint:
 * @before: (nullable): as for ct_drawing_write(); what moved since then is measured
 * @out_passed: did every drawing keep every limit?
 *
 * Prints the measures of the drawings that ct_drawing_write() would make; writes no file.
 */
gboolean ct_drawing_lint(const CtPlan *plan, const CtReading *reading, const char *before,
			 const CtOptions *options, CtReport *report, gboolean *out_passed,
			 GError **error);
