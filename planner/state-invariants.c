/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold in every state between two steps, forward and on every way back.  Each invariant
 * looks at figures that the state keeps, so that asking costs the same however large the estate is.
 * The ones that no step can change are asked once of the estate.
 */
#include "planner/state.h"

#include <string.h>

#include "analyzer/version-pair.h"

typedef char *(*Broken)(const CtState *state); /* NULL: it holds */

/* By the other reading of A5 each Mediation server has callers of its own: those of the pools that it
 * takes over.  Linear in the pools, and asked only under that reading. */
static gboolean
serves_too_early(const CtState *state)
{
	if (state->count[CT_FLAG_IN_SERVICE] == 0 ||
	    ct_readings_has(state->readings, CT_READING_A3))
		return FALSE;
	if (!ct_readings_has(state->readings, CT_READING_A5))
		return TRUE;
	for (guint32 i = 0; i < state->estate->pools->len; i++)
		if (ct_state_has(state, CT_FLAG_IN_SERVICE, i) && state->pool_awaited[i] > 0)
			return TRUE;
	return FALSE;
}

static char *
calls(const CtState *state)
{
	if (state->legacy_voice_users == 0)
		return NULL;
	if (serves_too_early(state))
		return g_strdup_printf("a target Mediation server is in service while %u legacy "
				       "users have Enterprise Voice, whose pools cannot talk to it",
				       state->legacy_voice_users);
	if (state->count[CT_FLAG_MEDIATION_RETIRED] > 0)
		return g_strdup_printf("a legacy Mediation server is gone while %u legacy users "
				       "have Enterprise Voice",
				       state->legacy_voice_users);
	return NULL;
}

static char *
voice_routes(const CtState *state)
{
	if (state->count[CT_FLAG_MEDIATION_RETIRED] == 0 ||
	    (ct_state_complete(state, CT_FLAG_ROUTE_SWITCHED) &&
	     ct_state_complete(state, CT_FLAG_ROUTE_MADE)))
		return NULL;
	return g_strdup("a voice route leads to a legacy Mediation server that is gone");
}

static char *
federation(const CtState *state)
{
	if (state->federated > 1)
		return g_strdup_printf("%u Edges are active for federation at once",
				       state->federated);
	if (state->federated == 0 && state->federation && !ct_state_in_window(state))
		return g_strdup(
			"no Edge is active for federation, and this is not the cutover window");
	return NULL;
}

static char *
routes(const CtState *state)
{
	gboolean legacy_side = state->count[CT_FLAG_GLOBAL_ROUTE] > 0;
	gboolean target_side = state->count[CT_FLAG_FEDERATED] > 0;

	if (ct_state_in_window(state) || state->total[CT_FLAG_GLOBAL_ROUTE] == 0 ||
	    legacy_side == target_side)
		return NULL;
	return g_strdup("the federation routes of both deployments lead to different Edges");
}

static char *
media(const CtState *state)
{
	if (state->count[CT_FLAG_ROUTED] == 0 || state->count[CT_FLAG_FEDERATED] > 0 ||
	    ct_state_complete(state, CT_FLAG_AUTHORIZES))
		return NULL;
	return g_strdup("a target pool uses a legacy Edge that was not told of its servers");
}

static char *
xmpp(const CtState *state)
{
	if (state->count[CT_FLAG_XMPP_MOVED] == 0 || state->legacy_users == 0)
		return NULL;
	return g_strdup_printf("XMPP runs over the target Edge, and %u legacy users are without it",
			       state->legacy_users);
}

static char *
recording(const CtState *state)
{
	if (state->count[CT_FLAG_RECORDER_RETIRED] == 0 || state->legacy_users == 0)
		return NULL;
	return g_strdup_printf(
		"a legacy Archiving or Monitoring server is gone while %u legacy users "
		"need it",
		state->legacy_users);
}

static char *
clients(const CtState *state)
{
	if (state->early_clients == 0)
		return NULL;
	return g_strdup_printf("%u legacy users have Lync 2013 clients, which cannot sign in there",
			       state->early_clients);
}

static char *
homes(const CtState *state)
{
	if (state->stranded == 0)
		return NULL;
	return g_strdup_printf("%u users or applications are homed on legacy pools that are gone",
			       state->stranded);
}

/* The legacy topology must be visible on the target side while anything there is in use. */
static char *
merge(const CtState *state)
{
	if (state->count[CT_FLAG_BACK_COMPAT_GONE] == 0 || state->legacy_users == 0)
		return NULL;
	return g_strdup_printf("BackCompatSite is gone while %u users are on the legacy side",
			       state->legacy_users);
}

static char *
chat(const CtState *state)
{
	if (state->count[CT_FLAG_POOL_RETIRED] == 0 || ct_state_complete(state, CT_FLAG_CHAT_MOVED))
		return NULL;
	return g_strdup("a legacy pool is gone while Group Chat is still homed on the legacy side");
}

static const struct {
	const char *rule;
	Broken broken;
} invariants[] = {
	{ "I-05", calls },  { "I-06", voice_routes }, { "I-07", federation },
	{ "I-08", routes }, { "I-09", media },	      { "I-10", xmpp },
	{ "I-13", merge },  { "I-14", recording },    { "I-17", clients },
	{ "I-18", chat },   { "O-24", homes },
};

gboolean
ct_state_invariant(const CtState *self, guint index, const char **out_rule, char **out_text)
{
	if (index >= G_N_ELEMENTS(invariants))
		return FALSE;
	*out_rule = invariants[index].rule;
	*out_text = NULL;
	if (ct_rule_named(self->pair, *out_rule) != NULL)
		*out_text = invariants[index].broken(self);
	return TRUE;
}

/* ---- What no step changes ---- */

static void
estate_fault_clear(gpointer data)
{
	g_free(((CtEstateFault *)data)->text);
}

static void
add_fault(GArray *faults, const char *rule, CtOrigin origin, char *text)
{
	CtEstateFault fault = { rule, text, origin };

	g_array_append_val(faults, fault);
}

/* Servers that a coexistence is about, and not gateways and hosts of other makers. */
static gboolean
is_core(const CtPool *pool)
{
	return pool->kind <= CT_OBJECT_MEDIATION;
}

/* I-01: one product on the legacy side, the one that the pair has rows for. */
static void
check_versions(const CtEstate *estate, GArray *faults)
{
	const CtVersionPair *pair = ct_version_pair_of(estate);
	gboolean covered = pair != NULL && pair->status == CT_PAIR_COVERED;
	CtProduct source = covered ? pair->legacy : CT_PRODUCT_OCS2007R2;
	CtProduct target = covered ? pair->target : CT_PRODUCT_LYNC2013;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (!is_core(pool) || pool->deployment != CT_DEPLOYMENT_LEGACY ||
		    pool->product == CT_PRODUCT_UNKNOWN || pool->product == source)
			continue;
		add_fault(faults, "I-01", pool->origin,
			  g_strdup_printf("%s runs %s, which cannot be migrated together with %s "
					  "to %s",
					  pool->fqdn, ct_product_name(pool->product),
					  ct_product_name(source), ct_product_name(target)));
	}
}

static void
check_forests(const CtEstate *estate, GArray *faults)
{
	if (estate->legacy_forest == NULL || estate->target_forest == NULL ||
	    g_ascii_strcasecmp(estate->legacy_forest, estate->target_forest) == 0)
		return;
	add_fault(faults, "I-02", estate->target_forest_origin,
		  g_strdup_printf("the legacy side is in forest %s, the target side in %s",
				  estate->legacy_forest, estate->target_forest));
}

/* The computer of "host\instance"; NULL for one that is the pool itself. */
static char *
sql_computer(const CtPool *pool)
{
	if (pool->back_end == NULL || *pool->back_end == '(' || *pool->back_end == '.')
		return NULL;
	return g_strndup(pool->back_end, strcspn(pool->back_end, "\\"));
}

static void
check_databases(const CtEstate *estate, GArray *faults)
{
	g_autoptr(GHashTable) legacy = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		char *computer = sql_computer(pool);

		if (computer != NULL && pool->deployment == CT_DEPLOYMENT_LEGACY)
			g_hash_table_insert(legacy, computer, (gpointer)pool);
		else
			g_free(computer);
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		g_autofree char *computer = sql_computer(pool);
		const CtPool *owner = computer != NULL ? g_hash_table_lookup(legacy, computer)
						       : NULL;

		if (owner == NULL || pool->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		add_fault(faults, "I-03", pool->origin,
			  g_strdup_printf("%s keeps its database on %s, as legacy pool %s does",
					  pool->fqdn, computer, owner->fqdn));
	}
}

/* I-04, first half.  Servers of one name are one pool of the estate, so that a collision shows as a
 * target pool which legacy exports know too, or as a computer of both sides. */
static void
check_names(const CtEstate *estate, GArray *faults)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool = ct_estate_pool(estate, machine->pool);

		if (pool != NULL && pool->deployment == CT_DEPLOYMENT_LEGACY && is_core(pool))
			g_hash_table_insert(names, (gpointer)machine->key, (gpointer)pool);
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && is_core(pool))
			g_hash_table_insert(names, (gpointer)pool->key, (gpointer)pool);
		if (pool->deployment == CT_DEPLOYMENT_TARGET && is_core(pool) &&
		    (pool->in_back_compat || pool->in_legacy_export))
			add_fault(faults, "I-04", pool->origin,
				  g_strdup_printf("%s is a name of both deployments", pool->fqdn));
	}
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);
		const CtPool *pool = ct_estate_pool(estate, machine->pool);
		const CtPool *owner = g_hash_table_lookup(names, machine->key);

		if (pool != NULL && pool->deployment == CT_DEPLOYMENT_TARGET && is_core(pool) &&
		    owner != NULL)
			add_fault(faults, "I-04", machine->origin,
				  g_strdup_printf("%s, a server of %s, has a name of legacy %s",
						  machine->fqdn, pool->fqdn, owner->fqdn));
	}
}

static void
check_web_names(const CtEstate *estate, GArray *faults)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const CtPool *owner;
		char *key;

		if (pool->deployment != CT_DEPLOYMENT_TARGET || pool->external_web_fqdn == NULL ||
		    pool->kind != CT_OBJECT_POOL)
			continue;
		key = g_utf8_casefold(pool->external_web_fqdn, -1);
		owner = g_hash_table_lookup(names, key);
		if (owner == NULL) {
			g_hash_table_insert(names, key, (gpointer)pool);
			continue;
		}
		add_fault(faults, "I-04", pool->origin,
			  g_strdup_printf("%s has the external web services name of %s", pool->fqdn,
					  owner->fqdn));
		g_free(key);
	}
}

/* I-06: "MediationServer:fqdn" in a route may only be a legacy one. */
static void
check_routes(const CtEstate *estate, GArray *faults)
{
	static const char prefix[] = "MediationServer:";

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind != CT_OBJECT_VOICE_ROUTE)
			continue;
		for (guint k = 0; k < object->props.count; k++) {
			const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
							    object->props.first + k);
			const CtPool *pool;

			if (prop->key != CT_KEY_GATEWAY || prop->value == NULL ||
			    g_ascii_strncasecmp(prop->value, prefix, strlen(prefix)) != 0)
				continue;
			pool = ct_estate_pool(
				estate, ct_estate_find_pool(estate, prop->value + strlen(prefix)));
			if (pool == NULL || pool->deployment != CT_DEPLOYMENT_TARGET)
				continue;
			add_fault(faults, "I-06", object->origin,
				  g_strdup_printf(
					  "voice route %s names %s, a target Mediation server",
					  object->name, pool->fqdn));
		}
	}
}

static void
check_management(const CtEstate *estate, GArray *faults)
{
	const CtService *first = NULL;

	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);
		const char *active = ct_facts_get(estate->facts, service->props, CT_KEY_IS_ACTIVE);

		if (service->role != CT_ROLE_CENTRAL_MGMT ||
		    (active != NULL &&
		     !ct_facts_get_bool(estate->facts, service->props, CT_KEY_IS_ACTIVE)))
			continue;
		if (first == NULL)
			first = service;
		else if (first->pool.index != service->pool.index)
			add_fault(
				faults, "I-11", service->origin,
				g_strdup("there is more than one active Central Management store"));
	}
}

GArray *
ct_state_estate_faults(const CtEstate *estate)
{
	GArray *faults = g_array_new(FALSE, FALSE, sizeof(CtEstateFault));

	g_array_set_clear_func(faults, estate_fault_clear);
	check_versions(estate, faults);
	check_forests(estate, faults);
	check_databases(estate, faults);
	check_names(estate, faults);
	check_web_names(estate, faults);
	check_routes(estate, faults);
	check_management(estate, faults);
	return faults;
}
