/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fewer boxes without less being said: objects of which nothing is to be told but where they are homed are
 * a line in the box of their home, and those that are linked with nothing are one box for each side.
 */
#include <string.h>

#include "render/depends.h"
#include "render/map-words.h"

typedef struct {
	CtDepends *depends;
	guint *home;	 /* of each box: the box that it is homed on; CT_NONE */
	gboolean *alone; /* of each box: it has no link but that */
	gboolean *keep;
	guint *kinds; /* of each box: a row of CT_N_OBJECT_KINDS counts */
} Fold;

static CtDependsBox *
box_at(Fold *self, guint index)
{
	return &g_array_index(self->depends->boxes, CtDependsBox, index);
}

static void
find_homes(Fold *self)
{
	for (guint i = 0; i < self->depends->boxes->len; i++) {
		self->home[i] = CT_NONE;
		self->alone[i] = g_str_has_prefix(box_at(self, i)->id, "objects:");
	}
	for (guint i = 0; i < self->depends->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(self->depends, i);

		self->alone[link->to] = FALSE;
		if (link->kind == CT_DEPENDS_HOMED && self->home[link->from] == CT_NONE)
			self->home[link->from] = link->to;
		else
			self->alone[link->from] = FALSE;
	}
}

/* The first box of a side that is linked with nothing takes in the others. */
static guint
home_of_loose(Fold *self, guint index, guint loose[2])
{
	guint side = box_at(self, index)->legacy;

	if (loose[side] == CT_NONE)
		loose[side] = index;
	return loose[side];
}

static void
fold_boxes(Fold *self)
{
	guint loose[2] = { CT_NONE, CT_NONE };

	for (guint i = 0; i < self->depends->boxes->len; i++) {
		const CtDependsBox *box = box_at(self, i);
		guint home = self->home[i];

		self->keep[i] = TRUE;
		if (!self->alone[i])
			continue;
		if (home == CT_NONE)
			home = home_of_loose(self, i, loose);
		for (guint k = 0; k < CT_N_OBJECT_KINDS; k++)
			self->kinds[home * CT_N_OBJECT_KINDS + k] += box->kinds[k];
		self->keep[i] = home == i;
	}
}

static void
tell_homes(Fold *self)
{
	for (guint i = 0; i < self->depends->boxes->len; i++) {
		CtDependsBox *box = box_at(self, i);
		guint *kinds = &self->kinds[i * CT_N_OBJECT_KINDS];
		guint total = 0;
		g_autofree char *text = ct_map_tell_counts(kinds, &total);

		if (total == 0 || !self->keep[i])
			continue;
		box->n_homes = total;
		box->homes = g_string_chunk_insert_const(self->depends->chunk, text);
		if (!self->alone[i])
			continue;
		box->name = "Linked with nothing";
		box->detail = NULL;
		box->kind = CT_OBJECT_POLICY;
		box->count = 0;
	}
}

CtDepends *
ct_depends_fold(CtDepends *depends)
{
	guint n = depends->boxes->len;
	g_autofree guint *home = g_new0(guint, n + 1);
	g_autofree gboolean *alone = g_new0(gboolean, n + 1);
	g_autofree gboolean *keep = g_new0(gboolean, n + 1);
	g_autofree guint *kinds = g_new0(guint, (gsize)(n + 1) * CT_N_OBJECT_KINDS);
	Fold self = { depends, home, alone, keep, kinds };

	find_homes(&self);
	fold_boxes(&self);
	tell_homes(&self);
	return ct_depends_part(depends, keep);
}
