/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "plan-fixture.h"
#include "render/lint.h"
#include "render/views.h"

/*
 * Drawing one view of a plan, and asking what is on its pages.
 */

typedef struct {
	CtText *text;
	GPtrArray *pages; /* of CtScene */
} Drawn;

static inline void
assert_page_clean(const CtScene *scene)
{
	g_autoptr(CtLint) lint = ct_lint_new(scene);

	for (guint i = 0; i < lint->messages->len; i++)
		g_test_message("%s: %s", scene->id, (const char *)lint->messages->pdata[i]);
	g_assert_cmpuint(lint->overlaps, ==, 0);
	g_assert_cmpuint(lint->clipped, ==, 0);
	g_assert_cmpuint(lint->repeated_ids, ==, 0);
	g_assert_cmpfloat(lint->smallest_pt, >=, CT_TYPE_MIN_PT);
}

/* Draws, and wants every page clean and its id and title its own. */
static inline Drawn
drawn(const char *view, const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	Drawn self = { ct_text_new(&error),
		       g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free) };
	const CtViewInput input = {
		.text = self.text, .plan = plan, .estate = estate, .date = "2026-03-02"
	};

	g_assert_no_error(error);
	ct_views_find(view)->draw(&input, self.pages);
	for (guint i = 0; i < self.pages->len; i++) {
		const CtScene *page = self.pages->pdata[i];

		g_assert_true(g_str_has_prefix(page->id, view));
		g_assert_true(i > 0 || strcmp(page->id, view) == 0);
		g_assert_true(g_hash_table_add(seen, (gpointer)page->id));
		g_assert_true(g_hash_table_add(seen, (gpointer)page->title));
		assert_page_clean(page);
	}
	return self;
}

static inline void
drawn_clear(Drawn *self)
{
	g_ptr_array_unref(self->pages);
	ct_text_free(self->text);
}

static inline const CtScene *
drawn_page(const Drawn *self, guint index)
{
	g_assert_cmpuint(index, <, self->pages->len);
	return self->pages->pdata[index];
}

/* The group with @id on the page; NULL without. */
static inline const CtItem *
page_find(const CtScene *page, const char *id)
{
	for (guint i = 0; i < page->items->len; i++)
		if (g_strcmp0(ct_scene_item(page, i)->meaning.id, id) == 0)
			return ct_scene_item(page, i);
	return NULL;
}

/* On how many pages, from @first on, there is a thing with @id. */
static inline guint
drawn_count(const Drawn *self, guint first, const char *id)
{
	guint count = 0;

	for (guint i = first; i < self->pages->len; i++)
		count += page_find(self->pages->pdata[i], id) != NULL;
	return count;
}

static inline guint
page_count_style(const CtScene *page, CtItemKind kind, CtStyleId style)
{
	guint count = 0;

	for (guint i = 0; i < page->items->len; i++)
		count += ct_scene_item(page, i)->kind == kind &&
			 ct_scene_item(page, i)->style == style;
	return count;
}

/* Is @text what some text of the page says? */
static inline gboolean
page_says(const CtScene *page, const char *text)
{
	for (guint i = 0; i < page->items->len; i++) {
		const CtItem *item = ct_scene_item(page, i);

		if (item->kind == CT_ITEM_TEXT &&
		    (strcmp(item->text, text) == 0 || g_strcmp0(item->meaning.title, text) == 0))
			return TRUE;
	}
	return FALSE;
}

/* A user more in the wave. */
static inline void
fixture_member(PlanFixture *self, guint wave, const char *source, const char *target,
	       const char *unit)
{
	CtPlanWave *row = &g_array_index(self->plan->waves, CtPlanWave, wave);
	CtWaveMember member = {
		.source = source, .target = target, .unit = unit, .reason = "production"
	};

	member.sip = ct_plan_printf(self->plan, "sip:user%u-%u@contoso.com", wave,
				    row->members->len);
	member.name = ct_plan_printf(self->plan, "User %u-%u", wave, row->members->len);
	g_array_append_val(row->members, member);
}
