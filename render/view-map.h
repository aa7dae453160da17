/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* "estate-map": both deployments side by side, what travels between them, and what ends.  Larger estates
 * are drawn in summary, one box for everything alike of a site, and then site by site.  Without an
 * estate names and fates are drawn, but no details. */
void ct_view_map(const CtViewInput *input, GPtrArray *scenes);
