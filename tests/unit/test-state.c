/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States of a made-up estate: what each kind of step needs, changes and gives back, and which
 * invariants see what nobody may do.
 */
#include "planner/state.h"
#include "tests/unit/handmade.h"

/* Two legacy pools, everything around them, and a target pool with Mediation and an Edge. */
typedef struct {
	World world;
	CtState *state;
	GArray *faults;
} Scene;

static void
add_edges(World *world, gboolean shared)
{
	static const CtKey keys[] = { CT_KEY_EXTERNAL_ACCESS_FQDN,
				      CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN,
				      CT_KEY_EXTERNAL_AV_FQDN };
	static const char *const names[] = { "sip.x.com", "web.x.com", "av.x.com" };
	CtProp props[G_N_ELEMENTS(keys) + 1] = { { CT_KEY_FEDERATION_ENABLED, NULL, "true" } };
	CtPool *edge;

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		props[i + 1] = (CtProp){ keys[i], NULL, world_text(world, names[shared ? 0 : i]) };
	edge = world_add_pool(world, "edge.x.com", CT_OBJECT_EDGE, CT_DEPLOYMENT_LEGACY);
	edge->props = ct_facts_add_props(world->estate->facts, props, G_N_ELEMENTS(props));
	world_add_pool(world, "lyncedge.x.com", CT_OBJECT_EDGE, CT_DEPLOYMENT_TARGET);
}

static void
add_site(World *world)
{
	CtSite site = { .origin = world_origin(world), .id = "1", .name = "One" };

	g_array_append_val(world->estate->sites, site);
}

static Scene
scene_new(gboolean shared)
{
	Scene self = { .world = world_new() };
	World *world = &self.world;
	guint32 pairs[16];
	CtPool *pool;

	add_site(world);
	world_add_pool(world, "dir.x.com", CT_OBJECT_DIRECTOR, CT_DEPLOYMENT_LEGACY);
	add_edges(world, shared);
	pool = world_add_pool(world, "lync.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_TARGET);
	pool->site.index = 0;
	pool->roles |= G_GUINT64_CONSTANT(1) << CT_ROLE_MEDIATION;
	pool->has_response_group = pool->has_dial_in = TRUE;
	world_add_pool(world, "med.x.com", CT_OBJECT_MEDIATION, CT_DEPLOYMENT_LEGACY);
	world_add_pool(world, "ocs1.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
	world_add_pool(world, "ocs2.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
	world_add_object(world, CT_OBJECT_CONFERENCE_DIRECTORY, "1", "ocs1.x.com");
	world_add_object(world, CT_OBJECT_RESPONSE_GROUP, "help", "ocs1.x.com");
	world_add_object(world, CT_OBJECT_UM_CONTACT, "sip:um@x.com", "ocs1.x.com");
	world_add_object(world, CT_OBJECT_XMPP, "xmpp.x.com", "ocs1.x.com");
	world_add_object(world, CT_OBJECT_ARCHIVING, "arc.x.com", "ocs2.x.com");
	world_add_object(world, CT_OBJECT_SIP_DOMAIN, "x.com", NULL);
	world_add_user(world, "sip:amy@x.com", "ocs1.x.com", CT_USER_ENABLED | CT_USER_VOICE);
	world_add_user(world, "sip:bob@x.com", "ocs2.x.com", CT_USER_ENABLED);
	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
		pairs[i] = CT_NONE;
	pairs[world_pool(world, "ocs1.x.com").index] = world_pool(world, "lync.x.com").index;
	pairs[world_pool(world, "ocs2.x.com").index] = world_pool(world, "lync.x.com").index;
	self.state = ct_state_new(world->estate, pairs, NULL, FALSE);
	ct_state_await(self.state, world_pool(world, "lync.x.com").index, 2);
	self.faults = g_array_new(FALSE, FALSE, sizeof(CtFault));
	g_array_set_clear_func(self.faults, (GDestroyNotify)ct_fault_clear);
	return self;
}

static void
scene_clear(Scene *self)
{
	g_array_unref(self->faults);
	ct_state_free(self->state);
	world_clear(&self->world);
}

static guint32
pool_of(Scene *self, const char *fqdn)
{
	return world_pool(&self->world, fqdn).index;
}

static guint32
object_of(const Scene *self, CtObjectKind kind)
{
	const GArray *objects = self->world.estate->objects;

	for (guint32 i = 0; i < objects->len; i++)
		if (g_array_index(objects, CtObject, i).kind == kind)
			return i;
	g_assert_not_reached();
}

/* What stands in the way of a step, as the rules that it would violate. */
static char *
obstacles(Scene *self, const char *rule, CtObjectKind kind, guint32 index)
{
	const CtTransition *step = ct_transition_find(rule, kind);
	GString *text = g_string_new(NULL);

	g_assert_nonnull(step);
	g_array_set_size(self->faults, 0);
	ct_transition_check(step, self->state, index, NULL, self->faults);
	for (guint i = 0; i < self->faults->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       g_array_index(self->faults, CtFault, i).rule);
	return g_string_free(text, FALSE);
}

static void
expect_obstacles(Scene *self, const char *rule, CtObjectKind kind, guint32 index,
		 const char *expected)
{
	g_autofree char *found = obstacles(self, rule, kind, index);

	if (strcmp(found, expected) != 0)
		g_test_fail_printf("%s: \"%s\", expected \"%s\"", rule, found, expected);
}

/* The invariants that do not hold now. */
static char *
broken(const Scene *self)
{
	GString *text = g_string_new(NULL);
	const char *rule = NULL;
	char *why = NULL;

	for (guint i = 0; ct_state_invariant(self->state, i, &rule, &why); i++) {
		if (why != NULL)
			g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", rule);
		g_free(why);
	}
	return g_string_free(text, FALSE);
}

static void
expect_broken(const Scene *self, const char *expected)
{
	g_autofree char *found = broken(self);

	g_assert_cmpstr(found, ==, expected);
}

/* Sets a flag on everything of its class. */
static void
complete(Scene *self, CtFlag flag)
{
	for (;;) {
		guint32 row = ct_state_first_without(self->state, flag);

		if (row == CT_NONE)
			return;
		ct_state_set(self->state, flag, row, TRUE);
		if (ct_state_complete(self->state, flag))
			return;
	}
}

static void
complete_upto(Scene *self, CtFlag last)
{
	for (guint flag = 0; flag <= last; flag++)
		complete(self, (CtFlag)flag);
}

static void
move_all(Scene *self)
{
	for (guint32 i = 0; i < self->world.estate->users.count; i++)
		ct_state_move(self->state, i, pool_of(self, "lync.x.com"));
}

static void
test_start(void)
{
	Scene scene = scene_new(FALSE);

	g_assert_cmpuint(scene.state->legacy_users, ==, 2);
	g_assert_cmpuint(scene.state->legacy_voice_users, ==, 1);
	g_assert_cmpuint(scene.state->federated, ==, 1);
	g_assert_cmpuint(scene.state->total[CT_FLAG_UPDATED], ==, 5);
	g_assert_cmpuint(scene.state->total[CT_FLAG_BACKED_UP], ==, 2);
	g_assert_cmpuint(scene.state->total[CT_FLAG_VERIFIED], ==, 1);
	g_assert_cmpuint(scene.state->total[CT_FLAG_CONVERTED], ==, 0);
	g_assert_cmpuint(scene.state->total[CT_FLAG_ROUTED], ==, 1);
	g_assert_cmpuint(scene.state->total[CT_FLAG_ROUTE_MADE], ==, 1);
	g_assert_cmpuint(scene.state->pool_objects[pool_of(&scene, "ocs1.x.com")], ==, 3);
	g_assert_false(scene.state->shared_name);
	expect_broken(&scene, "");
	scene_clear(&scene);
}

static void
test_preparation(void)
{
	Scene scene = scene_new(FALSE);
	guint32 target = pool_of(&scene, "lync.x.com");

	expect_obstacles(&scene, "OCS-P2-02", CT_OBJECT_POOL, target, "");
	expect_obstacles(&scene, "OCS-P3-01", CT_OBJECT_SCHEMA, 0, "O-01 O-01 O-01 O-01 O-01");
	complete_upto(&scene, CT_FLAG_ANALYZED);
	expect_obstacles(&scene, "OCS-P3-01", CT_OBJECT_SCHEMA, 0, "");
	expect_obstacles(&scene, "OCS-P3-01", CT_OBJECT_FOREST, 0, "O-02");
	expect_obstacles(&scene, "OCS-P3-03", CT_OBJECT_POOL, target, "O-03 O-02 O-02 O-04");
	complete_upto(&scene, CT_FLAG_NAMED);
	expect_obstacles(&scene, "OCS-P3-03", CT_OBJECT_POOL, target, "");
	expect_obstacles(&scene, "OCS-P3-04", CT_OBJECT_POOL, target, "O-04");
	expect_obstacles(&scene, "OCS-P4-02", CT_OBJECT_BACK_COMPAT_SITE, 0, "O-04 O-05");
	complete_upto(&scene, CT_FLAG_COMPATIBLE);
	expect_obstacles(&scene, "OCS-P4-02", CT_OBJECT_BACK_COMPAT_SITE, 0, "");
	expect_obstacles(&scene, "OCS-P4-04", CT_OBJECT_DEPLOYMENT, 0, "O-07");
	expect_obstacles(&scene, "OCS-P2-02", CT_OBJECT_POOL, target, "OCS-P2-02");
	expect_obstacles(&scene, "OCS-P2-04", CT_OBJECT_POOL, target, "OCS-P2-04");
	scene_clear(&scene);
}

static GArray *
one_move(Scene *scene, guint32 user)
{
	GArray *moves = g_array_new(FALSE, FALSE, sizeof(CtMove));
	CtMove move = { user, scene->world.estate->users.pool[user], pool_of(scene, "lync.x.com") };

	g_array_append_val(moves, move);
	return moves;
}

static void
test_wave(void)
{
	Scene scene = scene_new(FALSE);
	const CtTransition *wave = ct_transition_find("OCS-P6-02", CT_OBJECT_WAVE);
	g_autoptr(GArray) moves = one_move(&scene, 0);
	guint64 before;

	complete_upto(&scene, CT_FLAG_ROUTED);
	ct_transition_check(wave, scene.state, 0, moves, scene.faults);
	g_assert_cmpuint(scene.faults->len, ==, 1);
	g_assert_cmpstr(g_array_index(scene.faults, CtFault, 0).rule, ==, "O-09");
	complete_upto(&scene, CT_FLAG_REPLICATED);
	g_array_set_size(scene.faults, 0);
	ct_transition_check(wave, scene.state, 0, moves, scene.faults);
	g_assert_cmpuint(scene.faults->len, ==, 0);

	before = scene.state->digest;
	ct_transition_apply(wave, scene.state, 0, moves);
	g_assert_cmpuint(scene.state->legacy_users, ==, 1);
	g_assert_cmpuint(scene.state->legacy_voice_users, ==, 0);
	g_assert_cmpuint(scene.state->digest, !=, before);
	ct_transition_check(wave, scene.state, 0, moves, scene.faults);
	g_assert_cmpuint(scene.faults->len, ==, 1);
	g_assert_cmpstr(g_array_index(scene.faults, CtFault, 0).code, ==, "user");

	ct_transition_undo(wave, scene.state, 0, moves);
	g_assert_cmpuint(scene.state->legacy_users, ==, 2);
	g_assert_cmpuint(scene.state->legacy_voice_users, ==, 1);
	g_assert_cmpuint(scene.state->digest, ==, before);
	scene_clear(&scene);
}

static void
test_calls(void)
{
	Scene scene = scene_new(FALSE);
	guint32 target = pool_of(&scene, "lync.x.com");

	complete_upto(&scene, CT_FLAG_REPLICATED);
	expect_obstacles(&scene, "OCS-P9-07", CT_OBJECT_MEDIATION, target, "O-21");
	ct_state_set(scene.state, CT_FLAG_IN_SERVICE, target, TRUE);
	expect_broken(&scene, "I-05");
	ct_state_move(scene.state, 0, target);
	expect_broken(&scene, "");
	ct_state_set(scene.state, CT_FLAG_MEDIATION_RETIRED, pool_of(&scene, "med.x.com"), TRUE);
	expect_broken(&scene, "I-06");
	complete(&scene, CT_FLAG_ROUTE_MADE);
	expect_broken(&scene, "");
	ct_state_set(scene.state, CT_FLAG_IN_SERVICE, target, FALSE);
	ct_state_move(scene.state, 0, pool_of(&scene, "ocs1.x.com"));
	expect_broken(&scene, "I-05");
	scene_clear(&scene);
}

static void
test_federation(void)
{
	Scene scene = scene_new(FALSE);
	guint32 old = pool_of(&scene, "edge.x.com");
	guint32 new = pool_of(&scene, "lyncedge.x.com");

	complete_upto(&scene, CT_FLAG_ROUTED);
	ct_state_set(scene.state, CT_FLAG_FEDERATED, new, TRUE);
	expect_broken(&scene, "I-07 I-08");
	ct_state_set(scene.state, CT_FLAG_FEDERATED, new, FALSE);
	expect_obstacles(&scene, "OCS-P8-01", CT_OBJECT_SITE, 0, "O-13");
	complete_upto(&scene, CT_FLAG_EDGE_INSTALLED);
	expect_obstacles(&scene, "OCS-P8-01", CT_OBJECT_SITE, 0, "");
	g_assert_false(ct_state_in_window(scene.state));
	ct_state_set(scene.state, CT_FLAG_CLEARED, 0, TRUE);
	g_assert_true(ct_state_in_window(scene.state));
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "O-14 O-14");
	complete_upto(&scene, CT_FLAG_GLOBAL_ROUTE);
	g_assert_cmpuint(scene.state->federated, ==, 0);
	expect_broken(&scene, "");
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "");
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_EDGE, old, "O-28 OCS-P10-03");
	complete_upto(&scene, CT_FLAG_CUT_OVER);
	g_assert_false(ct_state_in_window(scene.state));
	expect_broken(&scene, "");
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_EDGE, old, "O-28");
	ct_state_set(scene.state, CT_FLAG_FEDERATED, new, FALSE);
	expect_broken(&scene, "I-07 I-08");
	scene_clear(&scene);
}

/* An Edge with a single name goes first, and with everybody moved. */
static void
test_shared_edge(void)
{
	Scene scene = scene_new(TRUE);
	guint32 old = pool_of(&scene, "edge.x.com");
	guint32 new = pool_of(&scene, "lyncedge.x.com");

	g_assert_true(scene.state->shared_name);
	complete_upto(&scene, CT_FLAG_CERTIFIED);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_EDGE, old, "O-15 O-15");
	complete_upto(&scene, CT_FLAG_GLOBAL_ROUTE);
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "O-28 O-15 O-15");
	move_all(&scene);
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "O-28 O-15");
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_EDGE, old, "");
	ct_state_set(scene.state, CT_FLAG_EDGE_RETIRED, old, TRUE);
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "O-28");
	complete_upto(&scene, CT_FLAG_REMERGED);
	expect_obstacles(&scene, "OCS-P8-05", CT_OBJECT_EDGE, new, "");
	expect_broken(&scene, "");
	scene_clear(&scene);
}

static void
test_stale_merge(void)
{
	Scene scene = scene_new(FALSE);

	complete_upto(&scene, CT_FLAG_REPLICATED);
	expect_obstacles(&scene, "OCS-P10-01", CT_OBJECT_CONFERENCE_DIRECTORY, 0, "");
	ct_state_set(scene.state, CT_FLAG_DIRECTOR_RETIRED, pool_of(&scene, "dir.x.com"), TRUE);
	g_assert_true(ct_state_merge_is_stale(scene.state));
	expect_obstacles(&scene, "OCS-P10-01", CT_OBJECT_CONFERENCE_DIRECTORY, 0, "I-13");
	scene_clear(&scene);
}

static void
test_retirement(void)
{
	Scene scene = scene_new(FALSE);
	guint32 pool = pool_of(&scene, "ocs1.x.com");

	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, pool,
			 "OCS-P10-03 O-28 O-21 O-21 O-26 O-28 O-24 O-24 O-24");
	ct_state_set(scene.state, CT_FLAG_POOL_RETIRED, pool, TRUE);
	expect_broken(&scene, "O-24");
	g_assert_cmpuint(scene.state->stranded, ==, 4);
	ct_state_set(scene.state, CT_FLAG_POOL_RETIRED, pool, FALSE);
	g_assert_cmpuint(scene.state->stranded, ==, 0);
	move_all(&scene);
	complete_upto(&scene, CT_FLAG_DIRECTORY_MOVED);
	g_assert_cmpuint(scene.state->pool_objects[pool], ==, 0);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, pool, "");
	expect_obstacles(&scene, "OCS-P10-04", CT_OBJECT_BACK_COMPAT_SITE, 0,
			 "O-27 O-27 O-27 O-27 O-27 O-27");
	complete_upto(&scene, CT_FLAG_XMPP_RETIRED);
	expect_obstacles(&scene, "OCS-P10-04", CT_OBJECT_BACK_COMPAT_SITE, 0, "");
	expect_broken(&scene, "");
	scene_clear(&scene);
}

/* A pool is not empty while a server that records, or talks XMPP, is registered with it, nor while the
 * legacy Edge is the way in. */
static void
test_retirement_waits_for_servers(void)
{
	Scene scene = scene_new(FALSE);
	guint32 first = pool_of(&scene, "ocs1.x.com");
	guint32 second = pool_of(&scene, "ocs2.x.com");

	move_all(&scene);
	complete_upto(&scene, CT_FLAG_RECORDER_RETIRED);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, first, "");
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, second, "");
	ct_state_set(scene.state, CT_FLAG_RECORDER_RETIRED, object_of(&scene, CT_OBJECT_ARCHIVING),
		     FALSE);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, first, "");
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, second, "O-24");
	ct_state_set(scene.state, CT_FLAG_XMPP_MOVED, object_of(&scene, CT_OBJECT_XMPP), FALSE);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, first, "O-24");
	ct_state_set(scene.state, CT_FLAG_CUT_OVER, 0, FALSE);
	expect_obstacles(&scene, "OCS-P10-03", CT_OBJECT_POOL, first, "OCS-P10-03 O-24");
	scene_clear(&scene);
}

static void
test_legacy_users_need(void)
{
	Scene scene = scene_new(FALSE);
	guint32 target = pool_of(&scene, "lync.x.com");

	complete_upto(&scene, CT_FLAG_CUT_OVER);
	expect_obstacles(&scene, "OCS-P5-04", CT_OBJECT_XMPP, object_of(&scene, CT_OBJECT_XMPP),
			 "O-16");
	expect_obstacles(&scene, "OCS-P9-10", CT_OBJECT_ARCHIVING,
			 object_of(&scene, CT_OBJECT_ARCHIVING), "O-23");
	expect_obstacles(&scene, "OCS-P10-02", CT_OBJECT_SIP_DOMAIN,
			 object_of(&scene, CT_OBJECT_SIP_DOMAIN), "O-26");
	complete(&scene, CT_FLAG_XMPP_MOVED);
	expect_broken(&scene, "I-10");
	complete(&scene, CT_FLAG_RECORDER_RETIRED);
	expect_broken(&scene, "I-10 I-14");
	move_all(&scene);
	expect_broken(&scene, "");
	expect_obstacles(&scene, "OCS-P9-09", CT_OBJECT_POOL, target, "");
	ct_state_move(scene.state, 1, pool_of(&scene, "ocs2.x.com"));
	expect_obstacles(&scene, "OCS-P9-09", CT_OBJECT_POOL, target, "I-17");
	scene_clear(&scene);
}

/* Users still on their way to a pool whose clients are new already. */
static void
test_early_clients(void)
{
	Scene scene = scene_new(FALSE);
	guint32 target = pool_of(&scene, "lync.x.com");

	ct_state_move(scene.state, 0, target);
	ct_state_set(scene.state, CT_FLAG_CLIENTS, target, TRUE);
	expect_broken(&scene, "I-17");
	ct_state_move(scene.state, 1, target);
	expect_broken(&scene, "");
	ct_state_move(scene.state, 1, pool_of(&scene, "ocs2.x.com"));
	expect_broken(&scene, "I-17");
	ct_state_set(scene.state, CT_FLAG_CLIENTS, target, FALSE);
	expect_broken(&scene, "");
	scene_clear(&scene);
}

/* UM contacts first, Exchange afterwards. */
static void
test_exchange(void)
{
	Scene scene = scene_new(FALSE);
	guint32 target = pool_of(&scene, "lync.x.com");

	complete_upto(&scene, CT_FLAG_REPLICATED);
	expect_obstacles(&scene, "OCS-P9-03", CT_OBJECT_EXCHANGE_UM, target, "O-19");
	complete(&scene, CT_FLAG_UM_MOVED);
	expect_obstacles(&scene, "OCS-P9-03", CT_OBJECT_EXCHANGE_UM, target, "");
	scene_clear(&scene);
}

/* Every flag can be set and taken away again, on everything, and leaves no trace. */
static void
test_every_flag_comes_undone(void)
{
	Scene scene = scene_new(FALSE);

	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		guint rows = ct_state_rows(scene.state, ct_flag_row((CtFlag)flag)->carrier);

		for (guint32 i = 0; i < rows; i++) {
			guint64 digest = scene.state->digest;
			guint stranded = scene.state->stranded;
			guint federated = scene.state->federated;

			ct_state_set(scene.state, (CtFlag)flag, i, TRUE);
			g_assert_cmpuint(scene.state->digest, !=, digest);
			ct_state_set(scene.state, (CtFlag)flag, i, FALSE);
			g_assert_cmpuint(scene.state->digest, ==, digest);
			g_assert_cmpuint(scene.state->stranded, ==, stranded);
			g_assert_cmpuint(scene.state->federated, ==, federated);
			g_assert_cmpuint(scene.state->count[flag], ==, 0);
		}
	}
	scene_clear(&scene);
}

/* A flag that the pair knows is set by a step of the pair. */
static gboolean
expect_step(const CtVersionPair *pair, CtFlag flag)
{
	const CtState state = { .pair = pair };
	const CtTransition *transition = ct_transition_of(&state, flag);

	if (transition == NULL)
		return FALSE;
	g_assert_nonnull(ct_step_row_find(ct_rule_named(pair, ct_transition_rule(transition))));
	return TRUE;
}

/* Each step row has a transition for at least one kind of subject, and each flag a step. */
static void
test_rows_are_complete(void)
{
	guint count = 0;
	guint n_pairs = 0;
	const CtStepRow *rows = ct_step_rows(&count);
	const CtVersionPair *pairs = ct_version_pair_rows(&n_pairs);

	for (guint i = 0; i < count; i++) {
		gboolean found = FALSE;

		for (guint kind = 0; kind < CT_N_OBJECT_KINDS; kind++)
			found = found || ct_transition_find(rows[i].id, (CtObjectKind)kind) != NULL;
		if (!found)
			g_test_fail_printf("no transition for %s", rows[i].id);
	}
	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		guint known = 0;

		known += expect_step(NULL, (CtFlag)flag);
		for (guint i = 0; i < n_pairs; i++)
			if (pairs[i].prefix[0] != '\0')
				known += expect_step(&pairs[i], (CtFlag)flag);
		g_assert_cmpuint(known, >, 0);
	}
}

static char *
faults_of(const CtEstate *estate)
{
	g_autoptr(GArray) faults = ct_state_estate_faults(estate);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < faults->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       g_array_index(faults, CtEstateFault, i).rule);
	return g_string_free(text, FALSE);
}

static void
test_estate(void)
{
	World world = world_new();
	CtEstate *estate = world.estate;
	g_autofree char *clean = NULL;
	g_autofree char *faults = NULL;
	CtPool *pool;

	world_add_pool(&world, "lync.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_TARGET)->back_end =
		"sql1.x.com\\lync";
	world_add_pool(&world, "lync2.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_TARGET);
	world_add_pool(&world, "ocs.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY)->back_end =
		"(local)\\rtc";
	clean = faults_of(estate);
	g_assert_cmpstr(clean, ==, "");

	g_array_index(estate->pools, CtPool, 2).back_end = "sql1.x.com\\rtc";
	g_array_index(estate->pools, CtPool, 2).product = CT_PRODUCT_OCS2007;
	for (guint i = 0; i < 2; i++) {
		pool = &g_array_index(estate->pools, CtPool, i);
		pool->external_web_fqdn = i == 0 ? "web.x.com" : "WEB.x.com";
		pool->in_legacy_export = i == 1;
		world_add_service(&world, pool->fqdn, CT_ROLE_CENTRAL_MGMT);
	}
	estate->legacy_forest = "x.com";
	estate->target_forest = "y.com";
	faults = faults_of(estate);
	g_assert_cmpstr(faults, ==, "I-01 I-02 I-03 I-04 I-04 I-11");
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/state/start", test_start);
	g_test_add_func("/state/preparation", test_preparation);
	g_test_add_func("/state/wave", test_wave);
	g_test_add_func("/state/calls", test_calls);
	g_test_add_func("/state/federation", test_federation);
	g_test_add_func("/state/shared-edge", test_shared_edge);
	g_test_add_func("/state/stale-merge", test_stale_merge);
	g_test_add_func("/state/retirement", test_retirement);
	g_test_add_func("/state/retirement-waits-for-servers", test_retirement_waits_for_servers);
	g_test_add_func("/state/legacy-users-need", test_legacy_users_need);
	g_test_add_func("/state/early-clients", test_early_clients);
	g_test_add_func("/state/exchange", test_exchange);
	g_test_add_func("/state/every-flag-comes-undone", test_every_flag_comes_undone);
	g_test_add_func("/state/rows-are-complete", test_rows_are_complete);
	g_test_add_func("/state/estate", test_estate);
	return g_test_run();
}
