/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Field experience: every item stands somewhere, what it names exists, no text of a plan forces a move,
 * and the emptiness table counts what it says.
 */
#include "analyzer/emptiness.h"
#include "analyzer/field.h"
#include "analyzer/import.h"
#include "planner/catalogue.h"
#include "tests/unit/handmade.h"

static void
assert_covered(const char *list)
{
	g_auto(GStrv) ids = g_strsplit(list, ", ", -1);

	for (guint i = 0; ids[i] != NULL; i++) {
		g_test_message("%s", ids[i]);
		g_assert_nonnull(ct_catalogue_find(ids[i]));
	}
}

static void
test_items(void)
{
	guint count;
	const CtFieldItem *items = ct_field_items(&count);

	g_assert_cmpuint(count, ==, 59);
	for (guint i = 0; i < count; i++) {
		g_autofree char *rule = g_strdup_printf("rule F-%02u", i + 1);
		g_autofree char *question = g_strdup_printf("question F-%02u", i + 1);
		const char *where = items[i].where;

		g_test_message("%u: %s", items[i].number, where);
		g_assert_cmpuint(items[i].number, ==, i + 1);
		g_assert_true(g_ascii_isupper(items[i].sentence[0]));
		g_assert_false(g_str_has_suffix(items[i].sentence, "."));
		if (g_str_has_prefix(where, "rule "))
			g_assert_cmpstr(where, ==, rule);
		else if (g_str_has_prefix(where, "question "))
			g_assert_cmpstr(where, ==, question);
		else if (g_str_has_prefix(where, "covered by: "))
			assert_covered(where + strlen("covered by: "));
		else
			g_assert_true(g_str_has_prefix(where, "not seen: "));
		if (g_str_has_prefix(where, "rule "))
			g_assert_cmpuint(ct_rule_find(where + strlen("rule ")), !=, CT_N_RULES);
		if (g_str_has_prefix(where, "question "))
			g_assert_nonnull(ct_catalogue_find(where + strlen("question ")));
	}
}

/* The other direction: a rule with the number of an item is the rule of that item. */
static void
test_rules(void)
{
	guint count;
	const CtFieldItem *items = ct_field_items(&count);

	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);
		g_autofree char *where = g_strdup_printf("rule %s", rule->catalogue);
		guint number;

		if (!g_str_has_prefix(rule->catalogue, "F-"))
			continue;
		number = (guint)g_ascii_strtoull(rule->catalogue + 2, NULL, 10);
		g_assert_cmpuint(number, >=, 1);
		g_assert_cmpuint(number, <=, count);
		g_assert_cmpstr(items[number - 1].where, ==, where);
	}
}

static const char *const undos[] = {
#define CT_UNDO(rule, kind, how) how,
#include "planner/undos.def"
#undef CT_UNDO
};

static void
assert_not_forced(const char *text)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	g_assert_null(strstr(lower, "-force"));
}

/* shows: F-15 */
static void
test_nothing_is_forced(void)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	for (guint i = 0; i < count; i++) {
		const char *const texts[] = { entries[i].title, entries[i].text,
					      entries[i].detail };

		/* the rule that warns of it has to name it */
		if (strcmp(entries[i].id, "F-15") == 0)
			continue;
		g_test_message("%s", entries[i].id);
		for (gsize k = 0; k < G_N_ELEMENTS(texts); k++)
			assert_not_forced(texts[k]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(undos); i++)
		assert_not_forced(undos[i]);
}

static void
test_forced_moves(void)
{
	static const struct {
		const char *command;
		const char *forced; /* nullable */
	} rows[] = {
		{ "Move-CsUser amy -Target p.x.com -Force", "Move-CsUser" },
		{ "get-csuser | MOVE-CSLEGACYUSER -force -Target p.x.com", "Move-CsLegacyUser" },
		{ "Move-CsUser amy -Fo -Target p.x.com", "Move-CsUser" },
		{ "Move-CsUser amy -Force:$true", "Move-CsUser" },
		{ "Move-CsUser amy -Force:$false", NULL },
		{ "Move-CsUser amy -Target p.x.com", NULL },
		{ "Move-CsUser amy; Remove-Item -Force", NULL },
		{ "Move-CsUser task-force@x.com", NULL },
		{ "Move-CsUser amy -Forced", NULL },
		{ "Move-CsThingElse -Force", NULL },
		{ "-Force", NULL },
		{ "", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].command);
		g_assert_cmpstr(ct_import_forced_move(rows[i].command), ==, rows[i].forced);
	}
}

static const CtEmptinessRow *
row_of(World *world, const CtEmptiness *table, const char *fqdn)
{
	for (guint i = 0; i < table->rows->len; i++) {
		const CtEmptinessRow *row = &g_array_index(table->rows, CtEmptinessRow, i);

		if (row->pool.index == world_pool(world, fqdn).index)
			return row;
	}
	return NULL;
}

static void
set_prop(World *world, CtPropRange *range, CtKey key, const char *value)
{
	CtProp prop = { key, NULL, world_text(world, value) };

	*range = ct_facts_add_props(world->estate->facts, &prop, 1);
}

static World
make_world(void)
{
	World world = world_new();
	CtServiceId edge, registrar, legacy_registrar, mediation;

	world_add_pool(&world, "edge.x.com", CT_OBJECT_EDGE, CT_DEPLOYMENT_LEGACY);
	world_add_pool(&world, "lync.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_TARGET);
	world_add_pool(&world, "med.x.com", CT_OBJECT_MEDIATION, CT_DEPLOYMENT_LEGACY);
	world_add_pool(&world, "ocs.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
	world_add_pool(&world, "ocsempty.x.com", CT_OBJECT_POOL, CT_DEPLOYMENT_LEGACY);
	world_add_machine(&world, "ocs.x.com", "fe1.x.com");
	edge = world_add_service(&world, "edge.x.com", CT_ROLE_EDGE);
	registrar = world_add_service(&world, "lync.x.com", CT_ROLE_REGISTRAR);
	mediation = world_add_service(&world, "med.x.com", CT_ROLE_MEDIATION);
	legacy_registrar = world_add_service(&world, "ocs.x.com", CT_ROLE_REGISTRAR);
	world_add_dependency(&world, edge, legacy_registrar, "Default");
	/* twice the same way counts once */
	world_add_dependency(&world, edge, legacy_registrar, "Other");
	world_add_dependency(&world, registrar, edge, "Default");
	world_add_dependency(&world, mediation, legacy_registrar, "Default");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "1", "ocs.x.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "2", "ocs.x.com");
	world_add_object(&world, CT_OBJECT_CONFERENCE_DIRECTORY, "3", "lync.x.com");
	set_prop(&world,
		 &world_add_object(&world, CT_OBJECT_STATIC_ROUTE, "*@rcc.x.com", NULL)->props,
		 CT_KEY_NEXT_HOP, "FE1.x.com");
	set_prop(&world, &world_add_object(&world, CT_OBJECT_VOICE_ROUTE, "all", NULL)->props,
		 CT_KEY_GATEWAY, "MediationServer:med.x.com:5061");
	world_add_user(&world, "sip:amy@x.com", "ocs.x.com", CT_USER_ENABLED);
	world_add_user(&world, "sip:bob@x.com", "lync.x.com", CT_USER_ENABLED);
	return world;
}

/* shows: F-51 */
static void
test_emptiness(void)
{
	World world = make_world();
	g_autoptr(CtEmptiness) table = ct_emptiness_new(world.estate);
	const CtEmptinessRow *row = row_of(&world, table, "ocs.x.com");
	g_autofree char *text = NULL;

	g_assert_cmpuint(table->rows->len, ==, 4);
	g_assert_null(row_of(&world, table, "lync.x.com"));
	g_assert_cmpuint(row->cells[CT_HOLD_USERS].count, ==, 1);
	g_assert_cmpuint(row->cells[CT_HOLD_CONFERENCE_DIRECTORIES].count, ==, 2);
	g_assert_cmpuint(row->cells[CT_HOLD_EDGES].count, ==, 1);
	g_assert_cmpuint(row->cells[CT_HOLD_MEDIATIONS].count, ==, 1);
	g_assert_cmpuint(row->cells[CT_HOLD_STATIC_ROUTES].count, ==, 1);
	g_assert_cmpuint(ct_emptiness_total(row), ==, 6);
	text = ct_emptiness_describe(row, world.estate, TRUE);
	g_assert_nonnull(strstr(text, "2 conference directories (made.xml:"));
	g_assert_null(strstr(text, "user"));
	row = row_of(&world, table, "med.x.com");
	g_assert_cmpuint(row->cells[CT_HOLD_VOICE_ROUTES].count, ==, 1);
	g_assert_cmpuint(ct_emptiness_total(row), ==, 1);
	row = row_of(&world, table, "edge.x.com");
	g_assert_cmpuint(row->cells[CT_HOLD_MEDIA].count, ==, 1);
	row = row_of(&world, table, "ocsempty.x.com");
	g_assert_cmpuint(ct_emptiness_total(row), ==, 0);
	world_clear(&world);
}

/* Steps that a plan has, or none. */
static void
test_holds(void)
{
	for (guint i = 0; i < CT_N_HOLDS; i++) {
		const CtHoldRow *row = ct_hold_row((CtHold)i);

		g_assert_cmpstr(row->one, !=, row->many);
		if (*row->step != '\0')
			g_assert_nonnull(ct_catalogue_find(row->step));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field/items", test_items);
	g_test_add_func("/field/rules", test_rules);
	g_test_add_func("/field/nothing-is-forced", test_nothing_is_forced);
	g_test_add_func("/field/forced-moves", test_forced_moves);
	g_test_add_func("/field/emptiness", test_emptiness);
	g_test_add_func("/field/holds", test_holds);
	return g_test_run();
}
