/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes plan.json.
 *
 * The keys come from the table in plan-fields.c and keep its order, lists keep the order of the plan:
 * the same plan is the same bytes.  The text is written as it comes: a tree of values for json-glib to
 * print would be built and torn down for nothing, and takes several times as long.
 */
#include "planner/plan-json.h"

#include <string.h>

#include "planner/digits.h"
#include "planner/plan-fields.h"

G_DEFINE_QUARK(ct - plan - error - quark, ct_plan_error)

/* Spaces before each line of nested values. */
#define INDENT "                                                                "
#define STEP   2

static void add_record(GString *json, const CtRecordFormat *format, gconstpointer record,
		       guint depth);

static void
add_line(GString *json, guint depth)
{
	g_assert(depth * STEP <= strlen(INDENT));
	g_string_append_c(json, '\n');
	g_string_append_len(json, INDENT, depth * STEP);
}

static gboolean
is_plain(guchar c)
{
	return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
}

/* The short forms that JSON has, else the number of the character. */
static void
add_escape(GString *json, guchar c)
{
	static const char letters[] = { ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
					['\t'] = 't', ['"'] = '"',  ['\\'] = '\\' };

	g_string_append_c(json, '\\');
	if (c < sizeof letters && letters[c] != '\0')
		g_string_append_c(json, letters[c]);
	else
		g_string_append_printf(json, "u%04x", c);
}

static void
add_text(GString *json, const char *text)
{
	g_string_append_c(json, '"');
	while (*text != '\0') {
		gsize length = 0;

		while (is_plain((guchar)text[length]))
			length++;
		g_string_append_len(json, text, (gssize)length);
		text += length;
		if (*text != '\0')
			add_escape(json, (guchar)*text++);
	}
	g_string_append_c(json, '"');
}

static void
add_text_or_null(GString *json, CtFieldType type, const char *text)
{
	if (text == NULL && type == CT_FIELD_TEXT)
		text = "";
	if (text == NULL || (*text == '\0' && type == CT_FIELD_TEXT_OR_EMPTY))
		g_string_append(json, "null");
	else
		add_text(json, text);
}

static void
add_number(GString *json, guint64 number)
{
	/* readers that know signed numbers only have to read it, too */
	g_assert(number <= G_MAXINT64);
	ct_digits_append(json, number, 1);
}

static void
add_texts(GString *json, const GPtrArray *texts, guint depth)
{
	g_string_append_c(json, '[');
	for (guint i = 0; i < texts->len; i++) {
		if (i > 0)
			g_string_append_c(json, ',');
		add_line(json, depth + 1);
		add_text(json, texts->pdata[i]);
	}
	if (texts->len > 0)
		add_line(json, depth);
	g_string_append_c(json, ']');
}

static void
add_records(GString *json, const CtRecordFormat *format, const GArray *records, guint depth)
{
	g_string_append_c(json, '[');
	for (guint i = 0; i < records->len; i++) {
		if (i > 0)
			g_string_append_c(json, ',');
		add_line(json, depth + 1);
		add_record(json, format, records->data + i * format->size, depth + 1);
	}
	if (records->len > 0)
		add_line(json, depth);
	g_string_append_c(json, ']');
}

static void
add_field(GString *json, const CtField *field, gconstpointer record, guint depth)
{
	gconstpointer member = (const char *)record + field->offset;

	switch (field->type) {
	case CT_FIELD_TEXT:
	case CT_FIELD_TEXT_OR_NULL:
	case CT_FIELD_TEXT_OR_EMPTY:
		add_text_or_null(json, field->type, *(const char *const *)member);
		break;
	case CT_FIELD_COUNT:
		add_number(json, *(const guint *)member);
		break;
	case CT_FIELD_COUNT_OR_NULL:
		if (*(const guint *)member == G_MAXUINT)
			g_string_append(json, "null");
		else
			add_number(json, *(const guint *)member);
		break;
	case CT_FIELD_LARGE:
		add_number(json, *(const guint64 *)member);
		break;
	case CT_FIELD_FLAG:
		g_string_append(json, *(const gboolean *)member ? "true" : "false");
		break;
	case CT_FIELD_CHOICE:
		add_text_or_null(json, CT_FIELD_TEXT, field->choices[*(const guint *)member]);
		break;
	case CT_FIELD_TEXTS:
		add_texts(json, *(GPtrArray *const *)member, depth);
		break;
	case CT_FIELD_RECORDS:
		add_records(json, field->record, *(GArray *const *)member, depth);
		break;
	case CT_FIELD_GROUP:
		add_record(json, field->record, record, depth);
		break;
	}
}

static void
add_key(GString *json, const char *key, guint depth)
{
	add_line(json, depth);
	add_text(json, key);
	g_string_append(json, " : ");
}

static void
add_fields(GString *json, const CtRecordFormat *format, gconstpointer record, guint depth)
{
	for (guint i = 0; i < format->n_fields; i++) {
		if (i > 0)
			g_string_append_c(json, ',');
		add_key(json, format->fields[i].key, depth);
		add_field(json, &format->fields[i], record, depth);
	}
}

static void
add_record(GString *json, const CtRecordFormat *format, gconstpointer record, guint depth)
{
	g_string_append_c(json, '{');
	add_fields(json, format, record, depth + 1);
	add_line(json, depth);
	g_string_append_c(json, '}');
}

char *
ct_plan_to_json(const CtPlan *plan)
{
	g_autofree char *version = g_strdup_printf("%d.%d", CT_PLAN_FORMAT_MAJOR,
						   CT_PLAN_FORMAT_MINOR);
	GString *json = g_string_new("{");

	add_key(json, "format_version", 1);
	add_text(json, version);
	g_string_append_c(json, ',');
	add_fields(json, ct_plan_format(), plan, 1);
	g_string_append(json, "\n}\n");
	return g_string_free(json, FALSE);
}
