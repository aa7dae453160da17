/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The ids of the step rows, separated by '|', that rest on the answer to the question of this id and
 * text; NULL when questions.def has no such row.  The first of them in a plan is when it is due. */
const char *ct_question_rules(const char *id, const char *text);
