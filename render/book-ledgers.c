/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledgers: losses, tests, findings, fates.  Nothing that the plan rests on is only in a
 * file that nobody prints; but of thousands of equal rows, such as users without a home, the first
 * are printed and the others counted.
 */
#include <string.h>

#include "planner/catalogue.h"
#include "render/book-chapters.h"
#include "render/finding-group.h"
#include "render/targets.h"

/* Rows of one kind: a page or two of them, which a person can still go through. */
#define MAX_ROWS 80
/* And in the book of a large plan, which has more kinds of them than anybody reads. */
#define MAX_ROWS_LARGE 40
/* of the tables that are not printed to their end */
#define MAX_COLUMNS 4

static guint
max_rows(const CtBook *self)
{
	return self->plan->whole != NULL ? MAX_ROWS_LARGE : MAX_ROWS;
}

void
ct_book_tell_rest(const CtBook *self, guint count, guint limit, const char *file)
{
	const char *cells[MAX_COLUMNS] = { NULL };
	g_autofree char *rest = NULL;
	g_autofree char *digits = NULL;

	if (count <= limit)
		return;
	digits = ct_text_count(count - limit);
	rest = g_strdup_printf("and %s more: %s", digits, file);
	cells[0] = rest;
	ct_flow_row(self->flow, NULL, cells, NULL);
}

/* A loss stands in the checkpoint of its span and in those before it; here it stands once, and losses
 * that say the same share a row. */
void
ct_book_losses(const CtBook *self)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GArray) losses = g_array_new(FALSE, FALSE, sizeof(CtLoss));

	ct_flow_heading(self->flow, 0, "losses", "Losses");
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = &g_array_index(self->plan->checkpoints,
								CtCheckpoint, i);

		for (guint j = 0; j < checkpoint->losses->len; j++) {
			CtLoss loss = g_array_index(checkpoint->losses, CtLoss, j);

			if (g_hash_table_add(seen, g_strjoin("\n", loss.step, loss.rule, loss.text,
							     NULL)))
				g_array_append_val(losses, loss);
		}
	}
	if (losses->len == 0)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY, "Going back loses nothing.");
	ct_book_loss_rows(self, losses, "What going back behind these steps loses");
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	const char *x = *(const char *const *)a;
	const char *y = *(const char *const *)b;

	/* "V9" before "V10" */
	if (strlen(x) != strlen(y))
		return strlen(x) < strlen(y) ? -1 : 1;
	return strcmp(x, y);
}

void
ct_book_tests(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Test", 0.1, CT_STYLE_STRONG },
		{ "What is checked", 0.9, CT_STYLE_BODY },
	};
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(self->plan->steps, CtPlanStep, i);

		for (guint j = 0; j < step->tests->len; j++) {
			if (g_hash_table_add(seen, step->tests->pdata[j]))
				g_ptr_array_add(ids, step->tests->pdata[j]);
		}
	}
	g_ptr_array_sort(ids, compare_texts);
	ct_flow_heading(self->flow, 0, "tests", "Tests");
	ct_flow_table(self->flow, columns, 2);
	for (guint i = 0; i < ids->len; i++) {
		const CtCatalogueEntry *entry = ct_catalogue_find(ids->pdata[i]);
		g_autofree char *text = entry != NULL ? g_strdup_printf("%s\n%s %s", entry->title,
									entry->text, entry->detail)
						      : g_strdup("");
		const char *const cells[] = { ids->pdata[i], text };

		ct_flow_row(self->flow, ids->pdata[i], cells, NULL);
	}
}

static void
set_findings(const CtBook *self, const CtFindingGroup *group)
{
	static const CtFlowColumn columns[] = {
		{ "Finding", 0.6, CT_STYLE_BODY },
		{ "Where", 0.4, CT_STYLE_NOTE },
	};
	const CtRule *rule = ct_rule(group->rule);
	g_autofree char *id = g_strdup_printf("findings-%s-%s", rule->code,
					      ct_severity_to_string(group->severity));
	g_autofree char *count = ct_text_counted(group->items->len, "finding", "findings");
	g_autofree char *title = g_strdup_printf("%s: %s", ct_severity_to_string(group->severity),
						 rule->summary);
	g_autofree char *advice = g_strdup_printf("%s. %s [%s]", count, rule->advice, rule->code);

	title[0] = g_ascii_toupper(title[0]);
	ct_flow_heading(self->flow, 1, id, title);
	ct_flow_paragraph(self->flow, CT_STYLE_BODY, advice);
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < MIN(group->items->len, max_rows(self)); i++) {
		guint index = g_array_index(group->items, guint, i);
		const CtFinding *finding = self->findings->items->pdata[index];
		g_autofree char *where = ct_estate_where(self->estate, finding->origin);
		g_autofree char *message = ct_book_short(self, finding->message);
		g_autofree char *place = ct_book_short(self, where);
		const char *const cells[] = { message, place };

		ct_flow_row(self->flow, NULL, cells, NULL);
	}
	ct_book_tell_rest(self, group->items->len, max_rows(self), "findings.json");
}

void
ct_book_findings(const CtBook *self)
{
	g_autoptr(GArray) groups = ct_finding_groups(self->findings);

	if (self->findings == NULL || self->estate == NULL)
		return;
	ct_flow_heading(self->flow, 0, "findings", "Findings");
	if (groups->len == 0)
		ct_flow_paragraph(self->flow, CT_STYLE_BODY, "None.");
	for (guint i = 0; i < groups->len; i++)
		set_findings(self, &g_array_index(groups, CtFindingGroup, i));
}

static const CtFate *
fate_at(const CtBook *self, guint index)
{
	return &g_array_index(self->plan->fates, CtFate, index);
}

/* How many fates from @first on are of subjects of one kind ("user:"). */
static guint
run_of_kind(const CtBook *self, guint first)
{
	gsize length = strcspn(fate_at(self, first)->subject, ":") + 1;
	guint end = first + 1;

	while (end < self->plan->fates->len &&
	       strncmp(fate_at(self, end)->subject, fate_at(self, first)->subject, length) == 0)
		end++;
	return end - first;
}

/* Nearly all go to a pool: its name is enough, and only another kind of object is named. */
static const char *
target_name(const char *subject)
{
	return g_str_has_prefix(subject, "pool:") ? subject + strlen("pool:") : subject;
}

/* Newly allocated; nullable. */
static char *
fate_target(const CtBook *self, const CtFate *fate)
{
	g_autoptr(GPtrArray) further = ct_targets_further(self->plan, fate->subject);
	GString *text;

	if (fate->to == NULL)
		return NULL;
	text = g_string_new(target_name(fate->to));
	for (guint i = 0; i < further->len; i++)
		g_string_append_printf(text, "\n%s", target_name(further->pdata[i]));
	return g_string_free(text, FALSE);
}

void
ct_book_fates(const CtBook *self)
{
	static const CtFlowColumn columns[] = {
		{ "Legacy object", 0.345, CT_STYLE_BODY },
		{ "Fate", 0.085, CT_STYLE_STRONG },
		{ "To", 0.315, CT_STYLE_NOTE },
		{ "Seen in", 0.255, CT_STYLE_NOTE },
	};
	guint count;

	ct_flow_heading(self->flow, 0, "fates", "Fates");
	ct_flow_paragraph(
		self->flow, CT_STYLE_BODY,
		"What becomes of every legacy object; users stand in the lists of the waves.");
	ct_book_see(self, "estate-map", "See also the drawing Estate map");
	ct_flow_table(self->flow, columns, G_N_ELEMENTS(columns));
	for (guint first = 0; first < self->plan->fates->len; first += count) {
		count = run_of_kind(self, first);
		for (guint i = first; i < first + MIN(count, max_rows(self)); i++) {
			const CtFate *fate = fate_at(self, i);
			g_autofree char *id = g_strdup_printf("fate-%u", i + 1);
			g_autofree char *place = ct_book_evidence(self, fate->evidence);
			g_autofree char *to = fate_target(self, fate);
			const char *const cells[] = { fate->subject, fate->fate, to, place };

			ct_flow_row(self->flow, id, cells, NULL);
		}
		ct_book_tell_rest(self, count, max_rows(self), "plan.json");
	}
}
