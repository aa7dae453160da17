/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/intent.h"

/* How long steps take: as the step table says, or as the intent says better. */

/* A year: whatever takes longer is a slip of the pen. */
#define CT_MINUTES_AT_MOST 525600

/* Minutes of work; of a step that moves users, for each 100 of them. */
guint ct_duration_work(const CtIntent *intent, const CtStepRow *row);
/* Minutes to wait behind it. */
guint ct_duration_settle(const CtIntent *intent, const CtStepRow *row);

/* Can [durations] be used?  Errors: CT_INTENT_ERROR, the message begins with "path:line: ". */
gboolean ct_duration_check(const CtIntent *intent, GError **error);
