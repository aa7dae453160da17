/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph: its nodes and links, components in a topological order, cycles with their members. */
#include "analyzer/graph.h"

#include "estate-text.h"
#include "exports.h"

static const CtNode *
node_at(const CtGraph *graph, guint32 node)
{
	return &g_array_index(graph->nodes, CtNode, node);
}

static guint32
component_of(const CtGraph *graph, guint32 node)
{
	return g_array_index(graph->component, guint32, node);
}

static guint32
find_node(const CtGraph *graph, const char *name)
{
	for (guint32 i = 0; i < graph->nodes->len; i++) {
		if (strcmp(node_at(graph, i)->name, name) == 0)
			return i;
	}
	g_assert_not_reached();
}

static gboolean
has_link(const CtGraph *graph, const char *from, const char *to, CtLinkKind kind)
{
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		if (link->kind == kind && strcmp(node_at(graph, link->from)->name, from) == 0 &&
		    strcmp(node_at(graph, link->to)->name, to) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "a b c", each cycle a line. */
static char *
cycles_text(const CtGraph *graph)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < graph->cycles->len; i++) {
		const GArray *cycle = g_ptr_array_index(graph->cycles, i);

		for (guint n = 0; n < cycle->len; n++)
			g_string_append_printf(
				out, "%s%s", n > 0 ? " " : "",
				node_at(graph, g_array_index(cycle, guint32, n))->name);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

/* Every component has a number below their count; no link leads to a lower one. */
static void
assert_topological(const CtGraph *graph)
{
	g_assert_cmpuint(graph->component->len, ==, graph->nodes->len);
	for (guint32 i = 0; i < graph->nodes->len; i++)
		g_assert_cmpuint(component_of(graph, i), <, graph->n_components);
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		g_assert_cmpuint(component_of(graph, link->from), <=,
				 component_of(graph, link->to));
	}
}

static CtEstate *
estate_of(CtFacts *facts)
{
	g_autoptr(CtFindings) findings = ct_findings_new();

	return ct_estate_new(facts, findings);
}

static CtGraph *
graph_of(const CtEstate *estate)
{
	g_autoptr(GError) error = NULL;
	CtGraph *graph = ct_graph_new(estate, &error);

	g_assert_no_error(error);
	assert_topological(graph);
	return graph;
}

static void
test_empty(void)
{
	g_autoptr(CtEstate) estate = estate_of(ct_facts_new());
	g_autoptr(CtGraph) graph = graph_of(estate);

	g_assert_cmpuint(graph->nodes->len, ==, 0);
	g_assert_cmpuint(graph->n_components, ==, 0);
	g_assert_cmpuint(graph->cycles->len, ==, 0);
}

/* Two cycles joined by a path, one service by itself. */
static CtFacts *
make_cycles(void)
{
	static const char *const services[] = { "1-Registrar-1",   "1-UserServices-1",
						"1-WebServices-1", "1-ConfServices-1",
						"1-EdgeServer-1",  "1-FileStore-1" };
	static const char *const dependencies[][2] = {
		{ "1-Registrar-1", "1-EdgeServer-1" },
		{ "1-EdgeServer-1", "1-Registrar-1" },
		{ "1-Registrar-1", "1-UserServices-1" },
		{ "1-UserServices-1", "1-ConfServices-1" },
		{ "1-ConfServices-1", "1-WebServices-1" },
		{ "1-WebServices-1", "1-UserServices-1" },
		{ "1-WebServices-1", "1-FileStore-1" },
	};
	CtFacts *facts = ct_facts_new();
	guint32 input = add_input(facts, "topology.xml", CT_INPUT_TOPOLOGY);

	add_site(facts, input, "1", "Redmond");
	add_cluster(facts, input, "1:1", "lync01.contoso.com", "1");
	for (guint i = 0; i < G_N_ELEMENTS(services); i++)
		add_service(facts, input, services[i], 6, "1:1", CT_N_KEYS);
	for (guint i = 0; i < G_N_ELEMENTS(dependencies); i++)
		add_dependency(facts, input, dependencies[i][0], dependencies[i][1]);
	return facts;
}

static void
test_cycles(void)
{
	g_autoptr(CtEstate) estate = estate_of(make_cycles());
	g_autoptr(CtGraph) graph = graph_of(estate);
	g_autofree char *cycles = cycles_text(graph);

	g_assert_cmpstr(cycles, ==,
			"1-EdgeServer-1 1-Registrar-1\n"
			"1-ConfServices-1 1-UserServices-1 1-WebServices-1\n");
	/* two cycles, the file store, the pool */
	g_assert_cmpuint(graph->n_components, ==, 4);
	g_assert_cmpuint(component_of(graph, find_node(graph, "1-Registrar-1")), ==, 0);
	g_assert_cmpuint(component_of(graph, find_node(graph, "1-WebServices-1")), ==, 1);
	g_assert_cmpuint(component_of(graph, find_node(graph, "1-FileStore-1")), ==, 2);
	g_assert_cmpuint(component_of(graph, find_node(graph, "lync01.contoso.com")), ==, 3);
	g_assert_true(has_link(graph, "1-WebServices-1", "1-FileStore-1", CT_LINK_DEPENDS));
	g_assert_true(has_link(graph, "1-FileStore-1", "lync01.contoso.com", CT_LINK_RUNS_ON));
}

static void
test_uses(void)
{
	CtFacts *facts = ct_facts_new();
	guint32 input = add_input(facts, "objects.xml", CT_INPUT_CLIXML);
	g_autoptr(CtEstate) estate = NULL;
	g_autoptr(CtGraph) graph = NULL;

	add_record(facts, input, CT_RECORD_TRUSTED_SERVICE, "MSFT_SIPTrustedServiceSetting",
		   CT_KEY_FQDN, "med01.contoso.com", CT_KEY_TYPE, "MediationServer", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_TRUSTED_SERVICE, "MSFT_SIPTrustedServiceSetting",
		   CT_KEY_FQDN, "gw01.contoso.com", CT_KEY_TYPE, "Gateway", CT_KEY_GATEWAY,
		   "Med01.contoso.com", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_VOICE_ROUTE, "MSFT_SIPPhoneRouteData", CT_KEY_NAME,
		   "All", CT_KEY_GATEWAY, "med01.contoso.com:5061", CT_KEY_USAGE,
		   "CN={1},CN=Phone Route Usages,DC=contoso,DC=com", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_PSTN_USAGE, "MSFT_SIPPhoneRouteUsageData", CT_KEY_NAME,
		   "Local", CT_KEY_DN, "CN={1},CN=Phone Route Usages,DC=contoso,DC=com", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_TRUSTED_APPLICATION, "Application", CT_KEY_IDENTITY,
		   "med01.contoso.com/urn:application:bot", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_APPLICATION_ENDPOINT, "Contact", CT_KEY_SIP_ADDRESS,
		   "sip:bot@contoso.com", CT_KEY_OWNER_URN, "urn:application:BOT", CT_N_KEYS);
	add_record(facts, input, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
		   "sip:amy@contoso.com", CT_KEY_POOL, "med01.contoso.com", CT_N_KEYS);
	estate = estate_of(facts);
	graph = graph_of(estate);

	g_assert_true(has_link(graph, "gw01.contoso.com", "med01.contoso.com", CT_LINK_USES));
	g_assert_true(has_link(graph, "voiceroute:all", "med01.contoso.com", CT_LINK_USES));
	g_assert_true(has_link(graph, "voiceroute:all", "pstnusage:local", CT_LINK_USES));
	g_assert_true(has_link(graph, "trustedapp:sip:bot@contoso.com",
			       "trustedapp:med01.contoso.com/urn:application:bot", CT_LINK_USES));
	g_assert_true(has_link(graph, "trustedapp:med01.contoso.com/urn:application:bot",
			       "med01.contoso.com", CT_LINK_HOMED_ON));
	g_assert_true(has_link(graph, "cohort:med01.contoso.com/1", "med01.contoso.com",
			       CT_LINK_HOMED_ON));
	g_assert_cmpuint(graph->cycles->len, ==, 0);
}

static void
test_real_cycles(void)
{
	static const struct {
		const char *name;
		const char *cycles;
	} real[] = {
		{ "contoso-sfb2015-ee-edge.tbxml",
		  "1-ConfServices-1 1-EdgeServer-1 1-Registrar-1 1-UserServices-1 "
		  "1-WebServices-1\n" },
		{ "topology-sfb2019-se.xml",
		  "1-ConfServices-1 1-UserServices-1 1-WebServices-1\n" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(real); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtEstate) estate = NULL;
		g_autoptr(CtGraph) graph = NULL;
		g_autofree char *path = export_shared_sample(real[i].name);
		g_autofree char *cycles = NULL;
		CtFacts *facts;

		if (path == NULL)
			return;
		facts = export_read(path, NULL, &error);
		g_assert_no_error(error);
		estate = estate_of(facts);
		graph = graph_of(estate);
		cycles = cycles_text(graph);
		g_assert_cmpstr(cycles, ==, real[i].cycles);
	}
}

static char *
graph_text(const CtGraph *graph)
{
	GString *out = g_string_new(NULL);

	for (guint32 i = 0; i < graph->nodes->len; i++)
		g_string_append_printf(out, "%s %u\n", node_at(graph, i)->name,
				       component_of(graph, i));
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		g_string_append_printf(out, "%u %u %d %s %u\n", link->from, link->to, link->kind,
				       link->usage ? link->usage : "-", link->origin.line);
	}
	return g_string_free(out, FALSE);
}

/* Random graphs of services: the order of facts does not show, and components are as Tarjan's
 * definition has them, found here by asking who can reach whom. */
static CtFacts *
make_random(guint32 seed, guint n)
{
	GRand *random = g_rand_new_with_seed(seed);
	CtFacts *facts = ct_facts_new();
	guint32 input = add_input(facts, "topology.xml", CT_INPUT_TOPOLOGY);
	guint edges = (guint)g_rand_int_range(random, 0, (gint32)(2 * n));

	add_cluster(facts, input, "1:1", "p.contoso.com", NULL);
	for (guint i = 0; i < n; i++) {
		g_autofree char *id = g_strdup_printf("1-Registrar-%02u", i);

		add_service(facts, input, id, 6, "1:1", CT_N_KEYS);
	}
	for (guint i = 0; i < edges; i++) {
		g_autofree char *from = g_strdup_printf(
			"1-Registrar-%02u", (guint)g_rand_int_range(random, 0, (gint32)n));
		g_autofree char *to = g_strdup_printf(
			"1-Registrar-%02u", (guint)g_rand_int_range(random, 0, (gint32)n));

		add_dependency(facts, input, from, to);
	}
	g_rand_free(random);
	return facts;
}

#define N_RANDOM 12

static void
assert_components(const CtGraph *graph)
{
	gboolean reach[N_RANDOM + 1][N_RANDOM + 1] = { { FALSE } };
	guint n = graph->nodes->len;

	g_assert_cmpuint(n, <=, N_RANDOM + 1);
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);

		reach[link->from][link->to] = TRUE;
	}
	for (guint k = 0; k < n; k++)
		for (guint i = 0; i < n; i++)
			for (guint j = 0; j < n; j++)
				reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
	for (guint i = 0; i < n; i++)
		for (guint j = 0; j < n; j++)
			g_assert_cmpint(component_of(graph, i) == component_of(graph, j), ==,
					i == j || (reach[i][j] && reach[j][i]));
}

static void
test_random(void)
{
	for (guint32 seed = 1; seed <= 60; seed++) {
		g_autoptr(CtEstate) estate = estate_of(make_random(seed, N_RANDOM));
		g_autoptr(CtGraph) graph = graph_of(estate);
		g_autofree char *expected = graph_text(graph);
		CtFacts *facts = make_random(seed, N_RANDOM);
		g_autoptr(CtEstate) other_estate = NULL;
		g_autoptr(CtGraph) other = NULL;
		g_autofree char *text = NULL;

		shuffle_facts(facts, seed + 1000);
		other_estate = estate_of(facts);
		other = graph_of(other_estate);
		text = graph_text(other);
		g_assert_cmpstr(text, ==, expected);
		assert_components(graph);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/graph/empty", test_empty);
	g_test_add_func("/graph/cycles", test_cycles);
	g_test_add_func("/graph/uses", test_uses);
	g_test_add_func("/graph/real-cycles", test_real_cycles);
	g_test_add_func("/graph/random", test_random);
	return g_test_run();
}
