/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_guide_uri:
 * @source: a page as the tables name it, with or without ".md" behind it: "migrate-response-groups_1"
 * of the guide, "move-csuser" of the commands, "skypeforbusiness/deprecated" of the later products, or
 * a whole address
 *
 * Returns: (nullable): where the page is, newly allocated; NULL when @source names no page.
 */
char *ct_guide_uri(const char *source);

/* The pages behind row @id of a table without a column for them (questions.def, field.def), "; "
 * between two; "" when there are none. */
const char *ct_guide_source(const char *id);
