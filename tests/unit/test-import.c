/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports as a whole: which files are read, in which order, and what each is taken for. */
#include "tests/unit/exports.h"

/* What stands in an archive between the signature and the name of a file, with no NUL in it. */
#define FILE_HEADER "\x14\x06\x08\x08!!!!!!!!!!!!!!!!!!!!!!"

static void
test_kinds(void)
{
	static const struct {
		const char *text;
		CtInputKind kind;
		const char *note;
	} rows[] = {
		{ "<Topology/>", CT_INPUT_TOPOLOGY, "" },
		{ "<?xml version='1.0'?><!-- a > b <c> --><?pi <x> ?>\n<t:Topology\n"
		  "xmlns:t='u:r'/>",
		  CT_INPUT_TOPOLOGY, "namespace: u:r" },
		{ "<TopologyBuilder/>", CT_INPUT_BUILDER,
		  "topology without content: TopologyBuilder" },
		{ "<PartialTopology/>", CT_INPUT_BUILDER, "" },
		{ "<TopologyInput/>", CT_INPUT_EDGE_INPUT, "" },
		{ "<Objs/>", CT_INPUT_CLIXML, "" },
		{ "#< CLIXML\r\n<Objs/>", CT_INPUT_CLIXML, "" },
		{ "<AnchoredXml/>", CT_INPUT_SETTINGS, "document: AnchoredXml" },
		{ "<DocItemSet><DocItem><Data><AnchoredXml><Topology/></AnchoredXml></Data>"
		  "</DocItem></DocItemSet>",
		  CT_INPUT_SETTINGS, "" },
		{ "<ServiceAssignments/>", CT_INPUT_SETTINGS, "" },
		{ "<Wrapper><Topology/></Wrapper>", CT_INPUT_SETTINGS, "" },
		{ "<CsMgmtLog Name='Publish-CsTopology'/>", CT_INPUT_REPORT, "" },
		{ "<Unheard><Of/></Unheard>", CT_INPUT_UNKNOWN, "document: Unheard" },
		{ "[cutover]\n", CT_INPUT_INTENT, "" },
		{ "\n# comment\r\n\r\n  [cutover]\r\nversion=1\n", CT_INPUT_INTENT, "" },
		{ "[other]\n[cutover]\n", CT_INPUT_UNKNOWN, "file that is not XML: export.xml" },
		{ "Identity,Name\n", CT_INPUT_UNKNOWN, "file that is not XML: export.xml" },
		/* text of a Windows machine, for all that its first lines tell */
		{ "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", CT_INPUT_UNKNOWN,
		  "file that is not XML: export.xml" },
		{ "\x89PNG\r\n\x1A\n", CT_INPUT_UNKNOWN, "file that is not text: export.xml" },
		{ "Jos\xE9 moves last\n", CT_INPUT_UNKNOWN, "file that is not XML: export.xml" },
		{ "PK\3\4" FILE_HEADER "[Content_Types].xml<Types/>PK\3\4" FILE_HEADER
		  "word/document.xml\x01\xFF",
		  CT_INPUT_UNKNOWN, "file that is not text: export.xml" },
		{ "<!doctype html>\n<p>a<br>b", CT_INPUT_UNKNOWN,
		  "page for a browser: export.xml" },
		{ "<HTML><p>a<br>b", CT_INPUT_UNKNOWN, "page for a browser: export.xml" },
		{ "", CT_INPUT_UNKNOWN, "empty file: export.xml" },
		{ "\xEF\xBB\xBF \r\n", CT_INPUT_UNKNOWN, "empty file: export.xml" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(CtFacts) facts = export_import(rows[i].text);
		g_autofree char *note = export_note(facts);

		g_assert_cmpstr(note, ==, rows[i].note);
		g_assert_cmpint(export_input(facts)->kind, ==, rows[i].kind);
	}
}

/* What sets out to be read and cannot be decoded is not left out in silence. */
static void
test_undecodable(void)
{
	static const char *const texts[] = {
		"<Objs>Jos\xE9</Objs>",
		"\xEF\xBB\xBF \r\n<?xml version='1.0' encoding='iso-8859-1'?><Objs>Jos\xE9</Objs>",
		"#< CLIXML\n<Objs>Jos\xE9</Objs>",
		"# for Jos\xE9\n[cutover]\n",
		"[cutover]\nJos\xE9",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtFacts) facts = export_import_bytes(texts[i], strlen(texts[i]), NULL,
							       &error);

		g_assert_null(facts);
		g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
		g_assert_nonnull(strstr(error->message, "byte 0xE9, which is not valid in UTF-8"));
	}
	export_refused("\xFF\xFE<\0\0\xD8\x41\0", 8, NULL, CT_IMPORT_ERROR_MALFORMED,
		       "export.xml:1:2: half of a UTF-16 surrogate pair at byte offset 4");
}

/* The digest is that of the file even where nothing of it could be decoded. */
static void
test_not_text(void)
{
	g_autoptr(GString) bytes = g_string_new("GIF89a");
	g_autoptr(CtFacts) facts = NULL;
	g_autofree char *digest = NULL;

	while (bytes->len < 200000)
		g_string_append_len(bytes, "\xFF\x80\0\x01", 4);
	digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes->str,
					     bytes->len);
	facts = export_import_bytes(bytes->str, bytes->len, NULL, NULL);
	g_assert_nonnull(facts);
	g_assert_cmpstr(export_input(facts)->sha256, ==, digest);
	g_assert_cmpstr(export_input(facts)->encoding, ==, "unknown");
}

/* A root that begins beyond what is looked at first is still recognised for what it holds. */
static void
test_root_after_a_long_comment(void)
{
	g_autofree char *filler = g_strnfill(100000, 'x');
	g_autofree char *text = g_strdup_printf(
		"<!--%s--><Topology><Sites><CentralSite SiteId='1'/></Sites></Topology>", filler);
	g_autoptr(CtFacts) facts = export_import(text);

	g_assert_cmpuint(facts->sites->len, ==, 1);
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);
}

static void
test_input_fields(void)
{
	static const char text[] = "<Topology><Sites><CentralSite SiteId='1'/></Sites></Topology>";
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autoptr(CtFacts) facts = export_import(text);
	const CtInput *input = export_input(facts);

	g_assert_true(g_str_has_suffix(input->path, "/" EXPORT_NAME));
	g_assert_cmpstr(input->sha256, ==, digest);
	g_assert_cmpstr(input->encoding, ==, "utf-8");
	g_assert_cmpuint(input->bytes, ==, sizeof(text) - 1);
	g_assert_cmpuint(input->n_facts, ==, 1);
	g_assert_cmpint(input->deployment, ==, CT_DEPLOYMENT_UNKNOWN);
	g_assert_false(input->forced);
}

/* A folder with files; every test has its own. */
typedef struct {
	char *path;
	GPtrArray *made; /* paths, in the order in which they were made */
} Folder;

static void
folder_set_up(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;

	folder->path = g_dir_make_tmp("cutover-test-XXXXXX", &error);
	g_assert_no_error(error);
	folder->made = g_ptr_array_new_with_free_func(g_free);
}

static void
folder_tear_down(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	for (guint i = folder->made->len; i > 0; i--)
		g_remove(folder->made->pdata[i - 1]);
	g_rmdir(folder->path);
	g_ptr_array_unref(folder->made);
	g_free(folder->path);
}

static const char *
add_folder(Folder *folder, const char *name)
{
	char *path = g_build_filename(folder->path, name, NULL);

	g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
	g_ptr_array_add(folder->made, path);
	return path;
}

static const char *
add_file(Folder *folder, const char *name, const char *text)
{
	g_autoptr(GError) error = NULL;
	char *path = g_build_filename(folder->path, name, NULL);

	g_file_set_contents(path, text, -1, &error);
	g_assert_no_error(error);
	g_ptr_array_add(folder->made, path);
	return path;
}

/* The names of the inputs below the folder, joined by blanks, with how each is forced. */
static char *
list_inputs(const Folder *folder, const CtFacts *facts)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		g_assert_true(g_str_has_prefix(input->path, folder->path));
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       input->path + strlen(folder->path) + 1);
		g_assert_cmpint(input->forced, ==, input->deployment != CT_DEPLOYMENT_UNKNOWN);
		if (input->forced)
			g_string_append_printf(text, "=%s",
					       ct_deployment_to_string(input->deployment));
	}
	return g_string_free(text, FALSE);
}

static void
assert_inputs(const Folder *folder, const CtImportOptions *options, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = ct_import(options, &error);
	g_autofree char *text = NULL;

	g_assert_no_error(error);
	text = list_inputs(folder, facts);
	g_assert_cmpstr(text, ==, expected);
}

static void
test_folder(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *slashes = g_strconcat(folder->path, "//", NULL);
	const char *const paths[] = { slashes, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	add_file(folder, "b.xml", "<Topology/>");
	add_file(folder, "a.xml", "<Topology/>");
	add_file(folder, ".hidden", "\x01");
	add_file(folder, "ReadMe.first", "\x01");
	add_folder(folder, "ab");
	add_file(folder, "ab/z.xml", "<Topology/>");
	add_folder(folder, ".git");
	add_file(folder, ".git/config", "\x01");
	assert_inputs(folder, &options, "a.xml ab/z.xml b.xml");
}

static void
test_once_however_named(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *file = add_file(folder, "a.xml", "<Topology/>");
	g_autofree char *roundabout = g_build_filename(folder->path, ".", "a.xml", NULL);
	const char *const paths[] = { file, folder->path, file, roundabout, NULL };
	const char *const backwards[] = { folder->path, roundabout, file, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	add_file(folder, "README.md", "named itself, it is read");
	assert_inputs(folder, &options, "./a.xml");
	options.paths = backwards;
	assert_inputs(folder, &options, "./a.xml");
}

static void
test_named_files_are_read(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const paths[] = { add_file(folder, "README.xml", "<Topology/>"),
				      add_file(folder, ".topology", "<Topology/>"), NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	assert_inputs(folder, &options, ".topology README.xml");
}

static void
test_forced(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const paths[] = { folder->path, NULL };
	const char *const legacy[] = { add_folder(folder, "old"), NULL };
	const char *const target[] = { add_file(folder, "new.xml", "<Topology/>"), NULL };
	CtImportOptions options = {
		.paths = paths,
		.legacy = legacy,
		.target = target,
		.limits = ct_limits_default(),
	};

	add_file(folder, "old/a.xml", "<Topology/>");
	add_file(folder, "rest.xml", "<Topology/>");
	assert_inputs(folder, &options, "new.xml=target old/a.xml=legacy rest.xml");
}

static void
assert_error(const CtImportOptions *options, CtImportError code, const char *ending)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = ct_import(options, &error);

	g_assert_null(facts);
	g_assert_error(error, CT_IMPORT_ERROR, (int)code);
	if (!g_str_has_suffix(error->message, ending))
		g_error("\"%s\" does not end in \"%s\"", error->message, ending);
}

static void
test_forced_to_both(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const file[] = { add_file(folder, "a.xml", "<Topology/>"), NULL };
	CtImportOptions options = {
		.legacy = file,
		.target = file,
		.limits = ct_limits_default(),
	};

	assert_error(&options, CT_IMPORT_ERROR_MALFORMED,
		     "a.xml: given as legacy and as target; it can only be one of them");
}

static void
test_nothing_to_read(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const paths[] = { folder->path, NULL };
	const char *const missing[] = { add_file(folder, "README", ""), "no/such/file", NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	assert_error(&options, CT_IMPORT_ERROR_EMPTY,
		     ": there is no file to read in what was given");
	options.paths = missing;
	assert_error(&options, CT_IMPORT_ERROR_MISSING,
		     "no/such/file: cannot be read: No such file or directory");
}

/* A plan is written beside the exports that it was made from, and planned again. */
static void
test_plan_folder(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const paths[] = { folder->path, NULL };
	const char *const plan[] = { add_folder(folder, "plan"), NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	add_file(folder, "a.xml", "<Topology/>");
	add_file(folder, "plan/drawing.svg", "<svg");
	assert_error(&options, CT_IMPORT_ERROR_MALFORMED, "it seems cut short");
	add_file(folder, "plan/plan.json", "{}");
	assert_inputs(folder, &options, "a.xml");
	options.paths = plan;
	assert_error(&options, CT_IMPORT_ERROR_EMPTY,
		     "/plan: there is no file to read in what was given; "
		     "folders with a plan.json are passed over");
}

static void
test_too_many_files(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *const paths[] = { folder->path, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	options.limits.max_files = 2;
	add_file(folder, "a.xml", "<Topology/>");
	add_file(folder, "b.xml", "<Topology/>");
	assert_inputs(folder, &options, "a.xml b.xml");
	add_file(folder, "c.xml", "<Topology/>");
	assert_error(&options, CT_IMPORT_ERROR_LIMIT,
		     "more files than the limit of 2 inputs (raise it with --limit max-files=N)");
}

/* The first file in the order of names that cannot be read ends the import, whatever the order in
 * which the files were given. */
static void
test_first_error_counts(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	const char *a = add_file(folder, "a.xml", "<Topology>");
	const char *b = add_file(folder, "b.xml", "<Topology");
	const char *const paths[] = { b, a, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };

	assert_error(&options, CT_IMPORT_ERROR_MALFORMED,
		     "a.xml:1:11: the file ends inside <Topology>, which begins on line 1; "
		     "it seems cut short");
}

static void
on_progress(guint64 done, guint64 total, gpointer data)
{
	guint64 *last = data;

	g_assert_cmpuint(done, >=, *last);
	g_assert_cmpuint(done, <=, total);
	g_assert_cmpuint(total, ==, 200000 + 11);
	*last = done;
}

static void
test_progress(Folder *folder, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *large = g_strnfill(200000, 'x');
	const char *const paths[] = { folder->path, NULL };
	guint64 last = 0;
	CtImportOptions options = {
		.paths = paths,
		.limits = ct_limits_default(),
		.progress = on_progress,
		.progress_data = &last,
	};

	add_file(folder, "large.txt", large);
	add_file(folder, "small.xml", "<Topology/>");
	assert_inputs(folder, &options, "large.txt small.xml");
	g_assert_cmpuint(last, ==, 200000 + 11);
}

static void
add_folder_test(const char *path, void (*run)(Folder *folder, gconstpointer data))
{
	g_test_add(path, Folder, NULL, folder_set_up, run, folder_tear_down);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import/kinds", test_kinds);
	g_test_add_func("/import/undecodable", test_undecodable);
	g_test_add_func("/import/not-text", test_not_text);
	g_test_add_func("/import/root-after-a-long-comment", test_root_after_a_long_comment);
	g_test_add_func("/import/input-fields", test_input_fields);
	add_folder_test("/import/folder", test_folder);
	add_folder_test("/import/once-however-named", test_once_however_named);
	add_folder_test("/import/named-files-are-read", test_named_files_are_read);
	add_folder_test("/import/forced", test_forced);
	add_folder_test("/import/forced-to-both", test_forced_to_both);
	add_folder_test("/import/plan-folder", test_plan_folder);
	add_folder_test("/import/nothing-to-read", test_nothing_to_read);
	add_folder_test("/import/too-many-files", test_too_many_files);
	add_folder_test("/import/first-error-counts", test_first_error_counts);
	add_folder_test("/import/progress", test_progress);
	return g_test_run();
}
