/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What no order of steps can get around: findings under which no state is safe and for which the guide
 * has no remedy that is a step, and wishes whose numbers do not work out.  Each becomes a conflict of
 * its own, with the evidence of the finding and the ways out.
 */
#include "planner/draft.h"

#include <string.h>

typedef struct {
	CtRuleId rule;
	const char *law; /* the catalogue id that it breaks */
	const char *way_out;
} BlockerRow;

static const BlockerRow blockers[] = {
	{ CT_RULE_LEGACY_VERSION_UNSUPPORTED, "I-01",
	  "Upgrade or retire this server before the migration and export again" },
	{ CT_RULE_THREE_VERSION_MIX, "I-01",
	  "Finish one migration and retire its servers, then plan the other" },
	{ CT_RULE_VERSION_PAIR_FORBIDDEN, "I-01",
	  "Go the way round that the finding names, and plan that migration first" },
	{ CT_RULE_CROSS_FOREST, "I-02", "Build the target deployment in the legacy forest" },
	{ CT_RULE_SQL_INSTANCE_SHARED, "I-03",
	  "Give the target pool a SQL Server of its own and export the topology again" },
	{ CT_RULE_POOL_FQDN_COLLISION, "I-04",
	  "Give the target pool or server a name that is not in use" },
	{ CT_RULE_EXTERNAL_WEB_FQDN_DUPLICATE, "I-04",
	  "Give each target pool an external web services name of its own" },
	{ CT_RULE_POOL_WITHOUT_TARGET, "OCS-P1-03",
	  "Name a target pool under [pairing] in the intent file, or export the topology that holds one" },
	{ CT_RULE_EDGE_WITHOUT_TARGET, "I-07",
	  "Define a target Edge pool and export the topology again" },
	{ CT_RULE_RGS_TARGET_MISSING_APPLICATION, "O-17",
	  "Add the Response Group application to the target pool, or pair the legacy pool with one that "
	  "runs it" },
	{ CT_RULE_DIALIN_TARGET_MISSING, "O-18",
	  "Enable dial-in conferencing on the target pool, or pair the legacy pool with one that runs it" },
	{ CT_RULE_USERS_NOT_EXPORTED, "O-24",
	  "Export the users of the legacy deployment as well (docs/exporting.md)" },
	{ CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT, "O-25",
	  "Give one of the two directories another number before the import" },
	{ CT_RULE_TARGET_POOL_OVER_CAPACITY, "K-01",
	  "Add Front End servers to the target pool, or pair some legacy pools with another one" },
};

static void
block_by_findings(const CtDraft *self, GPtrArray *conflicts)
{
	for (guint i = 0; i < self->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(self->findings->items, i);

		for (gsize k = 0; k < G_N_ELEMENTS(blockers); k++) {
			g_autofree char *where = NULL;
			g_autofree char *key = NULL;
			CtConflict *conflict;

			if (finding->rule != blockers[k].rule ||
			    finding->severity != CT_SEVERITY_ERROR)
				continue;
			where = ct_estate_where(self->estate, finding->origin);
			key = g_strdup_printf("finding:%s:%s:%s", ct_rule(finding->rule)->code,
					      where, finding->message);
			conflict = ct_conflict_new();
			ct_conflict_add_keyed(conflict, blockers[k].law, key, where, "%s [%s]",
					      finding->message, ct_rule(finding->rule)->code);
			ct_conflict_add_relaxation(conflict, CT_COST_CHANGE, key, "%s",
						   blockers[k].way_out);
			g_ptr_array_add(conflicts, conflict);
		}
	}
}

static void
add_keep(CtConflict *conflict)
{
	ct_conflict_add_relaxation(conflict, CT_COST_GOAL, "pools.retire",
				   "Keep the legacy deployment for now: [pools] retire = false");
}

/* A user who stays keeps the legacy pool, and with it everything that serves it. */
static void
block_by_stay(const CtDraft *self, GPtrArray *conflicts)
{
	g_autofree char *stay = ct_intent_where(self->intent, self->intent->lines[CT_INTENT_STAY]);
	g_autofree char *retire = ct_intent_where(self->intent,
						  self->intent->lines[CT_INTENT_RETIRE]);
	CtConflict *conflict;

	if (self->groups->staying == 0 || !ct_intent_bool(self->intent, CT_INTENT_RETIRE))
		return;
	conflict = ct_conflict_new();
	ct_conflict_add(conflict, "users.stay", stay,
			"the intent keeps %u user%s on the legacy side", self->groups->staying,
			self->groups->staying == 1 ? "" : "s");
	ct_conflict_add(
		conflict, "pools.retire", retire,
		"the legacy deployment is to be retired, and a pool with users cannot be (%s)",
		ct_rule_named(ct_rulebook_pair(self->estate), "O-24"));
	ct_conflict_add_relaxation(conflict, CT_COST_LIMIT, "users.stay",
				   "Let these users move: take them out of [users] stay");
	add_keep(conflict);
	g_ptr_array_add(conflicts, conflict);
}

/* How many users have Enterprise Voice, and the first of them. */
static guint
count_voice_users(const CtUsers *users, guint32 *out_first)
{
	guint count = 0;

	for (guint32 i = 0; i < users->count; i++) {
		if (users->pool[i] == CT_NONE || (users->flags[i] & CT_USER_VOICE) == 0)
			continue;
		if (count++ == 0)
			*out_first = i;
	}
	return count;
}

/* The key of "the target has no Mediation Server". */
#define CALLS_KEY "mediation"

/* Calls need a Mediation Server, and the legacy ones go with the legacy deployment. */
static void
block_by_calls(const CtDraft *self, GPtrArray *conflicts)
{
	const CtUsers *users = &self->estate->users;
	guint32 user = CT_NONE;
	guint callers = count_voice_users(users, &user);
	g_autofree char *retire = ct_intent_where(self->intent,
						  self->intent->lines[CT_INTENT_RETIRE]);
	const char *voice = ct_rule_named(ct_rulebook_pair(self->estate), "I-05");
	const CtPool *legacy = NULL;
	g_autofree char *server = NULL;
	g_autofree char *caller = NULL;
	CtConflict *conflict;

	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET &&
		    ct_pool_has_role(pool, CT_ROLE_MEDIATION))
			return;
		if (legacy == NULL && ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION))
			legacy = pool;
	}
	if (legacy == NULL || callers == 0 || !ct_intent_bool(self->intent, CT_INTENT_RETIRE))
		return;
	server = ct_estate_where(self->estate, legacy->origin);
	caller = ct_estate_where(self->estate,
				 (CtOrigin){ users->input[user], users->line[user], NULL });
	conflict = ct_conflict_new();
	ct_conflict_add_keyed(conflict, "O-21", CALLS_KEY, server,
			      "no Mediation Server of the target can take the calls of %s",
			      legacy->fqdn);
	ct_conflict_add_keyed(conflict, voice != NULL ? voice : "O-21", "callers", caller,
			      "%u users, %s among them, have Enterprise Voice", callers,
			      users->sip[user]);
	ct_conflict_add(conflict, "pools.retire", retire,
			"the legacy deployment is to be retired, its Mediation Servers too");
	ct_conflict_add_relaxation(conflict, CT_COST_CHANGE, CALLS_KEY,
				   "Define a Mediation Server in the target topology and export it "
				   "again");
	add_keep(conflict);
	g_ptr_array_add(conflicts, conflict);
}

/* The limit and the couplings are the same for all units, so that one conflict, of the largest, stands for
 * all that are too large; of equals, for the first. */
static void
block_by_units(const CtDraft *self, GPtrArray *conflicts)
{
	const guint size = ct_wave_size(self->intent, self->groups);
	const CtUnit *largest = NULL;
	g_autofree char *limit = NULL;
	g_autofree char *hard = NULL;
	CtConflict *conflict;
	guint32 user;

	for (guint i = 0; i < self->groups->units->len; i++) {
		const CtUnit *unit = &g_array_index(self->groups->units, CtUnit, i);

		if (unit->count > size && (largest == NULL || unit->count > largest->count))
			largest = unit;
	}
	if (largest == NULL)
		return;
	limit = ct_intent_where(self->intent, self->intent->lines[CT_INTENT_WAVE_SIZE]);
	hard = ct_estate_where(self->estate, largest->hard);
	user = g_array_index(self->groups->members, CtUserId, largest->first).index;
	conflict = ct_conflict_new();
	ct_conflict_add(conflict, "waves.size", limit, "a wave holds at most %u users", size);
	ct_conflict_add(conflict, "couplings.hard", hard,
			"%u users, %s among them, are to move together", largest->count,
			self->estate->users.sip[user]);
	{
		g_autofree char *key = g_strdup_printf("waves.size=%u", largest->count);

		ct_conflict_add_relaxation(conflict, CT_COST_LIMIT, key,
					   "Allow waves of %u users: [waves] size = %u",
					   largest->count, largest->count);
	}
	ct_conflict_add_relaxation(conflict, CT_COST_GOAL, "couplings.hard",
				   "Let the group be split: take the kind out of [couplings] hard");
	g_ptr_array_add(conflicts, conflict);
}

/* A thing of which there may be one only. */
typedef struct {
	const char *name;
	char *where; /* owned */
	char *key;   /* owned */
} Rival;

static void
free_rival(gpointer data)
{
	Rival *rival = data;

	g_free(rival->where);
	g_free(rival->key);
	g_free(rival);
}

static void
add_rival(const CtDraft *self, GPtrArray *rivals, const char *law, const CtPool *pool,
	  CtOrigin origin)
{
	Rival *rival = g_new0(Rival, 1);

	rival->name = pool->fqdn;
	rival->where = ct_estate_where(self->estate, origin);
	rival->key = g_strdup_printf("%s:%s", law, pool->key);
	/* one that is dropped is no rival of others either */
	if (ct_draft_drops(self, rival->key))
		free_rival(rival);
	else
		g_ptr_array_add(rivals, rival);
}

/* Where one is allowed, any two of them are a conflict, which is gone without either. */
static void
block_by_rivals(const GPtrArray *rivals, const char *law, const char *text, const char *way_out,
		GPtrArray *conflicts)
{
	guint told = 0;

	for (guint b = 1; b < rivals->len; b++) {
		for (guint a = 0; a < b; a++) {
			const Rival *pair[] = { g_ptr_array_index((GPtrArray *)rivals, a),
						g_ptr_array_index((GPtrArray *)rivals, b) };
			CtConflict *conflict;

			if (told++ == CT_CONFLICT_MAX) {
				conflict = g_ptr_array_index(conflicts, conflicts->len - 1);
				conflict->more = TRUE;
				return;
			}
			conflict = ct_conflict_new();
			for (gsize side = 0; side < G_N_ELEMENTS(pair); side++) {
				ct_conflict_add_keyed(conflict, law, pair[side]->key,
						      pair[side]->where, "%s %s", pair[side]->name,
						      text);
				ct_conflict_add_relaxation(conflict, CT_COST_CHANGE,
							   pair[side]->key,
							   "%s %s and export again", way_out,
							   pair[side]->name);
			}
			g_ptr_array_add(conflicts, conflict);
		}
	}
}

/* The most users of a unit who share a pool or a site. */
static guint
most_together(const CtDraft *self, const CtUnit *unit, gboolean by_site)
{
	const CtGroups *groups = self->groups;
	guint most = 0;

	for (guint i = 0; i < unit->count; i++) {
		guint32 user = g_array_index(groups->members, CtUserId, unit->first + i).index;
		guint32 mine = self->estate->users.pool[user];
		guint together = 0;

		if (by_site && groups->site_of[mine] == CT_NONE)
			continue;
		for (guint k = 0; k < unit->count; k++) {
			guint32 other =
				self->estate->users.pool[g_array_index(groups->members, CtUserId,
								       unit->first + k)
								 .index];

			together += by_site ? groups->site_of[other] == groups->site_of[mine]
					    : other == mine;
		}
		most = MAX(most, together);
	}
	return most;
}

/* Limits of pools and sites that a unit is too large for; test and pilot waves have none. */
static gboolean
block_by_share(const CtDraft *self, const CtUnit *unit, CtIntentKey key, guint limit,
	       GPtrArray *conflicts)
{
	g_autofree char *where = ct_intent_where(self->intent, self->intent->lines[key]);
	g_autofree char *hard = ct_estate_where(self->estate, unit->hard);
	const char *what = key == CT_INTENT_WAVE_PER_SITE ? "site" : "legacy pool";
	guint together = most_together(self, unit, key == CT_INTENT_WAVE_PER_SITE);
	CtConflict *conflict;

	if (together <= limit)
		return FALSE;
	conflict = ct_conflict_new();
	ct_conflict_add(conflict, ct_intent_key_name(key), where,
			"a wave moves at most %u users of one %s", limit, what);
	ct_conflict_add(
		conflict, "couplings.hard", hard,
		"%u users of one %s, %s among them, are to move together", together, what,
		self->estate->users
			.sip[g_array_index(self->groups->members, CtUserId, unit->first).index]);
	ct_conflict_add_way_out(conflict, "Allow %u users: [waves] %s = %u", together,
				key == CT_INTENT_WAVE_PER_SITE ? "per_site" : "per_pool", together);
	ct_conflict_add_way_out(conflict,
				"Let the group be split: take the kind out of [couplings] hard");
	g_ptr_array_add(conflicts, conflict);
	return TRUE;
}

/* The first unit that is too large stands for all: they have the same remedy. */
static void
block_by_shares(const CtDraft *self, CtIntentKey key, GPtrArray *conflicts)
{
	const guint limit = ct_intent_number(self->intent, key);

	for (guint i = 0; limit > 0 && i < self->groups->units->len; i++) {
		const CtUnit *unit = &g_array_index(self->groups->units, CtUnit, i);

		/* nobody alone is too many, and a unit within the limit is not either */
		if (unit->count > limit && block_by_share(self, unit, key, limit, conflicts))
			return;
	}
}

/* Before the first step the legacy side must be as it may be: one federating Edge (I-07). */
static void
block_by_federation(const CtDraft *self, GPtrArray *conflicts)
{
	g_autoptr(GPtrArray) rivals = g_ptr_array_new_with_free_func(free_rival);

	for (guint i = 0; i < self->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(self->estate->pools, CtPool, i);

		if (ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE) &&
		    ct_facts_get_bool(self->estate->facts, pool->props, CT_KEY_FEDERATION_ENABLED))
			add_rival(self, rivals, "I-07", pool, pool->origin);
	}
	block_by_rivals(rivals, "I-07", "is active for federation", "Take federation off",
			conflicts);
}

/* Two active Central Management stores (I-11): each would publish a topology of its own. */
static void
block_by_management(const CtDraft *self, GPtrArray *conflicts)
{
	g_autoptr(GPtrArray) rivals = g_ptr_array_new_with_free_func(free_rival);
	const CtService *last = NULL;

	for (guint i = 0; i < self->estate->services->len; i++) {
		const CtService *service = &g_array_index(self->estate->services, CtService, i);
		const char *active = ct_facts_get(self->estate->facts, service->props,
						  CT_KEY_IS_ACTIVE);

		if (service->role != CT_ROLE_CENTRAL_MGMT || service->pool.index == CT_NONE ||
		    (active != NULL && g_ascii_strcasecmp(active, "true") != 0) ||
		    (last != NULL && last->pool.index == service->pool.index))
			continue;
		last = service;
		add_rival(self, rivals, "I-11", ct_estate_pool(self->estate, service->pool),
			  service->origin);
	}
	block_by_rivals(rivals, "I-11", "holds an active Central Management store",
			"Take the Central Management store off", conflicts);
}

/* A route that names a target Mediation server by its service sends calls nowhere (I-06). */
static void
block_by_route(const CtDraft *self, const CtObject *route, GPtrArray *conflicts)
{
	static const char prefix[] = "MediationServer:";

	for (guint k = 0; k < route->props.count; k++) {
		const CtProp *prop = &g_array_index(self->estate->facts->props, CtProp,
						    route->props.first + k);
		g_autofree char *where = NULL;
		g_autofree char *key = NULL;
		CtConflict *conflict;
		CtPoolId pool;

		if (prop->key != CT_KEY_GATEWAY || prop->value == NULL ||
		    g_ascii_strncasecmp(prop->value, prefix, strlen(prefix)) != 0)
			continue;
		pool = ct_estate_find_pool(self->estate, prop->value + strlen(prefix));
		if (pool.index == CT_NONE ||
		    ct_estate_pool(self->estate, pool)->deployment != CT_DEPLOYMENT_TARGET)
			continue;
		where = ct_estate_where(self->estate, route->origin);
		key = g_strdup_printf("I-06:%s:%s", where, route->name);
		conflict = ct_conflict_new();
		ct_conflict_add_keyed(
			conflict, "I-06", key, where,
			"voice route %s names target Mediation server %s; a route of the target "
			"names a gateway",
			route->name, prop->value + strlen(prefix));
		ct_conflict_add_relaxation(conflict, CT_COST_CHANGE, key,
					   "Name the gateway (PstnGateway:...) in this route");
		g_ptr_array_add(conflicts, conflict);
		return;
	}
}

/* What one of its elements is dropped of stands in nobody's way. */
static void
remove_dissolved(const CtDraft *self, GPtrArray *conflicts)
{
	for (guint i = conflicts->len; i > 0; i--) {
		const CtConflict *conflict = g_ptr_array_index(conflicts, i - 1);
		gboolean dissolved = FALSE;

		for (guint k = 0; k < conflict->elements->len; k++) {
			const CtConflictElement *element = g_ptr_array_index(conflict->elements, k);

			dissolved = dissolved || ct_draft_drops(self, element->key);
		}
		if (dissolved)
			g_ptr_array_remove_index(conflicts, i - 1);
	}
}

/* The rows above know laws of the first pair; a person wants to hear those of this one. */
static void
name_laws(const CtDraft *self, GPtrArray *conflicts)
{
	const CtVersionPair *pair = ct_rulebook_pair(self->estate);

	for (guint i = 0; i < conflicts->len; i++) {
		const CtConflict *conflict = g_ptr_array_index(conflicts, i);

		for (guint k = 0; k < conflict->elements->len; k++) {
			CtConflictElement *element = g_ptr_array_index(conflict->elements, k);
			const char *named = ct_rule_named(pair, element->id);

			if (named == NULL || strcmp(named, element->id) == 0)
				continue;
			g_free(element->id);
			element->id = g_strdup(named);
		}
	}
}

void
ct_draft_find_blockers(const CtDraft *self, GPtrArray *out_conflicts)
{
	block_by_findings(self, out_conflicts);
	block_by_stay(self, out_conflicts);
	block_by_federation(self, out_conflicts);
	block_by_management(self, out_conflicts);
	for (guint i = 0; i < self->estate->objects->len; i++)
		if (g_array_index(self->estate->objects, CtObject, i).kind == CT_OBJECT_VOICE_ROUTE)
			block_by_route(self, &g_array_index(self->estate->objects, CtObject, i),
				       out_conflicts);
	block_by_calls(self, out_conflicts);
	block_by_units(self, out_conflicts);
	block_by_shares(self, CT_INTENT_WAVE_PER_POOL, out_conflicts);
	block_by_shares(self, CT_INTENT_WAVE_PER_SITE, out_conflicts);
	remove_dissolved(self, out_conflicts);
	name_laws(self, out_conflicts);
}
