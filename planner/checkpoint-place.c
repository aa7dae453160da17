/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best places for checkpoints, by dynamic programming over the order of the steps.
 *
 * What a stretch of steps without a checkpoint costs does not depend on the others, and with sums over all
 * steps from the first on it is found at once.  So the best places up to a step are those up to the start of
 * its last stretch, and that stretch; a stretch never reaches over a checkpoint that is due.  With a limit on
 * their number the same is done for each number of checkpoints.
 */
#include "planner/checkpoint-place.h"

typedef struct {
	const CtPlacing *placing;
	guint64 *sum;	 /* by step, and one more: minutes of all steps before it */
	guint64 *sums;	 /* by step, and one more: of @sum of all steps up to it */
	gboolean counts; /* there is a layer for each number of further checkpoints */
	guint layers;
	guint64 *
		best; /* by layer and step: what all before the step costs, a checkpoint before it */
	guint *from;  /* the same: where the stretch before it begins */
} Table;

/* Thousandths of minutes of rework of the steps from @start to before @end. */
static guint64
stretch(const Table *self, guint start, guint end)
{
	return self->placing->failing *
	       (self->sums[end] - self->sums[start] - (end - start) * self->sum[start]);
}

guint64
ct_placing_rework(const CtPlacing *self, const gboolean *stands)
{
	guint64 since = 0;
	guint64 all = 0;

	for (guint i = 0; i < self->n_steps; i++) {
		if (stands[i])
			since = 0;
		since += self->again[i];
		all += since;
	}
	return self->failing * all;
}

static void
table_init(Table *self, const CtPlacing *placing, gboolean counts)
{
	guint layers = counts ? placing->most + 1 : 1;
	guint n = placing->n_steps;

	self->placing = placing;
	self->counts = counts;
	self->layers = layers;
	self->sum = g_new0(guint64, n + 1);
	self->sums = g_new0(guint64, n + 1);
	self->best = g_new(guint64, (gsize)layers * (n + 1));
	self->from = g_new0(guint, (gsize)layers * (n + 1));
	for (guint i = 0; i < n; i++) {
		self->sum[i + 1] = self->sum[i] + placing->again[i];
		self->sums[i + 1] = self->sums[i] + self->sum[i + 1];
	}
	for (gsize i = 0; i < (gsize)layers * (n + 1); i++)
		self->best[i] = G_MAXUINT64;
	self->best[0] = 0;
}

static void
table_clear(Table *self)
{
	g_free(self->sum);
	g_free(self->sums);
	g_free(self->best);
	g_free(self->from);
}

/* A stretch from @start to before @end, behind the best of @layer up to @start. */
static void
try_stretch(Table *self, guint layer, guint start, guint end)
{
	const CtPlacing *placing = self->placing;
	gsize row = (gsize)placing->n_steps + 1;
	gboolean more = end < placing->n_steps && !placing->due[end];
	guint next = layer + (more && self->counts ? 1 : 0);
	guint64 cost = self->best[layer * row + start];

	if (cost == G_MAXUINT64 || next >= self->layers)
		return;
	cost += stretch(self, start, end) + (more ? (guint64)1000 * placing->minutes : 0);
	/* of equal ones the longer stretch, which is tried later */
	if (cost > self->best[next * row + end])
		return;
	self->best[next * row + end] = cost;
	self->from[next * row + end] = start;
}

static void
fill(Table *self)
{
	const CtPlacing *placing = self->placing;

	for (guint end = 1; end <= placing->n_steps; end++) {
		if (end < placing->n_steps && placing->shut[end] && !placing->due[end])
			continue;
		for (guint layer = 0; layer < self->layers; layer++)
			for (guint start = end; start > 0; start--) {
				try_stretch(self, layer, start - 1, end);
				/* nothing reaches over a checkpoint that is due */
				if (placing->due[start - 1])
					break;
			}
	}
}

/* Marks the checkpoints of the best plan; returns how many of them are not due. */
static guint
read_back(const Table *self, gboolean *stands)
{
	const CtPlacing *placing = self->placing;
	gsize row = (gsize)placing->n_steps + 1;
	guint layer = 0;
	guint count = 0;

	for (guint i = 0; i < placing->n_steps; i++)
		stands[i] = FALSE;
	for (guint i = 1; i < self->layers; i++)
		if (self->best[i * row + placing->n_steps] <
		    self->best[layer * row + placing->n_steps])
			layer = i;
	for (guint at = placing->n_steps; at > 0;) {
		guint start = self->from[layer * row + at];

		stands[start] = TRUE;
		/* the stretch that ends at a further checkpoint counts it */
		if (at < placing->n_steps && !placing->due[at]) {
			count++;
			layer -= self->counts ? 1 : 0;
		}
		at = start;
	}
	return count;
}

static guint
solve(const CtPlacing *self, gboolean counts, gboolean *stands)
{
	Table table = { 0 };
	guint count;

	table_init(&table, self, counts);
	fill(&table);
	count = read_back(&table, stands);
	table_clear(&table);
	return count;
}

void
ct_placing_solve(const CtPlacing *self, gboolean *stands)
{
	if (self->n_steps == 0)
		return;
	if (solve(self, FALSE, stands) > self->most)
		solve(self, TRUE, stands);
}
