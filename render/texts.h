/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Lists of const char *, borrowed, in which order matters little: names of pools, tests, steps. */

/* The same texts in the same order? */
gboolean ct_texts_equal(const GPtrArray *a, const GPtrArray *b);
gboolean ct_texts_has(const GPtrArray *texts, const char *text);
/* Leaves in @common what is also in @texts; FALSE, and @common as it was, when that is nothing. */
gboolean ct_texts_narrow(GPtrArray *common, const GPtrArray *texts);
/* Appends those of @more that are not there yet. */
void ct_texts_add(GPtrArray *texts, const GPtrArray *more);
/* For g_ptr_array_sort(). */
gint ct_texts_compare(gconstpointer a, gconstpointer b);
