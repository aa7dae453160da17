/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding-policy.h"

/**
 * ct_baseline_load:
 * @path: what "validate --format json" wrote the last time
 *
 * Makes the findings of the file known to @policy.
 * Errors: CT_FINDING_POLICY_ERROR_MALFORMED, and those of reading the file.
 */
gboolean ct_baseline_load(CtFindingPolicy *policy, const char *path, GError **error);
