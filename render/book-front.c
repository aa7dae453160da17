/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Title page and summary: what a reviewer needs before anything else, and what has to be signed.
 */
#include "render/book-chapters.h"

#include <string.h>

#include "render/dates.h"
#include "render/digest.h"
#include "render/frame.h"
#include "render/targets.h"
#include "render/timeline.h"
#include "render/trial.h"

/* Pools of a wave that the summary names; the lists of the waves name all. */
#define MAX_POOLS 4

/* Rows of the title page to write revisions in. */
#define REVISIONS 4

/* What the summary tells of the pilot; plan.json has all. */
#define MAX_TRIERS 60
#define MAX_TRIED  8
#define MAX_MISSED 40

static const char *
product(const CtBook *self, CtDeployment deployment)
{
	for (guint i = 0; self->estate != NULL && i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->deployment == deployment && pool->product != CT_PRODUCT_UNKNOWN)
			return ct_product_name(pool->product);
	}
	return deployment == CT_DEPLOYMENT_LEGACY ? "the legacy deployment"
						  : "the target deployment";
}

static const CtFlowColumn fact_columns[] = {
	{ NULL, 0.26, CT_STYLE_NOTE },
	{ NULL, 0.74, CT_STYLE_STRONG },
};

static void
fact(const CtBook *self, const char *name, const char *value)
{
	const char *const cells[] = { name, value };

	ct_flow_row(self->flow, NULL, cells, NULL);
}

static void
sign(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Approved by", 0.2, CT_STYLE_BODY },
		{ "Name", 0.28, CT_STYLE_BODY },
		{ "Date", 0.16, CT_STYLE_BODY },
		{ "Signature", 0.36, CT_STYLE_BODY },
	};
	static const char *const roles[] = { "Architect", "Reviewer", "Change manager" };

	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
		ct_flow_form(self->flow, roles[i], 34);
}

static void
revise(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Revision", 0.2, CT_STYLE_BODY },
		{ "By", 0.28, CT_STYLE_BODY },
		{ "Date", 0.16, CT_STYLE_BODY },
		{ "What changed", 0.36, CT_STYLE_BODY },
	};

	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < REVISIONS; i++)
		ct_flow_form(self->flow, NULL, 24);
}

void
ct_book_inputs(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "File", 0.31, CT_STYLE_NOTE },
		{ "Deployment", 0.13, CT_STYLE_NOTE },
		{ "SHA-256", 0.56, CT_STYLE_MONO },
	};

	g_autofree char *below = g_strconcat("Below ", self->folder, NULL);

	ct_flow_heading(self->flow, 0, "inputs", "Inputs");
	if (*self->folder != '\0')
		ct_flow_paragraph(self->flow, CT_STYLE_NOTE, below);
	ct_flow_table(self->flow, columns, 3);
	for (guint i = 0; i < self->plan->inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(self->plan->inputs, CtPlanInput, i);
		const char *const cells[] = { input->path + strlen(self->folder),
					      ct_plan_input_side(input), input->sha256 };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

static void
list_pairs(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Legacy pool", 0.3, CT_STYLE_STRONG },
		{ "Target pool", 0.3, CT_STYLE_BODY },
		{ "Why", 0.4, CT_STYLE_NOTE },
	};

	ct_flow_heading(self->flow, 1, "pairs", "Which pool goes where");
	ct_flow_table(self->flow, columns, 3);
	for (guint i = 0; i < self->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(self->plan->pairs, CtPlanPair, i);
		g_autofree char *reason = ct_book_short(self, pair->reason);
		g_autofree char *targets = ct_targets_text(pair, "\n");
		const char *const cells[] = { pair->legacy, targets, reason };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
}

/* "wave-03", and below it how many it stands for. */
static char *
name_wave(const CtPlanWave *wave)
{
	const char *dash = strrchr(wave->id, '-');

	if (wave->n_waves == 0 || dash == NULL)
		return g_strdup(wave->id);
	return g_strdup_printf("%.*s\nto %s: %u waves", (int)(dash - wave->id), wave->id, dash + 1,
			       wave->n_waves);
}

/* Links to a wave lead to its steps; in a brief book, where those have no heading of their own, to its
 * row in the summary, and from there to the step. */
static char *
link_wave(const CtBook *self, const char *wave)
{
	for (guint i = 0; self->brief && i < self->plan->steps->len; i++)
		if (g_strcmp0(ct_plan_step(self->plan, i)->wave, wave) == 0)
			return g_strconcat("#", ct_plan_step(self->plan, i)->id, NULL);
	return g_strconcat("#", wave, NULL);
}

static void
list_waves(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Wave", 0.13, CT_STYLE_STRONG }, { "Kind", 0.13, CT_STYLE_BODY },
		{ "Users", 0.08, CT_STYLE_BODY },  { "From", 0.35, CT_STYLE_NOTE },
		{ "To", 0.31, CT_STYLE_NOTE },
	};

	g_autofree char *remark = ct_digest_remark(self->plan);

	ct_flow_heading(self->flow, 1, "waves", "Waves");
	if (*remark != '\0')
		ct_flow_paragraph(self->flow, CT_STYLE_BODY, remark);
	ct_flow_table(self->flow, columns, 5);
	ct_flow_numbers(self->flow, 2);
	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);
		g_autofree char *users = ct_text_count(wave->users);
		g_autofree char *from = ct_book_join(wave->from, MAX_POOLS);
		g_autofree char *to = ct_book_join(wave->to, MAX_POOLS);
		g_autofree char *href = link_wave(self, wave->id);
		g_autofree char *name = name_wave(wave);
		const char *const cells[] = { name, wave->kind, users, from, to };

		ct_flow_row(self->flow, self->brief ? wave->id : NULL, cells, href);
	}
}

static void
list_untried(const CtBook *self, const CtPlan *plan)
{
	static const CtFlowColumn columns[] = {
		{ "Tried by nobody", 0.5, CT_STYLE_BODY },
		{ "With", 0.35, CT_STYLE_NOTE },
		{ "Users", 0.15, CT_STYLE_BODY },
	};
	guint listed = 0;

	if (ct_plan_count_untried(plan) == 0)
		return;
	ct_flow_table(self->flow, columns, 3);
	ct_flow_numbers(self->flow, 2);
	for (guint i = 0; i < plan->combinations->len && listed < MAX_MISSED; i++) {
		const CtPlanCombination *row = &g_array_index(plan->combinations, CtPlanCombination,
							      i);
		g_autofree char *users = ct_text_count(row->users);
		const char *const cells[] = { row->value, row->with, users };

		if (row->pilot->len > 0)
			continue;
		listed++;
		ct_flow_row(self->flow, NULL, cells, NULL);
	}
	ct_book_tell_rest(self, ct_plan_count_untried(plan), MAX_MISSED, "plan.json");
}

static void
list_pilot(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Pilot user", 0.34, CT_STYLE_BODY },
		{ "Tries", 0.66, CT_STYLE_NOTE },
	};
	const CtPlan *plan = ct_plan_whole(self->plan);
	g_autoptr(GPtrArray) triers = ct_trial_users(plan);
	g_autofree char *sentence = ct_trial_sentence(plan);

	if (plan->combinations->len == 0)
		return;
	ct_flow_heading(self->flow, 1, "pilot", "Pilot");
	ct_flow_paragraph(self->flow, CT_STYLE_BODY, sentence);
	list_untried(self, plan);
	ct_flow_table(self->flow, columns, 2);
	for (guint i = 0; i < MIN(triers->len, MAX_TRIERS); i++) {
		const CtTrier *trier = g_ptr_array_index(triers, i);
		g_autofree char *text = ct_trial_text(plan, trier, MAX_TRIED);
		const char *const cells[] = { trier->sip, text };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
	ct_book_tell_rest(self, triers->len, MAX_TRIERS, "plan.json");
}

static char *
tell_no_return(const CtPlan *plan)
{
	const CtPlan *whole = ct_plan_whole(plan);
	guint index = whole->point_of_no_return != NULL
			      ? ct_plan_find_step(whole, whole->point_of_no_return)
			      : CT_NONE;
	const CtPlanStep *step;

	if (index == CT_NONE)
		return g_strdup("none: every step of this plan can be undone");
	step = ct_plan_step(whole, index);
	return g_strdup_printf("step %s, number %u of %u: %s", step->id, index + 1,
			       whole->steps->len, step->title);
}

static char *
tell_findings(const CtPlan *plan)
{
	return g_strdup_printf("%u error%s, %u warning%s, %u info%s", plan->errors,
			       plan->errors == 1 ? "" : "s", plan->warnings,
			       plan->warnings == 1 ? "" : "s", plan->infos,
			       plan->infos == 1 ? "" : "s");
}

static char *
tell_verdict(const CtPlan *plan)
{
	if (plan->violations == 0)
		return g_strdup("checked: replayed against the exports before it was drawn");
	return g_strdup_printf("does not hold: %u violation%s, which cutover check names",
			       plan->violations, plan->violations == 1 ? "" : "s");
}

static char *
tell_parts(const CtPlan *plan)
{
	const CtPlan *whole = ct_plan_whole(plan);
	g_autofree char *steps = ct_text_counted(whole->steps->len, "step", "steps");
	g_autofree char *waves = ct_text_counted(whole->waves->len, "wave", "waves");
	g_autofree char *points = ct_text_counted(whole->checkpoints->len, "checkpoint",
						  "checkpoints");

	return g_strdup_printf("%s, %s, %s", steps, waves, points);
}

static char *
tell_size(const CtPlan *plan)
{
	const CtPlan *whole = ct_plan_whole(plan);
	guint64 users = 0;

	for (guint i = 0; i < whole->waves->len; i++)
		users += g_array_index(whole->waves, CtPlanWave, i).users;
	g_autofree char *moved = ct_text_counted(users, "user", "users");

	g_autofree char *parts = tell_parts(plan);

	return g_strdup_printf("%s, %s", moved, parts);
}

void
ct_book_title(const CtBook *self)
{
	g_autofree char *digest = ct_frame_digest(self->plan);
	g_autofree char *files = ct_text_counted(self->plan->inputs->len, "file", "files");
	g_autofree char *inputs = g_strdup_printf("%s, digest %s; each with its own under Inputs",
						  files, digest);
	g_autofree char *what = g_strdup_printf("From %s to %s",
						product(self, CT_DEPLOYMENT_LEGACY),
						product(self, CT_DEPLOYMENT_TARGET));
	g_autofree char *size = tell_size(self->plan);
	g_autofree char *no_return = tell_no_return(self->plan);
	g_autofree char *found = tell_findings(self->plan);
	g_autofree char *verdict = tell_verdict(self->plan);

	ct_flow_skip(self->flow, 70);
	ct_flow_heading(self->flow, 0, "title", "Cutover plan");
	ct_flow_paragraph(self->flow, CT_STYLE_SUBTITLE, what);
	ct_flow_skip(self->flow, 30);
	ct_flow_table(self->flow, fact_columns, G_N_ELEMENTS(fact_columns));
	fact(self, "What is approved", size);
	fact(self, "Point of no return", no_return);
	fact(self, "Findings", found);
	fact(self, "Verdict", verdict);
	fact(self, "Inputs", inputs);
	fact(self, "Made by", self->plan->tool);
	if (self->date != NULL)
		fact(self, "Date", self->date);
	ct_flow_skip(self->flow, 36);
	sign(self);
	ct_flow_skip(self->flow, 30);
	revise(self);
}

void
ct_book_summary(const CtBook *self)
{
	const CtPlan *plan = self->plan;
	g_autoptr(CtTimeline) timeline = ct_timeline_new(plan, self->estate);
	g_autofree char *no_return = tell_no_return(plan);
	g_autofree char *time = ct_text_minutes(timeline->end);
	g_autofree char *outage = ct_text_minutes(timeline->outage_end - timeline->outage_start);
	g_autofree char *cost = g_strdup_printf("%" G_GUINT64_FORMAT
						", proven lower bound %" G_GUINT64_FORMAT
						" (gap %u %%)",
						plan->cost, plan->lower_bound, ct_plan_gap(plan));
	g_autofree char *found = tell_findings(plan);
	g_autofree char *verdict = tell_verdict(plan);
	g_autofree char *size = tell_parts(plan);
	guint users = 0;

	for (guint i = 0; i < plan->waves->len; i++)
		users += g_array_index(plan->waves, CtPlanWave, i).users;
	g_autofree char *moved = ct_text_count(users);

	ct_flow_heading(self->flow, 0, "summary", "Summary");
	ct_flow_table(self->flow, fact_columns, G_N_ELEMENTS(fact_columns));
	fact(self, "Users who move", moved);
	fact(self, "Plan", size);
	fact(self, "Time, settling included", time);
	if (plan->starts != NULL && plan->ends != NULL) {
		g_autofree char *start = ct_dates_text(plan->starts);
		g_autofree char *end = ct_dates_text(plan->ends);
		g_autofree char *dates = g_strdup_printf("%s to %s, %s", start, end,
							 plan->time_zone != NULL ? plan->time_zone
										 : "");

		fact(self, "Dates", dates);
	}
	fact(self, "Federation outage",
	     timeline->outage_end > 0 ? outage : "none: federation is not moved");
	fact(self, "Point of no return", no_return);
	fact(self, "Cost of split couplings", cost);
	fact(self, "Findings", found);
	fact(self, "Verdict", verdict);
	list_pairs(self);
	list_waves(self);
	list_pilot(self);
}
