/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of cmdlets: what -Report of Enable-CsTopology leaves behind. */
#include "report.h"

#define TIME "Time=\"2013-06-14 17:42:10Z\""

void
gen_report(const GenEstate *estate, gboolean failed, GenSink *sink)
{
	gen_sink_put(sink, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			   "<CsMgmtLog Name=\"Enable-CSTopology\">\n"
			   "  <Action Name=\"Global Activation\" " TIME ">\n");
	for (guint i = 0; i < estate->n_targets; i++) {
		const char *fqdn = estate->targets[i].fqdn;

		gen_sink_format(sink,
				"    <Action Name=\"Cluster %s\" " TIME ">\n"
				"      <Action Name=\"Registrar:%s\" " TIME ">\n"
				"        <Info Title=\"Role\" " TIME ">Registrar:2</Info>\n"
				"        <Complete " TIME " />\n      </Action>\n"
				"      <Complete " TIME " />\n    </Action>\n",
				fqdn, fqdn);
	}
	if (failed)
		gen_sink_put(
			sink,
			"    <Error Title=\"Error\" " TIME
			">The directory is not available &amp; nothing was written.</Error>\n");
	gen_sink_format(sink,
			"    <Complete " TIME " />\n  </Action>\n"
			"  <Info Title=\"Command Status\" " TIME ">%s</Info>\n</CsMgmtLog>\n",
			failed ? "Command ended with errors." : "Command run is complete.");
}
