/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SVG document: well-formed whatever the names, titled, linked, the same in every locale. */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <locale.h>
#include <string.h>

#include "render/svg.h"

#define HOSTILE "<script>\"&' \x01 \xff ]]>"

static CtScene *
draw(CtText *text)
{
	CtScene *scene = ct_scene_new(text, "drawing", "Name " HOSTILE, "What it shows");
	CtPoint curve[] = { { 0, 0 }, { 10, 0.5 }, { 20, 10 }, { 30.25, 10 } };

	scene->width = 200.5;
	scene->height = 100;
	ct_scene_begin(scene, (CtMeaning){ .id = "pool:a b",
					   .title = "A " HOSTILE,
					   .desc = "B",
					   .href = "#fate-1" });
	ct_scene_box(scene, CT_STYLE_SETTLE, (CtRect){ 0, 0, 10.126, 10 });
	ct_scene_text(scene, CT_STYLE_BODY, (CtRect){ 0, 0, 90, 12 }, CT_ALIGN_START, HOSTILE);
	ct_scene_end(scene);
	ct_scene_diamond(scene, CT_STYLE_CHECKPOINT, (CtPoint){ 50, 50 }, 5);
	ct_scene_curve(scene, CT_STYLE_ROLLBACK, curve, 4);
	ct_scene_line(scene, CT_STYLE_TRAVEL_RETIRED, 0, 0, 20, 0);
	ct_scene_line(scene, CT_STYLE_TRAVEL_STAYS, 0, 0, 20, 0);
	ct_scene_box(scene, CT_STYLE_OUTAGE, (CtRect){ 0, 0, 5, 5 });
	return scene;
}

static char *
write_svg(const char *prefix)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);
	g_autoptr(CtScene) scene = NULL;
	const CtSvgOptions options = { prefix, "../report.html", TRUE, FALSE };

	g_assert_no_error(error);
	scene = draw(text);
	return ct_svg_write(scene, &options);
}

static guint
count(const char *svg, const char *expression)
{
	xmlDocPtr document = xmlReadMemory(svg, (int)strlen(svg), "d.svg", NULL, XML_PARSE_NONET);
	xmlXPathContextPtr context;
	xmlXPathObjectPtr result;
	guint found;

	g_assert_nonnull(document);
	context = xmlXPathNewContext(document);
	xmlXPathRegisterNs(context, (const xmlChar *)"s",
			   (const xmlChar *)"http://www.w3.org/2000/svg");
	result = xmlXPathEvalExpression((const xmlChar *)expression, context);
	g_assert_nonnull(result);
	found = result->nodesetval != NULL ? (guint)result->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(result);
	xmlXPathFreeContext(context);
	xmlFreeDoc(document);
	return found;
}

static void
test_document(void)
{
	g_autofree char *svg = write_svg("");

	g_assert_cmpuint(count(svg, "/s:svg[@role='img'][@viewBox='0 0 200.5 100']"), ==, 1);
	g_assert_cmpuint(count(svg, "/s:svg/s:title[@id='drawing-title']"), ==, 1);
	g_assert_cmpuint(count(svg, "/s:svg/s:desc[@id='drawing-desc']"), ==, 1);
	g_assert_cmpuint(count(svg, "/s:svg[@aria-labelledby='drawing-title drawing-desc']"), ==,
			 1);
	g_assert_cmpuint(count(svg, "//s:a[@href='../report.html#fate-1']/s:g[@id='pool:a%20b']"
				    "/s:title"),
			 ==, 1);
	g_assert_cmpuint(count(svg, "//s:text"), ==, 1);
	g_assert_cmpuint(count(svg, "//s:script"), ==, 0);
	g_assert_cmpuint(count(svg, "//s:rect[@fill='url(#pattern-hatch)']"), ==, 1);
	g_assert_cmpuint(count(svg, "//s:rect[@fill='url(#pattern-dots)']"), ==, 1);
	g_assert_cmpuint(count(svg, "//s:rect[@width='10.13']"), ==, 2);
}

static void
test_prefix(void)
{
	g_autofree char *svg = write_svg("map-");

	g_assert_cmpuint(count(svg, "//*[@id][not(starts-with(@id, 'map-'))]"), ==, 0);
	g_assert_cmpuint(count(svg, "//s:rect[@fill='url(#map-pattern-hatch)']"), ==, 1);
}

static void
test_stable(void)
{
	g_autofree char *one = write_svg("");
	g_autofree char *two = NULL;

	/* a decimal comma must not reach a coordinate; not every machine has such a locale */
	setlocale(LC_ALL, "de_DE.UTF-8");
	two = write_svg("");
	setlocale(LC_ALL, "C");
	g_assert_cmpstr(one, ==, two);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/svg/document", test_document);
	g_test_add_func("/svg/prefix", test_prefix);
	g_test_add_func("/svg/stable", test_stable);
	return g_test_run();
}
