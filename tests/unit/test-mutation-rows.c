/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is each row good for? For every hard constraint and every invariant of the states, plans
 * are made that break it, and the checker looks at them twice: with the whole rule book, which
 * has to stop them and name the row, and without that one row. Every row has to decide: there is a
 * plan that then passes.
 *
 * But for consequences (CT_CONSEQUENCE): what they say follows from other rows that they name, so that no
 * plan can exist which they alone stop. Of these it is shown from the tables that they do follow
 * (row-proof.h), and by a plan that they are in force: with all else off that complains of it, the row
 * alone stops it.
 */
#include "mutant.h"
#include "row-proof.h"

#define MOVED_WORLDS  13 /* in which every step is put into every place */
#define CHANCE_WORLDS 4
#define FIRST_PAIR    0 /* the first world of each pair */
#define SECOND_PAIR   3

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
add_tally(Tally *sum, const Tally *tally)
{
	sum->mutants += tally->mutants;
	sum->caught += tally->caught;
}

static void
complain(const char *id, const char *reason, const char *what)
{
	g_test_message("%s, %s: %s", id, reason, what != NULL ? what : "no plan breaks it");
	g_test_fail();
}

/* ---- Constraints ---- */

/* Turns off one row more that demands @before first: of the rows on a shortest way from @before to
 * @after the @last one, or the first.  FALSE when there is no way any more. */
static gboolean
turn_off_next(const Mutable *world, const CtOrderEdge *pair, gboolean last, gboolean *off)
{
	g_autofree guint *by = g_new0(guint, world->n + 1); /* edge + 1 */
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	guint label = CT_LABEL_WINDOW;

	g_array_append_val(queue, pair->before);
	for (guint at = 0; at < queue->len && by[pair->after] == 0; at++) {
		const GArray *edges = world->order->after[g_array_index(queue, guint, at)];

		for (guint i = 0; i < edges->len; i++) {
			guint index = g_array_index(edges, guint, i);
			const CtOrderEdge *edge = &g_array_index(world->order->edges, CtOrderEdge,
								 index);

			if (mutable_is_off(world, off, edge->label) ||
			    edge->after == pair->before || by[edge->after] != 0)
				continue;
			by[edge->after] = index + 1;
			g_array_append_val(queue, edge->after);
		}
	}
	for (guint at = pair->after; by[at] != 0;) {
		const CtOrderEdge *edge = &g_array_index(world->order->edges, CtOrderEdge,
							 by[at] - 1);

		if (label == CT_LABEL_WINDOW || !last)
			label = edge->label;
		at = edge->before;
	}
	if (label >= world->order->n_rows)
		return FALSE;
	off[label] = TRUE;
	return TRUE;
}

/* One way to break a row. */
typedef struct {
	gboolean soon; /* the later step comes early, or the earlier one late */
	gboolean last; /* which of the rows that demand the same is given up first */
	gboolean far; /* out of the cutover window, which the steps would stand in the midst of, and
			  whatever is only recommended */
	gboolean all; /* with the other rows of the same catalogue id */
} Manner;

static const Manner manners[] = {
	{ .soon = FALSE },
	{ .soon = TRUE },
	{ .soon = FALSE, .last = TRUE },
	{ .soon = TRUE, .last = TRUE },
	{ .soon = FALSE, .far = TRUE },
	{ .soon = TRUE, .far = TRUE },
	{ .soon = FALSE, .all = TRUE },
	{ .soon = TRUE, .all = TRUE },
	{ .soon = TRUE, .far = TRUE, .all = TRUE },
};

/* The end of the plan that lies beyond the cutover window. */
static guint
place_of(const Mutable *world, const CtOrderEdge *pair, Manner manner)
{
	guint place = manner.soon ? pair->before : pair->after;

	for (guint i = 0; manner.far && i < world->n; i++) {
		if (!ct_rule_plays(CT_WINDOW_STEPS, world->kept[i].rule))
			continue;
		if (manner.soon)
			return MIN(place, i);
		place = MAX(place, i);
	}
	return place;
}

/* An order with the two steps of @pair the wrong way round that breaks no more rows than it has to. */
static GArray *
break_pair(const Mutable *world, const CtOrderEdge *pair, Manner manner)
{
	g_autofree gboolean *off = g_new0(gboolean, world->order->n_rows + 1);
	guint place = place_of(world, pair, manner);
	GArray *sequence;

	for (guint i = 0; i < world->order->n_rows; i++)
		off[i] = i == pair->label ||
			 (manner.far && !ct_order_label_is_hard(world->order, i)) ||
			 (manner.all && strcmp(ct_order_label_id(world->order, i),
					       ct_order_label_id(world->order, pair->label)) == 0);
	while ((sequence = mutable_reorder(world, pair->before, pair->after, off, manner.soon,
					   place)) == NULL)
		if (!turn_off_next(world, pair, manner.last, off))
			return NULL;
	return sequence;
}

static gboolean
has_consequence(const char *id, const char *rule)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(rows[i].id, rule) == 0 && ct_rule_list_has(rows[i].follows, id))
			return TRUE;
	return FALSE;
}

/* Without the row and without its family the plan passes; without the family alone, the row stops it,
 * and does so for these two steps.  NULL, or the family that this is true of. */
static char *
find_family(Mutable *world, const CtConstraintRow *row, const CtOrderEdge *pair)
{
	const char *before = world->kept[pair->before].id;
	const char *after = world->kept[pair->after].id;
	g_autofree char *family = g_strdup("");

	for (;;) {
		g_auto(GStrv) also = g_strsplit(family, ", ", -1);
		const CtCheckerOff off = { row, row->id, (const char *const *)also };
		const CtCheckerOff rest = { .also = (const char *const *)also };
		g_autoptr(CtCheckResult) without =
			ct_checker_run_without(world->planned.plan, world->planned.estate, off);
		g_autoptr(CtCheckResult) alone = NULL;
		g_autofree char *more = complaints(without);
		char *sum;

		if (*more != '\0') {
			sum = *family != '\0' ? g_strdup_printf("%s, %s", family, more)
					      : g_strdup(more);
			g_free(family);
			family = sum;
			continue;
		}
		alone = ct_checker_run_without(world->planned.plan, world->planned.estate, rest);
		for (guint i = 0; i < alone->violations->len; i++) {
			const CtViolation *violation = g_ptr_array_index(alone->violations, i);

			if (strcmp(violation->rule, row->id) != 0 &&
			    !has_consequence(row->id, violation->rule))
				return NULL;
		}
		return names_pair(alone, row->id, before, after) ? g_steal_pointer(&family) : NULL;
	}
}

static void
keep_family(Mutable *world, const CtConstraintRow *row, const CtOrderEdge *pair, Tally *tally)
{
	char *family = find_family(world, row, pair);

	if (family == NULL) {
		complain(row->id, row->reason, "nothing shows that the row is in force");
	} else if (is_better(family, tally->best)) {
		g_free(tally->best);
		tally->best = family;
		tally->world = world->name;
	} else {
		g_free(family);
	}
}

/* Orders that break this row, and no other one if that can be.  Once it is known to decide, one of
 * some pairs of steps is enough; so it is in chance worlds for a consequence, which cannot. */
static void
try_row(Mutable *world, const CtConstraintRow *row, guint label, Tally *tally)
{
	g_autoptr(GArray) pairs = pairs_of(world, label, tally);

	for (guint i = 0; i < pairs->len * G_N_ELEMENTS(manners); i++) {
		const CtOrderEdge *pair = &g_array_index(pairs, CtOrderEdge,
							 i / G_N_ELEMENTS(manners));
		const Manner manner = manners[i % G_N_ELEMENTS(manners)];
		gboolean known = tally->best != NULL &&
				 (*tally->best == '\0' ||
				  (*row->follows != '\0' && strcmp(world->name, "random") == 0));
		g_autoptr(GArray) sequence = NULL;

		if (known && i % (G_N_ELEMENTS(manners) * mutable_stride(pairs)) > 0)
			continue;
		sequence = break_pair(world, pair, manner);
		if (sequence == NULL)
			continue;
		mutable_set(world, sequence);
		assert_named(world, row->id, pair, "moved", tally);
		if (!known)
			keep_family(world, row, pair, tally);
	}
	mutable_restore(world);
}

/* All rows take minutes, under sanitizers a quarter of an hour: CT_ALL_ROWS=1 examines them.  Without it
 * every fourth constraint is, and no invariant of a state; whoever changes a row, a state or the checker has
 * to run all. */
static gboolean
examines_all(void)
{
	return g_getenv("CT_ALL_ROWS") != NULL;
}

/* A row decides, or it is a consequence of those that it names. */
static void
judge_row(const CtConstraintRow *row, const Tally *tally)
{
	if (*row->follows == '\0') {
		if (tally->best == NULL || *tally->best != '\0')
			complain(row->id, row->reason, tally->best);
		return;
	}
	if (!proof_follows(row))
		complain(row->id, row->reason, "does not follow from the rows that it names");
	if (tally->best == NULL || *tally->best == '\0')
		complain(row->id, row->reason,
			 tally->best == NULL ? NULL : "decides, and is said to follow from others");
}

static void
test_constraints(gconstpointer data)
{
	const GPtrArray *worlds = data;
	guint count = 0, rows_examined = 0, follow = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	Tally sum = { 0 };

	for (guint r = 0; r < count; r++) {
		Tally tally = { 0 };

		if (!is_examined(&rows[r]) || (!examines_all() && r % 4 != 1))
			continue;
		for (guint w = 0; w < worlds->len; w++)
			try_row(g_ptr_array_index((GPtrArray *)worlds, w), &rows[r], r, &tally);
		add_tally(&sum, &tally);
		rows_examined++;
		follow += *rows[r].follows != '\0';
		judge_row(&rows[r], &tally);
		g_free(tally.best);
	}
	g_test_message("constraints: %u rows, %u mutants that break one row, %u caught and named; "
		       "%u rows decide alone, %u are consequences of others",
		       rows_examined, sum.mutants, sum.caught, rows_examined - follow, follow);
	g_assert_cmpuint(sum.mutants, ==, sum.caught);
}

/* ---- Invariants ---- */

/* The same for an invariant: without it and its family the plan passes. */
static void
keep_best(Tally *tally, Mutable *world, const char *rule)
{
	const CtPlan *plan = world->planned.plan;
	const CtEstate *estate = world->planned.estate;
	g_autoptr(CtCheckResult) without = ct_checker_run_without(plan, estate,
								  (CtCheckerOff){ .id = rule });
	char *text = complaints(without);

	if (is_better(text, tally->best)) {
		g_free(tally->best);
		tally->best = text;
		tally->world = world->name;
	} else {
		g_free(text);
	}
}

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
					keep_best(tally, world, violation->rule);
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

/* Of these a plan with a step in another place shows nothing: what it breaks as well is a row of constraints
 * with the same id, or stands under another one.  Plans that show it are in test-mutation-estate.c. */
static gboolean
is_shown_elsewhere(const char *id)
{
	static const char *const ids[] = { "I-05", "I-06", "O-24", NULL };

	return g_strv_contains(ids, id);
}

static void
judge_invariant(const char *id, GHashTable *tallies, Tally *sum)
{
	const Tally *tally = g_hash_table_lookup(tallies, id);

	if (tally != NULL)
		sum->mutants += tally->mutants;
	if (is_shown_elsewhere(id))
		return;
	if (tally == NULL || *tally->best != '\0')
		complain(id, "invariant", tally != NULL ? tally->best : NULL);
}

/* Each is broken by some move of a step, and by none in the plan as it was made.
 * shows: I-05 I-06 I-07 I-08 I-09 I-10 I-13 I-14 I-17 I-18 L10-I-05 L10-I-06 L10-I-07 L10-I-08
 * shows: not I-05 I-06 I-07 I-08 I-09 I-10 I-13 I-14 I-17 I-18 L10-I-05 L10-I-06 L10-I-07 L10-I-08 */
static void
test_state_invariants(gconstpointer data)
{
	const GPtrArray *worlds = data;
	g_autoptr(GHashTable) tallies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      free_tally);
	Mutable *first = g_ptr_array_index((GPtrArray *)worlds, FIRST_PAIR);
	Mutable *second = g_ptr_array_index((GPtrArray *)worlds, SECOND_PAIR);
	const CtVersionPair *other = ct_rulebook_pair(second->planned.estate);
	g_autoptr(CtState) state = ct_state_new(first->planned.estate, NULL, NULL, FALSE);
	guint rows = 0;
	Tally sum = { 0 };
	const char *rule = NULL;
	char *text = NULL;

	for (guint w = 0; w < worlds->len && w < MOVED_WORLDS; w++)
		try_moves(g_ptr_array_index((GPtrArray *)worlds, w), tallies);
	for (guint i = 0; ct_state_invariant(state, i, &rule, &text); i++) {
		g_free(text);
		rows++;
		judge_invariant(rule, tallies, &sum);
		if (ct_rule_named(other, rule) == NULL)
			continue;
		rows++;
		judge_invariant(ct_rule_named(other, rule), tallies, &sum);
	}
	g_test_message("invariants of states: %u rows, %u mutants that break one", rows,
		       sum.mutants);
}

/* A recommended row may be broken with a note, and so says nothing of what is unsafe. */
static void
note_steps(const GPtrArray *worlds)
{
	for (guint w = 0; w < worlds->len; w++) {
		Mutable *world = g_ptr_array_index((GPtrArray *)worlds, w);

		for (guint i = 0; i < world->n; i++)
			world->kept[i].note = "Wanted so";
		mutable_restore(world);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) worlds = NULL;

	g_test_init(&argc, &argv, NULL);
	worlds = make_worlds(CHANCE_WORLDS, TRUE);
	note_steps(worlds);
	g_test_add_data_func("/mutation-rows/constraints", worlds, test_constraints);
	if (examines_all())
		g_test_add_data_func("/mutation-rows/state-invariants", worlds,
				     test_state_invariants);
	return g_test_run();
}
