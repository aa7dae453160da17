/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDF and PNG with cairo.
 *
 * cairo stamps the present time into a PDF unless it is told one, so it is always told one: the
 * date of the caller, or a fixed day.  It also refuses a whole document when one link points
 * nowhere; so the set of destinations is known beforehand and other links are left out.  Errors
 * stick in cairo's objects and are asked for once, at the end.
 */
#include "render/surface.h"

#include <cairo-pdf.h>
#include <string.h>

#include "render/decimal.h"
#include "render/pdf.h"
#include "render/render.h"
#include "render/surface-paint.h"

#define MAX_LEVELS 4
#define MAX_PIXELS 16000.0
#define REACH_PT   12.0

struct CtSurface {
	cairo_surface_t *surface;
	cairo_t *cr;
	CtText *text;		  /* borrowed */
	GHashTable *destinations; /* borrowed */
	GHashTable *defined;	  /* of char *, owned: destinations that were written already */
	GByteArray *bytes;
	int parents[MAX_LEVELS];
};

static cairo_status_t
write_bytes(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata(cairo_surface_t *surface, const CtDocument *document)
{
	const char *day = document->date != NULL ? document->date : "1970-01-01";
	g_autofree char *stamp = strchr(day, 'T') != NULL ? g_strdup(day)
							  : g_strconcat(day, "T00:00:00Z", NULL);

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, document->subject);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, document->creator);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

CtSurface *
ct_surface_new(CtText *text, GHashTable *destinations, const CtDocument *document)
{
	CtSurface *self = g_new0(CtSurface, 1);

	self->bytes = g_byte_array_new();
	self->surface = cairo_pdf_surface_create_for_stream(write_bytes, self->bytes, 595, 842);
	cairo_pdf_surface_restrict_to_version(self->surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(self->surface, document);
	self->cr = cairo_create(self->surface);
	self->text = text;
	self->destinations = destinations;
	self->defined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return self;
}

void
ct_surface_free(CtSurface *self)
{
	if (self == NULL)
		return;
	cairo_destroy(self->cr);
	cairo_surface_destroy(self->surface);
	g_hash_table_unref(self->defined);
	g_byte_array_unref(self->bytes);
	g_free(self);
}

void
ct_surface_begin_page(CtSurface *self, double width_pt, double height_pt, const char *label)
{
	cairo_pdf_surface_set_size(self->surface, width_pt, height_pt);
	cairo_pdf_surface_set_page_label(self->surface, label);
}

void
ct_surface_end_page(CtSurface *self)
{
	cairo_show_page(self->cr);
}

/* Names of destinations stand in quotes in cairo's attributes. */
static char *
quote(const char *name)
{
	GString *out = g_string_new("'");

	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '\'' || *p == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '\'');
	return g_string_free(out, FALSE);
}

static void
append_number(GString *out, const char *before, double value)
{
	g_string_append(out, before);
	ct_decimal_append(out, value);
}

static void
grow(CtRect *all, const CtRect *more, gboolean first)
{
	CtRect before = *all;

	if (first) {
		*all = *more;
		return;
	}
	all->x = MIN(before.x, more->x);
	all->y = MIN(before.y, more->y);
	all->w = MAX(before.x + before.w, more->x + more->w) - all->x;
	all->h = MAX(before.y + before.h, more->y + more->h) - all->y;
}

/* What the group that begins at @index takes; FALSE when it is empty. */
static gboolean
group_extent(const CtScene *scene, guint index, CtRect *out_rect)
{
	guint depth = 0;
	gboolean first = TRUE;

	for (guint i = index; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_GROUP_BEGIN) {
			depth++;
		} else if (item->kind == CT_ITEM_GROUP_END) {
			if (--depth == 0)
				break;
		} else {
			grow(out_rect, &item->rect, first);
			first = FALSE;
		}
	}
	return !first;
}

typedef struct {
	CtRect part;
	CtPoint at;
	double scale;
	gboolean define;
} Place;

static gboolean
to_paper(const Place *place, CtRect *rect)
{
	CtRect part = place->part;

	if (rect->x + rect->w < part.x || rect->y + rect->h < part.y || rect->x > part.x + part.w ||
	    rect->y > part.y + part.h)
		return FALSE;
	rect->x = place->at.x + (rect->x - part.x) * place->scale;
	rect->y = place->at.y + (rect->y - part.y) * place->scale;
	rect->w *= place->scale;
	rect->h *= place->scale;
	return TRUE;
}

static void
define_destination(CtSurface *self, const char *id, const CtRect *rect)
{
	g_autofree char *name = quote(id);
	g_autoptr(GString) attributes = g_string_new(NULL);

	if (!g_hash_table_add(self->defined, g_strdup(id)))
		return;
	g_string_append_printf(attributes, "name=%s", name);
	append_number(attributes, " x=", rect->x);
	append_number(attributes, " y=", MAX(0, rect->y - 6));
	cairo_tag_begin(self->cr, CAIRO_TAG_DEST, attributes->str);
	cairo_tag_end(self->cr, CAIRO_TAG_DEST);
}

static void
make_link(CtSurface *self, const char *id, const CtRect *rect)
{
	g_autofree char *name = quote(id);
	g_autoptr(GString) attributes = g_string_new(NULL);

	append_number(attributes, "rect=[", rect->x);
	append_number(attributes, " ", rect->y);
	append_number(attributes, " ", rect->w);
	append_number(attributes, " ", rect->h);
	g_string_append_printf(attributes, "] dest=%s", name);
	cairo_tag_begin(self->cr, CAIRO_TAG_LINK, attributes->str);
	cairo_tag_end(self->cr, CAIRO_TAG_LINK);
}

/* Links and destinations stand in coordinates of the page, outside of any scaling. */
static void
mark_groups(CtSurface *self, const CtScene *scene, const Place *place)
{
	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		const CtMeaning *meaning = &item->meaning;
		CtRect rect = { 0, 0, 0, 0 };

		if (item->kind != CT_ITEM_GROUP_BEGIN ||
		    (meaning->href == NULL && meaning->id == NULL))
			continue;
		if (!group_extent(scene, i, &rect) || !to_paper(place, &rect))
			continue;
		if (place->define && meaning->id != NULL)
			define_destination(self, meaning->id, &rect);
		if (meaning->href != NULL && meaning->href[0] == '#' &&
		    g_hash_table_contains(self->destinations, meaning->href + 1))
			make_link(self, meaning->href + 1, &rect);
	}
}

/* Is nothing of the item on the part?  Strokes and tips reach a little out of its rectangle. */
static gboolean
is_outside(const CtItem *item, const CtRect *part)
{
	const CtRect *r = &item->rect;

	return r->x - REACH_PT > part->x + part->w || r->x + r->w + REACH_PT < part->x ||
	       r->y - REACH_PT > part->y + part->h || r->y + r->h + REACH_PT < part->y;
}

void
ct_surface_draw(CtSurface *self, const CtScene *scene, CtRect part, CtPoint at, double scale,
		gboolean define)
{
	Place place = { part, at, scale, define };

	cairo_save(self->cr);
	cairo_rectangle(self->cr, at.x, at.y, part.w * scale, part.h * scale);
	cairo_clip(self->cr);
	cairo_translate(self->cr, at.x, at.y);
	cairo_scale(self->cr, scale, scale);
	cairo_translate(self->cr, -part.x, -part.y);
	for (guint i = 0; i < scene->items->len; i++)
		if (!is_outside(ct_scene_item(scene, i), &part))
			ct_surface_paint(self->cr, scene, ct_scene_item(scene, i), CT_MEDIUM_PRINT);
	cairo_restore(self->cr);
	mark_groups(self, scene, &place);
}

void
ct_surface_mark(CtSurface *self, const char *destination)
{
	define_destination(self, destination, &(CtRect){ 0, 0, 0, 0 });
}

void
ct_surface_outline(CtSurface *self, guint level, const char *title, const char *destination)
{
	g_autofree char *name = quote(destination);
	g_autofree char *attributes = g_strconcat("dest=", name, NULL);
	int parent;

	g_assert(level < MAX_LEVELS);
	parent = level == 0 ? CAIRO_PDF_OUTLINE_ROOT : self->parents[level - 1];
	self->parents[level] = cairo_pdf_surface_add_outline(
		self->surface, parent, title, attributes,
		level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : (cairo_pdf_outline_flags_t)0);
}

GBytes *
ct_surface_finish(CtSurface *self, GError **error)
{
	cairo_status_t status = cairo_status(self->cr);

	cairo_surface_finish(self->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(self->surface);
	if (status != CAIRO_STATUS_SUCCESS) {
		g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_DRAW, "cairo: %s",
			    cairo_status_to_string(status));
		return NULL;
	}
	self->bytes = ct_pdf_mend(self->bytes, "en");
	return g_bytes_new(self->bytes->data, self->bytes->len);
}

GBytes *
ct_surface_png(const CtScene *scene, double scale, GError **error)
{
	/* cairo's pictures end at 32767 pixels, and viewers give up long before */
	double longest = MAX(scene->width, scene->height);
	double fitting = MIN(scale, MAX_PIXELS / longest);
	int width = (int)(scene->width * fitting + 0.999);
	int height = (int)(scene->height * fitting + 0.999);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	GByteArray *bytes = g_byte_array_new();
	cairo_status_t status;

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, fitting, fitting);
	for (guint i = 0; i < scene->items->len; i++)
		ct_surface_paint(cr, scene, ct_scene_item(scene, i), CT_MEDIUM_SCREEN);
	status = cairo_status(cr);
	cairo_destroy(cr);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(surface, write_bytes, bytes);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS) {
		g_byte_array_unref(bytes);
		g_set_error(error, CT_RENDER_ERROR, CT_RENDER_ERROR_DRAW, "cairo: %s",
			    cairo_status_to_string(status));
		return NULL;
	}
	return g_byte_array_free_to_bytes(bytes);
}
