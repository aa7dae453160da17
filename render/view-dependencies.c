/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dependencies: which pages there are.
 *
 * The graph of an export has hundreds of nodes and nobody reads it as it is.  It is condensed as little as
 * gives a page of at most 150 boxes; what that hides stands on pages of its own.
 */
#include "render/view-dependencies.h"

#include <string.h>

#include "render/book-sheets.h"
#include "render/lint.h"
#include "render/net.h"
#include "render/texts.h"

#define MAX_BOXES 150
#define HOPS	  2
#define LARGE	  60
#define N_WAYS	  3 /* to draw one */

typedef struct {
	const CtViewInput *input;
	const CtGraph *graph;
	GPtrArray *scenes;
} Pages;

typedef struct {
	const char *part; /* nullable: what tells the page from the first */
	const char *title;
	const char *subtitle; /* how to read it */
	guint focus;	      /* a box that it is about; CT_NONE: of none */
	gboolean around;      /* it is about @site */
	const char *site;     /* nullable: what has none */
} Page;

static guint
count_sheets(const CtScene *scene)
{
	const CtSheet *paper = ct_lint_sheet(CT_PAPER_A3);
	g_autoptr(CtSheets) sheets = ct_sheets_new(scene, paper->width, paper->height);

	return ct_sheets_count(sheets);
}

/* With lines that leave their containers as far as that takes no more sheets: first all, then none from
 * one deployment to the other, then none at all, and then no containers around a site either.  Which of them
 * is no matter of an earlier drawing, so that one that is drawn again is the same. */
static CtDepends *
split(const CtDepends *depends, const Page *page, guint way)
{
	if (way == 0)
		return ct_depends_copy(depends);
	if (way == 2 && page->around)
		return ct_depends_split_site(depends, page->site);
	return ct_depends_split(depends, way == 2);
}

/* Are they the same, since no line of one leaves a container? */
static gboolean
have_same_boxes(const CtDepends *one, const CtDepends *other)
{
	if (one->boxes->len != other->boxes->len || one->links->len != other->links->len)
		return FALSE;
	for (guint i = 0; i < one->boxes->len; i++)
		if (strcmp(ct_depends_box(one, i)->id, ct_depends_box(other, i)->id) != 0)
			return FALSE;
	return TRUE;
}

/* Returns: (transfer full): of CtDepends, in the order in which they are tried, each once */
static GPtrArray *
find_ways(const CtDepends *depends, const Page *page)
{
	GPtrArray *ways = g_ptr_array_new_with_free_func((GDestroyNotify)ct_depends_free);
	/* what is large takes one sheet in no way, and long to draw in each */
	guint first = page->focus == CT_NONE && depends->boxes->len > LARGE ? N_WAYS - 1 : 0;
	guint last = page->focus == CT_NONE ? N_WAYS - 1 : 0;

	for (guint way = first; way <= last; way++) {
		g_autoptr(CtDepends) part = split(depends, page, way);

		if (ways->len == 0 || !have_same_boxes(part, ways->pdata[ways->len - 1]))
			g_ptr_array_add(ways, g_steal_pointer(&part));
	}
	return ways;
}

static gboolean
was_drawn(const Pages *self, const CtDepends *way, const char *id)
{
	CtPoint place;

	for (guint i = 0; i < way->boxes->len; i++)
		if (!ct_places_get(self->input->before, id, ct_depends_box(way, i)->id, &place))
			return FALSE;
	return way->boxes->len > 0;
}

/* The way of the earlier drawing, as its ports tell: of all that it has the boxes of, the one with the most.
 * %NULL when nobody can tell. */
static const CtDepends *
find_earlier_way(const Pages *self, const GPtrArray *ways, const char *id)
{
	const CtDepends *found = NULL;
	guint most = 0;

	for (guint i = 0; i < ways->len; i++) {
		const CtDepends *way = ways->pdata[i];

		if (way->boxes->len < most || !was_drawn(self, way, id))
			continue;
		found = way->boxes->len > most ? way : NULL;
		most = way->boxes->len;
	}
	return found;
}

static CtScene *
draw_way(const CtViewInput *input, const CtDepends *way, const char *id, const Page *page)
{
	return ct_net_draw(input, way, id, page->title, page->subtitle, page->focus);
}

static CtScene *
draw_best(const Pages *self, const CtDepends *depends, const char *id, const Page *page)
{
	g_autoptr(GPtrArray) ways = find_ways(depends, page);
	const CtDepends *best_way = find_earlier_way(self, ways, id);
	CtViewInput fresh = *self->input;
	CtScene *best = NULL;
	guint fewest = G_MAXUINT;

	if (best_way != NULL)
		return draw_way(self->input, best_way, id, page);
	fresh.before = NULL;
	for (guint i = 0; i < ways->len && fewest > 1; i++) {
		g_autoptr(CtScene) scene = draw_way(&fresh, ways->pdata[i], id, page);
		guint sheets = count_sheets(scene);

		if (sheets >= fewest)
			continue;
		fewest = sheets;
		best_way = ways->pdata[i];
		ct_scene_free(best);
		best = g_steal_pointer(&scene);
	}
	if (self->input->before != NULL) {
		ct_scene_free(best);
		best = draw_way(self->input, best_way, id, page);
	}
	return best;
}

static void
add_page(Pages *self, const CtDepends *depends, const Page *page)
{
	g_autofree char *id = page->part != NULL
				      ? ct_views_page_id(self->scenes, "dependencies", page->part)
				      : g_strdup("dependencies");

	if (depends->boxes->len > 0)
		g_ptr_array_add(self->scenes, draw_best(self, depends, id, page));
}

/* @site: (nullable): what has none */
static void
add_site(Pages *self, const CtDepends *depends, const char *site, gboolean services)
{
	const char *of = services ? "Services" : "Dependencies";
	g_autoptr(CtDepends) part = ct_depends_bundle_around(depends, site);
	g_autofree char *title = site != NULL ? g_strdup_printf("%s of %s", of, site)
					      : g_strdup_printf("%s without a site", of);
	g_autofree char *name = g_strdup_printf("%s%s", services ? "services-" : "",
						site != NULL ? site : "no-site");

	add_page(self, part,
		 &(const Page){ .part = name,
				.title = title,
				.subtitle = "What stands there, and what that is linked with "
					    "elsewhere; arrows point from what depends to what it "
					    "needs.",
				.focus = CT_NONE,
				.around = TRUE,
				.site = site });
}

/* A page for each site, and one for what has none: what stands there, and what that is linked with. */
static void
add_sites(Pages *self, const CtDepends *depends, gboolean services)
{
	g_autoptr(GPtrArray) sites = g_ptr_array_new();
	gboolean homeless = FALSE;

	for (guint i = 0; i < depends->boxes->len; i++) {
		const char *site = ct_depends_box(depends, i)->site;

		homeless = homeless || site == NULL;
		if (site != NULL &&
		    !g_ptr_array_find_with_equal_func(sites, site, g_str_equal, NULL))
			g_ptr_array_add(sites, (gpointer)site);
	}
	g_ptr_array_sort(sites, ct_texts_compare);
	for (guint i = 0; i < sites->len; i++)
		add_site(self, depends, sites->pdata[i], services);
	if (homeless)
		add_site(self, depends, NULL, services);
}

static void
add_overview(Pages *self)
{
	for (CtDependsLevel level = CT_DEPENDS_POOLS; level < CT_N_DEPENDS_LEVELS; level++) {
		g_autoptr(CtDepends) fine = ct_depends_new(self->input->plan, self->input->estate,
							   self->graph, level);
		g_autoptr(CtDepends) depends = ct_depends_fold(fine);
		g_autoptr(CtDepends) detail = NULL;

		if (depends->boxes->len > MAX_BOXES && level != CT_DEPENDS_SITES)
			continue;
		depends = ct_depends_bundle(g_steal_pointer(&depends));
		add_page(self, depends,
			 &(const Page){ .title = "Dependencies",
					.subtitle = "Servers, and the applications and settings "
						    "that they home; read from left to right: an "
						    "arrow points from what depends to what it "
						    "needs.",
					.focus = CT_NONE });
		if (level != CT_DEPENDS_SITES)
			return;
		g_clear_pointer(&fine, ct_depends_free);
		fine = ct_depends_new(self->input->plan, self->input->estate, self->graph,
				      CT_DEPENDS_POOLS);
		detail = ct_depends_fold(fine);
		add_sites(self, detail, FALSE);
	}
}

static void
add_services(Pages *self)
{
	g_autoptr(CtDepends) depends = ct_depends_new(self->input->plan, self->input->estate,
						      self->graph, CT_DEPENDS_SERVICES);
	g_autoptr(CtDepends) services = ct_depends_services(depends);

	if (services->boxes->len > MAX_BOXES) {
		add_sites(self, services, TRUE);
		return;
	}
	for (guint legacy = 0; legacy < 2; legacy++) {
		g_autoptr(CtDepends) side = ct_depends_bundle(
			ct_depends_side(services, legacy == 0));

		add_page(self, side,
			 &(const Page){ .part = legacy == 0 ? "services-legacy" : "services-target",
					.title = legacy == 0 ? "Services of the legacy side"
							     : "Services of the target side",
					.subtitle = "Services in their pools; services that need "
						    "each other are one box. An arrow points from "
						    "what depends to what it needs.",
					.focus = CT_NONE });
	}
}

static const CtDependsLevel radius_levels[] = { CT_DEPENDS_EACH, CT_DEPENDS_POOLS };

/* With every object where they fit on a page, else with objects of a kind as one. */
static void
add_radius(Pages *self)
{
	for (guint i = 0; i < G_N_ELEMENTS(radius_levels); i++) {
		g_autoptr(CtDepends) depends = ct_depends_new(self->input->plan,
							      self->input->estate, self->graph,
							      radius_levels[i]);
		guint box = ct_depends_find(depends, self->input->of);
		g_autoptr(CtDepends) part = NULL;
		g_autofree char *title = NULL;
		g_autofree char *name = NULL;

		if (box == CT_NONE)
			continue;
		part = ct_depends_radius(depends, box, HOPS);
		if (part->boxes->len > MAX_BOXES && i + 1 < G_N_ELEMENTS(radius_levels))
			continue;
		title = g_strdup_printf("Dependencies of %s", ct_depends_box(depends, box)->name);
		name = g_strconcat("of-", ct_depends_box(depends, box)->name, NULL);
		add_page(self, part,
			 &(const Page){ .part = name,
					.title = title,
					.subtitle = "To the left of it what depends on it, to the "
						    "right what it needs, at most two arrows away.",
					.focus = ct_depends_find(
						part, ct_depends_box(depends, box)->id) });
		return;
	}
}

void
ct_view_dependencies(const CtViewInput *input, GPtrArray *scenes)
{
	g_autoptr(CtGraph) graph = NULL;
	Pages self = { input, NULL, scenes };

	if (input->estate == NULL)
		return;
	graph = ct_graph_new(input->estate, NULL);
	if (graph == NULL)
		return;
	self.graph = graph;
	add_overview(&self);
	add_services(&self);
	if (input->of != NULL)
		add_radius(&self);
}

gboolean
ct_view_dependencies_knows(const CtPlan *plan, const CtEstate *estate, const char *name)
{
	g_autoptr(CtGraph) graph = ct_graph_new(estate, NULL);

	for (guint i = 0; graph != NULL && i < G_N_ELEMENTS(radius_levels); i++) {
		g_autoptr(CtDepends) depends = ct_depends_new(plan, estate, graph,
							      radius_levels[i]);

		if (ct_depends_find(depends, name) != CT_NONE)
			return TRUE;
	}
	return FALSE;
}
