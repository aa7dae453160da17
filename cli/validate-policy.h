/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding-policy.h"
#include "cli/options.h"
#include "planner/intent.h"

/**
 * ct_validate_policy:
 *
 * What the group [validate] of the intent file says, then what the options say: the later word counts.
 * Files that the intent file names are looked for beside it.
 *
 * Errors: CT_USAGE_ERROR for an option, CT_INTENT_ERROR for a key of the intent file, and
 * CT_FINDING_POLICY_ERROR for what is in a file.
 */
CtFindingPolicy *ct_validate_policy(const CtOptions *options, const CtIntent *intent,
				    GError **error);

/**
 * ct_validate_threshold:
 * @options: gets what the intent file says of fail_on, unless --fail-on was given
 *
 * Errors: CT_INTENT_ERROR.
 */
gboolean ct_validate_threshold(CtOptions *options, const CtIntent *intent, GError **error);
