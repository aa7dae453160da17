/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring, cutting and breaking text; numbers as people read them. */
#include "render/text.h"

#include <pango/pangocairo.h>

static CtText *
new_text(void)
{
	g_autoptr(GError) error = NULL;
	CtText *text = ct_text_new(&error);

	g_assert_no_error(error);
	return text;
}

/* What CT_STYLE_BODY is set in, made by Pango's own layout. */
static PangoLayout *
new_layout(void)
{
	const CtStyle *style = ct_style(CT_STYLE_BODY);
	g_autoptr(PangoFontMap) map = pango_cairo_font_map_new();
	PangoContext *context;
	g_autoptr(PangoFontDescription) font = pango_font_description_from_string(
		ct_face_family(style->face));
	cairo_font_options_t *options = cairo_font_options_create();
	PangoAttrList *attributes = pango_attr_list_new();
	PangoLayout *layout;

	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	context = pango_font_map_create_context(map);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("en"));
	pango_font_description_set_size(font, (int)(style->size_pt * PANGO_SCALE + 0.5));
	layout = pango_layout_new(context);
	g_object_unref(context);
	pango_layout_set_font_description(layout, font);
	pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	return layout;
}

static void
test_width(void)
{
	g_autoptr(CtText) text = new_text();
	double one = ct_text_width(text, CT_STYLE_BODY, "m");

	g_assert_cmpfloat(one, >, 4);
	/* no rounding of glyphs: ten are ten times as wide as one */
	g_assert_cmpfloat_with_epsilon(ct_text_width(text, CT_STYLE_BODY, "mmmmmmmmmm"), 10 * one,
				       0.05);
	g_assert_cmpfloat(ct_text_width(text, CT_STYLE_STRONG, "m"), >, one);
	g_assert_cmpfloat(ct_text_ascent(text, CT_STYLE_BODY), <,
			  ct_text_height(text, CT_STYLE_BODY));
}

/* Runs are shaped without a layout: a text has to be as wide as in one, whatever it is written in. */
static void
test_scripts(void)
{
	static const char *const texts[] = {
		"ocspool01.contoso.com",
		"AVA To. fi ffl",
		"Z\xc3\xbcrich S\xc3\xa3o e\xcc\x81",
		"\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0",
		"\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1 12",
		"\xe6\x9d\xb1\xe4\xba\xac pool",
		"\xd7\xaa\xd7\x9c abc \xd7\x90\xd7\x91\xd7\x99\xd7\x91",
		"\xd8\xa7\xd9\x84\xd8\xb1\xd9\x8a\xd8\xa7\xd8\xb6",
	};
	g_autoptr(CtText) text = new_text();
	g_autoptr(PangoLayout) layout = new_layout();

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		PangoRectangle extents;

		pango_layout_set_text(layout, texts[i], -1);
		pango_layout_get_extents(layout, NULL, &extents);
		g_assert_cmpfloat_with_epsilon(ct_text_width(text, CT_STYLE_BODY, texts[i]),
					       (double)extents.width / PANGO_SCALE, 1e-6);
	}
}

static void
test_fit(void)
{
	g_autoptr(CtText) text = new_text();
	const char *name = "ocspool01.contoso.com";
	double width = ct_text_width(text, CT_STYLE_BODY, name);
	g_autofree char *whole = ct_text_fit(text, CT_STYLE_BODY, name, width);
	g_autofree char *cut = ct_text_fit(text, CT_STYLE_BODY, name, width / 2);
	g_autofree char *none = ct_text_fit(text, CT_STYLE_BODY, name, 0);
	g_autofree char *wide = ct_text_fit(text, CT_STYLE_BODY, "\xc3\x9c\xc3\x9c\xc3\x9c\xc3\x9c",
					    20);

	g_assert_cmpstr(whole, ==, name);
	g_assert_true(g_str_has_suffix(cut, "\xe2\x80\xa6"));
	g_assert_cmpfloat(ct_text_width(text, CT_STYLE_BODY, cut), <=, width / 2);
	g_assert_cmpstr(none, ==, "\xe2\x80\xa6");
	g_assert_true(g_utf8_validate(wide, -1, NULL));
}

static void
test_wrap(void)
{
	g_autoptr(CtText) text = new_text();
	g_autoptr(GPtrArray) lines = ct_text_wrap(text, CT_STYLE_BODY,
						  "one two three four five six seven", 60);
	g_autoptr(GPtrArray) word = ct_text_wrap(text, CT_STYLE_BODY,
						 "a averyverylongwordwithoutanyblank b", 60);
	g_autoptr(GPtrArray) empty = ct_text_wrap(text, CT_STYLE_BODY, "", 60);
	g_autoptr(GPtrArray) narrow = ct_text_wrap(text, CT_STYLE_BODY, "abc", 1);

	g_assert_cmpuint(lines->len, >, 2);
	for (guint i = 0; i < lines->len; i++)
		g_assert_cmpfloat(ct_text_width(text, CT_STYLE_BODY, lines->pdata[i]), <=, 60);
	g_assert_cmpuint(word->len, >, 2);
	g_assert_cmpstr(word->pdata[0], ==, "a");
	g_assert_cmpuint(empty->len, ==, 1);
	g_assert_cmpuint(narrow->len, ==, 3);
}

static void
test_numbers(void)
{
	static const struct {
		guint64 minutes;
		const char *text;
	} times[] = { { 0, "0 min" },
		      { 59, "59 min" },
		      { 60, "1 h" },
		      { 185, "3 h 05 min" },
		      { 120000, "2,000 h" } };
	g_autofree char *small = ct_text_count(999);
	g_autofree char *large = ct_text_count(1234567);
	g_autofree char *one = ct_text_counted(1, "user", "users");
	g_autofree char *many = ct_text_counted(12340, "user", "users");

	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *text = ct_text_minutes(times[i].minutes);

		g_assert_cmpstr(text, ==, times[i].text);
	}
	g_assert_cmpstr(small, ==, "999");
	g_assert_cmpstr(large, ==, "1,234,567");
	g_assert_cmpstr(one, ==, "1 user");
	g_assert_cmpstr(many, ==, "12,340 users");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/width", test_width);
	g_test_add_func("/text/scripts", test_scripts);
	g_test_add_func("/text/fit", test_fit);
	g_test_add_func("/text/wrap", test_wrap);
	g_test_add_func("/text/numbers", test_numbers);
	return g_test_run();
}
