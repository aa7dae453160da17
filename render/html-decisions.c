/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions that no export answers, by the phase before which somebody has to answer them: forty
 * questions in a row are a wall, and most of them can wait for weeks.
 *
 * Defaults and readings of the guide are in the ledger, findings in their own section.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "planner/question.h"
#include "render/html-report.h"
#include "render/phase.h"

typedef struct {
	guint assumption; /* index */
	guint due;   /* index of the first step that rests on it; that of the first step: unknown */
	guint phase; /* of that step */
} Question;

/* A question without a row of its own is asked before the first step. */
static guint
find_due(const CtReport *self, const CtAssumption *assumption)
{
	const char *rules = ct_question_rules(assumption->id, assumption->text);

	for (guint i = 0; rules != NULL && i < self->plan->steps->len; i++)
		if (ct_rule_list_has(rules, ct_report_step(self, i)->rule))
			return i;
	return 0;
}

/* By phase and due, then as the ledger has them. */
static gint
compare_questions(gconstpointer a, gconstpointer b)
{
	const Question *left = a;
	const Question *right = b;

	if (left->phase != right->phase)
		return left->phase < right->phase ? -1 : 1;
	if (left->due != right->due)
		return left->due < right->due ? -1 : 1;
	return left->assumption < right->assumption ? -1 : left->assumption > right->assumption;
}

static guint
phase_at(const CtReport *self, guint step)
{
	return step < self->plan->steps->len ? ct_phase_of(ct_report_step(self, step)) : 0;
}

static GArray *
collect(const CtReport *self)
{
	GArray *questions = g_array_new(FALSE, FALSE, sizeof(Question));

	for (guint i = 0; i < self->plan->assumptions->len; i++) {
		const CtAssumption *assumption = &g_array_index(self->plan->assumptions,
								CtAssumption, i);
		Question question = { i, 0, 0 };

		if (strcmp(assumption->source, "question") != 0)
			continue;
		question.due = find_due(self, assumption);
		question.phase = phase_at(self, question.due);
		g_array_append_val(questions, question);
	}
	g_array_sort(questions, compare_questions);
	return questions;
}

static void
write_question(CtReport *self, const Question *question)
{
	CtHtml *html = self->html;
	const CtAssumption *assumption = &g_array_index(self->plan->assumptions, CtAssumption,
							question->assumption);
	g_autofree char *id = g_strdup_printf("question-%u", question->assumption + 1);

	ct_html_text(html, "\n");
	ct_html_open(html, "li", "id", id, NULL);
	ct_html_open(html, "p", NULL);
	ct_html_element(html, "strong", assumption->text, NULL);
	ct_html_close(html);
	ct_html_open(html, "p", "class", "remark", NULL);
	if (*assumption->value != '\0')
		ct_html_printf(html, "The plan takes %s. ", assumption->value);
	if (*assumption->effect != '\0')
		ct_html_printf(html, "If not: %s. ", assumption->effect);
	if (question->due < self->plan->steps->len) {
		ct_html_text(html, "Needed before ");
		ct_report_link_step(self, ct_report_step(self, question->due)->id);
		ct_html_text(html, ". ");
	}
	ct_html_text(html, "Rule ");
	if (ct_catalogue_find(assumption->id) != NULL)
		ct_report_link_rule(self, assumption->id);
	else
		ct_html_text(html, assumption->id);
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_phases(CtReport *self, const GArray *questions)
{
	CtHtml *html = self->html;

	for (guint i = 0; i < questions->len;) {
		guint phase = g_array_index(questions, Question, i).phase;

		ct_html_open(html, "div", "data-group", "", NULL);
		ct_html_open(html, "h3", "class", "when", NULL);
		if (phase > 0)
			ct_html_printf(html, "Before phase %u · %s", ct_phase_number(phase),
				       ct_phase_title(phase));
		else
			ct_html_text(html, "Before the first step");
		ct_html_close(html);
		ct_html_open(html, "ol", "class", "decisions", NULL);
		for (; i < questions->len; i++) {
			const Question *question = &g_array_index(questions, Question, i);

			if (question->phase != phase)
				break;
			write_question(self, question);
		}
		ct_html_close(html);
		ct_html_close(html);
	}
}

void
ct_report_write_decisions(CtReport *self)
{
	g_autoptr(GArray) questions = collect(self);

	ct_report_open_section(
		self, "decisions", "Open questions", questions->len,
		questions->len > 0
			? "No export answers these. Each is asked before the first step that rests "
			  "on the answer; whoever approves the plan says who finds it out."
			: "The exports leave no question open.");
	write_phases(self, questions);
	ct_html_close(self->html);
}
