/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From couplings of users to edges, pulls and groups of units.  A coupling with somebody who is in the
 * test or the pilot wave, which are given, pulls the other one towards them: that is a cost for each
 * wave by which it moves later than the first.
 */
#include "planner/wave-model.h"

#include <string.h>

/* Kinds that couple users by what they share, in the order of their groups. */
static const CtCouplingKind shared_kinds[] = { CT_COUPLING_POOL, CT_COUPLING_SITE,
					       CT_COUPLING_POLICY };

#define N_SHARED G_N_ELEMENTS(shared_kinds)
#define GIVEN	 (CT_NONE - 1) /* in a wave that is not searched for */

typedef struct {
	const CtEstate *estate;
	const CtIntent *intent;
	const CtGroups *groups;
	const GArray *order;
	CtWaveProblem *problem;
	guint32 *place;	     /* by unit: its number in the problem, CT_NONE when it is given */
	guint32 *pool_users; /* by pool */
	guint32 *group_of[N_SHARED]; /* by pool, site or profile: the group, CT_NONE */
	GArray *weights;	     /* of guint32, by group */
	GArray *limits;		     /* of guint32, by group */
} Model;

static const CtUnit *
unit_at(const Model *self, guint32 place)
{
	return &g_array_index(self->groups->units, CtUnit,
			      g_array_index(self->order, guint32, place));
}

static guint32
member_at(const Model *self, const CtUnit *unit, guint index)
{
	return g_array_index(self->groups->members, CtUserId, unit->first + index).index;
}

/* ---- Units ---- */

static guint32
hash_key(const char *text)
{
	guint32 hash = 2166136261u; /* FNV-1a */

	for (; *text != '\0'; text++)
		hash = (hash ^ (guchar)*text) * 16777619u;
	hash ^= hash >> 15;
	return hash * 0x2c1b3c6du;
}

static void
describe_units(Model *self)
{
	const CtUsers *users = &self->estate->users;
	const guint n = self->problem->n;

	for (guint32 begin = 0; begin < n; begin += CT_ESTATE_AHEAD) {
		guint32 end = MIN(begin + CT_ESTATE_AHEAD, n);

		/* addresses are all over memory: a few are fetched at the same time */
		for (guint32 i = begin; i < end; i++)
			__builtin_prefetch(users->key[member_at(self, unit_at(self, i), 0)]);
		for (guint32 i = begin; i < end; i++) {
			const CtUnit *unit = unit_at(self, i);

			self->problem->size[i] = unit->count;
			self->problem->key[i] = hash_key(users->key[member_at(self, unit, 0)]);
		}
	}
}

/* ---- Groups ---- */

/* The group that a user of @unit is in for what it shares; CT_NONE. */
static guint32
group_at(const Model *self, guint kind, const CtUnit *unit, guint index)
{
	const CtUsers *users = &self->estate->users;
	guint32 shared;

	/* most units are one user, and say themselves where that is */
	if (shared_kinds[kind] == CT_COUPLING_POLICY)
		shared = users->profile[member_at(self, unit, index)];
	else
		shared = index == 0 ? unit->pool.index : users->pool[member_at(self, unit, index)];
	if (shared_kinds[kind] == CT_COUPLING_SITE)
		shared = self->groups->site_of[shared];
	return shared != CT_NONE ? self->group_of[kind][shared] : CT_NONE;
}

static guint
limit_of(const Model *self, CtCouplingKind kind)
{
	if (kind == CT_COUPLING_POOL)
		return ct_intent_number(self->intent, CT_INTENT_WAVE_PER_POOL);
	if (kind == CT_COUPLING_SITE)
		return ct_intent_number(self->intent, CT_INTENT_WAVE_PER_SITE);
	return 0;
}

/* Users by pool, or by profile. */
static guint32 *
count_users(const Model *self, const guint32 *shared_of, guint n)
{
	guint32 *users = g_new0(guint32, n + 1);

	for (guint32 i = 0; i < self->problem->n; i++) {
		const CtUnit *unit = unit_at(self, i);

		for (guint k = 0; k < unit->count; k++) {
			guint32 shared = shared_of[member_at(self, unit, k)];

			if (shared != CT_NONE)
				users[shared]++;
		}
	}
	return users;
}

/* Users by site, from those by pool. */
static guint32 *
sum_sites(const Model *self)
{
	guint32 *users = g_new0(guint32, self->estate->pools->len + 1);

	for (guint pool = 0; pool < self->estate->pools->len; pool++)
		if (self->groups->site_of[pool] != CT_NONE)
			users[self->groups->site_of[pool]] += self->pool_users[pool];
	return users;
}

/* Numbers the groups of one kind that two users or more are in. */
static void
number_groups(Model *self, guint index)
{
	const CtCouplingKind kind = shared_kinds[index];
	const gboolean is_policy = kind == CT_COUPLING_POLICY;
	const guint n = is_policy ? self->estate->facts->profiles->len : self->estate->pools->len;
	const guint32 weight = ct_coupling_weight(self->intent, kind);
	const guint32 limit = limit_of(self, kind);
	g_autofree guint32 *users = NULL;

	self->group_of[index] = g_new(guint32, n + 1);
	memset(self->group_of[index], 0xff, (n + 1) * sizeof(guint32));
	if (weight == 0 && limit == 0)
		return;
	users = kind == CT_COUPLING_SITE ? sum_sites(self)
		: is_policy		 ? count_users(self, self->estate->users.profile, n)
					 : g_memdup2(self->pool_users, (n + 1) * sizeof *users);
	for (guint i = 0; i < n; i++) {
		if (users[i] < 2)
			continue;
		self->group_of[index][i] = self->weights->len;
		g_array_append_val(self->weights, weight);
		g_array_append_val(self->limits, limit);
	}
}

/* Adds a user of the unit whose memberships begin at @begin; returns the end of them. */
static guint32
add_membership(CtWaveProblem *problem, guint32 group, guint32 begin, guint32 end)
{
	for (guint32 i = begin; i < end; i++) {
		if (problem->memberships[i].group != group)
			continue;
		problem->memberships[i].users++;
		return end;
	}
	problem->memberships[end] = (CtWaveMembership){ group, 1 };
	return end + 1;
}

static void
list_memberships(Model *self)
{
	CtWaveProblem *problem = self->problem;
	gboolean is_used[N_SHARED];
	guint32 end = 0;
	guint kinds = 0;

	self->pool_users = count_users(self, self->estate->users.pool, self->estate->pools->len);
	for (guint index = 0; index < N_SHARED; index++) {
		guint before = self->weights->len;

		number_groups(self, index);
		is_used[index] = self->weights->len > before;
		kinds += is_used[index];
	}
	problem->n_groups = self->weights->len;
	problem->memberships = g_new(CtWaveMembership,
				     (gsize)self->groups->members->len * kinds + 1);
	for (guint32 i = 0; i < problem->n; i++) {
		const CtUnit *unit = unit_at(self, i);

		problem->group_first[i] = end;
		for (guint k = 0; k < unit->count; k++) {
			for (guint index = 0; index < N_SHARED; index++) {
				guint32 group = is_used[index] ? group_at(self, index, unit, k)
							       : CT_NONE;

				if (group != CT_NONE)
					end = add_membership(problem, group,
							     problem->group_first[i], end);
			}
		}
	}
	problem->group_first[problem->n] = end;
	problem->group_weight = (guint32 *)(void *)g_array_steal(self->weights, NULL);
	problem->group_most = (guint32 *)(void *)g_array_steal(self->limits, NULL);
	ct_wave_problem_list_members(problem);
}

/* ---- Edges and pulls ---- */

static guint32
add_up(guint32 weight, guint32 more)
{
	return more > G_MAXUINT32 - weight ? G_MAXUINT32 : weight + more;
}

/* By user: the number of its unit in the problem, GIVEN, or CT_NONE for whoever does not move.  Users are all
 * over memory where couplings are gone through, so that one place is asked there and not two. */
static guint32 *
place_users(const Model *self)
{
	const guint n = self->estate->users.count;
	guint32 *place_of = g_new(guint32, (gsize)n + 1);

	for (guint32 i = 0; i < n; i++) {
		const guint32 unit = self->groups->unit_of[i];

		place_of[i] = unit == CT_NONE		     ? CT_NONE
			      : self->place[unit] != CT_NONE ? self->place[unit]
							     : GIVEN;
	}
	return place_of;
}

/* A coupling with somebody whose wave is given; what it costs before the others have theirs. */
static guint64
pull_units(Model *self, const CtCoupling *coupling, guint32 weight, const guint32 *wave_of,
	   guint base)
{
	const guint32 units[2] = { self->groups->unit_of[coupling->a.index],
				   self->groups->unit_of[coupling->b.index] };
	guint32 waves[2];

	for (guint i = 0; i < 2; i++) {
		guint32 place = self->place[units[i]];

		waves[i] = place == CT_NONE ? wave_of[units[i]] : base;
		if (place != CT_NONE)
			self->problem->pull[place] = add_up(self->problem->pull[place], weight);
	}
	return (guint64)weight * (MAX(waves[0], waves[1]) - MIN(waves[0], waves[1]));
}

static guint64
list_edges(Model *self, const guint32 *wave_of, guint base)
{
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(CtWaveEdge));
	g_autofree guint32 *place_of = place_users(self);
	guint32 weights[CT_N_COUPLINGS];
	CtCouplingWalk walk;
	CtCoupling coupling;
	guint64 given = 0;

	for (int kind = 0; kind < CT_N_COUPLINGS; kind++)
		weights[kind] = ct_coupling_weight(self->intent, kind);
	ct_coupling_walk_init(&walk, self->estate, self->intent);
	while (ct_coupling_walk_next(&walk, &coupling)) {
		const CtWaveEdge edge = { place_of[coupling.a.index], place_of[coupling.b.index],
					  weights[coupling.kind] };

		if (edge.a == CT_NONE || edge.b == CT_NONE || edge.weight == 0)
			continue;
		if (edge.a == GIVEN || edge.b == GIVEN)
			given += pull_units(self, &coupling, edge.weight, wave_of, base);
		else if (edge.a != edge.b)
			g_array_append_val(edges, edge);
	}
	ct_wave_problem_link(self->problem, (const CtWaveEdge *)(const void *)edges->data,
			     edges->len);
	return given;
}

/* ---- Limits ---- */

static guint
waves_for(guint64 users, guint most)
{
	return most > 0 ? (guint)((users + most - 1) / most) : 0;
}

/* As many waves as are needed when each is filled to the least that counts as full. */
static void
set_limits(Model *self, guint most)
{
	CtWaveProblem *problem = self->problem;
	const guint spare = MIN(ct_intent_number(self->intent, CT_INTENT_WAVE_SPARE), 99);

	problem->most = most;
	problem->least = MAX((guint)((guint64)most * (100 - spare) / 100), 1);
	problem->n_waves = waves_for(ct_wave_problem_users(problem), problem->least);
	for (guint i = 0; i < problem->n_groups; i++) {
		guint64 users = 0;
		guint limit = problem->group_most[i];
		guint least = MAX((guint)((guint64)limit * (100 - spare) / 100), 1);

		for (guint32 k = problem->member_first[i];
		     limit > 0 && k < problem->member_first[i + 1]; k++)
			users += problem->size[problem->members[k]];
		if (limit > 0)
			problem->n_waves = MAX(problem->n_waves, waves_for(users, least));
	}
}

CtWaveProblem *
ct_wave_model(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
	      const GArray *order, const guint32 *wave_of, guint base, guint most,
	      guint64 *out_given)
{
	g_autofree guint32 *place = g_new(guint32, groups->units->len + 1);
	Model self = { .estate = estate,
		       .intent = intent,
		       .groups = groups,
		       .order = order,
		       .problem = ct_wave_problem_new(order->len),
		       .place = place,
		       .weights = g_array_new(FALSE, FALSE, sizeof(guint32)),
		       .limits = g_array_new(FALSE, FALSE, sizeof(guint32)) };

	memset(place, 0xff, (groups->units->len + 1) * sizeof *place);
	for (guint32 i = 0; i < order->len; i++)
		place[g_array_index(order, guint32, i)] = i;
	describe_units(&self);
	list_memberships(&self);
	*out_given = list_edges(&self, wave_of, base);
	set_limits(&self, most);
	for (guint i = 0; i < N_SHARED; i++)
		g_free(self.group_of[i]);
	g_free(self.pool_users);
	g_array_unref(self.weights);
	g_array_unref(self.limits);
	return self.problem;
}
