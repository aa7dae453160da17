/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strip says of every server at every checkpoint what the plan makes of it. */
#include "plan-fixture.h"
#include "planned-sample.h"
#include "render/strip.h"

static guint
users_at(const CtStrip *strip, guint column)
{
	guint users = 0;

	for (guint i = 0; i < strip->rows->len; i++)
		users += ct_strip_row(strip, i)->cells[column].users;
	return users;
}

static guint
servers_of(const CtStrip *strip)
{
	guint count = 0;

	for (guint i = 0; i < strip->rows->len; i++)
		count += ct_strip_row(strip, i)->count;
	return count;
}

/* Users are neither lost nor made; what is retired stays so; in the end the legacy side is off. */
static void
test_sample(gconstpointer name)
{
	Planned sample = planned_sample(name, TRUE);
	g_autoptr(CtStrip) strip = ct_strip_new(sample.plan, sample.estate);
	guint last = strip->columns->len - 1;

	g_assert_cmpuint(strip->columns->len, ==, sample.plan->checkpoints->len + 1);
	g_assert_cmpuint(strip->rows->len, >, 1);
	for (guint c = 1; c <= last; c++)
		g_assert_cmpuint(users_at(strip, c), ==, users_at(strip, 0));
	for (guint i = 0; i < strip->rows->len; i++) {
		const CtStripRow *row = ct_strip_row(strip, i);

		g_assert_cmpint(row->cells[0].stand, ==,
				row->legacy ? CT_STAND_SERVES : CT_STAND_ABSENT);
		g_assert_true(row->legacy == (row->cells[last].stand == CT_STAND_RETIRED));
		g_assert_cmpuint(row->cells[row->legacy ? last : 0].users, ==, 0);
		for (guint c = 1; c <= last; c++)
			if (row->cells[c - 1].stand == CT_STAND_RETIRED)
				g_assert_cmpint(row->cells[c].stand, ==, CT_STAND_RETIRED);
	}
	planned_clear(&sample);
}

/* The column of a checkpoint shows the waves before it, and no other. */
static void
test_waves(void)
{
	Planned sample = planned_sample("contoso", TRUE);
	const CtPlan *plan = sample.plan;
	g_autoptr(CtStrip) strip = ct_strip_new(plan, sample.estate);

	for (guint c = 0; c < strip->columns->len; c++) {
		const CtCheckpoint *checkpoint = ct_strip_column(strip, c)->checkpoint;
		guint until = plan->steps->len;
		guint moved = 0;
		guint shown = 0;

		if (checkpoint != NULL)
			until = checkpoint->after_step != NULL
					? ct_plan_find_step(plan, checkpoint->after_step) + 1
					: 0;
		for (guint i = 0; i < until; i++)
			if (ct_plan_step(plan, i)->wave != NULL)
				moved +=
					ct_plan_find_wave(plan, ct_plan_step(plan, i)->wave)->users;
		for (guint i = 0; i < strip->rows->len; i++)
			shown += ct_strip_row(strip, i)->legacy
					 ? 0
					 : ct_strip_row(strip, i)->cells[c].users;
		g_assert_cmpuint(shown, ==, moved);
	}
	planned_clear(&sample);
}

/* Fewer rows and columns hold the same users and servers. */
static void
test_sums(void)
{
	PlanFixture fixture = plan_fixture(12, 20);
	g_autoptr(CtStrip) strip = ct_strip_new(fixture.plan, fixture.world.estate);
	g_autoptr(CtStrip) sum = ct_strip_summarize(strip);
	guint columns = sum->columns->len;

	g_assert_cmpuint(sum->rows->len, <, strip->rows->len / 4);
	g_assert_cmpuint(servers_of(sum), ==, servers_of(strip));
	for (guint c = 0; c < columns; c++)
		g_assert_cmpuint(users_at(sum, c), ==, users_at(strip, c));
	ct_strip_fold(sum);
	g_assert_cmpuint(sum->columns->len, <=, columns);
	g_assert_cmpuint(users_at(sum, sum->columns->len - 1), ==, users_at(strip, columns - 1));
	plan_fixture_clear(&fixture);
}

static void
test_fold(void)
{
	Planned sample = planned_sample("contoso", TRUE);
	g_autoptr(CtStrip) strip = ct_strip_new(sample.plan, sample.estate);
	guint steps = 0;

	ct_strip_fold(strip);
	g_assert_cmpuint(strip->columns->len, <, sample.plan->checkpoints->len);
	for (guint c = 0; c < strip->columns->len; c++)
		steps += ct_strip_column(strip, c)->steps;
	g_assert_cmpuint(steps, ==, sample.plan->steps->len);
	planned_clear(&sample);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/strip/contoso", "contoso", test_sample);
	g_test_add_data_func("/strip/fabrikam", "fabrikam", test_sample);
	g_test_add_data_func("/strip/adatum", "adatum", test_sample);
	g_test_add_func("/strip/waves", test_waves);
	g_test_add_func("/strip/sums", test_sums);
	g_test_add_func("/strip/fold", test_fold);
	return g_test_run();
}
