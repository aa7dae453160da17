/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The band of checkpoints on the timeline: a diamond each, with the way back to it.
 *
 * In a sum there is no room for hundreds of them: neighbours share a diamond that says how many they are,
 * as far as what follows them all can be undone, or cannot.  The ways back are left out there, since a plan
 * goes back to one of them and not to the first.
 */
#include "render/timeline-view.h"

#include <string.h>

#include "render/digest.h"

#define CHECK_W 24.0
#define RUN_W	37.0 /* of a diamond that may stand for several */
#define DIAMOND 6.5

static const CtCheckpoint *
checkpoint_at(const CtTimelineView *self, guint index)
{
	return &g_array_index(self->plan->checkpoints, CtCheckpoint, index);
}

static gboolean
is_last(const CtTimelineView *self, guint index)
{
	return checkpoint_at(self, index)->point_of_no_return;
}

/* In a sum, only where what follows cannot be undone any more, or can again. */
static gboolean
needs_room(const CtTimelineView *self, guint index)
{
	return !self->sum || is_last(self, index) != is_last(self, index - 1);
}

void
ct_timeline_need_checkpoints(CtTimelineView *self)
{
	guint64 last = 0;

	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		guint64 minute = ct_timeline_checkpoint(self->plan, checkpoint_at(self, i));

		if (i > 0 && !needs_room(self, i))
			continue;
		if (i > 0 && minute > last)
			ct_axis_need(self->axis, last, minute, self->sum ? RUN_W : CHECK_W);
		last = MAX(minute, last);
	}
}

double
ct_timeline_checkpoint_x(const CtTimelineView *self, guint index)
{
	if (index >= self->plan->checkpoints->len)
		return self->end_x;
	return ct_axis_x(self->axis,
			 ct_timeline_checkpoint(self->plan, checkpoint_at(self, index)));
}

/* The way back from the end of a span to its checkpoint. */
static void
draw_rollback(CtTimelineView *self, guint index)
{
	double x1 = ct_timeline_checkpoint_x(self, index) + 1;
	double x2 = ct_timeline_checkpoint_x(self, index + 1) - 1;
	double y = self->y + 29;
	double lift = MIN(26, 10 + (x2 - x1) * 0.12);
	double lean = MIN(18, (x2 - x1) * 0.3);
	CtPoint arc[] = { { x2, y }, { x2 - lean, y - lift }, { x1 + lean, y - lift }, { x1, y } };

	if (x2 - x1 > 6)
		ct_scene_curve(self->scene, CT_STYLE_ROLLBACK, arc, 4);
}

/* Room for the id of a checkpoint: up to its neighbours, so that long ids are whole where they can. */
static double
checkpoint_room(const CtTimelineView *self, guint index)
{
	double x = ct_timeline_checkpoint_x(self, index);
	double left = index > 0 ? x - ct_timeline_checkpoint_x(self, index - 1) : CHECK_W;
	double right = ct_timeline_checkpoint_x(self, index + 1) - x;

	return MAX(CHECK_W, MIN(left, right));
}

static void
draw_checkpoint(CtTimelineView *self, guint index)
{
	const CtCheckpoint *checkpoint = checkpoint_at(self, index);
	gboolean last = checkpoint->point_of_no_return;
	double x = ct_timeline_checkpoint_x(self, index);
	double room = checkpoint_room(self, index);
	g_autofree char *minutes = ct_text_minutes(checkpoint->minutes);
	const char *way = last ? "the step after it cannot be undone"
			       : ct_scene_printf(self->scene, "rollback in %u steps, %s",
						 checkpoint->rollback->len, minutes);

	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = checkpoint->id,
				    .title = ct_scene_printf(self->scene, "%s: %s", checkpoint->id,
							     checkpoint->title),
				    .desc = way,
				    .href = ct_scene_printf(self->scene, "#%s", checkpoint->id) });
	if (!last && checkpoint->rollback->len > 0)
		draw_rollback(self, index);
	ct_scene_diamond(self->scene, last ? CT_STYLE_CHECKPOINT_LAST : CT_STYLE_CHECKPOINT,
			 (CtPoint){ x, self->y + 36 }, DIAMOND);
	ct_scene_text(self->scene, CT_STYLE_CHECKPOINT,
		      (CtRect){ x - room / 2, self->y + 43, room, 12 }, CT_ALIGN_MIDDLE,
		      checkpoint->id);
	ct_scene_end(self->scene);
}

/* ---- Of a sum ---- */

/* Has the diamond of a checkpoint room before what follows cannot be undone any more, or can again? */
static gboolean
has_room(const CtTimelineView *self, guint index)
{
	double x = ct_timeline_checkpoint_x(self, index);

	for (guint i = index + 1;
	     i < self->plan->checkpoints->len && ct_timeline_checkpoint_x(self, i) < x + RUN_W; i++)
		if (is_last(self, i) != is_last(self, index))
			return FALSE;
	return TRUE;
}

/* The first checkpoint after @index that does not share its diamond. */
static guint
end_of_run(const CtTimelineView *self, guint index)
{
	guint count = self->plan->checkpoints->len;
	double x = ct_timeline_checkpoint_x(self, index);
	guint end = index + 1;

	for (; end < count; end++) {
		double next = ct_timeline_checkpoint_x(self, end);

		if (next < x + 1)
			continue;
		if (is_last(self, end) != is_last(self, end - 1) ||
		    (next >= x + RUN_W && has_room(self, end)))
			break;
	}
	return end;
}

static const char *
tell_run(CtTimelineView *self, guint from, guint end)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = from; i < end; i++)
		g_string_append_printf(text, "%s%s: %s", i > from ? "; " : "",
				       checkpoint_at(self, i)->id, checkpoint_at(self, i)->title);
	return ct_scene_keep(self->scene, text->str);
}

/* In a digest "c12-c15" is a checkpoint: a run of them is from the first part of its first to the last part
 * of its last. */
static const char *
first_part(CtTimelineView *self, const char *id)
{
	const char *dash = strchr(id, '-');

	return dash != NULL ? ct_scene_printf(self->scene, "%.*s", (int)(dash - id), id) : id;
}

static void
draw_run(CtTimelineView *self, guint from, guint end)
{
	const CtCheckpoint *checkpoint = checkpoint_at(self, from);
	const char *first = first_part(self, checkpoint->id);
	const char *last = ct_digest_last_id(checkpoint_at(self, end - 1)->id);
	double x = ct_timeline_checkpoint_x(self, from);
	const char *id = checkpoint->id;
	const char *title = ct_scene_printf(self->scene, "%s: %s", id, checkpoint->title);
	gboolean no_way_back = FALSE;
	const char *until;

	for (guint i = from; i < end; i++)
		no_way_back = no_way_back || is_last(self, i);
	if (end - from > 1) {
		id = ct_scene_printf(self->scene, "checkpoints:%s-%s", first, last);
		title = ct_scene_printf(self->scene, "%s to %s", first, last);
	}
	ct_scene_begin(self->scene,
		       (CtMeaning){ .id = id,
				    .title = title,
				    .desc = tell_run(self, from, end),
				    .href = ct_scene_printf(self->scene, "#%s", checkpoint->id) });
	ct_scene_diamond(self->scene, no_way_back ? CT_STYLE_CHECKPOINT_LAST : CT_STYLE_CHECKPOINT,
			 (CtPoint){ x, self->y + 16 }, DIAMOND);
	ct_scene_text(self->scene, CT_STYLE_CHECKPOINT,
		      (CtRect){ x - RUN_W / 2 + 1, self->y + 24, RUN_W - 2, 12 }, CT_ALIGN_MIDDLE,
		      first);
	until = ct_scene_printf(self->scene, "to %s", last);
	if (ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, until) > RUN_W - 2)
		until = ct_scene_printf(self->scene, "\xe2\x80\x93 %s", last);
	if (strcmp(first, last) != 0)
		ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
			      (CtRect){ x - RUN_W / 2 + 1, self->y + 35, RUN_W - 2, 12 },
			      CT_ALIGN_MIDDLE, until);
	ct_scene_end(self->scene);
}

void
ct_timeline_draw_checkpoints(CtTimelineView *self)
{
	guint count = self->plan->checkpoints->len;

	for (guint i = 0, end; i < count; i = end) {
		end = self->sum ? end_of_run(self, i) : i + 1;
		if (self->sum)
			draw_run(self, i, end);
		else
			draw_checkpoint(self, i);
	}
	if (count > 0)
		ct_timeline_draw_label(self, CT_TIMELINE_CHECK_H, "Checkpoints");
}

void
ct_timeline_draw_guides(CtTimelineView *self, double y, double bottom)
{
	for (guint i = 0; i < self->plan->checkpoints->len; i++) {
		const CtCheckpoint *checkpoint = checkpoint_at(self, i);
		double x = ct_timeline_checkpoint_x(self, i);

		if (g_str_equal(checkpoint->kind, "cutover") ||
		    g_str_equal(checkpoint->kind, "wave") || g_str_equal(checkpoint->kind, "start"))
			ct_scene_line(self->scene, CT_STYLE_GUIDE, x, y, x, bottom);
	}
}
