/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/layered-levels.h"
#include "render/layered.h"

/**
 * ct_stagger:
 * @levels: (transfer full): complete, without containers
 * @size: (array length=n_nodes): width and height of each node
 *
 * Folds wide levels, so that the drawing comes near to the aspect of the options.  The crossings stay
 * as they are.
 *
 * Returns: (transfer full):
 */
CtLevels *ct_stagger(CtLevels *levels, const CtPoint *size, const CtLayeredOptions *options);
