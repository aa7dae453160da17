/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pools: every cluster of a topology, and every pool or server that another export names, merged by
 * folded FQDN.  Claims of a higher rank win; see the table of sources.  Of one rank the topology that
 * counts or the newest record comes first, and what another one of its kind says differently is told.
 */
#include "analyzer/contradiction.h"

#include <string.h>

/* What one export says of one pool. */
typedef struct {
	const char *key; /* folded FQDN */
	guint rank;	 /* of its source: 0 is trusted most */
	const char *fqdn;
	const char *name;
	const char *directory_name; /* folded; nullable */
	CtSiteId site;
	int version;
	CtEdition edition;
	const char *back_end;
	guint64 roles;
	CtPropRange props;
	CtOrigin origin;
	const char *id;	  /* cluster id within its document; nullable */
	const char *type; /* of a record that describes the whole server; nullable */
	gboolean topology;
	gboolean wmi;
	gboolean edge_input;
	gboolean says_director;
	gboolean shows_users; /* applications or meetings run here */
	gboolean weak;	      /* adds properties to a pool that another claim makes */
} Claim;

enum {
	RANK_TOPOLOGY,
	RANK_BUILDER,
	RANK_RECORD,
	RANK_WMI,
	RANK_EDGE_INPUT,
	RANK_SERVICE,
	RANK_WEAK
};

#define BIT(role) (G_GUINT64_CONSTANT(1) << (role))

/* Which trusted services are servers of their own. */
static const struct {
	const char *type;
	CtRole role;
} server_types[] = {
	{ "MediationServer", CT_ROLE_MEDIATION },
	{ "Gateway", CT_ROLE_GATEWAY },
	{ "PstnGateway", CT_ROLE_GATEWAY },
};

static const struct {
	const char *text; /* folded */
	int version;
} version_names[] = {
	{ "ocs2007r2", 4 }, { "ocs2007", 3 },  { "lcs2005", 2 },
	{ "lync2010", 5 },  { "lync2013", 6 },
};

static int
version_of(const char *text)
{
	for (guint i = 0; text != NULL && i < G_N_ELEMENTS(version_names); i++) {
		if (g_ascii_strcasecmp(text, version_names[i].text) == 0)
			return version_names[i].version;
	}
	return ct_resolve_number(text);
}

/* "5", "10", "Standard Edition", "Enterprise": a pool type number or a name. */
static CtEdition
edition_of(const char *text)
{
	g_autofree char *folded = NULL;

	if (text == NULL)
		return CT_EDITION_UNKNOWN;
	folded = g_ascii_strdown(text, -1);
	if (strcmp(folded, "5") == 0 || strstr(folded, "standard") != NULL)
		return CT_EDITION_STANDARD;
	if (strcmp(folded, "10") == 0 || strstr(folded, "enterprise") != NULL)
		return CT_EDITION_ENTERPRISE;
	return CT_EDITION_UNKNOWN;
}

static void
claim_clusters(CtResolve *self, GArray *claims)
{
	for (guint i = 0; i < self->facts->clusters->len; i++) {
		const CtClusterFact *fact = &g_array_index(self->facts->clusters, CtClusterFact, i);
		gboolean builder = ct_resolve_input_at(self, fact->origin.input)->kind ==
				   CT_INPUT_BUILDER;
		Claim claim = {
			.key = ct_strings_fold(self->facts->strings, fact->fqdn),
			.rank = builder ? RANK_BUILDER : RANK_TOPOLOGY,
			.fqdn = fact->fqdn,
			.site = ct_resolve_site_of(self, fact->origin.input, fact->site),
			.props = fact->props,
			.origin = fact->origin,
			.id = fact->id,
			.topology = TRUE,
		};

		if (claim.key != NULL && *claim.key != '\0')
			g_array_append_val(claims, claim);
	}
}

/* Roles from "Role:fqdn" texts and from a role of its own. */
static guint64
roles_of(const CtResolve *self, CtPropRange range)
{
	guint64 roles = 0;

	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp, i);
		g_autofree char *name = NULL;
		CtRole role;

		if (prop->value == NULL ||
		    (prop->key != CT_KEY_SERVICE && prop->key != CT_KEY_ROLE))
			continue;
		name = g_strndup(prop->value, strcspn(prop->value, ":"));
		role = ct_resolve_role(name);
		if (role != CT_ROLE_UNKNOWN)
			roles |= BIT(role);
		if (role == CT_ROLE_DIRECTOR)
			roles |= BIT(CT_ROLE_REGISTRAR);
	}
	return roles;
}

/* A pool record: MSFT_SIPPoolSetting, which is a registrar of users unless it is a Director, or
 * Get-CsPool, which lists its services. */
static void
describe_pool(const CtResolve *self, const CtRecord *record, Claim *claim)
{
	const char *dn = ct_facts_get(self->facts, record->props, CT_KEY_POOL_DN);

	claim->name = ct_resolve_first(self, record->props,
				       (CtKey[]){ CT_KEY_DISPLAY_NAME, CT_KEY_NAME, CT_N_KEYS });
	claim->back_end = ct_facts_get(self->facts, record->props, CT_KEY_BACK_END);
	claim->edition = edition_of(ct_resolve_first(
		self, record->props, (CtKey[]){ CT_KEY_EDITION, CT_KEY_TYPE, CT_N_KEYS }));
	if (dn != NULL && claim->name == NULL)
		claim->name = claim->directory_name;
	claim->says_director = (claim->roles & BIT(CT_ROLE_DIRECTOR)) != 0;
	claim->shows_users = ct_facts_get(self->facts, record->props, CT_KEY_APPLICATION) != NULL;
	if (!claim->wmi)
		return;
	claim->roles |= BIT(CT_ROLE_REGISTRAR);
	if (!claim->says_director)
		claim->roles |= BIT(CT_ROLE_USER_SERVICES);
}

/* Roles of a trusted service that is a server; 0 for any other. */
static guint64
server_roles(const CtResolve *self, const CtRecord *record)
{
	const char *type = ct_facts_get(self->facts, record->props, CT_KEY_TYPE);

	for (guint i = 0; type != NULL && i < G_N_ELEMENTS(server_types); i++) {
		if (g_ascii_strcasecmp(type, server_types[i].type) == 0)
			return BIT(server_types[i].role);
	}
	return 0;
}

static void
describe_record(const CtResolve *self, const CtRecord *record, Claim *claim)
{
	if (record->kind == CT_RECORD_POOL) {
		claim->rank = claim->wmi ? RANK_WMI : RANK_RECORD;
		describe_pool(self, record, claim);
	} else if (record->kind == CT_RECORD_SERVICE) {
		claim->rank = RANK_SERVICE;
	} else if (record->kind == CT_RECORD_EDGE) {
		claim->rank = RANK_EDGE_INPUT;
		claim->roles = BIT(CT_ROLE_EDGE);
		claim->edge_input = TRUE;
	} else if (record->kind == CT_RECORD_TRUSTED_APPLICATION_POOL) {
		claim->rank = RANK_RECORD;
		claim->roles = BIT(CT_ROLE_EXTERNAL);
	} else {
		claim->roles = server_roles(self, record);
		claim->weak = claim->roles == 0;
		claim->rank = claim->weak ? RANK_WEAK : RANK_WMI;
		claim->directory_name = NULL; /* its DN names the pool that it serves */
	}
}

static gboolean
names_a_server(CtRecordKind kind)
{
	return kind == CT_RECORD_POOL || kind == CT_RECORD_SERVICE || kind == CT_RECORD_EDGE ||
	       kind == CT_RECORD_TRUSTED_APPLICATION_POOL || kind == CT_RECORD_TRUSTED_SERVICE;
}

/* Of these an export has one for each server, of the others one for each service. */
static gboolean
describes_server(CtRecordKind kind)
{
	return kind == CT_RECORD_POOL || kind == CT_RECORD_EDGE ||
	       kind == CT_RECORD_TRUSTED_APPLICATION_POOL;
}

/* "Registrar:ocs01.contoso.com" -> "ocs01.contoso.com"; port numbers are cut off. */
static const char *
fqdn_of(CtResolve *self, const CtRecord *record)
{
	const CtKey pool_keys[] = { CT_KEY_FQDN, CT_KEY_POOL, CT_KEY_IDENTITY, CT_N_KEYS };
	const CtKey own_keys[] = { CT_KEY_FQDN, CT_N_KEYS };
	gboolean own = record->kind == CT_RECORD_TRUSTED_SERVICE || record->kind == CT_RECORD_EDGE;
	const char *text = ct_resolve_first(self, record->props, own ? own_keys : pool_keys);
	const char *colon = text != NULL ? strchr(text, ':') : NULL;

	if (colon != NULL && !g_ascii_isdigit(colon[1]))
		text = colon + 1;
	if (text == NULL || ct_resolve_is_dn(text))
		return NULL;
	return ct_strings_intern_length(self->facts->strings, text, strcspn(text, ":/"));
}

static void
claim_records(CtResolve *self, GArray *claims)
{
	CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		Claim claim = { .origin = record->origin, .props = record->props };

		if (!names_a_server(record->kind))
			continue;
		claim.fqdn = fqdn_of(self, record);
		claim.key = ct_strings_fold(facts->strings, claim.fqdn);
		if (claim.key == NULL || *claim.key == '\0')
			continue;
		if (describes_server(record->kind))
			claim.type = record->type;
		claim.wmi = ct_resolve_may_be_legacy(self, record);
		claim.site = ct_resolve_site_of(self, CT_NONE,
						ct_facts_get(facts, record->props, CT_KEY_SITE));
		claim.version = version_of(ct_facts_get(facts, record->props, CT_KEY_VERSION));
		claim.roles = roles_of(self, record->props);
		claim.directory_name = ct_resolve_dn_pool_name(
			self, ct_facts_get(facts, record->props, CT_KEY_POOL_DN));
		describe_record(self, record, &claim);
		g_array_append_val(claims, claim);
	}
}

static gint
compare_documents(const CtResolve *self, guint32 a, guint32 b)
{
	if (a == b)
		return 0;
	return self->document_rank[a] < self->document_rank[b] ? -1 : 1;
}

static CtEvidence
evidence_of(const CtResolve *self, const Claim *claim)
{
	return (CtEvidence){ claim->origin,
			     ct_timestamp_parse(
				     ct_facts_get(self->facts, claim->props, CT_KEY_CHANGED)),
			     claim->props.count };
}

static gint
compare_dates(const CtResolve *self, const Claim *a, const Claim *b)
{
	CtEvidence x = evidence_of(self, a);
	CtEvidence y = evidence_of(self, b);

	return ct_evidence_compare_dates(self, &x, &y);
}

static gint
compare_claims(gconstpointer a, gconstpointer b, gpointer data)
{
	const Claim *x = a;
	const Claim *y = b;
	int order = x->key == y->key ? 0 : strcmp(x->key, y->key);

	if (order == 0 && x->rank != y->rank)
		order = x->rank < y->rank ? -1 : 1;
	if (order == 0 && x->topology && y->topology)
		order = compare_documents(data, x->origin.input, y->origin.input);
	if (order == 0)
		order = compare_dates(data, x, y);
	if (order == 0)
		order = strcmp(x->fqdn, y->fqdn);
	if (order == 0)
		order = g_strcmp0(x->name, y->name);
	if (order == 0)
		order = y->version - x->version;
	if (order == 0)
		order = g_strcmp0(x->back_end, y->back_end);
	if (order == 0)
		order = ct_resolve_compare_origins(data, x->origin, y->origin);
	return order;
}

static gboolean
is_legacy_claim(const CtResolve *self, const Claim *claim)
{
	const CtInput *input = ct_resolve_input_at(self, claim->origin.input);

	if (input->forced)
		return input->deployment == CT_DEPLOYMENT_LEGACY;
	return (claim->wmi || claim->edge_input) && claim->version <= CT_LAST_LEGACY_VERSION;
}

/* Where the claim stands and whose it is; this holds for each claim, whichever comes first. */
static void
note_evidence(const CtResolve *self, const Claim *claim, CtPool *pool, CtPoolEvidence *evidence)
{
	const CtInput *input = ct_resolve_input_at(self, claim->origin.input);
	const CtSite *site = ct_estate_site(self->estate, claim->site);
	gboolean legacy = is_legacy_claim(self, claim);

	if (input->forced && input->deployment == CT_DEPLOYMENT_LEGACY)
		evidence->forced_legacy = TRUE;
	if (input->forced && input->deployment == CT_DEPLOYMENT_TARGET)
		evidence->forced_target = TRUE;
	if (site != NULL && site->back_compat)
		evidence->back_compat = TRUE;
	else if (claim->topology)
		evidence->elsewhere = TRUE;
	if (legacy && claim->wmi)
		evidence->from_wmi = TRUE;
	if (legacy && claim->edge_input)
		evidence->from_edge_input = TRUE;
	if (claim->wmi && (claim->says_director || !claim->shows_users))
		evidence->may_be_director = TRUE;
	if (evidence->directory_name == NULL)
		evidence->directory_name = claim->directory_name;
	if (legacy)
		pool->in_legacy_export = TRUE;
	if (evidence->back_compat)
		pool->in_back_compat = TRUE;
}

/* What the pool does not know yet, from a claim that comes later. */
static void
merge_claim(const CtResolve *self, const Claim *claim, CtPool *pool)
{
	const CtSite *site = ct_estate_site(self->estate, pool->site);

	if (pool->name == NULL)
		pool->name = claim->name;
	if (site == NULL || (site->back_compat && claim->site.index != CT_NONE))
		pool->site = claim->site;
	if (pool->service_version == 0)
		pool->service_version = claim->version;
	if (pool->edition == CT_EDITION_UNKNOWN)
		pool->edition = claim->edition;
	if (pool->back_end == NULL)
		pool->back_end = claim->back_end;
	pool->roles |= claim->roles;
}

/* The properties of all claims in one run, since a pool has one range. */
static CtPropRange
join_props(CtFacts *facts, const Claim *claims, guint count)
{
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));

	if (count == 1)
		return claims->props;
	for (guint i = 0; i < count; i++) {
		CtPropRange range = claims[i].props;

		if (range.count > 0)
			g_array_append_vals(props,
					    &g_array_index(facts->props, CtProp, range.first),
					    range.count);
	}
	return ct_facts_add_props(facts, (const CtProp *)(const void *)props->data, props->len);
}

/* What a later record says differently from the first one of its type. */
static void
report_differences(CtResolve *self, const Claim *claims, guint count)
{
	for (guint i = 1; i < count; i++) {
		guint first = 0;
		g_auto(CtDifference) difference = { 0 };
		CtEvidence there, here;

		while (first < i && g_strcmp0(claims[first].type, claims[i].type) != 0)
			first++;
		if (first == i || claims[i].type == NULL ||
		    !ct_difference_find(self, claims[first].props, claims[i].props, &difference))
			continue;
		there = evidence_of(self, &claims[first]);
		here = evidence_of(self, &claims[i]);
		ct_difference_report(self, &difference, &there, &here, CT_OBJECT_SERVER,
				     claims->key);
	}
}

static void
add_pool(CtResolve *self, const Claim *claims, guint count)
{
	CtPool pool = {
		.origin = claims->origin,
		.fqdn = claims->fqdn,
		.key = claims->key,
		.site = { CT_NONE },
		.kind = CT_OBJECT_SERVER,
	};
	CtPoolEvidence evidence = { 0 };

	if (claims->weak)
		return;
	for (guint i = 0; i < count; i++) {
		if (!claims[i].weak) {
			merge_claim(self, &claims[i], &pool);
			note_evidence(self, &claims[i], &pool, &evidence);
		}
	}
	report_differences(self, claims, count);
	pool.props = join_props(self->facts, claims, count);
	g_hash_table_insert(self->estate->pool_index, (gpointer)pool.key,
			    GUINT_TO_POINTER(self->estate->pools->len + 1));
	g_array_append_val(self->estate->pools, pool);
	g_array_append_val(self->evidence, evidence);
}

static gint
compare_cluster_origins(gconstpointer a, gconstpointer b, gpointer data)
{
	return ct_resolve_compare_origins(data, (*(const Claim *const *)a)->origin,
					  (*(const Claim *const *)b)->origin);
}

/* Ids of clusters, the first one of a document that says an id twice. */
static void
index_clusters(CtResolve *self, const GArray *claims)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();

	for (guint i = 0; i < claims->len; i++) {
		Claim *claim = &g_array_index(claims, Claim, i);

		if (claim->id != NULL)
			g_ptr_array_add(order, claim);
	}
	g_ptr_array_sort_with_data(order, compare_cluster_origins, self);
	for (guint i = 0; i < order->len; i++) {
		const Claim *claim = g_ptr_array_index(order, i);
		const char *key = ct_resolve_scoped(self, claim->origin.input, claim->id);
		guint32 row = ct_resolve_look_up(self->estate->pool_index, claim->key);

		if (g_hash_table_contains(self->cluster_ids, key)) {
			ct_findings_add(self->findings, CT_RULE_DUPLICATE_ID, claim->origin,
					ct_subject(CT_OBJECT_SERVER, claim->key),
					"cluster %s has the id %s of another cluster", claim->fqdn,
					claim->id);
			continue;
		}
		ct_resolve_put(self->cluster_ids, key, row);
		ct_resolve_put(self->any_cluster, ct_strings_fold(self->facts->strings, claim->id),
			       row);
	}
}

void
ct_resolve_pools(CtResolve *self)
{
	g_autoptr(GArray) claims = g_array_new(FALSE, TRUE, sizeof(Claim));
	guint count;

	claim_clusters(self, claims);
	claim_records(self, claims);
	g_array_sort_with_data(claims, compare_claims, self);
	for (guint i = 0; i < claims->len; i += count) {
		const Claim *first = &g_array_index(claims, Claim, i);

		count = 1;
		while (i + count < claims->len &&
		       g_array_index(claims, Claim, i + count).key == first->key)
			count++;
		add_pool(self, first, count);
	}
	index_clusters(self, claims);
}
