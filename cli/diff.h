/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover diff OLD NEW: what changed between two plans, and because of which lines. */
extern const CtVerb ct_verb_diff;
