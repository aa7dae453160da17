/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover inspect PATH...: what was read. */
extern const CtVerb ct_verb_inspect;
