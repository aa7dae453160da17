/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distinguished names, and what they tell of forests and domains.  The configuration container
 * belongs to a forest, so a DN below it names the forest; which deployment's it is follows from the
 * form of the pool's name in it: Office Communications Server has names, Lync has numbers.
 */
#include "analyzer/resolve.h"

#include <string.h>

typedef struct {
	const char *name; /* folded DNS name */
	CtOrigin origin;
} Forest;

/* A domain with the first place that names it. */
typedef Forest Domain;

gboolean
ct_resolve_is_dn(const char *text)
{
	return text != NULL && (g_ascii_strncasecmp(text, "CN=", 3) == 0 ||
				g_ascii_strncasecmp(text, "OU=", 3) == 0 ||
				g_ascii_strncasecmp(text, "DC=", 3) == 0);
}

/* The end of the relative name at @part: a comma that no backslash stands before. */
static const char *
end_of_part(const char *part)
{
	while (*part != '\0' && *part != ',')
		part += part[0] == '\\' && part[1] != '\0' ? 2 : 1;
	return part;
}

static const char *
next_part(const char *part)
{
	const char *end = end_of_part(part);

	if (*end == '\0')
		return NULL;
	end++;
	while (*end == ' ')
		end++;
	return end;
}

static gboolean
part_is(const char *part, const char *text)
{
	gsize length = strlen(text);

	return g_ascii_strncasecmp(part, text, length) == 0 && end_of_part(part) == part + length;
}

const char *
ct_resolve_dn_pool_name(CtResolve *self, const char *dn)
{
	const char *part;

	if (!ct_resolve_is_dn(dn))
		return NULL;
	for (part = dn; part != NULL; part = next_part(part)) {
		const char *next = next_part(part);
		const char *name;

		if (next == NULL || !part_is(next, "CN=Pools") ||
		    g_ascii_strncasecmp(part, "CN=", 3) != 0)
			continue;
		name = ct_strings_intern_length(self->facts->strings, part + 3,
						(gsize)(end_of_part(part) - part - 3));
		return ct_strings_fold(self->facts->strings, name);
	}
	return NULL;
}

/* "DC=emea,DC=contoso,DC=com" -> "emea.contoso.com"; NULL when there is no DC at all. */
static const char *
domain_of(CtResolve *self, const char *dn)
{
	g_autoptr(GString) domain = g_string_new(NULL);

	for (const char *part = dn; part != NULL; part = next_part(part)) {
		if (g_ascii_strncasecmp(part, "DC=", 3) != 0)
			continue;
		if (domain->len > 0)
			g_string_append_c(domain, '.');
		g_string_append_len(domain, part + 3, end_of_part(part) - part - 3);
	}
	return domain->len > 0 ? ct_strings_fold(self->facts->strings, domain->str) : NULL;
}

/* Does the product put this between a computer and its own entries? */
static gboolean
is_container(const char *part)
{
	static const char *const names[] = { "CN=LC Services", "CN=RTC Services", "CN=Microsoft" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		if (part_is(part, names[i]))
			return TRUE;
	}
	return FALSE;
}

const char *
ct_resolve_host(CtResolve *self, const char *text)
{
	const char *domain = domain_of(self, text);
	const char *part = text;
	g_autofree char *host = NULL;

	if (!ct_resolve_is_dn(text))
		return text;
	while (part != NULL && is_container(part))
		part = next_part(part);
	if (part == NULL || domain == NULL || g_ascii_strncasecmp(part, "CN=", 3) != 0 ||
	    part[3] == '{' || ct_resolve_dn_pool_name(self, text) != NULL)
		return NULL;
	host = g_strdup_printf("%.*s.%s", (int)(end_of_part(part) - part - 3), part + 3, domain);
	return ct_strings_intern(self->facts->strings, host);
}

static gboolean
is_configuration(const char *dn)
{
	for (const char *part = dn; part != NULL; part = next_part(part)) {
		if (part_is(part, "CN=Configuration"))
			return TRUE;
	}
	return FALSE;
}

typedef struct {
	GArray *legacy; /* of Forest */
	GArray *target;
	GArray *domains;	  /* of Domain */
	GHashTable *domain_index; /* name -> row of @domains + 1 */
} Walk;

/* Keeps a domain with the first place that names it. */
static void
read_domain(CtResolve *self, Walk *walk, const char *name, CtOrigin origin)
{
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(walk->domain_index, name));
	Domain fresh = { name, origin };
	Domain *known;

	if (row == 0) {
		g_array_append_val(walk->domains, fresh);
		g_hash_table_insert(walk->domain_index, (gpointer)name,
				    GUINT_TO_POINTER(walk->domains->len));
		return;
	}
	known = &g_array_index(walk->domains, Domain, row - 1);
	if (ct_resolve_compare_origins(self, origin, known->origin) < 0)
		known->origin = origin;
}

/* @wmi: said by a class of the legacy product */
static void
read_dn(CtResolve *self, Walk *walk, const char *dn, gboolean wmi, CtOrigin origin)
{
	const char *pool = ct_resolve_dn_pool_name(self, dn);
	const char *name = domain_of(self, dn);
	Forest forest = { name, origin };

	if (name == NULL)
		return;
	read_domain(self, walk, name, origin);
	if (!is_configuration(dn))
		return;
	if (pool != NULL && strchr(pool, ':') != NULL)
		g_array_append_val(walk->target, forest);
	else if (pool != NULL || wmi)
		g_array_append_val(walk->legacy, forest);
}

static void
read_records(CtResolve *self, Walk *walk)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		gboolean wmi = ct_resolve_is_wmi(record) &&
			       ct_resolve_number(
				       ct_facts_get(facts, record->props, CT_KEY_VERSION)) <= 4;

		for (guint p = 0; p < record->props.count; p++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp,
							    record->props.first + p);

			if (ct_resolve_is_dn(prop->value))
				read_dn(self, walk, prop->value, wmi, record->origin);
		}
	}
}

static void
read_user_dns(CtResolve *self, Walk *walk)
{
	const GArray *dns = self->facts->user_dns;

	for (guint i = 0; i < dns->len; i++) {
		const CtUserDn *fact = &g_array_index(dns, CtUserDn, i);

		if (ct_resolve_is_dn(fact->dn))
			read_dn(self, walk, fact->dn, FALSE, fact->origin);
	}
}

static gint
compare_forests(gconstpointer a, gconstpointer b, gpointer data)
{
	const Forest *x = a;
	const Forest *y = b;
	int order = x->name == y->name ? 0 : strcmp(x->name, y->name);

	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

/* The first forest that is not @other; the first at all when there is no such one. */
static const Forest *
first_unlike(const GArray *forests, const char *other)
{
	for (guint i = 0; i < forests->len; i++) {
		if (g_array_index(forests, Forest, i).name != other)
			return &g_array_index(forests, Forest, i);
	}
	return forests->len > 0 ? &g_array_index(forests, Forest, 0) : NULL;
}

/* One forest for each side; if the sides can be told apart, two that differ, since one server in a
 * foreign forest is one too many. */
static void
keep_forests(CtEstate *estate, const Walk *walk)
{
	const Forest *legacy = first_unlike(walk->legacy, NULL);
	const Forest *target = first_unlike(walk->target, legacy != NULL ? legacy->name : NULL);

	if (legacy != NULL && target != NULL && legacy->name == target->name)
		legacy = first_unlike(walk->legacy, target->name);
	if (legacy != NULL) {
		estate->legacy_forest = legacy->name;
		estate->legacy_forest_origin = legacy->origin;
	}
	if (target != NULL) {
		estate->target_forest = target->name;
		estate->target_forest_origin = target->origin;
	}
}

/* Of sorted @forests the rows of the one that most of them name; the first of several such. */
static guint
find_most(const GArray *forests)
{
	guint most = 0, most_count = 0, count;

	for (guint i = 0; i < forests->len; i += count) {
		const Forest *first = &g_array_index(forests, Forest, i);

		count = 1;
		while (i + count < forests->len && first[count].name == first->name)
			count++;
		if (count > most_count) {
			most = i;
			most_count = count;
		}
	}
	return most;
}

/* A deployment has one configuration container, and so one forest: any other name is a leftover, or an
 * export of somebody else's. */
static void
keep_other_forests(CtEstate *estate, const GArray *forests, CtDeployment deployment)
{
	const Forest *most, *last = NULL;

	if (forests->len == 0)
		return;
	most = &g_array_index(forests, Forest, find_most(forests));
	for (guint i = 0; i < forests->len; i++) {
		const Forest *forest = &g_array_index(forests, Forest, i);
		CtForest other = { forest->origin, deployment, forest->name, most->name,
				   most->origin };

		if (forest->name != most->name && (last == NULL || forest->name != last->name))
			g_array_append_val(estate->other_forests, other);
		last = forest;
	}
}

static gint
compare_domains(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Domain *)a)->name, ((const Domain *)b)->name);
}

static void
keep_domains(CtEstate *estate, GArray *domains)
{
	g_array_sort(domains, compare_domains);
	for (guint i = 0; i < domains->len; i++) {
		const Domain *domain = &g_array_index(domains, Domain, i);

		g_ptr_array_add(estate->ad_domains, (gpointer)domain->name);
		g_array_append_val(estate->ad_domain_origins, domain->origin);
	}
}

void
ct_resolve_directory(CtResolve *self)
{
	Walk walk = {
		.legacy = g_array_new(FALSE, TRUE, sizeof(Forest)),
		.target = g_array_new(FALSE, TRUE, sizeof(Forest)),
		.domains = g_array_new(FALSE, TRUE, sizeof(Domain)),
		.domain_index = g_hash_table_new(NULL, NULL),
	};

	read_records(self, &walk);
	read_user_dns(self, &walk);
	g_array_sort_with_data(walk.legacy, compare_forests, self);
	g_array_sort_with_data(walk.target, compare_forests, self);
	keep_forests(self->estate, &walk);
	keep_other_forests(self->estate, walk.legacy, CT_DEPLOYMENT_LEGACY);
	keep_other_forests(self->estate, walk.target, CT_DEPLOYMENT_TARGET);
	keep_domains(self->estate, walk.domains);
	g_array_unref(walk.legacy);
	g_array_unref(walk.target);
	g_array_unref(walk.domains);
	g_hash_table_unref(walk.domain_index);
}
