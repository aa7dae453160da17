/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/catalogue-page.h"

/*
 * What the files that put a page together share: sections are appended to @page in reading order, and
 * an item stands in a list once.
 */

/* A list that ct_page_add_section() takes over. */
GPtrArray *ct_page_items(void);
void ct_page_add_item(GPtrArray *items, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Takes @items over; a section without anything in it is none. */
void ct_page_add_section(GPtrArray *page, const char *heading, const char *text, GPtrArray *items);
void ct_page_add_text(GPtrArray *page, const char *heading, const char *text);

/* The line of @entry->detail that begins with @label, newly allocated, or NULL. */
char *ct_page_detail_line(const CtCatalogueEntry *entry, const char *label);

/* "OCS-P4-01 (Install the WMI package), OCS-P3-02 (...)" of a list separated by '|', newly allocated; a
 * step that is in @seen already only by its id.  Adds to @seen, which frees its texts. */
char *ct_page_spell_steps(const char *list, GPtrArray *seen);

/* The order that constraints.def demands under the id of @entry. */
void ct_page_add_orders(GPtrArray *page, const CtCatalogueEntry *entry);

/* Of a step: its neighbours, its tests, its way back.  Other rows have none of these. */
void ct_page_add_step(GPtrArray *page, const CtCatalogueEntry *entry);

/* The steps that name @entry as rollback or as test. */
void ct_page_add_users(GPtrArray *page, const CtCatalogueEntry *entry);
