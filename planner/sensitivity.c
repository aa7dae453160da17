/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the plan change when a default of it is false, and how?  That is found out and not guessed: the plan is
 * made again with the other value, up to its order and its dates, and the two are compared: waves,
 * who is in which, steps, their order, cost and length.  Where that would take too long, because the
 * estate is large, the ledger says that nothing was tried.
 */
#include "planner/planner.h"

#include <string.h>

#include "planner/draft.h"
#include "planner/intent-change.h"
#include "planner/reading.h"
#include "planner/step-match.h"

/* Making a plan once takes about as much as users and squares of steps; all trials together may take so
 * much, which is less than drawing the plan. */
#define MOST_WORK (G_GUINT64_CONSTANT(150) * 1000)
/* Of these so many search for waves where that takes seconds. */
#define MOST_LONG 2

/* The id of the assumption about the times of the step table. */
#define ASSUMED_DURATIONS "durations"

/* Other target pools that are tried for one legacy pool. */
#define MOST_TARGETS 1

/* How the other value of a key comes about. */
typedef enum {
	OTHER_HALF_AND_DOUBLE,
	OTHER_TRUTH,
	OTHER_EMPTY,
	OTHER_LEVELS,
	OTHER_DURATIONS,
} OtherKind;

typedef struct {
	CtIntentKey key;
	OtherKind kind;
} OtherRow;

static const OtherRow others[] = {
	{ CT_INTENT_WAVE_SIZE, OTHER_HALF_AND_DOUBLE },
	{ CT_INTENT_PILOT_SIZE, OTHER_HALF_AND_DOUBLE },
	{ CT_INTENT_PILOT_COVER, OTHER_LEVELS },
	{ CT_INTENT_RETIRE, OTHER_TRUTH },
	{ CT_INTENT_STEP_MINUTES, OTHER_DURATIONS },
	{ CT_INTENT_USER_MINUTES, OTHER_HALF_AND_DOUBLE },
	{ CT_INTENT_WEIGHT_DELEGATE, OTHER_HALF_AND_DOUBLE },
	{ CT_INTENT_WEIGHT_RESPONSE_GROUP, OTHER_HALF_AND_DOUBLE },
	{ CT_INTENT_HARD_COUPLINGS, OTHER_EMPTY },
	{ CT_INTENT_MEETINGS_CARRY_OVER, OTHER_TRUTH },
	{ CT_INTENT_PUBLISH_BRINGS_DIRECTORIES, OTHER_TRUTH },
	{ CT_INTENT_LEGACY_CALLS_REACH_TARGET, OTHER_TRUTH },
	{ CT_INTENT_MEDIATION_PER_POOL, OTHER_TRUTH },
	{ CT_INTENT_WHOLE_EDGE_STOPS, OTHER_TRUTH },
	{ CT_INTENT_XMPP_POLICY_EARLY, OTHER_TRUTH },
	{ CT_INTENT_ANALYZER_OPTIONAL, OTHER_TRUTH },
};

static const char *const levels[] = { "each", "sites", "pools", "profiles", "pairs", "all" };

/* ---- Two plans ---- */

typedef struct {
	GString *text;
	const CtPlan *base;
	const CtPlan *other;
} Comparison;

static void tell(Comparison *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
tell(Comparison *self, const char *format, ...)
{
	va_list args;

	if (self->text->len > 0)
		g_string_append(self->text, ", ");
	va_start(args, format);
	g_string_append_vprintf(self->text, format, args);
	va_end(args);
}

/* SIP address -> 1 + wave */
static GHashTable *
waves_of_users(const CtPlan *plan, const char *kind)
{
	GHashTable *waves = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			if (kind == NULL || strcmp(wave->kind, kind) == 0)
				g_hash_table_insert(
					waves,
					(gpointer)g_array_index(wave->members, CtWaveMember, k).sip,
					GUINT_TO_POINTER(i + 1));
	}
	return waves;
}

/* Users of @plan who are somewhere else in @waves. */
static guint
count_elsewhere(const CtPlan *plan, GHashTable *waves, const char *kind)
{
	guint count = 0;

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const char *sip = g_array_index(wave->members, CtWaveMember, k).sip;
			guint held = GPOINTER_TO_UINT(g_hash_table_lookup(waves, sip));

			if (kind == NULL || strcmp(wave->kind, kind) == 0)
				count += kind == NULL ? held != i + 1 : held == 0;
		}
	}
	return count;
}

/* Users whose target pool is another. */
static guint
count_retargeted(const CtPlan *base, const CtPlan *other)
{
	g_autoptr(GHashTable) targets = g_hash_table_new(g_str_hash, g_str_equal);
	guint count = 0;

	for (guint i = 0; i < base->waves->len; i++) {
		const GArray *members = g_array_index(base->waves, CtPlanWave, i).members;

		for (guint k = 0; k < members->len; k++) {
			const CtWaveMember *row = &g_array_index(members, CtWaveMember, k);

			g_hash_table_insert(targets, (gpointer)row->sip, (gpointer)row->target);
		}
	}
	for (guint i = 0; i < other->waves->len; i++) {
		const GArray *members = g_array_index(other->waves, CtPlanWave, i).members;

		for (guint k = 0; k < members->len; k++) {
			const CtWaveMember *row = &g_array_index(members, CtWaveMember, k);
			const char *held = g_hash_table_lookup(targets, row->sip);

			count += held != NULL && strcmp(held, row->target) != 0;
		}
	}
	return count;
}

static void
compare_waves(Comparison *self)
{
	g_autoptr(GHashTable) all = waves_of_users(self->base, NULL);
	g_autoptr(GHashTable) pilot = waves_of_users(self->base, "pilot");
	guint moved = count_elsewhere(self->other, all, NULL);
	guint piloted = count_elsewhere(self->other, pilot, "pilot");
	guint retargeted = count_retargeted(self->base, self->other);

	if (self->other->waves->len != self->base->waves->len)
		tell(self, "%u waves instead of %u", self->other->waves->len,
		     self->base->waves->len);
	if (moved > 0)
		tell(self, "%u users in another wave", moved);
	if (self->other->pilot_users != self->base->pilot_users || piloted > 0)
		tell(self, "%u pilot users instead of %u, %u of them new", self->other->pilot_users,
		     self->base->pilot_users, piloted);
	if (self->other->pilot_needed != self->base->pilot_needed)
		tell(self, "a whole pilot needs %u users instead of %u", self->other->pilot_needed,
		     self->base->pilot_needed);
	if (retargeted > 0)
		tell(self, "%u users on another pool", retargeted);
}

/* That there are more or fewer steps that move waves is for compare_waves() to say. */
static void
compare_steps(Comparison *self)
{
	const CtPlan *base = self->base;
	const CtPlan *other = self->other;
	g_autofree guint *place = ct_match_steps(base, other);
	g_autofree gboolean *stays = ct_longest_run(place, other->steps->len);
	guint gone = 0, fresh = 0, moved = 0;

	for (guint i = 0; i < base->steps->len; i++)
		gone += ct_plan_step(base, i)->wave == NULL;
	for (guint i = 0; i < other->steps->len; i++) {
		gboolean of_wave = ct_plan_step(other, i)->wave != NULL;

		moved += place[i] != CT_NONE && !stays[i];
		fresh += place[i] == CT_NONE && !of_wave;
		gone -= place[i] != CT_NONE && ct_plan_step(base, place[i])->wave == NULL;
	}
	if (fresh > 0)
		tell(self, "%u other step%s", fresh, fresh == 1 ? "" : "s");
	if (gone > 0)
		tell(self, "%u step%s fewer", gone, gone == 1 ? "" : "s");
	if (moved > 0)
		tell(self, "%u step%s in another place", moved, moved == 1 ? "" : "s");
}

static void
compare_figures(Comparison *self)
{
	guint64 before = self->base->makespan;
	guint64 after = self->other->makespan;
	guint64 minutes = after > before ? after - before : before - after;

	if (self->other->cost != self->base->cost)
		tell(self,
		     "split couplings cost %" G_GUINT64_FORMAT " instead of %" G_GUINT64_FORMAT,
		     self->other->cost, self->base->cost);
	if (minutes >= 60)
		tell(self, "%" G_GUINT64_FORMAT " h %u min %s", minutes / 60, (guint)(minutes % 60),
		     after > before ? "longer" : "shorter");
	else if (minutes > 0)
		tell(self, "%u min %s", (guint)minutes, after > before ? "longer" : "shorter");
}

/* What @other has that @base has not, newly allocated. */
static char *
compare(const CtPlan *base, const CtPlan *other)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Comparison self = { text, base, other };

	compare_waves(&self);
	compare_steps(&self);
	compare_figures(&self);
	return g_strdup(text->len > 0 ? text->str : "the same plan");
}

/* ---- Trials ---- */

typedef struct {
	CtDraft *draft;
	GString *text;	/* what the trials of one assumption came to */
	guint64 once;	/* work of one trial */
	guint64 left;	/* work that may still be done */
	gboolean spent; /* a trial had to be left out */
} Trials;

static void
add_result(Trials *self, const char *value, const char *result)
{
	g_string_append_printf(self->text, "%s%s: %s", self->text->len > 0 ? "; " : "", value,
			       result);
}

/* What stands in the way, in a few words; newly allocated. */
static char *
conflict_text(const GPtrArray *conflicts)
{
	const CtConflict *first = conflicts->len > 0 ? g_ptr_array_index(conflicts, 0) : NULL;
	const CtConflictElement *element = NULL;

	if (first != NULL && first->elements->len > 0)
		element = g_ptr_array_index(first->elements, 0);
	return element != NULL ? g_strdup_printf("no plan (%s: %s)", element->id, element->text)
			       : g_strdup("no plan");
}

static void
try_intent(Trials *self, const char *value, const CtIntent *intent)
{
	g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func(
		(GDestroyNotify)ct_conflict_free);
	g_autoptr(CtPlan) other = NULL;
	g_autofree char *result = NULL;

	if (self->once > self->left) {
		self->spent = TRUE;
		return;
	}
	self->left -= self->once;
	other = ct_draft_otherwise(self->draft, intent, conflicts);
	if (ct_wave_trials_gave_up(self->draft->trials)) {
		self->spent = TRUE;
		return;
	}
	result = other != NULL ? compare(self->draft->plan, other) : conflict_text(conflicts);
	add_result(self, value, result);
}

static void
try_value(Trials *self, CtIntentKey key, const char *value)
{
	g_autoptr(CtIntent) intent = ct_intent_copy(self->draft->intent);

	/* no line of a file, but somebody's say */
	ct_intent_set(intent, key, value, 1);
	try_intent(self, *value != '\0' ? value : "none", intent);
}

static void
try_number(Trials *self, CtIntentKey key, guint number)
{
	g_autofree char *value = g_strdup_printf("%u", number);

	try_value(self, key, value);
}

/* Every step that has a time of its own takes twice as long. */
static void
try_durations(Trials *self)
{
	const CtPlan *plan = self->draft->plan;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) value = g_string_new(NULL);
	g_autoptr(CtIntent) intent = ct_intent_copy(self->draft->intent);

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		if (step->wave != NULL || step->minutes == 0 ||
		    !g_hash_table_add(seen, (gpointer)step->rule))
			continue;
		g_string_append_printf(value, "%s%s=%u", value->len > 0 ? ";" : "", step->rule,
				       step->minutes * 2);
	}
	ct_intent_set(intent, CT_INTENT_STEP_MINUTES, value->str, 1);
	try_intent(self, "all of them twice as long", intent);
}

/* @used: what the plan takes for it, where that is no plain number of the intent */
static void
try_key(Trials *self, const OtherRow *row, const char *used)
{
	const GPtrArray *values = self->draft->intent->values[row->key];
	guint number;

	switch (row->kind) {
	case OTHER_HALF_AND_DOUBLE:
		number = (guint)MIN(g_ascii_strtoull(used, NULL, 10), G_MAXINT32 / 2);
		if (number > 1)
			try_number(self, row->key, number / 2);
		try_number(self, row->key, number * 2);
		return;
	case OTHER_TRUTH:
		try_value(self, row->key,
			  ct_intent_bool(self->draft->intent, row->key) ? "false" : "true");
		return;
	case OTHER_EMPTY:
		if (values->len > 0)
			try_value(self, row->key, "");
		return;
	case OTHER_LEVELS:
		for (gsize i = 0; i < G_N_ELEMENTS(levels); i++)
			if (strcmp(levels[i], used) != 0)
				try_value(self, row->key, levels[i]);
		return;
	case OTHER_DURATIONS:
		try_durations(self);
		return;
	}
	g_assert_not_reached();
}

/* The key that an assumption is about; NULL when it is about none. */
static const OtherRow *
find_row(const CtAssumption *assumption)
{
	const char *name = assumption->id;

	if (strcmp(name, ASSUMED_DURATIONS) == 0)
		name = ct_intent_key_name(CT_INTENT_STEP_MINUTES);
	for (guint i = 0; i < CT_N_READINGS; i++)
		if (strcmp(ct_reading_row((CtReading)i)->id, assumption->id) == 0)
			name = ct_reading_row((CtReading)i)->key;
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(ct_intent_key_name(others[i].key), name) == 0)
			return &others[i];
	return NULL;
}

static void
try_target(Trials *self, const char *legacy, const char *target)
{
	g_autoptr(CtIntent) intent = ct_intent_copy(self->draft->intent);
	CtIntentEntry entry = { g_string_chunk_insert_const(intent->chunk, legacy),
				g_string_chunk_insert_const(intent->chunk, target), 1 };

	/* the first entry counts */
	g_array_prepend_val(intent->pairing, entry);
	try_intent(self, target, intent);
}

/* Other pools that could take over from a legacy pool. */
static void
try_targets(Trials *self, const CtPair *pair)
{
	const CtEstate *estate = self->draft->estate;
	guint tried = 0;

	for (guint32 i = 0; i < estate->pools->len && tried < MOST_TARGETS; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_TARGET || !ct_pool_homes_users(pool) ||
		    pool->kind != CT_OBJECT_POOL || i == pair->target.index)
			continue;
		try_target(self, ct_estate_pool(estate, pair->legacy)->fqdn, pool->fqdn);
		tried++;
	}
}

static const CtPair *
find_pair(const CtDraft *draft, const CtAssumption *assumption)
{
	const char *prefix = "pairing.";

	if (!g_str_has_prefix(assumption->id, prefix))
		return NULL;
	for (guint i = 0; i < draft->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(draft->pairing->pairs, CtPair, i);

		if (strcmp(ct_estate_pool(draft->estate, pair->legacy)->fqdn,
			   assumption->id + strlen(prefix)) == 0)
			return pair;
	}
	return NULL;
}

static guint64
work_of(const CtPlan *plan)
{
	guint64 steps = plan->steps->len;
	guint64 work = steps * steps / 4;

	for (guint i = 0; i < plan->waves->len; i++)
		work += g_array_index(plan->waves, CtPlanWave, i).users;
	return work;
}

static void
weigh(Trials *self, CtAssumption *assumption)
{
	CtPlan *plan = self->draft->plan;
	const OtherRow *row = find_row(assumption);
	const CtPair *pair = find_pair(self->draft, assumption);

	g_string_truncate(self->text, 0);
	self->spent = FALSE;
	if (row != NULL && self->draft->intent->lines[row->key] > 0)
		return;
	if (row != NULL)
		try_key(self, row, assumption->value);
	else if (pair != NULL)
		try_targets(self, pair);
	if (self->text->len > 0)
		assumption->effect = ct_plan_printf(plan, "%s; tried: %s", assumption->effect,
						    self->text->str);
	if (self->spent)
		assumption->effect = ct_plan_printf(
			plan, "%s; not tried%s: to plan again takes long for this estate",
			assumption->effect, self->text->len > 0 ? " further" : "");
}

void
ct_planner_weigh(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		 CtPlan *plan)
{
	g_autoptr(CtPairing) pairing = ct_pairing_new(estate, intent);
	g_autoptr(GHashTable) last = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(CtWaveTrials) waves = ct_wave_trials_new(MOST_LONG);
	CtDraft draft = { .estate = estate,
			  .intent = intent,
			  .trials = waves,
			  .pairing = pairing,
			  .findings = findings,
			  .plan = plan };
	Trials trials = { &draft, text, work_of(plan), MOST_WORK, FALSE };

	for (guint i = 0; i < plan->assumptions->len; i++)
		g_hash_table_insert(last,
				    (gpointer)g_array_index(plan->assumptions, CtAssumption, i).id,
				    GUINT_TO_POINTER(i));
	for (guint i = 0; i < plan->assumptions->len; i++) {
		CtAssumption *row = &g_array_index(plan->assumptions, CtAssumption, i);

		/* of two rows about one key the later one is the key's own */
		if (GPOINTER_TO_UINT(g_hash_table_lookup(last, row->id)) == i)
			weigh(&trials, row);
	}
}
