/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/places.h"
#include "render/scene.h"

/*
 * The drawings that there are, as a table.  A view is one row: a name, a title, and a function that
 * makes its pages.
 */

/* What views are made from; everything is borrowed and outlives the scenes. */
typedef struct {
	CtText *text;
	const CtPlan *plan;	/* or its digest: see ct_plan_whole() */
	const CtEstate *estate; /* nullable */
	const char *date;	/* nullable: ISO date for the title blocks */
	const char *of;		/* nullable: an object whose dependencies are drawn, too */
	const CtPlan *against;	/* nullable: an earlier plan that the drawing of changes is about */
	const CtPlaces *before; /* nullable: where boxes stood in an earlier version */
} CtViewInput;

typedef struct {
	const char *name;    /* of the view, and of its first page: "estate-map" */
	const char *title;   /* for people: "Estate map" */
	const char *summary; /* what it shows, a sentence */
	/* Appends the pages (of CtScene, transfer full) to @scenes; none, when it has nothing to
	 * say about this plan.  The first page has the name of the view as its id, the others have
	 * the name, a hyphen and something behind it. */
	void (*draw)(const CtViewInput *input, GPtrArray *scenes);
} CtView;

guint ct_views_count(void);
const CtView *ct_views_at(guint index);
const CtView *ct_views_find(const char *name); /* nullable result */
/* The name of the view that has a page with this id; nullable result. */
const char *ct_views_of(const char *id);

/* The id of a further page of a view, newly allocated: "strip-lisbon" for the part "Lisbon"; none of
 * @scenes has it. */
char *ct_views_page_id(const GPtrArray *scenes, const char *view, const char *part);

/**
 * ct_views_draw:
 * @names: (nullable) (array zero-terminated=1): only these views, in any order
 *
 * Returns: (transfer full): of CtScene, in the order of the table.
 */
GPtrArray *ct_views_draw(const CtViewInput *input, const char *const *names);
