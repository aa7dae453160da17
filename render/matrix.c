/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawing matrices.  Only what is there is drawn: a frame, blocks, guides, and the cells that say
 * something.
 */
#include "render/matrix.h"

#include "analyzer/estate.h"

#define HEAD_H	 14.0
#define NUMBER_W 22.0
/* Every so many rows a line helps the eye. */
#define GUIDE 5

typedef struct {
	CtScene *scene;
	const CtMatrix *matrix;
	CtPoint at;
	double x; /* of the first column */
	double y; /* of the first row */
} Drawer;

static CtRect
cell_rect(const Drawer *self, guint column, guint row)
{
	double cell = self->matrix->cell;

	return (CtRect){ self->x + cell * column, self->y + cell * row, cell, cell };
}

/* A text that does not fit is left out: what a cell says is in its title too. */
static void
draw_mark(Drawer *self, CtStyleId style, CtRect rect, const char *text)
{
	CtRect box = { rect.x + 0.5, rect.y + 0.5, rect.w - 1, rect.h - 1 };

	ct_scene_box(self->scene, style, box);
	if (text != NULL && ct_text_width(self->scene->text, style, text) <= rect.w - 1)
		ct_scene_text(self->scene, style, box, CT_ALIGN_MIDDLE, text);
}

static void
draw_cell(Drawer *self, const CtMatrixCell *cell)
{
	ct_scene_begin(self->scene, (CtMeaning){ .title = cell->title, .desc = cell->desc });
	draw_mark(self, cell->style, cell_rect(self, cell->b, cell->a), cell->upper);
	if (cell->a != cell->b)
		draw_mark(self, cell->style, cell_rect(self, cell->a, cell->b), cell->lower);
	ct_scene_end(self->scene);
}

static void
draw_row(Drawer *self, guint index)
{
	const CtMatrixRow *row = &self->matrix->rows[index];
	CtRect diagonal = cell_rect(self, index, index);
	double left = self->at.x + self->matrix->block_w;
	const char *number = ct_scene_printf(self->scene, "%u", index + 1);
	CtRect label = { left + NUMBER_W, diagonal.y, self->matrix->label_w - 6, diagonal.h };

	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = row->id, .title = row->title, .href = row->href });
	ct_scene_text(self->scene, CT_STYLE_TICK,
		      (CtRect){ left, diagonal.y, NUMBER_W - 5, diagonal.h }, CT_ALIGN_END, number);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT, label, CT_ALIGN_START, row->label);
	ct_scene_end(self->scene);
	ct_scene_box(self->scene, CT_STYLE_DIAGONAL, diagonal);
	ct_scene_text(self->scene, CT_STYLE_TICK,
		      (CtRect){ diagonal.x - 4, self->at.y, diagonal.w + 8, HEAD_H },
		      CT_ALIGN_MIDDLE, number);
}

static void
draw_guides(Drawer *self)
{
	double side = self->matrix->cell * self->matrix->n_rows;

	for (guint i = 0; i <= self->matrix->n_rows; i++) {
		double offset = self->matrix->cell * i;

		if (i % GUIDE != 0 && i < self->matrix->n_rows)
			continue;
		ct_scene_line(self->scene, CT_STYLE_HAIR, self->x - self->matrix->label_w,
			      self->y + offset, self->x + side, self->y + offset);
		ct_scene_line(self->scene, CT_STYLE_HAIR, self->x + offset, self->y,
			      self->x + offset, self->y + side);
	}
}

static void
draw_block(Drawer *self, guint first, guint last)
{
	const CtMatrix *matrix = self->matrix;
	CtRect rect = cell_rect(self, first, first);
	guint block = matrix->rows[first].block;

	rect.w = rect.h = matrix->cell * (last - first);
	ct_scene_box(self->scene, CT_STYLE_BLOCK, rect);
	if (matrix->block_w > 0) {
		ct_scene_line(self->scene, CT_STYLE_RULE, self->at.x, rect.y, self->x, rect.y);
		ct_scene_text(self->scene, CT_STYLE_GROUP_NAME,
			      (CtRect){ self->at.x, rect.y, matrix->block_w - 4, matrix->cell },
			      CT_ALIGN_START, matrix->blocks[block]);
	}
}

static void
draw_blocks(Drawer *self)
{
	const CtMatrix *matrix = self->matrix;
	guint first = 0;

	for (guint i = 1; i <= matrix->n_rows; i++) {
		if (i < matrix->n_rows && matrix->rows[i].block == matrix->rows[first].block)
			continue;
		if (matrix->rows[first].block != CT_NONE)
			draw_block(self, first, i);
		first = i;
	}
}

CtPoint
ct_matrix_draw(CtScene *scene, const CtMatrix *matrix, CtPoint at)
{
	Drawer self = { scene, matrix, at, 0, 0 };
	double side = matrix->cell * matrix->n_rows;

	self.x = at.x + matrix->block_w + NUMBER_W + matrix->label_w;
	self.y = at.y + HEAD_H;
	draw_guides(&self);
	if (matrix->n_rows > 0)
		draw_blocks(&self);
	for (guint i = 0; i < matrix->n_rows; i++)
		draw_row(&self, i);
	for (guint i = 0; i < matrix->n_cells; i++)
		draw_cell(&self, &matrix->cells[i]);
	return (CtPoint){ self.x + side - at.x, HEAD_H + side };
}
