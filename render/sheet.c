/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the views that are tables or charts have in common.
 */
#include "render/sheet.h"

#include "render/frame.h"

#define BLOCK_GAP_PT 30.0

void
ct_sheet_begin(CtScene *scene, double width, const char *subtitle)
{
	ct_frame_page(scene, width, CT_SHEET_TOP_PT);
	ct_frame_title(scene, width - 2 * CT_FRAME_PAD_PT, scene->title, subtitle);
}

void
ct_sheet_finish(CtScene *scene, const CtViewInput *input, double y)
{
	double room = scene->width - 2 * CT_FRAME_PAD_PT;
	double legend_w = room - CT_FRAME_BLOCK_W_PT - BLOCK_GAP_PT;
	double legend = ct_frame_legend_height(scene, legend_w);

	ct_frame_legend(scene, CT_FRAME_PAD_PT, y, legend_w);
	ct_frame_block(scene, input->plan, input->date,
		       scene->width - CT_FRAME_PAD_PT - CT_FRAME_BLOCK_W_PT, y + 2);
	ct_frame_page(scene, scene->width, y + MAX(legend, CT_FRAME_BLOCK_H_PT + 2) + 14);
}

void
ct_sheet_head(CtScene *scene, CtRect rect, const char *text)
{
	g_autoptr(GPtrArray) lines = ct_text_wrap(scene->text, CT_STYLE_TICK, text, rect.w - 2);
	double line_h = ct_text_height(scene->text, CT_STYLE_TICK);
	guint count = MIN(lines->len, MAX(1, (guint)(rect.h / line_h)));

	for (guint i = 0; i < count; i++) {
		const char *line = lines->pdata[i];
		double y = rect.y + rect.h - line_h * (count - i);

		/* shows that there is more */
		if (i + 1 == count && lines->len > count)
			line = ct_scene_printf(scene, "%s \xe2\x80\xa6", line);
		ct_scene_text(scene, CT_STYLE_TICK, (CtRect){ rect.x, y, rect.w, line_h },
			      CT_ALIGN_MIDDLE, line);
	}
}

/* How many steps of the whole plan the step stands for: a digest puts waves together, a step each. */
static guint
steps_behind(const CtPlan *plan, const CtPlanStep *step)
{
	const CtPlanWave *wave = step->wave != NULL ? ct_plan_find_wave(plan, step->wave) : NULL;

	return wave != NULL && wave->n_waves > 0 ? wave->n_waves : 1;
}

guint *
ct_sheet_steps(const CtPlan *plan)
{
	const CtPlan *whole = ct_plan_whole(plan);
	guint *rows = g_new0(guint, whole->steps->len + 1);
	guint next = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		guint count = steps_behind(plan, ct_plan_step(plan, i));

		for (guint k = 0; k < count && next < whole->steps->len; k++)
			rows[next++] = i;
	}
	return rows;
}

guint *
ct_sheet_waves(const CtPlan *plan)
{
	const CtPlan *whole = ct_plan_whole(plan);
	g_autofree guint *steps = ct_sheet_steps(plan);
	g_autoptr(GHashTable) wave_rows = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) moved_by = g_hash_table_new(g_str_hash, g_str_equal);
	guint *rows = g_new0(guint, whole->waves->len + 1);

	for (guint i = 0; i < plan->waves->len; i++)
		g_hash_table_insert(wave_rows,
				    (gpointer)g_array_index(plan->waves, CtPlanWave, i).id,
				    GUINT_TO_POINTER(i));
	for (guint i = 0; i < whole->steps->len; i++) {
		const char *wave = ct_plan_step(whole, i)->wave;

		if (wave != NULL)
			g_hash_table_insert(moved_by, (gpointer)wave,
					    (gpointer)ct_plan_step(plan, steps[i])->wave);
	}
	for (guint i = 0; i < whole->waves->len; i++) {
		const char *id = g_array_index(whole->waves, CtPlanWave, i).id;
		const char *row = g_hash_table_lookup(moved_by, id);

		if (plan == whole)
			rows[i] = i;
		else
			rows[i] = GPOINTER_TO_UINT(
				g_hash_table_lookup(wave_rows, row != NULL ? row : id));
	}
	return rows;
}

const char *
ct_sheet_subject(CtScene *scene, const char *kind, const char *identity)
{
	g_autofree char *folded = g_utf8_strdown(identity, -1);

	return ct_scene_printf(scene, "%s:%s", kind, folded);
}
