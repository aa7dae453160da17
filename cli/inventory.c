/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inventory: inputs, pools, objects and cycles of an estate.
 */
#include "cli/inventory.h"

#include <stddef.h>

#include "cli/inventory-evidence.h"
#include "cli/inventory-missing.h"
#include "cli/json-output.h"

#define FORMAT_VERSION "1.0"

/* The contract's integer keys, in its order. */
static const struct {
	const char *key;
	gsize offset;
} count_keys[] = {
	{ "sites", offsetof(CtCounts, sites) },
	{ "pools", offsetof(CtCounts, pools) },
	{ "machines", offsetof(CtCounts, machines) },
	{ "sql_instances", offsetof(CtCounts, sql_instances) },
	{ "services", offsetof(CtCounts, services) },
	{ "dependencies", offsetof(CtCounts, dependencies) },
	{ "gateways", offsetof(CtCounts, gateways) },
	{ "users", offsetof(CtCounts, users) },
	{ "applications", offsetof(CtCounts, applications) },
};

static const CtDeployment deployments[] = {
	CT_DEPLOYMENT_LEGACY,
	CT_DEPLOYMENT_TARGET,
	CT_DEPLOYMENT_UNKNOWN,
};

static const char *
site_name(const CtEstate *estate, const CtPool *pool)
{
	const CtSite *site = ct_estate_site(estate, pool->site);

	return site != NULL ? site->name : NULL;
}

static void
add_inputs(JsonBuilder *builder, const CtFacts *facts)
{
	json_builder_set_member_name(builder, "inputs");
	json_builder_begin_array(builder);
	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "path", input->path);
		ct_json_add_text(builder, "sha256", input->sha256);
		ct_json_add_text(builder, "kind", ct_input_kind_to_string(input->kind));
		ct_json_add_text(builder, "encoding", input->encoding);
		ct_json_add_text(builder, "deployment", ct_deployment_to_string(input->deployment));
		ct_json_add_text(builder, "certainty",
				 ct_certainty_to_string(ct_input_kind_certainty(input->kind)));
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_counts(JsonBuilder *builder, const CtEstate *estate)
{
	CtCounts counts = ct_estate_counts(estate);

	json_builder_set_member_name(builder, "counts");
	json_builder_begin_object(builder);
	for (guint i = 0; i < G_N_ELEMENTS(count_keys); i++)
		ct_json_add_number(builder, count_keys[i].key,
				   *(const guint *)((const char *)&counts + count_keys[i].offset));
	json_builder_end_object(builder);
}

static void
add_pool(JsonBuilder *builder, const CtEstate *estate, const CtPool *pool)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "fqdn", pool->fqdn);
	ct_json_add_text(builder, "site", site_name(estate, pool));
	ct_json_add_text(builder, "product", ct_product_name(pool->product));
	ct_json_add_number(builder, "service_version", pool->service_version);
	ct_json_add_text(builder, "deployment", ct_deployment_to_string(pool->deployment));
	json_builder_set_member_name(builder, "roles");
	json_builder_begin_array(builder);
	for (guint role = 0; role < CT_ROLE_UNKNOWN; role++)
		if (ct_pool_has_role(pool, (CtRole)role))
			json_builder_add_string_value(builder, ct_role_name((CtRole)role));
	json_builder_end_array(builder);
	ct_json_add_number(builder, "users", pool->users);
	json_builder_end_object(builder);
}

static const char *
node_name(const CtGraph *graph, const GArray *cycle, guint place)
{
	return g_array_index(graph->nodes, CtNode, g_array_index(cycle, guint32, place)).name;
}

static void
add_cycles(JsonBuilder *builder, const CtGraph *graph)
{
	json_builder_set_member_name(builder, "cycles");
	json_builder_begin_array(builder);
	for (guint i = 0; i < graph->cycles->len; i++) {
		const GArray *cycle = g_ptr_array_index(graph->cycles, i);

		json_builder_begin_array(builder);
		for (guint j = 0; j < cycle->len; j++)
			json_builder_add_string_value(builder, node_name(graph, cycle, j));
		json_builder_end_array(builder);
	}
	json_builder_end_array(builder);
}

JsonNode *
ct_inventory_to_json(const CtEstate *estate, const CtGraph *graph)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	add_inputs(builder, estate->facts);
	add_counts(builder, estate);
	json_builder_set_member_name(builder, "pools");
	json_builder_begin_array(builder);
	for (guint i = 0; i < estate->pools->len; i++)
		add_pool(builder, estate, &g_array_index(estate->pools, CtPool, i));
	json_builder_end_array(builder);
	add_cycles(builder, graph);
	ct_inventory_evidence_add(builder, estate);
	ct_inventory_missing_add(builder, estate);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

static void
add_heading(CtTable *table, const char *const *cells)
{
	for (guint i = 0; cells[i] != NULL; i++)
		ct_table_add(table, "%s", cells[i]);
}

static void
print_inputs(CtReport *report, const CtFacts *facts)
{
	static const char *const heading[] = { "kind",	"certainty", "deployment", "encoding",
					       "facts", "file",	     NULL };
	g_autoptr(CtTable) table = ct_table_new("llllrl");
	gboolean is_used[CT_N_CERTAINTIES] = { FALSE };

	add_heading(table, heading);
	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		CtCertainty certainty = ct_input_kind_certainty(input->kind);

		is_used[certainty] = TRUE;
		ct_table_add(table, "%s", ct_input_kind_to_string(input->kind));
		ct_table_add(table, "%s", ct_certainty_to_string(certainty));
		ct_table_add(table, "%s%s",
			     input->kind == CT_INPUT_INTENT
				     ? "-"
				     : ct_deployment_to_string(input->deployment),
			     input->forced ? " (forced)" : "");
		ct_table_add(table, "%s", input->encoding);
		ct_table_add(table, "%u", input->n_facts);
		ct_table_add(table, "%s", input->path);
	}
	ct_report_heading(report, "Inputs");
	ct_report_table(report, table);
	for (guint i = CT_CERTAINTY_SEEN; i < CT_N_CERTAINTIES; i++) {
		if (is_used[i])
			ct_report_line(report, "  %s: %s", ct_certainty_to_string((CtCertainty)i),
				       ct_certainty_in_words((CtCertainty)i));
	}
}

static guint
count_pools(const CtEstate *estate, CtDeployment deployment)
{
	guint count = 0;

	for (guint i = 0; i < estate->pools->len; i++)
		count += g_array_index(estate->pools, CtPool, i).deployment == deployment;
	return count;
}

static const char *const deployment_titles[] = {
	[CT_DEPLOYMENT_UNKNOWN] = "Unknown",
	[CT_DEPLOYMENT_LEGACY] = "Legacy",
	[CT_DEPLOYMENT_TARGET] = "Target",
};

/* A deployment without a line could be taken for one that is all right. */
static void
print_absent(CtReport *report, CtDeployment deployment)
{
	if (deployment == CT_DEPLOYMENT_UNKNOWN)
		return;
	ct_report_heading(report, "%s deployment: nothing in these inputs",
			  deployment_titles[deployment]);
	ct_report_wrap(report, 2,
		       "A plan needs both deployments; docs/exporting.md says how to export them.");
}

static void
print_deployment(CtReport *report, const CtEstate *estate, CtDeployment deployment)
{
	static const char *const heading[] = { "kind",	   "name",  "site",  "product",
					       "machines", "users", "voice", NULL };
	g_autoptr(CtTable) table = ct_table_new("llllrrr");
	guint count = count_pools(estate, deployment);

	if (count == 0) {
		print_absent(report, deployment);
		return;
	}
	add_heading(table, heading);
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const char *site = site_name(estate, pool);

		if (pool->deployment != deployment)
			continue;
		ct_table_add(table, "%s", ct_object_kind_name(pool->kind));
		ct_table_add(table, "%s", pool->fqdn);
		ct_table_add(table, "%s", site != NULL ? site : "-");
		ct_table_add(table, "%s", ct_product_name(pool->product));
		ct_table_add(table, "%u", pool->machines);
		ct_table_add(table, "%u", pool->users);
		ct_table_add(table, "%u", pool->voice_users);
	}
	ct_report_heading(report, "%s deployment: %u %s", deployment_titles[deployment], count,
			  count == 1 ? "pool or server" : "pools and servers");
	ct_report_table(report, table);
}

static guint
count_objects(const CtEstate *estate, CtObjectKind kind, CtDeployment deployment)
{
	guint count = 0;

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		count += object->kind == kind && object->deployment == deployment;
	}
	return count;
}

static void
print_objects(CtReport *report, const CtEstate *estate)
{
	static const char *const heading[] = { "legacy", "target", "unknown", "kind", NULL };
	g_autoptr(CtTable) table = ct_table_new("rrrl");

	if (estate->objects->len == 0)
		return;
	add_heading(table, heading);
	for (guint kind = 0; kind < CT_N_OBJECT_KINDS; kind++) {
		guint counts[G_N_ELEMENTS(deployments)];
		guint total = 0;

		for (guint i = 0; i < G_N_ELEMENTS(deployments); i++) {
			counts[i] = count_objects(estate, (CtObjectKind)kind, deployments[i]);
			total += counts[i];
		}
		for (guint i = 0; total > 0 && i < G_N_ELEMENTS(deployments); i++)
			ct_table_add(table, "%u", counts[i]);
		if (total > 0)
			ct_table_add(table, "%s", ct_object_kind_name((CtObjectKind)kind));
	}
	ct_report_heading(report, "Objects");
	ct_report_table(report, table);
}

static void
print_counts(CtReport *report, const CtEstate *estate)
{
	g_autoptr(CtTable) table = ct_table_new("rl");
	CtCounts counts = ct_estate_counts(estate);

	ct_table_add(table, "%s", "count");
	ct_table_add(table, "%s", "of");
	for (guint i = 0; i < G_N_ELEMENTS(count_keys); i++) {
		g_autofree char *name = g_strdelimit(g_strdup(count_keys[i].key), "_", ' ');

		ct_table_add(table, "%u",
			     *(const guint *)((const char *)&counts + count_keys[i].offset));
		ct_table_add(table, "%s", name);
	}
	ct_report_heading(report, "Counts");
	ct_report_table(report, table);
}

static void
print_cycles(CtReport *report, const CtGraph *graph)
{
	if (graph->cycles->len == 0)
		return;
	ct_report_heading(report, "Cycles: services that depend on each other and move as one");
	for (guint i = 0; i < graph->cycles->len; i++) {
		const GArray *cycle = g_ptr_array_index(graph->cycles, i);
		g_autoptr(GString) names = g_string_new(NULL);

		for (guint j = 0; j < cycle->len; j++)
			g_string_append_printf(names, "%s%s", j > 0 ? ", " : "",
					       node_name(graph, cycle, j));
		ct_report_wrap(report, 2, names->str);
	}
}

static void
print_notes(CtReport *report, const CtEstate *estate)
{
	const CtFacts *facts = estate->facts;

	if (facts->notes->len == 0)
		return;
	ct_report_heading(report, "Kept though unknown");
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);
		g_autofree char *where = ct_estate_where(estate, note->origin);

		ct_report_line(report, "  %s: %s: %s", where, note->what, note->value);
	}
}

void
ct_inventory_print(CtReport *report, const CtEstate *estate, const CtGraph *graph)
{
	print_inputs(report, estate->facts);
	for (guint i = 0; i < G_N_ELEMENTS(deployments); i++)
		print_deployment(report, estate, deployments[i]);
	print_objects(report, estate);
	print_counts(report, estate);
	ct_inventory_evidence_print(report, estate);
	print_cycles(report, graph);
	print_notes(report, estate);
	ct_inventory_missing_print(report, estate);
}
