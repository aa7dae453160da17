/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The failure matrix.
 *
 * A row is a step that fails, a column a step after it; rows and columns have the same numbers.  Most
 * of a plan waits for most of it, so what stands out is what goes on.  With more than MAX_ROWS steps
 * the first page puts neighbours of one rule together, and further pages have a row for each step,
 * with the columns of the first; of a plan that is drawn by its digest, or of very many
 * steps, plan.json has the rest.
 */
#include "render/view-failure.h"

#include <string.h>

#include "render/failures.h"
#include "render/frame.h"
#include "render/sheet.h"

#define MAX_ROWS  53
#define MAX_PAGES 13
#define MAX_SIDE  645.0
#define CELL_MIN  12.0
#define CELL_MAX  16.0
#define NUMBER_W  24.0
#define ID_W	  84.0
#define NAME_W	  250.0
#define GO_ON_W	  92.0
#define BACK_W	  186.0
#define GAP	  10.0
#define HEAD_H	  34.0

#define ID_X	 (CT_FRAME_PAD_PT + NUMBER_W)
#define NAME_X	 (ID_X + ID_W)
#define MATRIX_X (NAME_X + NAME_W)

typedef struct {
	const CtViewInput *input;
	const CtFailures *failures;
	CtScene *scene;
	const GArray *rows; /* of CtStepSpan */
	gboolean detail;    /* rows are single steps, columns are groups */
	double cell;
	double y; /* of the first row */
} Page;

static CtStepSpan
row_at(const Page *self, guint index)
{
	return g_array_index(self->rows, CtStepSpan, index);
}

static const CtPlanStep *
step_at(const Page *self, guint index)
{
	return ct_plan_step(self->failures->plan, index);
}

static double
right_x(const Page *self)
{
	return MATRIX_X + self->cell * self->failures->groups->len + GAP;
}

/* The column in which the row's own step is. */
static guint
own_column(const Page *self, CtStepSpan row)
{
	guint column = 0;

	while (ct_failures_group(self->failures, column).end <= row.first)
		column++;
	return column;
}

static const char *
tell_span(const Page *self, CtStepSpan span)
{
	if (span.end - span.first == 1)
		return step_at(self, span.first)->id;
	return ct_scene_printf(self->scene, "%s-%s", step_at(self, span.first)->id,
			       step_at(self, span.end - 1)->id);
}

static gboolean
has_one_rule(const Page *self, CtStepSpan span)
{
	return strcmp(step_at(self, span.first)->rule, step_at(self, span.end - 1)->rule) == 0;
}

/* Steps of one rule by its sentence, which leaves open what it is about. */
static const char *
tell_name(const Page *self, CtStepSpan span)
{
	const CtPlanStep *first = step_at(self, span.first);
	const CtStepRow *rule = ct_step_row_find(first->rule);
	g_autoptr(GString) text = NULL;

	if (span.end - span.first == 1)
		return first->title;
	text = g_string_new(rule != NULL && has_one_rule(self, span) ? rule->title : first->title);
	g_string_replace(text, "{}", "\xe2\x80\xa6", 0);
	return ct_scene_printf(self->scene, "%u\xc3\x97 %s%s", span.end - span.first, text->str,
			       has_one_rule(self, span) ? "" : " and others");
}

/* ---- Cells ---- */

static void
draw_run(Page *self, guint row, guint first, guint end, CtWaits waits)
{
	static const CtStyleId styles[] = {
		[CT_WAITS_NONE] = CT_STYLE_GOES_ON,
		[CT_WAITS_SOME] = CT_STYLE_WAITS_PART,
		[CT_WAITS_ALL] = CT_STYLE_WAITS,
	};
	static const char *const words[] = {
		[CT_WAITS_NONE] = "go on",
		[CT_WAITS_SOME] = "some wait",
		[CT_WAITS_ALL] = "wait",
	};
	CtStepSpan steps = { ct_failures_group(self->failures, first).first,
			     ct_failures_group(self->failures, end - 1).end };

	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = ct_scene_printf(self->scene, "%s fails: %s %s",
							     tell_span(self, row_at(self, row)),
							     tell_span(self, steps),
							     words[waits]) });
	ct_scene_box(self->scene, styles[waits],
		     (CtRect){ MATRIX_X + self->cell * first, self->y + self->cell * row + 1,
			       self->cell * (end - first), self->cell - 2 });
	ct_scene_end(self->scene);
}

/* Columns of which the same is to be said share a box. */
static void
draw_cells(Page *self, guint row)
{
	guint n = self->failures->groups->len;
	CtStepSpan failed = row_at(self, row);
	guint first = own_column(self, failed) + 1;

	while (first < n) {
		CtWaits waits = ct_failures_ask(self->failures, failed,
						ct_failures_group(self->failures, first));
		guint end = first + 1;

		while (end < n && ct_failures_ask(self->failures, failed,
						  ct_failures_group(self->failures, end)) == waits)
			end++;
		if (waits != CT_WAITS_NOT_LATER)
			draw_run(self, row, first, end, waits);
		first = end;
	}
}

static void
draw_own(Page *self, guint row)
{
	guint column = own_column(self, row_at(self, row));
	CtRect rect = { MATRIX_X + self->cell * column, self->y + self->cell * row, self->cell,
			self->cell };

	ct_scene_box(self->scene, CT_STYLE_FAILS, rect);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ rect.x - 2, rect.y, rect.w + 4, rect.h }, CT_ALIGN_MIDDLE,
		      ct_scene_printf(self->scene, "%u", column + 1));
}

/* ---- What a row says ---- */

static const char *
tell_go_on(const Page *self, CtStepSpan row)
{
	guint least = G_MAXUINT;
	guint most = 0;

	for (guint i = row.first; i < row.end; i++) {
		guint count = ct_failures_go_on(self->failures, i);

		least = MIN(least, count);
		most = MAX(most, count);
	}
	if (least < most)
		return ct_scene_printf(self->scene, "%u to %u", least, most);
	return ct_scene_printf(self->scene, "%u of %u", least,
			       self->failures->plan->steps->len - row.end);
}

static const char *
tell_way_back(const Page *self, CtStepSpan row)
{
	const CtPlanStep *first = step_at(self, row.first);
	const CtPlanStep *last = step_at(self, row.end - 1);
	guint minutes = 0;
	gboolean forward = FALSE;
	g_autofree char *time = NULL;

	for (guint i = row.first; i < row.end; i++) {
		minutes = MAX(minutes, step_at(self, i)->back_minutes);
		forward = forward || step_at(self, i)->reversible == CT_REVERSIBLE_NO;
	}
	if (first->back_to == NULL || last->back_to == NULL)
		return "none";
	if (forward)
		return "none: what is half done goes on";
	time = ct_text_minutes(minutes);
	if (strcmp(first->back_to, last->back_to) == 0)
		return ct_scene_printf(self->scene, "%s, %s%s", first->back_to,
				       row.end - row.first > 1 ? "at most " : "", time);
	return ct_scene_printf(self->scene, "%s to %s, at most %s", first->back_to, last->back_to,
			       time);
}

static gboolean
has_way_back(const Page *self, CtStepSpan row)
{
	for (guint i = row.first; i < row.end; i++)
		if (step_at(self, i)->reversible == CT_REVERSIBLE_NO ||
		    step_at(self, i)->back_to == NULL)
			return FALSE;
	return TRUE;
}

static void
draw_right(Page *self, guint row)
{
	CtStepSpan span = row_at(self, row);
	double x = right_x(self);
	double y = self->y + self->cell * row;
	double middle = y + self->cell / 2;
	gboolean back = has_way_back(self, span);

	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT, (CtRect){ x, y, GO_ON_W - 6, self->cell },
		      CT_ALIGN_START, tell_go_on(self, span));
	ct_scene_diamond(self->scene, back ? CT_STYLE_CHECKPOINT : CT_STYLE_CHECKPOINT_LAST,
			 (CtPoint){ x + GO_ON_W + 4, middle }, 4);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ x + GO_ON_W + 12, y, BACK_W - 12, self->cell }, CT_ALIGN_START,
		      tell_way_back(self, span));
}

static const char *
href_of(const Page *self, CtStepSpan span)
{
	g_autofree guint *rows = NULL;

	if (ct_plan_whole(self->input->plan) == self->input->plan)
		return ct_scene_printf(self->scene, "#%s", step_at(self, span.first)->id);
	rows = ct_sheet_steps(self->input->plan); /* the page knows the steps of the digest */
	return ct_scene_printf(self->scene, "#%s",
			       ct_plan_step(self->input->plan, rows[span.first])->id);
}

static void
draw_row(Page *self, guint row)
{
	CtStepSpan span = row_at(self, row);
	double y = self->y + self->cell * row;
	const char *id = tell_span(self, span);
	const char *name = tell_name(self, span);
	double room = NAME_W + self->cell * own_column(self, span); /* up to the diagonal */

	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = span.end - span.first == 1
						  ? id
						  : ct_scene_printf(self->scene, "steps:%s", id),
				    .title = ct_scene_printf(self->scene, "%s: %s", id, name),
				    .desc = ct_scene_printf(
					    self->scene,
					    "if it fails, later steps that go on: %s; "
					    "way back: %s",
					    tell_go_on(self, span), tell_way_back(self, span)),
				    .href = href_of(self, span) });
	ct_scene_text(self->scene, CT_STYLE_TICK,
		      (CtRect){ CT_FRAME_PAD_PT, y, NUMBER_W - 7, self->cell }, CT_ALIGN_END,
		      ct_scene_printf(self->scene, "%u", own_column(self, span) + 1));
	ct_scene_text(self->scene, CT_STYLE_STRONG, (CtRect){ ID_X, y, ID_W - 4, self->cell },
		      CT_ALIGN_START, id);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT, (CtRect){ NAME_X, y, room - 6, self->cell },
		      CT_ALIGN_START, name);
	draw_right(self, row);
	ct_scene_end(self->scene);
	draw_own(self, row);
	draw_cells(self, row);
}

/* ---- Pages ---- */

static void
draw_heads(Page *self)
{
	double y = CT_SHEET_TOP_PT;
	double x = right_x(self);

	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ CT_FRAME_PAD_PT, y, MATRIX_X - CT_FRAME_PAD_PT - 6, 16 },
		      CT_ALIGN_START, "If this step fails");
	ct_scene_text(self->scene, CT_STYLE_STRONG, (CtRect){ MATRIX_X, y, x - GAP - MATRIX_X, 16 },
		      CT_ALIGN_START,
		      self->detail ? "later steps (numbers of the first page)" : "later steps");
	ct_scene_text(self->scene, CT_STYLE_STRONG, (CtRect){ x, y, GO_ON_W - 4, 16 },
		      CT_ALIGN_START, "go on");
	ct_scene_text(self->scene, CT_STYLE_STRONG, (CtRect){ x + GO_ON_W, y, BACK_W, 16 },
		      CT_ALIGN_START, "the way back");
	for (guint i = 0; i < self->failures->groups->len; i++)
		ct_scene_text(self->scene, CT_STYLE_TICK,
			      (CtRect){ MATRIX_X + self->cell * i - 3, y + 18, self->cell + 6, 14 },
			      CT_ALIGN_MIDDLE, ct_scene_printf(self->scene, "%u", i + 1));
}

/* Lines over the boxes, so that runs can be counted; below the diagonal there is nothing to count. */
static void
draw_grid(Page *self)
{
	guint n = self->failures->groups->len;
	guint row = 0;

	for (guint i = 0; i <= n; i++) {
		double x = MATRIX_X + self->cell * i;

		while (row < self->rows->len && own_column(self, row_at(self, row)) < i)
			row++;
		if (row > 0)
			ct_scene_line(self->scene, i % 5 == 0 ? CT_STYLE_RULE : CT_STYLE_HAIR, x,
				      self->y, x, self->y + self->cell * row);
	}
	for (guint i = 0; i <= self->rows->len; i += 5)
		ct_scene_line(self->scene, CT_STYLE_HAIR, CT_FRAME_PAD_PT, self->y + self->cell * i,
			      right_x(self) - GAP, self->y + self->cell * i);
}

/* A row for each step, unless nobody could read that many. */
static gboolean
has_details(const CtViewInput *input)
{
	return input->plan->whole == NULL && input->plan->steps->len <= MAX_ROWS * MAX_PAGES;
}

static const char *
subtitle(const Page *self)
{
	guint n = self->failures->plan->steps->len;
	guint none = 0;

	for (guint i = 0; i < n; i++)
		none += step_at(self, i)->reversible == CT_REVERSIBLE_NO;
	if (self->detail)
		return ct_scene_printf(self->scene, "%u of %u steps, each in a row of its own.",
				       self->rows->len, n);
	return ct_scene_printf(
		self->scene,
		"A failed step is mended and repeated, or walked back. %u steps, %u of "
		"them without a way back.%s",
		n, none,
		self->failures->groups->len == n ? ""
		: !has_details(self->input)	 ? " Neighbours of one rule share a row; plan.json "
						   "says it for each, under if_it_fails."
						 : " Neighbours of one rule share a row; the next "
						   "pages have one for each.");
}

static void
add_page(const CtViewInput *input, const CtFailures *failures, const GArray *rows, guint number,
	 guint count, GPtrArray *scenes)
{
	g_autofree char *id = number == 0 ? g_strdup("failure-matrix")
					  : g_strdup_printf("failure-matrix-%u", number);
	g_autofree char *title = number == 0 ? g_strdup("Failure matrix")
					     : g_strdup_printf("Failure matrix, page %u of %u",
							       number, count);
	Page self = { .input = input, .failures = failures, .rows = rows, .detail = number > 0 };

	self.scene = ct_scene_new(input->text, id, title,
				  "For each step, if it fails: which later steps wait and which go "
				  "on, and which way back there is");
	self.cell = CLAMP(MAX_SIDE / failures->groups->len, CELL_MIN, CELL_MAX);
	self.y = CT_SHEET_TOP_PT + HEAD_H;
	ct_sheet_begin(self.scene, right_x(&self) + GO_ON_W + BACK_W + CT_FRAME_PAD_PT,
		       subtitle(&self));
	draw_heads(&self);
	for (guint i = 0; i < rows->len; i++)
		draw_row(&self, i);
	draw_grid(&self);
	ct_sheet_finish(self.scene, input, self.y + self.cell * rows->len + 14);
	g_ptr_array_add(scenes, self.scene);
}

static void
add_details(const CtViewInput *input, const CtFailures *failures, GPtrArray *scenes)
{
	guint n = failures->plan->steps->len;
	guint count = (n + MAX_ROWS - 1) / MAX_ROWS;
	guint size = (n + count - 1) / count;

	for (guint page = 0; page < count; page++) {
		g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(CtStepSpan));

		for (guint i = page * size; i < MIN(n, (page + 1) * size); i++) {
			CtStepSpan row = { i, i + 1 };

			g_array_append_val(rows, row);
		}
		add_page(input, failures, rows, page + 1, count, scenes);
	}
}

void
ct_view_failure(const CtViewInput *input, GPtrArray *scenes)
{
	const CtPlan *whole = ct_plan_whole(input->plan);
	g_autoptr(CtFailures) failures = ct_failures_new(whole, MAX_ROWS);

	if (whole->steps->len == 0)
		return;
	add_page(input, failures, failures->groups, 0, 0, scenes);
	if (failures->groups->len < whole->steps->len && has_details(input))
		add_details(input, failures, scenes);
}
