/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model of the user flow: what flows, in which order, and how high.
 *
 * The middle column is time, which must not be disturbed; so each outer column is the problem of
 * ordering one side of a bipartite graph while the other is fixed.  For two nodes the crossings
 * between their bands depend only on which of them stands above, so a matrix of them is made once and
 * nodes are sifted through it: each in turn goes where it costs least, until none wants to move
 * (Matuszewski, Schoenfeld and Molitor, "Using sifting for k-layer straightline crossing
 * minimization", 1999).  That starts from the order in which nodes were made, and moves only for a
 * gain, so equal drawings stay equal and small changes stay small.  First within each group, then
 * whole groups.
 */
#include "render/bands.h"

#include <string.h>

#define MAX_ROUNDS 12
#define HALVINGS   40
#define STRETCH	   1.12
/* A band is seen however few it carries. */
#define BAND_MIN_PT 1.0

static CtBandNode *
node_at(const CtBands *self, guint index)
{
	return &g_array_index(self->nodes, CtBandNode, index);
}

static CtBand *
band_at(const CtBands *self, guint index)
{
	return &g_array_index(self->bands, CtBand, index);
}

static guint
nth(const GArray *order, guint position)
{
	return g_array_index(order, guint, position);
}

CtBands *
ct_bands_new(void)
{
	CtBands *self = g_new0(CtBands, 1);

	self->nodes = g_array_new(FALSE, TRUE, sizeof(CtBandNode));
	self->bands = g_array_new(FALSE, TRUE, sizeof(CtBand));
	for (guint i = 0; i < CT_BANDS_COLUMNS; i++)
		self->order[i] = g_array_new(FALSE, FALSE, sizeof(guint));
	self->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return self;
}

void
ct_bands_free(CtBands *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->nodes);
	g_array_unref(self->bands);
	for (guint i = 0; i < CT_BANDS_COLUMNS; i++)
		g_array_unref(self->order[i]);
	g_hash_table_unref(self->index);
	g_free(self);
}

guint
ct_bands_node(CtBands *self, guint column, const char *key, guint group)
{
	g_autofree char *name = g_strdup_printf("%u %s", column, key);
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->index, name));
	CtBandNode node = { .key = key, .column = column, .group = group };
	guint index = self->nodes->len;

	g_assert(column < CT_BANDS_COLUMNS);
	if (found > 0)
		return found - 1;
	g_array_append_val(self->nodes, node);
	g_array_append_val(self->order[column], index);
	g_hash_table_insert(self->index, g_steal_pointer(&name), GUINT_TO_POINTER(index + 1));
	return index;
}

void
ct_bands_add(CtBands *self, guint from, guint to, guint users)
{
	g_autofree char *name = g_strdup_printf("%u>%u", from, to);
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->index, name));
	CtBand band = { .from = from, .to = to, .users = users };

	g_assert(node_at(self, from)->column + 1 == node_at(self, to)->column);
	if (found > 0) {
		band_at(self, found - 1)->users += users;
		return;
	}
	g_array_append_val(self->bands, band);
	g_hash_table_insert(self->index, g_steal_pointer(&name),
			    GUINT_TO_POINTER(self->bands->len));
}

/* ---- Order ---- */

/* By node: its place in its column. */
static guint *
places_of(const CtBands *self)
{
	guint *places = g_new0(guint, self->nodes->len + 1);

	for (guint c = 0; c < CT_BANDS_COLUMNS; c++)
		for (guint i = 0; i < self->order[c]->len; i++)
			places[nth(self->order[c], i)] = i;
	return places;
}

/* The end of @band in an outer column, CT_BANDS_COLUMNS - 1 or 0, and its other end. */
static gboolean
ends_of(const CtBands *self, const CtBand *band, guint column, guint *out_own, guint *out_other)
{
	gboolean left = column < CT_BANDS_MIDDLE;

	*out_own = left ? band->from : band->to;
	*out_other = left ? band->to : band->from;
	return node_at(self, *out_own)->column == column;
}

/* cost[u * n + v]: crossings of the bands of u and v when u, an index into the nodes of the column in
 * the order in which they were made, stands above v. */
static guint64 *
crossing_matrix(const CtBands *self, guint column, const guint *places)
{
	guint n = self->order[column]->len;
	guint64 *cost = g_new0(guint64, (gsize)n * n + 1);
	guint u;
	guint v;
	guint x;
	guint y;

	for (guint i = 0; i < self->bands->len; i++) {
		if (!ends_of(self, band_at(self, i), column, &u, &x))
			continue;
		for (guint k = 0; k < self->bands->len; k++) {
			if (!ends_of(self, band_at(self, k), column, &v, &y) || u == v ||
			    places[x] <= places[y])
				continue;
			cost[(gsize)places[u] * n + places[v]] += (guint64)band_at(self, i)->users *
								  band_at(self, k)->users;
		}
	}
	return cost;
}

/* @items: (array length=count): a permutation of some rows of @cost, which has @n of them; put into a
 * good order. */
static void
sift(guint *items, guint count, const guint64 *cost, guint n)
{
	gboolean moved = TRUE;

	for (guint round = 0; round < MAX_ROUNDS && moved; round++) {
		moved = FALSE;
		for (guint i = 0; i < count; i++) {
			gint64 best = 0;
			gint64 change = 0;
			guint to = i;
			guint item = items[i];

			for (guint k = i; k-- > 0;) { /* up, past the k-th */
				change += (gint64)cost[(gsize)item * n + items[k]] -
					  (gint64)cost[(gsize)items[k] * n + item];
				if (change < best) {
					best = change;
					to = k;
				}
			}
			change = 0;
			for (guint k = i + 1; k < count; k++) {
				change += (gint64)cost[(gsize)items[k] * n + item] -
					  (gint64)cost[(gsize)item * n + items[k]];
				if (change < best) {
					best = change;
					to = k;
				}
			}
			if (to == i)
				continue;
			if (to < i)
				memmove(&items[to + 1], &items[to], (i - to) * sizeof *items);
			else
				memmove(&items[i], &items[i + 1], (to - i) * sizeof *items);
			items[to] = item;
			moved = TRUE;
		}
	}
}

/* Splits the rows by their groups: an array of guint for each, in the order of their first rows. */
static GPtrArray *
split_groups(const CtBands *self, guint column)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
	const GArray *order = self->order[column];

	for (guint i = 0; i < order->len; i++) {
		gpointer group = GUINT_TO_POINTER(node_at(self, nth(order, i))->group);
		GArray *rows = g_hash_table_lookup(known, group);

		if (rows == NULL) {
			rows = g_array_new(FALSE, FALSE, sizeof(guint));
			g_ptr_array_add(groups, rows);
			g_hash_table_insert(known, group, rows);
		}
		g_array_append_val(rows, i);
	}
	return groups;
}

static guint64 *
group_matrix(const GPtrArray *groups, const guint64 *cost, guint n)
{
	guint64 *sums = g_new0(guint64, (gsize)groups->len * groups->len + 1);

	for (guint a = 0; a < groups->len; a++) {
		const GArray *above = g_ptr_array_index(groups, a);

		for (guint b = 0; b < groups->len; b++) {
			const GArray *below = g_ptr_array_index(groups, b);

			for (guint i = 0; a != b && i < above->len; i++)
				for (guint k = 0; k < below->len; k++)
					sums[(gsize)a * groups->len + b] +=
						cost[(gsize)nth(above, i) * n + nth(below, k)];
		}
	}
	return sums;
}

static void
order_column(CtBands *self, guint column)
{
	g_autofree guint *places = places_of(self);
	g_autofree guint64 *cost = crossing_matrix(self, column, places);
	g_autoptr(GPtrArray) groups = split_groups(self, column);
	g_autofree guint64 *sums = group_matrix(groups, cost, self->order[column]->len);
	g_autofree guint *sequence = g_new0(guint, groups->len + 1);
	GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < groups->len; i++) {
		GArray *rows = groups->pdata[i];

		sift((guint *)(void *)rows->data, rows->len, cost, self->order[column]->len);
		sequence[i] = i;
	}
	sift(sequence, groups->len, sums, groups->len);
	for (guint i = 0; i < groups->len; i++) {
		const GArray *rows = groups->pdata[sequence[i]];

		for (guint k = 0; k < rows->len; k++) {
			guint node = nth(self->order[column], nth(rows, k));

			g_array_append_val(order, node);
		}
	}
	g_array_unref(self->order[column]);
	self->order[column] = order;
}

guint
ct_bands_most(const CtBands *self)
{
	guint most = 0;

	for (guint c = 0; c < CT_BANDS_COLUMNS; c++)
		most = MAX(most, self->order[c]->len);
	return most;
}

void
ct_bands_order(CtBands *self)
{
	order_column(self, 0);
	order_column(self, CT_BANDS_COLUMNS - 1);
}

guint64
ct_bands_crossings(const CtBands *self)
{
	g_autofree guint *places = places_of(self);
	guint64 total = 0;

	for (guint i = 0; i < self->bands->len; i++) {
		const CtBand *a = band_at(self, i);

		for (guint k = 0; k < self->bands->len; k++) {
			const CtBand *b = band_at(self, k);

			if (node_at(self, a->from)->column == node_at(self, b->from)->column &&
			    places[a->from] < places[b->from] && places[a->to] > places[b->to])
				total += (guint64)a->users * b->users;
		}
	}
	return total;
}

/* ---- Heights and places ---- */

static double
band_height(const CtBand *band, double scale)
{
	return MAX(BAND_MIN_PT, band->users * scale);
}

/* Nodes are as high as their users, their bands on either side, and the least height ask for. */
static void
size_nodes(CtBands *self, const CtBandsRoom *room, double scale)
{
	g_autofree double *in = g_new0(double, self->nodes->len + 1);
	g_autofree double *out = g_new0(double, self->nodes->len + 1);

	for (guint i = 0; i < self->bands->len; i++) {
		CtBand *band = band_at(self, i);

		band->height = band_height(band, scale);
		out[band->from] += band->height;
		in[band->to] += band->height;
	}
	for (guint i = 0; i < self->nodes->len; i++) {
		CtBandNode *node = node_at(self, i);

		node->height = MAX(MAX(in[i], out[i]), MAX(room->node_min, node->users * scale));
	}
}

/* What stands between the node at @place of its column and the one above it; of the first, above it. */
static double
gap_above(const CtBands *self, guint column, guint place, const CtBandsRoom *room, double gap)
{
	const GArray *order = self->order[column];
	gboolean opens = place == 0 || node_at(self, nth(order, place))->group !=
					       node_at(self, nth(order, place - 1))->group;

	return (place > 0 ? gap : 0) + (column != CT_BANDS_MIDDLE && opens ? room->group_gap : 0);
}

static double
column_height(const CtBands *self, guint column, const CtBandsRoom *room, double gap)
{
	double height = 0;

	for (guint i = 0; i < self->order[column]->len; i++)
		height += gap_above(self, column, i, room, gap) +
			  node_at(self, nth(self->order[column], i))->height;
	return height;
}

static double
tallest(CtBands *self, const CtBandsRoom *room, double scale, double gap)
{
	double height = 0;

	size_nodes(self, room, scale);
	for (guint c = 0; c < CT_BANDS_COLUMNS; c++)
		height = MAX(height, column_height(self, c, room, gap));
	return height;
}

/* The gap that fills a quarter of the height in the longest column. */
static double
choose_gap(const CtBands *self, const CtBandsRoom *room)
{
	guint most = 1;

	for (guint c = 0; c < CT_BANDS_COLUMNS; c++)
		most = MAX(most, self->order[c]->len);
	return CLAMP(room->height / 4 / most, room->gap_min, room->gap_max);
}

/* The largest scale with which every column fits; 0 when none does. */
static double
choose_scale(CtBands *self, const CtBandsRoom *room, double gap)
{
	double low = 0;
	double high = room->height;

	for (guint i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (tallest(self, room, middle, gap) <= room->height)
			low = middle;
		else
			high = middle;
	}
	return low;
}

typedef struct {
	double sum; /* of the wishes */
	guint count;
} Pool;

/*
 * Nodes of an outer column wish to stand level with the middle of their bands.  Without overlaps in
 * a given order that is isotonic regression, solved by pooling adjacent violators; nodes of one group
 * are pooled from the beginning, so that its name above the first of them holds for all.
 */
static void
place_column(CtBands *self, guint column, const CtBandsRoom *room, double gap, const double *wishes,
	     double height)
{
	const GArray *order = self->order[column];
	double total = column_height(self, column, room, gap);
	g_autofree Pool *pools = g_new0(Pool, order->len + 1);
	guint n = 0;
	double offset = 0;
	guint at = 0;

	for (guint i = 0; i < order->len; i++) {
		CtBandNode *node = node_at(self, nth(order, i));
		gboolean joins;

		offset += gap_above(self, column, i, room, gap);
		pools[n++] = (Pool){ wishes[nth(order, i)] - node->height / 2 - offset, 1 };
		offset += node->height;
		joins = i > 0 && node->group == node_at(self, nth(order, i - 1))->group;
		while (n > 1 && (joins || pools[n - 2].sum * pools[n - 1].count >
						  pools[n - 1].sum * pools[n - 2].count)) {
			pools[n - 2].sum += pools[n - 1].sum;
			pools[n - 2].count += pools[n - 1].count;
			joins = FALSE;
			n--;
		}
	}
	offset = 0;
	for (guint p = 0; p < n; p++) {
		double shift = CLAMP(pools[p].sum / pools[p].count, room->top,
				     room->top + height - total);

		for (guint k = 0; k < pools[p].count; k++, at++) {
			CtBandNode *node = node_at(self, nth(order, at));

			offset += gap_above(self, column, at, room, gap);
			node->top = shift + offset;
			offset += node->height;
		}
	}
}

/* By node of @column: the middle of the other ends of its bands, weighted. */
static double *
wishes_of(const CtBands *self, guint column)
{
	double *sums = g_new0(double, self->nodes->len + 1);
	g_autofree double *weights = g_new0(double, self->nodes->len + 1);
	guint own;
	guint other;

	for (guint i = 0; i < self->bands->len; i++) {
		const CtBand *band = band_at(self, i);

		if (!ends_of(self, band, column, &own, &other))
			continue;
		sums[own] += band->height *
			     (node_at(self, other)->top + node_at(self, other)->height / 2);
		weights[own] += band->height;
	}
	for (guint i = 0; i < self->nodes->len; i++)
		sums[i] = weights[i] > 0 ? sums[i] / weights[i] : 0;
	return sums;
}

static void
place_middle(CtBands *self, const CtBandsRoom *room, double gap, double height)
{
	const GArray *order = self->order[CT_BANDS_MIDDLE];
	double used = column_height(self, CT_BANDS_MIDDLE, room, gap);
	double y = room->top + (height - used) / 2;

	for (guint i = 0; i < order->len; i++) {
		CtBandNode *node = node_at(self, nth(order, i));

		y += gap_above(self, CT_BANDS_MIDDLE, i, room, gap);
		node->top = y;
		y += node->height;
	}
}

static gint
by_ends(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtBands *self = data;
	const CtBand *x = *(const CtBand *const *)a;
	const CtBand *y = *(const CtBand *const *)b;
	double from = node_at(self, x->from)->top - node_at(self, y->from)->top;
	double to = node_at(self, x->to)->top - node_at(self, y->to)->top;

	if (from != 0)
		return from < 0 ? -1 : 1;
	if (to != 0)
		return to < 0 ? -1 : 1;
	return x->from != y->from ? (x->from < y->from ? -1 : 1)
				  : (x->to < y->to ? -1 : x->to > y->to);
}

/* At each side of a node bands stand in the order of their other ends, and so do not cross there. */
static void
place_bands(CtBands *self)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	g_autofree double *in = g_new0(double, self->nodes->len + 1);
	g_autofree double *out = g_new0(double, self->nodes->len + 1);

	for (guint i = 0; i < self->bands->len; i++) {
		CtBand *band = band_at(self, i);

		g_ptr_array_add(sorted, band);
		out[band->from] += band->height;
		in[band->to] += band->height;
	}
	for (guint i = 0; i < self->nodes->len; i++) {
		const CtBandNode *node = node_at(self, i);

		in[i] = node->top + (node->height - in[i]) / 2;
		out[i] = node->top + (node->height - out[i]) / 2;
	}
	g_ptr_array_sort_with_data(sorted, by_ends, self);
	for (guint i = 0; i < sorted->len; i++) {
		CtBand *band = sorted->pdata[i];

		band->from_top = out[band->from];
		band->to_top = in[band->to];
		out[band->from] += band->height;
		in[band->to] += band->height;
	}
}

double
ct_bands_place(CtBands *self, const CtBandsRoom *room)
{
	double gap = choose_gap(self, room);
	CtBandsRoom stretched = *room;
	double scale;
	double height;

	/* a column that is full of least heights would leave nothing for the bands */
	stretched.height = MAX(room->height, tallest(self, room, 0, gap) * STRETCH);
	scale = choose_scale(self, &stretched, gap);
	height = tallest(self, room, scale, gap);
	place_middle(self, room, gap, height);
	for (guint c = 0; c < CT_BANDS_COLUMNS; c++) {
		g_autofree double *wishes = wishes_of(self, c);

		if (c != CT_BANDS_MIDDLE)
			place_column(self, c, room, gap, wishes, height);
	}
	place_bands(self);
	return height;
}
