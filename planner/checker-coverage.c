/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is it all there?  When the last step has been replayed, every thing of the exports must have
 * had the steps of its class (a flag that is still missing names the step), every user must have
 * arrived, and every legacy object must have exactly one fate.
 *
 * An intent may leave users, or the emptied servers, on the legacy side.  What retires servers,
 * and what can happen only after all users have moved, is then not asked for: it takes away what
 * still serves the legacy side.
 */
#include "planner/checker-parts.h"

#include <string.h>

#define RETIRING                                                                       \
	(CT_BIT(POOL_RETIRED) | CT_BIT(DIRECTOR_RETIRED) | CT_BIT(EDGE_RETIRED) |      \
	 CT_BIT(MEDIATION_RETIRED) | CT_BIT(XMPP_RETIRED) | CT_BIT(RECORDER_RETIRED) | \
	 CT_BIT(BACK_COMPAT_GONE) | CT_BIT(MANAGEMENT_READY) | CT_BIT(MANAGEMENT_MOVED))
#define CUTTING_OVER                                                                        \
	(CT_BIT(CLEARED) | CT_BIT(UNFEDERATED) | CT_BIT(CERTIFIED) | CT_BIT(GLOBAL_ROUTE) | \
	 CT_BIT(REMERGED) | CT_BIT(FEDERATED) | CT_BIT(CUT_OVER))
/* What waits for something that only happens without legacy users. */
#define WAITING                                                                                    \
	(CT_BIT(IN_SERVICE) | CT_BIT(ROUTE_SWITCHED) | CT_BIT(ROUTE_MADE) | CT_BIT(CHAT_CLEANED) | \
	 CT_BIT(CHAT_MOVED) | CT_BIT(CHAT_READY) | CT_BIT(CLIENTS))

/* The rule of the pair whose step sets @flag. */
static const char *
rule_of(const CtChecker *self, CtFlag flag)
{
	return ct_rule_named(self->state->pair,
			     ct_transition_rule(ct_transition_of(self->state, flag)));
}

static gboolean
is_wanted(const CtChecker *self, CtFlag flag)
{
	guint64 bit = G_GUINT64_CONSTANT(1) << flag;
	const CtStepRow *row;

	if (!self->stays && self->retires)
		return TRUE;
	if (((RETIRING | WAITING) & bit) != 0)
		return FALSE;
	if ((self->state->shared_name || ct_readings_has(self->readings, CT_READING_A7)) &&
	    (CUTTING_OVER & bit) != 0)
		return FALSE;
	/* While the legacy side lives on, nothing that cannot be undone is called for */
	row = ct_step_row_find(rule_of(self, flag));
	if (row == NULL || row->reversible == CT_REVERSIBLE_NO)
		return FALSE;
	return ct_transition_empty_legacy(ct_transition_of(self->state, flag), self->state) == NULL;
}

static void
report_missing(CtChecker *self, CtFlag flag, guint32 index)
{
	const char *rule = rule_of(self, flag);
	CtCarrier carrier = ct_flag_row(flag)->carrier;
	g_autofree char *name = ct_subjects_name(self->estate, carrier, index);
	CtSubjectRef ref = { CT_N_OBJECT_KINDS, carrier, index };
	CtOrigin origin;

	if (carrier == CT_CARRIER_WHOLE)
		ct_checker_report(self, "coverage", rule, CT_NONE, CT_NONE,
				  "there is no step %s: %s", rule, ct_flag_row(flag)->text);
	else if (ct_subjects_origin(self->estate, ref, &origin))
		ct_checker_report_at(self, "coverage", rule, origin, "there is no step %s for %s",
				     rule, name);
	else
		ct_checker_report(self, "coverage", rule, CT_NONE, CT_NONE,
				  "there is no step %s for %s", rule, name);
}

static void
check_flags(CtChecker *self)
{
	const CtState *state = self->state;

	for (guint i = 0; i < CT_N_FLAGS; i++) {
		CtFlag flag = (CtFlag)i;
		guint rows = ct_state_rows(state, ct_flag_row(flag)->carrier);
		guint missing = state->total[i] > state->count[i]
					? state->total[i] - state->count[i]
					: 0;

		if (missing == 0 || !is_wanted(self, flag))
			continue;
		for (guint32 row = 0; row < rows && missing > 0; row++) {
			if (!ct_state_applies(state, flag, row) || ct_state_has(state, flag, row))
				continue;
			report_missing(self, flag, row);
			missing--;
		}
	}
}

static void
check_goal(CtChecker *self)
{
	const CtState *state = self->state;

	if (!self->stays && state->legacy_users > 0)
		ct_checker_report(self, "coverage", "OCS-P8-07", CT_NONE, CT_NONE,
				  "after the last step %u users are still on the legacy side",
				  state->legacy_users);
	if (ct_state_in_window(state))
		ct_checker_report(self, "coverage", "OCS-P8-06", CT_NONE, CT_NONE,
				  "after the last step the cutover window is still open");
}

/* ---- Steps that take several things at once ---- */

/* Response groups move with their whole pool, directories are imported all at once: a step that
 * names some of them must name the rest too. */
static const struct {
	const char *rule;
	CtObjectKind kind;
	gboolean of_pool; /* those of one pool, not all */
} groups[] = {
	{ "OCS-P9-01", CT_OBJECT_RESPONSE_GROUP, TRUE },
	{ "OCS-P4-05", CT_OBJECT_CONFERENCE_DIRECTORY, FALSE },
};

static void
check_group(CtChecker *self, guint position, CtObjectKind kind, gboolean of_pool)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	g_autoptr(GHashTable) named = g_hash_table_new(NULL, NULL);

	if (self->steps[position].subject.kind != kind)
		return;
	for (guint i = 0; i < step->subjects->len; i++) {
		CtSubjectRef ref = ct_subjects_find(self->subjects,
						    g_ptr_array_index(step->subjects, i));

		if (ref.carrier == CT_CARRIER_OBJECT && ref.index != CT_NONE)
			g_hash_table_add(named, GUINT_TO_POINTER(ref.index));
	}
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		if (object->kind == kind && object->deployment == CT_DEPLOYMENT_LEGACY &&
		    (!of_pool || object->pool.index == self->steps[position].index) &&
		    !g_hash_table_contains(named, GUINT_TO_POINTER(i)))
			ct_checker_report(self, "coverage", step->rule, position, CT_NONE,
					  "the step leaves out %s", object->name);
	}
}

/* The cutover hands over all external traffic at once: every Edge of both sides takes part. */
static void
check_cutover(CtChecker *self, guint position)
{
	const CtPlanStep *step = ct_checker_step(self, position);
	g_autoptr(GHashTable) named = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < step->subjects->len; i++) {
		CtSubjectRef ref = ct_subjects_find(self->subjects,
						    g_ptr_array_index(step->subjects, i));

		if (ref.carrier == CT_CARRIER_SERVER && ref.index != CT_NONE)
			g_hash_table_add(named, GUINT_TO_POINTER(ref.index));
	}
	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->kind == CT_OBJECT_EDGE && pool->deployment != CT_DEPLOYMENT_UNKNOWN &&
		    !g_hash_table_contains(named, GUINT_TO_POINTER(i)))
			ct_checker_report_at(self, "coverage", step->rule, pool->origin,
					     "the cutover leaves out %s", pool->fqdn);
	}
}

static void
check_groups(CtChecker *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		if (self->steps[i].row != NULL && self->steps[i].row->bind == CT_BIND_CUTOVER)
			check_cutover(self, i);
		for (gsize k = 0; k < G_N_ELEMENTS(groups); k++)
			if (ct_checker_step(self, i)->rule != NULL &&
			    ct_rule_plays(groups[k].rule, ct_checker_step(self, i)->rule) &&
			    self->steps[i].subject.index != CT_NONE)
				check_group(self, i, groups[k].kind, groups[k].of_pool);
	}
}

/* ---- Fates ---- */

static gboolean
is_fate(const char *fate)
{
	static const char *const fates[] = { "moves",	"merged", "rebuilt",
					     "retired", "stays",  "unmatched" };

	for (gsize i = 0; i < G_N_ELEMENTS(fates); i++)
		if (g_strcmp0(fate, fates[i]) == 0)
			return TRUE;
	return FALSE;
}

static GHashTable *
count_fates(CtChecker *self)
{
	GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < self->plan->fates->len; i++) {
		const CtFate *fate = &g_array_index(self->plan->fates, CtFate, i);
		const char *subject = fate->subject != NULL ? fate->subject : "";
		char *key = g_utf8_casefold(subject, -1);
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1;

		if (count == 2)
			ct_checker_report(self, "fate", fate->rule, CT_NONE, CT_NONE,
					  "%s has two fates", subject);
		if (!is_fate(fate->fate))
			ct_checker_report(self, "fate", fate->rule, CT_NONE, CT_NONE,
					  "%s is not a fate that %s can have",
					  fate->fate != NULL ? fate->fate : "nothing", subject);
		if (ct_subjects_find(self->subjects, subject).index == CT_NONE)
			ct_checker_report(self, "fate", fate->rule, CT_NONE, CT_NONE,
					  "%s has a fate but is not in the exports", subject);
		g_hash_table_replace(counts, key, GUINT_TO_POINTER(count));
	}
	return counts;
}

static void
want_fate(CtChecker *self, GHashTable *counts, CtCarrier carrier, guint32 index, CtOrigin origin)
{
	g_autofree char *name = ct_subjects_name(self->estate, carrier, index);
	g_autofree char *key = g_utf8_casefold(name, -1);

	if (!g_hash_table_contains(counts, key))
		ct_checker_report_at(self, "fate", "", origin, "legacy object %s has no fate",
				     name);
}

static void
check_fates(CtChecker *self)
{
	g_autoptr(GHashTable) counts = count_fates(self);

	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY)
			want_fate(self, counts, CT_CARRIER_SERVER, i, pool->origin);
	}
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		if (object->deployment == CT_DEPLOYMENT_LEGACY)
			want_fate(self, counts, CT_CARRIER_OBJECT, i, object->origin);
	}
}

void
ct_checker_coverage(CtChecker *self)
{
	if (self->estate == NULL)
		return;
	check_flags(self);
	check_goal(self);
	check_groups(self);
	check_fates(self);
}
