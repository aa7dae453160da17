/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtSourceAhead: pieces of text that a thread of its own makes ready while the last ones are parsed.
 * Only source.c uses it.
 */

typedef struct CtSourceAhead CtSourceAhead;

/* Appends the next piece to @text, nothing at the end; runs in the thread. */
typedef gboolean (*CtSourceAheadFunc)(gpointer data, GString *text, const char **out_encoding,
				      GError **error);

/**
 * ct_source_ahead_new:
 * @data: belongs to the thread until ct_source_ahead_free()
 */
CtSourceAhead *ct_source_ahead_new(CtSourceAheadFunc func, gpointer data);

/* Stops the thread, wherever it is, and waits for it. */
void ct_source_ahead_free(CtSourceAhead *self);

/**
 * ct_source_ahead_next:
 * @out_text: valid until the next call
 *
 * The pieces in the order in which they were made; @out_length 0 at the end.  Errors: of the function.
 */
gboolean ct_source_ahead_next(CtSourceAhead *self, const char **out_text, gsize *out_length,
			      GError **error);

/* What the function said of the piece that was given last, %NULL before the first. */
const char *ct_source_ahead_encoding(const CtSourceAhead *self);
