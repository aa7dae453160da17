/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state as data.  A flag can be set and cleared, a user can move, and the figures that the
 * invariants look at (how many Edges federate, who is left on the legacy side, ...) follow each
 * single change, so that a state costs what its step touches and not what the estate holds.
 *
 * The digest is the exclusive or of a scrambled number for every flag that is set and every home
 * that differs from none: the order of changes does not matter, and undoing one takes it out
 * again (Zobrist, "A New Hashing Method with Application for Game Playing", 1970).
 */
#include "planner/state.h"

static guint64
scramble(guint64 x)
{
	x += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static guint64
number_of(guint carrier, guint32 index, guint32 value)
{
	return scramble(((guint64)index << 32 | value) ^ scramble(carrier));
}

static const CtPool *
pool_at(const CtState *self, guint32 index)
{
	return &g_array_index(self->estate->pools, CtPool, index);
}

static gboolean
is_legacy(const CtState *self, guint32 pool)
{
	return pool != CT_NONE && pool_at(self, pool)->deployment == CT_DEPLOYMENT_LEGACY;
}

guint
ct_state_rows(const CtState *self, CtCarrier carrier)
{
	switch (carrier) {
	case CT_CARRIER_SERVER:
		return self->estate->pools->len;
	case CT_CARRIER_OBJECT:
		return self->estate->objects->len;
	case CT_CARRIER_SITE:
		return self->estate->sites->len;
	case CT_CARRIER_DOMAIN:
		return self->estate->ad_domains->len;
	case CT_CARRIER_USER:
		return self->estate->users.count;
	case CT_CARRIER_WHOLE:
		return 1;
	case CT_CARRIER_WAVE:
	case CT_N_CARRIERS:
		break;
	}
	return 0;
}

gboolean
ct_state_has(const CtState *self, CtFlag flag, guint32 index)
{
	return (self->flags[ct_flag_row(flag)->carrier][index] >> flag & 1) != 0;
}

gboolean
ct_state_applies(const CtState *self, CtFlag flag, guint32 index)
{
	return (self->members[ct_flag_row(flag)->carrier][index] >> flag & 1) != 0;
}

gboolean
ct_state_complete(const CtState *self, CtFlag flag)
{
	return self->count[flag] >= self->total[flag];
}

guint32
ct_state_first_without(const CtState *self, CtFlag flag)
{
	guint rows = ct_state_rows(self, ct_flag_row(flag)->carrier);

	for (guint32 i = 0; i < rows; i++) {
		if (ct_state_applies(self, flag, i) && !ct_state_has(self, flag, i))
			return i;
	}
	return CT_NONE;
}

gboolean
ct_state_pool_gone(const CtState *self, guint32 pool)
{
	const guint64 gone = CT_BIT(POOL_RETIRED) | CT_BIT(DIRECTOR_RETIRED) |
			     CT_BIT(EDGE_RETIRED) | CT_BIT(MEDIATION_RETIRED);

	return pool != CT_NONE && (self->flags[CT_CARRIER_SERVER][pool] & gone) != 0;
}

gboolean
ct_state_merge_is_stale(const CtState *self)
{
	return self->count[CT_FLAG_POOL_RETIRED] > 0 || self->count[CT_FLAG_DIRECTOR_RETIRED] > 0 ||
	       self->count[CT_FLAG_EDGE_RETIRED] > 0 ||
	       self->count[CT_FLAG_MEDIATION_RETIRED] > 0 || self->count[CT_FLAG_XMPP_RETIRED] > 0;
}

gboolean
ct_state_in_window(const CtState *self)
{
	gboolean opened = self->count[CT_FLAG_CLEARED] > 0 ||
			  self->count[CT_FLAG_UNFEDERATED] > 0 ||
			  self->count[CT_FLAG_CERTIFIED] > 0 ||
			  self->count[CT_FLAG_GLOBAL_ROUTE] > 0;

	return opened && self->count[CT_FLAG_CUT_OVER] == 0;
}

/* Is the Edge active for federation now? */
static gboolean
federates(const CtState *self, guint32 index)
{
	const CtPool *pool = pool_at(self, index);

	if (pool->kind != CT_OBJECT_EDGE)
		return FALSE;
	if (pool->deployment == CT_DEPLOYMENT_TARGET)
		return ct_state_has(self, CT_FLAG_FEDERATED, index);
	return pool->deployment == CT_DEPLOYMENT_LEGACY &&
	       ct_facts_get_bool(self->estate->facts, pool->props, CT_KEY_FEDERATION_ENABLED) &&
	       !ct_state_has(self, CT_FLAG_UNFEDERATED, index) &&
	       !ct_state_has(self, CT_FLAG_EDGE_RETIRED, index);
}

/* The flag that takes an application away from its legacy pool; CT_N_FLAGS: it has none. */
static CtFlag
leaving_flag(CtObjectKind kind)
{
	static const struct {
		CtObjectKind kind;
		CtFlag flag;
	} rows[] = {
		{ CT_OBJECT_ACCESS_NUMBER, CT_FLAG_NUMBER_MOVED },
		{ CT_OBJECT_UM_CONTACT, CT_FLAG_UM_MOVED },
		{ CT_OBJECT_CONFERENCE_DIRECTORY, CT_FLAG_DIRECTORY_MOVED },
		{ CT_OBJECT_TRUSTED_APP, CT_FLAG_APP_MOVED },
		{ CT_OBJECT_GROUP_CHAT, CT_FLAG_CHAT_MOVED },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].kind == kind)
			return rows[i].flag;
	return CT_N_FLAGS;
}

static void
change_applications(CtState *self, guint32 pool, guint32 count, gboolean leave)
{
	if (!is_legacy(self, pool))
		return;
	self->pool_objects[pool] += leave ? -count : count;
	if (ct_state_pool_gone(self, pool))
		self->stranded += leave ? -count : count;
}

static guint32
response_groups_of(const CtState *self, guint32 pool)
{
	guint32 count = 0;

	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		count += object->kind == CT_OBJECT_RESPONSE_GROUP &&
			 object->deployment == CT_DEPLOYMENT_LEGACY && object->pool.index == pool;
	}
	return count;
}

/* Figures that depend on more than one flag, before or after the flag changes. */
static void
follow(CtState *self, CtFlag flag, guint32 index, gboolean on)
{
	if (ct_flag_row(flag)->carrier == CT_CARRIER_OBJECT) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, index);

		if (leaving_flag(object->kind) == flag && ct_state_applies(self, flag, index))
			change_applications(self, object->pool.index, 1, on);
	}
	if (flag == CT_FLAG_RGS_MOVED)
		change_applications(self, index, response_groups_of(self, index), on);
	if (flag == CT_FLAG_CLIENTS)
		self->early_clients += on ? self->pool_awaited[index] : -self->pool_awaited[index];
	if (flag == CT_FLAG_POOL_RETIRED) {
		guint left = self->pool_users[index] + self->pool_objects[index];

		self->stranded += on ? left : -left;
	}
}

void
ct_state_set(CtState *self, CtFlag flag, guint32 index, gboolean on)
{
	CtCarrier carrier = ct_flag_row(flag)->carrier;
	gboolean server = carrier == CT_CARRIER_SERVER;

	if (ct_state_has(self, flag, index) == on)
		return;
	if (server)
		self->federated -= federates(self, index);
	self->flags[carrier][index] ^= G_GUINT64_CONSTANT(1) << flag;
	self->digest ^= number_of(carrier, index, flag);
	if (server)
		self->federated += federates(self, index);
	if (ct_state_applies(self, flag, index))
		self->count[flag] += on ? 1 : -1;
	follow(self, flag, index, on);
}

/* The user arrives at @pool or leaves it. */
static void
change_home(CtState *self, guint32 user, guint32 pool, gboolean leave)
{
	guint32 one = leave ? (guint32)-1 : 1;

	if (pool == CT_NONE)
		return;
	self->pool_users[pool] += one;
	self->digest ^= number_of(CT_CARRIER_USER, user, pool);
	if (!is_legacy(self, pool)) {
		self->pool_awaited[pool] -= one;
		if (ct_state_has(self, CT_FLAG_CLIENTS, pool))
			self->early_clients -= one;
		return;
	}
	self->legacy_users += one;
	if ((self->estate->users.flags[user] & CT_USER_VOICE) != 0)
		self->legacy_voice_users += one;
	if (ct_state_pool_gone(self, pool))
		self->stranded += one;
}

void
ct_state_move(CtState *self, guint32 user, guint32 pool)
{
	if (self->home[user] == pool)
		return;
	change_home(self, user, self->home[user], TRUE);
	self->home[user] = pool;
	change_home(self, user, pool, FALSE);
}

static void
count_classes(CtState *self)
{
	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		guint rows = ct_state_rows(self, ct_flag_row((CtFlag)flag)->carrier);

		for (guint32 i = 0; i < rows; i++)
			self->total[flag] += ct_state_applies(self, (CtFlag)flag, i);
	}
	/* any of the target Edges may be the one that federates */
	self->total[CT_FLAG_FEDERATED] = MIN(self->total[CT_FLAG_FEDERATED], 1);
}

static void
home_applications(CtState *self)
{
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		if (object->deployment == CT_DEPLOYMENT_LEGACY &&
		    (leaving_flag(object->kind) != CT_N_FLAGS ||
		     object->kind == CT_OBJECT_RESPONSE_GROUP))
			change_applications(self, object->pool.index, 1, FALSE);
	}
}

static void
home_users(CtState *self)
{
	const CtUsers *users = &self->estate->users;

	for (guint32 i = 0; i < users->count; i++) {
		self->home[i] = users->pool[i];
		if (users->pool[i] == CT_NONE)
			continue;
		self->voice_users += (users->flags[i] & CT_USER_VOICE) != 0;
		change_home(self, i, users->pool[i], FALSE);
	}
	/* nobody waited for those who have always been there */
	for (guint i = 0; i < self->estate->pools->len; i++)
		self->pool_awaited[i] = 0;
}

void
ct_state_await(CtState *self, guint32 pool, guint32 users)
{
	self->pool_awaited[pool] += users;
	if (ct_state_has(self, CT_FLAG_CLIENTS, pool))
		self->early_clients += users;
}

gboolean
ct_state_is_awaiting(const CtState *self)
{
	for (guint i = 0; i < self->estate->pools->len; i++)
		if (self->pool_awaited[i] > 0)
			return TRUE;
	return FALSE;
}

CtState *
ct_state_new(const CtEstate *estate, const guint32 *pairs, const gboolean *spread, gboolean stays)
{
	CtState *self = g_new0(CtState, 1);
	guint pools = estate->pools->len;

	self->estate = estate;
	self->pair = ct_rulebook_pair(estate);
	self->partial = stays;
	self->shared_name = ct_condition_holds(estate, CT_CONDITION_SHARED_EDGE_FQDN, NULL);
	for (guint i = 0; i < CT_N_CARRIERS; i++) {
		if (i == CT_CARRIER_USER)
			continue;
		self->flags[i] = g_new0(guint64, ct_state_rows(self, (CtCarrier)i) + 1);
		self->members[i] = g_new0(guint64, ct_state_rows(self, (CtCarrier)i) + 1);
	}
	self->target_of = g_new(guint32, pools + 1);
	self->spread_to = g_new0(gboolean, pools + 1);
	for (guint i = 0; i < pools; i++) {
		self->target_of[i] = pairs != NULL ? pairs[i] : CT_NONE;
		self->spread_to[i] = spread != NULL && spread[i];
	}
	self->home = g_new(guint32, estate->users.count + 1);
	self->pool_users = g_new0(guint32, pools + 1);
	self->pool_objects = g_new0(guint32, pools + 1);
	self->pool_awaited = g_new0(guint32, pools + 1);
	for (guint32 i = 0; i < pools; i++) {
		const CtPool *pool = pool_at(self, i);
		gboolean target = pool->deployment == CT_DEPLOYMENT_TARGET;

		self->target_edges += target && pool->kind == CT_OBJECT_EDGE;
		self->target_mediations += target && ct_pool_has_role(pool, CT_ROLE_MEDIATION);
		self->federated += federates(self, i);
	}
	self->federation = self->federated > 0;
	ct_state_classify(self);
	count_classes(self);
	home_applications(self);
	home_users(self);
	return self;
}

void
ct_state_read(CtState *self, CtReadings readings)
{
	self->readings = readings;
	for (guint i = 0; i < CT_N_FLAGS; i++) {
		CtFlag flag = (CtFlag)i;
		CtCarrier carrier = ct_flag_row(flag)->carrier;
		const CtTransition *transition = ct_transition_of(self, flag);

		if (transition == NULL ||
		    !ct_readings_omit(readings, ct_transition_rule(transition)))
			continue;
		for (guint32 row = 0; row < ct_state_rows(self, carrier); row++)
			self->members[carrier][row] &= ~(G_GUINT64_CONSTANT(1) << flag);
		self->total[flag] = 0;
	}
}

void
ct_state_free(CtState *self)
{
	if (self == NULL)
		return;
	for (guint i = 0; i < CT_N_CARRIERS; i++) {
		g_free(self->flags[i]);
		g_free(self->members[i]);
	}
	g_free(self->target_of);
	g_free(self->spread_to);
	g_free(self->home);
	g_free(self->pool_users);
	g_free(self->pool_objects);
	g_free(self->pool_awaited);
	g_free(self);
}
