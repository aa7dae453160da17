/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Couplings as the plan carries them, so that anyone can compute the cost again.  A row of two units
 * costs its weight for each wave between them; those of one kind between the same two add up.  A row
 * whose first cell is a group ("pool:", "site:", "policy:") names a part of that group in its second:
 * a unit, or a legacy pool, which stands for all of its users.  A group costs its weight for each wave
 * from the first to the last production wave that has some of it.
 */
#include "planner/draft.h"

#include <string.h>

#define FEW_TIES 24

typedef struct {
	guint32 other;
	guint32 kind;
} Tie;

typedef struct {
	CtDraft *draft;
	const char **names; /* by unit; NULL until it is needed */
	guint32 *first;	    /* by unit, and one more: where its ties to later units begin */
	Tie *ties;
} Table;

static const char *
name_of(Table *self, guint32 unit)
{
	if (self->names[unit] == NULL)
		self->names[unit] = ct_draft_unit_name(self->draft, unit);
	return self->names[unit];
}

static void
add_row(Table *self, const char *a, const char *b, CtCouplingKind kind, guint64 weight)
{
	ct_plan_couplings_add(self->draft->plan->couplings, a, b, ct_coupling_name(kind),
			      (guint)MIN(weight, G_MAXINT32),
			      ct_coupling_is_hard(self->draft->intent, kind));
}

/* The two units of a coupling, the lower one first; FALSE when it is inside one, or of somebody who does
 * not move. */
static gboolean
units_of(const Table *self, const CtCoupling *coupling, guint32 *out_low, guint32 *out_high)
{
	guint32 a = self->draft->groups->unit_of[coupling->a.index];
	guint32 b = self->draft->groups->unit_of[coupling->b.index];

	*out_low = MIN(a, b);
	*out_high = MAX(a, b);
	return a != b && *out_high != CT_NONE;
}

/* Counting sort by the lower unit. */
static void
collect_ties(Table *self)
{
	const guint n = self->draft->groups->units->len;
	g_autofree guint32 *next = g_new0(guint32, (gsize)n + 2);
	CtCouplingWalk walk;
	CtCoupling coupling;
	guint32 low;
	guint32 high;

	ct_coupling_walk_init(&walk, self->draft->estate, self->draft->intent);
	while (ct_coupling_walk_next(&walk, &coupling))
		if (units_of(self, &coupling, &low, &high))
			next[low + 1]++;
	for (guint i = 0; i < n; i++)
		next[i + 1] += next[i];
	self->first = g_memdup2(next, ((gsize)n + 2) * sizeof *next);
	self->ties = g_new(Tie, (gsize)next[n] + 1);
	ct_coupling_walk_init(&walk, self->draft->estate, self->draft->intent);
	while (ct_coupling_walk_next(&walk, &coupling))
		if (units_of(self, &coupling, &low, &high))
			self->ties[next[low]++] = (Tie){ high, coupling.kind };
}

static gboolean
is_before(const Tie *a, const Tie *b)
{
	return a->other != b->other ? a->other < b->other : a->kind < b->kind;
}

static int
by_other(gconstpointer a, gconstpointer b)
{
	return is_before(a, b) ? -1 : is_before(b, a);
}

/* Most units have a few ties: these are put in order in less time than qsort() takes to begin. */
static void
sort_ties(Tie *ties, guint count)
{
	if (count > FEW_TIES) {
		qsort(ties, count, sizeof *ties, by_other);
		return;
	}
	for (guint i = 1; i < count; i++) {
		const Tie tie = ties[i];
		guint k = i;

		for (; k > 0 && is_before(&tie, &ties[k - 1]); k--)
			ties[k] = ties[k - 1];
		ties[k] = tie;
	}
}

/* Units are named by their numbers from 1, see ct_draft_unit_name(). */
static void
write_ties(Table *self)
{
	const CtDraft *draft = self->draft;
	const guint n = draft->groups->units->len;
	guint64 weights[CT_N_COUPLINGS];
	gboolean hard[CT_N_COUPLINGS];

	for (int kind = 0; kind < CT_N_COUPLINGS; kind++) {
		weights[kind] = ct_coupling_weight(draft->intent, kind);
		hard[kind] = ct_coupling_is_hard(draft->intent, kind);
	}
	for (guint32 unit = 0; unit < n; unit++) {
		guint32 end = self->first[unit + 1];
		guint32 next;

		sort_ties(&self->ties[self->first[unit]], end - self->first[unit]);
		for (guint32 i = self->first[unit]; i < end; i = next) {
			const Tie *tie = &self->ties[i];

			for (next = i + 1; next < end && !is_before(tie, &self->ties[next]);)
				next++;
			ct_plan_couplings_add_units(draft->plan->couplings, unit + 1,
						    tie->other + 1, ct_coupling_name(tie->kind),
						    (guint)MIN(weights[tie->kind] * (next - i),
							       G_MAXINT32),
						    hard[tie->kind]);
		}
	}
}

/* Legacy pools that somebody moves from, and the sites they are in. */
static void
write_pools(Table *self)
{
	const CtDraft *draft = self->draft;
	const guint32 *site_of = draft->groups->site_of;
	const guint weights[2] = { ct_coupling_weight(draft->intent, CT_COUPLING_POOL),
				   ct_coupling_weight(draft->intent, CT_COUPLING_SITE) };
	g_autofree gboolean *moves = g_new0(gboolean, draft->estate->pools->len + 1);

	for (guint i = 0; i < draft->groups->members->len; i++)
		moves[draft->estate->users
			      .pool[g_array_index(draft->groups->members, CtUserId, i).index]] =
			TRUE;
	for (guint kind = 0; kind < 2; kind++) {
		for (guint i = 0; i < draft->estate->pools->len && weights[kind] > 0; i++) {
			const CtPool *pool = &g_array_index(draft->estate->pools, CtPool, i);
			const char *name;
			const char *part;

			if (!moves[i] || (kind == 1 && site_of[i] == CT_NONE))
				continue;
			part = ct_plan_printf(draft->plan, "pool:%s", pool->fqdn);
			name = kind == 0
				       ? part
				       : ct_plan_printf(draft->plan, "site:%s",
							ct_pairing_site_name(draft->estate,
									     draft->intent, pool));
			add_row(self, name, part, kind == 0 ? CT_COUPLING_POOL : CT_COUPLING_SITE,
				weights[kind]);
		}
	}
}

static void
write_policies(Table *self)
{
	const CtDraft *draft = self->draft;
	const guint weight = ct_coupling_weight(draft->intent, CT_COUPLING_POLICY);
	const guint n = draft->estate->facts->profiles->len;
	g_autofree const char **names = g_new0(const char *, n + 1);

	for (guint32 i = 0; i < draft->groups->members->len && weight > 0; i++) {
		guint32 user = g_array_index(draft->groups->members, CtUserId, i).index;
		guint32 profile = draft->estate->users.profile[user];

		if (names[profile] == NULL)
			names[profile] = ct_plan_printf(draft->plan, "policy:%u", profile + 1);
		add_row(self, names[profile], name_of(self, draft->groups->unit_of[user]),
			CT_COUPLING_POLICY, weight);
	}
}

void
ct_draft_write_couplings(CtDraft *self)
{
	g_autofree const char **names = g_new0(const char *, self->groups->units->len + 1);
	Table table = { .draft = self, .names = names };

	collect_ties(&table);
	write_ties(&table);
	write_pools(&table);
	write_policies(&table);
	g_free(table.first);
	g_free(table.ties);
}
