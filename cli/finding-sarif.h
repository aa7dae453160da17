/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "analyzer/finding-policy.h"

/**
 * ct_findings_to_sarif:
 * @policy: (not nullable): applied to @findings
 *
 * Returns: (transfer full): a log of SARIF 2.1.0 with one run: every rule, every input with its digest,
 * every finding, and as absent results what the baseline has and the exports have no more.
 */
JsonNode *ct_findings_to_sarif(const CtFindings *findings, const CtFindingPolicy *policy,
			       const CtEstate *estate);
