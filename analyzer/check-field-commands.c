/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F-43: replicas of the Central Management store that are behind.  What scripts and reports say of
 * forced moves (F-15) importers tell themselves, see import-script.c.
 */
#include <string.h>

#include "analyzer/field.h"

void
ct_check_field_commands(const CtEstate *estate, CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *current = ct_field_prop(estate, record->props, "UpToDate");
		const char *replica = ct_field_prop(estate, record->props, "ReplicaFqdn");

		if (replica == NULL || current == NULL || g_ascii_strcasecmp(current, "false") != 0)
			continue;
		ct_findings_add(findings, CT_RULE_REPLICA_BEHIND, record->origin,
				ct_subject(CT_OBJECT_SERVER, replica),
				"%s had not received the current configuration when the export was "
				"made",
				replica);
	}
}
