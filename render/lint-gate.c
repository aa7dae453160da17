/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gate: which measure may have which value.
 *
 * What hides something from a reader is not allowed at all.  How many edges cross depends on what is
 * drawn, so that limit is for a drawing that cannot be followed any more; the rest is told, so that
 * two versions can be compared.
 */
#include "render/lint.h"

/* More crossings for each edge than this, and nobody follows them. */
#define CROSSINGS_OF_EDGE 4.0
#define BENDS_OF_EDGE	  8.0
#define LEAST_ANGLE	  2.0
#define MOST_DEAD	  0.85
#define MOST_FLIPPED	  0.15

static double
share(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

static void
add(GArray *rows, const char *name, double value, guint decimals)
{
	CtLintRow row = { .name = name, .value = value, .decimals = decimals, .passed = TRUE };

	g_array_append_val(rows, row);
}

static void
gate(GArray *rows, const char *name, double value, double limit, gboolean at_least, guint decimals)
{
	CtLintRow row = { name,
			  value,
			  limit,
			  TRUE,
			  at_least,
			  decimals,
			  at_least ? value >= limit : value <= limit };

	g_array_append_val(rows, row);
}

GArray *
ct_lint_rows(const CtLint *self)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(CtLintRow));

	add(rows, "edges", self->edges, 0);
	add(rows, "crossings", self->crossings, 0);
	gate(rows, "crossings for each edge", share(self->crossings, self->edges),
	     CROSSINGS_OF_EDGE, FALSE, 2);
	gate(rows, "smallest crossing angle, degrees", self->smallest_angle, LEAST_ANGLE, TRUE, 0);
	add(rows, "bends", self->bends, 0);
	gate(rows, "bends for each edge", share(self->bends, self->edges), BENDS_OF_EDGE, FALSE, 2);
	add(rows, "mean edge length, pt", share(self->edge_length, self->edges), 0);
	add(rows, "longest edge, pt", self->longest_edge, 0);
	gate(rows, "overlapping boxes", self->overlaps - self->label_overlaps, 0, FALSE, 0);
	gate(rows, "overlapping labels", self->label_overlaps, 0, FALSE, 0);
	gate(rows, "labels with an edge through", self->struck_texts, 0, FALSE, 0);
	gate(rows, "boxes with an edge through", self->struck_boxes, 0, FALSE, 0);
	gate(rows, "clipped", self->clipped, 0, FALSE, 0);
	add(rows, "texts that end in an ellipsis", self->cut_texts, 0);
	gate(rows, "repeated ids", self->repeated_ids, 0, FALSE, 0);
	gate(rows, "smallest type on A4, pt", self->paper_pt[CT_PAPER_A4], CT_TYPE_MIN_PT - 0.005,
	     TRUE, 1);
	gate(rows, "smallest type on A3, pt", self->paper_pt[CT_PAPER_A3], CT_TYPE_MIN_PT - 0.005,
	     TRUE, 1);
	add(rows, "sheets of A4", self->sheets[CT_PAPER_A4], 0);
	add(rows, "sheets of A3", self->sheets[CT_PAPER_A3], 0);
	gate(rows, "least contrast", self->contrast, CT_CONTRAST_MIN, TRUE, 1);
	gate(rows, "dead space, %", 100 * self->dead_space, 100 * MOST_DEAD, FALSE, 0);
	add(rows, "things that were there before", self->compared, 0);
	gate(rows, "pairs that changed sides, %", 100 * share(self->flipped, self->pairs),
	     100 * MOST_FLIPPED, FALSE, 1);
	add(rows, "mean displacement, pt", self->displacement, 0);
	return rows;
}

gboolean
ct_lint_passed(const CtLint *self)
{
	g_autoptr(GArray) rows = ct_lint_rows(self);

	for (guint i = 0; i < rows->len; i++) {
		if (!g_array_index(rows, CtLintRow, i).passed)
			return FALSE;
	}
	return TRUE;
}
