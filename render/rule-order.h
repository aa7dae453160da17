/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For g_ptr_array_sort(): ids of the catalogue with numbers by their value, so that "O-9" precedes
 * "O-14"; ties by the bytes. */
gint ct_rule_order(gconstpointer a, gconstpointer b);
