/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "planned-sample.h"
#include "planner/checker-parts.h"
#include "planner/order.h"
#include "tests/unit/random-estate.h"

/*
 * Plans that are wrong in one chosen way. A plan is put in another order, loses a step or has
 * one retargeted, and everything that follows from that (times, checkpoints, ways back) is made
 * anew, so that nothing but the one mistake is left to be found.
 */

typedef struct {
	Planned planned;
	const char *name;
	CtPlanStep *kept; /* the steps as they were planned */
	guint n;
	CtOrder *order; /* edges of all rows between the steps of @kept */
	CtWaves waves;	/* kinds only */
	CtDraft draft;
} Mutable;

static inline void
mutable_init(Mutable *self)
{
	CtPlan *plan = self->planned.plan;
	guint count = 0;

	ct_constraint_rows(&count);
	self->n = plan->steps->len;
	for (guint i = 0; i < self->n; i++)
		g_array_set_size(planned_step(&self->planned, i)->after, 0);
	self->kept = g_memdup2(plan->steps->data, self->n * sizeof(CtPlanStep));
	self->waves = (CtWaves){ .kinds = g_array_new(FALSE, FALSE, sizeof(CtWaveKind)) };
	for (guint i = 0; i < plan->waves->len; i++) {
		const char *kind = g_array_index(plan->waves, CtPlanWave, i).kind;
		CtWaveKind value = strcmp(kind, "test") == 0	? CT_WAVE_TEST
				   : strcmp(kind, "pilot") == 0 ? CT_WAVE_PILOT
								: CT_WAVE_PRODUCTION;

		g_array_append_val(self->waves.kinds, value);
	}
	self->draft = (CtDraft){ .estate = self->planned.estate,
				 .intent = self->planned.intent,
				 .plan = plan,
				 .waves = &self->waves };
	self->order = ct_order_new(&self->draft);
}

/* Puts the steps of @sequence (of guint, indexes of @kept) into the plan. */
static inline void
mutable_set(Mutable *self, const GArray *sequence)
{
	CtPlan *plan = self->planned.plan;
	guint64 minute = 0;

	/* not g_array_set_size(), which would release what the steps hold */
	plan->steps->len = sequence->len;
	for (guint i = 0; i < sequence->len; i++) {
		CtPlanStep *step = planned_step(&self->planned, i);

		*step = self->kept[g_array_index(sequence, guint, i)];
		step->start_minute = minute;
		minute += step->minutes + step->settle_minutes;
	}
	g_array_set_size(plan->checkpoints, 0);
	plan->point_of_no_return = NULL;
	ct_draft_place_checkpoints(&self->draft);
}

/* As it was planned. */
static inline GArray *
mutable_all(const Mutable *self)
{
	GArray *sequence = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->n; i++)
		g_array_append_val(sequence, i);
	return sequence;
}

static inline void
mutable_restore(Mutable *self)
{
	g_autoptr(GArray) sequence = mutable_all(self);

	mutable_set(self, sequence);
}

static inline void
mutable_clear(Mutable *self)
{
	if (self->planned.plan != NULL)
		mutable_restore(self);
	ct_order_free(self->order);
	g_free(self->kept);
	g_clear_pointer(&self->waves.kinds, g_array_unref);
	planned_clear(&self->planned);
}

/* Marks what must come before @step (or after it, @forward) by the edges of all rows but @row. */
static inline gboolean *
mutable_reach(const Mutable *self, guint step, gboolean forward, guint row)
{
	gboolean *marked = g_new0(gboolean, self->n + 1);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));

	marked[step] = TRUE;
	g_array_append_val(queue, step);
	for (guint at = 0; at < queue->len; at++) {
		guint from = g_array_index(queue, guint, at);
		const GArray *edges = forward ? self->order->after[from]
					      : self->order->before[from];

		for (guint i = 0; i < edges->len; i++) {
			const CtOrderEdge *edge = &g_array_index(self->order->edges, CtOrderEdge,
								 g_array_index(edges, guint, i));
			guint to = forward ? edge->after : edge->before;

			if (edge->label == row || marked[to])
				continue;
			marked[to] = TRUE;
			g_array_append_val(queue, to);
		}
	}
	return marked;
}

/* An order with @after before @before that breaks, of all rows, @row only; NULL when other
 * rows demand the same.  @soon: @after comes as early as it may, with what it needs; else
 * @before comes as late as it may, with what needs it. */
static inline GArray *
mutable_reorder(const Mutable *self, guint before, guint after, guint row, gboolean soon)
{
	g_autofree gboolean *bound = mutable_reach(self, soon ? after : before, !soon, row);
	GArray *sequence;

	if (bound[soon ? before : after])
		return NULL;
	sequence = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < self->n; i++) {
		if (i == before)
			for (guint k = before; soon && k <= after; k++)
				if (bound[k])
					g_array_append_val(sequence, k);
		if (i < before || i > after || !bound[i])
			g_array_append_val(sequence, i);
		if (i == after)
			for (guint k = before; !soon && k <= after; k++)
				if (bound[k])
					g_array_append_val(sequence, k);
	}
	g_assert_cmpuint(sequence->len, ==, self->n);
	return sequence;
}

static inline GArray *
mutable_without(const Mutable *self, guint step)
{
	GArray *sequence = mutable_all(self);

	g_array_remove_index(sequence, step);
	return sequence;
}

/* @step stands directly before (or behind) @place instead. */
static inline GArray *
mutable_moved(const Mutable *self, guint step, guint place)
{
	GArray *sequence = mutable_without(self, step);

	g_array_insert_val(sequence, place, step);
	return sequence;
}

static inline GArray *
mutable_swapped(const Mutable *self, guint a, guint b)
{
	GArray *sequence = mutable_all(self);

	g_array_index(sequence, guint, a) = b;
	g_array_index(sequence, guint, b) = a;
	return sequence;
}

static inline Mutable *
mutable_sample(const char *name)
{
	Mutable *self = g_new0(Mutable, 1);

	self->name = name;
	/* the wishes of Northwind cannot be kept; without them there is a plan */
	self->planned = planned_sample(name, strcmp(name, "northwind") != 0);
	mutable_init(self);
	return self;
}

/* Contoso with an Edge whose roles stand on several computers, which has to be put right first. */
static inline Mutable *
mutable_expanded_edge(void)
{
	Mutable *self = g_new0(Mutable, 1);
	CtEstate *estate;

	self->name = "expanded Edge";
	self->planned = planned_read("contoso", TRUE);
	estate = self->planned.estate;
	for (guint i = 0; i < estate->facts->props->len; i++) {
		CtProp *prop = &g_array_index(estate->facts->props, CtProp, i);

		if (prop->key == CT_KEY_EDGE_AV)
			prop->value = "false";
	}
	ct_check_run(estate, self->planned.findings);
	planned_make(&self->planned);
	mutable_init(self);
	return self;
}

/* Contoso, with other readings of the guide. */
static inline Mutable *
mutable_other_readings(void)
{
	static const CtIntentKey keys[] = { CT_INTENT_MEDIATION_PER_POOL,
					    CT_INTENT_WHOLE_EDGE_STOPS,
					    CT_INTENT_XMPP_POLICY_EARLY };
	Mutable *self = g_new0(Mutable, 1);
	CtIntent *intent;

	self->name = "other readings";
	self->planned = planned_read("contoso", TRUE);
	intent = self->planned.intent;
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		intent->values[keys[i]]->pdata[0] = g_string_chunk_insert(intent->chunk, "true");
	planned_make(&self->planned);
	mutable_init(self);
	return self;
}

/* NULL when there is no plan for this seed. */
static inline Mutable *
mutable_random(guint32 seed)
{
	Mutable *self = g_new0(Mutable, 1);
	g_autoptr(GPtrArray) conflicts = NULL;
	g_autoptr(GError) error = NULL;
	Planned *planned = &self->planned;

	self->name = "random";
	planned->findings = ct_findings_new();
	planned->estate = random_estate(seed, 24, planned->findings);
	planned->intent = random_intent(seed);
	random_ready(planned->estate, planned->intent, planned->findings);
	ct_planner_plan(planned->estate, planned->intent, planned->findings, &planned->plan,
			&conflicts, &error);
	g_assert_no_error(error);
	if (planned->plan == NULL) {
		planned_clear(planned);
		g_free(self);
		return NULL;
	}
	mutable_init(self);
	return self;
}

static inline void
mutable_free(gpointer data)
{
	mutable_clear(data);
	g_free(data);
}

#define RANDOM_WORLDS 24
#define PAIRS_OF_ROW  4 /* tried in each world */

static inline GPtrArray *
make_worlds(void)
{
	static const char *const samples[] = { "contoso", "fabrikam", "northwind", "adatum" };
	GPtrArray *worlds = g_ptr_array_new_with_free_func(mutable_free);

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		g_ptr_array_add(worlds, mutable_sample(samples[i]));
	g_ptr_array_add(worlds, mutable_expanded_edge());
	g_ptr_array_add(worlds, mutable_other_readings());
	for (guint32 seed = 1, made = 0; made < RANDOM_WORLDS; seed++) {
		Mutable *world = mutable_random(seed);

		if (world == NULL)
			continue;
		g_ptr_array_add(worlds, world);
		made++;
	}
	return worlds;
}

typedef struct {
	guint bound; /* pairs of steps */
	guint mutants;
	guint caught;
	char *best; /* what else stops the mutant that fewest rows stop; NULL: no mutant */
	const char *world;
} Tally;

static inline gboolean
names_pair(const CtCheckResult *result, const char *rule, const char *before, const char *after)
{
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		if (strcmp(violation->code, "constraint") == 0 &&
		    strcmp(violation->rule, rule) == 0 && g_strcmp0(violation->step, after) == 0 &&
		    g_strcmp0(violation->other_step, before) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The checker has to name the row with the two steps that stand in the wrong order. */
static inline void
assert_named(Mutable *world, const char *id, const CtOrderEdge *edge, const char *how, Tally *tally)
{
	g_autoptr(CtCheckResult) full = ct_checker_run(world->planned.plan, world->planned.estate);

	tally->mutants++;
	if (names_pair(full, id, world->kept[edge->before].id, world->kept[edge->after].id))
		tally->caught++;
	else
		g_test_fail_printf("%s, %s: \"%s\" before \"%s\" breaks %s, and nobody says so",
				   world->name, how, world->kept[edge->after].title,
				   world->kept[edge->before].title, id);
}

/* Some pairs that the row binds, near and far ones. */
static inline GArray *
pairs_of(const Mutable *world, guint label, Tally *tally)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CtOrderEdge));
	GArray *some = g_array_new(FALSE, FALSE, sizeof(CtOrderEdge));
	guint step;

	for (guint i = 0; i < world->order->edges->len; i++) {
		const CtOrderEdge *edge = &g_array_index(world->order->edges, CtOrderEdge, i);

		if (edge->label == label)
			g_array_append_val(all, *edge);
	}
	tally->bound += all->len;
	step = MAX(all->len / PAIRS_OF_ROW, 1);
	for (guint i = 0; i < all->len; i += step)
		g_array_append_val(some, g_array_index(all, CtOrderEdge, i));
	return some;
}

static inline gboolean
is_examined(const CtConstraintRow *row)
{
	return row->strength == CT_STRENGTH_HARD && row->condition != CT_CONDITION_NEVER;
}
