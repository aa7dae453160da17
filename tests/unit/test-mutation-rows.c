/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is each row good for? For every hard constraint and every invariant of the states, plans
 * are made that break it, and the checker looks at them twice: with the whole rule book, which
 * has to stop them and name the row, and without that one row. A row decides when the plan then
 * passes. Rows that never decide alone are listed with what else stops such plans: most are said
 * twice on purpose, as an order of steps and as what a step or a state needs.
 */
#include "mutant.h"

#define MOVED_WORLDS 9 /* in which every step is put into every place */

/* ---- What stops a plan ---- */

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "constraint O-21, precondition O-04": who complains; "" when nobody does. */
static char *
complaints(const CtCheckResult *result)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);
		char *text = g_strdup_printf("%s %s", violation->code, violation->rule);

		/* adding a text that is there would put this one in its place */
		if (g_hash_table_contains(seen, text)) {
			g_free(text);
			continue;
		}
		g_hash_table_add(seen, text);
		g_ptr_array_add(texts, text);
	}
	g_ptr_array_sort(texts, compare_texts);
	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? ", " : "",
				       (const char *)g_ptr_array_index(texts, i));
	return g_string_free(all, FALSE);
}

static guint
count_parts(const char *text)
{
	guint parts = *text != '\0';

	for (; *text != '\0'; text++)
		parts += *text == ',';
	return parts;
}

/* The shorter list of complaints, else the one that comes first. */
static gboolean
is_better(const char *text, const char *best)
{
	guint left = count_parts(text);
	guint right = best != NULL ? count_parts(best) : G_MAXUINT;

	return left != right ? left < right : strcmp(text, best) < 0;
}

static void
keep_best(Tally *tally, CtCheckResult *result, const Mutable *world)
{
	char *text = complaints(result);

	if (is_better(text, tally->best)) {
		g_free(tally->best);
		tally->best = text;
		tally->world = world->name;
	} else {
		g_free(text);
	}
	ct_check_result_free(result);
}

static void
add_tally(Tally *sum, const Tally *tally)
{
	sum->mutants += tally->mutants;
	sum->caught += tally->caught;
}

/* What the rule book does without a row. */
typedef struct {
	const char *id;
	const char *reason; /* the row's own; "" for an invariant */
	const char *by;	    /* what stops every plan that was tried, or why none could be tried */
} Implied;

/* Rows that decide nothing alone.  "after O-07, O-04": these rows, one after the other, order
 * the same two steps wherever the row binds. */
static const Implied implied[] = {
#include "mutation-implied.def"
};

static gboolean used[G_N_ELEMENTS(implied)];

/* @by: NULL when the row decides */
static void
compare_with_table(const char *id, const char *reason, const char *by)
{
	for (gsize i = 0; i < G_N_ELEMENTS(implied); i++) {
		const Implied *row = &implied[i];

		if (strcmp(row->id, id) != 0 || strcmp(row->reason, reason) != 0)
			continue;
		used[i] = TRUE;
		if (g_strcmp0(row->by, by) == 0)
			return;
		g_test_message("has changed: { \"%s\", \"%s\", \"%s\" },", id, reason,
			       by != NULL ? by : "decides");
		g_test_fail();
		return;
	}
	if (by == NULL)
		return;
	g_test_message("not listed: { \"%s\", \"%s\", \"%s\" },", id, reason, by);
	g_test_fail();
}

/* ---- Constraints ---- */

/* Orders that break this row and no other one. */
static void
try_row(Mutable *world, const CtConstraintRow *row, guint label, Tally *tally)
{
	g_autoptr(GArray) pairs = pairs_of(world, label, tally);
	const CtCheckerOff off = { .row = row, .id = row->id };

	for (guint i = 0; i < pairs->len; i++) {
		const CtOrderEdge *edge = &g_array_index(pairs, CtOrderEdge, i);

		for (guint soon = 0; soon < 2; soon++) {
			g_autoptr(GArray) sequence = mutable_reorder(world, edge->before,
								     edge->after, label, soon != 0);

			if (sequence == NULL)
				continue;
			mutable_set(world, sequence);
			assert_named(world, row->id, edge, "moved", tally);
			keep_best(tally,
				  ct_checker_run_without(world->planned.plan, world->planned.estate,
							 off),
				  world);
		}
	}
	mutable_restore(world);
}

/* Labels on a shortest way from @before to @after that does not use @label itself; NULL. */
static char *
way_around(const Mutable *world, guint before, guint after, guint label)
{
	g_autofree guint *by = g_new0(guint, world->n + 1); /* edge + 1 */
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GString) way = g_string_new(NULL);

	g_array_append_val(queue, before);
	for (guint at = 0; at < queue->len && by[after] == 0; at++) {
		const GArray *edges = world->order->after[g_array_index(queue, guint, at)];

		for (guint i = 0; i < edges->len; i++) {
			guint index = g_array_index(edges, guint, i);
			const CtOrderEdge *edge = &g_array_index(world->order->edges, CtOrderEdge,
								 index);

			if (edge->label == label || edge->after == before || by[edge->after] != 0)
				continue;
			by[edge->after] = index + 1;
			g_array_append_val(queue, edge->after);
		}
	}
	if (by[after] == 0)
		return NULL;
	for (guint at = after; at != before;) {
		const CtOrderEdge *edge = &g_array_index(world->order->edges, CtOrderEdge,
							 by[at] - 1);

		g_string_prepend(way, way->len > 0 ? ", " : "");
		g_string_prepend(way, ct_order_label_id(world->order, edge->label));
		at = edge->before;
	}
	g_string_prepend(way, "after ");
	return g_string_free(g_steal_pointer(&way), FALSE);
}

/* Which rows order the steps of this one, in the first world where it binds. */
static char *
explain_row(const GPtrArray *worlds, guint label)
{
	for (guint w = 0; w < worlds->len; w++) {
		const Mutable *world = g_ptr_array_index((GPtrArray *)worlds, w);
		Tally unused = { 0 };
		g_autoptr(GArray) pairs = pairs_of(world, label, &unused);

		if (pairs->len > 0)
			return way_around(world, g_array_index(pairs, CtOrderEdge, 0).before,
					  g_array_index(pairs, CtOrderEdge, 0).after, label);
	}
	return g_strdup("binds in none of the worlds");
}

static void
test_constraints(gconstpointer data)
{
	const GPtrArray *worlds = data;
	guint count = 0, rows_examined = 0, decide = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	Tally sum = { 0 };

	for (guint r = 0; r < count; r++) {
		g_autofree char *by = NULL;
		Tally tally = { 0 };

		if (!is_examined(&rows[r]))
			continue;
		for (guint w = 0; w < worlds->len; w++)
			try_row(g_ptr_array_index((GPtrArray *)worlds, w), &rows[r], r, &tally);
		add_tally(&sum, &tally);
		rows_examined++;
		by = tally.mutants == 0 ? explain_row(worlds, r) : g_strdup(tally.best);
		decide += *by == '\0';
		compare_with_table(rows[r].id, rows[r].reason, *by != '\0' ? by : NULL);
		g_free(tally.best);
	}
	g_test_message("constraints: %u rows, %u mutants that break one row, %u caught and named; "
		       "%u rows decide alone, %u are implied by others",
		       rows_examined, sum.mutants, sum.caught, decide, rows_examined - decide);
	g_assert_cmpuint(sum.mutants, ==, sum.caught);
}

/* ---- Invariants ---- */

/* Every step in every other place (or in every so many), and what invariants say of it. */
static void
try_moves(Mutable *world, GHashTable *tallies)
{
	guint stride = MAX(world->n / 25, 1);

	for (guint step = 0; step < world->n; step++) {
		for (guint place = step % stride; place < world->n; place += stride) {
			g_autoptr(GArray) sequence = mutable_moved(world, step, place);
			g_autoptr(CtCheckResult) full = NULL;
			g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

			mutable_set(world, sequence);
			full = ct_checker_run(world->planned.plan, world->planned.estate);
			for (guint i = 0; i < full->violations->len; i++) {
				const CtViolation *violation = g_ptr_array_index(full->violations,
										 i);
				CtCheckerOff off = { .id = violation->rule };
				Tally *tally;

				if (strcmp(violation->code, "invariant") != 0 ||
				    !g_hash_table_add(seen, violation->rule))
					continue;
				tally = g_hash_table_lookup(tallies, violation->rule);
				if (tally == NULL) {
					tally = g_new0(Tally, 1);
					g_hash_table_insert(tallies, g_strdup(violation->rule),
							    tally);
				}
				tally->mutants++;
				if (tally->best == NULL || *tally->best != '\0')
					keep_best(tally,
						  ct_checker_run_without(world->planned.plan,
									 world->planned.estate,
									 off),
						  world);
			}
		}
	}
	mutable_restore(world);
}

static void
free_tally(gpointer data)
{
	g_free(((Tally *)data)->best);
	g_free(data);
}

/* Each is broken by some move of a step, and by none in the plan as it was made.
 * shows: I-05 I-06 I-07 I-08 I-09 I-10 I-13 I-14 I-17 I-18
 * shows: not I-05 I-06 I-07 I-08 I-09 I-10 I-13 I-14 I-17 I-18 */
static void
test_state_invariants(gconstpointer data)
{
	const GPtrArray *worlds = data;
	g_autoptr(GHashTable) tallies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      free_tally);
	Mutable *first = g_ptr_array_index((GPtrArray *)worlds, 0);
	g_autoptr(CtState) state = ct_state_new(first->planned.estate, NULL, FALSE);
	guint mutants = 0, decide = 0, rows = 0;
	const char *rule = NULL;
	char *text = NULL;

	for (guint w = 0; w < worlds->len && w < MOVED_WORLDS; w++)
		try_moves(g_ptr_array_index((GPtrArray *)worlds, w), tallies);
	for (guint i = 0; ct_state_invariant(state, i, &rule, &text); i++) {
		const Tally *tally = g_hash_table_lookup(tallies, rule);

		g_free(text);
		rows++;
		if (tally == NULL) {
			compare_with_table(rule, "", "no move of one step breaks it");
			continue;
		}
		mutants += tally->mutants;
		decide += *tally->best == '\0';
		compare_with_table(rule, "", *tally->best != '\0' ? tally->best : NULL);
	}
	g_test_message(
		"invariants of states: %u rows, %u mutants that break one; %u rows decide alone, "
		"%u are implied by others",
		rows, mutants, decide, rows - decide);
}

/* ---- Invariants of the estate ---- */

static CtPool *
pool_of(Mutable *world, CtDeployment deployment, guint number)
{
	CtEstate *estate = world->planned.estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == deployment && pool->kind == CT_OBJECT_POOL && number-- == 0)
			return pool;
	}
	g_assert_not_reached();
}

/* The plan stands as it is; the exports say something new. */
static void
assert_decides(Mutable *world, const char *id)
{
	const CtPlan *plan = world->planned.plan;
	const CtEstate *estate = world->planned.estate;
	g_autoptr(CtCheckResult) full = ct_checker_run(plan, estate);
	g_autoptr(CtCheckResult) without = ct_checker_run_without(plan, estate,
								  (CtCheckerOff){ .id = id });

	g_assert_nonnull(find_violation(full, "invariant", id, NULL));
	show_violations(without);
	g_assert_cmpuint(without->violations->len, ==, 0);
}

/* shows: I-01 I-02 I-03 I-04 not I-01 I-02 I-03 I-04 */
static void
test_estate_invariants(gconstpointer data)
{
	Mutable *world = g_ptr_array_index((GPtrArray *)data, 0);
	CtEstate *estate = world->planned.estate;
	CtPool *legacy = pool_of(world, CT_DEPLOYMENT_LEGACY, 0);
	CtPool *target = pool_of(world, CT_DEPLOYMENT_TARGET, 0);
	CtPool kept_legacy = *legacy, kept_target = *target;
	const char *legacy_forest = estate->legacy_forest, *target_forest = estate->target_forest;

	legacy->product = CT_PRODUCT_OCS2007;
	assert_decides(world, "I-01");
	*legacy = kept_legacy;
	estate->legacy_forest = "contoso.com";
	estate->target_forest = "fabrikam.com";
	assert_decides(world, "I-02");
	estate->legacy_forest = legacy_forest;
	estate->target_forest = target_forest;
	legacy->back_end = target->back_end = "sql01.contoso.com\\rtc";
	assert_decides(world, "I-03");
	*legacy = kept_legacy;
	*target = kept_target;
	target->external_web_fqdn = pool_of(world, CT_DEPLOYMENT_TARGET, 1)->external_web_fqdn;
	assert_decides(world, "I-04");
	*target = kept_target;
	g_test_message("invariants of the estate: 4 rows decide alone");
}

static void
test_table_is_used(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(implied); i++)
		if (!used[i])
			g_test_fail_printf("listed in vain: %s %s", implied[i].id,
					   implied[i].reason);
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) worlds = NULL;

	g_test_init(&argc, &argv, NULL);
	worlds = make_worlds();
	g_test_add_data_func("/mutation-rows/constraints", worlds, test_constraints);
	g_test_add_data_func("/mutation-rows/state-invariants", worlds, test_state_invariants);
	g_test_add_data_func("/mutation-rows/estate-invariants", worlds, test_estate_invariants);
	g_test_add_func("/mutation-rows/table-is-used", test_table_is_used);
	return g_test_run();
}
