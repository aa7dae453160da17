/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/reading.h"
#include "cli/session.h"

/* cutover plan PATH... -o DIR: the main job. */
extern const CtVerb ct_verb_plan;

/**
 * ct_plan_write:
 * @made: (transfer full): gone once it is written, for what is in the folder is all that counts
 * @output: the plan folder; with @force one that is there is replaced
 *
 * Writes, reads again, checks and draws a plan, and prints what it is.
 */
CtExit ct_plan_write(CtSession *session, CtPlan *made, const CtReading *reading, const char *output,
		     gboolean force);
