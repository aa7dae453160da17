/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of one user become one user: of each field the newest row that knows it is kept, and whoever
 * says something else is a finding that shows both places.
 *
 * Which row is newer is a total order, so that neither the order of files nor that of rows matters:
 *   1. a row whose object says when it was changed comes before one that does not, the later change
 *      first;
 *   2. then the row of the newer export, by the last change of anything in it, one without any
 *      date last;
 *   3. then the row that knows more fields;
 *   4. then by path of the export and line.
 * Two exports of different days differ in thousands of users in the same way, so of each pair of
 * exports and each field only the first few users, by address, get a finding of their own.
 */
#include <string.h>

#include "analyzer/resolve.h"

/* Findings for single users, of one pair of exports and one field. */
#define MAX_SINGLE_FINDINGS 20

/* What is merged: home and name, then flags, then policies. */
enum {
	FIELD_HOME,
	FIELD_NAME,
	FIELD_FIRST_FLAG,
};

static const struct {
	CtUserFlags flag;
	const char *name; /* NULL: passes with time, so that a change is no contradiction */
} flags[] = {
	{ CT_USER_ENABLED, "the account" },
	{ CT_USER_VOICE, "Enterprise Voice" },
	{ CT_USER_REMOTE_CALL_CONTROL, "remote call control" },
	{ CT_USER_FEDERATION, "federation" },
	{ CT_USER_INTERNET, "access from outside" },
	{ CT_USER_PUBLIC_NETWORK, "public IM" },
	{ CT_USER_HAS_LINE, "the line" },
	{ CT_USER_ONLINE, "hosting in the cloud" },
	{ CT_USER_MOVING, NULL },
};

#define FIELD_FIRST_POLICY (FIELD_FIRST_FLAG + G_N_ELEMENTS(flags))

static const char *const policies[CT_N_POLICIES] = {
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

/* Why one row goes before another. */
typedef enum {
	REASON_CHANGED,
	REASON_INPUT,
	REASON_KNOWS_MORE,
	REASON_PLACE,
} Reason;

/* One field that two exports say differently, for users beyond the first few. */
typedef struct {
	guint32 kept;  /* input */
	guint32 other; /* input */
	guint32 field;
	guint32 users;
	guint32 line; /* in @other, of the first user without a finding */
} Contradiction;

struct CtUserMerge {
	CtResolve *resolve;
	GHashTable *contradictions; /* set of Contradiction, owned */
	GPtrArray *order;	    /* the same as met, borrowed */
	guint32 *plain; /* of each profile of the facts: the same without what is known + 1 */
};

static guint
contradiction_hash(gconstpointer data)
{
	const Contradiction *self = data;

	return (self->kept * 31 + self->other) * 31 + self->field;
}

static gboolean
contradiction_equal(gconstpointer a, gconstpointer b)
{
	const Contradiction *x = a;
	const Contradiction *y = b;

	return x->kept == y->kept && x->other == y->other && x->field == y->field;
}

CtUserMerge *
ct_user_merge_new(CtResolve *resolve)
{
	CtUserMerge *self = g_new0(CtUserMerge, 1);

	self->resolve = resolve;
	self->contradictions = g_hash_table_new_full(contradiction_hash, contradiction_equal,
						     g_free, NULL);
	self->order = g_ptr_array_new();
	self->plain = g_new0(guint32, resolve->facts->profiles->len + 1);
	return self;
}

void
ct_user_merge_free(CtUserMerge *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->contradictions);
	g_ptr_array_unref(self->order);
	g_free(self->plain);
	g_free(self);
}

static guint32
number_at(const GArray *column, guint row)
{
	return g_array_index(column, guint32, row);
}

static const char *
name_at(const CtResolve *resolve, guint row)
{
	const char *name = g_array_index(resolve->facts->users.name, const char *, row);

	return name != NULL && *name != '\0' ? name : NULL;
}

static CtOrigin
origin_at(const CtResolve *resolve, guint row)
{
	const CtUserFacts *users = &resolve->facts->users;

	return (CtOrigin){ number_at(users->input, row), number_at(users->line, row), NULL };
}

static const CtProfile *
profile_at(const CtResolve *resolve, guint row)
{
	const CtFacts *facts = resolve->facts;

	return &g_array_index(facts->profiles, CtProfile, number_at(facts->users.profile, row));
}

static CtTimestamp
newest_at(const CtResolve *resolve, guint row)
{
	guint32 input = number_at(resolve->facts->users.input, row);

	return input < resolve->facts->inputs->len ? ct_resolve_input_at(resolve, input)->newest
						   : 0;
}

static guint32
known_at(const CtResolve *resolve, guint row)
{
	return g_array_index(resolve->facts->users.known, guint16, row);
}

static gboolean
knows_policy(const CtProfile *profile, guint slot)
{
	return profile->policy[slot] != NULL ||
	       (profile->known & (G_GUINT64_CONSTANT(1) << slot)) != 0;
}

static guint
count_known(const CtResolve *resolve, const CtUserRow *row)
{
	const CtProfile *profile = profile_at(resolve, row->row);
	guint32 known = known_at(resolve, row->row);
	guint count = (row->pool != CT_NONE) + (name_at(resolve, row->row) != NULL);

	for (guint i = 0; i < CT_N_POLICIES; i++)
		count += knows_policy(profile, i);
	for (guint i = 0; i < G_N_ELEMENTS(flags); i++)
		count += (known & flags[i].flag) != 0;
	return count;
}

/* Negative: @x goes first. */
static gint
compare_evidence(const CtResolve *resolve, const CtUserRow *x, const CtUserRow *y,
		 Reason *out_reason)
{
	const GArray *changed = resolve->facts->users.changed;
	guint32 a = number_at(changed, x->row);
	guint32 b = number_at(changed, y->row);

	*out_reason = REASON_CHANGED;
	if (a != b)
		return a > b ? -1 : 1;
	*out_reason = REASON_INPUT;
	a = newest_at(resolve, x->row);
	b = newest_at(resolve, y->row);
	if (a != b)
		return a > b ? -1 : 1;
	*out_reason = REASON_KNOWS_MORE;
	a = count_known(resolve, x);
	b = count_known(resolve, y);
	if (a != b)
		return a > b ? -1 : 1;
	*out_reason = REASON_PLACE;
	return ct_resolve_compare_origins(resolve, origin_at(resolve, x->row),
					  origin_at(resolve, y->row));
}

gint
ct_user_row_compare(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtUserRow *x = a;
	const CtUserRow *y = b;
	Reason reason;

	if (x->key != y->key)
		return strcmp(x->key, y->key);
	return compare_evidence(data, x, y, &reason);
}

guint32
ct_user_merge_profile(CtUserMerge *self, guint32 row)
{
	CtFacts *facts = self->resolve->facts;
	guint32 index = number_at(facts->users.profile, row);

	if (self->plain[index] == 0) {
		CtProfile profile = g_array_index(facts->profiles, CtProfile, index);

		profile.known = 0;
		self->plain[index] = ct_facts_profile(facts, &profile) + 1;
	}
	return self->plain[index] - 1;
}

static char *
describe_reason(const CtResolve *resolve, const CtUserRow *kept, const CtUserRow *other)
{
	g_autofree char *newer = NULL;
	g_autofree char *older = NULL;
	CtTimestamp a = 0, b = 0;
	Reason reason;

	compare_evidence(resolve, kept, other, &reason);
	if (reason == REASON_KNOWS_MORE)
		return g_strdup("no dates tell which is newer, and that row knows more");
	if (reason == REASON_PLACE)
		return g_strdup("no dates tell which is newer, and that row comes first");
	if (reason == REASON_CHANGED) {
		a = number_at(resolve->facts->users.changed, kept->row);
		b = number_at(resolve->facts->users.changed, other->row);
	} else {
		a = newest_at(resolve, kept->row);
		b = newest_at(resolve, other->row);
	}
	newer = ct_timestamp_to_string(a);
	older = b != 0 ? ct_timestamp_to_string(b) : g_strdup("unknown");
	return g_strdup_printf(reason == REASON_CHANGED
				       ? "the user was changed %s there, %s here"
				       : "the last change in that file is %s, in this one %s",
			       newer, older);
}

static const char *
field_name(guint field)
{
	if (field == FIELD_HOME)
		return "the home pool";
	if (field == FIELD_NAME)
		return "the name";
	if (field < FIELD_FIRST_POLICY)
		return flags[field - FIELD_FIRST_FLAG].name;
	return policies[field - FIELD_FIRST_POLICY];
}

/* Counts a contradiction, and says whether it is among the first. */
static gboolean
is_among_first(CtUserMerge *self, CtOrigin kept, CtOrigin other, guint field)
{
	Contradiction probe = { kept.input, other.input, field, 0, 0 };
	Contradiction *found = g_hash_table_lookup(self->contradictions, &probe);

	if (found == NULL) {
		found = g_memdup2(&probe, sizeof(probe));
		g_hash_table_add(self->contradictions, found);
		g_ptr_array_add(self->order, found);
	}
	found->users++;
	if (found->users == MAX_SINGLE_FINDINGS + 1)
		found->line = other.line;
	return found->users <= MAX_SINGLE_FINDINGS;
}

static void
report(CtUserMerge *self, const CtUserRow *kept, const CtUserRow *other, guint field,
       const char *value, const char *passed_over)
{
	CtResolve *resolve = self->resolve;
	CtOrigin there = origin_at(resolve, kept->row);
	CtOrigin here = origin_at(resolve, other->row);
	g_autofree char *where = NULL;
	g_autofree char *why = NULL;

	if (!is_among_first(self, there, here, field))
		return;
	where = ct_estate_where(resolve->estate, there);
	why = describe_reason(resolve, kept, other);
	ct_findings_add(resolve->findings, CT_RULE_USER_FACT_CONFLICT, here,
			ct_subject(CT_OBJECT_USER, kept->key),
			"%s of %s is %s here, but %s in %s; the plan keeps %s, since %s",
			field_name(field),
			g_array_index(resolve->facts->users.sip, const char *, kept->row),
			passed_over, value, where, value, why);
}

static void
merge_home(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	CtResolve *resolve = self->resolve;
	const CtUserRow *kept = NULL;

	for (guint i = 0; i < count; i++) {
		if (rows[i].pool == CT_NONE)
			continue;
		if (kept == NULL)
			kept = &rows[i];
		else if (kept->pool != rows[i].pool)
			report(self, kept, &rows[i], FIELD_HOME,
			       ct_resolve_pool_at(resolve, kept->pool)->fqdn,
			       ct_resolve_pool_at(resolve, rows[i].pool)->fqdn);
	}
	resolve->estate->users.pool[at] = kept != NULL ? kept->pool : CT_NONE;
}

static gboolean
same_text(CtResolve *resolve, const char *a, const char *b)
{
	return a == b || ct_strings_fold(resolve->facts->strings, a) ==
				 ct_strings_fold(resolve->facts->strings, b);
}

static void
merge_name(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	CtResolve *resolve = self->resolve;
	const CtUserRow *kept = NULL;
	const char *value = NULL;

	for (guint i = 0; i < count; i++) {
		const char *name = name_at(resolve, rows[i].row);

		if (name == NULL)
			continue;
		if (kept == NULL) {
			kept = &rows[i];
			value = name;
		} else if (!same_text(resolve, value, name)) {
			report(self, kept, &rows[i], FIELD_NAME, value, name);
		}
	}
	resolve->estate->users.name[at] = value;
}

/* Does any row know the flag, and is it set in the first that does? */
static gboolean
merge_flag(CtUserMerge *self, const CtUserRow *rows, guint count, guint index, gboolean *out_set)
{
	const GArray *column = self->resolve->facts->users.flags;
	guint32 flag = flags[index].flag;
	const CtUserRow *kept = NULL;

	for (guint i = 0; i < count; i++) {
		guint32 bits = number_at(column, rows[i].row);
		gboolean set = (bits & flag) != 0;

		if ((known_at(self->resolve, rows[i].row) & flag) == 0)
			continue;
		if (kept == NULL) {
			kept = &rows[i];
			*out_set = set;
		} else if (*out_set != set && flags[index].name != NULL) {
			report(self, kept, &rows[i], FIELD_FIRST_FLAG + index,
			       *out_set ? "on" : "off", set ? "on" : "off");
		}
	}
	return kept != NULL;
}

/* Names with blanks count wherever they are seen, since a move fails at them. */
static void
merge_flags(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	const GArray *column = self->resolve->facts->users.flags;
	guint32 merged = 0;

	for (guint i = 0; i < count; i++)
		merged |= number_at(column, rows[i].row);
	for (guint i = 0; i < G_N_ELEMENTS(flags); i++) {
		gboolean set = FALSE;

		if (!merge_flag(self, rows, count, i, &set))
			continue;
		merged &= ~(guint32)flags[i].flag;
		if (set)
			merged |= flags[i].flag;
	}
	self->resolve->estate->users.flags[at] = merged;
}

/* Can one be the other's successor?  A DN names a policy of the legacy product, which the management
 * shell does not see; a name or nothing there says nothing of it. */
static gboolean
is_directory_policy(const char *policy)
{
	return policy != NULL && strchr(policy, '=') != NULL;
}

/* Do dates tell that @kept is the newer one? */
static gboolean
is_newer(const CtResolve *resolve, const CtUserRow *kept, const CtUserRow *other)
{
	const GArray *changed = resolve->facts->users.changed;
	Reason reason;

	compare_evidence(resolve, kept, other, &reason);
	if (reason == REASON_CHANGED)
		return number_at(changed, other->row) != 0;
	return reason == REASON_INPUT && newest_at(resolve, other->row) != 0;
}

static const char *
merge_policy(CtUserMerge *self, const CtUserRow *rows, guint count, guint slot)
{
	CtResolve *resolve = self->resolve;
	const CtUserRow *kept = NULL;
	const char *value = NULL;

	for (guint i = 0; i < count; i++) {
		const CtProfile *profile = profile_at(resolve, rows[i].row);
		const char *policy = profile->policy[slot];

		if (!knows_policy(profile, slot))
			continue;
		/* "none" gives way to a policy unless it is known to be the later state */
		if (kept == NULL ||
		    (value == NULL && policy != NULL &&
		     (is_directory_policy(policy) || !is_newer(resolve, kept, &rows[i])))) {
			kept = &rows[i];
			value = policy;
			continue;
		}
		if (is_directory_policy(value) != is_directory_policy(policy) ||
		    (policy == NULL && !is_newer(resolve, kept, &rows[i])) ||
		    same_text(resolve, value, policy))
			continue;
		report(self, kept, &rows[i], (guint)FIELD_FIRST_POLICY + slot,
		       value != NULL ? value : "inherited", policy != NULL ? policy : "inherited");
	}
	return value;
}

static void
merge_policies(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	CtFacts *facts = self->resolve->facts;
	CtProfile profile = { 0 };
	gboolean differ = FALSE;

	for (guint i = 1; i < count; i++)
		differ |= number_at(facts->users.profile, rows[i].row) !=
			  number_at(facts->users.profile, rows[0].row);
	if (!differ)
		return;
	for (guint slot = 0; slot < CT_N_POLICIES; slot++)
		profile.policy[slot] = merge_policy(self, rows, count, slot);
	self->resolve->estate->users.profile[at] = ct_facts_profile(facts, &profile);
}

void
ct_user_merge_rows(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	merge_home(self, rows, count, at);
	merge_name(self, rows, count, at);
	merge_flags(self, rows, count, at);
	merge_policies(self, rows, count, at);
}

void
ct_user_merge_report(CtUserMerge *self)
{
	CtResolve *resolve = self->resolve;

	for (guint i = 0; i < self->order->len; i++) {
		const Contradiction *found = g_ptr_array_index(self->order, i);
		CtOrigin here = { found->other, found->line, NULL };
		guint32 rest = found->users - MIN(found->users, MAX_SINGLE_FINDINGS);

		if (rest == 0)
			continue;
		ct_findings_add(resolve->findings, CT_RULE_USER_FACT_CONFLICT, here, NULL,
				"%s of %u more %s differs between this file and %s; the plan keeps "
				"what that one says",
				field_name(found->field), rest, rest == 1 ? "user" : "users",
				ct_resolve_input_at(resolve, found->kept)->path);
	}
}
