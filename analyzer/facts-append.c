/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts that several threads read, joined into one.  Every text of the second part is looked up in
 * the first one's, so that equal texts are one pointer again, except for those of which each user has
 * his own; numbers of inputs, properties, profiles and people move up by what the first part has.
 * Nothing else runs while this does, so it has to be quick.
 */
#include "analyzer/facts.h"

/* What to add to the numbers of the part that is taken over. */
typedef struct {
	CtFacts *to;
	CtFacts *from;
	guint32 first_input;
	guint first_prop;
	GHashTable *texts; /* of @from's texts -> of @to's */
} Move;

static const char *
text(Move *move, const char *from)
{
	const char *known;

	if (from == NULL)
		return NULL;
	known = g_hash_table_lookup(move->texts, from);
	if (known == NULL) {
		known = ct_strings_intern_exact(move->to->strings, from);
		g_hash_table_insert(move->texts, (gpointer)from, (gpointer)known);
	}
	return known;
}

static CtOrigin
origin(Move *move, CtOrigin from)
{
	return (CtOrigin){ from.input + move->first_input, from.line, text(move, from.path) };
}

static CtPropRange
range(const Move *move, CtPropRange from)
{
	return (CtPropRange){ from.first + move->first_prop, from.count };
}

static void
append_inputs(Move *move)
{
	for (guint i = 0; i < move->from->inputs->len; i++) {
		CtInput *from = &g_array_index(move->from->inputs, CtInput, i);
		CtInput input = *from;

		input.path = text(move, from->path);
		from->sha256 = NULL;
		g_array_append_val(move->to->inputs, input);
	}
}

static void
append_topology(Move *move)
{
	for (guint i = 0; i < move->from->sites->len; i++) {
		CtSiteFact fact = g_array_index(move->from->sites, CtSiteFact, i);

		fact.origin = origin(move, fact.origin);
		fact.id = text(move, fact.id);
		fact.name = text(move, fact.name);
		fact.kind = text(move, fact.kind);
		fact.parent = text(move, fact.parent);
		g_array_append_val(move->to->sites, fact);
	}
	for (guint i = 0; i < move->from->clusters->len; i++) {
		CtClusterFact fact = g_array_index(move->from->clusters, CtClusterFact, i);

		fact.origin = origin(move, fact.origin);
		fact.id = text(move, fact.id);
		fact.fqdn = text(move, fact.fqdn);
		fact.site = text(move, fact.site);
		fact.props = range(move, fact.props);
		g_array_append_val(move->to->clusters, fact);
	}
	for (guint i = 0; i < move->from->machines->len; i++) {
		CtMachineFact fact = g_array_index(move->from->machines, CtMachineFact, i);

		fact.origin = origin(move, fact.origin);
		fact.cluster = text(move, fact.cluster);
		fact.fqdn = text(move, fact.fqdn);
		g_array_append_val(move->to->machines, fact);
	}
	for (guint i = 0; i < move->from->sqls->len; i++) {
		CtSqlFact fact = g_array_index(move->from->sqls, CtSqlFact, i);

		fact.origin = origin(move, fact.origin);
		fact.id = text(move, fact.id);
		fact.name = text(move, fact.name);
		fact.cluster = text(move, fact.cluster);
		g_array_append_val(move->to->sqls, fact);
	}
}

static void
append_services(Move *move)
{
	for (guint i = 0; i < move->from->services->len; i++) {
		CtServiceFact fact = g_array_index(move->from->services, CtServiceFact, i);

		fact.origin = origin(move, fact.origin);
		fact.id = text(move, fact.id);
		fact.alias = text(move, fact.alias);
		fact.role = text(move, fact.role);
		fact.site = text(move, fact.site);
		fact.installed_on = text(move, fact.installed_on);
		fact.props = range(move, fact.props);
		g_array_append_val(move->to->services, fact);
	}
	for (guint i = 0; i < move->from->dependencies->len; i++) {
		CtDependencyFact fact = g_array_index(move->from->dependencies, CtDependencyFact,
						      i);

		fact.origin = origin(move, fact.origin);
		fact.from = text(move, fact.from);
		fact.to = text(move, fact.to);
		fact.usage = text(move, fact.usage);
		g_array_append_val(move->to->dependencies, fact);
	}
}

static void
append_records(Move *move)
{
	for (guint i = 0; i < move->from->props->len; i++) {
		CtProp prop = g_array_index(move->from->props, CtProp, i);

		prop.name = text(move, prop.name);
		prop.value = text(move, prop.value);
		g_array_append_val(move->to->props, prop);
	}
	for (guint i = 0; i < move->from->records->len; i++) {
		CtRecord record = g_array_index(move->from->records, CtRecord, i);

		record.origin = origin(move, record.origin);
		record.type = text(move, record.type);
		record.props = range(move, record.props);
		g_array_append_val(move->to->records, record);
	}
}

/* Returns: (transfer full): of each profile of the part, its number in the whole. */
static guint32 *
append_profiles(Move *move)
{
	guint count = move->from->profiles->len;
	guint32 *numbers = g_new0(guint32, count + 1);

	for (guint i = 0; i < count; i++) {
		CtProfile profile = g_array_index(move->from->profiles, CtProfile, i);

		for (guint slot = 0; slot < CT_N_POLICIES; slot++)
			profile.policy[slot] = text(move, profile.policy[slot]);
		numbers[i] = ct_facts_profile(move->to, &profile);
	}
	return numbers;
}

static void
append_texts(Move *move, GArray *to, const GArray *from)
{
	for (guint i = 0; i < from->len; i++) {
		const char *kept = text(move, g_array_index(from, const char *, i));

		g_array_append_val(to, kept);
	}
}

/* Odd numbers are rows of a table of their own. */
static CtNumber
number(Move *move, CtNumber from)
{
	if (!CT_NUMBER_IS_ODD(from))
		return from;
	return ct_facts_number(move->to, g_ptr_array_index(move->from->users.odd_numbers,
							   CT_NUMBER_ROW(from)));
}

static void
append_numbers(Move *move)
{
	const CtUserFacts *from = &move->from->users;
	CtUserFacts *to = &move->to->users;
	guint32 first_row = to->number->len;

	g_array_append_vals(to->number, from->number->data, from->number->len);
	for (guint i = first_row; from->odd_numbers->len > 0 && i < to->number->len; i++) {
		CtNumber *one = &g_array_index(to->number, CtNumber, i);

		*one = number(move, *one);
	}
	for (guint i = 0; i < from->private_lines->len; i++) {
		CtPrivateLine line = g_array_index(from->private_lines, CtPrivateLine, i);

		line.origin = origin(move, line.origin);
		line.number = number(move, line.number);
		g_array_append_val(to->private_lines, line);
	}
	for (guint i = 0; i < from->line_hosts->len; i++) {
		const CtLineHost *fact = &g_array_index(from->line_hosts, CtLineHost, i);

		ct_facts_add_line_host(move->to, origin(move, fact->origin),
				       text(move, fact->host));
	}
}

static void
append_users(Move *move)
{
	CtUserFacts *to = &move->to->users;
	const CtUserFacts *from = &move->from->users;
	g_autofree guint32 *profiles = append_profiles(move);

	/* each is there once and nobody looks for it: the memory behind them is taken over */
	g_array_append_vals(to->sip, from->sip->data, from->sip->len);
	g_array_append_vals(to->name, from->name->data, from->name->len);
	append_texts(move, to->home, from->home);
	append_numbers(move);
	g_array_append_vals(to->flags, from->flags->data, from->flags->len);
	g_array_append_vals(to->known, from->known->data, from->known->len);
	g_array_append_vals(to->line, from->line->data, from->line->len);
	g_array_append_vals(to->changed, from->changed->data, from->changed->len);
	for (guint i = 0; i < from->sip->len; i++) {
		guint32 profile = profiles[g_array_index(from->profile, guint32, i)];
		guint32 input = g_array_index(from->input, guint32, i) + move->first_input;

		g_array_append_val(to->profile, profile);
		g_array_append_val(to->input, input);
	}
	for (guint i = 0; i < move->from->user_dns->len; i++) {
		CtUserDn fact = g_array_index(move->from->user_dns, CtUserDn, i);

		fact.origin = origin(move, fact.origin);
		fact.dn = text(move, fact.dn);
		g_array_append_val(move->to->user_dns, fact);
	}
}

static void
append_user_data(Move *move)
{
	const GArray *people = move->from->people;
	g_autofree guint32 *numbers = g_new0(guint32, people->len + 1);

	for (guint i = 0; i < people->len; i++)
		numbers[i] = ct_facts_person(move->to, g_array_index(people, const char *, i));
	for (guint i = 0; i < move->from->ties->len; i++) {
		CtTie link = g_array_index(move->from->ties, CtTie, i);

		link.from = numbers[link.from];
		link.to = numbers[link.to];
		link.input += move->first_input;
		g_array_append_val(move->to->ties, link);
	}
	for (guint i = 0; i < move->from->person_data->len; i++) {
		CtPersonData data = g_array_index(move->from->person_data, CtPersonData, i);

		data.origin = origin(move, data.origin);
		data.person = numbers[data.person];
		g_array_append_val(move->to->person_data, data);
	}
}

static void
append_remarks(Move *move)
{
	for (guint i = 0; i < move->from->notes->len; i++) {
		const CtNote *note = &g_array_index(move->from->notes, CtNote, i);

		ct_facts_note(move->to, origin(move, note->origin), note->what, note->value);
	}
	for (guint i = 0; i < move->from->problems->len; i++) {
		CtProblem problem = g_array_index(move->from->problems, CtProblem, i);

		problem.origin = origin(move, problem.origin);
		problem.text = text(move, problem.text);
		g_array_append_val(move->to->problems, problem);
	}
}

void
ct_facts_append(CtFacts *self, CtFacts *other)
{
	g_autoptr(GHashTable) texts = g_hash_table_new(NULL, NULL);
	Move move = { self, other, self->inputs->len, self->props->len, texts };

	if (self->inputs->len == 0) {
		CtFacts empty = *self;

		*self = *other;
		*other = empty;
		ct_facts_free(other);
		return;
	}
	append_inputs(&move);
	append_topology(&move);
	append_services(&move);
	append_records(&move);
	append_users(&move);
	append_user_data(&move);
	append_remarks(&move);
	ct_strings_adopt(self->strings, g_steal_pointer(&other->strings));
	ct_facts_free(other);
}
