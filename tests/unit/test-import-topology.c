/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topology documents and Topology Builder files: real ones where they are at hand, made-up ones for
 * what no real file shows. */
#include "tests/unit/exports.h"

typedef struct {
	guint sites, clusters, machines, sqls, services, dependencies;
} Counts;

static void
assert_counts(const CtFacts *facts, Counts expected)
{
	g_assert_cmpuint(facts->sites->len, ==, expected.sites);
	g_assert_cmpuint(facts->clusters->len, ==, expected.clusters);
	g_assert_cmpuint(facts->machines->len, ==, expected.machines);
	g_assert_cmpuint(facts->sqls->len, ==, expected.sqls);
	g_assert_cmpuint(facts->services->len, ==, expected.services);
	g_assert_cmpuint(facts->dependencies->len, ==, expected.dependencies);
}

static const CtServiceFact *
find_service(const CtFacts *facts, const char *id)
{
	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *service = &g_array_index(facts->services, CtServiceFact, i);

		if (strcmp(service->id, id) == 0)
			return service;
	}
	g_error("there is no service %s", id);
}

static gboolean
has_dependency(const CtFacts *facts, const char *from, const char *to, const char *usage)
{
	for (guint i = 0; i < facts->dependencies->len; i++) {
		const CtDependencyFact *fact = &g_array_index(facts->dependencies, CtDependencyFact,
							      i);

		if (strcmp(fact->from, from) == 0 && strcmp(fact->to, to) == 0 &&
		    strcmp(fact->usage, usage) == 0)
			return TRUE;
	}
	return FALSE;
}

static const CtClusterFact *
cluster_at(const CtFacts *facts, guint index)
{
	return &g_array_index(facts->clusters, CtClusterFact, index);
}

static const CtMachineFact *
machine_at(const CtFacts *facts, guint index)
{
	return &g_array_index(facts->machines, CtMachineFact, index);
}

static const struct {
	const char *name;
	CtInputKind kind;
	Counts counts;
} real_files[] = {
	{ "contoso-sfb2015-ee-edge.tbxml", CT_INPUT_BUILDER, { 1, 6, 11, 1, 15, 21 } },
	{ "topology-sfb2015-se-edge-pstn.xml", CT_INPUT_TOPOLOGY, { 1, 3, 3, 1, 14, 20 } },
	{ "topology-sfb2019-se.xml", CT_INPUT_TOPOLOGY, { 1, 1, 1, 1, 10, 15 } },
};

static void
test_real_files(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(real_files); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *path = export_shared_sample(real_files[i].name);
		g_autoptr(CtFacts) facts = NULL;

		if (path == NULL)
			return;
		facts = export_read(path, NULL, &error);
		g_assert_no_error(error);
		assert_counts(facts, real_files[i].counts);
		g_assert_cmpint(export_input(facts)->kind, ==, real_files[i].kind);
		g_assert_cmpuint(export_input(facts)->n_facts, ==, ct_facts_count(facts));
		g_assert_cmpuint(facts->notes->len, ==, 0);
	}
}

/* How people save exports again. */
static const struct {
	const char *charset; /* for g_convert() */
	const char *mark;
	gsize mark_length;
	const char *encoding;
} encodings[] = {
	{ "UTF-8", "", 0, "utf-8" },	   { "UTF-8", "\xEF\xBB\xBF", 3, "utf-8-bom" },
	{ "UTF-16LE", "", 0, "utf-16le" }, { "UTF-16LE", "\xFF\xFE", 2, "utf-16le-bom" },
	{ "UTF-16BE", "", 0, "utf-16be" }, { "UTF-16BE", "\xFE\xFF", 2, "utf-16be-bom" },
};

static const char *const beginnings[] = {
	"",
	"\n\n \n",
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
	"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
	"\n<?xml version='1.0' encoding='windows-1252' standalone='yes'?>\n",
};

/* The text of a sample from its first element on, with line ends of one kind. */
static char *
sample_text(const char *path, const char *line_end)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GString) plain = NULL;
	const char *start;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	start = strstr(text, "<Topology");
	g_assert_nonnull(start);
	plain = g_string_new(start);
	g_string_replace(plain, "\r\n", "\n", 0);
	g_string_replace(plain, "\n", line_end, 0);
	return g_string_free(g_steal_pointer(&plain), FALSE);
}

static void
assert_encoded(const char *text, gsize row, Counts counts)
{
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	g_autofree char *converted = g_convert(text, -1, encodings[row].charset, "UTF-8", NULL,
					       &length, &error);
	g_autoptr(GString) bytes = g_string_new_len(encodings[row].mark,
						    (gssize)encodings[row].mark_length);
	g_autoptr(CtFacts) facts = NULL;

	g_assert_no_error(error);
	g_string_append_len(bytes, converted, (gssize)length);
	facts = export_import_bytes(bytes->str, bytes->len, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(export_input(facts)->encoding, ==, encodings[row].encoding);
	assert_counts(facts, counts);
}

static void
test_real_files_saved_again(void)
{
	static const char *const line_ends[] = { "\n", "\r\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(real_files) * G_N_ELEMENTS(line_ends); i++) {
		g_autofree char *path = export_shared_sample(real_files[i / 2].name);
		g_autofree char *text = NULL;

		if (path == NULL)
			return;
		text = sample_text(path, line_ends[i % 2]);
		for (gsize k = 0; k < G_N_ELEMENTS(beginnings) * G_N_ELEMENTS(encodings); k++) {
			const char *beginning = beginnings[k / G_N_ELEMENTS(encodings)];
			g_autofree char *whole = g_strconcat(beginning, text, NULL);

			assert_encoded(whole, k % G_N_ELEMENTS(encodings),
				       real_files[i / 2].counts);
		}
	}
}

static const char small_topology[] =
	"<Topology xmlns='urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008'>\n"
	"<InternalDomains DefaultDomain='Contoso.com'>\n"
	" <InternalDomain Name='contoso.com'/><InternalDomain Name='fabrikam.com'/>\n"
	"</InternalDomains>\n"
	"<Sites><CentralSite SiteId='1'><Name>Redmond </Name>\n"
	" <FederationRoute><ServiceId SiteId='1' RoleName='EdgeServer' Instance='1'/>\n"
	" </FederationRoute>\n"
	" <RemoteSites><RemoteSite SiteId='2'><Name>Branch</Name></RemoteSite></RemoteSites>\n"
	"</CentralSite><RemoteSite SiteId='3' CentralSiteId='1'/></Sites>\n"
	"<Clusters>\n"
	" <Cluster Fqdn=' FE.contoso.com ' RequiresSetup='true'>\n"
	"  <ClusterId SiteId='1' Number='1'/><Machine/></Cluster>\n"
	" <Cluster Fqdn='two.contoso.com'><ClusterId SiteId='1' Number='2'/>\n"
	"  <Machine Fqdn='a.contoso.com'/><Machine/></Cluster>\n"
	"</Clusters>\n"
	"<SqlInstances><SqlInstance><SqlInstanceId Name=''>\n"
	" <ClusterId SiteId='1' Number='1'/></SqlInstanceId></SqlInstance></SqlInstances>\n"
	"<Services>\n"
	" <Service RoleVersion='2' ServiceVersion='6' Type='x.RegistrarService' New='kept'>\n"
	"  <ServiceId SiteId='1' RoleName='Registrar' Instance='1'/>\n"
	"  <DependsOn><Dependency Usage='Backup'>\n"
	"   <ServiceId SiteId='1' RoleName='Registrar' Instance='9'/></Dependency></DependsOn>\n"
	"  <InstalledOn><ClusterId SiteId='1' Number='1'/></InstalledOn>\n"
	"  <Ports><Port Owner='urn:application:RGS' Port='5071'/>\n"
	"   <Port Owner='urn:application:RGS' Port='5072'/></Ports>\n"
	"  <RegistrarService IsDirector='true'><Extra Deep='1'>words</Extra>\n"
	"   <DefaultPersistentChat><ServiceId SiteId='1' RoleName='Unheard' Instance='1'/>\n"
	"   </DefaultPersistentChat><Place><ClusterId SiteId='1' Number='2'/></Place>\n"
	"  </RegistrarService></Service>\n"
	" <Service RoleVersion='1' ServiceVersion='6'>\n"
	"  <ServiceId SiteId='1' RoleName='Unheard' Instance='1'/>\n"
	"  <InstalledOn><SqlInstanceId Name=''><ClusterId SiteId='1' Number='1'/>\n"
	"  </SqlInstanceId></InstalledOn></Service>\n"
	"</Services><Novelty/></Topology>";

static void
test_sites(void)
{
	g_autoptr(CtFacts) facts = export_import(small_topology);
	const CtSiteFact *sites = (const CtSiteFact *)(void *)facts->sites->data;
	const CtRecord *route = NULL;

	g_assert_cmpuint(facts->sites->len, ==, 3);
	g_assert_cmpstr(sites[0].name, ==, "Redmond");
	g_assert_cmpstr(sites[0].kind, ==, "CentralSite");
	g_assert_null(sites[0].parent);
	g_assert_cmpuint(sites[0].origin.line, ==, 5);
	g_assert_cmpstr(sites[0].origin.path, ==, "Topology/Sites/CentralSite");
	g_assert_cmpstr(sites[1].id, ==, "2");
	g_assert_cmpstr(sites[1].parent, ==, "1");
	g_assert_cmpstr(sites[2].parent, ==, "1");
	for (guint i = 0; i < facts->records->len; i++)
		if (export_record(facts, i)->kind == CT_RECORD_SITE)
			route = export_record(facts, i);
	g_assert_nonnull(route);
	g_assert_cmpstr(ct_facts_get(facts, route->props, CT_KEY_FEDERATION_ROUTE), ==,
			"1-EdgeServer-1");
	g_assert_cmpstr(ct_facts_get(facts, route->props, CT_KEY_SITE), ==, "1");
}

static void
test_domains(void)
{
	g_autoptr(CtFacts) facts = export_import(small_topology);
	const CtRecord *first = export_record(facts, 0);
	const CtRecord *second = export_record(facts, 1);

	g_assert_cmpint(first->kind, ==, CT_RECORD_SIP_DOMAIN);
	g_assert_cmpstr(ct_facts_get(facts, first->props, CT_KEY_NAME), ==, "contoso.com");
	g_assert_true(ct_facts_get_bool(facts, first->props, CT_KEY_DEFAULT));
	g_assert_cmpstr(ct_facts_get(facts, second->props, CT_KEY_NAME), ==, "fabrikam.com");
	g_assert_false(ct_facts_get_bool(facts, second->props, CT_KEY_DEFAULT));
}

static void
test_clusters(void)
{
	g_autoptr(CtFacts) facts = export_import(small_topology);
	const CtSqlFact *sql = &g_array_index(facts->sqls, CtSqlFact, 0);

	g_assert_cmpuint(facts->clusters->len, ==, 2);
	g_assert_cmpstr(cluster_at(facts, 0)->id, ==, "1:1");
	g_assert_cmpstr(cluster_at(facts, 0)->fqdn, ==, "FE.contoso.com");
	g_assert_cmpstr(cluster_at(facts, 0)->site, ==, "1");
	g_assert_cmpstr(export_other(facts, cluster_at(facts, 0)->props, "Cluster.RequiresSetup"),
			==, "true");
	/* alone it is the cluster; beside another it cannot be told */
	g_assert_cmpuint(facts->machines->len, ==, 2);
	g_assert_cmpstr(machine_at(facts, 0)->fqdn, ==, "FE.contoso.com");
	g_assert_cmpstr(machine_at(facts, 1)->fqdn, ==, "a.contoso.com");
	g_assert_cmpstr(machine_at(facts, 1)->cluster, ==, "1:2");
	g_assert_cmpstr(sql->id, ==, "1:1/");
	g_assert_cmpstr(sql->name, ==, "");
	g_assert_cmpstr(sql->cluster, ==, "1:1");
}

static void
test_services(void)
{
	g_autoptr(CtFacts) facts = export_import(small_topology);
	const CtServiceFact *registrar = find_service(facts, "1-Registrar-1");
	const CtServiceFact *unheard = find_service(facts, "1-Unheard-1");
	g_autofree char *applications = export_values(facts, registrar->props, CT_KEY_APPLICATION);

	g_assert_null(registrar->alias);
	g_assert_cmpstr(registrar->role, ==, "Registrar");
	g_assert_cmpint(registrar->role_version, ==, 2);
	g_assert_cmpint(registrar->service_version, ==, 6);
	g_assert_cmpstr(registrar->site, ==, "1");
	g_assert_cmpstr(registrar->installed_on, ==, "1:1");
	g_assert_cmpuint(registrar->origin.line, ==, 19);
	g_assert_true(ct_facts_get_bool(facts, registrar->props, CT_KEY_IS_DIRECTOR));
	g_assert_cmpstr(applications, ==, "RGS");
	g_assert_cmpstr(unheard->installed_on, ==, "1:1/");
}

/* An Edge listens for federated partners only while federation is enabled; the internal side and the
 * port for clients say nothing about it. */
static void
test_federation_port(void)
{
	static const char *const ports[] = { "SipServer' InterfaceSide='External",
					     "SipServer' InterfaceSide='Internal",
					     "SipClient' InterfaceSide='External" };

	for (gsize i = 0; i < G_N_ELEMENTS(ports); i++) {
		g_autofree char *text = g_strdup_printf(
			"<Topology><Services><Service>"
			"<ServiceId SiteId='1' RoleName='EdgeServer' Instance='1'/>"
			"<Ports><Port Owner='urn:component:AccessEdge' Usage='%s' Port='5061'/>"
			"</Ports></Service></Services></Topology>",
			ports[i]);
		g_autoptr(CtFacts) facts = export_import(text);
		const CtServiceFact *edge = find_service(facts, "1-EdgeServer-1");

		g_assert_true(ct_facts_get_bool(facts, edge->props, CT_KEY_EDGE_ACCESS));
		g_assert_cmpint(ct_facts_get_bool(facts, edge->props, CT_KEY_FEDERATION_ENABLED),
				==, i == 0);
	}
}

/* Attributes, texts and references that nobody has described stay with their service. */
static void
test_unknown_things_are_kept(void)
{
	g_autoptr(CtFacts) facts = export_import(small_topology);
	CtPropRange props = find_service(facts, "1-Registrar-1")->props;

	g_assert_cmpstr(export_other(facts, props, "Service.New"), ==, "kept");
	g_assert_cmpstr(export_other(facts, props, "Extra.Deep"), ==, "1");
	g_assert_cmpstr(export_other(facts, props, "Extra"), ==, "words");
	g_assert_cmpstr(export_other(facts, props, "Place"), ==, "1:2");
	g_assert_cmpuint(facts->dependencies->len, ==, 2);
	g_assert_true(has_dependency(facts, "1-Registrar-1", "1-Registrar-9", "Backup"));
	g_assert_true(
		has_dependency(facts, "1-Registrar-1", "1-Unheard-1", "DefaultPersistentChat"));
}

static void
test_notes(void)
{
	static const char *const expected[] = {
		"element: Novelty",
		"machine without name: two.contoso.com",
		"role: Unheard",
	};
	g_autoptr(CtFacts) facts = export_import(small_topology);

	g_assert_cmpuint(facts->notes->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);
		g_autofree char *text = g_strdup_printf("%s: %s", note->what, note->value);

		g_assert_cmpstr(text, ==, expected[i]);
	}
}

static void
test_foreign_namespace(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<Topology xmlns='urn:x'><Sites><CentralSite SiteId='co1'/></Sites></Topology>");
	g_autofree char *note = export_note(facts);

	g_assert_cmpuint(facts->sites->len, ==, 1);
	g_assert_cmpstr(note, ==, "namespace: urn:x");
}

static void
test_incomplete(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<Topology><Clusters><Cluster/><Cluster Fqdn='a.b'/></Clusters>"
		"<SqlInstances><SqlInstance/></SqlInstances>"
		"<Services><Service/><Service><ServiceId RoleName='Registrar'/></Service>"
		"</Services><Sites><CentralSite/></Sites></Topology>");

	assert_counts(facts, (Counts){ 0, 1, 0, 0, 1, 0 });
	g_assert_cmpstr(cluster_at(facts, 0)->id, ==, "a.b");
	g_assert_null(g_array_index(facts->services, CtServiceFact, 0).installed_on);
	g_assert_cmpuint(facts->notes->len, ==, 4);
}

/* A tree of a Topology Builder file, with the name of what it stands in and more clusters. */
#define TREE(name, more)                                                                     \
	"<" name "><PartialTopology><CentralSites><CentralSite SiteId='7'><Clusters>"        \
	"<Cluster UniqueId='AAAA' Fqdn='fe.contoso.com'><Machines><Machine Fqdn='m1'/>"      \
	"<Machine Fqdn='m2'/></Machines><SqlInstances>"                                      \
	"<SqlInstance UniqueId='5555' Name='rtc'/></SqlInstances></Cluster>" more            \
	"</Clusters></CentralSite></CentralSites><Services>"                                 \
	"<Service UniqueId='R1' RoleName='Registrar' ServiceVersion='6' InstalledOn='aaaa'>" \
	"<DependsOn><Dependency ServiceUniqueId='U1' Usage='Default'/>"                      \
	"<Dependency ServiceUniqueId='gone' Usage='Default'/></DependsOn>"                   \
	"<RegistrarService Archive='u1' Home='5555' Plain='x'/></Service>"                   \
	"<Service UniqueId='U1' RoleName='UserStore' InstalledOn='5555'/>"                   \
	"<Service UniqueId='U2' RoleName='UserStore' InstalledOn='5555'/>"                   \
	"</Services></PartialTopology></" name ">"

static void
test_builder(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<TopologyBuilder>" TREE("NewTopology", "") "</TopologyBuilder>");
	const CtServiceFact *registrar = find_service(facts, "7-Registrar-1");

	assert_counts(facts, (Counts){ 1, 1, 2, 1, 3, 3 });
	g_assert_cmpstr(registrar->alias, ==, "R1");
	g_assert_cmpstr(registrar->site, ==, "7");
	g_assert_cmpstr(registrar->installed_on, ==, "AAAA");
	g_assert_cmpstr(find_service(facts, "7-UserStore-2")->alias, ==, "U2");
	g_assert_cmpstr(find_service(facts, "7-UserStore-1")->installed_on, ==, "5555");
	g_assert_true(has_dependency(facts, "7-Registrar-1", "7-UserStore-1", "Default"));
	g_assert_true(has_dependency(facts, "7-Registrar-1", "gone", "Default"));
	g_assert_true(has_dependency(facts, "7-Registrar-1", "7-UserStore-1", "Archive"));
	g_assert_cmpstr(export_other(facts, registrar->props, "Home"), ==, "5555");
	g_assert_cmpstr(export_other(facts, registrar->props, "RegistrarService.Plain"), ==, "x");
	g_assert_cmpstr(cluster_at(facts, 0)->id, ==, "AAAA");
	g_assert_cmpstr(cluster_at(facts, 0)->site, ==, "7");
	g_assert_cmpstr(g_array_index(facts->sqls, CtSqlFact, 0).cluster, ==, "AAAA");
}

#define OLD_TREE TREE("OldTopology", "<Cluster UniqueId='BBBB' Fqdn='old.contoso.com'/>")

/* The edited tree counts, wherever it stands; the other adds what only it has. */
static void
test_builder_with_two_trees(void)
{
	static const char text[] = "<TopologyBuilder>\n" OLD_TREE
				   "\n" TREE("NewTopology", "") "</TopologyBuilder>";
	g_autoptr(CtFacts) facts = export_import(text);
	g_autofree char *note = export_note(facts);

	assert_counts(facts, (Counts){ 1, 2, 2, 1, 3, 3 });
	g_assert_cmpuint(cluster_at(facts, 0)->origin.line, ==, 3);
	g_assert_cmpstr(cluster_at(facts, 1)->fqdn, ==, "old.contoso.com");
	g_assert_cmpstr(note, ==, "further topology: OldTopology");
}

static void
test_builder_nameless_machine(void)
{
	g_autoptr(CtFacts) facts = export_import(
		"<PartialTopology><CentralSites><CentralSite SiteId='1'><Clusters>"
		"<Cluster UniqueId='a' IsSingleMachineOnly='true' Fqdn='sql.contoso.com'>"
		"<Machines><Machine/></Machines></Cluster></Clusters></CentralSite>"
		"</CentralSites></PartialTopology>");

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_BUILDER);
	g_assert_cmpuint(facts->machines->len, ==, 1);
	g_assert_cmpstr(machine_at(facts, 0)->fqdn, ==, "sql.contoso.com");
}

static void
test_builder_without_tree(void)
{
	g_autoptr(CtFacts) facts = export_import("<TopologyBuilder/>");
	g_autofree char *note = export_note(facts);

	g_assert_cmpstr(note, ==, "topology without content: TopologyBuilder");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-topology/real-files", test_real_files);
	g_test_add_func("/import-topology/real-files-saved-again", test_real_files_saved_again);
	g_test_add_func("/import-topology/sites", test_sites);
	g_test_add_func("/import-topology/domains", test_domains);
	g_test_add_func("/import-topology/clusters", test_clusters);
	g_test_add_func("/import-topology/services", test_services);
	g_test_add_func("/import-topology/federation-port", test_federation_port);
	g_test_add_func("/import-topology/unknown-things-are-kept", test_unknown_things_are_kept);
	g_test_add_func("/import-topology/notes", test_notes);
	g_test_add_func("/import-topology/foreign-namespace", test_foreign_namespace);
	g_test_add_func("/import-topology/incomplete", test_incomplete);
	g_test_add_func("/import-topology/builder", test_builder);
	g_test_add_func("/import-topology/builder-with-two-trees", test_builder_with_two_trees);
	g_test_add_func("/import-topology/builder-nameless-machine", test_builder_nameless_machine);
	g_test_add_func("/import-topology/builder-without-tree", test_builder_without_tree);
	return g_test_run();
}
