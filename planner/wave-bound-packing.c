/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the size of waves makes dear, edges left out of account: groups need as many waves as their users do,
 * and pulls want everybody in the first of them.
 *
 * Taken for itself, a unit with a pull could go first without its group.  Taken together it costs: let a
 * group of weight w move from wave F to wave L, and its units pull with P in all, P <= w.  Then
 *
 *     w (L - F) + P F  =  (w - P) (L - F) + P L,
 *
 * where L - F is known from the size of the group, and L lies behind the middle of the group by as much as
 * its size asks for.  The sum of P times the middles, over all groups, is least when groups fill waves one
 * after the other in the order of P for each user (Smith 1956).  What P exceeds w by is left for the next
 * group of the same units, a site behind a pool, and at last for the units themselves.
 */
#include "planner/wave-bound.h"

#include <string.h>

#define PARTS 1024 /* of a part of a pull, in which sums are kept */

/* A unit, or the units whose group at some rank is the same. */
typedef struct {
	guint32 number;
	guint64 users;
	guint64 pull;
	guint64 length; /* waves from the first to the last, at least */
} Block;

/* The strongest pull for each user first. */
static int
by_rate(gconstpointer a, gconstpointer b)
{
	const Block *x = a;
	const Block *y = b;
	guint64 left = x->pull * y->users;
	guint64 right = y->pull * x->users;

	if (left != right)
		return left > right ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

guint64
ct_wave_bound_waves(guint64 place, guint64 most)
{
	guint64 full = place / most;

	return most * (full * (full - MIN(full, 1)) / 2) + place % most * full;
}

/* @pull x @waves / @users in parts of one, rounded down. */
static gint64
share(guint64 pull, gint64 waves, guint64 users)
{
	gint64 whole = waves / (gint64)users;
	gint64 rest = waves % (gint64)users;

	if (rest < 0) {
		whole--;
		rest += (gint64)users;
	}
	return (gint64)pull * (whole * PARTS + rest * PARTS / (gint64)users);
}

/* Pulls of single units, all of them free to go first. */
static gint64
bound_units(const CtWaveProblem *problem, const guint64 *pull)
{
	const guint64 most = problem->most;
	g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(Block));
	guint64 place = 0;
	gint64 bound = 0;

	for (guint32 i = 0; i < problem->n; i++) {
		Block block = { i, problem->size[i], pull[i], 0 };

		if (pull[i] > 0)
			g_array_append_val(blocks, block);
	}
	g_array_sort(blocks, by_rate);
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		guint64 waves = ct_wave_bound_waves(place + block->users, most) -
				ct_wave_bound_waves(place, most);

		bound += share(block->pull, (gint64)waves, block->users);
		place += block->users;
	}
	return bound;
}

/* What the pulls of @blocks add to what their groups cost; may be negative where groups end in a wave that
 * they do not fill. */
static gint64
bound_blocks(const CtWaveProblem *problem, GArray *blocks)
{
	const guint64 most = problem->most;
	guint64 place = 0;
	gint64 bound = 0;

	g_array_sort(blocks, by_rate);
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		guint64 middle = ct_wave_bound_waves(place + block->users, most) -
				 ct_wave_bound_waves(place, most);
		guint64 lag = ct_wave_bound_waves(block->users, most);

		bound += share(block->pull,
			       (gint64)(middle + lag) - (gint64)(block->users * block->length),
			       block->users);
		place += block->users;
	}
	return bound;
}

/* Takes from @pull what the groups of units at @rank answer for, and adds it to what they have @used of
 * their weights; FALSE when no unit has so many. */
static gboolean
bound_rank(const CtWaveProblem *problem, guint rank, const guint64 *lengths, guint64 *pull,
	   guint64 *used, gint64 *bound)
{
	g_autofree Block *all = g_new0(Block, (gsize)problem->n_groups + 1);
	g_autofree guint32 *group_of = g_new(guint32, (gsize)problem->n + 1);
	g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(Block));

	for (guint32 i = 0; i < problem->n; i++) {
		guint32 group = group_of[i] = ct_wave_problem_group(problem, i, rank);
		guint64 taken;

		if (group == CT_NONE)
			continue;
		/* which unit's pull it is does not matter, only whose is left */
		taken = MIN(pull[i], (guint64)problem->group_weight[group] * CT_WAVE_BOUND_PARTS -
					     used[group]);
		pull[i] -= taken;
		used[group] += taken;
		all[group].pull += taken;
		all[group].users += problem->size[i];
	}
	for (guint32 i = 0; i < problem->n_groups; i++) {
		if (all[i].users == 0)
			continue;
		all[i].number = i;
		all[i].length = MAX(lengths[i], (all[i].users - 1) / problem->most);
		g_array_append_val(blocks, all[i]);
	}
	*bound += bound_blocks(problem, blocks);
	return blocks->len > 0;
}

guint64 *
ct_wave_bound_lengths(const CtWaveProblem *problem)
{
	guint64 *lengths = g_new0(guint64, (gsize)problem->n_groups + 1);

	for (guint32 i = 0; i < problem->group_first[problem->n]; i++)
		lengths[problem->memberships[i].group] += problem->memberships[i].users;
	for (guint i = 0; i < problem->n_groups; i++) {
		guint64 most = problem->group_most[i] > 0
				       ? MIN(problem->group_most[i], problem->most)
				       : problem->most;

		lengths[i] = lengths[i] > 0 ? (lengths[i] - 1) / most : 0;
	}
	return lengths;
}

/* Groups in line, and behind them what pulls of units they do not answer for. */
static gint64
bound_line(const CtWaveProblem *problem, const guint64 *lengths, const guint64 *pulls)
{
	g_autofree guint64 *pull = g_memdup2(pulls, ((gsize)problem->n + 1) * sizeof *pull);
	const gint64 proved = ct_wave_bound_line(problem, lengths, pull);

	return proved == G_MININT64 ? 0 : proved * PARTS + bound_units(problem, pull);
}

guint64
ct_wave_bound_packing(const CtWaveProblem *problem, const guint64 *pulls)
{
	g_autofree guint64 *lengths = ct_wave_bound_lengths(problem);
	g_autofree guint64 *pull = g_memdup2(pulls, ((gsize)problem->n + 1) * sizeof *pull);
	g_autofree guint64 *used = g_new0(guint64, (gsize)problem->n_groups + 1);
	guint64 groups = 0;
	gint64 alone;
	gint64 lined;
	gint64 joint = 0;

	for (guint i = 0; i < problem->n_groups; i++)
		groups += problem->group_weight[i] * lengths[i] * CT_WAVE_BOUND_PARTS;
	alone = bound_units(problem, pull);
	lined = bound_line(problem, lengths, pulls);
	for (guint rank = 0; bound_rank(problem, rank, lengths, pull, used, &joint); rank++)
		continue;
	joint += bound_units(problem, pull);
	/* less than one for each rounding that is down */
	return groups + (guint64)MAX(0, MAX(lined, MAX(alone, joint))) / PARTS;
}
