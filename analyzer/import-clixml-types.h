/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/facts.h"

/* How the text of a property becomes a value. */
typedef enum {
	CT_VALUE_PLAIN,
	CT_VALUE_POLICY, /* "Tag:Name" and "Site:Name" are "Name"; "Global" is none of its own */
	CT_VALUE_OWNER,	 /* "service:ApplicationServer:fqdn/guid" is "ApplicationServer:fqdn" */
	CT_N_VALUES,
} CtValueForm;

/* A property as an export calls it.  Rows of one name stand together; each gives one value. */
typedef struct {
	const char *name; /* compared without case; NULL ends a table */
	CtKey key;
	CtValueForm form;
} CtTypeProp;

/* A type as an export calls it. */
typedef struct {
	const char *pattern; /* of g_pattern_match_simple(), on a name of ct_clixml_types_bare() */
	CtRecordKind kind;
	const CtTypeProp *props;  /* nullable */
	const CtTypeProp *common; /* nullable: for what @props does not name */
} CtTypeRow;

/**
 * ct_clixml_types_find:
 * @bare: type name as ct_clixml_types_bare() returns it
 *
 * Returns: (nullable): the row that describes the type.
 */
const CtTypeRow *ct_clixml_types_find(const char *bare);

/* The row for types that no row describes: everything is kept under its own name. */
const CtTypeRow *ct_clixml_types_unknown(void);

/**
 * ct_clixml_types_bare:
 *
 * Returns: (transfer full): @name without what remoting, Select-Object and formatting put around
 * it, and the class alone for an object of WMI or CIM.
 */
char *ct_clixml_types_bare(const char *name);

/**
 * ct_clixml_types_first_prop:
 * @out_count: rows with that name, from the returned one on
 *
 * Returns: (nullable): the first row for property @name of the type.
 */
const CtTypeProp *ct_clixml_types_first_prop(const CtTypeRow *row, const char *name,
					     guint *out_count);

/**
 * ct_clixml_types_marks:
 *
 * Returns: the bits that property @name has in ct_clixml_types_by_marks(); most have none.
 */
guint32 ct_clixml_types_marks(const char *name);

/**
 * ct_clixml_types_by_marks:
 * @marks: union of the bits of all properties of an object
 *
 * Returns: (nullable): the row for an object of unknown type with these properties.
 */
const CtTypeRow *ct_clixml_types_by_marks(guint32 marks);
