/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two plans on the same coordinates.
 *
 * A column is a step in the order of both plans, a row a server; what did not change is small and pale, so
 * that a reviewer who knows the old plan sees at once where the new one differs.  Below stands every change
 * in words, with the lines of the exports that did it.
 */
#include "render/view-changes.h"

#include <string.h>

#include "render/changes.h"
#include "render/frame.h"
#include "render/sheet.h"

#define LABEL_W	  176.0
#define LANE_H	  22.0
#define MARK	  12.0
#define DOT	  5.0
#define COLUMN_W  9.0
#define WIDE_W	  15.0 /* of a column with a change */
#define RUN_W	  34.0
#define MANY	  110 /* columns, from which on unchanged steps become runs */
#define RUN_STEPS 3
#define LEFT	  CT_FRAME_PAD_PT
#define CELLS_X	  (LEFT + LABEL_W)
#define MIN_W	  1000.0
#define LIST_ROWS 48
#define PAGE_ROWS 58 /* of a page with nothing else */
#define MAX_PAGES 12
#define LIST_W	  1110.0
#define LIST_H	  13.0
#define WAVE_W	  64.0
#define WAVE_H	  74.0
#define WAVE_ROWS 5

typedef struct {
	CtScene *scene;
	const CtChanges *changes;
	double *x; /* of each column, the middle */
	double end_x;
	double y;
	double top; /* of the lanes */
} View;

static const struct {
	CtStyleId style;
	const char *sign;
	const char *word;
} looks[CT_N_CHANGES] = {
	[CT_CHANGE_NONE] = { CT_STYLE_CHANGE_NONE, NULL, "as it was" },
	[CT_CHANGE_ADDED] = { CT_STYLE_CHANGE_ADDED, "+", "added" },
	[CT_CHANGE_REMOVED] = { CT_STYLE_CHANGE_REMOVED, "\xe2\x88\x92", "removed" },
	[CT_CHANGE_FROM] = { CT_STYLE_CHANGE_FROM, "<", "stood here before" },
	[CT_CHANGE_TO] = { CT_STYLE_CHANGE_TO, ">", "moved here" },
	[CT_CHANGE_ALTERED] = { CT_STYLE_CHANGE_ALTERED, "~", "changed" },
	[CT_CHANGE_RUN] = { CT_STYLE_CHANGE_NONE, NULL, "as they were" },
};

static double
column_width(const CtChangeColumn *column)
{
	if (column->kind == CT_CHANGE_NONE)
		return COLUMN_W;
	return column->kind == CT_CHANGE_RUN ? RUN_W : WIDE_W;
}

static void
place_columns(View *self)
{
	double x = CELLS_X + 4;

	for (guint i = 0; i < self->changes->columns->len; i++) {
		double width = column_width(ct_changes_column(self->changes, i));

		self->x[i] = x + width / 2;
		x += width;
	}
	self->end_x = MAX(x + 4, LEFT + MIN_W);
}

static double
lane_y(const View *self, guint lane)
{
	return self->top + LANE_H * lane + LANE_H / 2;
}

static void
draw_lanes(View *self)
{
	for (guint i = 0; i < self->changes->lanes->len; i++) {
		const char *name = self->changes->lanes->pdata[i];
		double bottom = self->top + LANE_H * (i + 1);

		ct_scene_text(self->scene, CT_STYLE_LANE,
			      (CtRect){ LEFT + 8, bottom - LANE_H, LABEL_W - 16, LANE_H },
			      CT_ALIGN_START,
			      name[0] != '\0' ? ct_scene_keep(self->scene, name) : "Deployment");
		ct_scene_line(self->scene, CT_STYLE_LANE, LEFT, bottom, self->end_x, bottom);
		ct_scene_break(self->scene, bottom);
	}
}

/* A stretch that is the same in both plans: one shade over all lanes. */
static void
draw_run(View *self, guint index)
{
	const CtChangeColumn *column = ct_changes_column(self->changes, index);
	CtRect rect = { self->x[index] - RUN_W / 2 + 2, self->top, RUN_W - 4,
			LANE_H * self->changes->lanes->len };

	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = ct_scene_printf(self->scene,
							     "%u steps as they were, from %s",
							     column->count, column->step->id) });
	ct_scene_box(self->scene, CT_STYLE_CHANGE_RUN, rect);
	rect.y -= 13;
	rect.h = 12;
	rect.x -= 2;
	rect.w += 4;
	ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, rect, CT_ALIGN_MIDDLE,
		      ct_scene_printf(self->scene, "%u", column->count));
	ct_scene_end(self->scene);
}

static void
draw_mark(View *self, guint index)
{
	const CtChangeColumn *column = ct_changes_column(self->changes, index);
	gboolean old = column->kind == CT_CHANGE_REMOVED || column->kind == CT_CHANGE_FROM;
	double size = column->kind == CT_CHANGE_NONE ? DOT : MARK;
	CtRect rect = { self->x[index] - size / 2, lane_y(self, column->lane) - size / 2, size,
			size };
	const char *id = ct_scene_printf(self->scene, "%s%s", old ? "old:" : "", column->step->id);

	ct_scene_begin(
		self->scene,
		(CtMeaning){ .id = id,
			     .title = ct_scene_printf(self->scene, "%s %s: %s", column->step->id,
						      looks[column->kind].word,
						      column->step->title),
			     .href = old ? NULL
					 : ct_scene_printf(self->scene, "#%s", column->step->id) });
	ct_scene_box(self->scene, looks[column->kind].style, rect);
	if (looks[column->kind].sign != NULL)
		ct_scene_text(self->scene, looks[column->kind].style, rect, CT_ALIGN_MIDDLE,
			      looks[column->kind].sign);
	ct_scene_end(self->scene);
}

/* From where a step stood to where it stands now. */
static void
draw_move(View *self, guint index)
{
	const CtChangeColumn *column = ct_changes_column(self->changes, index);
	double lift = LANE_H * 0.7;
	CtPoint from;
	CtPoint to = { self->x[index], lane_y(self, column->lane) - MARK / 2 };

	if (column->kind != CT_CHANGE_TO || column->other == CT_NONE)
		return;
	from = (CtPoint){ self->x[column->other],
			  lane_y(self, ct_changes_column(self->changes, column->other)->lane) -
				  MARK / 2 };

	const CtPoint arc[] = { from, { from.x, from.y - lift }, { to.x, to.y - lift }, to };

	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = ct_scene_printf(self->scene, "%s moved to %s",
							     column->change->old_id,
							     column->change->new_id) });
	ct_scene_curve(self->scene, CT_STYLE_CHANGE_MOVE, arc, 4);
	ct_scene_end(self->scene);
}

static void
draw_steps(View *self)
{
	guint n = self->changes->columns->len;

	self->top = self->y + 26;
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD,
		      (CtRect){ LEFT + 8, self->y + 12, LABEL_W - 16, 13 }, CT_ALIGN_START,
		      "Steps, in the order of both plans");
	for (guint i = 0; i < n; i++)
		if (ct_changes_column(self->changes, i)->kind == CT_CHANGE_RUN)
			draw_run(self, i);
	draw_lanes(self);
	for (guint i = 0; i < n; i++)
		draw_move(self, i);
	for (guint i = 0; i < n; i++)
		if (ct_changes_column(self->changes, i)->kind != CT_CHANGE_RUN)
			draw_mark(self, i);
	self->y = self->top + LANE_H * self->changes->lanes->len + 12;
}

/* ---- Waves ---- */

static guint
wave_users(const CtPlan *plan, guint index)
{
	return index < plan->waves->len ? g_array_index(plan->waves, CtPlanWave, index).users : 0;
}

static void
draw_wave(View *self, guint index, guint most, CtRect place)
{
	const guint users[] = { wave_users(self->changes->old_plan, index),
				wave_users(self->changes->new_plan, index) };
	static const CtStyleId styles[] = { CT_STYLE_CHANGE_OLD, CT_STYLE_CHANGE_NEW };
	double room = place.h - 26;

	for (guint i = 0; i < 2; i++) {
		g_autofree char *count = ct_text_count(users[i]);
		double height = MAX(1, room * users[i] / MAX(1, most));
		CtRect bar = { place.x + 4 + i * (place.w - 8) / 2, place.y + 13 + room - height,
			       (place.w - 8) / 2 - 2, height };

		ct_scene_box(self->scene, styles[i], bar);
		ct_scene_text(self->scene, CT_STYLE_STATE_TEXT,
			      (CtRect){ bar.x, bar.y - 11, bar.w, 11 }, CT_ALIGN_MIDDLE, count);
	}
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD,
		      (CtRect){ place.x, place.y + place.h - 12, place.w, 12 }, CT_ALIGN_MIDDLE,
		      ct_scene_printf(self->scene, "wave %u", index + 1));
}

static void
draw_waves(View *self)
{
	guint waves = MAX(self->changes->old_plan->waves->len, self->changes->new_plan->waves->len);
	guint fit = (guint)((self->end_x - CELLS_X) / WAVE_W);
	guint most = 0;

	for (guint i = 0; i < waves; i++)
		most = MAX(most, MAX(wave_users(self->changes->old_plan, i),
				     wave_users(self->changes->new_plan, i)));
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD,
		      (CtRect){ LEFT + 8, self->y + 4, LABEL_W - 16, 13 }, CT_ALIGN_START,
		      "Users of each wave");
	for (guint i = 0; i < MIN(waves, fit * WAVE_ROWS); i++) {
		if (i > 0 && i % fit == 0)
			self->y += WAVE_H;
		draw_wave(self, i, most,
			  (CtRect){ CELLS_X + WAVE_W * (i % fit), self->y, WAVE_W, WAVE_H });
	}
	if (waves > fit * WAVE_ROWS)
		ct_scene_text(self->scene, CT_STYLE_NOTE,
			      (CtRect){ LEFT + 8, self->y + 20, LABEL_W - 16, 12 }, CT_ALIGN_START,
			      ct_scene_printf(self->scene, "the first %u of %u", fit * WAVE_ROWS,
					      waves));
	self->y += WAVE_H + 10;
	ct_scene_break(self->scene, self->y - 4);
}

/* ---- In words ---- */

static const char *
what_changed(View *self, const CtDiffChange *change)
{
	static const char *const words[CT_N_DIFF_KINDS] = {
		[CT_DIFF_ADDED] = "+",
		[CT_DIFF_REMOVED] = "\xe2\x88\x92",
		[CT_DIFF_MOVED] = ">",
		[CT_DIFF_CHANGED] = "~",
	};
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_append_printf(text, "%s %s ", words[change->kind],
			       ct_diff_section_name(change->section));
	if (change->old_id != NULL && change->new_id != NULL &&
	    !g_str_equal(change->old_id, change->new_id))
		g_string_append_printf(text, "%s, now %s: ", change->old_id, change->new_id);
	else if (change->new_id != NULL || change->old_id != NULL)
		g_string_append_printf(text, "%s: ",
				       change->new_id != NULL ? change->new_id : change->old_id);
	g_string_append(text, change->name);
	for (guint i = 0; i < change->fields->len; i++) {
		const CtDiffField *field = &g_array_index(change->fields, CtDiffField, i);

		g_string_append_printf(text, "; %s ", field->label);
		if (field->old != NULL && field->new != NULL)
			g_string_append_printf(text, "%s \xe2\x86\x92 %s", field->old, field->new);
		else if (field->new != NULL)
			g_string_append_printf(text, "+ %s", field->new);
		else
			g_string_append_printf(text, "\xe2\x88\x92 %s", field->old);
	}
	return ct_scene_keep(self->scene, text->str);
}

static const char *
why_changed(View *self, const CtDiffChange *change)
{
	const CtDiff *diff = self->changes->diff;
	const CtDiffLines *lines;
	const CtDiffInput *input;

	if (change->causes->len == 0)
		return "follows from the others";
	lines = &g_array_index(diff->lines, CtDiffLines, g_array_index(change->causes, guint, 0));
	input = &g_array_index(diff->inputs, CtDiffInput, lines->input);
	return ct_scene_printf(self->scene, "%s:%u%s",
			       input->new_path != NULL ? input->new_path : input->old_path,
			       lines->new_count > 0 ? lines->new_first : lines->old_first,
			       change->causes->len > 1 ? " and others" : "");
}

static void
draw_note(View *self, const char *text)
{
	ct_scene_text(self->scene, CT_STYLE_NOTE,
		      (CtRect){ LEFT, self->y, self->end_x - LEFT, LIST_H }, CT_ALIGN_START, text);
	self->y += LIST_H;
}

static void
draw_change(View *self, const CtDiffChange *change)
{
	double width = self->end_x - LEFT;

	ct_scene_text(self->scene, CT_STYLE_BODY,
		      (CtRect){ LEFT, self->y, width * 0.72 - 10, LIST_H }, CT_ALIGN_START,
		      what_changed(self, change));
	ct_scene_text(self->scene, CT_STYLE_DETAIL,
		      (CtRect){ LEFT + width * 0.72, self->y, width * 0.28, LIST_H },
		      CT_ALIGN_START, why_changed(self, change));
	self->y += LIST_H;
	ct_scene_break(self->scene, self->y);
}

/* Changes that are told one by one.  Users are counted: there can be a million of them, and the waves show
 * how they are spread. */
static GPtrArray *
told_changes(const CtDiff *diff)
{
	GPtrArray *told = g_ptr_array_new();

	for (guint i = 0; i < diff->changes->len; i++) {
		const CtDiffChange *change = diff->changes->pdata[i];

		if (change->section != CT_DIFF_MEMBER)
			g_ptr_array_add(told, diff->changes->pdata[i]);
	}
	return told;
}

static void
draw_rows(View *self, const GPtrArray *told, guint first, guint last)
{
	for (guint i = first; i < last; i++)
		draw_change(self, told->pdata[i]);
}

/* "12 steps, 3 waves": of the changes from @first on, by what they are about. */
static const char *
tell_sections(View *self, const GPtrArray *told, guint first)
{
	guint counts[CT_N_DIFF_SECTIONS] = { 0 };
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = first; i < told->len; i++)
		counts[((const CtDiffChange *)told->pdata[i])->section]++;
	for (guint i = 0; i < CT_N_DIFF_SECTIONS; i++)
		if (counts[i] > 0)
			g_string_append_printf(text, "%s%s: %u", text->len > 0 ? ", " : "",
					       ct_diff_section_name((CtDiffSection)i), counts[i]);
	return ct_scene_keep(self->scene, text->str);
}

/* On so many pages behind the first. */
static guint
count_pages(const GPtrArray *told)
{
	guint rest = told->len > LIST_ROWS ? told->len - LIST_ROWS : 0;

	return MIN(MAX_PAGES, (rest + PAGE_ROWS - 1) / PAGE_ROWS);
}

static void
draw_list(View *self, const GPtrArray *told)
{
	guint all = self->changes->diff->changes->len;
	guint users = all - told->len;
	guint pages = count_pages(told);

	ct_scene_text(self->scene, CT_STYLE_HEADING,
		      (CtRect){ LEFT, self->y, self->end_x - LEFT, 16 }, CT_ALIGN_START,
		      all > 0 ? "What changed, and the line of the exports behind it"
			      : "Nothing has changed");
	self->y += 20;
	draw_rows(self, told, 0, MIN(told->len, LIST_ROWS));
	if (pages > 0)
		draw_note(self, ct_scene_printf(self->scene, "and %u more (%s), on the next %u %s",
						told->len - LIST_ROWS,
						tell_sections(self, told, LIST_ROWS), pages,
						pages == 1 ? "page" : "pages"));
	if (users > 0)
		draw_note(self,
			  ct_scene_printf(self->scene,
					  "and %u users who are in another wave, go elsewhere, "
					  "or are in one plan only: cutover diff lists them",
					  users));
	self->y += 14;
}

static const char *
subtitle(const View *self)
{
	const guint *counts = self->changes->counts;

	return ct_scene_printf(
		self->scene,
		"Steps: %u as they were, %u added, %u removed, %u moved, %u changed. "
		"%u changes in all, those of users, waves and fates included.",
		counts[CT_CHANGE_NONE] + counts[CT_CHANGE_RUN], counts[CT_CHANGE_ADDED],
		counts[CT_CHANGE_REMOVED], counts[CT_CHANGE_TO], counts[CT_CHANGE_ALTERED],
		self->changes->diff->changes->len);
}

/* A page with the changes that the first one has no room for. */
static void
add_list(const CtViewInput *input, const CtChanges *changes, const GPtrArray *told, guint page,
	 GPtrArray *scenes)
{
	guint pages = count_pages(told);
	guint first = LIST_ROWS + page * PAGE_ROWS;
	guint last = MIN(told->len, first + PAGE_ROWS);
	g_autofree char *id = g_strdup_printf("changes-%u", page + 2);
	g_autofree char *title = g_strdup_printf("What changed, page %u of %u", page + 2,
						 pages + 1);
	View self = { .changes = changes, .end_x = LEFT + LIST_W, .y = CT_SHEET_TOP_PT };

	self.scene = ct_scene_new(input->text, id, title,
				  "Changes between two plans, and the lines of the exports behind "
				  "them");
	ct_sheet_begin(self.scene, LIST_W + 2 * CT_FRAME_PAD_PT,
		       ct_scene_printf(self.scene,
				       "Changes %u to %u of %u, those of users left out.",
				       first + 1, last, told->len));
	draw_rows(&self, told, first, last);
	if (page + 1 == pages && last < told->len)
		draw_note(&self,
			  ct_scene_printf(self.scene, "and %u more (%s): cutover diff lists them",
					  told->len - last, tell_sections(&self, told, last)));
	ct_sheet_finish(self.scene, input, self.y + 12);
	g_ptr_array_add(scenes, self.scene);
}

void
ct_view_changes(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtChanges) changes = NULL;
	g_autoptr(GPtrArray) told = NULL;
	g_autofree double *x = NULL;
	View self = { .y = CT_FRAME_TITLE_PT + 4 };
	double legend;
	double width;

	if (input->against == NULL)
		return;
	changes = ct_changes_new(input->against, ct_plan_whole(input->plan));
	if (changes->columns->len > MANY)
		ct_changes_fold(changes, RUN_STEPS);
	told = told_changes(changes->diff);
	x = g_new0(double, changes->columns->len + 1);
	self.changes = changes;
	self.x = x;
	self.scene = ct_scene_new(input->text, "changes", "What changed",
				  "This plan and an earlier one on the same coordinates");
	place_columns(&self);
	width = MIN(self.end_x - LEFT, 1110);
	ct_frame_page(self.scene, self.end_x + CT_FRAME_PAD_PT, 100);
	ct_frame_title(self.scene, self.end_x - LEFT, "What changed", subtitle(&self));
	self.scene->frozen = (CtRect){ 0, self.y, CELLS_X - 2, 0 };
	draw_steps(&self);
	self.scene->frozen.h = self.y - self.scene->frozen.y;
	draw_waves(&self);
	draw_list(&self, told);
	legend = ct_frame_legend_height(self.scene, width - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_legend(self.scene, LEFT, self.y, width - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_block(self.scene, input->plan, input->date, LEFT + width - CT_FRAME_BLOCK_W_PT,
		       self.y + 2);
	ct_frame_page(self.scene, self.end_x + CT_FRAME_PAD_PT,
		      self.y + MAX(legend, CT_FRAME_BLOCK_H_PT) + 14);
	g_ptr_array_add(scenes, self.scene);
	for (guint page = 0; page < count_pages(told); page++)
		add_list(input, changes, told, page, scenes);
}
