/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLIXML exports to records: Get-Cs* objects, WMI classes of the legacy product and the lists that
 * people make by hand.
 *
 * The reader numbers types and property names, so what the tables say of them is looked up once and
 * then found by index.  Users take a short way: their values are handed on as they stand in the
 * reader's buffer, since the user columns copy what they keep.
 */
#include <string.h>

#include "analyzer/clixml.h"
#include "analyzer/import.h"
#include "analyzer/vocabulary.h"

/* What the tables say of one property of one type. */
typedef struct {
	gboolean known; /* the tables were asked */
	gboolean lost;	/* that a value is only the name of a type was told */
	guint count;	/* rows from @first on; 0: the tables do not name it */
	const CtVocabularyProp *first;
} Rule;

/* What is known of one type. */
typedef struct {
	const CtVocabularyType *row; /* NULL: to be found for each object by its properties */
	const char *name;	     /* interned */
	GArray *rules;		     /* of Rule, by name number */
	gboolean noted;
} Mapping;

typedef struct {
	const CtImportJob *job;
	GPtrArray *by_type;   /* of Mapping *, borrowed, by type number; NULL until met */
	GHashTable *mappings; /* (row, name) as text -> Mapping *, owned */
	Mapping *last;	      /* most recent of @mappings; nullable, borrowed */
	GArray *marks;	      /* of guint64, by name number; 0 until asked */
	GArray *props;	      /* of CtProp, of the object at hand */
	GString *scratch;     /* values that are made, of the object at hand */
	guint32 class_name;   /* number of the name "__CLASS"; 0 until met */
} Importer;

/* set in the marks of a name once the tables were asked */
#define MARKS_ASKED (G_GUINT64_CONSTANT(1) << 63)

static void
mapping_free(gpointer data)
{
	Mapping *self = data;

	g_array_unref(self->rules);
	g_free(self);
}

/* The mapping of @row under the type name @name. */
static Mapping *
mapping_of(Importer *self, const CtVocabularyType *row, const char *name)
{
	if (self->last != NULL && self->last->row == row && strcmp(self->last->name, name) == 0)
		return self->last;

	g_autofree char *key = g_strdup_printf("%p %s", (const void *)row, name);
	Mapping *found = g_hash_table_lookup(self->mappings, key);

	if (found != NULL) {
		self->last = found;
		return found;
	}
	found = g_new0(Mapping, 1);
	found->row = row;
	found->name = ct_strings_intern(self->job->facts->strings, name);
	found->rules = g_array_new(FALSE, TRUE, sizeof(Rule));
	g_hash_table_insert(self->mappings, g_steal_pointer(&key), found);
	self->last = found;
	return found;
}

/* The mapping of a type number: the most derived of its names that a table knows. */
static Mapping *
mapping_of_type(Importer *self, const CtClixml *reader, guint32 type)
{
	if (type >= self->by_type->len)
		g_ptr_array_set_size(self->by_type, (gint)type + 1);

	Mapping *found = g_ptr_array_index(self->by_type, type);

	if (found != NULL)
		return found;

	const char *const *names = ct_clixml_type(reader, type);

	for (guint i = 0; names[i] != NULL && found == NULL; i++) {
		g_autofree char *bare = ct_vocabulary_bare(names[i]);
		const CtVocabularyType *row = ct_vocabulary_find(bare);

		if (row != NULL)
			found = mapping_of(self, row, bare);
	}
	if (found == NULL) {
		g_autofree char *bare = ct_vocabulary_bare(names[0] != NULL ? names[0] : "");

		found = mapping_of(self, NULL, bare);
	}
	g_ptr_array_index(self->by_type, type) = found;
	return found;
}

static Rule *
rule_of(const CtClixml *reader, Mapping *mapping, guint32 name)
{
	if (name >= mapping->rules->len)
		g_array_set_size(mapping->rules, name + 1);

	Rule *rule = &g_array_index(mapping->rules, Rule, name);

	if (!rule->known) {
		rule->first = ct_vocabulary_first_prop(mapping->row, ct_clixml_name(reader, name),
						       &rule->count);
		rule->known = TRUE;
	}
	return rule;
}

/* Users keep nothing that a table does not name; all others keep everything. */
static gboolean
keeps_only_named(const CtVocabularyType *row)
{
	return row != NULL && row->kind == CT_RECORD_USER;
}

static gboolean
wanted(CtClixml *reader, guint32 type, guint32 name, gpointer data)
{
	Importer *self = data;
	Mapping *mapping = mapping_of_type(self, reader, type);

	return !keeps_only_named(mapping->row) || rule_of(reader, mapping, name)->count > 0;
}

static guint64
marks_of(Importer *self, const CtClixml *reader, guint32 name)
{
	if (name >= self->marks->len)
		g_array_set_size(self->marks, name + 1);

	guint64 *marks = &g_array_index(self->marks, guint64, name);

	if (*marks == 0) {
		const char *text = ct_clixml_name(reader, name);

		*marks = ct_vocabulary_marks(text) | MARKS_ASKED;
		if (strcmp(text, "__CLASS") == 0)
			self->class_name = name;
	}
	return *marks & ~MARKS_ASKED;
}

/* An object whose type is not known: by its WMI class, else by its properties, else as it is. */
static Mapping *
mapping_of_object(Importer *self, const CtClixml *reader, const CtClixmlObject *object,
		  const Mapping *unknown)
{
	const char *class_name = NULL;
	guint64 marks = 0;

	for (guint32 i = 1; i < object->n_items; i = object->items[i].end) {
		const CtClixmlItem *item = &object->items[i];

		marks |= marks_of(self, reader, item->name);
		if (item->name == self->class_name && item->form == CT_CLIXML_TEXT)
			class_name = ct_clixml_text(object, item);
	}
	if (class_name != NULL) {
		const CtVocabularyType *row = ct_vocabulary_find(class_name);

		if (row != NULL)
			return mapping_of(self, row, class_name);
	}

	const CtVocabularyType *row = ct_vocabulary_by_marks(marks);

	return mapping_of(self, row != NULL ? row : ct_vocabulary_unknown(), unknown->name);
}

/* Appends one value, in the form that the table asks for. */
static void
add_value(Importer *self, const Mapping *mapping, const CtVocabularyProp *prop, const char *text)
{
	CtStrings *strings = self->job->facts->strings;
	CtProp result = { .key = prop->key };
	gsize length = 0;

	result.value = ct_vocabulary_value(prop, text, &length);
	if (result.value == NULL && !keeps_only_named(mapping->row))
		return;
	/* that a user has none of it is worth knowing: it may replace what an older export says */
	if (result.value == NULL)
		result.value = "";
	if (result.value[length] != '\0')
		result.value = ct_strings_intern_length(strings, result.value, length);
	else if (mapping->row->kind != CT_RECORD_USER)
		result.value = ct_strings_intern(strings, result.value);
	g_array_append_val(self->props, result);
}

/* Appends a value of a property that no table names, under the export's own name. */
static void
add_other(Importer *self, const char *name, const char *text)
{
	CtStrings *strings = self->job->facts->strings;
	const CtProp result = {
		CT_KEY_OTHER,
		ct_strings_intern(strings, name),
		ct_strings_intern(strings, text),
	};

	g_array_append_val(self->props, result);
}

static void
add_text(Importer *self, const Mapping *mapping, const Rule *rule, const char *name,
	 const char *text)
{
	if (text == NULL)
		return;
	for (guint i = 0; i < rule->count; i++)
		add_value(self, mapping, rule->first + i, text);
	if (rule->count == 0 && !keeps_only_named(mapping->row))
		add_other(self, name, text);
}

/* The text of an item; none when it is the name of a type, which stands where the exporter did not
 * go any deeper. */
static const char *
text_of(Importer *self, const CtClixml *reader, const CtClixmlObject *object,
	const Mapping *mapping, Rule *rule, const CtClixmlItem *item)
{
	const char *text = ct_clixml_text(object, item);
	const CtOrigin origin = { self->job->input, object->line, mapping->name };

	if (text == NULL || item->form != CT_CLIXML_TEXT ||
	    !ct_vocabulary_is_type_name(text, strlen(text)))
		return text;
	if (!rule->lost)
		ct_facts_add_problem(self->job->facts, origin, CT_PROBLEM_VALUE_LOST,
				     "%s of %s is only the name of its type, %s",
				     item->name != CT_CLIXML_NAME_NONE
					     ? ct_clixml_name(reader, item->name)
					     : "a value in a list",
				     *mapping->name != '\0' ? mapping->name : "an object", text);
	rule->lost = TRUE;
	return NULL;
}

/* What an object holds besides its label: "Action.QueueID" and so on.  What the tables name wherever
 * it stands is looked for at any depth. */
static void
add_parts(Importer *self, const CtClixml *reader, const CtClixmlObject *object,
	  const Mapping *mapping, guint32 index, const char *path)
{
	const CtClixmlItem *whole = &object->items[index];

	for (guint32 i = index + 1; i < whole->end; i = object->items[i].end) {
		const CtClixmlItem *part = &object->items[i];
		const char *text = ct_clixml_text(object, part);
		g_autofree char *name = NULL;
		Rule rule = { 0 };

		if (part->place != CT_CLIXML_PROPERTY) {
			add_parts(self, reader, object, mapping, i, NULL);
			continue;
		}
		name = g_strconcat(".", ct_clixml_name(reader, part->name), NULL);
		rule.first = ct_vocabulary_first_prop(mapping->row, name, &rule.count);
		if (rule.count == 0 && path != NULL)
			g_string_printf(self->scratch, "%s%s", path, name);
		if (rule.count > 0 || path != NULL)
			add_text(self, mapping, &rule, self->scratch->str, text);
		add_parts(self, reader, object, mapping, i, NULL);
	}
}

/* Lists within lists are one; FALSE when the item is no list. */
static gboolean
add_elements(Importer *self, const CtClixml *reader, const CtClixmlObject *object,
	     const Mapping *mapping, Rule *rule, const char *name, guint32 index)
{
	const guint32 end = object->items[index].end;
	gboolean any = FALSE;

	for (guint32 i = index + 1; i < end; i = object->items[i].end) {
		const CtClixmlItem *item = &object->items[i];

		if (item->place != CT_CLIXML_ELEMENT)
			continue;
		any = TRUE;
		if (item->end > i + 1 && add_elements(self, reader, object, mapping, rule, name, i))
			continue;
		add_text(self, mapping, rule, name,
			 text_of(self, reader, object, mapping, rule, item));
		if (rule->count == 0 && item->text == CT_CLIXML_NO_TEXT &&
		    !keeps_only_named(mapping->row))
			add_parts(self, reader, object, mapping, i, name);
	}
	return any;
}

/* A list gives one value for each element, an object gives its label. */
static void
add_item(Importer *self, const CtClixml *reader, const CtClixmlObject *object, Mapping *mapping,
	 guint32 index)
{
	const CtClixmlItem *item = &object->items[index];
	Rule *rule = rule_of(reader, mapping, item->name);
	const char *name = item->place == CT_CLIXML_ELEMENT ? "Value"
							    : ct_clixml_name(reader, item->name);
	const char *text;

	if (add_elements(self, reader, object, mapping, rule, name, index))
		return;
	text = text_of(self, reader, object, mapping, rule, item);
	if (item->form == CT_CLIXML_NIL && keeps_only_named(mapping->row))
		text = "";
	add_text(self, mapping, rule, name, text);
	if (rule->count == 0 && item->form == CT_CLIXML_OBJECT && !keeps_only_named(mapping->row))
		add_parts(self, reader, object, mapping, index, name);
}

static void
on_object(CtClixml *reader, const CtClixmlObject *object, gpointer data)
{
	Importer *self = data;
	Mapping *mapping = mapping_of_type(self, reader, object->type);

	if (mapping->row == NULL)
		mapping = mapping_of_object(self, reader, object, mapping);

	const CtOrigin origin = { self->job->input, object->line, mapping->name };

	if (mapping->row == ct_vocabulary_unknown() && !mapping->noted) {
		ct_facts_note(self->job->facts, origin, "type", mapping->name);
		mapping->noted = TRUE;
	}
	g_array_set_size(self->props, 0);
	for (guint32 i = 1; i < object->n_items; i = object->items[i].end) {
		if (!object->items[i].hidden)
			add_item(self, reader, object, mapping, i);
	}
	ct_facts_add_record(self->job->facts, mapping->row->kind, origin, mapping->name,
			    (const CtProp *)(gpointer)self->props->data, self->props->len);
}

static void
on_note(CtClixml *reader G_GNUC_UNUSED, guint32 line, const char *what, const char *value,
	gpointer data)
{
	const Importer *self = data;
	const CtOrigin origin = { self->job->input, line, NULL };

	ct_facts_note(self->job->facts, origin, what, value);
}

static gboolean
read_all(const CtImportJob *job, CtClixml *reader, GError **error)
{
	const char *text = NULL;
	gsize length = 0;

	do {
		if (!ct_source_read(job->source, &text, &length, error))
			return FALSE;
		if (length > 0 && !ct_clixml_push(reader, text, length, error))
			return FALSE;
	} while (length > 0);
	return ct_clixml_finish(reader, error);
}

gboolean
ct_import_clixml(const CtImportJob *job, GError **error)
{
	static const CtClixmlHandler handler = { wanted, on_object, on_note };
	Importer self = {
		.job = job,
		.by_type = g_ptr_array_new(),
		.mappings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, mapping_free),
		.marks = g_array_new(FALSE, TRUE, sizeof(guint64)),
		.props = g_array_new(FALSE, FALSE, sizeof(CtProp)),
		.scratch = g_string_new(NULL),
	};
	g_autoptr(CtClixml) reader = ct_clixml_new(ct_source_path(job->source), job->limits,
						   &handler, &self);
	gboolean ok = read_all(job, reader, error);

	g_string_free(self.scratch, TRUE);
	g_array_unref(self.props);
	g_array_unref(self.marks);
	g_hash_table_unref(self.mappings);
	g_ptr_array_unref(self.by_type);
	return ok;
}
