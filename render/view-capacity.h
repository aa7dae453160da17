/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* Capacity: for each target pool, how many users it homes after each wave, and what it carries, alone
 * and with a failover partner.  Nothing when no members of waves are known. */
void ct_view_capacity(const CtViewInput *input, GPtrArray *scenes);
