/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of a conflict; who finds one is blocker.c and order.c. */
#include "planner/conflict.h"

static void
free_element(gpointer data)
{
	CtConflictElement *element = data;

	g_free(element->id);
	g_free(element->text);
	g_free(element->where);
	g_free(element);
}

CtConflict *
ct_conflict_new(void)
{
	CtConflict *self = g_new0(CtConflict, 1);

	self->elements = g_ptr_array_new_with_free_func(free_element);
	self->ways_out = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
ct_conflict_free(CtConflict *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->elements);
	g_ptr_array_unref(self->ways_out);
	g_free(self);
}

void
ct_conflict_add(CtConflict *self, const char *id, const char *where, const char *format, ...)
{
	CtConflictElement *element = g_new0(CtConflictElement, 1);
	va_list args;

	va_start(args, format);
	element->text = g_strdup_vprintf(format, args);
	va_end(args);
	element->id = g_strdup(id);
	element->where = g_strdup(where);
	g_ptr_array_add(self->elements, element);
}

void
ct_conflict_add_way_out(CtConflict *self, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(self->ways_out, g_strdup_vprintf(format, args));
	va_end(args);
}
