/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing for a plan; and that docs/formats.md and docs/exporting.md, which are written by hand,
 * say of kinds, limits and commands what the program says. */
#include "analyzer/evidence.h"

#include "analyzer/limit.h"
#include "facts-world.h"

static char *
read_page(const char *name)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");
	g_autofree char *path = g_build_filename(root != NULL ? root : ".", "docs", name, NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	return text;
}

static void
expect(const char *page, const char *name, const char *text)
{
	if (strstr(page, text) == NULL)
		g_error("docs/%s does not have: %s", name, text);
}

static void
test_kinds(void)
{
	g_autofree char *page = read_page("formats.md");

	for (guint kind = 0; kind < CT_N_INPUT_KINDS; kind++) {
		g_autofree char *row = g_strdup_printf(
			"\n| `%s` | %s | ", ct_input_kind_to_string((CtInputKind)kind),
			ct_certainty_to_string(ct_input_kind_certainty((CtInputKind)kind)));

		expect(page, "formats.md", row);
		g_assert_nonnull(ct_certainty_in_words(ct_input_kind_certainty((CtInputKind)kind)));
	}
}

/* "8 GiB", "200 times". */
static char *
limit_text(const CtLimitRow *row)
{
	if (strcmp(row->unit, "bytes") != 0)
		return g_strdup_printf("%" G_GUINT64_FORMAT " %s", row->value, row->unit);
	if (row->value % (G_GUINT64_CONSTANT(1) << 30) == 0)
		return g_strdup_printf("%" G_GUINT64_FORMAT " GiB", row->value >> 30);
	return g_strdup_printf("%" G_GUINT64_FORMAT " MiB", row->value >> 20);
}

static void
test_limits(void)
{
	g_autofree char *page = read_page("formats.md");

	for (guint id = 0; id < CT_N_LIMITS; id++) {
		const CtLimitRow *row = ct_limit_row((CtLimitId)id);
		g_autofree char *value = limit_text(row);
		g_autofree char *text = g_strdup_printf("\n| `%s` | %s | %s |\n", row->name, value,
							row->what);

		expect(page, "formats.md", text);
	}
}

/* A page breaks its lines where it likes. */
static char *
one_line(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; words[i] != NULL; i++) {
		if (*words[i] != '\0')
			g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words[i]);
	}
	return g_string_free(out, FALSE);
}

static void
test_commands(void)
{
	g_autofree char *raw = read_page("exporting.md");
	g_autofree char *page = one_line(raw);

	for (guint id = 0; id < CT_N_EVIDENCE; id++) {
		const CtEvidenceRow *row = ct_evidence_row((CtEvidenceId)id);
		g_auto(GStrv) parts = g_strsplit(row->command, "|", -1);
		g_autofree char *command = g_strjoinv("\\|", parts);
		g_autofree char *cell = g_strdup_printf("`%s` | `%s`", row->file, command);
		g_autofree char *file = g_strdup_printf("`%s`", row->file);

		if (row->side != CT_SIDE_BY_HAND)
			expect(page, "exporting.md", cell);
		else
			expect(page, "exporting.md", row->command);
		expect(page, "exporting.md", file);
	}
}

/* Texts of a row stand in the middle of sentences. */
static void
test_rows(void)
{
	for (guint id = 0; id < CT_N_EVIDENCE; id++) {
		const CtEvidenceRow *row = ct_evidence_row((CtEvidenceId)id);

		g_assert_false(g_str_has_suffix(row->why, "."));
		g_assert_false(g_str_has_suffix(row->what, "."));
		for (guint other = 0; other < id; other++) {
			const CtEvidenceRow *earlier = ct_evidence_row((CtEvidenceId)other);

			g_assert_cmpstr(row->name, !=, earlier->name);
			g_assert_cmpstr(row->what, !=, earlier->what);
			g_assert_cmpstr(row->file, !=, earlier->file);
		}
		g_assert_true(row->side == CT_SIDE_BY_HAND ||
			      strstr(row->command, row->file) != NULL);
	}
}

static CtEvidenceStatus
status_of(const World *world, CtEvidenceId id)
{
	return ct_evidence_state(world->estate, id).status;
}

static void
test_nothing(void)
{
	World world;

	world_init(&world);
	world_resolve(&world);
	for (guint id = 0; id < CT_N_EVIDENCE; id++) {
		CtEvidenceState state = ct_evidence_state(world.estate, (CtEvidenceId)id);

		g_assert_cmpint(state.status, ==,
				id == CT_EVIDENCE_EDGE_INTERNAL_SERVERS ? CT_STATUS_NOT_NEEDED
									: CT_STATUS_MISSING);
		g_assert_cmpuint(state.input, ==, CT_NONE);
	}
	world_clear(&world);
}

static void
test_topology_alone(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	world_resolve(&world);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_TARGET_TOPOLOGY), ==, CT_STATUS_PRESENT);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_LEGACY_POOLS), ==, CT_STATUS_PARTLY);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_LEGACY_USERS), ==, CT_STATUS_MISSING);
	/* BackCompatSite shows an Edge, and nothing says what that one accepts */
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_EDGE_INTERNAL_SERVERS), ==,
			CT_STATUS_MISSING);
	world_clear(&world);
}

static void
test_sides(void)
{
	World world;

	world_init(&world);
	add_topology(&world);
	add_wmi_pool(&world, "ocs01.contoso.com", "ocs01", "4");
	add_user(&world, "sip:amy@contoso.com", CT_KEY_HOME_SERVER, HOME_OCS01);
	add_record(world.facts, world.wmi, CT_RECORD_VOICE_ROUTE, "MSFT_SIPPhoneRouteData",
		   CT_KEY_NAME, "Local", CT_N_KEYS);
	add_record(world.facts, world.shell, CT_RECORD_POLICY,
		   "Microsoft.Rtc.Management.WritableConfig.Policy.Meeting.MeetingPolicy",
		   CT_KEY_IDENTITY, "Large", CT_N_KEYS);
	world_resolve(&world);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_LEGACY_POOLS), ==, CT_STATUS_PRESENT);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_LEGACY_USERS), ==, CT_STATUS_PRESENT);
	g_assert_cmpuint(ct_evidence_state(world.estate, CT_EVIDENCE_LEGACY_USERS).input, ==,
			 world.shell);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_MOVED_USERS), ==, CT_STATUS_MISSING);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_LEGACY_VOICE_ROUTES), ==, CT_STATUS_PRESENT);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_VOICE_ROUTES), ==, CT_STATUS_MISSING);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_CONFERENCING_POLICIES), ==,
			CT_STATUS_PRESENT);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_VOICE_POLICIES), ==, CT_STATUS_MISSING);
	/* the pool is exported and runs the attendant, but no response groups */
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_ACCESS_NUMBERS), ==, CT_STATUS_MISSING);
	g_assert_cmpint(status_of(&world, CT_EVIDENCE_RGS_QUEUES), ==, CT_STATUS_NOT_NEEDED);
	world_clear(&world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/kinds", test_kinds);
	g_test_add_func("/evidence/limits", test_limits);
	g_test_add_func("/evidence/commands", test_commands);
	g_test_add_func("/evidence/rows", test_rows);
	g_test_add_func("/evidence/nothing", test_nothing);
	g_test_add_func("/evidence/topology-alone", test_topology_alone);
	g_test_add_func("/evidence/sides", test_sides);
	return g_test_run();
}
