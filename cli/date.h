/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_date_of_build:
 * @out_date: (transfer full) (nullable): "YYYY-MM-DD" of SOURCE_DATE_EPOCH in UTC; %NULL when that is
 *   not set, since the same exports give the same bytes
 *
 * Errors: CT_USAGE_ERROR when SOURCE_DATE_EPOCH is no number.
 */
gboolean ct_date_of_build(char **out_date, GError **error);

/* The same, but the day of the clock when SOURCE_DATE_EPOCH is not set; %NULL with @error set. */
char *ct_date_of_today(GError **error);
