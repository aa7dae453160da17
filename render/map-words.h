/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/map.h"

/*
 * The lines in the boxes of the map, private to map*.c.
 */

/* "Enterprise Edition, 2 servers, Conferencing, Mediation" */
const char *ct_map_describe_pool(CtMap *self, const CtPool *pool);

/* "2 access numbers, 1 conference directory", newly allocated; sets how many there are. */
char *ct_map_tell_counts(const guint counts[CT_N_OBJECT_KINDS], guint *out_total);
