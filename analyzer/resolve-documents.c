/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several topology documents that describe the same pool: exports of different days, or a draft of
 * Topology Builder beside what was published.
 *
 * A document carries no date.  So of each pool the document counts that is published, then the one
 * that describes more services, since deployments under migration grow, then the first by path; what
 * another one says of that pool is passed over, and told where it differs.  Pools that only one
 * document describes are taken from it.  Documents that --legacy and --target tell apart are never
 * measured against each other: there the same name is a collision.
 */
#include <string.h>

#include "analyzer/resolve.h"

/* How many differences a finding lists of each side. */
#define MAX_LISTED 5

#define N_GROUPS 3 /* not forced, --legacy, --target */

typedef struct {
	guint32 input;
	guint32 services;
	gboolean builder;
} Document;

/* One thing that a document says of a pool. */
typedef struct {
	guint32 pool;
	guint32 input;
	const char *key;  /* folded; NULL: that the document has the pool at all */
	const char *text; /* "computer fe01.contoso.com" */
	CtOrigin origin;
} Item;

static guint
group_of(const CtResolve *self, guint32 input)
{
	const CtInput *row = ct_resolve_input_at(self, input);

	return row->forced ? (guint)row->deployment : 0;
}

static gint
compare_documents(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtResolve *self = data;
	const Document *x = a;
	const Document *y = b;

	if (x->builder != y->builder)
		return x->builder ? 1 : -1;
	if (x->services != y->services)
		return x->services > y->services ? -1 : 1;
	return self->input_rank[x->input] < self->input_rank[y->input] ? -1 : 1;
}

void
ct_resolve_rank_documents(CtResolve *self)
{
	g_autoptr(GArray) documents = g_array_new(FALSE, TRUE, sizeof(Document));
	const CtFacts *facts = self->facts;

	for (guint32 i = 0; i < facts->inputs->len; i++) {
		Document document = { .input = i };

		document.builder = ct_resolve_input_at(self, i)->kind == CT_INPUT_BUILDER;
		g_array_append_val(documents, document);
	}
	for (guint i = 0; i < facts->services->len; i++) {
		guint32 input = g_array_index(facts->services, CtServiceFact, i).origin.input;

		g_array_index(documents, Document, input).services++;
	}
	g_array_sort_with_data(documents, compare_documents, self);
	for (guint32 i = 0; i < documents->len; i++) {
		const Document *document = &g_array_index(documents, Document, i);

		self->document_rank[document->input] = i;
		self->document_services[document->input] = document->services;
	}
}

static guint32
cluster_row(CtResolve *self, guint32 input, const char *id)
{
	return id != NULL
		       ? ct_resolve_look_up(self->cluster_ids, ct_resolve_scoped(self, input, id))
		       : CT_NONE;
}

void
ct_resolve_choose_documents(CtResolve *self)
{
	const GArray *clusters = self->facts->clusters;

	g_array_set_size(self->pool_documents, self->estate->pools->len * N_GROUPS);
	for (guint i = 0; i < self->pool_documents->len; i++)
		g_array_index(self->pool_documents, guint32, i) = CT_NONE;
	for (guint i = 0; i < clusters->len; i++) {
		const CtClusterFact *fact = &g_array_index(clusters, CtClusterFact, i);
		guint32 input = fact->origin.input;
		guint32 row = cluster_row(self, input, fact->id);
		guint32 *best;

		if (row == CT_NONE)
			continue;
		best = &g_array_index(self->pool_documents, guint32,
				      row * N_GROUPS + group_of(self, input));
		if (*best == CT_NONE || self->document_rank[input] < self->document_rank[*best])
			*best = input;
	}
}

static guint32
document_of(const CtResolve *self, guint32 pool, guint32 input)
{
	return g_array_index(self->pool_documents, guint32,
			     pool * N_GROUPS + group_of(self, input));
}

gboolean
ct_resolve_is_passed_over(const CtResolve *self, guint32 pool, guint32 input)
{
	return pool != CT_NONE && document_of(self, pool, input) != input &&
	       document_of(self, pool, input) != CT_NONE;
}

static void
add_item(CtResolve *self, GArray *items, guint32 pool, CtOrigin origin, char *text)
{
	CtStrings *strings = self->facts->strings;
	Item item = { .pool = pool, .input = origin.input, .origin = origin };

	if (pool != CT_NONE) {
		item.text = text != NULL ? ct_strings_intern(strings, text) : NULL;
		item.key = ct_strings_fold(strings, item.text);
		g_array_append_val(items, item);
	}
	g_free(text);
}

static void
add_places(CtResolve *self, GArray *items)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->clusters->len; i++) {
		const CtClusterFact *fact = &g_array_index(facts->clusters, CtClusterFact, i);
		guint32 input = fact->origin.input;
		guint32 row = cluster_row(self, input, fact->id);
		const CtSite *site = ct_estate_site(self->estate,
						    ct_resolve_site_of(self, input, fact->site));

		add_item(self, items, row, fact->origin, NULL);
		if (site != NULL)
			add_item(self, items, row, fact->origin,
				 g_strdup_printf("site %s", site->name));
	}
	for (guint i = 0; i < facts->machines->len; i++) {
		const CtMachineFact *fact = &g_array_index(facts->machines, CtMachineFact, i);

		add_item(self, items, cluster_row(self, fact->origin.input, fact->cluster),
			 fact->origin, g_strdup_printf("computer %s", fact->fqdn));
	}
}

static void
add_services(CtResolve *self, GArray *items)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *fact = &g_array_index(facts->services, CtServiceFact, i);

		add_item(self, items, cluster_row(self, fact->origin.input, fact->installed_on),
			 fact->origin,
			 g_strdup_printf("service %s of version %d",
					 fact->role != NULL ? fact->role : "?",
					 fact->service_version));
	}
}

static gint
compare_items(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtResolve *self = data;
	const Item *x = a;
	const Item *y = b;
	int order;

	if (x->pool != y->pool)
		return x->pool < y->pool ? -1 : 1;
	if (x->input != y->input)
		return self->document_rank[x->input] < self->document_rank[y->input] ? -1 : 1;
	order = g_strcmp0(x->key, y->key);
	return order != 0 ? order : ct_resolve_compare_origins(self, x->origin, y->origin);
}

/* Appends ", ..." for what is in @items and not in @others; both are sorted. */
static void
list_missing(GString *out, const Item *items, guint count, const Item *others, guint n_others)
{
	guint listed = 0, more = 0, other = 0;

	for (guint i = 0; i < count; i++) {
		while (other < n_others && g_strcmp0(others[other].key, items[i].key) < 0)
			other++;
		if (other < n_others && others[other].key == items[i].key)
			continue;
		if (listed < MAX_LISTED)
			g_string_append_printf(out, "%s%s", listed > 0 ? ", " : "", items[i].text);
		listed++;
	}
	more = listed - MIN(listed, MAX_LISTED);
	if (more > 0)
		g_string_append_printf(out, " and %u more", more);
}

static void
append_side(GString *out, const char *side, const Item *items, guint count, const Item *others,
	    guint n_others)
{
	g_autoptr(GString) list = g_string_new(NULL);

	list_missing(list, items, count, others, n_others);
	if (list->len > 0)
		g_string_append_printf(out, "%sonly %s %s", out->len > 0 ? "; " : "", side,
				       list->str);
}

static const char *
reason_of(const CtResolve *self, guint32 kept, guint32 other)
{
	if (ct_resolve_input_at(self, kept)->kind != CT_INPUT_BUILDER &&
	    ct_resolve_input_at(self, other)->kind == CT_INPUT_BUILDER)
		return "which is published";
	return self->document_services[kept] != self->document_services[other]
		       ? "which describes more services"
		       : "the first by path";
}

/* What the document of @items says of a pool, against the one that counts. */
static void
compare_documents_of(CtResolve *self, const Item *items, guint count, const Item *kept,
		     guint n_kept)
{
	const CtPool *pool = ct_resolve_pool_at(self, items->pool);
	gboolean draft = ct_resolve_input_at(self, items->input)->kind == CT_INPUT_BUILDER;
	g_autoptr(GString) differences = g_string_new(NULL);

	append_side(differences, "here", items, count, kept, n_kept);
	append_side(differences, "there", kept, n_kept, items, count);
	if (differences->len == 0)
		return;
	ct_findings_add(self->findings,
			draft ? CT_RULE_TOPOLOGY_NOT_PUBLISHED : CT_RULE_EXPORTS_DISAGREE,
			items->origin, ct_subject(CT_OBJECT_SERVER, pool->key),
			"%s is described otherwise than in %s: %s; the plan rests on that one, %s",
			pool->fqdn, ct_resolve_input_at(self, kept->input)->path, differences->str,
			reason_of(self, kept->input, items->input));
}

/* The end of the run of items that one document has of one pool. */
static guint
end_of_document(const GArray *items, guint start)
{
	const Item *first = &g_array_index(items, Item, start);
	guint end = start + 1;

	while (end < items->len && g_array_index(items, Item, end).pool == first->pool &&
	       g_array_index(items, Item, end).input == first->input)
		end++;
	return end;
}

/* A pool of a draft that nobody has published: a plan may rest on it, but it does not exist yet. */
static void
report_draft(CtResolve *self, const Item *item, gboolean any_published)
{
	const CtPool *pool = ct_resolve_pool_at(self, item->pool);

	if (!any_published || ct_resolve_input_at(self, item->input)->kind != CT_INPUT_BUILDER)
		return;
	ct_findings_add(
		self->findings, CT_RULE_TOPOLOGY_NOT_PUBLISHED, item->origin,
		ct_subject(CT_OBJECT_SERVER, pool->key),
		"%s is in this draft and in no published topology; the plan takes it from here",
		pool->fqdn);
}

static gboolean
has_several(const CtResolve *self)
{
	const GArray *clusters = self->facts->clusters;

	for (guint i = 1; i < clusters->len; i++) {
		if (g_array_index(clusters, CtClusterFact, i).origin.input !=
		    g_array_index(clusters, CtClusterFact, 0).origin.input)
			return TRUE;
	}
	return FALSE;
}

void
ct_resolve_compare_documents(CtResolve *self)
{
	g_autoptr(GArray) items = g_array_new(FALSE, TRUE, sizeof(Item));
	gboolean any_published = FALSE;
	guint end;

	if (!has_several(self))
		return;
	add_places(self, items);
	add_services(self, items);
	g_array_sort_with_data(items, compare_items, self);
	for (guint i = 0; i < items->len; i++) {
		const Item *item = &g_array_index(items, Item, i);

		any_published |= ct_resolve_input_at(self, item->input)->kind != CT_INPUT_BUILDER;
	}
	for (guint i = 0; i < items->len; i = end) {
		const Item *item = &g_array_index(items, Item, i);
		guint32 best = document_of(self, item->pool, item->input);

		end = end_of_document(items, i);
		if (item->input == best) {
			report_draft(self, item, any_published);
			continue;
		}
		for (guint k = i; k-- > 0 && g_array_index(items, Item, k).pool == item->pool;) {
			const Item *kept = &g_array_index(items, Item, k);

			if (kept->input != best || kept->key != NULL)
				continue;
			compare_documents_of(self, item, end - i, kept,
					     end_of_document(items, k) - k);
			break;
		}
	}
}
