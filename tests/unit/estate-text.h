/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts-by-hand.h"

/*
 * An estate as text, every field with where it was said, and facts in another order: what must be
 * the same for two orders of the same facts can then be compared as one string.
 */

static inline void
print_where(GString *out, const CtEstate *estate, CtOrigin origin)
{
	g_autofree char *where = ct_estate_where(estate, origin);

	g_string_append_printf(out, " @%s\n", where);
}

static inline void
print_pools(GString *out, const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		g_string_append_printf(out,
				       "pool %s %s %s %u %d %s %d %d %d %" G_GINT64_MODIFIER "x",
				       pool->fqdn, pool->key, pool->name != NULL ? pool->name : "-",
				       pool->site.index, pool->deployment, pool->deployment_why,
				       pool->product, pool->kind, pool->edition, pool->roles);
		g_string_append_printf(out, " %u %u %u %s %s %d%d%d%d", pool->machines, pool->users,
				       pool->voice_users, pool->back_end ? pool->back_end : "-",
				       pool->external_web_fqdn ? pool->external_web_fqdn : "-",
				       pool->in_back_compat, pool->in_legacy_export,
				       pool->has_response_group, pool->has_dial_in);
		print_where(out, estate, pool->origin);
	}
	for (guint i = 0; i < estate->machines->len; i++) {
		const CtMachine *machine = &g_array_index(estate->machines, CtMachine, i);

		g_string_append_printf(out, "machine %u %s", machine->pool.index, machine->fqdn);
		print_where(out, estate, machine->origin);
	}
}

static inline void
print_services(GString *out, const CtEstate *estate)
{
	for (guint i = 0; i < estate->sites->len; i++) {
		const CtSite *site = &g_array_index(estate->sites, CtSite, i);

		g_string_append_printf(out, "site %s %s %d", site->id, site->name,
				       site->back_compat);
		print_where(out, estate, site->origin);
	}
	for (guint i = 0; i < estate->sql_instances->len; i++) {
		const CtSqlInstance *sql = &g_array_index(estate->sql_instances, CtSqlInstance, i);

		g_string_append_printf(out, "sql %u %s", sql->pool.index, sql->name);
		print_where(out, estate, sql->origin);
	}
	for (guint i = 0; i < estate->services->len; i++) {
		const CtService *service = &g_array_index(estate->services, CtService, i);

		g_string_append_printf(out, "service %s %s %d %u", service->id, service->role_name,
				       service->service_version, service->pool.index);
		print_where(out, estate, service->origin);
	}
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *dependency = &g_array_index(estate->dependencies, CtDependency,
								i);

		g_string_append_printf(out, "dependency %u %u %s %s", dependency->from.index,
				       dependency->to.index, dependency->to_id, dependency->usage);
		print_where(out, estate, dependency->origin);
	}
}

static inline void
print_objects(GString *out, const CtEstate *estate)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		g_string_append_printf(out, "object %d %s %s %s %d %u %s %s %d", object->kind,
				       object->identity, object->key, object->name,
				       object->deployment, object->pool.index,
				       object->pool_text ? object->pool_text : "-",
				       object->type ? object->type : "-",
				       object->remote_call_control);
		print_where(out, estate, object->origin);
	}
	for (guint i = 0; i < estate->edge_servers->len; i++) {
		const CtEdgeInternalServer *server = &g_array_index(estate->edge_servers,
								    CtEdgeInternalServer, i);

		g_string_append_printf(out, "internal %u %s", server->edge.index, server->server);
		print_where(out, estate, server->origin);
	}
}

static inline void
print_profile(GString *out, const CtEstate *estate, guint32 index)
{
	const CtProfile *profile = &g_array_index(estate->facts->profiles, CtProfile, index);

	for (guint i = 0; i < CT_N_POLICIES; i++)
		g_string_append_printf(out, " %s",
				       profile->policy[i] != NULL ? profile->policy[i] : "-");
}

static inline void
print_users(GString *out, const CtEstate *estate)
{
	const CtUsers *users = &estate->users;

	for (guint32 i = 0; i < users->count; i++) {
		CtOrigin origin = { users->input[i], users->line[i], NULL };

		g_string_append_printf(out, "user %s %s %s %u %x", users->sip[i], users->key[i],
				       users->name[i], users->pool[i], users->flags[i]);
		print_profile(out, estate, users->profile[i]);
		print_where(out, estate, origin);
	}
	for (guint i = 0; i < estate->cohorts->len; i++) {
		const CtCohort *cohort = &g_array_index(estate->cohorts, CtCohort, i);

		g_string_append_printf(out, "cohort %u %x %u", cohort->pool.index, cohort->flags,
				       cohort->count);
		print_profile(out, estate, cohort->profile);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(estate->couplings, CtCoupling, i);

		g_string_append_printf(out, "coupling %u %u %d", coupling->a.index,
				       coupling->b.index, coupling->kind);
		print_where(out, estate, coupling->origin);
	}
}

/* Sorts @findings. */
static inline char *
estate_text(const CtEstate *estate, CtFindings *findings)
{
	GString *out = g_string_new(NULL);

	print_pools(out, estate);
	print_services(out, estate);
	print_objects(out, estate);
	print_users(out, estate);
	g_string_append_printf(out, "forests %s %s\n",
			       estate->legacy_forest ? estate->legacy_forest : "-",
			       estate->target_forest ? estate->target_forest : "-");
	if (estate->legacy_forest != NULL)
		print_where(out, estate, estate->legacy_forest_origin);
	if (estate->target_forest != NULL)
		print_where(out, estate, estate->target_forest_origin);
	for (guint i = 0; i < estate->ad_domains->len; i++)
		g_string_append_printf(out, "domain %s\n",
				       (const char *)g_ptr_array_index(estate->ad_domains, i));
	ct_findings_sort(findings, estate);
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		g_string_append_printf(out, "finding %d %s %s", finding->rule,
				       finding->subject ? finding->subject : "-", finding->message);
		print_where(out, estate, finding->origin);
	}
	return g_string_free(out, FALSE);
}

/* Every order is as likely as any other (Fisher and Yates). */
static inline void
shuffle_array(GRand *random, GArray *array)
{
	guint size = g_array_get_element_size(array);
	g_autofree char *spare = g_malloc(size);

	for (guint i = array->len; i > 1; i--) {
		guint j = (guint)g_rand_int_range(random, 0, (gint32)i);
		char *a = array->data + (gsize)(i - 1) * size;
		char *b = array->data + (gsize)j * size;

		memcpy(spare, a, size);
		memcpy(a, b, size);
		memcpy(b, spare, size);
	}
}

/* The columns of users in one common new order. */
static inline void
shuffle_users(GRand *random, CtUserFacts *users)
{
	GArray *columns[] = { users->sip,     users->name,  users->home,  users->number,
			      users->profile, users->flags, users->input, users->line,
			      users->changed, users->known };
	guint32 seed = g_rand_int(random);

	for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
		GRand *same = g_rand_new_with_seed(seed);

		shuffle_array(same, columns[i]);
		g_rand_free(same);
	}
}

/* The facts as if elements had been written in another order. */
static inline void
shuffle_facts(CtFacts *facts, guint32 seed)
{
	GRand *random = g_rand_new_with_seed(seed);

	shuffle_array(random, facts->sites);
	shuffle_array(random, facts->clusters);
	shuffle_array(random, facts->machines);
	shuffle_array(random, facts->sqls);
	shuffle_array(random, facts->services);
	shuffle_array(random, facts->dependencies);
	shuffle_array(random, facts->records);
	shuffle_array(random, facts->user_dns);
	shuffle_users(random, &facts->users);
	g_rand_free(random);
}
