/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/*
 * Sheets: pages of a view that are made for A3, with title, legend and title block around them; and
 * which row of a digest stands for which row of the whole plan.
 */

/* The widest and the highest page whose type of 8.5 points is 7 points high on A3. */
#define CT_SHEET_W_PT 1384.0
#define CT_SHEET_H_PT 946.0

/* Size and title of @scene, a page of @width with what is left free at its sides; what it shows begins
 * at CT_SHEET_TOP_PT.  Must come first, and ct_sheet_finish() last. */
void ct_sheet_begin(CtScene *scene, double width, const char *subtitle);
#define CT_SHEET_TOP_PT 70.0

/* Legend and title block from @y on; the page ends below them. */
void ct_sheet_finish(CtScene *scene, const CtViewInput *input, double y);

/* The head of a column: on as many lines as @rect holds, at its lower edge. */
void ct_sheet_head(CtScene *scene, CtRect rect, const char *text);

/**
 * ct_sheet_steps:
 *
 * Returns: (transfer full): for each step of the whole plan, the index of the step of @plan that
 * stands for it; its own when @plan is no digest.
 */
guint *ct_sheet_steps(const CtPlan *plan);
/* As above, for waves. */
guint *ct_sheet_waves(const CtPlan *plan);

/* "pool:ocs01.contoso.com" as the plan names its subjects, kept by @scene. */
const char *ct_sheet_subject(CtScene *scene, const char *kind, const char *identity);
