/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edges: W-08 (roles spread), W-09 (no data), W-10 (one external name), W-11 (who federates), W-12
 * (does the legacy Edge accept the target pools that use it).
 *
 * What is known of an Edge comes from several places: the merge's input file, the services of a
 * topology, the pool itself.  They are gathered once as a list of sources; a question about an Edge
 * is answered by the first source that has the key, the input file first, since a person wrote it
 * for this migration.
 */
#include "analyzer/check.h"

#include <string.h>

typedef struct {
	CtPoolId edge;
	CtOrigin origin;
	CtPropRange props;
	gboolean is_input_file; /* of the merge */
} EdgeSource;

static void
add_source(GArray *sources, CtPoolId edge, CtOrigin origin, CtPropRange props,
	   gboolean is_input_file)
{
	EdgeSource source = { edge, origin, props, is_input_file };

	if (edge.index != CT_NONE)
		g_array_append_val(sources, source);
}

static GArray *
edge_sources(const CtEstate *estate)
{
	GArray *sources = g_array_new(FALSE, FALSE, sizeof(EdgeSource));
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *fqdn;

		if (record->kind != CT_RECORD_EDGE)
			continue;
		fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);
		if (fqdn != NULL)
			add_source(sources, ct_estate_find_pool(estate, fqdn), record->origin,
				   record->props, TRUE);
	}
	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		if (service->role == CT_ROLE_EDGE)
			add_source(sources, service->pool, service->origin, service->props, FALSE);
	}
	return sources;
}

/* The first source of @edge that has @key, NULL when none has. */
static const EdgeSource *
find_source(const CtEstate *estate, const GArray *sources, guint32 edge, CtKey key)
{
	for (guint i = 0; i < sources->len; i++) {
		const EdgeSource *source = &g_array_index(sources, EdgeSource, i);

		if (source->edge.index == edge &&
		    ct_facts_get(estate->facts, source->props, key) != NULL)
			return source;
	}
	return NULL;
}

static const char *
edge_text(const CtEstate *estate, const GArray *sources, guint32 edge, CtKey key)
{
	const EdgeSource *source = find_source(estate, sources, edge, key);

	return source != NULL ? ct_facts_get(estate->facts, source->props, key) : NULL;
}

static gboolean
is_edge(const CtPool *pool)
{
	return pool->kind == CT_OBJECT_EDGE || ct_pool_has_role(pool, CT_ROLE_EDGE);
}

static gboolean
has_source(const GArray *sources, guint32 edge)
{
	for (guint i = 0; i < sources->len; i++)
		if (g_array_index(sources, EdgeSource, i).edge.index == edge)
			return TRUE;
	return FALSE;
}

static const struct {
	CtKey role;
	CtKey external;
	const char *name;
} edge_roles[] = {
	{ CT_KEY_EDGE_ACCESS, CT_KEY_EXTERNAL_ACCESS_FQDN, "Access Edge" },
	{ CT_KEY_EDGE_WEB_CONFERENCING, CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN,
	  "Web Conferencing Edge" },
	{ CT_KEY_EDGE_AV, CT_KEY_EXTERNAL_AV_FQDN, "A/V Edge" },
};

/* The roles that the input file says are on the Edge.  A topology is not asked: what is in it has
 * been merged, which an expanded Edge cannot be, and it lists no more ports than the merge was told.
 * A record without any of the three says nothing about roles. */
static void
check_roles(const CtEstate *estate, const GArray *sources, guint32 index, CtFindings *findings)
{
	const CtPool *edge = &g_array_index(estate->pools, CtPool, index);
	g_autoptr(GString) missing = g_string_new(NULL);
	const EdgeSource *source = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(edge_roles) && source == NULL; i++)
		source = find_source(estate, sources, index, edge_roles[i].role);
	if (source == NULL || !source->is_input_file)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(edge_roles); i++) {
		if (ct_facts_get_bool(estate->facts, source->props, edge_roles[i].role))
			continue;
		g_string_append_printf(missing, "%s%s", missing->len > 0 ? " and " : "",
				       edge_roles[i].name);
	}
	if (missing->len > 0)
		ct_findings_add(findings, CT_RULE_EXPANDED_EDGE, source->origin,
				ct_subject(edge->kind, edge->key), "%s does not run %s", edge->fqdn,
				missing->str);
}

static void
report_shared_name(const CtPool *edge, const EdgeSource *source, const char *shared,
		   const char *unknown, CtFindings *findings)
{
	if (unknown == NULL)
		ct_findings_add(findings, CT_RULE_LEGACY_EDGE_SHARED_FQDN, source->origin,
				ct_subject(edge->kind, edge->key),
				"the external services of %s share the name %s", edge->fqdn,
				shared);
	else
		ct_findings_add_as(findings, CT_RULE_LEGACY_EDGE_SHARED_FQDN, CT_SEVERITY_INFO,
				   source->origin, ct_subject(edge->kind, edge->key),
				   "two external services of %s share the name %s; no input tells "
				   "that of its %s",
				   edge->fqdn, shared, unknown);
}

/* Two equal names leave the third in doubt, which is worth a word but decides nothing. */
static void
check_external_names(const CtEstate *estate, const GArray *sources, guint32 index,
		     CtFindings *findings)
{
	const CtPool *edge = &g_array_index(estate->pools, CtPool, index);
	const EdgeSource *source = NULL;
	const char *unknown = NULL;
	g_autofree char *shared = NULL;
	guint known = 0;

	for (guint i = 0; i < G_N_ELEMENTS(edge_roles); i++) {
		const char *name = edge_text(estate, sources, index, edge_roles[i].external);
		g_autofree char *folded = name != NULL ? g_utf8_casefold(name, -1) : NULL;

		if (folded == NULL) {
			unknown = edge_roles[i].name;
			continue;
		}
		if (shared != NULL && strcmp(shared, folded) != 0)
			return;
		known++;
		if (shared == NULL) {
			source = find_source(estate, sources, index, edge_roles[i].external);
			shared = g_steal_pointer(&folded);
		}
	}
	if (known >= 2)
		report_shared_name(edge, source, shared, unknown, findings);
}

/* The first user who is not on the target side and has one of @flags; count when there is none. */
static guint32
find_user(const CtEstate *estate, guint32 flags)
{
	for (guint32 row = 0; row < estate->users.count; row++) {
		CtPoolId home = { estate->users.pool[row] };

		if ((estate->users.flags[row] & flags) == 0)
			continue;
		if (home.index == CT_NONE ||
		    ct_estate_pool(estate, home)->deployment != CT_DEPLOYMENT_TARGET)
			return row;
	}
	return estate->users.count;
}

static void
report_no_data(const CtEstate *estate, const CtPool *pool, CtFindings *findings)
{
	guint32 row = find_user(estate,
				CT_USER_FEDERATION | CT_USER_INTERNET | CT_USER_PUBLIC_NETWORK);
	const CtUsers *users = &estate->users;
	CtOrigin origin;

	if (row == users->count) {
		ct_findings_add(findings, CT_RULE_EDGE_DATA_MISSING, pool->origin,
				ct_subject(CT_OBJECT_DEPLOYMENT, "legacy"),
				"no input describes an Edge of the legacy deployment (first pool: "
				"%s)",
				pool->fqdn);
		return;
	}
	origin = (CtOrigin){ users->input[row], users->line[row], NULL };
	ct_findings_add_as(findings, CT_RULE_EDGE_DATA_MISSING, CT_SEVERITY_ERROR, origin,
			   ct_subject(CT_OBJECT_DEPLOYMENT, "legacy"),
			   "no input describes an Edge of the legacy deployment, yet users such as "
			   "%s are enabled for %s",
			   users->sip[row],
			   (users->flags[row] & CT_USER_FEDERATION) != 0 ? "federation"
			   : (users->flags[row] & CT_USER_INTERNET) != 0 ? "access from outside"
									 : "public IM");
}

static void
check_data(const CtEstate *estate, const GArray *sources, CtFindings *findings)
{
	const CtPool *first = NULL;
	gboolean has_data = FALSE;
	gboolean has_name = FALSE;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		if (!is_edge(pool)) {
			first = first == NULL && ct_pool_homes_users(pool) ? pool : first;
		} else if (has_source(sources, i)) {
			has_data = TRUE;
		} else {
			has_name = TRUE;
			ct_findings_add_as(findings, CT_RULE_EDGE_DATA_MISSING, CT_SEVERITY_ERROR,
					   pool->origin, ct_subject(pool->kind, pool->key),
					   "%s is an Edge, but no input describes it", pool->fqdn);
		}
	}
	if (first != NULL && !has_data && !has_name)
		report_no_data(estate, first, findings);
}

/* Said of a legacy Edge, which is the one that federates before the cutover, if there is one. */
static void
report_no_federation(const CtEstate *estate, const GArray *sources, guint32 row,
		     CtFindings *findings)
{
	CtOrigin user = { estate->users.input[row], estate->users.line[row], NULL };
	g_autofree char *where = ct_estate_where(estate, user);
	const EdgeSource *source = NULL;
	const CtPool *edge;

	for (guint i = 0; i < sources->len; i++) {
		const EdgeSource *other = &g_array_index(sources, EdgeSource, i);

		edge = ct_estate_pool(estate, other->edge);
		if (source == NULL || edge->deployment == CT_DEPLOYMENT_LEGACY)
			source = other;
		if (edge->deployment == CT_DEPLOYMENT_LEGACY)
			break;
	}
	if (source == NULL)
		return;
	edge = ct_estate_pool(estate, source->edge);
	ct_findings_add_as(findings, CT_RULE_FEDERATION_EDGE_COUNT, CT_SEVERITY_WARNING,
			   source->origin, ct_subject(edge->kind, edge->key),
			   "no input shows an Edge that is active for federation, and %s is not "
			   "said to be, yet users such as %s (%s) are enabled for it",
			   edge->fqdn, estate->users.sip[row], where);
}

static void
check_federation(const CtEstate *estate, const GArray *sources, CtFindings *findings)
{
	guint32 row = find_user(estate, CT_USER_FEDERATION | CT_USER_PUBLIC_NETWORK);
	const EdgeSource *active = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *edge = &g_array_index(estate->pools, CtPool, i);
		const EdgeSource *source = find_source(estate, sources, i,
						       CT_KEY_FEDERATION_ENABLED);
		g_autofree char *where = NULL;

		if (source == NULL ||
		    !ct_facts_get_bool(estate->facts, source->props, CT_KEY_FEDERATION_ENABLED))
			continue;
		if (active == NULL) {
			active = source;
			continue;
		}
		where = ct_estate_where(estate, active->origin);
		ct_findings_add(findings, CT_RULE_FEDERATION_EDGE_COUNT, source->origin,
				ct_subject(edge->kind, edge->key),
				"%s is active for federation, and so is %s (%s)", edge->fqdn,
				ct_estate_pool(estate, active->edge)->fqdn, where);
	}
	if (active == NULL && row < estate->users.count)
		report_no_federation(estate, sources, row, findings);
}

static gboolean
accepts(const CtEstate *estate, CtPoolId edge, const char *server)
{
	for (guint i = 0; i < estate->edge_servers->len; i++) {
		const CtEdgeInternalServer *row = &g_array_index(estate->edge_servers,
								 CtEdgeInternalServer, i);

		if (row->edge.index == edge.index && strcmp(row->server, server) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
check_accepted(const CtEstate *estate, CtPoolId user, CtPoolId edge, CtOrigin origin,
	       CtFindings *findings)
{
	const CtPool *pool = ct_estate_pool(estate, user);
	const char *edge_fqdn = ct_estate_pool(estate, edge)->fqdn;

	if (!estate->edge_servers_known) {
		ct_findings_add_as(findings, CT_RULE_EDGE_INTERNAL_SERVER_MISSING, CT_SEVERITY_INFO,
				   origin, ct_subject(pool->kind, pool->key),
				   "%s uses %s, but no input lists the internal servers of that "
				   "Edge: check them by hand",
				   pool->fqdn, edge_fqdn);
		return;
	}
	if (!accepts(estate, edge, pool->key))
		ct_findings_add(findings, CT_RULE_EDGE_INTERNAL_SERVER_MISSING, origin,
				ct_subject(pool->kind, pool->key),
				"%s is used by %s, but does not list that pool as internal server",
				edge_fqdn, pool->fqdn);
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);

		if (machine->pool.index != user.index || strcmp(machine->key, pool->key) == 0 ||
		    accepts(estate, edge, machine->key))
			continue;
		ct_findings_add(findings, CT_RULE_EDGE_INTERNAL_SERVER_MISSING, origin,
				ct_subject(pool->kind, pool->key),
				"%s is used by %s, but does not list its server %s as internal "
				"server",
				edge_fqdn, pool->fqdn, machine->fqdn);
	}
}

/* Several services of one pool depend on the Edge; one of them is enough to say so. */
static void
check_internal_servers(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from, *to;

		if (link->from.index == CT_NONE || link->to.index == CT_NONE)
			continue;
		from = ct_estate_service(estate, link->from);
		to = ct_estate_service(estate, link->to);
		if (to->role != CT_ROLE_EDGE || to->pool.index == CT_NONE ||
		    from->pool.index == CT_NONE)
			continue;
		/* an Edge of the common topology learns the servers from it, without a list of its own */
		if (ct_estate_pool(estate, to->pool)->deployment != CT_DEPLOYMENT_LEGACY ||
		    ct_estate_pool(estate, to->pool)->product >= CT_PRODUCT_LYNC2010 ||
		    ct_estate_pool(estate, from->pool)->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		if (g_hash_table_add(seen,
				     g_strdup_printf("%u %u", from->pool.index, to->pool.index)))
			check_accepted(estate, from->pool, to->pool, link->origin, findings);
	}
}

void
ct_check_edges(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GArray) sources = edge_sources(estate);

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY || !is_edge(pool))
			continue;
		check_roles(estate, sources, i, findings);
		check_external_names(estate, sources, i, findings);
	}
	check_data(estate, sources, findings);
	check_federation(estate, sources, findings);
	check_internal_servers(estate, findings);
}
