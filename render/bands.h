/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtBands: who goes where in three columns, as a flow whose bands are as high as they carry much.
 * The middle column keeps the order in which it was made; the outer two are ordered so that bands
 * cross as little as possible, nodes of one group side by side.
 */

#define CT_BANDS_COLUMNS 3
#define CT_BANDS_MIDDLE	 1

typedef struct {
	const char *key; /* borrowed: identity within the column */
	guint column;
	guint group; /* nodes of an outer column with equal numbers stay together */
	guint users;
	double top; /* results */
	double height;
} CtBandNode;

typedef struct {
	guint from; /* index into nodes; its column is one less than that of @to */
	guint to;
	guint users;
	double from_top; /* results */
	double to_top;
	double height;
} CtBand;

typedef struct {
	GArray *nodes;			 /* of CtBandNode */
	GArray *bands;			 /* of CtBand */
	GArray *order[CT_BANDS_COLUMNS]; /* of guint, indexes into nodes, from top to bottom */
	GHashTable *index;		 /* private */
} CtBands;

CtBands *ct_bands_new(void);
void ct_bands_free(CtBands *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBands, ct_bands_free)

/* The node, made when it is not there.  @key: must outlive @self */
guint ct_bands_node(CtBands *self, guint column, const char *key, guint group);
/* So many users more from a node to one of the next column; the nodes' own users are not touched. */
void ct_bands_add(CtBands *self, guint from, guint to, guint users);

/* Nodes in the longest column. */
guint ct_bands_most(const CtBands *self);

/**
 * ct_bands_order:
 *
 * Orders the outer columns.  Cost: the square of the nodes of a column, times a few rounds.
 */
void ct_bands_order(CtBands *self);

/* Crossings, each weighted by the users of both bands. */
guint64 ct_bands_crossings(const CtBands *self);

typedef struct {
	double top;
	double height;	 /* that is wanted; it takes more when the nodes need it */
	double node_min; /* least height of a node */
	double gap_min;	 /* between nodes */
	double gap_max;
	double group_gap; /* more of it between groups of an outer column, and above the first */
} CtBandsRoom;

/* Places nodes and bands; returns the height that is taken. */
double ct_bands_place(CtBands *self, const CtBandsRoom *room);
