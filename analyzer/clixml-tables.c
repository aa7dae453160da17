/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and types of a CLIXML document, numbered, and the labels of its objects.
 *
 * A file of a million users says the same seventy property names a million times, in the same
 * order.  Each name therefore remembers which one followed it last; a guess that is right costs one
 * memcmp() and no hash.
 *
 * References can reach back to any object of the file, which a streaming reader has long
 * forgotten.  What is kept of an object is one short text, in a table of fixed size addressed by
 * RefId: in files that share objects there are few of them, and in files that do not, nothing
 * refers back.  An entry that was asked for moves to a second table and is not overwritten by its
 * neighbours any more.
 */
#include "analyzer/clixml-tables.h"

#include <string.h>

#include "analyzer/clixml.h"

#define LABEL_SLOTS	(1u << 18)
#define MAX_LABEL_BYTES (8u << 20)
#define MAX_PINNED	65536

typedef struct {
	const char *raw;
	guint32 length;
	guint32 name;
	guint32 next; /* spelling that came after this one the last time; 0 none */
} Spelling;

typedef struct {
	guint32 ref;
	const char *label; /* in @labels; NULL: slot is free */
} LabelSlot;

struct CtClixmlTables {
	GStringChunk *chunk;
	GArray *spellings;	 /* of Spelling; [0] stands for "before the first" */
	GHashTable *by_spelling; /* raw text -> index into spellings */
	GPtrArray *names;	 /* of const char *, by number */
	GHashTable *by_name;	 /* text -> number */
	GPtrArray *types;	 /* of char **, owned, by number */
	GHashTable *by_type;	 /* joined names, owned -> number */
	GHashTable *type_refs;	 /* RefId -> number */
	GString *scratch;
	LabelSlot *slots; /* of LABEL_SLOTS; NULL until the first label */
	GStringChunk *labels;
	GHashTable *label_set; /* of the texts in @labels */
	gsize label_bytes;
	GHashTable *pinned; /* RefId -> label, owned */
};

static guint32
number_of(CtClixmlTables *self, const char *text)
{
	gpointer found = NULL;

	if (g_hash_table_lookup_extended(self->by_name, text, NULL, &found))
		return GPOINTER_TO_UINT(found);
	if (self->names->len >= CT_CLIXML_MAX_NAMES)
		return CT_CLIXML_NO_NUMBER;

	char *copy = g_string_chunk_insert(self->chunk, text);
	guint32 number = self->names->len;

	g_ptr_array_add(self->names, copy);
	g_hash_table_insert(self->by_name, copy, GUINT_TO_POINTER(number));
	return number;
}

CtClixmlTables *
ct_clixml_tables_new(void)
{
	/* in the order of the CT_CLIXML_NAME_ numbers */
	static const char *const first[] = {
		"", "FriendlyName", "Identity", "Name", "Key", "Value"
	};
	CtClixmlTables *self = g_new0(CtClixmlTables, 1);
	const Spelling none = { "", 0, 0, 0 };

	self->chunk = g_string_chunk_new(4096);
	self->spellings = g_array_new(FALSE, FALSE, sizeof(Spelling));
	self->by_spelling = g_hash_table_new(g_str_hash, g_str_equal);
	self->names = g_ptr_array_new();
	self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	self->types = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	self->by_type = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->type_refs = g_hash_table_new(NULL, NULL);
	self->scratch = g_string_new(NULL);
	self->labels = g_string_chunk_new(4096);
	self->label_set = g_hash_table_new(g_str_hash, g_str_equal);
	self->pinned = g_hash_table_new_full(NULL, NULL, NULL, g_free);

	g_array_append_val(self->spellings, none);
	for (guint i = 0; i < G_N_ELEMENTS(first); i++)
		number_of(self, first[i]);
	g_ptr_array_add(self->types, g_new0(char *, 1));
	return self;
}

void
ct_clixml_tables_free(CtClixmlTables *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->pinned);
	g_hash_table_unref(self->label_set);
	g_string_chunk_free(self->labels);
	g_free(self->slots);
	g_string_free(self->scratch, TRUE);
	g_hash_table_unref(self->type_refs);
	g_hash_table_unref(self->by_type);
	g_ptr_array_unref(self->types);
	g_hash_table_unref(self->by_name);
	g_ptr_array_unref(self->names);
	g_hash_table_unref(self->by_spelling);
	g_array_unref(self->spellings);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

/* Index of the spelling, added when it is new; 0 when there are too many. */
static guint32
spelling_of(CtClixmlTables *self, const char *raw, gsize length)
{
	g_string_truncate(self->scratch, 0);
	g_string_append_len(self->scratch, raw, (gssize)length);

	gpointer found = g_hash_table_lookup(self->by_spelling, self->scratch->str);

	if (found != NULL)
		return GPOINTER_TO_UINT(found);
	if (self->spellings->len >= CT_CLIXML_MAX_NAMES)
		return 0;

	Spelling spelling = { .length = (guint32)length };

	spelling.raw = g_string_chunk_insert(self->chunk, self->scratch->str);
	g_string_truncate(self->scratch, ct_clixml_unescape(self->scratch->str, length));
	spelling.name = number_of(self, self->scratch->str);
	if (spelling.name == CT_CLIXML_NO_NUMBER)
		return 0;

	guint32 index = self->spellings->len;

	g_array_append_val(self->spellings, spelling);
	g_hash_table_insert(self->by_spelling, (gpointer)spelling.raw, GUINT_TO_POINTER(index));
	return index;
}

guint32
ct_clixml_tables_name(CtClixmlTables *self, const char *raw, gsize length, guint32 *inout_place)
{
	const Spelling *spellings = (const Spelling *)(gpointer)self->spellings->data;
	guint32 guess = spellings[*inout_place].next;

	if (guess == 0 || spellings[guess].length != length ||
	    memcmp(spellings[guess].raw, raw, length) != 0) {
		guess = spelling_of(self, raw, length);
		if (guess == 0)
			return CT_CLIXML_NO_NUMBER;
		g_array_index(self->spellings, Spelling, *inout_place).next = guess;
	}
	*inout_place = guess;
	return g_array_index(self->spellings, Spelling, guess).name;
}

const char *
ct_clixml_tables_name_text(const CtClixmlTables *self, guint32 name)
{
	return g_ptr_array_index(self->names, name);
}

guint32
ct_clixml_tables_type(CtClixmlTables *self, const char *names)
{
	gpointer found = g_hash_table_lookup(self->by_type, names);

	if (found != NULL)
		return GPOINTER_TO_UINT(found);
	if (self->types->len >= CT_CLIXML_MAX_NAMES)
		return CT_CLIXML_NO_NUMBER;

	g_auto(GStrv) parts = g_strsplit(names, "\n", -1);
	guint kept = 0;

	for (guint i = 0; parts[i] != NULL; i++) {
		g_strstrip(parts[i]);
		if (parts[i][0] != '\0')
			parts[kept++] = parts[i];
		else
			g_free(parts[i]);
	}
	parts[kept] = NULL;

	guint32 number = self->types->len;

	g_ptr_array_add(self->types, g_steal_pointer(&parts));
	g_hash_table_insert(self->by_type, g_strdup(names), GUINT_TO_POINTER(number));
	return number;
}

const char *const *
ct_clixml_tables_type_names(const CtClixmlTables *self, guint32 type)
{
	return g_ptr_array_index(self->types, type);
}

void
ct_clixml_tables_define_type(CtClixmlTables *self, guint32 ref, guint32 type)
{
	g_hash_table_insert(self->type_refs, GUINT_TO_POINTER(ref), GUINT_TO_POINTER(type));
}

guint32
ct_clixml_tables_find_type(const CtClixmlTables *self, guint32 ref)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(self->type_refs, GUINT_TO_POINTER(ref)));
}

static const char *
kept_label(CtClixmlTables *self, const char *label)
{
	const char *kept = g_hash_table_lookup(self->label_set, label);

	if (kept != NULL)
		return kept;

	/* Labels repeat (a few policies, a few pools) and so cost little; when they do not, they
	 * are values nobody refers to, and starting afresh loses nothing. */
	if (self->label_bytes > MAX_LABEL_BYTES) {
		g_hash_table_remove_all(self->label_set);
		g_string_chunk_clear(self->labels);
		memset(self->slots, 0, sizeof(LabelSlot) * LABEL_SLOTS);
		self->label_bytes = 0;
	}
	kept = g_string_chunk_insert(self->labels, label);
	g_hash_table_add(self->label_set, (gpointer)kept);
	self->label_bytes += strlen(label) + 1;
	return kept;
}

void
ct_clixml_tables_define_label(CtClixmlTables *self, guint32 ref, const char *label)
{
	if (label == NULL)
		return;
	if (self->slots == NULL)
		self->slots = g_new0(LabelSlot, LABEL_SLOTS);

	const char *kept = kept_label(self, label);

	self->slots[ref % LABEL_SLOTS] = (LabelSlot){ ref, kept };
}

const char *
ct_clixml_tables_find_label(CtClixmlTables *self, guint32 ref)
{
	const char *label = g_hash_table_lookup(self->pinned, GUINT_TO_POINTER(ref));

	if (label != NULL || self->slots == NULL)
		return label;

	const LabelSlot *slot = &self->slots[ref % LABEL_SLOTS];

	if (slot->label == NULL || slot->ref != ref)
		return NULL;
	if (g_hash_table_size(self->pinned) < MAX_PINNED)
		g_hash_table_insert(self->pinned, GUINT_TO_POINTER(ref), g_strdup(slot->label));
	return slot->label;
}

/* The UTF-16 unit written as _xHHHH_ at @text, or -1. */
static int
escaped_unit(const char *text, gsize length)
{
	int unit = 0;

	if (length < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return -1;
	for (guint i = 2; i < 6; i++) {
		if (!g_ascii_isxdigit(text[i]))
			return -1;
		unit = unit * 16 + g_ascii_xdigit_value(text[i]);
	}
	return unit;
}

/* The character that starts at the escape @text, and how many bytes spell it. */
static gunichar
escaped_char(const char *text, gsize length, int unit, gsize *out_used)
{
	*out_used = 7;
	if (unit >= 0xd800 && unit < 0xdc00) {
		int low = escaped_unit(text + 7, length - 7);

		if (low >= 0xdc00 && low < 0xe000) {
			*out_used = 14;
			return 0x10000 + (((gunichar)unit - 0xd800) << 10) +
			       ((gunichar)low - 0xdc00);
		}
	}
	return unit == 0 || (unit >= 0xd800 && unit < 0xe000) ? 0xfffd : (gunichar)unit;
}

gsize
ct_clixml_unescape(char *text, gsize length)
{
	const char *first = length < 7 ? NULL : memchr(text, '_', length);

	if (first == NULL)
		return length;

	gsize to = (gsize)(first - text);
	gsize from = to;

	while (from < length) {
		int unit = escaped_unit(text + from, length - from);
		gsize used = 0;

		if (unit < 0) {
			text[to++] = text[from++];
			continue;
		}
		to += (gsize)g_unichar_to_utf8(
			escaped_char(text + from, length - from, unit, &used), text + to);
		from += used;
	}
	return to;
}
