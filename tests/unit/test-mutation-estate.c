/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that no order of steps decides: invariants of the estate, what the target side has to be able to
 * take over, and what users rely on who stay for good. The exports say something that breaks one of them,
 * or somebody adds a step to a plan that leaves users where they are. The checker has to stop the plan for
 * that row and, without it, to let the plan pass.
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

static void
assert_passes(const Mutable *world, CtCheckerOff off)
{
	g_autoptr(CtCheckResult) result = ct_checker_run_without(world->planned.plan,
								 world->planned.estate, off);

	show_violations(result);
	g_assert_cmpuint(result->violations->len, ==, 0);
}

/* Only this row complains. */
static void
assert_named_alone(const Mutable *world, const char *id)
{
	g_autoptr(CtCheckResult) full = ct_checker_run(world->planned.plan, world->planned.estate);

	g_assert_cmpuint(full->violations->len, >, 0);
	for (guint i = 0; i < full->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(full->violations, i);

		if (strcmp(violation->rule, id) != 0)
			show_violations(full);
		g_assert_cmpstr(violation->rule, ==, id);
	}
}

/* The plan is stopped by this row and, without it, passes. */
static void
assert_decides(const Mutable *world, const char *id)
{
	assert_named_alone(world, id);
	assert_passes(world, (CtCheckerOff){ .id = id });
}

/* The same of what it says about states.  What it says of orders stays on: who waits when a step fails was
 * planned with it. */
static void
assert_need_decides(const Mutable *world, const char *id)
{
	g_autofree char *need = g_strdup_printf("precondition %s", id);
	const char *const also[] = { need, NULL };

	assert_named_alone(world, id);
	assert_passes(world, (CtCheckerOff){ .also = also });
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

/* A third product beside the two; with an older one beside Lync Server 2010 the pair would be another. */
static void
break_products(Mutable *world, CtProduct third, const char *id)
{
	CtPool *legacy = pool_of(world, CT_DEPLOYMENT_LEGACY, 0);
	CtProduct kept = legacy->product;

	legacy->product = third;
	assert_decides(world, id);
	legacy->product = kept;
}

/* shows: I-01 I-02 I-03 I-04 L10-I-01 L10-I-02 L10-I-03 L10-I-04
 * shows: not I-01 I-02 I-03 I-04 L10-I-01 L10-I-02 L10-I-03 L10-I-04 */
static void
test_first_pair(void)
{
	Mutable *world = mutable_sample("contoso");

	break_products(world, CT_PRODUCT_OCS2007, "I-01");
	break_estate(world, "I-02", "I-03", "I-04");
	mutable_free(world);
}

static void
test_second_pair(void)
{
	Mutable *world = mutable_sample("adatum");

	break_products(world, CT_PRODUCT_LYNC2013, "L10-I-01");
	break_estate(world, "L10-I-02", "L10-I-03", "L10-I-04");
	mutable_free(world);
}

/* ---- What the target has to be able to take over ---- */

static void
set_applications(Mutable *world, gboolean response_groups, gboolean dial_in)
{
	CtEstate *estate = world->planned.estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		pool->has_response_group = response_groups;
		pool->has_dial_in = dial_in;
	}
}

/* A target pool has a conference directory of the same number. */
static void
break_directory(Mutable *world, const char *id)
{
	GArray *objects = world->planned.estate->objects;
	CtObject twin = { 0 };

	for (guint i = 0; i < objects->len; i++) {
		const CtObject *object = &g_array_index(objects, CtObject, i);

		if (object->kind == CT_OBJECT_CONFERENCE_DIRECTORY &&
		    object->deployment == CT_DEPLOYMENT_LEGACY)
			twin = *object;
	}
	g_assert_nonnull(twin.key);
	twin.deployment = CT_DEPLOYMENT_TARGET;
	twin.pool.index = (guint32)(pool_of(world, CT_DEPLOYMENT_TARGET, 0) -
				    (CtPool *)world->planned.estate->pools->data);
	g_array_append_val(objects, twin);
	assert_need_decides(world, id);
}

/* shows: O-17 O-18 O-25 L10-O-12 L10-O-13 L10-O-18 */
static void
test_target_cannot(void)
{
	static const struct {
		const char *sample, *groups, *dial_in, *directory;
	} rows[] = {
		{ "contoso", "O-17", "O-18", "O-25" },
		{ "adatum", "L10-O-12", "L10-O-13", "L10-O-18" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Mutable *world = mutable_sample(rows[i].sample);

		set_applications(world, FALSE, TRUE);
		assert_need_decides(world, rows[i].groups);
		set_applications(world, TRUE, FALSE);
		assert_need_decides(world, rows[i].dial_in);
		set_applications(world, TRUE, TRUE);
		break_directory(world, rows[i].directory);
		mutable_free(world);
	}
}

/* ---- Estate, once more: what is seen of single objects ---- */

/* A voice route names a target Mediation server.
 * shows: I-06 */
static void
test_voice_route(void)
{
	Mutable *world = mutable_sample("contoso");
	CtEstate *estate = world->planned.estate;
	g_autofree char *value = NULL;
	CtProp *prop = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind == CT_OBJECT_POOL && pool->deployment == CT_DEPLOYMENT_TARGET &&
		    value == NULL)
			value = g_strdup_printf("MediationServer:%s", pool->fqdn);
	}
	for (guint i = 0; i < estate->objects->len && prop == NULL; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		for (guint k = 0; object->kind == CT_OBJECT_VOICE_ROUTE && k < object->props.count;
		     k++) {
			CtProp *other = &g_array_index(estate->facts->props, CtProp,
						       object->props.first + k);

			if (other->key == CT_KEY_GATEWAY)
				prop = other;
		}
	}
	g_assert_true(prop != NULL && value != NULL);
	prop->value = value;
	assert_decides(world, "I-06");
	mutable_free(world);
}

/* A second Central Management store is active.
 * shows: I-11 L10-I-09 */
static void
test_two_stores(void)
{
	static const char *const samples[][2] = { { "contoso", "I-11" }, { "adatum", "L10-I-09" } };

	for (gsize s = 0; s < G_N_ELEMENTS(samples); s++) {
		Mutable *world = mutable_sample(samples[s][0]);
		GArray *services = world->planned.estate->services;
		const CtService *store = NULL;

		for (guint i = 0; i < services->len; i++) {
			const CtService *service = &g_array_index(services, CtService, i);

			if (service->role == CT_ROLE_CENTRAL_MGMT)
				store = service;
		}
		g_assert_nonnull(store);
		for (guint i = 0; i < services->len; i++) {
			CtService *service = &g_array_index(services, CtService, i);

			if (service->pool.index == store->pool.index)
				continue;
			service->role = CT_ROLE_CENTRAL_MGMT;
			break;
		}
		assert_decides(world, samples[s][1]);
		mutable_free(world);
	}
}

/* ---- Users who stay ---- */

/* A legacy user with Enterprise Voice. */
static void
let_stay(CtEstate *estate, CtIntent *intent)
{
	for (guint32 i = 0; i < estate->users.count; i++) {
		if (estate->users.pool[i] == CT_NONE ||
		    (estate->users.flags[i] & CT_USER_VOICE) == 0)
			continue;
		ct_intent_set(intent, CT_INTENT_STAY, estate->users.sip[i], 1);
		break;
	}
	ct_intent_set(intent, CT_INTENT_RETIRE, "false", 1);
}

/* The plan that leaves users where they are, and behind its end a step of the plan that moves all. */
static void
add_step(Mutable *stays, const Mutable *all, const char *rule)
{
	g_autoptr(GArray) sequence = mutable_all(stays);
	guint at = 0;

	while (at < all->n && strcmp(all->kept[at].rule, rule) != 0)
		at++;
	g_assert_cmpuint(at, <, all->n);
	stays->kept = g_renew(CtPlanStep, stays->kept, stays->n + 1);
	stays->kept[stays->n] = all->kept[at];
	stays->kept[stays->n].id = "s000";
	g_array_append_val(sequence, stays->n);
	/* room for it; mutable_restore() takes it away, so that it is released once */
	g_array_set_size(stays->planned.plan->steps, stays->n + 1);
	mutable_set(stays, sequence);
}

/* No order of steps is broken, since those who are left never move.
 * shows: I-05 I-14 L10-I-07 */
static void
test_users_who_stay(void)
{
	static const struct {
		const char *sample, *rule, *id;
	} rows[] = {
		{ "contoso", "OCS-P9-07", "I-05" },
		{ "contoso", "OCS-P9-10", "I-14" },
		{ "adatum", "L10-P8-05", "L10-I-07" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Mutable *all = mutable_sample(rows[i].sample);
		Mutable *stays = mutable_changed("some stay", rows[i].sample, let_stay);

		add_step(stays, all, rows[i].rule);
		assert_decides(stays, rows[i].id);
		mutable_free(stays);
		mutable_free(all);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mutation-estate/first-pair", test_first_pair);
	g_test_add_func("/mutation-estate/second-pair", test_second_pair);
	g_test_add_func("/mutation-estate/target-cannot", test_target_cannot);
	g_test_add_func("/mutation-estate/voice-route", test_voice_route);
	g_test_add_func("/mutation-estate/two-stores", test_two_stores);
	g_test_add_func("/mutation-estate/users-who-stay", test_users_who_stay);
	return g_test_run();
}
