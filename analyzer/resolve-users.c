/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users: homes are resolved, rows of one SIP address become one (resolve-user-merge.c), users that
 * nobody can tell apart are counted as cohorts, and those who work together are coupled.
 *
 * There may be a million of them: rows are sorted as numbers that carry their folded address, homes
 * are looked up once for each text, and no user has a block of its own on the heap.
 */
#include "analyzer/resolve.h"

#include <string.h>

/* Bytes of an address that are sorted by eight; few addresses are longer. */
#define MAX_DEPTH 128

/* What is known of one text that users have as their home. */
typedef struct {
	const char *text;
	CtOrigin origin; /* the first user with it */
	guint32 users;
	guint32 pool;
} Home;

typedef struct {
	CtResolve *resolve;
	GArray *homes;		/* of Home, as met */
	GHashTable *home_index; /* text -> row of homes + 1 */
} Homes;

static const char *
text_at(const GArray *column, guint row)
{
	return g_array_index(column, const char *, row);
}

static guint32
number_at(const GArray *column, guint row)
{
	return g_array_index(column, guint32, row);
}

static CtOrigin
origin_of(const CtFacts *facts, guint32 row)
{
	CtOrigin origin = { number_at(facts->users.input, row), number_at(facts->users.line, row),
			    NULL };

	return origin;
}

/* The home of a user; counts the texts that lead nowhere. */
static guint32
home_of(Homes *homes, guint32 row)
{
	CtResolve *self = homes->resolve;
	const char *text = text_at(self->facts->users.home, row);
	CtOrigin origin = origin_of(self->facts, row);
	guint found;
	Home *home;

	if (text == NULL || *text == '\0')
		return CT_NONE;
	found = GPOINTER_TO_UINT(g_hash_table_lookup(homes->home_index, text));
	if (found == 0) {
		Home fresh = { text, origin, 0, ct_resolve_pool(self, text).index };

		g_array_append_val(homes->homes, fresh);
		found = homes->homes->len;
		g_hash_table_insert(homes->home_index, (gpointer)text, GUINT_TO_POINTER(found));
	}
	home = &g_array_index(homes->homes, Home, found - 1);
	home->users++;
	if (ct_resolve_compare_origins(self, origin, home->origin) < 0)
		home->origin = origin;
	return home->pool;
}

static void
report_homes(const Homes *homes)
{
	CtResolve *self = homes->resolve;

	for (guint i = 0; i < homes->homes->len; i++) {
		const Home *home = &g_array_index(homes->homes, Home, i);
		CtPoolEvidence *evidence;

		if (home->pool == CT_NONE) {
			ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, home->origin,
					NULL, "%u %s homed on %s, which no input describes",
					home->users, home->users == 1 ? "user is" : "users are",
					home->text);
			continue;
		}
		evidence = ct_resolve_evidence_at(self, home->pool);
		if (!ct_resolve_is_dn(home->text))
			continue;
		if (strchr(ct_resolve_dn_pool_name(self, home->text), ':') != NULL)
			evidence->dn_by_number = TRUE;
		else
			evidence->dn_by_name = TRUE;
	}
}

static void
allocate_users(CtUsers *users, guint count)
{
	users->sip = g_new0(const char *, count + 1);
	users->key = g_new0(const char *, count + 1);
	users->name = g_new0(const char *, count + 1);
	users->pool = g_new0(guint32, count + 1);
	users->profile = g_new0(guint32, count + 1);
	users->flags = g_new0(guint32, count + 1);
	users->input = g_new0(guint32, count + 1);
	users->line = g_new0(guint32, count + 1);
}

static void
start_user(CtResolve *self, CtUserMerge *merge, const CtUserRow *row)
{
	CtUsers *users = &self->estate->users;
	const CtUserFacts *facts = &self->facts->users;
	guint32 at = users->count++;

	users->sip[at] = text_at(facts->sip, row->row);
	users->key[at] = row->key;
	users->name[at] = text_at(facts->name, row->row);
	users->pool[at] = row->pool;
	users->profile[at] = ct_user_merge_profile(merge, row->row);
	users->flags[at] = number_at(facts->flags, row->row);
	users->input[at] = number_at(facts->input, row->row);
	users->line[at] = number_at(facts->line, row->row);
}

/* Flags the user that was started last when its rows name homes, but none that is known. */
static void
note_home(CtUsers *users, const CtUserRow *rows, guint count)
{
	guint32 at = users->count - 1;

	for (guint i = 0; users->pool[at] == CT_NONE && i < count; i++)
		if (rows[i].home_named)
			users->flags[at] |= CT_USER_HOME_UNKNOWN;
}

static void
count_users(CtResolve *self)
{
	const CtUsers *users = &self->estate->users;

	for (guint32 i = 0; i < users->count; i++) {
		CtPool *pool;

		if (users->name[i] == NULL || *users->name[i] == '\0')
			users->name[i] = users->sip[i];
		if (users->pool[i] == CT_NONE)
			continue;
		pool = ct_resolve_pool_at(self, users->pool[i]);
		pool->users++;
		if ((users->flags[i] & CT_USER_VOICE) != 0)
			pool->voice_users++;
	}
}

/* The part of an address that differs: what is behind the scheme that nearly all begin with. */
static const char *
text_behind_scheme(const char *key)
{
	return g_str_has_prefix(key, "sip:") ? key + 4 : key;
}

/* The first eight bytes of @text, the first as the highest; zeros from its end on. */
static guint64
head_of(const char *text)
{
	guint64 head = 0;

	for (guint i = 0; i < 8; i++) {
		head = head << 8 | (guchar)*text;
		text += *text != '\0';
	}
	return head;
}

/* Addresses of which the same bytes up to @head, at @depth, are not worth going on with: they are at
 * their end, or so long that somebody wrote them to fill our stack. */
static gboolean
is_last_head(guint64 head, gsize depth)
{
	return (head & 0xff) == 0 || depth >= MAX_DEPTH;
}

static gint
compare_heads(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtUserPlace *x = a;
	const CtUserPlace *y = b;

	(void)data;
	return x->head < y->head ? -1 : x->head > y->head;
}

/*
 * Sorts by eight bytes of the address after the other, from @depth on, and rows of the same address by
 * their evidence: an address lies anywhere in memory and is looked at once for eight bytes, not once
 * for each comparison (caching multikey sort: Ng and Kakehi, 2007).
 */
static void
sort_places(CtResolve *self, CtUserPlace *places, gsize count, gsize depth)
{
	gsize run;

	g_qsort_with_data(places, (gint)count, sizeof(*places), compare_heads, NULL);
	for (gsize i = 0; i < count; i += run) {
		CtUserPlace *first = &places[i];

		run = 1;
		while (i + run < count && first[run].head == first->head)
			run++;
		if (run == 1)
			continue;
		if (is_last_head(first->head, depth)) {
			g_qsort_with_data(first, (gint)run, sizeof(*first), ct_user_place_compare,
					  self);
			continue;
		}
		for (gsize k = 0; k < run; k++)
			first[k].head = head_of(text_behind_scheme(first[k].row.key) + depth + 8);
		sort_places(self, first, run, depth + 8);
	}
}

static GArray *
find_places(CtResolve *self)
{
	const CtUserFacts *facts = &self->facts->users;
	GArray *places = g_array_sized_new(FALSE, FALSE, sizeof(CtUserPlace), facts->sip->len);
	Homes homes = { .resolve = self };

	homes.homes = g_array_new(FALSE, FALSE, sizeof(Home));
	homes.home_index = g_hash_table_new(NULL, NULL);
	for (guint32 i = 0; i < facts->sip->len; i++) {
		const char *key = ct_strings_fold_copy(self->facts->strings,
						       text_at(facts->sip, i));
		const char *home = text_at(facts->home, i);
		CtUserPlace place = { head_of(text_behind_scheme(key)),
				      { key, i, home != NULL && *home != '\0',
					home_of(&homes, i) } };

		g_array_append_val(places, place);
	}
	report_homes(&homes);
	g_array_unref(homes.homes);
	g_hash_table_unref(homes.home_index);
	return places;
}

/* The rows of all users, sorted: by address, then the newest first.  What only sorting needs is given
 * back, since an estate needs the most memory when it has its users and these rows. */
static CtUserRow *
sort_rows(CtResolve *self, guint *out_count)
{
	GArray *places = find_places(self);
	gsize count;
	char *memory;

	sort_places(self, (CtUserPlace *)(gpointer)places->data, places->len, 0);
	memory = g_array_steal(places, &count);
	g_array_unref(places);
	for (gsize i = 0; i < count; i++)
		memmove(memory + i * sizeof(CtUserRow),
			memory + i * sizeof(CtUserPlace) + G_STRUCT_OFFSET(CtUserPlace, row),
			sizeof(CtUserRow));
	*out_count = (guint)count;
	return g_realloc_n(memory, count, sizeof(CtUserRow));
}

void
ct_resolve_users(CtResolve *self)
{
	guint n_rows, count;
	g_autofree CtUserRow *rows = sort_rows(self, &n_rows);
	g_autoptr(CtUserMerge) merge = ct_user_merge_new(self);

	allocate_users(&self->estate->users, n_rows);
	for (guint i = 0; i < n_rows; i += count) {
		const CtUserRow *first = &rows[i];

		count = 1;
		while (i + count < n_rows && strcmp(first[count].key, first->key) == 0)
			count++;
		start_user(self, merge, first);
		if (count > 1)
			ct_user_merge_rows(merge, first, count, self->estate->users.count - 1);
		note_home(&self->estate->users, first, count);
	}
	ct_user_merge_report(merge);
	g_clear_pointer(&rows, g_free);
	ct_estate_index_users(self->estate);
	count_users(self);
}

/* Profiles are numbered as they were met; cohorts are sorted by what the profiles say. */
typedef struct {
	const CtProfile *profile;
	guint32 index;
} ProfilePlace;

static gint
compare_profiles(gconstpointer a, gconstpointer b)
{
	const ProfilePlace *x = a;
	const ProfilePlace *y = b;

	for (guint i = 0; i < CT_N_POLICIES; i++) {
		int order = g_strcmp0(x->profile->policy[i], y->profile->policy[i]);

		if (order != 0)
			return order;
	}
	return 0;
}

static guint32 *
rank_profiles(const CtFacts *facts)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(ProfilePlace));
	guint32 *rank = g_new0(guint32, facts->profiles->len + 1);

	for (guint32 i = 0; i < facts->profiles->len; i++) {
		ProfilePlace place = { &g_array_index(facts->profiles, CtProfile, i), i };

		g_array_append_val(places, place);
	}
	g_array_sort(places, compare_profiles);
	for (guint32 i = 0; i < places->len; i++)
		rank[g_array_index(places, ProfilePlace, i).index] = i;
	return rank;
}

static guint
cohort_hash(gconstpointer data)
{
	const CtCohort *cohort = data;

	return (cohort->pool.index * 31 + cohort->profile) * 31 + cohort->flags;
}

static gboolean
cohort_equal(gconstpointer a, gconstpointer b)
{
	const CtCohort *x = a;
	const CtCohort *y = b;

	return x->pool.index == y->pool.index && x->profile == y->profile && x->flags == y->flags;
}

static gint
compare_cohorts(gconstpointer a, gconstpointer b, gpointer data)
{
	const guint32 *rank = data;
	const CtCohort *x = a;
	const CtCohort *y = b;

	if (x->pool.index != y->pool.index)
		return x->pool.index < y->pool.index ? -1 : 1;
	if (x->profile != y->profile)
		return rank[x->profile] < rank[y->profile] ? -1 : 1;
	return x->flags < y->flags ? -1 : x->flags > y->flags;
}

void
ct_resolve_cohorts(CtResolve *self)
{
	const CtUsers *users = &self->estate->users;
	g_autofree guint32 *rank = rank_profiles(self->facts);
	g_autoptr(GHashTable) found = g_hash_table_new_full(cohort_hash, cohort_equal, g_free,
							    NULL);
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (guint32 i = 0; i < users->count; i++) {
		guint32 flags = users->flags[i] & ~(guint32)CT_USER_HOME_UNKNOWN;
		CtCohort probe = { { users->pool[i] }, users->profile[i], flags, 0 };
		CtCohort *cohort = g_hash_table_lookup(found, &probe);

		if (cohort == NULL) {
			cohort = g_memdup2(&probe, sizeof(probe));
			g_hash_table_add(found, cohort);
			g_ptr_array_add(list, cohort);
		}
		cohort->count++;
	}
	for (guint i = 0; i < list->len; i++)
		g_array_append_val(self->estate->cohorts, *(CtCohort *)g_ptr_array_index(list, i));
	g_array_sort_with_data(self->estate->cohorts, compare_cohorts, rank);
}

static void
couple(GArray *couplings, CtUserId a, CtUserId b, CtCouplingKind kind, CtOrigin origin)
{
	CtCoupling coupling = { .origin = origin, .a = a, .b = b, .kind = kind };

	if (a.index == b.index)
		return;
	if (a.index > b.index) {
		coupling.a = b;
		coupling.b = a;
	}
	g_array_append_val(couplings, coupling);
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *)a;
	guint32 y = *(const guint32 *)b;

	return x < y ? -1 : x > y;
}

/* The users that a record lists under @key, sorted; says so when some of them are unknown. */
static GArray *
members_of(CtResolve *self, const CtRecord *record, CtKey key)
{
	GArray *members = g_array_new(FALSE, FALSE, sizeof(guint32));
	const char *unknown = NULL;
	guint count = 0;

	for (guint i = 0; i < record->props.count; i++) {
		const CtProp *prop = &g_array_index(self->facts->props, CtProp,
						    record->props.first + i);
		CtUserId user;

		if (prop->key != key || prop->value == NULL)
			continue;
		user = ct_estate_find_user(self->estate, prop->value);
		if (user.index != CT_NONE) {
			g_array_append_val(members, user.index);
			continue;
		}
		if (unknown == NULL || strcmp(prop->value, unknown) < 0)
			unknown = prop->value;
		count++;
	}
	/* of agents there is a rule of its own (F-30) */
	if (count > 0 && key == CT_KEY_DELEGATE)
		ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE, record->origin, NULL,
				"%s is in no export of users%s", unknown,
				count > 1 ? ", nor are others of this list" : "");
	g_array_sort(members, compare_numbers);
	return members;
}

static void
couple_record(CtResolve *self, const CtRecord *record, GArray *couplings)
{
	gboolean agents = record->kind == CT_RECORD_RGS_AGENT_GROUP;
	g_autoptr(GArray) members = members_of(self, record,
					       agents ? CT_KEY_AGENT : CT_KEY_DELEGATE);
	CtUserId boss = { CT_NONE };

	if (!agents) {
		const char *sip = ct_resolve_first(self, record->props,
						   (CtKey[]){ CT_KEY_SIP_ADDRESS, CT_KEY_IDENTITY,
							      CT_N_KEYS });

		boss = ct_estate_find_user(self->estate, sip);
		if (boss.index == CT_NONE) {
			if (sip != NULL && members->len > 0)
				ct_findings_add(self->findings, CT_RULE_DANGLING_REFERENCE,
						record->origin, NULL,
						"%s has delegates and is in no export of users",
						sip);
			return;
		}
	}
	for (guint i = agents ? 1 : 0; i < members->len; i++) {
		CtUserId user = { number_at(members, i) };
		CtUserId other = { agents ? number_at(members, i - 1) : boss.index };

		couple(couplings, other, user,
		       agents ? CT_COUPLING_RESPONSE_GROUP : CT_COUPLING_DELEGATE, record->origin);
	}
}

static gint
compare_couplings(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtCoupling *x = a;
	const CtCoupling *y = b;

	if (x->a.index != y->a.index)
		return x->a.index < y->a.index ? -1 : 1;
	if (x->b.index != y->b.index)
		return x->b.index < y->b.index ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return ct_resolve_compare_origins(data, x->origin, y->origin);
}

void
ct_resolve_couplings(CtResolve *self)
{
	g_autoptr(GArray) couplings = g_array_new(FALSE, TRUE, sizeof(CtCoupling));
	const GArray *records = self->facts->records;
	GArray *kept = self->estate->couplings;

	for (guint i = 0; i < records->len; i++) {
		const CtRecord *record = &g_array_index(records, CtRecord, i);

		if (record->kind == CT_RECORD_DELEGATION ||
		    record->kind == CT_RECORD_RGS_AGENT_GROUP)
			couple_record(self, record, couplings);
	}
	ct_resolve_delegate_ties(self, couplings);
	g_array_sort_with_data(couplings, compare_couplings, self);
	for (guint i = 0; i < couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(couplings, CtCoupling, i);
		const CtCoupling *last = kept->len > 0
						 ? &g_array_index(kept, CtCoupling, kept->len - 1)
						 : NULL;

		if (last == NULL || last->a.index != coupling->a.index ||
		    last->b.index != coupling->b.index || last->kind != coupling->kind)
			g_array_append_val(kept, *coupling);
	}
}
