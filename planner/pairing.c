/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairing of legacy with target pools.  The guide wants one target for each legacy pool and says
 * nothing about how to choose; so the architect's word comes first, then what leaves no choice, and
 * only then a balance by users, which the plan records as an assumption.
 */
#include "planner/pairing.h"

#include <string.h>

#include "planner/intent.h"

typedef struct {
	const CtEstate *estate;
	const CtIntent *intent;
	GArray *targets; /* of CtPoolId */
	guint64 *load;	 /* users now and to come, by pool index */
} Matcher;

static const CtPool *
pool_at(const CtEstate *estate, guint32 index)
{
	return &g_array_index(estate->pools, CtPool, index);
}

const char *
ct_pairing_site_name(const CtEstate *estate, const CtIntent *intent, const CtPool *pool)
{
	const CtIntentEntry *entry = intent != NULL
					     ? ct_intent_find_entry(intent->sites, pool->fqdn)
					     : NULL;
	const CtSite *site = ct_estate_site(estate, pool->site);

	if (entry != NULL)
		return entry->value;
	return site != NULL && !site->back_compat ? site->name : NULL;
}

/* Does @target run every application that objects homed on @legacy need? */
static gboolean
runs_applications(const CtEstate *estate, CtPoolId legacy, const CtPool *target)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->pool.index != legacy.index)
			continue;
		if (object->kind == CT_OBJECT_RESPONSE_GROUP && !target->has_response_group)
			return FALSE;
		if (object->kind == CT_OBJECT_ACCESS_NUMBER && !target->has_dial_in)
			return FALSE;
	}
	return TRUE;
}

/* What @name means on the right side of [pairing]; CT_NONE when it is no target pool that homes users. */
static CtPoolId
find_target(const CtEstate *estate, const char *name)
{
	CtPoolId id = ct_estate_find_pool(estate, name);
	const CtPool *pool = ct_estate_pool(estate, id);

	if (pool != NULL &&
	    (pool->deployment != CT_DEPLOYMENT_TARGET || !ct_pool_homes_users(pool)))
		id.index = CT_NONE;
	return id;
}

/* Takes the pools of @names in; returns the first that cannot be one, NULL when all can. */
static const char *
take_targets(const CtEstate *estate, char **names, CtPair *pair)
{
	for (guint i = 0; names[i] != NULL; i++) {
		CtPoolId id = find_target(estate, g_strstrip(names[i]));

		if (*names[i] == '\0' && i > 0)
			continue; /* behind the last separator */
		if (id.index == CT_NONE || ct_pair_fills(pair, id))
			return names[i];
		if (i == 0)
			pair->target = id;
		else if (pair->also == NULL)
			pair->also = g_array_new(FALSE, FALSE, sizeof(CtPoolId));
		if (i > 0)
			g_array_append_val(pair->also, id);
	}
	return NULL;
}

static gboolean
match_intent(Matcher *matcher, CtPair *pair)
{
	const CtPool *legacy = pool_at(matcher->estate, pair->legacy.index);
	const CtIntentEntry *entry = matcher->intent != NULL
					     ? ct_intent_find_entry(matcher->intent->pairing,
								    legacy->fqdn)
					     : NULL;
	g_autofree char *where = NULL;
	g_auto(GStrv) names = NULL;
	const char *wrong;
	gboolean twice;

	if (entry == NULL)
		return FALSE;
	where = ct_intent_where(matcher->intent, entry->line);
	names = g_strsplit(entry->value, ";", -1);
	pair->is_explicit = TRUE;
	wrong = take_targets(matcher->estate, names, pair);
	twice = wrong != NULL && ct_pair_fills(pair, find_target(matcher->estate, wrong));
	pair->evidence =
		wrong == NULL ? g_strdup_printf("the intent says so (%s)", where)
		: twice	      ? g_strdup_printf("the intent (%s) names %s twice", where, wrong)
			: g_strdup_printf("the intent (%s) names %s, which is no target pool of "
					  "these exports that homes users",
					  where, wrong);
	if (wrong == NULL)
		return TRUE;
	pair->target.index = CT_NONE;
	g_clear_pointer(&pair->also, g_array_unref);
	return TRUE;
}

static gboolean
match_only_pool(Matcher *matcher, CtPair *pair)
{
	if (matcher->targets->len != 1)
		return FALSE;
	pair->target = g_array_index(matcher->targets, CtPoolId, 0);
	pair->evidence = g_strdup("it is the only target pool that homes users");
	return TRUE;
}

static gboolean
match_site(Matcher *matcher, CtPair *pair)
{
	const CtEstate *estate = matcher->estate;
	const char *site = ct_pairing_site_name(estate, matcher->intent,
						pool_at(estate, pair->legacy.index));
	guint found = 0;

	for (guint i = 0; site != NULL && i < matcher->targets->len; i++) {
		CtPoolId id = g_array_index(matcher->targets, CtPoolId, i);
		const char *other = ct_pairing_site_name(estate, matcher->intent,
							 pool_at(estate, id.index));

		if (other == NULL || g_ascii_strcasecmp(site, other) != 0)
			continue;
		pair->target = id;
		found++;
	}
	if (found == 1)
		pair->evidence = g_strdup_printf("it is the only target pool in site %s", site);
	else
		pair->target.index = CT_NONE;
	return found == 1;
}

static gboolean
match_balance(Matcher *matcher, CtPair *pair)
{
	const CtEstate *estate = matcher->estate;
	gboolean best_runs = FALSE;

	for (guint i = 0; i < matcher->targets->len; i++) {
		CtPoolId id = g_array_index(matcher->targets, CtPoolId, i);
		gboolean runs = runs_applications(estate, pair->legacy, pool_at(estate, id.index));

		if (pair->target.index != CT_NONE &&
		    (best_runs > runs || (best_runs == runs && matcher->load[pair->target.index] <=
								       matcher->load[id.index])))
			continue;
		pair->target = id;
		best_runs = runs;
	}
	if (pair->target.index != CT_NONE)
		pair->evidence = g_strdup("nothing names its target; this one has the fewest users "
					  "among those that run its applications");
	return pair->target.index != CT_NONE;
}

static gboolean
match_nothing(Matcher *matcher, CtPair *pair)
{
	(void)matcher;
	pair->evidence = g_strdup("the exports hold no target pool that homes users");
	return TRUE;
}

typedef gboolean (*MatchFunc)(Matcher *matcher, CtPair *pair);

/* In the order of belief. */
static const MatchFunc matches[] = { match_intent, match_only_pool, match_site, match_balance,
				     match_nothing };

/* Equal parts are near enough for a balance. */
static void
add_load(Matcher *matcher, const CtPair *pair)
{
	guint64 part = pool_at(matcher->estate, pair->legacy.index)->users /
		       (ct_pair_n_also(pair) + 1);

	matcher->load[pair->target.index] += part;
	for (guint i = 0; i < ct_pair_n_also(pair); i++)
		matcher->load[g_array_index(pair->also, CtPoolId, i).index] += part;
}

static int
by_users(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtEstate *estate = data;
	const CtPool *left = pool_at(estate, ((const CtPair *)a)->legacy.index);
	const CtPool *right = pool_at(estate, ((const CtPair *)b)->legacy.index);

	if (left->users != right->users)
		return left->users < right->users ? 1 : -1;
	return strcmp(left->key, right->key);
}

static int
by_legacy(gconstpointer a, gconstpointer b)
{
	guint32 left = ((const CtPair *)a)->legacy.index;
	guint32 right = ((const CtPair *)b)->legacy.index;

	return left < right ? -1 : left > right;
}

static void
clear_pair(gpointer data)
{
	g_free(((CtPair *)data)->evidence);
	g_clear_pointer(&((CtPair *)data)->also, g_array_unref);
}

/* A share of a pool for each of its servers that home users. */
static guint
weight_of(const CtEstate *estate, CtPoolId id)
{
	return MAX(pool_at(estate, id.index)->machines, 1);
}

/* FNV-1a, its bits mixed once more, since addresses of one domain differ in few. */
static guint32
hash_of(const char *key)
{
	guint32 hash = 2166136261u;

	for (; *key != '\0'; key++)
		hash = (hash ^ (guchar)*key) * 16777619u;
	hash ^= hash >> 16;
	hash *= 0x85ebca6bu;
	hash ^= hash >> 13;
	hash *= 0xc2b2ae35u;
	return hash ^ hash >> 16;
}

CtPoolId
ct_pairing_home(const CtEstate *estate, const CtPair *pair, guint32 user)
{
	guint64 total;
	guint64 place;

	if (ct_pair_n_also(pair) == 0)
		return pair->target;
	total = weight_of(estate, pair->target);
	for (guint i = 0; i < ct_pair_n_also(pair); i++)
		total += weight_of(estate, g_array_index(pair->also, CtPoolId, i));
	place = hash_of(estate->users.key[user]) % total;
	if (place < weight_of(estate, pair->target))
		return pair->target;
	place -= weight_of(estate, pair->target);
	for (guint i = 0;; i++) {
		CtPoolId id = g_array_index(pair->also, CtPoolId, i);

		if (place < weight_of(estate, id))
			return id;
		place -= weight_of(estate, id);
	}
}

void
ct_pairing_count(CtPairing *self, const CtEstate *estate)
{
	gboolean any = FALSE;

	g_free(self->coming);
	self->coming = g_new0(guint64, estate->pools->len + 1);
	for (guint i = 0; i < self->pairs->len; i++) {
		const CtPair *pair = &g_array_index(self->pairs, CtPair, i);

		if (ct_pair_n_also(pair) > 0)
			any = TRUE;
		else if (pair->target.index != CT_NONE)
			self->coming[pair->target.index] +=
				pool_at(estate, pair->legacy.index)->users;
	}
	for (guint32 i = 0; any && i < estate->users.count; i++) {
		const CtPair *pair = ct_pairing_find(self, (CtPoolId){ estate->users.pool[i] });

		if (pair != NULL && ct_pair_n_also(pair) > 0)
			self->coming[ct_pairing_home(estate, pair, i).index]++;
	}
}

CtPairing *
ct_pairing_new(const CtEstate *estate, const CtIntent *intent)
{
	CtPairing *self = g_new0(CtPairing, 1);
	g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(CtPoolId));
	g_autofree guint64 *load = g_new0(guint64, estate->pools->len + 1);
	Matcher matcher = { estate, intent, targets, load };

	self->pairs = g_array_new(FALSE, TRUE, sizeof(CtPair));
	g_array_set_clear_func(self->pairs, clear_pair);
	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = pool_at(estate, i);
		CtPair pair = { .legacy = { i }, .target = { CT_NONE }, .origin = pool->origin };
		CtPoolId id = { i };

		load[i] = pool->users;
		if (!ct_pool_homes_users(pool))
			continue;
		if (pool->deployment == CT_DEPLOYMENT_LEGACY) {
			g_array_append_val(self->pairs, pair);
		} else if (pool->deployment == CT_DEPLOYMENT_TARGET) {
			g_array_append_val(targets, id);
		}
	}
	/* The largest choose first, so that the balance does not depend on names */
	g_array_sort_with_data(self->pairs, by_users, (gpointer)estate);
	for (guint i = 0; i < self->pairs->len; i++) {
		CtPair *pair = &g_array_index(self->pairs, CtPair, i);

		for (gsize m = 0; m < G_N_ELEMENTS(matches) && !matches[m](&matcher, pair); m++)
			;
		if (pair->target.index != CT_NONE)
			add_load(&matcher, pair);
	}
	g_array_sort(self->pairs, by_legacy);
	ct_pairing_count(self, estate);
	return self;
}

void
ct_pairing_free(CtPairing *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->pairs);
	g_free(self->coming);
	g_free(self);
}

const CtPair *
ct_pairing_find(const CtPairing *self, CtPoolId legacy)
{
	for (guint i = 0; i < self->pairs->len; i++) {
		const CtPair *pair = &g_array_index(self->pairs, CtPair, i);

		if (pair->legacy.index == legacy.index)
			return pair;
	}
	return NULL;
}

CtPoolId
ct_pairing_target(const CtPairing *self, CtPoolId legacy)
{
	const CtPair *pair = ct_pairing_find(self, legacy);

	return pair != NULL ? pair->target : (CtPoolId){ CT_NONE };
}

gboolean
ct_pair_fills(const CtPair *pair, CtPoolId target)
{
	if (target.index == CT_NONE)
		return FALSE;
	for (guint i = 0; i < ct_pair_n_also(pair); i++)
		if (g_array_index(pair->also, CtPoolId, i).index == target.index)
			return TRUE;
	return pair->target.index == target.index;
}
