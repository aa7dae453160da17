/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From edges that cannot all be kept to conflicts.
 *
 * One conflict: a shortest cycle is found by breadth-first search from each step that lies on one, or
 * the way by which a step is forced into the hours without federation; what labels its edges is then
 * thinned by deletion: an element is dropped as long as the rest still cannot be kept.  What is left is
 * minimal (deletion-based MUS, Chinneck and Dravnieks 1991).
 *
 * Several: the tree of hitting sets (Reiter 1987), breadth first.  A node is a set of dropped elements;
 * its label is a conflict among the rest, its children drop one element more.  Once no node is left, a
 * set that meets all the conflicts found meets all there are, so that with all of them relaxed there is
 * an order.
 */
#include "planner/order-reach.h"

#include <string.h>

/* Sets gone through, and conflicts looked for: more than enough for the few that are told. */
#define MAX_NODES    20000
#define MAX_SEARCHES 400

/* Rows of one constraint are one element, and so are all rows that bind because a legacy Edge has one
 * external name; each wish is one, and the rule that the hours without federation are for the cutover
 * alone. */
typedef struct {
	const CtOrder *order;
	const CtDraft *draft;
	guint n_items;
	guint window;	   /* item of the rule about the window */
	guint *item_of;	   /* by label */
	guint *label_of;   /* by item: its first label */
	gboolean *opens;   /* by step */
	gboolean *closes;  /* by step */
	gboolean *free;	   /* by step: may not stand in the window */
	gboolean anywhere; /* the rule about the window is dropped from the beginning */
} Search;

typedef struct {
	GArray *items; /* of guint */
	GArray *edges; /* of guint: by item, an edge that shows it; CT_NONE */
	guint forced;  /* step that is forced into the window; CT_NONE: a cycle */
} Core;

static void
core_free(gpointer data)
{
	Core *core = data;

	g_array_unref(core->items);
	g_array_unref(core->edges);
	g_free(core);
}

static const CtOrderEdge *
edge_at(const Search *search, guint edge)
{
	return &g_array_index(search->order->edges, CtOrderEdge, edge);
}

static gboolean
is_active(const Search *search, const gboolean *active, guint edge)
{
	return active[search->item_of[edge_at(search, edge)->label]];
}

/* Is there a cycle among the edges of @active items?
 * @out_left: (nullable): by step: lies on or behind a cycle. */
static gboolean
is_cyclic(const Search *search, const gboolean *active, gboolean *out_left)
{
	const CtOrder *order = search->order;
	g_autofree guint *waiting = g_new0(guint, order->n_steps + 1);
	g_autoptr(GArray) ready = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < order->edges->len; i++)
		waiting[edge_at(search, i)->after] += (guint)is_active(search, active, i);
	for (guint i = 0; i < order->n_steps; i++)
		if (waiting[i] == 0)
			g_array_append_val(ready, i);
	for (guint at = 0; at < ready->len; at++) {
		const GArray *edges = order->after[g_array_index(ready, guint, at)];

		for (guint k = 0; k < edges->len; k++) {
			guint edge = g_array_index(edges, guint, k);
			guint next = edge_at(search, edge)->after;

			if (is_active(search, active, edge) && --waiting[next] == 0)
				g_array_append_val(ready, next);
		}
	}
	for (guint i = 0; out_left != NULL && i < order->n_steps; i++)
		out_left[i] = waiting[i] > 0;
	return ready->len < order->n_steps;
}

/* A shortest way from a step of @from to one of @to by edges of @active items: the edges, NULL when
 * there is none.  Steps that are not in @among (nullable) are no part of it. */
static GArray *
find_path(const Search *search, const gboolean *active, const gboolean *from, const gboolean *to,
	  const gboolean *among)
{
	const CtOrder *order = search->order;
	g_autofree guint *came_by = g_new(guint, order->n_steps + 1);
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	guint found = CT_NONE;
	GArray *path;

	for (guint i = 0; i < order->n_steps; i++) {
		came_by[i] = CT_NONE;
		if (from[i])
			g_array_append_val(queue, i);
	}
	for (guint at = 0; at < queue->len && found == CT_NONE; at++) {
		const GArray *edges = order->after[g_array_index(queue, guint, at)];

		for (guint k = 0; k < edges->len && found == CT_NONE; k++) {
			guint edge = g_array_index(edges, guint, k);
			guint next = edge_at(search, edge)->after;

			if (!is_active(search, active, edge) || came_by[next] != CT_NONE ||
			    (among != NULL && !among[next]))
				continue;
			came_by[next] = edge;
			if (to[next])
				found = next;
			if (!from[next])
				g_array_append_val(queue, next);
		}
	}
	if (found == CT_NONE)
		return NULL;
	path = g_array_new(FALSE, FALSE, sizeof(guint));
	do {
		g_array_append_val(path, came_by[found]);
		found = edge_at(search, came_by[found])->before;
	} while (!from[found]);
	return path;
}

static GArray *
shortest_cycle(const Search *search, const gboolean *active, const gboolean *left)
{
	g_autofree gboolean *start = g_new0(gboolean, search->order->n_steps + 1);
	GArray *best = NULL;

	for (guint i = 0; i < search->order->n_steps && (best == NULL || best->len > 2); i++) {
		GArray *cycle;

		if (!left[i])
			continue;
		start[i] = TRUE;
		cycle = find_path(search, active, start, start, left);
		start[i] = FALSE;
		if (cycle != NULL && (best == NULL || cycle->len < best->len)) {
			g_clear_pointer(&best, g_array_unref);
			best = g_steal_pointer(&cycle);
		}
		g_clear_pointer(&cycle, g_array_unref);
	}
	return best;
}

typedef struct {
	const Search *search;
	const gboolean *active;
} Active;

static gboolean
passes_active(const CtOrder *order G_GNUC_UNUSED, guint edge, gconstpointer data)
{
	const Active *self = data;

	return is_active(self->search, self->active, edge);
}

/* A step that active edges force into the window and that may not stand there; CT_NONE. */
static guint
find_forced(const Search *search, const gboolean *active)
{
	guint n = search->order->n_steps;
	g_autofree gboolean *behind = g_memdup2(search->opens, sizeof(gboolean) * (n + 1));
	g_autofree gboolean *before = g_memdup2(search->closes, sizeof(gboolean) * (n + 1));
	const Active filter = { search, active };

	/* The rule book alone forces nothing in there */
	if (!active[search->window] || search->order->wishes->len == 0)
		return CT_NONE;
	ct_order_spread(search->order, behind, FALSE, passes_active, &filter);
	ct_order_spread(search->order, before, TRUE, passes_active, &filter);
	for (guint i = 0; i < n; i++)
		if (search->free[i] && behind[i] && before[i])
			return i;
	return CT_NONE;
}

static void
add_items(const Search *search, Core *core, const GArray *edges)
{
	for (guint i = 0; i < edges->len; i++) {
		guint edge = g_array_index(edges, guint, i);
		guint item = search->item_of[edge_at(search, edge)->label];
		gboolean has = FALSE;

		for (guint k = 0; k < core->items->len; k++)
			has = has || g_array_index(core->items, guint, k) == item;
		if (has)
			continue;
		g_array_append_val(core->items, item);
		g_array_append_val(core->edges, edge);
	}
}

/* The two ways that force @core->forced into the window, and the rule itself. */
static void
add_forced_items(const Search *search, Core *core, const gboolean *active)
{
	g_autofree gboolean *middle = g_new0(gboolean, search->order->n_steps + 1);
	g_autoptr(GArray) there = NULL;
	g_autoptr(GArray) on = NULL;
	guint none = CT_NONE;

	middle[core->forced] = TRUE;
	there = find_path(search, active, search->opens, middle, NULL);
	on = find_path(search, active, middle, search->closes, NULL);
	add_items(search, core, there);
	add_items(search, core, on);
	g_array_append_val(core->items, search->window);
	g_array_append_val(core->edges, none);
}

/* Drops items from the last on as long as the rest cannot be kept. */
static void
thin(const Search *search, Core *core)
{
	g_autofree gboolean *active = g_new0(gboolean, search->n_items);

	for (guint i = 0; i < core->items->len; i++)
		active[g_array_index(core->items, guint, i)] = TRUE;
	for (guint i = core->items->len; i > 0; i--) {
		guint item = g_array_index(core->items, guint, i - 1);
		guint forced;

		active[item] = FALSE;
		forced = find_forced(search, active);
		if (forced == CT_NONE && !is_cyclic(search, active, NULL)) {
			active[item] = TRUE;
			continue;
		}
		g_array_remove_index(core->items, i - 1);
		g_array_remove_index(core->edges, i - 1);
	}
	core->forced = find_forced(search, active);
}

/* A conflict among the items that are not dropped; NULL when there is none. */
static Core *
find_core(const Search *search, const gboolean *dropped)
{
	g_autofree gboolean *active = g_new0(gboolean, search->n_items);
	g_autofree gboolean *left = g_new0(gboolean, search->order->n_steps + 1);
	Core *core;

	for (guint i = 0; i < search->n_items; i++)
		active[i] = !dropped[i];
	core = g_new0(Core, 1);
	core->items = g_array_new(FALSE, FALSE, sizeof(guint));
	core->edges = g_array_new(FALSE, FALSE, sizeof(guint));
	core->forced = CT_NONE;
	if (is_cyclic(search, active, left)) {
		g_autoptr(GArray) cycle = shortest_cycle(search, active, left);

		add_items(search, core, cycle);
	} else {
		core->forced = find_forced(search, active);
		if (core->forced != CT_NONE)
			add_forced_items(search, core, active);
	}
	if (core->items->len == 0) {
		core_free(core);
		return NULL;
	}
	thin(search, core);
	return core;
}

/* The tree of hitting sets. */
typedef struct {
	const Search *search;
	guint most;
	GPtrArray *cores;  /* of Core, owned */
	GPtrArray *nodes;  /* of gboolean *: the items dropped; owned */
	GPtrArray *leaves; /* those of them that leave no conflict */
	GHashTable *seen;  /* set of GBytes: nodes that there are */
	guint searches;	   /* for conflicts */
	gboolean more;	   /* it was not gone through to its end */
} Tree;

static gboolean
meets(const Core *core, const gboolean *dropped)
{
	for (guint i = 0; i < core->items->len; i++)
		if (dropped[g_array_index(core->items, guint, i)])
			return TRUE;
	return FALSE;
}

/* Does @dropped hold all that a leaf drops, so that it leaves no conflict either? */
static gboolean
is_behind_leaf(const Tree *self, const gboolean *dropped)
{
	for (guint i = 0; i < self->leaves->len; i++) {
		const gboolean *leaf = g_ptr_array_index(self->leaves, i);
		gboolean inside = TRUE;

		for (guint k = 0; inside && k < self->search->n_items; k++)
			inside = !leaf[k] || dropped[k];
		if (inside)
			return TRUE;
	}
	return FALSE;
}

/* The conflict that labels a node: one that is known, if it is untouched, else a new one; NULL when
 * nothing is left to conflict, or when there is no more time to look for it. */
static const Core *
label_node(Tree *self, gboolean *dropped)
{
	Core *core;

	for (guint i = 0; i < self->cores->len; i++)
		if (!meets(g_ptr_array_index(self->cores, i), dropped))
			return g_ptr_array_index(self->cores, i);
	if (is_behind_leaf(self, dropped))
		return NULL;
	if (self->searches++ == MAX_SEARCHES) {
		self->more = TRUE;
		return NULL;
	}
	core = find_core(self->search, dropped);
	if (core == NULL) {
		g_ptr_array_add(self->leaves, dropped);
	} else if (self->cores->len == self->most) {
		self->more = TRUE;
		core_free(core);
		core = NULL;
	} else {
		g_ptr_array_add(self->cores, core);
	}
	return core;
}

static void
add_children(Tree *self, const gboolean *dropped, const Core *core)
{
	gsize size = sizeof(gboolean) * self->search->n_items;

	for (guint i = 0; i < core->items->len; i++) {
		gboolean *child = g_memdup2(dropped, size);

		child[g_array_index(core->items, guint, i)] = TRUE;
		if (g_hash_table_add(self->seen, g_bytes_new(child, size)))
			g_ptr_array_add(self->nodes, child);
		else
			g_free(child);
	}
}

/* @out_more: there may be others. */
static GPtrArray *
find_cores(const Search *search, guint most, gboolean *out_more)
{
	g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) leaves = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
							   (GDestroyNotify)g_bytes_unref, NULL);
	Tree tree = { .search = search,
		      .most = most,
		      .cores = g_ptr_array_new_with_free_func(core_free),
		      .nodes = nodes,
		      .leaves = leaves,
		      .seen = seen };
	gboolean *root = g_new0(gboolean, search->n_items);

	root[search->window] = search->anywhere;
	g_ptr_array_add(nodes, root);
	for (guint at = 0; at < nodes->len && !tree.more; at++) {
		gboolean *dropped = g_ptr_array_index(nodes, at);
		const Core *core = label_node(&tree, dropped);

		/* One is enough: the others are not asked for */
		if (most == 1)
			break;
		tree.more = tree.more || at == MAX_NODES;
		if (core != NULL)
			add_children(&tree, dropped, core);
	}
	*out_more = tree.more;
	return tree.cores;
}

/* Steps that may stand between the opening and the closing of the federation cutover. */
static gboolean
belongs_in_window(const CtDraft *draft, const CtPlanStep *step)
{
	const char *subject = g_ptr_array_index(step->subjects, 0);

	if (ct_rule_plays(CT_WINDOW_STEPS, step->rule))
		return TRUE;
	return ct_rule_plays("OCS-P10-03", step->rule) && g_str_has_prefix(subject, "edge:") &&
	       ct_draft_condition(draft, CT_CONDITION_SHARED_EDGE_FQDN);
}

/* Rows that bind because of one fact are dropped with it. */
static gboolean
is_one_element(const CtOrder *order, guint a, guint b)
{
	guint count = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	gboolean a_shares;
	gboolean b_shares;

	if (a >= order->n_rows || b >= order->n_rows)
		return a == b;
	a_shares = rows[a].condition == CT_CONDITION_SHARED_EDGE_FQDN;
	b_shares = rows[b].condition == CT_CONDITION_SHARED_EDGE_FQDN;
	return a_shares == b_shares && (a_shares || strcmp(rows[a].id, rows[b].id) == 0);
}

static void
search_init(Search *self, const CtOrder *order, const CtDraft *draft)
{
	guint labels = order->n_rows + order->wishes->len;

	*self = (Search){ .order = order, .draft = draft };
	self->item_of = g_new0(guint, labels + 1);
	self->label_of = g_new0(guint, labels + 1);
	for (guint label = 0; label < labels; label++) {
		guint item = self->n_items;

		for (guint i = 0; i < self->n_items; i++)
			if (is_one_element(order, self->label_of[i], label))
				item = i;
		self->item_of[label] = item;
		if (item == self->n_items)
			self->label_of[self->n_items++] = label;
	}
	self->window = self->n_items++;
	self->opens = g_new0(gboolean, order->n_steps + 1);
	self->closes = g_new0(gboolean, order->n_steps + 1);
	self->free = g_new0(gboolean, order->n_steps + 1);
	for (guint i = 0; i < order->n_steps; i++) {
		const CtPlanStep *step = ct_plan_step(draft->plan, i);

		self->opens[i] = ct_rule_plays(CT_WINDOW_OPENS, step->rule);
		self->closes[i] = ct_rule_plays(CT_WINDOW_CLOSES, step->rule);
		self->free[i] = !belongs_in_window(draft, step);
	}
}

static void
search_clear(Search *self)
{
	g_free(self->item_of);
	g_free(self->label_of);
	g_free(self->opens);
	g_free(self->closes);
	g_free(self->free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

/* Wishes first: giving one up costs a word, changing the deployment costs more. */
static CtConflict *
tell_core(const Search *search, const Core *core)
{
	CtConflict *conflict = ct_conflict_new();

	for (int pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < core->items->len; i++) {
			guint item = g_array_index(core->items, guint, i);
			gboolean is_wish = item != search->window &&
					   search->label_of[item] >= search->order->n_rows;

			if (item == search->window || is_wish != (pass == 0))
				continue;
			if (is_wish)
				ct_order_tell_wish(search->order, search->draft,
						   search->label_of[item], conflict);
			else
				ct_order_tell_constraint(search->order, search->draft,
							 g_array_index(core->edges, guint, i),
							 conflict);
		}
	}
	if (core->forced != CT_NONE)
		ct_order_tell_window(search->draft, core->forced, conflict);
	return conflict;
}

gboolean
ct_order_find_conflicts(const CtOrder *self, const CtDraft *draft, guint most, GPtrArray *conflicts)
{
	g_auto(Search) search = { 0 };
	g_autoptr(GPtrArray) cores = NULL;
	gboolean more = FALSE;

	search_init(&search, self, draft);
	search.anywhere = ct_draft_drops(draft, CT_ORDER_WINDOW_KEY);
	cores = find_cores(&search, most, &more);
	for (guint i = 0; i < cores->len; i++) {
		CtConflict *conflict = tell_core(&search, g_ptr_array_index(cores, i));

		conflict->more = more;
		g_ptr_array_add(conflicts, conflict);
	}
	return cores->len > 0;
}
