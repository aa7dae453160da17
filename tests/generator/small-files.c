/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person writes: the Edge input of a merge and the intent of a plan. */
#include "small-files.h"

void
gen_edge_input(const GenEstate *estate, GenSink *sink)
{
	const char *domain = estate->domain;
	gboolean shared = estate->shared_edge;

	gen_sink_format(
		sink,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<TopologyInput "
		"xmlns=\"urn:schema:Microsoft.Rtc.Management.Deploy.LegacyUserInput.2008\">\n"
		"  <EdgeClusters>\n"
		"    <EdgeCluster AP=\"true\" MR=\"true\" DP=\"true\" Version=\"OCS2007R2\" "
		"FederationEnabled=\"true\">\n"
		"      <LoadBalancer InternalFqdn=\"ocsedge.%s\" ExternalDPFqdn=\"%s.%s \" "
		"ExternalAPFqdn=\"%s.%s\" ExternalMRFqdn=\"%s.%s\" />\n"
		"      <Machines>\n"
		"        <Machine InternalFqdn = \"ocsedge01.%s\" />\n"
		"      </Machines>\n"
		"      <Ports InternalAPPort=\"5061\" InternalDPPort=\"8057\" "
		"ExternalDPPort=\"443\" />\n",
		domain, shared ? "sip" : "webconf", domain, shared ? "sip" : "access", domain,
		shared ? "sip" : "av", domain, domain);
	if (estate->director)
		gen_sink_format(sink, "      <DirectorOrEdgeNextHop Fqdn=\"ocsdir01.%s\" />\n",
				domain);
	else
		gen_sink_format(sink, "      <DirectorOrEdgeNextHop Fqdn=\"%s\" />\n",
				estate->pools[0].fqdn);
	gen_sink_put(
		sink,
		"    </EdgeCluster>\n"
		"  </EdgeClusters>\n"
		"  <RegistrarClusterPort EnableAutoDiscoveryOfPorts=\"true\" Port=\"5061\" />\n"
		"</TopologyInput>\n");
}

void
gen_intent(const GenEstate *estate, GenSink *sink)
{
	guint size = CLAMP(estate->request.users / 100, 40, 5000);
	GenUser user;

	gen_sink_put(sink, "[cutover]\nintent = 1\n\n[pairing]\n");
	for (guint i = 0; i < estate->n_pools; i++)
		gen_sink_format(sink, "%s = %s\n", estate->pools[i].fqdn,
				estate->targets[estate->pools[i].target].fqdn);
	gen_sink_put(sink, "\n[sites]\n");
	for (guint i = 0; i < estate->n_pools; i++)
		gen_sink_format(sink, "%s = %s\n", estate->pools[i].fqdn,
				estate->sites[estate->pools[i].site].name);
	gen_sink_format(sink, "\n[waves]\nsize = %u\npilot_size = %u\n", size, MIN(size, 100) / 2);
	if (estate->request.users < 2)
		return;
	gen_user(estate, 0, &user);
	gen_sink_format(sink, "test = sip:%s", user.address);
	gen_user(estate, 1, &user);
	gen_sink_format(sink, ";sip:%s\n", user.address);
}
