/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents of the central management store: AnchoredXml round the topology, service assignments,
 * conference directories and telephony.  Only the wrapper and the assignments were ever published; the
 * rest follows the names of the types that the cmdlets print.
 */
#include "settings.h"

#include "layout.h"
#include "table.h"
#include "topology.h"

#define SCHEMA "urn:schema:Microsoft.Rtc.Management."

typedef struct {
	const char *scope;
	const char *namespace;
	const char *element;
} Anchor;

static void
begin(GenSink *sink, const Anchor *anchor, guint count)
{
	gen_sink_format(sink,
			"<AnchoredXml xmlns=\"" SCHEMA "ScopeFramework.2008\" "
			"SchemaWriteVersion=\"1\">\n  <Key ScopeClass=\"%s\">\n"
			"    <SchemaId Namespace=\"" SCHEMA "%s\" ElementName=\"%s\" />\n"
			"    <AuthorityId Class=\"Host\" "
			"InstanceId=\"00000000-0000-0000-0000-000000000000\" />\n  </Key>\n"
			"  <Dictionary Count=\"%u\">\n",
			anchor->scope, anchor->namespace, anchor->element, count);
}

/* @key, nullable: for whom the item is; without it for all. */
static void
begin_item(const GenEstate *estate, GenSink *sink, const char *key)
{
	char guid[37];

	gen_guid(estate, key != NULL ? key : "item", guid);
	gen_sink_put(sink, "    <Item>\n      <Key>");
	gen_sink_xml(sink, key != NULL ? key : "");
	gen_sink_format(sink, "</Key>\n      <Value Signature=\"%s\">\n", guid);
}

static void
end_item(GenSink *sink)
{
	gen_sink_put(sink, "      </Value>\n    </Item>\n");
}

static void
end(GenSink *sink)
{
	gen_sink_put(sink, "  </Dictionary>\n</AnchoredXml>\n");
}

static void
write_topology(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Global", "Deploy.Topology.2008", "Topology" };

	begin(sink, &anchor, 1);
	begin_item(estate, sink, NULL);
	gen_topology(estate, TRUE, sink);
	end_item(sink);
	end(sink);
}

static void
write_assignments(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Global", "Settings.ServiceAssignment.2008",
				       "ServiceAssignments" };
	g_autoptr(GenLayout) layout = gen_layout_new(estate, TRUE);

	begin(sink, &anchor, 1);
	begin_item(estate, sink, NULL);
	gen_sink_put(sink,
		     "<ServiceAssignments xmlns=\"" SCHEMA "Settings.ServiceAssignment.2008\">\n");
	for (guint i = 0; i < layout->services->len; i++) {
		const GenService *service = gen_layout_get(layout, i);
		GenRandom random = gen_random(estate->request.seed, GEN_FOR_GUID, i);

		if (!g_str_equal(service->role, "Registrar"))
			continue;
		gen_sink_format(sink,
				"<ServiceAssignment TagId=\"%u\"><Component Name=\"Registrar\">"
				"<ServiceId xmlns=\"" SCHEMA "Deploy.Topology.2008\" SiteId=\"%u\" "
				"RoleName=\"%s\" Instance=\"%u\" /></Component>"
				"</ServiceAssignment>\n",
				100000 + gen_random_below(&random, 1000000000), service->site,
				service->role, service->instance);
	}
	gen_sink_put(sink, "</ServiceAssignments>\n");
	end_item(sink);
	end(sink);
}

static void
write_directories(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Global", "Settings.PstnConf.2008",
				       "ConferenceDirectories" };
	guint back_compat = MAX(99, estate->n_sites + 1);

	begin(sink, &anchor, 1);
	begin_item(estate, sink, NULL);
	gen_sink_put(sink, "<ConferenceDirectories xmlns=\"" SCHEMA "Settings.PstnConf.2008\">\n");
	for (guint i = 0; i < estate->n_pools; i++)
		gen_sink_format(sink,
				"<ConferenceDirectory Identity=\"%u\"><ServiceId xmlns=\"" SCHEMA
				"Deploy.Topology.2008\" SiteId=\"%u\" RoleName=\"UserServices\" "
				"Instance=\"%u\" /></ConferenceDirectory>\n",
				i + 1, back_compat, i + 1);
	gen_sink_put(sink, "</ConferenceDirectories>\n");
	end_item(sink);
	end(sink);
}

static void
put_element(GenSink *sink, const char *name, const char *text)
{
	gen_sink_format(sink, "<%s>", name);
	gen_sink_xml(sink, text);
	gen_sink_format(sink, "</%s>", name);
}

static void
write_usages(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Global", "Policy.Voice.2008", "PSTNUsages" };
	GenRoute route;

	begin(sink, &anchor, 1);
	begin_item(estate, sink, NULL);
	gen_sink_put(sink, "<PSTNUsages xmlns=\"" SCHEMA "Policy.Voice.2008\">\n");
	for (guint i = 0; gen_voice_route(estate, i, &route); i++)
		put_element(sink, "Usage", route.name);
	gen_sink_put(sink, "</PSTNUsages>\n");
	end_item(sink);
	end(sink);
}

static void
write_routes(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Global", "Policy.Voice.2008", "PSTNRoutingSettings" };
	GenRoute route;

	begin(sink, &anchor, 1);
	begin_item(estate, sink, NULL);
	gen_sink_put(sink, "<PSTNRoutingSettings xmlns=\"" SCHEMA "Policy.Voice.2008\">\n");
	for (guint i = 0; gen_voice_route(estate, i, &route); i++) {
		gen_sink_put(sink, "<Route Name=\"");
		gen_sink_xml(sink, route.name);
		gen_sink_format(sink, "\" Priority=\"%u\" SuppressCallerId=\"false\">", i);
		put_element(sink, "NumberPattern", route.pattern);
		gen_sink_put(sink, "<PstnUsages>");
		put_element(sink, "Usage", route.name);
		gen_sink_put(sink, "</PstnUsages></Route>\n");
	}
	gen_sink_put(sink, "</PSTNRoutingSettings>\n");
	end_item(sink);
	end(sink);
}

static guint
count_voice_sites(const GenEstate *estate)
{
	guint count = 0;

	for (guint i = 0; i < estate->n_sites; i++)
		count += estate->sites[i].mediation != NULL;
	return count;
}

static void
write_voice_policies(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Tag", "Policy.Voice.2008", "VoicePolicy" };

	begin(sink, &anchor, count_voice_sites(estate));
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		begin_item(estate, sink, site->voice_policy);
		gen_sink_put(sink, "<VoicePolicy xmlns=\"" SCHEMA
				   "Policy.Voice.2008\" AllowSimulRing=\"true\"><PstnUsages>");
		put_element(sink, "Usage", site->usage);
		put_element(sink, "Usage", "International");
		gen_sink_put(sink, "</PstnUsages></VoicePolicy>\n");
		end_item(sink);
	}
	end(sink);
}

static void
write_dial_plans(const GenEstate *estate, GenSink *sink)
{
	static const Anchor anchor = { "Tag", "Policy.Voice.2008", "LocationProfile" };

	begin(sink, &anchor, count_voice_sites(estate));
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		begin_item(estate, sink, site->name);
		gen_sink_put(sink, "<LocationProfile xmlns=\"" SCHEMA "Policy.Voice.2008\">");
		put_element(sink, "DialinConferencingRegion", site->name);
		gen_sink_format(sink,
				"<Rule Name=\"Extension\" Pattern=\"^(\\d{4})$\" "
				"Translation=\"%s555$1\" /></LocationProfile>\n",
				site->prefix);
		end_item(sink);
	}
	end(sink);
}

static const struct {
	const char *file;
	GenDocument write;
} documents[] = {
	{ "store-topology.xml", write_topology },
	{ "store-assignments.xml", write_assignments },
	{ "store-directories.xml", write_directories },
	{ "store-usages.xml", write_usages },
	{ "store-routes.xml", write_routes },
	{ "store-voicepolicies.xml", write_voice_policies },
	{ "store-dialplans.xml", write_dial_plans },
};

const char *
gen_settings_document(guint index, GenDocument *out_write)
{
	if (index >= G_N_ELEMENTS(documents))
		return NULL;
	*out_write = documents[index].write;
	return documents[index].file;
}

void
gen_settings_doc_items(const GenEstate *estate, GenSink *sink)
{
	gen_sink_put(sink, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<DocItemSet "
			   "xmlns=\"" SCHEMA "Xds.AppLayer.2008\">\n");
	for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
		gen_sink_format(sink, "<DocItem Name=\"urn:xds:%u\">\n<Data>\n", i + 1);
		documents[i].write(estate, sink);
		gen_sink_put(sink, "</Data>\n</DocItem>\n");
	}
	gen_sink_put(sink, "</DocItemSet>\n");
}
