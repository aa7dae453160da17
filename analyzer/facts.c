/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts are arrays that importers append to; this file only keeps them.  What is special about users,
 * of whom there may be a million, is in facts-record.c.
 */
#include "analyzer/facts.h"

#include <string.h>

static const char *const key_names[] = {
#define CT_KEY(id, text) [CT_KEY_##id] = text,
#include "analyzer/keys.def"
#undef CT_KEY
};

static const char *const record_names[] = {
#define CT_RECORD(id, text) [CT_RECORD_##id] = text,
#include "analyzer/records.def"
#undef CT_RECORD
};

static const char *const policy_names[CT_N_POLICIES] = {
	[CT_POLICY_VOICE] = "voice policy",
	[CT_POLICY_CONFERENCING] = "conferencing policy",
	[CT_POLICY_EXTERNAL] = "external access policy",
	[CT_POLICY_PRESENCE] = "presence policy",
	[CT_POLICY_ARCHIVING] = "archiving policy",
	[CT_POLICY_CLIENT] = "client policy",
	[CT_POLICY_CLIENT_VERSION] = "client version policy",
	[CT_POLICY_LOCATION] = "location policy",
	[CT_POLICY_PIN] = "PIN policy",
	[CT_POLICY_MOBILITY] = "mobility policy",
	[CT_POLICY_VOICEMAIL] = "hosted voice mail policy",
	[CT_POLICY_DIAL_PLAN] = "dial plan",
};

const char *
ct_policy_name(CtPolicySlot slot)
{
	g_assert(slot < CT_N_POLICIES);
	return policy_names[slot];
}

static const char *const input_names[] = {
	[CT_INPUT_UNKNOWN] = "unknown",
	[CT_INPUT_TOPOLOGY] = "topology",
	[CT_INPUT_BUILDER] = "topology-builder",
	[CT_INPUT_EDGE_INPUT] = "edge-input",
	[CT_INPUT_CLIXML] = "clixml",
	[CT_INPUT_SETTINGS] = "settings",
	[CT_INPUT_REPORT] = "report",
	[CT_INPUT_INTENT] = "intent",
	[CT_INPUT_ARCHIVE] = "archive",
	[CT_INPUT_USER_DATA] = "user-data",
	[CT_INPUT_DATABASE_EXPORT] = "dbimpexp",
	[CT_INPUT_WMI] = "wmi",
	[CT_INPUT_LDIF] = "ldif",
	[CT_INPUT_CSV] = "csv",
};

static guint
profile_hash(gconstpointer data)
{
	const CtProfile *profile = data;
	guint hash = 5381;

	for (guint i = 0; i < CT_N_POLICIES; i++)
		hash = hash * 33 + g_direct_hash(profile->policy[i]);
	return hash * 33 + (guint)profile->known;
}

static gboolean
profile_equal(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(CtProfile)) == 0;
}

static void
input_clear(gpointer data)
{
	CtInput *input = data;

	g_clear_pointer(&input->sha256, g_free);
}

static void
init_users(CtUserFacts *self)
{
	self->sip = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->name = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->home = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->number = g_array_new(FALSE, TRUE, sizeof(CtNumber));
	self->profile = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->flags = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->known = g_array_new(FALSE, TRUE, sizeof(guint16));
	self->input = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->line = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->changed = g_array_new(FALSE, TRUE, sizeof(CtTimestamp));
	self->private_lines = g_array_new(FALSE, TRUE, sizeof(CtPrivateLine));
	self->odd_numbers = g_ptr_array_new();
	self->odd_index = g_hash_table_new(NULL, NULL);
	self->line_hosts = g_array_new(FALSE, TRUE, sizeof(CtLineHost));
	self->line_host_index = g_hash_table_new(NULL, NULL);
}

static void
clear_users(CtUserFacts *self)
{
	g_array_unref(self->sip);
	g_array_unref(self->name);
	g_array_unref(self->home);
	g_array_unref(self->number);
	g_array_unref(self->profile);
	g_array_unref(self->flags);
	g_array_unref(self->known);
	g_array_unref(self->input);
	g_array_unref(self->line);
	g_array_unref(self->changed);
	g_array_unref(self->private_lines);
	g_ptr_array_unref(self->odd_numbers);
	g_hash_table_unref(self->odd_index);
	g_array_unref(self->line_hosts);
	g_hash_table_unref(self->line_host_index);
}

CtFacts *
ct_facts_new(void)
{
	CtFacts *self = g_new0(CtFacts, 1);

	self->strings = ct_strings_new();
	self->inputs = g_array_new(FALSE, TRUE, sizeof(CtInput));
	g_array_set_clear_func(self->inputs, input_clear);
	self->sites = g_array_new(FALSE, TRUE, sizeof(CtSiteFact));
	self->clusters = g_array_new(FALSE, TRUE, sizeof(CtClusterFact));
	self->machines = g_array_new(FALSE, TRUE, sizeof(CtMachineFact));
	self->sqls = g_array_new(FALSE, TRUE, sizeof(CtSqlFact));
	self->services = g_array_new(FALSE, TRUE, sizeof(CtServiceFact));
	self->dependencies = g_array_new(FALSE, TRUE, sizeof(CtDependencyFact));
	self->records = g_array_new(FALSE, TRUE, sizeof(CtRecord));
	self->props = g_array_new(FALSE, TRUE, sizeof(CtProp));
	self->profiles = g_array_new(FALSE, TRUE, sizeof(CtProfile));
	self->profile_index = g_hash_table_new_full(profile_hash, profile_equal, g_free, NULL);
	init_users(&self->users);
	self->user_dns = g_array_new(FALSE, TRUE, sizeof(CtUserDn));
	self->user_dn_index = g_hash_table_new(NULL, NULL);
	self->notes = g_array_new(FALSE, TRUE, sizeof(CtNote));
	self->note_index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->problems = g_array_new(FALSE, TRUE, sizeof(CtProblem));
	self->people = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->people_strings = ct_strings_new();
	self->people_index = g_hash_table_new(NULL, NULL);
	self->ties = g_array_new(FALSE, TRUE, sizeof(CtTie));
	self->person_data = g_array_new(FALSE, TRUE, sizeof(CtPersonData));
	return self;
}

void
ct_facts_free(CtFacts *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->inputs);
	g_array_unref(self->sites);
	g_array_unref(self->clusters);
	g_array_unref(self->machines);
	g_array_unref(self->sqls);
	g_array_unref(self->services);
	g_array_unref(self->dependencies);
	g_array_unref(self->records);
	g_array_unref(self->props);
	g_array_unref(self->profiles);
	g_hash_table_unref(self->profile_index);
	clear_users(&self->users);
	g_array_unref(self->user_dns);
	g_hash_table_unref(self->user_dn_index);
	g_array_unref(self->notes);
	g_hash_table_unref(self->note_index);
	g_array_unref(self->problems);
	g_array_unref(self->people);
	g_hash_table_unref(self->people_index);
	ct_strings_free(self->people_strings);
	g_array_unref(self->ties);
	g_array_unref(self->person_data);
	ct_strings_free(self->strings);
	g_free(self);
}

CtPropRange
ct_facts_add_props(CtFacts *self, const CtProp *props, guint count)
{
	CtPropRange range = { self->props->len, count };

	if (count > 0)
		g_array_append_vals(self->props, props, count);
	return range;
}

void
ct_facts_push_prop(CtFacts *self, GArray *props, CtKey key, const char *name, const char *value)
{
	CtProp prop = { key, NULL, ct_strings_intern(self->strings, value) };

	if (prop.value == NULL)
		return;
	if (key == CT_KEY_OTHER)
		prop.name = ct_strings_intern(self->strings, name);
	g_array_append_val(props, prop);
}

gboolean
ct_facts_is_true(const char *value)
{
	return value != NULL && (g_ascii_strcasecmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

guint32
ct_facts_profile(CtFacts *self, const CtProfile *profile)
{
	gpointer found = NULL;
	guint32 index = self->profiles->len;

	if (g_hash_table_lookup_extended(self->profile_index, profile, NULL, &found))
		return GPOINTER_TO_UINT(found);
	g_array_append_val(self->profiles, *profile);
	g_hash_table_insert(self->profile_index, g_memdup2(profile, sizeof(*profile)),
			    GUINT_TO_POINTER(index));
	return index;
}

void
ct_facts_note_change(CtFacts *self, CtOrigin origin, CtTimestamp changed)
{
	CtInput *input;

	if (changed == 0 || origin.input >= self->inputs->len)
		return;
	input = &g_array_index(self->inputs, CtInput, origin.input);
	input->newest = MAX(input->newest, changed);
}

void
ct_facts_note(CtFacts *self, CtOrigin origin, const char *what, const char *value)
{
	CtNote note = { origin, what,
			ct_strings_intern(self->strings, value != NULL ? value : "") };
	g_autofree char *key = g_strdup_printf("%u\n%s\n%s", origin.input, what, note.value);

	if (g_hash_table_add(self->note_index, g_steal_pointer(&key)))
		g_array_append_val(self->notes, note);
}

void
ct_facts_add_problem(CtFacts *self, CtOrigin origin, CtProblemKind kind, const char *format, ...)
{
	CtProblem problem = { origin, kind, NULL };
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	problem.text = ct_strings_intern(self->strings, text);
	g_array_append_val(self->problems, problem);
}

guint32
ct_facts_person(CtFacts *self, const char *address)
{
	const char *key = ct_strings_fold(self->people_strings, address);
	gpointer found = NULL;
	guint32 index = self->people->len;

	if (!g_str_has_prefix(key, "sip:") && *key != '\0') {
		g_autofree char *full = g_strconcat("sip:", key, NULL);

		key = ct_strings_intern(self->people_strings, full);
	}
	if (g_hash_table_lookup_extended(self->people_index, key, NULL, &found))
		return GPOINTER_TO_UINT(found);
	g_array_append_val(self->people, key);
	g_hash_table_insert(self->people_index, (gpointer)key, GUINT_TO_POINTER(index));
	return index;
}

void
ct_facts_forget_people(CtFacts *self)
{
	g_array_unref(self->people);
	g_array_unref(self->person_data);
	g_hash_table_unref(self->people_index);
	ct_strings_free(self->people_strings);
	self->people = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->person_data = g_array_new(FALSE, TRUE, sizeof(CtPersonData));
	self->people_index = g_hash_table_new(NULL, NULL);
	self->people_strings = ct_strings_new();
}

const char *
ct_facts_get(const CtFacts *self, CtPropRange range, CtKey key)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(self->props, CtProp, i);

		if (prop->key == key)
			return prop->value;
	}
	return NULL;
}

gboolean
ct_facts_get_bool(const CtFacts *self, CtPropRange range, CtKey key)
{
	return ct_facts_is_true(ct_facts_get(self, range, key));
}

const char *
ct_facts_get_named(const CtFacts *self, CtPropRange range, const char *name)
{
	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(self->props, CtProp, i);

		if (prop->name != NULL && g_ascii_strcasecmp(prop->name, name) == 0)
			return prop->value;
	}
	return NULL;
}

guint
ct_facts_count(const CtFacts *self)
{
	return self->sites->len + self->clusters->len + self->machines->len + self->sqls->len +
	       self->services->len + self->dependencies->len + self->records->len +
	       self->users.sip->len + self->person_data->len;
}

const char *
ct_record_kind_to_string(CtRecordKind kind)
{
	g_return_val_if_fail(kind < CT_N_RECORD_KINDS, NULL);
	return record_names[kind];
}

const char *
ct_key_to_string(CtKey key)
{
	g_return_val_if_fail(key < CT_N_KEYS, NULL);
	return key_names[key];
}

const char *
ct_input_kind_to_string(CtInputKind kind)
{
	g_return_val_if_fail(kind < CT_N_INPUT_KINDS, NULL);
	return input_names[kind];
}

const char *
ct_deployment_to_string(CtDeployment deployment)
{
	switch (deployment) {
	case CT_DEPLOYMENT_UNKNOWN:
		return "unknown";
	case CT_DEPLOYMENT_LEGACY:
		return "legacy";
	case CT_DEPLOYMENT_TARGET:
		return "target";
	}
	g_return_val_if_reached(NULL);
}
