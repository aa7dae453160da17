/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"

/*
 * CtImportObject: an object that an export gives as names and values becomes a record, through the
 * vocabulary.  One for each input, used again for each of its objects; private to the importers.
 */
typedef struct CtImportObject CtImportObject;

/* @job must outlive the object. */
CtImportObject *ct_import_object_new(const CtImportJob *job);
void ct_import_object_free(CtImportObject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtImportObject, ct_import_object_free)

/* Begins an object that stands at @line; what was not ended is forgotten. */
void ct_import_object_begin(CtImportObject *self, guint32 line);

/* What the object is, most general type first; many may be given, or none. */
void ct_import_object_add_type(CtImportObject *self, const char *type, gsize length);

/**
 * ct_import_object_add:
 * @name: (array length=name_length): need not end in NUL; nor need @value
 *
 * Adds one value; a name that is given again has several.  An empty value says that the property is
 * there and has none.
 *
 * Errors: CT_IMPORT_ERROR_LIMIT when the object is larger than a document may be.
 */
gboolean ct_import_object_add(CtImportObject *self, const char *name, gsize name_length,
			      const char *value, gsize length, GError **error);

/* Has the object anything yet? */
gboolean ct_import_object_is_empty(const CtImportObject *self);

/* Do its types, or else its properties, say what the object is? */
gboolean ct_import_object_is_known(CtImportObject *self);

/* The most derived of its types, as given; nullable. */
const char *ct_import_object_last_type(const CtImportObject *self);

/* Is what is called @name of use, to judge by the last object?  Of a type that the vocabulary knows, what
 * it has a word for; of any other, everything. */
gboolean ct_import_object_wants(CtImportObject *self, const char *name);

/* Appends the record.  An object of unknown type is kept as it is, and noted. */
void ct_import_object_end(CtImportObject *self);
