/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * Placing things: rows for intervals, an axis for times, pages for scenes.
 */

typedef struct {
	double start;
	double end;
	guint row; /* result */
} CtInterval;

/**
 * ct_layout_pack:
 * @intervals: (array length=count): sorted by start; their rows are set
 * @gap: the least distance between neighbours of a row
 *
 * First fit: each interval takes the topmost row where it is free.
 *
 * Returns: how many rows that took.
 */
guint ct_layout_pack(CtInterval *intervals, guint count, double gap);

/*
 * CtAxis: from minutes to points.  Every interval between two marked times is as wide as its
 * duration says, but no narrower than what has to be read there and no wider than a limit, so that
 * neither a step of ten minutes nor a silent fortnight spoils the drawing.
 */
typedef struct CtAxis CtAxis;

CtAxis *ct_axis_new(void);
void ct_axis_free(CtAxis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtAxis, ct_axis_free)

/* Asks for at least @width_pt between two times; both become marks.  @start <= @end. */
void ct_axis_need(CtAxis *self, guint64 start, guint64 end, double width_pt);

/* @start to @end is worked in: only other stretches are idle. */
void ct_axis_busy(CtAxis *self, guint64 start, guint64 end);

/**
 * ct_axis_solve:
 * @x: where the first mark stands
 * @width_pt: the wanted width; more is taken when the needs ask for it
 *
 * Must be called once, after all needs.
 *
 * Returns: the width that is taken.
 */
double ct_axis_solve(CtAxis *self, double x, double width_pt);

/* @minute between the first and the last mark. */
double ct_axis_x(const CtAxis *self, guint64 minute);

guint ct_axis_n_marks(const CtAxis *self);
guint64 ct_axis_mark(const CtAxis *self, guint index);
/* Was the stretch after the mark shortened, because nothing happens there? */
gboolean ct_axis_is_break(const CtAxis *self, guint index);

/* How a scene stands on paper: in tiles, row by row. */
typedef struct {
	double scale;
	guint columns;
	guint rows;
	GArray *tiles; /* of CtRect, in points of the scene, the frozen part not in them */
} CtTiling;

/**
 * ct_layout_tile:
 * @smallest_pt: the smallest type in the scene
 *
 * One page when the type stays at CT_TYPE_MIN_PT or more, else as many as it takes: rows end where
 * the scene says that a page may end, columns overlap a little.  Clear with ct_tiling_clear().
 */
CtTiling ct_layout_tile(const CtScene *scene, double width_pt, double height_pt,
			double smallest_pt);

/* The same at a scale that is given. */
CtTiling ct_layout_tile_at(const CtScene *scene, double width_pt, double height_pt, double scale);
void ct_tiling_clear(CtTiling *self);
