/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding up users on target pools, wave by wave.  Limits are the planner's (planner/capacity.c), which
 * has them from the guide.
 */
#include "render/load.h"

#include "planner/capacity.h"

static void
read_limits(CtLoad *row, const CtEstate *estate, CtPoolId id)
{
	const CtPool *pool = ct_estate_pool(estate, id);
	CtPoolId partner_id = ct_capacity_partner(estate, id);
	const CtPool *partner = ct_estate_pool(estate, partner_id);

	if (pool == NULL)
		return;
	row->start = pool->users;
	row->limit = ct_capacity_users(pool);
	row->guessed = pool->machines == 0;
	if (partner == NULL)
		return;
	row->partner = partner->fqdn;
	row->limit_paired = ct_capacity_users_paired(pool);
	row->limit_both = MIN(row->limit, ct_capacity_users(partner));
}

/* Users who arrive on the target, by wave; added up it is how many have arrived. */
static guint *
count_arrivals(const CtMoves *moves, guint target, guint n_waves, guint start)
{
	guint *users = g_new0(guint, n_waves + 1);

	for (guint i = 0; i < moves->rows->len; i++) {
		const CtMoveRow *row = ct_moves_row(moves, i);

		if (row->target == target)
			users[row->wave] += row->users;
	}
	for (guint i = 0; i < n_waves; i++)
		users[i] += i > 0 ? users[i - 1] : start;
	return users;
}

static const CtLoad *
find_row(const CtLoads *self, const CtEstate *estate, CtPoolId pool)
{
	for (guint i = 0; i < self->rows->len; i++)
		if (ct_estate_find_pool(estate, ct_loads_row(self, i)->fqdn).index == pool.index)
			return ct_loads_row(self, i);
	return NULL;
}

/* A partner to whom nobody moves has the users that it has. */
static void
add_partners(CtLoads *self, const CtEstate *estate)
{
	for (guint i = 0; i < self->rows->len; i++) {
		CtLoad *row = &g_array_index(self->rows, CtLoad, i);
		CtPoolId id = ct_estate_find_pool(estate, row->fqdn);
		CtPoolId partner_id = ct_capacity_partner(estate, id);
		const CtPool *partner = ct_estate_pool(estate, partner_id);
		const CtLoad *other;

		if (row->partner == NULL || partner == NULL)
			continue;
		other = find_row(self, estate, partner_id);
		row->both = g_new0(guint, self->n_waves + 1);
		for (guint w = 0; w < self->n_waves; w++)
			row->both[w] = row->users[w] +
				       (other != NULL ? other->users[w] : partner->users);
	}
}

CtLoads *
ct_loads_new(const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(CtMoves) moves = ct_moves_new(plan, estate);
	CtLoads *self = g_new0(CtLoads, 1);

	self->n_waves = plan->waves->len;
	self->rows = g_array_new(FALSE, TRUE, sizeof(CtLoad));
	for (guint i = 0; i < moves->targets->len; i++) {
		const CtMovePlace *place = ct_moves_place(moves->targets, i);
		CtLoad row = { .fqdn = place->fqdn, .site = place->site };

		if (estate != NULL)
			read_limits(&row, estate, ct_estate_find_pool(estate, place->fqdn));
		row.users = count_arrivals(moves, i, self->n_waves, row.start);
		g_array_append_val(self->rows, row);
	}
	if (estate != NULL)
		add_partners(self, estate);
	return self;
}

void
ct_loads_free(CtLoads *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->rows->len; i++) {
		g_free(g_array_index(self->rows, CtLoad, i).users);
		g_free(g_array_index(self->rows, CtLoad, i).both);
	}
	g_array_unref(self->rows);
	g_free(self);
}

guint
ct_load_end(const CtLoads *self, const CtLoad *row)
{
	return self->n_waves > 0 ? row->users[self->n_waves - 1] : row->start;
}

static guint
part_of(guint users, guint limit)
{
	return limit > 0 ? (guint)(((guint64)users * 100 + limit - 1) / limit) : 0;
}

guint
ct_load_percent(const CtLoads *self, const CtLoad *row)
{
	guint users = ct_load_end(self, row);
	guint percent = part_of(users, row->limit);

	percent = MAX(percent, part_of(users, row->limit_paired));
	if (row->both != NULL && self->n_waves > 0)
		percent = MAX(percent, part_of(row->both[self->n_waves - 1], row->limit_both));
	return percent;
}
