/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why one step comes before another: a chain of constraints, or none and then the tie-break by which it
 * came out so.
 *
 * Where no constraint orders A and B, A came first because B was not ready yet, or because A won the
 * tie.  In the first case B waits for some step that could have come when A did, and that one lost the
 * tie.  So a free order always ends in one tie-break that a person can look up.
 */
#include "planner/why-parts.h"

static void
tell_chain(CtWhyAnswer *answer, const CtWhy *self, const GArray *chain)
{
	for (guint i = 0; i < chain->len; i++)
		ct_why_tell_edge(answer, self, g_array_index(chain, guint, i));
}

static CtWhyStrength
weakest_of(const CtWhy *self, const GArray *chain)
{
	CtWhyStrength weakest = CT_WHY_HARD;

	for (guint i = 0; i < chain->len; i++)
		weakest = MAX(
			weakest,
			ct_why_graph_edge(self->graph, g_array_index(chain, guint, i))->strength);
	return weakest;
}

/* What a chain is worth that is as strong as its weakest link. */
static const char *
worth_of(CtWhyStrength weakest)
{
	switch (weakest) {
	case CT_WHY_HARD:
		return "it has to";
	case CT_WHY_WISH:
		return "it has to, as long as the intent wants it so";
	case CT_WHY_RECOMMENDED:
		return "it should, by a recommendation that a wish of the intent can break";
	case CT_WHY_WINDOW:
		return "it keeps the hours without federation few";
	case CT_WHY_N_STRENGTHS:
		break;
	}
	g_assert_not_reached();
}

static CtWhyAnswer *
answer_ordered(const CtWhy *self, guint a, guint b, const GArray *chain)
{
	CtWhyAnswer *answer = ct_why_answer_new("before");
	const CtPlanStep *first = ct_plan_step(self->plan, a);
	const CtPlanStep *second = ct_plan_step(self->plan, b);

	answer->answer = ct_why_text(answer, "%s comes before %s: %s (%u constraint%s)", first->id,
				     second->id, worth_of(weakest_of(self, chain)), chain->len,
				     chain->len == 1 ? "" : "s, one after the other");
	ct_why_section(answer, "Why");
	tell_chain(answer, self, chain);
	if (a > b)
		ct_why_line(answer,
			    ct_why_graph_edge(self->graph, g_array_index(chain, guint, 0))->id,
			    "In this plan %s stands before %s: the plan does not hold", second->id,
			    first->id);
	return answer;
}

/* @a stands before @b, and nothing demands it. */
static CtWhyAnswer *
answer_free(const CtWhy *self, guint a, guint b)
{
	CtWhyAnswer *answer = ct_why_answer_new("free");
	const CtPlanStep *first = ct_plan_step(self->plan, a);
	const CtPlanStep *second = ct_plan_step(self->plan, b);
	guint rival = ct_why_graph_rival(self->graph, a, b);
	g_autoptr(GArray) chain = ct_why_graph_chain(self->graph, rival, b);

	answer->answer =
		ct_why_text(answer,
			    "No constraint orders %s and %s, directly or through other steps: "
			    "the order is free, and %s comes first by a tie-break",
			    first->id, second->id, first->id);
	ct_why_section(answer, "How it came out so");
	if (chain != NULL) {
		ct_why_line(answer, "tie-break",
			    "When %s was taken, %s could not come yet: it waits for %s", first->id,
			    second->id, ct_plan_step(self->plan, rival)->id);
		tell_chain(answer, self, chain);
	}
	ct_why_tell_tie(answer, self, a, rival, "");
	ct_why_cite_step(answer, first);
	ct_why_cite_step(answer, second);
	return answer;
}

static CtWhyAnswer *
answer_same(const CtWhy *self, guint step)
{
	CtWhyAnswer *answer = ct_why_answer_new("free");

	answer->answer = "Both are the same step";
	ct_why_section(answer, "Why");
	ct_why_line(answer, ct_plan_step(self->plan, step)->rule, "%s: %s",
		    ct_plan_step(self->plan, step)->id, ct_plan_step(self->plan, step)->title);
	ct_why_cite_step(answer, ct_plan_step(self->plan, step));
	return answer;
}

static CtWhyAnswer *
answer_none(const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	CtWhyAnswer *answer = ct_why_answer_new("free");
	const CtWhyName *idle = a->steps->len == 0 ? a : b;

	answer->answer = ct_why_text(answer, "No step of the plan is about %s, so it has no order",
				     idle->subject != NULL ? idle->subject : "it");
	if (idle->subject != NULL)
		ct_why_tell_fate(answer, self->plan, idle->subject);
	return answer;
}

/* Two steps of two lists: those that a constraint orders as asked if there are any, else the first. */
static GArray *
choose(const CtWhy *self, const GArray *a, const GArray *b, guint *out_a, guint *out_b)
{
	*out_a = g_array_index(a, guint, 0);
	*out_b = g_array_index(b, guint, 0);
	for (guint i = a->len; i > 0; i--) {
		guint earlier = g_array_index(a, guint, i - 1);

		for (guint k = 0; k < b->len; k++) {
			guint later = g_array_index(b, guint, k);
			GArray *chain = ct_why_graph_chain(self->graph, earlier, later);

			if (chain == NULL)
				continue;
			*out_a = earlier;
			*out_b = later;
			return chain;
		}
	}
	return NULL;
}

CtWhyAnswer *
ct_why_about_pair(const CtWhy *self, const CtWhyName *a, const CtWhyName *b)
{
	guint first = 0;
	guint second = 0;
	g_autoptr(GArray) chain = NULL;
	CtWhyAnswer *answer;

	if (a->steps->len == 0 || b->steps->len == 0)
		return answer_none(self, a, b);
	chain = choose(self, a->steps, b->steps, &first, &second);
	if (chain == NULL) {
		guint other_first;
		guint other_second;

		/* asked the wrong way round: what orders them is the answer all the same */
		chain = choose(self, b->steps, a->steps, &other_first, &other_second);
		if (chain != NULL) {
			first = other_first;
			second = other_second;
		}
	}
	if (chain != NULL)
		answer = answer_ordered(self, first, second, chain);
	else if (first == second)
		answer = answer_same(self, first);
	else
		answer = answer_free(self, MIN(first, second), MAX(first, second));
	if (a->steps->len > 1 || b->steps->len > 1)
		ct_why_note(answer,
			    ct_why_text(answer,
					"%u and %u steps are called so; this is about %s and %s",
					a->steps->len, b->steps->len,
					ct_plan_step(self->plan, first)->id,
					ct_plan_step(self->plan, second)->id));
	return answer;
}
