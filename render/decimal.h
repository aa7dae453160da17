/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Appends @value with two decimals, the same in every locale: "-12.30". */
void ct_decimal_append(GString *out, double value);
