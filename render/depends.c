/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Condensing the dependency graph.
 *
 * Each node of the graph is given the key of a box, by the level that is asked for; nodes with one key
 * are one box, links between boxes with the same ends are one link, and links inside of a box are
 * what the box stands for.
 */
#include "render/depends.h"

#include <string.h>

#include "render/map-words.h"
#include "render/siting.h"
#include "render/texts.h"

typedef struct {
	CtDepends *depends;
	const CtPlan *plan;
	const CtEstate *estate;
	const CtGraph *graph;
	CtDependsLevel level;
	GHashTable *fates;   /* subject -> index + 1 */
	GHashTable *boxes;   /* id -> index + 1 */
	GHashTable *links;   /* "from to" -> index + 1 */
	GHashTable *circles; /* "pool component" -> name of its first service */
	const char **sites;  /* of each pool */
	guint *box_of;	     /* of each node */
	guint32 *ring_pools; /* of each component: a pool; CT_NONE before the first */
	gboolean *wide;	     /* of each component: it spans several pools */
} Builder;

static const char *
keep(CtDepends *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

static const char *
take(CtDepends *self, char *text)
{
	const char *kept = keep(self, text);

	g_free(text);
	return kept;
}

static const CtNode *
node_at(const Builder *self, guint index)
{
	return &g_array_index(self->graph->nodes, CtNode, index);
}

/* The pool on which a node runs or is homed; CT_NONE when none is known. */
static guint32
pool_of(const Builder *self, const CtNode *node)
{
	switch (node->kind) {
	case CT_NODE_SERVICE:
		return g_array_index(self->estate->services, CtService, node->index).pool.index;
	case CT_NODE_POOL:
		return node->index;
	case CT_NODE_OBJECT:
		return g_array_index(self->estate->objects, CtObject, node->index).pool.index;
	case CT_NODE_COHORT:
		return g_array_index(self->estate->cohorts, CtCohort, node->index).pool.index;
	}
	g_assert_not_reached();
}

static const CtPool *
pool_at(const Builder *self, guint32 index)
{
	return index != CT_NONE ? &g_array_index(self->estate->pools, CtPool, index) : NULL;
}

static char *
pool_subject(const CtPool *pool)
{
	return ct_subject(pool->kind, pool->key);
}

static gboolean
is_legacy(const Builder *self, const CtNode *node)
{
	const CtPool *pool = pool_at(self, pool_of(self, node));

	if (node->kind == CT_NODE_OBJECT)
		return g_array_index(self->estate->objects, CtObject, node->index).deployment !=
		       CT_DEPLOYMENT_TARGET;
	return pool == NULL || pool->deployment != CT_DEPLOYMENT_TARGET;
}

/* ---- Which box a node belongs to ---- */

static char *
key_of_server(const Builder *self, const CtPool *pool)
{
	guint32 index = (guint32)(pool - &g_array_index(self->estate->pools, CtPool, 0));
	const char *site = self->sites[index];

	if (self->level != CT_DEPENDS_SITES)
		return pool_subject(pool);
	return g_strdup_printf("%s:%s:%s",
			       pool->deployment == CT_DEPLOYMENT_TARGET ? "target" : "legacy",
			       site != NULL ? site : "-", ct_object_kind_prefix(pool->kind));
}

static char *
key_of_object(const Builder *self, const CtNode *node)
{
	const CtObject *object = &g_array_index(self->estate->objects, CtObject, node->index);
	const CtPool *pool = pool_at(self, object->pool.index);
	const char *side = is_legacy(self, node) ? "legacy" : "target";
	g_autofree char *home = pool != NULL ? key_of_server(self, pool) : g_strdup("-");

	if (self->level == CT_DEPENDS_EACH)
		return ct_subject(object->kind, object->key);
	if (self->level <= CT_DEPENDS_POOLS)
		return g_strdup_printf("objects:%s:%s:%s", side,
				       ct_object_kind_prefix(object->kind), home);
	return g_strdup_printf("objects:%s:%s", side, home);
}

/* The first of the services on one pool that need each other: a name that stays when others come. */
static const char *
name_of_circle(const Builder *self, guint index)
{
	const CtNode *node = node_at(self, index);
	g_autofree char *key = g_strdup_printf("%u %u", pool_of(self, node),
					       g_array_index(self->graph->component, guint32,
							     index));
	const char *first = g_hash_table_lookup(self->circles, key);

	if (first != NULL)
		return first;
	g_hash_table_insert(self->circles, g_steal_pointer(&key), node->name);
	return node->name;
}

/* %NULL for what no box stands for: services that run nowhere, and users, who are a figure. */
static char *
key_of(const Builder *self, guint index)
{
	const CtNode *node = node_at(self, index);
	const CtPool *pool = pool_at(self, pool_of(self, node));

	if (node->kind == CT_NODE_OBJECT)
		return key_of_object(self, node);
	if (pool == NULL)
		return NULL;
	if (self->level != CT_DEPENDS_SERVICES || node->kind != CT_NODE_SERVICE)
		return key_of_server(self, pool);
	return g_strdup_printf("services:%s", name_of_circle(self, index));
}

/* ---- Boxes ---- */

static void
tell_fate(Builder *self, CtDependsBox *box, const char *subject)
{
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(self->fates, subject));
	const CtFate *fate;

	if (row == 0)
		return;
	fate = &g_array_index(self->plan->fates, CtFate, row - 1);
	box->href = take(self->depends, g_strdup_printf("#fate-%u", row));
	box->fate = fate->to == NULL
			    ? keep(self->depends, fate->fate)
			    : take(self->depends,
				   g_strdup_printf("%s, %s %s", fate->fate,
						   g_str_equal(fate->fate, "retired") ? "by" : "to",
						   ct_map_subject_identity(fate->to)));
}

static void
name_server(Builder *self, CtDependsBox *box, const CtPool *pool)
{
	CtMap *words = ct_map_empty();

	box->name = keep(self->depends, pool->fqdn);
	box->kind = pool->kind;
	box->detail = keep(self->depends, ct_map_describe_pool(words, pool));
	box->users = pool->users;
	tell_fate(self, box, box->id);
	ct_map_free(words);
}

static void
add_box(Builder *self, const char *key, guint index)
{
	const CtNode *node = node_at(self, index);
	guint32 home = pool_of(self, node);
	const CtPool *pool = pool_at(self, home);
	CtDependsBox box = { .id = keep(self->depends, key), .legacy = is_legacy(self, node) };

	box.site = home != CT_NONE ? self->sites[home] : NULL;
	box.kind = pool != NULL ? pool->kind : CT_OBJECT_SERVER;
	if (node->kind == CT_NODE_OBJECT)
		box.kind = g_array_index(self->estate->objects, CtObject, node->index).kind;
	if (self->level == CT_DEPENDS_SERVICES && pool != NULL)
		box.pool = take(self->depends, pool_subject(pool));
	if (pool != NULL && node->kind != CT_NODE_OBJECT && g_str_equal(key, box.id) &&
	    self->level != CT_DEPENDS_SITES && !g_str_has_prefix(key, "services:"))
		name_server(self, &box, pool);
	g_array_append_val(self->depends->boxes, box);
}

/* What a box stands for: it grows with each node. */
typedef struct {
	guint servers;
	const char *single; /* name of the only thing, while there is one */
	GPtrArray *roles;   /* of const char *: names of services */
} Content;

static void
content_clear(gpointer data)
{
	g_ptr_array_unref(((Content *)data)->roles);
}

static void
count_node(Builder *self, Content *content, CtDependsBox *box, guint index)
{
	const CtNode *node = node_at(self, index);
	const CtObject *object = NULL;

	if (node->kind == CT_NODE_COHORT)
		return;
	box->count++;
	if (node->kind == CT_NODE_OBJECT) {
		object = &g_array_index(self->estate->objects, CtObject, node->index);
		box->kinds[object->kind]++;
		content->single = box->count == 1 ? object->name : NULL;
	} else if (node->kind == CT_NODE_POOL) {
		const CtPool *pool = pool_at(self, node->index);

		content->servers++;
		content->single = content->servers == 1 ? pool->fqdn : NULL;
		if (self->level == CT_DEPENDS_SITES)
			box->users += pool->users;
	} else {
		const CtService *service = &g_array_index(self->estate->services, CtService,
							  node->index);

		if (!ct_texts_has(content->roles, service->role_name))
			g_ptr_array_add(content->roles, (gpointer)service->role_name);
	}
}

static const char *
join(Builder *self, const GPtrArray *texts)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       (const char *)texts->pdata[i]);
	return keep(self->depends, text->str);
}

/* Names of boxes that stand for several things, or for a service. */
static void
name_box(Builder *self, CtDependsBox *box, const Content *content)
{
	guint total = 0;
	g_autofree char *counts = ct_map_tell_counts(box->kinds, &total);

	g_ptr_array_sort(content->roles, ct_texts_compare);
	if (g_str_has_prefix(box->id, "services:")) {
		const char *names = join(self, content->roles);

		box->name = names;
		if (content->roles->len > 1) {
			box->name = take(self->depends,
					 g_strdup_printf("%u services", content->roles->len));
			box->detail = take(self->depends,
					   g_strdup_printf("%s need each other", names));
		}
		return;
	}
	if (total > 0) {
		box->name = total == 1 && content->single != NULL
				    ? keep(self->depends, content->single)
				    : keep(self->depends, counts);
		box->detail = total == 1 ? ct_object_kind_name(box->kind) : NULL;
		return;
	}
	if (self->level == CT_DEPENDS_SITES && content->servers > 1) {
		guint kinds[CT_N_OBJECT_KINDS] = { 0 };
		g_autofree char *servers = NULL;

		kinds[box->kind] = content->servers;
		servers = ct_map_tell_counts(kinds, &total);
		box->name = keep(self->depends, servers);
	} else if (box->name == NULL) {
		box->name = keep(self->depends,
				 content->single != NULL ? content->single : box->id);
	}
}

static void
add_boxes(Builder *self)
{
	g_autoptr(GArray) contents = g_array_new(FALSE, TRUE, sizeof(Content));

	g_array_set_clear_func(contents, content_clear);
	for (guint i = 0; i < self->graph->nodes->len; i++) {
		g_autofree char *key = key_of(self, i);
		guint row;

		self->box_of[i] = CT_NONE;
		if (key == NULL)
			continue;
		row = GPOINTER_TO_UINT(g_hash_table_lookup(self->boxes, key));
		if (row == 0) {
			Content content = { .roles = g_ptr_array_new() };

			add_box(self, key, i);
			g_array_append_val(contents, content);
			row = self->depends->boxes->len;
			g_hash_table_insert(self->boxes,
					    (gpointer)g_array_index(self->depends->boxes,
								    CtDependsBox, row - 1)
						    .id,
					    GUINT_TO_POINTER(row));
		}
		self->box_of[i] = row - 1;
		count_node(self, &g_array_index(contents, Content, row - 1),
			   &g_array_index(self->depends->boxes, CtDependsBox, row - 1), i);
	}
	for (guint i = 0; i < contents->len; i++)
		name_box(self, &g_array_index(self->depends->boxes, CtDependsBox, i),
			 &g_array_index(contents, Content, i));
}

/* ---- Links ---- */

/* Circles inside of one pool are the rule and no news; those over several are. */
static void
find_wide_circles(Builder *self)
{
	for (guint i = 0; i < self->graph->n_components; i++)
		self->ring_pools[i] = CT_NONE;
	for (guint i = 0; i < self->graph->nodes->len; i++) {
		guint32 component = g_array_index(self->graph->component, guint32, i);
		guint32 pool = pool_of(self, node_at(self, i));

		if (self->ring_pools[component] == CT_NONE)
			self->ring_pools[component] = pool;
		else if (self->ring_pools[component] != pool)
			self->wide[component] = TRUE;
	}
}

static CtDependsKind
kind_of_link(const Builder *self, const CtLink *link)
{
	guint32 component = g_array_index(self->graph->component, guint32, link->from);

	if (component == g_array_index(self->graph->component, guint32, link->to) &&
	    self->wide[component])
		return CT_DEPENDS_CIRCLE;
	switch (link->kind) {
	case CT_LINK_DEPENDS:
		return CT_DEPENDS_NEEDS;
	case CT_LINK_RUNS_ON:
	case CT_LINK_HOMED_ON:
		return CT_DEPENDS_HOMED;
	case CT_LINK_USES:
		return CT_DEPENDS_USES;
	}
	g_assert_not_reached();
}

static void
add_link(Builder *self, const CtLink *link)
{
	guint from = self->box_of[link->from];
	guint to = self->box_of[link->to];
	CtDependsKind kind = kind_of_link(self, link);
	g_autofree char *key = g_strdup_printf("%u %u", from, to);
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(self->links, key));
	CtDependsLink *old;

	if (from == CT_NONE || to == CT_NONE || from == to)
		return;
	if (row == 0) {
		CtDependsLink fresh = { from, to, 1, kind, keep(self->depends, link->usage) };

		g_array_append_val(self->depends->links, fresh);
		g_hash_table_insert(self->links, g_steal_pointer(&key),
				    GUINT_TO_POINTER(self->depends->links->len));
		return;
	}
	old = &g_array_index(self->depends->links, CtDependsLink, row - 1);
	old->count++;
	old->kind = MAX(old->kind, kind);
	if (old->usage == NULL)
		old->usage = keep(self->depends, link->usage);
	else if (link->usage != NULL && strstr(old->usage, link->usage) == NULL)
		old->usage = take(self->depends,
				  g_strdup_printf("%s, %s", old->usage, link->usage));
}

/* Services stand in the container of their pool, and so do objects; a line would say it twice. */
static gboolean
shows_as_container(const Builder *self, const CtLink *link)
{
	return self->level == CT_DEPENDS_SERVICES &&
	       (link->kind == CT_LINK_RUNS_ON || link->kind == CT_LINK_HOMED_ON);
}

/* ---- Order ---- */

static gint
compare_boxes(gconstpointer a, gconstpointer b, gpointer data)
{
	const GArray *boxes = data;

	return strcmp(g_array_index(boxes, CtDependsBox, *(const guint *)a).id,
		      g_array_index(boxes, CtDependsBox, *(const guint *)b).id);
}

static gint
compare_links(gconstpointer a, gconstpointer b)
{
	const CtDependsLink *x = a;
	const CtDependsLink *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

void
ct_depends_sort(CtDepends *self)
{
	guint n = self->boxes->len;
	g_autofree guint *order = g_new(guint, n + 1);
	g_autofree guint *place = g_new(guint, n + 1);
	GArray *boxes = g_array_new(FALSE, TRUE, sizeof(CtDependsBox));

	for (guint i = 0; i < n; i++)
		order[i] = i;
	g_qsort_with_data(order, (gint)n, sizeof(guint), compare_boxes, self->boxes);
	for (guint i = 0; i < n; i++) {
		g_array_append_val(boxes, g_array_index(self->boxes, CtDependsBox, order[i]));
		place[order[i]] = i;
	}
	g_array_unref(self->boxes);
	self->boxes = boxes;
	for (guint i = 0; i < self->links->len; i++) {
		CtDependsLink *link = &g_array_index(self->links, CtDependsLink, i);

		link->from = place[link->from];
		link->to = place[link->to];
	}
	g_array_sort(self->links, compare_links);
}

/* ---- The whole ---- */

CtDepends *
ct_depends_new(const CtPlan *plan, const CtEstate *estate, const CtGraph *graph,
	       CtDependsLevel level)
{
	g_autoptr(GHashTable) fates = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) boxes = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) circles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	g_autofree const char **sites = g_new0(const char *, estate->pools->len + 1);
	g_autofree guint *box_of = g_new0(guint, graph->nodes->len + 1);
	g_autofree guint32 *ring_pools = g_new0(guint32, graph->n_components + 1);
	g_autofree gboolean *wide = g_new0(gboolean, graph->n_components + 1);
	CtDepends *depends = g_new0(CtDepends, 1);
	Builder self = { depends, plan,	   estate, graph,  level,      fates, boxes,
			 links,	  circles, sites,  box_of, ring_pools, wide };

	depends->chunk = g_string_chunk_new(4096);
	depends->boxes = g_array_new(FALSE, TRUE, sizeof(CtDependsBox));
	depends->links = g_array_new(FALSE, TRUE, sizeof(CtDependsLink));
	for (guint i = 0; i < plan->fates->len; i++)
		g_hash_table_insert(fates, (gpointer)g_array_index(plan->fates, CtFate, i).subject,
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < estate->pools->len; i++)
		sites[i] = keep(depends, ct_siting_of(plan, estate, pool_at(&self, i)));
	find_wide_circles(&self);
	add_boxes(&self);
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		if (!shows_as_container(&self, link))
			add_link(&self, link);
	}
	ct_depends_sort(depends);
	return depends;
}

void
ct_depends_free(CtDepends *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->boxes);
	g_array_unref(self->links);
	g_string_chunk_free(self->chunk);
	g_free(self);
}
