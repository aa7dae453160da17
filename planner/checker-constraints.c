/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every constraint row over every pair of steps that it binds.
 *
 * Steps are sorted into lists: those a row wants first and those it wants later, for the whole
 * plan or for each pool, subject or kind of wave in which they meet.  A list is in the order of
 * the plan, so that the last of the first list standing before the first of the second proves all
 * pairs; only when it does not are pairs looked at one by one.  Which pools a step touches is
 * found from the exports here, not taken from the plan.
 */
#include "planner/checker-parts.h"

#include <string.h>

typedef struct {
	CtChecker *checker;
	const CtConstraintRow *row;
	GHashTable *by_rule; /* rule -> GArray of positions */
	GPtrArray *pools;    /* of each step: GPtrArray of interned keys of pools */
	GHashTable *told;    /* pairs reported for this row */
	gboolean kept;	     /* the plan does not break it on purpose */
} Binding;

/* ---- What a step touches ---- */

static void
touch(const CtChecker *self, GPtrArray *keys, guint32 pool)
{
	const char *key;

	if (pool == CT_NONE)
		return;
	key = g_array_index(self->estate->pools, CtPool, pool).key;
	if (!g_ptr_array_find(keys, key, NULL))
		g_ptr_array_add(keys, (gpointer)key);
}

static void
touch_pair(const CtChecker *self, GPtrArray *keys, guint32 pool)
{
	touch(self, keys, pool);
	if (pool != CT_NONE)
		touch(self, keys, self->pairs[pool]);
}

static void
touch_wave(const CtChecker *self, GPtrArray *keys, guint32 wave)
{
	const GArray *moves = g_ptr_array_index(self->moves, wave);
	guint32 source = CT_NONE;
	guint32 target = CT_NONE;

	for (guint i = 0; i < moves->len; i++) {
		const CtMove *move = &g_array_index(moves, CtMove, i);

		if (move->source != source)
			touch(self, keys, move->source);
		if (move->target != target)
			touch(self, keys, move->target);
		source = move->source;
		target = move->target;
	}
}

/* Users of remote call control are on the pools that the exports have them on. */
static void
touch_users(const CtChecker *self, GPtrArray *keys)
{
	const CtUsers *users = &self->estate->users;
	g_autofree gboolean *seen = g_new0(gboolean, self->estate->pools->len + 1);

	for (guint32 i = 0; i < users->count; i++) {
		guint32 pool = users->pool[i];

		if ((users->flags[i] & CT_USER_REMOTE_CALL_CONTROL) == 0 || pool == CT_NONE ||
		    seen[pool] ||
		    g_array_index(self->estate->pools, CtPool, pool).deployment !=
			    CT_DEPLOYMENT_LEGACY)
			continue;
		seen[pool] = TRUE;
		touch_pair(self, keys, pool);
	}
}

/* A legacy pool brings its target along, but for the step that takes the pool away: that one is
 * about the legacy pool alone. */
static GPtrArray *
touched_pools(const CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	const CtCheckedStep *bound = &self->steps[position];
	GPtrArray *keys = g_ptr_array_new();

	if (self->estate == NULL) {
		for (guint i = 0; i < step->pools->len; i++)
			g_ptr_array_add(keys, g_ptr_array_index(step->pools, i));
		return keys;
	}
	if (bound->wave != CT_NONE)
		touch_wave(self, keys, bound->wave);
	else if (bound->subject.index == CT_NONE)
		return keys;
	else if (bound->subject.kind == CT_OBJECT_REMOTE_CALL_CONTROL)
		touch_users(self, keys);
	else if (bound->subject.carrier == CT_CARRIER_OBJECT)
		touch_pair(self, keys,
			   g_array_index(self->estate->objects, CtObject, bound->subject.index)
				   .pool.index);
	else if (bound->subject.carrier == CT_CARRIER_SERVER) {
		if (step->rule != NULL && ct_rule_plays("OCS-P10-03", step->rule))
			touch(self, keys, bound->subject.index);
		else
			touch_pair(self, keys, bound->subject.index);
	}
	return keys;
}

/* ---- Lists ---- */

static void
free_list(gpointer list)
{
	g_array_unref(list);
}

static GArray *
list_of(GHashTable *lists, const char *key)
{
	GArray *list = g_hash_table_lookup(lists, key);

	if (list == NULL) {
		list = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(lists, (gpointer)key, list);
	}
	return list;
}

static gint
compare_positions(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a;
	guint y = *(const guint *)b;

	return x < y ? -1 : x > y;
}

/* Positions of the steps that a side of the row is about, in order. */
static GArray *
select_steps(const Binding *self, const char *rules, CtObjectKind kind)
{
	GArray *selected = g_array_new(FALSE, FALSE, sizeof(guint));
	g_auto(GStrv) list = g_strsplit(rules, "|", -1);

	for (guint i = 0; list[i] != NULL; i++) {
		const GArray *steps = g_hash_table_lookup(self->by_rule, list[i]);

		for (guint k = 0; steps != NULL && k < steps->len; k++) {
			guint position = g_array_index(steps, guint, k);

			if (kind == CT_OBJECT_ANY ||
			    self->checker->steps[position].subject.kind == kind)
				g_array_append_val(selected, position);
		}
	}
	g_array_sort(selected, compare_positions);
	return selected;
}

static gboolean
is_noted(const Binding *self, guint position)
{
	const char *note = ct_checker_step(self->checker, position)->note;

	return note != NULL && *note != '\0';
}

static void
report_pair(Binding *self, guint before, guint after)
{
	const CtConstraintRow *row = self->row;
	const CtPlanStep *first = ct_checker_step(self->checker, before);
	const CtPlanStep *second = ct_checker_step(self->checker, after);
	gint64 *pair;

	if (row->strength == CT_STRENGTH_RECOMMENDED &&
	    (is_noted(self, before) || is_noted(self, after)))
		return;
	pair = g_new(gint64, 1);
	*pair = (gint64)before << 32 | after;
	if (!g_hash_table_add(self->told, pair))
		return;
	ct_checker_report(self->checker, "constraint", row->id, after, before,
			  "%s (%s) must come after %s (%s)%s: %s", second->id, second->rule,
			  first->id, first->rule,
			  row->strength == CT_STRENGTH_RECOMMENDED ? ", or carry a note why not"
								   : "",
			  row->reason);
}

static void
report_early(Binding *self, guint before, guint after)
{
	if (self->row->strength == CT_STRENGTH_RECOMMENDED &&
	    (is_noted(self, before) || is_noted(self, after)))
		return;
	ct_checker_report(self->checker, "calendar", self->row->id, after, before,
			  "%s begins %" G_GINT64_FORMAT
			  " minutes before %s, which it waits for, is done and has settled: %s",
			  ct_checker_step(self->checker, after)->id,
			  ct_checker_settled(self->checker, before) - self->checker->starts[after],
			  ct_checker_step(self->checker, before)->id, self->row->reason);
}

/* Standing later in the plan is not enough where steps have dates: what comes before has to be done
 * and to have settled. */
static void
compare_times(Binding *self, const GArray *before, const GArray *after)
{
	const CtChecker *checker = self->checker;
	guint slowest = CT_NONE;
	guint at = 0;

	for (guint i = 0; checker->clock != NULL && i < after->len; i++) {
		guint late = g_array_index(after, guint, i);

		for (; at < before->len && g_array_index(before, guint, at) < late; at++) {
			guint early = g_array_index(before, guint, at);

			if (slowest == CT_NONE || ct_checker_settled(checker, early) >
							  ct_checker_settled(checker, slowest))
				slowest = early;
		}
		if (slowest != CT_NONE &&
		    checker->starts[late] < ct_checker_settled(checker, slowest))
			report_early(self, slowest, late);
	}
}

/* A recommended constraint that the plan breaks somewhere orders nothing anywhere: it is not listed. */
static gboolean
is_kept(const Binding *self)
{
	const CtPlan *plan = self->checker->plan;

	if (self->row->strength == CT_STRENGTH_HARD)
		return TRUE;
	for (guint i = 0; i < plan->steps->len; i++) {
		const GArray *list = ct_plan_step(plan, i)->after;

		for (guint k = 0; k < list->len; k++) {
			const CtAfter *after = &g_array_index(list, CtAfter, k);

			if (!after->hard && g_strcmp0(after->constraint, self->row->id) == 0)
				return TRUE;
		}
	}
	return FALSE;
}

/* Notes which steps stand behind which, for those who ask what a failure holds up, and how late a step may
 * be. */
static void
note_order(const Binding *self, const GArray *before, const GArray *after)
{
	gboolean hard = self->row->strength == CT_STRENGTH_HARD;

	for (guint i = 0; i < after->len; i++) {
		guint late = g_array_index(after, guint, i);
		guint64 *behind = ct_checker_behind(self->checker, late);
		guint64 *waits = ct_checker_waits(self->checker, late);

		for (guint k = 0; k < before->len && g_array_index(before, guint, k) < late; k++) {
			ct_bits_set(waits, g_array_index(before, guint, k));
			if (hard)
				ct_bits_set(behind, g_array_index(before, guint, k));
		}
	}
}

static void
compare_lists(Binding *self, const GArray *before, const GArray *after)
{
	CtCheckResult *result = self->checker->result;
	guint64 pairs = (guint64)before->len * after->len;
	guint last;

	if (pairs == 0)
		return;
	result->constraints = (guint)MIN(result->constraints + pairs, G_MAXUINT);
	compare_times(self, before, after);
	if (self->kept)
		note_order(self, before, after);
	last = g_array_index(before, guint, before->len - 1);
	for (guint i = 0; i < after->len && g_array_index(after, guint, i) < last; i++) {
		guint late = g_array_index(after, guint, i);

		for (guint k = before->len; k > 0; k--) {
			guint early = g_array_index(before, guint, k - 1);

			if (early <= late || !ct_checker_has_room(self->checker, "constraint"))
				break;
			report_pair(self, early, late);
		}
	}
}

/* ---- Scopes ---- */

static void
sort_by_pool(const Binding *self, const GArray *positions, GHashTable *lists)
{
	for (guint i = 0; i < positions->len; i++) {
		guint position = g_array_index(positions, guint, i);
		const GPtrArray *keys = g_ptr_array_index(self->pools, position);

		for (guint k = 0; k < keys->len; k++) {
			GArray *list = list_of(lists, g_ptr_array_index((GPtrArray *)keys, k));

			g_array_append_val(list, position);
		}
	}
}

static void
sort_by_subject(const Binding *self, const GArray *positions, GHashTable *lists)
{
	for (guint i = 0; i < positions->len; i++) {
		guint position = g_array_index(positions, guint, i);
		const GPtrArray *subjects = ct_checker_step(self->checker, position)->subjects;

		for (guint k = 0; k < subjects->len; k++) {
			GArray *list = list_of(lists, g_ptr_array_index((GPtrArray *)subjects, k));

			g_array_append_val(list, position);
		}
	}
}

static const char *const wave_kinds[] = { "test", "pilot", "production" };

static void
sort_by_wave(const Binding *self, const GArray *positions, GHashTable *lists)
{
	for (guint i = 0; i < positions->len; i++) {
		guint position = g_array_index(positions, guint, i);
		guint32 wave = self->checker->steps[position].wave;
		const char *kind;

		if (wave == CT_NONE)
			continue;
		kind = g_array_index(self->checker->plan->waves, CtPlanWave, wave).kind;
		if (kind != NULL)
			g_array_append_val(list_of(lists, kind), position);
	}
}

/* Lists that meet under one key.  The keys are walked in the order in which the plan has them, so
 * that the report does not depend on the hash table. */
static void
compare_met(Binding *self, const GArray *after, GHashTable *before_lists, GHashTable *after_lists)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
	gboolean by_pool = self->row->scope == CT_SCOPE_POOL;

	for (guint i = 0; i < after->len; i++) {
		guint position = g_array_index(after, guint, i);
		const GPtrArray *keys =
			by_pool ? g_ptr_array_index(self->pools, position)
				: ct_checker_step(self->checker, position)->subjects;

		for (guint k = 0; k < keys->len; k++) {
			const char *key = g_ptr_array_index((GPtrArray *)keys, k);
			const GArray *first = g_hash_table_lookup(before_lists, key);

			if (first != NULL && g_hash_table_add(done, (gpointer)key))
				compare_lists(self, first, g_hash_table_lookup(after_lists, key));
		}
	}
}

static void
compare_waves(Binding *self, GHashTable *before_lists, GHashTable *after_lists)
{
	for (guint early = 0; early < G_N_ELEMENTS(wave_kinds); early++) {
		const GArray *first = g_hash_table_lookup(before_lists, wave_kinds[early]);

		for (guint late = early + 1; late < G_N_ELEMENTS(wave_kinds); late++) {
			const GArray *second = g_hash_table_lookup(after_lists, wave_kinds[late]);

			if (first != NULL && second != NULL)
				compare_lists(self, first, second);
		}
	}
}

static void
check_row(Binding *self)
{
	g_autoptr(GArray) before = select_steps(self, self->row->before, self->row->before_kind);
	g_autoptr(GArray) after = select_steps(self, self->row->after, self->row->after_kind);
	g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							    free_list);
	g_autoptr(GHashTable) second = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							     free_list);

	switch (self->row->scope) {
	case CT_SCOPE_ALL:
		compare_lists(self, before, after);
		return;
	case CT_SCOPE_POOL:
		sort_by_pool(self, before, first);
		sort_by_pool(self, after, second);
		break;
	case CT_SCOPE_SUBJECT:
		sort_by_subject(self, before, first);
		sort_by_subject(self, after, second);
		break;
	case CT_SCOPE_WAVE:
		sort_by_wave(self, before, first);
		sort_by_wave(self, after, second);
		compare_waves(self, first, second);
		return;
	}
	compare_met(self, after, first, second);
}

static gboolean
binds(const CtChecker *self, const CtConstraintRow *row)
{
	if (!ct_readings_bind(self->readings, row->condition))
		return FALSE;
	if (self->estate != NULL)
		return ct_condition_holds(self->estate, row->condition, NULL);
	/* without the exports, what binds whatever the names are */
	return ct_condition_binds(row->condition, TRUE) &&
	       ct_condition_binds(row->condition, FALSE);
}

void
ct_checker_constraints(CtChecker *self)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	g_autoptr(GHashTable) by_rule = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							      free_list);
	g_autoptr(GPtrArray) pools = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < self->plan->steps->len; i++) {
		if (self->steps[i].row != NULL)
			g_array_append_val(list_of(by_rule, self->steps[i].row->id), i);
		g_ptr_array_add(pools, touched_pools(self, i));
	}
	for (guint i = 0; i < count; i++) {
		Binding binding = {
			.checker = self, .row = &rows[i], .by_rule = by_rule, .pools = pools
		};

		if (ct_checker_row_is_off(self, &rows[i]) || !binds(self, &rows[i]))
			continue;
		binding.told = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
		binding.kept = is_kept(&binding);
		check_row(&binding);
		g_hash_table_unref(binding.told);
	}
	if (self->estate == NULL)
		ct_checker_note(self,
				"without the exports, constraints that depend on them and the "
				"states of the plan were not examined");
}
