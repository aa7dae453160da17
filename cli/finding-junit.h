/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding-policy.h"
#include "cli/session.h"

/**
 * ct_findings_to_junit:
 * @policy: applied to @findings
 *
 * Returns: (transfer full): JUnit XML: a suite for each file with findings, a suite for findings about
 * the exports as a whole, and a suite of the rules that found nothing, which pass.  A finding that
 * would change the exit code is a failure; one that is suppressed or in the baseline is skipped, and so
 * is a rule that does not count.
 */
char *ct_findings_to_junit(const CtSession *session, const CtFindings *findings,
			   const CtFindingPolicy *policy, const CtEstate *estate);
