/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measuring drawings.
 *
 * Items are swept by their top edge, so that each is compared only with those that reach down to it.
 * Backdrops (containers, shades, grid) are there to be drawn upon and are left out.  Lines may cross
 * anything but are kept out of overlaps: whether a crossing hurts is not a question of yes or no.
 */
#include "render/lint.h"

#include <string.h>

#include "render/lint-measure.h"

/* Ink may touch; it overlaps when it shares more than this. */
#define TOUCH_PT 0.6

static gboolean
is_shape(const CtItem *item)
{
	return (item->kind == CT_ITEM_BOX || item->kind == CT_ITEM_DIAMOND) &&
	       !(ct_style(item->style)->looks & CT_LOOK_BACKDROP);
}

static gboolean
overlap(const CtRect *a, const CtRect *b)
{
	return MIN(a->x + a->w, b->x + b->w) - MAX(a->x, b->x) > TOUCH_PT &&
	       MIN(a->y + a->h, b->y + b->h) - MAX(a->y, b->y) > TOUCH_PT;
}

static gboolean
holds(const CtRect *outer, const CtRect *inner)
{
	return inner->x >= outer->x - TOUCH_PT && inner->y >= outer->y - TOUCH_PT &&
	       inner->x + inner->w <= outer->x + outer->w + TOUCH_PT &&
	       inner->y + inner->h <= outer->y + outer->h + TOUCH_PT;
}

CtRect
ct_lint_ink(const CtItem *item)
{
	CtRect rect = item->rect;

	if (item->kind == CT_ITEM_TEXT) {
		rect.y += rect.h * 0.18;
		rect.h *= 0.64;
	}
	return rect;
}

static const char *
name_of(const CtItem *item)
{
	return item->kind == CT_ITEM_TEXT ? item->text : ct_style(item->style)->css;
}

void
ct_lint_note(CtLint *self, const char *what, const char *name, CtPoint at)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE];
	char y[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(x, sizeof(x), "%.0f", at.x);
	g_ascii_formatd(y, sizeof(y), "%.0f", at.y);
	g_ptr_array_add(self->messages, g_strdup_printf("%s: \"%s\" at %s,%s", what, name, x, y));
}

static void
report(CtLint *self, const char *what, const CtItem *a, const CtItem *b)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE];
	char y[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(x, sizeof(x), "%.0f", a->rect.x);
	g_ascii_formatd(y, sizeof(y), "%.0f", a->rect.y);
	g_ptr_array_add(self->messages,
			g_strdup_printf("%s: \"%s\" and \"%s\" at %s,%s", what, name_of(a),
					b != NULL ? name_of(b) : "the page", x, y));
}

static void
compare(CtLint *self, const CtItem *a, const CtItem *b)
{
	CtRect x = ct_lint_ink(a);
	CtRect y = ct_lint_ink(b);
	gboolean texts = a->kind == CT_ITEM_TEXT && b->kind == CT_ITEM_TEXT;

	if (!overlap(&x, &y))
		return;
	if (!texts && (holds(&x, &y) || holds(&y, &x)))
		return;
	self->overlaps++;
	if (a->kind == CT_ITEM_TEXT || b->kind == CT_ITEM_TEXT)
		self->label_overlaps++;
	report(self, "overlap", a, b);
}

static gint
compare_tops(gconstpointer a, gconstpointer b)
{
	const CtItem *x = *(const CtItem *const *)a;
	const CtItem *y = *(const CtItem *const *)b;

	if (x->rect.y != y->rect.y)
		return x->rect.y < y->rect.y ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
find_overlaps(CtLint *self, GPtrArray *items)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new();

	g_ptr_array_sort(items, compare_tops);
	for (guint i = 0; i < items->len; i++) {
		const CtItem *item = items->pdata[i];

		for (guint j = 0; j < open->len;) {
			const CtItem *other = open->pdata[j];

			if (other->rect.y + other->rect.h < item->rect.y) {
				g_ptr_array_remove_index_fast(open, j);
				continue;
			}
			compare(self, other, item);
			j++;
		}
		g_ptr_array_add(open, (gpointer)item);
	}
}

static void
check_item(CtLint *self, const CtScene *scene, const CtItem *item)
{
	CtRect page = { 0, 0, scene->width, scene->height };

	if (!holds(&page, &item->rect)) {
		self->clipped++;
		report(self, "clipped", item, NULL);
	}
	if (item->kind != CT_ITEM_TEXT)
		return;
	self->cut_texts += item->meaning.title != NULL;
	if (item->rect.w > item->room + TOUCH_PT) {
		self->clipped++;
		report(self, "clipped", item, NULL);
	}
}

CtLint *
ct_lint_new(const CtScene *scene)
{
	CtLint *self = g_new0(CtLint, 1);
	g_autoptr(GPtrArray) items = g_ptr_array_new();
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);

	self->messages = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->meaning.id != NULL &&
		    !g_hash_table_add(ids, (gpointer)item->meaning.id)) {
			self->repeated_ids++;
			g_ptr_array_add(self->messages,
					g_strdup_printf("repeated id: %s", item->meaning.id));
		}
		if (item->kind == CT_ITEM_GROUP_BEGIN || item->kind == CT_ITEM_GROUP_END)
			continue;
		check_item(self, scene, item);
		if (item->kind == CT_ITEM_TEXT || is_shape(item))
			g_ptr_array_add(items, (gpointer)item);
	}
	find_overlaps(self, items);
	ct_lint_measure_edges(self, scene);
	ct_lint_measure_paper(self, scene);
	ct_lint_measure_contrast(self, scene);
	ct_lint_measure_space(self, scene);
	return self;
}

void
ct_lint_free(CtLint *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->messages);
	g_free(self);
}
