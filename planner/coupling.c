/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kinds of coupling are one table; ties stay where the estate has them, sixteen bytes each, and
 * are walked over instead of being copied.
 */
#include "planner/coupling.h"

typedef struct {
	const char *name;
	CtIntentKey weight;
	gboolean shared;
} CouplingRow;

static const CouplingRow couplings[CT_N_COUPLINGS] = {
	[CT_COUPLING_DELEGATE] = { "delegate", CT_INTENT_WEIGHT_DELEGATE, FALSE },
	[CT_COUPLING_RESPONSE_GROUP] = { "response_group", CT_INTENT_WEIGHT_RESPONSE_GROUP, FALSE },
	[CT_COUPLING_CONFERENCE] = { "conference", CT_INTENT_WEIGHT_CONFERENCE, FALSE },
	[CT_COUPLING_CONTACT] = { "contact", CT_INTENT_WEIGHT_CONTACT, FALSE },
	[CT_COUPLING_POOL] = { "pool", CT_INTENT_WEIGHT_POOL, TRUE },
	[CT_COUPLING_SITE] = { "site", CT_INTENT_WEIGHT_SITE, TRUE },
	[CT_COUPLING_POLICY] = { "policy", CT_INTENT_WEIGHT_POLICY, TRUE },
};

/* Delegates are among the couplings of the estate already. */
static const CtCouplingKind tie_kinds[] = {
	[CT_TIE_CONTACT] = CT_COUPLING_CONTACT,
	[CT_TIE_CONFERENCE] = CT_COUPLING_CONFERENCE,
	[CT_TIE_DELEGATE] = CT_N_COUPLINGS,
};

const char *
ct_coupling_name(CtCouplingKind kind)
{
	return couplings[kind].name;
}

guint
ct_coupling_weight(const CtIntent *intent, CtCouplingKind kind)
{
	return ct_intent_number(intent, couplings[kind].weight);
}

gboolean
ct_coupling_is_hard(const CtIntent *intent, CtCouplingKind kind)
{
	return ct_intent_list_has(intent, CT_INTENT_HARD_COUPLINGS, couplings[kind].name);
}

gboolean
ct_coupling_is_shared(CtCouplingKind kind)
{
	return couplings[kind].shared;
}

void
ct_coupling_walk_init(CtCouplingWalk *self, const CtEstate *estate, const CtIntent *intent)
{
	*self = (CtCouplingWalk){ .estate = estate };
	for (int kind = 0; kind < CT_N_COUPLINGS; kind++)
		self->wanted[kind] = ct_coupling_weight(intent, kind) > 0 ||
				     ct_coupling_is_hard(intent, kind);
	if (!self->wanted[CT_COUPLING_CONTACT] && !self->wanted[CT_COUPLING_CONFERENCE])
		self->next_tie = estate->ties->len;
}

gboolean
ct_coupling_walk_next(CtCouplingWalk *self, CtCoupling *out_coupling)
{
	while (self->next < self->estate->couplings->len) {
		*out_coupling = g_array_index(self->estate->couplings, CtCoupling, self->next++);
		if (self->wanted[out_coupling->kind])
			return TRUE;
	}
	while (self->next_tie < self->estate->ties->len) {
		const CtUserTie *tie = &g_array_index(self->estate->ties, CtUserTie,
						      self->next_tie++);
		CtCouplingKind kind = tie_kinds[tie->kind];

		if (kind == CT_N_COUPLINGS || !self->wanted[kind] ||
		    tie->from.index == tie->to.index)
			continue;
		*out_coupling = (CtCoupling){ .origin = { tie->input, tie->line, NULL },
					      .a = tie->from,
					      .b = tie->to,
					      .kind = kind };
		return TRUE;
	}
	return FALSE;
}
