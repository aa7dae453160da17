/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/clixml.h"

/* CtClixmlBuffer: the object that a CLIXML reader is reading; see CtClixmlObject. */
typedef struct {
	GArray *items;	/* of CtClixmlItem */
	GString *texts; /* each ends in NUL */
	GArray *stamps; /* private: of guint32, by name: last object with this added property */
	guint32 serial; /* private */
} CtClixmlBuffer;

CtClixmlBuffer *ct_clixml_buffer_new(void);
void ct_clixml_buffer_free(CtClixmlBuffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClixmlBuffer, ct_clixml_buffer_free)

void ct_clixml_buffer_clear(CtClixmlBuffer *self);
gsize ct_clixml_buffer_size(const CtClixmlBuffer *self); /* bytes in use */

/* Appends an item without a text; returns its index. */
guint32 ct_clixml_buffer_add(CtClixmlBuffer *self, CtClixmlForm form, CtClixmlPlace place,
			     gboolean added, guint32 name);
CtClixmlItem *ct_clixml_buffer_item(CtClixmlBuffer *self, guint32 index);

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
