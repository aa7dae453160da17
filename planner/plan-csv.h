/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* Reading what ct_plan_wave_csv() and ct_plan_couplings_csv() write; see plan-json.h for these. */

/**
 * ct_plan_wave_read:
 * @wave: one of @plan's; its members are appended to
 * @path: for messages
 * @text: (transfer full): UTF-8 that a NUL follows, with or without BOM, lines ending in CRLF or LF;
 *   columns in any order; it is not kept
 *
 * After an error the members are good for nothing: CT_PLAN_ERROR_MALFORMED, "path:line: reason".
 */
gboolean ct_plan_wave_read(CtPlan *plan, CtPlanWave *wave, const char *path, char *text,
			   gsize length, GError **error);
gboolean ct_plan_couplings_read(CtPlan *plan, const char *path, char *text, gsize length,
				GError **error);
