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
/* Longer texts go on more than one line anyhow; what is left over beside them is not worth a look. */
#define LONG_TEXT 80
/* What a column keeps of its width when another one needs it, if its own words allow. */
#define KEPT 0.7
/* The most that a column gets from those that lose lines by it, in parts of its width. */
#define MOST 0.35

CtFlowShape *
ct_flow_shape_new(CtText *text, const CtFlowColumn *columns, guint n_columns)
{
	CtFlowShape *self = g_new0(CtFlowShape, 1);

	self->columns = g_new(CtFlowColumn, n_columns);
	memcpy(self->columns, columns, n_columns * sizeof(CtFlowColumn));
	self->n_columns = n_columns;
	self->widths = g_new0(double, n_columns);
	self->words = g_new0(double, n_columns);
	self->rows = g_ptr_array_new();
	for (guint i = 0; i < n_columns; i++) {
		self->widths[i] = columns[i].width * CT_FLOW_WIDTH_PT;
		if (columns[i].head != NULL)
			self->words[i] = ct_text_width(text, CT_STYLE_TABLE_HEAD, columns[i].head) +
					 2 * CT_FLOW_PAD_PT;
		self->ascent = MAX(self->ascent, ct_text_ascent(text, columns[i].style));
	}
	return self;
}

void
ct_flow_shape_free(CtFlowShape *self)
{
	if (self == NULL)
		return;
	g_free(self->columns);
	g_free(self->widths);
	g_free(self->words);
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

/* Words that may be wider than column @index are measured, which few are. */
static void
see_words(CtFlowShape *self, CtText *text, guint index, const char *cell)
{
	CtStyleId style = self->columns[index].style;
	double room = MAX(self->words[index], self->widths[index]) - 2 * CT_FLOW_PAD_PT;

	for (const char *at = cell; *at != '\0';) {
		gsize length = strcspn(at, " \n");

		if ((double)length * ct_style(style)->size_pt * WIDEST > room) {
			g_autofree char *word = g_strndup(at, length);
			double width = ct_text_width(text, style, word) + 2 * CT_FLOW_PAD_PT;

			self->words[index] = MAX(self->words[index], width);
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

/* The width that no line of the cell exceeds. */
static double
longest_line(const CtFlowShape *self, CtText *text, guint index, const char *cell)
{
	CtStyleId style = self->columns[index].style;
	g_auto(GStrv) lines = g_strsplit(cell, "\n", 2);
	double longest = 0;

	if (strlen(cell) > LONG_TEXT)
		return CT_FLOW_WIDTH_PT;
	for (guint i = 0; lines[i] != NULL; i++)
		longest = MAX(longest,
			      ct_text_width(text, i == 0 ? style : CT_STYLE_NOTE, lines[i]));
	return longest + 2 * CT_FLOW_PAD_PT;
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
	return width > 0 ? MAX(width, self->words[index]) : self->widths[index];
}

/* Takes @want for column @index from the others, as far as each is wider than its floor. */
static void
take(CtFlowShape *self, guint index, double want, const double *floors)
{
	double pool = 0;
	double share;

	for (guint i = 0; i < self->n_columns; i++)
		if (i != index)
			pool += MAX(0, self->widths[i] - floors[i]);
	if (pool <= 0 || want <= 0)
		return;
	share = MIN(1, want / pool);
	for (guint i = 0; i < self->n_columns; i++)
		if (i != index)
			self->widths[i] -= share * MAX(0, self->widths[i] - floors[i]);
	self->widths[index] += share * pool;
}

/* The column whose words need the least to fit, of those that do not; %FALSE without one. */
static gboolean
find_tight(const CtFlowShape *self, const gboolean *done, guint *out_index)
{
	double least = G_MAXDOUBLE;

	for (guint i = 0; i < self->n_columns; i++) {
		double lack = self->words[i] - self->widths[i];

		if (done[i] || lack <= 0 || lack >= least)
			continue;
		least = lack;
		*out_index = i;
	}
	return least < G_MAXDOUBLE;
}

void
ct_flow_shape_fit(CtFlowShape *self, CtText *text)
{
	g_autofree gboolean *done = g_new0(gboolean, self->n_columns);
	g_autofree double *ample = g_new0(double, self->n_columns);
	g_autofree double *least = g_new0(double, self->n_columns);
	guint index = 0;

	if (!find_tight(self, done, &index))
		return;
	for (guint i = 0; i < self->n_columns; i++) {
		ample[i] = ample_width(self, text, i);
		least[i] = MIN(ample[i], MAX(self->words[i], KEPT * self->widths[i]));
	}
	while (find_tight(self, done, &index)) {
		double lack = self->words[index] - self->widths[index];
		double rest = 0;

		done[index] = TRUE;
		take(self, index, lack, ample);
		lack = self->words[index] - self->widths[index];
		for (guint i = 0; i < self->n_columns; i++)
			rest += i != index ? MAX(0, self->widths[i] - least[i]) : 0;
		/* half a cure would cost the others lines and leave the name broken, and so would
		 * one for a name that is out of all proportion */
		if (rest >= lack && lack <= MOST * self->columns[index].width * CT_FLOW_WIDTH_PT)
			take(self, index, lack, least);
	}
}
