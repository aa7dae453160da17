/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second opinion on a plan: what it says is compared with the rule book, replayed on freshly
 * imported exports, and walked back from every checkpoint.  A part of the examination never
 * stops because another one has failed; a plan edited by hand shows all its faults at once.
 */
#include "planner/checker-parts.h"

#include <string.h>

static void
violation_free(gpointer data)
{
	CtViolation *self = data;

	g_free(self->code);
	g_free(self->rule);
	g_free(self->step);
	g_free(self->other_step);
	g_free(self->message);
	g_free(self->evidence);
	g_free(self);
}

void
ct_check_result_free(CtCheckResult *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->violations);
	g_ptr_array_unref(self->notes);
	g_free(self);
}

gboolean
ct_checker_has_room(const CtChecker *self, const char *code)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(self->reported, code)) < CT_CHECKER_CAP;
}

/* Where the legacy deployment is first spoken of: evidence for steps that are about all of it. */
static char *
evidence_of_deployment(const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY)
			return ct_estate_where(estate, pool->origin);
	}
	return NULL;
}

/* The line that put the step into the plan: what the plan says, else what the exports say. */
static char *
evidence_of(const CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	CtOrigin origin;

	for (guint i = 0; i < step->evidence->len; i++) {
		const CtEvidence *evidence = &g_array_index(step->evidence, CtEvidence, i);

		if (evidence->file == NULL)
			continue;
		if (evidence->line == 0)
			return g_strdup(evidence->file);
		return g_strdup_printf("%s:%u", evidence->file, evidence->line);
	}
	if (self->estate == NULL)
		return NULL;
	if (ct_subjects_origin(self->estate, self->steps[position].subject, &origin))
		return ct_estate_where(self->estate, origin);
	return evidence_of_deployment(self->estate);
}

gboolean
ct_checker_is_off(const CtChecker *self, const char *code, const char *rule)
{
	const char *named = rule != NULL ? ct_rule_told(self->pair, rule) : NULL;
	g_autofree char *text = NULL;

	if (rule == NULL)
		return FALSE;
	if (self->off.id != NULL &&
	    (strcmp(self->off.id, rule) == 0 || g_strcmp0(self->off.id, named) == 0))
		return TRUE;
	if (self->off.also == NULL)
		return FALSE;
	text = g_strdup_printf("%s %s", code, named != NULL ? named : rule);
	return g_strv_contains(self->off.also, text);
}

gboolean
ct_checker_row_is_off(const CtChecker *self, const CtConstraintRow *row)
{
	return row == self->off.row ||
	       (self->off.id != NULL && (strcmp(self->off.id, row->id) == 0 ||
					 ct_rule_list_has(row->follows, self->off.id)));
}

const char *
ct_checker_fault_rule(const CtChecker *self, const CtFault *fault)
{
	const CtConstraintRow *row = ct_transition_demand(&fault->need, self->state, NULL);

	if (row == NULL)
		return ct_checker_is_off(self, fault->code, fault->rule) ? NULL : fault->rule;
	while (row != NULL &&
	       (ct_checker_row_is_off(self, row) || ct_checker_is_off(self, fault->code, row->id)))
		row = ct_transition_demand(&fault->need, self->state, row);
	return row != NULL ? row->id : NULL;
}

/* Keeps a violation; takes @message and @evidence. */
static void
keep(CtChecker *self, const char *code, const char *rule, guint step, guint other, char *message,
     char *evidence)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(self->reported, code));
	CtViolation *violation;
	const char *named;

	if (ct_checker_is_off(self, code, rule)) {
		g_free(message);
		g_free(evidence);
		return;
	}
	g_hash_table_insert(self->reported, (gpointer)code, GUINT_TO_POINTER(count + 1));
	if (count >= CT_CHECKER_CAP) {
		g_free(message);
		g_free(evidence);
		return;
	}
	violation = g_new0(CtViolation, 1);
	violation->code = g_strdup(code);
	/* the code knows rules of the first pair; a person wants to hear those of this one */
	named = rule != NULL ? ct_rule_told(self->pair, rule) : "";
	violation->rule = g_strdup(named != NULL ? named : rule);
	if (step != CT_NONE)
		violation->step = g_strdup(ct_checker_step(self, step)->id);
	if (other != CT_NONE)
		violation->other_step = g_strdup(ct_checker_step(self, other)->id);
	violation->message = message;
	violation->evidence = evidence;
	g_ptr_array_add(self->result->violations, violation);
}

void
ct_checker_report(CtChecker *self, const char *code, const char *rule, guint step, guint other,
		  const char *format, ...)
{
	va_list args;
	char *message;
	char *evidence = NULL;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	if (step != CT_NONE)
		evidence = evidence_of(self, step);
	if (evidence == NULL && other != CT_NONE)
		evidence = evidence_of(self, other);
	keep(self, code, rule, step, other, message, evidence);
}

void
ct_checker_report_at(CtChecker *self, const char *code, const char *rule, CtOrigin origin,
		     const char *format, ...)
{
	va_list args;
	char *message;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	keep(self, code, rule, CT_NONE, CT_NONE, message, ct_estate_where(self->estate, origin));
}

void
ct_checker_note(CtChecker *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(self->result->notes, g_strdup_vprintf(format, args));
	va_end(args);
}

guint
ct_checker_find_step(const CtChecker *self, const char *id)
{
	guint row = 0;

	if (id != NULL)
		row = GPOINTER_TO_UINT(g_hash_table_lookup(self->step_ids, id));
	return row > 0 ? row - 1 : CT_NONE;
}

const char *
ct_checker_intent(const CtChecker *self, const char *key)
{
	for (guint i = 0; i < self->plan->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->plan->intent, CtPlanIntent, i);

		if (g_strcmp0(intent->key, key) == 0)
			return intent->value;
	}
	return NULL;
}

gboolean
ct_checker_is_reordered(const CtChecker *self)
{
	for (guint i = 1; i < self->plan->steps->len; i++) {
		const char *before = ct_checker_step(self, i - 1)->id;
		const char *id = ct_checker_step(self, i)->id;

		if (strlen(before) > strlen(id) ||
		    (strlen(before) == strlen(id) && strcmp(before, id) >= 0))
			return TRUE;
	}
	return FALSE;
}

/* What the step changes, and where: "the deployment" may have any name, a server must be one.
 * Response groups move as one with their pool, whichever of them the step names first. */
static void
bind_transition(const CtChecker *self, CtCheckedStep *step)
{
	const CtTransition *transition = ct_transition_find(step->row->id, step->subject.kind);
	CtCarrier carrier = CT_CARRIER_WAVE;

	if (transition == NULL)
		return;
	if (ct_transition_flag(transition) != CT_N_FLAGS)
		carrier = ct_flag_row(ct_transition_flag(transition))->carrier;
	if (carrier == CT_CARRIER_WHOLE)
		step->index = 0;
	else if (carrier == step->subject.carrier)
		step->index = step->subject.index;
	else if (carrier == CT_CARRIER_SERVER && step->row->bind == CT_BIND_RGS_POOL &&
		 step->subject.carrier == CT_CARRIER_OBJECT)
		step->index = g_array_index(self->estate->objects, CtObject, step->subject.index)
				      .pool.index;
	else
		return;
	if (step->index != CT_NONE)
		step->transition = transition;
}

/* What each step means.  Steps that mean nothing are reported by ct_checker_format(). */
static void
bind_steps(CtChecker *self)
{
	g_autoptr(GHashTable) waves = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < self->plan->waves->len; i++) {
		const char *id = g_array_index(self->plan->waves, CtPlanWave, i).id;

		if (id != NULL && !g_hash_table_contains(waves, id))
			g_hash_table_insert(waves, (gpointer)id, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_checker_step(self, i);
		CtCheckedStep *bound = &self->steps[i];
		guint row = 0;

		if (step->id != NULL && !g_hash_table_contains(self->step_ids, step->id))
			g_hash_table_insert(self->step_ids, (gpointer)step->id,
					    GUINT_TO_POINTER(i + 1));
		if (step->wave != NULL)
			row = GPOINTER_TO_UINT(g_hash_table_lookup(waves, step->wave));
		bound->wave = row > 0 ? row - 1 : CT_NONE;
		bound->row = step->rule != NULL ? ct_step_row_find(step->rule) : NULL;
		if (bound->row != NULL && ct_rule_pair(bound->row->id) != self->pair)
			bound->row = NULL;
		bound->subject = (CtSubjectRef){ CT_N_OBJECT_KINDS, CT_CARRIER_WHOLE, CT_NONE };
		if (step->subjects->len > 0)
			bound->subject = ct_subjects_find(self->subjects,
							  g_ptr_array_index(step->subjects, 0));
		if (bound->row != NULL && bound->subject.index != CT_NONE)
			bind_transition(self, bound);
	}
}

/* Exports that are not the ones the plan was made from.  That alone breaks nothing: the plan is
 * checked against what is there now. */
static void
compare_inputs(CtChecker *self)
{
	g_autoptr(GHashTable) digests = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < self->estate->facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(self->estate->facts->inputs, CtInput, i);

		if (input->sha256 != NULL)
			g_hash_table_add(digests, input->sha256);
	}
	for (guint i = 0; i < self->plan->inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(self->plan->inputs, CtPlanInput, i);

		if (input->sha256 != NULL && !g_hash_table_contains(digests, input->sha256))
			ct_checker_note(
				self, "stale: %s has changed or is missing since the plan was made",
				input->path);
	}
}

static gint
compare_violations(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtChecker *self = data;
	const CtViolation *x = *(const CtViolation *const *)a;
	const CtViolation *y = *(const CtViolation *const *)b;
	/* CT_NONE + 1 is 0: the plan as a whole comes first */
	guint at_x = ct_checker_find_step(self, x->step) + 1;
	guint at_y = ct_checker_find_step(self, y->step) + 1;
	int order = at_x < at_y ? -1 : at_x > at_y;

	if (order == 0)
		order = g_strcmp0(x->code, y->code);
	if (order == 0)
		order = g_strcmp0(x->rule, y->rule);
	if (order == 0)
		order = g_strcmp0(x->other_step, y->other_step);
	return order != 0 ? order : g_strcmp0(x->message, y->message);
}

static void
note_omissions(CtChecker *self)
{
	static const char *const codes[] = {
		"calendar", "checkpoint", "constraint", "coverage", "done",  "failure",
		"fate",	    "format",	  "invariant",	"loss",	    "pilot", "precondition",
		"rollback", "row",	  "slack",	"subject",  "user",  "wave",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(self->reported, codes[i]));

		if (count > CT_CHECKER_CAP)
			ct_checker_note(self, "%u more violations (%s) are not listed",
					count - CT_CHECKER_CAP, codes[i]);
	}
}

/* Exports say which pair it is; without them, the first step does. */
static const CtVersionPair *
pair_of(const CtPlan *plan, const CtEstate *estate)
{
	if (estate != NULL)
		return ct_rulebook_pair(estate);
	if (plan->steps->len == 0 || ct_plan_step(plan, 0)->rule == NULL)
		return NULL;
	return ct_rule_pair(ct_plan_step(plan, 0)->rule);
}

static void
init_checker(CtChecker *self, const CtPlan *plan, const CtEstate *estate)
{
	const char *stays;
	const char *retires;

	self->plan = plan;
	self->estate = estate;
	self->result = g_new0(CtCheckResult, 1);
	self->result->violations = g_ptr_array_new_with_free_func(violation_free);
	self->result->notes = g_ptr_array_new_with_free_func(g_free);
	self->pair = pair_of(plan, estate);
	self->reported = g_hash_table_new(g_str_hash, g_str_equal);
	self->step_ids = g_hash_table_new(g_str_hash, g_str_equal);
	self->steps = g_new0(CtCheckedStep, plan->steps->len + 1);
	self->n_words = plan->steps->len / 64 + 1;
	self->behind = g_new0(guint64, (gsize)self->n_words * (plan->steps->len + 1));
	self->waits = g_new0(guint64, (gsize)self->n_words * (plan->steps->len + 1));
	self->moves = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	self->subjects = ct_subjects_new(estate, plan);
	stays = ct_checker_intent(self, "users.stay");
	retires = ct_checker_intent(self, "pools.retire");
	self->stays = stays != NULL && *stays != '\0';
	self->retires = retires == NULL || g_ascii_strcasecmp(retires, "false") != 0;
	self->readings = ct_readings_of_plan(plan);
	bind_steps(self);
}

static void
clear_checker(CtChecker *self)
{
	ct_subjects_free(self->subjects);
	ct_state_free(self->state);
	g_hash_table_unref(self->step_ids);
	g_hash_table_unref(self->reported);
	g_ptr_array_unref(self->moves);
	g_free(self->steps);
	g_free(self->behind);
	g_free(self->waits);
	g_free(self->pairs);
	g_free(self->spread_to);
	g_clear_pointer(&self->spreads, g_array_unref);
	ct_clock_free(self->clock);
	g_free(self->starts);
	g_free(self->ends);
}

CtCheckResult *
ct_checker_run(const CtPlan *plan, const CtEstate *estate)
{
	return ct_checker_run_without(plan, estate, (CtCheckerOff){ 0 });
}

CtCheckResult *
ct_checker_run_without(const CtPlan *plan, const CtEstate *estate, CtCheckerOff off)
{
	CtChecker self = { .off = off };

	init_checker(&self, plan, estate);
	ct_checker_format(&self);
	ct_checker_times(&self);
	if (estate != NULL) {
		ct_checker_pairs(&self);
		self.state = ct_state_new(estate, self.pairs, self.spread_to, self.stays);
		ct_state_read(self.state, self.readings);
		compare_inputs(&self);
	}
	ct_checker_waves(&self);
	ct_checker_pilot(&self);
	ct_checker_constraints(&self);
	ct_checker_wishes(&self);
	ct_checker_checkpoints(&self);
	ct_checker_rework(&self);
	ct_checker_calendar(&self);
	ct_checker_done(&self);
	ct_checker_slack(&self);
	ct_checker_losses(&self);
	ct_checker_replay(&self);
	ct_checker_failures(&self);
	ct_checker_coverage(&self);
	g_ptr_array_sort_with_data(self.result->violations, compare_violations, &self);
	note_omissions(&self);
	clear_checker(&self);
	return self.result;
}
