/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How facts become an estate.
 *
 * Every kind of thing is resolved in the same way: what the exports say of it is collected as
 * claims, the claims are sorted by identity, then by how much their kind of export is trusted, then
 * by content and only at last by origin, and neighbours of one identity become one thing.  The
 * first claim that knows a property wins.  So nothing depends on the order in which files were
 * named or elements written, and no hash table is ever walked.
 *
 * The steps below are in the order of what they need: pools need sites; services need pools;
 * deployments need the versions of services; users need pools and the names that the directory has
 * for them; Directors are told from pools by their users; all other objects need both.
 */
#include "analyzer/resolve.h"

#include <stdlib.h>
#include <string.h>

/* One side must hold this share of an input's facts to give the input its name. */
#define MAJORITY_PERCENT 75

/* A value in a table of rows that stands for "several rows". */
#define AMBIGUOUS CT_NONE

const char *
ct_resolve_scoped(CtResolve *self, guint32 input, const char *id)
{
	g_autofree char *key = g_strdup_printf("%u|%s", input, id);

	return ct_strings_fold(self->facts->strings, key);
}

guint32
ct_resolve_look_up(GHashTable *table, const char *key)
{
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(table, key));

	return row == 0 || row == AMBIGUOUS ? CT_NONE : row - 1;
}

void
ct_resolve_put(GHashTable *table, const char *key, guint32 row)
{
	guint old = GPOINTER_TO_UINT(g_hash_table_lookup(table, key));

	if (old != 0 && old != row + 1)
		row = AMBIGUOUS - 1;
	g_hash_table_insert(table, (gpointer)key, GUINT_TO_POINTER(row + 1));
}

gint
ct_resolve_compare_origins(const CtResolve *self, CtOrigin a, CtOrigin b)
{
	guint32 x = a.input < self->facts->inputs->len ? self->input_rank[a.input] : a.input;
	guint32 y = b.input < self->facts->inputs->len ? self->input_rank[b.input] : b.input;

	if (x != y)
		return x < y ? -1 : 1;
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	return g_strcmp0(a.path, b.path);
}

void
ct_resolve_tally(CtResolve *self, guint32 input, CtDeployment deployment)
{
	if (input >= self->facts->inputs->len)
		return;
	if (deployment == CT_DEPLOYMENT_LEGACY)
		self->tally[input].legacy++;
	else if (deployment == CT_DEPLOYMENT_TARGET)
		self->tally[input].target++;
}

const char *
ct_resolve_first(const CtResolve *self, CtPropRange range, const CtKey *keys)
{
	for (; *keys != CT_N_KEYS; keys++) {
		const char *value = ct_facts_get(self->facts, range, *keys);

		if (value != NULL && *value != '\0')
			return value;
	}
	return NULL;
}

int
ct_resolve_number(const char *text)
{
	return text != NULL ? (int)g_ascii_strtoll(text, NULL, 10) : 0;
}

gboolean
ct_resolve_is_wmi(const CtRecord *record)
{
	return record->type != NULL && strstr(record->type, "MSFT_SIP") != NULL;
}

gboolean
ct_resolve_may_be_legacy(CtResolve *self, const CtRecord *record)
{
	const char *name;

	if (ct_resolve_is_wmi(record))
		return TRUE;
	if (record->type == NULL || g_ascii_strncasecmp(record->type, "msRTCSIP-", 9) != 0)
		return FALSE;
	name = ct_resolve_dn_pool_name(self,
				       ct_facts_get(self->facts, record->props, CT_KEY_POOL_DN));
	return name == NULL || strchr(name, ':') == NULL;
}

typedef struct {
	const char *path;
	guint32 input;
} InputPlace;

static gint
compare_places(gconstpointer a, gconstpointer b)
{
	const InputPlace *x = a;
	const InputPlace *y = b;
	int by_path = g_strcmp0(x->path, y->path);

	if (by_path != 0)
		return by_path;
	return x->input < y->input ? -1 : x->input > y->input;
}

static guint32 *
rank_inputs(const CtFacts *facts)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(InputPlace));
	guint32 *rank = g_new0(guint32, facts->inputs->len + 1);

	for (guint32 i = 0; i < facts->inputs->len; i++) {
		InputPlace place = { g_array_index(facts->inputs, CtInput, i).path, i };

		g_array_append_val(places, place);
	}
	g_array_sort(places, compare_places);
	for (guint32 i = 0; i < places->len; i++)
		rank[g_array_index(places, InputPlace, i).input] = i;
	return rank;
}

static void
init_resolve(CtResolve *self, CtFacts *facts, CtFindings *findings)
{
	self->estate = ct_estate_new_empty(facts);
	self->facts = facts;
	self->findings = findings;
	self->input_rank = rank_inputs(facts);
	self->document_rank = g_new0(guint32, facts->inputs->len + 1);
	self->document_services = g_new0(guint32, facts->inputs->len + 1);
	self->pool_documents = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->tally = g_new0(CtInputTally, facts->inputs->len + 1);
	self->evidence = g_array_new(FALSE, TRUE, sizeof(CtPoolEvidence));
	self->site_ids = g_hash_table_new(NULL, NULL);
	self->site_names = g_hash_table_new(NULL, NULL);
	self->cluster_ids = g_hash_table_new(NULL, NULL);
	self->any_cluster = g_hash_table_new(NULL, NULL);
	self->service_ids = g_hash_table_new(NULL, NULL);
	self->any_service = g_hash_table_new(NULL, NULL);
	self->machine_pools = g_hash_table_new(NULL, NULL);
	self->pool_names = g_hash_table_new(NULL, NULL);
	self->tags = g_hash_table_new(NULL, NULL);
	self->references = g_hash_table_new(NULL, NULL);
}

static void
clear_resolve(CtResolve *self)
{
	g_free(self->input_rank);
	g_free(self->document_rank);
	g_free(self->document_services);
	g_array_unref(self->pool_documents);
	g_free(self->tally);
	g_array_unref(self->evidence);
	g_hash_table_unref(self->site_ids);
	g_hash_table_unref(self->site_names);
	g_hash_table_unref(self->cluster_ids);
	g_hash_table_unref(self->any_cluster);
	g_hash_table_unref(self->service_ids);
	g_hash_table_unref(self->any_service);
	g_hash_table_unref(self->machine_pools);
	g_hash_table_unref(self->pool_names);
	g_hash_table_unref(self->tags);
	g_hash_table_unref(self->references);
}

/* A topology document is the target deployment's, even though a merge has put the legacy one into
 * it; any other input is what most of its facts are, unless that is in doubt. */
static CtDeployment
deployment_of_input(const CtInput *input, CtInputTally tally)
{
	guint64 all = (guint64)tally.legacy + tally.target;

	if (all == 0)
		return CT_DEPLOYMENT_UNKNOWN;
	if ((input->kind == CT_INPUT_TOPOLOGY || input->kind == CT_INPUT_BUILDER) &&
	    tally.target > 0)
		return CT_DEPLOYMENT_TARGET;
	if ((guint64)tally.legacy * 100 >= all * MAJORITY_PERCENT)
		return CT_DEPLOYMENT_LEGACY;
	if ((guint64)tally.target * 100 >= all * MAJORITY_PERCENT)
		return CT_DEPLOYMENT_TARGET;
	return CT_DEPLOYMENT_UNKNOWN;
}

/* Objects were counted as they were placed; here everything that names a server, and users. */
static void
tally_facts(CtResolve *self)
{
	const CtEstate *estate = self->estate;
	const CtUserFacts *users = &self->facts->users;

	for (guint i = 0; i < self->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(self->facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(self->facts, record->props, CT_KEY_FQDN);
		const CtPool *pool = ct_estate_pool(estate, ct_estate_find_pool(estate, fqdn));

		if (pool != NULL)
			ct_resolve_tally(self, record->origin.input, pool->deployment);
	}
	for (guint i = 0; i < self->facts->clusters->len; i++) {
		const CtClusterFact *fact = &g_array_index(self->facts->clusters, CtClusterFact, i);
		const CtPool *pool = ct_estate_pool(estate,
						    ct_estate_find_pool(estate, fact->fqdn));

		if (pool != NULL)
			ct_resolve_tally(self, fact->origin.input, pool->deployment);
	}
	for (guint i = 0; i < users->home->len; i++) {
		const char *home = g_array_index(users->home, const char *, i);
		const CtPool *pool = ct_estate_pool(estate, ct_resolve_pool(self, home));

		if (pool != NULL)
			ct_resolve_tally(self, g_array_index(users->input, guint32, i),
					 pool->deployment);
	}
}

static void
resolve_inputs(CtResolve *self)
{
	tally_facts(self);
	for (guint i = 0; i < self->facts->inputs->len; i++) {
		CtInput *input = &g_array_index(self->facts->inputs, CtInput, i);

		if (!input->forced)
			input->deployment = deployment_of_input(input, self->tally[i]);
	}
}

/* The GUID in braces that an entry of the directory is called by: "CN={...},..."; nullable. */
static const char *
entry_guid(CtResolve *self, const char *dn)
{
	gsize length;

	if (dn == NULL || g_ascii_strncasecmp(dn, "CN={", 4) != 0)
		return NULL;
	length = strcspn(dn + 3, ",");
	return ct_strings_fold(self->facts->strings,
			       ct_strings_intern_length(self->facts->strings, dn + 3, length));
}

/* Names of policies and dial plans by the GUIDs of their entries. */
static GHashTable *
index_policy_entries(CtResolve *self)
{
	GHashTable *names = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < self->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(self->facts->records, CtRecord, i);
		const char *name = ct_facts_get(self->facts, record->props, CT_KEY_NAME);
		const char *guid;
		const char *known;

		if (name == NULL ||
		    (record->kind != CT_RECORD_POLICY && record->kind != CT_RECORD_DIAL_PLAN))
			continue;
		guid = entry_guid(self, ct_facts_get(self->facts, record->props, CT_KEY_DN));
		if (guid == NULL)
			continue;
		known = g_hash_table_lookup(names, guid);
		/* of two names the one that sorts first, so that no order of files matters */
		if (known == NULL || strcmp(name, known) < 0)
			g_hash_table_insert(names, (gpointer)guid, (gpointer)name);
	}
	return names;
}

/* WMI and the directory link a user to the entry of a policy, the management shell gives its name.
 * Where an export of policies knows the entry, all of them give the name. */
static void
name_policies(CtResolve *self)
{
	g_autoptr(GHashTable) names = index_policy_entries(self);
	guint count = self->facts->profiles->len;
	g_autofree guint32 *renumbered = g_new(guint32, count + 1);
	GArray *rows = self->facts->users.profile;

	if (g_hash_table_size(names) == 0)
		return;
	for (guint i = 0; i < count; i++) {
		CtProfile profile = g_array_index(self->facts->profiles, CtProfile, i);

		for (guint slot = 0; slot < CT_N_POLICIES; slot++) {
			const char *policy = profile.policy[slot];
			const char *name = NULL;

			if (policy != NULL && policy[0] == '{')
				name = g_hash_table_lookup(
					names, ct_strings_fold(self->facts->strings, policy));
			if (name != NULL)
				profile.policy[slot] = name;
		}
		renumbered[i] = ct_facts_profile(self->facts, &profile);
	}
	for (guint i = 0; i < rows->len; i++) {
		guint32 *profile = &g_array_index(rows, guint32, i);

		*profile = renumbered[*profile];
	}
}

CtEstate *
ct_estate_new(CtFacts *facts, CtFindings *findings)
{
	CtResolve self = { 0 };

	init_resolve(&self, facts, findings);
	ct_resolve_rank_documents(&self);
	ct_resolve_sites(&self);
	ct_resolve_pools(&self);
	ct_resolve_choose_documents(&self);
	ct_resolve_machines(&self);
	ct_resolve_services(&self);
	ct_resolve_compare_documents(&self);
	ct_resolve_tags(&self);
	ct_resolve_roles(&self);
	ct_resolve_deployments(&self);
	ct_resolve_names(&self);
	name_policies(&self);
	ct_resolve_users(&self);
	/* homes are evidence too, and without users a legacy next hop is a Director */
	ct_resolve_deployments(&self);
	ct_resolve_kinds(&self);
	ct_resolve_objects(&self);
	ct_resolve_numbers(&self);
	ct_resolve_edge_servers(&self);
	ct_resolve_user_data(&self);
	ct_resolve_cohorts(&self);
	ct_resolve_couplings(&self);
	ct_resolve_directory(&self);
	resolve_inputs(&self);
	clear_resolve(&self);
	return self.estate;
}
