/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-placement.h"

/*
 * CtStar: a node with all its edges, taken out of an arrangement and put back where it crosses
 * least.
 *
 * Costs are crossings in steps of CT_STAR_CROSSING; below that count crossings with edges that share
 * an end, and last the length of the edges.
 */
#define CT_STAR_CROSSING 1024
#define CT_STAR_ADJACENT 24
#define CT_STAR_LENGTH	 1

/* For @window of ct_star_find(): the level stays; so do the nodes on both sides. */
#define CT_STAR_SAME_LEVEL (G_MAXUINT - 1)
#define CT_STAR_SAME_PLACE G_MAXUINT

typedef struct CtStar CtStar;

CtStar *ct_star_new(const CtLevels *levels);
void ct_star_free(CtStar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtStar, ct_star_free)

/* Takes @node and its edges out; @out says where they were. */
void ct_star_take(CtStar *self, CtLevels *levels, guint node, CtPlacement *out);

/* What @at would cost; @node is not in @levels. */
gint64 ct_star_cost(CtStar *self, const CtLevels *levels, guint node, const CtPlacement *at);

/**
 * ct_star_find:
 * @like: (nullable): where to search around, and in which level only when @window is given
 * @window: how many gaps to look at on each side; 0: all; or one of the values above
 * @random: decides between places of the same cost
 *
 * Returns: the cost of @out, the best place within the ranks that the neighbours of @node leave.
 */
gint64 ct_star_find(CtStar *self, const CtLevels *levels, guint node, const CtPlacement *like,
		    guint window, guint64 *random, CtPlacement *out);

void ct_star_put(CtStar *self, CtLevels *levels, guint node, const CtPlacement *at);

/* What all searches took so far, in steps that are the same on every machine. */
guint64 ct_star_work(const CtStar *self);
