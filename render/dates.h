/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* Dates of a plan for people.  A plan edited by hand may hold anything: what is no date is shown as it is. */

/* "Sat 2026-10-24 20:00" for "2026-10-24T20:00:00+02:00"; newly allocated. */
char *ct_dates_text(const char *iso);
/* "Sat 2026-10-24 20:00 to Mon 2026-10-26 06:00" for "start/end"; newly allocated. */
char *ct_dates_span_text(const char *span);
/* Minutes from the start of the plan; FALSE when that is no time or before it. */
gboolean ct_dates_minute(const CtPlan *plan, const char *iso, guint64 *out_minute);
/* Minutes from the start of the plan to both ends of "start/end", as above. */
gboolean ct_dates_span(const CtPlan *plan, const char *span, guint64 *out_start, guint64 *out_end);

/* "critical", or "slack 2 h 05 min"; newly allocated. */
char *ct_dates_slack(const CtPlanStep *step);
/* "1 h late, and s047 misses its window"; NULL when no delay does harm. */
char *ct_dates_room(const CtPlanStep *step);
