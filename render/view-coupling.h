/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* Coupling matrix: units that belong together, sorted by their waves, so that what the waves cut stands
 * outside of the blocks on the diagonal; and how far pools and sites are spread over the waves.
 * Nothing when nothing is coupled. */
void ct_view_coupling(const CtViewInput *input, GPtrArray *scenes);
