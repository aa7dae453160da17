/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtStrip: what stands where at every checkpoint, before anyone thinks of places.  A row is a server
 * (or several of a site, in a strip that was summarized), a column a checkpoint, a cell what one
 * would find there: the same rows in every column, so that changes are seen and nothing jumps.
 */

typedef enum {
	CT_STAND_ABSENT,  /* not installed yet */
	CT_STAND_READY,	  /* installed, and nothing depends on it yet */
	CT_STAND_SERVES,  /* users, applications or traffic depend on it */
	CT_STAND_DRAINED, /* everything has left it */
	CT_STAND_RETIRED,
	CT_N_STANDS,
} CtStand;

typedef struct {
	CtStand stand;
	guint users;
	guint apps;	    /* applications homed there */
	guint present;	    /* of the servers of the row: installed and not retired */
	gboolean federates; /* federation runs over it */
} CtStripCell;

typedef struct {
	const char *id;	  /* subject; "legacy:Site" where it stands for several */
	const char *name; /* for people */
	const char *site; /* nullable: unknown */
	CtObjectKind kind;
	gboolean legacy;
	guint count; /* servers that it stands for */
	guint most;  /* users, in any column */
	CtStripCell *cells;
} CtStripRow;

typedef struct {
	const CtCheckpoint *checkpoint; /* borrowed; NULL for the end of the plan */
	const CtCheckpoint *last;	/* the last of those that show the same; mostly the same */
	const char *wave;		/* nullable: id of the last wave before the next column */
	guint waves;			/* how many move before the next column */
	guint steps;			/* done between this column and the next */
} CtStripColumn;

typedef struct {
	GStringChunk *chunk;
	GArray *rows;	 /* of CtStripRow: legacy first, then by site, kind and name */
	GArray *columns; /* of CtStripColumn */
} CtStrip;

/**
 * ct_strip_new:
 *
 * Replays the plan on the estate with the transitions that the checker uses, but without asking
 * whether they are allowed.  Cost: linear in steps, users, and servers times checkpoints.
 */
CtStrip *ct_strip_new(const CtPlan *plan, const CtEstate *estate);
void ct_strip_free(CtStrip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStrip, ct_strip_free)

/* One row for the servers of each side, site and kind. */
CtStrip *ct_strip_summarize(const CtStrip *self);
/* The rows of a site. */
CtStrip *ct_strip_of_site(const CtStrip *self, const char *site);
/* Neighbours that show the same become one column. */
void ct_strip_fold(CtStrip *self);
/* Neighbours of one kind become one column, which shows the first of them, until there are at most
 * @most columns; what is before a point of no return stays by itself. */
void ct_strip_thin(CtStrip *self, guint most);
gboolean ct_strip_same(const CtStripCell *a, const CtStripCell *b);

/* For those who make strips: an empty one, and texts that live as long as it does. */
CtStrip *ct_strip_empty(void);
const char *ct_strip_keep(CtStrip *self, const char *text);

const CtStripRow *ct_strip_row(const CtStrip *self, guint index);
const CtStripColumn *ct_strip_column(const CtStrip *self, guint index);
