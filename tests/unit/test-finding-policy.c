/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions about findings: what is recognised from run to run, and what is not. */
#include "analyzer/finding-policy.h"
#include "tests/unit/handmade.h"

#define TODAY "2026-11-21"

static void
add_at(World *world, guint32 line, CtRuleId rule, const char *subject, const char *message)
{
	CtOrigin origin = { 0, line, NULL };

	ct_findings_add(world->findings, rule, origin, g_strdup(subject), "%s", message);
}

static const CtFinding *
finding_at(const World *world, guint index)
{
	return g_ptr_array_index(world->findings->items, index);
}

static void
apply(World *world, CtFindingPolicy *policy)
{
	ct_findings_sort(world->findings, world->estate);
	ct_finding_policy_apply(policy, world->findings, world->estate, TODAY);
}

/* The prints of one finding in two worlds that differ in where and how it is told. */
static void
assert_same_print(const char *subject, const char *message, guint32 line, const char *other_message,
		  guint32 other_line, gboolean same)
{
	g_autoptr(CtFindingPolicy) policy = ct_finding_policy_new();
	World one = world_new();
	World two = world_new();

	add_at(&one, line, CT_RULE_CROSS_FOREST, subject, message);
	add_at(&two, other_line, CT_RULE_CROSS_FOREST, subject, other_message);
	apply(&one, policy);
	apply(&two, policy);
	g_assert_cmpint(g_strcmp0(finding_at(&one, 0)->fingerprint,
				  finding_at(&two, 0)->fingerprint) == 0,
			==, same);
	world_clear(&one);
	world_clear(&two);
}

static void
test_fingerprints(void)
{
	assert_same_print("pool:a", "3 users", 7, "4 users of many", 9, TRUE);
	assert_same_print(NULL, "3 users", 7, "4 users", 9, TRUE);
	assert_same_print(NULL, "3 users", 7, "4 pools", 7, FALSE);
}

static void
test_prints_are_unique(void)
{
	g_autoptr(CtFindingPolicy) policy = ct_finding_policy_new();
	World world = world_new();

	add_at(&world, 1, CT_RULE_CROSS_FOREST, "pool:a", "one");
	add_at(&world, 2, CT_RULE_CROSS_FOREST, "pool:a", "two");
	add_at(&world, 2, CT_RULE_THREE_VERSION_MIX, "pool:a", "two");
	apply(&world, policy);
	g_assert_cmpstr(finding_at(&world, 0)->fingerprint, !=, finding_at(&world, 1)->fingerprint);
	g_assert_cmpstr(finding_at(&world, 1)->fingerprint, !=, finding_at(&world, 2)->fingerprint);
	world_clear(&world);
}

static void
test_baseline(void)
{
	g_autoptr(CtFindingPolicy) first = ct_finding_policy_new();
	g_autoptr(CtFindingPolicy) second = ct_finding_policy_new();
	World before = world_new();
	World after = world_new();
	const GArray *gone;

	add_at(&before, 1, CT_RULE_CROSS_FOREST, "pool:a", "stays");
	add_at(&before, 2, CT_RULE_CROSS_FOREST, "pool:b", "goes");
	apply(&before, first);
	ct_finding_policy_begin_baseline(second);
	for (guint i = 0; i < before.findings->items->len; i++)
		ct_finding_policy_know(second, finding_at(&before, i)->fingerprint, "cross-forest",
				       finding_at(&before, i)->message);
	add_at(&after, 5, CT_RULE_CROSS_FOREST, "pool:a", "stays, in other words");
	add_at(&after, 6, CT_RULE_CROSS_FOREST, "pool:c", "comes");
	apply(&after, second);

	g_assert_true(finding_at(&after, 0)->known);
	g_assert_false(finding_at(&after, 1)->known);
	g_assert_cmpuint(ct_findings_count(after.findings, CT_SEVERITY_ERROR), ==, 1);
	gone = ct_finding_policy_gone(second);
	g_assert_cmpuint(gone->len, ==, 1);
	g_assert_cmpstr(g_array_index(gone, CtGoneFinding, 0).message, ==, "goes");
	world_clear(&before);
	world_clear(&after);
}

static void
test_subject_patterns(void)
{
	static const struct {
		const char *entry;
		gboolean fits;
	} rows[] = {
		{ "cross-forest until 2026-11-21 because x", TRUE },
		{ "W-03 pool:A.contoso.com until 2026-11-22 because x", TRUE },
		{ "W-03 pool:*.contoso.com until 2026-11-22 because x", TRUE },
		{ "W-03 pool:b.contoso.com until 2026-11-22 because x", FALSE },
		{ "W-03 until 2026-11-20 because x", FALSE },
		{ "W-02 until 2026-11-22 because x", FALSE },
		{ "  W-03\tpool:a*  until   2026-11-22\tbecause  until then  ", TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(CtFindingPolicy) policy = ct_finding_policy_new();
		g_autoptr(GError) error = NULL;
		gboolean suppressed = FALSE;
		World world = world_new();

		add_at(&world, 1, CT_RULE_CROSS_FOREST, "pool:a.contoso.com", "told");
		ct_finding_policy_suppress(policy, rows[i].entry, NULL, 0, &error);
		g_assert_no_error(error);
		apply(&world, policy);
		for (guint j = 0; j < world.findings->items->len; j++)
			suppressed |= finding_at(&world, j)->suppressed != NULL;
		g_test_message("%s", rows[i].entry);
		g_assert_cmpint(suppressed, ==, rows[i].fits);
		world_clear(&world);
	}
}

static void
test_entries_are_explained(void)
{
	static const struct {
		const char *entry;
		const char *message;
	} rows[] = {
		{ "W-03", "f:3: the day until which it holds is missing; an entry is "
			  "\"CODE [SUBJECT] until YYYY-MM-DD because REASON\"" },
		{ "W-03 until 2026-02-30 because x",
		  "f:3: the day until which it holds is missing; an entry is "
		  "\"CODE [SUBJECT] until YYYY-MM-DD because REASON\"" },
		{ "W-03 until 2026-02-03 because ",
		  "f:3: the reason is missing; an entry is "
		  "\"CODE [SUBJECT] until YYYY-MM-DD because REASON\"" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(CtFindingPolicy) policy = ct_finding_policy_new();
		g_autoptr(GError) error = NULL;

		g_assert_false(ct_finding_policy_suppress(policy, rows[i].entry, "f", 3, &error));
		g_assert_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_MALFORMED);
		g_assert_cmpstr(error->message, ==, rows[i].message);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/finding-policy/fingerprints", test_fingerprints);
	g_test_add_func("/finding-policy/prints-are-unique", test_prints_are_unique);
	g_test_add_func("/finding-policy/baseline", test_baseline);
	g_test_add_func("/finding-policy/subject-patterns", test_subject_patterns);
	g_test_add_func("/finding-policy/entries-are-explained", test_entries_are_explained);
	return g_test_run();
}
