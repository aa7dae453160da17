/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large exports say the same hundred tags again and again, in nearly the same order.  Each tag
 * remembers the two that came after it last; when neither comes, a hash finds it.
 *
 * Tags with numbers in them are met once.  So that they do not fill the memo, a tag is remembered the
 * second time it is met, and the first time leaves only its hash.  What is remembered is never
 * forgotten: its number stands for it outside.
 */
#include "analyzer/xml-memo.h"

#include <string.h>

#define MAX_ENTRIES 1024
#define N_SLOTS	    4096 /* of the hash; open addressing, at most a quarter full */
#define N_SEEN	    4096
#define MAX_LENGTH  256 /* of a tag that is worth remembering */

typedef struct Entry Entry;

struct Entry {
	CtXmlStart start;
	const char *raw;
	gsize length;
	guint32 hash;
	Entry *next[2]; /* what came after it: the last time, and another time */
};

struct CtXmlMemo {
	Entry *entries[MAX_ENTRIES]; /* owned */
	guint count;
	Entry *slots[N_SLOTS];
	guint32 seen[N_SEEN]; /* hashes of what was met once */
	Entry first;	      /* stands for the beginning */
	Entry *last;	      /* what was found last */
};

CtXmlMemo *
ct_xml_memo_new(void)
{
	CtXmlMemo *self = g_new0(CtXmlMemo, 1);

	self->last = &self->first;
	return self;
}

void
ct_xml_memo_free(CtXmlMemo *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->count; i++) {
		g_free((gpointer)self->entries[i]->start.attrs);
		g_free((gpointer)self->entries[i]->raw);
		g_free(self->entries[i]);
	}
	g_free(self);
}

/* FNV-1a; never 0. */
static guint32
hash_of(const char *raw, gsize length)
{
	guint32 hash = 2166136261u;

	for (gsize i = 0; i < length; i++)
		hash = (hash ^ (guchar)raw[i]) * 16777619u;
	hash ^= hash >> 15;
	return hash != 0 ? hash : 1;
}

static gboolean
is_at(const Entry *entry, const char *at, const char *end)
{
	/* the last byte alone tells most others apart */
	return entry != NULL && (gsize)(end - at) >= entry->length &&
	       at[entry->length - 1] == '>' && memcmp(at, entry->raw, entry->length) == 0;
}

static Entry **
slot_of(CtXmlMemo *self, const char *raw, gsize length, guint32 hash)
{
	guint32 slot = hash % N_SLOTS;

	while (self->slots[slot] != NULL &&
	       (self->slots[slot]->hash != hash || self->slots[slot]->length != length ||
		memcmp(self->slots[slot]->raw, raw, length) != 0))
		slot = (slot + 1) % N_SLOTS;
	return &self->slots[slot];
}

/* By the hash of what stands before the next '>'.  Where a value holds a '>', that is less than the
 * tag, and not found: such tags are not learned. */
static Entry *
look_up(CtXmlMemo *self, const char *at, const char *end)
{
	gsize most = MIN((gsize)(end - at), MAX_LENGTH);
	const char *bracket = memchr(at, '>', most);
	gsize length;

	if (bracket == NULL)
		return NULL;
	length = (gsize)(bracket - at) + 1;
	return *slot_of(self, at, length, hash_of(at, length));
}

const CtXmlStart *
ct_xml_memo_find(CtXmlMemo *self, const char **at, const char *end)
{
	Entry *last = self->last;
	Entry *found = last->next[0];

	if (!is_at(found, *at, end)) {
		found = last->next[1];
		if (!is_at(found, *at, end))
			found = look_up(self, *at, end);
		if (found == NULL)
			return NULL;
		last->next[1] = last->next[0];
		last->next[0] = found;
	}
	self->last = found;
	*at += found->length;
	return &found->start;
}

static const char *
moved(const char *slice, const char *from, const char *to)
{
	return to + (slice - from);
}

void
ct_xml_memo_learn(CtXmlMemo *self, const char *raw, gsize length, const CtXmlStart *start)
{
	guint32 hash;
	Entry *entry;
	CtXmlTagAttr *attrs;

	if (length > MAX_LENGTH || self->count == MAX_ENTRIES ||
	    memchr(raw, '>', length - 1) != NULL)
		return;
	hash = hash_of(raw, length);
	if (self->seen[hash % N_SEEN] != hash) {
		self->seen[hash % N_SEEN] = hash;
		return;
	}
	entry = g_new0(Entry, 1);
	entry->raw = g_memdup2(raw, length);
	entry->length = length;
	entry->hash = hash;
	entry->start = *start;
	entry->start.full_name = moved(start->full_name, raw, entry->raw);
	entry->start.name = moved(start->name, raw, entry->raw);
	attrs = g_memdup2(start->attrs, start->n_attrs * sizeof(*attrs));
	for (guint i = 0; i < start->n_attrs; i++) {
		attrs[i].name = moved(attrs[i].name, raw, entry->raw);
		attrs[i].value = moved(attrs[i].value, raw, entry->raw);
	}
	entry->start.attrs = attrs;
	self->entries[self->count++] = entry;
	entry->start.number = self->count;
	*slot_of(self, raw, length, hash) = entry;
}
