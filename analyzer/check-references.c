/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * References between the parts of response groups and applications: a workflow names its queues, a queue
 * its agent groups, an endpoint its application.  Whether one leads nowhere can be told only when the
 * exports have things of that kind at all; otherwise an export is missing and not the thing.
 */
#include "analyzer/check.h"

#include <string.h>

typedef struct {
	CtRecordKind from;
	CtKey key; /* names the other thing */
	CtRecordKind to;
	CtKey name; /* of the other thing */
	const char *what;
} Reference;

static const Reference references[] = {
	{ CT_RECORD_RGS_WORKFLOW, CT_KEY_QUEUE, CT_RECORD_RGS_QUEUE, CT_KEY_IDENTITY, "queue" },
	{ CT_RECORD_RGS_QUEUE, CT_KEY_AGENT_GROUP, CT_RECORD_RGS_AGENT_GROUP, CT_KEY_IDENTITY,
	  "agent group" },
	{ CT_RECORD_APPLICATION_ENDPOINT, CT_KEY_OWNER_URN, CT_RECORD_TRUSTED_APPLICATION,
	  CT_KEY_OWNER_URN, "application" },
};

static GHashTable *
names_of(const CtEstate *estate, CtRecordKind kind, CtKey key)
{
	GHashTable *names = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < estate->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(estate->facts->records, CtRecord, i);
		const char *name = ct_facts_get(estate->facts, record->props, key);

		if (record->kind == kind && name != NULL)
			g_hash_table_add(names, (gpointer)ct_strings_fold(estate->strings, name));
	}
	return names;
}

static void
check_record(const CtEstate *estate, const CtRecord *record, const Reference *row,
	     GHashTable *names, CtFindings *findings)
{
	static const CtKey own[] = { CT_KEY_NAME, CT_KEY_DISPLAY_NAME, CT_KEY_SIP_ADDRESS,
				     CT_KEY_IDENTITY };
	const char *name = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(own) && name == NULL; i++)
		name = ct_facts_get(estate->facts, record->props, own[i]);
	for (guint i = 0; i < record->props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
						    record->props.first + i);

		if (prop->key != row->key || prop->value == NULL || *prop->value == '\0' ||
		    g_hash_table_contains(names, ct_strings_fold(estate->strings, prop->value)))
			continue;
		ct_findings_add(findings, CT_RULE_DANGLING_REFERENCE, record->origin, NULL,
				"%s names %s %s, which no input describes",
				name != NULL ? name : "it", row->what, prop->value);
		return;
	}
}

/* Of Mediation servers there is a rule of its own (W-33). */
static void
check_gateways(const CtEstate *estate, CtFindings *findings)
{
	static const char prefix[] = "PstnGateway:";

	for (guint i = 0; i < estate->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(estate->facts->records, CtRecord, i);

		for (guint k = 0; record->kind == CT_RECORD_VOICE_ROUTE && k < record->props.count;
		     k++) {
			const CtProp *prop = &g_array_index(estate->facts->props, CtProp,
							    record->props.first + k);

			if (prop->key != CT_KEY_GATEWAY || prop->value == NULL ||
			    !g_str_has_prefix(prop->value, prefix) ||
			    ct_estate_find_pool(estate, prop->value + strlen(prefix)).index !=
				    CT_NONE)
				continue;
			ct_findings_add(findings, CT_RULE_DANGLING_REFERENCE, record->origin, NULL,
					"voice route %s leads to gateway %s, which no input "
					"describes",
					ct_facts_get(estate->facts, record->props, CT_KEY_IDENTITY),
					prop->value + strlen(prefix));
		}
	}
}

void
ct_check_references(const CtEstate *estate, CtFindings *findings)
{
	for (gsize r = 0; r < G_N_ELEMENTS(references); r++) {
		const Reference *row = &references[r];
		g_autoptr(GHashTable) names = names_of(estate, row->to, row->name);

		for (guint i = 0; g_hash_table_size(names) > 0 && i < estate->facts->records->len;
		     i++) {
			const CtRecord *record = &g_array_index(estate->facts->records, CtRecord,
								i);

			if (record->kind == row->from)
				check_record(estate, record, row, names, findings);
		}
	}
	check_gateways(estate, findings);
}
