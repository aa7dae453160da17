/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"

/**
 * ct_search_run:
 * @levels: a complete arrangement; the best that is found replaces it
 * @budget: how long to search, in the steps of ct_star_work()
 *
 * Searches for few crossings, moving nodes between levels as far as their neighbours allow.
 */
void ct_search_run(CtLevels *levels, guint64 budget, guint64 seed);
