/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover why DIR A [B]: why a plan is as it is. */
extern const CtVerb ct_verb_why;
