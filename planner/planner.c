/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The planner: one draft, stage after stage, with no way back.  What a stage does is said where it is
 * done; here is only their order.
 */
#include "planner/planner.h"

#include <string.h>

#include "planner/draft.h"
#include "planner/explore.h"
#include "planner/go-on.h"
#include "planner/intent-change.h"
#include "planner/intent-names.h"
#include "planner/network.h"
#include "planner/wave-keep.h"

G_DEFINE_QUARK(ct_planner_error, ct_planner_error)

static void
record_inputs(const CtEstate *estate, CtPlan *plan)
{
	for (guint i = 0; i < estate->facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(estate->facts->inputs, CtInput, i);
		CtPlanInput row = {
			ct_plan_text(plan, input->path),
			ct_plan_text(plan, input->sha256 != NULL ? input->sha256 : ""),
			ct_input_kind_to_string(input->kind),
			ct_deployment_to_string(input->deployment),
		};

		g_array_append_val(plan->inputs, row);
	}
}

static void
record_pairs(const CtDraft *draft)
{
	for (guint i = 0; i < draft->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(draft->pairing->pairs, CtPair, i);
		const CtPool *legacy = ct_estate_pool(draft->estate, pair->legacy);
		CtPlanPair *row = ct_plan_add_pair(draft->plan);

		row->legacy = ct_plan_text(draft->plan, legacy->fqdn);
		row->reason = ct_plan_text(draft->plan, pair->evidence);
		ct_plan_add_evidence(draft->plan, row->evidence, draft->estate, pair->origin,
				     legacy->deployment_why);
		if (pair->target.index != CT_NONE) {
			const CtPool *target = ct_estate_pool(draft->estate, pair->target);

			row->target = ct_plan_text(draft->plan, target->fqdn);
			ct_plan_add_evidence(draft->plan, row->evidence, draft->estate,
					     target->origin, target->deployment_why);
		}
		for (guint k = 0; k < ct_pair_n_also(pair); k++) {
			const CtPool *target = ct_estate_pool(
				draft->estate, g_array_index(pair->also, CtPoolId, k));

			g_ptr_array_add(row->also,
					(gpointer)ct_plan_text(draft->plan, target->fqdn));
			ct_plan_add_evidence(draft->plan, row->evidence, draft->estate,
					     target->origin, target->deployment_why);
		}
	}
}

static void
count_findings(const CtFindings *findings, CtPlan *plan)
{
	plan->errors = ct_findings_count(findings, CT_SEVERITY_ERROR);
	plan->warnings = ct_findings_count(findings, CT_SEVERITY_WARNING);
	plan->infos = ct_findings_count(findings, CT_SEVERITY_INFO);
}

/* The plan holds the size that is used, whoever chose it. */
static void
record_wave_size(const CtDraft *draft)
{
	const char *key = ct_intent_key_name(CT_INTENT_WAVE_SIZE);

	for (guint i = 0; i < draft->plan->intent->len; i++) {
		CtPlanIntent *row = &g_array_index(draft->plan->intent, CtPlanIntent, i);

		if (strcmp(row->key, key) == 0)
			row->value = ct_plan_printf(draft->plan, "%u",
						    ct_wave_size(draft->intent, draft->groups));
	}
}

/* Rows of another pair would give a plan that looks right and is not. */
static gboolean
check_pair(const CtEstate *estate, const CtFindings *findings, GError **error)
{
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);
		g_autofree char *where = NULL;

		if (finding->rule != CT_RULE_VERSION_PAIR_UNCOVERED)
			continue;
		where = ct_estate_where(estate, finding->origin);
		g_set_error(error, CT_PLANNER_ERROR, CT_PLANNER_ERROR_PAIR,
			    "%s: %s: no plan can be made for it [%s]", where, finding->message,
			    ct_rule(finding->rule)->code);
		return FALSE;
	}
	return TRUE;
}

/* What another plan can be compared by.  Returns FALSE when there are conflicts, or on error. */
static gboolean
outline(CtDraft *draft, GPtrArray *conflicts, GError **error)
{
	draft->groups = ct_groups_new(draft->estate, draft->intent, draft->pairing);
	record_wave_size(draft);
	ct_draft_find_blockers(draft, conflicts);
	if (conflicts->len > 0)
		return FALSE;
	draft->waves = ct_waves_new(draft->estate, draft->intent, draft->groups, draft->kept,
				    draft->trials, draft->plan);
	ct_draft_write_waves(draft);
	if (draft->kept != NULL)
		ct_draft_tell_moved_users(draft);
	ct_draft_bind(draft);
	if (!ct_draft_check_wishes(draft, error) || !ct_draft_order(draft, conflicts))
		return FALSE;
	if (draft->intent->from != NULL)
		ct_go_on_note(draft->intent->from, draft->intent->from_done, draft->plan);
	ct_draft_place_checkpoints(draft);
	return ct_draft_schedule(draft, conflicts, error);
}

static gboolean
work_out(CtDraft *draft, GPtrArray *conflicts, GError **error)
{
	if (!outline(draft, conflicts, error))
		return FALSE;
	ct_draft_tell_failures(draft);
	ct_draft_settle_fates(draft);
	ct_draft_list_assumptions(draft);
	return TRUE;
}

/* What a draft has made for itself. */
static void
drop_work(CtDraft *draft)
{
	ct_groups_free(draft->groups);
	ct_waves_free(draft->waves);
	ct_network_free(draft->network);
	ct_order_free(draft->order);
	g_clear_pointer(&draft->waived, g_hash_table_unref);
}

CtPlan *
ct_draft_otherwise(const CtDraft *self, const CtIntent *intent, GPtrArray *conflicts)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(CtPairing) pairing = ct_pairing_new(self->estate, intent);
	CtDraft draft = { .estate = self->estate,
			  .intent = intent,
			  .pairing = pairing,
			  .findings = self->findings,
			  .plan = plan,
			  .disabled = self->disabled,
			  .trials = self->trials };
	gboolean planned;

	ct_intent_record(intent, plan);
	record_pairs(&draft);
	planned = outline(&draft, conflicts, NULL);
	drop_work(&draft);
	return planned ? g_steal_pointer(&plan) : NULL;
}

/* The intent with what is dropped of it relaxed; NULL when nothing of it is. */
static CtIntent *
relax_intent(const CtIntent *intent, GHashTable *dropped)
{
	g_autoptr(CtIntent) relaxed = NULL;
	g_autoptr(GList) keys = dropped != NULL ? g_hash_table_get_keys(dropped) : NULL;
	gboolean any = FALSE;

	if (keys == NULL)
		return NULL;
	/* Each key sets a value of its own, so that their order does not matter */
	relaxed = ct_intent_copy(intent);
	for (const GList *at = keys; at != NULL; at = at->next)
		any |= ct_intent_relax(relaxed, at->data);
	return any ? g_steal_pointer(&relaxed) : NULL;
}

/* One run through all stages: a plan, or the conflicts of the first stage that has any. */
gboolean
ct_planner_attempt(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		   GHashTable *dropped, const CtKept *kept, CtWaveTrials *trials, guint most,
		   CtPlan **out_plan, GPtrArray *conflicts, GError **error)
{
	g_autoptr(CtIntent) relaxed = relax_intent(intent, dropped);
	const CtIntent *meant = relaxed != NULL ? relaxed : intent;
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(CtPairing) pairing = ct_pairing_new(estate, meant);
	g_autoptr(GPtrArray) untold = g_ptr_array_new_with_free_func(g_free);
	const CtKept earlier = { meant->from, untold };
	CtDraft draft = { .estate = estate,
			  .intent = meant,
			  .pairing = pairing,
			  .findings = findings,
			  .plan = plan,
			  .kept = kept == NULL && meant->from != NULL ? &earlier : kept,
			  .disabled = dropped,
			  .trials = trials,
			  .most_conflicts = most };
	g_autoptr(GError) local = NULL;
	gboolean planned;

	plan->tool = "cutover " CT_VERSION;
	record_inputs(estate, plan);
	ct_intent_record(meant, plan);
	record_pairs(&draft);
	count_findings(findings, plan);
	planned = work_out(&draft, conflicts, &local);
	drop_work(&draft);
	if (local != NULL) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	*out_plan = planned ? g_steal_pointer(&plan) : NULL;
	return TRUE;
}

static gboolean
make_plan(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
	  GHashTable *disabled, const CtKept *kept, CtPlan **out_plan, GPtrArray **out_conflicts,
	  GError **error)
{
	g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func(
		(GDestroyNotify)ct_conflict_free);
	g_autoptr(CtPairing) pairing = ct_pairing_new(estate, intent);

	if (pairing->pairs->len == 0) {
		g_set_error(
			error, CT_PLANNER_ERROR, CT_PLANNER_ERROR_NOTHING,
			"the exports hold no legacy pool that homes users, so there is nothing to "
			"move: export the legacy deployment too (docs/exporting.md), or name its files "
			"with --legacy");
		return FALSE;
	}
	if (!check_pair(estate, findings, error) || !ct_intent_check_names(intent, estate, error) ||
	    !ct_planner_attempt(estate, intent, findings, disabled, kept, NULL, CT_CONFLICT_MAX,
				out_plan, conflicts, error))
		return FALSE;
	if (conflicts->len > 0)
		ct_planner_explore(estate, intent, findings, disabled, conflicts);
	*out_conflicts = g_steal_pointer(&conflicts);
	return TRUE;
}

gboolean
ct_planner_plan_without(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
			GHashTable *disabled, CtPlan **out_plan, GPtrArray **out_conflicts,
			GError **error)
{
	return make_plan(estate, intent, findings, disabled, NULL, out_plan, out_conflicts, error);
}

gboolean
ct_planner_plan_like(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		     const CtPlan *like, GPtrArray *moves, CtPlan **out_plan,
		     GPtrArray **out_conflicts, GError **error)
{
	const CtKept kept = { like, moves };

	return make_plan(estate, intent, findings, NULL, &kept, out_plan, out_conflicts, error);
}

gboolean
ct_planner_plan(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		CtPlan **out_plan, GPtrArray **out_conflicts, GError **error)
{
	return ct_planner_plan_without(estate, intent, findings, NULL, out_plan, out_conflicts,
				       error);
}
