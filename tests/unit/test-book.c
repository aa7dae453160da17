/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book of a large plan: shorter than a page for everything, and nothing is missing in it. */
#include <string.h>

#include "plan-fixture.h"
#include "render/book-binder.h"
#include "render/book-chapters.h"
#include "render/digest.h"

#define SITES 3
#define POOLS 4
#define WAVES 40 /* of each site, beside the ones of the fixture */

typedef struct {
	PlanFixture fixture;
	CtPlan *digest;
	CtText *text;
	CtFlow *flow;
	GPtrArray *absent;
	CtBook book;
} Large;

/* Each checkpoint loses as many meetings as no other, so that no amount can stand for another.
 * @phases: something else happens between the waves of one site and those of the next */
static void
large_init(Large *self, gboolean phases)
{
	g_autoptr(GError) error = NULL;

	self->fixture = plan_fixture(SITES, POOLS);
	for (guint s = 0; s < SITES; s++) {
		for (guint i = 0; i < WAVES; i++)
			fixture_wave(&self->fixture, "production", s, 100 + i);
		if (!phases)
			continue;
		fixture_checkpoint(&self->fixture, "phase", "A site has moved");
		fixture_step(&self->fixture, "OCS-P9-07", "Put the gateway in service", "gateway:");
	}
	for (guint i = 0; i < self->fixture.plan->checkpoints->len; i++) {
		CtCheckpoint *point = &g_array_index(self->fixture.plan->checkpoints, CtCheckpoint,
						     i);

		g_array_index(point->losses, CtLoss, 0).count = 1000 + i;
	}
	self->digest = ct_digest_new(self->fixture.plan);
	g_assert_nonnull(self->digest);
	self->text = ct_text_new(&error);
	g_assert_no_error(error);
	self->flow = ct_flow_new(self->text);
	self->absent = g_ptr_array_new();
	self->book = (CtBook){ self->flow,   self->digest, self->fixture.world.estate,
			       NULL,	     NULL,	   "",
			       self->absent, TRUE };
}

static void
large_clear(Large *self)
{
	ct_flow_free(self->flow);
	g_ptr_array_unref(self->absent);
	ct_plan_free(self->digest);
	plan_fixture_clear(&self->fixture);
	ct_text_free(self->text);
}

static guint
count_ids(const CtFlow *flow, const char *id)
{
	guint count = 0;

	for (guint i = 0; i < flow->pages->len; i++) {
		const CtScene *page = flow->pages->pdata[i];

		for (guint k = 0; k < page->items->len; k++)
			count += g_strcmp0(ct_scene_item(page, k)->meaning.id, id) == 0;
	}
	return count;
}

/* All texts of all pages, a space after each. */
static char *
all_text(const CtFlow *flow)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < flow->pages->len; i++) {
		const CtScene *page = flow->pages->pdata[i];

		for (guint k = 0; k < page->items->len; k++) {
			const CtItem *item = ct_scene_item(page, k);

			if (item->kind == CT_ITEM_TEXT)
				g_string_append_printf(out, "%s ", item->text);
		}
	}
	return g_string_free(out, FALSE);
}

static void
test_steps(void)
{
	Large self;
	g_autofree char *text = NULL;

	large_init(&self, TRUE);
	ct_book_steps(&self.book);
	ct_flow_finish(self.flow);
	text = all_text(self.flow);
	for (guint i = 0; i < self.digest->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self.digest, i);
		g_autofree char *id = NULL;

		g_test_message("%s", step->id);
		g_assert_cmpuint(count_ids(self.flow, step->id), ==, 1);
		/* of a row for several the last one stands below the first */
		id = g_strndup(step->id, strcspn(step->id, "-"));
		g_assert_nonnull(strstr(text, id));
		g_assert_nonnull(strstr(text, step->rule));
	}
	/* twelve pools are backed up, and told so once */
	g_assert_nonnull(strstr(text, "12 times: "));
	for (guint i = 0; i < self.digest->waves->len; i++)
		g_assert_nonnull(
			strstr(text, g_array_index(self.digest->waves, CtPlanWave, i).file));
	large_clear(&self);
}

/* Each checkpoint has its place, and of each the exact amount that is lost; of a row for several waves it
 * is the largest. */
static void
test_checkpoints(void)
{
	Large self;
	g_autofree char *text = NULL;

	large_init(&self, TRUE);
	ct_book_checkpoints(&self.book);
	ct_flow_finish(self.flow);
	text = all_text(self.flow);
	for (guint i = 0; i < self.digest->checkpoints->len; i++) {
		const CtCheckpoint *point = &g_array_index(self.digest->checkpoints, CtCheckpoint,
							   i);
		g_autofree char *count = ct_text_loss(&g_array_index(point->losses, CtLoss, 0));

		g_test_message("%s %s", point->id, count);
		g_assert_cmpuint(count_ids(self.flow, point->id), ==, 1);
		g_assert_nonnull(strstr(text, count));
	}
	large_clear(&self);
}

/* Waves that are alone and rows that stand for several are told together: the loss once. */
static void
test_told_once(void)
{
	Large self;
	g_autofree char *text = NULL;
	guint said = 0;

	large_init(&self, FALSE);
	ct_book_checkpoints(&self.book);
	ct_flow_finish(self.flow);
	text = all_text(self.flow);
	for (const char *at = text; (at = strstr(at, "Meetings scheduled since then")) != NULL;
	     at++)
		said++;
	g_assert_cmpuint(said, <, self.digest->checkpoints->len);
	g_assert_null(strstr(text, "the number is that of the largest"));
	large_clear(&self);
}

/* Ways back to the last checkpoint before each step. */
static void
lead_back(CtPlan *plan)
{
	const char *last = NULL;
	guint next = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		const char *before = i > 0 ? ct_plan_step(plan, i - 1)->id : NULL;

		while (next < plan->checkpoints->len &&
		       g_strcmp0(g_array_index(plan->checkpoints, CtCheckpoint, next).after_step,
				 before) == 0)
			last = g_array_index(plan->checkpoints, CtCheckpoint, next++).id;
		g_array_index(plan->steps, CtPlanStep, i).back_to = last;
	}
}

/* The first of @count steps in a row of one rule. */
static guint
find_run(const CtPlan *plan, guint count)
{
	guint first = 0;

	for (guint i = 1; i < plan->steps->len && i - first < count; i++)
		if (strcmp(ct_plan_step(plan, i)->rule, ct_plan_step(plan, first)->rule) != 0)
			first = i;
	return first;
}

static guint
count_of(const char *text, const char *part)
{
	guint count = 0;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
		count++;
	return count;
}

/* What waits for all steps of a run is said once, what waits for one of them beside it, and where the way
 * back leads elsewhere the step has a row of its own. */
static void
test_failures(void)
{
	Large self;
	CtPlan *plan;
	guint first;
	g_autofree char *text = NULL;

	large_init(&self, TRUE);
	plan = self.fixture.plan;
	self.book.plan = plan;
	lead_back(plan);
	first = find_run(plan, SITES * POOLS);
	for (guint i = 0; i < SITES * POOLS; i++) {
		GPtrArray *stops = ct_plan_step(plan, first + i)->stops;
		const char *last = ct_plan_step(plan, plan->steps->len - 1)->id;
		const char *own = ct_plan_step(plan, plan->steps->len - 3 - 2 * i)->id;

		g_ptr_array_add(stops, (gpointer)own);
		g_ptr_array_add(stops, (gpointer)last);
	}
	/* one that is not as the others */
	g_array_index(plan->steps, CtPlanStep, first + 8).back_to = NULL;
	ct_book_failures(&self.book);
	ct_flow_finish(self.flow);
	text = all_text(self.flow);
	for (guint i = 0; i < SITES * POOLS; i++) {
		const CtPlanStep *step = ct_plan_step(plan, first + i);
		const char *own = step->stops->pdata[0];
		g_autofree char *also = g_strdup_printf("also  %s ", own);

		g_test_message("%s stops %s", step->id, own);
		g_assert_cmpuint(count_of(text, also), ==, i == 8 ? 0 : 1);
		g_assert_nonnull(strstr(text, own));
	}
	/* those before it, itself, those after it, and the row of the step that waits */
	g_assert_cmpuint(count_of(text, ct_plan_step(plan, first + 9)->stops->pdata[1]), ==, 4);
	large_clear(&self);
}

static CtScene *
new_scene(CtText *text, const char *id, double width, double height)
{
	CtScene *scene = ct_scene_new(text, id, id, "made by hand");

	scene->width = width;
	scene->height = height;
	for (double x = 0; x + 100 <= width; x += 200)
		for (double y = 0; y + 20 <= height; y += 100)
			ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ x, y, 100, 20 },
				      CT_ALIGN_START, "a text");
	return scene;
}

/* A drawing is in the book, or named there with its file. */
static void
test_drawings(void)
{
	static const struct {
		const char *id;
		double width;
		gboolean absent;
	} rows[] = {
		{ "estate-map", 800, FALSE },  { "timeline", 30000, TRUE },
		{ "strip", 1000, FALSE },      { "strip-a", 4000, TRUE },
		{ "strip-b", 9000, TRUE },     { "user-flow", 900, FALSE },
		{ "user-flow-1", 900, FALSE },
	};
	Large self;
	CtScene *scenes[G_N_ELEMENTS(rows)];
	g_autoptr(GPtrArray) whole_absent = g_ptr_array_new();
	g_autoptr(GPtrArray) whole = NULL;
	g_autoptr(GPtrArray) sheets = NULL;
	g_autofree char *text = NULL;
	guint next = 0;

	large_init(&self, TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		scenes[i] = new_scene(self.text, rows[i].id, rows[i].width, 700);
	whole = ct_book_lay_sheets(self.fixture.plan, CT_PAPER_A3, (const CtScene *const *)scenes,
				   G_N_ELEMENTS(rows), whole_absent);
	g_assert_cmpuint(whole->len, ==, G_N_ELEMENTS(rows));
	g_assert_cmpuint(whole_absent->len, ==, 0);
	g_assert_cmpuint(ct_sheets_count(whole->pdata[1]), >, 8);
	sheets = ct_book_lay_sheets(self.digest, CT_PAPER_A3, (const CtScene *const *)scenes,
				    G_N_ELEMENTS(rows), self.absent);
	ct_book_absent(&self.book);
	ct_flow_finish(self.flow);
	text = all_text(self.flow);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *file = g_strdup_printf("diagrams/%s.svg", rows[i].id);
		g_autofree char *id = g_strdup_printf("drawing-%s", rows[i].id);

		g_test_message("%s", rows[i].id);
		g_assert_true((strstr(text, file) != NULL) == rows[i].absent);
		g_assert_cmpuint(count_ids(self.flow, id), ==, rows[i].absent);
		if (!rows[i].absent)
			g_assert_true(((const CtSheets *)sheets->pdata[next++])->scene ==
				      scenes[i]);
	}
	g_assert_cmpuint(next, ==, sheets->len);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		ct_scene_free(scenes[i]);
	large_clear(&self);
}

/* What a large plan tells together, a small one tells each for itself. */
static void
test_small(void)
{
	Large self;

	large_init(&self, TRUE);
	self.book.plan = self.fixture.plan;
	self.book.brief = FALSE;
	g_assert_cmpuint(ct_book_step_run(&self.book, 0), ==, 0);
	g_assert_cmpuint(ct_book_checkpoint_run(&self.book, 0), ==, 0);
	large_clear(&self);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/book/steps", test_steps);
	g_test_add_func("/book/checkpoints", test_checkpoints);
	g_test_add_func("/book/told-once", test_told_once);
	g_test_add_func("/book/failures", test_failures);
	g_test_add_func("/book/drawings", test_drawings);
	g_test_add_func("/book/small", test_small);
	return g_test_run();
}
