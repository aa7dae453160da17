/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records, and those of users as columns.  A user is read straight from the properties of its record into a few cells, its
 * policies into one row of a table of combinations and its number into eight bytes (number.c), so that
 * a million users cost some sixty bytes each beside their names.
 */
#include "analyzer/facts.h"

#include <string.h>

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
	CELL_LINE,
	CELL_PRIVATE_LINE,
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
	[CT_KEY_LINE_URI] = CELL_LINE,
	[CT_KEY_PRIVATE_LINE] = CELL_PRIVATE_LINE,
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
	if (ct_facts_is_true(prop->value))
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

CtNumber
ct_facts_number(CtFacts *self, const char *uri)
{
	CtUserFacts *users = &self->users;
	g_autofree char *text = NULL;
	CtNumber number;
	const char *kept;
	guint row;

	if (uri == NULL || *uri == '\0')
		return CT_NUMBER_NONE;
	if (ct_number_pack(uri, &number))
		return number;
	text = ct_number_normalise(uri);
	if (text == NULL)
		return CT_NUMBER_NONE;
	kept = ct_strings_intern(self->strings, text);
	row = GPOINTER_TO_UINT(g_hash_table_lookup(users->odd_index, kept));
	if (row == 0) {
		g_ptr_array_add(users->odd_numbers, (gpointer)kept);
		row = users->odd_numbers->len;
		g_hash_table_insert(users->odd_index, (gpointer)kept, GUINT_TO_POINTER(row));
	}
	return CT_NUMBER_FROM_ROW(row - 1);
}

char *
ct_facts_number_to_string(const CtFacts *self, CtNumber number)
{
	if (CT_NUMBER_IS_ODD(number))
		return g_strdup(g_ptr_array_index(self->users.odd_numbers, CT_NUMBER_ROW(number)));
	return ct_number_to_string(number);
}

void
ct_facts_add_line_host(CtFacts *self, CtOrigin origin, const char *host)
{
	CtLineHost fact = { origin, host };

	if (host != NULL && g_hash_table_add(self->users.line_host_index, (gpointer)host))
		g_array_append_val(self->users.line_hosts, fact);
}

static void
add_private_line(CtFacts *self, CtOrigin origin, const char *sip, const char *uri)
{
	CtPrivateLine line = { origin, sip, ct_facts_number(self, uri) };

	if (line.number != CT_NUMBER_NONE)
		g_array_append_val(self->users.private_lines, line);
}

static void
append_user(CtFacts *self, CtOrigin origin, const User *user, const char *address)
{
	const char *sip = with_scheme(self->strings, address);
	const char *name = ct_strings_copy(self->strings,
					   either(user, CELL_DISPLAY_NAME, CELL_NAME));
	const char *home = ct_strings_intern(self->strings, either(user, CELL_POOL, CELL_SERVER));
	CtNumber number = ct_facts_number(self, user->cells[CELL_LINE]);
	guint32 profile = ct_facts_profile(self, &user->profile);
	CtTimestamp changed = ct_timestamp_parse(user->cells[CELL_CHANGED]);
	guint16 known = (guint16)user->known;

	ct_facts_note_change(self, origin, changed);
	g_array_append_val(self->users.sip, sip);
	g_array_append_val(self->users.name, name);
	g_array_append_val(self->users.home, home);
	g_array_append_val(self->users.number, number);
	g_array_append_val(self->users.profile, profile);
	g_array_append_val(self->users.flags, user->flags);
	g_array_append_val(self->users.known, known);
	g_array_append_val(self->users.input, origin.input);
	g_array_append_val(self->users.line, origin.line);
	g_array_append_val(self->users.changed, changed);
	add_private_line(self, origin, sip, user->cells[CELL_PRIVATE_LINE]);
	ct_facts_add_line_host(self, origin,
			       uri_host(self->strings, user->cells[CELL_LINE_SERVER]));
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
	ct_facts_note_change(self, origin,
			     ct_timestamp_parse(ct_facts_get(self, record.props, CT_KEY_CHANGED)));
	g_array_append_val(self->records, record);
}
