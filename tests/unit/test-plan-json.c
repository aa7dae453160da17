/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan folder: what is written is what is read, and no text in it can do harm. */
#include "planner/plan-json.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/plan-csv.h"

#define NASTY "a \"b\", \\c\n\t\x01 <&> \xE2\x80\xAE \xF0\x9F\x98\x80 d"

static void
add_member(CtPlan *plan, CtPlanWave *wave, const char *sip, const char *name)
{
	CtWaveMember member = {
		.sip = ct_plan_text(plan, sip),
		.name = ct_plan_text(plan, name),
		.source = "ocs01.contoso.com",
		.target = "lync01.contoso.com",
		.unit = "u0001",
		.reason = "",
	};

	g_array_append_val(wave->members, member);
	wave->users++;
}

static void
add_steps(CtPlan *plan)
{
	CtPlanStep *step = ct_plan_add_step(plan);
	CtEvidence evidence = { "users.xml", 0, NASTY };
	CtAfter after = { "s001", "O-20", TRUE };

	step->id = "s001";
	step->rule = "OCS-P2-01";
	g_ptr_array_add(step->subjects, (gpointer) "pool:ocs01.contoso.com");
	step = ct_plan_add_step(plan);
	step->id = "s002";
	step->rule = "OCS-P6-02";
	step->title = NASTY;
	step->tool = "Move-CsLegacyUser";
	step->wave = "wave-01";
	step->site = "Redmond";
	step->note = "";
	step->reversible = CT_REVERSIBLE_LOSSY;
	step->rollback = "R-06";
	step->minutes = 60;
	step->settle_minutes = 15;
	step->start_minute = G_GUINT64_CONSTANT(5000000000);
	step->start = "2013-12-01T20:00";
	g_ptr_array_add(step->subjects, (gpointer) "wave:wave-01");
	g_ptr_array_add(step->pools, (gpointer) "ocs01.contoso.com");
	g_ptr_array_add(step->tests, (gpointer) "V6");
	g_array_append_val(step->after, after);
	after.hard = FALSE;
	after.constraint = "O-21";
	g_array_append_val(step->after, after);
	g_array_append_val(step->evidence, evidence);
}

static void
add_checkpoints(CtPlan *plan)
{
	CtCheckpoint *checkpoint = ct_plan_add_checkpoint(plan);
	CtRollbackStep back = { "s002", "R-06", "Move them back", 60 };
	CtLoss loss = { "R-06", "s002", "Meetings scheduled since", 0, NULL };

	checkpoint->id = "c01";
	checkpoint->kind = "start";
	checkpoint->title = "Before anything";
	checkpoint = ct_plan_add_checkpoint(plan);
	checkpoint->id = "c02";
	checkpoint->kind = "wave";
	checkpoint->after_step = "s001";
	checkpoint->minutes = 60;
	checkpoint->point_of_no_return = TRUE;
	g_array_append_val(checkpoint->rollback, back);
	g_array_append_val(checkpoint->losses, loss);
	g_ptr_array_add(checkpoint->save, (gpointer) "the user database");
	g_ptr_array_add(checkpoint->tests, (gpointer) "V1");
}

static CtPlan *
make_plan(void)
{
	CtPlan *plan = ct_plan_new();
	CtPlanInput input = { "a/topology.xml", "00ff", "topology", "target" };
	CtPlanIntent intent = { "waves.size", "40", "default" };
	CtPlanWave *wave;
	CtPlanPair *pair;
	CtFate *fate;

	plan->tool = "cutover 0.1.0";
	plan->cost = G_GUINT64_CONSTANT(6000000000);
	plan->lower_bound = 3;
	plan->warnings = 2;
	plan->point_of_no_return = "s002";
	g_array_append_val(plan->inputs, input);
	g_array_append_val(plan->intent, intent);
	ct_plan_couplings_add(plan->couplings, "u0001", "u0002", "delegate", 10, TRUE);
	pair = ct_plan_add_pair(plan);
	pair->legacy = "ocs01.contoso.com";
	pair->reason = "nobody takes it over";
	fate = ct_plan_add_fate(plan);
	fate->subject = "confdir:3";
	fate->fate = "moves";
	fate->to = "pool:lync01.contoso.com";
	add_steps(plan);
	add_checkpoints(plan);
	ct_plan_assume(plan, "A5", "contradiction", NULL, "the worse", "yes");
	wave = ct_plan_add_wave(plan);
	wave->id = "wave-01";
	wave->kind = "pilot";
	wave->file = "waves/wave-01.csv";
	g_ptr_array_add(wave->from, (gpointer) "ocs01.contoso.com");
	g_ptr_array_add(wave->to, (gpointer) "lync01.contoso.com");
	add_member(plan, wave, "sip:a@contoso.com", "Alba, \"Al\" A.");
	return plan;
}

typedef struct {
	char *dir;
	char *json;
	char *waves;
	char *wave;
	char *couplings;
} Folder;

static Folder
folder_new(void)
{
	g_autoptr(GError) error = NULL;
	Folder folder = { .dir = g_dir_make_tmp("cutover-test-XXXXXX", &error) };

	g_assert_no_error(error);
	folder.json = g_build_filename(folder.dir, "plan.json", NULL);
	folder.waves = g_build_filename(folder.dir, "waves", NULL);
	folder.wave = g_build_filename(folder.waves, "wave-01.csv", NULL);
	folder.couplings = g_build_filename(folder.dir, "couplings.csv", NULL);
	g_assert_cmpint(g_mkdir(folder.waves, 0777), ==, 0);
	return folder;
}

static void
folder_free(Folder *folder)
{
	g_unlink(folder->json);
	g_unlink(folder->wave);
	g_unlink(folder->couplings);
	g_rmdir(folder->waves);
	g_rmdir(folder->dir);
	g_free(folder->json);
	g_free(folder->wave);
	g_free(folder->waves);
	g_free(folder->couplings);
	g_free(folder->dir);
}

static void
write_file(const char *path, const char *bytes, gssize length)
{
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, bytes, length, &error);
	g_assert_no_error(error);
}

static void
folder_write(const Folder *folder, const CtPlan *plan)
{
	const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, 0);
	gsize wave_length = 0, couplings_length = 0;
	guint next = 0;
	g_autofree char *json = ct_plan_to_json(plan);
	g_autofree char *csv = ct_plan_wave_csv(wave, &wave_length);
	g_autofree char *couplings = ct_plan_couplings_csv(plan, &next, &couplings_length);

	write_file(folder->json, json, -1);
	write_file(folder->wave, csv, (gssize)wave_length);
	write_file(folder->couplings, couplings, (gssize)couplings_length);
}

static void
test_round_trip(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autoptr(CtPlan) twin = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *json = ct_plan_to_json(plan);
	g_autofree char *again = NULL;
	const CtPlanStep *step;
	const CtPlanWave *wave;
	Folder folder = folder_new();

	folder_write(&folder, plan);
	twin = ct_plan_load(folder.dir, &error);
	g_assert_no_error(error);
	again = ct_plan_to_json(twin);
	g_assert_cmpstr(json, ==, again);
	g_assert_true(g_str_has_suffix(json, "}\n"));

	step = &g_array_index(twin->steps, CtPlanStep, 1);
	g_assert_cmpstr(step->title, ==, NASTY);
	g_assert_cmpint(step->reversible, ==, CT_REVERSIBLE_LOSSY);
	g_assert_cmpuint(step->start_minute, ==, G_GUINT64_CONSTANT(5000000000));
	g_assert_true(g_array_index(step->after, CtAfter, 0).hard);
	g_assert_false(g_array_index(step->after, CtAfter, 1).hard);
	g_assert_cmpuint(ct_plan_find_step(twin, "s002"), ==, 1);
	g_assert_cmpuint(ct_plan_find_step(twin, "s999"), ==, CT_NONE);
	g_assert_null(g_array_index(twin->checkpoints, CtCheckpoint, 0).after_step);
	g_assert_true(g_array_index(twin->checkpoints, CtCheckpoint, 1).point_of_no_return);
	g_assert_null(g_array_index(twin->pairs, CtPlanPair, 0).target);
	wave = ct_plan_find_wave(twin, "wave-01");
	g_assert_nonnull(wave);
	g_assert_cmpuint(wave->members->len, ==, 1);
	g_assert_cmpstr(g_array_index(wave->members, CtWaveMember, 0).name, ==, "Alba, \"Al\" A.");
	g_assert_cmpuint(ct_plan_couplings_count(twin->couplings), ==, 1);
	g_assert_true(ct_plan_couplings_is_hard(twin->couplings, 0));
	folder_free(&folder);
}

/* The text is the one that a library for JSON would print, whatever stands in a plan. */
static void
test_every_character(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *json = NULL;
	g_autofree char *printed = NULL;
	char text[0x80] = "";

	for (guint i = 0; i < 0x7f; i++)
		text[i] = (char)(i + 1);
	/* what json-glib leaves as it is, though JSON does not allow it */
	text[0x1e] = ' ';
	g_array_index(plan->steps, CtPlanStep, 1).title = ct_plan_text(plan, text);
	json = ct_plan_to_json(plan);
	root = json_from_string(json, NULL);
	printed = json_to_string(root, TRUE);
	json[strlen(json) - 1] = '\0'; /* the last line break */
	g_assert_cmpstr(json, ==, printed);
}

static void
test_steps_found(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	const CtPlanStep first = *ct_plan_step(plan, 0);

	g_assert_cmpuint(ct_plan_find_step(plan, "s002"), ==, 1);
	g_array_index(plan->steps, CtPlanStep, 0) = *ct_plan_step(plan, 1);
	g_array_index(plan->steps, CtPlanStep, 1) = first;
	g_assert_cmpuint(ct_plan_find_step(plan, "s001"), ==, 1);
	ct_plan_add_step(plan)->id = "s003";
	g_assert_cmpuint(ct_plan_find_step(plan, "s003"), ==, plan->steps->len - 1);
}

/* Takes every key out of the document in turn: a reader may refuse it, and may not stumble. */
static void
lose_keys(const Folder *folder, JsonNode *root, JsonNode *node)
{
	g_autoptr(GList) keys = NULL;

	if (JSON_NODE_HOLDS_ARRAY(node)) {
		JsonArray *array = json_node_get_array(node);

		for (guint i = 0; i < json_array_get_length(array); i++)
			lose_keys(folder, root, json_array_get_element(array, i));
	}
	if (!JSON_NODE_HOLDS_OBJECT(node))
		return;
	keys = json_object_get_members(json_node_get_object(node));
	for (const GList *link = keys; link != NULL; link = link->next) {
		JsonObject *object = json_node_get_object(node);
		g_autofree char *key = g_strdup(link->data);
		JsonNode *value = json_object_dup_member(object, key);

		lose_keys(folder, root, json_object_get_member(object, key));
		for (guint kind = 0; kind < 4; kind++) {
			g_autoptr(CtPlan) plan = NULL;
			g_autoptr(GError) error = NULL;
			g_autofree char *broken = NULL;

			if (kind == 0)
				json_object_remove_member(object, key);
			else if (kind == 1)
				json_object_set_int_member(object, key, G_MININT64);
			else if (kind == 2)
				json_object_set_null_member(object, key);
			else
				json_object_set_string_member(object, key, "");
			broken = json_to_string(root, FALSE);
			write_file(folder->json, broken, -1);
			plan = ct_plan_load(folder->dir, &error);
			g_assert_true((plan == NULL) == (error != NULL));
			g_assert_true(error == NULL || error->domain == CT_PLAN_ERROR);
		}
		json_object_set_member(object, key, value);
	}
}

static void
test_every_key_lost(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autofree char *json = ct_plan_to_json(plan);
	g_autoptr(JsonNode) root = json_from_string(json, NULL);
	Folder folder = folder_new();

	folder_write(&folder, plan);
	lose_keys(&folder, root, root);
	folder_free(&folder);
}

static void
test_every_byte_lost(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autofree char *json = ct_plan_to_json(plan);
	gsize length = strlen(json);
	Folder folder = folder_new();

	folder_write(&folder, plan);
	for (gsize i = 0; i + 2 < length; i += 7) {
		g_autoptr(CtPlan) twin = NULL;
		g_autoptr(GError) error = NULL;

		write_file(folder.json, json, (gssize)i);
		twin = ct_plan_load(folder.dir, &error);
		g_assert_null(twin);
		g_assert_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED);
	}
	folder_free(&folder);
}

static void
test_refused(void)
{
	static const struct {
		const char *json;
		CtPlanError code;
		const char *message;
	} cases[] = {
		{ "", CT_PLAN_ERROR_MALFORMED, "an object is needed here" },
		{ "[]", CT_PLAN_ERROR_MALFORMED, "an object is needed here" },
		{ "{\"format_version\": 1}", CT_PLAN_ERROR_MALFORMED, "a text is needed here" },
		{ "{\"format_version\": \"10.0\"}", CT_PLAN_ERROR_VERSION, "is not known here" },
		{ "{\"format_version\": \"1x\"}", CT_PLAN_ERROR_MALFORMED, "found \"1x\"" },
		{ "// {}", CT_PLAN_ERROR_MALFORMED, "line 1: not JSON" },
		{ "{\n'a': 1}", CT_PLAN_ERROR_MALFORMED, "line 2: not JSON" },
		{ "{\"a\": \"\xff\"}", CT_PLAN_ERROR_MALFORMED, "not UTF-8" },
	};
	Folder folder = folder_new();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(CtPlan) plan = NULL;
		g_autoptr(GError) error = NULL;

		write_file(folder.json, cases[i].json, -1);
		plan = ct_plan_load(folder.dir, &error);
		g_assert_null(plan);
		g_assert_error(error, CT_PLAN_ERROR, (int)cases[i].code);
		g_assert_nonnull(strstr(error->message, cases[i].message));
		g_assert_nonnull(strstr(error->message, "plan.json:"));
	}
	folder_free(&folder);
}

/* Deep enough to take a parser that recurses through the stack. */
static void
test_deep(void)
{
	g_autoptr(GString) json = g_string_new("{\"x\": ");
	g_autoptr(CtPlan) plan = NULL;
	g_autoptr(GError) error = NULL;
	Folder folder = folder_new();

	for (guint i = 0; i < 1000000; i++)
		g_string_append_c(json, '[');
	write_file(folder.json, json->str, -1);
	plan = ct_plan_load(folder.dir, &error);
	g_assert_null(plan);
	g_assert_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED);
	g_assert_nonnull(strstr(error->message, "deeper"));
	folder_free(&folder);
}

static void
test_repeated_id(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autoptr(CtPlan) twin = NULL;
	g_autoptr(GError) error = NULL;
	Folder folder = folder_new();

	g_array_index(plan->steps, CtPlanStep, 1).id = "s001";
	folder_write(&folder, plan);
	twin = ct_plan_load(folder.dir, &error);
	g_assert_null(twin);
	g_assert_nonnull(strstr(error->message, "steps[1].id: \"s001\" stands twice"));
	folder_free(&folder);
}

static void
test_references(void)
{
	g_autoptr(CtPlan) plan = make_plan();
	g_autoptr(GError) error = NULL;

	g_assert_true(ct_plan_check_references(plan, "p", &error));
	g_array_index(plan->checkpoints, CtCheckpoint, 1).after_step = "s044";
	g_assert_false(ct_plan_check_references(plan, "p", &error));
	g_assert_cmpstr(error->message, ==, "p/plan.json: c02: after_step: there is no \"s044\"");
}

static void
test_csv_bytes(void)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	CtPlanWave *wave = ct_plan_add_wave(plan);
	g_autofree char *csv = NULL;
	gsize length = 0;

	add_member(plan, wave, "sip:a@b.c", "=1+1");
	add_member(plan, wave, "sip:d@b.c", "O'Neil, \"Jo\"");
	add_member(plan, wave, "sip:e@b.c", "Two\nlines");
	csv = ct_plan_wave_csv(wave, &length);
	g_assert_cmpstr(
		csv, ==,
		"\xEF\xBB\xBFSipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\r\n"
		"sip:a@b.c,'=1+1,ocs01.contoso.com,lync01.contoso.com,u0001,\r\n"
		"sip:d@b.c,\"O'Neil, \"\"Jo\"\"\",ocs01.contoso.com,lync01.contoso.com,u0001,\r\n"
		"sip:e@b.c,\"Two\nlines\",ocs01.contoso.com,lync01.contoso.com,u0001,\r\n");
	g_assert_cmpuint(length, ==, strlen(csv));
}

static void
test_csv_round_trip(void)
{
	static const char *const names[] = { "",
					     "plain",
					     "=cmd|' /C calc'!A0",
					     "+1",
					     "-1",
					     "@SUM(A1)",
					     "\tt",
					     "\rr",
					     "\nn",
					     "'quoted",
					     "'=",
					     "''+",
					     " blank ",
					     "a,b\"c\"\r\nd",
					     "\"" };
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *csv = NULL;
	CtPlanWave *wave = ct_plan_add_wave(plan);
	gsize length = 0;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		add_member(plan, wave, "sip:x@y.z", names[i]);
	csv = ct_plan_wave_csv(wave, &length);
	g_array_set_size(wave->members, 0);
	g_assert_true(
		ct_plan_wave_read(plan, wave, "w.csv", g_steal_pointer(&csv), length, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(wave->members->len, ==, G_N_ELEMENTS(names));
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_cmpstr(g_array_index(wave->members, CtWaveMember, i).name, ==, names[i]);
}

static void
test_csv_by_hand(void)
{
	static const struct {
		const char *csv;
		const char *message; /* nullable: it is fine and has one member */
	} cases[] = {
		{ "unit,sipaddress,DisplayName,SourcePool,TargetPool,Reason,Extra\nu1,sip:a,A,s,t,r,x\n",
		  NULL },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\n\n\nsip:a,A,s,t,u,",
		  NULL },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit\n",
		  "w.csv:1: the column \"Reason\" is missing" },
		{ "", "w.csv:1: the column \"SipAddress\" is missing" },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\nsip:a,b\n",
		  "w.csv:2: 2 cells are too few" },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\n,b,c,d,e,f\n",
		  "w.csv:2: the SipAddress is empty" },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\n\"sip:a\nb",
		  "w.csv:2: a quoted cell is not closed" },
		{ "SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason\n\"a\"b,b,c,d,e,f\n",
		  "w.csv:2: text behind a quoted cell" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(CtPlan) plan = ct_plan_new();
		g_autoptr(GError) error = NULL;
		CtPlanWave *wave = ct_plan_add_wave(plan);
		gboolean read = ct_plan_wave_read(plan, wave, "w.csv", g_strdup(cases[i].csv),
						  strlen(cases[i].csv), &error);

		g_assert_true(read == (cases[i].message == NULL));
		if (read)
			g_assert_cmpuint(wave->members->len, ==, 1);
		else
			g_assert_cmpstr(error->message, ==, cases[i].message);
	}
}

static void
test_couplings_by_hand(void)
{
	static const struct {
		const char *csv;
		const char *message;
	} cases[] = {
		{ "UnitA,UnitB,Kind,Weight,Hard\nu1,u2,delegate,7,TRUE\n", NULL },
		{ "UnitA,UnitB,Kind,Weight,Hard\nu1,u2,delegate,-7,true\n",
		  "c.csv:2: Weight needs a whole number, found \"-7\"" },
		{ "UnitA,UnitB,Kind,Weight,Hard\nu1,u2,delegate,7,yes\n",
		  "c.csv:2: Hard needs true or false, found \"yes\"" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(CtPlan) plan = ct_plan_new();
		g_autoptr(GError) error = NULL;

		ct_plan_couplings_read(plan, "c.csv", g_strdup(cases[i].csv), strlen(cases[i].csv),
				       &error);
		g_assert_cmpstr(error != NULL ? error->message : NULL, ==, cases[i].message);
		g_assert_cmpuint(ct_plan_couplings_count(plan->couplings), ==,
				 cases[i].message == NULL ? 1 : 0);
	}
}

/* Names are given back as they came, those that look nearly like a number of ours too, and pieces of a
 * long table are the table. */
static void
test_many_couplings(void)
{
	static const char *const names[] = { "u0000",	   "u0007",	  "u9999",  "u10000",
					     "u999999999", "u1234567890", "u007",   "u00007",
					     "u",	   "U0007",	  "u0007 ", "",
					     "site:Porto", "pool:a.b",	  "u0007x" };
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(CtPlan) twin = ct_plan_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	const guint n = 70000;
	CtPlanCoupling row;
	guint pieces = 0;

	for (guint i = 0; i < n; i++)
		ct_plan_couplings_add(plan->couplings, names[i % G_N_ELEMENTS(names)],
				      names[i / 7 % G_N_ELEMENTS(names)],
				      i % 3 == 0 ? "contact" : "delegate", i, i % 5 == 0);
	for (guint next = 0; next < n; pieces++) {
		gsize length = 0;
		g_autofree char *piece = ct_plan_couplings_csv(plan, &next, &length);

		g_string_append_len(text, piece, (gssize)length);
	}
	g_assert_cmpuint(pieces, ==, 2);
	g_assert_true(
		ct_plan_couplings_read(twin, "c.csv", g_strdup(text->str), text->len, &error));
	g_assert_cmpuint(ct_plan_couplings_count(twin->couplings), ==, n);
	for (guint i = 0; i < n; i++) {
		ct_plan_couplings_get(twin->couplings, i, &row);
		g_assert_cmpstr(row.unit_a, ==, names[i % G_N_ELEMENTS(names)]);
		g_assert_cmpstr(row.unit_b, ==, names[i / 7 % G_N_ELEMENTS(names)]);
		g_assert_cmpstr(row.kind, ==, i % 3 == 0 ? "contact" : "delegate");
		g_assert_cmpuint(row.weight, ==, i);
		g_assert_cmpint(row.hard, ==, i % 5 == 0);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plan-json/round-trip", test_round_trip);
	g_test_add_func("/plan-json/every-character", test_every_character);
	g_test_add_func("/plan-json/steps-found", test_steps_found);
	g_test_add_func("/plan-json/every-key-lost", test_every_key_lost);
	g_test_add_func("/plan-json/every-byte-lost", test_every_byte_lost);
	g_test_add_func("/plan-json/refused", test_refused);
	g_test_add_func("/plan-json/deep", test_deep);
	g_test_add_func("/plan-json/repeated-id", test_repeated_id);
	g_test_add_func("/plan-json/references", test_references);
	g_test_add_func("/plan-csv/bytes", test_csv_bytes);
	g_test_add_func("/plan-csv/round-trip", test_csv_round_trip);
	g_test_add_func("/plan-csv/by-hand", test_csv_by_hand);
	g_test_add_func("/plan-csv/couplings-by-hand", test_couplings_by_hand);
	g_test_add_func("/plan-csv/many-couplings", test_many_couplings);
	return g_test_run();
}
