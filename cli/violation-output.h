/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/session.h"
#include "planner/checker.h"

/* What the checker found, one violation a line, for people. */
void ct_violations_print(CtReport *report, const CtCheckResult *result);

/* The contract of "check --format json". */
JsonNode *ct_violations_to_json(const CtCheckResult *result);
