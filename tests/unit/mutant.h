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
	CtWaves waves;	/* kinds, and each wave as one unit */
	CtGroups groups;
	CtDraft draft;
} Mutable;

/* What the planner knows of waves while it places checkpoints: who is in them. */
static inline void
mutable_init_waves(Mutable *self)
{
	const CtPlan *plan = self->planned.plan;

	self->waves = (CtWaves){ .kinds = g_array_new(FALSE, FALSE, sizeof(CtWaveKind)),
				 .units = g_new0(guint32, plan->waves->len + 1),
				 .first = g_new0(guint, plan->waves->len + 1) };
	self->groups = (CtGroups){ .units = g_array_new(FALSE, TRUE, sizeof(CtUnit)),
				   .members = g_array_new(FALSE, FALSE, sizeof(CtUserId)) };
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		CtWaveKind kind = strcmp(wave->kind, "test") == 0    ? CT_WAVE_TEST
				  : strcmp(wave->kind, "pilot") == 0 ? CT_WAVE_PILOT
								     : CT_WAVE_PRODUCTION;
		CtUnit unit = { .first = self->groups.members->len, .count = wave->members->len };

		for (guint k = 0; k < wave->members->len; k++) {
			CtUserId user = ct_estate_find_user(
				self->planned.estate,
				g_array_index(wave->members, CtWaveMember, k).sip);

			g_array_append_val(self->groups.members, user);
		}
		g_array_append_val(self->groups.units, unit);
		g_array_append_val(self->waves.kinds, kind);
		self->waves.units[i] = i;
		self->waves.first[i + 1] = i + 1;
	}
}

static inline void
mutable_clear_waves(Mutable *self)
{
	g_clear_pointer(&self->waves.kinds, g_array_unref);
	g_clear_pointer(&self->groups.units, g_array_unref);
	g_clear_pointer(&self->groups.members, g_array_unref);
	g_clear_pointer(&self->waves.units, g_free);
	g_clear_pointer(&self->waves.first, g_free);
}

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
	mutable_init_waves(self);
	self->draft = (CtDraft){ .estate = self->planned.estate,
				 .intent = self->planned.intent,
				 .plan = plan,
				 .groups = &self->groups,
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
	mutable_clear_waves(self);
	planned_clear(&self->planned);
}

/* Windows and wishes are never off. */
static inline gboolean
mutable_is_off(const Mutable *self, const gboolean *off, guint label)
{
	return label < self->order->n_rows && off[label];
}

/* Marks what must come before @step (or after it, @forward) by the edges of all rows but those that
 * are @off (by their labels). */
static inline gboolean *
mutable_reach(const Mutable *self, guint step, gboolean forward, const gboolean *off)
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

			if (mutable_is_off(self, off, edge->label) || marked[to])
				continue;
			marked[to] = TRUE;
			g_array_append_val(queue, to);
		}
	}
	return marked;
}

/* An order with @after before @before that breaks, of all rows, those that are @off; NULL when
 * other rows demand the same.  @soon: @after comes early, with what it needs, directly before
 * @place (at most @before); else @before comes late, with what needs it, directly behind @place
 * (at least @after). */
static inline GArray *
mutable_reorder(const Mutable *self, guint before, guint after, const gboolean *off, gboolean soon,
		guint place)
{
	g_autofree gboolean *bound = mutable_reach(self, soon ? after : before, !soon, off);
	guint first = soon ? place : before;
	guint last = soon ? after : place;
	GArray *sequence;

	if (bound[soon ? before : after])
		return NULL;
	sequence = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < self->n; i++) {
		if (i == place)
			for (guint k = first; soon && k <= last; k++)
				if (bound[k])
					g_array_append_val(sequence, k);
		if (i < first || i > last || !bound[i])
			g_array_append_val(sequence, i);
		if (i == place)
			for (guint k = first; !soon && k <= last; k++)
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

/* A world whose own plan breaks a rule would show nothing about plans that are wrong. */
static inline void
mutable_assert_safe(const Mutable *self)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(self->planned.plan, self->planned.estate);

	show_violations(result);
	if (result->violations->len > 0)
		g_error("%s: the plan is not safe", self->name);
}

typedef void (*Change)(CtEstate *estate, CtIntent *intent);

/* A sample about which something is otherwise. */
static inline Mutable *
mutable_changed(const char *name, const char *sample, Change change)
{
	Mutable *self = g_new0(Mutable, 1);

	self->name = name;
	self->planned = planned_read(sample, TRUE);
	change(self->planned.estate, self->planned.intent);
	ct_check_run(self->planned.estate, self->planned.findings);
	planned_make(&self->planned);
	mutable_assert_safe(self);
	mutable_init(self);
	return self;
}

/* Its roles stand on several computers, which has to be put right first. */
static inline void
expand_edge(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	for (guint i = 0; i < estate->facts->props->len; i++) {
		CtProp *prop = &g_array_index(estate->facts->props, CtProp, i);

		if (prop->key == CT_KEY_EDGE_AV)
			prop->value = "false";
	}
}

/* Every Edge answers under one name, which turns the cutover round. */
static inline void
share_edge_name(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	for (guint i = 0; i < estate->facts->props->len; i++) {
		CtProp *prop = &g_array_index(estate->facts->props, CtProp, i);

		if (prop->key == CT_KEY_EXTERNAL_ACCESS_FQDN ||
		    prop->key == CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN ||
		    prop->key == CT_KEY_EXTERNAL_AV_FQDN)
			prop->value = "sip.example.com";
	}
}

static inline void
read_otherwise(CtEstate *estate G_GNUC_UNUSED, CtIntent *intent)
{
	static const CtIntentKey keys[] = { CT_INTENT_MEDIATION_PER_POOL,
					    CT_INTENT_WHOLE_EDGE_STOPS,
					    CT_INTENT_XMPP_POLICY_EARLY };

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		ct_intent_set(intent, keys[i], "true", 1);
}

static inline void
allow_xmpp_early(CtEstate *estate G_GNUC_UNUSED, CtIntent *intent)
{
	ct_intent_set(intent, CT_INTENT_XMPP_POLICY_EARLY, "true", 1);
}

/* The telephone network may be reached over the target before anybody has moved. */
static inline void
call_early(CtEstate *estate G_GNUC_UNUSED, CtIntent *intent)
{
	ct_intent_set(intent, CT_INTENT_LEGACY_CALLS_REACH_TARGET, "true", 1);
}

/* All users are on the target side already, and only applications are left to move. */
static inline void
have_moved(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	CtPool *target = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (target == NULL && pool->deployment == CT_DEPLOYMENT_TARGET &&
		    pool->kind == CT_OBJECT_POOL)
			target = pool;
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		target->users += pool->users;
		target->voice_users += pool->voice_users;
		pool->users = pool->voice_users = 0;
	}
	for (guint32 i = 0; i < estate->users.count; i++)
		if (estate->users.pool[i] != CT_NONE)
			estate->users.pool[i] = (guint32)(target - (CtPool *)estate->pools->data);
}

static inline void
drop_federation(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	for (guint i = 0; i < estate->facts->props->len; i++) {
		CtProp *prop = &g_array_index(estate->facts->props, CtProp, i);

		if (prop->key == CT_KEY_FEDERATION_ENABLED)
			prop->value = "false";
	}
}

/* Of the applications and what serves them, those of @kind only. */
static inline void
keep_applications(CtEstate *estate, CtObjectKind kind)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->deployment == CT_DEPLOYMENT_LEGACY && object->kind != kind &&
		    object->kind != CT_OBJECT_SIP_DOMAIN) {
			object->deployment = CT_DEPLOYMENT_TARGET;
			object->pool.index = CT_NONE;
		}
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind == CT_OBJECT_MEDIATION)
			pool->kind = CT_OBJECT_SERVER;
	}
	for (guint32 i = 0; i < estate->users.count; i++)
		estate->users.flags[i] &= ~(guint)CT_USER_REMOTE_CALL_CONTROL;
}

static inline void
keep_group_chat(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	keep_applications(estate, CT_OBJECT_GROUP_CHAT);
}

static inline void
keep_numbers(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	keep_applications(estate, CT_OBJECT_ACCESS_NUMBER);
}

static inline void
drop_group_chat(CtEstate *estate, CtIntent *intent G_GNUC_UNUSED)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_GROUP_CHAT)
			object->deployment = CT_DEPLOYMENT_TARGET;
	}
}

/* Nobody has a telephone, but there are Mediation servers. */
static inline void
drop_voice_users(CtEstate *estate, CtIntent *intent)
{
	read_otherwise(estate, intent);
	for (guint32 i = 0; i < estate->users.count; i++)
		estate->users.flags[i] &= ~(guint)CT_USER_VOICE;
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

/* @chance: so many worlds are random. @further: with those that few rows of the rule book need to decide. */
static inline GPtrArray *
make_worlds(guint32 chance, gboolean further)
{
	static const char *const samples[] = { "contoso", "fabrikam", "northwind", "adatum" };
	static const struct {
		const char *name;
		const char *sample;
		Change change;
		gboolean further;
	} changed[] = {
		{ "expanded Edge", "contoso", expand_edge, FALSE },
		{ "other readings", "contoso", read_otherwise, FALSE },
		{ "one Edge name", "contoso", share_edge_name, FALSE },
		{ "other readings of the other pair", "adatum", read_otherwise, FALSE },
		{ "one Edge name of the other pair", "adatum", share_edge_name, FALSE },
		{ "early XMPP policies", "contoso", allow_xmpp_early, TRUE },
		{ "early XMPP policies of the other pair", "adatum", allow_xmpp_early, TRUE },
		{ "no Group Chat of the other pair", "adatum", drop_group_chat, FALSE },
		{ "no federation", "contoso", drop_federation, FALSE },
		{ "no federation of the other pair", "adatum", drop_federation, FALSE },
		{ "Group Chat alone", "contoso", keep_group_chat, FALSE },
		{ "Group Chat alone of the other pair", "adatum", keep_group_chat, FALSE },
		{ "numbers alone of the other pair", "adatum", keep_numbers, FALSE },
		{ "no voice users", "contoso", drop_voice_users, FALSE },
		{ "early calls", "contoso", call_early, TRUE },
		{ "no users", "contoso", have_moved, TRUE },
		{ "no users of the other pair", "adatum", have_moved, TRUE },
	};
	GPtrArray *worlds = g_ptr_array_new_with_free_func(mutable_free);

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		g_ptr_array_add(worlds, mutable_sample(samples[i]));
	for (gsize i = 0; i < G_N_ELEMENTS(changed); i++)
		if (further || !changed[i].further)
			g_ptr_array_add(worlds, mutable_changed(changed[i].name, changed[i].sample,
								changed[i].change));
	for (guint32 seed = 1, made = 0; made < chance; seed++) {
		Mutable *world = mutable_random(seed);

		if (world == NULL)
			continue;
		g_ptr_array_add(worlds, world);
		made++;
	}
	return worlds;
}

/* A row that orders a hundred pairs of steps in one world orders them for one reason: CT_DAMAGES sets about
 * how many of them are tried (2; 0: all). */
static inline guint
mutable_stride(const GArray *pairs)
{
	const char *text = g_getenv("CT_DAMAGES");
	guint most = text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : 2;

	return most > 0 ? MAX(1, pairs->len / most) : 1;
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

/* Some pairs that the row binds: one of each two rules, and near and far ones. */
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
	for (guint i = 0; i < all->len; i++) {
		const CtOrderEdge *edge = &g_array_index(all, CtOrderEdge, i);
		gboolean known = FALSE;

		for (guint k = 0; k < some->len && !known; k++) {
			const CtOrderEdge *other = &g_array_index(some, CtOrderEdge, k);

			known = world->kept[edge->before].rule == world->kept[other->before].rule &&
				world->kept[edge->after].rule == world->kept[other->after].rule;
		}
		if (!known)
			g_array_append_val(some, *edge);
	}
	step = MAX(all->len / PAIRS_OF_ROW, 1);
	for (guint i = step; i < all->len; i += step)
		g_array_append_val(some, g_array_index(all, CtOrderEdge, i));
	return some;
}

static inline gboolean
is_examined(const CtConstraintRow *row)
{
	return row->strength == CT_STRENGTH_HARD && row->condition != CT_CONDITION_NEVER;
}
