/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which containers a connected part has, and levels for what is in them without being connected. */
#include "render/layered-group.h"

#include <math.h>

CtPartGroups *
ct_part_groups_new(const CtLayeredNode *nodes, const CtLayeredGroup *groups, guint n_groups,
		   const guint *order, const guint *members, guint n_members)
{
	CtPartGroups *self = g_new0(CtPartGroups, 1);
	g_autofree guint *number = g_new0(guint, n_groups + 1);
	g_autofree guint8 *used = g_new0(guint8, n_groups + 1);

	for (guint i = 0; i < n_members; i++) {
		guint next = nodes[members[i]].group;

		for (; next != 0 && !used[next - 1]; next = groups[next - 1].parent)
			used[next - 1] = TRUE;
	}
	self->index = g_new0(guint, n_groups + 1);
	for (guint k = 0; k < n_groups; k++) {
		if (!used[order[k]])
			continue;
		number[order[k]] = self->n;
		self->index[self->n++] = order[k];
	}
	self->parent = g_new0(guint, self->n + 1);
	for (guint g = 0; g < self->n; g++) {
		guint index = self->index[g];

		self->parent[g] = groups[index].parent == 0 ? self->n
							    : number[groups[index].parent - 1];
	}
	self->parent[self->n] = self->n;
	self->of = g_new0(guint, n_members + 1);
	for (guint i = 0; i < n_members; i++) {
		guint group = nodes[members[i]].group;

		self->of[i] = group == 0 ? self->n : number[group - 1];
	}
	return self;
}

void
ct_part_groups_free(CtPartGroups *self)
{
	if (self == NULL)
		return;
	g_free(self->index);
	g_free(self->parent);
	g_free(self->of);
	g_free(self);
}

static gboolean
is_alone(const CtWeb *web, guint node)
{
	return web->start[node] == web->start[node + 1];
}

/* The levels of the nodes with edges in a group, groups in it included; FALSE: there are none. */
static gboolean
span(const CtPartGroups *self, const CtWeb *web, const guint *rank, guint group, guint *out_first,
     guint *out_last)
{
	*out_first = G_MAXUINT;
	*out_last = 0;
	for (guint v = 0; v < web->n_nodes; v++) {
		guint g = self->of[v];

		while (!is_alone(web, v) && g != group && g != self->n)
			g = self->parent[g];
		if (g != group || is_alone(web, v))
			continue;
		*out_first = MIN(*out_first, rank[v]);
		*out_last = MAX(*out_last, rank[v]);
	}
	return *out_first <= *out_last;
}

/* As many levels as make what stands alone about as high as wide. */
static guint
count_levels(const CtPartGroups *self, const CtWeb *web, guint group)
{
	guint count = 0;

	for (guint v = 0; v < web->n_nodes; v++)
		count += is_alone(web, v) && self->of[v] == group ? 1 : 0;
	return (guint)ceil(sqrt(count));
}

guint
ct_part_groups_spread(const CtPartGroups *self, const CtWeb *web, guint *rank)
{
	guint n_levels = 1;
	g_autofree guint *fill = NULL;

	for (guint g = 0; g < self->n; g++) {
		guint first = 0;
		guint last = 0;
		guint wanted = count_levels(self, web, g);
		guint outer = g;

		if (wanted == 0)
			continue;
		while (!span(self, web, rank, outer, &first, &last) && outer != self->n)
			outer = self->parent[outer];
		if (first > last)
			first = last = 0;
		/* in its own group it may use all levels, elsewhere it begins a place of its own */
		last = outer == g ? MAX(last, first + wanted - 1) : first + wanted - 1;
		g_free(fill);
		fill = g_new0(guint, last - first + 1);
		for (guint v = 0; v < web->n_nodes; v++) {
			if (self->of[v] == g && !is_alone(web, v))
				fill[rank[v] - first]++;
		}
		for (guint v = 0; v < web->n_nodes; v++) {
			guint least = 0;

			if (self->of[v] != g || !is_alone(web, v))
				continue;
			for (guint l = 1; l <= last - first; l++)
				least = fill[l] < fill[least] ? l : least;
			rank[v] = first + least;
			fill[least]++;
		}
	}
	for (guint v = 0; v < web->n_nodes; v++)
		n_levels = MAX(n_levels, rank[v] + 1);
	return n_levels;
}
