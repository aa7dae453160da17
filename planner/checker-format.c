/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the plan hang together: are ids unique, do references lead somewhere, is every rule and
 * every subject known, and does each step say of itself what its row in the step table says?
 */
#include "planner/checker-parts.h"

#include <string.h>

static void
check_ids(CtChecker *self)
{
	g_autoptr(GHashTable) checkpoints = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) waves = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const char *id = ct_checker_step(self, i)->id;

		if (id == NULL || *id == '\0')
			ct_checker_report(self, "format", "", i, CT_NONE, "step %u has no id",
					  i + 1);
		else if (ct_checker_find_step(self, id) != i)
			ct_checker_report(self, "format", "", i, CT_NONE,
					  "two steps have the id %s", id);
	}
	for (guint i = 0; i < self->plan->waves->len; i++) {
		const char *id = g_array_index(self->plan->waves, CtPlanWave, i).id;

		if (id == NULL || !g_hash_table_add(waves, (gpointer)id))
			ct_checker_report(self, "format", "", CT_NONE, CT_NONE,
					  "wave id %s is missing or not unique",
					  id != NULL ? id : "");
	}
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const char *id = g_array_index(self->plan->checkpoints, CtCheckpoint, i).id;

		if (id == NULL || !g_hash_table_add(checkpoints, (gpointer)id))
			ct_checker_report(self, "format", "", CT_NONE, CT_NONE,
					  "checkpoint id %s is missing or not unique",
					  id != NULL ? id : "");
	}
}

static void
check_subjects(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);

	if (step->subjects->len == 0)
		ct_checker_report(self, "subject", step->rule, position, CT_NONE,
				  "the step does not say what it acts on");
	for (guint i = 0; i < step->subjects->len; i++) {
		const char *subject = g_ptr_array_index(step->subjects, i);

		if (ct_subjects_find(self->subjects, subject).index == CT_NONE)
			ct_checker_report(self, "subject", step->rule, position, CT_NONE,
					  "there is no %s in the exports", subject);
	}
}

/* A step about one side as a whole, or about the cutover, names that side. */
static void
check_side(CtChecker *self, guint position)
{
	const CtCheckedStep *bound = &self->steps[position];
	const char *subject = g_ptr_array_index(ct_checker_step(self, position)->subjects, 0);
	const char *wanted = NULL;

	if (bound->row->bind == CT_BIND_LEGACY_DEPLOYMENT)
		wanted = "deployment:legacy";
	else if (bound->row->bind == CT_BIND_TARGET_DEPLOYMENT)
		wanted = "deployment:target";
	if (wanted != NULL && g_ascii_strcasecmp(subject, wanted) != 0)
		ct_checker_report(self, "subject", bound->row->id, position, CT_NONE,
				  "%s acts on %s and not on %s", bound->row->id, wanted, subject);
	if (bound->row->bind == CT_BIND_CUTOVER && bound->subject.carrier == CT_CARRIER_SERVER &&
	    g_array_index(self->estate->pools, CtPool, bound->subject.index).deployment !=
		    CT_DEPLOYMENT_TARGET)
		ct_checker_report(self, "subject", bound->row->id, position, CT_NONE,
				  "%s is no target Edge", subject);
}

static void
check_rule(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	const CtCheckedStep *bound = &self->steps[position];

	if (bound->row == NULL) {
		ct_checker_report(self, "format", step->rule, position, CT_NONE,
				  "the rule book has no step %s",
				  step->rule != NULL ? step->rule : "without a rule");
		return;
	}
	if (bound->subject.index != CT_NONE && self->estate != NULL && bound->transition == NULL)
		ct_checker_report(self, "subject", bound->row->id, position, CT_NONE,
				  "%s does not act on %s", bound->row->id,
				  (const char *)g_ptr_array_index(step->subjects, 0));
	if (bound->transition != NULL)
		check_side(self, position);
	if (ct_rule_moves_users(bound->row->id) != (step->wave != NULL))
		ct_checker_report(self, "wave", bound->row->id, position, CT_NONE,
				  step->wave != NULL ? "the step names a wave but moves no users"
						     : "the step moves users but names no wave");
	if (step->wave != NULL && bound->wave == CT_NONE)
		ct_checker_report(self, "wave", bound->row->id, position, CT_NONE,
				  "there is no wave %s", step->wave);
	if (bound->wave != CT_NONE && bound->subject.carrier == CT_CARRIER_WAVE &&
	    bound->subject.index != bound->wave)
		ct_checker_report(self, "wave", bound->row->id, position, CT_NONE,
				  "the step is about another wave than the one it moves");
}

/* "V1 V3" as an array of two. */
static gboolean
same_tests(const GPtrArray *tests, const char *row)
{
	g_auto(GStrv) wanted = g_strsplit(row, " ", -1);
	guint count = 0;

	for (guint i = 0; wanted[i] != NULL; i++) {
		if (*wanted[i] == '\0')
			continue;
		if (count >= tests->len ||
		    strcmp(g_ptr_array_index((GPtrArray *)tests, count), wanted[i]) != 0)
			return FALSE;
		count++;
	}
	return count == tests->len;
}

static void
check_row(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	const CtStepRow *row = self->steps[position].row;

	if (row == NULL)
		return;
	if (step->reversible != row->reversible)
		ct_checker_report(self, "row", row->id, position, CT_NONE,
				  "the step is marked reversible: %s, the rule book says %s",
				  ct_reversible_to_string(step->reversible),
				  ct_reversible_to_string(row->reversible));
	if (g_strcmp0(step->rollback != NULL ? step->rollback : "", row->rollback) != 0)
		ct_checker_report(self, "row", row->id, position, CT_NONE,
				  "the step names the way back %s, the rule book %s",
				  step->rollback != NULL && *step->rollback != '\0' ? step->rollback
										    : "none",
				  *row->rollback != '\0' ? row->rollback : "none");
	if (!same_tests(step->tests, row->tests))
		ct_checker_report(self, "row", row->id, position, CT_NONE,
				  "the step does not name the tests %s of the rule book",
				  row->tests);
}

static void
check_references(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);

	for (guint i = 0; i < step->after->len; i++) {
		const CtAfter *after = &g_array_index(step->after, CtAfter, i);
		guint before = ct_checker_find_step(self, after->step);

		if (before == CT_NONE)
			ct_checker_report(self, "format", after->constraint, position, CT_NONE,
					  "the step is said to come after %s, which does not exist",
					  after->step != NULL ? after->step
							      : "a step without an id");
		else if (before >= position)
			ct_checker_report(
				self, "constraint", after->constraint, position, before,
				"the plan itself says that %s comes after %s, which stands later",
				step->id, after->step);
	}
}

static void
check_times(CtChecker *self)
{
	for (guint i = 1; i < self->plan->steps->len; i++) {
		if (ct_checker_step(self, i)->start_minute <
		    ct_checker_step(self, i - 1)->start_minute)
			ct_checker_report(self, "format", "", i, i - 1,
					  "the step starts earlier than the one before it");
	}
}

/* Does a row put steps of @rule before those of @last? */
static gboolean
is_ordered(const char *rule, const char *last)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++)
		if (rows[i].strength == CT_STRENGTH_HARD && rows[i].scope == CT_SCOPE_ALL &&
		    rows[i].condition == CT_CONDITION_ALWAYS &&
		    rows[i].before_kind == CT_OBJECT_ANY && rows[i].after_kind == CT_OBJECT_ANY &&
		    ct_rule_list_has(rows[i].before, rule) && ct_rule_list_has(rows[i].after, last))
			return TRUE;
	return FALSE;
}

/* Nothing comes after the end.  What constraints put before it is told by these. */
static void
check_last(CtChecker *self)
{
	guint last = CT_NONE;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const char *rule = ct_checker_step(self, i)->rule;

		if (last == CT_NONE && g_strcmp0(rule, "OCS-P10-04") == 0) {
			last = i;
		} else if (last != CT_NONE && (rule == NULL || !is_ordered(rule, "OCS-P10-04"))) {
			ct_checker_report(self, "coverage", "OCS-P10-04", last, i,
					  "BackCompatSite is deleted before the last step");
			return;
		}
	}
}

void
ct_checker_format(CtChecker *self)
{
	check_ids(self);
	for (guint i = 0; i < self->plan->steps->len; i++) {
		check_subjects(self, i);
		check_rule(self, i);
		check_row(self, i);
		check_references(self, i);
	}
	check_times(self);
	check_last(self);
}
