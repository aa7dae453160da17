/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "analyzer/clixml.h"

/* CtClixmlBuffer: the object that a CLIXML reader is reading; see CtClixmlObject.  Arrays of its own,
 * since something is appended for each property of each of a million objects. */
typedef struct {
	CtClixmlItem *items; /* owned */
	guint n_items;
	guint max_items;
	char *texts; /* owned; each ends in NUL */
	gsize length;
	gsize max_length;
	GArray *stamps; /* private: of guint32, by name: last object with this added property */
	guint32 serial; /* private */
} CtClixmlBuffer;

CtClixmlBuffer *ct_clixml_buffer_new(void);
void ct_clixml_buffer_free(CtClixmlBuffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClixmlBuffer, ct_clixml_buffer_free)

void ct_clixml_buffer_clear(CtClixmlBuffer *self);
gsize ct_clixml_buffer_size(const CtClixmlBuffer *self); /* bytes in use */

/* Make room for one more item, or for @length more bytes of text. */
void ct_clixml_buffer_grow_items(CtClixmlBuffer *self);
void ct_clixml_buffer_grow_texts(CtClixmlBuffer *self, gsize length);

static inline CtClixmlItem *
ct_clixml_buffer_item(CtClixmlBuffer *self, guint32 index)
{
	return &self->items[index];
}

/* Appends an item without a text; returns its index. */
static inline guint32
ct_clixml_buffer_add(CtClixmlBuffer *self, CtClixmlForm form, CtClixmlPlace place, gboolean added,
		     guint32 name)
{
	if (self->n_items == self->max_items)
		ct_clixml_buffer_grow_items(self);
	self->items[self->n_items] = (CtClixmlItem){
		.form = form,
		.place = place,
		.added = added,
		.name = name,
		.end = self->n_items + 1,
		.text = CT_CLIXML_NO_TEXT,
	};
	return self->n_items++;
}

/* Appends to the text that is being read. */
static inline void
ct_clixml_buffer_append(CtClixmlBuffer *self, const char *text, gsize length)
{
	if (length > self->max_length - self->length)
		ct_clixml_buffer_grow_texts(self, length);
	memcpy(self->texts + self->length, text, length);
	self->length += length;
}

/* Appends a copy of @text; returns its offset. */
guint32 ct_clixml_buffer_add_text(CtClixmlBuffer *self, const char *text);

/* Ends the text that was appended from @start on: undoes escapes and adds @terminator. */
void ct_clixml_buffer_close_text(CtClixmlBuffer *self, guint32 start, char terminator);

/* Hides the properties of item 0 that have an added one of the same name. */
void ct_clixml_buffer_hide_replaced(CtClixmlBuffer *self);

/* Joins the Key and Value inside item @index, the last one so far, into its text "key=value". */
void ct_clixml_buffer_join_entry(CtClixmlBuffer *self, guint32 index);

/* How well a text names an object: the later the better. */
typedef enum {
	CT_CLIXML_RANK_NONE,
	CT_CLIXML_RANK_VALUE,
	CT_CLIXML_RANK_TO_STRING,
	CT_CLIXML_RANK_NAME,
	CT_CLIXML_RANK_IDENTITY,
	CT_CLIXML_RANK_FRIENDLY_NAME,
} CtClixmlRank;

/* The best text so far that names an object. */
typedef struct {
	guint32 text; /* offset, or CT_CLIXML_NO_TEXT */
	guint weight;
} CtClixmlLabel;

CtClixmlRank ct_clixml_rank_of_name(guint32 name);

/* Takes @text as the label when it is better; an added property beats one of the type. */
void ct_clixml_buffer_offer(const CtClixmlBuffer *self, CtClixmlLabel *label, CtClixmlRank rank,
			    gboolean added, guint32 text);
