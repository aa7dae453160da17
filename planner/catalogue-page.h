/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/catalogue.h"

/*
 * One row of the rule book as a page: what it means, why it is so, what it touches, how to put things
 * right, where it comes from.  `cutover explain` prints these sections and docs/reference/ has them
 * as Markdown, so that neither says what the other does not.
 */

/* A kind of row, in the order in which lists show them. */
typedef struct {
	const char *kind;    /* CtCatalogueEntry.kind */
	const char *heading; /* of a list of such rows */
	const char *noun;    /* what the first lines of a page call it */
} CtCatalogueKind;

/* All kinds; static. */
const CtCatalogueKind *ct_catalogue_kinds(guint *out_count);

typedef struct {
	const char *heading; /* "Meaning", "Source", ...; the first section has "" */
	char *text;	     /* paragraphs, a line feed between two; may be "" */
	char **items;	     /* a list below the text; may be empty */
} CtPageSection;

void ct_page_section_free(CtPageSection *self);

/* What a row means and why it is there, beyond its title: full sentences; "" when nothing is said. */
const char *ct_catalogue_meaning(const char *id);

/* The sections of @entry in reading order, of CtPageSection; newly allocated. */
GPtrArray *ct_catalogue_page(const CtCatalogueEntry *entry);
