/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who belongs to which class, that is, which things a plan has to act on.  This is written from
 * the step rows and the rule catalogue and from nothing that binds steps for the planner, so that
 * a step which the planner forgets is missed here.
 */
#include "planner/state.h"

/* What several classes ask for, found once: the classes are then linear in the estate. */
typedef struct {
	const CtState *state;
	guint64 legacy_servers; /* bits of CtObjectKind: there is one */
	guint64 applications;	/* bits of CtObjectKind: there is a legacy one */
	gboolean rcc_users;	/* a legacy user has remote call control */
	guint64 *homed;		/* of each pool: bits of CtObjectKind of its legacy applications */
	guint64 *arriving;	/* of each pool: the same of the pools it replaces */
	gboolean *replaces;	/* of each pool: is it the target of a legacy one? */
	gboolean *replacing;	/* of each site: does a target of a legacy pool stand here? */
} Survey;

#define KIND(kind) (G_GUINT64_CONSTANT(1) << CT_OBJECT_##kind)

typedef gboolean (*Belongs)(const Survey *survey, guint32 index);

static const CtPool *
pool_at(const Survey *survey, guint32 index)
{
	return &g_array_index(survey->state->estate->pools, CtPool, index);
}

static const CtObject *
object_at(const Survey *survey, guint32 index)
{
	return &g_array_index(survey->state->estate->objects, CtObject, index);
}

static gboolean
is_server(const Survey *survey, guint32 index, CtDeployment deployment, CtObjectKind kind)
{
	const CtPool *pool = pool_at(survey, index);

	return pool->deployment == deployment && pool->kind == kind;
}

static gboolean
is_application(const Survey *survey, guint32 index, CtObjectKind kind)
{
	const CtObject *object = object_at(survey, index);

	return object->kind == kind && object->deployment == CT_DEPLOYMENT_LEGACY;
}

static gboolean
once(const Survey *survey G_GNUC_UNUSED, guint32 index G_GNUC_UNUSED)
{
	return TRUE;
}

static gboolean
retired_pool(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_LEGACY, CT_OBJECT_POOL);
}

static gboolean
legacy_pool(const Survey *survey, guint32 index)
{
	return retired_pool(survey, index) && ct_pool_homes_users(pool_at(survey, index));
}

/* Where the store of both versions is: a legacy product with its own has none to move. */
static gboolean
management_pool(const Survey *survey, guint32 index)
{
	return retired_pool(survey, index) &&
	       ct_pool_has_role(pool_at(survey, index), CT_ROLE_CENTRAL_MGMT);
}

static gboolean
legacy_director(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_LEGACY, CT_OBJECT_DIRECTOR);
}

static gboolean
legacy_edge(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE);
}

static gboolean
legacy_mediation(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION);
}

static gboolean
legacy_server(const Survey *survey, guint32 index)
{
	return retired_pool(survey, index) || legacy_director(survey, index) ||
	       legacy_edge(survey, index) || legacy_mediation(survey, index);
}

/* An export that speaks of the roles of an Edge says of one that it runs elsewhere. */
static gboolean
expanded_edge(const Survey *survey, guint32 index)
{
	static const CtKey roles[] = { CT_KEY_EDGE_ACCESS, CT_KEY_EDGE_WEB_CONFERENCING,
				       CT_KEY_EDGE_AV };
	const CtFacts *facts = survey->state->estate->facts;
	const CtPool *pool = pool_at(survey, index);
	guint named = 0;
	guint here = 0;

	if (!legacy_edge(survey, index))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
		named += ct_facts_get(facts, pool->props, roles[i]) != NULL;
		here += ct_facts_get_bool(facts, pool->props, roles[i]);
	}
	return named > 0 && here < G_N_ELEMENTS(roles);
}

static gboolean
cutover(const Survey *survey, guint32 index G_GNUC_UNUSED)
{
	return survey->state->target_edges > 0 && (survey->legacy_servers & KIND(EDGE)) != 0;
}

static gboolean
cutover_edge(const Survey *survey, guint32 index)
{
	return legacy_edge(survey, index) && survey->state->target_edges > 0;
}

/* Removed in the middle of the cutover, after which something reads the merged topology (O-15). */
static gboolean
early_edge(const Survey *survey, guint32 index)
{
	return cutover(survey, index) && survey->state->shared_name;
}

static gboolean
target_pool(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_TARGET, CT_OBJECT_POOL) &&
	       (ct_pool_homes_users(pool_at(survey, index)) || survey->replaces[index]);
}

static gboolean
target_edge(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE);
}

static gboolean
target_mediation(const Survey *survey, guint32 index)
{
	const CtPool *pool = pool_at(survey, index);

	return pool->deployment == CT_DEPLOYMENT_TARGET &&
	       ct_pool_has_role(pool, CT_ROLE_MEDIATION) &&
	       (survey->legacy_servers & KIND(MEDIATION)) != 0;
}

static gboolean
edge_site(const Survey *survey, guint32 index)
{
	return survey->replacing[index] && (survey->legacy_servers & KIND(EDGE)) != 0;
}

static gboolean
rgs_pool(const Survey *survey, guint32 index)
{
	return retired_pool(survey, index) && (survey->homed[index] & KIND(RESPONSE_GROUP)) != 0;
}

static gboolean
exchange_pool(const Survey *survey, guint32 index)
{
	return (survey->arriving[index] & KIND(UM_CONTACT)) != 0;
}

static gboolean
access_number(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_ACCESS_NUMBER);
}

static gboolean
um_contact(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_UM_CONTACT);
}

static gboolean
directory(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_CONFERENCE_DIRECTORY);
}

static gboolean
any_directory(const Survey *survey, guint32 index G_GNUC_UNUSED)
{
	return (survey->applications & KIND(CONFERENCE_DIRECTORY)) != 0;
}

static gboolean
rcc_host(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_AUTHORIZED_HOST) &&
	       object_at(survey, index)->remote_call_control;
}

static gboolean
rcc_route(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_STATIC_ROUTE) &&
	       object_at(survey, index)->remote_call_control;
}

static gboolean
rcc_users(const Survey *survey, guint32 index G_GNUC_UNUSED)
{
	return survey->rcc_users;
}

static gboolean
application(const Survey *survey, guint32 index)
{
	if (is_application(survey, index, CT_OBJECT_TRUSTED_APP))
		return TRUE;
	return !object_at(survey, index)->remote_call_control &&
	       (is_application(survey, index, CT_OBJECT_AUTHORIZED_HOST) ||
		is_application(survey, index, CT_OBJECT_STATIC_ROUTE));
}

/* Calls change sides when both sides have a Mediation server; else there is nothing to switch. */
static gboolean
voice_route(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_VOICE_ROUTE) &&
	       survey->state->target_mediations > 0 &&
	       (survey->legacy_servers & KIND(MEDIATION)) != 0;
}

/* Exports may hold no route at all, but calls leave through some route. */
static gboolean
routeless_mediation(const Survey *survey, guint32 index)
{
	return legacy_mediation(survey, index) && survey->state->target_mediations > 0 &&
	       (survey->applications & KIND(VOICE_ROUTE)) == 0;
}

static gboolean
sip_domain(const Survey *survey, guint32 index)
{
	return object_at(survey, index)->kind == CT_OBJECT_SIP_DOMAIN;
}

static gboolean
xmpp(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_XMPP);
}

static gboolean
group_chat(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_GROUP_CHAT);
}

/* Where rooms go that come from Group Chat; collocated, it is installed with the pool. */
static gboolean
persistent_chat(const Survey *survey, guint32 index)
{
	return is_server(survey, index, CT_DEPLOYMENT_TARGET, CT_OBJECT_PERSISTENT_CHAT) &&
	       (survey->applications & KIND(GROUP_CHAT)) != 0;
}

static gboolean
recorder(const Survey *survey, guint32 index)
{
	return is_application(survey, index, CT_OBJECT_ARCHIVING) ||
	       is_application(survey, index, CT_OBJECT_MONITORING);
}

enum {
	ACCESS_NUMBER,
	ANY_DIRECTORY,
	APPLICATION,
	CUTOVER,
	CUTOVER_EDGE,
	DIRECTORY,
	DOMAIN,
	EARLY_EDGE,
	EDGE_SITE,
	EXCHANGE_POOL,
	EXPANDED_EDGE,
	FEDERATING_EDGE,
	GROUP_CHAT,
	LEGACY_DIRECTOR,
	LEGACY_EDGE,
	LEGACY_MEDIATION,
	LEGACY_POOL,
	LEGACY_SERVER,
	MANAGEMENT_POOL,
	ONCE,
	PERSISTENT_CHAT,
	RCC_HOST,
	RCC_ROUTE,
	RCC_USERS,
	RECORDER,
	RETIRED_POOL,
	RGS_POOL,
	ROUTELESS_MEDIATION,
	SIP_DOMAIN,
	TARGET_EDGE,
	TARGET_MEDIATION,
	TARGET_POOL,
	UM_CONTACT,
	VOICE_ROUTE,
	XMPP,
};

static const Belongs classes[] = {
	[ACCESS_NUMBER] = access_number,
	[ANY_DIRECTORY] = any_directory,
	[APPLICATION] = application,
	[CUTOVER] = cutover,
	[CUTOVER_EDGE] = cutover_edge,
	[DIRECTORY] = directory,
	[DOMAIN] = once,
	[EARLY_EDGE] = early_edge,
	[EDGE_SITE] = edge_site,
	[EXCHANGE_POOL] = exchange_pool,
	[EXPANDED_EDGE] = expanded_edge,
	[FEDERATING_EDGE] = target_edge,
	[GROUP_CHAT] = group_chat,
	[LEGACY_DIRECTOR] = legacy_director,
	[LEGACY_EDGE] = legacy_edge,
	[LEGACY_MEDIATION] = legacy_mediation,
	[LEGACY_POOL] = legacy_pool,
	[LEGACY_SERVER] = legacy_server,
	[MANAGEMENT_POOL] = management_pool,
	[ONCE] = once,
	[PERSISTENT_CHAT] = persistent_chat,
	[RCC_HOST] = rcc_host,
	[RCC_ROUTE] = rcc_route,
	[RCC_USERS] = rcc_users,
	[RECORDER] = recorder,
	[RETIRED_POOL] = retired_pool,
	[RGS_POOL] = rgs_pool,
	[ROUTELESS_MEDIATION] = routeless_mediation,
	[SIP_DOMAIN] = sip_domain,
	[TARGET_EDGE] = target_edge,
	[TARGET_MEDIATION] = target_mediation,
	[TARGET_POOL] = target_pool,
	[UM_CONTACT] = um_contact,
	[VOICE_ROUTE] = voice_route,
	[XMPP] = xmpp,
};

static const guint class_of[CT_N_FLAGS] = {
#define CT_FLAG(id, carrier, class, rule, text) [CT_FLAG_##id] = class,
#include "planner/flags.def"
#undef CT_FLAG
};

/* A flag is a bit of a guint64. */
G_STATIC_ASSERT(CT_N_FLAGS <= 64);

static const CtFlagRow rows[CT_N_FLAGS] = {
#define CT_FLAG(id, carrier, class, rule, text) \
	[CT_FLAG_##id] = { CT_CARRIER_##carrier, rule, text },
#include "planner/flags.def"
#undef CT_FLAG
};

const CtFlagRow *
ct_flag_row(CtFlag flag)
{
	g_assert(flag < CT_N_FLAGS);
	return &rows[flag];
}

static void
survey_applications(Survey *survey)
{
	const CtState *state = survey->state;

	for (guint32 i = 0; i < state->estate->objects->len; i++) {
		const CtObject *object = object_at(survey, i);
		guint32 pool = object->pool.index;
		guint64 kind = G_GUINT64_CONSTANT(1) << object->kind;

		if (object->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		survey->applications |= kind;
		if (pool == CT_NONE)
			continue;
		survey->homed[pool] |= kind;
		if (state->target_of[pool] != CT_NONE)
			survey->arriving[state->target_of[pool]] |= kind;
	}
}

static void
survey_servers(Survey *survey)
{
	const CtState *state = survey->state;

	for (guint32 i = 0; i < state->estate->pools->len; i++) {
		const CtPool *pool = pool_at(survey, i);
		guint32 target = state->spread_to[i] ? i : state->target_of[i];

		if (pool->deployment == CT_DEPLOYMENT_LEGACY)
			survey->legacy_servers |= G_GUINT64_CONSTANT(1) << pool->kind;
		if (target == CT_NONE)
			continue;
		survey->replaces[target] = TRUE;
		if (pool_at(survey, target)->site.index != CT_NONE)
			survey->replacing[pool_at(survey, target)->site.index] = TRUE;
	}
}

static gboolean
is_rcc_user(const Survey *survey, guint32 user)
{
	const CtUsers *users = &survey->state->estate->users;

	return (users->flags[user] & CT_USER_REMOTE_CALL_CONTROL) != 0 &&
	       users->pool[user] != CT_NONE &&
	       pool_at(survey, users->pool[user])->deployment == CT_DEPLOYMENT_LEGACY;
}

void
ct_state_classify(CtState *self)
{
	g_autofree guint64 *homed = g_new0(guint64, self->estate->pools->len + 1);
	g_autofree guint64 *arriving = g_new0(guint64, self->estate->pools->len + 1);
	g_autofree gboolean *replaces = g_new0(gboolean, self->estate->pools->len + 1);
	g_autofree gboolean *replacing = g_new0(gboolean, self->estate->sites->len + 1);
	Survey survey = { .state = self,
			  .homed = homed,
			  .arriving = arriving,
			  .replaces = replaces,
			  .replacing = replacing };

	survey_applications(&survey);
	survey_servers(&survey);
	for (guint32 i = 0; i < self->estate->users.count && !survey.rcc_users; i++)
		survey.rcc_users = is_rcc_user(&survey, i);
	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		CtCarrier carrier = rows[flag].carrier;
		guint count = ct_state_rows(self, carrier);

		/* what no step of the pair sets is asked of nobody */
		if (ct_transition_of(self, (CtFlag)flag) == NULL)
			continue;
		for (guint32 i = 0; i < count; i++) {
			if (classes[class_of[flag]](&survey, i))
				self->members[carrier][i] |= G_GUINT64_CONSTANT(1) << flag;
		}
	}
}
