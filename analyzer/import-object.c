/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and values to records.
 *
 * The objects of an input are alike, so what the vocabulary says of a combination of types, and of a
 * name under it, is looked up once.  Both caches have a bound, and what is beyond it is looked up
 * each time: an input that never repeats itself is slow, but does not fill the memory.
 *
 * All texts of the object at hand stand in one buffer; a user is handed on from there and costs no
 * more than its columns.
 */
#include "analyzer/import-object.h"

#include <string.h>

#include "analyzer/vocabulary.h"

#define MAX_NAMES 4096
#define MAX_KINDS 1024

/* What the vocabulary says of one name under one of its rows. */
typedef struct {
	gboolean known; /* it was asked */
	guint count;	/* rows from @first on; 0: it does not name it */
	const CtVocabularyProp *first;
} Rule;

/* What objects of one combination of types and properties are. */
typedef struct {
	const CtVocabularyType *row;
	const char *name; /* of the type, interned */
	GArray *rules;	  /* of Rule, by name number; borrowed from @rows */
} Kind;

/* One value of the object at hand; offsets into @texts. */
typedef struct {
	guint32 number; /* of the name; MAX_NAMES when it has none */
	gsize name;
	gsize value;
} Item;

struct CtImportObject {
	const CtImportJob *job;
	GHashTable *numbers; /* name -> number + 1 */
	GArray *marks;	     /* of guint64, by number */
	GHashTable *kinds;   /* types and marks as text -> Kind *, owned */
	GHashTable *rows;    /* CtVocabularyType * -> GArray of Rule, owned */
	GString *scratch;
	GArray *props; /* of CtProp */

	/* the object at hand */
	guint32 line;
	GString *texts; /* each ends in NUL */
	GArray *types;	/* of gsize, offsets into @texts */
	GArray *items;	/* of Item */
	guint64 found;	/* marks of its names and types */
};

static void
rules_free(gpointer data)
{
	g_array_unref(data);
}

CtImportObject *
ct_import_object_new(const CtImportJob *job)
{
	CtImportObject *self = g_new0(CtImportObject, 1);

	self->job = job;
	self->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->marks = g_array_new(FALSE, TRUE, sizeof(guint64));
	self->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	self->rows = g_hash_table_new_full(NULL, NULL, NULL, rules_free);
	self->scratch = g_string_new(NULL);
	self->props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	self->texts = g_string_new(NULL);
	self->types = g_array_new(FALSE, FALSE, sizeof(gsize));
	self->items = g_array_new(FALSE, FALSE, sizeof(Item));
	return self;
}

void
ct_import_object_free(CtImportObject *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->numbers);
	g_array_unref(self->marks);
	g_hash_table_unref(self->kinds);
	g_hash_table_unref(self->rows);
	g_string_free(self->scratch, TRUE);
	g_array_unref(self->props);
	g_string_free(self->texts, TRUE);
	g_array_unref(self->types);
	g_array_unref(self->items);
	g_free(self);
}

void
ct_import_object_begin(CtImportObject *self, guint32 line)
{
	self->line = line;
	self->found = 0;
	g_string_truncate(self->texts, 0);
	g_array_set_size(self->types, 0);
	g_array_set_size(self->items, 0);
}

static gsize
keep_text(CtImportObject *self, const char *text, gsize length)
{
	gsize offset = self->texts->len;

	g_string_append_len(self->texts, text, (gssize)length);
	g_string_append_c(self->texts, '\0');
	return offset;
}

static const char *
text_at(const CtImportObject *self, gsize offset)
{
	return self->texts->str + offset;
}

void
ct_import_object_add_type(CtImportObject *self, const char *type, gsize length)
{
	gsize offset = keep_text(self, type, length);

	g_array_append_val(self->types, offset);
	self->found |= ct_vocabulary_marks(text_at(self, offset));
}

/* The number of a name; MAX_NAMES when there are too many. */
static guint32
number_of(CtImportObject *self, const char *name, gsize length)
{
	guint number;
	guint64 marks;

	g_string_truncate(self->scratch, 0);
	g_string_append_len(self->scratch, name, (gssize)length);
	number = GPOINTER_TO_UINT(g_hash_table_lookup(self->numbers, self->scratch->str));
	if (number > 0)
		return number - 1;
	if (self->marks->len == MAX_NAMES)
		return MAX_NAMES;
	marks = ct_vocabulary_marks(self->scratch->str);
	g_array_append_val(self->marks, marks);
	g_hash_table_insert(self->numbers, g_strdup(self->scratch->str),
			    GUINT_TO_POINTER(self->marks->len));
	return self->marks->len - 1;
}

static gboolean
check_size(const CtImportObject *self, gsize more, GError **error)
{
	g_autofree char *phrase = NULL;

	if (self->texts->len + more <= self->job->limits->max_document_bytes)
		return TRUE;
	phrase = ct_limit_phrase(self->job->limits, CT_LIMIT_DOCUMENT_BYTES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
		    "%s:%u: the object that begins here is over %s",
		    ct_source_path(self->job->source), self->line, phrase);
	return FALSE;
}

gboolean
ct_import_object_add(CtImportObject *self, const char *name, gsize name_length, const char *value,
		     gsize length, GError **error)
{
	Item item = { 0 };

	if (!check_size(self, name_length + length, error))
		return FALSE;
	item.number = number_of(self, name, name_length);
	item.name = keep_text(self, name, name_length);
	item.value = keep_text(self, value, length);
	self->found |= item.number < MAX_NAMES ? g_array_index(self->marks, guint64, item.number)
					       : ct_vocabulary_marks(text_at(self, item.name));
	g_array_append_val(self->items, item);
	return TRUE;
}

gboolean
ct_import_object_is_empty(const CtImportObject *self)
{
	return self->items->len == 0;
}

static GArray *
rules_of(CtImportObject *self, const CtVocabularyType *row)
{
	GArray *rules = g_hash_table_lookup(self->rows, row);

	if (rules == NULL) {
		rules = g_array_new(FALSE, TRUE, sizeof(Rule));
		g_hash_table_insert(self->rows, (gpointer)row, rules);
	}
	return rules;
}

/* The bare name of a type, counted from the most general one; "" when there is none. */
static char *
bare_type(const CtImportObject *self, guint index)
{
	if (index >= self->types->len)
		return g_strdup("");
	return ct_vocabulary_bare(text_at(self, g_array_index(self->types, gsize, index)));
}

/* By the most derived type that the vocabulary knows, else by the properties. */
static Kind
find_kind(CtImportObject *self)
{
	CtStrings *strings = self->job->facts->strings;
	g_autofree char *name = NULL;
	Kind kind = { 0 };

	for (guint i = self->types->len; i > 0 && kind.row == NULL; i--) {
		g_free(name);
		name = bare_type(self, i - 1);
		kind.row = ct_vocabulary_find(name);
	}
	if (kind.row == NULL) {
		g_free(name);
		name = bare_type(self, MAX(self->types->len, 1) - 1);
		kind.row = ct_vocabulary_by_marks(self->found);
		if (kind.row != NULL && strcmp(kind.row->pattern, "*") != 0)
			kind.name = ct_strings_intern(strings, kind.row->pattern);
	}
	if (kind.row == NULL)
		kind.row = ct_vocabulary_unknown();
	if (kind.name == NULL)
		kind.name = ct_strings_intern(strings, name);
	kind.rules = rules_of(self, kind.row);
	return kind;
}

static const Kind *
kind_of(CtImportObject *self)
{
	Kind *kind;

	g_string_printf(self->scratch, "%" G_GINT64_MODIFIER "x", self->found);
	for (guint i = 0; i < self->types->len; i++) {
		g_string_append_c(self->scratch, '\n');
		g_string_append(self->scratch, text_at(self, g_array_index(self->types, gsize, i)));
	}
	kind = g_hash_table_lookup(self->kinds, self->scratch->str);
	if (kind != NULL)
		return kind;
	if (g_hash_table_size(self->kinds) == MAX_KINDS)
		g_hash_table_remove_all(self->kinds);
	kind = g_new0(Kind, 1);
	g_hash_table_insert(self->kinds, g_strdup(self->scratch->str), kind);
	*kind = find_kind(self);
	return kind;
}

gboolean
ct_import_object_is_known(CtImportObject *self)
{
	return kind_of(self)->row != ct_vocabulary_unknown();
}

const char *
ct_import_object_last_type(const CtImportObject *self)
{
	if (self->types->len == 0)
		return NULL;
	return text_at(self, g_array_index(self->types, gsize, self->types->len - 1));
}

gboolean
ct_import_object_wants(CtImportObject *self, const char *name)
{
	const Kind *kind = kind_of(self);
	guint count = 0;

	return kind->row == ct_vocabulary_unknown() ||
	       ct_vocabulary_first_prop(kind->row, name, &count) != NULL;
}

static Rule
rule_of(const CtImportObject *self, const Kind *kind, const Item *item)
{
	const char *name = text_at(self, item->name);
	Rule fresh = { .known = TRUE };
	Rule *kept;

	if (item->number < MAX_NAMES) {
		if (item->number >= kind->rules->len)
			g_array_set_size(kind->rules, item->number + 1);
		kept = &g_array_index(kind->rules, Rule, item->number);
		if (kept->known)
			return *kept;
	}
	fresh.first = ct_vocabulary_first_prop(kind->row, name, &fresh.count);
	if (item->number < MAX_NAMES)
		g_array_index(kind->rules, Rule, item->number) = fresh;
	return fresh;
}

/* Users keep the text as it is, blanks too; see ct_facts_add_record(). */
static void
add_user_value(CtImportObject *self, const CtVocabularyProp *prop, const char *text)
{
	CtProp result = { .key = prop->key };
	gsize length = 0;

	result.value = ct_vocabulary_value(prop, text, &length);
	if (result.value != NULL && result.value[length] != '\0')
		result.value = ct_strings_intern_length(self->job->facts->strings, result.value,
							length);
	/* that there is none is worth knowing: it may replace what an older export says */
	if (result.value == NULL && (*text == '\0' || prop->form == CT_VALUE_POLICY))
		result.value = "";
	if (result.value != NULL)
		g_array_append_val(self->props, result);
}

static void
add_value(CtImportObject *self, const CtVocabularyProp *prop, const char *text)
{
	CtStrings *strings = self->job->facts->strings;
	CtProp result = { .key = prop->key };
	gsize length = 0;
	const char *value = ct_vocabulary_value(prop, text, &length);

	if (value == NULL)
		return;
	result.value = ct_strings_intern_length(strings, value, length);
	g_array_append_val(self->props, result);
}

static void
add_item(CtImportObject *self, const Kind *kind, const Item *item)
{
	CtFacts *facts = self->job->facts;
	gboolean is_user = kind->row->kind == CT_RECORD_USER;
	const char *text = text_at(self, item->value);
	Rule rule = rule_of(self, kind, item);

	for (guint i = 0; i < rule.count; i++) {
		if (is_user)
			add_user_value(self, rule.first + i, text);
		else
			add_value(self, rule.first + i, text);
	}
	if (rule.count == 0 && !is_user && *text != '\0')
		ct_facts_push_prop(facts, self->props, CT_KEY_OTHER, text_at(self, item->name),
				   text);
}

void
ct_import_object_end(CtImportObject *self)
{
	CtFacts *facts = self->job->facts;
	const Kind *kind = kind_of(self);
	const CtOrigin origin = { self->job->input, self->line, kind->name };

	if (kind->row == ct_vocabulary_unknown())
		ct_facts_note(facts, origin, "type", kind->name);
	g_array_set_size(self->props, 0);
	for (guint i = 0; i < self->items->len; i++)
		add_item(self, kind, &g_array_index(self->items, Item, i));
	ct_facts_add_record(facts, kind->row->kind, origin, kind->name,
			    (const CtProp *)(gpointer)self->props->data, self->props->len);
}
