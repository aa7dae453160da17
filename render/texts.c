/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of texts that somebody else owns, as sets. */
#include "render/texts.h"

#include <string.h>

gboolean
ct_texts_equal(const GPtrArray *a, const GPtrArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++)
		if (strcmp(a->pdata[i], b->pdata[i]) != 0)
			return FALSE;
	return TRUE;
}

gboolean
ct_texts_has(const GPtrArray *texts, const char *text)
{
	for (guint i = 0; i < texts->len; i++)
		if (strcmp(g_ptr_array_index((GPtrArray *)texts, i), text) == 0)
			return TRUE;
	return FALSE;
}

/* Leaves in @common what is also in @texts; FALSE, and @common as it was, when that is nothing. */
gboolean
ct_texts_narrow(GPtrArray *common, const GPtrArray *texts)
{
	g_autoptr(GPtrArray) both = g_ptr_array_new();

	for (guint i = 0; i < common->len; i++)
		if (ct_texts_has(texts, g_ptr_array_index(common, i)))
			g_ptr_array_add(both, g_ptr_array_index(common, i));
	if (both->len == 0)
		return FALSE;
	g_ptr_array_set_size(common, 0);
	g_ptr_array_extend(common, both, NULL, NULL);
	return TRUE;
}

void
ct_texts_add(GPtrArray *texts, const GPtrArray *more)
{
	for (guint i = 0; i < more->len; i++)
		if (!ct_texts_has(texts, g_ptr_array_index((GPtrArray *)more, i)))
			g_ptr_array_add(texts, g_ptr_array_index((GPtrArray *)more, i));
}

int
ct_texts_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}
