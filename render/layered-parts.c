/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which nodes are drawn together: what edges connect, what is in one container, and what an earlier
 * drawing had in one place.
 */
#include "render/layered-parts.h"

#include <math.h>

static guint
find_root(guint *parent, guint v)
{
	while (parent[v] != v) {
		parent[v] = parent[parent[v]];
		v = parent[v];
	}
	return v;
}

/* What was drawn in one place must not fly apart when an edge goes: parts overlapped are one. */
static void
join_overlapping(const CtLayeredNode *nodes, guint n_nodes, const guint *order, guint *parent)
{
	g_autofree CtRect *bounds = g_new0(CtRect, n_nodes + 1);
	g_autoptr(GArray) roots = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < n_nodes; i++) {
		const CtLayeredNode *node = &nodes[order[i]];
		guint root = find_root(parent, i);
		CtPoint lo = { node->previous.x - node->width / 2,
			       node->previous.y - node->height / 2 };
		CtRect *rect = &bounds[root];

		if (!node->has_previous)
			continue;
		if (rect->w <= 0) {
			*rect = (CtRect){ lo.x, lo.y, node->width, node->height };
			g_array_append_val(roots, root);
			continue;
		}
		*rect = (CtRect){ MIN(rect->x, lo.x), MIN(rect->y, lo.y),
				  MAX(rect->x + rect->w, lo.x + node->width) - MIN(rect->x, lo.x),
				  MAX(rect->y + rect->h, lo.y + node->height) -
					  MIN(rect->y, lo.y) };
	}
	for (guint i = 0; i < roots->len; i++) {
		const CtRect *a = &bounds[g_array_index(roots, guint, i)];

		for (guint j = 0; j < i; j++) {
			const CtRect *b = &bounds[g_array_index(roots, guint, j)];
			guint x = find_root(parent, g_array_index(roots, guint, i));
			guint y = find_root(parent, g_array_index(roots, guint, j));

			if (a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h &&
			    b->y < a->y + a->h)
				parent[MAX(x, y)] = MIN(x, y);
		}
	}
}

/* What is in one container is one part. */
static void
join_groups(const CtLayeredNode *nodes, guint n_nodes, const guint *order,
	    const CtLayeredGroup *groups, guint n_groups, guint *parent)
{
	g_autofree guint *first = g_new0(guint, n_groups + 1);

	for (guint i = 0; i < n_nodes; i++) {
		guint group = nodes[order[i]].group;
		guint a = find_root(parent, i);
		guint b;

		if (group == 0)
			continue;
		while (groups[group - 1].parent != 0)
			group = groups[group - 1].parent;
		if (first[group] == 0)
			first[group] = i + 1;
		b = find_root(parent, first[group] - 1);
		parent[MAX(a, b)] = MIN(a, b);
	}
}

guint
ct_parts_find(const CtLayeredNode *nodes, guint n_nodes, const guint *order,
	      const CtLayeredGroup *groups, guint n_groups, const guint *ends, guint n_edges,
	      guint *out_part)
{
	g_autofree guint *parent = g_new0(guint, n_nodes + 1);
	g_autofree guint *number = g_new0(guint, n_nodes + 1);
	guint n_parts = 0;

	for (guint i = 0; i < n_nodes; i++)
		parent[i] = i;
	for (guint k = 0; k < n_edges; k++) {
		guint a = find_root(parent, ends[2 * k]);
		guint b = find_root(parent, ends[2 * k + 1]);

		/* the smaller is the root, so that roots come in the order of ids */
		parent[MAX(a, b)] = MIN(a, b);
	}
	join_groups(nodes, n_nodes, order, groups, n_groups, parent);
	join_overlapping(nodes, n_nodes, order, parent);
	for (guint i = 0; i < n_nodes; i++) {
		guint root = find_root(parent, i);

		if (root == i)
			number[i] = n_parts++;
		out_part[i] = number[root];
	}
	return n_parts;
}

static gint
compare_shelved(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtShelved *parts = data;
	guint i = *(const guint *)a;
	guint j = *(const guint *)b;
	const CtShelved *x = &parts[i];
	const CtShelved *y = &parts[j];

	if (x->known != y->known)
		return x->known ? -1 : 1;
	if (x->previous.y < y->previous.y || x->previous.y > y->previous.y)
		return x->previous.y < y->previous.y ? -1 : 1;
	if (x->previous.x < y->previous.x || x->previous.x > y->previous.x)
		return x->previous.x < y->previous.x ? -1 : 1;
	if (x->height < y->height || x->height > y->height)
		return x->height > y->height ? -1 : 1;
	return i < j ? -1 : i > j;
}

void
ct_parts_shelve(CtShelved *parts, guint n_parts, const CtLayeredOptions *options,
		CtLayeredResult *result)
{
	g_autofree guint *order = g_new0(guint, n_parts + 1);
	double gap = options->node_gap;
	double area = 0;
	double widest = 0;
	CtPoint at = { 0, 0 };

	for (guint p = 0; p < n_parts; p++) {
		order[p] = p;
		area += (parts[p].width + gap) * (parts[p].height + gap);
		widest = MAX(widest, parts[p].width);
	}
	widest = MAX(widest, sqrt(area * options->aspect));
	g_qsort_with_data(order, (gint)n_parts, sizeof(guint), compare_shelved, parts);
	for (guint i = 0; i < n_parts; i++) {
		CtShelved *part = &parts[order[i]];

		if (at.x > 0 && at.x + part->width > widest)
			at = (CtPoint){ 0, result->height + options->level_gap };
		part->at = at;
		at.x += part->width + gap;
		result->width = MAX(result->width, at.x - gap);
		result->height = MAX(result->height, at.y + part->height);
	}
}
