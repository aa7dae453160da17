/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover check DIR [PATH...]: is the plan safe, and why not. */
extern const CtVerb ct_verb_check;
