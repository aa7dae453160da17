/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of a drawing on sheets: whatever their sizes are, none stands on another one, none is cut by the end
 * of a sheet that could hold it, and as many sheets are enough as a shelf for each would take.
 */
#include <math.h>

#include "render/net-pack.h"

#define N_MOST 40

static const CtNetMargins margins = { 10, 10, 5 };
static const CtNetSheet sheet = { 1400, 1000, 70, 120, { 250, 330 } };

typedef struct {
	CtLayeredNode nodes[N_MOST];
	char ids[N_MOST][16];
	guint n;
	GArray *breaks;
	CtPoint foot;
	CtPoint size;
} World;

static void
world_clear(World *self)
{
	g_array_unref(self->breaks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* Boxes without lines: each is a part. */
static void
pack_boxes(World *self, GRand *rand, guint n, double most)
{
	self->n = n;
	self->breaks = g_array_new(FALSE, FALSE, sizeof(double));
	for (guint i = 0; i < n; i++) {
		g_snprintf(self->ids[i], sizeof(self->ids[i]), "box-%02u", i);
		self->nodes[i] = (CtLayeredNode){
			.id = self->ids[i],
			.width = floor(g_rand_double_range(rand, 40, most)),
			.height = floor(g_rand_double_range(rand, 40, most)),
			.at = { g_rand_double_range(rand, 0, 3000),
				g_rand_double_range(rand, 0, 3000) },
		};
	}
	self->size = ct_net_pack(self->nodes, n, NULL, 0, NULL, 0, &margins, &sheet, self->breaks,
				 &self->foot);
}

static CtRect
rect_of(const World *self, guint i)
{
	const CtLayeredNode *node = &self->nodes[i];

	return (CtRect){ node->at.x - node->width / 2, node->at.y - node->height / 2, node->width,
			 node->height };
}

static gboolean
apart(CtRect a, CtRect b)
{
	return a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h || b.y >= a.y + a.h;
}

static void
check_box(const World *self, guint i)
{
	CtRect rect = rect_of(self, i);

	g_assert_cmpfloat(rect.x, >=, 0);
	g_assert_cmpfloat(rect.y, >=, 0);
	g_assert_cmpfloat(rect.x + rect.w, <=, self->size.x + 0.01);
	g_assert_cmpfloat(rect.y + rect.h, <=, MIN(self->size.y, sheet.width) + 0.01);
	for (guint k = 0; k < i; k++)
		g_assert_true(apart(rect, rect_of(self, k)));
	for (guint b = 0; b < self->breaks->len; b++) {
		double end = g_array_index(self->breaks, double, b);

		g_assert_true(rect.x >= end || rect.x + rect.w <= end);
	}
}

static void
test_apart(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261122);
	guint sheets = 0;

	for (guint round = 0; round < 60; round++) {
		g_auto(World) self = { .n = 0 };
		double top = 0;

		pack_boxes(&self, rand, 1 + round % N_MOST, 100 + 10 * round);
		for (guint i = 0; i < self.n; i++)
			check_box(&self, i);
		for (guint b = 0; b <= self.breaks->len; b++) {
			double end = b < self.breaks->len ? g_array_index(self.breaks, double, b)
							  : self.size.x;

			g_assert_cmpfloat(end - top, <=, sheet.height + 10);
			g_assert_cmpfloat(end, >, top);
			top = end;
		}
		sheets += self.breaks->len;
	}
	g_assert_cmpuint(sheets, >, 30);
}

/* Legend and title block: below all, or where nothing else stands. */
static void
test_foot(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261123);
	guint between = 0;

	for (guint round = 0; round < 60; round++) {
		g_auto(World) self = { .n = 0 };
		CtRect foot;

		pack_boxes(&self, rand, 2 + round % 12, 500);
		foot = (CtRect){ self.foot.x, self.foot.y, sheet.block.x, sheet.block.y };
		if (self.foot.x > self.size.x) {
			g_assert_cmpfloat(self.foot.y, <=, 0);
			continue;
		}
		between++;
		for (guint i = 0; i < self.n; i++)
			g_assert_true(apart(foot, rect_of(&self, i)));
		g_assert_cmpfloat(foot.x + foot.w, <=, self.size.x + 0.01);
		g_assert_cmpfloat(foot.y + foot.h, <=, self.size.y + 0.01);
	}
	g_assert_cmpuint(between, >, 5);
	g_assert_cmpuint(between, <, 55);
}

/* What is linked stays as it stands. */
static void
test_whole(void)
{
	g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));
	CtLayeredNode nodes[] = {
		{ .id = "a", .width = 40, .height = 100, .at = { 500, 700 } },
		{ .id = "b", .width = 40, .height = 100, .at = { 500, 900 } },
		{ .id = "c", .width = 30, .height = 30, .at = { 100, 100 } },
	};
	CtLayeredEdge edge = { .from = 0, .to = 1, .points = points };
	CtPoint line[] = { { 500, 750 }, { 500, 850 } };
	CtPoint foot;

	g_array_append_vals(points, line, 2);
	ct_net_pack(nodes, 3, NULL, 0, &edge, 1, &margins, &sheet, breaks, &foot);
	g_assert_cmpfloat_with_epsilon(nodes[1].at.y - nodes[0].at.y, 200, 1e-9);
	g_assert_cmpfloat_with_epsilon(nodes[1].at.x - nodes[0].at.x, 0, 1e-9);
	for (guint i = 0; i < 2; i++) {
		CtPoint point = g_array_index(points, CtPoint, i);

		g_assert_cmpfloat_with_epsilon(point.x, nodes[0].at.x, 1e-9);
		g_assert_cmpfloat_with_epsilon(point.y, nodes[i].at.y + (i == 0 ? 50 : -50), 1e-9);
	}
	g_assert_cmpuint(breaks->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net-pack/apart", test_apart);
	g_test_add_func("/net-pack/foot", test_foot);
	g_test_add_func("/net-pack/whole", test_whole);
	return g_test_run();
}
