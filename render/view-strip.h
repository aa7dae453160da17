/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* "strip": the estate at every checkpoint, each server in its own row throughout.  No page without an
 * estate, or without checkpoints; with many servers sums by site, and a page for each site. */
void ct_view_strip(const CtViewInput *input, GPtrArray *scenes);
