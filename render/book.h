/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/plan.h"
#include "render/lint.h"

/**
 * ct_book_write:
 * @estate: (nullable)
 * @findings: (nullable): the chapter is left out without
 * @drawings: (array length=n_drawings): scenes, each on as many pages as its type needs
 * @paper: of the drawings; text stands on A4
 * @date: (nullable): ISO date for title page and document
 *
 * The plan as a book for paper: title page, summary, drawings, steps, checkpoints with rollback,
 * losses, tests, findings, assumptions and fates; with outline, page labels and links.
 *
 * Returns: (transfer full): the PDF document; errors: CT_RENDER_ERROR_DRAW.
 */
GBytes *ct_book_write(CtText *text, const CtPlan *plan, const CtEstate *estate,
		      const CtFindings *findings, const CtScene *const *drawings, guint n_drawings,
		      CtPaper paper, const char *date, GError **error);
