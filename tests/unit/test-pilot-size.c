/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How large a pilot has to be: the planner's word and its bound beside a search that knows nothing of covers.
 * CT_RANDOM_PILOTS sets on how many estates (100), CT_RANDOM_FIRST the first seed (1).
 */
#include "pilot-trial.h"

#define CANDIDATES 60
#define MOST_NODES 200000 /* of a search for the smallest pilot */
#define MOST_WORDS 16

/* Who has what: bits of rows by unit, and the fewest users found so far whose units have all rows. */
typedef struct {
	guint n_units;
	guint n_rows;
	guint64 has[CANDIDATES][MOST_WORDS];
	guint users[CANDIDATES];
	guint best;
	guint nodes;
} Search;

static gboolean
has_row(const guint64 *bits, guint row)
{
	return (bits[row / 64] >> (row % 64) & 1) != 0;
}

static void
search_init(Search *self, const Trial *trial, const CtPilotClasses *classes,
	    const CtPilotRows *rows)
{
	self->n_units = trial->groups->units->len;
	self->n_rows = rows->rows->len;
	self->best = G_MAXUINT;
	g_assert_cmpuint(self->n_units, <=, CANDIDATES);
	g_assert_cmpuint(self->n_rows, <=, MOST_WORDS * 64);
	for (guint u = 0; u < self->n_units; u++) {
		const CtUnit *unit = &g_array_index(trial->groups->units, CtUnit, u);

		self->users[u] = unit->count;
		for (guint i = 0; i < unit->count; i++) {
			guint32 class = classes->class_of[g_array_index(trial->groups->members,
									CtUserId, unit->first + i)
								  .index];
			const guint32 *list;
			guint count = 0;

			if (class == CT_NONE)
				continue;
			list = ct_pilot_rows_of(rows, class, &count);
			for (guint k = 0; k < count; k++)
				self->has[u][list[k] / 64] |= G_GUINT64_CONSTANT(1)
							      << (list[k] % 64);
		}
	}
}

/* The row that is missing and that fewest units have; CT_NONE. */
static guint
rarest_row(const Search *self, const guint64 *covered)
{
	guint rarest = CT_NONE;
	guint least = G_MAXUINT;

	for (guint row = 0; row < self->n_rows; row++) {
		guint count = 0;

		if (has_row(covered, row))
			continue;
		for (guint u = 0; u < self->n_units; u++)
			count += has_row(self->has[u], row);
		if (count >= least)
			continue;
		least = count;
		rarest = row;
	}
	return rarest;
}

/* Somebody has to have the rarest row: whoever has it is tried. */
static void
search_least(Search *self, const guint64 *covered, guint users)
{
	guint row = rarest_row(self, covered);

	if (row == CT_NONE) {
		self->best = MIN(self->best, users);
		return;
	}
	if (++self->nodes > MOST_NODES)
		return;
	for (guint u = 0; u < self->n_units; u++) {
		guint64 more[MOST_WORDS];

		if (!has_row(self->has[u], row) || users + self->users[u] >= self->best)
			continue;
		for (guint i = 0; i < MOST_WORDS; i++)
			more[i] = covered[i] | self->has[u][i];
		search_least(self, more, users + self->users[u]);
	}
}

static guint
number_of(const char *name, guint usual)
{
	const char *text = g_getenv(name);

	return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

/* With so many candidates at most, the smallest pilot is found and proved, and a search that knows nothing of
 * covers finds no smaller one.  */
static void
test_candidates(void)
{
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint count = number_of("CT_RANDOM_PILOTS", 100);
	guint searched = 0;
	guint most_users = 0;

	for (guint seed = first; seed < first + count; seed++) {
		guint level = seed % G_N_ELEMENTS(levels);
		Trial trial = trial_new(seed, CANDIDATES, levels[level]);
		g_autoptr(CtPilotClasses) classes = ct_pilot_classes_new(trial.estate, trial.intent,
									 trial.groups,
									 trial.wave_of);
		g_autoptr(CtPilotRows) rows = ct_pilot_rows_new(classes, (CtPilotLevel)level);
		g_autofree Search *search = g_new0(Search, 1);
		const guint64 nothing[MOST_WORDS] = { 0 };

		search_init(search, &trial, classes, rows);
		search_least(search, nothing, 0);
		g_assert_cmpuint(trial.plan->pilot_lower_bound, ==, trial.plan->pilot_needed);
		g_assert_cmpuint(trial.plan->pilot_users, ==, trial.plan->pilot_needed);
		most_users = MAX(most_users, trial.plan->pilot_users);
		if (search->nodes <= MOST_NODES) {
			searched++;
			g_assert_cmpuint(trial.plan->pilot_users, ==, search->best);
		} else {
			g_assert_cmpuint(trial.plan->pilot_users, <=, search->best);
		}
		trial_clear(&trial);
	}
	g_test_message(
		"%u estates of up to %u candidates: all pilots proved the smallest, of up to %u "
		"users; %u searched to the end beside it",
		count, CANDIDATES, most_users, searched);
	g_assert_cmpuint(searched * 10, >=, count * 9);
}

/* Of more candidates the bound says how much smaller a pilot could be. */
static void
test_many_candidates(void)
{
	guint first = number_of("CT_RANDOM_FIRST", 1);
	guint count = number_of("CT_RANDOM_PILOTS", 100) / 10;
	guint proved = 0;
	guint widest = 0;

	for (guint seed = first; seed < first + count; seed++) {
		Trial trial = trial_new(seed, 1500, levels[seed % G_N_ELEMENTS(levels)]);
		const CtPlan *plan = trial.plan;

		g_assert_cmpuint(ct_plan_count_untried(plan), ==, 0);
		g_assert_cmpuint(plan->pilot_lower_bound, <=, plan->pilot_needed);
		proved += plan->pilot_lower_bound == plan->pilot_needed;
		if (plan->pilot_needed > 0)
			widest = MAX(widest, 100 * (plan->pilot_needed - plan->pilot_lower_bound) /
						     plan->pilot_needed);
		trial_clear(&trial);
	}
	g_test_message(
		"%u estates of up to 1500 candidates: %u pilots proved the smallest, the widest "
		"gap is %u %%",
		count, proved, widest);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pilot-size/candidates", test_candidates);
	g_test_add_func("/pilot-size/many-candidates", test_many_candidates);
	return g_test_run();
}
