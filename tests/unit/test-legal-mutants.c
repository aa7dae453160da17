/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Single changes of a plan that the checker lets pass are legal, and those that it stops are not: proved on
 * small estates by a search that knows nothing of the checker.
 *
 * Of a plan a few steps that follow each other are taken.  All orders of them are gone through that keep
 * the edges of the planner and the federation outage: those are the legal ones, and there are no others.  Then every two
 * of the steps change places, every step moves to every other place, and every step is left out.  The checker,
 * which replays states and walks the ways back, passes a plan just when the search has found its order.
 * CT_RANDOM_MUTANTS sets on how many estates (8), CT_RANDOM_FIRST the first seed (1).
 */
#include "mutant.h"

#define SPAN   7 /* steps that follow each other: 5,040 orders */
#define STRIDE 5 /* every so many steps a span begins */

typedef struct {
	Mutable *world;
	guint start;
	guint size;
	GHashTable *legal; /* set of orders, as text */
	guint order[SPAN];
	gboolean used[SPAN];
} Search;

static char *
name_of(const guint *order, guint size)
{
	GString *name = g_string_new(NULL);

	for (guint i = 0; i < size; i++)
		g_string_append_printf(name, "%u,", order[i]);
	return g_string_free(name, FALSE);
}

/* Does an edge want another step of the span first that is not there yet? */
static gboolean
is_early(const Search *self, guint step)
{
	const CtOrder *order = self->world->order;

	for (guint i = 0; i < order->before[step]->len; i++) {
		guint before = g_array_index(order->edges, CtOrderEdge,
					     g_array_index(order->before[step], guint, i))
				       .before;

		if (before >= self->start && before < self->start + self->size &&
		    !self->used[before - self->start])
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_of_outage(const Mutable *world, guint step)
{
	const CtPlanStep *row = &world->kept[step];
	const char *subject = g_ptr_array_index(row->subjects, 0);

	if (ct_rule_plays(CT_WINDOW_STEPS, row->rule))
		return TRUE;
	return ct_rule_plays("OCS-P10-03", row->rule) && g_str_has_prefix(subject, "edge:") &&
	       ct_condition_holds(world->planned.estate, CT_CONDITION_SHARED_EDGE_FQDN, NULL);
}

/* From the first step that opens the outage to the last one that closes it, only what belongs there is
 * done.  @sequence: of guint, indexes of the steps as planned */
static gboolean
keeps_outage(const Mutable *world, const GArray *sequence)
{
	guint first = CT_NONE, last = 0;

	for (guint i = 0; i < sequence->len; i++) {
		const char *rule = world->kept[g_array_index(sequence, guint, i)].rule;

		if (first == CT_NONE && ct_rule_plays(CT_WINDOW_OPENS, rule))
			first = i;
		if (ct_rule_plays(CT_WINDOW_CLOSES, rule))
			last = i;
	}
	for (guint i = first; first != CT_NONE && i < last; i++)
		if (!is_of_outage(world, g_array_index(sequence, guint, i)))
			return FALSE;
	return TRUE;
}

/* The whole plan with the steps of the span in @order; newly allocated. */
static GArray *
whole(const Search *self, const guint *order)
{
	GArray *sequence = mutable_all(self->world);

	for (guint i = 0; i < self->size; i++)
		g_array_index(sequence, guint, self->start + i) = self->start + order[i];
	return sequence;
}

static void
find_orders(Search *self, guint depth)
{
	if (depth == self->size) {
		g_autoptr(GArray) sequence = whole(self, self->order);

		if (keeps_outage(self->world, sequence))
			g_hash_table_add(self->legal, name_of(self->order, self->size));
		return;
	}
	for (guint i = 0; i < self->size; i++) {
		if (self->used[i] || is_early(self, self->start + i))
			continue;
		self->order[depth] = i;
		self->used[i] = TRUE;
		find_orders(self, depth + 1);
		self->used[i] = FALSE;
	}
}

typedef struct {
	guint tried;
	guint legal;
	guint dropped;
	guint needless;
	guint spans;
} Count;

static void
compare_verdicts(Search *self, const guint *order, guint seed, Count *count)
{
	g_autofree char *name = name_of(order, self->size);
	g_autoptr(GArray) sequence = whole(self, order);
	g_autoptr(CtCheckResult) result = NULL;
	gboolean legal = g_hash_table_contains(self->legal, name);

	mutable_set(self->world, sequence);
	result = ct_checker_run(self->world->planned.plan, self->world->planned.estate);
	count->tried++;
	count->legal += legal;
	if (legal == (result->violations->len == 0))
		return;
	show_violations(result);
	g_test_fail_printf("seed %u, from %s on, order %s: the search says %s, the checker %u "
			   "violations",
			   seed, self->world->kept[self->start].id, name,
			   legal ? "legal" : "not legal", result->violations->len);
}

static void
change_places(Search *self, guint seed, Count *count)
{
	for (guint a = 0; a < self->size; a++) {
		for (guint b = 0; b < self->size; b++) {
			guint order[SPAN];

			for (guint i = 0; i < self->size; i++)
				order[i] = i;
			if (a < b) {
				order[a] = b;
				order[b] = a;
				compare_verdicts(self, order, seed, count);
			}
			/* to the place next to it is a swap */
			if (a + 1 >= b && b + 1 >= a)
				continue;
			for (guint i = 0; i < self->size; i++)
				order[i] = i;
			for (guint i = a; i != b; i += a < b ? 1 : (guint)-1)
				order[i] = order[a < b ? i + 1 : i - 1];
			order[b] = a;
			compare_verdicts(self, order, seed, count);
		}
	}
}

/* A step that is missing is missed: every step of a plan is there because something needs it. */
static void
leave_out(Search *self, guint seed, Count *count)
{
	for (guint i = 0; i < self->size; i++) {
		g_autoptr(GArray) sequence = mutable_without(self->world, self->start + i);
		g_autoptr(CtCheckResult) result = NULL;

		mutable_set(self->world, sequence);
		result = ct_checker_run(self->world->planned.plan, self->world->planned.estate);
		count->dropped++;
		if (result->violations->len == 0) {
			count->needless++;
			g_test_fail_printf("seed %u: %s is left out and nobody misses it", seed,
					   self->world->kept[self->start + i].title);
		}
	}
}

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

static void
test_verdicts(void)
{
	Count count = { 0 };
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint estates = number_of("CT_RANDOM_MUTANTS", 8);

	for (guint seed = first; seed < first + estates; seed++) {
		Mutable *world = mutable_random(seed);

		for (guint start = seed % STRIDE; world != NULL && start + SPAN <= world->n;
		     start += STRIDE) {
			Search search = { .world = world, .start = start, .size = SPAN };

			search.legal = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
			find_orders(&search, 0);
			g_assert_cmpuint(g_hash_table_size(search.legal), >, 0);
			change_places(&search, seed, &count);
			leave_out(&search, seed, &count);
			g_hash_table_unref(search.legal);
			count.spans++;
		}
		if (world != NULL)
			mutable_free(world);
	}
	g_test_message(
		"%u spans: %u changes of order, %u of them legal, and %u steps left out; search and "
		"checker disagree 0 times",
		count.spans, count.tried, count.legal, count.dropped);
	g_assert_cmpuint(count.legal, >, count.tried / 20);
	g_assert_cmpuint(count.legal, <, count.tried);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/legal-mutants/verdicts", test_verdicts);
	return g_test_run();
}
