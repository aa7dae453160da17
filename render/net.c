/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The condensed graph as a drawing: measures boxes, lets layered.c place them, and paints.
 *
 * Boxes are wide and low, as they hold names; so the levels stand side by side and not above each other,
 * and a page is filled.  layered.c draws downwards: lengths and places are turned before and after.
 */
#include "render/net.h"

#include <math.h>

#include "render/frame.h"
#include "render/layered.h"
#include "render/lint.h"
#include "render/net-pack.h"

#define TILE_W	      15.0
#define PAD	      7.0
#define LINE_H	      11.5
#define MIN_BOX	      70.0
#define MAX_TEXT      190.0
#define MIN_W	      720.0
#define HEAD_H	      15.0
#define CORNER	      14.0
#define NODE_GAP      10.0
#define EDGE_GAP      8.0
#define LEVEL_GAP     24.0
#define MAX_ROUNDS    6
#define EFFORT	      20 /* many pages are drawn more than once, and none is large */
#define TOP	      (CT_FRAME_TITLE_PT + 14)
#define FOOT_H	      120.0 /* of legend and title block, about */
#define FOOT_GAP      12.0
#define LEGEND_HEAD   18.0
#define LEGEND_SAMPLE 46.0 /* beside a label */
#define LEGEND_ROW    17.0

typedef struct {
	CtScene *scene;
	const CtDepends *depends;
	guint focus;
	CtLayeredNode *nodes;
	CtLayeredEdge *edges;
	GArray *groups;	       /* of CtLayeredGroup */
	GPtrArray *names;      /* of the groups, borrowed */
	GArray *pools;	       /* of gboolean: is the group a pool? else a site */
	GHashTable *group_ids; /* id -> index + 1 */
	GArray *breaks;	       /* of double: where sheets end */
	double legend_w;       /* of one column of the legend */
	CtPoint foot;	       /* of legend and title block, x downwards */
} Net;

/* ---- Turning ---- */

/* Levels side by side, in points of the page. */
static CtPoint
turn(CtPoint point)
{
	return (CtPoint){ point.y + CT_FRAME_PAD_PT, point.x + TOP };
}

static CtPoint
turn_back(CtPoint point)
{
	return (CtPoint){ point.y - TOP, point.x - CT_FRAME_PAD_PT };
}

/* ---- Containers ---- */

static guint
find_group(Net *self, const char *id, guint parent, const char *name, gboolean pool)
{
	guint row = GPOINTER_TO_UINT(g_hash_table_lookup(self->group_ids, id));
	CtLayeredGroup group = { .parent = parent, .pad = HEAD_H + 2 };

	if (row > 0)
		return row;
	group.id = ct_scene_keep(self->scene, id);
	group.min_width = ct_text_width(self->scene->text,
					pool ? CT_STYLE_NET_POOL : CT_STYLE_SITE_LEGACY, name) +
			  16;
	g_array_append_val(self->groups, group);
	g_array_append_val(self->pools, pool);
	g_ptr_array_add(self->names, (gpointer)ct_scene_keep(self->scene, name));
	g_hash_table_insert(self->group_ids, (gpointer)group.id,
			    GUINT_TO_POINTER(self->groups->len));
	return self->groups->len;
}

/* The container of a box: of its pool, which is in that of its site, which is of one side. */
static guint
group_of(Net *self, const CtDependsBox *box)
{
	const char *side = box->legacy ? "Legacy" : "Target";
	g_autofree char *id = g_strdup_printf("%s/%s", side, box->site != NULL ? box->site : "");
	g_autofree char *name = box->site != NULL ? g_strdup_printf("%s: %s", side, box->site)
						  : g_strdup(side);
	guint site = find_group(self, id, 0, name, FALSE);

	if (box->pool == NULL)
		return site;
	return find_group(self, box->pool, site, ct_map_subject_identity(box->pool), TRUE);
}

/* ---- Sizes ---- */

static const char *
users_text(const Net *self, const CtDependsBox *box)
{
	g_autofree char *text = ct_text_counted(box->users, "user", "users");

	return ct_scene_keep(self->scene, text);
}

/* The lines of a box below its name, broken to fit into @room. */
static GPtrArray *
lines_of(const Net *self, const CtDependsBox *box, double room)
{
	const char *const texts[] = { box->detail, box->users > 0 ? users_text(self, box) : NULL,
				      box->fate, box->homes };
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GPtrArray) parts = NULL;

		if (texts[i] == NULL)
			continue;
		parts = ct_text_wrap(self->scene->text, CT_STYLE_NET_TEXT, texts[i], room);
		for (guint k = 0; k < parts->len; k++)
			g_ptr_array_add(lines,
					(gpointer)ct_scene_keep(self->scene, parts->pdata[k]));
	}
	return lines;
}

static double
text_width(const Net *self, const CtDependsBox *box)
{
	CtText *text = self->scene->text;
	double width = ct_text_width(text, CT_STYLE_NET_NAME, box->name) + TILE_W + 5;

	if (box->detail != NULL)
		width = MAX(width, ct_text_width(text, CT_STYLE_NET_TEXT, box->detail));
	if (box->fate != NULL)
		width = MAX(width, ct_text_width(text, CT_STYLE_NET_TEXT, box->fate));
	if (box->homes != NULL)
		width = MAX_TEXT;
	return MIN(width + 1, MAX_TEXT);
}

/* So wide that the title of a container with this box alone can be read. */
static double
group_title_width(Net *self, const CtDependsBox *box)
{
	g_autofree char *site = g_strdup_printf("Legacy: %s", box->site != NULL ? box->site : "");
	CtText *text = self->scene->text;
	double width = ct_text_width(text, CT_STYLE_SITE_LEGACY, site) - HEAD_H;

	if (box->pool != NULL)
		width = MAX(width, ct_text_width(text, CT_STYLE_NET_POOL,
						 ct_map_subject_identity(box->pool)) -
					   HEAD_H);
	return MAX(MIN_BOX, width);
}

static void
measure(Net *self, const CtPlaces *before)
{
	for (guint i = 0; i < self->depends->boxes->len; i++) {
		const CtDependsBox *box = ct_depends_box(self->depends, i);
		CtLayeredNode *node = &self->nodes[i];
		double width = MAX(text_width(self, box) + 2 * PAD, group_title_width(self, box));
		g_autoptr(GPtrArray) lines = lines_of(self, box, width - 2 * PAD);

		node->id = box->id;
		node->height = width;
		node->width = 22 + LINE_H * lines->len;
		node->group = group_of(self, box);
		node->has_previous = ct_places_get(before, self->scene->id, box->id,
						   &node->previous);
		node->previous = turn_back(node->previous);
	}
	for (guint i = 0; i < self->depends->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(self->depends, i);

		self->edges[i] = (CtLayeredEdge){
			.from = link->from,
			.to = link->to,
			.points = g_array_new(FALSE, FALSE, sizeof(CtPoint)),
		};
	}
}

static void
turn_all(Net *self)
{
	for (guint i = 0; i < self->depends->boxes->len; i++) {
		CtLayeredNode *node = &self->nodes[i];
		double width = node->height;

		node->height = node->width;
		node->width = width;
		node->at = turn(node->at);
	}
	for (guint i = 0; i < self->groups->len; i++) {
		CtLayeredGroup *group = &g_array_index(self->groups, CtLayeredGroup, i);
		CtPoint at = turn((CtPoint){ group->rect.x, group->rect.y });

		group->rect = (CtRect){ at.x, at.y, group->rect.h, group->rect.w };
	}
	for (guint i = 0; i < self->depends->links->len; i++)
		for (guint k = 0; k < self->edges[i].points->len; k++) {
			CtPoint *point = &g_array_index(self->edges[i].points, CtPoint, k);

			*point = turn(*point);
		}
}

/* ---- Painting ---- */

static CtStyleId
group_style(const Net *self, guint index)
{
	if (g_array_index(self->pools, gboolean, index))
		return CT_STYLE_NET_POOL;
	return g_str_has_prefix(self->names->pdata[index], "Target") ? CT_STYLE_SITE_TARGET
								     : CT_STYLE_SITE_LEGACY;
}

static void
draw_group(Net *self, guint index)
{
	const CtLayeredGroup *group = &g_array_index(self->groups, CtLayeredGroup, index);
	const char *name = self->names->pdata[index];
	gboolean pool = g_array_index(self->pools, gboolean, index);
	CtStyleId style = group_style(self, index);
	CtRect rect = group->rect;

	if (rect.w <= 0)
		return;
	ct_scene_begin(self->scene, (CtMeaning){ .id = pool ? group->id : NULL, .title = name });
	ct_scene_box(self->scene, style, rect);
	ct_scene_text(self->scene, style, (CtRect){ rect.x + 8, rect.y + 2, rect.w - 14, HEAD_H },
		      CT_ALIGN_START, name);
	ct_scene_end(self->scene);
}

static CtPoint
between(CtPoint a, CtPoint b, double part)
{
	return (CtPoint){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part };
}

/* From where the pen is straight to @to. */
static void
add_straight(GArray *curve, CtPoint to)
{
	CtPoint from = g_array_index(curve, CtPoint, curve->len - 1);
	const CtPoint part[] = { between(from, to, 1.0 / 3), between(from, to, 2.0 / 3), to };

	g_array_append_vals(curve, part, 3);
}

/* A line through @points with round corners, which an eye follows more easily than sharp ones. */
static void
draw_rounded(Net *self, CtStyleId style, const GArray *points)
{
	g_autoptr(GArray) curve = g_array_new(FALSE, FALSE, sizeof(CtPoint));

	g_array_append_val(curve, g_array_index(points, CtPoint, 0));
	for (guint i = 1; i + 1 < points->len; i++) {
		CtPoint last = g_array_index(points, CtPoint, i - 1);
		CtPoint at = g_array_index(points, CtPoint, i);
		CtPoint next = g_array_index(points, CtPoint, i + 1);
		double before = hypot(at.x - last.x, at.y - last.y);
		double after = hypot(next.x - at.x, next.y - at.y);
		double round = MIN(CORNER, MIN(before, after) / 2);
		CtPoint out;
		CtPoint corner[3];

		if (round < 0.5)
			continue;
		add_straight(curve, between(at, last, round / before));
		out = between(at, next, round / after);
		corner[0] = between(at, last, round / before / 3);
		corner[1] = between(at, next, round / after / 3);
		corner[2] = out;
		g_array_append_vals(curve, corner, 3);
	}
	add_straight(curve, g_array_index(points, CtPoint, points->len - 1));
	ct_scene_curve(self->scene, style, (const CtPoint *)(const void *)curve->data, curve->len);
}

static const struct {
	CtStyleId style;
	const char *verb;
	const char *verb_of_many;
} looks[CT_N_DEPENDS_KINDS] = {
	[CT_DEPENDS_HOMED] = { CT_STYLE_LINK_HOMED, "is homed on", "are homed on" },
	[CT_DEPENDS_USES] = { CT_STYLE_LINK_USES, "names", "name" },
	[CT_DEPENDS_NEEDS] = { CT_STYLE_LINK_NEEDS, "needs", "need" },
	[CT_DEPENDS_CIRCLE] = { CT_STYLE_LINK_CIRCLE, "is in a circle with",
				"are in a circle with" },
};

static void
draw_link(Net *self, guint index)
{
	const CtDependsLink *link = ct_depends_link(self->depends, index);
	const CtDependsBox *from = ct_depends_box(self->depends, link->from);
	const CtDependsBox *to = ct_depends_box(self->depends, link->to);
	GArray *points = self->edges[index].points;
	const char *verb = from->port == CT_PORT_MANY ? looks[link->kind].verb_of_many
						      : looks[link->kind].verb;

	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = ct_scene_printf(self->scene, "%s %s %s", from->name,
							     verb, to->name),
				    .desc = link->usage != NULL
						    ? ct_scene_keep(self->scene, link->usage)
						    : NULL });
	if (points->len > 1)
		draw_rounded(self, looks[link->kind].style, points);
	ct_scene_end(self->scene);
}

static CtStyleId
box_style(const Net *self, guint index)
{
	const CtDependsBox *box = ct_depends_box(self->depends, index);

	if (index == self->focus)
		return CT_STYLE_NET_FOCUS;
	if (box->port != CT_PORT_NONE)
		return CT_STYLE_NET_PORT;
	if (g_str_has_prefix(box->id, "objects:"))
		return CT_STYLE_NET_OBJECTS;
	return box->legacy ? CT_STYLE_BOX_LEGACY : CT_STYLE_BOX_TARGET;
}

static void
draw_box(Net *self, guint index)
{
	const CtDependsBox *box = ct_depends_box(self->depends, index);
	const CtLayeredNode *node = &self->nodes[index];
	CtRect rect = { node->at.x - node->width / 2, node->at.y - node->height / 2, node->width,
			node->height };
	CtRect tile = { rect.x + PAD - 2, rect.y + 4, TILE_W, 13 };
	CtRect line = { rect.x + PAD, rect.y + 18.5, rect.w - 2 * PAD, LINE_H };
	CtRect name = { rect.x + PAD, rect.y + 4, rect.w - 2 * PAD, 13 };
	g_autoptr(GPtrArray) lines = lines_of(self, box, line.w);

	ct_scene_begin(
		self->scene,
		(CtMeaning){
			.id = ct_scene_keep(self->scene, box->id),
			.title = ct_scene_keep(self->scene, box->name),
			.desc = box->fate != NULL ? ct_scene_keep(self->scene, box->fate) : NULL,
			.href = box->href != NULL ? ct_scene_keep(self->scene, box->href) : NULL });
	ct_scene_box(self->scene, box_style(self, index), rect);
	if (box->port != CT_PORT_MANY) {
		ct_scene_box(self->scene, box->legacy ? CT_STYLE_KIND_LEGACY : CT_STYLE_KIND_TARGET,
			     tile);
		ct_scene_text(self->scene, CT_STYLE_NET_NAME, tile, CT_ALIGN_MIDDLE,
			      ct_map_letter(box->kind));
		name.x += TILE_W + 3;
		name.w -= TILE_W + 3;
	}
	ct_scene_text(self->scene, CT_STYLE_NET_NAME, name, CT_ALIGN_START,
		      ct_scene_keep(self->scene, box->name));
	line.w += 0.6; /* what was broken to fit is not cut for a rounding */
	for (guint i = 0; i < lines->len; i++) {
		ct_scene_text(self->scene, CT_STYLE_NET_TEXT, line, CT_ALIGN_START,
			      lines->pdata[i]);
		line.y += LINE_H;
	}
	ct_scene_end(self->scene);
}

static void
draw_frame(Net *self, const CtViewInput *input, CtPoint size, double width)
{
	gboolean below = self->foot.x > size.x;
	CtPoint at = { CT_FRAME_PAD_PT + self->foot.y, TOP + self->foot.x };
	double legend_w = below ? width - CT_FRAME_BLOCK_W_PT - 30 : self->legend_w;
	double legend = ct_frame_legend_height(self->scene, legend_w);
	CtPoint block = { at.x, at.y + legend + FOOT_GAP };
	double bottom = TOP + size.x;

	if (below) {
		block = (CtPoint){ CT_FRAME_PAD_PT + width - CT_FRAME_BLOCK_W_PT, at.y + 2 };
		bottom = at.y + MAX(legend, CT_FRAME_BLOCK_H_PT);
	}
	for (guint i = 0; i < self->breaks->len; i++)
		ct_scene_break(self->scene, TOP + g_array_index(self->breaks, double, i));
	if (below)
		ct_scene_break(self->scene, at.y - 8);
	ct_frame_legend(self->scene, at.x, at.y, legend_w);
	ct_frame_block(self->scene, input->plan, input->date, block.x, block.y);
	ct_frame_page(self->scene, width + 2 * CT_FRAME_PAD_PT, bottom + 14);
}

static void
paint(Net *self)
{
	/* a container is behind what is in it: sites, then pools */
	for (guint pass = 0; pass < 2; pass++)
		for (guint i = 0; i < self->groups->len; i++)
			if (g_array_index(self->pools, gboolean, i) == (pass == 1))
				draw_group(self, i);
	for (guint i = 0; i < self->depends->links->len; i++)
		draw_link(self, i);
	for (guint i = 0; i < self->depends->boxes->len; i++)
		draw_box(self, i);
}

static double
rounded(double value)
{
	return floor(value * 100 + 0.5) / 100;
}

/* The places become those that are kept; have they changed? */
static gboolean
keep_places(Net *self)
{
	gboolean changed = FALSE;

	for (guint i = 0; i < self->depends->boxes->len; i++) {
		CtLayeredNode *node = &self->nodes[i];
		CtPoint at = { rounded(node->at.x), rounded(node->at.y) };

		changed = changed || !node->has_previous || node->previous.x < at.x ||
			  node->previous.x > at.x || node->previous.y < at.y ||
			  node->previous.y > at.y;
		node->previous = at;
		node->has_previous = TRUE;
	}
	return changed;
}

/* How many rows the legend is going to have; sets the width that one column of it needs. */
static guint
count_legend(Net *self)
{
	gboolean used[CT_N_STYLES] = { FALSE };
	guint count = 0;

	for (guint i = 0; i < self->groups->len; i++)
		used[group_style(self, i)] = TRUE;
	for (guint i = 0; i < self->depends->boxes->len; i++)
		used[box_style(self, i)] = TRUE;
	for (guint i = 0; i < self->depends->links->len; i++)
		used[looks[ct_depends_link(self->depends, i)->kind].style] = TRUE;
	self->legend_w = CT_FRAME_BLOCK_W_PT;
	for (guint i = 0; i < CT_N_STYLES; i++) {
		const char *label = used[i] ? ct_style(i)->legend : NULL;

		if (label == NULL)
			continue;
		count++;
		self->legend_w = MAX(self->legend_w,
				     LEGEND_SAMPLE + ct_text_width(self->scene->text, CT_STYLE_NOTE,
								   label));
	}
	return count;
}

/* What A3 has room for with the smallest type that can be read. */
static CtNetSheet
largest_sheet(Net *self)
{
	const CtSheet *paper = ct_lint_sheet(CT_PAPER_A3);
	double points = ct_style(CT_STYLE_NET_TEXT)->size_pt / CT_TYPE_MIN_PT;
	double legend = LEGEND_HEAD + LEGEND_ROW * count_legend(self);

	return (CtNetSheet){ paper->width * points - 2 * CT_FRAME_PAD_PT,
			     paper->height * points,
			     TOP,
			     FOOT_H,
			     { legend + FOOT_GAP + CT_FRAME_BLOCK_H_PT, self->legend_w } };
}

/* Places that are kept have to be found again when nothing changes, to the last digit, or a plan that is
 * drawn again would differ from itself: so the drawing is repeated until it is what it is made from. */
static CtPoint
place(Net *self, const CtLayeredOptions *options)
{
	const CtNetMargins margins = { HEAD_H + 2, 9, NODE_GAP };
	const CtNetSheet sheet = largest_sheet(self);
	CtPoint size = { 0, 0 };

	for (guint i = 0; i < MAX_ROUNDS; i++) {
		for (guint k = 0; k < self->depends->links->len; k++)
			g_array_set_size(self->edges[k].points, 0);
		g_array_set_size(self->breaks, 0);
		ct_layered_draw_groups(self->nodes, self->depends->boxes->len,
				       (CtLayeredGroup *)(void *)self->groups->data,
				       self->groups->len, self->edges, self->depends->links->len,
				       options);
		size = ct_net_pack(self->nodes, self->depends->boxes->len,
				   (CtLayeredGroup *)(void *)self->groups->data, self->groups->len,
				   self->edges, self->depends->links->len, &margins, &sheet,
				   self->breaks, &self->foot);
		if (!keep_places(self))
			break;
	}
	for (guint i = 0; i < self->depends->boxes->len; i++)
		self->nodes[i].at = self->nodes[i].previous;
	return size;
}

CtScene *
ct_net_draw(const CtViewInput *input, const CtDepends *depends, const char *id, const char *title,
	    const char *subtitle, guint focus)
{
	CtScene *scene = ct_scene_new(input->text, id, title,
				      "What needs what: arrows point from what depends to what it "
				      "needs");
	g_autofree CtLayeredNode *nodes = g_new0(CtLayeredNode, depends->boxes->len + 1);
	g_autofree CtLayeredEdge *edges = g_new0(CtLayeredEdge, depends->links->len + 1);
	g_autoptr(GArray) groups = g_array_new(FALSE, TRUE, sizeof(CtLayeredGroup));
	g_autoptr(GArray) pools = g_array_new(FALSE, TRUE, sizeof(gboolean));
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GHashTable) group_ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(double));
	Net self = { scene, depends, focus,	nodes,	edges, groups,
		     names, pools,   group_ids, breaks, 0,     { 0, 0 } };
	CtLayeredOptions options = ct_layered_options();
	CtPoint size; /* x downwards */
	double width;

	options.aspect = 0.7;
	options.effort = EFFORT;
	options.node_gap = NODE_GAP;
	options.edge_gap = EDGE_GAP;
	options.level_gap = LEVEL_GAP;
	measure(&self, input->before);
	size = place(&self, &options);
	turn_all(&self);
	width = MAX(MAX(MIN_W, size.y),
		    ct_text_width(input->text, CT_STYLE_SUBTITLE, subtitle) + 1);
	width = MAX(width, self.legend_w + 30 + CT_FRAME_BLOCK_W_PT);
	ct_frame_page(scene, width + 2 * CT_FRAME_PAD_PT, 100);
	ct_frame_title(scene, scene->width - 2 * CT_FRAME_PAD_PT, title, subtitle);
	paint(&self);
	draw_frame(&self, input, size, width);
	for (guint i = 0; i < depends->links->len; i++)
		g_array_unref(edges[i].points);
	return scene;
}
