/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/facts.h"

/*
 * What exports call things: types to kinds of record, properties to keys.  The same words come in
 * CLIXML, CSV, LDIF and WMI, so the importers of those share them.
 */

/* How the text of a property becomes a value. */
typedef enum {
	CT_VALUE_PLAIN,
	CT_VALUE_POLICY, /* "Tag:Name", "Site:Name" and a DN are "Name"; "Global" is none of its own */
	CT_VALUE_OWNER,	   /* "service:ApplicationServer:fqdn/guid" is "ApplicationServer:fqdn" */
	CT_VALUE_FLAG,	   /* "true" when the number has the bit @number, else "false" */
	CT_VALUE_NUMBERED, /* "B:8:00000002:DN" is a policy when @number is 2, else nothing */
	CT_N_VALUES,
} CtValueForm;

/* A property as an export calls it.  Rows of one name stand together; each gives one value. */
typedef struct {
	const char *name; /* compared without case; NULL ends a table; ".Name" is what is called so
			   * inside a property, at any depth */
	CtKey key;
	CtValueForm form;
	guint number; /* see CtValueForm; 0 for forms that use none */
} CtVocabularyProp;

/* A type as an export calls it. */
typedef struct {
	const char
		*pattern; /* of g_pattern_match_simple(), on a name of ct_vocabulary_bare(), without
			      * case; of a row found by properties: what such objects are called, or
			      * "*" */
	CtRecordKind kind;
	const CtVocabularyProp *props;	/* nullable */
	const CtVocabularyProp *common; /* nullable: for what @props does not name */
} CtVocabularyType;

/**
 * ct_vocabulary_find:
 * @bare: type name as ct_vocabulary_bare() returns it
 *
 * Returns: (nullable): the row that describes the type.
 */
const CtVocabularyType *ct_vocabulary_find(const char *bare);

/* The row for types that no row describes: everything is kept under its own name. */
const CtVocabularyType *ct_vocabulary_unknown(void);

/**
 * ct_vocabulary_bare:
 *
 * Returns: (transfer full): @name without what remoting, Select-Object and formatting put around
 * it, and the class alone for an object of WMI or CIM.
 */
char *ct_vocabulary_bare(const char *name);

/**
 * ct_vocabulary_first_prop:
 * @out_count: rows with that name, from the returned one on
 *
 * Returns: (nullable): the first row for property @name of the type.
 */
const CtVocabularyProp *ct_vocabulary_first_prop(const CtVocabularyType *row, const char *name,
						 guint *out_count);

/* Is there any type that has a property of this name? */
gboolean ct_vocabulary_has_name(const char *name);

/**
 * ct_vocabulary_marks:
 *
 * Returns: the bit that property or class @name has in ct_vocabulary_by_marks(); most have none, and
 * the highest bit of all is never used.
 */
guint64 ct_vocabulary_marks(const char *name);

/**
 * ct_vocabulary_by_marks:
 * @marks: union of the bits of all properties of an object
 *
 * Returns: (nullable): the row for an object of unknown type with these properties.
 */
const CtVocabularyType *ct_vocabulary_by_marks(guint64 marks);

/**
 * ct_vocabulary_value:
 * @text: what the export holds
 * @out_length: (out): how much of the returned text is the value
 *
 * Returns: (nullable): the value in the form that @prop asks for: a part of @text, or a static text;
 *   %NULL when it holds none.
 */
const char *ct_vocabulary_value(const CtVocabularyProp *prop, const char *text, gsize *out_length);

/* Is this the name of a type, as exports write it where a value was too deep or too complex for them:
 * "System.Object[]"?  @text ends in NUL behind @length. */
gboolean ct_vocabulary_is_type_name(const char *text, gsize length);
