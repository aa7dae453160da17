/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waves as the plan carries them: members by name, so that a plan stands without the exports.
 */
#include "planner/draft.h"

#include <string.h>

#include "planner/digits.h"
#include "planner/plan-couplings.h"

const char *
ct_draft_unit_name(CtDraft *self, guint unit)
{
	char text[CT_DIGITS_ROOM + 2];
	char *end = text + sizeof text;

	*--end = '\0';
	end = ct_digits_before(end, (guint64)unit + 1, CT_PLAN_UNIT_DIGITS);
	*--end = 'u';
	return ct_plan_copy(self->plan, end);
}

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of pools as the plan keeps them, so that nothing is looked up for each user. */
typedef struct {
	CtDraft *draft;
	CtPlanWave *wave;
	const char **name;     /* by pool; NULL until it is needed */
	CtPoolId *target;      /* by pool: where its users go */
	const CtPair **spread; /* by pool: its pair when they go to several; NULL */
	guint *named_in;       /* by pool: 1 + the wave that has named it last */
	const char *reason;    /* of the last unit */
	const char *kept;      /* the same, kept by the plan */
	guint number;	       /* 1 + the wave */
} Members;

static const char *
pool_name(Members *self, CtPoolId id)
{
	if (self->name[id.index] == NULL)
		self->name[id.index] = ct_plan_text(self->draft->plan,
						    ct_estate_pool(self->draft->estate, id)->fqdn);
	return self->name[id.index];
}

static void
name_pool(Members *self, GPtrArray *names, CtPoolId id)
{
	if (self->named_in[id.index] == self->number)
		return;
	self->named_in[id.index] = self->number;
	g_ptr_array_add(names, (gpointer)pool_name(self, id));
}

static void
add_members(Members *self, guint index)
{
	CtDraft *draft = self->draft;
	const CtEstate *estate = draft->estate;
	const CtUnit *unit = &g_array_index(draft->groups->units, CtUnit, index);
	const char *name = ct_draft_unit_name(draft, index);

	if (self->reason != draft->waves->reason[index]) {
		self->reason = draft->waves->reason[index];
		self->kept = ct_plan_text(draft->plan, self->reason);
	}
	for (guint i = 0; i < unit->count; i++) {
		guint32 user =
			g_array_index(draft->groups->members, CtUserId, unit->first + i).index;
		CtPoolId home = { estate->users.pool[user] };
		const CtPair *spread = self->spread[home.index];
		CtPoolId target = spread != NULL ? ct_pairing_home(estate, spread, user)
						 : self->target[home.index];
		CtWaveMember member = {
			estate->users.sip[user],
			estate->users.name[user],
			pool_name(self, home),
			pool_name(self, target),
			name,
			self->kept,
		};

		g_array_append_val(self->wave->members, member);
		name_pool(self, self->wave->from, home);
		name_pool(self, self->wave->to, target);
	}
}

/* One step on the way from a unit to what is known of its first member; each needs what the one before has
 * brought. */
static void
expect_unit(const CtDraft *draft, guint index, guint stage)
{
	const CtUsers *users = &draft->estate->users;
	const CtUnit *unit = &g_array_index(draft->groups->units, CtUnit, index);
	const CtUserId *member;

	if (stage == 0) {
		__builtin_prefetch(unit);
		__builtin_prefetch(&draft->waves->reason[index]);
		return;
	}
	member = &g_array_index(draft->groups->members, CtUserId, unit->first);
	if (stage == 1) {
		__builtin_prefetch(member);
	} else {
		__builtin_prefetch(&users->sip[member->index]);
		__builtin_prefetch(&users->name[member->index]);
		__builtin_prefetch(&users->pool[member->index]);
	}
}

/* Users of a wave are all over the estate: what the next few units need is fetched at the same time. */
static void
expect_units(const CtDraft *draft, guint first, guint end)
{
	for (guint stage = 0; stage < 3; stage++)
		for (guint i = first; i < end; i++)
			expect_unit(draft, draft->waves->units[i], stage);
}

/* The digest is that of the file, which is not written here. */
static void
write_wave(Members *self, guint index)
{
	CtDraft *draft = self->draft;
	guint first = draft->waves->first[index];
	guint end = draft->waves->first[index + 1];
	guint users = 0;
	CtPlanWave *wave = ct_plan_add_wave(draft->plan);

	self->wave = wave;
	self->number = index + 1;
	wave->id = draft->waves->ids != NULL ? draft->waves->ids[index]
					     : ct_plan_printf(draft->plan, "wave-%02u", index + 1);
	wave->kind = ct_wave_kind_name(g_array_index(draft->waves->kinds, CtWaveKind, index));
	wave->file = ct_plan_printf(draft->plan, "waves/%s.csv", wave->id);
	for (guint i = first; i < end; i++)
		users += g_array_index(draft->groups->units, CtUnit, draft->waves->units[i]).count;
	ct_plan_reserve_members(wave, users);
	for (guint i = first; i < end; i++) {
		if ((i - first) % CT_ESTATE_AHEAD == 0)
			expect_units(draft, i, MIN(i + CT_ESTATE_AHEAD, end));
		add_members(self, draft->waves->units[i]);
	}
	g_ptr_array_sort(wave->from, by_text);
	g_ptr_array_sort(wave->to, by_text);
	wave->users = wave->members->len;
}

void
ct_draft_write_waves(CtDraft *self)
{
	guint n = self->estate->pools->len;
	g_autofree const char **name = g_new0(const char *, n + 1);
	g_autofree guint *named_in = g_new0(guint, n + 1);
	g_autofree CtPoolId *target = g_new(CtPoolId, n + 1);
	g_autofree const CtPair **spread = g_new0(const CtPair *, n + 1);
	Members members = { .draft = self,
			    .name = name,
			    .target = target,
			    .spread = spread,
			    .named_in = named_in };

	/* addresses and names stay where they are: to copy those of a million users takes time */
	self->plan->strings = ct_strings_share(self->estate->strings);
	for (guint i = 0; i < n; i++) {
		const CtPair *pair = ct_pairing_find(self->pairing, (CtPoolId){ i });

		target[i] = pair != NULL ? pair->target : (CtPoolId){ CT_NONE };
		spread[i] = pair != NULL && ct_pair_n_also(pair) > 0 ? pair : NULL;
	}
	for (guint i = 0; i < self->waves->kinds->len; i++)
		write_wave(&members, i);
	ct_draft_write_couplings(self);
	self->plan->cost = self->waves->cost;
	self->plan->lower_bound = self->waves->lower_bound;
}
