/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"

/* Findings of one rule and severity, which share their advice. */
typedef struct {
	CtRuleId rule;
	CtSeverity severity;
	GArray *items; /* of guint: indexes into the list of findings, in its order */
} CtFindingGroup;

/**
 * ct_finding_groups:
 * @findings: (nullable): %NULL gives no groups
 *
 * Returns: (transfer full): of #CtFindingGroup, errors first, then in the order of the rules.
 */
GArray *ct_finding_groups(const CtFindings *findings);
