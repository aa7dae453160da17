/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The emptiness table: what has to be gone before each legacy server can be retired, where it was
 * seen, and which steps take it away.
 *
 * One row for each kind of thing on each server: an estate has dozens of servers and uses a dozen of
 * the kinds, and a row has room for the evidence, which a cell of a matrix has not.
 */
#include "analyzer/emptiness.h"
#include "planner/rulebook.h"
#include "render/html-report.h"

#include <string.h>

static gboolean
touches(const CtPlanStep *step, const char *pool)
{
	for (guint i = 0; i < step->pools->len; i++)
		if (strcmp(g_ptr_array_index(step->pools, i), pool) == 0)
			return TRUE;
	return FALSE;
}

/* Does the step take such things away, whatever the pair of versions calls it?  The pilot moves users as
 * well. */
static gboolean
is_of(const CtPlanStep *step, CtHold hold)
{
	const char *part = ct_rule_part(step->rule);

	return strcmp(part, ct_hold_row(hold)->step) == 0 ||
	       (hold == CT_HOLD_USERS && strcmp(part, "OCS-P6-02") == 0);
}

/* The steps about the pool; those of the rule about anything, when none names the pool. */
static GArray *
find_steps(const CtReport *self, CtHold hold, const char *pool)
{
	GArray *near = g_array_new(FALSE, FALSE, sizeof(guint));
	GArray *any = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		if (!is_of(step, hold))
			continue;
		g_array_append_val(any, i);
		if (touches(step, pool))
			g_array_append_val(near, i);
	}
	if (near->len > 0) {
		g_array_unref(any);
		return near;
	}
	g_array_unref(near);
	return any;
}

static void
write_way_out(CtReport *self, CtHold hold, const char *pool)
{
	g_autoptr(GArray) steps = NULL;
	const char *rule = ct_hold_row(hold)->step;

	if (*rule == '\0') {
		ct_html_text(self->html, "by hand");
		return;
	}
	steps = find_steps(self, hold, pool);
	if (steps->len > 0)
		ct_report_link_steps(self, steps);
	else
		ct_report_link_rule(self, rule);
}

static void
write_cell(CtReport *self, const CtPool *pool, CtHold hold, const CtEmptinessCell *cell)
{
	CtHtml *html = self->html;
	const CtInput *input = &g_array_index(self->estate->facts->inputs, CtInput,
					      cell->first.input);
	g_autofree char *count = ct_report_count(cell->count);
	const CtHoldRow *row = ct_hold_row(hold);

	ct_report_open_row(self, NULL, NULL);
	ct_html_element(html, "th", pool->fqdn, "scope", "row", "class", "name", NULL);
	ct_html_element(html, "td", count, "class", "number", NULL);
	ct_html_element(html, "td", cell->count == 1 ? row->one : row->many, NULL);
	ct_html_open(html, "td", NULL);
	ct_report_link_place(self, input->path, cell->first.line);
	ct_html_close(html);
	ct_html_open(html, "td", NULL);
	write_way_out(self, hold, pool->key);
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_server(CtReport *self, const CtEmptinessRow *row)
{
	CtHtml *html = self->html;
	const CtPool *pool = ct_estate_pool(self->estate, row->pool);

	for (guint i = 0; i < CT_N_HOLDS; i++)
		if (row->cells[i].count > 0)
			write_cell(self, pool, (CtHold)i, &row->cells[i]);
	if (ct_emptiness_total(row) > 0)
		return;
	ct_report_open_row(self, NULL, NULL);
	ct_html_element(html, "th", pool->fqdn, "scope", "row", "class", "name", NULL);
	ct_html_element(html, "td", "0", "class", "number", NULL);
	ct_html_element(html, "td", "nothing that the exports show", "colspan", "3", NULL);
	ct_html_close(html);
}

/* As many servers as fit into the length of a ledger. */
static guint
count_listed(const CtReport *self, const CtEmptiness *table)
{
	guint rows = 0;
	guint listed = 0;

	for (; listed < table->rows->len; listed++) {
		rows += CT_N_HOLDS;
		if (rows > ct_report_max_listed(self) * 4)
			break;
	}
	return listed;
}

void
ct_report_write_emptiness(CtReport *self)
{
	static const char *const heads[] = { "Legacy server", "Count",	    "Of",
					     "First seen",    "Emptied by", NULL };
	g_autoptr(CtEmptiness) table = ct_emptiness_new(self->estate);
	guint listed = count_listed(self, table);

	ct_report_open_section(
		self, "emptiness", "What keeps legacy servers", table->rows->len,
		"Users are not all that a server has. It can be retired when every line of it is gone.");
	ct_report_open_table(self, "emptiness", heads);
	for (guint i = 0; i < listed; i++)
		write_server(self, &g_array_index(table->rows, CtEmptinessRow, i));
	ct_html_close(self->html);
	ct_html_close(self->html);
	if (listed < table->rows->len) {
		g_autofree char *more = ct_report_plural(table->rows->len - listed, "more server",
							 "more servers");

		ct_html_open(self->html, "p", "class", "remark", NULL);
		ct_html_printf(self->html, "and %s", more);
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
}
