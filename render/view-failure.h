/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* Failure matrix: if a step fails, which later ones wait and which go on, and which way back there is.
 * Nothing without steps. */
void ct_view_failure(const CtViewInput *input, GPtrArray *scenes);
