/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estate as data: its tables and lookups; the estates of real exports and of the samples; and
 * that the order of facts cannot be seen in it. */
#include "estate-text.h"
#include "exports.h"

static void
test_subjects(void)
{
	g_autofree char *subject = ct_subject(CT_OBJECT_POOL, "OCS01.Contoso.com");

	g_assert_cmpstr(subject, ==, "pool:ocs01.contoso.com");
	for (guint i = 0; i < CT_N_OBJECT_KINDS; i++) {
		const char *prefix = ct_object_kind_prefix((CtObjectKind)i);

		g_assert_cmpint(ct_object_kind_from_prefix(prefix, strlen(prefix)), ==, i);
		g_assert_nonnull(ct_object_kind_name((CtObjectKind)i));
	}
	g_assert_cmpint(ct_object_kind_from_prefix("pool:x", 4), ==, CT_OBJECT_POOL);
	g_assert_cmpint(ct_object_kind_from_prefix("po", 2), ==, CT_N_OBJECT_KINDS);
	g_assert_cmpint(ct_object_kind_from_prefix("nonsense", 8), ==, CT_N_OBJECT_KINDS);
}

static void
test_names(void)
{
	g_assert_cmpstr(ct_product_name(CT_PRODUCT_OCS2007R2), ==,
			"Office Communications Server 2007 R2");
	for (guint i = 0; i < CT_N_PRODUCTS; i++)
		g_assert_nonnull(ct_product_name((CtProduct)i));
	g_assert_cmpstr(ct_role_name(CT_ROLE_CONF_SERVICES), ==, "ConfServices");
	for (guint i = 0; i < CT_N_ROLES; i++)
		g_assert_nonnull(ct_role_name((CtRole)i));
}

static void
test_empty(void)
{
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = ct_estate_new(ct_facts_new(), findings);
	CtCounts counts = ct_estate_counts(estate);
	CtSiteId none = { CT_NONE };

	g_assert_cmpuint(counts.pools + counts.users + counts.applications + counts.sites, ==, 0);
	g_assert_cmpuint(ct_estate_find_pool(estate, "a.b").index, ==, CT_NONE);
	g_assert_cmpuint(ct_estate_find_pool(estate, NULL).index, ==, CT_NONE);
	g_assert_cmpuint(ct_estate_find_user(estate, NULL).index, ==, CT_NONE);
	g_assert_null(ct_estate_site(estate, none));
	g_assert_null(ct_estate_pool(estate, (CtPoolId){ CT_NONE }));
	g_assert_null(ct_estate_object(estate, (CtObjectId){ 0 }));
	g_assert_null(ct_estate_service(estate, (CtServiceId){ 0 }));
	g_assert_cmpuint(findings->items->len, ==, 0);
}

static void
test_where(void)
{
	CtFacts *facts = ct_facts_new();
	guint32 input = add_input(facts, "a/topology.xml", CT_INPUT_TOPOLOGY);
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = ct_estate_new(facts, findings);
	g_autofree char *line = ct_estate_where(estate, (CtOrigin){ input, 12, NULL });
	g_autofree char *file = ct_estate_where(estate, (CtOrigin){ input, 0, NULL });

	g_assert_cmpstr(line, ==, "a/topology.xml:12");
	g_assert_cmpstr(file, ==, "a/topology.xml");
}

static const struct {
	const char *name;
	CtCounts counts;
	CtProduct product;
} real[] = {
	{ "contoso-sfb2015-ee-edge.tbxml", { 1, 6, 11, 1, 15, 21, 0, 0, 0 }, CT_PRODUCT_SFB2015 },
	{ "topology-sfb2015-se-edge-pstn.xml",
	  { 1, 3, 3, 1, 14, 20, 1, 0, 0 },
	  CT_PRODUCT_SFB2015 },
	{ "topology-sfb2019-se.xml", { 1, 1, 1, 1, 10, 15, 0, 0, 0 }, CT_PRODUCT_SFB2019 },
};

static void
assert_counts(CtCounts a, CtCounts b)
{
	g_assert_cmpuint(a.sites, ==, b.sites);
	g_assert_cmpuint(a.pools, ==, b.pools);
	g_assert_cmpuint(a.machines, ==, b.machines);
	g_assert_cmpuint(a.sql_instances, ==, b.sql_instances);
	g_assert_cmpuint(a.services, ==, b.services);
	g_assert_cmpuint(a.dependencies, ==, b.dependencies);
	g_assert_cmpuint(a.gateways, ==, b.gateways);
	g_assert_cmpuint(a.users, ==, b.users);
	g_assert_cmpuint(a.applications, ==, b.applications);
}

static void
test_real_topologies(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(real); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtFindings) findings = ct_findings_new();
		g_autoptr(CtEstate) estate = NULL;
		g_autofree char *path = export_shared_sample(real[i].name);
		CtFacts *facts;

		if (path == NULL)
			return;
		facts = export_read(path, NULL, &error);
		g_assert_no_error(error);
		estate = ct_estate_new(facts, findings);
		assert_counts(ct_estate_counts(estate), real[i].counts);
		g_assert_cmpuint(findings->items->len, ==, 0);
		for (guint p = 0; p < estate->pools->len; p++) {
			const CtPool *pool = &g_array_index(estate->pools, CtPool, p);

			g_assert_cmpint(pool->deployment, ==, CT_DEPLOYMENT_TARGET);
			g_assert_cmpint(pool->product, ==, real[i].product);
		}
	}
}

/* A folder of the project's samples. */
static CtFacts *
read_sample(const char *name)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");
	g_autofree char *path = g_build_filename(root != NULL ? root : ".", "samples", name, NULL);
	g_autoptr(GError) error = NULL;
	CtFacts *facts;

	facts = export_read(path, NULL, &error);
	g_assert_no_error(error);
	return facts;
}

static void
test_contoso(void)
{
	static const CtCounts expected = { 3, 20, 23, 4, 47, 65, 4, 151, 40 };
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = NULL;
	CtFacts *facts = read_sample("contoso");

	estate = ct_estate_new(facts, findings);
	assert_counts(ct_estate_counts(estate), expected);
	g_assert_cmpuint(findings->items->len, ==, 0);
	g_assert_cmpuint(pool_named(estate, "ocspool01.contoso.com")->users, ==, 60);
	g_assert_cmpuint(pool_named(estate, "ocsse03.contoso.com")->users, ==, 24);
	g_assert_cmpint(pool_named(estate, "ocsdir01.contoso.com")->kind, ==, CT_OBJECT_DIRECTOR);
	g_assert_cmpint(pool_named(estate, "lyncpool01.contoso.com")->edition, ==,
			CT_EDITION_ENTERPRISE);
	g_assert_cmpstr(pool_named(estate, "lyncpool01.contoso.com")->back_end, ==,
			"sql01.contoso.com\\rtc");
	g_assert_cmpstr(pool_named(estate, "ocspool01.contoso.com")->back_end, ==,
			"sqlocs01.contoso.com\\rtc");
	g_assert_true(object_named(estate, CT_OBJECT_STATIC_ROUTE, "*@rcc.contoso.com")
			      ->remote_call_control);
	g_assert_cmpuint(estate->edge_servers->len, ==, 5);
	g_assert_cmpstr(estate->legacy_forest, ==, "contoso.com");
}

static char *
text_of(CtFacts *facts)
{
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtEstate) estate = ct_estate_new(facts, findings);

	return estate_text(estate, findings);
}

/* The first line that differs says more than two whole estates. */
static void
assert_same_text(const char *a, const char *b)
{
	g_auto(GStrv) lines_a = g_strsplit(a, "\n", -1);
	g_auto(GStrv) lines_b = g_strsplit(b, "\n", -1);

	for (guint i = 0; lines_a[i] != NULL && lines_b[i] != NULL; i++)
		g_assert_cmpstr(lines_a[i], ==, lines_b[i]);
	g_assert_cmpuint(g_strv_length(lines_a), ==, g_strv_length(lines_b));
}

static void
test_order_of_samples(void)
{
	static const char *const names[] = { "contoso", "fabrikam", "northwind" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		CtFacts *facts = read_sample(names[i]);
		g_autofree char *expected = NULL;

		expected = text_of(facts);
		for (guint32 seed = 1; seed <= 5; seed++) {
			CtFacts *shuffled = read_sample(names[i]);
			g_autofree char *text = NULL;

			shuffle_facts(shuffled, seed);
			text = text_of(shuffled);
			assert_same_text(text, expected);
		}
	}
}

/* Contradicting facts of two inputs, given in either order of the inputs. */
static CtFacts *
contradicting_facts(gboolean reversed)
{
	static const char *const paths[] = { "a.xml", "b.xml" };
	static const char *const names[] = { "Pool01.contoso.com", "POOL01.contoso.com" };
	CtFacts *facts = ct_facts_new();

	for (guint i = 0; i < 2; i++)
		add_input(facts, paths[reversed ? 1 - i : i], CT_INPUT_CLIXML);
	for (guint i = 0; i < 2; i++) {
		guint which = reversed ? 1 - i : i;

		add_record(facts, i, CT_RECORD_POOL, "MSFT_SIPPoolSetting", CT_KEY_FQDN,
			   names[which], CT_KEY_DISPLAY_NAME, which == 0 ? "One" : "Two",
			   CT_KEY_VERSION, "4", CT_N_KEYS);
		add_record(facts, i, CT_RECORD_ACCESS_NUMBER, "AccessNumber", CT_KEY_PRIMARY_URI,
			   "sip:dialin@contoso.com", CT_KEY_DISPLAY_NAME,
			   which == 0 ? "First" : "Second", CT_KEY_POOL, "pool01.contoso.com",
			   CT_N_KEYS);
		add_record(facts, i, CT_RECORD_SITE, "Site", CT_KEY_NAME, "Redmond", CT_KEY_SITE,
			   which == 0 ? "1" : "2", CT_N_KEYS);
		add_record(facts, i, CT_RECORD_USER, "ADUser", CT_KEY_SIP_ADDRESS,
			   which == 0 ? "sip:Amy@contoso.com" : "sip:AMY@contoso.com",
			   CT_KEY_DISPLAY_NAME, which == 0 ? "Amy A" : "Amy B", CT_KEY_POLICY_VOICE,
			   which == 0 ? "Red" : "Blue", CT_N_KEYS);
	}
	return facts;
}

static void
test_order_of_inputs(void)
{
	g_autofree char *forward = text_of(contradicting_facts(FALSE));
	g_autofree char *backward = text_of(contradicting_facts(TRUE));

	assert_same_text(forward, backward);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/estate/subjects", test_subjects);
	g_test_add_func("/estate/names", test_names);
	g_test_add_func("/estate/empty", test_empty);
	g_test_add_func("/estate/where", test_where);
	g_test_add_func("/estate/real-topologies", test_real_topologies);
	g_test_add_func("/estate/contoso", test_contoso);
	g_test_add_func("/estate/order-of-samples", test_order_of_samples);
	g_test_add_func("/estate/order-of-inputs", test_order_of_inputs);
	return g_test_run();
}
