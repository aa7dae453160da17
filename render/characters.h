/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_characters_clean:
 *
 * Returns: (transfer full): @text as valid UTF-8 in which every character that XML 1.0 cannot hold,
 * escaped or not, is U+FFFD.
 */
char *ct_characters_clean(const char *text);
