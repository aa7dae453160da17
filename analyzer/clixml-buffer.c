/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One object of the pipeline while it is read: a run of items in document order, each knowing where
 * it ends, and one string with all their texts.  Both keep their memory from object to object.
 */
#include "analyzer/clixml-buffer.h"

#include <string.h>

#include "analyzer/clixml-tables.h"

CtClixmlBuffer *
ct_clixml_buffer_new(void)
{
	CtClixmlBuffer *self = g_new0(CtClixmlBuffer, 1);

	self->stamps = g_array_new(FALSE, TRUE, sizeof(guint32));
	return self;
}

void
ct_clixml_buffer_free(CtClixmlBuffer *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->stamps);
	g_free(self->texts);
	g_free(self->items);
	g_free(self);
}

void
ct_clixml_buffer_clear(CtClixmlBuffer *self)
{
	self->n_items = 0;
	self->length = 0;
}

gsize
ct_clixml_buffer_size(const CtClixmlBuffer *self)
{
	return self->length + self->n_items * sizeof(CtClixmlItem);
}

void
ct_clixml_buffer_grow_items(CtClixmlBuffer *self)
{
	self->max_items = MAX(self->max_items * 2, 64);
	self->items = g_renew(CtClixmlItem, self->items, self->max_items);
}

void
ct_clixml_buffer_grow_texts(CtClixmlBuffer *self, gsize length)
{
	self->max_length = MAX((self->length + length) * 2, 4096);
	self->texts = g_realloc(self->texts, self->max_length);
}

guint32
ct_clixml_buffer_add_text(CtClixmlBuffer *self, const char *text)
{
	guint32 start = (guint32)self->length;

	ct_clixml_buffer_append(self, text, strlen(text) + 1);
	return start;
}

void
ct_clixml_buffer_close_text(CtClixmlBuffer *self, guint32 start, char terminator)
{
	gsize length = self->length > start
			       ? ct_clixml_unescape(self->texts + start, self->length - start)
			       : 0;

	self->length = start + length;
	ct_clixml_buffer_append(self, &terminator, 1);
}

void
ct_clixml_buffer_hide_replaced(CtClixmlBuffer *self)
{
	self->serial++;
	for (guint32 i = 1; i < self->n_items; i = ct_clixml_buffer_item(self, i)->end) {
		const CtClixmlItem *item = ct_clixml_buffer_item(self, i);

		if (!item->added)
			continue;
		if (item->name >= self->stamps->len)
			g_array_set_size(self->stamps, item->name + 1);
		g_array_index(self->stamps, guint32, item->name) = self->serial;
	}
	for (guint32 i = 1; i < self->n_items; i = ct_clixml_buffer_item(self, i)->end) {
		CtClixmlItem *item = ct_clixml_buffer_item(self, i);

		item->hidden = !item->added && item->place == CT_CLIXML_PROPERTY &&
			       item->name < self->stamps->len &&
			       g_array_index(self->stamps, guint32, item->name) == self->serial;
	}
}

void
ct_clixml_buffer_join_entry(CtClixmlBuffer *self, guint32 index)
{
	const char *parts[2] = { "", "" };

	for (guint32 i = index + 1; i < self->n_items; i = ct_clixml_buffer_item(self, i)->end) {
		const CtClixmlItem *item = ct_clixml_buffer_item(self, i);

		if (item->text == CT_CLIXML_NO_TEXT)
			continue;
		if (item->name == CT_CLIXML_NAME_KEY)
			parts[0] = self->texts + item->text;
		else if (item->name == CT_CLIXML_NAME_VALUE)
			parts[1] = self->texts + item->text;
	}

	g_autofree char *joined = g_strconcat(parts[0], "=", parts[1], NULL);
	CtClixmlItem *entry = ct_clixml_buffer_item(self, index);

	entry->form = CT_CLIXML_TEXT;
	entry->text = ct_clixml_buffer_add_text(self, joined);
	self->n_items = index + 1;
}

CtClixmlRank
ct_clixml_rank_of_name(guint32 name)
{
	static const CtClixmlRank ranks[] = {
		[CT_CLIXML_NAME_NONE] = CT_CLIXML_RANK_NONE,
		[CT_CLIXML_NAME_FRIENDLY_NAME] = CT_CLIXML_RANK_FRIENDLY_NAME,
		[CT_CLIXML_NAME_IDENTITY] = CT_CLIXML_RANK_IDENTITY,
		[CT_CLIXML_NAME_NAME] = CT_CLIXML_RANK_NAME,
	};

	return name < G_N_ELEMENTS(ranks) ? ranks[name] : CT_CLIXML_RANK_NONE;
}

void
ct_clixml_buffer_offer(const CtClixmlBuffer *self, CtClixmlLabel *label, CtClixmlRank rank,
		       gboolean added, guint32 text)
{
	guint weight = (guint)rank * 2 + (added ? 1 : 0);

	if (rank == CT_CLIXML_RANK_NONE || text == CT_CLIXML_NO_TEXT || self->texts[text] == '\0' ||
	    weight < label->weight)
		return;
	label->weight = weight;
	label->text = text;
}
