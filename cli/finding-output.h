/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding-policy.h"
#include "cli/session.h"

/* The contract of "validate --format json", also written as findings.json.  @policy: (nullable) */
JsonNode *ct_findings_to_json(const CtFindings *findings, const CtFindingPolicy *policy,
			      const CtEstate *estate);

/* One line for each finding that counts, then the counts; @explain adds the advice of its rule. */
void ct_findings_print(CtReport *report, const CtFindings *findings, const CtFindingPolicy *policy,
		       const CtEstate *estate, gboolean explain);

/* The form of compilers, for editors and other programs; no counts. */
void ct_findings_print_gnu(CtReport *report, const CtFindings *findings, const CtEstate *estate);

/* "file:line" as editors understand it, "file", or "cutover"; newly allocated. */
char *ct_finding_where(const CtFinding *finding, const CtEstate *estate);

/* "1 error, 2 warnings, 0 infos", newly allocated. */
char *ct_findings_summary(guint errors, guint warnings, guint infos);
