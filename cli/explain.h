/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover explain [CODE]: the rule book. */
extern const CtVerb ct_verb_explain;
