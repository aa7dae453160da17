/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-rows.h"

/**
 * ct_narrow_columns:
 * @x: (array length=rows->n) (inout): places that keep all distances; better ones replace them
 *
 * Makes a drawing narrow: what stands straight above each other in @x stays so only as far as the
 * whole gets little wider than its widest row.  Borders of containers stay straight in any case.
 * Does nothing with a drawing that is too large for it.
 */
void ct_narrow_columns(const CtRows *rows, double *x);
