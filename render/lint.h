/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/places.h"
#include "render/scene.h"

/*
 * What is wrong with a drawing, measured on the scene before anything is painted.
 *
 * Edges are lines and curves that end in a mark: an arrow head, a cross or a bar.
 */

/* The least contrast of a text: that of WCAG 2 for text of any size. */
#define CT_CONTRAST_MIN 4.5

typedef enum {
	CT_PAPER_A4,
	CT_PAPER_A3,
	CT_N_PAPERS,
} CtPaper;

typedef struct {
	const char *name;
	double width; /* what a drawing may take on a sheet, lying; in points */
	double height;
} CtSheet;

typedef struct {
	guint overlaps;	      /* texts on texts, boxes half over boxes, texts half out of boxes */
	guint label_overlaps; /* of them, those with a text */
	guint clipped;	      /* things that reach out of the drawing, texts out of their room */
	guint cut_texts;      /* texts that end in an ellipsis; their titles hold the whole */
	guint struck_texts;   /* texts that an edge runs through */
	guint struck_boxes;   /* boxes that an edge runs through without ending there */
	guint repeated_ids;
	guint edges;
	guint crossings;	      /* of edges that do not meet at an end */
	guint bends;		      /* corners of edges */
	double edge_length;	      /* of all edges, in points */
	double longest_edge;	      /* in points */
	double smallest_angle;	      /* between crossing edges, in degrees; 90 where none cross */
	double smallest_pt;	      /* size of the smallest type in the scene */
	double paper_pt[CT_N_PAPERS]; /* and printed */
	guint sheets[CT_N_PAPERS];
	double contrast;     /* the least of a text against what is behind it, on both media */
	double dead_space;   /* share of the drawing that nothing stands in or near */
	guint compared;	     /* things that stood in the version before; 0: there was none */
	guint pairs;	     /* of them, those that stand on one level in both */
	guint flipped;	     /* of the pairs: those that stand the other way round */
	double displacement; /* how far things moved in the mean, in points */
	GPtrArray *messages; /* of char *, owned: what was found, with its place */
} CtLint;

/* Everything but what compares versions. */
CtLint *ct_lint_new(const CtScene *scene);
void ct_lint_free(CtLint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLint, ct_lint_free)

/* Adds how far things are from where they stood.  A drawing that @before does not have changes
 * nothing. */
void ct_lint_compare(CtLint *self, const CtScene *scene, const CtPlaces *before);

/* The smallest type of a scene; G_MAXDOUBLE where there is no text. */
double ct_lint_smallest_type(const CtScene *scene);

const CtSheet *ct_lint_sheet(CtPaper paper);

/*
 * The gate: one row for each measure, with what is asked of it.
 */
typedef struct {
	const char *name; /* "smallest type on A4, pt" */
	double value;
	double limit;	   /* meaningless unless @gated */
	gboolean gated;	   /* else the figure is only told */
	gboolean at_least; /* the limit is a least value, else a greatest */
	guint decimals;
	gboolean passed; /* TRUE when it is not gated */
} CtLintRow;

/* Returns: (transfer full): of CtLintRow, always the same rows in the same order. */
GArray *ct_lint_rows(const CtLint *self);

gboolean ct_lint_passed(const CtLint *self);
