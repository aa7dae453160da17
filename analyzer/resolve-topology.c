/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sites, machines, SQL instances, services and what they depend on.  Ids are resolved within the
 * document that uses them; the same site, machine or service in a second document is one thing,
 * known by its name or by its id on the same pool; see resolve-documents.c for which of them counts.
 */
#include "analyzer/resolve.h"

#include <string.h>

/* What the merge wizard calls the site that it makes. */
#define BACK_COMPAT_SITE "BackCompatSite"

static const struct {
	const char *topology;
	const char *powershell;
} role_names[CT_N_ROLES] = {
#define CT_ROLE(id, topology, powershell) [CT_ROLE_##id] = { topology, powershell },
#include "analyzer/roles.def"
#undef CT_ROLE
};

CtRole
ct_resolve_role(const char *name)
{
	for (guint i = 0; name != NULL && i < CT_ROLE_UNKNOWN; i++) {
		if (g_ascii_strcasecmp(name, role_names[i].topology) == 0 ||
		    g_ascii_strcasecmp(name, role_names[i].powershell) == 0)
			return (CtRole)i;
	}
	return CT_ROLE_UNKNOWN;
}

/* "Site:Redmond" -> "Redmond". */
static const char *
bare_site(const char *text)
{
	if (text != NULL && g_ascii_strncasecmp(text, "site:", 5) == 0)
		return text + 5;
	return text;
}

static gboolean
is_number(const char *text)
{
	return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* Ids are texts, but mostly numbers, and people expect 2 before 10. */
static gint
compare_ids(const char *a, const char *b)
{
	if (is_number(a) && is_number(b) && strlen(a) != strlen(b))
		return strlen(a) < strlen(b) ? -1 : 1;
	return strcmp(a, b);
}

static gint
compare_sites(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtSite *x = a;
	const CtSite *y = b;
	int order = compare_ids(x->id, y->id);

	if (order == 0)
		order = g_strcmp0(x->name, y->name);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

static void
collect_sites(CtResolve *self, GArray *sites)
{
	CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->sites->len; i++) {
		const CtSiteFact *fact = &g_array_index(facts->sites, CtSiteFact, i);
		CtSite site = { .origin = fact->origin, .kind = fact->kind };

		site.name = fact->name != NULL ? fact->name : fact->id;
		site.id = fact->id != NULL ? fact->id : fact->name;
		if (site.id != NULL)
			g_array_append_val(sites, site);
	}
}

/* Get-CsSite describes a site; "Site:Redmond" on anything else says that there is one. */
static gboolean
site_of_record(const CtResolve *self, const CtRecord *record, CtSite *out_site)
{
	const CtFacts *facts = self->facts;
	const char *text = ct_facts_get(facts, record->props, CT_KEY_SITE);
	CtSite site = { .origin = record->origin, .id = bare_site(text) };

	if (record->kind == CT_RECORD_SITE) {
		site.name = bare_site(ct_resolve_first(
			self, record->props, (CtKey[]){ CT_KEY_NAME, CT_KEY_IDENTITY, CT_N_KEYS }));
		site.kind = ct_facts_get(facts, record->props, CT_KEY_TYPE);
		site.federation_route = ct_facts_get(facts, record->props, CT_KEY_FEDERATION_ROUTE);
	} else if (text == site.id) {
		return FALSE;
	}
	site.id = site.id != NULL ? site.id : site.name;
	site.name = site.name != NULL ? site.name : site.id;
	*out_site = site;
	return site.name != NULL;
}

static GArray *
site_records(const CtResolve *self)
{
	const GArray *all = self->facts->records;
	GArray *records = g_array_new(FALSE, TRUE, sizeof(CtSite));

	for (guint i = 0; i < all->len; i++) {
		CtSite site;

		if (site_of_record(self, &g_array_index(all, CtRecord, i), &site))
			g_array_append_val(records, site);
	}
	g_array_sort_with_data(records, compare_sites, (gpointer)self);
	return records;
}

/* A record completes the site of its name or id, or is the only one to name it. */
static void
add_site_record(CtResolve *self, GArray *sites, const CtSite *site)
{
	CtStrings *strings = self->facts->strings;
	gboolean known = FALSE;

	for (guint i = 0; i < sites->len; i++) {
		CtSite *other = &g_array_index(sites, CtSite, i);

		if (ct_strings_fold(strings, other->name) != ct_strings_fold(strings, site->name) &&
		    ct_strings_fold(strings, other->id) != ct_strings_fold(strings, site->name))
			continue;
		if (other->federation_route == NULL)
			other->federation_route = site->federation_route;
		known = TRUE;
	}
	if (!known)
		g_array_append_val(sites, *site);
}

/* Sites of two documents are one when id and name agree. */
static gboolean
same_site(CtStrings *strings, const CtSite *a, const CtSite *b)
{
	return ct_strings_fold(strings, a->id) == ct_strings_fold(strings, b->id) &&
	       ct_strings_fold(strings, a->name) == ct_strings_fold(strings, b->name);
}

static void
keep_sites(CtResolve *self, const GArray *sites)
{
	CtEstate *estate = self->estate;
	CtStrings *strings = self->facts->strings;

	for (guint i = 0; i < sites->len; i++) {
		CtSite site = g_array_index(sites, CtSite, i);
		guint32 row = estate->sites->len;

		if (row > 0 &&
		    same_site(strings, &g_array_index(estate->sites, CtSite, row - 1), &site)) {
			CtSite *kept = &g_array_index(estate->sites, CtSite, row - 1);

			if (kept->federation_route == NULL)
				kept->federation_route = site.federation_route;
			continue;
		}
		site.back_compat = g_ascii_strcasecmp(site.name, BACK_COMPAT_SITE) == 0;
		if (site.back_compat && !estate->has_back_compat_site) {
			estate->has_back_compat_site = TRUE;
			estate->back_compat_site.index = row;
		}
		g_array_append_val(estate->sites, site);
		ct_resolve_put(self->site_names, ct_strings_fold(strings, site.name), row);
		if (strcmp(site.id, site.name) != 0)
			ct_resolve_put(self->site_names, ct_strings_fold(strings, site.id), row);
	}
}

static void
index_site_ids(CtResolve *self)
{
	CtEstate *estate = self->estate;
	CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->sites->len; i++) {
		const CtSiteFact *fact = &g_array_index(facts->sites, CtSiteFact, i);
		CtSite site = { .id = fact->id, .name = fact->name };

		if (fact->id == NULL)
			continue;
		site.name = site.name != NULL ? site.name : site.id;
		for (guint32 s = 0; s < estate->sites->len; s++) {
			if (same_site(facts->strings, &g_array_index(estate->sites, CtSite, s),
				      &site))
				ct_resolve_put(
					self->site_ids,
					ct_resolve_scoped(self, fact->origin.input, fact->id), s);
		}
	}
}

void
ct_resolve_sites(CtResolve *self)
{
	g_autoptr(GArray) sites = g_array_new(FALSE, TRUE, sizeof(CtSite));
	g_autoptr(GArray) records = site_records(self);

	collect_sites(self, sites);
	for (guint i = 0; i < records->len; i++)
		add_site_record(self, sites, &g_array_index(records, CtSite, i));
	g_array_sort_with_data(sites, compare_sites, self);
	keep_sites(self, sites);
	index_site_ids(self);
}

CtSiteId
ct_resolve_site_of(const CtResolve *self, guint32 input, const char *text)
{
	CtSiteId site = { CT_NONE };
	CtResolve *resolve = (CtResolve *)self;

	if (text == NULL)
		return site;
	if (input != CT_NONE)
		site.index = ct_resolve_look_up(self->site_ids,
						ct_resolve_scoped(resolve, input, text));
	else
		site.index = ct_resolve_look_up(
			self->site_names, ct_strings_fold(self->facts->strings, bare_site(text)));
	return site;
}

static gint
compare_machines(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtMachine *x = a;
	const CtMachine *y = b;
	int order;

	if (x->pool.index != y->pool.index)
		return x->pool.index < y->pool.index ? -1 : 1;
	order = x->key == y->key ? 0 : strcmp(x->key, y->key);
	if (order == 0)
		order = strcmp(x->fqdn, y->fqdn);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

static void
add_machine(CtResolve *self, GArray *machines, guint32 pool, const char *fqdn, CtOrigin origin)
{
	CtMachine machine = { .origin = origin, .pool = { pool }, .fqdn = fqdn };

	machine.key = ct_strings_fold(self->facts->strings, fqdn);
	if (pool != CT_NONE && machine.key != NULL && *machine.key != '\0')
		g_array_append_val(machines, machine);
}

/* Members that a pool's record lists; a Mediation server of OCS is one computer. */
static void
collect_members(CtResolve *self, GArray *machines)
{
	const CtFacts *facts = self->facts;

	for (guint32 i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = ct_resolve_pool_at(self, i);
		CtPropRange range = pool->props;

		for (guint p = range.first; p < range.first + range.count; p++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp, p);

			if (prop->key == CT_KEY_MEMBER)
				add_machine(self, machines, i, ct_resolve_host(self, prop->value),
					    pool->origin);
		}
		if (ct_resolve_evidence_at(self, i)->from_wmi &&
		    ct_pool_has_role(pool, CT_ROLE_MEDIATION))
			add_machine(self, machines, i, pool->fqdn, pool->origin);
	}
}

/* The pool whose own DN gives it this name. */
static guint32
pool_in_directory(const CtResolve *self, const char *name)
{
	for (guint32 i = 0; name != NULL && i < self->estate->pools->len; i++) {
		if (ct_resolve_evidence_at(self, i)->directory_name == name)
			return i;
	}
	return CT_NONE;
}

/* Members that the directory lists below the pool, in an entry of its own. */
static void
collect_directory_members(CtResolve *self, GArray *machines)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord record = g_array_index(facts->records, CtRecord, i);
		const char *dn = ct_facts_get(facts, record.props, CT_KEY_POOL_DN);
		guint32 pool;

		if (record.kind != CT_RECORD_POOL_MEMBERS)
			continue;
		pool = pool_in_directory(self, ct_resolve_dn_pool_name(self, dn));
		for (guint p = 0; p < record.props.count; p++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp,
							    record.props.first + p);

			if (prop->key == CT_KEY_MEMBER)
				add_machine(self, machines, pool,
					    ct_resolve_host(self, prop->value), record.origin);
		}
	}
}

/* One document that has a computer twice in a cluster: of the two only one is kept. */
static void
report_twins(CtResolve *self)
{
	const CtFacts *facts = self->facts;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < facts->machines->len; i++) {
		const CtMachineFact *fact = &g_array_index(facts->machines, CtMachineFact, i);
		const char *key = ct_strings_fold(facts->strings, fact->fqdn);
		g_autofree char *place = NULL;

		if (key == NULL || *key == '\0' || fact->cluster == NULL)
			continue;
		place = g_strdup_printf("%u|%s|%s", fact->origin.input, fact->cluster, key);
		if (!g_hash_table_add(seen, g_steal_pointer(&place)))
			ct_findings_add(self->findings, CT_RULE_DUPLICATE_ID, fact->origin,
					ct_subject(CT_OBJECT_SERVER, key),
					"computer %s occurs twice in cluster %s", fact->fqdn,
					fact->cluster);
	}
}

void
ct_resolve_machines(CtResolve *self)
{
	g_autoptr(GArray) machines = g_array_new(FALSE, TRUE, sizeof(CtMachine));
	const CtFacts *facts = self->facts;
	GArray *kept = self->estate->machines;

	for (guint i = 0; i < facts->machines->len; i++) {
		const CtMachineFact *fact = &g_array_index(facts->machines, CtMachineFact, i);
		const char *cluster = ct_resolve_scoped(self, fact->origin.input,
							fact->cluster != NULL ? fact->cluster : "");

		guint32 pool = ct_resolve_look_up(self->cluster_ids, cluster);

		if (!ct_resolve_is_passed_over(self, pool, fact->origin.input))
			add_machine(self, machines, pool, fact->fqdn, fact->origin);
	}
	report_twins(self);
	collect_members(self, machines);
	collect_directory_members(self, machines);
	g_array_sort_with_data(machines, compare_machines, self);
	for (guint i = 0; i < machines->len; i++) {
		const CtMachine *machine = &g_array_index(machines, CtMachine, i);
		const CtMachine *last = kept->len > 0
						? &g_array_index(kept, CtMachine, kept->len - 1)
						: NULL;

		if (last != NULL && last->pool.index == machine->pool.index &&
		    last->key == machine->key)
			continue;
		g_array_append_val(kept, *machine);
		ct_resolve_pool_at(self, machine->pool.index)->machines++;
		ct_resolve_put(self->machine_pools, machine->key, machine->pool.index);
	}
}
