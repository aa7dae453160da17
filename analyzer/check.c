/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checks that need nothing but the estate, topic by topic.
 *
 * A topic is one function in one file, and a row here; rules that need to know which target pool a
 * legacy pool goes to are in planner/readiness.c, since pairing is a decision and not a fact.
 */
#include "analyzer/check.h"
#include "analyzer/field.h"

typedef void (*CheckFunc)(const CtEstate *estate, CtFindings *findings);

static const CheckFunc topics[] = {
	ct_check_inputs,
	ct_check_versions,
	ct_check_topology,
	ct_check_edges,
	ct_check_merge,
	ct_check_users,
	ct_check_conferencing,
	ct_check_references,
	ct_check_voice,
	ct_check_applications,
	ct_check_coexistence,
	ct_check_circles,
	/* field experience */
	ct_check_field_commands,
	ct_check_field_directory,
	ct_check_field_emptiness,
	ct_check_field_numbers,
	ct_check_field_response_groups,
	ct_check_field_servers,
	ct_check_field_users,
	ct_check_field_versions,
};

void
ct_check_run(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < G_N_ELEMENTS(topics); i++)
		topics[i](estate, findings);
}
