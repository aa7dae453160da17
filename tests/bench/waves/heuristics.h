/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "instance.h"

/* What others do: simple, published, and each of them packs waves full in some order. */

typedef enum {
	HEURISTIC_SIZE,	    /* components from the largest down, packed one after the other */
	HEURISTIC_SITE,	    /* site by site, pool by pool */
	HEURISTIC_BREADTH,  /* neighbours behind neighbours, from the first unit */
	HEURISTIC_SPECTRAL, /* by the Fiedler vector of the whole graph */
	N_HEURISTICS,
} Heuristic;

const char *heuristic_name(Heuristic heuristic);
guint64 heuristic_cost(Heuristic heuristic, const Instance *instance);
