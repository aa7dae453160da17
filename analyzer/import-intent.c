/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intent file stands among the exports and is told from them here; the planner reads it.
 */
#include <string.h>

#include "analyzer/import.h"

#define INTENT_MARK "[cutover]"

/* The first line that is neither blank nor a comment is the group that every intent file has. */
gboolean
ct_import_is_intent(const char *text, gsize length)
{
	g_autofree char *copy = g_strndup(text, length);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		g_strstrip(*line);
		if (**line != '\0' && **line != '#')
			return strcmp(*line, INTENT_MARK) == 0;
	}
	return FALSE;
}
