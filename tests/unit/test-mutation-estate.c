/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Invariants of the estate, which no step changes: the plan stays, and exports say something that breaks
 * one of them. The checker has to stop the plan for that row and, without it, to let the plan pass.
 */
#include "mutant.h"

static CtPool *
pool_of(Mutable *world, CtDeployment deployment, guint number)
{
	CtEstate *estate = world->planned.estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == deployment && pool->kind == CT_OBJECT_POOL && number-- == 0)
			return pool;
	}
	g_assert_not_reached();
}

/* The plan stands as it is; the exports say something new, of which only this row complains. */
static void
assert_decides(Mutable *world, const char *id)
{
	const CtPlan *plan = world->planned.plan;
	const CtEstate *estate = world->planned.estate;
	g_autoptr(CtCheckResult) full = ct_checker_run(plan, estate);
	g_autoptr(CtCheckResult) without = ct_checker_run_without(plan, estate,
								  (CtCheckerOff){ .id = id });

	g_assert_nonnull(find_violation(full, "invariant", id, NULL));
	show_violations(without);
	g_assert_cmpuint(without->violations->len, ==, 0);
}

/* What the target side may not share with the legacy one, under the names of the pair. */
static void
break_estate(Mutable *world, const char *forest, const char *database, const char *names)
{
	CtEstate *estate = world->planned.estate;
	CtPool *legacy = pool_of(world, CT_DEPLOYMENT_LEGACY, 0);
	CtPool *target = pool_of(world, CT_DEPLOYMENT_TARGET, 0);
	CtPool kept_legacy = *legacy, kept_target = *target;
	const char *legacy_forest = estate->legacy_forest, *target_forest = estate->target_forest;

	/* steps are named after it, "forest" where no export tells the name */
	estate->legacy_forest = legacy_forest != NULL ? legacy_forest : "forest";
	estate->target_forest = "fabrikam.com";
	assert_decides(world, forest);
	estate->legacy_forest = legacy_forest;
	estate->target_forest = target_forest;
	legacy->back_end = target->back_end = "sql01.contoso.com\\rtc";
	assert_decides(world, database);
	*legacy = kept_legacy;
	*target = kept_target;
	target->external_web_fqdn = pool_of(world, CT_DEPLOYMENT_TARGET, 1)->external_web_fqdn;
	assert_decides(world, names);
	*target = kept_target;
}

/* A third product beside the two.  Beside Lync Server 2010 it is a newer one, since with an older one
 * the pair is another; then the forest is prepared for it as well, so that more than this row complains.
 */
static void
break_products(Mutable *world, CtProduct third, const char *id, gboolean decides)
{
	CtPool *legacy = pool_of(world, CT_DEPLOYMENT_LEGACY, 0);
	CtProduct kept = legacy->product;

	legacy->product = third;
	if (decides) {
		assert_decides(world, id);
	} else {
		const CtPlan *plan = world->planned.plan;
		const CtEstate *estate = world->planned.estate;
		g_autoptr(CtCheckResult) full = ct_checker_run(plan, estate);
		g_autoptr(CtCheckResult) without =
			ct_checker_run_without(plan, estate, (CtCheckerOff){ .id = id });

		g_assert_nonnull(find_violation(full, "invariant", id, NULL));
		g_assert_null(find_violation(without, "invariant", id, NULL));
	}
	legacy->product = kept;
}

/* shows: I-01 I-02 I-03 I-04 L10-I-01 L10-I-02 L10-I-03 L10-I-04
 * shows: not I-01 I-02 I-03 I-04 L10-I-01 L10-I-02 L10-I-03 L10-I-04 */
static void
test_first_pair(void)
{
	Mutable *world = mutable_sample("contoso");

	break_products(world, CT_PRODUCT_OCS2007, "I-01", TRUE);
	break_estate(world, "I-02", "I-03", "I-04");
	mutable_free(world);
}

static void
test_second_pair(void)
{
	Mutable *world = mutable_sample("adatum");

	break_products(world, CT_PRODUCT_SFB2015, "L10-I-01", FALSE);
	break_estate(world, "L10-I-02", "L10-I-03", "L10-I-04");
	mutable_free(world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mutation-estate/first-pair", test_first_pair);
	g_test_add_func("/mutation-estate/second-pair", test_second_pair);
	return g_test_run();
}
