/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layout.h"

/*
 * CtSheets: a drawing on as many sheets of paper as its type needs.  Whatever leaves a sheet says at the
 * border where it goes, and every sheet shows where it belongs.
 */
typedef struct {
	const CtScene *scene; /* borrowed, or @own */
	CtScene *own;	      /* nullable: the drawing with its foot where there is room for it */
	CtTiling tiling;
	double width; /* of the paper that a drawing may take, in points */
	double height;
	double side;	  /* left free at both sides for names of what goes on elsewhere */
	double band;	  /* and above and below */
	GArray *edges;	  /* of CtSheetEdge: those that are drawn between boxes */
	GArray *boxes;	  /* private */
	GPtrArray *names; /* of char *, owned: the destination that each sheet is */
} CtSheets;

typedef struct {
	GArray *points;	  /* of CtPoint, flattened; owned */
	const char *from; /* titles of what it joins */
	const char *to;
} CtSheetEdge;

CtSheets *ct_sheets_new(const CtScene *scene, double width_pt, double height_pt);
void ct_sheets_free(CtSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSheets, ct_sheets_free)

/* Has it nothing but background on it? */
gboolean ct_sheets_is_blank(const CtSheets *self, guint index);
/* How many sheets are printed: the others are blank. */
guint ct_sheets_count(const CtSheets *self);

static inline const CtRect *
ct_sheets_tile(const CtSheets *self, guint index)
{
	return &g_array_index(self->tiling.tiles, CtRect, index);
}

static inline gboolean
ct_sheets_holds(const CtRect *sheet, CtPoint point)
{
	return point.x >= sheet->x && point.x <= sheet->x + sheet->w && point.y >= sheet->y &&
	       point.y <= sheet->y + sheet->h;
}

/* The first sheet that a point is on. */
guint ct_sheets_find(const CtSheets *self, CtPoint point);

/**
 * ct_sheets_marks:
 * @text: measures; must outlive the result
 *
 * Returns: (transfer full): what stands around sheet @index, in points of the paper: names of what goes
 * on elsewhere, as links, and the map of the sheets below the drawing; an empty scene when there is
 * only one sheet.
 */
CtScene *ct_sheets_marks(const CtSheets *self, CtText *text, guint index);
