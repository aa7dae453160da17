/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The container of an answer, and the sentences that all kinds of answers share: a constraint between
 * two steps, a tie-break, a line of an export.
 */
#include <string.h>

#include "planner/order.h"
#include "planner/why-parts.h"

G_DEFINE_QUARK(ct - why - error - quark, ct_why_error)

static void
free_section(gpointer data)
{
	CtWhySection *section = data;

	g_array_unref(section->lines);
	g_free(section);
}

CtWhyAnswer *
ct_why_answer_new(const char *kind)
{
	CtWhyAnswer *self = g_new0(CtWhyAnswer, 1);

	self->chunk = g_string_chunk_new(1024);
	self->kind = kind;
	self->answer = "";
	self->sections = g_ptr_array_new_with_free_func(free_section);
	self->evidence = g_array_new(FALSE, FALSE, sizeof(CtEvidence));
	self->notes = g_ptr_array_new();
	return self;
}

void
ct_why_answer_free(CtWhyAnswer *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->sections);
	g_array_unref(self->evidence);
	g_ptr_array_unref(self->notes);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

static const char *
keep(CtWhyAnswer *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

const char *
ct_why_text(CtWhyAnswer *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return keep(self, text);
}

void
ct_why_section(CtWhyAnswer *self, const char *heading)
{
	CtWhySection *section = g_new0(CtWhySection, 1);

	section->heading = heading;
	section->lines = g_array_new(FALSE, TRUE, sizeof(CtWhyLine));
	g_ptr_array_add(self->sections, section);
}

CtWhyLine *
ct_why_line(CtWhyAnswer *self, const char *rule, const char *format, ...)
{
	CtWhySection *section = g_ptr_array_index(self->sections, self->sections->len - 1);
	g_autofree char *text = NULL;
	CtWhyLine line = { .rule = keep(self, rule) };
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	line.text = keep(self, text);
	g_array_append_val(section->lines, line);
	return &g_array_index(section->lines, CtWhyLine, section->lines->len - 1);
}

void
ct_why_note(CtWhyAnswer *self, const char *text)
{
	g_ptr_array_add(self->notes, (gpointer)keep(self, text));
}

static void
cite(CtWhyAnswer *self, const char *file, guint line, const char *text)
{
	CtEvidence evidence = { keep(self, file), line, keep(self, text) };

	for (guint i = 0; i < self->evidence->len; i++) {
		const CtEvidence *other = &g_array_index(self->evidence, CtEvidence, i);

		if (other->line == line && strcmp(other->file, file) == 0)
			return;
	}
	g_array_append_val(self->evidence, evidence);
}

void
ct_why_cite(CtWhyAnswer *self, const GArray *evidence, const char *about)
{
	for (guint i = 0; i < evidence->len; i++) {
		const CtEvidence *row = &g_array_index(evidence, CtEvidence, i);
		g_autofree char *text = g_strdup_printf("%s%s%s", about,
							*row->text != '\0' ? ": " : "", row->text);

		cite(self, row->file, row->line, text);
	}
}

void
ct_why_cite_step(CtWhyAnswer *self, const CtPlanStep *step)
{
	g_autofree char *about = g_strdup_printf(
		"%s, %s", step->id,
		step->subjects->len > 0 ? (char *)g_ptr_array_index(step->subjects, 0)
					: step->rule);

	ct_why_cite(self, step->evidence, about);
}

void
ct_why_cite_origin(CtWhyAnswer *self, const CtEstate *estate, CtOrigin origin, const char *text)
{
	if (origin.line > 0)
		cite(self, g_array_index(estate->facts->inputs, CtInput, origin.input).path,
		     origin.line, text);
}

void
ct_why_cite_intent(CtWhyAnswer *self, const CtPlan *plan, const char *key)
{
	for (guint i = 0; i < plan->intent->len; i++) {
		const CtPlanIntent *row = &g_array_index(plan->intent, CtPlanIntent, i);
		const char *colon = strrchr(row->origin, ':');
		g_autofree char *file = NULL;
		g_autofree char *text = NULL;
		guint64 line = 0;

		if (strcmp(row->key, key) != 0 || colon == NULL ||
		    !g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT, &line, NULL))
			continue;
		file = g_strndup(row->origin, (gsize)(colon - row->origin));
		text = g_strdup_printf("%s = %s", row->key, row->value);
		cite(self, file, (guint)line, text);
	}
}

char *
ct_why_where(const GArray *evidence)
{
	const CtEvidence *row;

	if (evidence->len == 0)
		return NULL;
	row = &g_array_index(evidence, CtEvidence, 0);
	return row->line > 0 ? g_strdup_printf("%s:%u", row->file, row->line) : g_strdup(row->file);
}

static const char *
reason_of(const CtWhyEdge *edge)
{
	if (edge->row != NULL)
		return edge->row->reason;
	if (edge->strength == CT_WHY_WISH)
		return "The intent wants it so";
	if (edge->strength == CT_WHY_WINDOW)
		return "Nothing but the cutover itself may be done while federation is down, so "
		       "what bringing it back needs is done before it goes down";
	return "The plan says so, and no constraint of this id is known to do it";
}

void
ct_why_tell_edge(CtWhyAnswer *self, const CtWhy *why, guint index)
{
	const CtWhyEdge *edge = ct_why_graph_edge(why->graph, index);
	const CtPlanStep *before = ct_plan_step(why->plan, edge->before);
	const CtPlanStep *after = ct_plan_step(why->plan, edge->after);
	g_autofree char *where = ct_why_where(after->evidence->len > 0 ? after->evidence
								       : before->evidence);
	CtWhyLine *line = ct_why_line(self, edge->id, "%s \"%s\" before %s \"%s\": %s", before->id,
				      before->title, after->id, after->title, reason_of(edge));

	line->strength = ct_why_strength_name(edge->strength);
	line->from = keep(self, before->id);
	line->to = keep(self, after->id);
	line->where = keep(self, where);
	if (edge->strength == CT_WHY_WISH)
		ct_why_cite_intent(self, why->plan, CT_ORDER_WISH_ID);
	ct_why_cite_step(self, before);
	ct_why_cite_step(self, after);
}

void
ct_why_tell_tie(CtWhyAnswer *self, const CtWhy *why, guint a, guint b, const char *lead)
{
	static const char rule[] = "tie-break";
	const CtPlanStep *first = ct_plan_step(why->plan, a);
	const CtPlanStep *second = ct_plan_step(why->plan, b);
	g_autofree char *where = ct_why_where(first->evidence);
	CtWhyLine *line = NULL;

	switch (ct_why_graph_tie(why->graph, a, b)) {
	case CT_WHY_TIE_WINDOW:
		line = ct_why_line(
			self, rule,
			"%sBoth could come next, and federation is down: %s brings it back, %s "
			"does not",
			lead, first->id, second->id);
		break;
	case CT_WHY_TIE_REVERSIBLE:
		line = ct_why_line(
			self, rule,
			"%sBoth could come next: %s can be undone and %s cannot, and what "
			"cannot be undone comes as late as it may",
			lead, first->id, second->id);
		break;
	case CT_WHY_TIE_TABLE:
		line = ct_why_line(
			self, rule,
			"%sBoth could come next: the row of %s (%s) stands before that of %s "
			"(%s) in the step table",
			lead, first->id, first->rule, second->id, second->rule);
		break;
	case CT_WHY_TIE_OBJECT:
		line = ct_why_line(
			self, rule,
			"%sBoth could come next and are of one row (%s): %s comes first because "
			"its object does, in the order of the estate",
			lead, first->rule, first->id);
		break;
	case CT_WHY_TIE_NONE:
		line = ct_why_line(
			self, rule,
			"%sBoth could come next, and by the tie-breaks %s would have come "
			"before %s: the plan was edited, or made by another version",
			lead, second->id, first->id);
		break;
	}
	line->from = keep(self, first->id);
	line->to = keep(self, second->id);
	line->where = keep(self, where);
	ct_why_cite_step(self, first);
	ct_why_cite_step(self, second);
}
