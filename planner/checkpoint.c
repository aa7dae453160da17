/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: states to return to.  One stands before the first step, before the first legacy merge,
 * before each wave, before each cutover, before phase 9, and directly before and after every step that
 * cannot be undone; and where one more saves more rework than it takes (checkpoint-place.c).  Its span reaches
 * to the next one; its rollback path undoes the span backwards, so that the way back passes through exactly the
 * states of the way there.
 */
#include "planner/checkpoint-place.h"
#include "planner/draft.h"
#include "planner/order.h"

#include <string.h>

typedef struct {
	const char *id;
	const char *how;
	const char *loss;
} RollbackRow;

static const RollbackRow rollbacks[] = {
#define CT_ROLLBACK(id, how, loss, source) { id, how, loss },
#include "planner/rollbacks.def"
#undef CT_ROLLBACK
};

typedef struct {
	const char *rule;
	CtObjectKind kind;
	const char *how;
} UndoRow;

static const UndoRow undos[] = {
#define CT_UNDO(rule, kind, how) { rule, CT_OBJECT_##kind, how },
#include "planner/undos.def"
#undef CT_UNDO
};

/* First step of these rules opens a span of its own. */
typedef struct {
	const char *rules;
	const char *kind;
	const char *title;
} OpeningRow;

static const OpeningRow openings[] = {
	{ "OCS-P4-01|OCS-P4-02", "phase",
	  "Target pools run, nothing is merged, no user is touched" },
	{ "OCS-P8-01", "cutover", "Before the federation cutover" },
	{ "OCS-P8-08", "cutover", "Before the XMPP cutover" },
	{ "OCS-P9-07", "cutover", "Before PSTN calls move to the new gateways" },
	{ "OCS-P9-01|OCS-P9-02|OCS-P9-04", "phase", "All waves moved, applications still at home" },
	{ "OCS-P9-09|OCS-P10-02", "phase",
	  "Applications moved, last clients and internal sign-in as before" },
};

typedef struct {
	const char *rules;
	const char *save;
} SaveRow;

static const SaveRow saves[] = {
	{ "OCS-P3-01|OCS-P3-03",
	  "System state of the schema master and a full backup of the forest" },
	{ "OCS-P4-02|OCS-P4-03|OCS-P5-01|OCS-P7-01|OCS-P8-01|OCS-P8-02|OCS-P8-05|OCS-P9-07|OCS-P10-04|"
	  "O-29",
	  "Export-CsConfiguration before each publish" },
	{ "O-06|OCS-P10-03",
	  "A full backup of the server, and checkpoint c01's inventory beside it" },
	{ "OCS-P8-08|OCS-P10-02", "The DNS service records as they are" },
	{ "OCS-P6-02|OCS-P8-07",
	  "The list of the wave with home pools, and the contact lists of its users (dbimpexp)" },
	{ "OCS-P8-03|OCS-P8-06",
	  "The external Edge certificate with its private key, and the old DNS and firewall entries" },
	{ "OCS-P9-01", "The legacy response group configuration and its audio files" },
	{ "OCS-P9-05", "Authorized hosts, static routes and line settings of remote call control" },
	{ "OCS-P9-06", "Trusted applications and endpoints with their pools and addresses" },
	{ "OCS-P9-08", "The voice routes with patterns, usages and order (Get-CsVoiceRoute)" },
	{ "OCS-P9-03", "The list of Exchange UM contacts with numbers and dial plans" },
	{ "OCS-P9-10", "The archiving and monitoring databases" },
	{ "OCS-P10-01", "Export-CsUserData with the directory filter, for each directory" },
	{ "OCS-GC-01|OCS-GC-02|OCS-GC-03",
	  "The Group Chat database, the Persistent Chat database and the uploaded files" },
};

static const RollbackRow *
rollback_row(const char *id)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rollbacks); i++)
		if (strcmp(rollbacks[i].id, id) == 0)
			return &rollbacks[i];
	return NULL;
}

static gboolean
is_irreversible(const CtPlan *plan, guint index)
{
	return ct_plan_step(plan, index)->reversible == CT_REVERSIBLE_NO;
}

/* Is this the first step of the rules of @row, and not in the middle of a run of them? */
static gboolean
opens(const CtPlan *plan, guint index, const OpeningRow *row)
{
	if (!ct_rule_plays(row->rules, ct_plan_step(plan, index)->rule))
		return FALSE;
	for (guint i = 0; i < index; i++)
		if (ct_rule_plays(row->rules, ct_plan_step(plan, i)->rule))
			return FALSE;
	return TRUE;
}

/* Fills in kind and title when a checkpoint is due directly before step @index. */
static gboolean
is_due(CtPlan *plan, guint index, const char **out_kind, const char **out_title)
{
	const CtPlanStep *step = ct_plan_step(plan, index);

	if (is_irreversible(plan, index)) {
		*out_kind = "irreversible";
		*out_title = ct_plan_printf(plan, "Before a step that cannot be undone: %s",
					    step->title);
		return TRUE;
	}
	if (step->wave != NULL) {
		*out_kind = "wave";
		*out_title = ct_plan_printf(plan, "Before %s", step->wave);
		return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
		if (!opens(plan, index, &openings[i]))
			continue;
		*out_kind = openings[i].kind;
		*out_title = openings[i].title;
		return TRUE;
	}
	if (index == 0) {
		*out_kind = "start";
		*out_title = "The deployment as it is: nothing done yet";
		return TRUE;
	}
	if (is_irreversible(plan, index - 1)) {
		*out_kind = "phase";
		*out_title = ct_plan_printf(plan, "After %s", ct_plan_step(plan, index - 1)->title);
		return TRUE;
	}
	return FALSE;
}

static void
add_once(GPtrArray *texts, const char *text)
{
	for (guint i = 0; i < texts->len; i++)
		if (strcmp(g_ptr_array_index(texts, i), text) == 0)
			return;
	g_ptr_array_add(texts, (gpointer)text);
}

static CtObjectKind
kind_of(const CtPlanStep *step)
{
	const char *subject = g_ptr_array_index(step->subjects, 0);

	return ct_object_kind_from_prefix(subject, (gsize)(strchr(subject, ':') - subject));
}

/* Does the step follow the removal of the legacy Edge, as it does with one external name (O-15)? */
static gboolean
is_edge_gone(const CtPlan *plan, guint index)
{
	for (guint i = 0; i < index; i++)
		if (ct_rule_plays("OCS-P10-03", ct_plan_step(plan, i)->rule) &&
		    kind_of(ct_plan_step(plan, i)) == CT_OBJECT_EDGE)
			return TRUE;
	return FALSE;
}

static const char *
undo_text(const CtPlan *plan, guint index)
{
	const CtPlanStep *step = ct_plan_step(plan, index);
	const RollbackRow *row = rollback_row(step->rollback);

	if (row == NULL)
		return "Nothing to undo: the step changed nothing that later steps of the way back "
		       "rely on.";
	if (ct_rule_plays("OCS-P8-05|OCS-P8-06", step->rule) && is_edge_gone(plan, index))
		return "No legacy Edge is left to go back to: federation and access from outside stay "
		       "down until the target Edge works. Take this step back only to repeat it.";
	for (gsize i = 0; i < G_N_ELEMENTS(undos); i++)
		if (strcmp(undos[i].rule, step->rule) == 0 &&
		    (undos[i].kind == CT_OBJECT_ANY || undos[i].kind == kind_of(step)))
			return undos[i].how;
	return row->how;
}

/* The steps of the span, last first; @end is the step behind it. */
static void
fill_span(CtDraft *self, CtCheckpoint *checkpoint, guint begin, guint end)
{
	CtPlan *plan = self->plan;

	for (guint i = end; i > begin; i--) {
		const CtPlanStep *step = ct_plan_step(plan, i - 1);
		const RollbackRow *row = rollback_row(step->rollback);
		CtRollbackStep undo = { step->id, step->rollback, undo_text(plan, i - 1), 0 };

		if (step->reversible == CT_REVERSIBLE_NO)
			continue;
		if (row != NULL)
			undo.minutes = step->minutes + step->settle_minutes;
		g_array_append_val(checkpoint->rollback, undo);
		checkpoint->minutes += undo.minutes;
	}
	for (guint i = begin; i < end; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);
		const RollbackRow *row = rollback_row(step->rollback);

		ct_draft_add_losses(self, checkpoint, step, row != NULL ? row->loss : "");
		for (gsize k = 0; k < G_N_ELEMENTS(saves); k++)
			if (ct_rule_plays(saves[k].rules, step->rule))
				add_once(checkpoint->save, saves[k].save);
	}
}

/* What says that the state is good: the general test, and those of the steps since the checkpoint
 * before, @previous. */
static void
fill_tests(CtPlan *plan, CtCheckpoint *checkpoint, guint previous, guint begin)
{
	const CtVersionPair *pair = ct_rule_pair(ct_plan_step(plan, begin)->rule);

	add_once(checkpoint->tests, ct_rule_named(pair, begin > 0 ? "V0" : "V1"));
	for (guint i = previous; i < begin; i++)
		for (guint k = 0; k < ct_plan_step(plan, i)->tests->len; k++)
			add_once(checkpoint->tests,
				 g_ptr_array_index(ct_plan_step(plan, i)->tests, k));
}

/* ---- Places ---- */

/* Minutes to undo a step, if it can be, and to do it again. */
static guint
minutes_again(const CtPlanStep *step)
{
	gboolean undone = step->reversible != CT_REVERSIBLE_NO &&
			  rollback_row(step->rollback) != NULL;

	return (step->minutes + step->settle_minutes) * (undone ? 2 : 1);
}

/* The federation outage is one piece: nothing is tested before it is over. */
static void
shut_outage(const CtPlan *plan, gboolean *shut)
{
	guint first = CT_NONE;
	guint end = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		if (first == CT_NONE && ct_rule_plays(CT_WINDOW_OPENS, ct_plan_step(plan, i)->rule))
			first = i;
		if (ct_rule_plays(CT_WINDOW_CLOSES, ct_plan_step(plan, i)->rule))
			end = i + 1;
	}
	for (guint i = first; first != CT_NONE && i + 1 < end; i++)
		shut[i + 1] = TRUE;
}

/* @due: before which steps a checkpoint stands in any case, @n_due of them; fills in @stands. */
static void
choose_places(CtDraft *self, const gboolean *due, guint n_due, gboolean *stands)
{
	CtPlan *plan = self->plan;
	guint n = plan->steps->len;
	guint most = ct_intent_number(self->intent, CT_INTENT_CHECKPOINT_MOST);
	g_autofree guint *again = g_new0(guint, n + 1);
	g_autofree gboolean *shut = g_new0(gboolean, n + 1);
	CtPlacing placing = {
		.n_steps = n,
		.again = again,
		.due = due,
		.shut = shut,
		.failing = ct_intent_number(self->intent, CT_INTENT_CHECKPOINT_FAILING),
		.minutes = ct_intent_number(self->intent, CT_INTENT_CHECKPOINT_MINUTES),
		.most = most == 0 ? G_MAXUINT : most - MIN(most, n_due),
	};

	for (guint i = 0; i < n; i++)
		again[i] = minutes_again(ct_plan_step(plan, i));
	shut_outage(plan, shut);
	ct_placing_solve(&placing, stands);
	plan->expected_rework = (ct_placing_rework(&placing, stands) + 500) / 1000;
}

static void
add_checkpoint(CtPlan *plan, guint index, guint number)
{
	CtCheckpoint *checkpoint = ct_plan_add_checkpoint(plan);

	if (!is_due(plan, index, &checkpoint->kind, &checkpoint->title)) {
		checkpoint->kind = "rework";
		checkpoint->title = ct_plan_printf(plan, "To save rework, before: %s",
						   ct_plan_step(plan, index)->title);
	}
	checkpoint->id = ct_plan_printf(plan, "c%02u", number);
	checkpoint->after_step = index > 0 ? ct_plan_step(plan, index - 1)->id : NULL;
	checkpoint->point_of_no_return = is_irreversible(plan, index);
	if (checkpoint->point_of_no_return && plan->point_of_no_return == NULL)
		plan->point_of_no_return = ct_plan_step(plan, index)->id;
}

void
ct_draft_place_checkpoints(CtDraft *self)
{
	CtPlan *plan = self->plan;
	guint n = plan->steps->len;
	g_autofree gboolean *due = g_new0(gboolean, n + 1);
	g_autofree gboolean *stands = g_new0(gboolean, n + 1);
	g_autoptr(GArray) begins = g_array_new(FALSE, FALSE, sizeof(guint));
	guint n_due = 0;

	for (guint i = 0; i < n; i++) {
		const char *kind = NULL;
		const char *title = NULL;

		due[i] = is_due(plan, i, &kind, &title);
		n_due += due[i] ? 1 : 0;
	}
	choose_places(self, due, n_due, stands);
	for (guint i = 0; i < n; i++) {
		if (!stands[i])
			continue;
		g_array_append_val(begins, i);
		add_checkpoint(plan, i, begins->len);
	}
	for (guint i = 0; i < begins->len; i++) {
		CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, i);
		guint begin = g_array_index(begins, guint, i);
		guint end = i + 1 < begins->len ? g_array_index(begins, guint, i + 1) : n;

		fill_span(self, checkpoint, begin, end);
		fill_tests(plan, checkpoint, i > 0 ? g_array_index(begins, guint, i - 1) : 0,
			   begin);
	}
}
