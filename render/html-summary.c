/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The top of the page: what this plan is, its figures, the drawings.  Someone who reads no further
 * knows how large the change is and when it can no longer be taken back.
 */
#include "render/html-report.h"

#include <string.h>

typedef struct {
	guint64 users;
	guint test_waves, pilot_waves, production_waves;
	guint lossy, irreversible;
	guint64 work_minutes, settle_minutes, end_minute;
	guint last_checkpoints;
} Figures;

static Figures
count_figures(const CtPlan *plan)
{
	Figures figures = { 0 };

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		figures.users += wave->users;
		figures.test_waves += strcmp(wave->kind, "test") == 0;
		figures.pilot_waves += strcmp(wave->kind, "pilot") == 0;
		figures.production_waves += strcmp(wave->kind, "production") == 0;
	}
	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);
		guint64 end = step->start_minute + step->minutes + step->settle_minutes;

		figures.lossy += step->reversible == CT_REVERSIBLE_LOSSY;
		figures.irreversible += step->reversible == CT_REVERSIBLE_NO;
		figures.work_minutes += step->minutes;
		figures.settle_minutes += step->settle_minutes;
		figures.end_minute = MAX(figures.end_minute, end);
	}
	for (guint i = 0; i < plan->checkpoints->len; i++)
		figures.last_checkpoints +=
			g_array_index(plan->checkpoints, CtCheckpoint, i).point_of_no_return !=
			FALSE;
	return figures;
}

/* The product of the paired pools on one side; where they differ, the newest. */
static const char *
product_of(const CtReport *self, CtDeployment deployment)
{
	CtProduct product = CT_PRODUCT_UNKNOWN;

	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->deployment == deployment && ct_pool_homes_users(pool))
			product = MAX(product, pool->product);
	}
	if (product == CT_PRODUCT_UNKNOWN)
		return deployment == CT_DEPLOYMENT_LEGACY ? "the legacy deployment"
							  : "the target deployment";
	return ct_product_name(product);
}

void
ct_report_write_title(CtReport *self)
{
	CtHtml *html = self->html;
	guint inputs = self->plan->inputs->len;
	g_autofree char *files = ct_report_plural(inputs, "input", "inputs");

	ct_html_open(html, "header", "class", "title", NULL);
	ct_html_element(html, "h1", "Cutover plan", NULL);
	ct_html_open(html, "p", "class", "lead", NULL);
	ct_html_printf(html, "From %s to %s", product_of(self, CT_DEPLOYMENT_LEGACY),
		       product_of(self, CT_DEPLOYMENT_TARGET));
	ct_html_close(html);
	ct_html_open(html, "dl", "class", "block", NULL);
	if (self->date != NULL) {
		ct_html_element(html, "dt", "Date", NULL);
		ct_html_open(html, "dd", NULL);
		ct_html_element(html, "time", self->date, "datetime", self->date, NULL);
		ct_html_close(html);
	}
	ct_html_element(html, "dt", "Made by", NULL);
	ct_html_element(html, "dd", self->plan->tool, NULL);
	ct_html_element(html, "dt", "Made from", NULL);
	ct_html_open(html, "dd", NULL);
	ct_html_element(html, "a", files, "href", "#inputs", NULL);
	ct_html_text(html, ", each with its digest");
	ct_html_close(html);
	ct_html_element(html, "dt", "Reviewed by", "class", "signature", NULL);
	ct_html_element(html, "dd", NULL, "class", "signature", NULL);
	ct_html_close(html);
	ct_html_close(html);
}

static void
open_card(CtReport *self, const char *label, const char *css_class)
{
	g_autofree char *classes = g_strdup_printf("card%s%s", *css_class != '\0' ? " " : "",
						   css_class);

	ct_html_text(self->html, "\n");
	ct_html_open(self->html, "div", "class", classes, NULL);
	ct_html_element(self->html, "dt", label, NULL);
}

static void
write_card(CtReport *self, const char *label, const char *href, const char *figure,
	   const char *remark)
{
	CtHtml *html = self->html;

	open_card(self, label, "");
	ct_html_open(html, "dd", "class", "figure", NULL);
	ct_html_element(html, "a", figure, "href", href, NULL);
	ct_html_close(html);
	ct_html_element(html, "dd", remark, NULL);
	ct_html_close(html);
}

static void
append_kind(GString *out, guint count, const char *kind)
{
	if (count > 0)
		g_string_append_printf(out, "%s%u %s", out->len > 0 ? ", " : "", count, kind);
}

static void
write_size_cards(CtReport *self, const Figures *figures)
{
	const CtPlan *plan = ct_plan_whole(self->plan);
	g_autofree char *users = ct_report_count(figures->users);
	g_autofree char *waves = ct_report_count(plan->waves->len);
	g_autofree char *steps = ct_report_count(plan->steps->len);
	g_autofree char *checkpoints = ct_report_count(plan->checkpoints->len);
	g_autofree char *pairs = ct_report_plural(plan->pairs->len, "legacy pool", "legacy pools");
	g_autofree char *from = g_strconcat("leave ", pairs, NULL);
	g_autofree char *undo = g_strdup_printf("%u undone with loss, %u never", figures->lossy,
						figures->irreversible);
	g_autofree char *last = g_strdup_printf("%u before a step without return",
						figures->last_checkpoints);
	g_autoptr(GString) kinds = g_string_new(NULL);

	append_kind(kinds, figures->test_waves, "test");
	append_kind(kinds, figures->pilot_waves, "pilot");
	append_kind(kinds, figures->production_waves, "production");
	write_card(self, "Users", "#waves", users, from);
	write_card(self, "Waves", "#waves", waves, kinds->str);
	write_card(self, "Steps", "#steps", steps, undo);
	write_card(self, "Checkpoints", "#checkpoints", checkpoints, last);
}

static void
write_duration_card(CtReport *self, const Figures *figures)
{
	g_autofree char *end = ct_report_duration(figures->end_minute);
	g_autofree char *work = ct_report_duration(figures->work_minutes);
	g_autofree char *settle = ct_report_duration(figures->settle_minutes);
	g_autofree char *remark = g_strdup_printf("%s of work, %s of settling", work, settle);

	if (ct_report_has_dates(self)) {
		g_autofree char *dates = g_strdup_printf("%.10s – %.10s", self->plan->starts,
							 self->plan->ends);
		g_autofree char *fragile = ct_report_plural(self->plan->fragile->len,
							    "fragile step", "fragile steps");

		write_card(self, "Dates", "#calendar", dates, fragile);
	}
	write_card(self, "Duration", "#assumptions", end, remark);
}

static void
write_return_card(CtReport *self)
{
	CtHtml *html = self->html;
	const char *id = self->plan->point_of_no_return;
	guint index = id != NULL ? ct_plan_find_step(self->plan, id) : CT_NONE;
	const CtPlan *whole = ct_plan_whole(self->plan);

	open_card(self, "Point of no return", id != NULL ? "grave" : "");
	ct_html_open(html, "dd", "class", "figure", NULL);
	if (id == NULL)
		ct_html_text(html, "none");
	else
		ct_report_link_step(self, id);
	ct_html_close(html);
	if (index != CT_NONE) {
		const CtPlanStep *step = ct_report_step(self, index);
		g_autofree char *start = ct_report_start(step);

		ct_html_element(html, "dd", step->title, NULL);
		ct_html_open(html, "dd", NULL);
		index = ct_plan_find_step(whole, whole->point_of_no_return);
		ct_html_printf(html, "%s, %u %s before it", start, index,
			       index == 1 ? "step" : "steps");
		ct_html_close(html);
	} else if (id == NULL) {
		ct_html_element(html, "dd", "every step can be taken back", NULL);
	}
	ct_html_close(html);
}

/* Never said by heart: a plan that was changed by hand may be drawn again. */
static void
write_verdict_card(CtReport *self)
{
	gboolean holds = self->plan->violations == 0;
	g_autofree char *violations = ct_report_plural(self->plan->violations, "violation",
						       "violations");

	open_card(self, "Verdict", holds ? "good" : "grave");
	ct_html_open(self->html, "dd", "class", "figure", NULL);
	ct_html_element(self->html, "span", holds ? "✓" : "✗", "aria-hidden", "true", NULL);
	ct_html_text(self->html, holds ? " checked" : " does not hold");
	ct_html_close(self->html);
	if (holds) {
		ct_html_element(self->html, "dd",
				"Replayed against the exports before it was drawn; after any "
				"change by hand, check it again.",
				NULL);
	} else {
		ct_html_open(self->html, "dd", NULL);
		ct_html_printf(self->html, "%s; cutover check names them. Do not carry it out.",
			       violations);
		ct_html_close(self->html);
	}
	ct_html_close(self->html);
}

static void
write_verdict_cards(CtReport *self)
{
	const CtPlan *plan = self->plan;
	g_autofree char *errors = ct_report_plural(plan->errors, "error", "errors");
	g_autofree char *warnings = ct_report_plural(plan->warnings, "warning", "warnings");
	g_autofree char *infos = ct_report_plural(plan->infos, "info", "infos");
	g_autofree char *remark = g_strdup_printf("%s, %s", warnings, infos);

	write_card(self, "Findings", "#findings", errors, remark);
	write_verdict_card(self);
}

void
ct_report_write_cards(CtReport *self)
{
	Figures figures = count_figures(ct_plan_whole(self->plan));

	ct_html_open(self->html, "dl", "class", "cards", "aria-label", "The plan in figures", NULL);
	write_size_cards(self, &figures);
	write_duration_card(self, &figures);
	write_return_card(self);
	write_verdict_cards(self);
	ct_html_close(self->html);
	ct_html_text(self->html, "\n");
}

/* The markup without the line breaks and the indentation that stand between its tags. */
static char *
make_lean(const char *svg)
{
	GString *out = g_string_new(NULL);

	for (const char *at = svg; *at != '\0';) {
		gsize blanks = *at == '>' ? strspn(at + 1, " \n") : 0;

		g_string_append_c(out, *at++);
		if (blanks > 0 && at[blanks] == '<')
			at += blanks;
	}
	return g_string_free(out, FALSE);
}

static void
show_drawing(CtReport *self, const CtHtmlDrawing *drawing, const char *svg)
{
	CtHtml *html = self->html;
	g_autofree char *id = g_strconcat("drawing-", drawing->id, NULL);
	g_autofree char *size = g_strconcat("size-", drawing->id, NULL);

	ct_html_text(html, "\n");
	ct_html_open(html, "figure", "id", id, NULL);
	ct_html_element(html, "figcaption", drawing->title, NULL);
	/* a box and a style do what would need a script otherwise */
	ct_html_void(html, "input", "type", "checkbox", "id", size, "class", "size", NULL);
	ct_html_element(html, "label", "Full size", "for", size, "class", "size", NULL);
	ct_html_open(html, "div", "class", "drawing", "tabindex", "0", "role", "region",
		     "aria-label", drawing->title, NULL);
	ct_html_raw(html, svg);
	ct_html_close(html);
	ct_html_close(html);
}

/* Those that would make the page too heavy stand beside it.  @beside: of CtHtmlDrawing */
static void
link_drawings(CtReport *self, const GPtrArray *beside)
{
	CtHtml *html = self->html;

	if (beside->len == 0)
		return;
	ct_html_open(html, "div", "class", "beside", NULL);
	ct_html_element(html, "h3", "Beside this page, and in plan.pdf", NULL);
	ct_html_open(html, "ul", NULL);
	for (guint i = 0; i < beside->len; i++) {
		const CtHtmlDrawing *drawing = beside->pdata[i];
		g_autofree char *file = g_strdup_printf("diagrams/%s.svg", drawing->id);
		g_autofree char *href = g_uri_escape_string(file, "/", FALSE);

		ct_html_open(html, "li", NULL);
		ct_html_element(html, "a", drawing->title, "href", href, NULL);
		ct_html_close(html);
	}
	ct_html_close(html);
	ct_html_close(html);
}

void
ct_report_write_drawings(CtReport *self)
{
	g_autoptr(GPtrArray) beside = g_ptr_array_new();
	gsize room = self->room;

	if (self->n_drawings == 0)
		return;
	ct_report_open_section(
		self, "drawings", "Drawings", CT_NONE,
		"Point at anything for its description; what has an id is a link to it.");
	for (guint i = 0; i < self->n_drawings; i++) {
		const CtHtmlDrawing *drawing = &self->drawings[i];
		g_autofree char *svg = make_lean(drawing->svg);

		if (strlen(svg) > room) {
			g_ptr_array_add(beside, (gpointer)drawing);
			continue;
		}
		show_drawing(self, drawing, svg);
		room -= strlen(svg);
	}
	link_drawings(self, beside);
	ct_html_close(self->html);
}
