/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/text.h"

/*
 * CtScene: a drawing as plain data.  Items stand in the order of painting; coordinates are points
 * from the top left corner.  Views make scenes, tests read them, backends only paint them.
 */

typedef struct {
	double x;
	double y;
} CtPoint;

typedef struct {
	double x;
	double y;
	double w;
	double h;
} CtRect;

typedef enum {
	CT_ITEM_GROUP_BEGIN,
	CT_ITEM_GROUP_END,
	CT_ITEM_BOX,
	CT_ITEM_DIAMOND, /* inscribed in its rectangle */
	CT_ITEM_LINE,	 /* through all points */
	CT_ITEM_CURVE,	 /* cubic: a start, then two controls and an end for each part */
	CT_ITEM_BAND,	 /* filled: a curve, and back along another one */
	CT_ITEM_TEXT,
	CT_N_ITEM_KINDS,
} CtItemKind;

typedef enum {
	CT_ALIGN_START,
	CT_ALIGN_MIDDLE,
	CT_ALIGN_END,
} CtAlign;

/* What an item says apart from how it looks.  Every field may be %NULL. */
typedef struct {
	const char *id;	   /* of plan.json where it has one */
	const char *title; /* one line */
	const char *desc;  /* what a reader sees on pointing at it */
	const char *href;  /* "#id": of the page or of the book */
} CtMeaning;

typedef struct {
	CtItemKind kind;
	CtStyleId style;
	CtMeaning meaning; /* of a group; of a text only the title, when the text was cut */
	CtRect rect;	   /* of a text: what its ink takes, line height included */
	double baseline;   /* y of a text */
	double room;	   /* width a text had to fit into */
	const char *text;
	guint first_point; /* index into CtScene.points */
	guint n_points;
} CtItem;

typedef struct {
	GStringChunk *chunk;
	CtText *text; /* borrowed */
	const char *id;
	const char *title;
	const char *desc;
	double width;
	double height;
	CtRect frozen;	/* the part at the left edge that every tile of a print repeats */
	GArray *items;	/* of CtItem */
	GArray *points; /* of CtPoint */
	GArray *breaks; /* of double, ascending: heights where a page may end */
	guint open_groups;
} CtScene;

/**
 * ct_scene_new:
 * @text: (transfer none): measures the texts; must outlive the scene
 * @id: of the drawing as a whole
 * @title: its name
 * @desc: what it shows, in a sentence
 */
CtScene *ct_scene_new(CtText *text, const char *id, const char *title, const char *desc);
void ct_scene_free(CtScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtScene, ct_scene_free)

/* A text that lives as long as the scene. */
const char *ct_scene_keep(CtScene *self, const char *text);
const char *ct_scene_printf(CtScene *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A page may end at @y without cutting anything; must be called in ascending order. */
void ct_scene_break(CtScene *self, double y);

/* Items up to the matching end are one thing with one meaning.  Groups nest. */
void ct_scene_begin(CtScene *self, CtMeaning meaning);
void ct_scene_end(CtScene *self);

void ct_scene_box(CtScene *self, CtStyleId style, CtRect rect);
void ct_scene_diamond(CtScene *self, CtStyleId style, CtPoint middle, double half);
void ct_scene_line(CtScene *self, CtStyleId style, double x1, double y1, double x2, double y2);
void ct_scene_path(CtScene *self, CtStyleId style, const CtPoint *points, guint count);
/* @points: 1 + 3n of them */
void ct_scene_curve(CtScene *self, CtStyleId style, const CtPoint *points, guint count);

/* A level band from @from to @to, their upper ends, that is @height high at both. */
void ct_scene_band(CtScene *self, CtStyleId style, CtPoint from, CtPoint to, double height);

/**
 * ct_scene_text:
 * @room: where it may stand; it is set on the vertical middle and cut to the width if it must
 *
 * Returns: the width that it takes.
 */
double ct_scene_text(CtScene *self, CtStyleId style, CtRect room, CtAlign align, const char *text);

const CtItem *ct_scene_item(const CtScene *self, guint index);
const CtPoint *ct_scene_points(const CtScene *self, const CtItem *item);

/* The three corners of the arrow head at the end of @item, a line or curve. */
void ct_scene_arrow(const CtScene *self, const CtItem *item, CtPoint out_corners[3]);

/* Rows of the style table with a legend that the scene uses, in the order of the table. */
GArray *ct_scene_legend(const CtScene *self); /* of CtStyleId */

/* The scene as lines for people and goldens: kinds, styles, ids, titles, texts; no coordinates. */
char *ct_scene_to_string(const CtScene *self);
