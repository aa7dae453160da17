/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * One exported object, whatever it is going to be written as: a label, its types, and named values in
 * their order.  It is filled again and again; texts are copied into it.
 */

typedef enum {
	GEN_NIL,
	GEN_TEXT,
	GEN_BOOL,
	GEN_INT,  /* signed, as the management shell has it */
	GEN_UINT, /* unsigned, as WMI has it */
	GEN_GUID,
	GEN_TIME,
	GEN_POLICY, /* the name of a policy; in a local shell an object of its own */
	GEN_LIST,
} GenKind;

typedef struct {
	const char *name; /* static */
	GenKind kind;
	guint number; /* GEN_BOOL, GEN_INT, GEN_UINT; for GEN_LIST how many items */
	const char *text;
	guint first; /* GEN_LIST: index into GenObject.items */
} GenValue;

#define GEN_MOST_VALUES 96
#define GEN_MOST_ITEMS	512

typedef struct {
	const char *class_name;	  /* nullable: class of WMI or of the directory */
	const char *const *types; /* NULL-terminated, most derived first; nullable with a class */
	const char *label;	  /* nullable */
	const char *instance;	  /* nullable: what tells objects of one class apart */
	gboolean custom;	  /* made by a person in the shell: has no type of its own */
	GenValue values[GEN_MOST_VALUES];
	guint n_values;
	const char *items[GEN_MOST_ITEMS];
	guint n_items;
	char *texts; /* the copies */
	gsize used;
} GenObject;

/* Told of each object of a table in turn; @object is good until the function returns. */
typedef void (*GenEmit)(const GenObject *object, gpointer data);

GenObject *gen_object_new(void);
void gen_object_free(GenObject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GenObject, gen_object_free)

/* Empties the object for the next one of the same types. */
void gen_object_begin(GenObject *self, const char *label);

/* Copies @text to stay as long as the object. */
const char *gen_object_copy(GenObject *self, const char *text);
const char *gen_object_format(GenObject *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* @name is static; a text of %NULL is GEN_NIL. */
void gen_object_text(GenObject *self, const char *name, const char *text);
void gen_object_policy(GenObject *self, const char *name, const char *text);
void gen_object_guid(GenObject *self, const char *name, const char *text);
void gen_object_time(GenObject *self, const char *name, const char *text);
void gen_object_bool(GenObject *self, const char *name, gboolean value);
void gen_object_int(GenObject *self, const char *name, guint value);
void gen_object_uint(GenObject *self, const char *name, guint value);

/* A list, to which gen_object_item() appends. */
void gen_object_list(GenObject *self, const char *name);
void gen_object_item(GenObject *self, const char *text);
