/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip of states.
 *
 * Small pictures of the estate beside each other would show places; a reviewer asks what changes.  So
 * each picture is one column, and every server has the same row in all of them: what is drained, off or
 * not there yet is read along the row, and a state to go back to is read down its column.
 */
#include "render/view-strip.h"

#include <string.h>

#include "render/digest.h"
#include "render/frame.h"
#include "render/map.h"
#include "render/strip.h"

#define MAX_ROWS  40
#define MAX_CELLS 1500
#define REPEAT	  12 /* columns, after which a text is said again */
#define LABEL_W	  196.0
#define SHEET_W	  1300.0 /* what a sheet of A3 holds with the smallest type readable */
#define COLUMN_W  27.0	 /* at least: as wide as its longest text */
#define INSET	  1.5	 /* of a cell in its column, left and right */
#define GAUGE_W	  4.0
#define PAD	  2.0 /* beside gauge and texts */
#define HEAD_PAD  2.5 /* beside the id of a checkpoint */
#define ROW_H	  19.0
#define APPS_H	  9.0 /* of the second line, with applications */
#define SITE_H	  16.0
#define HEAD_H	  60.0
#define FLAG_H	  15.0 /* for the name of the point of no return */
#define MIN_W	  1000.0
#define LEFT	  CT_FRAME_PAD_PT
#define CELLS_X	  (LEFT + LABEL_W)

typedef struct {
	CtScene *scene;
	const CtStrip *strip;
	const CtPlan *whole;
	double column_w;
	gboolean short_ends; /* "–c124" and not "to c124" */
	double end_x;
	double y;
	double top; /* of the cells */
} View;

static double
column_x(const View *self, guint index)
{
	return CELLS_X + self->column_w * index;
}

static gboolean
has_apps(const CtStripRow *row, guint n_columns)
{
	for (guint c = 0; c < n_columns; c++)
		if (row->cells[c].apps > 0)
			return TRUE;
	return FALSE;
}

/* "9,340", and "12k" of more. */
static char *
short_count(guint count)
{
	return count < 10000 ? ct_text_count(count) : g_strdup_printf("%uk", (count + 500) / 1000);
}

static const char *
keep_count(const View *self, guint count)
{
	g_autofree char *text = short_count(count);

	return ct_scene_keep(self->scene, text);
}

static CtStyleId
cell_style(const CtStripRow *row, const CtStripCell *cell)
{
	switch (cell->stand) {
	case CT_STAND_ABSENT:
		return CT_STYLE_STATE_ABSENT;
	case CT_STAND_READY:
		return CT_STYLE_STATE_READY;
	case CT_STAND_DRAINED:
		return CT_STYLE_STATE_DRAINED;
	case CT_STAND_RETIRED:
		return CT_STYLE_STATE_RETIRED;
	case CT_STAND_SERVES:
		if (cell->federates)
			return CT_STYLE_STATE_FEDERATES;
		return row->legacy ? CT_STYLE_STATE_LEGACY : CT_STYLE_STATE_TARGET;
	case CT_N_STANDS:
		break;
	}
	g_assert_not_reached();
}

/* What stands in a cell: users where it has any in some column, servers where it stands for several. */
static const char *
cell_text(const View *self, const CtStripRow *row, const CtStripCell *cell)
{
	if (cell->stand == CT_STAND_ABSENT || cell->stand == CT_STAND_RETIRED)
		return NULL;
	if (row->most > 0)
		return keep_count(self, cell->users);
	if (cell->federates)
		return "F";
	if (row->count > 1)
		return ct_scene_printf(self->scene, "%u", cell->present);
	return cell->stand == CT_STAND_DRAINED ? "0" : NULL;
}

/* Applications; where a row stands for several servers, how many of them there are, when not all. */
static const char *
second_text(const View *self, const CtStripRow *row, const CtStripCell *cell)
{
	if (cell->apps > 0)
		return ct_scene_printf(self->scene, "+%u", cell->apps);
	if (row->count > 1 && row->most > 0 && cell->present > 0 && cell->present < row->count)
		return ct_scene_printf(self->scene, "%u/%u", cell->present, row->count);
	return NULL;
}

/* As high as the share of users that are there, beside the text: an edge through it would strike it out. */
static void
draw_gauge(View *self, const CtStripRow *row, const CtStripCell *cell, double x, CtRect rect)
{
	double most = rect.h - 2 * PAD;
	double height = row->most > 0 ? MAX(1, most * cell->users / row->most) : 0;

	if (cell->users == 0)
		return;
	ct_scene_box(self->scene,
		     row->legacy ? CT_STYLE_STATE_FILL_LEGACY : CT_STYLE_STATE_FILL_TARGET,
		     (CtRect){ x + INSET + PAD, rect.y + PAD + most - height, GAUGE_W, height });
}

static void
write_cell(View *self, const CtStripRow *row, guint column, CtRect rect)
{
	const CtStripCell *cell = &row->cells[column];
	const char *text = cell_text(self, row, cell);
	const char *second = second_text(self, row, cell);
	double x = column_x(self, column);
	double gauge = row->most > 0 ? PAD + GAUGE_W : 0;
	CtRect line = { x + INSET + gauge, rect.y, self->column_w - 2 * INSET - gauge, rect.h };

	draw_gauge(self, row, cell, x, rect);
	if (second != NULL) {
		line.h = rect.h / 2;
		line.y = text != NULL ? rect.y + rect.h / 2 : rect.y + rect.h / 4;
		ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, line, CT_ALIGN_MIDDLE, second);
		line.y = rect.y;
	}
	if (text != NULL)
		ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, line, CT_ALIGN_MIDDLE, text);
}

/* The cells from @first to before @end show the same: they are one box, with its text where it begins
 * and again where that is out of sight. */
static void
draw_cells(View *self, const CtStripRow *row, guint first, guint end, double height)
{
	const CtStripCell *cell = &row->cells[first];
	CtStyleId style = cell_style(row, cell);
	CtRect rect = { column_x(self, first) + INSET, self->y + 2,
			self->column_w * (end - first) - 2 * INSET, height - 4 };

	if (cell->stand == CT_STAND_ABSENT) {
		ct_scene_line(self->scene, style, rect.x + 2, rect.y + rect.h / 2,
			      rect.x + rect.w - 2, rect.y + rect.h / 2);
		return;
	}
	ct_scene_box(self->scene, style, rect);
	for (guint c = first; c < end; c += REPEAT)
		write_cell(self, row, c, rect);
}

/* "serves until c05, drained at c06, retired at c09": the row in words. */
static const char *
describe_row(const View *self, const CtStripRow *row)
{
	static const char *const words[CT_N_STANDS] = {
		[CT_STAND_ABSENT] = "not installed", [CT_STAND_READY] = "installed",
		[CT_STAND_SERVES] = "in service",    [CT_STAND_DRAINED] = "drained",
		[CT_STAND_RETIRED] = "retired",
	};
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint c = 0; c < self->strip->columns->len; c++) {
		const CtCheckpoint *checkpoint = ct_strip_column(self->strip, c)->checkpoint;

		if (c > 0 && row->cells[c].stand == row->cells[c - 1].stand)
			continue;
		g_string_append_printf(text, "%s%s at %s", c > 0 ? ", " : "",
				       words[row->cells[c].stand],
				       checkpoint != NULL ? checkpoint->id : "the end");
	}
	return ct_scene_keep(self->scene, text->str);
}

static const char *
row_name(const View *self, const CtStripRow *row)
{
	const char *noun = ct_object_kind_name(row->kind);

	if (row->count == 1)
		return row->name;
	return ct_scene_printf(self->scene, "%u %s%s", row->count, noun,
			       g_str_has_suffix(noun, "s") ? "" : "s");
}

static void
draw_row(View *self, const CtStripRow *row)
{
	gboolean apps = has_apps(row, self->strip->columns->len);
	double height = ROW_H + (apps ? APPS_H : 0);
	CtRect tile = { LEFT + 6, self->y + (height - 13) / 2, 15, 13 };
	CtRect name = { LEFT + 26, self->y, LABEL_W - 32, height };
	CtStyleId kind = row->legacy ? CT_STYLE_KIND_LEGACY : CT_STYLE_KIND_TARGET;
	guint end;

	ct_scene_begin(self->scene, (CtMeaning){ .id = row->id,
						 .title = row_name(self, row),
						 .desc = describe_row(self, row) });
	ct_scene_box(self->scene, kind, tile);
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, tile, CT_ALIGN_MIDDLE,
		      ct_map_letter(row->kind));
	ct_scene_text(self->scene, CT_STYLE_LANE, name, CT_ALIGN_START, row_name(self, row));
	for (guint c = 0; c < self->strip->columns->len; c = end) {
		for (end = c + 1; end < self->strip->columns->len; end++)
			if (!ct_strip_same(&row->cells[c], &row->cells[end]))
				break;
		draw_cells(self, row, c, end, height);
	}
	ct_scene_end(self->scene);
	self->y += height;
	ct_scene_line(self->scene, CT_STYLE_HAIR, LEFT, self->y, self->end_x, self->y);
	ct_scene_break(self->scene, self->y);
}

static void
draw_site(View *self, const CtStripRow *row)
{
	CtRect rect = { LEFT, self->y, self->end_x - LEFT, SITE_H };
	const char *side = row->legacy ? "Legacy" : "Target";
	const char *name = row->site != NULL
				   ? ct_scene_printf(self->scene, "%s: %s", side, row->site)
				   : side;

	ct_scene_box(self->scene, CT_STYLE_LANE_SITE, rect);
	ct_scene_text(self->scene, CT_STYLE_LANE_SITE,
		      (CtRect){ LEFT + 6, self->y, LABEL_W - 12, SITE_H }, CT_ALIGN_START, name);
	self->y += SITE_H;
}

static void
draw_rows(View *self)
{
	const CtStripRow *last = NULL;

	for (guint i = 0; i < self->strip->rows->len; i++) {
		const CtStripRow *row = ct_strip_row(self->strip, i);

		if (last == NULL || last->legacy != row->legacy ||
		    g_strcmp0(last->site, row->site) != 0)
			draw_site(self, row);
		draw_row(self, row);
		last = row;
	}
}

/* A line of figures that sums up all rows of a side. */
static void
draw_total(View *self, gboolean legacy, const char *name)
{
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD,
		      (CtRect){ LEFT + 6, self->y, LABEL_W - 12, 15 }, CT_ALIGN_START, name);
	for (guint c = 0; c < self->strip->columns->len; c++) {
		guint users = 0;

		for (guint i = 0; i < self->strip->rows->len; i++) {
			const CtStripRow *row = ct_strip_row(self->strip, i);

			users += row->legacy == legacy ? row->cells[c].users : 0;
		}
		ct_scene_text(self->scene, CT_STYLE_STATE_HEAD,
			      (CtRect){ column_x(self, c), self->y, self->column_w, 15 },
			      CT_ALIGN_MIDDLE, keep_count(self, users));
	}
	self->y += 15;
}

/* Of "c05-c07", which stands for several in a digest. */
static const char *
first_part(const View *self, const char *id)
{
	return ct_scene_printf(self->scene, "%.*s", (int)strcspn(id, "-"), id);
}

/* The last of those that a column stands for, in shorter words where columns are narrow. */
static char *
end_words(const char *id, gboolean is_short)
{
	return g_strconcat(is_short ? "\xe2\x80\x93" : "to ", id, NULL);
}

static const char *
end_part(const View *self, const char *id)
{
	g_autofree char *words = end_words(id, self->short_ends);

	return ct_scene_keep(self->scene, words);
}

/* What the id of the last checkpoint of a column needs, the widest of all. */
static double
widest_end(CtText *text, const CtStrip *strip, gboolean is_short)
{
	double widest = 0;

	for (guint c = 0; c < strip->columns->len; c++) {
		const CtStripColumn *column = ct_strip_column(strip, c);
		g_autofree char *words = NULL;

		if (column->last == NULL)
			continue;
		words = end_words(ct_digest_last_id(column->last->id), is_short);
		widest = MAX(widest, ct_text_width(text, CT_STYLE_STATE_TEXT, words));
	}
	return widest + 2 * HEAD_PAD;
}

static void
draw_column_head(View *self, guint index)
{
	const CtStripColumn *column = ct_strip_column(self->strip, index);
	const CtCheckpoint *checkpoint = column->checkpoint;
	gboolean last = checkpoint != NULL && checkpoint->point_of_no_return;
	double x = column_x(self, index);
	CtRect id = { x, self->y + 14, self->column_w, 11 };

	if (checkpoint == NULL) {
		ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, id, CT_ALIGN_MIDDLE, "end");
		return;
	}
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = checkpoint->id,
				    .title = ct_scene_printf(self->scene, "%s: %s", checkpoint->id,
							     checkpoint->title),
				    .href = ct_scene_printf(self->scene, "#%s", checkpoint->id) });
	ct_scene_diamond(self->scene, last ? CT_STYLE_CHECKPOINT_LAST : CT_STYLE_CHECKPOINT,
			 (CtPoint){ x + self->column_w / 2, self->y + 8 }, 5);
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, id, CT_ALIGN_MIDDLE,
		      first_part(self, checkpoint->id));
	if (column->last != checkpoint || strchr(checkpoint->id, '-') != NULL) {
		id.y += 9;
		ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, id, CT_ALIGN_MIDDLE,
			      end_part(self, ct_digest_last_id(column->last->id)));
	}
	ct_scene_end(self->scene);
}

static CtStyleId
wave_style(const View *self, const char *id)
{
	const CtPlanWave *wave = ct_plan_find_wave(self->whole, id);

	if (wave == NULL || g_str_equal(wave->kind, "production"))
		return CT_STYLE_WAVE_PRODUCTION;
	return g_str_equal(wave->kind, "test") ? CT_STYLE_WAVE_TEST : CT_STYLE_WAVE_PILOT;
}

/* What happens from a column to the next: the wave, or how many steps. */
static void
draw_between(View *self, guint index)
{
	const CtStripColumn *column = ct_strip_column(self->strip, index);
	CtRect rect = { column_x(self, index) + 2, self->y + 37, self->column_w - 4, 14 };
	const char *wave = column->wave;

	if (column->checkpoint == NULL)
		return;
	if (wave == NULL) {
		ct_scene_text(self->scene, CT_STYLE_STATE_TEXT, rect, CT_ALIGN_MIDDLE,
			      ct_scene_printf(self->scene, "%u", column->steps));
		return;
	}
	if (column->waves > 1)
		wave = ct_scene_printf(self->scene, "%u w", column->waves);
	else if (g_str_has_prefix(wave, "wave-"))
		wave = ct_scene_printf(self->scene, "w%s", wave + strlen("wave-"));
	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = column->wave,
				    .href = ct_scene_printf(self->scene, "#%s", column->wave) });
	ct_scene_box(self->scene, wave_style(self, column->wave), rect);
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, rect, CT_ALIGN_MIDDLE, wave);
	ct_scene_end(self->scene);
}

static void
draw_head(View *self)
{
	CtRect room = { LEFT + 6, self->y + 10, LABEL_W - 12, 14 };

	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, room, CT_ALIGN_START, "Checkpoint");
	room.y += 27;
	ct_scene_text(self->scene, CT_STYLE_STATE_HEAD, room, CT_ALIGN_START,
		      "Then: a wave, waves, or so many steps");
	for (guint c = 0; c < self->strip->columns->len; c++) {
		draw_column_head(self, c);
		draw_between(self, c);
	}
	self->y += HEAD_H;
	ct_scene_line(self->scene, CT_STYLE_RULE, LEFT, self->y - 4, self->end_x, self->y - 4);
	self->top = self->y - 4;
	self->y += FLAG_H;
}

/* The line behind the first checkpoint that is followed by a step without a way back, and its name in
 * the middle of the head, where nothing else stands. */
static void
draw_no_return(View *self)
{
	const char *label = "Point of no return";
	double width = ct_text_width(self->scene->text, CT_STYLE_NO_RETURN, label) + 14;

	for (guint c = 0; c < self->strip->columns->len; c++) {
		const CtCheckpoint *checkpoint = ct_strip_column(self->strip, c)->checkpoint;
		double x = column_x(self, c + 1);
		CtRect flag = { MIN(x - 1.5, self->end_x - width), self->top, width, 14 };

		if (checkpoint == NULL || !checkpoint->point_of_no_return)
			continue;
		ct_scene_begin(self->scene,
			       (CtMeaning){ .id = "point-of-no-return", .title = label });
		ct_scene_line(self->scene, CT_STYLE_NO_RETURN, x, self->top, x, self->y);
		ct_scene_box(self->scene, CT_STYLE_NO_RETURN, flag);
		flag.x += 6;
		flag.w -= 10;
		ct_scene_text(self->scene, CT_STYLE_NO_RETURN, flag, CT_ALIGN_START, label);
		ct_scene_end(self->scene);
		return;
	}
}

static const char *
subtitle(const View *self)
{
	guint n = self->strip->columns->len;
	gboolean sums = FALSE;

	for (guint i = 0; i < self->strip->rows->len; i++)
		sums |= ct_strip_row(self->strip, i)->count > 1;
	return ct_scene_printf(
		self->scene,
		"One column for each of %u states, one row for %s: read along a row what "
		"becomes of it, down a column what a rollback returns to. +2: applications "
		"homed there.%s",
		n, sums ? "the servers of a kind" : "each server",
		sums ? " 3/4: three of four servers are there." : "");
}

/* The widest text in the cells of the row, with what is beside it. */
static double
widest_cell(CtText *text, const CtStripRow *row, guint n_columns)
{
	g_autofree char *users = short_count(row->most);
	g_autofree char *present = g_strdup_printf("%u/%u", row->count, row->count);
	g_autofree char *more = NULL;
	double widest = 0;
	guint apps = 0;

	for (guint c = 0; c < n_columns; c++)
		apps = MAX(apps, row->cells[c].apps);
	more = g_strdup_printf("+%u", apps);
	if (row->most > 0)
		widest = ct_text_width(text, CT_STYLE_STATE_HEAD, users) + PAD + GAUGE_W;
	if (apps > 0)
		widest = MAX(widest,
			     ct_text_width(text, CT_STYLE_STATE_TEXT, more) + PAD + GAUGE_W);
	if (row->count > 1)
		widest = MAX(widest,
			     ct_text_width(text, CT_STYLE_STATE_TEXT, present) + PAD + GAUGE_W);
	return widest + 2 * INSET + 2 * PAD;
}

/* So that no text touches the edge of its cell, or the text of the next column. */
static double
least_width(CtText *text, const CtStrip *strip)
{
	double width = MAX(COLUMN_W, widest_end(text, strip, TRUE));

	for (guint i = 0; i < strip->rows->len; i++)
		width = MAX(width, widest_cell(text, ct_strip_row(strip, i), strip->columns->len));
	return width;
}

static guint
most_columns(CtText *text, const CtStrip *strip)
{
	return (guint)((SHEET_W - LABEL_W - 2 * LEFT) / least_width(text, strip));
}

static CtScene *
draw_page(const CtViewInput *input, const CtStrip *strip, const char *only, const GPtrArray *scenes)
{
	g_autofree char *id = only != NULL ? ct_views_page_id(scenes, "strip", only)
					   : g_strdup("strip");
	g_autofree char *title = only != NULL ? g_strdup_printf("Strip of states: %s", only)
					      : g_strdup("Strip of states");
	CtScene *scene =
		ct_scene_new(input->text, id, title,
			     "What stands where at every checkpoint: users and applications "
			     "on each server, what is drained, off or not there yet");
	guint n = strip->columns->len;
	View self = { .scene = scene, .strip = strip, .whole = ct_plan_whole(input->plan) };
	double legend;
	double right;

	self.column_w = MAX(least_width(input->text, strip), (MIN_W - LABEL_W) / n);
	self.short_ends = widest_end(input->text, strip, FALSE) > self.column_w;
	self.end_x = CELLS_X + self.column_w * n;
	self.y = CT_FRAME_TITLE_PT + 8;
	ct_frame_page(scene, MAX(self.end_x, LEFT + MIN_W) + CT_FRAME_PAD_PT, 100);
	ct_frame_title(scene, scene->width - 2 * CT_FRAME_PAD_PT, title, subtitle(&self));
	scene->frozen = (CtRect){ 0, self.y, CELLS_X - 2, 0 };
	draw_head(&self);
	draw_rows(&self);
	draw_no_return(&self);
	self.y += 4;
	draw_total(&self, TRUE, "Users on the legacy side");
	draw_total(&self, FALSE, "Users on the target side");
	scene->frozen.h = self.y - scene->frozen.y;
	self.y += 10;
	ct_scene_break(scene, self.y - 4);
	right = MIN(self.end_x, LEFT + 1500);
	legend = ct_frame_legend_height(scene, right - LEFT - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_legend(scene, LEFT, self.y, right - LEFT - CT_FRAME_BLOCK_W_PT - 30);
	ct_frame_block(scene, input->plan, input->date, right - CT_FRAME_BLOCK_W_PT, self.y + 2);
	ct_frame_page(scene, scene->width, self.y + MAX(legend, CT_FRAME_BLOCK_H_PT) + 14);
	return scene;
}

/* Few enough columns for a sheet; those that show nothing new go first. */
static void
shorten(CtText *text, CtStrip *strip)
{
	guint most = most_columns(text, strip);

	if (strip->columns->len > most)
		ct_strip_fold(strip);
	ct_strip_thin(strip, most);
}

/* A page for each site, with every server, and a column wherever something changes for one of them. */
static void
draw_details(const CtViewInput *input, const CtStrip *strip, GPtrArray *scenes)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < strip->rows->len; i++) {
		const char *site = ct_strip_row(strip, i)->site;
		g_autoptr(CtStrip) part = NULL;

		if (site == NULL || !g_hash_table_add(seen, (gpointer)site))
			continue;
		part = ct_strip_of_site(strip, site);
		shorten(input->text, part);
		g_ptr_array_add(scenes, draw_page(input, part, site, scenes));
	}
}

void
ct_view_strip(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtStrip) strip = NULL;
	g_autoptr(CtStrip) sum = NULL;

	if (input->estate == NULL || input->plan->checkpoints->len == 0)
		return;
	strip = ct_strip_new(input->plan, input->estate);
	if (strip->rows->len == 0)
		return;
	if (strip->rows->len <= MAX_ROWS && strip->rows->len * strip->columns->len <= MAX_CELLS) {
		shorten(input->text, strip);
		g_ptr_array_add(scenes, draw_page(input, strip, NULL, scenes));
		return;
	}
	sum = ct_strip_summarize(strip);
	shorten(input->text, sum);
	g_ptr_array_add(scenes, draw_page(input, sum, NULL, scenes));
	draw_details(input, strip, scenes);
}
