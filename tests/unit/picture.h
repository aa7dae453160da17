/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/parser.h>
#include <string.h>

#include "render/svg.h"

/*
 * A drawing, written and read back as a stranger would.
 */

#define BASE "../report.html"

/* A drawing as it was read back. */
typedef struct {
	char *name;
	GPtrArray *ids;	   /* of char *: in the order of the file */
	GPtrArray *titles; /* of char *: of groups */
	GHashTable *words; /* char * -> itself: of their descriptions */
	GPtrArray *links;  /* of char *: without the base */
	GString *text;	   /* all visible text, a line each */
} Picture;

static inline void
picture_free(gpointer data)
{
	Picture *self = data;

	g_free(self->name);
	g_ptr_array_unref(self->ids);
	g_ptr_array_unref(self->titles);
	g_hash_table_unref(self->words);
	g_ptr_array_unref(self->links);
	g_string_free(self->text, TRUE);
	g_free(self);
}

static inline char *
unescape(const char *id)
{
	char *text = g_uri_unescape_string(id, NULL);

	g_assert_nonnull(text);
	return text;
}

static inline void
read_words(Picture *self, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,;:", -1);

	for (guint i = 0; words[i] != NULL; i++)
		g_hash_table_add(self->words, g_strdup(words[i]));
}

static inline void
read_element(Picture *self, xmlNode *node)
{
	xmlChar *id = xmlGetProp(node, (const xmlChar *)"id");
	xmlChar *href = xmlGetProp(node, (const xmlChar *)"href");
	xmlChar *content = xmlNodeGetContent(node);
	const char *name = (const char *)node->name;

	if (id != NULL && strcmp(name, "g") == 0)
		g_ptr_array_add(self->ids, unescape((const char *)id));
	if (href != NULL) {
		g_assert_true(g_str_has_prefix((const char *)href, BASE "#"));
		g_ptr_array_add(self->links, unescape((const char *)href + strlen(BASE "#")));
	}
	if (strcmp(name, "title") == 0 && strcmp((const char *)node->parent->name, "g") == 0)
		g_ptr_array_add(self->titles, g_strdup((const char *)content));
	if (strcmp(name, "desc") == 0)
		read_words(self, (const char *)content);
	if (strcmp(name, "text") == 0)
		g_string_append_printf(self->text, "%s\n", (const char *)content);
	xmlFree(id);
	xmlFree(href);
	xmlFree(content);
}

static inline void
read_tree(Picture *self, xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		read_element(self, node);
		read_tree(self, node->children);
	}
}

static inline Picture *
picture_new(const CtScene *scene)
{
	const CtSvgOptions options = { "", BASE, TRUE, FALSE };
	g_autofree char *svg = ct_svg_write(scene, &options);
	xmlDocPtr document = xmlReadMemory(svg, (int)strlen(svg), "d.svg", NULL, XML_PARSE_NONET);
	Picture *self = g_new0(Picture, 1);

	g_assert_nonnull(document);
	self->name = g_strdup(scene->id);
	self->ids = g_ptr_array_new_with_free_func(g_free);
	self->titles = g_ptr_array_new_with_free_func(g_free);
	self->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->links = g_ptr_array_new_with_free_func(g_free);
	self->text = g_string_new(NULL);
	read_tree(self, xmlDocGetRootElement(document));
	xmlFreeDoc(document);
	return self;
}

static inline gboolean
has_id(const Picture *self, const char *id)
{
	return g_ptr_array_find_with_equal_func(self->ids, id, g_str_equal, NULL);
}
