/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* "changes": the plan and an earlier one (CtViewInput.against) on the same coordinates.  No page without
 * an earlier plan. */
void ct_view_changes(const CtViewInput *input, GPtrArray *scenes);
