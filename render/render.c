/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From plan to files.  Every drawing is made once, as a scene, and then written by each backend that
 * is asked for; so SVG, PNG, book and page show the same thing.
 */
#include "render/render.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "render/book.h"
#include "render/digest.h"
#include "render/html.h"
#include "render/lint.h"
#include "render/surface.h"
#include "render/svg.h"
#include "render/view-dependencies.h"
#include "render/views.h"

/* Pixels for each point: sharp on a screen with twice the usual density. */
#define PNG_SCALE 2.0

G_DEFINE_QUARK(ct_render_error, ct_render_error)

static gboolean
write_file(const char *path, const char *bytes, gsize length, GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (g_file_set_contents(path, bytes, (gssize)length, &reason))
		return TRUE;
	g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FILE, "%s", reason->message);
	return FALSE;
}

static gboolean
write_bytes(const char *path, GBytes *bytes, GError **error)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);

	return write_file(path, data, length, error);
}

static gboolean
write_svg(const CtScene *scene, const char *dir, GError **error)
{
	const CtSvgOptions options = { "", "../report.html", TRUE, FALSE };
	g_autofree char *svg = ct_svg_write(scene, &options);
	g_autofree char *name = g_strconcat(scene->id, ".svg", NULL);
	g_autofree char *path = g_build_filename(dir, "diagrams", name, NULL);

	return write_file(path, svg, strlen(svg), error);
}

static gboolean
write_png(const CtScene *scene, const char *dir, GError **error)
{
	g_autofree char *name = g_strconcat(scene->id, ".png", NULL);
	g_autofree char *path = g_build_filename(dir, "diagrams", name, NULL);
	g_autoptr(GBytes) png = ct_surface_png(scene, PNG_SCALE, error);

	return png != NULL && write_bytes(path, png, error);
}

/* Is @scene a page of one of the views? */
static gboolean
is_wanted(const CtScene *scene, const char *const *names)
{
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		gsize length = strlen(names[i]);

		if (g_str_has_prefix(scene->id, names[i]) &&
		    (scene->id[length] == '\0' || scene->id[length] == '-'))
			return TRUE;
	}
	return names == NULL;
}

static gboolean
write_diagrams(const GPtrArray *scenes, const char *dir, const CtRenderOptions *options,
	       GError **error)
{
	g_autofree char *folder = g_build_filename(dir, "diagrams", NULL);

	if (!options->svg && !options->png)
		return TRUE;
	if (g_mkdir_with_parents(folder, 0777) != 0) {
		g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FILE,
			    "cannot make the folder %s: %s", folder, g_strerror(errno));
		return FALSE;
	}
	for (guint i = 0; i < scenes->len; i++) {
		const CtScene *scene = scenes->pdata[i];

		if (!is_wanted(scene, options->views))
			continue;
		if (options->svg && !write_svg(scene, dir, error))
			return FALSE;
		if (options->png && !write_png(scene, dir, error))
			return FALSE;
	}
	return TRUE;
}

/* A file that is missing or broken gives no places: a drawing then begins anew, which is no failure. */
static CtPlaces *
load_places(const char *dir)
{
	g_autofree char *path = dir != NULL ? g_build_filename(dir, CT_PLACES_FILE, NULL) : NULL;

	return path != NULL ? ct_places_load(path, NULL) : NULL;
}

/* Not when only some of the drawings were made: the others would lose their places. */
static gboolean
write_places(const GPtrArray *scenes, const CtRenderOptions *options, const char *dir,
	     GError **error)
{
	g_autofree char *path = g_build_filename(dir, CT_PLACES_FILE, NULL);
	g_autoptr(CtPlaces) places = ct_places_new();
	g_autofree char *json = NULL;

	if (options->views != NULL)
		return TRUE;
	for (guint i = 0; i < scenes->len; i++)
		ct_places_add_scene(places, scenes->pdata[i]);
	json = ct_places_to_json(places);
	return write_file(path, json, strlen(json), error);
}

/* @texts: (element-type utf8): owns what the drawing refers to */
static CtHtmlDrawing
drawing_of(const CtScene *scene, GPtrArray *texts)
{
	char *prefix = g_strconcat(scene->id, "-", NULL);
	const CtSvgOptions options = { prefix, "", FALSE, TRUE };
	char *svg = ct_svg_write(scene, &options);

	g_ptr_array_add(texts, prefix);
	g_ptr_array_add(texts, svg);
	return (CtHtmlDrawing){ scene->id, scene->title, svg };
}

static gboolean
write_page(const GPtrArray *scenes, const CtPlan *plan, const CtEstate *estate,
	   const CtFindings *findings, const char *dir, const char *date, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "report.html", NULL);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) reason = NULL;
	g_autofree CtHtmlDrawing *drawings = g_new0(CtHtmlDrawing, scenes->len + 1);
	guint n = 0;

	/* the first pages of all views before the details, which a page may have no room for */
	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < scenes->len; i++) {
			const CtScene *scene = scenes->pdata[i];
			gboolean first = ct_views_find(scene->id) != NULL;

			if (first == (pass == 0))
				drawings[n++] = drawing_of(scene, texts);
		}
	}
	if (ct_html_write(plan, estate, findings, drawings, n, path, date, &reason))
		return TRUE;
	g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FILE, "%s", reason->message);
	return FALSE;
}

static gboolean
write_book(CtText *text, const GPtrArray *scenes, const CtPlan *plan, const CtEstate *estate,
	   const CtFindings *findings, const char *dir, const CtRenderOptions *options,
	   GError **error)
{
	g_autofree char *path = g_build_filename(dir, "plan.pdf", NULL);
	g_autoptr(GBytes) pdf = ct_book_write(text, plan, estate, findings,
					      (const CtScene *const *)scenes->pdata, scenes->len,
					      options->a4 ? CT_PAPER_A4 : CT_PAPER_A3,
					      options->date, error);

	return pdf != NULL && write_bytes(path, pdf, error);
}

static GPtrArray *
make_scenes(CtText *text, const CtPlan *plan, const CtEstate *estate,
	    const CtRenderOptions *options, const CtPlaces *before, const char *const *views)
{
	const CtViewInput input = {
		.text = text,
		.plan = plan,
		.estate = estate,
		.date = options->date,
		.of = options->of,
		.against = options->against,
		.before = before,
	};

	return ct_views_draw(&input, views);
}

gboolean
ct_render_folder(const CtPlan *whole, const CtEstate *estate, const CtFindings *findings,
		 const char *dir, const CtRenderOptions *options, GError **error)
{
	g_autoptr(CtText) text = ct_text_new(error);
	g_autoptr(CtPlan) digest = ct_digest_new(whole);
	const CtPlan *plan = digest != NULL ? digest : whole;
	g_autoptr(CtPlaces) before = load_places(options->before);
	gboolean all = options->html || options->pdf; /* page and book have every drawing */
	g_autoptr(GPtrArray) scenes = NULL;

	if (text == NULL)
		return FALSE;
	scenes = make_scenes(text, plan, estate, options, before, all ? NULL : options->views);
	if (!write_diagrams(scenes, dir, options, error) ||
	    !write_places(scenes, options, dir, error))
		return FALSE;
	if (options->pdf && !write_book(text, scenes, plan, estate, findings, dir, options, error))
		return FALSE;
	return !options->html ||
	       write_page(scenes, plan, estate, findings, dir, options->date, error);
}

/* A name that a page of a view has; layout.json may have been written by anybody.  Not one of those that
 * are drawn only when asked for. */
static gboolean
is_page_name(const char *name)
{
	return ct_views_of(name) != NULL && strchr(name, G_DIR_SEPARATOR) == NULL &&
	       !g_str_has_prefix(name, "changes") && !g_str_has_prefix(name, "dependencies-of-");
}

GPtrArray *
ct_render_stale(const char *before, const char *after)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(CtPlaces) old = load_places(before);
	g_autoptr(CtPlaces) new = load_places(after);
	g_autoptr(GPtrArray) had = NULL;
	g_autoptr(GPtrArray) has = NULL;

	if (old == NULL || new == NULL)
		return files;
	had = ct_places_drawings(old);
	has = ct_places_drawings(new);
	for (guint i = 0; i < had->len; i++) {
		const char *name = had->pdata[i];

		if (!is_page_name(name) ||
		    g_ptr_array_find_with_equal_func(has, name, g_str_equal, NULL))
			continue;
		g_ptr_array_add(files, g_strconcat(name, ".svg", NULL));
		g_ptr_array_add(files, g_strconcat(name, ".png", NULL));
	}
	return files;
}

static char *
number(double value, guint decimals)
{
	char format[] = "%.0f";
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	format[2] = (char)('0' + MIN(decimals, 9));
	return g_strdup(g_ascii_formatd(text, sizeof(text), format, value));
}

static void
measure_clear(gpointer data)
{
	CtRenderMeasure *self = data;

	g_free(self->value);
	g_free(self->limit);
}

static void
lint_free(gpointer data)
{
	CtRenderLint *self = data;

	g_free(self->drawing);
	g_array_unref(self->measures);
	g_ptr_array_unref(self->messages);
	g_free(self);
}

static CtRenderLint *
lint_scene(const CtScene *scene, const CtPlaces *before)
{
	CtRenderLint *self = g_new0(CtRenderLint, 1);
	g_autoptr(CtLint) lint = ct_lint_new(scene);
	g_autoptr(GArray) rows = NULL;

	if (before != NULL)
		ct_lint_compare(lint, scene, before);
	rows = ct_lint_rows(lint);
	self->drawing = g_strdup(scene->id);
	self->measures = g_array_new(FALSE, FALSE, sizeof(CtRenderMeasure));
	g_array_set_clear_func(self->measures, measure_clear);
	self->messages = g_ptr_array_ref(lint->messages);
	self->passed = ct_lint_passed(lint);
	for (guint i = 0; i < rows->len; i++) {
		const CtLintRow *row = &g_array_index(rows, CtLintRow, i);
		g_autofree char *limit = number(row->limit, row->decimals);
		CtRenderMeasure measure = { .name = row->name,
					    .value = number(row->value, row->decimals),
					    .passed = row->passed };

		if (row->gated)
			measure.limit = g_strconcat(row->at_least ? "at least " : "at most ", limit,
						    NULL);
		g_array_append_val(self->measures, measure);
	}
	return self;
}

GPtrArray *
ct_render_lint(const CtPlan *whole, const CtEstate *estate, const CtRenderOptions *options,
	       GError **error)
{
	g_autoptr(CtText) text = ct_text_new(error);
	g_autoptr(CtPlan) digest = ct_digest_new(whole);
	g_autoptr(CtPlaces) before = load_places(options->before);
	g_autoptr(GPtrArray) scenes = NULL;
	GPtrArray *result;

	if (text == NULL)
		return NULL;
	scenes = make_scenes(text, digest != NULL ? digest : whole, estate, options, before,
			     options->views);
	result = g_ptr_array_new_with_free_func(lint_free);
	for (guint i = 0; i < scenes->len; i++) {
		if (is_wanted(scenes->pdata[i], options->views))
			g_ptr_array_add(result, lint_scene(scenes->pdata[i], before));
	}
	return result;
}

gboolean
ct_render_knows(const CtPlan *plan, const CtEstate *estate, const char *name)
{
	return ct_view_dependencies_knows(plan, estate, name);
}

const char **
ct_render_view_names(void)
{
	const char **names = g_new0(const char *, ct_views_count() + 1);

	for (guint i = 0; i < ct_views_count(); i++)
		names[i] = ct_views_at(i)->name;
	return names;
}
