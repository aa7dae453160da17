/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user flow.
 *
 * A band is there because somebody moves along it (moves.c).  A plan that is too large for one page is drawn by sites
 * first, and then pool by pool on as many pages as that takes; legacy pools of a site stay together.
 */
#include "render/view-flow.h"

#include <string.h>

#include "render/bands.h"
#include "render/frame.h"
#include "render/moves.h"
#include "render/sheet.h"

#define MAX_BOXES  150
#define MAX_COLUMN 36
#define MAX_LINES  37 /* with the names of sites */
#define MAX_PAGES  24
#define MAX_SITES  14
/* With more sites than FEW_SITES the page of the sites puts more waves together, to be read at all. */
#define FEW_SITES  10
#define FEW_WAVES  10
#define FEW_BOXES  5 /* in a column: the page is narrower */
#define FEW_W	   980.0
#define POOL_W	   250.0
#define WAVE_W	   200.0
#define NODE_MIN   13.0
#define TWO_LINES  30.0
#define BAND_TEXT  11.0
#define HEAD_H	   22.0
#define GROUP_H	   14.0
#define ROW_ROOM   62.0
#define LEAST_ROOM 360.0
#define MOST_ROOM  680.0

#define OTHER_SITES "Other sites"

/* What a node of the bands looks like. */
typedef struct {
	CtStyleId style;
	const char *id;
	const char *name;
	const char *title;
	const char *href;
} Look;

/* The pools of a page. */
typedef struct {
	guint first; /* index into the sources */
	guint last;
	guint number; /* 0: the only page, or that of the sites */
	guint count;  /* of pages with pools; 0 when there is only one */
	guint shown;  /* pools on these pages */
} Part;

typedef struct {
	const CtViewInput *input;
	const CtMoves *moves;
	CtScene *scene;
	CtBands *bands;
	GArray *looks;			     /* of Look, by node */
	GPtrArray *groups;		     /* of const char *: names of sites */
	GHashTable *numbers;		     /* of groups: name -> index + 1 */
	const guint *rows;		     /* of the drawn plan, by wave of the whole plan */
	gboolean by_site;		     /* the outer columns are sites */
	GHashTable *sites[CT_BANDS_COLUMNS]; /* then: sets of those with a node of their own */
	guint chunk;			     /* so many waves share a node */
} Page;

static const CtPlanWave *
wave_at(const Page *self, guint index)
{
	return &g_array_index(self->input->plan->waves, CtPlanWave, index);
}

/* ---- From flows to nodes ---- */

static guint
group_number(Page *self, const char *site)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->numbers, site));

	if (found > 0)
		return found - 1;
	g_ptr_array_add(self->groups, (gpointer)site);
	g_hash_table_insert(self->numbers, (gpointer)site, GUINT_TO_POINTER(self->groups->len));
	return self->groups->len - 1;
}

/* The row of the fate ledger, for a link. */
static const char *
link_of(const Page *self, const char *subject)
{
	const CtPlan *plan = self->input->plan;

	for (guint i = 0; i < plan->fates->len; i++)
		if (g_str_equal(g_array_index(plan->fates, CtFate, i).subject, subject))
			return ct_scene_printf(self->scene, "#fate-%u", i + 1);
	return NULL;
}

/* On the page of the sites the largest ones, on either side; all others share a node. */
static const char *
site_key(const Page *self, guint column, const CtMovePlace *place)
{
	return g_hash_table_contains(self->sites[column], place->site) ? place->site : OTHER_SITES;
}

static Look
look_of_place(Page *self, guint column, const CtMovePlace *place)
{
	gboolean legacy = column == 0;
	Look look = { .style = legacy ? CT_STYLE_BOX_LEGACY : CT_STYLE_BOX_TARGET };

	if (self->by_site) {
		const char *site = site_key(self, column, place);

		look.name = site[0] != '\0' ? site : "Site not known";
		look.title = ct_scene_printf(self->scene, "%s pools of %s",
					     legacy ? "Legacy" : "Target", look.name);
		return look;
	}
	look.id = ct_sheet_subject(self->scene, "pool", place->fqdn);
	look.name = look.title = place->fqdn;
	look.href = legacy ? link_of(self, look.id) : NULL;
	return look;
}

static guint
add_place(Page *self, guint column, const CtMovePlace *place, guint users)
{
	const char *group = self->by_site ? site_key(self, column, place) : place->site;
	guint index = ct_bands_node(self->bands, column, self->by_site ? group : place->fqdn,
				    group_number(self, group));

	if (index == self->looks->len) {
		Look look = look_of_place(self, column, place);

		g_array_append_val(self->looks, look);
	}
	g_array_index(self->bands->nodes, CtBandNode, index).users += users;
	return index;
}

static CtStyleId
style_of_wave(const CtPlanWave *wave)
{
	if (g_str_equal(wave->kind, "test"))
		return CT_STYLE_WAVE_TEST;
	return g_str_equal(wave->kind, "pilot") ? CT_STYLE_WAVE_PILOT : CT_STYLE_WAVE_PRODUCTION;
}

/* Test accounts and the pilot have a node of their own; others share one with their neighbours. */
static guint
first_of_chunk(const Page *self, guint wave)
{
	guint first = 0;

	if (style_of_wave(wave_at(self, wave)) != CT_STYLE_WAVE_PRODUCTION)
		return wave;
	while (first < wave && style_of_wave(wave_at(self, first)) != CT_STYLE_WAVE_PRODUCTION)
		first++;
	return first + (wave - first) / self->chunk * self->chunk;
}

/* The first or the last wave of the whole plan that has a part in the rows from @row to @last. */
static const char *
end_of_rows(const Page *self, guint row, guint last, gboolean backwards)
{
	const CtPlan *whole = ct_plan_whole(self->input->plan);

	for (guint i = 0; i < whole->waves->len; i++) {
		guint wave = backwards ? whole->waves->len - 1 - i : i;

		if (self->rows[wave] >= row && self->rows[wave] <= last)
			return g_array_index(whole->waves, CtPlanWave, wave).id;
	}
	return wave_at(self, row)->id;
}

static Look
look_of_wave(Page *self, guint wave)
{
	const CtPlanWave *row = wave_at(self, wave);
	Look look = { .style = style_of_wave(row), .id = row->id };
	guint last = MIN(wave + self->chunk, self->input->plan->waves->len) - 1;

	if (look.style == CT_STYLE_WAVE_PRODUCTION && last > wave && self->chunk > 1) {
		const char *first_id = end_of_rows(self, wave, last, FALSE);
		const char *last_id = end_of_rows(self, wave, last, TRUE);

		look.id = ct_scene_printf(self->scene, "waves:%s..%s", first_id, last_id);
		look.name = look.title = ct_scene_printf(self->scene, "%s to %s", first_id,
							 last_id);
		return look;
	}
	look.name = ct_scene_printf(self->scene, "%s %s", row->id, row->kind);
	look.title = look.name;
	look.href = ct_scene_printf(self->scene, "#%s", row->id);
	return look;
}

/* Waves come first, as their order is that of time. */
static void
add_waves(Page *self, guint first, guint last)
{
	g_autofree guint *users = g_new0(guint, self->input->plan->waves->len + 1);

	for (guint i = 0; i < self->moves->rows->len; i++) {
		const CtMoveRow *flow = ct_moves_row(self->moves, i);

		if (flow->source >= first && flow->source < last)
			users[flow->wave] += flow->users;
	}
	for (guint i = 0; i < self->input->plan->waves->len; i++) {
		guint head = first_of_chunk(self, i);

		guint index;

		if (users[i] == 0)
			continue;
		index = ct_bands_node(self->bands, CT_BANDS_MIDDLE, wave_at(self, head)->id, 0);
		if (index == self->looks->len) {
			Look look = look_of_wave(self, head);

			g_array_append_val(self->looks, look);
		}
		g_array_index(self->bands->nodes, CtBandNode, index).users += users[i];
	}
}

static void
add_flows(Page *self, guint first, guint last)
{
	for (guint i = 0; i < self->moves->rows->len; i++) {
		const CtMoveRow *flow = ct_moves_row(self->moves, i);
		const CtMovePlace *from = ct_moves_place(self->moves->sources, flow->source);
		const CtMovePlace *to = ct_moves_place(self->moves->targets, flow->target);
		guint source;
		guint target;
		guint wave;

		if (flow->source < first || flow->source >= last)
			continue;
		wave = ct_bands_node(self->bands, 1,
				     wave_at(self, first_of_chunk(self, flow->wave))->id, 0);
		source = add_place(self, 0, from, flow->users);
		target = add_place(self, 2, to, flow->users);
		ct_bands_add(self->bands, source, wave, flow->users);
		ct_bands_add(self->bands, wave, target, flow->users);
	}
}

/* ---- Drawing ---- */

static double
column_x(const Page *self, guint column)
{
	const double middle = (self->scene->width - WAVE_W) / 2;

	if (column == 0)
		return CT_FRAME_PAD_PT;
	return column == 1 ? middle : self->scene->width - CT_FRAME_PAD_PT - POOL_W;
}

static double
column_w(guint column)
{
	return column == CT_BANDS_MIDDLE ? WAVE_W : POOL_W;
}

static const Look *
look_at(const Page *self, guint node)
{
	return &g_array_index(self->looks, Look, node);
}

static const CtBandNode *
node_at(const Page *self, guint node)
{
	return &g_array_index(self->bands->nodes, CtBandNode, node);
}

static CtStyleId
band_style(const Page *self, const CtBand *band)
{
	guint wave = node_at(self, band->from)->column == CT_BANDS_MIDDLE ? band->from : band->to;

	if (look_at(self, wave)->style == CT_STYLE_WAVE_TEST)
		return CT_STYLE_BAND_TEST;
	return look_at(self, wave)->style == CT_STYLE_WAVE_PILOT ? CT_STYLE_BAND_PILOT
								 : CT_STYLE_BAND_PRODUCTION;
}

/* How many there are stands in the band, beside the wave: there bands never lie on each other. */
static void
draw_band_text(Page *self, const CtBand *band)
{
	gboolean arrives = node_at(self, band->to)->column == CT_BANDS_MIDDLE;
	double x = column_x(self, CT_BANDS_MIDDLE);
	CtRect room = { arrives ? x - 54 : x + WAVE_W + 4, arrives ? band->to_top : band->from_top,
			50, band->height };
	g_autofree char *count = ct_text_count(band->users);

	if (band->height >= BAND_TEXT)
		ct_scene_text(self->scene, CT_STYLE_BAND_PRODUCTION, room,
			      arrives ? CT_ALIGN_END : CT_ALIGN_START, count);
}

static void
draw_band(Page *self, const CtBand *band)
{
	guint column = node_at(self, band->from)->column;
	CtPoint from = { column_x(self, column) + column_w(column), band->from_top };
	CtPoint to = { column_x(self, column + 1), band->to_top };
	g_autofree char *users = ct_text_counted(band->users, "user", "users");

	ct_scene_begin(self->scene,
		       (CtMeaning){ .title = ct_scene_printf(self->scene, "%s: %s to %s", users,
							     look_at(self, band->from)->name,
							     look_at(self, band->to)->name) });
	ct_scene_band(self->scene, band_style(self, band), from, to, band->height);
	ct_scene_end(self->scene);
}

static gint
compare_bands(gconstpointer a, gconstpointer b)
{
	const CtBand *x = *(const CtBand *const *)a;
	const CtBand *y = *(const CtBand *const *)b;

	if (x->users != y->users)
		return x->users > y->users ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Wide ones first, so that narrow ones lie on top and are seen. */
static void
draw_bands(Page *self)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < self->bands->bands->len; i++)
		g_ptr_array_add(sorted, &g_array_index(self->bands->bands, CtBand, i));
	g_ptr_array_sort(sorted, compare_bands);
	for (guint i = 0; i < sorted->len; i++)
		draw_band(self, sorted->pdata[i]);
	for (guint i = 0; i < sorted->len; i++)
		draw_band_text(self, sorted->pdata[i]);
}

static void
draw_node(Page *self, guint index)
{
	const CtBandNode *node = node_at(self, index);
	const Look *look = look_at(self, index);
	CtRect rect = { column_x(self, node->column), node->top, column_w(node->column),
			node->height };
	gboolean two = node->height >= TWO_LINES;
	g_autofree char *users = ct_text_counted(node->users, "user", "users");
	g_autofree char *count = ct_text_count(node->users);
	const char *figure = two ? users : count;
	double figure_w = two ? 0
			      : ct_text_width(self->scene->text, CT_STYLE_WAVE_TEXT, figure) + 8;
	double line = two ? 13 : node->height;
	double y = two ? rect.y + (rect.h - 26) / 2 : rect.y;

	ct_scene_begin(self->scene, (CtMeaning){ .id = look->id,
						 .title = ct_scene_printf(self->scene, "%s: %s",
									  look->title, users),
						 .href = look->href });
	ct_scene_box(self->scene, look->style, rect);
	ct_scene_text(self->scene, CT_STYLE_STRONG,
		      (CtRect){ rect.x + 7, y, rect.w - 14 - figure_w, line }, CT_ALIGN_START,
		      look->name);
	ct_scene_text(self->scene, CT_STYLE_WAVE_TEXT,
		      (CtRect){ rect.x + 7, two ? y + 13 : y, rect.w - 14, line },
		      two ? CT_ALIGN_START : CT_ALIGN_END, figure);
	ct_scene_end(self->scene);
}

/* The name of a site above its first pool. */
static void
draw_groups(Page *self, guint column)
{
	const GArray *order = self->bands->order[column];

	for (guint i = 0; i < order->len; i++) {
		const CtBandNode *node = node_at(self, g_array_index(order, guint, i));
		const char *name = self->groups->pdata[node->group];

		if (i > 0 &&
		    node_at(self, g_array_index(order, guint, i - 1))->group == node->group)
			continue;
		if (name[0] != '\0' && !self->by_site)
			ct_scene_text(self->scene, CT_STYLE_GROUP_NAME,
				      (CtRect){ column_x(self, column) + 2, node->top - GROUP_H,
						POOL_W - 4, GROUP_H - 1 },
				      CT_ALIGN_START, name);
	}
}

static void
draw_heads(Page *self)
{
	static const char *const pools[] = { "Legacy pools", "Waves, in their order",
					     "Target pools" };
	static const char *const sites[] = { "Legacy sites", "Waves, in their order",
					     "Target sites" };

	for (guint c = 0; c < CT_BANDS_COLUMNS; c++)
		ct_scene_text(self->scene, CT_STYLE_PANEL,
			      (CtRect){ column_x(self, c), CT_SHEET_TOP_PT, column_w(c), 18 },
			      CT_ALIGN_START, self->by_site ? sites[c] : pools[c]);
}

static void
draw_page(Page *self)
{
	CtBands *bands = self->bands;
	guint most = ct_bands_most(bands);
	CtBandsRoom room = { .top = CT_SHEET_TOP_PT + HEAD_H,
			     .height = CLAMP(most * ROW_ROOM, LEAST_ROOM, MOST_ROOM),
			     .node_min = NODE_MIN,
			     .gap_min = 2,
			     .gap_max = 14,
			     .group_gap = self->by_site ? 0 : GROUP_H };
	double height;

	ct_bands_order(bands);
	height = ct_bands_place(bands, &room);
	draw_heads(self);
	draw_bands(self);
	for (guint c = 0; c < CT_BANDS_COLUMNS; c++) {
		for (guint i = 0; i < bands->order[c]->len; i++)
			draw_node(self, g_array_index(bands->order[c], guint, i));
		if (c != CT_BANDS_MIDDLE)
			draw_groups(self, c);
	}
	ct_sheet_finish(self->scene, self->input, room.top + height + 14);
}

/* ---- Pages ---- */

static const char *
tell_pages(Page *self, const Part *part)
{
	if (part->shown < part->last)
		return ct_scene_printf(
			self->scene,
			"The next %u pages show the first %u pools; the files of the "
			"waves have them all.",
			part->count, part->shown);
	return ct_scene_printf(self->scene, "The next %u pages show every pool.", part->count);
}

static const char *
subtitle(Page *self, const Part *part)
{
	g_autofree char *pools = ct_text_counted(part->last - part->first, "legacy pool",
						 "legacy pools");
	g_autofree char *users = NULL;
	guint count = 0;

	for (guint i = part->first; i < part->last; i++)
		count += ct_moves_place(self->moves->sources, i)->users;
	users = ct_text_counted(count, "user", "users");
	if (self->by_site)
		return ct_scene_printf(self->scene,
				       "Who moves from where to where, and when: %s of %s, put "
				       "together by site. %s",
				       users, pools, tell_pages(self, part));
	return ct_scene_printf(self->scene, "Who moves from where to where, and when: %s of %s.%s",
			       users, pools,
			       part->number > 0 ? " The other pools have pages of their own." : "");
}

static void
add_page(const CtViewInput *input, const CtMoves *moves, const Part *part, guint chunk,
	 GPtrArray *scenes)
{
	g_autoptr(CtBands) bands = ct_bands_new();
	g_autoptr(GArray) looks = g_array_new(FALSE, TRUE, sizeof(Look));
	g_autoptr(GPtrArray) groups = g_ptr_array_new();
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree guint *rows = ct_sheet_waves(input->plan);
	g_autofree char *id = part->number > 0 ? g_strdup_printf("user-flow-%u", part->number)
					       : g_strdup("user-flow");
	g_autofree char *title = part->number > 0 ? g_strdup_printf("User flow, page %u of %u",
								    part->number, part->count)
						  : g_strdup("User flow");
	Page self = { .input = input,
		      .moves = moves,
		      .bands = bands,
		      .looks = looks,
		      .groups = groups,
		      .numbers = numbers,
		      .rows = rows,
		      .by_site = part->count > 0 && part->number == 0,
		      .chunk = chunk };

	g_autoptr(GHashTable) left = ct_moves_sites(moves->sources, MAX_SITES);
	g_autoptr(GHashTable) right = ct_moves_sites(moves->targets, MAX_SITES);

	self.sites[0] = left;
	self.sites[CT_BANDS_COLUMNS - 1] = right;
	self.scene = ct_scene_new(input->text, id, title,
				  "Legacy pools, waves and target pools, with bands between them "
				  "that are as high as they carry users");
	add_waves(&self, part->first, part->last);
	add_flows(&self, part->first, part->last);
	ct_sheet_begin(self.scene, ct_bands_most(bands) <= FEW_BOXES ? FEW_W : CT_SHEET_W_PT,
		       subtitle(&self, part));
	draw_page(&self);
	g_ptr_array_add(scenes, self.scene);
}

static gboolean
fits(const CtMoves *self, guint first, guint last)
{
	g_autofree gboolean *sources = g_new0(gboolean, self->sources->len + 1);
	g_autofree gboolean *waves = g_new0(gboolean, self->plan->waves->len + 1);
	g_autofree gboolean *targets = g_new0(gboolean, self->targets->len + 1);
	guint n_waves = 0;
	guint n_targets = 0;

	for (guint i = first; i < last; i++)
		sources[i] = TRUE;
	for (guint i = 0; i < self->rows->len; i++) {
		const CtMoveRow *row = ct_moves_row(self, i);

		if (row->source < first || row->source >= last)
			continue;
		n_waves += !waves[row->wave];
		n_targets += !targets[row->target];
		waves[row->wave] = targets[row->target] = TRUE;
	}
	if (last > first + 1 &&
	    MAX(last - first + ct_moves_count_sites(self->sources, sources),
		n_targets + ct_moves_count_sites(self->targets, targets)) > MAX_LINES)
		return FALSE;
	return MAX(n_waves, MAX(n_targets, last - first)) <= MAX_COLUMN &&
	       n_waves + n_targets + (last - first) <= MAX_BOXES;
}

/* Parts of as many pools as fit, of at least one, until there are pages enough. */
static GArray *
split_sources(const CtMoves *self)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
	guint first = 0;

	while (first < self->sources->len && parts->len < MAX_PAGES) {
		Part part = { first, first + 1, parts->len + 1, 0, 0 };

		while (part.last < self->sources->len && fits(self, first, part.last + 1))
			part.last++;
		g_array_append_val(parts, part);
		first = part.last;
	}
	for (guint i = 0; i < parts->len; i++)
		g_array_index(parts, Part, i).count = parts->len;
	return parts;
}

/* So many waves share a node of the page of the sites; test accounts and the pilot never do. */
static guint
choose_chunk(const CtMoves *moves)
{
	g_autoptr(GHashTable) sites = ct_moves_sites(moves->sources, MAX_SITES);
	guint room = g_hash_table_size(sites) > FEW_SITES ? FEW_WAVES : MAX_COLUMN - 2;

	return (moves->plan->waves->len + room - 1) / room;
}

void
ct_view_flow(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtMoves) moves = ct_moves_new(input->plan, input->estate);
	g_autoptr(GArray) parts = NULL;
	Part whole = { 0, moves->sources->len, 0, 0, 0 };

	if (moves->users == 0)
		return;
	if (fits(moves, whole.first, whole.last)) {
		add_page(input, moves, &whole, 1, scenes);
		return;
	}
	parts = split_sources(moves);
	whole.count = parts->len;
	whole.shown = g_array_index(parts, Part, parts->len - 1).last;
	add_page(input, moves, &whole, choose_chunk(moves), scenes);
	for (guint i = 0; i < parts->len; i++)
		add_page(input, moves, &g_array_index(parts, Part, i), 1, scenes);
}
