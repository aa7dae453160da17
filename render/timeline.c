/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From steps to lanes and bars.
 *
 * A step belongs to the lane of the server that it is about, or of the legacy pool that it touches
 * first; what is about no single server belongs to the deployment.  Preparation is many short steps
 * that nobody plans around, so neighbours of one lane become one bar with a count; in a large plan
 * neighbours of any kind do, except waves; what cannot be undone is never mixed with what can.
 */
#include "render/timeline.h"

#include <string.h>

#include "render/dates.h"
#include "render/map.h"
#include "render/phase.h"

#define MANY_STEPS	150
#define MANY_LANES	48
#define GROUP_GAP_MIN	(40 * 60)
#define DEPLOYMENT_SITE 0

typedef struct {
	CtTimeline *timeline;
	const CtPlan *plan;
	const CtEstate *estate; /* nullable */
	gboolean by_site;	/* one lane for each site, */
	gboolean sum;		/* with one bar for each kind of work */
	guint most;		/* as many steps may be one bar */
} Builder;

/* By phase of the catalogue. */
static const CtWork works[] = {
	[0] = CT_WORK_PREPARE,
	[1] = CT_WORK_PREPARE,
	[2] = CT_WORK_PREPARE,
	[3] = CT_WORK_PREPARE,
	[4] = CT_WORK_MERGE,
	[5] = CT_WORK_MERGE,
	[6] = CT_WORK_MERGE,
	[7] = CT_WORK_EDGE,
	[8] = CT_WORK_EDGE,
	[9] = CT_WORK_APPS,
	[10] = CT_WORK_RETIRE,
	[11] = CT_WORK_APPS,
	[CT_PHASE_OF_2010 + 2] = CT_WORK_PREPARE,
	[CT_PHASE_OF_2010 + 3] = CT_WORK_PREPARE,
	[CT_PHASE_OF_2010 + 4] = CT_WORK_MERGE,
	[CT_PHASE_OF_2010 + 5] = CT_WORK_EDGE,
	[CT_PHASE_OF_2010 + 6] = CT_WORK_EDGE,
	[CT_PHASE_OF_2010 + 7] = CT_WORK_APPS,
	[CT_PHASE_OF_2010 + 8] = CT_WORK_RETIRE,
};

/* Steps that are of another kind than the rest of their phase. */
static const struct {
	const char *rule;
	CtWork work;
} other_works[] = {
	{ "L10-P3-05", CT_WORK_MERGE },
	{ "L10-P6-07", CT_WORK_APPS },
	{ "L10-P6-08", CT_WORK_MERGE },
};

static CtWork
work_of(const CtPlanStep *step)
{
	guint phase = ct_phase_of(step);

	if (ct_rule_moves_users(step->rule))
		return CT_WORK_USERS;
	for (guint i = 0; i < G_N_ELEMENTS(other_works); i++)
		if (g_str_equal(step->rule, other_works[i].rule))
			return other_works[i].work;
	return works[MIN(phase, G_N_ELEMENTS(works) - 1)];
}

const CtLane *
ct_timeline_lane(const CtTimeline *self, guint index)
{
	return &g_array_index(self->lanes, CtLane, index);
}

const CtBar *
ct_lane_bar(const CtLane *self, guint index)
{
	return &g_array_index(self->bars, CtBar, index);
}

static void
clear_bar(gpointer item)
{
	g_array_unref(((CtBar *)item)->steps);
}

static void
clear_lane(gpointer item)
{
	g_array_unref(((CtLane *)item)->bars);
}

static const char *
keep(Builder *self, const char *text)
{
	return g_string_chunk_insert_const(self->timeline->chunk, text);
}

static guint
find_site(Builder *self, const char *name)
{
	GPtrArray *sites = self->timeline->sites;

	for (guint i = 0; i < sites->len; i++) {
		if (g_str_equal(sites->pdata[i], name))
			return i;
	}
	g_ptr_array_add(sites, (gpointer)keep(self, name));
	return sites->len - 1;
}

static const CtPool *
find_pool(const Builder *self, const char *fqdn)
{
	CtPoolId id = { CT_NONE };

	if (self->estate != NULL)
		id = ct_estate_find_pool(self->estate, fqdn);
	return id.index != CT_NONE ? ct_estate_pool(self->estate, id) : NULL;
}

static gboolean
is_legacy(const Builder *self, const char *fqdn)
{
	for (guint i = 0; i < self->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(self->plan->pairs, CtPlanPair, i);

		if (g_ascii_strcasecmp(pair->legacy, fqdn) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The server a step is about, NULL when it is about the deployment. */
static const char *
server_of(const Builder *self, const CtPlanStep *step)
{
	const char *subject = step->subjects->len > 0 ? step->subjects->pdata[0] : "";
	CtObjectKind kind = ct_map_subject_kind(subject);

	if (kind <= CT_OBJECT_SERVER)
		return ct_map_subject_identity(subject);
	if (kind == CT_OBJECT_FOREST || kind == CT_OBJECT_SCHEMA || kind == CT_OBJECT_DOMAIN ||
	    kind == CT_OBJECT_DEPLOYMENT || kind == CT_OBJECT_BACK_COMPAT_SITE)
		return NULL;
	for (guint i = 0; i < step->pools->len; i++) {
		if (is_legacy(self, step->pools->pdata[i]))
			return step->pools->pdata[i];
	}
	return step->pools->len == 1 ? step->pools->pdata[0] : NULL;
}

/* The name of the site of a server: of its own, else of the target that its users get. */
static const char *
site_name(const Builder *self, const char *server)
{
	const CtPool *pool = find_pool(self, server);
	const CtSite *site = pool != NULL ? ct_estate_site(self->estate, pool->site) : NULL;
	const char *said = ct_plan_site_of(self->plan, server);

	if (said != NULL)
		return said;
	if (site != NULL && !site->back_compat)
		return site->name;
	for (guint i = 0; i < self->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(self->plan->pairs, CtPlanPair, i);

		if (g_ascii_strcasecmp(pair->legacy, server) != 0 || pair->target == NULL)
			continue;
		pool = find_pool(self, pair->target);
		site = pool != NULL ? ct_estate_site(self->estate, pool->site) : NULL;
		if (site != NULL && !site->back_compat)
			return site->name;
	}
	return NULL;
}

static guint
lane_with(Builder *self, const char *key, const char *name, CtObjectKind kind, guint site)
{
	GArray *lanes = self->timeline->lanes;
	CtLane lane = { .kind = kind, .site = site };

	for (guint i = 0; i < lanes->len; i++) {
		if (g_str_equal(ct_timeline_lane(self->timeline, i)->key, key))
			return i;
	}
	lane.key = keep(self, key);
	lane.name = keep(self, name);
	lane.bars = g_array_new(FALSE, FALSE, sizeof(CtBar));
	g_array_set_clear_func(lane.bars, clear_bar);
	g_array_append_val(lanes, lane);
	return lanes->len - 1;
}

static guint
lane_of_server(Builder *self, const CtPlanStep *step, const char *server)
{
	const CtPool *pool = find_pool(self, server);
	const char *name = site_name(self, server);
	g_autofree char *key = g_ascii_strdown(server, -1);
	guint site;

	if (name == NULL)
		name = step->site != NULL ? step->site : "Legacy deployment";
	site = find_site(self, name);
	if (self->by_site)
		return lane_with(self, name, name, CT_OBJECT_SITE, site);
	return lane_with(self, key, pool != NULL ? pool->fqdn : server,
			 pool != NULL ? pool->kind : CT_OBJECT_SERVER, site);
}

static guint
lane_of_deployment(Builder *self)
{
	return lane_with(self, "", "Deployment", CT_OBJECT_DEPLOYMENT, DEPLOYMENT_SITE);
}

static void
add_bar(Builder *self, guint lane, guint index, gboolean repeat)
{
	const CtPlanStep *step = ct_plan_step(self->plan, index);
	CtBar bar = {
		.work = work_of(step),
		.steps = g_array_new(FALSE, FALSE, sizeof(guint)),
		.start = step->start_minute,
		.end = step->start_minute + step->minutes,
		.settle = step->start_minute + step->minutes + step->settle_minutes,
		.repeat = repeat,
	};

	g_array_append_val(bar.steps, index);
	g_array_append_val(ct_timeline_lane(self->timeline, lane)->bars, bar);
	self->timeline->end = MAX(self->timeline->end, bar.settle);
}

/* A wave stands in the lane of every pool whose users it moves. */
static void
add_wave_bars(Builder *self, guint index, const CtPlanWave *wave)
{
	const CtPlanStep *step = ct_plan_step(self->plan, index);
	g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < wave->from->len; i++) {
		guint lane = lane_of_server(self, step, wave->from->pdata[i]);
		guint k = 0;

		while (k < lanes->len && g_array_index(lanes, guint, k) != lane)
			k++;
		if (k < lanes->len)
			continue;
		add_bar(self, lane, index, lanes->len > 0);
		g_array_append_val(lanes, lane);
	}
	if (wave->from->len == 0)
		add_bar(self, lane_of_deployment(self), index, FALSE);
}

static void
add_steps(Builder *self)
{
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);
		const CtPlanWave *wave = step->wave != NULL
						 ? ct_plan_find_wave(self->plan, step->wave)
						 : NULL;
		const char *server = server_of(self, step);

		if (wave != NULL)
			add_wave_bars(self, i, wave);
		else if (server != NULL)
			add_bar(self, lane_of_server(self, step, server), i, FALSE);
		else
			add_bar(self, lane_of_deployment(self), i, FALSE);
	}
}

static gboolean
is_final(const Builder *self, const CtBar *bar)
{
	return ct_plan_step(self->plan, g_array_index(bar->steps, guint, 0))->reversible ==
	       CT_REVERSIBLE_NO;
}

/* Bars of one kind of work become the first of them, wherever they stand. */
static void
sum_bars(const Builder *self, CtLane *lane)
{
	guint kept = 0;

	for (guint i = 0; i < lane->bars->len; i++) {
		CtBar *bar = &g_array_index(lane->bars, CtBar, i);
		CtBar *first = &g_array_index(lane->bars, CtBar, 0);
		CtBar moved = *bar;
		guint k = 0;

		while (k < kept && (first[k].work != bar->work ||
				    is_final(self, &first[k]) != is_final(self, bar)))
			k++;
		if (k < kept) {
			g_array_append_vals(first[k].steps, bar->steps->data, bar->steps->len);
			first[k].end = MAX(first[k].end, bar->end);
			first[k].settle = MAX(first[k].settle, bar->settle);
			continue;
		}
		*bar = first[kept];
		first[kept++] = moved;
	}
	g_array_set_size(lane->bars, kept);
}

static gboolean
can_group(const Builder *self, const CtBar *last, const CtBar *bar)
{
	gboolean many = self->plan->steps->len > MANY_STEPS;

	if (last->work != bar->work || bar->work == CT_WORK_USERS ||
	    is_final(self, last) != is_final(self, bar))
		return FALSE;
	/* steps side by side need a row each */
	if (bar->start < last->end || bar->start > last->settle + GROUP_GAP_MIN ||
	    last->steps->len >= self->most)
		return FALSE;
	return many || (bar->work == CT_WORK_PREPARE && !is_final(self, bar));
}

/* Neighbours of one kind become the first of them. */
static void
group_bars(const Builder *self, CtLane *lane)
{
	guint kept = 0;

	for (guint i = 1; i < lane->bars->len; i++) {
		CtBar *last = &g_array_index(lane->bars, CtBar, kept);
		CtBar *bar = &g_array_index(lane->bars, CtBar, i);

		if (can_group(self, last, bar)) {
			g_array_append_vals(last->steps, bar->steps->data, bar->steps->len);
			last->end = MAX(last->end, bar->end);
			last->settle = MAX(last->settle, bar->settle);
			g_array_set_size(bar->steps, 0);
		} else if (++kept != i) {
			CtBar emptied = g_array_index(lane->bars, CtBar, kept);

			g_array_index(lane->bars, CtBar, kept) = *bar;
			*bar = emptied;
		}
	}
	if (lane->bars->len > 0)
		g_array_set_size(lane->bars, kept + 1);
}

static gint
compare_bars(gconstpointer a, gconstpointer b)
{
	const CtBar *x = a;
	const CtBar *y = b;
	guint i = g_array_index(x->steps, guint, 0);
	guint j = g_array_index(y->steps, guint, 0);

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return i < j ? -1 : i > j;
}

/* Lanes by site, then kind, then name. */
static gint
compare_lanes(gconstpointer a, gconstpointer b)
{
	const CtLane *x = a;
	const CtLane *y = b;

	if (x->site != y->site)
		return x->site < y->site ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->key, y->key);
}

/* SIP federation is off from clearing the legacy route to the start of the new Edge. */
static void
find_outage(Builder *self)
{
	gboolean open = FALSE;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);

		if (ct_rule_plays("OCS-P8-01", step->rule) && !open) {
			self->timeline->outage_start = step->start_minute;
			open = TRUE;
		} else if (ct_rule_plays("OCS-P8-06", step->rule) && open) {
			self->timeline->outage_end = step->start_minute + step->minutes;
		}
	}
	if (self->timeline->outage_end <= self->timeline->outage_start)
		self->timeline->outage_start = self->timeline->outage_end = 0;
}

/* Steps that follow each other share windows; those of different hours may overlap and are one then. */
static void
find_windows(Builder *self)
{
	GArray *windows = self->timeline->windows;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(self->plan, i);
		CtWindow window = { .text = step->window };
		CtWindow *last = windows->len > 0
					 ? &g_array_index(windows, CtWindow, windows->len - 1)
					 : NULL;

		if (step->window == NULL ||
		    !ct_dates_span(self->plan, step->window, &window.start, &window.end) ||
		    window.start >= self->timeline->end)
			continue;
		window.end = MIN(window.end, self->timeline->end);
		if (last == NULL || window.start > last->end)
			g_array_append_val(windows, window);
		else
			last->end = MAX(last->end, window.end);
	}
}

static void
build(Builder *self)
{
	CtTimeline *timeline = g_new0(CtTimeline, 1);

	self->timeline = timeline;
	timeline->chunk = g_string_chunk_new(1024);
	timeline->sites = g_ptr_array_new();
	timeline->lanes = g_array_new(FALSE, FALSE, sizeof(CtLane));
	timeline->windows = g_array_new(FALSE, FALSE, sizeof(CtWindow));
	g_array_set_clear_func(timeline->lanes, clear_lane);
	g_ptr_array_add(timeline->sites, (gpointer)keep(self, "Deployment"));
	for (guint i = 0; self->estate != NULL && i < self->estate->sites->len; i++) {
		const CtSite *site = &g_array_index(self->estate->sites, CtSite, i);

		if (!site->back_compat)
			find_site(self, site->name);
	}
	add_steps(self);
	g_array_sort(timeline->lanes, compare_lanes);
	for (guint i = 0; i < timeline->lanes->len; i++) {
		CtLane *lane = &g_array_index(timeline->lanes, CtLane, i);

		g_array_sort(lane->bars, compare_bars);
		if (self->sum)
			sum_bars(self, lane);
		else
			group_bars(self, lane);
	}
	find_outage(self);
	find_windows(self);
}

CtTimeline *
ct_timeline_new(const CtPlan *plan, const CtEstate *estate)
{
	return ct_timeline_fine(plan, estate, G_MAXUINT);
}

CtTimeline *
ct_timeline_fine(const CtPlan *plan, const CtEstate *estate, guint most)
{
	Builder self = { NULL, plan, estate, FALSE, FALSE, most };

	build(&self);
	if (self.timeline->lanes->len <= MANY_LANES)
		return self.timeline;
	ct_timeline_free(self.timeline);
	self.by_site = TRUE;
	build(&self);
	return self.timeline;
}

CtTimeline *
ct_timeline_sum(const CtPlan *plan, const CtEstate *estate)
{
	Builder self = { NULL, plan, estate, TRUE, TRUE, G_MAXUINT };

	build(&self);
	return self.timeline;
}

void
ct_timeline_free(CtTimeline *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->lanes);
	g_array_unref(self->windows);
	g_ptr_array_unref(self->sites);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

guint64
ct_timeline_checkpoint(const CtPlan *plan, const CtCheckpoint *checkpoint)
{
	guint index;

	if (checkpoint->after_step == NULL)
		return plan->steps->len > 0 ? ct_plan_step(plan, 0)->start_minute : 0;
	index = ct_plan_find_step(plan, checkpoint->after_step);
	if (index == CT_NONE)
		return 0;
	if (index + 1 < plan->steps->len)
		return ct_plan_step(plan, index + 1)->start_minute;
	return ct_plan_step(plan, index)->start_minute + ct_plan_step(plan, index)->minutes;
}
