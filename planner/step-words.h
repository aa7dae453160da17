/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/rulebook.h"

/* The title of @row with the kind of its object in it: "Back up a legacy pool ..."; newly allocated. */
char *ct_step_words_title(const CtStepRow *row);

/* Who gets such a step: "each legacy pool that homes users". */
const char *ct_step_words_each(const CtStepRow *row);
