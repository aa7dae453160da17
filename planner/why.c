/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions about a plan: names in, an answer out.  What is asked decides which of why-*.c answers.
 * Answers rest on the written plan alone, so that they are about the plan in hand, edited or not; only
 * couplings between users are looked up in the exports.
 */
#include "planner/why-parts.h"

CtWhy *
ct_why_new(const CtPlan *plan, const CtEstate *estate, const CtIntent *intent)
{
	CtWhy *self = g_new0(CtWhy, 1);

	self->plan = plan;
	self->estate = estate;
	self->intent = intent;
	self->graph = ct_why_graph_new(plan);
	return self;
}

void
ct_why_free(CtWhy *self)
{
	if (self == NULL)
		return;
	ct_why_graph_free(self->graph);
	g_free(self);
}

void
ct_why_cite_something(CtWhyAnswer *answer, const CtPlan *plan)
{
	for (guint i = 0; answer->evidence->len == 0 && i < plan->pairs->len; i++)
		ct_why_cite(answer, g_array_index(plan->pairs, CtPlanPair, i).evidence,
			    g_array_index(plan->pairs, CtPlanPair, i).legacy);
	for (guint i = 0; answer->evidence->len == 0 && i < plan->steps->len; i++)
		ct_why_cite_step(answer, ct_plan_step(plan, i));
}

static gboolean
resolve(const CtWhy *self, const char *text, CtWhyName *out_name, GError **error)
{
	if (ct_why_resolve(self, text, out_name))
		return TRUE;
	g_set_error(error, CT_WHY_ERROR, CT_WHY_ERROR_UNKNOWN,
		    "the plan has no step, wave, user or object called %s", text);
	return FALSE;
}

static CtWhyAnswer *
ask_one(const CtWhy *self, const CtWhyName *name)
{
	switch (name->kind) {
	case CT_WHY_STEPS:
		return ct_why_about_step(self, name);
	case CT_WHY_OBJECT:
		return ct_why_about_object(self, name);
	case CT_WHY_WAVE:
		return ct_why_about_wave(self, name);
	case CT_WHY_USER:
		return ct_why_about_user(self, name);
	}
	g_assert_not_reached();
}

CtWhyAnswer *
ct_why_ask(const CtWhy *self, const char *a, const char *b, GError **error)
{
	g_auto(CtWhyName) first = { 0 };
	g_auto(CtWhyName) second = { 0 };
	CtWhyAnswer *answer;

	if (!resolve(self, a, &first, error) || (b != NULL && !resolve(self, b, &second, error)))
		return NULL;
	if (b == NULL)
		answer = ask_one(self, &first);
	else if (first.kind == CT_WHY_USER && second.kind == CT_WHY_USER)
		answer = ct_why_about_users(self, &first, &second);
	else
		answer = ct_why_about_pair(self, &first, &second);
	ct_why_cite_something(answer, self->plan);
	return answer;
}
