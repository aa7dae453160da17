/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover render DIR [PATH...]: draw a plan folder again. */
extern const CtVerb ct_verb_render;
