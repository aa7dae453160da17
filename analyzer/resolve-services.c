/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQL instances, services and their dependencies.  A service stands on a cluster, or on an SQL
 * instance and so on that instance's cluster.  Two documents that have the same id on the same pool
 * speak of one service; the same id on different pools is two services of two deployments.
 */
#include "analyzer/resolve.h"

#include <string.h>

/* A service as one document or record has it. */
typedef struct {
	CtService service;
	guint32 input;	      /* its document; CT_NONE: a record */
	const char *alias;    /* nullable */
	const char *key;      /* folded id */
	gboolean passed_over; /* another document counts for its pool */
} Claim;

static gint
compare_instances(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtSqlInstance *x = a;
	const CtSqlInstance *y = b;
	int order;

	if (x->pool.index != y->pool.index)
		return x->pool.index < y->pool.index ? -1 : 1;
	order = g_ascii_strcasecmp(x->name, y->name);
	if (order == 0)
		order = strcmp(x->name, y->name);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

/* Instances, and their ids as further names of their clusters, since services name either. */
static void
resolve_instances(CtResolve *self)
{
	g_autoptr(GArray) instances = g_array_new(FALSE, TRUE, sizeof(CtSqlInstance));
	const CtFacts *facts = self->facts;
	GArray *kept = self->estate->sql_instances;

	for (guint i = 0; i < facts->sqls->len; i++) {
		const CtSqlFact *fact = &g_array_index(facts->sqls, CtSqlFact, i);
		guint32 input = fact->origin.input;
		guint32 pool = ct_resolve_look_up(
			self->cluster_ids,
			ct_resolve_scoped(self, input, fact->cluster != NULL ? fact->cluster : ""));
		CtSqlInstance instance = { fact->origin,
					   { pool },
					   fact->name != NULL ? fact->name : "" };

		if (fact->id != NULL)
			ct_resolve_put(self->cluster_ids, ct_resolve_scoped(self, input, fact->id),
				       pool);
		if (pool == CT_NONE) {
			ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, fact->origin,
					NULL,
					"SQL instance %s stands on cluster %s, which is missing",
					fact->id != NULL ? fact->id : "?",
					fact->cluster != NULL ? fact->cluster : "?");
			continue;
		}
		if (!ct_resolve_is_passed_over(self, pool, input))
			g_array_append_val(instances, instance);
	}
	g_array_sort_with_data(instances, compare_instances, self);
	for (guint i = 0; i < instances->len; i++) {
		const CtSqlInstance *instance = &g_array_index(instances, CtSqlInstance, i);
		const CtSqlInstance *last =
			kept->len > 0 ? &g_array_index(kept, CtSqlInstance, kept->len - 1) : NULL;

		if (last == NULL || last->pool.index != instance->pool.index ||
		    g_ascii_strcasecmp(last->name, instance->name) != 0)
			g_array_append_val(kept, *instance);
	}
}

static void
describe_role(CtResolve *self, CtService *service)
{
	service->role = ct_resolve_role(service->role_name);
	if (service->role == CT_ROLE_UNKNOWN)
		ct_facts_note(self->facts, service->origin, "role",
			      service->role_name != NULL ? service->role_name : "");
}

static void
claim_facts(CtResolve *self, GArray *claims)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *fact = &g_array_index(facts->services, CtServiceFact, i);
		guint32 input = fact->origin.input;
		Claim claim = { .input = input, .alias = fact->alias };
		CtService *service = &claim.service;

		if (fact->id == NULL)
			continue;
		claim.key = ct_strings_fold(facts->strings, fact->id);
		service->origin = fact->origin;
		service->id = fact->id;
		service->role_name = fact->role;
		service->role_version = fact->role_version;
		service->service_version = fact->service_version;
		service->props = fact->props;
		service->pool.index = CT_NONE;
		if (fact->installed_on != NULL)
			service->pool.index = ct_resolve_look_up(
				self->cluster_ids,
				ct_resolve_scoped(self, input, fact->installed_on));
		if (service->pool.index == CT_NONE)
			ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, fact->origin,
					NULL, "service %s stands on %s, which is missing", fact->id,
					fact->installed_on != NULL ? fact->installed_on
								   : "no cluster");
		claim.passed_over = ct_resolve_is_passed_over(self, service->pool.index, input);
		describe_role(self, service);
		g_array_append_val(claims, claim);
	}
}

/* Get-CsService: the id is printed, the role is the first half of "Registrar:pool.contoso.com". */
static void
claim_records(CtResolve *self, GArray *claims)
{
	const CtFacts *facts = self->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		Claim claim = { .input = CT_NONE };
		CtService *service = &claim.service;
		const char *identity;

		if (record->kind != CT_RECORD_SERVICE)
			continue;
		identity = ct_facts_get(facts, record->props, CT_KEY_IDENTITY);
		service->id = ct_facts_get(facts, record->props, CT_KEY_SERVICE_ID);
		service->role_name = ct_facts_get(facts, record->props, CT_KEY_ROLE);
		if (service->role_name == NULL && identity != NULL)
			service->role_name = ct_strings_intern_length(facts->strings, identity,
								      strcspn(identity, ":"));
		if (service->id == NULL)
			service->id = identity;
		if (service->id == NULL)
			continue;
		claim.key = ct_strings_fold(facts->strings, service->id);
		service->origin = record->origin;
		service->service_version = ct_resolve_number(
			ct_facts_get(facts, record->props, CT_KEY_VERSION));
		service->props = record->props;
		service->pool = ct_resolve_pool(
			self, ct_resolve_first(self, record->props,
					       (CtKey[]){ CT_KEY_FQDN, CT_KEY_POOL, CT_KEY_IDENTITY,
							  CT_N_KEYS }));
		describe_role(self, service);
		g_array_append_val(claims, claim);
	}
}

static gint
compare_claims(gconstpointer a, gconstpointer b, gpointer data)
{
	const Claim *x = a;
	const Claim *y = b;
	int order = x->key == y->key ? 0 : strcmp(x->key, y->key);

	if (order == 0 && x->service.pool.index != y->service.pool.index)
		order = x->service.pool.index < y->service.pool.index ? -1 : 1;
	/* a document says more of a service than a record does */
	if (order == 0 && (x->input == CT_NONE) != (y->input == CT_NONE))
		order = x->input == CT_NONE ? 1 : -1;
	return order != 0 ? order
			  : ct_resolve_compare_origins(data, x->service.origin, y->service.origin);
}

static gint
compare_places(gconstpointer a, gconstpointer b, gpointer data)
{
	const Claim *x = *(const Claim *const *)a;
	const Claim *y = *(const Claim *const *)b;

	return ct_resolve_compare_origins(data, x->service.origin, y->service.origin);
}

/* Takes away what has an id that an earlier service of its document has: those are not services of
 * their own, whatever pool they name. */
static void
drop_duplicates(CtResolve *self, GArray *claims)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	guint kept = 0;

	for (guint i = 0; i < claims->len; i++)
		g_ptr_array_add(order, &g_array_index(claims, Claim, i));
	g_ptr_array_sort_with_data(order, compare_places, self);
	for (guint i = 0; i < order->len; i++) {
		Claim *claim = g_ptr_array_index(order, i);

		if (claim->input == CT_NONE ||
		    g_hash_table_add(seen, (gpointer)ct_resolve_scoped(self, claim->input,
								       claim->service.id)))
			continue;
		ct_findings_add(self->findings, CT_RULE_DUPLICATE_ID, claim->service.origin, NULL,
				"service id %s occurs twice in one topology", claim->service.id);
		claim->key = NULL;
	}
	for (guint i = 0; i < claims->len; i++) {
		if (g_array_index(claims, Claim, i).key != NULL)
			g_array_index(claims, Claim, kept++) = g_array_index(claims, Claim, i);
	}
	g_array_set_size(claims, kept);
}

static gboolean
continues(const Claim *claim, const Claim *last)
{
	return last != NULL && last->key == claim->key &&
	       last->service.pool.index == claim->service.pool.index;
}

static void
put_ids(CtResolve *self, const Claim *claim, guint32 row)
{
	if (claim->input == CT_NONE)
		return;
	ct_resolve_put(self->service_ids, ct_resolve_scoped(self, claim->input, claim->service.id),
		       row);
	if (claim->alias != NULL)
		ct_resolve_put(self->service_ids,
			       ct_resolve_scoped(self, claim->input, claim->alias), row);
}

static void
keep_services(CtResolve *self, const GArray *claims)
{
	GArray *kept = self->estate->services;
	const Claim *last = NULL;

	for (guint i = 0; i < claims->len; i++) {
		const Claim *claim = &g_array_index(claims, Claim, i);

		if (claim->passed_over)
			continue;
		if (!continues(claim, last))
			g_array_append_val(kept, claim->service);
		last = claim;
		put_ids(self, claim, kept->len - 1);
		ct_resolve_put(self->any_service, claim->key, kept->len - 1);
	}
}

/* What a document that is passed over calls a service stands for the service of that role that was
 * kept on the pool, or for nothing: its other pools may still refer to it. */
static void
name_passed_over(CtResolve *self, const GArray *claims)
{
	g_autoptr(GHashTable) by_role = g_hash_table_new(NULL, NULL);
	const GArray *kept = self->estate->services;

	for (guint32 i = 0; i < kept->len; i++) {
		const CtService *service = &g_array_index(kept, CtService, i);
		const char *key = ct_resolve_scoped(self, service->pool.index,
						    service->role_name ? service->role_name : "");

		if (!g_hash_table_contains(by_role, key))
			ct_resolve_put(by_role, key, i);
	}
	for (guint i = 0; i < claims->len; i++) {
		const Claim *claim = &g_array_index(claims, Claim, i);
		const CtService *service = &claim->service;

		if (claim->passed_over)
			put_ids(self, claim,
				ct_resolve_look_up(by_role,
						   ct_resolve_scoped(self, service->pool.index,
								     service->role_name
									     ? service->role_name
									     : "")));
	}
}

/* Who asks what an Edge does, and under which names, looks at the pool: what only its service says is
 * said of the pool too.  What the merge's input file says of a legacy Edge stands, as a person wrote it. */
static void
tell_pool_of_edge(CtResolve *self, const CtService *service)
{
	static const CtKey keys[] = { CT_KEY_FEDERATION_ENABLED, CT_KEY_EXTERNAL_ACCESS_FQDN,
				      CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN,
				      CT_KEY_EXTERNAL_AV_FQDN };
	CtPool *pool = service->pool.index != CT_NONE
			       ? ct_resolve_pool_at(self, service->pool.index)
			       : NULL;
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));

	if (pool == NULL || service->role != CT_ROLE_EDGE)
		return;
	if (pool->props.count > 0)
		g_array_append_vals(props,
				    &g_array_index(self->facts->props, CtProp, pool->props.first),
				    pool->props.count);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *value = ct_facts_get(self->facts, service->props, keys[i]);
		CtProp prop = { keys[i], NULL, value };

		if (value != NULL && ct_facts_get(self->facts, pool->props, keys[i]) == NULL)
			g_array_append_val(props, prop);
	}
	if (props->len > pool->props.count)
		pool->props = ct_facts_add_props(self->facts,
						 (const CtProp *)(const void *)props->data,
						 props->len);
}

static gint
compare_dependencies(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtDependency *x = a;
	const CtDependency *y = b;
	int order;

	if (x->from.index != y->from.index)
		return x->from.index < y->from.index ? -1 : 1;
	if (x->to.index != y->to.index)
		return x->to.index < y->to.index ? -1 : 1;
	order = g_strcmp0(x->usage, y->usage);
	if (order == 0 && x->to.index == CT_NONE)
		order = strcmp(x->to_id, y->to_id);
	return order != 0 ? order : ct_resolve_compare_origins(data, x->origin, y->origin);
}

static gboolean
same_dependency(const CtDependency *a, const CtDependency *b)
{
	return a->from.index == b->from.index && a->to.index == b->to.index &&
	       g_strcmp0(a->usage, b->usage) == 0 &&
	       (a->to.index != CT_NONE || strcmp(a->to_id, b->to_id) == 0);
}

/* Dependencies come from the document that counts for the pool of the service. */
static gboolean
is_passed_over(const CtResolve *self, const CtDependency *dependency, const CtDependencyFact *fact)
{
	const GArray *services = self->estate->services;
	guint32 from = dependency->from.index;

	if (from == CT_NONE)
		return FALSE;
	return ct_resolve_is_passed_over(self, g_array_index(services, CtService, from).pool.index,
					 fact->origin.input);
}

static void
resolve_dependency(CtResolve *self, const CtDependencyFact *fact, GArray *dependencies)
{
	guint32 input = fact->origin.input;
	CtDependency dependency = {
		.origin = fact->origin,
		.to_id = fact->to,
		.usage = fact->usage,
	};

	if (fact->from == NULL || fact->to == NULL)
		return;
	dependency.from.index = ct_resolve_look_up(self->service_ids,
						   ct_resolve_scoped(self, input, fact->from));
	dependency.to.index = ct_resolve_look_up(self->service_ids,
						 ct_resolve_scoped(self, input, fact->to));
	if (is_passed_over(self, &dependency, fact))
		return;
	/* a service that another document has left out is not missing from this one */
	if (dependency.to.index == CT_NONE &&
	    !g_hash_table_contains(self->service_ids, ct_resolve_scoped(self, input, fact->to)))
		ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, fact->origin, NULL,
				"%s depends on service %s, which is missing", fact->from, fact->to);
	if (dependency.from.index != CT_NONE)
		g_array_append_val(dependencies, dependency);
}

static void
resolve_dependencies(CtResolve *self)
{
	g_autoptr(GArray) dependencies = g_array_new(FALSE, TRUE, sizeof(CtDependency));
	const CtFacts *facts = self->facts;
	GArray *kept = self->estate->dependencies;

	for (guint i = 0; i < facts->dependencies->len; i++)
		resolve_dependency(self, &g_array_index(facts->dependencies, CtDependencyFact, i),
				   dependencies);
	g_array_sort_with_data(dependencies, compare_dependencies, self);
	for (guint i = 0; i < dependencies->len; i++) {
		const CtDependency *dependency = &g_array_index(dependencies, CtDependency, i);

		if (kept->len == 0 ||
		    !same_dependency(&g_array_index(kept, CtDependency, kept->len - 1), dependency))
			g_array_append_val(kept, *dependency);
	}
}

void
ct_resolve_services(CtResolve *self)
{
	g_autoptr(GArray) claims = g_array_new(FALSE, TRUE, sizeof(Claim));

	resolve_instances(self);
	claim_facts(self, claims);
	claim_records(self, claims);
	drop_duplicates(self, claims);
	g_array_sort_with_data(claims, compare_claims, self);
	keep_services(self, claims);
	name_passed_over(self, claims);
	for (guint i = 0; i < self->estate->services->len; i++)
		tell_pool_of_edge(self, &g_array_index(self->estate->services, CtService, i));
	resolve_dependencies(self);
}
