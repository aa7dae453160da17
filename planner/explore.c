/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conflicts of later stages, and ways out that are true.
 *
 * The planner stops at the first stage that has conflicts.  With one element of each dropped it goes
 * on, and meets those of the next stage, so that a person is told of all at once.  What is dropped may bring
 * something else to bear, too: so every element of every conflict is dropped by itself, and what is met then
 * instead of a plan is told as well, until nothing new is met.  A way out is then
 * tried: the estate is planned again with it, and with every other conflict relaxed by an element that
 * it does not share.
 */
#include "planner/explore.h"

#include <string.h>

/* Stages that can have conflicts: what nothing gets around, the order, the calendar. */
#define MAX_ROUNDS 3

/* How often an estate is planned again, and how many users that may be in all: a person waits for it. */
#define MAX_TRIES	24
#define MAX_USERS_TRIED 2000000
/* The same, before any way out is tried. */
#define MAX_DROPS	  96
#define MAX_USERS_DROPPED 1000000

typedef struct {
	const CtEstate *estate;
	const CtIntent *intent;
	const CtFindings *findings;
	GHashTable *dropped; /* nullable */
	GPtrArray *conflicts;
	GHashTable *outcomes; /* keys that were dropped, sorted, as text -> 1: no plan, 2: a plan */
	CtWaveTrials *trials;
	guint tries; /* of ways out */
	guint drops; /* of elements */
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

static gboolean
has_key(const GPtrArray *keys, const char *key)
{
	for (guint i = 0; i < keys->len; i++)
		if (strcmp(g_ptr_array_index((GPtrArray *)keys, i), key) == 0)
			return TRUE;
	return FALSE;
}

/* Is @conflict relaxed by what was dropped when @kept (nullable) was met? */
static gboolean
is_in_front(const CtConflict *conflict, const CtConflict *kept)
{
	for (guint i = 0; kept != NULL && i < conflict->elements->len; i++)
		if (has_key(kept->behind,
			    ((const CtConflictElement *)g_ptr_array_index(conflict->elements, i))
				    ->key))
			return TRUE;
	return FALSE;
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
	for (guint i = 0; kept != NULL && i < kept->behind->len; i++)
		g_hash_table_add(keys, g_ptr_array_index(kept->behind, i));
	for (guint i = 0; i < self->conflicts->len; i++) {
		const CtConflict *conflict = conflict_at(self->conflicts, i);
		const char *apart = conflict != kept && !is_in_front(conflict, kept)
					    ? key_apart(conflict, kept)
					    : NULL;

		if (apart != NULL)
			g_hash_table_add(keys, (gpointer)apart);
	}
	return keys;
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

/* Two sets with the same keys have the same text. */
static char *
text_of(GHashTable *keys)
{
	g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(keys), compare_texts);
	GString *text = g_string_new(NULL);

	for (const GList *at = sorted; at != NULL; at = at->next)
		g_string_append_printf(text, "%s\n", (const char *)at->data);
	return g_string_free(text, FALSE);
}

/* Is there a plan?  Conflicts that are met instead are appended to @met, when the same has not been tried
 * before.  @count: of such tries */
static gboolean
attempt(Explorer *self, GHashTable *keys, guint most, GPtrArray *met, guint *count)
{
	g_autofree char *text = text_of(keys);
	gpointer outcome = g_hash_table_lookup(self->outcomes, text);
	g_autoptr(CtPlan) plan = NULL;

	if (outcome != NULL)
		return GPOINTER_TO_INT(outcome) == 2;
	(*count)++;
	ct_planner_attempt(self->estate, self->intent, self->findings, keys, NULL, self->trials,
			   most, &plan, met, NULL);
	g_hash_table_insert(self->outcomes, g_steal_pointer(&text),
			    GINT_TO_POINTER(plan != NULL ? 2 : 1));
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

static void
stand_behind(CtConflict *conflict, GHashTable *keys)
{
	g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(keys), compare_texts);

	for (const GList *at = sorted; at != NULL; at = at->next)
		g_ptr_array_add(conflict->behind, g_strdup(at->data));
}

/* Returns FALSE when nothing new is met with @keys dropped.
 * @once: (nullable): id of the element but for which it would not be met */
static gboolean
meet(Explorer *self, GHashTable *keys, const char *once)
{
	g_autoptr(GPtrArray) met = g_ptr_array_new_with_free_func((GDestroyNotify)ct_conflict_free);
	gboolean any = FALSE;

	attempt(self, keys, CT_CONFLICT_MAX, met, &self->drops);
	for (guint i = 0; i < met->len; i++) {
		CtConflict *conflict = g_ptr_array_index(met, i);

		if (is_known(self, conflict))
			continue;
		stand_behind(conflict, keys);
		conflict->once = g_strdup(once);
		g_ptr_array_add(self->conflicts, conflict);
		met->pdata[i] = ct_conflict_new();
		any = TRUE;
	}
	return any;
}

/* Returns FALSE when nothing new is met. */
static gboolean
go_on(Explorer *self)
{
	g_autoptr(GHashTable) keys = relax_others(self, NULL);

	return meet(self, keys, NULL);
}

static gboolean
may_drop(const Explorer *self)
{
	return self->drops < MAX_DROPS &&
	       (guint64)self->estate->users.count * self->drops < MAX_USERS_DROPPED;
}

/* Drops the elements of @conflict one by one, until something new is met.  Returns FALSE when nothing is. */
static gboolean
drop_each(Explorer *self, CtConflict *conflict)
{
	g_autoptr(GHashTable) keys = relax_others(self, conflict);

	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);
		gboolean any;

		if (!may_drop(self)) {
			conflict->more = TRUE;
			return FALSE;
		}
		g_hash_table_add(keys, element->key);
		any = meet(self, keys, element->id);
		g_hash_table_remove(keys, element->key);
		if (any)
			return TRUE;
	}
	return FALSE;
}

/* What shows once an element is dropped.  Where more are known not to be told, one more is no news. */
static void
find_hidden(Explorer *self)
{
	for (guint i = 0; i < self->conflicts->len;) {
		CtConflict *conflict = g_ptr_array_index(self->conflicts, i);

		if (conflict->more)
			return;
		/* What is relaxed is something else then */
		i = drop_each(self, conflict) ? 0 : i + 1;
	}
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
			way->tried = attempt(self, keys, 1, met, &self->tries);
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
	g_autoptr(GHashTable) outcomes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							       NULL);
	g_autoptr(CtWaveTrials) trials = ct_wave_trials_new(0);
	Explorer self = { .estate = estate,
			  .intent = intent,
			  .findings = findings,
			  .dropped = dropped,
			  .conflicts = conflicts,
			  .outcomes = outcomes,
			  .trials = trials };

	for (guint round = 0; round < MAX_ROUNDS && may_drop(&self); round++)
		if (!go_on(&self))
			break;
	find_hidden(&self);
	for (guint i = 0; i < conflicts->len; i++)
		try_ways_out(&self, conflict_at(conflicts, i));
}
