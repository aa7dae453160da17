/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide columns are.  Who writes a table says how wide its columns are when the texts are as usual;
 * only where a name is too long for its column do others give way: first those with room to spare on
 * every line, then those that can still hold their own longest word.  Tables of one kind stay alike
 * through a whole chapter, since a shape is made from the rows of all of them.
 */
#include "render/flow-shape.h"

#include <string.h>

/* No character of the fonts is wider, in parts of their size. */
#define WIDEST 1.15
/* What a column is wider than a text in it: no rounding must break the text. */
#define AROUND (2 * CT_FLOW_PAD_PT + 0.1)
/* Longer texts go on more than one line anyhow; what is left over beside them is not worth a look. */
#define LONG_TEXT 80
/* What a column keeps of its width when another one needs it, if its own words allow. */
#define KEPT 0.7
/* The most that a column gets in all from those that lose lines by it, in parts of its width. */
#define MOST 0.35

CtFlowShape *
ct_flow_shape_new(CtText *text, const CtFlowColumn *columns, guint n_columns)
{
	CtFlowShape *self = g_new0(CtFlowShape, 1);

	self->columns = g_new(CtFlowColumn, n_columns);
	memcpy(self->columns, columns, n_columns * sizeof(CtFlowColumn));
	self->n_columns = n_columns;
	self->widths = g_new0(double, n_columns);
	self->words = g_new0(GArray *, n_columns);
	self->plain = g_new0(double, n_columns);
	self->rows = g_ptr_array_new();
	for (guint i = 0; i < n_columns; i++) {
		double head = 0;

		self->widths[i] = columns[i].width * CT_FLOW_WIDTH_PT;
		self->words[i] = g_array_new(FALSE, FALSE, sizeof(double));
		if (columns[i].head != NULL)
			head = ct_text_width(text, CT_STYLE_TABLE_HEAD, columns[i].head) + AROUND;
		g_array_append_val(self->words[i], head);
		self->ascent = MAX(self->ascent, ct_text_ascent(text, columns[i].style));
	}
	return self;
}

void
ct_flow_shape_free(CtFlowShape *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < self->n_columns; i++)
		g_array_unref(self->words[i]);
	g_free(self->columns);
	g_free(self->widths);
	g_free(self->words);
	g_free(self->plain);
	g_ptr_array_unref(self->rows);
	g_free(self);
}

gboolean
ct_flow_shape_has(const CtFlowShape *self, const CtFlowColumn *columns, guint n_columns)
{
	if (self->n_columns != n_columns)
		return FALSE;
	for (guint i = 0; i < n_columns; i++)
		if (self->columns[i].width != columns[i].width ||
		    self->columns[i].style != columns[i].style ||
		    g_strcmp0(self->columns[i].head, columns[i].head) != 0)
			return FALSE;
	return TRUE;
}

/* Of the parts of a word, which may be broken behind a joint, the widest, with what is around it. */
static double
widest_part(CtText *text, CtStyleId style, const char *word)
{
	double widest = 0;

	for (const char *at = word; *at != '\0';) {
		gsize length = strcspn(at, CT_TEXT_JOINTS);
		g_autofree char *part = g_strndup(at, length + (at[length] != '\0' ? 1 : 0));

		widest = MAX(widest, ct_text_width(text, style, part));
		at += strlen(part);
	}
	return widest + AROUND;
}

/* Words that would not be in a column that has given all it can are measured: few are so long. */
static void
see_words(CtFlowShape *self, CtText *text, guint index, const char *cell)
{
	CtStyleId style = self->columns[index].style;
	double room = KEPT * self->widths[index] - 2 * CT_FLOW_PAD_PT;

	for (const char *at = cell; *at != '\0';) {
		gsize length = strcspn(at, " \n");

		if ((double)length * ct_style(style)->size_pt * WIDEST > room) {
			g_autofree char *word = g_strndup(at, length);
			double width = ct_text_width(text, style, word) + AROUND;

			g_array_append_val(self->words[index], width);
			self->plain[index] = MAX(self->plain[index],
						 widest_part(text, style, word));
		}
		at += length;
		/* what follows a line break is set smaller */
		if (*at == '\n')
			style = CT_STYLE_NOTE;
		if (*at != '\0')
			at++;
	}
}

void
ct_flow_shape_add(CtFlowShape *self, CtText *text, const char *const *cells)
{
	for (guint i = 0; i < self->n_columns; i++)
		if (cells[i] != NULL)
			see_words(self, text, i, cells[i]);
	g_ptr_array_add(self->rows, (gpointer)cells);
}

static double
word_at(const CtFlowShape *self, guint column, guint index)
{
	return g_array_index(self->words[column], double, index);
}

/* How many words of column @index there is room for, once they are sorted. */
static guint
count_within(const CtFlowShape *self, guint index, double limit)
{
	guint low = 0;
	guint high = self->words[index]->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (word_at(self, index, middle) <= limit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The widest word of column @index that there is room for; 0: there is none. */
static double
widest_within(const CtFlowShape *self, guint index, double limit)
{
	guint count = count_within(self, index, limit);

	return count > 0 ? word_at(self, index, count - 1) : 0;
}

/* The width that no line of the cell exceeds. */
static double
longest_line(const CtFlowShape *self, CtText *text, guint index, const char *cell)
{
	CtStyleId style = self->columns[index].style;
	g_auto(GStrv) lines = NULL;
	double longest = 0;

	if (strlen(cell) > LONG_TEXT)
		return CT_FLOW_WIDTH_PT;
	lines = g_strsplit(cell, "\n", 2);
	for (guint i = 0; lines[i] != NULL; i++)
		longest = MAX(longest,
			      ct_text_width(text, i == 0 ? style : CT_STYLE_NOTE, lines[i]));
	return longest + AROUND;
}

/* How narrow column @index may be without another line in any of its cells; a column without a text is
 * there to be written in, and keeps its width. */
static double
ample_width(const CtFlowShape *self, CtText *text, guint index)
{
	double width = 0;

	for (guint i = 0; i < self->rows->len && width < self->widths[index]; i++) {
		const char *cell = ((const char *const *)self->rows->pdata[i])[index];

		if (cell != NULL && *cell != '\0')
			width = MAX(width, longest_line(self, text, index, cell));
	}
	if (width <= 0)
		return self->widths[index];
	return MAX(width, widest_within(self, index, self->widths[index]));
}

/* What the columns other than @index are wider than their floors. */
static double
pool_for(const CtFlowShape *self, guint index, const double *floors)
{
	double pool = 0;

	for (guint i = 0; i < self->n_columns; i++)
		if (i != index)
			pool += MAX(0, self->widths[i] - floors[i]);
	return pool;
}

/* Makes column @index wider by @want, of which the others give in proportion to what they have. */
static void
take(CtFlowShape *self, guint index, double want, const double *floors)
{
	double pool = pool_for(self, index, floors);
	double share = pool > 0 ? MIN(1, want / pool) : 0;

	for (guint i = 0; i < self->n_columns; i++)
		if (i != index)
			self->widths[i] -= share * MAX(0, self->widths[i] - floors[i]);
	self->widths[index] += share * pool;
}

/* What the columns keep: what they do not need they can spare, and lines, but no word that has room. */
static void
set_floors(const CtFlowShape *self, const double *ample, double *floors)
{
	for (guint i = 0; i < self->n_columns; i++) {
		double kept = KEPT * self->columns[i].width * CT_FLOW_WIDTH_PT;

		floors[i] = MIN(ample[i], MAX(kept, widest_within(self, i, self->widths[i])));
	}
}

/* The width of column @index that gives the most of its words room for each point that it costs. */
static double
best_target(const CtFlowShape *self, guint index, double limit, double *out_gain)
{
	guint fit = count_within(self, index, self->widths[index]);
	guint end = count_within(self, index, limit);
	double target = 0;

	*out_gain = 0;
	for (guint i = fit; i < end; i++) {
		double gain = (i + 1 - fit) / (word_at(self, index, i) - self->widths[index]);

		if (gain < *out_gain)
			continue;
		*out_gain = gain;
		target = word_at(self, index, i);
	}
	return target;
}

/* Makes the column wider for which that is worth the most; %FALSE when there is none. */
static gboolean
widen_one(CtFlowShape *self, double *ample)
{
	g_autofree double *floors = g_new0(double, self->n_columns);
	double best = 0;
	double target = 0;
	guint index = 0;

	set_floors(self, ample, floors);
	for (guint i = 0; i < self->n_columns; i++) {
		double wide = (1 + MOST) * self->columns[i].width * CT_FLOW_WIDTH_PT;
		double most = MAX(0, wide - self->widths[i]);
		double room = MAX(pool_for(self, i, ample), MIN(pool_for(self, i, floors), most));
		double gain;
		double width = best_target(self, i, self->widths[i] + room, &gain);

		if (gain <= best)
			continue;
		best = gain;
		target = width;
		index = i;
	}
	if (best <= 0)
		return FALSE;
	take(self, index, MIN(pool_for(self, index, ample), target - self->widths[index]), ample);
	take(self, index, target - self->widths[index], floors);
	/* what it has got is not for the others */
	self->widths[index] = MAX(self->widths[index], target);
	ample[index] = MAX(ample[index], target);
	return TRUE;
}

/* A part of a word without a joint would be broken anywhere: it comes before whole names, which would not. */
static void
fit_plain(CtFlowShape *self, double *ample)
{
	g_autofree double *floors = g_new0(double, self->n_columns);

	for (guint i = 0; i < self->n_columns; i++)
		floors[i] = MIN(ample[i], MAX(self->plain[i], KEPT * self->widths[i]));
	for (guint i = 0; i < self->n_columns; i++) {
		double lack = self->plain[i] - self->widths[i];

		if (lack <= 0 || pool_for(self, i, floors) < lack)
			continue;
		take(self, i, lack, floors);
		self->widths[i] = MAX(self->widths[i], self->plain[i]);
		ample[i] = MAX(ample[i], self->plain[i]);
	}
}

static gint
compare_widths(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

void
ct_flow_shape_fit(CtFlowShape *self, CtText *text)
{
	g_autofree double *ample = g_new0(double, self->n_columns);
	gboolean tight = FALSE;

	for (guint i = 0; i < self->n_columns; i++) {
		g_array_sort(self->words[i], compare_widths);
		tight |= count_within(self, i, self->widths[i]) < self->words[i]->len;
	}
	if (!tight)
		return;
	for (guint i = 0; i < self->n_columns; i++)
		ample[i] = ample_width(self, text, i);
	fit_plain(self, ample);
	while (widen_one(self, ample))
		continue;
}
