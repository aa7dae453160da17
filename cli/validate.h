/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover validate PATH...: findings by rule. */
extern const CtVerb ct_verb_validate;
