/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Placing things.  Nothing here knows what is placed.
 *
 * The axis is solved in two passes over the marks.  The first finds the least position of every
 * mark that meets all needs (a longest path in the order of time).  The second shares what is left
 * of the wanted width among the stretches in proportion to the square root of their duration: a
 * linear share would give everything to the longest stretch and leave the short steps unreadable,
 * and equal shares would make a week look like an hour.
 */
#include "render/layout.h"

#include <math.h>

/* What an idle stretch takes when it is longer than this many minutes. */
#define IDLE_MINUTES  (12 * 60)
#define IDLE_WIDTH_PT 16.0
/* What any stretch takes, so that two times are never in one place. */
#define LEAST_STRETCH_PT 1.0
/* The largest scale of a small drawing. */
#define LARGEST 1.4
/* What neighbouring tiles both show, so that no label is lost in the cut. */
#define OVERLAP_PT 60.0

guint
ct_layout_pack(CtInterval *intervals, guint count, double gap)
{
	g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < count; i++) {
		guint row = 0;

		while (row < ends->len &&
		       g_array_index(ends, double, row) + gap > intervals[i].start)
			row++;
		if (row == ends->len)
			g_array_append_val(ends, intervals[i].end);
		else
			g_array_index(ends, double, row) = intervals[i].end;
		intervals[i].row = row;
	}
	return ends->len;
}

typedef struct {
	guint64 start;
	guint64 end;
	double width;
	gboolean busy;
} Need;

struct CtAxis {
	GArray *needs; /* of Need */
	GArray *marks; /* of guint64, ascending, distinct */
	GArray *xs;    /* of double, one for each mark */
	GArray *idle;  /* of gboolean, one for each mark: the stretch after it */
};

CtAxis *
ct_axis_new(void)
{
	CtAxis *self = g_new0(CtAxis, 1);

	self->needs = g_array_new(FALSE, FALSE, sizeof(Need));
	self->marks = g_array_new(FALSE, FALSE, sizeof(guint64));
	self->xs = g_array_new(FALSE, TRUE, sizeof(double));
	self->idle = g_array_new(FALSE, TRUE, sizeof(gboolean));
	return self;
}

void
ct_axis_free(CtAxis *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->needs);
	g_array_unref(self->marks);
	g_array_unref(self->xs);
	g_array_unref(self->idle);
	g_free(self);
}

void
ct_axis_need(CtAxis *self, guint64 start, guint64 end, double width_pt)
{
	Need need = { start, end, width_pt, FALSE };

	g_assert(start <= end);
	g_array_append_val(self->needs, need);
}

void
ct_axis_busy(CtAxis *self, guint64 start, guint64 end)
{
	Need need = { start, end, 0, TRUE };

	g_assert(start <= end);
	g_array_append_val(self->needs, need);
}

static gint
compare_minutes(gconstpointer a, gconstpointer b)
{
	guint64 x = *(const guint64 *)a;
	guint64 y = *(const guint64 *)b;

	return x < y ? -1 : x > y;
}

static gint
compare_ends(gconstpointer a, gconstpointer b)
{
	const Need *x = a;
	const Need *y = b;

	return x->end != y->end	     ? (x->end < y->end ? -1 : 1)
	       : x->start < y->start ? -1
				     : x->start > y->start;
}

static guint
mark_index(const CtAxis *self, guint64 minute)
{
	guint low = 0;
	guint high = self->marks->len - 1;

	while (low < high) {
		guint middle = (low + high + 1) / 2;

		if (g_array_index(self->marks, guint64, middle) <= minute)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static void
collect_marks(CtAxis *self)
{
	guint kept = 0;

	for (guint i = 0; i < self->needs->len; i++) {
		const Need *need = &g_array_index(self->needs, Need, i);

		g_array_append_val(self->marks, need->start);
		g_array_append_val(self->marks, need->end);
	}
	g_array_sort(self->marks, compare_minutes);
	for (guint i = 0; i < self->marks->len; i++) {
		guint64 minute = g_array_index(self->marks, guint64, i);

		if (kept == 0 || g_array_index(self->marks, guint64, kept - 1) != minute)
			g_array_index(self->marks, guint64, kept++) = minute;
	}
	g_array_set_size(self->marks, kept);
	g_array_set_size(self->xs, kept);
	g_array_set_size(self->idle, kept);
}

/* A stretch is idle when it is long and no busy interval covers it. */
static void
find_idle(CtAxis *self)
{
	g_autoptr(GArray) depth = g_array_new(FALSE, TRUE, sizeof(int));
	int open = 0;

	g_array_set_size(depth, self->marks->len);
	for (guint i = 0; i < self->needs->len; i++) {
		const Need *need = &g_array_index(self->needs, Need, i);

		if (!need->busy)
			continue;
		g_array_index(depth, int, mark_index(self, need->start)) += 1;
		g_array_index(depth, int, mark_index(self, need->end)) -= 1;
	}
	for (guint i = 0; i + 1 < self->marks->len; i++) {
		guint64 span = ct_axis_mark(self, i + 1) - ct_axis_mark(self, i);

		open += g_array_index(depth, int, i);
		g_array_index(self->idle, gboolean, i) = open == 0 && span > IDLE_MINUTES;
	}
}

/* The least x of every mark; needs are met in the order of their ends. */
static double
place_least(CtAxis *self, double x)
{
	guint next = 0;

	g_array_sort(self->needs, compare_ends);
	for (guint i = 0; i < self->marks->len; i++) {
		double least = x;

		if (i > 0)
			least = g_array_index(self->xs, double, i - 1) +
				(g_array_index(self->idle, gboolean, i - 1) ? IDLE_WIDTH_PT
									    : LEAST_STRETCH_PT);
		for (; next < self->needs->len; next++) {
			const Need *need = &g_array_index(self->needs, Need, next);
			double from;

			if (need->end > ct_axis_mark(self, i))
				break;
			if (need->start == need->end)
				continue;
			from = g_array_index(self->xs, double, mark_index(self, need->start));
			least = MAX(least, from + need->width);
		}
		g_array_index(self->xs, double, i) = least;
	}
	return self->marks->len > 0 ? g_array_index(self->xs, double, self->marks->len - 1) - x : 0;
}

static double
weight(const CtAxis *self, guint index)
{
	if (ct_axis_is_break(self, index))
		return 0;
	return sqrt((double)(ct_axis_mark(self, index + 1) - ct_axis_mark(self, index)));
}

double
ct_axis_solve(CtAxis *self, double x, double width_pt)
{
	double total = 0;
	double shift = 0;
	double used;
	double spare;

	collect_marks(self);
	find_idle(self);
	used = place_least(self, x);
	spare = width_pt - used;
	if (spare <= 0)
		return used;
	for (guint i = 0; i + 1 < self->marks->len; i++)
		total += weight(self, i);
	if (total <= 0)
		return width_pt;
	for (guint i = 1; i < self->marks->len; i++) {
		shift += spare * weight(self, i - 1) / total;
		g_array_index(self->xs, double, i) += shift;
	}
	return width_pt;
}

double
ct_axis_x(const CtAxis *self, guint64 minute)
{
	guint index;
	guint64 from;
	guint64 to;
	double x;

	g_assert(self->marks->len > 0);
	index = mark_index(self, minute);
	x = g_array_index(self->xs, double, index);
	if (index + 1 >= self->marks->len)
		return x;
	from = ct_axis_mark(self, index);
	to = ct_axis_mark(self, index + 1);
	if (minute <= from)
		return x;
	return x + (g_array_index(self->xs, double, index + 1) - x) * (double)(minute - from) /
			   (double)(to - from);
}

guint
ct_axis_n_marks(const CtAxis *self)
{
	return self->marks->len;
}

guint64
ct_axis_mark(const CtAxis *self, guint index)
{
	return g_array_index(self->marks, guint64, index);
}

gboolean
ct_axis_is_break(const CtAxis *self, guint index)
{
	return g_array_index(self->idle, gboolean, index);
}

/* The last place at or before @limit where a page may end; @limit itself when there is none. */
static double
page_end(const CtScene *scene, double from, double limit)
{
	double end = limit;

	if (limit >= scene->height)
		return scene->height;
	for (guint i = 0; i < scene->breaks->len; i++) {
		double y = g_array_index(scene->breaks, double, i);

		if (y > from + 1 && y <= limit)
			end = y;
	}
	return end;
}

/* Columns of equal width; a last one with a sliver on it would look like a mistake. */
static void
add_row(CtTiling *self, const CtScene *scene, double room, double y, double height)
{
	double whole = scene->width - scene->frozen.w;
	double step = room - OVERLAP_PT;

	self->columns = whole <= room ? 1 : (guint)ceil((whole - OVERLAP_PT) / step - 1e-6);
	step = (whole - OVERLAP_PT) / self->columns;
	for (guint i = 0; i < self->columns; i++) {
		CtRect tile = { scene->frozen.w + i * step, y, MIN(step + OVERLAP_PT, whole),
				height };

		g_array_append_val(self->tiles, tile);
	}
}

CtTiling
ct_layout_tile(const CtScene *scene, double width_pt, double height_pt, double smallest_pt)
{
	double least = CT_TYPE_MIN_PT / smallest_pt;
	double whole = MIN(width_pt / scene->width, height_pt / scene->height);

	if (whole < least)
		return ct_layout_tile_at(scene, width_pt, height_pt,
					 CLAMP(height_pt / scene->height, least, 1));
	return ct_layout_tile_at(scene, width_pt, height_pt, MIN(whole, LARGEST));
}

CtTiling
ct_layout_tile_at(const CtScene *scene, double width_pt, double height_pt, double scale)
{
	CtTiling tiling = { scale, 1, 0, g_array_new(FALSE, FALSE, sizeof(CtRect)) };
	double y = 0;

	while (y < scene->height - 1) {
		double end = page_end(scene, y, y + height_pt / tiling.scale + 0.01);

		add_row(&tiling, scene, width_pt / tiling.scale - scene->frozen.w + 0.01, y,
			end - y);
		tiling.rows++;
		y = end;
	}
	return tiling;
}

void
ct_tiling_clear(CtTiling *self)
{
	g_array_unref(self->tiles);
}
