/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-nest.h"

/* How long to search in a web of this size, in the steps of ct_star_work(); @effort: 100 is usual. */
guint64 ct_arrange_budget(const CtWeb *web, guint effort);

/* Returns: (transfer full): levels and rows with few crossings, for a web without containers. */
CtLevels *ct_arrange_web(const CtWeb *web, guint effort);

/**
 * ct_arrange_nest:
 * @rank: (array length=n_nodes): the levels, which stay
 *
 * Returns: (transfer full): rows with few crossings in which containers stand together.
 */
CtLevels *ct_arrange_nest(const CtWeb *web, const CtNest *nest, const guint *rank, guint n_levels,
			  guint effort);
