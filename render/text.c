/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measuring and setting with Pango.
 *
 * The font map is made at 72 dots per inch, so that a Pango point is one unit of a scene, and
 * metrics are unhinted and glyph positions unrounded: otherwise the same text would be a little
 * wider at one scale than at another, and what fitted the box on the screen would leave it on paper.
 *
 * Texts are single lines: they are cut into runs of one font and shaped as PangoLayout does it, which takes
 * twice as long because it looks for places where a line may end besides.
 *
 * Shaping a text is dear and a book says the same things on every page, so that widths are kept;
 * a line that grows word by word is measured exactly only when it comes near the end of its room.
 */
#include "render/text.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "planner/loss.h"
#include "render/characters.h"
#include "render/render.h"

#define ELLIPSIS "\xe2\x80\xa6"
/* Widths kept for each style before all are forgotten: a few megabytes at most. */
#define MAX_KEPT 20000
/* The words of a line may be a little wider or narrower together, by kerning across the blanks. */
#define KERNING_PT 0.5

/* What is known of a style; made when first needed. */
typedef struct {
	PangoAttrList *attributes; /* owned */
	GHashTable *widths;	   /* text, owned -> double, owned */
	double ascent;
	double height; /* 0: not measured yet */
	double blank;
} Face;

struct CtText {
	PangoContext *context; /* owned */
	Face faces[CT_N_STYLES];
};

CtText *
ct_text_new(GError **error)
{
	g_autoptr(CtText) self = g_new0(CtText, 1);
	PangoFontMap *map = pango_cairo_font_map_new();
	cairo_font_options_t *options = cairo_font_options_create();
	PangoFont *font;
	g_autoptr(PangoFontDescription) family = pango_font_description_from_string(
		"DejaVu Sans 9");

	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	self->context = pango_font_map_create_context(map);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(self->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(self->context, FALSE);
	pango_context_set_language(self->context, pango_language_from_string("en"));

	font = pango_context_load_font(self->context, family);
	g_object_unref(map);
	if (font == NULL) {
		g_set_error_literal(error, CT_RENDER_ERROR, CT_RENDER_ERROR_FONT,
				    "no font is installed for the drawings (fonts-dejavu-core)");
		return NULL;
	}
	g_object_unref(font);
	return g_steal_pointer(&self);
}

void
ct_text_free(CtText *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < CT_N_STYLES; i++) {
		g_clear_pointer(&self->faces[i].attributes, pango_attr_list_unref);
		g_clear_pointer(&self->faces[i].widths, g_hash_table_unref);
	}
	g_clear_object(&self->context);
	g_free(self);
}

/* What a text of the style is shaped with, made when first needed.  Some who draw an SVG join f and i to one
 * sign and some do not; a text has one width without. */
static Face *
find_face(CtText *self, CtStyleId id)
{
	const CtStyle *style = ct_style(id);
	Face *face = &self->faces[id];
	g_autoptr(PangoFontDescription) font = NULL;

	if (face->attributes != NULL)
		return face;
	font = pango_font_description_new();
	pango_font_description_set_family(font, ct_face_family(style->face));
	pango_font_description_set_size(font, (int)(style->size_pt * PANGO_SCALE + 0.5));
	pango_font_description_set_weight(font, style->face == CT_FACE_BOLD ? PANGO_WEIGHT_BOLD
									    : PANGO_WEIGHT_NORMAL);
	face->attributes = pango_attr_list_new();
	pango_attr_list_insert(face->attributes, pango_attr_font_desc_new(font));
	pango_attr_list_insert(face->attributes, pango_attr_font_features_new("liga=0, clig=0"));
	face->widths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return face;
}

static void
free_run(gpointer data)
{
	pango_glyph_item_free(data);
}

/* Runs of one font each, as they stand from left to right.  @text: UTF-8.
 * Returns: (transfer full): of PangoGlyphItem */
static GList *
shape(CtText *self, CtStyleId style, const char *text)
{
	int length = (int)strlen(text);
	g_autoptr(GList) items = pango_itemize(self->context, text, 0, length,
					       find_face(self, style)->attributes, NULL);
	GList *runs = pango_reorder_items(items);

	for (GList *run = runs; run != NULL; run = run->next) {
		PangoGlyphItem *glyphs = g_slice_new0(PangoGlyphItem);

		glyphs->item = run->data;
		glyphs->glyphs = pango_glyph_string_new();
		pango_shape_item(glyphs->item, text, length, NULL, glyphs->glyphs,
				 PANGO_SHAPE_NONE);
		run->data = glyphs;
	}
	return runs;
}

static double
to_points(int pango_units)
{
	return (double)pango_units / PANGO_SCALE;
}

static double
measure(CtText *self, CtStyleId style, const char *text)
{
	GList *runs = shape(self, style, text);
	int width = 0;

	for (GList *run = runs; run != NULL; run = run->next)
		width += pango_glyph_string_get_width(((PangoGlyphItem *)run->data)->glyphs);
	g_list_free_full(runs, free_run);
	return to_points(width);
}

double
ct_text_width(CtText *self, CtStyleId style, const char *text)
{
	GHashTable *widths = find_face(self, style)->widths;
	const double *known = g_hash_table_lookup(widths, text);
	double *width;

	if (known != NULL)
		return *known;
	if (g_hash_table_size(widths) >= MAX_KEPT)
		g_hash_table_remove_all(widths);
	width = g_new(double, 1);
	*width = measure(self, style, text);
	g_hash_table_insert(widths, g_strdup(text), width);
	return *width;
}

void
ct_text_show(CtText *self, CtStyleId style, const char *text, struct _cairo *cr, double x,
	     double baseline)
{
	GList *runs = shape(self, style, text);
	int width = 0;

	for (GList *run = runs; run != NULL; run = run->next) {
		PangoGlyphItem *glyphs = run->data;

		cairo_move_to(cr, x + to_points(width), baseline);
		pango_cairo_show_glyph_item(cr, text, glyphs);
		width += pango_glyph_string_get_width(glyphs->glyphs);
	}
	g_list_free_full(runs, free_run);
}

/* The measures of the style that no text changes. */
static const Face *
measured_face(CtText *self, CtStyleId style)
{
	Face *face = find_face(self, style);
	g_autoptr(PangoLayout) layout = NULL;
	PangoRectangle extents;

	if (face->height > 0)
		return face;
	layout = pango_layout_new(self->context);
	pango_layout_set_attributes(layout, face->attributes);
	pango_layout_set_text(layout, "x", -1);
	pango_layout_get_extents(layout, NULL, &extents);
	face->ascent = to_points(pango_layout_get_baseline(layout));
	face->height = to_points(extents.height);
	face->blank = measure(self, style, "x x") - 2 * to_points(extents.width);
	return face;
}

double
ct_text_ascent(CtText *self, CtStyleId style)
{
	return measured_face(self, style)->ascent;
}

double
ct_text_height(CtText *self, CtStyleId style)
{
	return measured_face(self, style)->height;
}

/* The first @chars characters without trailing blanks, and @tail. */
static char *
head_of(const char *text, glong chars, const char *tail)
{
	g_autofree char *head = g_utf8_substring(text, 0, chars);

	return g_strconcat(g_strchomp(head), tail, NULL);
}

/* The most characters of @text that fit with @tail; grows with the logarithm of the text. */
static glong
longest_fit(CtText *self, CtStyleId style, const char *text, const char *tail, double room_pt)
{
	glong low = 0;
	glong high = g_utf8_strlen(text, -1);

	while (low < high) {
		glong middle = (low + high + 1) / 2;
		g_autofree char *candidate = head_of(text, middle, tail);

		if (ct_text_width(self, style, candidate) <= room_pt)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

char *
ct_text_fit(CtText *self, CtStyleId style, const char *text, double room_pt)
{
	if (ct_text_width(self, style, text) <= room_pt)
		return g_strdup(text);
	return head_of(text, longest_fit(self, style, text, ELLIPSIS, room_pt), ELLIPSIS);
}

/* Ends the line that @line holds, if it holds any. */
static void
end_line(GPtrArray *lines, GString *line)
{
	if (line->len == 0)
		return;
	g_ptr_array_add(lines, g_strdup(line->str));
	g_string_truncate(line, 0);
}

/* How many of the first @chars characters end with a joint, such as the dots and hyphens of names; all when
 * that would leave most of the line free. */
static glong
last_joint(const char *word, glong chars)
{
	const char *end = g_utf8_offset_to_pointer(word, chars);
	glong kept = chars;

	for (const char *at = end; at > word; at = g_utf8_prev_char(at), kept--)
		if (strchr(CT_TEXT_JOINTS, at[-1]) != NULL)
			break;
	return 3 * kept < chars ? chars : kept;
}

/* Puts a word that is longer than a line on as many lines as it takes; the rest stays in @line. */
static void
split_word(CtText *self, CtStyleId style, const char *word, double room_pt, GPtrArray *lines,
	   GString *line)
{
	g_autofree char *rest = g_strdup(word);

	while (ct_text_width(self, style, rest) > room_pt) {
		glong chars = MAX(1, longest_fit(self, style, rest, "", room_pt));
		char *tail;

		if (g_utf8_strlen(rest, -1) <= chars)
			break;
		chars = last_joint(rest, chars);
		g_ptr_array_add(lines, g_utf8_substring(rest, 0, chars));
		tail = g_strdup(g_utf8_offset_to_pointer(rest, chars));
		g_free(rest);
		rest = tail;
	}
	g_string_append(line, rest);
}

/* Does the line fit?  @sum: the width of its words and of the blanks between them. */
static gboolean
line_fits(CtText *self, CtStyleId style, const char *line, double sum, guint n_words,
	  double room_pt)
{
	double doubt = KERNING_PT * n_words;

	if (n_words > 1 && sum + doubt <= room_pt)
		return TRUE;
	if (n_words > 1 && sum - doubt > room_pt)
		return FALSE;
	return ct_text_width(self, style, line) <= room_pt;
}

GPtrArray *
ct_text_wrap(CtText *self, CtStyleId style, const char *text, double room_pt)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *valid = ct_characters_clean(text);
	g_auto(GStrv) words = g_strsplit_set(valid, " \n", -1);
	g_autoptr(GString) line = g_string_new(NULL);
	double sum = 0;
	guint n_words = 0;

	for (guint i = 0; words[i] != NULL; i++) {
		gsize before = line->len;
		double width;

		if (words[i][0] == '\0')
			continue;
		width = ct_text_width(self, style, words[i]);
		sum += width + (before > 0 ? measured_face(self, style)->blank : 0);
		n_words++;
		g_string_append_printf(line, "%s%s", before > 0 ? " " : "", words[i]);
		if (line_fits(self, style, line->str, sum, n_words, room_pt))
			continue;
		g_string_truncate(line, before);
		end_line(lines, line);
		split_word(self, style, words[i], room_pt, lines, line);
		sum = ct_text_width(self, style, line->str);
		n_words = 1;
	}
	end_line(lines, line);
	if (lines->len == 0)
		g_ptr_array_add(lines, g_strdup(""));
	return lines;
}

char *
ct_text_count(guint64 count)
{
	g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, count);
	GString *text = g_string_new(NULL);
	gsize length = strlen(digits);

	for (gsize i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			g_string_append_c(text, ',');
		g_string_append_c(text, digits[i]);
	}
	return g_string_free(text, FALSE);
}

char *
ct_text_counted(guint64 count, const char *one, const char *many)
{
	g_autofree char *digits = ct_text_count(count);

	return g_strdup_printf("%s %s", digits, count == 1 ? one : many);
}

char *
ct_text_loss(const CtLoss *loss)
{
	if (loss->unit == NULL)
		return g_strdup("not countable");
	return ct_text_counted(loss->count, ct_loss_singular(loss->unit), loss->unit);
}

char *
ct_text_minutes(guint64 minutes)
{
	guint64 hours = minutes / 60;
	g_autofree char *digits = ct_text_count(hours);

	if (hours == 0)
		return g_strdup_printf("%" G_GUINT64_FORMAT " min", minutes);
	if (minutes % 60 == 0)
		return g_strdup_printf("%s h", digits);
	return g_strdup_printf("%s h %02u min", digits, (guint)(minutes % 60));
}
