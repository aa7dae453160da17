/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts are arrays that importers append to; this file only keeps them and folds user records into
 * columns.  A user is read straight from the properties of its record into eight cells, and its
 * policies into one row of a table of combinations, so that a million users cost some fifty bytes
 * each beside their names.
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

/* Which bit a true value of a user's property sets. */
static const guint32 user_bits[CT_N_KEYS] = {
	[CT_KEY_ENABLED] = CT_USER_ENABLED,
	[CT_KEY_ENTERPRISE_VOICE] = CT_USER_VOICE,
	[CT_KEY_REMOTE_CALL_CONTROL] = CT_USER_REMOTE_CALL_CONTROL,
	[CT_KEY_FEDERATION] = CT_USER_FEDERATION,
	[CT_KEY_INTERNET_ACCESS] = CT_USER_INTERNET,
	[CT_KEY_PUBLIC_NETWORK] = CT_USER_PUBLIC_NETWORK,
};

/* The same for a property whose bit means that it has a value; without one, that it has none. */
static const guint32 user_presence_bits[CT_N_KEYS] = {
	[CT_KEY_LINE_URI] = CT_USER_HAS_LINE,
	[CT_KEY_TARGET_SERVER] = CT_USER_MOVING,
	[CT_KEY_PRIVATE_LINE] = CT_USER_PRIVATE_LINE,
};

/* Slot of a policy plus one; 0 for every other key. */
static const guint8 policy_slots[CT_N_KEYS] = {
	[CT_KEY_POLICY_VOICE] = CT_POLICY_VOICE + 1,
	[CT_KEY_POLICY_CONFERENCING] = CT_POLICY_CONFERENCING + 1,
	[CT_KEY_POLICY_EXTERNAL] = CT_POLICY_EXTERNAL + 1,
	[CT_KEY_POLICY_PRESENCE] = CT_POLICY_PRESENCE + 1,
	[CT_KEY_POLICY_ARCHIVING] = CT_POLICY_ARCHIVING + 1,
	[CT_KEY_POLICY_CLIENT] = CT_POLICY_CLIENT + 1,
	[CT_KEY_POLICY_CLIENT_VERSION] = CT_POLICY_CLIENT_VERSION + 1,
	[CT_KEY_POLICY_LOCATION] = CT_POLICY_LOCATION + 1,
	[CT_KEY_POLICY_PIN] = CT_POLICY_PIN + 1,
	[CT_KEY_POLICY_MOBILITY] = CT_POLICY_MOBILITY + 1,
	[CT_KEY_POLICY_VOICEMAIL] = CT_POLICY_VOICEMAIL + 1,
	[CT_KEY_DIAL_PLAN] = CT_POLICY_DIAL_PLAN + 1,
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
	self->users.sip = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->users.name = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->users.home = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->users.line_host = g_array_new(FALSE, TRUE, sizeof(const char *));
	self->users.profile = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->users.flags = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->users.known = g_array_new(FALSE, TRUE, sizeof(guint16));
	self->users.input = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->users.line = g_array_new(FALSE, TRUE, sizeof(guint32));
	self->users.changed = g_array_new(FALSE, TRUE, sizeof(CtTimestamp));
	self->user_dns = g_array_new(FALSE, TRUE, sizeof(CtUserDn));
	self->user_dn_index = g_hash_table_new(NULL, NULL);
	self->notes = g_array_new(FALSE, TRUE, sizeof(CtNote));
	self->note_index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self->problems = g_array_new(FALSE, TRUE, sizeof(CtProblem));
	self->people = g_array_new(FALSE, TRUE, sizeof(const char *));
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
	g_array_unref(self->users.sip);
	g_array_unref(self->users.name);
	g_array_unref(self->users.home);
	g_array_unref(self->users.line_host);
	g_array_unref(self->users.profile);
	g_array_unref(self->users.flags);
	g_array_unref(self->users.known);
	g_array_unref(self->users.input);
	g_array_unref(self->users.line);
	g_array_unref(self->users.changed);
	g_array_unref(self->user_dns);
	g_hash_table_unref(self->user_dn_index);
	g_array_unref(self->notes);
	g_hash_table_unref(self->note_index);
	g_array_unref(self->problems);
	g_array_unref(self->people);
	g_hash_table_unref(self->people_index);
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

static gboolean
is_true(const char *value)
{
	return value != NULL && (g_ascii_strcasecmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static gboolean
is_blank_at_an_end(const char *text)
{
	gsize length = text != NULL ? strlen(text) : 0;

	if (length == 0)
		return FALSE;
	return g_unichar_isspace(g_utf8_get_char(text)) ||
	       g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(text + length)));
}

static gboolean
is_blank(const char *text)
{
	while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text == '\0';
}

static const char *
after_scheme(const char *uri)
{
	return g_ascii_strncasecmp(uri, "sip:", 4) == 0 ? uri + 4 : uri;
}

/* Has the part before the '@' a blank at either end, as in "sip: amy @contoso.com"?  Blanks around
 * the whole address count too. */
static gboolean
has_blank_local_part(const char *address)
{
	const char *local = after_scheme(address);
	const char *at = strchr(local, '@');

	if (is_blank_at_an_end(address))
		return TRUE;
	if (at == NULL || at == local)
		return FALSE;
	return g_unichar_isspace(g_utf8_get_char(local)) ||
	       g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(at)));
}

/* The address with the scheme that some exports leave out, kept as a copy. */
static const char *
with_scheme(CtStrings *strings, const char *address)
{
	const char *trimmed = ct_strings_copy(strings, address);
	g_autofree char *full = NULL;

	if (trimmed == NULL || *trimmed == '\0' || g_ascii_strncasecmp(trimmed, "sip:", 4) == 0)
		return trimmed;
	full = g_strconcat("sip:", trimmed, NULL);
	return ct_strings_copy(strings, full);
}

/* "sip:aaa@gw.contoso.com:5060;transport=tcp" -> "gw.contoso.com"; NULL when there is none. */
static const char *
uri_host(CtStrings *strings, const char *uri)
{
	const char *start;
	const char *at;
	gsize length;

	if (uri == NULL)
		return NULL;
	while (g_ascii_isspace(*uri))
		uri++;
	start = g_ascii_strncasecmp(uri, "sips:", 5) == 0 ? uri + 5 : after_scheme(uri);
	at = strchr(start, '@');
	if (at != NULL)
		start = at + 1;
	length = *start == '[' ? strcspn(start, "]") : strcspn(start, ":;?> \t");
	if (*start == '[' && start[length] == ']')
		length++;
	return length > 0 ? ct_strings_intern_length(strings, start, length) : NULL;
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

/* What is read of a user besides flags and policies. */
typedef enum {
	CELL_NONE,
	CELL_SIP,
	CELL_URI,
	CELL_DISPLAY_NAME,
	CELL_NAME,
	CELL_POOL,
	CELL_SERVER,
	CELL_LINE_SERVER,
	CELL_DN,
	CELL_CHANGED,
	N_CELLS,
} Cell;

static const guint8 user_cells[CT_N_KEYS] = {
	[CT_KEY_SIP_ADDRESS] = CELL_SIP,
	[CT_KEY_PRIMARY_URI] = CELL_URI,
	[CT_KEY_DISPLAY_NAME] = CELL_DISPLAY_NAME,
	[CT_KEY_NAME] = CELL_NAME,
	[CT_KEY_POOL] = CELL_POOL,
	[CT_KEY_HOME_SERVER] = CELL_SERVER,
	[CT_KEY_LINE_SERVER_URI] = CELL_LINE_SERVER,
	[CT_KEY_DN] = CELL_DN,
	[CT_KEY_CHANGED] = CELL_CHANGED,
};

/* One user while its properties are read. */
typedef struct {
	const char *cells[N_CELLS]; /* as exported, first value of each */
	guint32 flags;
	guint32 known; /* which of the flags the export speaks of */
	CtProfile profile;
} User;

static const char *
either(const User *user, Cell preferred, Cell other)
{
	return user->cells[preferred] != NULL ? user->cells[preferred] : user->cells[other];
}

static void
user_read(CtFacts *self, User *user, const CtProp *prop)
{
	Cell cell = user_cells[prop->key];
	guint slot = policy_slots[prop->key];

	if (prop->value == NULL)
		return;
	user->known |= user_presence_bits[prop->key];
	if (slot != 0)
		user->profile.known |= G_GUINT64_CONSTANT(1) << (slot - 1);
	if (*prop->value == '\0')
		return;
	user->known |= user_bits[prop->key];
	if (cell != CELL_NONE && user->cells[cell] == NULL)
		user->cells[cell] = prop->value;
	if (slot != 0)
		user->profile.policy[slot - 1] = ct_strings_intern(self->strings, prop->value);
	user->flags |= user_presence_bits[prop->key];
	if (is_true(prop->value))
		user->flags |= user_bits[prop->key];
	if (prop->key != CT_KEY_HOSTING_PROVIDER)
		return;
	user->known |= CT_USER_ONLINE;
	if (g_ascii_strncasecmp(prop->value, "SRV:", 4) != 0)
		user->flags |= CT_USER_ONLINE;
}

/* "CN=Amy,OU=Sales,DC=contoso,DC=com" -> "DC=contoso,DC=com"; NULL when there is none. */
static const char *
domain_part(const char *dn)
{
	for (; dn != NULL; dn = strchr(dn, ',')) {
		while (*dn == ',' || *dn == ' ')
			dn++;
		if (g_ascii_strncasecmp(dn, "DC=", 3) == 0)
			return dn;
	}
	return NULL;
}

/* Keeps a name that many users have, the first time that an input has it. */
static void
note_dn(CtFacts *self, CtOrigin origin, const char *text)
{
	CtUserDn fact = { origin, ct_strings_intern(self->strings, text) };
	guint seen;

	if (fact.dn == NULL || strchr(fact.dn, '=') == NULL)
		return;
	seen = GPOINTER_TO_UINT(g_hash_table_lookup(self->user_dn_index, fact.dn));
	if (seen == origin.input + 1)
		return;
	g_hash_table_insert(self->user_dn_index, (gpointer)fact.dn,
			    GUINT_TO_POINTER(origin.input + 1));
	g_array_append_val(self->user_dns, fact);
}

/* An export is at least as new as anything in it. */
static void
note_change(CtFacts *self, CtOrigin origin, CtTimestamp changed)
{
	CtInput *input;

	if (changed == 0 || origin.input >= self->inputs->len)
		return;
	input = &g_array_index(self->inputs, CtInput, origin.input);
	input->newest = MAX(input->newest, changed);
}

static void
append_user(CtFacts *self, CtOrigin origin, const User *user, const char *address)
{
	const char *sip = with_scheme(self->strings, address);
	const char *name = ct_strings_copy(self->strings,
					   either(user, CELL_DISPLAY_NAME, CELL_NAME));
	const char *home = ct_strings_intern(self->strings, either(user, CELL_POOL, CELL_SERVER));
	const char *line_host = uri_host(self->strings, user->cells[CELL_LINE_SERVER]);
	guint32 profile = ct_facts_profile(self, &user->profile);
	CtTimestamp changed = ct_timestamp_parse(user->cells[CELL_CHANGED]);
	guint16 known = (guint16)user->known;

	note_change(self, origin, changed);
	g_array_append_val(self->users.sip, sip);
	g_array_append_val(self->users.name, name);
	g_array_append_val(self->users.home, home);
	g_array_append_val(self->users.line_host, line_host);
	g_array_append_val(self->users.profile, profile);
	g_array_append_val(self->users.flags, user->flags);
	g_array_append_val(self->users.known, known);
	g_array_append_val(self->users.input, origin.input);
	g_array_append_val(self->users.line, origin.line);
	g_array_append_val(self->users.changed, changed);
	note_dn(self, origin, user->cells[CELL_SERVER]);
	note_dn(self, origin, domain_part(user->cells[CELL_DN]));
}

static void
add_user(CtFacts *self, CtOrigin origin, const CtProp *props, guint count)
{
	User user = { 0 };
	const char *address;

	for (guint i = 0; i < count; i++)
		user_read(self, &user, &props[i]);

	address = either(&user, CELL_SIP, CELL_URI);
	if (address == NULL || is_blank(address)) {
		ct_facts_note(self, origin, "user without SIP address",
			      either(&user, CELL_DISPLAY_NAME, CELL_NAME));
		return;
	}
	/* an export that selects columns may leave Enabled out; what is listed has to be moved */
	if ((user.known & CT_USER_ENABLED) == 0)
		user.flags |= CT_USER_ENABLED;
	if (has_blank_local_part(address) || is_blank_at_an_end(user.cells[CELL_DISPLAY_NAME]) ||
	    is_blank_at_an_end(user.cells[CELL_NAME]))
		user.flags |= CT_USER_NAME_BLANKS;
	append_user(self, origin, &user, address);
}

void
ct_facts_add_record(CtFacts *self, CtRecordKind kind, CtOrigin origin, const char *type,
		    const CtProp *props, guint count)
{
	CtRecord record = { origin, kind, type, { 0, 0 } };

	if (kind == CT_RECORD_USER) {
		add_user(self, origin, props, count);
		return;
	}
	record.props = ct_facts_add_props(self, props, count);
	note_change(self, origin,
		    ct_timestamp_parse(ct_facts_get(self, record.props, CT_KEY_CHANGED)));
	g_array_append_val(self->records, record);
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
	const char *key = ct_strings_fold(self->strings, address);
	gpointer found = NULL;
	guint32 index = self->people->len;

	if (!g_str_has_prefix(key, "sip:") && *key != '\0') {
		g_autofree char *full = g_strconcat("sip:", key, NULL);

		key = ct_strings_intern(self->strings, full);
	}
	if (g_hash_table_lookup_extended(self->people_index, key, NULL, &found))
		return GPOINTER_TO_UINT(found);
	g_array_append_val(self->people, key);
	g_hash_table_insert(self->people_index, (gpointer)key, GUINT_TO_POINTER(index));
	return index;
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
	return is_true(ct_facts_get(self, range, key));
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
