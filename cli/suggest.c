/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was probably meant by a misspelt word.
 *
 * Optimal string alignment distance (Damerau's four slips: a letter too many, too few, wrong, or two
 * swapped), a third of the word's length allowed, and at least one slip: a suggestion that is far off
 * misleads more than none.
 */
#include "cli/suggest.h"

#include <string.h>

#define MAX_WORD 63

static guint
least(guint a, guint b, guint c)
{
	return MIN(a, MIN(b, c));
}

static guint
distance(const char *a, gsize a_length, const char *b, gsize b_length)
{
	guint rows[MAX_WORD + 1][MAX_WORD + 1];

	for (gsize i = 0; i <= a_length; i++)
		rows[i][0] = (guint)i;
	for (gsize j = 0; j <= b_length; j++)
		rows[0][j] = (guint)j;
	for (gsize i = 1; i <= a_length; i++) {
		for (gsize j = 1; j <= b_length; j++) {
			char x = g_ascii_tolower(a[i - 1]);
			char y = g_ascii_tolower(b[j - 1]);

			rows[i][j] = least(rows[i - 1][j] + 1, rows[i][j - 1] + 1,
					   rows[i - 1][j - 1] + (x != y));
			if (i > 1 && j > 1 && x == g_ascii_tolower(b[j - 2]) &&
			    y == g_ascii_tolower(a[i - 2]))
				rows[i][j] = MIN(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	}
	return rows[a_length][b_length];
}

const char *
ct_suggest(const char *word, const char *const *candidates)
{
	gsize length = strlen(word);
	guint nearest = (guint)MAX(1, length / 3) + 1;
	const char *found = NULL;

	if (length == 0 || length > MAX_WORD)
		return NULL;
	for (guint i = 0; candidates[i] != NULL; i++) {
		gsize other = strlen(candidates[i]);
		guint slips;

		if (other > MAX_WORD)
			continue;
		slips = distance(word, length, candidates[i], other);
		if (slips < nearest && slips < other) {
			nearest = slips;
			found = candidates[i];
		}
	}
	return found;
}
