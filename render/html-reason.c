/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a step stands where it stands.
 *
 * The plan names a constraint for every earlier step that a step waits for; a constraint that
 * waits for all of them names dozens.  People want the reason once and the steps after it, so
 * what one row of the rule book says is brought together.  A catalogue id may have several rows with
 * different reasons; the two steps tell which one is meant.
 */
#include "render/html-report.h"

#include <string.h>

typedef struct {
	const CtConstraintRow *row; /* nullable: not a constraint of the rule book */
	const char *constraint;
	gboolean hard;
	GArray *steps;	     /* of guint, indexes */
	const char *missing; /* nullable: a step that the plan does not have */
} Reason;

static void
reason_clear(gpointer data)
{
	Reason *reason = data;

	g_array_unref(reason->steps);
}

static gboolean
kind_fits(CtObjectKind wanted, const CtPlanStep *step)
{
	const char *subject = step->subjects->len > 0 ? g_ptr_array_index(step->subjects, 0) : "";
	const char *colon = strchr(subject, ':');

	if (wanted == CT_OBJECT_ANY)
		return TRUE;
	return colon != NULL &&
	       ct_object_kind_from_prefix(subject, (gsize)(colon - subject)) == wanted;
}

static const CtConstraintRow *
find_row(const char *id, const CtPlanStep *before, const CtPlanStep *after)
{
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; before != NULL && i < count; i++) {
		const CtConstraintRow *row = &rows[i];

		if (g_ascii_strcasecmp(row->id, id) == 0 &&
		    ct_rule_list_has(row->before, before->rule) &&
		    ct_rule_list_has(row->after, after->rule) &&
		    kind_fits(row->before_kind, before) && kind_fits(row->after_kind, after))
			return row;
	}
	return ct_constraint_row_find(id);
}

static Reason *
find_reason(GArray *reasons, const CtConstraintRow *row, const CtAfter *after)
{
	for (guint i = 0; i < reasons->len; i++) {
		Reason *reason = &g_array_index(reasons, Reason, i);

		if (reason->row == row && reason->hard == after->hard && reason->missing == NULL &&
		    strcmp(reason->constraint, after->constraint) == 0)
			return reason;
	}
	return NULL;
}

static gint
compare_indexes(gconstpointer a, gconstpointer b)
{
	guint left = *(const guint *)a;
	guint right = *(const guint *)b;

	return left < right ? -1 : left > right;
}

/* In the order in which the step names them. */
static GArray *
collect(const CtReport *self, const CtPlanStep *step)
{
	GArray *reasons = g_array_new(FALSE, TRUE, sizeof(Reason));

	g_array_set_clear_func(reasons, reason_clear);
	for (guint i = 0; i < step->after->len; i++) {
		const CtAfter *after = &g_array_index(step->after, CtAfter, i);
		guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->steps, after->step));
		const CtPlanStep *before = index > 0 ? ct_report_step(self, index - 1) : NULL;
		const CtConstraintRow *row = find_row(after->constraint, before, step);
		Reason *reason = before != NULL ? find_reason(reasons, row, after) : NULL;

		if (reason == NULL) {
			Reason fresh = { row, after->constraint, after->hard,
					 g_array_new(FALSE, FALSE, sizeof(guint)),
					 before == NULL ? after->step : NULL };

			g_array_append_val(reasons, fresh);
			reason = &g_array_index(reasons, Reason, reasons->len - 1);
		}
		if (before != NULL) {
			index--;
			g_array_append_val(reason->steps, index);
		}
	}
	for (guint i = 0; i < reasons->len; i++)
		g_array_sort(g_array_index(reasons, Reason, i).steps, compare_indexes);
	return reasons;
}

static void
write_reason(CtReport *self, const Reason *reason)
{
	CtHtml *html = self->html;

	ct_html_text(html, "after ");
	if (reason->missing != NULL)
		ct_report_link_step(self, reason->missing);
	else
		ct_report_link_steps(self, reason->steps);
	ct_html_text(html, " · ");
	ct_report_link_rule(self, reason->constraint);
	if (!reason->hard)
		ct_html_text(html, " (recommended)");
	if (reason->row != NULL && !self->brief)
		ct_html_printf(html, " %s.", reason->row->reason);
}

void
ct_report_write_reasons(CtReport *self, const CtPlanStep *step)
{
	g_autoptr(GArray) reasons = collect(self, step);

	if (reasons->len == 0) {
		ct_html_text(self->html, "Nothing has to come before it.");
		return;
	}
	if (self->brief) {
		for (guint i = 0; i < reasons->len; i++) {
			ct_html_text(self->html, i > 0 ? ", " : "");
			write_reason(self, &g_array_index(reasons, Reason, i));
		}
		return;
	}
	ct_html_open(self->html, "ul", NULL);
	for (guint i = 0; i < reasons->len; i++) {
		ct_html_open(self->html, "li", NULL);
		write_reason(self, &g_array_index(reasons, Reason, i));
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
}
