/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is missing for a full plan: the end of an inventory, since it says what to do next.  What a
 * plan cannot do without comes first.  Commands stand on a line of their own and are never broken, so
 * that they can be copied.
 */
#include "cli/inventory-missing.h"

#include "cli/json-output.h"

#define NEED_WIDTH 8

static const CtNeed needs[] = { CT_NEED_REQUIRED, CT_NEED_EXPECTED, CT_NEED_OPTIONAL };

static const char *const places[] = {
	[CT_SIDE_LEGACY] = "on the legacy side",
	[CT_SIDE_TARGET] = "on the target side",
	[CT_SIDE_BY_HAND] = "by hand",
};

static gboolean
is_missing(CtEvidenceState state)
{
	return state.status == CT_STATUS_MISSING || state.status == CT_STATUS_PARTLY;
}

static guint
count_missing(const CtEvidenceState *states, CtNeed need)
{
	guint count = 0;

	for (guint id = 0; id < CT_N_EVIDENCE; id++)
		count += is_missing(states[id]) && ct_evidence_row((CtEvidenceId)id)->need == need;
	return count;
}

static void
print_row(CtReport *report, const CtEvidenceRow *row, CtEvidenceState state)
{
	g_autofree char *text = NULL;

	if (state.detail != NULL)
		text = g_strdup_printf("%s (partly: %s): %s", row->what, state.detail, row->why);
	else
		text = g_strdup_printf("%s: %s", row->what, row->why);
	ct_report_item(report, 2, NEED_WIDTH, ct_need_to_string(row->need), text);
	ct_report_line(report, "%*s%s: %s", NEED_WIDTH + 4, "", places[row->side], row->command);
}

void
ct_inventory_missing_print(CtReport *report, const CtEstate *estate)
{
	CtEvidenceState states[CT_N_EVIDENCE];
	guint counts[G_N_ELEMENTS(needs)];

	for (guint id = 0; id < CT_N_EVIDENCE; id++)
		states[id] = ct_evidence_state(estate, (CtEvidenceId)id);
	for (guint i = 0; i < G_N_ELEMENTS(needs); i++)
		counts[i] = count_missing(states, needs[i]);
	ct_report_heading(report, "Missing for a full plan: %u required, %u expected, %u optional",
			  counts[0], counts[1], counts[2]);
	for (guint i = 0; i < G_N_ELEMENTS(needs); i++) {
		for (guint id = 0; id < CT_N_EVIDENCE; id++) {
			const CtEvidenceRow *row = ct_evidence_row((CtEvidenceId)id);

			if (row->need == needs[i] && is_missing(states[id]))
				print_row(report, row, states[id]);
		}
	}
	if (counts[2] > 0)
		ct_report_wrap(
			report, 2,
			"A deployment may have none of what is optional; an export of nothing "
			"looks as if it were missing.");
}

static void
add_row(JsonBuilder *builder, const CtEvidenceRow *row, CtEvidenceState state)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "what", row->what);
	ct_json_add_text(builder, "why", row->why);
	ct_json_add_text(builder, "command", row->command);
	ct_json_add_text(builder, "side", ct_side_to_string(row->side));
	ct_json_add_text(builder, "need", ct_need_to_string(row->need));
	ct_json_add_text(builder, "file", row->file);
	ct_json_add_text(builder, "partly", state.detail);
	json_builder_end_object(builder);
}

static void
add_state(JsonBuilder *builder, const CtEstate *estate, const CtEvidenceRow *row,
	  CtEvidenceState state)
{
	const GArray *inputs = estate->facts->inputs;

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "name", row->name);
	ct_json_add_text(builder, "status", ct_evidence_status_to_string(state.status));
	ct_json_add_text(builder, "path",
			 state.input < inputs->len
				 ? g_array_index(inputs, CtInput, state.input).path
				 : NULL);
	json_builder_end_object(builder);
}

void
ct_inventory_missing_add(JsonBuilder *builder, const CtEstate *estate)
{
	CtEvidenceState states[CT_N_EVIDENCE];

	json_builder_set_member_name(builder, "evidence");
	json_builder_begin_array(builder);
	for (guint id = 0; id < CT_N_EVIDENCE; id++) {
		states[id] = ct_evidence_state(estate, (CtEvidenceId)id);
		add_state(builder, estate, ct_evidence_row((CtEvidenceId)id), states[id]);
	}
	json_builder_end_array(builder);
	json_builder_set_member_name(builder, "missing");
	json_builder_begin_array(builder);
	for (guint id = 0; id < CT_N_EVIDENCE; id++)
		if (is_missing(states[id]))
			add_row(builder, ct_evidence_row((CtEvidenceId)id), states[id]);
	json_builder_end_array(builder);
}
