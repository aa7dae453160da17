/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of the inputs are behind a change.
 *
 * Lines that differ belong to the things in whose description they stand.  A change is tied to
 * them directly when its evidence is that description, or when the description names the user that it
 * is about.  Whatever has no such lines follows from the others: a wave that fills up moves people of
 * whom no export says anything new.  It has no lines of its own then, and rests on all that make a
 * difference to what is read, so that the lines named, taken back, always give the old plan back; lines
 * that make none are named for nothing.
 */
#include <string.h>

#include "planner/diff-parts.h"

/* One version of an input that differs. */
typedef struct {
	const char *path;
	CtInputText *text;
	GArray *records; /* nullable, of CtInputRecord */
} Side;

/* From line to line, the last not included. */
typedef struct {
	guint first;
	guint end;
} Reach;

typedef struct {
	CtDiff *diff;
	Side *sides;	   /* two for each input: old, new */
	GArray *reaches;   /* of Reach: two for each of the lines, of what they stand in */
	GHashTable *names; /* folded address, owned -> GArray of guint: the lines that name it */
} Causes;

static const char *
keep(CtDiff *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

/* ---- Which inputs differ ---- */

static const CtPlanInput *
input_at(const CtPlan *plan, guint index)
{
	return &g_array_index(plan->inputs, CtPlanInput, index);
}

static void
add_input(CtDiff *self, const CtPlanInput *old_input, const CtPlanInput *new_input)
{
	CtDiffInput row = { 0 };

	if (old_input != NULL) {
		row.old_path = keep(self, old_input->path);
		row.old_sha256 = keep(self, old_input->sha256);
	}
	if (new_input != NULL) {
		row.new_path = keep(self, new_input->path);
		row.new_sha256 = keep(self, new_input->sha256);
	}
	g_array_append_val(self->inputs, row);
}

/* Inputs by a name that both plans may know: @folder taken off. */
static GHashTable *
index_inputs(const CtPlan *plan, const gboolean *done, gsize folder)
{
	GHashTable *rows = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->inputs->len; i++)
		if (!done[i])
			g_hash_table_insert(rows, (gpointer)(input_at(plan, i)->path + folder),
					    GUINT_TO_POINTER(i + 1));
	return rows;
}

/* Marks the inputs of @plan whose bytes @other has too: under any name they are the same input. */
static void
match_same(const CtPlan *plan, const CtPlan *other, gboolean *done)
{
	g_autoptr(GHashTable) digests = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < other->inputs->len; i++)
		g_hash_table_add(digests, (gpointer)input_at(other, i)->sha256);
	for (guint i = 0; i < plan->inputs->len; i++)
		done[i] = g_hash_table_contains(digests, input_at(plan, i)->sha256);
}

static gsize
folder_length(const CtPlan *plan)
{
	g_autofree char *folder = ct_plan_input_folder(plan);

	return strlen(folder);
}

static void
find_inputs(CtDiff *self, const CtPlan *old_plan, const CtPlan *new_plan)
{
	g_autofree gboolean *old_done = g_new0(gboolean, old_plan->inputs->len + 1);
	g_autofree gboolean *new_done = g_new0(gboolean, new_plan->inputs->len + 1);
	g_autoptr(GHashTable) rows = NULL;
	gsize folder = folder_length(new_plan);

	match_same(old_plan, new_plan, old_done);
	match_same(new_plan, old_plan, new_done);
	rows = index_inputs(old_plan, old_done, folder_length(old_plan));
	for (guint i = 0; i < new_plan->inputs->len; i++) {
		guint row = GPOINTER_TO_UINT(
			g_hash_table_lookup(rows, input_at(new_plan, i)->path + folder));

		if (new_done[i])
			continue;
		add_input(self, row > 0 ? input_at(old_plan, row - 1) : NULL,
			  input_at(new_plan, i));
		if (row > 0)
			old_done[row - 1] = TRUE;
	}
	for (guint i = 0; i < old_plan->inputs->len; i++)
		if (!old_done[i])
			add_input(self, input_at(old_plan, i), NULL);
}

/* ---- Which lines of them ---- */

/* The first row that begins behind @line. */
static guint
first_behind(const GArray *records, guint line)
{
	guint low = 0;
	guint high = records->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(records, CtInputRecord, middle).line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The records that the lines @first to @end stand in: rows of @records from *@out_from to *@out_to. */
static void
touched_records(const GArray *records, guint first, guint end, guint *out_from, guint *out_to)
{
	guint from = first_behind(records, first);
	guint to = end > first ? first_behind(records, end - 1) : from;

	/* the one that began before, with all that begin in the same line */
	if (from > 0) {
		guint32 line = g_array_index(records, CtInputRecord, from - 1).line;

		while (from > 0 && g_array_index(records, CtInputRecord, from - 1).line == line)
			from--;
	}
	*out_from = from;
	*out_to = to;
}

/* Does something differ that was read out of these lines? */
static gboolean
side_matters(const Side *side, guint first, guint count)
{
	guint from;
	guint to;

	if (side->records == NULL || side->records->len == 0)
		return TRUE;
	touched_records(side->records, first, first + count, &from, &to);
	for (guint i = from; i < to; i++)
		if (!g_array_index(side->records, CtInputRecord, i).elsewhere)
			return TRUE;
	return FALSE;
}

static void
copy_text(CtDiff *self, GPtrArray *to, const CtInputText *text, guint first, guint count)
{
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(to, (gpointer)keep(self,
						   g_ptr_array_index(text->lines, first - 1 + i)));
}

static void
add_lines(CtDiff *self, guint input, const CtDiffLines *found, const Side *sides)
{
	CtDiffLines row = *found;

	row.input = input;
	row.old_text = g_ptr_array_new();
	row.new_text = g_ptr_array_new();
	row.matters = TRUE;
	if (sides != NULL) {
		copy_text(self, row.old_text, sides[0].text, row.old_first, row.old_count);
		copy_text(self, row.new_text, sides[1].text, row.new_first, row.new_count);
		row.matters = side_matters(&sides[0], row.old_first, row.old_count) ||
			      side_matters(&sides[1], row.new_first, row.new_count);
	}
	g_array_append_val(self->lines, row);
}

static void
read_side(Side *side, const char *path, const char *sha256)
{
	side->path = path;
	if (path != NULL)
		side->text = ct_input_text_read(path, sha256);
	if (side->text != NULL)
		side->records = ct_input_records(path);
}

static void
find_lines(Causes *self, guint index)
{
	CtDiff *diff = self->diff;
	CtDiffInput *input = &g_array_index(diff->inputs, CtDiffInput, index);
	Side *sides = &self->sides[2 * index];
	const CtDiffLines whole = { 0 };
	g_autoptr(GArray) found = NULL;

	read_side(&sides[0], input->old_path, input->old_sha256);
	read_side(&sides[1], input->new_path, input->new_sha256);
	input->known = sides[0].text != NULL && sides[1].text != NULL;
	if (!input->known) {
		add_lines(diff, index, &whole, NULL);
		return;
	}
	if (sides[0].records != NULL && sides[1].records != NULL)
		ct_input_records_match(sides[0].records, sides[1].records);
	found = ct_diff_compare_texts(sides[0].text, sides[1].text);
	for (guint i = 0; i < found->len; i++)
		add_lines(diff, index, &g_array_index(found, CtDiffLines, i), sides);
}

static void
clear_sides(Causes *self)
{
	for (guint i = 0; i < 2 * self->diff->inputs->len; i++) {
		ct_input_text_free(self->sides[i].text);
		g_clear_pointer(&self->sides[i].records, g_array_unref);
	}
	g_free(self->sides);
}

/* ---- Which changes they are behind ---- */

/* The lines that the description of what stands in lines @first to @end reaches over. */
static void
reach(const Side *side, guint first, guint count, guint *out_first, guint *out_end)
{
	guint from;
	guint to;

	*out_first = first;
	*out_end = first + MAX(count, 1);
	if (side->records == NULL || side->records->len == 0)
		return;
	touched_records(side->records, first, first + count, &from, &to);
	if (from < to)
		*out_first = MIN(first, g_array_index(side->records, CtInputRecord, from).line);
	*out_end = to < side->records->len ? g_array_index(side->records, CtInputRecord, to).line
					   : side->text->lines->len + 1;
	*out_end = MAX(*out_end, first + MAX(count, 1));
}

static gboolean
rests_on(const GArray *evidence, const char *path, guint first, guint end)
{
	for (guint i = 0; path != NULL && i < evidence->len; i++) {
		const CtEvidence *row = &g_array_index(evidence, CtEvidence, i);

		if (row->line >= first && row->line < end && g_strcmp0(row->file, path) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The user that a change is about, as exports write him; NULL when it is about none. */
static char *
user_of(const CtDiffChange *change)
{
	const char *at = change->section == CT_DIFF_MEMBER ? change->name
							   : strstr(change->name, "user:");
	const char *sip;

	if (at == NULL)
		return NULL;
	sip = strstr(at, "sip:");
	return g_utf8_casefold(sip != NULL ? sip + strlen("sip:") : at, -1);
}

static gboolean
ends_address(char c)
{
	return g_ascii_isspace(c) || strchr("<>\"&;,:=|()[]", c) != NULL;
}

/* What looks like an address of a user in @line is named by the lines @index. */
static void
add_names(Causes *self, const char *line, guint index)
{
	const char *at = strchr(line, '@');

	while (at != NULL) {
		const char *from = at;
		const char *to = at;
		g_autofree char *folded = NULL;
		GArray *rows;

		while (from > line && !ends_address(from[-1]))
			from--;
		while (*to != '\0' && !ends_address(*to))
			to++;
		folded = g_utf8_casefold(from, (gssize)(to - from));
		rows = g_hash_table_lookup(self->names, folded);
		if (rows == NULL) {
			rows = g_array_new(FALSE, FALSE, sizeof(guint));
			g_hash_table_insert(self->names, g_steal_pointer(&folded), rows);
		}
		if (rows->len == 0 || g_array_index(rows, guint, rows->len - 1) != index)
			g_array_append_val(rows, index);
		at = strchr(to, '@');
	}
}

static void
survey_lines(Causes *self)
{
	const GArray *all = self->diff->lines;

	for (guint i = 0; i < all->len; i++) {
		const CtDiffLines *lines = &g_array_index(all, CtDiffLines, i);
		const guint firsts[] = { lines->old_first, lines->new_first };
		const guint counts[] = { lines->old_count, lines->new_count };

		for (guint k = 0; k < G_N_ELEMENTS(firsts); k++) {
			const Side *side = &self->sides[2 * lines->input + k];
			/* without the text, evidence in that input is all that can be said */
			Reach reached = { 0, G_MAXUINT };

			if (side->text != NULL && lines->old_first > 0) {
				reach(side, firsts[k], counts[k], &reached.first, &reached.end);
				for (guint n = MAX(reached.first, 1);
				     lines->matters && n < reached.end &&
				     n <= side->text->lines->len;
				     n++)
					add_names(self, g_ptr_array_index(side->text->lines, n - 1),
						  i);
			}
			g_array_append_val(self->reaches, reached);
		}
	}
}

static gboolean
is_tied(const Causes *self, const CtDiffChange *change, guint index)
{
	const CtDiffLines *lines = &g_array_index(self->diff->lines, CtDiffLines, index);
	const GArray *evidence[] = { change->old_evidence, change->new_evidence };

	for (guint i = 0; i < G_N_ELEMENTS(evidence); i++) {
		const Reach *reached = &g_array_index(self->reaches, Reach, 2 * index + i);

		if (rests_on(evidence[i], self->sides[2 * lines->input + i].path, reached->first,
			     reached->end))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_row(const GArray *rows, guint row)
{
	for (guint i = 0; rows != NULL && i < rows->len; i++)
		if (g_array_index(rows, guint, i) == row)
			return TRUE;
	return FALSE;
}

static void
tie(const Causes *self, CtDiffChange *change)
{
	CtDiff *diff = self->diff;
	g_autofree char *user = user_of(change);
	const GArray *named = user != NULL ? g_hash_table_lookup(self->names, user) : NULL;
	gboolean rests = change->old_evidence->len + change->new_evidence->len > 0;

	if (!rests && named == NULL)
		return;
	for (guint i = 0; i < diff->lines->len; i++)
		if (g_array_index(diff->lines, CtDiffLines, i).matters &&
		    ((rests && is_tied(self, change, i)) || has_row(named, i)))
			g_array_append_val(change->causes, i);
}

void
ct_diff_find_causes(CtDiff *self, const CtPlan *old_plan, const CtPlan *new_plan)
{
	Causes causes = { .diff = self };

	find_inputs(self, old_plan, new_plan);
	causes.sides = g_new0(Side, 2 * self->inputs->len + 1);
	causes.reaches = g_array_new(FALSE, FALSE, sizeof(Reach));
	causes.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					     (GDestroyNotify)g_array_unref);
	for (guint i = 0; i < self->inputs->len; i++)
		find_lines(&causes, i);
	survey_lines(&causes);
	for (guint i = 0; i < self->changes->len; i++)
		tie(&causes, g_ptr_array_index(self->changes, i));
	g_hash_table_unref(causes.names);
	g_array_unref(causes.reaches);
	clear_sides(&causes);
}
