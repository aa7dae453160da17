/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analyzer/source.h"

/*
 * CtClixml: reads what Export-Clixml writes, one object of the pipeline at a time.
 *
 * Text is pushed in and each finished object is handed to a callback as a flat run of items.  The
 * buffers behind them are used again for the next object, so that memory does not grow with the
 * number of objects.  Property names and type names are numbered as they are met, from zero and
 * without gaps, so that a caller can keep what it knows about them in plain arrays.
 */
typedef struct CtClixml CtClixml;

typedef enum {
	CT_CLIXML_NIL,	     /* no value */
	CT_CLIXML_TEXT,	     /* a primitive, or one entry of a dictionary as "key=value" */
	CT_CLIXML_OBJECT,    /* properties, elements, or both; the text is its label */
	CT_CLIXML_REFERENCE, /* to an object that is not known, or no longer */
} CtClixmlForm;

typedef enum {
	CT_CLIXML_PROPERTY, /* named */
	CT_CLIXML_ELEMENT,  /* of a list, queue, stack or dictionary */
} CtClixmlPlace;

/* Names that are numbered before any other. */
enum {
	CT_CLIXML_NAME_NONE,
	CT_CLIXML_NAME_FRIENDLY_NAME,
	CT_CLIXML_NAME_IDENTITY,
	CT_CLIXML_NAME_NAME,
	CT_CLIXML_NAME_KEY,
	CT_CLIXML_NAME_VALUE,
};

#define CT_CLIXML_NO_TEXT G_MAXUINT32

typedef struct {
	CtClixmlForm form;
	CtClixmlPlace place;
	gboolean added;	 /* given by Add-Member or Select-Object ("MS"), not by the type */
	gboolean hidden; /* an added property of the same name stands instead of this one */
	guint32 name;	 /* number of the property name; CT_CLIXML_NAME_NONE without */
	guint32 end;	 /* index of the first item that is not inside this one */
	guint32 text;	 /* offset into the texts, or CT_CLIXML_NO_TEXT */
} CtClixmlItem;

/* One object of the pipeline; valid during the callback.  Item 0 is the object itself. */
typedef struct {
	const CtClixmlItem *items;
	guint n_items;
	const char *texts;
	guint32 type; /* number of its type */
	guint32 line;
} CtClixmlObject;

typedef struct {
	/* (nullable): is this property of this type of interest?  What is not is
	 * passed over.  Asked once for each pair. */
	gboolean (*wanted)(CtClixml *reader, guint32 type, guint32 name, gpointer data);
	/* An object is complete. */
	void (*object)(CtClixml *reader, const CtClixmlObject *object, gpointer data);
	/* (nullable): something was passed over; @what is static. */
	void (*note)(CtClixml *reader, guint32 line, const char *what, const char *value,
		     gpointer data);
} CtClixmlHandler;

/**
 * ct_clixml_new:
 * @path: name for error messages
 * @handler: (not nullable): must outlive the reader
 */
CtClixml *ct_clixml_new(const char *path, const CtLimits *limits, const CtClixmlHandler *handler,
			gpointer data);
void ct_clixml_free(CtClixml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClixml, ct_clixml_free)

/**
 * ct_clixml_push:
 * @text: the next piece, UTF-8 without byte order mark, cut anywhere
 *
 * Errors: CT_IMPORT_ERROR_MALFORMED, CT_IMPORT_ERROR_LIMIT; "path:line:column: reason".  After an
 * error the reader can only be freed.
 */
gboolean ct_clixml_push(CtClixml *self, const char *text, gsize length, GError **error);

/* Says that everything was pushed.  Errors as above; a document that is not closed is one. */
gboolean ct_clixml_finish(CtClixml *self, GError **error);

/* The text of property name number @name, escapes undone. */
const char *ct_clixml_name(const CtClixml *self, guint32 name);

/**
 * ct_clixml_type:
 *
 * Returns: (array zero-terminated=1): the type names of type number @type, most derived first; type
 * 0 has none.
 */
const char *const *ct_clixml_type(const CtClixml *self, guint32 type);

/* The value of a text or label of an object; %NULL when there is none. */
static inline const char *
ct_clixml_text(const CtClixmlObject *object, const CtClixmlItem *item)
{
	return item->text == CT_CLIXML_NO_TEXT ? NULL : object->texts + item->text;
}
