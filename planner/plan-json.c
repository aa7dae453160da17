/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes plan.json.
 *
 * The keys come from the table in plan-fields.c and keep its order, lists keep the order of the plan:
 * the same plan is the same bytes.
 */
#include "planner/plan-json.h"

#include <json-glib/json-glib.h>

#include "planner/plan-fields.h"

G_DEFINE_QUARK(ct - plan - error - quark, ct_plan_error)

/* What the generator writes into each line of nested values. */
#define INDENT 2

static JsonNode *record_to_node(const CtRecordFormat *format, gconstpointer record);

static JsonNode *
text_to_node(CtFieldType type, const char *text)
{
	if (text == NULL && type == CT_FIELD_TEXT)
		text = "";
	if (text == NULL || (*text == '\0' && type == CT_FIELD_TEXT_OR_EMPTY))
		return json_node_init_null(json_node_alloc());
	return json_node_init_string(json_node_alloc(), text);
}

static JsonNode *
number_to_node(guint64 number)
{
	/* JSON numbers of json-glib are signed */
	g_assert(number <= G_MAXINT64);
	return json_node_init_int(json_node_alloc(), (gint64)number);
}

static JsonNode *
texts_to_node(const GPtrArray *texts)
{
	g_autoptr(JsonArray) array = json_array_sized_new(texts->len);

	for (guint i = 0; i < texts->len; i++)
		json_array_add_string_element(array, g_ptr_array_index(texts, i));
	return json_node_init_array(json_node_alloc(), array);
}

static JsonNode *
records_to_node(const CtRecordFormat *format, const GArray *records)
{
	g_autoptr(JsonArray) array = json_array_sized_new(records->len);

	for (guint i = 0; i < records->len; i++)
		json_array_add_element(array,
				       record_to_node(format, records->data + i * format->size));
	return json_node_init_array(json_node_alloc(), array);
}

static JsonNode *
field_to_node(const CtField *field, gconstpointer record)
{
	gconstpointer member = (const char *)record + field->offset;

	switch (field->type) {
	case CT_FIELD_TEXT:
	case CT_FIELD_TEXT_OR_NULL:
	case CT_FIELD_TEXT_OR_EMPTY:
		return text_to_node(field->type, *(const char *const *)member);
	case CT_FIELD_COUNT:
		return number_to_node(*(const guint *)member);
	case CT_FIELD_COUNT_OR_NULL:
		if (*(const guint *)member == G_MAXUINT)
			return json_node_init_null(json_node_alloc());
		return number_to_node(*(const guint *)member);
	case CT_FIELD_LARGE:
		return number_to_node(*(const guint64 *)member);
	case CT_FIELD_FLAG:
		return json_node_init_boolean(json_node_alloc(), *(const gboolean *)member);
	case CT_FIELD_CHOICE:
		return text_to_node(CT_FIELD_TEXT, field->choices[*(const guint *)member]);
	case CT_FIELD_TEXTS:
		return texts_to_node(*(GPtrArray *const *)member);
	case CT_FIELD_RECORDS:
		return records_to_node(field->record, *(GArray *const *)member);
	case CT_FIELD_GROUP:
		return record_to_node(field->record, record);
	}
	g_assert_not_reached();
}

static void
add_fields(JsonObject *object, const CtRecordFormat *format, gconstpointer record)
{
	for (guint i = 0; i < format->n_fields; i++)
		json_object_set_member(object, format->fields[i].key,
				       field_to_node(&format->fields[i], record));
}

static JsonNode *
record_to_node(const CtRecordFormat *format, gconstpointer record)
{
	JsonNode *node = json_node_alloc();
	g_autoptr(JsonObject) object = json_object_new();

	add_fields(object, format, record);
	return json_node_init_object(node, object);
}

char *
ct_plan_to_json(const CtPlan *plan)
{
	g_autoptr(JsonObject) object = json_object_new();
	g_autoptr(JsonNode) root = json_node_init_object(json_node_alloc(), object);
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autofree char *version = g_strdup_printf("%d.%d", CT_PLAN_FORMAT_MAJOR,
						   CT_PLAN_FORMAT_MINOR);
	g_autofree char *text = NULL;

	json_object_set_string_member(object, "format_version", version);
	add_fields(object, ct_plan_format(), plan);
	json_generator_set_root(generator, root);
	json_generator_set_pretty(generator, TRUE);
	json_generator_set_indent(generator, INDENT);
	text = json_generator_to_data(generator, NULL);
	return g_strconcat(text, "\n", NULL);
}
