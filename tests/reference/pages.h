/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/catalogue-page.h"

/*
 * docs/reference/: the pages of the rule book as Markdown, made from the tables and from nothing else.
 */

typedef struct {
	char *name; /* "W-12.md" */
	char *text;
} CtReferencePage;

/* Of CtReferencePage: one page for each row, in the order of the catalogue, then README.md. */
GPtrArray *ct_reference_pages(void);

/* Takes @name and @text over. */
CtReferencePage *ct_reference_page_new(char *name, char *text);

/* @text for Markdown, with a link from each id to its page, but not from @own (nullable); newly
 * allocated. */
char *ct_reference_link(const char *text, const char *own);
