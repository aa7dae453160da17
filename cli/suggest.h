/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_suggest:
 * @candidates: NULL-terminated
 *
 * Returns: (nullable): the candidate that @word was probably meant to be, the first of equally near
 * ones; %NULL when none is near.
 */
const char *ct_suggest(const char *word, const char *const *candidates);
