/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of a conflict; who finds one is blocker.c, conflict-search.c and schedule-conflict.c. */
#include "planner/conflict.h"

#include <string.h>

static void
free_element(gpointer data)
{
	CtConflictElement *element = data;

	g_free(element->id);
	g_free(element->key);
	g_free(element->text);
	g_free(element->where);
	g_free(element);
}

static void
free_way_out(gpointer data)
{
	CtWayOut *way = data;

	g_free(way->text);
	g_free(way->key);
	g_free(way);
}

CtConflict *
ct_conflict_new(void)
{
	CtConflict *self = g_new0(CtConflict, 1);

	self->elements = g_ptr_array_new_with_free_func(free_element);
	self->ways_out = g_ptr_array_new_with_free_func(free_way_out);
	self->behind = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
ct_conflict_free(CtConflict *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->elements);
	g_ptr_array_unref(self->ways_out);
	g_ptr_array_unref(self->behind);
	g_free(self->once);
	g_free(self);
}

/* @text: (transfer full) */
static void
add_element(CtConflict *self, const char *id, const char *key, const char *where, char *text)
{
	CtConflictElement *element = g_new0(CtConflictElement, 1);

	element->id = g_strdup(id);
	element->key = g_strdup(key);
	element->where = g_strdup(where);
	element->text = text;
	g_ptr_array_add(self->elements, element);
}

void
ct_conflict_add(CtConflict *self, const char *id, const char *where, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_element(self, id, id, where, g_strdup_vprintf(format, args));
	va_end(args);
}

void
ct_conflict_add_keyed(CtConflict *self, const char *id, const char *key, const char *where,
		      const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_element(self, id, key, where, g_strdup_vprintf(format, args));
	va_end(args);
}

/* Behind all that cost no more.  @text: (transfer full) */
static void
add_way_out(CtConflict *self, CtWayOutCost cost, const char *key, char *text)
{
	CtWayOut *way = g_new0(CtWayOut, 1);
	guint at = self->ways_out->len;

	way->text = text;
	way->key = g_strdup(key);
	way->cost = cost;
	while (at > 0 && ((const CtWayOut *)g_ptr_array_index(self->ways_out, at - 1))->cost > cost)
		at--;
	g_ptr_array_insert(self->ways_out, (gint)at, way);
}

void
ct_conflict_add_way_out(CtConflict *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_way_out(self, CT_COST_CHANGE, NULL, g_strdup_vprintf(format, args));
	va_end(args);
}

void
ct_conflict_add_relaxation(CtConflict *self, CtWayOutCost cost, const char *key, const char *format,
			   ...)
{
	va_list args;

	va_start(args, format);
	add_way_out(self, cost, key, g_strdup_vprintf(format, args));
	va_end(args);
}

gboolean
ct_conflict_has(const CtConflict *self, const char *key)
{
	for (guint i = 0; i < self->elements->len; i++)
		if (strcmp(((const CtConflictElement *)g_ptr_array_index(self->elements, i))->key,
			   key) == 0)
			return TRUE;
	return FALSE;
}

gboolean
ct_conflict_equal(const CtConflict *a, const CtConflict *b)
{
	if (a->elements->len != b->elements->len)
		return FALSE;
	for (guint i = 0; i < a->elements->len; i++)
		if (!ct_conflict_has(
			    b, ((const CtConflictElement *)g_ptr_array_index(a->elements, i))->key))
			return FALSE;
	return TRUE;
}
