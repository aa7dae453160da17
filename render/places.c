/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places by drawing and id.  Balanced trees rather than hash tables: they are written in order, and
 * the same places give the same bytes.
 */
#include "render/places.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FORMAT_VERSION 1
/* More than the largest drawing has; a file that holds more is not ours. */
#define MOST_PLACES 200000

struct CtPlaces {
	GTree *drawings; /* name -> GTree of id -> CtPoint */
};

G_DEFINE_QUARK(ct_places_error, ct_places_error)

static gint
compare_keys(gconstpointer a, gconstpointer b, gpointer data)
{
	(void)data;
	return strcmp(a, b);
}

CtPlaces *
ct_places_new(void)
{
	CtPlaces *self = g_new0(CtPlaces, 1);

	self->drawings = g_tree_new_full(compare_keys, NULL, g_free, (GDestroyNotify)g_tree_unref);
	return self;
}

void
ct_places_free(CtPlaces *self)
{
	if (self == NULL)
		return;
	g_tree_unref(self->drawings);
	g_free(self);
}

void
ct_places_set(CtPlaces *self, const char *drawing, const char *id, CtPoint middle)
{
	GTree *places = g_tree_lookup(self->drawings, drawing);

	if (places == NULL) {
		places = g_tree_new_full(compare_keys, NULL, g_free, g_free);
		g_tree_insert(self->drawings, g_strdup(drawing), places);
	}
	g_tree_replace(places, g_strdup(id), g_memdup2(&middle, sizeof(middle)));
}

gboolean
ct_places_get(const CtPlaces *self, const char *drawing, const char *id, CtPoint *out)
{
	GTree *places = self != NULL ? g_tree_lookup(self->drawings, drawing) : NULL;
	const CtPoint *place = places != NULL ? g_tree_lookup(places, id) : NULL;

	if (place == NULL)
		return FALSE;
	*out = *place;
	return TRUE;
}

static gboolean
add_name(gpointer key, gpointer value, gpointer data)
{
	(void)value;
	g_ptr_array_add(data, g_strdup(key));
	return FALSE;
}

GPtrArray *
ct_places_drawings(const CtPlaces *self)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	g_tree_foreach(self->drawings, add_name, names);
	return names;
}

void
ct_places_add_scene(CtPlaces *self, const CtScene *scene)
{
	const char *id = NULL;

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);

		if (item->kind == CT_ITEM_GROUP_BEGIN)
			id = item->meaning.id;
		if (id == NULL || (item->kind != CT_ITEM_BOX && item->kind != CT_ITEM_DIAMOND))
			continue;
		ct_places_set(self, scene->id, id,
			      (CtPoint){ item->rect.x + item->rect.w / 2,
					 item->rect.y + item->rect.h / 2 });
		id = NULL;
	}
}

static gboolean
write_place(gpointer key, gpointer value, gpointer data)
{
	JsonBuilder *builder = data;
	const CtPoint *place = value;

	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	/* whole hundredths, so that no number is written with digits that depend on rounding */
	json_builder_add_int_value(builder, llround(place->x * 100));
	json_builder_add_int_value(builder, llround(place->y * 100));
	json_builder_end_array(builder);
	return FALSE;
}

static gboolean
write_drawing(gpointer key, gpointer value, gpointer data)
{
	JsonBuilder *builder = data;

	json_builder_set_member_name(builder, key);
	json_builder_begin_object(builder);
	g_tree_foreach(value, write_place, builder);
	json_builder_end_object(builder);
	return FALSE;
}

char *
ct_places_to_json(const CtPlaces *self)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *text = NULL;

	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "format_version");
	json_builder_add_int_value(builder, FORMAT_VERSION);
	json_builder_set_member_name(builder, "unit");
	json_builder_add_string_value(builder, "hundredths of a point");
	json_builder_set_member_name(builder, "drawings");
	json_builder_begin_object(builder);
	g_tree_foreach(self->drawings, write_drawing, builder);
	json_builder_end_object(builder);
	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	json_generator_set_root(generator, root);
	text = json_generator_to_data(generator, NULL);
	return g_strconcat(text, "\n", NULL);
}

static gboolean
is_number(JsonNode *node)
{
	return JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_INT64;
}

static gboolean
read_drawing(CtPlaces *self, const char *name, JsonNode *node, guint *count)
{
	JsonObjectIter iter;
	const char *id;
	JsonNode *value;

	if (!JSON_NODE_HOLDS_OBJECT(node))
		return FALSE;
	json_object_iter_init(&iter, json_node_get_object(node));
	while (json_object_iter_next(&iter, &id, &value)) {
		JsonArray *pair = JSON_NODE_HOLDS_ARRAY(value) ? json_node_get_array(value) : NULL;

		if (pair == NULL || json_array_get_length(pair) != 2 ||
		    !is_number(json_array_get_element(pair, 0)) ||
		    !is_number(json_array_get_element(pair, 1)) || ++*count > MOST_PLACES)
			return FALSE;
		ct_places_set(self, name, id,
			      (CtPoint){ json_array_get_int_element(pair, 0) / 100.0,
					 json_array_get_int_element(pair, 1) / 100.0 });
	}
	return TRUE;
}

static gboolean
read_root(CtPlaces *self, JsonNode *root)
{
	JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT(root)
				     ? json_node_get_object(root)
				     : NULL;
	JsonNode *version = object != NULL ? json_object_get_member(object, "format_version")
					   : NULL;
	JsonNode *drawings = object != NULL ? json_object_get_member(object, "drawings") : NULL;
	JsonObjectIter iter;
	const char *name;
	JsonNode *value;
	guint count = 0;

	if (version == NULL || !is_number(version) ||
	    json_node_get_int(version) != FORMAT_VERSION || drawings == NULL ||
	    !JSON_NODE_HOLDS_OBJECT(drawings))
		return FALSE;
	json_object_iter_init(&iter, json_node_get_object(drawings));
	while (json_object_iter_next(&iter, &name, &value)) {
		if (!read_drawing(self, name, value, &count))
			return FALSE;
	}
	return TRUE;
}

CtPlaces *
ct_places_load(const char *path, GError **error)
{
	g_autoptr(CtPlaces) self = ct_places_new();
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(GError) reason = NULL;
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	if (json_parser_load_from_data(parser, text, (gssize)length, &reason) &&
	    read_root(self, json_parser_get_root(parser)))
		return g_steal_pointer(&self);
	g_set_error(error, CT_PLACES_ERROR, CT_PLACES_ERROR_FORMAT,
		    "%s: this is not a file of places that a plan was drawn with%s%s", path,
		    reason != NULL ? ": " : "", reason != NULL ? reason->message : "");
	return NULL;
}
