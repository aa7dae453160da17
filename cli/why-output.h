/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/report.h"
#include "planner/why.h"

/* The answer to a question about a plan, for people; ends in lines of the exports. */
void ct_why_print(CtReport *report, const CtWhyAnswer *answer);

/* @question: NULL-terminated, as it was asked */
JsonNode *ct_why_to_json(const CtWhyAnswer *answer, const char *const *question);
