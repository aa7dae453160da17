/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program reads out of an input: where each thing begins, and all that is said of it.
 *
 * A line that differs matters only when what was read differs.  So both versions are imported, each
 * thing becomes one text, and things that both have are taken for the same wherever they stand.
 */
#include "analyzer/input-records.h"

#include <string.h>

#include "analyzer/import.h"

static void
record_clear(gpointer data)
{
	g_free(((CtInputRecord *)data)->text);
}

static void
add_props(const CtFacts *facts, GString *text, CtPropRange range)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(facts->props, CtProp, i);

		g_string_append_printf(text, "|%u %s=%s", prop->key,
				       prop->name != NULL ? prop->name : "", prop->value);
	}
}

G_GNUC_PRINTF(4, 5)
static GString *
begin(GArray *records, CtOrigin origin, GString *text, const char *format, ...)
{
	CtInputRecord record = { .line = origin.line };
	va_list args;

	g_array_append_val(records, record);
	va_start(args, format);
	g_string_vprintf(text, format, args);
	va_end(args);
	return text;
}

static void
end(GArray *records, const GString *text)
{
	g_array_index(records, CtInputRecord, records->len - 1).text = g_strdup(text->str);
}

static const char *
or_none(const char *text)
{
	return text != NULL ? text : "";
}

static void
add_topology(const CtFacts *facts, GArray *records, GString *text)
{
	for (guint i = 0; i < facts->sites->len; i++) {
		const CtSiteFact *row = &g_array_index(facts->sites, CtSiteFact, i);

		begin(records, row->origin, text, "site|%s|%s|%s|%s", or_none(row->id),
		      or_none(row->name), or_none(row->kind), or_none(row->parent));
		end(records, text);
	}
	for (guint i = 0; i < facts->clusters->len; i++) {
		const CtClusterFact *row = &g_array_index(facts->clusters, CtClusterFact, i);

		begin(records, row->origin, text, "cluster|%s|%s|%s", or_none(row->id),
		      or_none(row->fqdn), or_none(row->site));
		add_props(facts, text, row->props);
		end(records, text);
	}
	for (guint i = 0; i < facts->machines->len; i++) {
		const CtMachineFact *row = &g_array_index(facts->machines, CtMachineFact, i);

		begin(records, row->origin, text, "machine|%s|%s", or_none(row->cluster),
		      or_none(row->fqdn));
		end(records, text);
	}
	for (guint i = 0; i < facts->sqls->len; i++) {
		const CtSqlFact *row = &g_array_index(facts->sqls, CtSqlFact, i);

		begin(records, row->origin, text, "sql|%s|%s|%s", or_none(row->id),
		      or_none(row->name), or_none(row->cluster));
		end(records, text);
	}
}

static void
add_services(const CtFacts *facts, GArray *records, GString *text)
{
	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *row = &g_array_index(facts->services, CtServiceFact, i);

		begin(records, row->origin, text, "service|%s|%s|%s|%d|%d|%s|%s", or_none(row->id),
		      or_none(row->alias), or_none(row->role), row->role_version,
		      row->service_version, or_none(row->site), or_none(row->installed_on));
		add_props(facts, text, row->props);
		end(records, text);
	}
	for (guint i = 0; i < facts->dependencies->len; i++) {
		const CtDependencyFact *row = &g_array_index(facts->dependencies, CtDependencyFact,
							     i);

		begin(records, row->origin, text, "dependency|%s|%s|%s", or_none(row->from),
		      or_none(row->to), or_none(row->usage));
		end(records, text);
	}
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *row = &g_array_index(facts->records, CtRecord, i);

		begin(records, row->origin, text, "record|%u|%s", row->kind, or_none(row->type));
		add_props(facts, text, row->props);
		end(records, text);
	}
}

static void
add_users(const CtFacts *facts, GArray *records, GString *text)
{
	const CtUserFacts *users = &facts->users;

	for (guint i = 0; i < users->sip->len; i++) {
		CtOrigin origin = { 0, g_array_index(users->line, guint32, i), NULL };
		guint32 profile = g_array_index(users->profile, guint32, i);
		CtNumber line = g_array_index(users->number, CtNumber, i);
		g_autofree char *number = line != CT_NUMBER_NONE
						  ? ct_facts_number_to_string(facts, line)
						  : NULL;

		begin(records, origin, text, "user|%s|%s|%s|%s|%u|%u|%" G_GINT64_FORMAT,
		      or_none(g_array_index(users->sip, const char *, i)),
		      or_none(g_array_index(users->name, const char *, i)),
		      or_none(g_array_index(users->home, const char *, i)), or_none(number),
		      g_array_index(users->flags, guint32, i),
		      g_array_index(users->known, guint16, i),
		      (gint64)g_array_index(users->changed, CtTimestamp, i));
		if (profile < facts->profiles->len) {
			const CtProfile *row = &g_array_index(facts->profiles, CtProfile, profile);

			for (guint k = 0; k < CT_N_POLICIES; k++)
				g_string_append_printf(text, "|%s", or_none(row->policy[k]));
			g_string_append_printf(text, "|%" G_GUINT64_FORMAT, row->known);
		}
		end(records, text);
	}
	for (guint i = 0; i < users->private_lines->len; i++) {
		const CtPrivateLine *row = &g_array_index(users->private_lines, CtPrivateLine, i);
		g_autofree char *number = ct_facts_number_to_string(facts, row->number);

		begin(records, row->origin, text, "private-line|%s|%s", row->sip, number);
		end(records, text);
	}
	for (guint i = 0; i < users->line_hosts->len; i++) {
		const CtLineHost *row = &g_array_index(users->line_hosts, CtLineHost, i);

		begin(records, row->origin, text, "line-host|%s", row->host);
		end(records, text);
	}
}

static void
add_people(const CtFacts *facts, GArray *records, GString *text)
{
	for (guint i = 0; i < facts->ties->len; i++) {
		const CtTie *row = &g_array_index(facts->ties, CtTie, i);
		CtOrigin origin = { 0, row->line, NULL };

		begin(records, origin, text, "tie|%s|%s|%u",
		      g_array_index(facts->people, const char *, row->from),
		      g_array_index(facts->people, const char *, row->to), row->kind);
		end(records, text);
	}
	for (guint i = 0; i < facts->person_data->len; i++) {
		const CtPersonData *row = &g_array_index(facts->person_data, CtPersonData, i);

		begin(records, row->origin, text, "person|%s|%u|%u|%u|%u|%u",
		      g_array_index(facts->people, const char *, row->person), row->contacts,
		      row->groups, row->distribution_groups, row->conferences, row->delegates);
		end(records, text);
	}
	for (guint i = 0; i < facts->problems->len; i++) {
		const CtProblem *row = &g_array_index(facts->problems, CtProblem, i);

		begin(records, row->origin, text, "problem|%u|%s", row->kind, or_none(row->text));
		end(records, text);
	}
}

static gint
compare_records(gconstpointer a, gconstpointer b)
{
	const CtInputRecord *x = a;
	const CtInputRecord *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : strcmp(x->text, y->text);
}

GArray *
ct_input_records(const char *path)
{
	const char *const paths[] = { path, NULL };
	CtImportOptions options = { .paths = paths, .limits = ct_limits_default() };
	g_autoptr(CtFacts) facts = ct_import(&options, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	GArray *records;

	if (facts == NULL || facts->inputs->len != 1)
		return NULL;
	records = g_array_new(FALSE, FALSE, sizeof(CtInputRecord));
	g_array_set_clear_func(records, record_clear);
	add_topology(facts, records, text);
	add_services(facts, records, text);
	add_users(facts, records, text);
	add_people(facts, records, text);
	g_array_sort(records, compare_records);
	return records;
}

void
ct_input_records_match(GArray *old_records, GArray *new_records)
{
	g_autoptr(GHashTable) rest = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < old_records->len; i++) {
		CtInputRecord *record = &g_array_index(old_records, CtInputRecord, i);
		CtInputRecord *same = g_hash_table_lookup(rest, record->text);

		/* things that say the same are in a chain of their own, so that each counts */
		record->next = same;
		g_hash_table_replace(rest, record->text, record);
	}
	for (guint i = 0; i < new_records->len; i++) {
		CtInputRecord *record = &g_array_index(new_records, CtInputRecord, i);
		CtInputRecord *same = g_hash_table_lookup(rest, record->text);

		if (same == NULL)
			continue;
		same->elsewhere = record->elsewhere = TRUE;
		if (same->next != NULL)
			g_hash_table_replace(rest, same->next->text, same->next);
		else
			g_hash_table_remove(rest, record->text);
	}
}
