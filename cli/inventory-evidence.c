/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * User data as counts, since nobody reads a million contacts, and reports of commands in the order in
 * which they ran: a plan that was begun is continued by what they say.
 */
#include "cli/inventory-evidence.h"

#include <stddef.h>
#include <string.h>

#include "cli/json-output.h"

static const struct {
	const char *key;
	gsize offset;
} counts[] = {
	{ "people", offsetof(CtUserDataCounts, people) },
	{ "contacts", offsetof(CtUserDataCounts, contacts) },
	{ "groups", offsetof(CtUserDataCounts, groups) },
	{ "distribution_groups", offsetof(CtUserDataCounts, distribution_groups) },
	{ "conferences", offsetof(CtUserDataCounts, conferences) },
	{ "delegates", offsetof(CtUserDataCounts, delegates) },
};

/* One command that ran; texts are borrowed. */
typedef struct {
	const char *command;
	const char *started; /* "" when the report does not say */
	const char *ended;
	const char *file;
	guint32 line;
	gboolean succeeded;
	int warnings;
	int errors;
	const char *first_error; /* nullable */
} Ran;

static gint
compare_ran(gconstpointer a, gconstpointer b)
{
	const Ran *x = a;
	const Ran *y = b;
	int order = strcmp(x->started, y->started);

	if (order == 0)
		order = strcmp(x->ended, y->ended);
	if (order == 0)
		order = strcmp(x->file, y->file);
	if (order == 0)
		order = x->line < y->line ? -1 : x->line > y->line;
	return order;
}

static const char *
value_of(const CtFacts *facts, const CtRecord *record, CtKey key)
{
	const char *value = ct_facts_get(facts, record->props, key);

	return value != NULL ? value : "";
}

/* Returns: (transfer full): of Ran, oldest first. */
static GArray *
collect_ran(const CtFacts *facts)
{
	GArray *list = g_array_new(FALSE, TRUE, sizeof(Ran));

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		Ran ran = {
			.command = value_of(facts, record, CT_KEY_NAME),
			.started = value_of(facts, record, CT_KEY_STARTED),
			.ended = value_of(facts, record, CT_KEY_ENDED),
			.line = record->origin.line,
			.succeeded = ct_facts_get_bool(facts, record->props, CT_KEY_SUCCEEDED),
			.first_error = ct_facts_get(facts, record->props, CT_KEY_FIRST_ERROR),
		};

		if (record->kind != CT_RECORD_REPORT)
			continue;
		ran.file = g_array_index(facts->inputs, CtInput, record->origin.input).path;
		ran.warnings = (int)g_ascii_strtoll(value_of(facts, record, CT_KEY_WARNINGS), NULL,
						    10);
		ran.errors = (int)g_ascii_strtoll(value_of(facts, record, CT_KEY_ERRORS), NULL, 10);
		g_array_append_val(list, ran);
	}
	g_array_sort(list, compare_ran);
	return list;
}

static const char *
plural(guint count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

static void
print_user_data(CtReport *report, const CtUserDataCounts *data)
{
	ct_report_heading(report, "User data");
	ct_report_line(report, "  user data: %u %s, %u %s, %u %s, %u %s", data->people,
		       plural(data->people, "person", "people"), data->contacts,
		       plural(data->contacts, "contact", "contacts"), data->conferences,
		       plural(data->conferences, "conference", "conferences"), data->delegates,
		       plural(data->delegates, "delegate", "delegates"));
}

static void
print_ran(CtReport *report, const GArray *list)
{
	static const char *const heading[] = { "command", "started",  "ended", "result",
					       "errors",  "warnings", "file",  NULL };
	g_autoptr(CtTable) table = ct_table_new("llllrrl");

	for (guint i = 0; heading[i] != NULL; i++)
		ct_table_add(table, "%s", heading[i]);
	for (guint i = 0; i < list->len; i++) {
		const Ran *ran = &g_array_index(list, Ran, i);

		ct_table_add(table, "%s", ran->command);
		ct_table_add(table, "%s", *ran->started != '\0' ? ran->started : "-");
		ct_table_add(table, "%s", *ran->ended != '\0' ? ran->ended : "-");
		ct_table_add(table, "%s", ran->succeeded ? "succeeded" : "failed");
		ct_table_add(table, "%d", ran->errors);
		ct_table_add(table, "%d", ran->warnings);
		ct_table_add(table, "%s", ran->file);
	}
	ct_report_heading(report, "Commands that ran, by their reports");
	ct_report_table(report, table);
}

void
ct_inventory_evidence_print(CtReport *report, const CtEstate *estate)
{
	g_autoptr(GArray) list = collect_ran(estate->facts);

	if (estate->user_data.people > 0)
		print_user_data(report, &estate->user_data);
	if (list->len > 0)
		print_ran(report, list);
}

void
ct_inventory_evidence_add(JsonBuilder *builder, const CtEstate *estate)
{
	g_autoptr(GArray) list = collect_ran(estate->facts);

	if (estate->user_data.people > 0) {
		json_builder_set_member_name(builder, "user_data");
		json_builder_begin_object(builder);
		for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
			ct_json_add_number(
				builder, counts[i].key,
				*(const guint *)(const void *)((const char *)&estate->user_data +
							       counts[i].offset));
		json_builder_end_object(builder);
	}
	if (list->len == 0)
		return;
	json_builder_set_member_name(builder, "reports");
	json_builder_begin_array(builder);
	for (guint i = 0; i < list->len; i++) {
		const Ran *ran = &g_array_index(list, Ran, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "command", ran->command);
		ct_json_add_text(builder, "started", *ran->started != '\0' ? ran->started : NULL);
		ct_json_add_text(builder, "ended", *ran->ended != '\0' ? ran->ended : NULL);
		json_builder_set_member_name(builder, "succeeded");
		json_builder_add_boolean_value(builder, ran->succeeded);
		ct_json_add_number(builder, "warnings", ran->warnings);
		ct_json_add_number(builder, "errors", ran->errors);
		ct_json_add_text(builder, "first_error", ran->first_error);
		ct_json_add_text(builder, "path", ran->file);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}
