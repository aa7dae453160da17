/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Title, legend and title block.  The legend is drawn with the very styles that it explains, so it
 * cannot be out of step with the drawing.
 */
#include "render/frame.h"

#include <math.h>

#define SAMPLE_W_PT 30.0
#define ENTRY_W_PT  220.0
#define ENTRY_H_PT  17.0
#define HEAD_H_PT   18.0
/* between a sample and its label, and behind the label */
#define SAMPLE_GAP_PT 8.0
#define ENTRY_GAP_PT  6.0
/* at the edges of the title block */
#define BLOCK_PAD_PT 8.0

void
ct_frame_page(CtScene *scene, double width, double height)
{
	/* whole numbers: of a part of a pixel some make a whole one, and some scale the drawing */
	scene->width = ceil(width);
	scene->height = ceil(height);
	/* the background is the first thing painted, but its size is known last */
	for (guint i = 0; i < scene->items->len; i++) {
		CtItem *item = &g_array_index(scene->items, CtItem, i);

		if (item->style == CT_STYLE_PAGE && item->kind == CT_ITEM_BOX) {
			item->rect = (CtRect){ 0, 0, scene->width, scene->height };
			return;
		}
	}
	ct_scene_box(scene, CT_STYLE_PAGE, (CtRect){ 0, 0, scene->width, scene->height });
}

void
ct_frame_title(CtScene *scene, double width, const char *title, const char *subtitle)
{
	ct_scene_text(scene, CT_STYLE_TITLE, (CtRect){ CT_FRAME_PAD_PT, 16, width, 26 },
		      CT_ALIGN_START, title);
	ct_scene_text(scene, CT_STYLE_SUBTITLE, (CtRect){ CT_FRAME_PAD_PT, 42, width, 16 },
		      CT_ALIGN_START, subtitle);
}

/* What a style with a legend means; its letter stands in the sample. */
static const char *
legend_label(CtStyleId id)
{
	const CtStyle *style = ct_style(id);

	return style->legend + (style->looks & CT_LOOK_LETTER ? 3 : 0);
}

/* As many as hold the longest label. */
static guint
legend_columns(const CtScene *scene, const GArray *rows, double width)
{
	double entry_w = ENTRY_W_PT;

	for (guint i = 0; i < rows->len; i++) {
		const char *label = legend_label(g_array_index(rows, CtStyleId, i));

		entry_w = MAX(entry_w, ct_text_width(scene->text, CT_STYLE_NOTE, label) +
					       SAMPLE_W_PT + SAMPLE_GAP_PT + ENTRY_GAP_PT);
	}
	return MAX(1, (guint)(width / entry_w));
}

double
ct_frame_legend_height(const CtScene *scene, double width)
{
	g_autoptr(GArray) rows = ct_scene_legend(scene);
	guint columns = legend_columns(scene, rows, width);

	if (rows->len == 0)
		return 0;
	return HEAD_H_PT + ENTRY_H_PT * ((rows->len + columns - 1) / columns);
}

static void
draw_sample(CtScene *scene, CtStyleId id, double x, double y)
{
	const CtStyle *style = ct_style(id);
	double middle = y + ENTRY_H_PT / 2;

	if (style->looks & CT_LOOK_DIAMOND) {
		ct_scene_diamond(scene, id, (CtPoint){ x + SAMPLE_W_PT / 2, middle }, 5.5);
	} else if (style->looks & CT_LOOK_CURVED) {
		CtPoint arc[] = { { x + SAMPLE_W_PT, middle + 4 },
				  { x + SAMPLE_W_PT - 6, middle - 7 },
				  { x + 6, middle - 7 },
				  { x, middle + 4 } };

		ct_scene_curve(scene, id, arc, 4);
	} else if (style->fill == CT_COLOUR_NONE) {
		ct_scene_line(scene, id, x, middle, x + SAMPLE_W_PT, middle);
	} else {
		ct_scene_box(scene, id, (CtRect){ x + 1, middle - 5.5, SAMPLE_W_PT - 2, 11 });
		if (style->looks & CT_LOOK_LETTER) {
			const char *letter = ct_scene_printf(scene, "%c", style->legend[0]);

			ct_scene_text(scene, id,
				      (CtRect){ x + 1, middle - 5.5, SAMPLE_W_PT - 2, 11 },
				      CT_ALIGN_MIDDLE, letter);
		}
	}
}

void
ct_frame_legend(CtScene *scene, double x, double y, double width)
{
	g_autoptr(GArray) rows = ct_scene_legend(scene);
	guint columns = legend_columns(scene, rows, width);
	guint per_column = (rows->len + columns - 1) / columns;
	double entry_w = width / columns;

	if (rows->len == 0)
		return;
	ct_scene_begin(scene, (CtMeaning){ .id = ct_scene_printf(scene, "%s-legend", scene->id),
					   .title = "Legend" });
	ct_scene_text(scene, CT_STYLE_STRONG, (CtRect){ x, y, width, HEAD_H_PT - 4 },
		      CT_ALIGN_START, "Legend");
	for (guint i = 0; i < rows->len; i++) {
		CtStyleId id = g_array_index(rows, CtStyleId, i);
		double left = x + entry_w * (i / per_column);
		double top = y + HEAD_H_PT + ENTRY_H_PT * (i % per_column);
		double text = left + SAMPLE_W_PT + SAMPLE_GAP_PT;

		draw_sample(scene, id, left, top);
		ct_scene_text(scene, CT_STYLE_NOTE,
			      (CtRect){ text, top, left + entry_w - text - ENTRY_GAP_PT,
					ENTRY_H_PT },
			      CT_ALIGN_START, legend_label(id));
	}
	ct_scene_end(scene);
}

char *
ct_frame_digest(const CtPlan *plan)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (guint i = 0; i < plan->inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(plan->inputs, CtPlanInput, i);

		g_checksum_update(sum, (const guchar *)input->sha256, -1);
		g_checksum_update(sum, (const guchar *)"\n", 1);
	}
	return g_strndup(g_checksum_get_string(sum), 12);
}

void
ct_frame_block(CtScene *scene, const CtPlan *plan, const char *date, double x, double y)
{
	static const char *const names[] = { "Inputs", "Made by", "Date", "Revision", "Reviewer" };
	g_autofree char *digest = ct_frame_digest(plan);
	const double row = CT_FRAME_BLOCK_H_PT / G_N_ELEMENTS(names);
	const char *values[G_N_ELEMENTS(names)];
	double names_w = 0;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		names_w = MAX(names_w, ct_text_width(scene->text, CT_STYLE_NOTE, names[i]) + 1);
	values[0] = ct_scene_printf(scene, "%u files, digest %s", plan->inputs->len, digest);
	values[1] = plan->tool;
	values[2] = date != NULL ? date : "";
	values[3] = "";
	values[4] = "";
	ct_scene_begin(scene,
		       (CtMeaning){ .id = ct_scene_printf(scene, "%s-title-block", scene->id),
				    .title = "Title block" });
	ct_scene_box(scene, CT_STYLE_FRAME,
		     (CtRect){ x, y, CT_FRAME_BLOCK_W_PT, CT_FRAME_BLOCK_H_PT });
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		double top = y + row * i;

		if (i > 0)
			ct_scene_line(scene, CT_STYLE_HAIR, x, top, x + CT_FRAME_BLOCK_W_PT, top);
		ct_scene_text(scene, CT_STYLE_NOTE, (CtRect){ x + BLOCK_PAD_PT, top, names_w, row },
			      CT_ALIGN_START, names[i]);
		if (values[i] != NULL && values[i][0] != '\0')
			ct_scene_text(scene, CT_STYLE_STRONG,
				      (CtRect){ x + names_w + 2 * BLOCK_PAD_PT, top,
						CT_FRAME_BLOCK_W_PT - names_w - 3 * BLOCK_PAD_PT,
						row },
				      CT_ALIGN_START, values[i]);
	}
	ct_scene_end(scene);
}
