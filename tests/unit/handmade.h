/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "analyzer/finding.h"

/*
 * Estates made by hand, for tests of what reads an estate.  Nothing is resolved here: a test says
 * what the estate is, not what an export said.  Pools and users are added in the order of their
 * names, as the resolver would have them.
 */

typedef struct {
	CtEstate *estate;
	CtFindings *findings;
	guint line; /* of the fact made last */
} World;

/* Every made-up fact has a line of its own, in the order in which it was made. */
static inline CtOrigin
world_origin(World *world)
{
	CtOrigin origin = { 0, ++world->line, NULL };

	return origin;
}

static inline const char *
world_text(World *world, const char *text)
{
	return ct_strings_intern(world->estate->strings, text);
}

static inline const char *
world_fold(World *world, const char *text)
{
	return ct_strings_fold(world->estate->strings, text);
}

static inline void
world_add_input(World *world, const char *path, CtDeployment forced)
{
	CtInput input = { .path = world_text(world, path),
			  .encoding = "utf-8",
			  .deployment = forced,
			  .forced = forced != CT_DEPLOYMENT_UNKNOWN };

	g_array_append_val(world->estate->facts->inputs, input);
}

static inline World
world_new(void)
{
	World world = { ct_estate_new_empty(ct_facts_new()), ct_findings_new(), 0 };

	world_add_input(&world, "made.xml", CT_DEPLOYMENT_UNKNOWN);
	return world;
}

static inline void
world_clear(World *world)
{
	ct_findings_free(world->findings);
	ct_estate_free(world->estate);
}

/* The pool is valid until the next one is added. */
static inline CtPool *
world_add_pool(World *world, const char *fqdn, CtObjectKind kind, CtDeployment deployment)
{
	gboolean is_legacy = deployment == CT_DEPLOYMENT_LEGACY;
	CtPool pool = {
		.origin = world_origin(world),
		.kind = kind,
		.fqdn = world_text(world, fqdn),
		.key = world_fold(world, fqdn),
		.site = { CT_NONE },
		.deployment = deployment,
		.deployment_why = "a test says so",
		.product = is_legacy ? CT_PRODUCT_OCS2007R2 : CT_PRODUCT_LYNC2013,
		.service_version = is_legacy ? 4 : 6,
		.edition = CT_EDITION_STANDARD,
		.machines = 1,
		.in_legacy_export = is_legacy,
	};

	if (kind == CT_OBJECT_POOL)
		pool.roles = (G_GUINT64_CONSTANT(1) << CT_ROLE_REGISTRAR) |
			     (G_GUINT64_CONSTANT(1) << CT_ROLE_USER_SERVICES);
	if (kind == CT_OBJECT_EDGE)
		pool.roles = G_GUINT64_CONSTANT(1) << CT_ROLE_EDGE;
	g_array_append_val(world->estate->pools, pool);
	g_hash_table_insert(world->estate->pool_index, (gpointer)pool.key,
			    GUINT_TO_POINTER(world->estate->pools->len));
	return &g_array_index(world->estate->pools, CtPool, world->estate->pools->len - 1);
}

static inline CtPoolId
world_pool(World *world, const char *fqdn)
{
	CtPoolId id = ct_estate_find_pool(world->estate, fqdn);

	g_assert_cmpuint(id.index, !=, CT_NONE);
	return id;
}

static inline void
world_add_machine(World *world, const char *pool, const char *fqdn)
{
	CtMachine machine = { .origin = world_origin(world),
			      .pool = world_pool(world, pool),
			      .fqdn = world_text(world, fqdn),
			      .key = world_fold(world, fqdn) };

	g_array_append_val(world->estate->machines, machine);
}

static inline CtServiceId
world_add_service(World *world, const char *pool, CtRole role)
{
	CtServiceId id = { world->estate->services->len };
	CtService service = { .origin = world_origin(world),
			      .id = "1-Some-1",
			      .role_name = "Some",
			      .role = role,
			      .pool = world_pool(world, pool) };

	g_array_append_val(world->estate->services, service);
	return id;
}

static inline void
world_add_dependency(World *world, CtServiceId from, CtServiceId to, const char *usage)
{
	CtDependency link = { .origin = world_origin(world),
			      .from = from,
			      .to = to,
			      .to_id = "1-Some-1",
			      .usage = usage };

	g_array_append_val(world->estate->dependencies, link);
}

/* @pool: nullable.  The object is valid until the next one is added. */
static inline CtObject *
world_add_object(World *world, CtObjectKind kind, const char *identity, const char *pool)
{
	CtObject object = { .origin = world_origin(world),
			    .kind = kind,
			    .identity = world_text(world, identity),
			    .key = world_fold(world, identity),
			    .name = world_text(world, identity),
			    .pool = { CT_NONE },
			    .type = "made" };

	if (pool != NULL) {
		object.pool = world_pool(world, pool);
		object.pool_text = world_text(world, pool);
		object.deployment = ct_estate_pool(world->estate, object.pool)->deployment;
	}
	g_array_append_val(world->estate->objects, object);
	return &g_array_index(world->estate->objects, CtObject, world->estate->objects->len - 1);
}

/* @pool: nullable. */
static inline void
world_add_user(World *world, const char *sip, const char *pool, guint32 flags)
{
	CtUsers *users = &world->estate->users;
	guint32 row = users->count++;

	users->sip = g_renew(const char *, users->sip, users->count);
	users->key = g_renew(const char *, users->key, users->count);
	users->name = g_renew(const char *, users->name, users->count);
	users->pool = g_renew(guint32, users->pool, users->count);
	users->profile = g_renew(guint32, users->profile, users->count);
	users->flags = g_renew(guint32, users->flags, users->count);
	users->input = g_renew(guint32, users->input, users->count);
	users->line = g_renew(guint32, users->line, users->count);
	users->sip[row] = users->name[row] = world_text(world, sip);
	users->key[row] = world_fold(world, sip);
	users->pool[row] = pool != NULL ? world_pool(world, pool).index : CT_NONE;
	users->profile[row] = 0;
	users->flags[row] = flags;
	users->input[row] = 0;
	users->line[row] = world_origin(world).line;
}

/* Makes BackCompatSite, with every legacy pool that is there so far in it. */
static inline void
world_merge(World *world)
{
	CtSite site = { .origin = world_origin(world),
			.id = "99",
			.name = "BackCompatSite",
			.kind = "CentralSite",
			.back_compat = TRUE };

	world->estate->back_compat_site.index = world->estate->sites->len;
	world->estate->has_back_compat_site = TRUE;
	g_array_append_val(world->estate->sites, site);
	for (guint i = 0; i < world->estate->pools->len; i++) {
		CtPool *pool = &g_array_index(world->estate->pools, CtPool, i);

		pool->in_back_compat = pool->deployment == CT_DEPLOYMENT_LEGACY;
	}
}

static inline guint
world_count(const World *world, CtRuleId rule)
{
	guint count = 0;

	for (guint i = 0; i < world->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(world->findings->items, i);

		count += finding->rule == rule;
	}
	return count;
}

/* The only finding of @rule, which must have @severity, @subject and @part in its message. */
static inline void
world_expect(const World *world, CtRuleId rule, CtSeverity severity, const char *subject,
	     const char *part)
{
	g_assert_cmpuint(world_count(world, rule), ==, 1);
	for (guint i = 0; i < world->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(world->findings->items, i);

		if (finding->rule != rule)
			continue;
		g_assert_cmpint(finding->severity, ==, severity);
		g_assert_cmpstr(finding->subject, ==, subject);
		if (strstr(finding->message, part) == NULL)
			g_test_fail_printf("\"%s\" does not say \"%s\"", finding->message, part);
		g_assert_cmpuint(finding->origin.line, >, 0);
		g_assert_false(g_str_has_suffix(finding->message, "."));
	}
}

static inline void
world_expect_none(const World *world)
{
	for (guint i = 0; i < world->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(world->findings->items, i);

		g_test_fail_printf("%s: %s", ct_rule(finding->rule)->code, finding->message);
	}
}
