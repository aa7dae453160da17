/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets, ways and shares chosen together.  Which routings of which sets prove most at the same time is a
 * linear program over columns (Dantzig and Wolfe 1960), see wave-simplex.c; the columns come in rounds.
 *
 * A round routes all sets on paths whose lengths grow with the use that the shares so far make of an edge:
 * the mixture of all rounds, of which the next one replaces a part that becomes smaller (Frank and Wolfe
 * 1956; as a flow: Shahrokhi and Matula 1990).  A few rounds of a set are a column.  Now and then the linear
 * program tells better shares, the sets that get none are given up, and others, which lie close together
 * under the lengths, take their places: balls, all of whose pairs are connected, and stars.
 *
 * Where groups do not keep to the fewest waves, flows go through them as well: a group costs as much for
 * each wave as the distance of any two of its units.
 *
 * Work is counted, never timed.
 */
#include "planner/wave-rounds.h"

#include <string.h>

#include "planner/wave-balls.h"
#include "planner/wave-bound.h"
#include "planner/wave-paths.h"
#include "planner/wave-simplex.h"

#define BATCHES	     128 /* new lengths in a round, at most */
#define PULL_BATCHES 8	 /* times that the beginning sends in a round */
#define PASSES	     3	 /* rounds that make a column */
#define PERIOD	     12	 /* rounds between two linear programs */
#define STEEPNESS    20	 /* powers of two between an unused and the fullest edge, to begin with */
#define STEEPER	     1.02
#define STEEPEST     60
#define CENTRES	     40 /* of balls that are looked at */
#define BALLS	     6	/* new ones at a time */
#define STARS	     24
#define NEW_SHARE    0.01   /* of a new set, of all */
#define LEAST_SHARE  0.001  /* of a set that is not given up */
#define FIRST_PART   8	    /* of the mixture the first round is two in so many, and then fewer */
#define LEAST_PART   0.05   /* of a round in the mixture */
#define LEAST_GAIN   1.0005 /* between two linear programs */
#define MOST_IDLE    2
#define LAST_WORK    5 /* the part of the work that the last linear program may take: one in so many */

typedef enum {
	KIND_PAIRS, /* from all users of a set to all others */
	KIND_PULL,  /* from the beginning to all users of a set */
} Kind;

typedef struct {
	Kind kind;
	guint32 at; /* in Rounds.units */
	guint32 n;
	guint64 users;
	guint64 hash;	/* of the units */
	guint64 value;	/* of a round */
	double share;	/* times the value, in the mixture */
	double unit;	/* of the mixture, for a load of one in this round */
	guint rounds;	/* it has been routed in */
	guint passes;	/* of them that are in @load */
	guint32 *load;	/* by row; NULL before a column begins */
	double in_best; /* share in the linear program */
} Set;

typedef struct {
	const CtWaveProblem *problem;
	CtWaveColumns *columns;
	CtWavePaths paths;
	CtWaveSimplex simplex;
	guint n_rows;
	GArray *sets;	 /* of Set */
	GArray *units;	 /* of guint32 */
	GPtrArray *at;	 /* by unit: GArray of guint32, the sets of pairs it is in */
	double *mixture; /* by row: use, the fullest is 1 */
	double mixed;	 /* what the mixture proves */
	double *now;	 /* by row: use by this round */
	double part;	 /* of this round in the mixture */
	double steepness;
	float *length;	/* by row */
	guint64 *below; /* by node: what goes to it and beyond */
	float *near;	/* by unit and unit: distance */
	guint32 centre; /* of the next ball */
	gint64 work;
} Rounds;

/* ---- Sets ---- */

static Set *
set_at(const Rounds *self, guint number)
{
	return &g_array_index(self->sets, Set, number);
}

static const guint32 *
units_of(const Rounds *self, const Set *set)
{
	return (const guint32 *)(const void *)self->units->data + set->at;
}

/* splitmix64 (Steele, Lea and Flood 2014) */
static guint64
hash_of(guint32 unit)
{
	guint64 x = (unit + 1) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* The number of the set of @units, a new one unless they are one already; CT_NONE where it proves nothing. */
static guint32
add_set(Rounds *self, Kind kind, const guint32 *units, guint32 n)
{
	const guint64 most = self->problem->most;
	Set set = { .kind = kind, .at = self->units->len, .n = n };

	for (guint32 i = 0; i < n; i++) {
		set.users += self->problem->size[units[i]];
		set.hash += hash_of(units[i]);
	}
	for (guint32 i = 0; i < self->sets->len; i++)
		if (set_at(self, i)->kind == kind && set_at(self, i)->n == n &&
		    set_at(self, i)->hash == set.hash)
			return i;
	set.value = kind == KIND_PAIRS ? 2 * ct_wave_bound_pairs(set.users, most)
				       : PULL_BATCHES * ct_wave_bound_waves(set.users, most);
	if (set.value == 0)
		return CT_NONE;
	g_array_append_vals(self->units, units, n);
	g_array_append_val(self->sets, set);
	return self->sets->len - 1;
}

/* Sets that get no share any more are given up; their columns stay. */
static void
drop_sets(Rounds *self)
{
	g_autofree guint32 *number = g_new(guint32, (gsize)self->sets->len + 1);
	guint kept = 0;

	for (guint32 i = 0; i < self->sets->len; i++) {
		const Set set = *set_at(self, i);

		number[i] = CT_NONE;
		if (set.rounds >= PASSES && set.load == NULL &&
		    set.share < LEAST_SHARE * self->mixed)
			continue;
		number[i] = kept;
		*set_at(self, kept++) = set;
	}
	g_array_set_size(self->sets, kept);
	for (guint i = 0; i < self->columns->columns->len; i++) {
		CtWaveColumn *column = &g_array_index(self->columns->columns, CtWaveColumn, i);

		column->set = column->set == CT_NONE ? CT_NONE : number[column->set];
	}
}

/* By unit: which sets of pairs it is in. */
static void
list_sets(Rounds *self)
{
	for (guint i = 0; i < self->at->len; i++)
		g_array_set_size(g_ptr_array_index(self->at, i), 0);
	for (guint32 i = 0; i < self->sets->len; i++) {
		const Set *set = set_at(self, i);

		for (guint32 k = 0; set->kind == KIND_PAIRS && k < set->n; k++)
			g_array_append_val(
				(GArray *)g_ptr_array_index(self->at, units_of(self, set)[k]), i);
	}
}

/* ---- Routing ---- */

/* 2^@exponent, straight between the powers. */
static double
power(double exponent)
{
	const guint whole = (guint)exponent;

	return (1 + (exponent - whole)) * (double)((guint64)1 << whole);
}

/* Lengths by what is used when @done of the round is. */
static void
measure(Rounds *self, double done)
{
	const double old = 1 - self->part * done;
	double fullest = 0;

	for (guint i = 0; i < self->n_rows; i++)
		fullest = MAX(fullest, self->mixture[i] * old + self->now[i]);
	for (guint i = 0; i < self->n_rows; i++) {
		const double use = self->mixture[i] * old + self->now[i];
		const double part = fullest > 0 ? use / fullest : 0;

		self->length[i] = (float)(power(part * self->steepness) /
					  (double)MAX(self->columns->capacity[i], 1));
	}
	ct_wave_paths_measure(&self->paths, self->length);
	self->work -= 8 * (gint64)self->n_rows;
}

/* Sends what is below, to the nodes up to the @last one by distance; what it loads is @unit for each of it. */
static void
spread(Rounds *self, guint last, guint32 *load, double unit)
{
	const CtWavePaths *paths = &self->paths;

	for (guint i = last; i > 0; i--) {
		const guint32 node = paths->order[i];
		const guint32 row = paths->via[node];
		const guint64 flow = self->below[node];
		guint64 more;

		if (flow == 0)
			continue;
		more = flow * (row < paths->n_edges ? CT_WAVE_PATHS_EDGE : CT_WAVE_PATHS_LEG);
		load[row] += (guint32)more;
		self->now[row] += unit * (double)more / (double)self->columns->capacity[row];
		self->below[paths->parent[node]] += flow;
		self->below[node] = 0;
	}
	self->below[paths->order[0]] = 0;
	self->work -= 4 * (gint64)last;
}

/* @amount for each of its users to every unit there is a way to from the last root; returns the last
 * place that anything goes to. */
static guint
ask(Rounds *self, const guint32 *units, guint32 n, guint64 amount)
{
	guint last = 0;

	for (guint32 i = 0; i < n; i++) {
		const guint32 rank = self->paths.rank[units[i]];

		if (rank == CT_NONE || rank == 0)
			continue;
		self->below[units[i]] = amount * self->problem->size[units[i]];
		last = MAX(last, rank);
	}
	return last;
}

static void
send(Rounds *self, Set *set, guint64 amount)
{
	const guint last = ask(self, units_of(self, set), set->n, amount);

	spread(self, last, set->load, set->unit);
}

static void
send_pulls(Rounds *self)
{
	ct_wave_paths_find(&self->paths, self->problem->n);
	self->work -= ct_wave_paths_price(&self->paths);
	for (guint32 i = 0; i < self->sets->len; i++)
		if (set_at(self, i)->kind == KIND_PULL)
			send(self, set_at(self, i), 1);
}

static void
send_pairs(Rounds *self, guint32 root)
{
	const GArray *at = g_ptr_array_index(self->at, root);

	ct_wave_paths_find(&self->paths, root);
	self->work -= ct_wave_paths_price(&self->paths);
	memcpy(&self->near[(gsize)root * self->problem->n], self->paths.distance,
	       self->problem->n * sizeof *self->near);
	for (guint i = 0; i < at->len; i++)
		send(self, set_at(self, g_array_index(at, guint32, i)), self->problem->size[root]);
}

/* The part of the round in the mixture, of which the fullest row is 1 again. */
static void
mix(Rounds *self)
{
	double fullest = 0;
	double value = 0;

	for (guint i = 0; i < self->sets->len; i++)
		value += set_at(self, i)->share;
	for (guint i = 0; i < self->n_rows; i++) {
		self->mixture[i] = self->mixture[i] * (1 - self->part) + self->now[i];
		fullest = MAX(fullest, self->mixture[i]);
		self->now[i] = 0;
	}
	if (fullest <= 0 || value <= 0)
		return;
	self->mixed = (self->mixed * (1 - self->part) + value * self->part) / fullest;
	for (guint i = 0; i < self->n_rows; i++)
		self->mixture[i] /= fullest;
	for (guint i = 0; i < self->sets->len; i++)
		set_at(self, i)->share *= self->mixed / value;
}

static void
begin_columns(Rounds *self)
{
	for (guint32 i = 0; i < self->sets->len; i++) {
		Set *set = set_at(self, i);

		set->unit = set->share * self->part / (2 * (double)set->value);
		if (set->load != NULL)
			continue;
		set->load = g_new0(guint32, (gsize)self->n_rows + 1);
		set->passes = 0;
	}
}

static void
end_columns(Rounds *self)
{
	for (guint32 i = 0; i < self->sets->len; i++) {
		Set *set = set_at(self, i);

		set->rounds++;
		if (++set->passes < PASSES)
			continue;
		ct_wave_columns_add(self->columns, i, 2 * set->value * set->passes, set->load);
		g_clear_pointer(&set->load, g_free);
	}
	self->work -= 2 * (gint64)self->n_rows * self->sets->len;
}

/* All sets, once. */
static void
run_round(Rounds *self)
{
	const guint32 n = self->problem->n;
	const guint batches = MIN(n, BATCHES);
	gboolean has_pulls = FALSE;
	guint pulls = 0;
	guint32 root = 0;

	for (guint i = 0; i < self->sets->len; i++)
		has_pulls |= set_at(self, i)->kind == KIND_PULL;
	begin_columns(self);
	list_sets(self);
	for (guint batch = 0; batch < batches; batch++) {
		const guint32 end = (guint32)((guint64)n * (batch + 1) / batches);

		measure(self, (double)batch / batches);
		for (; has_pulls && pulls * batches < PULL_BATCHES * (batch + 1); pulls++)
			send_pulls(self);
		for (guint32 i = (guint32)((guint64)n * batch / batches); i < end; i++) {
			send_pairs(self, root);
			root = (root + CT_WAVE_FLOW_STRIDE) % n;
		}
	}
	end_columns(self);
	mix(self);
}

/* ---- New sets ---- */

static void
add_balls(Rounds *self)
{
	g_autoptr(GArray) balls = ct_wave_balls_find(self->problem, self->near, self->centre,
						     CENTRES, &self->work);
	g_autofree guint32 *units = g_new(guint32, (gsize)self->problem->n + 1);
	guint added = 0;

	for (guint i = 0; i < balls->len && added < BALLS; i++) {
		const CtWaveBall *ball = &g_array_index(balls, CtWaveBall, i);
		const guint before = self->sets->len;

		ct_wave_balls_list(self->problem, self->near, ball->centre, units);
		add_set(self, KIND_PAIRS, units, ball->n);
		if (self->sets->len == before)
			continue;
		set_at(self, before)->share = NEW_SHARE * self->mixed;
		added++;
	}
	self->centre = (guint32)((self->centre + CENTRES * (guint64)CT_WAVE_FLOW_STRIDE) %
				 self->problem->n);
}

/* Stars are columns at once; the mixture goes without them. */
static void
add_stars(Rounds *self)
{
	g_autoptr(GArray) balls = ct_wave_balls_find_stars(self->problem, self->near, &self->work);
	g_autofree guint32 *load = g_new(guint32, (gsize)self->n_rows + 1);
	g_autofree guint32 *units = g_new(guint32, (gsize)self->problem->n + 1);

	measure(self, 1);
	for (guint i = 0; i < MIN(balls->len, STARS); i++) {
		const CtWaveBall *ball = &g_array_index(balls, CtWaveBall, i);
		guint64 users = 0;

		ct_wave_balls_list(self->problem, self->near, ball->centre, units);
		for (guint k = 0; k < ball->n; k++)
			users += self->problem->size[units[k]];
		memset(load, 0, self->n_rows * sizeof *load);
		ct_wave_paths_find(&self->paths, ball->centre);
		spread(self, ask(self, units, ball->n, 1), load, 0);
		ct_wave_columns_add(self->columns, CT_NONE,
				    2 * ct_wave_balls_star_worth(users, self->problem->most), load);
		self->work -= ct_wave_paths_price(&self->paths) + 2 * (gint64)self->n_rows;
	}
}

/* ---- Shares ---- */

/* The linear program, and what it tells about sets; returns what it proves. */
static double
solve(Rounds *self)
{
	const GArray *columns = self->columns->columns;
	double best = 0;

	self->work = ct_wave_simplex_solve(&self->simplex, self->work);
	for (guint i = 0; i < self->sets->len; i++)
		set_at(self, i)->in_best = 0;
	for (guint i = 0; i < columns->len; i++) {
		const CtWaveColumn *column = &g_array_index(columns, CtWaveColumn, i);

		best += column->share;
		if (column->set != CT_NONE)
			set_at(self, column->set)->in_best += column->share;
	}
	for (guint i = 0; best > 0 && i < self->sets->len; i++) {
		Set *set = set_at(self, i);

		if (set->rounds >= PASSES)
			set->share = set->in_best * self->mixed / best;
	}
	return best;
}

/* The sets that have been routed, in the shares they had. */
static void
begin(Rounds *self, const CtWaveDemands *demands)
{
	g_autofree guint32 *number = g_new(guint32, (gsize)demands->demands->len + 1);

	for (guint i = 0; i < demands->demands->len; i++) {
		const CtWaveDemand *demand = &g_array_index(demands->demands, CtWaveDemand, i);
		const Kind kind = demand->is_pull ? KIND_PULL : KIND_PAIRS;

		number[i] = add_set(self, kind, &g_array_index(demands->units, guint32, demand->at),
				    demand->n);
		if (number[i] != CT_NONE)
			set_at(self, number[i])->share +=
				(double)demand->rate *
				(double)(kind == KIND_PULL
						 ? ct_wave_bound_waves(demand->users,
								       self->problem->most)
						 : 2 * ct_wave_bound_pairs(demand->users,
									   self->problem->most));
	}
	for (guint i = 0; i < self->columns->columns->len; i++) {
		CtWaveColumn *column = &g_array_index(self->columns->columns, CtWaveColumn, i);

		column->set = column->set == CT_NONE ? CT_NONE : number[column->set];
	}
}

/* Each group by itself is a column. */
static void
add_groups(Rounds *self, const guint64 *lengths)
{
	g_autofree guint32 *load = g_new0(guint32, (gsize)self->n_rows + 1);

	for (guint i = 0; i < self->problem->n_groups; i++) {
		if (self->problem->group_weight[i] == 0)
			continue;
		load[self->paths.n_edges + i] = 2;
		ct_wave_columns_add(self->columns, CT_NONE, 2 * lengths[i], load);
		load[self->paths.n_edges + i] = 0;
	}
}

/* The mixture begins with the best of what has been routed before. */
static void
begin_mixture(Rounds *self, double best)
{
	double value = 0;

	for (guint i = 0; i < self->columns->columns->len; i++) {
		const CtWaveColumn *column = &g_array_index(self->columns->columns, CtWaveColumn,
							    i);
		const guint32 *rows = &g_array_index(self->columns->rows, guint32, column->at);
		const float *parts = &g_array_index(self->columns->parts, float, column->at);

		for (guint32 k = 0; column->share > 0 && k < column->n; k++)
			self->mixture[rows[k]] += parts[k] * column->share;
	}
	self->mixed = best;
	for (guint i = 0; i < self->sets->len; i++)
		value += set_at(self, i)->share;
	for (guint i = 0; value > 0 && i < self->sets->len; i++)
		set_at(self, i)->share *= best / value;
}

static void
run(Rounds *self)
{
	const gint64 last = self->work / LAST_WORK;
	double best = 0;
	guint idle = 0;

	self->work -= last;
	best = solve(self);
	begin_mixture(self, best);
	for (guint round = 0; self->work > 0 && self->sets->len > 0 && idle < MOST_IDLE; round++) {
		self->part = MAX(LEAST_PART, 2.0 / (round + FIRST_PART));
		run_round(self);
		if (round < PERIOD / 2)
			continue;
		if (round % PASSES == 0)
			add_stars(self);
		if (round % PERIOD == 0) {
			const double now = solve(self);

			idle = now > best * LEAST_GAIN ? 0 : idle + 1;
			best = MAX(best, now);
			drop_sets(self);
		}
		if (round % (PERIOD / 2) == 0)
			add_balls(self);
		self->steepness = MIN(self->steepness * STEEPER, STEEPEST);
	}
	ct_wave_simplex_solve(&self->simplex, last);
}

/* ---- All ---- */

static void
rounds_init(Rounds *self, const CtWaveFlow *flow, gboolean has_start, gboolean has_groups)
{
	const gsize n = flow->problem->n;

	ct_wave_paths_init(&self->paths, flow, has_start, has_groups);
	self->problem = flow->problem;
	self->n_rows = self->columns->n_rows;
	self->steepness = STEEPNESS;
	ct_wave_simplex_init(&self->simplex, self->columns);
	self->sets = g_array_new(FALSE, FALSE, sizeof(Set));
	self->units = g_array_new(FALSE, FALSE, sizeof(guint32));
	self->at = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	for (gsize i = 0; i < n; i++)
		g_ptr_array_add(self->at, g_array_new(FALSE, FALSE, sizeof(guint32)));
	self->mixture = g_new0(double, (gsize)self->n_rows + 1);
	self->now = g_new0(double, (gsize)self->n_rows + 1);
	self->length = g_new0(float, (gsize)self->n_rows + 1);
	self->below = g_new0(guint64, (gsize)self->paths.n + 1);
	self->near = g_new(float, n *n + 1);
}

static void
rounds_clear(Rounds *self)
{
	for (guint i = 0; i < self->sets->len; i++)
		g_free(set_at(self, i)->load);
	ct_wave_paths_clear(&self->paths);
	ct_wave_simplex_clear(&self->simplex);
	g_array_unref(self->sets);
	g_array_unref(self->units);
	g_ptr_array_unref(self->at);
	g_free(self->mixture);
	g_free(self->now);
	g_free(self->length);
	g_free(self->below);
	g_free(self->near);
}

guint64
ct_wave_rounds_prove(CtWaveFlow *flow, const CtWaveDemands *demands, CtWaveColumns *columns,
		     gboolean has_start, const guint64 *lengths, gint64 work)
{
	Rounds self = { .columns = columns, .work = work };
	g_autofree guint64 *used = g_new0(guint64, (gsize)columns->n_rows + 1);
	guint64 proved;

	rounds_init(&self, flow, has_start, lengths != NULL);
	begin(&self, demands);
	if (lengths != NULL)
		add_groups(&self, lengths);
	run(&self);
	proved = ct_wave_columns_prove(columns, flow->shift, used);
	for (guint i = 0; i < flow->edges->len; i++) {
		CtWaveFlowEdge *edge = &g_array_index(flow->edges, CtWaveFlowEdge, i);

		edge->left = edge->weight - MIN(edge->weight, used[i]);
	}
	rounds_clear(&self);
	return proved;
}
