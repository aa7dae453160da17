/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pilot tries, found again from the exports and the lists of the waves: every combination that
 * the intent asks for is one that the plan speaks of, whoever is said to try it is in the pilot and
 * has it, and where nobody is named the plan says so.  Texts are compared, not numbers of the
 * planner's, so that the two agree only when they mean the same.
 */
#include "planner/checker-parts.h"

#include <string.h>

/* From the least to the most thorough. */
static const char *const levels[] = { "each", "sites", "pools", "profiles", "pairs", "all" };

enum {
	LEVEL_EACH,
	LEVEL_SITES,
	LEVEL_POOLS,
	LEVEL_PROFILES,
	LEVEL_PAIRS,
	LEVEL_ALL,
};

#define WAS_AGENT     (1u << 28)
#define WAS_DELEGATE  (1u << 29)
#define WAS_ORGANIZER (1u << 30)

typedef struct {
	guint32 mark;
	const char *kind;
	const char *name;
} MarkRow;

static const MarkRow marks[] = {
	{ CT_USER_VOICE, "feature", "voice" },
	{ CT_USER_REMOTE_CALL_CONTROL, "feature", "remote call control" },
	{ CT_USER_FEDERATION, "feature", "federation" },
	{ CT_USER_INTERNET, "feature", "remote access" },
	{ CT_USER_PUBLIC_NETWORK, "feature", "public IM" },
	{ CT_USER_HAS_LINE, "device", "telephone line" },
	{ CT_USER_PRIVATE_LINE, "device", "private line" },
	{ WAS_AGENT, "application", "response group agent" },
	{ WAS_DELEGATE, "application", "delegation" },
	{ WAS_ORGANIZER, "application", "scheduled meetings" },
};

/* One combination. */
typedef struct {
	char *text; /* owned: for messages */
	guint users;
	gboolean tried; /* by somebody of the pilot */
	gboolean told;	/* the plan speaks of it */
} Found;

/* Users of one kind. */
typedef struct {
	guint32 pool;
	guint32 profile;
	guint32 marks;
	guint users;
	gboolean in_pilot;
	GPtrArray *found; /* of Found, borrowed */
} Kind;

typedef struct {
	const char *kind;
	const char *value;
} Thing;

typedef struct {
	CtChecker *checker;
	guint level;
	GHashTable *kinds;   /* of Kind, owned, by itself */
	GPtrArray *in_order; /* of Kind, borrowed: by their first user in the waves */
	GHashTable *found;   /* of Found, owned: by folded text */
	GPtrArray *listed;   /* of Found, borrowed: as they were met */
	GHashTable *pilot;   /* user + 1 -> Kind */
	guint32 *marks;	     /* by user: what other records say */
} Pilot;

static void
found_free(gpointer data)
{
	Found *self = data;

	g_free(self->text);
	g_free(self);
}

static void
kind_free(gpointer data)
{
	Kind *self = data;

	g_ptr_array_unref(self->found);
	g_free(self);
}

static guint
kind_hash(gconstpointer data)
{
	const Kind *self = data;

	return self->marks ^ self->pool * 7919u ^ self->profile * 104729u;
}

static gboolean
kind_equal(gconstpointer a, gconstpointer b)
{
	const Kind *left = a;
	const Kind *right = b;

	return left->marks == right->marks && left->pool == right->pool &&
	       left->profile == right->profile;
}

static char *
key_of(const char *kind, const char *with, const char *value)
{
	g_autofree char *text = g_strdup_printf("%s\n%s\n%s", kind != NULL ? kind : "",
						with != NULL ? with : "",
						value != NULL ? value : "");

	return g_utf8_casefold(text, -1);
}

/* ---- What users have ---- */

static guint32 *
mark_users(const CtEstate *estate)
{
	guint32 *found = g_new0(guint32, estate->users.count + 1);

	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *row = &g_array_index(estate->couplings, CtCoupling, i);
		guint32 mark = row->kind == CT_COUPLING_DELEGATE ? WAS_DELEGATE : WAS_AGENT;

		found[row->a.index] |= mark;
		found[row->b.index] |= mark;
	}
	for (guint i = 0; estate->users.conferences != NULL && i < estate->users.count; i++)
		if (estate->users.conferences[i] > 0)
			found[i] |= WAS_ORGANIZER;
	return found;
}

static Kind *
find_kind(Pilot *self, guint32 user)
{
	const CtUsers *users = &self->checker->estate->users;
	Kind key = { .pool = users->pool[user],
		     .profile = users->profile[user],
		     .marks = self->marks[user] };
	Kind *kind;

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		key.marks |= users->flags[user] & marks[i].mark;
	kind = g_hash_table_lookup(self->kinds, &key);
	if (kind != NULL)
		return kind;
	kind = g_memdup2(&key, sizeof key);
	kind->found = g_ptr_array_new();
	g_hash_table_insert(self->kinds, kind, kind);
	g_ptr_array_add(self->in_order, kind);
	return kind;
}

/* Test accounts try nothing for others, and who is not enabled tries nothing at all. */
static void
count_users(Pilot *self)
{
	const CtChecker *checker = self->checker;

	for (guint i = 0; i < checker->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(checker->moves, i);
		const char *kind = g_array_index(checker->plan->waves, CtPlanWave, i).kind;
		gboolean pilot = g_strcmp0(kind, "pilot") == 0;

		for (guint k = 0; g_strcmp0(kind, "test") != 0 && k < moves->len; k++) {
			guint32 user = g_array_index(moves, CtMove, k).user;
			Kind *row;

			if ((checker->estate->users.flags[user] & CT_USER_ENABLED) == 0)
				continue;
			row = find_kind(self, user);
			row->users++;
			row->in_pilot = row->in_pilot || pilot;
			if (pilot)
				g_hash_table_insert(self->pilot, GUINT_TO_POINTER(user + 1), row);
		}
	}
}

/* ---- Combinations ---- */

static void
add_found(Pilot *self, Kind *kind, const char *with, Thing thing)
{
	g_autofree char *key = key_of(thing.kind, with, thing.value);
	Found *row = g_hash_table_lookup(self->found, key);

	if (row == NULL) {
		row = g_new0(Found, 1);
		row->text = with != NULL ? g_strdup_printf("%s with %s", thing.value, with)
					 : g_strdup(thing.value);
		g_hash_table_insert(self->found, g_steal_pointer(&key), row);
		g_ptr_array_add(self->listed, row);
	}
	row->users += kind->users;
	row->tried = row->tried || kind->in_pilot;
	g_ptr_array_add(kind->found, row);
}

static const CtProfile *
profile_of(const Pilot *self, const Kind *kind)
{
	return &g_array_index(self->checker->estate->facts->profiles, CtProfile, kind->profile);
}

/* All policies of a kind in a row; newly allocated. */
static char *
all_policies(const Pilot *self, const Kind *kind)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	for (int slot = 0; slot < CT_N_POLICIES; slot++) {
		const char *name = profile_of(self, kind)->policy[slot];

		if (name != NULL)
			g_ptr_array_add(parts, g_strconcat(ct_policy_name(slot), " ", name, NULL));
	}
	if (parts->len == 0)
		return g_strdup("no policy of their own");
	g_ptr_array_add(parts, NULL);
	return g_strjoinv(", ", (char **)parts->pdata);
}

/* @texts owns what is made here. */
static void
list_policies(const Pilot *self, const Kind *kind, GArray *things, GPtrArray *texts)
{
	for (int slot = 0; slot < CT_N_POLICIES; slot++) {
		const char *name = profile_of(self, kind)->policy[slot];
		Thing thing = { "policy", NULL };

		if (name == NULL)
			continue;
		thing.value = g_strconcat(ct_policy_name(slot), " ", name, NULL);
		g_ptr_array_add(texts, (gpointer)thing.value);
		g_array_append_val(things, thing);
	}
}

static void
list_marks(const Kind *kind, GArray *things)
{
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		Thing thing = { marks[i].kind, marks[i].name };

		if ((kind->marks & marks[i].mark) != 0)
			g_array_append_val(things, thing);
	}
}

/* Of a legacy pool: what the intent calls its site, else what the exports do. */
static const char *
site_of(const Pilot *self, const CtPool *pool)
{
	const char *named = ct_plan_site_of(self->checker->plan, pool->fqdn);
	const CtSite *site = ct_estate_site(self->checker->estate, pool->site);

	if (named != NULL)
		return named;
	return site != NULL && !site->back_compat ? site->name : NULL;
}

static void
add_all(Pilot *self, Kind *kind, const char *with, const GArray *things)
{
	for (guint i = 0; i < things->len; i++)
		add_found(self, kind, with, g_array_index(things, Thing, i));
}

static void
add_pairs(Pilot *self, Kind *kind, const GArray *things)
{
	for (guint i = 0; i < things->len; i++)
		for (guint k = i + 1; k < things->len; k++)
			add_found(self, kind, g_array_index(things, Thing, i).value,
				  g_array_index(things, Thing, k));
}

/* Everything in one line. */
static void
add_whole(Pilot *self, Kind *kind, const char *pool, const char *profile)
{
	g_autoptr(GString) text = g_string_new(profile);
	Thing thing = { "all", NULL };

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if ((kind->marks & marks[i].mark) != 0)
			g_string_append_printf(text, ", %s", marks[i].name);
	thing.value = text->str;
	add_found(self, kind, pool, thing);
}

static void
combine(Pilot *self, Kind *kind)
{
	const CtPool *pool = &g_array_index(self->checker->estate->pools, CtPool, kind->pool);
	const char *site = self->level == LEVEL_SITES ? site_of(self, pool) : NULL;
	const char *with = site != NULL ? site : pool->fqdn;
	g_autofree char *profile = all_policies(self, kind);
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) things = g_array_new(FALSE, FALSE, sizeof(Thing));
	const Thing whole = { "policies", profile };
	const Thing home = { "pool", pool->fqdn };

	if (self->level <= LEVEL_POOLS) {
		add_found(self, kind, NULL, home);
		list_policies(self, kind, things, texts);
	}
	if (self->level == LEVEL_PAIRS)
		g_array_append_val(things, home);
	if (self->level >= LEVEL_PROFILES)
		g_array_append_val(things, whole);
	list_marks(kind, things);
	if (self->level == LEVEL_ALL)
		add_whole(self, kind, pool->fqdn, profile);
	else if (self->level == LEVEL_PAIRS)
		add_pairs(self, kind, things);
	else
		add_all(self, kind, self->level == LEVEL_EACH ? NULL : with, things);
}

static void
pilot_clear(Pilot *self)
{
	g_hash_table_unref(self->pilot);
	g_hash_table_unref(self->found);
	g_ptr_array_unref(self->listed);
	g_ptr_array_unref(self->in_order);
	g_hash_table_unref(self->kinds);
	g_free(self->marks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pilot, pilot_clear)

static void
pilot_init(Pilot *self, CtChecker *checker, guint level)
{
	self->checker = checker;
	self->level = level;
	self->kinds = g_hash_table_new_full(kind_hash, kind_equal, kind_free, NULL);
	self->in_order = g_ptr_array_new();
	self->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, found_free);
	self->listed = g_ptr_array_new();
	self->pilot = g_hash_table_new(NULL, NULL);
	self->marks = mark_users(checker->estate);
	count_users(self);
	for (guint i = 0; i < self->in_order->len; i++)
		combine(self, g_ptr_array_index(self->in_order, i));
}

/* ---- What the plan says ---- */

static void report(Pilot *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
report(Pilot *self, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	ct_checker_report(self->checker, "pilot", "OCS-P1-01", CT_NONE, CT_NONE, "%s", message);
}

static void
check_trier(Pilot *self, const Found *row, const char *sip)
{
	CtUserId user = ct_estate_find_user(self->checker->estate, sip);
	const Kind *kind = NULL;

	if (user.index != CT_NONE)
		kind = g_hash_table_lookup(self->pilot, GUINT_TO_POINTER(user.index + 1));
	if (kind == NULL)
		report(self, "%s should try \"%s\" and is not in the pilot", sip, row->text);
	else if (!g_ptr_array_find(kind->found, row, NULL))
		report(self, "%s should try \"%s\" and does not have it", sip, row->text);
}

static void
check_combination(Pilot *self, const CtPlanCombination *said)
{
	g_autofree char *key = key_of(said->kind, said->with, said->value);
	Found *row = g_hash_table_lookup(self->found, key);

	if (row == NULL) {
		g_autofree char *text = ct_plan_combination_text(said);

		report(self, "the pilot is to try \"%s\", which no user has", text);
		return;
	}
	row->told = TRUE;
	if (row->users != said->users)
		report(self, "%u users have \"%s\", and not %u", row->users, row->text,
		       said->users);
	for (guint i = 0; i < said->pilot->len; i++)
		check_trier(self, row, g_ptr_array_index(said->pilot, i));
}

static guint
count_pilot_users(const CtChecker *checker)
{
	guint count = 0;

	for (guint i = 0; i < checker->moves->len; i++)
		if (g_strcmp0(g_array_index(checker->plan->waves, CtPlanWave, i).kind, "pilot") ==
		    0)
			count += ((const GArray *)g_ptr_array_index(checker->moves, i))->len;
	return count;
}

static void
check_bounds(Pilot *self)
{
	const CtPlan *plan = self->checker->plan;
	guint users = count_pilot_users(self->checker);

	if (plan->pilot_users != users)
		report(self, "the plan speaks of a pilot of %u users, and %u are in it",
		       plan->pilot_users, users);
	if (plan->pilot_lower_bound > plan->pilot_needed)
		report(self, "a pilot of %u users is said to try everything, and %u to be needed",
		       plan->pilot_needed, plan->pilot_lower_bound);
	for (guint i = 0; i < self->listed->len; i++)
		if (!((const Found *)g_ptr_array_index(self->listed, i))->tried)
			return;
	if (plan->pilot_users < plan->pilot_lower_bound)
		report(self,
		       "the pilot tries everything with %u users, and %u are said to be "
		       "needed",
		       plan->pilot_users, plan->pilot_lower_bound);
}

/* CT_NONE when there is no such level. */
static guint
find_level(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(levels); i++)
		if (g_strcmp0(levels[i], name) == 0)
			return i;
	return CT_NONE;
}

/* Of the level that the plan says is covered nothing may be missing, told or not. */
static void
check_covered(CtChecker *checker, guint level)
{
	g_auto(Pilot) self = { 0 };

	pilot_init(&self, checker, level);
	for (guint i = 0; i < self.listed->len; i++) {
		const Found *row = g_ptr_array_index(self.listed, i);

		if (!row->tried)
			report(&self, "nobody in the pilot tries \"%s\", though \"%s\" is covered",
			       row->text, levels[level]);
	}
}

static void
check_told(CtChecker *checker, guint level)
{
	const GArray *said = checker->plan->combinations;
	g_auto(Pilot) self = { 0 };

	pilot_init(&self, checker, level);
	for (guint i = 0; i < said->len; i++)
		check_combination(&self, &g_array_index(said, CtPlanCombination, i));
	for (guint i = 0; i < self.listed->len; i++) {
		const Found *row = g_ptr_array_index(self.listed, i);

		if (!row->told)
			report(&self, "the plan does not say whether the pilot tries \"%s\"",
			       row->text);
	}
	check_bounds(&self);
}

void
ct_checker_pilot(CtChecker *checker)
{
	const CtPlan *plan = checker->plan;
	const char *asked = ct_checker_intent(checker, "waves.pilot_cover");
	guint level = find_level(plan->pilot_cover);
	guint covered = find_level(plan->pilot_covered);

	if (checker->estate == NULL || plan->waves->len == 0)
		return;
	if (*plan->pilot_cover == '\0' && asked == NULL) {
		ct_checker_note(checker, "the plan says nothing of what its pilot tries");
		return;
	}
	if (level == CT_NONE || g_strcmp0(asked, plan->pilot_cover) != 0) {
		ct_checker_report(checker, "pilot", "OCS-P1-01", CT_NONE, CT_NONE,
				  "the pilot tries \"%s\", the intent asks for \"%s\"",
				  plan->pilot_cover, asked != NULL ? asked : "");
		return;
	}
	check_told(checker, level);
	if (covered != CT_NONE)
		check_covered(checker, covered);
}
