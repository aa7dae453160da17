/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damage of every kind against every row: the two steps that a hard constraint orders are
 * swapped, the first is left out or acts on another thing; servers are retired too early,
 * imports come too late, applications are forgotten. The checker finds each and names the row,
 * or the rule of the step that was damaged.
 */
#include "mutant.h"

/* Does anybody who complains name the row, or the rule of the step that was damaged? */
static gboolean
names_either(const CtCheckResult *result, const char *id, const char *rule)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (strcmp(violation->rule, id) == 0 || strcmp(violation->rule, rule) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
assert_caught(Mutable *world, const char *id, const char *rule, const char *how, Tally *tally)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(world->planned.plan,
							 world->planned.estate);

	tally->mutants++;
	if (names_either(result, id, rule)) {
		tally->caught++;
		return;
	}
	show_violations(result);
	g_test_fail_printf("%s: %s %s is not told as %s", world->name, rule, how, id);
}

/* Another thing for the same kind of step, else any other thing. */
static const char *
other_subject(const Mutable *world, guint step)
{
	const CtPlanStep *self = &world->kept[step];
	const char *own = g_ptr_array_index(self->subjects, 0);
	const char *any = NULL;

	for (guint i = 0; i < world->n; i++) {
		const char *subject = g_ptr_array_index(world->kept[i].subjects, 0);

		if (strcmp(subject, own) == 0)
			continue;
		if (strcmp(world->kept[i].rule, self->rule) == 0)
			return subject;
		any = subject;
	}
	return any;
}

typedef struct {
	Tally swapped;
	Tally dropped;
	Tally retargeted;
} Damages;

static void
damage_pair(Mutable *world, const CtConstraintRow *row, const CtOrderEdge *edge, Damages *damages)
{
	g_autoptr(GArray) swapped = mutable_swapped(world, edge->before, edge->after);
	g_autoptr(GArray) dropped = mutable_without(world, edge->before);
	CtPlanStep *before = &world->kept[edge->before];
	const char *own = g_ptr_array_index(before->subjects, 0);

	mutable_set(world, swapped);
	assert_named(world, row->id, edge, "swapped", &damages->swapped);
	mutable_set(world, dropped);
	assert_caught(world, row->id, before->rule, "left out", &damages->dropped);
	before->subjects->pdata[0] = (gpointer)other_subject(world, edge->before);
	mutable_restore(world);
	assert_caught(world, row->id, before->rule, "on another thing", &damages->retargeted);
	before->subjects->pdata[0] = (gpointer)own;
}

static void
test_damages(gconstpointer data)
{
	const GPtrArray *worlds = data;
	Damages damages = { 0 };
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint r = 0; r < count; r++) {
		for (guint w = 0; is_examined(&rows[r]) && w < worlds->len; w++) {
			Mutable *world = g_ptr_array_index((GPtrArray *)worlds, w);
			Tally unused = { 0 };
			g_autoptr(GArray) pairs = pairs_of(world, r, &unused);

			for (guint i = 0; i < pairs->len; i += mutable_stride(pairs))
				damage_pair(world, &rows[r], &g_array_index(pairs, CtOrderEdge, i),
					    &damages);
			mutable_restore(world);
		}
	}
	g_test_message("swapped: %u mutants, %u caught and named", damages.swapped.mutants,
		       damages.swapped.caught);
	g_test_message("left out: %u mutants, %u caught and named", damages.dropped.mutants,
		       damages.dropped.caught);
	g_test_message("retargeted: %u mutants, %u caught and named", damages.retargeted.mutants,
		       damages.retargeted.caught);
}

static gboolean
is_retirement(const CtPlanStep *step)
{
	return ct_rule_list_has("OCS-P9-10|OCS-P10-03|OCS-P10-04", step->rule);
}

static gboolean
is_import(const CtPlanStep *step)
{
	return ct_rule_list_has("OCS-P4-04|OCS-P4-05", step->rule);
}

static gboolean
is_application(const CtPlanStep *step)
{
	return ct_rule_list_has("OCS-P8-08|OCS-P9-01|OCS-P9-02|OCS-P9-03|OCS-P9-05|OCS-P9-06|"
				"OCS-P9-08|OCS-P10-01|OCS-GC-01|OCS-GC-02|OCS-GC-03",
				step->rule);
}

/* Is the step told to stand in the wrong place, by whatever row? */
static void
assert_misplaced(Mutable *world, guint step, const char *how, Tally *tally)
{
	const char *id = world->kept[step].id;
	g_autoptr(CtCheckResult) result = ct_checker_run(world->planned.plan,
							 world->planned.estate);

	tally->mutants++;
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (g_strcmp0(violation->step, id) == 0 ||
		    g_strcmp0(violation->other_step, id) == 0) {
			tally->caught++;
			return;
		}
	}
	g_test_fail_printf("%s: %s (%s) is not noticed", world->name, how, world->kept[step].title);
}

static void
misplace_steps(Mutable *world, Tally *retired, Tally *imported, Tally *forgotten)
{
	for (guint step = 0; step < world->n; step++) {
		for (guint wave = 0; wave < world->n; wave++) {
			g_autoptr(GArray) sequence = NULL;

			if (world->kept[wave].wave == NULL ||
			    !(is_retirement(&world->kept[step]) || is_import(&world->kept[step])))
				continue;
			sequence = mutable_moved(world, step, wave);
			mutable_set(world, sequence);
			if (is_retirement(&world->kept[step]))
				assert_misplaced(world, step, "early retirement", retired);
			else
				assert_misplaced(world, step, "late import", imported);
		}
		if (is_application(&world->kept[step])) {
			g_autoptr(GArray) sequence = mutable_without(world, step);

			mutable_set(world, sequence);
			assert_caught(world, "O-24", world->kept[step].rule, "forgotten",
				      forgotten);
		}
	}
	mutable_restore(world);
}

static void
test_misplaced(gconstpointer data)
{
	const GPtrArray *worlds = data;
	Tally retired = { 0 }, imported = { 0 }, forgotten = { 0 };

	for (guint w = 0; w < worlds->len; w++)
		misplace_steps(g_ptr_array_index((GPtrArray *)worlds, w), &retired, &imported,
			       &forgotten);
	g_test_message("early retirement: %u mutants, %u caught", retired.mutants, retired.caught);
	g_test_message("late import: %u mutants, %u caught", imported.mutants, imported.caught);
	g_test_message("forgotten application: %u mutants, %u caught and named", forgotten.mutants,
		       forgotten.caught);
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) worlds = NULL;

	g_test_init(&argc, &argv, NULL);
	worlds = make_worlds(RANDOM_WORLDS, FALSE);
	g_test_add_data_func("/damage/pairs", worlds, test_damages);
	g_test_add_data_func("/damage/misplaced", worlds, test_misplaced);
	return g_test_run();
}
