/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* The verb "diff". */
extern const CtVerb ct_verb_diff;
