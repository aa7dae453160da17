/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* User flow: legacy pools, waves, target pools, and between them bands as high as their users.
 * Nothing when no members of waves are known. */
void ct_view_flow(const CtViewInput *input, GPtrArray *scenes);
