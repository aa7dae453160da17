/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting who moves where.
 *
 * Only the members of the waves count, never what a wave says of itself: a drawing shows a move
 * because somebody makes it.  Members are looked up by the names of their pools, of which there are
 * few, so that a million of them cost two look-ups each and no memory.
 */
#include "render/moves.h"

#include <string.h>

#include "render/sheet.h"

static const char *
site_of(const CtPlan *plan, const CtEstate *estate, const char *fqdn)
{
	const char *name = ct_plan_site_of(plan, fqdn);
	const CtPool *pool = NULL;
	const CtSite *site = NULL;

	if (name != NULL && name[0] != '\0')
		return name;
	if (estate != NULL)
		pool = ct_estate_pool(estate, ct_estate_find_pool(estate, fqdn));
	if (pool != NULL)
		site = ct_estate_site(estate, pool->site);
	return site != NULL && !site->back_compat && site->name != NULL ? site->name : "";
}

static gint
compare_places(gconstpointer a, gconstpointer b)
{
	const CtMovePlace *x = a;
	const CtMovePlace *y = b;
	int order = strcmp(x->site, y->site);

	return order != 0 ? order : strcmp(x->fqdn, y->fqdn);
}

static gint
compare_flows(gconstpointer a, gconstpointer b)
{
	const CtMoveRow *x = a;
	const CtMoveRow *y = b;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->wave != y->wave)
		return x->wave < y->wave ? -1 : 1;
	return x->target < y->target ? -1 : x->target > y->target;
}

typedef struct {
	CtMoves *moves;
	const CtEstate *estate; /* nullable */
	GHashTable *sources;	/* FQDN -> index + 1 */
	GHashTable *targets;
	GHashTable *triples;	  /* key of a flow -> index + 1 */
	const CtWaveMember *last; /* nullable: whose flow was found last */
	guint last_row;		  /* and that flow, in the wave @last_wave */
	guint last_wave;
} Counter;

/* Spellings of one name that differ in case are one place, by the first of them. */
static guint
index_place(Counter *self, GHashTable *known, GArray *places, const char *fqdn)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(known, fqdn));
	CtMovePlace place = { fqdn, "", 0 };
	char *folded;

	if (found > 0)
		return found - 1;
	folded = g_utf8_strdown(fqdn, -1);
	found = GPOINTER_TO_UINT(g_hash_table_lookup(known, folded));
	if (found == 0) {
		place.site = site_of(self->moves->plan, self->estate, fqdn);
		g_array_append_val(places, place);
		found = places->len;
	}
	g_hash_table_insert(known, folded, GUINT_TO_POINTER(found));
	g_hash_table_insert(known, g_strdup(fqdn), GUINT_TO_POINTER(found));
	return found - 1;
}

/* Most members of a wave come from where the one before came from, and go where that goes. */
static gboolean
count_again(Counter *self, const CtWaveMember *member, guint wave)
{
	const CtWaveMember *last = self->last;
	CtMoves *moves = self->moves;
	CtMoveRow *flow;

	if (last == NULL || self->last_wave != wave ||
	    (last->source != member->source && strcmp(last->source, member->source) != 0) ||
	    (last->target != member->target && strcmp(last->target, member->target) != 0))
		return FALSE;
	flow = &g_array_index(moves->rows, CtMoveRow, self->last_row);
	flow->users++;
	moves->users++;
	g_array_index(moves->sources, CtMovePlace, flow->source).users++;
	g_array_index(moves->targets, CtMovePlace, flow->target).users++;
	return TRUE;
}

static void
count_member(Counter *self, const CtWaveMember *member, guint wave)
{
	CtMoves *moves = self->moves;
	CtMoveRow flow = { .wave = wave, .users = 1 };
	gint64 key;
	guint found;

	if (count_again(self, member, wave))
		return;
	flow.source = index_place(self, self->sources, moves->sources, member->source);
	flow.target = index_place(self, self->targets, moves->targets, member->target);
	key = ((gint64)wave << 42) | ((gint64)flow.source << 21) | flow.target;
	found = GPOINTER_TO_UINT(g_hash_table_lookup(self->triples, &key));
	moves->users++;
	g_array_index(moves->sources, CtMovePlace, flow.source).users++;
	g_array_index(moves->targets, CtMovePlace, flow.target).users++;
	if (found > 0) {
		g_array_index(moves->rows, CtMoveRow, found - 1).users++;
	} else {
		g_array_append_val(moves->rows, flow);
		found = moves->rows->len;
		g_hash_table_insert(self->triples, g_memdup2(&key, sizeof key),
				    GUINT_TO_POINTER(found));
	}
	self->last = member;
	self->last_wave = wave;
	self->last_row = found - 1;
}

/* The order of places decides where equal drawings begin. */
static guint *
sort_places(GArray *places)
{
	g_autoptr(GHashTable) old = g_hash_table_new(g_str_hash, g_str_equal);
	guint *moved = g_new0(guint, places->len + 1);

	for (guint i = 0; i < places->len; i++)
		g_hash_table_insert(old, (gpointer)ct_moves_place(places, i)->fqdn,
				    GUINT_TO_POINTER(i));
	g_array_sort(places, compare_places);
	for (guint i = 0; i < places->len; i++)
		moved[GPOINTER_TO_UINT(g_hash_table_lookup(old, ct_moves_place(places, i)->fqdn))] =
			i;
	return moved;
}

static void
count_users(CtMoves *self, const CtEstate *estate)
{
	const CtPlan *whole = ct_plan_whole(self->plan);
	g_autoptr(GHashTable) sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	g_autoptr(GHashTable) triples = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
							      NULL);
	Counter counter = { .moves = self,
			    .estate = estate,
			    .sources = sources,
			    .targets = targets,
			    .triples = triples };
	g_autofree guint *rows = ct_sheet_waves(self->plan);
	g_autofree guint *from = NULL;
	g_autofree guint *to = NULL;

	for (guint i = 0; i < whole->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(whole->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			count_member(&counter, &g_array_index(wave->members, CtWaveMember, k),
				     rows[i]);
	}
	from = sort_places(self->sources);
	to = sort_places(self->targets);
	for (guint i = 0; i < self->rows->len; i++) {
		CtMoveRow *flow = &g_array_index(self->rows, CtMoveRow, i);

		flow->source = from[flow->source];
		flow->target = to[flow->target];
	}
	g_array_sort(self->rows, compare_flows);
}

CtMoves *
ct_moves_new(const CtPlan *plan, const CtEstate *estate)
{
	CtMoves *self = g_new0(CtMoves, 1);

	self->plan = plan;
	self->sources = g_array_new(FALSE, FALSE, sizeof(CtMovePlace));
	self->targets = g_array_new(FALSE, FALSE, sizeof(CtMovePlace));
	self->rows = g_array_new(FALSE, FALSE, sizeof(CtMoveRow));
	count_users(self, estate);
	return self;
}

void
ct_moves_free(CtMoves *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->sources);
	g_array_unref(self->targets);
	g_array_unref(self->rows);
	g_free(self);
}

typedef struct {
	const char *name;
	guint users;
} SiteUsers;

static gint
by_users(gconstpointer a, gconstpointer b)
{
	const SiteUsers *x = a;
	const SiteUsers *y = b;

	if (x->users != y->users)
		return x->users > y->users ? -1 : 1;
	return strcmp(x->name, y->name);
}

GHashTable *
ct_moves_sites(const GArray *places, guint most)
{
	g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(SiteUsers));
	GHashTable *kept = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < places->len; i++) { /* which stand by site */
		const CtMovePlace *place = ct_moves_place(places, i);
		SiteUsers site = { place->site, place->users };
		SiteUsers *last = sites->len > 0 ? &g_array_index(sites, SiteUsers, sites->len - 1)
						 : NULL;

		if (last != NULL && g_str_equal(last->name, site.name))
			last->users += site.users;
		else
			g_array_append_val(sites, site);
	}
	g_array_sort(sites, by_users);
	if (sites->len > most)
		g_array_set_size(sites, most - 1);
	for (guint i = 0; i < sites->len; i++)
		g_hash_table_add(kept, (gpointer)g_array_index(sites, SiteUsers, i).name);
	return kept;
}

guint
ct_moves_count_sites(const GArray *places, const gboolean *wanted)
{
	g_autoptr(GHashTable) sites = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < places->len; i++)
		if (wanted[i])
			g_hash_table_add(sites, (gpointer)ct_moves_place(places, i)->site);
	return g_hash_table_size(sites);
}
