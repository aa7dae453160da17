/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waves and couplings as the plan carries them: members by name, so that a plan stands without the
 * exports, and couplings between units, so that anyone can compute the cost again.
 */
#include "planner/draft.h"
#include "planner/plan-json.h"

#include <string.h>

static const char *
unit_name(CtDraft *self, guint unit)
{
	return ct_plan_printf(self->plan, "u%04u", unit + 1);
}

static void
add_name(GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (strcmp(g_ptr_array_index(names, i), name) == 0)
			return;
	g_ptr_array_add(names, (gpointer)name);
}

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_members(CtDraft *self, CtPlanWave *wave, guint index)
{
	const CtEstate *estate = self->estate;
	const CtUnit *unit = &g_array_index(self->groups->units, CtUnit, index);
	const char *name = unit_name(self, index);

	for (guint i = 0; i < unit->count; i++) {
		guint32 user =
			g_array_index(self->groups->members, CtUserId, unit->first + i).index;
		CtPoolId home = { estate->users.pool[user] };
		const CtPool *legacy = ct_estate_pool(estate, home);
		const CtPool *target = ct_estate_pool(estate,
						      ct_pairing_target(self->pairing, home));
		CtWaveMember member = {
			ct_plan_text(self->plan, estate->users.sip[user]),
			ct_plan_text(self->plan, estate->users.name[user]),
			ct_plan_text(self->plan, legacy->fqdn),
			ct_plan_text(self->plan, target->fqdn),
			name,
			ct_plan_text(self->plan, self->waves->reason[index]),
		};

		g_array_append_val(wave->members, member);
		add_name(wave->from, member.source);
		add_name(wave->to, member.target);
	}
}

static void
write_wave(CtDraft *self, guint index)
{
	CtPlanWave *wave = ct_plan_add_wave(self->plan);
	g_autofree char *csv = NULL;
	g_autofree char *digest = NULL;
	gsize length = 0;

	wave->id = ct_plan_printf(self->plan, "wave-%02u", index + 1);
	wave->kind = ct_wave_kind_name(g_array_index(self->waves->kinds, CtWaveKind, index));
	wave->file = ct_plan_printf(self->plan, "waves/%s.csv", wave->id);
	for (guint i = self->waves->first[index]; i < self->waves->first[index + 1]; i++)
		add_members(self, wave, self->waves->units[i]);
	g_ptr_array_sort(wave->from, by_text);
	g_ptr_array_sort(wave->to, by_text);
	wave->users = wave->members->len;
	csv = ct_plan_wave_csv(wave, &length);
	digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)csv, length);
	wave->sha256 = ct_plan_text(self->plan, digest);
}

typedef struct {
	guint32 a;
	guint32 b;
	CtCouplingKind kind;
} Pair;

static int
by_units(gconstpointer x, gconstpointer y)
{
	const Pair *left = x;
	const Pair *right = y;

	if (left->a != right->a)
		return left->a < right->a ? -1 : 1;
	if (left->b != right->b)
		return left->b < right->b ? -1 : 1;
	return (int)left->kind - (int)right->kind;
}

/* Couplings between the same two units add up. */
static void
write_couplings(CtDraft *self)
{
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

	for (guint i = 0; i < self->estate->couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(self->estate->couplings, CtCoupling, i);
		guint32 a = self->groups->unit_of[coupling->a.index];
		guint32 b = self->groups->unit_of[coupling->b.index];
		Pair pair = { MIN(a, b), MAX(a, b), coupling->kind };

		if (a != CT_NONE && b != CT_NONE && a != b)
			g_array_append_val(pairs, pair);
	}
	g_array_sort(pairs, by_units);
	for (guint i = 0; i < pairs->len; i++) {
		const Pair *pair = &g_array_index(pairs, Pair, i);
		guint weight = ct_coupling_weight(self->intent, pair->kind);
		CtPlanCoupling row = { unit_name(self, pair->a), unit_name(self, pair->b),
				       ct_coupling_name(pair->kind), weight,
				       ct_coupling_is_hard(self->intent, pair->kind) };

		for (;
		     i + 1 < pairs->len && by_units(pair, &g_array_index(pairs, Pair, i + 1)) == 0;
		     i++)
			row.weight += weight;
		g_array_append_val(self->plan->couplings, row);
	}
}

void
ct_draft_write_waves(CtDraft *self)
{
	for (guint i = 0; i < self->waves->kinds->len; i++)
		write_wave(self, i);
	write_couplings(self);
	self->plan->cost = self->waves->cost;
	self->plan->lower_bound = self->waves->lower_bound;
}
