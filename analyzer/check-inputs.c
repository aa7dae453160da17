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

/* Importers keep what an export says; that a version is none shows only when it is compared. */
static void
check_versions(const CtEstate *estate, CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *version = ct_facts_get(facts, record->props, CT_KEY_VERSION);
		const char *fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);

		if ((record->kind != CT_RECORD_POOL && record->kind != CT_RECORD_TRUSTED_SERVICE) ||
		    fqdn == NULL || version == NULL || g_ascii_isdigit(*version))
			continue;
		ct_findings_add(findings, CT_RULE_INPUT_VALUE_ODD, record->origin, NULL,
				"the version \"%s\" of %s is no number", version, fqdn);
	}
}

void
ct_check_inputs(const CtEstate *estate, CtFindings *findings)
{
	const GArray *problems = estate->facts->problems;

	for (guint i = 0; i < problems->len; i++) {
		const CtProblem *problem = &g_array_index(problems, CtProblem, i);

		ct_findings_add(findings, rules[problem->kind], problem->origin, NULL, "%s",
				problem->text);
	}
	check_versions(estate, findings);
}
