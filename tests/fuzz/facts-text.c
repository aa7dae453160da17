/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts as text: everything that they hold, in their own order.  Two imports have said the same
 * exactly when their texts are the same.
 */
#include <string.h>

#include "tests/fuzz/fuzz.h"

static void
put(GString *out, const char *text)
{
	g_string_append_c(out, '\t');
	g_string_append(out, text != NULL ? text : "\1");
}

static void
put_number(GString *out, guint64 number)
{
	g_string_append_printf(out, "\t%" G_GUINT64_FORMAT, number);
}

static void
put_origin(GString *out, const char *what, CtOrigin origin)
{
	g_string_append_printf(out, "\n%s\t%u:%u", what, origin.input, origin.line);
	put(out, origin.path);
}

/* By value, since where a run of properties begins says nothing. */
static void
put_props(GString *out, const CtFacts *facts, CtPropRange range)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(facts->props, CtProp, i);

		put_number(out, prop->key);
		put(out, prop->name);
		put(out, prop->value);
	}
}

static void
put_inputs(GString *out, const CtFacts *facts)
{
	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		g_string_append(out, "\ninput");
		put(out, input->path);
		put(out, input->sha256);
		put(out, input->encoding);
		put_number(out, input->kind);
		put_number(out, input->deployment);
		put_number(out, input->bytes);
		put_number(out, input->n_facts);
	}
}

static void
put_places(GString *out, const CtFacts *facts)
{
	for (guint i = 0; i < facts->sites->len; i++) {
		const CtSiteFact *site = &g_array_index(facts->sites, CtSiteFact, i);

		put_origin(out, "site", site->origin);
		put(out, site->id);
		put(out, site->name);
		put(out, site->kind);
		put(out, site->parent);
	}
	for (guint i = 0; i < facts->clusters->len; i++) {
		const CtClusterFact *cluster = &g_array_index(facts->clusters, CtClusterFact, i);

		put_origin(out, "cluster", cluster->origin);
		put(out, cluster->id);
		put(out, cluster->fqdn);
		put(out, cluster->site);
		put_props(out, facts, cluster->props);
	}
	for (guint i = 0; i < facts->machines->len; i++) {
		const CtMachineFact *machine = &g_array_index(facts->machines, CtMachineFact, i);

		put_origin(out, "machine", machine->origin);
		put(out, machine->cluster);
		put(out, machine->fqdn);
	}
	for (guint i = 0; i < facts->sqls->len; i++) {
		const CtSqlFact *sql = &g_array_index(facts->sqls, CtSqlFact, i);

		put_origin(out, "sql", sql->origin);
		put(out, sql->id);
		put(out, sql->name);
		put(out, sql->cluster);
	}
}

static void
put_services(GString *out, const CtFacts *facts)
{
	for (guint i = 0; i < facts->services->len; i++) {
		const CtServiceFact *service = &g_array_index(facts->services, CtServiceFact, i);

		put_origin(out, "service", service->origin);
		put(out, service->id);
		put(out, service->alias);
		put(out, service->role);
		put_number(out, (guint64)service->role_version);
		put_number(out, (guint64)service->service_version);
		put(out, service->site);
		put(out, service->installed_on);
		put_props(out, facts, service->props);
	}
	for (guint i = 0; i < facts->dependencies->len; i++) {
		const CtDependencyFact *fact = &g_array_index(facts->dependencies, CtDependencyFact,
							      i);

		put_origin(out, "dependency", fact->origin);
		put(out, fact->from);
		put(out, fact->to);
		put(out, fact->usage);
	}
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		put_origin(out, "record", record->origin);
		put_number(out, record->kind);
		put(out, record->type);
		put_props(out, facts, record->props);
	}
}

static void
put_line(GString *out, const CtFacts *facts, CtNumber number)
{
	g_autofree char *text = number != CT_NUMBER_NONE ? ct_facts_number_to_string(facts, number)
							 : NULL;

	put(out, text);
}

static void
put_users(GString *out, const CtFacts *facts)
{
	const CtUserFacts *users = &facts->users;

	for (guint i = 0; i < users->sip->len; i++) {
		const CtProfile *profile = &g_array_index(
			facts->profiles, CtProfile, g_array_index(users->profile, guint32, i));
		CtOrigin origin = { g_array_index(users->input, guint32, i),
				    g_array_index(users->line, guint32, i), NULL };

		put_origin(out, "user", origin);
		put(out, g_array_index(users->sip, const char *, i));
		put(out, g_array_index(users->name, const char *, i));
		put(out, g_array_index(users->home, const char *, i));
		put_line(out, facts, g_array_index(users->number, CtNumber, i));
		put_number(out, g_array_index(users->flags, guint32, i));
		for (guint slot = 0; slot < CT_N_POLICIES; slot++)
			put(out, profile->policy[slot]);
	}
	for (guint i = 0; i < facts->user_dns->len; i++) {
		const CtUserDn *dn = &g_array_index(facts->user_dns, CtUserDn, i);

		put_origin(out, "dn", dn->origin);
		put(out, dn->dn);
	}
}

static void
put_user_data(GString *out, const CtFacts *facts)
{
	for (guint i = 0; i < facts->people->len; i++) {
		g_string_append(out, "\nperson");
		put(out, g_array_index(facts->people, const char *, i));
	}
	for (guint i = 0; i < facts->ties->len; i++) {
		const CtTie *tie = &g_array_index(facts->ties, CtTie, i);

		put_origin(out, "tie", (CtOrigin){ tie->input, tie->line, NULL });
		put_number(out, tie->kind);
		put_number(out, tie->from);
		put_number(out, tie->to);
	}
	for (guint i = 0; i < facts->person_data->len; i++) {
		const CtPersonData *data = &g_array_index(facts->person_data, CtPersonData, i);

		put_origin(out, "data", data->origin);
		put_number(out, data->person);
		put_number(out, data->contacts);
		put_number(out, data->groups);
		put_number(out, data->distribution_groups);
		put_number(out, data->conferences);
		put_number(out, data->delegates);
	}
}

static void
put_remarks(GString *out, const CtFacts *facts)
{
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);

		put_origin(out, "note", note->origin);
		put(out, note->what);
		put(out, note->value);
	}
	for (guint i = 0; i < facts->problems->len; i++) {
		const CtProblem *problem = &g_array_index(facts->problems, CtProblem, i);

		put_origin(out, "problem", problem->origin);
		put_number(out, problem->kind);
		put(out, problem->text);
	}
}

char *
fuzz_facts_text(const CtFacts *facts)
{
	GString *out = g_string_sized_new(4096);

	put_inputs(out, facts);
	put_places(out, facts);
	put_services(out, facts);
	put_users(out, facts);
	put_user_data(out, facts);
	put_remarks(out, facts);
	return g_string_free(out, FALSE);
}

static void
claim_line(const CtFacts *facts, const FuzzPart *parts, gsize n_parts, guint32 input, guint32 line)
{
	const char *path;

	fuzz_claim(input < facts->inputs->len, "input %u of %u", input, facts->inputs->len);
	path = g_array_index(facts->inputs, CtInput, input).path;
	for (gsize i = 0; i < n_parts; i++) {
		guint32 most;

		if (strcmp(parts[i].path, path) != 0)
			continue;
		most = fuzz_most_lines(parts[i].bytes, parts[i].length);
		fuzz_claim(line <= most, "%s:%u, and there are at most %u lines", path, line, most);
	}
}

/* An array of structs that begin with their origin. */
static void
claim_array(const CtFacts *facts, const FuzzPart *parts, gsize n_parts, const GArray *array)
{
	guint size = g_array_get_element_size((GArray *)array);

	for (guint i = 0; i < array->len; i++) {
		CtOrigin origin;

		memcpy(&origin, array->data + (gsize)i * size, sizeof(origin));
		claim_line(facts, parts, n_parts, origin.input, origin.line);
	}
}

void
fuzz_claim_origins(const CtFacts *facts, const FuzzPart *parts, gsize n_parts)
{
	const GArray *const arrays[] = { facts->sites,	  facts->clusters,   facts->machines,
					 facts->sqls,	  facts->services,   facts->dependencies,
					 facts->records,  facts->user_dns,   facts->notes,
					 facts->problems, facts->person_data };

	for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
		claim_array(facts, parts, n_parts, arrays[i]);
	for (guint i = 0; i < facts->users.line->len; i++)
		claim_line(facts, parts, n_parts, g_array_index(facts->users.input, guint32, i),
			   g_array_index(facts->users.line, guint32, i));
	for (guint i = 0; i < facts->ties->len; i++) {
		const CtTie *tie = &g_array_index(facts->ties, CtTie, i);

		claim_line(facts, parts, n_parts, tie->input, tie->line);
		fuzz_claim(tie->from < facts->people->len && tie->to < facts->people->len &&
				   tie->kind < CT_N_TIES,
			   "a tie of nobody");
	}
	for (guint i = 0; i < facts->person_data->len; i++)
		fuzz_claim(g_array_index(facts->person_data, CtPersonData, i).person <
				   facts->people->len,
			   "data of nobody");
}
