/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* Rollback map: every checkpoint, the way back to it step by step on one scale of time, how long it
 * is all the way back, what is lost, and from where on there is none.  Nothing without checkpoints. */
void ct_view_rollback(const CtViewInput *input, GPtrArray *scenes);
