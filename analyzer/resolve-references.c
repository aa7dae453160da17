/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text means that one export uses for a pool of another.  The forms are told apart by their
 * look, most particular first; see ct_resolve_pool().
 *
 * A name in the directory has no domain, so it can fit several pools.  Candidates are ranked: the
 * pool whose own DN says so, then a display name, then the first label of an FQDN; pools that home
 * users before others, legacy ones before unknown ones.  Lync names its pools by number, so its
 * pools are no candidates.
 */
#include "analyzer/resolve.h"

#include <string.h>

typedef struct {
	const char *name; /* folded */
	guint rank;
	gboolean homes_users;
	CtDeployment deployment;
	const char *key;
	guint32 pool;
} Candidate;

void
ct_resolve_tags(CtResolve *self)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *tag, *service, *old;

		if (record->kind != CT_RECORD_TAG)
			continue;
		tag = ct_strings_fold(facts->strings,
				      ct_facts_get(facts, record->props, CT_KEY_TAG_ID));
		service = ct_strings_fold(facts->strings,
					  ct_facts_get(facts, record->props, CT_KEY_SERVICE_ID));
		if (tag == NULL || service == NULL)
			continue;
		/* two deployments may use a number twice; the smaller text is as good as any and
		 * the same in every run */
		old = g_hash_table_lookup(self->tags, tag);
		if (old == NULL || strcmp(service, old) < 0)
			g_hash_table_insert(self->tags, (gpointer)tag, (gpointer)service);
	}
}

static gint
compare_fit(const Candidate *x, const Candidate *y)
{
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->homes_users != y->homes_users)
		return x->homes_users ? -1 : 1;
	if (x->deployment != y->deployment)
		return x->deployment == CT_DEPLOYMENT_LEGACY ? -1 : 1;
	return 0;
}

static gint
compare_candidates(gconstpointer a, gconstpointer b)
{
	const Candidate *x = a;
	const Candidate *y = b;
	int order = x->name == y->name ? 0 : strcmp(x->name, y->name);

	if (order == 0)
		order = compare_fit(x, y);
	return order != 0 ? order : strcmp(x->key, y->key);
}

static GArray *
collect_candidates(CtResolve *self)
{
	GArray *candidates = g_array_new(FALSE, TRUE, sizeof(Candidate));
	CtStrings *strings = self->facts->strings;

	for (guint32 i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = ct_resolve_pool_at(self, i);
		const char *label = ct_strings_intern_length(strings, pool->key,
							     strcspn(pool->key, "."));
		const char *names[] = {
			ct_resolve_evidence_at(self, i)->directory_name,
			ct_strings_fold(strings, pool->name),
			label,
		};

		if (pool->deployment == CT_DEPLOYMENT_TARGET && !pool->in_legacy_export)
			continue;
		for (guint rank = 0; rank < G_N_ELEMENTS(names); rank++) {
			Candidate candidate = {
				names[rank],	  rank,	     ct_pool_homes_users(pool),
				pool->deployment, pool->key, i
			};

			if (names[rank] != NULL && *names[rank] != '\0')
				g_array_append_val(candidates, candidate);
		}
	}
	return candidates;
}

void
ct_resolve_names(CtResolve *self)
{
	g_autoptr(GArray) candidates = collect_candidates(self);

	g_array_sort(candidates, compare_candidates);
	for (guint i = 0; i < candidates->len; i++) {
		const Candidate *best = &g_array_index(candidates, Candidate, i);

		if (g_hash_table_contains(self->pool_names, best->name))
			continue;
		ct_resolve_put(self->pool_names, best->name, best->pool);
		/* equally good for two pools is good for neither */
		if (i + 1 < candidates->len) {
			const Candidate *next = &g_array_index(candidates, Candidate, i + 1);

			if (next->name == best->name && compare_fit(best, next) == 0)
				ct_resolve_put(self->pool_names, next->name, next->pool);
		}
	}
	g_hash_table_remove_all(self->references);
}

static gboolean
all_digits(const char *text)
{
	return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* Roles as the shell calls them. */
static const char *const role_names[CT_N_ROLES] = {
#define CT_ROLE(id, topology, powershell) [CT_ROLE_##id] = powershell,
#include "analyzer/roles.def"
#undef CT_ROLE
};

static guint32
pool_of_service(const CtResolve *self, const char *key)
{
	guint32 row = key != NULL ? ct_resolve_look_up(self->any_service, key) : CT_NONE;

	if (row == CT_NONE)
		return CT_NONE;
	return g_array_index(self->estate->services, CtService, row).pool.index;
}

static guint32
pool_of_dn(CtResolve *self, const char *dn)
{
	const char *name = ct_resolve_dn_pool_name(self, dn);

	if (name == NULL)
		return CT_NONE;
	if (strchr(name, ':') != NULL)
		return ct_resolve_look_up(self->any_cluster, name);
	return ct_resolve_look_up(self->pool_names, name);
}

/* An FQDN, perhaps of a member, or a name without a domain. */
static guint32
pool_of_host(const CtResolve *self, const char *key)
{
	guint32 pool = ct_resolve_look_up(self->estate->pool_index, key);

	if (pool == CT_NONE)
		pool = ct_resolve_look_up(self->machine_pools, key);
	if (pool == CT_NONE && strchr(key, '.') == NULL)
		pool = ct_resolve_look_up(self->pool_names, key);
	return pool;
}

/* "service:ApplicationServer:fqdn/guid", "Registrar:fqdn", "fqdn:5061", "1-Registrar-1", "1:1". */
static guint32
pool_of_text(CtResolve *self, const char *text)
{
	CtStrings *strings = self->facts->strings;
	const char *colon;
	guint32 pool;

	if (g_ascii_strncasecmp(text, "service:", 8) == 0)
		text += 8;
	if (all_digits(text))
		return pool_of_service(self, g_hash_table_lookup(self->tags,
								 ct_strings_fold(strings, text)));
	colon = strchr(text, ':');
	if (colon != NULL && !all_digits(colon + 1))
		text = colon + 1;
	else if (colon != NULL && strchr(text, '.') == NULL)
		return ct_resolve_look_up(self->any_cluster, ct_strings_fold(strings, text));
	text = ct_strings_intern_length(strings, text, strcspn(text, ":/"));
	pool = pool_of_host(self, ct_strings_fold(strings, text));
	return pool != CT_NONE ? pool : pool_of_service(self, ct_strings_fold(strings, text));
}

CtPoolId
ct_resolve_pool(CtResolve *self, const char *text)
{
	CtPoolId pool = { CT_NONE };
	gpointer found;

	if (text == NULL || *text == '\0')
		return pool;
	if (g_hash_table_lookup_extended(self->references, text, NULL, &found)) {
		pool.index = GPOINTER_TO_UINT(found) - 1;
		return pool;
	}
	pool.index = ct_resolve_is_dn(text) ? pool_of_dn(self, text) : pool_of_text(self, text);
	/* CT_NONE + 1 is 0, which reads back as CT_NONE */
	g_hash_table_insert(self->references, (gpointer)text, GUINT_TO_POINTER(pool.index + 1));
	return pool;
}

const char *
ct_resolve_service_name(CtResolve *self, const char *text)
{
	CtStrings *strings = self->facts->strings;
	const char *key = ct_strings_fold(strings, text);
	const char *id = g_hash_table_lookup(self->tags, key);
	guint32 row = ct_resolve_look_up(self->any_service, id != NULL ? id : key);
	g_autofree char *name = NULL;
	const CtService *service;
	const CtPool *pool;

	if (row == CT_NONE)
		return text;
	service = &g_array_index(self->estate->services, CtService, row);
	pool = ct_estate_pool(self->estate, service->pool);
	if (pool == NULL)
		return text;
	name = g_strdup_printf("%s:%s",
			       role_names[service->role] != NULL ? role_names[service->role]
								 : service->role_name,
			       pool->fqdn);
	return ct_strings_intern(strings, name);
}
