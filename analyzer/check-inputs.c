/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What importers had to leave out or guess, as findings: a plan rests on what was read, so a person
 * must know what was not.
 */
#include "analyzer/check.h"

static const CtRuleId rules[] = {
#define CT_PROBLEM(id, rule) CT_RULE_##rule,
#include "analyzer/problems.def"
#undef CT_PROBLEM
};

void
ct_check_inputs(const CtEstate *estate, CtFindings *findings)
{
	const GArray *problems = estate->facts->problems;

	for (guint i = 0; i < problems->len; i++) {
		const CtProblem *problem = &g_array_index(problems, CtProblem, i);

		ct_findings_add(findings, rules[problem->kind], problem->origin, NULL, "%s",
				problem->text);
	}
}
