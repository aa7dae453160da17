/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdarg.h>
#include <string.h>

#include "analyzer/finding.h"

/*
 * Facts for tests, one call for each, and an estate as text.  All functions take the facts first;
 * a line number is the number of facts so far, so that every fact has an origin of its own.
 */

static inline const char *
kept(CtFacts *facts, const char *text)
{
	return ct_strings_intern(facts->strings, text);
}

static inline CtOrigin
next_origin(CtFacts *facts, guint32 input)
{
	CtInput *row = &g_array_index(facts->inputs, CtInput, input);
	CtOrigin origin = { input, ++row->n_facts, NULL };

	return origin;
}

static inline guint32
add_input(CtFacts *facts, const char *path, CtInputKind kind)
{
	CtInput input = { .path = kept(facts, path), .encoding = "utf-8", .kind = kind };

	g_array_append_val(facts->inputs, input);
	return facts->inputs->len - 1;
}

static inline void
force_input(CtFacts *facts, guint32 index, CtDeployment deployment)
{
	CtInput *input = &g_array_index(facts->inputs, CtInput, index);

	input->deployment = deployment;
	input->forced = TRUE;
}

static inline void
add_site(CtFacts *facts, guint32 input, const char *id, const char *name)
{
	CtSiteFact site = { .origin = next_origin(facts, input),
			    .id = kept(facts, id),
			    .name = kept(facts, name),
			    .kind = kept(facts, "CentralSite") };

	g_array_append_val(facts->sites, site);
}

static inline void
add_cluster(CtFacts *facts, guint32 input, const char *id, const char *fqdn, const char *site)
{
	CtClusterFact cluster = { .origin = next_origin(facts, input),
				  .id = kept(facts, id),
				  .fqdn = kept(facts, fqdn),
				  .site = kept(facts, site) };
	CtMachineFact machine = { .origin = cluster.origin,
				  .cluster = cluster.id,
				  .fqdn = cluster.fqdn };

	g_array_append_val(facts->clusters, cluster);
	g_array_append_val(facts->machines, machine);
}

static inline void
add_sql(CtFacts *facts, guint32 input, const char *id, const char *name, const char *cluster)
{
	CtSqlFact sql = { .origin = next_origin(facts, input),
			  .id = kept(facts, id),
			  .name = kept(facts, name),
			  .cluster = kept(facts, cluster) };

	g_array_append_val(facts->sqls, sql);
}

/* Key and value pairs, ended by CT_N_KEYS. */
static inline CtPropRange
add_props(CtFacts *facts, va_list arguments)
{
	CtPropRange range = { facts->props->len, 0 };
	int key;

	while ((key = va_arg(arguments, int)) != CT_N_KEYS) {
		CtProp prop = { (CtKey)key, NULL, kept(facts, va_arg(arguments, const char *)) };

		g_array_append_val(facts->props, prop);
		range.count++;
	}
	return range;
}

/* The role is the middle of the id. */
static inline void
add_service(CtFacts *facts, guint32 input, const char *id, int version, const char *installed_on,
	    ...)
{
	g_auto(GStrv) parts = g_strsplit(id, "-", 3);
	CtServiceFact service = { .origin = next_origin(facts, input),
				  .id = kept(facts, id),
				  .role = kept(facts, parts[1]),
				  .role_version = 1,
				  .service_version = version,
				  .site = kept(facts, parts[0]),
				  .installed_on = kept(facts, installed_on) };
	va_list arguments;

	va_start(arguments, installed_on);
	service.props = add_props(facts, arguments);
	va_end(arguments);
	g_array_append_val(facts->services, service);
}

static inline void
add_dependency(CtFacts *facts, guint32 input, const char *from, const char *to)
{
	CtDependencyFact dependency = { .origin = next_origin(facts, input),
					.from = kept(facts, from),
					.to = kept(facts, to),
					.usage = kept(facts, "Default") };

	g_array_append_val(facts->dependencies, dependency);
}

static inline void
add_record(CtFacts *facts, guint32 input, CtRecordKind kind, const char *type, ...)
{
	CtOrigin origin = next_origin(facts, input);
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	va_list arguments;
	int key;

	va_start(arguments, type);
	while ((key = va_arg(arguments, int)) != CT_N_KEYS) {
		CtProp prop = { (CtKey)key, NULL, kept(facts, va_arg(arguments, const char *)) };

		g_array_append_val(props, prop);
	}
	va_end(arguments);
	ct_facts_add_record(facts, kind, origin, kept(facts, type),
			    (const CtProp *)(const void *)props->data, props->len);
}

static inline guint
count_findings(const CtFindings *findings, CtRuleId rule)
{
	guint count = 0;

	for (guint i = 0; i < findings->items->len; i++)
		count += ((const CtFinding *)g_ptr_array_index(findings->items, i))->rule == rule;
	return count;
}

/* The first finding of @rule; there has to be one. */
static inline const CtFinding *
find_finding(const CtFindings *findings, CtRuleId rule)
{
	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (finding->rule == rule)
			return finding;
	}
	g_error("there is no finding of rule %s", ct_rule(rule)->code);
}

static inline const CtPool *
pool_named(const CtEstate *estate, const char *fqdn)
{
	const CtPool *pool = ct_estate_pool(estate, ct_estate_find_pool(estate, fqdn));

	g_assert_nonnull(pool);
	return pool;
}

/* The only object of @kind with this identity, folded. */
static inline const CtObject *
object_named(const CtEstate *estate, CtObjectKind kind, const char *key)
{
	const CtObject *found = NULL;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind != kind || strcmp(object->key, key) != 0)
			continue;
		g_assert_null(found);
		found = object;
	}
	g_assert_nonnull(found);
	return found;
}
