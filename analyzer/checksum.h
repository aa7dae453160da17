/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* SHA-256 of @bytes as lower-case hex; newly allocated. */
char *ct_checksum_sha256(const void *bytes, gsize length);
