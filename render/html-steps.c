/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waves and steps.
 *
 * Steps stand in the order of execution, which is what the plan promises; a heading says where a
 * phase begins or goes on, and checkpoints stand in their place between the steps.  What a step is
 * about is always visible; why it stands there, its evidence and its way back fold out.
 */
#include "render/html-report.h"

#include <string.h>

#include "planner/catalogue.h"
#include "render/dates.h"
#include "render/digest.h"
#include "render/phase.h"
#include "render/text.h"

#define COLUMNS "7"
/* A step on all users of a pool or on every server would else fill the page with names. */
#define MAX_SUBJECTS	   8
#define MAX_SUBJECTS_BRIEF 1
/* Pools of a wave that are shown at once. */
#define MAX_POOLS 6
/* Runs of steps that wait for one that failed; plan.json has all. */
#define MAX_STOPS_BRIEF 1

/* A pilot comes from everywhere: a long list folds out. */
static void
write_pools(CtReport *self, const GPtrArray *pools)
{
	gboolean folded = pools->len > MAX_POOLS;

	if (folded) {
		ct_html_open(self->html, "details", NULL);
		ct_html_open(self->html, "summary", NULL);
		ct_html_printf(self->html, "%u pools", pools->len);
		ct_html_close(self->html);
	}
	for (guint i = 0; i < pools->len; i++) {
		if (i > 0)
			ct_html_text(self->html, ", ");
		ct_html_text(self->html, g_ptr_array_index(pools, i));
	}
	if (folded)
		ct_html_close(self->html);
}

static void
write_wave_steps(CtReport *self, const CtPlanWave *wave)
{
	g_autoptr(GArray) indexes = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->plan->steps->len; i++)
		if (g_strcmp0(ct_report_step(self, i)->wave, wave->id) == 0)
			g_array_append_val(indexes, i);
	ct_report_link_steps(self, indexes);
}

static void
link_file(CtReport *self, const char *file)
{
	g_autofree char *href = g_uri_escape_string(file, "/", FALSE);

	ct_html_element(self->html, "a", file, "href", href, "class", "name", NULL);
}

/* For a drawing that sums up: what shares a row and where the rest is. */
static void
write_remark(CtReport *self)
{
	g_autofree char *remark = ct_digest_remark(self->plan);

	if (*remark != '\0')
		ct_html_element(self->html, "p", remark, "class", "remark", NULL);
}

static void
write_wave(CtReport *self, const CtPlanWave *wave)
{
	CtHtml *html = self->html;
	g_autofree char *anchor = ct_report_anchor(wave->id);
	g_autofree char *users = ct_report_count(wave->users);

	ct_report_open_row(self, wave->kind, anchor);
	ct_html_element(html, "th", wave->id, "scope", "row", NULL);
	ct_html_element(html, "td", wave->kind, NULL);
	ct_html_element(html, "td", users, "class", "number", NULL);
	ct_html_open(html, "td", "class", "name", NULL);
	write_pools(self, wave->from);
	ct_html_close(html);
	ct_html_open(html, "td", "class", "name", NULL);
	write_pools(self, wave->to);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	write_wave_steps(self, wave);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	link_file(self, wave->file);
	if (wave->last_file != NULL) {
		ct_html_text(html, " to ");
		link_file(self, wave->last_file);
	}
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_objective(CtReport *self)
{
	CtHtml *html = self->html;
	g_autofree char *cost = ct_report_count(self->plan->cost);
	g_autofree char *bound = ct_report_count(self->plan->lower_bound);

	if (ct_plan_couplings_count(self->plan->couplings) == 0)
		return;
	ct_html_open(html, "p", "class", "remark", NULL);
	if (self->plan->cost == 0)
		ct_html_text(html, "No wave separates people who work together");
	else
		ct_html_printf(html,
			       "Separating people who work together costs %s; no other division "
			       "under the same limits costs less than %s (gap %u %%)",
			       cost, bound, ct_plan_gap(self->plan));
	ct_html_text(html, "; ");
	ct_html_element(html, "a", "couplings.csv", "href", "couplings.csv", NULL);
	ct_html_text(html, " says who does.");
	ct_html_close(html);
}

void
ct_report_write_waves(CtReport *self)
{
	static const char *const heads[] = { "Wave", "Kind",	 "Users",   "From",
					     "To",   "Moved by", "Members", NULL };
	const GArray *waves = self->plan->waves;

	ct_report_open_section(self, "waves", "Waves", ct_plan_whole(self->plan)->waves->len,
			       "Each wave moves the users its file names, and no others.");
	write_remark(self);
	ct_report_open_table(self, "waves", heads);
	for (guint i = 0; i < waves->len; i++)
		write_wave(self, &g_array_index(waves, CtPlanWave, i));
	ct_html_close(self->html);
	ct_html_close(self->html);
	write_objective(self);
	ct_html_close(self->html);
}

static void
write_term(CtReport *self, const char *term)
{
	ct_html_element(self->html, "dt", term, NULL);
	ct_html_open(self->html, "dd", NULL);
}

static void
write_rollback(CtReport *self, const CtPlanStep *step)
{
	const CtCatalogueEntry *entry = ct_catalogue_find(step->rollback);

	if (self->brief && *step->rollback == '\0' && step->reversible != CT_REVERSIBLE_NO)
		return;
	write_term(self, "Rollback");
	if (*step->rollback == '\0' && step->reversible == CT_REVERSIBLE_NO) {
		ct_html_text(self->html, "There is none.");
	} else if (*step->rollback == '\0') {
		ct_html_text(self->html, "Changes nothing that would have to be undone.");
	} else {
		ct_report_link_rule(self, step->rollback);
		if (entry != NULL && !self->brief)
			ct_html_printf(self->html, " %s", entry->text);
	}
	ct_html_close(self->html);
}

static void
write_failure(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;
	g_autofree char *time = ct_text_minutes(step->back_minutes);
	guint shown = self->brief ? MAX_STOPS_BRIEF : G_MAXUINT;

	if (step->back_to == NULL)
		return;
	write_term(self, "If it fails");
	ct_html_text(html, step->stops->len > 0 ? "These steps wait: " : "No other step waits. ");
	for (guint i = 0; i < MIN(step->stops->len, shown); i++)
		ct_html_printf(html, "%s%s", i > 0 ? ", " : "",
			       (const char *)step->stops->pdata[i]);
	if (step->stops->len > shown)
		ct_html_printf(html, " and %u more", step->stops->len - shown);
	ct_html_text(html, step->stops->len > 0 ? ". All others may go on. " : "");
	ct_html_text(html,
		     step->reversible == CT_REVERSIBLE_NO
			     ? "There is no way back: mend it and repeat it. Before it stands "
			     : "The way back leads to ");
	ct_report_link_checkpoint(self, step->back_to);
	if (step->reversible != CT_REVERSIBLE_NO)
		ct_html_printf(html, " and takes %s", time);
	ct_html_text(html, ".");
	ct_html_close(html);
}

static void
write_dates(CtReport *self, const CtPlanStep *step)
{
	g_autofree char *room = ct_dates_room(step);
	g_autofree char *end = NULL;

	if (step->start == NULL || step->end == NULL)
		return;
	end = ct_dates_text(step->end);
	write_term(self, "Dates");
	ct_html_printf(self->html, "Work ends on %s", end);
	if (step->person > 0)
		ct_html_printf(self->html, ", by person %u", step->person);
	if (step->window != NULL) {
		g_autofree char *window = ct_dates_span_text(step->window);

		ct_html_printf(self->html, ", within the window %s", window);
	}
	if (room != NULL)
		ct_html_printf(self->html, "; it may be %s", room);
	ct_html_text(self->html, ".");
	ct_html_close(self->html);
}

static void
write_details(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;

	ct_html_open(html, "dl", "class", "details", NULL);
	if (!self->brief || step->subjects->len > MAX_SUBJECTS_BRIEF) {
		write_term(self, "About");
		ct_report_link_subjects(self, step->subjects, MAX_SUBJECTS);
		ct_html_close(html);
	}

	write_term(self, "Why here");
	ct_report_write_reasons(self, step);
	ct_html_close(html);
	if (step->evidence->len > 0) {
		write_term(self, "Evidence");
		ct_report_evidence(self, step->evidence);
		ct_html_close(html);
	}
	write_dates(self, step);
	write_rollback(self, step);
	write_failure(self, step);
	write_term(self, "Rule");
	ct_report_link_rule(self, step->rule);
	ct_html_close(html);
	ct_html_close(html);
}

/* Plain text: a link inside of what opens the details would be a button within a button. */
static void
write_about(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;
	guint shown = self->brief ? 0 : MAX_SUBJECTS;

	ct_html_open(html, "span", "class", "about", NULL);
	ct_html_text(html, step->tool);
	for (guint i = 0; i < MIN(step->subjects->len, shown); i++) {
		ct_html_text(html, i == 0 ? " · " : ", ");
		ct_html_text(html, g_ptr_array_index(step->subjects, i));
	}
	if (step->subjects->len > shown && shown > 0)
		ct_html_printf(html, " and %u more", step->subjects->len - shown);
	ct_html_close(html);
}

static void
write_what(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;

	ct_html_open(html, "td", NULL);
	ct_html_open(html, "details", NULL);
	ct_html_open(html, "summary", NULL);
	ct_html_text(html, step->title);
	write_about(self, step);
	ct_html_close(html);
	write_details(self, step);
	ct_html_close(html);

	if (step->note != NULL)
		ct_html_element(html, "p", step->note, "class", "note", NULL);
	ct_html_close(html);
}

static void
write_minutes(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;
	g_autofree char *work = ct_report_count(step->minutes);

	ct_html_open(html, "td", NULL);
	ct_html_text(html, work);
	if (step->settle_minutes > 0) {
		g_autofree char *settle = ct_report_count(step->settle_minutes);

		ct_html_text(html, " ");
		ct_html_open(html, "span", "class", "settle", NULL);
		ct_html_printf(html, "+ %s", settle);
		ct_html_close(html);
	}
	ct_html_close(html);
}

/* Under the date: how late it may be. */
static void
write_slack(CtReport *self, const CtPlanStep *step)
{
	g_autofree char *slack = ct_dates_slack(step);

	if (step->start == NULL)
		return;
	ct_html_element(self->html, "span", slack, "class",
			step->critical ? "slack critical" : "slack", NULL);
}

/* A row that the filters know the pools and the site of. */
static void
open_step(CtReport *self, const CtPlanStep *step, const char *css_class, const char *id)
{
	g_autofree char *pools = ct_report_pools(self, step->pools);
	g_autofree char *site = ct_report_site(self, step->site);

	ct_html_text(self->html, "\n");
	ct_html_open(self->html, "tr", "id", id, "class", css_class, "data-p", pools, "data-s",
		     site, NULL);
}

static void
write_step(CtReport *self, const CtPlanStep *step)
{
	CtHtml *html = self->html;
	g_autofree char *anchor = ct_report_anchor(step->id);
	g_autofree char *start = ct_report_start(step);
	gboolean last = g_strcmp0(self->plan->point_of_no_return, step->id) == 0;

	open_step(self, step, last ? "last" : NULL, anchor);
	ct_html_element(html, "th", step->id, "scope", "row", NULL);
	write_what(self, step);
	ct_html_open(html, "td", NULL);
	if (step->wave != NULL)
		ct_report_link_wave(self, step->wave);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	ct_html_text(html, start);
	write_slack(self, step);
	ct_html_close(html);
	write_minutes(self, step);
	ct_html_open(html, "td", NULL);
	ct_report_reversible(self, step->reversible);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	ct_report_link_rules(self, step->tests);
	ct_html_close(html);
	ct_html_close(html);
}

/* @seen: of gboolean, phases that already had a heading */
static void
write_phase(CtReport *self, guint phase, gboolean *seen)
{
	CtHtml *html = self->html;

	/* a search hides this row when it hides all steps under it */
	ct_html_text(html, "\n");
	ct_html_open(html, "tr", "class", "phase", "data-head", "", NULL);
	ct_html_open(html, "th", "colspan", COLUMNS, "scope", "colgroup", NULL);
	if (phase == 0)
		ct_html_text(html, ct_phase_title(phase));
	else
		ct_html_printf(html, "Phase %u · %s", ct_phase_number(phase),
			       ct_phase_title(phase));
	if (seen[phase])
		ct_html_element(html, "span", " continued", "class", "remark", NULL);
	ct_html_close(html);
	ct_html_close(html);
	seen[phase] = TRUE;
}

static void
write_checkpoints_after(CtReport *self, const char *step)
{
	CtHtml *html = self->html;

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints,
								CtCheckpoint, i);

		if (g_strcmp0(checkpoint->after_step, step) != 0)
			continue;
		ct_report_open_row(self, checkpoint->point_of_no_return ? "stop last" : "stop",
				   NULL);
		ct_html_open(html, "td", "colspan", COLUMNS, NULL);
		ct_html_element(html, "span", checkpoint->point_of_no_return ? "◆" : "◇",
				"aria-hidden", "true", "class", "sign", NULL);
		ct_html_text(html, " Checkpoint ");
		ct_report_link_checkpoint(self, checkpoint->id);
		ct_html_printf(html, " %s", checkpoint->title);
		ct_html_close(html);
		ct_html_close(html);
	}
}

static void
write_no_return(CtReport *self)
{
	CtHtml *html = self->html;

	ct_html_text(html, "\n");
	ct_html_open(html, "tr", "class", "no-return", "data-head", "", NULL);
	ct_html_element(html, "td", "▬ Point of no return: the next step cannot be undone",
			"colspan", COLUMNS, NULL);
	ct_html_close(html);
}

void
ct_report_write_steps(CtReport *self)
{
	static const char *const heads[] = { "Step",	"What",	 "Wave",  "Start",
					     "Minutes", "Undo?", "Tests", NULL };
	const CtPlan *plan = self->plan;
	g_autofree gboolean *seen = g_new0(gboolean, ct_phase_count());
	guint phase = CT_NONE;
	const char *previous = NULL;

	ct_report_open_section(
		self, "steps", "Steps", ct_plan_whole(plan)->steps->len,
		"In the order of execution. Minutes are work, then settling. Open a step for "
		"the reason it stands here, its evidence and its way back.");
	ct_report_open_table(self, "steps", heads);
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		if (ct_phase_of(step) != phase) {
			phase = ct_phase_of(step);
			write_phase(self, phase, seen);
		}
		write_checkpoints_after(self, previous);
		if (g_strcmp0(plan->point_of_no_return, step->id) == 0)
			write_no_return(self);
		write_step(self, step);
		previous = step->id;
	}
	write_checkpoints_after(self, previous);
	ct_html_close(self->html);
	ct_html_close(self->html);
	ct_html_close(self->html);
}
