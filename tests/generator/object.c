/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exported objects before they have a syntax.  One of them is used over and over, with room for the
 * largest, so that a million users cost no allocation.
 */
#include "object.h"

#include <string.h>

#define ROOM (256 * 1024)

GenObject *
gen_object_new(void)
{
	GenObject *self = g_new0(GenObject, 1);

	self->texts = g_malloc(ROOM);
	return self;
}

void
gen_object_free(GenObject *self)
{
	g_free(self->texts);
	g_free(self);
}

void
gen_object_begin(GenObject *self, const char *label)
{
	self->n_values = 0;
	self->n_items = 0;
	self->used = 0;
	self->instance = NULL;
	self->label = label != NULL ? gen_object_copy(self, label) : NULL;
}

const char *
gen_object_copy(GenObject *self, const char *text)
{
	gsize length = strlen(text) + 1;
	char *copy = self->texts + self->used;

	g_assert(length <= ROOM - self->used);
	memcpy(copy, text, length);
	self->used += length;
	return copy;
}

const char *
gen_object_format(GenObject *self, const char *format, ...)
{
	char *copy = self->texts + self->used;
	va_list args;
	int length;

	va_start(args, format);
	length = g_vsnprintf(copy, ROOM - self->used, format, args);
	va_end(args);
	g_assert(length >= 0 && (gsize)length < ROOM - self->used);
	self->used += (gsize)length + 1;
	return copy;
}

static GenValue *
add(GenObject *self, const char *name, GenKind kind)
{
	GenValue *value = &self->values[self->n_values++];

	g_assert(self->n_values <= GEN_MOST_VALUES);
	*value = (GenValue){ .name = name, .kind = kind };
	return value;
}

static void
add_text(GenObject *self, const char *name, GenKind kind, const char *text)
{
	if (text == NULL)
		add(self, name, GEN_NIL);
	else
		add(self, name, kind)->text = gen_object_copy(self, text);
}

void
gen_object_text(GenObject *self, const char *name, const char *text)
{
	add_text(self, name, GEN_TEXT, text);
}

void
gen_object_policy(GenObject *self, const char *name, const char *text)
{
	add_text(self, name, GEN_POLICY, text);
}

void
gen_object_guid(GenObject *self, const char *name, const char *text)
{
	add_text(self, name, GEN_GUID, text);
}

void
gen_object_time(GenObject *self, const char *name, const char *text)
{
	add_text(self, name, GEN_TIME, text);
}

void
gen_object_bool(GenObject *self, const char *name, gboolean value)
{
	add(self, name, GEN_BOOL)->number = value ? 1 : 0;
}

void
gen_object_int(GenObject *self, const char *name, guint value)
{
	add(self, name, GEN_INT)->number = value;
}

void
gen_object_uint(GenObject *self, const char *name, guint value)
{
	add(self, name, GEN_UINT)->number = value;
}

void
gen_object_list(GenObject *self, const char *name)
{
	add(self, name, GEN_LIST)->first = self->n_items;
}

void
gen_object_item(GenObject *self, const char *text)
{
	g_assert(self->n_items < GEN_MOST_ITEMS);
	self->items[self->n_items++] = gen_object_copy(self, text);
	self->values[self->n_values - 1].number++;
}
