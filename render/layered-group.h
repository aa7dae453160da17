/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-nest.h"
#include "render/layered.h"

/* The groups that have a node in a connected part; numbered by id. */
typedef struct {
	guint n;
	guint *index;  /* of each: into all groups; owned */
	guint *parent; /* of each: a number here, or n; owned */
	guint *of;     /* of each node of the part: the innermost, or n; owned */
} CtPartGroups;

/**
 * ct_part_groups_new:
 * @order: (array length=n_groups): all groups by id
 * @members: (array length=n_members): indices into @nodes
 */
CtPartGroups *ct_part_groups_new(const CtLayeredNode *nodes, const CtLayeredGroup *groups,
				 guint n_groups, const guint *order, const guint *members,
				 guint n_members);
void ct_part_groups_free(CtPartGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPartGroups, ct_part_groups_free)

/* Puts nodes without edges on levels of their groups; returns the number of levels. */
guint ct_part_groups_spread(const CtPartGroups *self, const CtWeb *web, guint *rank);
