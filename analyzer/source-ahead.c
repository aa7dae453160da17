/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading, hashing and decoding are a third of what an export costs and need nothing of what the
 * parser does, so a second processor can be a few pieces ahead.  Pieces go round between two queues:
 * those that are empty and those that are filled.  The parser sees the same pieces in the same order
 * as without the thread.
 */
#include "analyzer/source-ahead.h"

#define N_PIECES 8

typedef struct {
	GString *text;
	const char *encoding;
	GError *error;
} Piece;

struct CtSourceAhead {
	CtSourceAheadFunc func;
	gpointer data;
	GThread *thread;
	GAsyncQueue *empty;
	GAsyncQueue *filled;
	Piece pieces[N_PIECES];
	Piece *current; /* that the parser has */
	gboolean ended; /* @current is the last */
	gint stop;	/* atomic */
};

static gpointer
make_pieces(gpointer data)
{
	CtSourceAhead *self = data;
	gboolean more = TRUE;

	while (more) {
		Piece *piece = g_async_queue_pop(self->empty);

		if (g_atomic_int_get(&self->stop))
			break;
		g_string_truncate(piece->text, 0);
		more = self->func(self->data, piece->text, &piece->encoding, &piece->error) &&
		       piece->text->len > 0;
		g_async_queue_push(self->filled, piece);
	}
	return NULL;
}

CtSourceAhead *
ct_source_ahead_new(CtSourceAheadFunc func, gpointer data)
{
	CtSourceAhead *self = g_new0(CtSourceAhead, 1);

	self->func = func;
	self->data = data;
	self->empty = g_async_queue_new();
	self->filled = g_async_queue_new();
	for (gsize i = 0; i < N_PIECES; i++) {
		self->pieces[i].text = g_string_new(NULL);
		g_async_queue_push(self->empty, &self->pieces[i]);
	}
	self->thread = g_thread_new("read-ahead", make_pieces, self);
	return self;
}

void
ct_source_ahead_free(CtSourceAhead *self)
{
	if (self == NULL)
		return;
	g_atomic_int_set(&self->stop, 1);
	/* it may wait for an empty piece; which one it gets does not matter any more */
	g_async_queue_push(self->empty, &self->pieces[0]);
	g_thread_join(self->thread);
	g_async_queue_unref(self->filled);
	g_async_queue_unref(self->empty);
	for (gsize i = 0; i < N_PIECES; i++) {
		g_string_free(self->pieces[i].text, TRUE);
		g_clear_error(&self->pieces[i].error);
	}
	g_free(self);
}

gboolean
ct_source_ahead_next(CtSourceAhead *self, const char **out_text, gsize *out_length, GError **error)
{
	if (!self->ended) {
		if (self->current != NULL)
			g_async_queue_push(self->empty, self->current);
		self->current = g_async_queue_pop(self->filled);
		self->ended = self->current->error != NULL || self->current->text->len == 0;
	}
	if (self->current->error != NULL) {
		g_propagate_error(error, g_error_copy(self->current->error));
		return FALSE;
	}
	*out_text = self->current->text->str;
	*out_length = self->current->text->len;
	return TRUE;
}

const char *
ct_source_ahead_encoding(const CtSourceAhead *self)
{
	return self->current != NULL ? self->current->encoding : NULL;
}
