/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of one user become one user: of each field the newest row that knows it is kept, and whoever
 * says something else is a finding that shows both places.  Which row is the newer one is the order of
 * evidence (contradiction.c), which is total, so that neither the order of files nor that of rows
 * matters.
 */
#include <string.h>

#include "analyzer/contradiction.h"

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
	{ CT_USER_PRIVATE_LINE, "the private line" },
	{ CT_USER_MOVING, NULL },
};

#define FIELD_FIRST_POLICY (FIELD_FIRST_FLAG + G_N_ELEMENTS(flags))

struct CtUserMerge {
	CtResolve *resolve;
	CtContradictions *contradictions; /* owned; of fields */
	guint32 *plain; /* of each profile of the facts: the same without what is known + 1 */
};

CtUserMerge *
ct_user_merge_new(CtResolve *resolve)
{
	CtUserMerge *self = g_new0(CtUserMerge, 1);

	self->resolve = resolve;
	self->contradictions = ct_contradictions_new();
	self->plain = g_new0(guint32, resolve->facts->profiles->len + 1);
	return self;
}

void
ct_user_merge_free(CtUserMerge *self)
{
	if (self == NULL)
		return;
	ct_contradictions_free(self->contradictions);
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

static CtEvidence
evidence_of(const CtResolve *resolve, const CtUserRow *row)
{
	return (CtEvidence){ origin_at(resolve, row->row),
			     number_at(resolve->facts->users.changed, row->row),
			     count_known(resolve, row) };
}

gint
ct_user_place_compare(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtUserPlace *x = a;
	const CtUserPlace *y = b;
	CtEvidence of_x, of_y;
	int order;

	order = strcmp(x->row.key, y->row.key);
	if (order != 0)
		return order;
	of_x = evidence_of(data, &x->row);
	of_y = evidence_of(data, &y->row);
	return ct_evidence_compare(data, &of_x, &of_y);
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

static const char *
field_name(guint field)
{
	if (field == FIELD_HOME)
		return "the home pool";
	if (field == FIELD_NAME)
		return "the name";
	if (field < FIELD_FIRST_POLICY)
		return flags[field - FIELD_FIRST_FLAG].name;
	return ct_policy_name(field - FIELD_FIRST_POLICY);
}

static void
report(CtUserMerge *self, const CtUserRow *kept, const CtUserRow *other, guint field,
       const char *value, const char *passed_over)
{
	CtResolve *resolve = self->resolve;
	CtEvidence there = evidence_of(resolve, kept);
	CtEvidence here = evidence_of(resolve, other);
	g_autofree char *where = NULL;
	g_autofree char *why = NULL;

	if (!ct_contradictions_add(self->contradictions, there.origin, here.origin, field))
		return;
	where = ct_estate_where(resolve->estate, there.origin);
	why = ct_evidence_reason(resolve, &there, &here);
	ct_findings_add(resolve->findings, CT_RULE_USER_FACT_CONFLICT, here.origin,
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

/* Either may be %NULL, which is the same as itself alone. */
static gboolean
same_text(CtResolve *resolve, const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0 || ct_strings_fold(resolve->facts->strings, a) ==
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

static gboolean
is_newer(const CtResolve *resolve, const CtUserRow *kept, const CtUserRow *other)
{
	CtEvidence a = evidence_of(resolve, kept);
	CtEvidence b = evidence_of(resolve, other);

	return ct_evidence_is_newer(resolve, &a, &b);
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

/* The number of the newest row that knows of one is the user's; that of any other row is nobody's. */
static void
merge_numbers(const CtUserMerge *self, const CtUserRow *rows, guint count)
{
	GArray *numbers = self->resolve->facts->users.number;
	gboolean found = FALSE;

	for (guint i = 0; i < count; i++) {
		if (found)
			g_array_index(numbers, CtNumber, rows[i].row) = CT_NUMBER_NONE;
		found = found || (known_at(self->resolve, rows[i].row) & CT_USER_HAS_LINE) != 0;
	}
}

void
ct_user_merge_rows(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at)
{
	merge_home(self, rows, count, at);
	merge_name(self, rows, count, at);
	merge_flags(self, rows, count, at);
	merge_policies(self, rows, count, at);
	merge_numbers(self, rows, count);
}

void
ct_user_merge_report(CtUserMerge *self)
{
	CtResolve *resolve = self->resolve;
	const GPtrArray *found = self->contradictions->order;

	for (guint i = 0; i < found->len; i++) {
		const CtContradiction *one = g_ptr_array_index(found, i);
		CtOrigin here = { one->other, one->line, NULL };
		guint32 rest = ct_contradiction_rest(one);

		if (rest > 0)
			ct_findings_add(resolve->findings, CT_RULE_USER_FACT_CONFLICT, here, NULL,
					"%s of %u more %s differs between this file and %s; the "
					"plan keeps what that one says",
					field_name(one->what), rest, rest == 1 ? "user" : "users",
					ct_resolve_input_at(resolve, one->kept)->path);
	}
}
