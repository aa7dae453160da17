/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conflicts of later stages, and ways out that are true.
 *
 * The planner stops at the first stage that has conflicts.  With one element of each dropped it goes
 * on, and meets those of the next stage, so that a person is told of all at once.  A way out is then
 * tried: the estate is planned again with it, and with every other conflict relaxed by an element that
 * it does not share.
 */
#include "planner/explore.h"

/* Stages that can have conflicts: what nothing gets around, the order, the calendar. */
#define MAX_ROUNDS 3

/* How often an estate is planned again, and how many users that may be in all: a person waits for it. */
#define MAX_TRIES	24
#define MAX_USERS_TRIED 2000000

typedef struct {
	const CtEstate *estate;
	const CtIntent *intent;
	const CtFindings *findings;
	GHashTable *dropped; /* nullable */
	GPtrArray *conflicts;
	guint tries;
} Explorer;

static const CtConflict *
conflict_at(const GPtrArray *conflicts, guint index)
{
	return g_ptr_array_index((GPtrArray *)conflicts, index);
}

/* The first element of @conflict that @other does not have; CtConflictElement.key. */
static const char *
key_apart(const CtConflict *conflict, const CtConflict *other)
{
	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

		if (other == NULL || !ct_conflict_has(other, element->key))
			return element->key;
	}
	return NULL;
}

/* All conflicts but @kept (nullable) relaxed; the keys are theirs. */
static GHashTable *
relax_others(const Explorer *self, const CtConflict *kept)
{
	GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer key;

	if (self->dropped != NULL) {
		g_hash_table_iter_init(&iter, self->dropped);
		while (g_hash_table_iter_next(&iter, &key, NULL))
			g_hash_table_add(keys, key);
	}
	for (guint i = 0; i < self->conflicts->len; i++) {
		const CtConflict *conflict = conflict_at(self->conflicts, i);
		const char *apart = conflict != kept ? key_apart(conflict, kept) : NULL;

		if (apart != NULL)
			g_hash_table_add(keys, (gpointer)apart);
	}
	return keys;
}

/* Is there a plan?  Conflicts that are met instead are appended to @met. */
static gboolean
attempt(Explorer *self, GHashTable *keys, guint most, GPtrArray *met)
{
	g_autoptr(CtPlan) plan = NULL;

	self->tries++;
	ct_planner_attempt(self->estate, self->intent, self->findings, keys, NULL, most, &plan, met,
			   NULL);
	return plan != NULL;
}

static gboolean
is_known(const Explorer *self, const CtConflict *conflict)
{
	for (guint i = 0; i < self->conflicts->len; i++)
		if (ct_conflict_equal(conflict_at(self->conflicts, i), conflict))
			return TRUE;
	return FALSE;
}

/* Returns FALSE when nothing new is met. */
static gboolean
go_on(Explorer *self)
{
	g_autoptr(GHashTable) keys = relax_others(self, NULL);
	g_autoptr(GPtrArray) met = g_ptr_array_new_with_free_func((GDestroyNotify)ct_conflict_free);
	gboolean any = FALSE;

	attempt(self, keys, CT_CONFLICT_MAX, met);
	for (guint i = 0; i < met->len; i++) {
		if (is_known(self, conflict_at(met, i)))
			continue;
		g_ptr_array_add(self->conflicts, met->pdata[i]);
		met->pdata[i] = ct_conflict_new();
		any = TRUE;
	}
	return any;
}

static gboolean
may_try(const Explorer *self)
{
	return self->tries < MAX_TRIES &&
	       (guint64)self->estate->users.count * self->tries < MAX_USERS_TRIED;
}

static void
try_ways_out(Explorer *self, const CtConflict *conflict)
{
	for (guint i = 0; i < conflict->ways_out->len && may_try(self);) {
		CtWayOut *way = g_ptr_array_index(conflict->ways_out, i);
		g_autoptr(GHashTable) keys = NULL;
		g_autoptr(GPtrArray) met = g_ptr_array_new_with_free_func(
			(GDestroyNotify)ct_conflict_free);

		if (way->key != NULL) {
			keys = relax_others(self, conflict);
			g_hash_table_add(keys, way->key);
			way->tried = attempt(self, keys, 1, met);
		}
		if (way->key != NULL && !way->tried && conflict->ways_out->len > 1)
			g_ptr_array_remove_index(conflict->ways_out, i);
		else
			i++;
	}
}

void
ct_planner_explore(const CtEstate *estate, const CtIntent *intent, const CtFindings *findings,
		   GHashTable *dropped, GPtrArray *conflicts)
{
	Explorer self = { .estate = estate,
			  .intent = intent,
			  .findings = findings,
			  .dropped = dropped,
			  .conflicts = conflicts };

	for (guint round = 0; round < MAX_ROUNDS && may_try(&self); round++)
		if (!go_on(&self))
			break;
	for (guint i = 0; i < conflicts->len; i++)
		try_ways_out(&self, conflict_at(conflicts, i));
}
