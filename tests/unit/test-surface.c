/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book and the pictures: complete, dated by the caller, the same bytes each time. */
#include <glib/gstdio.h>
#include <string.h>

#include "plan-fixture.h"
#include "render/flow.h"
#include "render/lint.h"
#include "render/pdf.h"
#include "render/render.h"
#include "render/surface.h"

#define DATE "2026-03-02"

typedef struct {
	PlanFixture fixture;
	char *dir;
} Folder;

static Folder
folder_new(guint sites, guint pools)
{
	Folder self = { plan_fixture(sites, pools), NULL };
	g_autoptr(GError) error = NULL;

	self.dir = g_dir_make_tmp("cutover-XXXXXX", &error);
	g_assert_no_error(error);
	return self;
}

static void
render(Folder *self, const char *date)
{
	const CtRenderOptions options = {
		.date = date, .html = TRUE, .pdf = TRUE, .svg = TRUE, .png = TRUE
	};
	g_autoptr(GError) error = NULL;

	ct_render_folder(self->fixture.plan, self->fixture.world.estate,
			 self->fixture.world.findings, self->dir, &options, &error);
	g_assert_no_error(error);
}

static const char *const files[] = {
	"plan.pdf",
	"report.html",
	"diagrams/estate-map.svg",
	"diagrams/timeline.svg",
	"diagrams/estate-map.png",
	"diagrams/timeline.png",
};

static char *
path_of(const Folder *self, const char *file)
{
	return g_build_filename(self->dir, file, NULL);
}

static char *
read_file(const Folder *self, const char *file, gsize *out_length)
{
	g_autofree char *path = path_of(self, file);
	g_autoptr(GError) error = NULL;
	char *bytes = NULL;

	g_file_get_contents(path, &bytes, out_length, &error);
	g_assert_no_error(error);
	return bytes;
}

static void
folder_clear(Folder *self)
{
	g_autofree char *diagrams = path_of(self, "diagrams");

	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(self, files[i]);

		g_unlink(path);
	}
	g_rmdir(diagrams);
	g_rmdir(self->dir);
	g_free(self->dir);
	plan_fixture_clear(&self->fixture);
}

static void
test_same_bytes(void)
{
	Folder one = folder_new(2, 2);
	Folder two = folder_new(2, 2);

	render(&one, DATE);
	render(&two, DATE);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		gsize n = 0;
		gsize m = 0;
		g_autofree char *a = read_file(&one, files[i], &n);
		g_autofree char *b = read_file(&two, files[i], &m);

		g_test_message("%s", files[i]);
		g_assert_cmpmem(a, n, b, m);
	}
	folder_clear(&one);
	folder_clear(&two);
}

/* Runs a tool on the book; NULL when the tool is not installed. */
static char *
ask(const Folder *self, const char *tool, const char *last)
{
	g_autofree char *program = g_find_program_in_path(tool);
	g_autofree char *path = path_of(self, "plan.pdf");
	const char *const argv[] = { program, path, last, NULL };
	g_autoptr(GError) error = NULL;
	char *out = NULL;

	if (program == NULL)
		return NULL;
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL,
		     &error);
	g_assert_no_error(error);
	return out;
}

static void
test_book(void)
{
	static const char *const words[] = { "Cutover plan",
					     "Summary",
					     "Estate map",
					     "Steps",
					     "Checkpoints",
					     "Losses",
					     "Tests",
					     "Assumptions",
					     "Fates",
					     "s001",
					     "c01",
					     "ocs01-01.contoso.com",
					     "Point of no return" };
	Folder folder = folder_new(2, 2);
	g_autofree char *info = NULL;
	g_autofree char *text = NULL;

	render(&folder, DATE);
	info = ask(&folder, "pdfinfo", NULL);
	text = ask(&folder, "pdftotext", "-");
	if (info != NULL && text != NULL) {
		g_assert_nonnull(strstr(info, "Cutover plan"));
		g_assert_nonnull(strstr(info, "Mar  2"));
		for (guint i = 0; i < G_N_ELEMENTS(words); i++)
			g_assert_nonnull(strstr(text, words[i]));
	} else {
		g_test_skip("pdfinfo or pdftotext is not installed");
	}
	folder_clear(&folder);
}

static gint
exit_of(const Folder *self, const char *tool, const char *option)
{
	g_autofree char *program = g_find_program_in_path(tool);
	g_autofree char *path = path_of(self, "plan.pdf");
	const char *const argv[] = { program, option, path, NULL };
	g_autoptr(GError) error = NULL;
	gint status = 0;

	if (program == NULL)
		return -1;
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
		     &status, &error);
	g_assert_no_error(error);
	return status;
}

static guint
count_words(const char *bytes, gsize length, const char *word)
{
	guint count = 0;

	for (gsize i = 0; i + strlen(word) <= length; i++)
		count += memcmp(bytes + i, word, strlen(word)) == 0;
	return count;
}

/* The table of objects is right, which cairo alone does not see to, and the language is said. */
static void
test_sound(void)
{
	Folder folder = folder_new(2, 2);
	gsize length = 0;
	g_autofree char *bytes = NULL;
	gint status;

	render(&folder, DATE);
	bytes = read_file(&folder, "plan.pdf", &length);
	g_assert_cmpuint(count_words(bytes, length, "/Lang (en)"), ==, 1);
	g_assert_cmpuint(count_words(bytes, length, "/DisplayDocTitle true"), ==, 1);
	g_assert_cmpuint(count_words(bytes, length, "/Subtype /Link"), >, 200);
	g_assert_cmpuint(count_words(bytes, length, "/Dest (s001)"), >, 1);
	g_assert_cmpuint(count_words(bytes, length, "/Dest (c01)"), >, 1);
	g_assert_cmpuint(count_words(bytes, length, "/Dest (drawing-timeline)"), ==, 3);
	status = exit_of(&folder, "qpdf", "--check");
	if (status < 0)
		g_test_skip("qpdf is not installed");
	else
		g_assert_cmpint(status, ==, 0);
	folder_clear(&folder);
}

/* Fonts are in the file, and text comes out in the order in which it is read. */
static void
test_readable(void)
{
	static const char *const order[] = {
		"Cutover plan",
		"Approved by",
		"Contents",
		"Which pool goes where",
		"In the order of",
		"States to return to. The way back",
		"A failed step is mended",
		"What is assumed",
		"What becomes of every",
	};
	Folder folder = folder_new(2, 2);
	g_autofree char *fonts = NULL;
	g_autofree char *text = NULL;
	const char *at;

	render(&folder, DATE);
	fonts = ask(&folder, "pdffonts", NULL);
	text = ask(&folder, "pdftotext", "-");
	if (fonts == NULL || text == NULL) {
		g_test_skip("pdffonts or pdftotext is not installed");
		folder_clear(&folder);
		return;
	}
	g_assert_nonnull(strstr(fonts, "DejaVu"));
	g_assert_null(strstr(fonts, " no  "));
	at = text;
	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		g_test_message("%s", order[i]);
		at = strstr(at, order[i]);
		g_assert_nonnull(at);
	}
	folder_clear(&folder);
}

/* What is no document of cairo stays what it is. */
static void
test_mend(void)
{
	static const char *const texts[] = { "", "no PDF", "startxref\n",
					     "startxref\n99999999999999999999\n%%EOF\n",
					     "xref\n0 9\nstartxref\n0\n%%EOF\n" };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		GByteArray *bytes = g_byte_array_new();

		g_byte_array_append(bytes, (const guint8 *)texts[i], (guint)strlen(texts[i]));
		bytes = ct_pdf_mend(bytes, "en");
		g_assert_cmpmem(bytes->data, bytes->len, texts[i], strlen(texts[i]));
		g_byte_array_unref(bytes);
	}
}

static void
test_no_date(void)
{
	Folder folder = folder_new(1, 1);
	g_autofree char *info = NULL;

	render(&folder, NULL);
	info = ask(&folder, "pdfinfo", NULL);
	if (info != NULL)
		g_assert_nonnull(strstr(info, "1970"));
	else
		g_test_skip("pdfinfo is not installed");
	folder_clear(&folder);
}

static void
test_pages(void)
{
	static const CtFlowColumn columns[] = {
		{ "Name", 0.3, CT_STYLE_STRONG },
		{ "What", 0.7, CT_STYLE_BODY },
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);
	g_autoptr(CtFlow) flow = NULL;

	g_assert_no_error(error);
	flow = ct_flow_new(text);
	ct_flow_heading(flow, 0, "chapter", "A chapter");
	ct_flow_table(flow, columns, 2);
	for (guint i = 0; i < 120; i++) {
		const char *const cells[] = { "averyveryverylongname.contoso.com.of.no.use",
					      "A sentence.\nAnd what stands below it, much longer "
					      "than a line of this column can ever be, so it is "
					      "broken" };

		ct_flow_row(flow, NULL, cells, "#chapter");
	}
	ct_flow_finish(flow);
	g_assert_cmpuint(flow->pages->len, >, 3);
	for (guint i = 0; i < flow->pages->len; i++) {
		g_autoptr(CtLint) lint = ct_lint_new(flow->pages->pdata[i]);

		g_assert_cmpuint(lint->overlaps + lint->clipped, ==, 0);
	}
}

/* A link to nowhere must not spoil the document. */
static void
test_dead_link(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);
	g_autoptr(CtScene) scene = ct_scene_new(text, "d", "d", "d");
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	const CtDocument document = { "t", "s", "c", NULL };
	g_autoptr(CtSurface) surface = NULL;
	g_autoptr(GBytes) pdf = NULL;

	scene->width = scene->height = 100;
	ct_scene_begin(scene, (CtMeaning){ .id = "it's \\ here", .href = "#it's \\ here" });
	ct_scene_text(scene, CT_STYLE_LINK, (CtRect){ 0, 0, 90, 12 }, CT_ALIGN_START, "link");
	ct_scene_end(scene);
	ct_scene_begin(scene, (CtMeaning){ .href = "#nowhere" });
	ct_scene_text(scene, CT_STYLE_LINK, (CtRect){ 0, 20, 90, 12 }, CT_ALIGN_START, "dead");
	ct_scene_end(scene);
	g_hash_table_add(known, (gpointer) "it's \\ here");
	surface = ct_surface_new(text, known, &document);
	ct_surface_begin_page(surface, 100, 100, "1");
	ct_surface_draw(surface, scene, (CtRect){ 0, 0, 100, 100 }, (CtPoint){ 0, 0 }, 1, TRUE);
	ct_surface_end_page(surface);
	pdf = ct_surface_finish(surface, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(g_bytes_get_size(pdf), >, 500);
}

static void
test_unwritable(void)
{
	Folder folder = folder_new(1, 1);
	g_autofree char *path = path_of(&folder, "missing");
	const CtRenderOptions options = { .pdf = TRUE };
	g_autoptr(GError) error = NULL;

	g_assert_false(ct_render_folder(folder.fixture.plan, folder.fixture.world.estate, NULL,
					path, &options, &error));
	g_assert_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FILE);
	folder_clear(&folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/same-bytes", test_same_bytes);
	g_test_add_func("/surface/book", test_book);
	g_test_add_func("/surface/sound", test_sound);
	g_test_add_func("/surface/readable", test_readable);
	g_test_add_func("/surface/mend", test_mend);
	g_test_add_func("/surface/no-date", test_no_date);
	g_test_add_func("/surface/pages", test_pages);
	g_test_add_func("/surface/dead-link", test_dead_link);
	g_test_add_func("/surface/unwritable", test_unwritable);
	return g_test_run();
}
