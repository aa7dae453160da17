/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings documents of the central management store, however they are wrapped. */
#include "tests/unit/exports.h"

#define ANCHORED(element, content)                                                         \
	"<AnchoredXml SchemaWriteVersion='1'><Key ScopeClass='Global'>"                    \
	"<SchemaId Namespace='urn:x' ElementName='" element "'/></Key>\n"                  \
	"<Dictionary Count='1'><Item><Key/><Value>" content "</Value></Item></Dictionary>" \
	"</AnchoredXml>"

#define ASSIGNMENTS                                                                             \
	"<ServiceAssignments>\n<ServiceAssignment TagId='659550892'>\n"                         \
	"<Component Name='Registrar'><ServiceId SiteId='1' RoleName='Registrar' Instance='1'/>" \
	"</Component>\n<Component Name='PresenceFocus'>"                                        \
	"<ServiceId SiteId='1' RoleName='UserServices' Instance='1'/></Component>"              \
	"<Component Name='Nothing'/></ServiceAssignment></ServiceAssignments>"

#define TOPOLOGY                                                                   \
	"<Topology>\n<Sites><CentralSite SiteId='1'><Name>HQ</Name></CentralSite>" \
	"</Sites></Topology>"

static void
assert_tags(const CtFacts *facts)
{
	const CtRecord *first = export_record(facts, 0);
	const CtRecord *second = export_record(facts, 1);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);
	g_assert_cmpuint(facts->records->len, ==, 2);
	g_assert_cmpint(first->kind, ==, CT_RECORD_TAG);
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_TAG_ID), ==, "659550892");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_COMPONENT), ==, "Registrar");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_SERVICE_ID), ==, "1-Registrar-1");
	g_assert_cmpstr(ct_facts_get(facts, second->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-1");
}

static void
test_assignments(void)
{
	g_autoptr(CtFacts) anchored = export_import(ANCHORED("ServiceAssignments", ASSIGNMENTS));
	g_autoptr(CtFacts) bare = export_import(ASSIGNMENTS);

	assert_tags(anchored);
	assert_tags(bare);
	g_assert_cmpuint(export_record(anchored, 0)->origin.line, ==, 4);
	g_assert_cmpuint(anchored->notes->len, ==, 0);
}

static void
test_real_assignments(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = export_shared_sample("anchoredxml-serviceassignments.xml");
	g_autoptr(CtFacts) facts = NULL;

	if (path == NULL)
		return;
	facts = export_read(path, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(facts->records->len, ==, 4);
}

static void
test_topology_inside(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<Items><Item>" ANCHORED("Topology", TOPOLOGY) "</Item></Items>");
	const CtSiteFact *site = &g_array_index(facts->sites, CtSiteFact, 0);

	g_assert_cmpuint(facts->sites->len, ==, 1);
	g_assert_cmpstr(site->name, ==, "HQ");
	g_assert_cmpuint(site->origin.line, ==, 3);
	g_assert_cmpstr(site->origin.path, ==,
			"Items/Item/AnchoredXml/Dictionary/Item/Value/Topology/Sites/CentralSite");
}

static void
test_many_documents(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<DocItemSet>" ANCHORED("WatcherNode", "<WatcherNode/>")
			ANCHORED("WatcherNode", "<WatcherNode/>")
				ANCHORED("ServiceAssignments", ASSIGNMENTS) "</DocItemSet>");
	g_autofree char *note = export_note(facts);

	assert_tags(facts);
	g_assert_cmpstr(note, ==, "document: WatcherNode");
}

static void
test_directories(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<ConferenceDirectories><ConferenceDirectory Id='3'>"
		"<ServiceId SiteId='1' RoleName='UserServices' Instance='2'/>"
		"</ConferenceDirectory><ConferenceDirectory Id='4' Other='x'>"
		"<ServiceId>1-UserServices-1</ServiceId></ConferenceDirectory>"
		"</ConferenceDirectories>");
	const CtRecord *first = export_record(facts, 0);
	const CtRecord *second = export_record(facts, 1);

	g_assert_cmpint(first->kind, ==, CT_RECORD_CONFERENCE_DIRECTORY);
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_IDENTITY), ==, "3");
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-2");
	g_assert_cmpstr(ct_facts_get(facts, second->props, CT_KEY_SERVICE_ID), ==,
			"1-UserServices-1");
	g_assert_cmpstr(export_other(facts, second->props, "Other"), ==, "x");
}

static void
test_simple_urls(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<SimpleUrlConfiguration><SimpleUrl Component='Meet' Domain='contoso.com' "
		"ActiveUrl='https://meet.contoso.com'><SimpleUrlEntry/></SimpleUrl><Other/>"
		"</SimpleUrlConfiguration>");
	const CtRecord *url = export_record(facts, 0);

	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(url->kind, ==, CT_RECORD_SIMPLE_URL);
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_COMPONENT), ==, "Meet");
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_NAME), ==, "contoso.com");
	g_assert_cmpstr(ct_facts_get(facts, url->props, CT_KEY_URL), ==,
			"https://meet.contoso.com");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-settings/assignments", test_assignments);
	g_test_add_func("/import-settings/real-assignments", test_real_assignments);
	g_test_add_func("/import-settings/topology-inside", test_topology_inside);
	g_test_add_func("/import-settings/many-documents", test_many_documents);
	g_test_add_func("/import-settings/directories", test_directories);
	g_test_add_func("/import-settings/simple-urls", test_simple_urls);
	return g_test_run();
}
