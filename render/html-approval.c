/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reviewer says yes to by approving the plan: the few facts about it that are decisions and not
 * details, each with its figure, and with a link to where it can be looked at.  A fact that this plan
 * does not have is not listed.
 */
#include <string.h>

#include "render/html-report.h"
#include "render/timeline.h"
#include "render/trial.h"

/* A decision in one sentence; the caller adds what it means and closes it twice. */
static void
open_decision(CtReport *self, const char *id, const char *sentence)
{
	g_autofree char *anchor = g_strconcat("approve-", id, NULL);

	ct_html_text(self->html, "\n");
	ct_html_open(self->html, "li", "id", anchor, NULL);
	ct_html_open(self->html, "p", NULL);
	ct_html_element(self->html, "strong", sentence, NULL);
	ct_html_close(self->html);
	ct_html_open(self->html, "p", "class", "remark", NULL);
}

static void
close_decision(CtReport *self)
{
	ct_html_close(self->html);
	ct_html_close(self->html);
}

static void
link_section(CtReport *self, const char *id, const char *text)
{
	g_autofree char *href = g_strconcat("#", id, NULL);

	ct_html_element(self->html, "a", text, "href", href, NULL);
}

static void
write_verdict(CtReport *self)
{
	const CtPlan *plan = self->plan;
	g_autofree char *violations = NULL;
	g_autofree char *sentence = NULL;

	if (plan->violations == 0)
		return;
	violations = ct_report_plural(plan->violations, "rule", "rules");
	sentence = g_strdup_printf("The plan as it is breaks %s of safety: do not approve it",
				   violations);
	open_decision(self, "verdict", sentence);
	ct_html_text(self->html, "It was changed after it was made; cutover check names what is "
				 "broken.");
	close_decision(self);
}

static void
write_errors(CtReport *self)
{
	g_autofree char *errors = NULL;
	g_autofree char *sentence = NULL;

	if (self->plan->errors == 0)
		return;
	errors = ct_report_plural(self->plan->errors, "error in the exports is",
				  "errors in the exports are");
	sentence = g_strconcat(errors, " not mended", NULL);
	open_decision(self, "errors", sentence);
	ct_html_text(self->html, "The order is safe all the same, but what is wrong stays wrong: ");
	link_section(self, "findings", "findings");
	ct_html_text(self->html, ".");
	close_decision(self);
}

static void
write_scope(CtReport *self)
{
	const CtPlan *plan = ct_plan_whole(self->plan);
	guint64 total = 0;
	guint unmatched = 0;
	g_autofree char *users = NULL;
	g_autofree char *waves = NULL;
	g_autofree char *sentence = NULL;

	for (guint i = 0; i < plan->waves->len; i++)
		total += g_array_index(plan->waves, CtPlanWave, i).users;
	for (guint i = 0; i < plan->fates->len; i++)
		unmatched += strcmp(g_array_index(plan->fates, CtFate, i).fate, "unmatched") == 0;
	users = ct_report_plural(total, "user moves", "users move");
	waves = ct_report_plural(plan->waves->len, "wave", "waves");
	sentence = g_strdup_printf("%s in %s", users, waves);
	open_decision(self, "scope", sentence);
	ct_html_text(self->html, "Who moves when: ");
	link_section(self, "waves", "waves");
	ct_html_text(self->html, ". Which pool they move to: ");
	link_section(self, "pairs", "pairs of pools");
	ct_html_text(self->html, ".");
	if (unmatched > 0) {
		g_autofree char *objects = ct_report_plural(unmatched, "legacy object has",
							    "legacy objects have");

		ct_html_printf(self->html,
			       " %s no target, and nothing is planned for it: ", objects);
		link_section(self, "fates", "fates");
		ct_html_text(self->html, ", those that are unmatched.");
	}
	close_decision(self);
}

static void
write_pilot(CtReport *self)
{
	const CtPlan *plan = ct_plan_whole(self->plan);
	guint untried = ct_plan_count_untried(plan);
	g_autofree char *combinations = NULL;
	g_autofree char *sentence = NULL;
	g_autofree char *covered = NULL;

	if (plan->combinations->len == 0)
		return;
	combinations = ct_report_plural(untried, "combination", "combinations");
	covered = ct_trial_sentence(plan);
	sentence = untried > 0 ? g_strdup_printf("The pilot leaves %s untried", combinations)
			       : g_strdup("The pilot tries everything that it has to try");
	open_decision(self, "pilot", sentence);
	ct_html_printf(self->html, "%s ", covered);
	link_section(self, "pilot", "What and by whom");
	ct_html_text(self->html, ".");
	close_decision(self);
}

static void
write_outage(CtReport *self)
{
	g_autoptr(CtTimeline) timeline = ct_timeline_new(self->plan, self->estate);
	g_autofree char *time = NULL;
	g_autofree char *sentence = NULL;

	if (timeline->outage_end == 0)
		return;
	time = ct_report_duration(timeline->outage_end - timeline->outage_start);
	sentence = g_strdup_printf("Federation is down for %s", time);
	open_decision(self, "outage", sentence);
	ct_html_text(self->html, "No partner can be reached while the Edge changes: announce a "
				 "window.");
	close_decision(self);
}

static void
write_return(CtReport *self)
{
	const CtPlan *plan = self->plan;
	const CtPlan *whole = ct_plan_whole(plan);
	guint never = 0;
	guint index;
	g_autofree char *steps = NULL;
	g_autofree char *sentence = NULL;

	for (guint i = 0; i < whole->steps->len; i++)
		never += ct_plan_step(whole, i)->reversible == CT_REVERSIBLE_NO;
	if (plan->point_of_no_return == NULL)
		return;
	steps = ct_report_plural(never, "step", "steps");
	sentence = g_strdup_printf("From %s on there is no way back to the start",
				   plan->point_of_no_return);
	open_decision(self, "return", sentence);
	ct_report_link_step(self, plan->point_of_no_return);
	index = ct_plan_find_step(plan, plan->point_of_no_return);
	if (index != CT_NONE)
		ct_html_printf(self->html, " (%s)", ct_report_step(self, index)->title);
	ct_html_printf(self->html, " is the first of %s that cannot be undone. ", steps);
	ct_html_text(self->html, "Before each of them stands a ");
	link_section(self, "checkpoints", "checkpoint");
	ct_html_text(self->html, " that says what is at stake.");
	close_decision(self);
}

static void
write_losses(CtReport *self)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	guint lossy = 0;
	g_autofree char *steps = NULL;
	g_autofree char *sentence = NULL;

	for (guint i = 0; i < whole->steps->len; i++)
		lossy += ct_plan_step(whole, i)->reversible == CT_REVERSIBLE_LOSSY;
	if (lossy == 0)
		return;
	steps = ct_report_plural(lossy, "step", "steps");
	sentence = g_strdup_printf("Going back behind %s loses something", steps);
	open_decision(self, "losses", sentence);
	ct_html_text(self->html, "Meetings, contact lists, policy edits and the like, as each ");
	link_section(self, "checkpoints", "checkpoint");
	ct_html_text(self->html, " lists them. The filter “undone with loss” shows the steps.");
	close_decision(self);
}

static void
write_couplings(CtReport *self)
{
	const CtPlan *plan = self->plan;
	g_autofree char *cost = ct_report_count(plan->cost);
	g_autofree char *sentence = NULL;

	if (ct_plan_couplings_count(plan->couplings) == 0 || plan->cost == 0)
		return;
	sentence = g_strdup_printf(
		"People who work together are apart for a while, at a cost of %s", cost);
	open_decision(self, "couplings", sentence);
	ct_html_printf(self->html,
		       "The cost is what ties them together times the number of waves between "
		       "them; no division under the same limits costs less than %" G_GUINT64_FORMAT
		       " (gap %u %%). Ties and limits are in the ",
		       plan->lower_bound, ct_plan_gap(plan));
	link_section(self, "assumptions", "assumptions");
	ct_html_text(self->html, ".");
	close_decision(self);
}

static void
write_calendar(CtReport *self)
{
	g_autofree char *fragile = NULL;
	g_autofree char *sentence = NULL;

	if (!ct_report_has_dates(self) || self->plan->fragile->len == 0)
		return;
	fragile = ct_report_plural(self->plan->fragile->len, "step has", "steps have");
	sentence = g_strconcat(fragile, " little room before a window is missed", NULL);
	open_decision(self, "calendar", sentence);
	link_section(self, "calendar", "The calendar");
	ct_html_text(self->html, " says how late each of them may be.");
	close_decision(self);
}

static void
write_assumed(CtReport *self)
{
	guint count = 0;
	g_autofree char *sentence = NULL;
	g_autofree char *values = NULL;

	for (guint i = 0; i < self->plan->assumptions->len; i++)
		count += strcmp(g_array_index(self->plan->assumptions, CtAssumption, i).source,
				"question") != 0;
	if (count == 0)
		return;
	values = ct_report_plural(count, "default or reading", "defaults and readings");
	sentence = g_strdup_printf("The plan rests on %s of the guide", values);
	open_decision(self, "assumptions", sentence);
	ct_html_text(self->html, "The ledger says for each what would change: ");
	link_section(self, "assumptions", "assumptions");
	ct_html_text(self->html, ".");
	close_decision(self);
}

void
ct_report_write_approval(CtReport *self)
{
	CtHtml *html = self->html;

	ct_report_open_section(self, "approval", "What you approve", CT_NONE,
			       "Whoever approves this plan takes these decisions. Everything else "
			       "on the page is the evidence for them.");
	ct_html_open(html, "ol", "class", "approval", NULL);
	write_verdict(self);
	write_errors(self);
	write_scope(self);
	write_pilot(self);
	write_outage(self);
	write_return(self);
	write_losses(self);
	write_couplings(self);
	write_calendar(self);
	write_assumed(self);
	ct_html_close(html);
	ct_html_close(html);
}
