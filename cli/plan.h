/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover plan PATH... -o DIR: the main job. */
extern const CtVerb ct_verb_plan;
