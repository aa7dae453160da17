/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which target pools stand for which legacy pool: one that takes over what stands there, and any number that
 * its users are spread over.  Who goes to which of these is the planner's choice, and any choice is safe that the
 * capacities of the pools allow.
 */
#include "planner/checker-parts.h"

static gboolean
is_target_pool(const CtPool *pool)
{
	return pool != NULL && pool->deployment == CT_DEPLOYMENT_TARGET &&
	       pool->kind == CT_OBJECT_POOL;
}

/* What the intent says of a pool, by any spelling of its name; nullable. */
static const char *
wanted_targets(const CtChecker *self, const char *legacy)
{
	g_autofree char *key = g_strdup_printf("pairing.%s", legacy);

	for (guint i = 0; i < self->plan->intent->len; i++) {
		const CtPlanIntent *row = &g_array_index(self->plan->intent, CtPlanIntent, i);

		if (row->key != NULL && g_ascii_strcasecmp(row->key, key) == 0)
			return row->value;
	}
	return NULL;
}

/* The pair has the targets that the intent names, in that order and no others. */
static void
check_wanted(CtChecker *self, const CtPlanPair *pair)
{
	const char *wanted = wanted_targets(self, pair->legacy);
	g_auto(GStrv) names = NULL;
	guint n = 0;

	if (wanted == NULL)
		return;
	names = g_strsplit(wanted, ";", -1);
	for (guint i = 0; names[i] != NULL; i++) {
		const char *name = g_strstrip(names[i]);
		const char *has = n == 0		 ? pair->target
				  : n <= pair->also->len ? pair->also->pdata[n - 1]
							 : NULL;

		if (*name == '\0')
			continue;
		n++;
		if (has != NULL && g_ascii_strcasecmp(name, has) == 0)
			continue;
		ct_checker_report(self, "wave", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the intent gives %s the target %s, and the plan does not",
				  pair->legacy, name);
		return;
	}
	if (n < pair->also->len + 1)
		ct_checker_report(self, "wave", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the plan gives %s more targets than the intent", pair->legacy);
}

/* One of the further pools that the users of a legacy pool are spread over. */
static void
check_spread(CtChecker *self, const CtPlanPair *pair, CtPoolId legacy, const char *name)
{
	CtPoolId id = ct_estate_find_pool(self->estate, name);
	CtMove row = { CT_NONE, legacy.index, id.index };

	if (!is_target_pool(ct_estate_pool(self->estate, id))) {
		ct_checker_report(self, "format", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the plan spreads %s over %s, which is no target pool",
				  pair->legacy, name);
		return;
	}
	g_array_append_val(self->spreads, row);
	self->spread_to[id.index] = TRUE;
}

static void
check_pair(CtChecker *self, const CtPlanPair *pair)
{
	CtPoolId legacy = ct_estate_find_pool(self->estate, pair->legacy);
	CtPoolId target = ct_estate_find_pool(self->estate, pair->target);
	const CtPool *from = ct_estate_pool(self->estate, legacy);
	const CtPool *to = ct_estate_pool(self->estate, target);

	if (from == NULL || from->deployment != CT_DEPLOYMENT_LEGACY) {
		ct_checker_report(self, "format", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the plan pairs %s, which is no legacy pool", pair->legacy);
		return;
	}
	if (pair->target == NULL)
		return;
	if (!is_target_pool(to)) {
		ct_checker_report(self, "format", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the plan pairs %s with %s, which is no target pool",
				  pair->legacy, pair->target);
		return;
	}
	if (self->pairs[legacy.index] != CT_NONE)
		ct_checker_report(self, "format", "OCS-P1-03", CT_NONE, CT_NONE,
				  "the plan pairs %s twice", pair->legacy);
	self->pairs[legacy.index] = target.index;
	check_wanted(self, pair);
	for (guint i = 0; i < pair->also->len; i++)
		check_spread(self, pair, legacy, g_ptr_array_index(pair->also, i));
}

gboolean
ct_checker_is_target(const CtChecker *self, CtPoolId source, CtPoolId target)
{
	if (self->pairs[source.index] == target.index)
		return TRUE;
	for (guint i = 0; i < self->spreads->len; i++) {
		const CtMove *row = &g_array_index(self->spreads, CtMove, i);

		if (row->source == source.index && row->target == target.index)
			return TRUE;
	}
	return FALSE;
}

void
ct_checker_pairs(CtChecker *self)
{
	self->pairs = g_new(guint32, self->estate->pools->len + 1);
	self->spreads = g_array_new(FALSE, FALSE, sizeof(CtMove));
	self->spread_to = g_new0(gboolean, self->estate->pools->len + 1);
	for (guint i = 0; i < self->estate->pools->len; i++)
		self->pairs[i] = CT_NONE;
	for (guint i = 0; i < self->plan->pairs->len; i++)
		check_pair(self, &g_array_index(self->plan->pairs, CtPlanPair, i));
	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && pool->kind == CT_OBJECT_POOL &&
		    pool->users > 0 && self->pairs[i] == CT_NONE && !self->stays)
			ct_checker_report_at(self, "wave", "OCS-P1-03", pool->origin,
					     "legacy pool %s has %u users and no target",
					     pool->fqdn, pool->users);
	}
}
