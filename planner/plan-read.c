/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a plan folder again.
 *
 * A plan may have been edited by hand, or made to hurt: nothing in it is believed.  The text is looked
 * at before json-glib sees it (its parser recurses without a limit and takes comments), and what comes
 * out is read by the table in plan-fields.c, which knows the type of every key.  Keys that are not in
 * the table belong to a newer minor version and are passed over.
 *
 * The first error is kept and what follows reads as empty, so that the code below is not one half
 * error handling; nothing read after an error is ever returned.
 */
#include "planner/plan-json.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "analyzer/checksum.h"
#include "planner/digits.h"
#include "planner/plan-csv.h"
#include "planner/plan-fields.h"

/* plan.json itself nests six deep */
#define MAX_DEPTH 32
#define MAX_BYTES (512 << 20)

typedef struct {
	const char *file; /* for messages */
	CtPlan *plan;
	GString *where; /* path of the value that is being read: "steps[3].after" */
	GError *error;	/* the first one */
} Reader;

static void fail(Reader *reader, CtPlanError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
fail(Reader *reader, CtPlanError code, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list args;

	if (reader->error != NULL)
		return;
	va_start(args, format);
	reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(&reader->error, CT_PLAN_ERROR, code, "%s: %s%s%s", reader->file,
		    reader->where->str, reader->where->len > 0 ? ": " : "", reason);
}

/* Appends to the path; the result is what leave() takes back.  Only an error needs the path, and hardly a
 * plan has one: it may not take long. */
static gsize
enter_key(Reader *reader, const char *key)
{
	gsize before = reader->where->len;

	if (before > 0)
		g_string_append_c(reader->where, '.');
	g_string_append(reader->where, key);
	return before;
}

static gsize
enter_index(Reader *reader, guint index)
{
	gsize before = reader->where->len;

	g_string_append_c(reader->where, '[');
	ct_digits_append(reader->where, index, 1);
	g_string_append_c(reader->where, ']');
	return before;
}

static void
leave(Reader *reader, gsize before)
{
	g_string_truncate(reader->where, before);
}

static const char *
read_text(Reader *reader, JsonNode *node)
{
	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_STRING) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "a text is needed here");
		return "";
	}
	return ct_plan_text(reader->plan, json_node_get_string(node));
}

static guint64
read_number(Reader *reader, JsonNode *node, guint64 max)
{
	gint64 number;

	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_INT64) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "a whole number is needed here");
		return 0;
	}
	number = json_node_get_int(node);
	if (number < 0 || (guint64)number > max) {
		fail(reader, CT_PLAN_ERROR_MALFORMED,
		     "needs a number between 0 and %" G_GUINT64_FORMAT ", found %" G_GINT64_FORMAT,
		     max, number);
		return 0;
	}
	return (guint64)number;
}

static gboolean
read_flag(Reader *reader, JsonNode *node)
{
	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_BOOLEAN) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "true or false is needed here");
		return FALSE;
	}
	return json_node_get_boolean(node);
}

static guint
read_choice(Reader *reader, JsonNode *node, const char *const *choices)
{
	const char *text = read_text(reader, node);
	g_autofree char *all = NULL;

	for (guint i = 0; choices[i] != NULL; i++)
		if (strcmp(choices[i], text) == 0)
			return i;
	all = g_strjoinv(", ", (char **)choices);
	fail(reader, CT_PLAN_ERROR_MALFORMED, "needs one of %s, found \"%s\"", all, text);
	return 0;
}

/* NULL, with the error set, when @node is no list. */
static JsonArray *
read_array(Reader *reader, JsonNode *node)
{
	if (!JSON_NODE_HOLDS_ARRAY(node)) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "a list is needed here");
		return NULL;
	}
	return json_node_get_array(node);
}

static void
read_texts(Reader *reader, JsonNode *node, GPtrArray *out_texts)
{
	JsonArray *array = read_array(reader, node);
	guint length = array != NULL ? json_array_get_length(array) : 0;

	for (guint i = 0; i < length && reader->error == NULL; i++) {
		gsize before = enter_index(reader, i);

		g_ptr_array_add(out_texts,
				(gpointer)read_text(reader, json_array_get_element(array, i)));
		leave(reader, before);
	}
}

static void read_record(Reader *reader, JsonNode *node, const CtRecordFormat *format,
			gpointer record);

static gpointer
new_element(CtPlan *plan, const CtRecordFormat *format, GArray *records)
{
	if (format->add != NULL)
		return format->add(plan);
	g_array_set_size(records, records->len + 1);
	return records->data + (records->len - 1) * format->size;
}

static void
read_records(Reader *reader, JsonNode *node, const CtRecordFormat *format, GArray *records)
{
	JsonArray *array = read_array(reader, node);
	guint length = array != NULL ? json_array_get_length(array) : 0;

	for (guint i = 0; i < length && reader->error == NULL; i++) {
		gsize before = enter_index(reader, i);

		read_record(reader, json_array_get_element(array, i), format,
			    new_element(reader->plan, format, records));
		leave(reader, before);
	}
}

static void
read_field(Reader *reader, JsonNode *node, const CtField *field, gpointer record)
{
	gpointer member = (char *)record + field->offset;

	switch (field->type) {
	case CT_FIELD_TEXT:
		*(const char **)member = read_text(reader, node);
		break;
	case CT_FIELD_TEXT_OR_NULL:
		*(const char **)member = JSON_NODE_HOLDS_NULL(node) ? NULL
								    : read_text(reader, node);
		break;
	case CT_FIELD_TEXT_OR_EMPTY:
		*(const char **)member = JSON_NODE_HOLDS_NULL(node) ? "" : read_text(reader, node);
		break;
	case CT_FIELD_COUNT:
		*(guint *)member = (guint)read_number(reader, node, G_MAXINT32);
		break;
	case CT_FIELD_COUNT_OR_NULL:
		*(guint *)member = JSON_NODE_HOLDS_NULL(node)
					   ? G_MAXUINT
					   : (guint)read_number(reader, node, G_MAXINT32);
		break;
	case CT_FIELD_LARGE:
		*(guint64 *)member = read_number(reader, node, G_MAXINT64);
		break;
	case CT_FIELD_FLAG:
		*(gboolean *)member = read_flag(reader, node);
		break;
	case CT_FIELD_CHOICE:
		*(guint *)member = read_choice(reader, node, field->choices);
		break;
	case CT_FIELD_TEXTS:
		read_texts(reader, node, *(GPtrArray **)member);
		break;
	case CT_FIELD_RECORDS:
		read_records(reader, node, field->record, *(GArray **)member);
		break;
	case CT_FIELD_GROUP:
		read_record(reader, node, field->record, record);
		break;
	}
}

/* What a record has in a key that the document leaves out. */
static void
set_default(const CtField *field, gpointer record)
{
	const char **member = (const char **)((char *)record + field->offset);

	if (field->type == CT_FIELD_TEXT || field->type == CT_FIELD_TEXT_OR_EMPTY)
		*member = "";
}

static void
read_record(Reader *reader, JsonNode *node, const CtRecordFormat *format, gpointer record)
{
	JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;

	if (object == NULL)
		fail(reader, CT_PLAN_ERROR_MALFORMED, "an object is needed here");
	for (guint i = 0; i < format->n_fields && reader->error == NULL; i++) {
		const CtField *field = &format->fields[i];
		JsonNode *value = json_object_get_member(object, field->key);

		if (value != NULL) {
			gsize before = enter_key(reader, field->key);

			read_field(reader, value, field, record);
			leave(reader, before);
		} else if (field->optional) {
			set_default(field, record);
		} else {
			fail(reader, CT_PLAN_ERROR_MALFORMED, "the key \"%s\" is missing",
			     field->key);
		}
	}
}

/* "1.0": only the major number decides. */
static void
read_version(Reader *reader, JsonObject *object)
{
	JsonNode *node = json_object_get_member(object, "format_version");
	const char *text;
	char *end = NULL;
	guint64 major;

	if (node == NULL) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "the key \"format_version\" is missing");
		return;
	}
	text = read_text(reader, node);
	major = g_ascii_strtoull(text, &end, 10);
	if (!g_ascii_isdigit(text[0]) || (*end != '.' && *end != '\0'))
		fail(reader, CT_PLAN_ERROR_MALFORMED,
		     "format_version needs a form like \"1.0\", found \"%s\"", text);
	else if (major != CT_PLAN_FORMAT_MAJOR)
		fail(reader, CT_PLAN_ERROR_VERSION,
		     "format_version \"%s\" is not known here; this program reads version %d", text,
		     CT_PLAN_FORMAT_MAJOR);
}

/*
 * What json-glib is too kind or too trusting to refuse: comments, and nesting that would take its
 * parser through the stack.
 */
static void
look_over(Reader *reader, const char *text, gsize length)
{
	guint line = 1, depth = 0;
	gboolean quoted = FALSE;

	for (gsize i = 0; i < length && reader->error == NULL; i++) {
		char c = text[i];

		if (c == ' ')
			continue;
		line += c == '\n';
		if (c == '"') {
			quoted = !quoted;
		} else if (quoted) {
			i += c == '\\';
		} else if (c == '[' || c == '{') {
			depth++;
		} else if ((c == ']' || c == '}') && depth > 0) {
			depth--;
		} else if (strchr("/#'\\", c) != NULL) {
			fail(reader, CT_PLAN_ERROR_MALFORMED, "line %u: not JSON at \"%c\"", line,
			     c);
		}
		if (depth > MAX_DEPTH)
			fail(reader, CT_PLAN_ERROR_MALFORMED, "line %u: values nest deeper than %d",
			     line, MAX_DEPTH);
	}
}

/* json-glib says "<data>:LINE:COLUMN: ..." of text that it was handed. */
static void
take_parser_error(Reader *reader, const GError *error)
{
	const char *message = error->message;

	if (g_str_has_prefix(message, "<data>:"))
		message += strlen("<data>:");
	g_set_error(&reader->error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED, "%s:%s", reader->file,
		    message);
}

static void
read_document(Reader *reader, const char *text, gsize length)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(GError) error = NULL;
	JsonNode *root;

	look_over(reader, text, length);
	if (reader->error != NULL)
		return;
	if (!json_parser_load_from_data(parser, text, (gssize)length, &error)) {
		take_parser_error(reader, error);
		return;
	}
	root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root)) {
		fail(reader, CT_PLAN_ERROR_MALFORMED, "an object is needed here");
		return;
	}
	read_version(reader, json_node_get_object(root));
	read_record(reader, root, ct_plan_format(), reader->plan);
}

/* @array: of records that begin with their id */
static void
refuse_repeated_ids(Reader *reader, const GArray *array, gsize size, const char *what)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < array->len; i++) {
		const char *id = *(const char *const *)(const void *)(array->data + i * size);

		if (*id == '\0')
			fail(reader, CT_PLAN_ERROR_MALFORMED, "%s[%u].id is empty", what, i);
		else if (!g_hash_table_add(seen, (gpointer)id))
			fail(reader, CT_PLAN_ERROR_MALFORMED, "%s[%u].id: \"%s\" stands twice",
			     what, i, id);
	}
}

G_STATIC_ASSERT(G_STRUCT_OFFSET(CtPlanStep, id) == 0 && G_STRUCT_OFFSET(CtPlanWave, id) == 0 &&
		G_STRUCT_OFFSET(CtCheckpoint, id) == 0);

static void
refuse_repetitions(Reader *reader)
{
	const CtPlan *plan = reader->plan;

	refuse_repeated_ids(reader, plan->steps, sizeof(CtPlanStep), "steps");
	refuse_repeated_ids(reader, plan->waves, sizeof(CtPlanWave), "waves");
	refuse_repeated_ids(reader, plan->checkpoints, sizeof(CtCheckpoint), "checkpoints");
}

/* Reads a file of a plan folder; NULL with CT_PLAN_ERROR_MISSING or _MALFORMED. */
static char *
read_file(const char *path, gsize *out_length, GError **error)
{
	g_autoptr(GError) reason = NULL;
	char *text = NULL;
	GStatBuf status;

	if (g_stat(path, &status) != 0) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MISSING, "%s: %s", path,
			    g_strerror(errno));
		return NULL;
	}
	if (!S_ISREG(status.st_mode)) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MISSING, "%s: not a file", path);
		return NULL;
	}
	if (status.st_size > MAX_BYTES) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED,
			    "%s: larger than the limit of %d MiB", path, (int)(MAX_BYTES >> 20));
		return NULL;
	}
	if (!g_file_get_contents(path, &text, out_length, &reason)) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MISSING, "%s: cannot be read: %s",
			    path, reason->message);
		return NULL;
	}
	if (!g_utf8_validate_len(text, *out_length, NULL)) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED, "%s: not UTF-8 text",
			    path);
		g_free(text);
		return NULL;
	}
	return text;
}

/* A plan names its wave files; one that names a file outside of its folder is not followed. */
static gboolean
stays_inside(const char *file)
{
	g_auto(GStrv) parts = g_strsplit(file, "/", -1);

	if (*file == '\0' || strchr(file, '\\') != NULL || strchr(file, ':') != NULL)
		return FALSE;
	for (guint i = 0; parts[i] != NULL; i++)
		if (*parts[i] == '\0' || strcmp(parts[i], ".") == 0 || strcmp(parts[i], "..") == 0)
			return FALSE;
	return TRUE;
}

static gboolean
load_waves(CtPlan *plan, const char *dir, GError **error)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		g_autofree char *path = g_build_filename(dir, wave->file, NULL);
		g_autofree char *text = NULL;
		g_autofree char *digest = NULL;
		gsize length = 0;

		if (!stays_inside(wave->file)) {
			g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED,
				    "%s/plan.json: waves[%u].file: needs a name inside the plan "
				    "folder, found \"%s\"",
				    dir, i, wave->file);
			return FALSE;
		}
		text = read_file(path, &length, error);
		if (text == NULL)
			return FALSE;
		digest = ct_checksum_sha256(text, length);
		wave->found_sha256 = ct_plan_text(plan, digest);
		if (!ct_plan_wave_read(plan, wave, path, g_steal_pointer(&text), length, error))
			return FALSE;
	}
	return TRUE;
}

/* A plan does without: couplings.csv only lets others compute its cost again. */
static gboolean
load_couplings(CtPlan *plan, const char *dir, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "couplings.csv", NULL);
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	text = read_file(path, &length, error);
	return text != NULL &&
	       ct_plan_couplings_read(plan, path, g_steal_pointer(&text), length, error);
}

static CtPlan *
load(const char *dir, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "plan.json", NULL);
	g_autofree char *text = NULL;
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(GString) where = g_string_new(NULL);
	Reader reader = { .file = path, .plan = plan, .where = where };
	gsize length = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MISSING,
			    "%s: No such file or directory; name a folder that cutover plan wrote",
			    path);
		return NULL;
	}
	text = read_file(path, &length, error);
	if (text == NULL)
		return NULL;
	read_document(&reader, text, length);
	if (reader.error == NULL)
		refuse_repetitions(&reader);
	if (reader.error != NULL) {
		g_propagate_error(error, reader.error);
		return NULL;
	}
	/* the text of the couplings is gone again before that of the waves comes */
	if (!load_couplings(plan, dir, error) || !load_waves(plan, dir, error))
		return NULL;
	return g_steal_pointer(&plan);
}

CtPlan *
ct_plan_load(const char *dir, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *message = NULL;
	CtPlan *plan = load(dir, &local);

	if (plan != NULL)
		return plan;
	/* messages quote the files, which may hold anything */
	message = ct_strings_printable(local->message);
	g_set_error_literal(error, local->domain, local->code, message);
	return NULL;
}
