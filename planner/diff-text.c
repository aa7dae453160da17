/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs line by line.
 *
 * Exports repeat the same lines over and over ("</Obj>"), so that a shortest edit script is often a
 * misleading one.  Lines that occur once in either version anchor the comparison instead (patience
 * diff); between two anchors small pieces are compared exactly, and large ones without any anchor
 * count as replaced, which is always true if not always short.
 */
#include <string.h>

#include "planner/diff-parts.h"
#include "planner/step-match.h"

/* Cells of the table for an exact comparison; a run has fewer lines than a guint16 holds. */
#define MAX_CELLS (1u << 20)

/* A piece of either version, from line to line. */
typedef struct {
	guint old_from, old_to, new_from, new_to;
} Piece;

typedef struct {
	const GPtrArray *old_lines;
	const GPtrArray *new_lines;
	GArray *found; /* of CtDiffLines */
	GArray *todo;  /* of Piece: the next one last */
} Comparison;

static gboolean
same_line(const Comparison *self, guint old_line, guint new_line)
{
	return strcmp(g_ptr_array_index(self->old_lines, old_line),
		      g_ptr_array_index(self->new_lines, new_line)) == 0;
}

static void
add_lines(Comparison *self, const Piece *piece)
{
	CtDiffLines *last = self->found->len > 0
				    ? &g_array_index(self->found, CtDiffLines, self->found->len - 1)
				    : NULL;
	CtDiffLines row = { .old_first = piece->old_from + 1,
			    .old_count = piece->old_to - piece->old_from,
			    .new_first = piece->new_from + 1,
			    .new_count = piece->new_to - piece->new_from };

	if (row.old_count == 0 && row.new_count == 0)
		return;
	if (last != NULL && last->old_first + last->old_count == row.old_first &&
	    last->new_first + last->new_count == row.new_first) {
		last->old_count += row.old_count;
		last->new_count += row.new_count;
		return;
	}
	g_array_append_val(self->found, row);
}

static void
trim(const Comparison *self, Piece *piece)
{
	while (piece->old_from < piece->old_to && piece->new_from < piece->new_to &&
	       same_line(self, piece->old_from, piece->new_from)) {
		piece->old_from++;
		piece->new_from++;
	}
	while (piece->old_from < piece->old_to && piece->new_from < piece->new_to &&
	       same_line(self, piece->old_to - 1, piece->new_to - 1)) {
		piece->old_to--;
		piece->new_to--;
	}
}

/* How often a line occurs in a piece of either version, and where last. */
typedef struct {
	guint n_old, n_new, old_line, new_line;
} Count;

static GHashTable *
count_lines(const Comparison *self, const Piece *piece)
{
	GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	for (guint i = piece->old_from; i < piece->old_to; i++) {
		const char *line = g_ptr_array_index(self->old_lines, i);
		Count *count = g_hash_table_lookup(counts, line);

		if (count == NULL) {
			count = g_new0(Count, 1);
			g_hash_table_insert(counts, (gpointer)line, count);
		}
		count->n_old++;
		count->old_line = i;
	}
	for (guint i = piece->new_from; i < piece->new_to; i++) {
		Count *count = g_hash_table_lookup(counts, g_ptr_array_index(self->new_lines, i));

		if (count == NULL)
			continue;
		count->n_new++;
		count->new_line = i;
	}
	return counts;
}

/* Lines that are in both pieces once, in their order in the new one, as far as they kept it; of Count. */
static GArray *
find_anchors(const Comparison *self, const Piece *piece)
{
	g_autoptr(GHashTable) counts = count_lines(self, piece);
	g_autoptr(GArray) unique = g_array_new(FALSE, FALSE, sizeof(Count));
	g_autofree guint *old_lines = g_new(guint, piece->new_to - piece->new_from + 1);
	g_autofree gboolean *kept = NULL;
	GArray *anchors = g_array_new(FALSE, FALSE, sizeof(Count));

	for (guint i = piece->new_from; i < piece->new_to; i++) {
		const Count *count = g_hash_table_lookup(counts,
							 g_ptr_array_index(self->new_lines, i));

		if (count == NULL || count->n_old != 1 || count->n_new != 1)
			continue;
		old_lines[unique->len] = count->old_line;
		g_array_append_vals(unique, count, 1);
	}
	kept = ct_longest_run(old_lines, unique->len);
	for (guint i = 0; i < unique->len; i++)
		if (kept[i])
			g_array_append_vals(anchors, &g_array_index(unique, Count, i), 1);
	return anchors;
}

/* The longest common part by the book; what is left between its lines differs. */
static void
compare_exactly(Comparison *self, const Piece *piece)
{
	guint n = piece->old_to - piece->old_from;
	guint m = piece->new_to - piece->new_from;
	g_autofree guint16 *best = g_new0(guint16, (gsize)(n + 1) * (m + 1));
	Piece at = *piece;

#define BEST(i, j) best[(gsize)((i)-piece->old_from) * (m + 1) + ((j)-piece->new_from)]
	for (guint i = piece->old_to; i-- > piece->old_from;) {
		for (guint j = piece->new_to; j-- > piece->new_from;)
			BEST(i, j) = same_line(self, i, j) ? (guint16)(BEST(i + 1, j + 1) + 1)
							   : MAX(BEST(i + 1, j), BEST(i, j + 1));
	}
	while (at.old_from < piece->old_to || at.new_from < piece->new_to) {
		Piece one = { at.old_from, at.old_from, at.new_from, at.new_from };
		gboolean both = at.old_from < piece->old_to && at.new_from < piece->new_to;

		if (both && same_line(self, at.old_from, at.new_from)) {
			at.old_from++;
			at.new_from++;
			continue;
		}
		if (at.new_from == piece->new_to ||
		    (both &&
		     BEST(at.old_from + 1, at.new_from) >= BEST(at.old_from, at.new_from + 1)))
			one.old_to = ++at.old_from;
		else
			one.new_to = ++at.new_from;
		add_lines(self, &one);
	}
#undef BEST
}

/* Puts what lies between the anchors on the list of what is to be compared, the first piece last. */
static void
split(Comparison *self, const Piece *piece, const GArray *anchors)
{
	Piece rest = *piece;

	for (guint i = anchors->len; i-- > 0;) {
		const Count *anchor = &g_array_index(anchors, Count, i);
		Piece after = { anchor->old_line + 1, rest.old_to, anchor->new_line + 1,
				rest.new_to };

		g_array_append_val(self->todo, after);
		rest.old_to = anchor->old_line;
		rest.new_to = anchor->new_line;
	}
	g_array_append_val(self->todo, rest);
}

GArray *
ct_diff_compare_texts(const CtInputText *old_text, const CtInputText *new_text)
{
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(Piece));
	Comparison self = { old_text->lines, new_text->lines,
			    g_array_new(FALSE, FALSE, sizeof(CtDiffLines)), todo };
	Piece all = { 0, old_text->lines->len, 0, new_text->lines->len };

	g_array_append_val(todo, all);
	while (todo->len > 0) {
		Piece piece = g_array_index(todo, Piece, todo->len - 1);
		guint64 cells;
		g_autoptr(GArray) anchors = NULL;

		g_array_set_size(todo, todo->len - 1);
		trim(&self, &piece);
		cells = (guint64)(piece.old_to - piece.old_from + 1) *
			(piece.new_to - piece.new_from + 1);
		anchors = find_anchors(&self, &piece);
		if (anchors->len > 0)
			split(&self, &piece, anchors);
		else if (cells <= MAX_CELLS && piece.old_to - piece.old_from < G_MAXUINT16)
			compare_exactly(&self, &piece);
		else
			add_lines(&self, &piece);
	}
	return self.found;
}
