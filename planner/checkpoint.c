/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: states to return to.  One stands before the first step, before the first legacy merge,
 * before each wave, before each cutover, before phase 9, and directly before and after every step that
 * cannot be undone.  Its span reaches to the next one; its rollback path undoes the span backwards,
 * so that the way back passes through exactly the states of the way there.
 */
#include "planner/draft.h"

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
	{ "OCS-P9-01|OCS-P9-02|OCS-P9-04", "phase", "All users moved, applications still at home" },
};

typedef struct {
	const char *rules;
	const char *save;
} SaveRow;

static const SaveRow saves[] = {
	{ "OCS-P3-01|OCS-P3-03",
	  "System state of the schema master and a full backup of the forest" },
	{ "OCS-P4-02|OCS-P4-03|OCS-P5-01|OCS-P7-01|OCS-P8-01|OCS-P8-02|OCS-P8-05|OCS-P9-07|OCS-P10-04",
	  "Export-CsConfiguration before each publish" },
	{ "OCS-P6-02|OCS-P8-07",
	  "The list of the wave with home pools, and the contact lists of its users (dbimpexp)" },
	{ "OCS-P8-03|OCS-P8-06",
	  "The external Edge certificate with its private key, and the old DNS and firewall entries" },
	{ "OCS-P9-01", "The legacy response group configuration and its audio files" },
	{ "OCS-P9-03", "The list of Exchange UM contacts with numbers and dial plans" },
	{ "OCS-P9-10", "The archiving and monitoring databases" },
	{ "OCS-P10-01", "Export-CsUserData with the directory filter, for each directory" },
	{ "OCS-P10-03", "A full backup of the server, and checkpoint c01's inventory beside it" },
	{ "OCS-GC-01|OCS-GC-02|OCS-GC-03",
	  "The Group Chat database, the Persistent Chat database and the uploaded files" },
};

static const CtPlanStep *
step_at(const CtPlan *plan, guint index)
{
	return &g_array_index(plan->steps, CtPlanStep, index);
}

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
	return step_at(plan, index)->reversible == CT_REVERSIBLE_NO;
}

/* Is this the first step of the rules of @row, and not in the middle of a run of them? */
static gboolean
opens(const CtPlan *plan, guint index, const OpeningRow *row)
{
	if (!ct_rule_list_has(row->rules, step_at(plan, index)->rule))
		return FALSE;
	for (guint i = 0; i < index; i++)
		if (ct_rule_list_has(row->rules, step_at(plan, i)->rule))
			return FALSE;
	return TRUE;
}

/* Fills in kind and title when a checkpoint is due directly before step @index. */
static gboolean
is_due(CtPlan *plan, guint index, const char **out_kind, const char **out_title)
{
	const CtPlanStep *step = step_at(plan, index);

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
		*out_title = ct_plan_printf(plan, "After %s", step_at(plan, index - 1)->title);
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

static guint
loss_count(const CtPlan *plan, const CtPlanStep *step)
{
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(plan, step->wave) : NULL;

	return wave != NULL ? wave->users : step->subjects->len;
}

static void
add_loss(const CtPlan *plan, CtCheckpoint *checkpoint, const CtPlanStep *step)
{
	const RollbackRow *row = rollback_row(step->rollback);
	CtLoss loss = { step->rollback, step->id, row != NULL ? row->loss : "",
			loss_count(plan, step) };

	if (step->reversible != CT_REVERSIBLE_YES && row != NULL && row->loss[0] != '\0')
		g_array_append_val(checkpoint->losses, loss);
}

/* The steps of the span, last first; @end is the step behind it. */
static void
fill_span(CtPlan *plan, CtCheckpoint *checkpoint, guint begin, guint end)
{
	for (guint i = end; i > begin; i--) {
		const CtPlanStep *step = step_at(plan, i - 1);
		const RollbackRow *row = rollback_row(step->rollback);
		CtRollbackStep undo = { step->id, step->rollback, "", step->minutes };

		if (step->reversible == CT_REVERSIBLE_NO)
			continue;
		undo.text = row != NULL
				    ? row->how
				    : "Nothing to undo: the step changed nothing that later steps "
				      "of the way back rely on.";
		undo.minutes = row != NULL ? step->minutes + step->settle_minutes : 0;
		g_array_append_val(checkpoint->rollback, undo);
		checkpoint->minutes += undo.minutes;
	}
	for (guint i = begin; i < end; i++) {
		const CtPlanStep *step = step_at(plan, i);

		add_loss(plan, checkpoint, step);
		for (gsize k = 0; k < G_N_ELEMENTS(saves); k++)
			if (ct_rule_list_has(saves[k].rules, step->rule))
				add_once(checkpoint->save, saves[k].save);
	}
}

/* What says that the state is good: the tests of the step that led to it, and the general one. */
static void
fill_tests(CtPlan *plan, CtCheckpoint *checkpoint, guint begin)
{
	add_once(checkpoint->tests, begin > 0 ? "V0" : "V1");
	for (guint i = 0; begin > 0 && i < step_at(plan, begin - 1)->tests->len; i++)
		add_once(checkpoint->tests, g_ptr_array_index(step_at(plan, begin - 1)->tests, i));
}

void
ct_draft_place_checkpoints(CtDraft *self)
{
	CtPlan *plan = self->plan;
	g_autoptr(GArray) begins = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < plan->steps->len; i++) {
		const char *kind = NULL;
		const char *title = NULL;
		CtCheckpoint *checkpoint;

		if (!is_due(plan, i, &kind, &title))
			continue;
		checkpoint = ct_plan_add_checkpoint(plan);
		checkpoint->id = ct_plan_printf(plan, "c%02u", begins->len + 1);
		checkpoint->kind = kind;
		checkpoint->title = title;
		checkpoint->after_step = i > 0 ? step_at(plan, i - 1)->id : NULL;
		checkpoint->point_of_no_return = is_irreversible(plan, i);
		if (checkpoint->point_of_no_return && plan->point_of_no_return == NULL)
			plan->point_of_no_return = step_at(plan, i)->id;
		g_array_append_val(begins, i);
	}
	for (guint i = 0; i < begins->len; i++) {
		CtCheckpoint *checkpoint = &g_array_index(plan->checkpoints, CtCheckpoint, i);
		guint begin = g_array_index(begins, guint, i);
		guint end = i + 1 < begins->len ? g_array_index(begins, guint, i + 1)
						: plan->steps->len;

		fill_span(plan, checkpoint, begin, end);
		fill_tests(plan, checkpoint, begin);
	}
}
