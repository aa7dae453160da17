/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who moves when: every legacy user once, from where the exports have the user to where the pairs say, in
 * waves that keep to the sizes of the intent, onto pools that can carry them at every moment.
 */
#include "planner/capacity.h"
#include "planner/checker-parts.h"

#include <string.h>

/* ---- Members ---- */

/* Pools that were looked up, each in the place that the address of its name gives: the rows of a plan name
 * few pools, and in turn the same. */
#define KNOWN_POOLS 64

typedef struct {
	const char *name;
	CtPoolId id;
} KnownPool;

static CtPoolId
find_pool(const CtChecker *self, KnownPool *known, const char *name)
{
	KnownPool *place = &known[(GPOINTER_TO_SIZE(name) >> 3) % KNOWN_POOLS];

	if (name == NULL || place->name != name) {
		place->name = name;
		place->id = ct_estate_find_pool(self->estate, name);
	}
	return place->id;
}

/* What a member of a wave means; reports and returns FALSE when it means nothing.  @user: who has its
 * address */
static gboolean
resolve_member(CtChecker *self, const CtPlanWave *wave, const CtWaveMember *member, CtUserId user,
	       KnownPool *known, CtMove *out_move)
{
	CtPoolId source = find_pool(self, known, member->source);
	CtPoolId target = find_pool(self, known, member->target);
	const char *sip = member->sip != NULL ? member->sip : "";

	if (user.index == CT_NONE) {
		ct_checker_report(self, "user", "OCS-P6-02", CT_NONE, CT_NONE,
				  "%s moves %s, whom the exports do not know", wave->id, sip);
		return FALSE;
	}
	if (source.index == CT_NONE || target.index == CT_NONE) {
		ct_checker_report(self, "user", "OCS-P6-02", CT_NONE, CT_NONE,
				  "%s moves %s from or to a pool that the exports do not know",
				  wave->id, sip);
		return FALSE;
	}
	if (self->estate->users.pool[user.index] != source.index)
		ct_checker_report(self, "user", "OCS-P6-02", CT_NONE, CT_NONE,
				  "%s moves %s from %s, but that is not the home pool", wave->id,
				  sip, member->source);
	if (ct_estate_pool(self->estate, source)->deployment != CT_DEPLOYMENT_LEGACY)
		ct_checker_report(self, "user", "OCS-P6-02", CT_NONE, CT_NONE,
				  "%s moves %s, who is not on the legacy side", wave->id, sip);
	if (!ct_checker_is_target(self, source, target))
		ct_checker_report(self, "user", "OCS-P1-03", CT_NONE, CT_NONE,
				  "%s moves %s to %s, but the target of %s is another pool",
				  wave->id, sip, member->target, member->source);
	*out_move = (CtMove){ user.index, source.index, target.index };
	return TRUE;
}

/* Each member is somewhere else in memory: waiting for them one by one would be most of a check.
 * Returns how many from @first on were found. */
static guint
find_members(const CtChecker *self, const CtPlanWave *wave, guint first, CtUserId *out_users)
{
	const char *sips[CT_ESTATE_AHEAD];
	guint count = MIN(CT_ESTATE_AHEAD, wave->members->len - first);

	for (guint i = 0; i < count; i++)
		sips[i] = g_array_index(wave->members, CtWaveMember, first + i).sip;
	ct_estate_find_users(self->estate, sips, count, out_users);
	return count;
}

static void
fold_names(const GPtrArray *names, GHashTable *folded)
{
	for (guint i = 0; i < names->len; i++)
		g_hash_table_add(folded, g_utf8_casefold(names->pdata[i], -1));
}

/* The pools that the wave names are the pools of its members; each is looked at once. */
static void
check_wave_pools(CtChecker *self, const CtPlanWave *wave, const GArray *moves)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	CtMove last = { CT_NONE, CT_NONE, CT_NONE };

	fold_names(wave->from, sources);
	fold_names(wave->to, targets);
	for (guint i = 0; i < moves->len; i++) {
		const CtMove *move = &g_array_index(moves, CtMove, i);
		const CtPool *from = &g_array_index(self->estate->pools, CtPool, move->source);
		const CtPool *to = &g_array_index(self->estate->pools, CtPool, move->target);

		if (move->source == last.source && move->target == last.target)
			continue;
		last = *move;
		if (g_hash_table_add(seen, (gpointer)from) &&
		    !g_hash_table_contains(sources, from->key))
			ct_checker_report(self, "wave", "OCS-P6-02", CT_NONE, CT_NONE,
					  "%s moves users from %s without saying so", wave->id,
					  from->fqdn);
		if (g_hash_table_add(seen, (gpointer)to) &&
		    !g_hash_table_contains(targets, to->key))
			ct_checker_report(self, "wave", "OCS-P6-02", CT_NONE, CT_NONE,
					  "%s moves users to %s without saying so", wave->id,
					  to->fqdn);
	}
	if (g_hash_table_size(seen) < wave->from->len + wave->to->len)
		ct_checker_report(self, "wave", "OCS-P6-02", CT_NONE, CT_NONE,
				  "%s names pools from or to which it moves nobody", wave->id);
}

static void
resolve_wave(CtChecker *self, const CtPlanWave *wave, KnownPool *known)
{
	GArray *moves = g_array_sized_new(FALSE, FALSE, sizeof(CtMove), wave->members->len);

	g_ptr_array_add(self->moves, moves);
	if (self->estate == NULL)
		return;
	for (guint i = 0; i < wave->members->len;) {
		CtUserId users[CT_ESTATE_AHEAD];
		guint count = find_members(self, wave, i, users);

		for (guint k = 0; k < count; k++) {
			CtMove move;

			if (resolve_member(self, wave,
					   &g_array_index(wave->members, CtWaveMember, i + k),
					   users[k], known, &move))
				g_array_append_val(moves, move);
		}
		i += count;
	}
	check_wave_pools(self, wave, moves);
}

/* ---- Each user once ---- */

/* Users whom the intent keeps on the legacy side, as rows of a bitmap. */
static gboolean *
staying_users(const CtChecker *self)
{
	gboolean *stays = g_new0(gboolean, self->estate->users.count + 1);
	const char *list = ct_checker_intent(self, "users.stay");
	g_auto(GStrv) names = g_strsplit_set(list != NULL ? list : "", ";, \t", -1);

	for (guint i = 0; names[i] != NULL; i++) {
		CtUserId user = { CT_NONE };

		if (*names[i] != '\0')
			user = ct_estate_find_user(self->estate, names[i]);
		if (user.index != CT_NONE)
			stays[user.index] = TRUE;
	}
	return stays;
}

static void
report_user(CtChecker *self, guint32 user, const char *what)
{
	const CtUsers *users = &self->estate->users;
	CtOrigin origin = { users->input[user], users->line[user], NULL };

	ct_checker_report_at(self, "user", "OCS-P8-07", origin, "%s %s", users->sip[user], what);
}

static void
check_everyone(CtChecker *self)
{
	const CtUsers *users = &self->estate->users;
	g_autofree gboolean *stays = staying_users(self);
	g_autofree guint32 *times = g_new0(guint32, users->count + 1);

	for (guint i = 0; i < self->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(self->moves, i);

		for (guint k = 0; k < moves->len; k++)
			times[g_array_index(moves, CtMove, k).user]++;
	}
	for (guint32 i = 0; i < users->count; i++) {
		guint32 home = users->pool[i];
		gboolean legacy = home != CT_NONE &&
				  g_array_index(self->estate->pools, CtPool, home).deployment ==
					  CT_DEPLOYMENT_LEGACY;

		if (stays[i] && times[i] > 0)
			report_user(self, i,
				    "is moved by a wave, though the intent keeps this user");
		else if (times[i] > 1)
			report_user(self, i, "is in more than one wave");
		else if (times[i] == 0 && legacy && !stays[i] && self->pairs[home] != CT_NONE)
			report_user(self, i, "is on the legacy side and in no wave");
	}
}

/* ---- Waves as the plan describes them ---- */

static guint
limit_of(const CtChecker *self, const char *kind)
{
	const char *value = NULL;

	if (g_strcmp0(kind, "production") == 0)
		value = ct_checker_intent(self, "waves.size");
	else if (g_strcmp0(kind, "pilot") == 0)
		value = ct_checker_intent(self, "waves.pilot_size");
	return value != NULL ? (guint)g_ascii_strtoull(value, NULL, 10) : 0;
}

static void
compare_digest(CtChecker *self, const CtPlanWave *wave)
{
	if (wave->found_sha256 == NULL || wave->sha256 == NULL)
		return;
	if (g_ascii_strcasecmp(wave->found_sha256, wave->sha256) != 0)
		ct_checker_note(self, "%s was edited after the plan was made",
				wave->file != NULL ? wave->file : wave->id);
}

static void
check_wave(CtChecker *self, const CtPlanWave *wave)
{
	guint limit = limit_of(self, wave->kind);

	if (g_strcmp0(wave->kind, "test") != 0 && g_strcmp0(wave->kind, "pilot") != 0 &&
	    g_strcmp0(wave->kind, "production") != 0)
		ct_checker_report(self, "wave", "OCS-P1-01", CT_NONE, CT_NONE,
				  "%s is of no known kind", wave->id);
	/* without the files only the counts of the plan are known */
	if (wave->users != wave->members->len && (wave->members->len > 0 || self->estate != NULL))
		ct_checker_report(self, "wave", "OCS-P1-01", CT_NONE, CT_NONE,
				  "%s has %u users in the plan and %u in its file", wave->id,
				  wave->users, wave->members->len);
	if (limit > 0 && MAX(wave->users, wave->members->len) > limit)
		ct_checker_report(self, "wave", "waves.size", CT_NONE, CT_NONE,
				  "%s has %u users, the intent allows %u", wave->id,
				  MAX(wave->users, wave->members->len), limit);
	compare_digest(self, wave);
}

static void
check_wave_steps(CtChecker *self)
{
	g_autofree guint *moved = g_new0(guint, self->plan->waves->len + 1);

	for (guint i = 0; i < self->plan->steps->len; i++) {
		guint32 row = self->steps[i].wave;
		const CtPlanWave *wave;
		gboolean early;

		if (row == CT_NONE)
			continue;
		wave = &g_array_index(self->plan->waves, CtPlanWave, row);
		early = g_strcmp0(wave->kind, "production") != 0;
		if (moved[row]++ > 0)
			ct_checker_report(self, "wave", "OCS-P8-07", i, CT_NONE,
					  "%s moves a second time", wave->id);
		if (g_strcmp0(ct_checker_step(self, i)->rule,
			      ct_rule_named(self->pair, early ? "OCS-P6-02" : "OCS-P8-07")) != 0)
			ct_checker_report(self, "wave", "OCS-P1-01", i, CT_NONE,
					  "the step does not fit a wave of kind %s",
					  wave->kind != NULL ? wave->kind : "?");
	}
	for (guint i = 0; i < self->plan->waves->len; i++)
		if (moved[i] == 0)
			ct_checker_report(self, "wave", "OCS-P8-07", CT_NONE, CT_NONE,
					  "no step moves %s",
					  g_array_index(self->plan->waves, CtPlanWave, i).id);
}

/* ---- Units ---- */

/*
 * The wave of each unit.  Plans number their units ("u0001"), so that nearly all are found by their number;
 * whatever else a unit is called, in a plan changed by hand, is found by its name.
 */
typedef struct {
	guint32 *by_number; /* 1 + the wave; 0: no such unit */
	guint n_numbers;
	GHashTable *by_name; /* name -> 1 + the wave */
} Units;

static void
units_clear(Units *self)
{
	g_free(self->by_number);
	g_hash_table_unref(self->by_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Units, units_clear)

/* "u0012" is 12 and "u12" is not, lest two names be one unit; CT_NONE for what is no number of ours. */
static guint
unit_number(const Units *self, const char *name)
{
	guint number = 0;
	gsize digits = 0;

	if (*name != 'u')
		return CT_NONE;
	for (; g_ascii_isdigit(name[digits + 1]) && digits < 9; digits++)
		number = number * 10 + (guint)(name[digits + 1] - '0');
	if (name[digits + 1] != '\0' || digits < 4 || (digits > 4 && name[1] == '0') ||
	    number >= self->n_numbers)
		return CT_NONE;
	return number;
}

/* 0 for a unit that is in no wave. */
static guint
unit_wave(const Units *self, const char *name)
{
	guint number = unit_number(self, name);

	if (number != CT_NONE)
		return self->by_number[number];
	return GPOINTER_TO_UINT(g_hash_table_lookup(self->by_name, name));
}

static void
set_unit_wave(Units *self, const char *name, guint wave)
{
	guint number = unit_number(self, name);

	if (number != CT_NONE)
		self->by_number[number] = wave;
	else
		g_hash_table_insert(self->by_name, (gpointer)name, GUINT_TO_POINTER(wave));
}

/* Users of one unit move together, or the unit is no unit. */
static void
find_units(CtChecker *self, Units *units)
{
	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const char *unit = g_array_index(wave->members, CtWaveMember, k).unit;
			guint other;

			if (unit == NULL || *unit == '\0')
				continue;
			other = unit_wave(units, unit);
			if (other == 0)
				set_unit_wave(units, unit, i + 1);
			else if (other != i + 1)
				ct_checker_report(self, "wave", "couplings.hard", CT_NONE, CT_NONE,
						  "unit %s is split between waves", unit);
		}
	}
}

static void
check_units(CtChecker *self)
{
	g_auto(Units) units = { .n_numbers = ct_plan_count_members(self->plan) + 1 };

	units.by_number = g_new0(guint32, units.n_numbers);
	units.by_name = g_hash_table_new(g_str_hash, g_str_equal);
	find_units(self, &units);
	for (guint i = 0; i < ct_plan_couplings_count(self->plan->couplings); i++) {
		CtPlanCoupling row;

		if (!ct_plan_couplings_is_hard(self->plan->couplings, i))
			continue;
		ct_plan_couplings_get(self->plan->couplings, i, &row);
		if (unit_wave(&units, row.unit_a) != unit_wave(&units, row.unit_b))
			ct_checker_report(self, "wave", "couplings.hard", CT_NONE, CT_NONE,
					  "units %s and %s are in different waves, although their "
					  "coupling is hard",
					  row.unit_a, row.unit_b);
	}
}

/* ---- Capacity ---- */

static guint
capacity_of(const CtChecker *self, guint32 pool)
{
	const CtPool *row = &g_array_index(self->estate->pools, CtPool, pool);
	CtPoolId id = { pool };

	return ct_capacity_is_paired(self->estate, id) ? ct_capacity_users_paired(row)
						       : ct_capacity_users(row);
}

/* When the partner fails, the pool carries the users of both. */
static void
check_partner(CtChecker *self, guint32 index, const guint *arriving)
{
	const CtPool *pool = &g_array_index(self->estate->pools, CtPool, index);
	CtPoolId id = ct_capacity_partner(self->estate, (CtPoolId){ index });
	const CtPool *partner = ct_estate_pool(self->estate, id);
	guint64 both;

	if (partner == NULL)
		return;
	both = (guint64)pool->users + arriving[index] + partner->users + arriving[id.index];
	if (both > MIN(ct_capacity_users(pool), ct_capacity_users(partner)))
		ct_checker_report_at(
			self, "wave", "K-03", pool->origin,
			"%s and %s back each other up and would home %" G_GUINT64_FORMAT
			" users, more than one of them carries",
			pool->fqdn, partner->fqdn, both);
}

/* Users only ever arrive on target pools, so that a pool which can carry them at the end could at
 * every moment before. */
static void
check_capacity(CtChecker *self)
{
	g_autofree guint *users = g_new0(guint, self->estate->pools->len + 1);

	for (guint i = 0; i < self->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(self->moves, i);

		for (guint k = 0; k < moves->len; k++)
			users[g_array_index(moves, CtMove, k).target]++;
	}
	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);
		guint limit;

		if (users[i] == 0)
			continue;
		limit = capacity_of(self, i);
		if (limit > 0 && users[i] + pool->users > limit)
			ct_checker_report_at(self, "wave", "W-44", pool->origin,
					     "%s would home %u users and carries %u", pool->fqdn,
					     users[i] + pool->users, limit);
		else
			check_partner(self, i, users);
	}
}

void
ct_checker_waves(CtChecker *self)
{
	KnownPool known[KNOWN_POOLS] = { 0 };

	for (guint i = 0; i < self->plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

		resolve_wave(self, wave, known);
		check_wave(self, wave);
	}
	check_wave_steps(self);
	check_units(self);
	if (self->estate == NULL)
		return;
	check_everyone(self);
	ct_checker_couplings(self);
	check_capacity(self);
}
