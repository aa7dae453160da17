/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of a drawing a reader has to learn anew: of the things that the version before had too,
 * how many pairs on one level stand the other way round, and how far things moved.
 *
 * A drawing that grew at one side moves as a whole; that is taken off first, as nobody minds.
 */
#include <math.h>
#include <stdlib.h>

#include "render/lint-measure.h"

/* Middles nearer than this are on one level. */
#define LEVEL_PT 1.0
/* Moved by less than this, two things have not changed sides. */
#define FLIP_PT 0.5

typedef struct {
	CtPoint before;
	CtPoint now;
} Kept;

static gint
compare_levels(gconstpointer a, gconstpointer b)
{
	const Kept *x = a;
	const Kept *y = b;

	if (x->now.y < y->now.y || x->now.y > y->now.y)
		return x->now.y < y->now.y ? -1 : 1;
	return x->now.x < y->now.x ? -1 : x->now.x > y->now.x;
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median(const GArray *kept, gboolean vertical)
{
	g_autofree double *moves = g_new0(double, kept->len);

	for (guint i = 0; i < kept->len; i++) {
		const Kept *k = &g_array_index(kept, Kept, i);

		moves[i] = vertical ? k->now.y - k->before.y : k->now.x - k->before.x;
	}
	qsort(moves, kept->len, sizeof(double), compare_numbers);
	return moves[kept->len / 2];
}

static GArray *
list_kept(const CtScene *scene, const CtPlaces *before)
{
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(Kept));
	const char *id = NULL;

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		Kept row = { { 0, 0 },
			     { item->rect.x + item->rect.w / 2, item->rect.y + item->rect.h / 2 } };

		if (item->kind == CT_ITEM_GROUP_BEGIN)
			id = item->meaning.id;
		if (id == NULL || (item->kind != CT_ITEM_BOX && item->kind != CT_ITEM_DIAMOND))
			continue;
		if (ct_places_get(before, scene->id, id, &row.before))
			g_array_append_val(kept, row);
		id = NULL;
	}
	return kept;
}

/* Pairs of one level; things of one level in one drawing only have no order to keep. */
static void
count_pairs(CtLint *self, const Kept *kept, guint n)
{
	for (guint i = 0; i < n; i++) {
		for (guint j = i + 1; j < n && kept[j].now.y - kept[i].now.y < LEVEL_PT; j++) {
			double then = kept[j].before.x - kept[i].before.x;
			double now = kept[j].now.x - kept[i].now.x;

			if (fabs(kept[j].before.y - kept[i].before.y) >= LEVEL_PT)
				continue;
			self->pairs++;
			if ((then > FLIP_PT && now < -FLIP_PT) ||
			    (then < -FLIP_PT && now > FLIP_PT))
				self->flipped++;
		}
	}
}

void
ct_lint_compare(CtLint *self, const CtScene *scene, const CtPlaces *before)
{
	g_autoptr(GArray) kept = list_kept(scene, before);
	double shift_x;
	double shift_y;

	self->compared = kept->len;
	self->pairs = self->flipped = 0;
	self->displacement = 0;
	if (kept->len == 0)
		return;
	g_array_sort(kept, compare_levels);
	count_pairs(self, (const Kept *)(gpointer)kept->data, kept->len);
	shift_x = median(kept, FALSE);
	shift_y = median(kept, TRUE);
	for (guint i = 0; i < kept->len; i++) {
		const Kept *k = &g_array_index(kept, Kept, i);

		self->displacement += hypot(k->now.x - k->before.x - shift_x,
					    k->now.y - k->before.y - shift_y);
	}
	self->displacement /= kept->len;
}
