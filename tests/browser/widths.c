/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide the texts of drawings are meant to be: widths FILE.svg...
 *
 * A line for each text, in the order of the file: its width in points as the program measures it and
 * the text itself.  The browser holds its own measure against that; an SVG says only where a text
 * begins.
 */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

#include "render/text.h"

/* The style whose class of texts that is; CT_N_STYLES when none is. */
static CtStyleId
find_style(const char *css_class)
{
	for (guint i = 0; i < CT_N_STYLES; i++) {
		g_autofree char *name = g_strdup_printf("ct-%s-text", ct_style((CtStyleId)i)->css);

		if (g_strcmp0(css_class, name) == 0)
			return (CtStyleId)i;
	}
	return CT_N_STYLES;
}

static gboolean
print_text(CtText *text, xmlNode *node)
{
	xmlChar *css_class = xmlGetProp(node, (const xmlChar *)"class");
	CtStyleId style = find_style((const char *)css_class);
	g_autoptr(GString) words = g_string_new(NULL);

	for (xmlNode *child = node->children; child != NULL; child = child->next)
		if (child->type == XML_TEXT_NODE)
			g_string_append(words, (const char *)child->content);
	xmlFree(css_class);
	if (style == CT_N_STYLES)
		return FALSE;
	g_strstrip(words->str);
	printf("%.3f %s\n", ct_text_width(text, style, words->str), words->str);
	return TRUE;
}

static gboolean
print_texts(CtText *text, xmlNode *node)
{
	for (xmlNode *child = node->children; child != NULL; child = child->next) {
		gboolean is_text = child->type == XML_ELEMENT_NODE &&
				   strcmp((const char *)child->name, "text") == 0;

		if (is_text ? !print_text(text, child) : !print_texts(text, child))
			return FALSE;
	}
	return TRUE;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);

	if (text == NULL) {
		fprintf(stderr, "widths: %s\n", error->message);
		return 1;
	}
	for (int i = 1; i < argc; i++) {
		xmlDoc *document = xmlReadFile(argv[i], NULL, XML_PARSE_NONET);
		gboolean good = document != NULL && print_texts(text, (xmlNode *)document);

		xmlFreeDoc(document);
		if (!good) {
			fprintf(stderr, "widths: %s has a text of no style, or is no SVG\n",
				argv[i]);
			return 1;
		}
		/* an empty line ends a file */
		printf("\n");
	}
	xmlCleanupParser();
	return 0;
}
