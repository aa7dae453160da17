/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input file of Merge-CsLegacyTopology. */
#include "tests/unit/exports.h"

static char *
text_of(const CtFacts *facts, guint index, CtKey key)
{
	return export_values(facts, export_record(facts, index)->props, key);
}

static void
assert_text(const CtFacts *facts, guint index, CtKey key, const char *expected)
{
	g_autofree char *text = text_of(facts, index, key);

	g_assert_cmpstr(text, ==, expected);
}

static const char two_edges[] =
	"<?xml version='1.0' encoding='utf-8'?>\n"
	"<TopologyInput xmlns='urn:schema:Microsoft.Rtc.Management.Deploy.LegacyUserInput.2008'>\n"
	"<EdgeClusters>\n"
	"<EdgeCluster AP='true' MR=' false' DP='True ' Version='OCS2007R2'\n"
	"  FederationEnabled='true'>\n"
	" <LoadBalancer InternalFqdn = 'edge.contoso.com ' ExternalDPFqdn='conf.contoso.com '\n"
	"  ExternalAPFqdn=' sip.contoso.com' ExternalMRFqdn='av.contoso.com'/>\n"
	" <Machines><Machine InternalFqdn=' e1.contoso.com'/>\n"
	"  <Machine InternalFqdn='e2.contoso.com'/></Machines>\n"
	" <Ports InternalAPPort='5061' ExternalDPPort='443'/>\n"
	" <DirectorOrEdgeNextHop Fqdn='director.contoso.com '/>\n"
	"</EdgeCluster>\n"
	"<EdgeCluster MR='true' Version='OCS2007'><Machines>\n"
	" <Machine InternalFqdn='single.contoso.com' ExternalAPFqdn='sip2.contoso.com'/>\n"
	"</Machines></EdgeCluster>\n"
	"</EdgeClusters>\n"
	"<RegistrarClusterPort EnableAutoDiscoveryOfPorts='false' Port='5065'/>\n"
	"</TopologyInput>";

static void
test_cluster(void)
{
	g_autoptr(CtFacts) facts = export_import(two_edges);
	const CtRecord *edge = export_record(facts, 0);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_EDGE_INPUT);
	g_assert_cmpint(edge->kind, ==, CT_RECORD_EDGE);
	g_assert_cmpuint(edge->origin.line, ==, 4);
	assert_text(facts, 0, CT_KEY_FQDN, "edge.contoso.com");
	assert_text(facts, 0, CT_KEY_MEMBER, "e1.contoso.com e2.contoso.com");
	assert_text(facts, 0, CT_KEY_VERSION, "OCS2007R2");
	assert_text(facts, 0, CT_KEY_NEXT_HOP, "director.contoso.com");
	assert_text(facts, 0, CT_KEY_EXTERNAL_ACCESS_FQDN, "sip.contoso.com");
	assert_text(facts, 0, CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN, "conf.contoso.com");
	assert_text(facts, 0, CT_KEY_EXTERNAL_AV_FQDN, "av.contoso.com");
	g_assert_true(ct_facts_get_bool(facts, edge->props, CT_KEY_EDGE_ACCESS));
	g_assert_false(ct_facts_get_bool(facts, edge->props, CT_KEY_EDGE_AV));
	g_assert_true(ct_facts_get_bool(facts, edge->props, CT_KEY_EDGE_WEB_CONFERENCING));
	g_assert_true(ct_facts_get_bool(facts, edge->props, CT_KEY_FEDERATION_ENABLED));
	g_assert_cmpstr(export_other(facts, edge->props, "Ports.InternalAPPort"), ==, "5061");
	g_assert_cmpstr(export_other(facts, edge->props, "Ports.ExternalDPPort"), ==, "443");
}

static void
test_single_server(void)
{
	g_autoptr(CtFacts) facts = export_import(two_edges);
	CtPropRange props = export_record(facts, 1)->props;

	assert_text(facts, 1, CT_KEY_FQDN, "single.contoso.com");
	assert_text(facts, 1, CT_KEY_MEMBER, "single.contoso.com");
	assert_text(facts, 1, CT_KEY_EXTERNAL_ACCESS_FQDN, "sip2.contoso.com");
	g_assert_null(ct_facts_get(facts, props, CT_KEY_EDGE_ACCESS));
	g_assert_true(ct_facts_get_bool(facts, props, CT_KEY_EDGE_AV));
	g_assert_null(ct_facts_get(facts, props, CT_KEY_NEXT_HOP));
}

static void
test_registrar_port(void)
{
	g_autoptr(CtFacts) facts = export_import(two_edges);

	g_assert_cmpuint(facts->records->len, ==, 3);
	g_assert_cmpint(export_record(facts, 2)->kind, ==, CT_RECORD_OTHER);
	g_assert_cmpstr(export_record(facts, 2)->type, ==, "RegistrarClusterPort");
	assert_text(facts, 2, CT_KEY_PORT, "5065");
}

static void
test_nameless(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<TopologyInput><EdgeClusters><EdgeCluster><LoadBalancer InternalFqdn=' '/>"
		"</EdgeCluster></EdgeClusters></TopologyInput>");
	g_autofree char *note = export_note(facts);

	g_assert_cmpuint(facts->records->len, ==, 0);
	g_assert_cmpstr(note, ==, "Edge cluster without name: EdgeCluster");
}

static void
test_documented_example(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = export_shared_sample("legacy-edge-input-ocs2007r2.xml");
	g_autoptr(CtFacts) facts = NULL;

	if (path == NULL)
		return;
	facts = export_read(path, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(facts->records->len, ==, 2);
	assert_text(facts, 0, CT_KEY_FQDN, "edgeint.fqdn");
	assert_text(facts, 0, CT_KEY_MEMBER, "node1.fqdn anothernode1.fqdn");
	assert_text(facts, 0, CT_KEY_NEXT_HOP, "director.fqdn.com");
	assert_text(facts, 0, CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN, "ExternalDP.Fqdn");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-edge-input/cluster", test_cluster);
	g_test_add_func("/import-edge-input/single-server", test_single_server);
	g_test_add_func("/import-edge-input/registrar-port", test_registrar_port);
	g_test_add_func("/import-edge-input/nameless", test_nameless);
	g_test_add_func("/import-edge-input/documented-example", test_documented_example);
	return g_test_run();
}
