/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of the model: teams of 4 to 12 people make departments of 20 to 150; of what a person knows,
 * 70 in 100 are in the team, 20 in the department, 7 in the site, 3 anywhere.  Weights are the
 * defaults of the intent file.
 */
#include "instance.h"

#define WEIGHT_RESPONSE_GROUP 3
#define WEIGHT_CONFERENCE     2
#define WEIGHT_CONTACT	      1
#define WEIGHT_POOL	      20
#define WEIGHT_SITE	      5

typedef struct {
	guint64 state;
	guint n;
	guint n_sites;
	guint n_pools;
	guint32 *team;	   /* by unit */
	guint32 *dept;	   /* by unit */
	guint32 *team_end; /* by unit: behind the last of its team; teams are runs of units */
	guint32 *dept_end;
	guint32 *team_begin;
	guint32 *dept_begin;
	GArray *edges; /* of CtWaveEdge */
	Instance *made;
} Model;

static const char *const names[N_INSTANCE_FAMILIES] = {
	[INSTANCE_DIRECTORY] = "directory",
	[INSTANCE_CONTACTS] = "contacts",
	[INSTANCE_MATRIX] = "matrix",
};

const char *
instance_family_name(InstanceFamily family)
{
	return names[family];
}

/* splitmix64 (Steele, Lea and Flood 2014) */
static guint64
draw(Model *self)
{
	guint64 x = self->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static guint
below(Model *self, guint limit)
{
	return (guint)(draw(self) % limit);
}

static guint
between(Model *self, guint low, guint high)
{
	return low + below(self, high - low + 1);
}

static void
couple(Model *self, guint32 a, guint32 b, guint32 weight)
{
	CtWaveEdge edge = { a, b, weight };

	if (a != b)
		g_array_append_val(self->edges, edge);
}

static void
make_departments(Model *self, gboolean spread)
{
	for (guint at = 0; at < self->n;) {
		guint people = between(self, 20, 150);
		guint end = MIN(at + people, self->n);
		guint pool = below(self, self->n_pools);
		guint team_end = at;

		for (guint i = at; i < end; i++) {
			guint team = between(self, 4, 12);

			if (i == team_end)
				team_end = MIN(i + team, end);
			self->team_begin[i] = i > at && self->team_end[i - 1] == team_end
						      ? self->team_begin[i - 1]
						      : i;
			self->team_end[i] = team_end;
			self->dept_begin[i] = at;
			self->dept_end[i] = end;
			self->made->pool[i] = spread && self->team_begin[i] == i
						      ? below(self, self->n_pools)
					      : spread ? self->made->pool[i - 1]
						       : pool;
			self->made->site[i] = self->made->pool[i] % self->n_sites;
		}
		at = end;
	}
}

static guint32
somebody(Model *self, guint32 of)
{
	guint chance = below(self, 100);
	guint32 other;

	if (chance < 70)
		return between(self, self->team_begin[of], self->team_end[of] - 1);
	if (chance < 90)
		return between(self, self->dept_begin[of], self->dept_end[of] - 1);
	other = below(self, self->n);
	for (guint tries = 0;
	     chance < 97 && tries < 20 && self->made->site[other] != self->made->site[of]; tries++)
		other = below(self, self->n);
	return other;
}

static void
make_edges(Model *self, gboolean user_data)
{
	for (guint32 i = 0; i < self->n; i++) {
		guint contacts = user_data ? between(self, 0, 6) : 0;

		for (guint k = 0; k < contacts; k++)
			couple(self, i, somebody(self, i), WEIGHT_CONTACT);
		if (user_data && below(self, 100) < 30)
			couple(self, i, somebody(self, i), WEIGHT_CONFERENCE);
		if (below(self, 100) >= 3)
			continue;
		/* a chain of agents, in the department */
		for (guint k = between(self, 2, 7), last = i; k > 0; k--) {
			guint32 next = between(self, self->dept_begin[i], self->dept_end[i] - 1);

			couple(self, last, next, WEIGHT_RESPONSE_GROUP);
			last = next;
		}
	}
}

static void
make_groups(CtWaveProblem *problem, const Instance *made, guint n_pools, guint n_sites)
{
	problem->n_groups = n_pools + n_sites;
	problem->group_weight = g_new(guint32, problem->n_groups);
	problem->group_most = g_new0(guint32, problem->n_groups);
	problem->memberships = g_new(CtWaveMembership, 2 * problem->n + 1);
	for (guint i = 0; i < problem->n_groups; i++)
		problem->group_weight[i] = i < n_pools ? WEIGHT_POOL : WEIGHT_SITE;
	for (guint i = 0; i < problem->n; i++) {
		problem->group_first[i] = 2 * i;
		problem->memberships[2 * i] = (CtWaveMembership){ made->pool[i], problem->size[i] };
		problem->memberships[2 * i + 1] = (CtWaveMembership){ n_pools + made->site[i],
								      problem->size[i] };
	}
	problem->group_first[problem->n] = 2 * problem->n;
	ct_wave_problem_list_members(problem);
}

/* Names say nothing about who works with whom: units are shuffled, and then stand by site and pool, as
 * the planner numbers them. */
static guint32 *
number_units(Model *self)
{
	guint32 *number = g_new(guint32, self->n);
	g_autofree guint32 *order = g_new(guint32, self->n);
	guint32 next = 0;

	for (guint32 i = 0; i < self->n; i++)
		order[i] = i;
	for (guint i = self->n; i > 1; i--) {
		guint k = below(self, i);
		guint32 swap = order[i - 1];

		order[i - 1] = order[k];
		order[k] = swap;
	}
	for (guint site = 0; site < self->n_sites; site++)
		for (guint pool = site; pool < self->n_pools; pool += self->n_sites)
			for (guint i = 0; i < self->n; i++)
				if (self->made->pool[order[i]] == pool)
					number[order[i]] = next++;
	return number;
}

static void
renumber(Model *self)
{
	g_autofree guint32 *number = number_units(self);
	g_autofree guint32 *pool = g_memdup2(self->made->pool, self->n * sizeof(guint32));
	g_autofree guint32 *site = g_memdup2(self->made->site, self->n * sizeof(guint32));

	for (guint i = 0; i < self->n; i++) {
		self->made->pool[number[i]] = pool[i];
		self->made->site[number[i]] = site[i];
	}
	for (guint i = 0; i < self->edges->len; i++) {
		CtWaveEdge *edge = &g_array_index(self->edges, CtWaveEdge, i);

		edge->a = number[edge->a];
		edge->b = number[edge->b];
	}
}

static void
set_limits(CtWaveProblem *problem, guint wave_size)
{
	guint64 users = ct_wave_problem_users(problem);

	problem->most = wave_size;
	problem->least = wave_size - wave_size / 4;
	problem->n_waves = (guint)((users + problem->least - 1) / problem->least);
}

Instance
instance_new(InstanceFamily family, guint64 seed, guint n, guint wave_size)
{
	Instance made = { ct_wave_problem_new(n), g_new(guint32, n), g_new(guint32, n) };
	g_autofree guint32 *places = g_new(guint32, 4 * n);
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(CtWaveEdge));
	Model model = { .state = seed * 1000 + family,
			.n = n,
			.team_begin = places,
			.team_end = places + n,
			.dept_begin = places + 2 * n,
			.dept_end = places + 3 * n,
			.edges = edges,
			.made = &made };

	model.n_sites = between(&model, 2, 6);
	model.n_pools = model.n_sites * between(&model, 1, 3);
	make_departments(&model, family == INSTANCE_MATRIX);
	make_edges(&model, family != INSTANCE_DIRECTORY);
	renumber(&model);
	for (guint i = 0; i < n; i++) {
		/* a boss and the delegates are one unit */
		made.problem->size[i] = below(&model, 100) < 4 ? between(&model, 2, 4) : 1;
		made.problem->key[i] = (guint32)draw(&model);
		made.problem->pull[i] = below(&model, 100) < 2 ? below(&model, 4) : 0;
	}
	ct_wave_problem_link(made.problem, (const CtWaveEdge *)(const void *)edges->data,
			     edges->len);
	make_groups(made.problem, &made, model.n_pools, model.n_sites);
	set_limits(made.problem, wave_size);
	return made;
}

Instance
instance_new_small(guint64 seed, guint most_units)
{
	Model model = { .state = seed };
	guint n = between(&model, 2, most_units);
	Instance made = { ct_wave_problem_new(n), g_new(guint32, n), g_new(guint32, n) };
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(CtWaveEdge));
	guint n_pools = between(&model, 1, 3);
	guint density = between(&model, 5, 60);
	guint largest = 1;

	model.edges = edges;
	for (guint i = 0; i < n; i++) {
		made.problem->size[i] = below(&model, 4) == 0 ? between(&model, 2, 3) : 1;
		made.problem->key[i] = (guint32)draw(&model);
		made.problem->pull[i] = below(&model, 4) == 0 ? below(&model, 5) : 0;
		largest = MAX(largest, made.problem->size[i]);
		made.pool[i] = i * n_pools / n;
		made.site[i] = made.pool[i] % 2;
		for (guint k = 0; k < i; k++)
			if (below(&model, 100) < density)
				couple(&model, i, k, between(&model, 1, 9));
	}
	ct_wave_problem_link(made.problem, (const CtWaveEdge *)(const void *)edges->data,
			     edges->len);
	make_groups(made.problem, &made, n_pools, 2);
	set_limits(made.problem, between(&model, MAX(largest, 2), 6));
	made.problem->n_waves++; /* units of several people may leave room */
	if (below(&model, 4) == 0)
		made.problem->group_most[below(&model, n_pools)] = largest + below(&model, 3);
	return made;
}

void
instance_clear(Instance *self)
{
	ct_wave_problem_free(self->problem);
	g_free(self->pool);
	g_free(self->site);
}
