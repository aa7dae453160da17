/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: each a card with its way back.  Whoever stands at two in the morning with a step gone
 * wrong reads one of these and nothing else, so it says everything: what to save while there is
 * time, how to know that the state is good, what to undo in which order, what is lost by it.
 */
#include "render/html-report.h"

#include <string.h>

#include "planner/catalogue.h"
#include "planner/loss.h"
#include "render/rework.h"

gboolean
ct_report_span(const CtReport *self, guint index, guint *out_first, guint *out_last)
{
	const GArray *checkpoints = self->plan->checkpoints;
	const CtCheckpoint *checkpoint = &g_array_index(checkpoints, CtCheckpoint, index);
	guint first = 0;
	guint end = self->plan->steps->len;

	if (checkpoint->after_step != NULL)
		first = GPOINTER_TO_UINT(g_hash_table_lookup(self->steps, checkpoint->after_step));
	if (index + 1 < checkpoints->len) {
		const CtCheckpoint *next = &g_array_index(checkpoints, CtCheckpoint, index + 1);

		if (next->after_step != NULL)
			end = GPOINTER_TO_UINT(g_hash_table_lookup(self->steps, next->after_step));
	}
	if (first >= end)
		return FALSE;
	*out_first = first;
	*out_last = end - 1;
	return TRUE;
}

static void
write_place(CtReport *self, guint index)
{
	CtHtml *html = self->html;
	const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints, CtCheckpoint,
							index);
	guint first;
	guint last;

	ct_html_open(html, "p", "class", "remark", NULL);
	if (checkpoint->after_step == NULL) {
		ct_html_text(html, "Before the first step");
	} else {
		ct_html_text(html, "After step ");
		ct_report_link_step(self, checkpoint->after_step);
	}
	if (ct_report_span(self, index, &first, &last)) {
		ct_html_text(html, "; the state to return to while ");
		ct_report_link_step(self, ct_report_step(self, first)->id);
		if (last > first) {
			ct_html_text(html, " to ");
			ct_report_link_step(self, ct_report_step(self, last)->id);
		}
		ct_html_text(html, last > first ? " run" : " runs");
	}
	ct_html_text(html, ".");
	ct_html_close(html);
}

static void
write_save(CtReport *self, const CtCheckpoint *checkpoint)
{
	CtHtml *html = self->html;

	if (checkpoint->save->len == 0)
		return;
	ct_html_element(html, "h4", "Save beforehand", NULL);
	ct_html_open(html, "ul", NULL);
	for (guint i = 0; i < checkpoint->save->len; i++)
		ct_html_element(html, "li", g_ptr_array_index(checkpoint->save, i), NULL);
	ct_html_close(html);
}

static void
write_test_ids(CtReport *self, const CtCheckpoint *checkpoint)
{
	g_autofree char *href = g_strconcat("#check-", checkpoint->id, NULL);

	ct_report_link_rules(self, checkpoint->tests);
	ct_html_text(self->html, ", as the ");
	ct_html_element(self->html, "a", "checklist", "href", href, NULL);
	ct_html_text(self->html, " says. ");
}

static void
write_tests(CtReport *self, const CtCheckpoint *checkpoint)
{
	CtHtml *html = self->html;
	g_autofree char *href = NULL;

	if (checkpoint->tests->len == 0)
		return;
	ct_html_element(html, "h4", "Tests that say that the state is good", NULL);
	if (self->brief) {
		write_test_ids(self, checkpoint);
		return;
	}
	href = g_strconcat("#check-", checkpoint->id, NULL);
	ct_html_open(html, "ul", NULL);
	for (guint i = 0; i < checkpoint->tests->len; i++) {
		const char *id = g_ptr_array_index(checkpoint->tests, i);
		const CtCatalogueEntry *entry = ct_catalogue_find(id);

		ct_html_open(html, "li", NULL);
		ct_report_link_rule(self, id);
		if (entry != NULL)
			ct_html_printf(html, " %s %s", entry->text, entry->detail);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_element(html, "a", "Checklist", "href", href, NULL);
}

/* How many rows of the path from @index on say the same to do with steps that follow each other. */
static guint
count_alike(const GArray *rollback, guint index)
{
	const CtRollbackStep *first = &g_array_index(rollback, CtRollbackStep, index);
	guint end = index + 1;

	for (; end < rollback->len; end++) {
		const CtRollbackStep *next = &g_array_index(rollback, CtRollbackStep, end);

		if (strcmp(first->rule, next->rule) != 0 || strcmp(first->text, next->text) != 0)
			break;
	}
	return end - index;
}

/* "undo s072 to s065": the way back is walked from the end. */
static void
write_undo(CtReport *self, const GArray *rollback, guint first, guint count)
{
	CtHtml *html = self->html;
	const CtRollbackStep *step = &g_array_index(rollback, CtRollbackStep, first);
	guint64 minutes = 0;
	g_autofree char *time = NULL;

	for (guint i = first; i < first + count; i++)
		minutes += g_array_index(rollback, CtRollbackStep, i).minutes;
	time = ct_report_duration(minutes);
	ct_html_open(html, "li", NULL);
	ct_html_text(html, "undo ");
	ct_report_link_step(self, step->step);
	if (count > 1) {
		ct_html_text(html, count > 2 ? " to " : ", ");
		ct_report_link_step(
			self, g_array_index(rollback, CtRollbackStep, first + count - 1).step);
	}
	ct_html_text(html, " ");
	if (*step->rule != '\0')
		ct_report_link_rule(self, step->rule);
	ct_html_printf(html, " %s ", step->text);
	if (minutes > 0) {
		ct_html_open(html, "span", "class", "remark", NULL);
		if (count > 1)
			ct_html_printf(html, "%u steps, ", count);
		ct_html_text(html, time);
		ct_html_close(html);
	}
	ct_html_close(html);
}

/* @what: what the summary begins with */
static void
write_path(CtReport *self, const CtCheckpoint *checkpoint, const char *what)
{
	CtHtml *html = self->html;
	g_autofree char *duration = ct_report_duration(checkpoint->minutes);
	g_autofree char *steps = ct_report_plural(checkpoint->rollback->len, "step", "steps");
	guint count;

	if (checkpoint->rollback->len == 0) {
		ct_html_element(html, "p",
				checkpoint->point_of_no_return
					? "None: the step cannot be undone."
					: "Nothing after it has to be undone.",
				NULL);
		return;
	}
	ct_html_open(html, "details", NULL);
	ct_html_open(html, "summary", NULL);
	ct_html_printf(html, "%s%s, %s", what, steps, duration);
	ct_html_close(html);
	ct_html_open(html, "ol", "class", "path", NULL);
	for (guint i = 0; i < checkpoint->rollback->len; i += count) {
		count = count_alike(checkpoint->rollback, i);
		write_undo(self, checkpoint->rollback, i, count);
	}
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_rollback(CtReport *self, const CtCheckpoint *checkpoint)
{
	ct_html_element(self->html, "h4", "Rollback path", NULL);
	write_path(self, checkpoint, "");
}

/* Many steps of one rule lose the same. */
static gboolean
are_alike(const GArray *losses, guint a, guint b)
{
	const CtLoss *left = &g_array_index(losses, CtLoss, a);
	const CtLoss *right = &g_array_index(losses, CtLoss, b);

	return strcmp(left->rule, right->rule) == 0 && strcmp(left->text, right->text) == 0;
}

static gboolean
is_told_before(const GArray *losses, guint index)
{
	for (guint i = 0; i < index; i++)
		if (are_alike(losses, i, index))
			return TRUE;
	return FALSE;
}

static gint
compare_indexes(gconstpointer a, gconstpointer b)
{
	guint left = *(const guint *)a;
	guint right = *(const guint *)b;

	return left < right ? -1 : left > right;
}

/* Every wave loses the same: a brief page tells it once. */
static void
write_loss_text(CtReport *self, const CtLoss *loss)
{
	const char *told = self->brief ? g_hash_table_lookup(self->told, loss->text) : NULL;

	if (told == NULL) {
		ct_html_printf(self->html, "%s ", loss->text);
	} else {
		ct_html_text(self->html, "As at ");
		ct_report_link_checkpoint(self, told);
		ct_html_text(self->html, ", ");
	}
	ct_report_link_rule(self, loss->rule);
}

/* The loss at @index with all others like it. */
static void
write_loss(CtReport *self, const GArray *losses, guint index)
{
	CtHtml *html = self->html;
	const CtLoss *loss = &g_array_index(losses, CtLoss, index);
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(guint));
	guint64 total = 0;

	ct_html_open(html, "li", NULL);
	write_loss_text(self, loss);
	for (guint i = index; i < losses->len; i++) {
		const CtLoss *other = &g_array_index(losses, CtLoss, i);
		guint step;

		if (!are_alike(losses, i, index))
			continue;
		step = GPOINTER_TO_UINT(g_hash_table_lookup(self->steps, other->step));
		if (step-- > 0)
			g_array_append_val(steps, step);
		total += other->count;
	}
	if (steps->len > 0) {
		ct_html_text(html, " by ");
		g_array_sort(steps, compare_indexes);
		ct_report_link_steps(self, steps);
	}
	if (loss->unit != NULL) {
		g_autofree char *count = ct_report_plural(total, ct_loss_singular(loss->unit),
							  loss->unit);

		ct_html_printf(html, " (%s)", count);
	}
	ct_html_close(html);
}

static void
write_losses(CtReport *self, const CtCheckpoint *checkpoint)
{
	CtHtml *html = self->html;

	ct_html_element(html, "h4",
			checkpoint->point_of_no_return ? "At stake" : "Lost by going back", NULL);
	if (checkpoint->losses->len == 0) {
		ct_html_element(html, "p", "Nothing.", NULL);
		return;
	}
	ct_html_open(html, "ul", "class", "losses", NULL);
	for (guint i = 0; i < checkpoint->losses->len; i++)
		if (!is_told_before(checkpoint->losses, i))
			write_loss(self, checkpoint->losses, i);
	ct_html_close(html);
	for (guint i = 0; i < checkpoint->losses->len; i++) {
		const char *text = g_array_index(checkpoint->losses, CtLoss, i).text;

		if (!g_hash_table_contains(self->told, text))
			g_hash_table_insert(self->told, (gpointer)text, (gpointer)checkpoint->id);
	}
}

static void
write_columns(CtReport *self, const CtCheckpoint *checkpoint)
{
	CtHtml *html = self->html;

	ct_html_open(html, "div", "class", "columns", NULL);
	ct_html_open(html, "div", NULL);
	write_tests(self, checkpoint);
	write_save(self, checkpoint);
	ct_html_close(html);
	ct_html_open(html, "div", NULL);
	write_rollback(self, checkpoint);
	write_losses(self, checkpoint);
	ct_html_close(html);
	ct_html_close(html);
}

/* Most checkpoints of a large plan lose nothing: two lines are enough. */
static void
write_harmless(CtReport *self, const CtCheckpoint *checkpoint)
{
	ct_html_open(self->html, "p", NULL);
	if (checkpoint->tests->len > 0) {
		ct_html_text(self->html, "Tests ");
		write_test_ids(self, checkpoint);
	}
	for (guint i = 0; i < checkpoint->save->len; i++)
		ct_html_printf(self->html, "%s%s", i == 0 ? "Save beforehand: " : "; ",
			       (const char *)g_ptr_array_index(checkpoint->save, i));
	if (checkpoint->save->len > 0)
		ct_html_text(self->html, ". ");
	ct_html_text(self->html, "Going back loses nothing.");
	ct_html_close(self->html);
	write_path(self, checkpoint, "Rollback path: ");
}

static void
write_checkpoint(CtReport *self, guint index)
{
	CtHtml *html = self->html;
	const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints, CtCheckpoint,
							index);
	gboolean last = checkpoint->point_of_no_return;
	g_autofree char *anchor = ct_report_anchor(checkpoint->id);

	ct_html_text(html, "\n");
	ct_html_open(html, "article", "id", anchor, "class",
		     last ? "checkpoint last" : "checkpoint", NULL);
	ct_html_open(html, "h3", NULL);
	ct_html_element(html, "span", last ? "◆" : "◇", "aria-hidden", "true", "class", "sign",
			NULL);
	ct_html_text(html, " ");
	ct_html_element(html, "span", checkpoint->id, "class", "id", NULL);
	ct_html_printf(html, " %s", checkpoint->title);
	ct_html_close(html);
	write_place(self, index);
	if (last)
		ct_html_element(html, "p",
				"■ The step after it cannot be undone: this state is lost with it.",
				"class", "alert", NULL);
	if (self->brief && checkpoint->losses->len == 0)
		write_harmless(self, checkpoint);
	else
		write_columns(self, checkpoint);
	ct_html_close(html);
}

void
ct_report_write_checkpoints(CtReport *self)
{
	const GArray *checkpoints = self->plan->checkpoints;
	g_autofree char *rework = ct_rework_sentence(ct_plan_whole(self->plan));

	g_hash_table_remove_all(self->told);
	ct_report_open_section(
		self, "checkpoints", "Checkpoints", ct_plan_whole(self->plan)->checkpoints->len,
		"States to return to. A filled diamond stands before a step without return.");
	if (rework != NULL)
		ct_html_element(self->html, "p", rework, NULL);
	for (guint i = 0; i < checkpoints->len; i++)
		write_checkpoint(self, i);
	ct_html_close(self->html);
}
