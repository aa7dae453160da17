/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows of the step table to steps about real objects.  One small function for each way of
 * binding; the table says which row uses which.
 */
#include "planner/draft.h"

#include <string.h>


typedef struct {
	CtDraft *draft;
	const CtStepRow *row;
} Binder;

static const CtEstate *
estate_of(const Binder *binder)
{
	return binder->draft->estate;
}

gboolean
ct_draft_is(const CtPool *pool, CtDeployment deployment, CtObjectKind kind)
{
	return pool->deployment == deployment && pool->kind == kind;
}

static const char *
keep_subject(CtDraft *draft, CtObjectKind kind, const char *identity)
{
	g_autofree char *subject = ct_subject(kind, identity);

	return ct_plan_text(draft->plan, subject);
}

const char *
ct_draft_pool_subject(CtDraft *self, const CtPool *pool)
{
	return keep_subject(self, pool->kind, pool->key);
}

/* A step of the row with its title; @name stands for "{}". */
static CtPlanStep *
add_step(Binder *binder, const char *subject, const char *name)
{
	CtPlan *plan = binder->draft->plan;
	CtPlanStep *step = ct_plan_add_step(plan);
	g_auto(GStrv) parts = g_strsplit(binder->row->title, "{}", 2);
	g_auto(GStrv) tests = g_strsplit(binder->row->tests, " ", -1);

	step->rule = binder->row->id;
	step->title = ct_plan_printf(plan, "%s%s%s", parts[0], parts[1] != NULL ? name : "",
				     parts[1] != NULL ? parts[1] : "");
	step->tool = binder->row->tool;
	step->reversible = binder->row->reversible;
	step->rollback = binder->row->rollback;
	step->minutes = binder->row->minutes;
	step->settle_minutes = binder->row->settle_minutes;
	for (char **test = tests; *test != NULL; test++)
		if (**test != '\0')
			g_ptr_array_add(step->tests, (gpointer)ct_plan_text(plan, *test));
	g_ptr_array_add(step->subjects, (gpointer)subject);
	return step;
}

static void
touch_pool(Binder *binder, CtPlanStep *step, CtPoolId id)
{
	const CtPool *pool;

	if (id.index == CT_NONE)
		return;
	pool = ct_estate_pool(estate_of(binder), id);
	for (guint i = 0; i < step->pools->len; i++)
		if (strcmp(g_ptr_array_index(step->pools, i), pool->key) == 0)
			return;
	g_ptr_array_add(step->pools, (gpointer)ct_plan_text(binder->draft->plan, pool->key));
	if (step->site == NULL)
		step->site = ct_plan_text(binder->draft->plan,
					  ct_pairing_site_name(estate_of(binder),
							       binder->draft->intent, pool));
}

/* The legacy pool an object stands on, and the target pool that takes over from it. */
static void
touch_pair(Binder *binder, CtPlanStep *step, CtPoolId legacy)
{
	if (legacy.index == CT_NONE)
		return;
	touch_pool(binder, step, legacy);
	touch_pool(binder, step, ct_pairing_target(binder->draft->pairing, legacy));
}

static void
cite(Binder *binder, CtPlanStep *step, CtOrigin origin, const char *text)
{
	if (origin.path != NULL || origin.line != 0)
		ct_plan_add_evidence(binder->draft->plan, step->evidence, estate_of(binder), origin,
				     text);
}

static CtPlanStep *
add_pool_step(Binder *binder, guint32 index)
{
	const CtPool *pool = &g_array_index(estate_of(binder)->pools, CtPool, index);
	CtPlanStep *step =
		add_step(binder, ct_draft_pool_subject(binder->draft, pool), pool->fqdn);

	touch_pool(binder, step, (CtPoolId){ index });
	cite(binder, step, pool->origin, pool->deployment_why);
	return step;
}

static void
bind_pools(Binder *binder, CtDeployment deployment, CtObjectKind kind)
{
	for (guint32 i = 0; i < estate_of(binder)->pools->len; i++)
		if (ct_draft_is(&g_array_index(estate_of(binder)->pools, CtPool, i), deployment,
				kind))
			add_pool_step(binder, i);
}

static gboolean
any_pool(const CtEstate *estate, CtDeployment deployment, CtObjectKind kind)
{
	for (guint i = 0; i < estate->pools->len; i++)
		if (ct_draft_is(&g_array_index(estate->pools, CtPool, i), deployment, kind))
			return TRUE;
	return FALSE;
}

static gboolean
any_object(const CtEstate *estate, CtObjectKind kind)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == kind && object->deployment != CT_DEPLOYMENT_TARGET)
			return TRUE;
	}
	return FALSE;
}

static void
bind_legacy_server(Binder *binder)
{
	static const CtObjectKind kinds[] = { CT_OBJECT_POOL, CT_OBJECT_DIRECTOR, CT_OBJECT_EDGE,
					      CT_OBJECT_MEDIATION };

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		bind_pools(binder, CT_DEPLOYMENT_LEGACY, kinds[i]);
}

static void
bind_legacy_pool(Binder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++)
		add_pool_step(binder, g_array_index(binder->draft->pairing->pairs, CtPair, i)
					      .legacy.index);
}

static void
bind_pool_pair(Binder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(binder->draft->pairing->pairs, CtPair, i);
		CtPlanStep *step = add_pool_step(binder, pair->legacy.index);

		touch_pool(binder, step, pair->target);
		step->note = "Only where the normalization rules were customised; exports do not show it";
	}
}

static void
bind_target_pool(Binder *binder)
{
	for (guint32 i = 0; i < estate_of(binder)->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate_of(binder)->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET && ct_pool_homes_users(pool))
			add_pool_step(binder, i);
	}
}

static void
bind_once(Binder *binder, CtObjectKind kind, const char *identity)
{
	add_step(binder, keep_subject(binder->draft, kind, identity), identity);
}

static void
bind_legacy_deployment(Binder *binder)
{
	bind_once(binder, CT_OBJECT_DEPLOYMENT, "legacy");
}

static void
bind_target_deployment(Binder *binder)
{
	bind_once(binder, CT_OBJECT_DEPLOYMENT, "target");
}

static void
bind_legacy_edge(Binder *binder)
{
	bind_pools(binder, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE);
}

static void
bind_target_edge(Binder *binder)
{
	bind_pools(binder, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE);
}

/* Every Edge that the validator found expanded (W-08). */
static void
bind_expanded_edge(Binder *binder)
{
	for (guint32 i = 0; i < estate_of(binder)->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate_of(binder)->pools, CtPool, i);
		const char *subject;

		if (!ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE))
			continue;
		subject = ct_draft_pool_subject(binder->draft, pool);
		for (guint k = 0; k < binder->draft->findings->items->len; k++) {
			const CtFinding *finding =
				g_ptr_array_index(binder->draft->findings->items, k);

			if (finding->rule != CT_RULE_EXPANDED_EDGE ||
			    g_strcmp0(finding->subject, subject) != 0)
				continue;
			add_pool_step(binder, i);
			break;
		}
	}
}

static void
bind_target_site_edge(Binder *binder)
{
	const CtEstate *estate = estate_of(binder);

	if (!any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE))
		return;
	for (guint32 s = 0; s < estate->sites->len; s++) {
		const CtSite *site = &g_array_index(estate->sites, CtSite, s);
		g_autofree char *folded = g_utf8_casefold(site->id, -1);
		CtPlanStep *step = NULL;

		for (guint32 i = 0; i < estate->pools->len; i++) {
			const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

			if (pool->site.index != s || pool->deployment != CT_DEPLOYMENT_TARGET ||
			    !ct_pool_homes_users(pool))
				continue;
			if (step == NULL) {
				step = add_step(binder,
						keep_subject(binder->draft, CT_OBJECT_SITE, folded),
						site->name != NULL ? site->name : site->id);
				cite(binder, step, site->origin, "the site");
			}
			g_ptr_array_add(step->subjects,
					(gpointer)ct_draft_pool_subject(binder->draft, pool));
			touch_pool(binder, step, (CtPoolId){ i });
		}
	}
}

static void
bind_target_mediation(Binder *binder)
{
	const CtEstate *estate = estate_of(binder);

	if (!any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION))
		return;
	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		CtPlanStep *step;

		if (pool->deployment != CT_DEPLOYMENT_TARGET ||
		    !ct_pool_has_role(pool, CT_ROLE_MEDIATION))
			continue;
		step = add_step(binder,
				keep_subject(binder->draft, CT_OBJECT_MEDIATION, pool->key),
				pool->fqdn);
		touch_pool(binder, step, (CtPoolId){ i });
		cite(binder, step, pool->origin, "a Mediation Server of the target");
	}
}

/* One step that hands external traffic over: target Edges first, then the legacy ones. */
static void
bind_cutover(Binder *binder)
{
	static const CtDeployment sides[] = { CT_DEPLOYMENT_TARGET, CT_DEPLOYMENT_LEGACY };
	const CtEstate *estate = estate_of(binder);
	CtPlanStep *step = NULL;

	if (!any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE) ||
	    !any_pool(estate, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
		return;
	for (gsize side = 0; side < G_N_ELEMENTS(sides); side++) {
		for (guint32 i = 0; i < estate->pools->len; i++) {
			const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

			if (!ct_draft_is(pool, sides[side], CT_OBJECT_EDGE))
				continue;
			if (step == NULL)
				step = add_pool_step(binder, i);
			else
				g_ptr_array_add(step->subjects, (gpointer)ct_draft_pool_subject(
									binder->draft, pool));
		}
	}
}

static const char *
forest_name(const CtEstate *estate)
{
	if (estate->legacy_forest != NULL)
		return estate->legacy_forest;
	return estate->target_forest != NULL ? estate->target_forest : "forest";
}

static void
bind_forest(Binder *binder)
{
	bind_once(binder, CT_OBJECT_FOREST, forest_name(estate_of(binder)));
}

static void
bind_federated_forest(Binder *binder)
{
	if (any_pool(estate_of(binder), CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE) &&
	    any_pool(estate_of(binder), CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
		bind_forest(binder);
}

static void
bind_active_directory(Binder *binder)
{
	const CtEstate *estate = estate_of(binder);
	const char *forest = forest_name(estate);
	g_autofree char *schema = g_strdup_printf("the schema of %s", forest);
	g_autofree char *whole = g_strdup_printf("the forest %s", forest);

	add_step(binder, keep_subject(binder->draft, CT_OBJECT_SCHEMA, forest), schema);
	add_step(binder, keep_subject(binder->draft, CT_OBJECT_FOREST, forest), whole);
	for (guint i = 0; i < estate->ad_domains->len; i++) {
		const char *name = g_ptr_array_index(estate->ad_domains, i);
		g_autofree char *domain = g_strdup_printf("the domain %s", name);

		add_step(binder, keep_subject(binder->draft, CT_OBJECT_DOMAIN, name), domain);
	}
	if (estate->ad_domains->len == 0)
		add_step(binder, keep_subject(binder->draft, CT_OBJECT_DOMAIN, forest),
			 "the domain of the servers and users");
}

static void
bind_back_compat_site(Binder *binder)
{
	bind_once(binder, CT_OBJECT_BACK_COMPAT_SITE, "backcompatsite");
}

static CtPlanStep *
add_object_step(Binder *binder, const CtObject *object)
{
	CtPlanStep *step = add_step(
		binder, keep_subject(binder->draft, object->kind, object->key), object->name);

	touch_pair(binder, step, object->pool);
	cite(binder, step, object->origin, object->type);
	return step;
}

static void
bind_objects(Binder *binder, CtObjectKind kind)
{
	for (guint i = 0; i < estate_of(binder)->objects->len; i++) {
		const CtObject *object = &g_array_index(estate_of(binder)->objects, CtObject, i);

		if (object->kind == kind && object->deployment != CT_DEPLOYMENT_TARGET)
			add_object_step(binder, object);
	}
}

static void
bind_all_directories(Binder *binder)
{
	CtPlanStep *step = NULL;

	for (guint i = 0; i < estate_of(binder)->objects->len; i++) {
		const CtObject *object = &g_array_index(estate_of(binder)->objects, CtObject, i);

		if (object->kind != CT_OBJECT_CONFERENCE_DIRECTORY ||
		    object->deployment == CT_DEPLOYMENT_TARGET)
			continue;
		if (step == NULL)
			step = add_object_step(binder, object);
		else
			g_ptr_array_add(step->subjects,
					(gpointer)keep_subject(binder->draft, object->kind,
							       object->key));
	}
}

static void
bind_rgs_pool(Binder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++) {
		CtPoolId legacy =
			g_array_index(binder->draft->pairing->pairs, CtPair, i).legacy;
		CtPlanStep *step = NULL;

		for (guint k = 0; k < estate_of(binder)->objects->len; k++) {
			const CtObject *object =
				&g_array_index(estate_of(binder)->objects, CtObject, k);
			const char *subject;

			if (object->kind != CT_OBJECT_RESPONSE_GROUP ||
			    object->pool.index != legacy.index)
				continue;
			subject = keep_subject(binder->draft, object->kind, object->key);
			if (step == NULL) {
				step = add_step(binder, subject,
						ct_estate_pool(estate_of(binder), legacy)->fqdn);
				touch_pair(binder, step, legacy);
				cite(binder, step, object->origin, object->name);
			} else {
				g_ptr_array_add(step->subjects, (gpointer)subject);
			}
		}
	}
}

static void
bind_um_contact(Binder *binder)
{
	const CtPairing *pairing = binder->draft->pairing;
	g_autofree gboolean *done = g_new0(gboolean, estate_of(binder)->pools->len + 1);

	bind_objects(binder, CT_OBJECT_UM_CONTACT);
	for (guint i = 0; i < estate_of(binder)->objects->len; i++) {
		const CtObject *object = &g_array_index(estate_of(binder)->objects, CtObject, i);
		CtPoolId target;
		const CtPool *pool;
		g_autofree char *name = NULL;
		CtPlanStep *step;

		if (object->kind != CT_OBJECT_UM_CONTACT || object->pool.index == CT_NONE)
			continue;
		target = ct_pairing_target(pairing, object->pool);
		if (target.index == CT_NONE || done[target.index])
			continue;
		done[target.index] = TRUE;
		pool = ct_estate_pool(estate_of(binder), target);
		name = g_strdup_printf("run ExchUCUtil for %s and restart its Front End service",
				       pool->fqdn);
		step = add_step(binder,
				keep_subject(binder->draft, CT_OBJECT_EXCHANGE_UM, pool->key), name);
		touch_pool(binder, step, target);
	}
}

static void
bind_hosts(Binder *binder, CtObjectKind kind, gboolean rcc)
{
	for (guint i = 0; i < estate_of(binder)->objects->len; i++) {
		const CtObject *object = &g_array_index(estate_of(binder)->objects, CtObject, i);

		if (object->kind == kind && object->remote_call_control == rcc &&
		    object->deployment != CT_DEPLOYMENT_TARGET)
			add_object_step(binder, object);
	}
}

static void
bind_remote_call_control(Binder *binder)
{
	const CtEstate *estate = estate_of(binder);
	CtPlanStep *step = NULL;

	bind_hosts(binder, CT_OBJECT_AUTHORIZED_HOST, TRUE);
	bind_hosts(binder, CT_OBJECT_STATIC_ROUTE, TRUE);
	for (guint32 i = 0; i < estate->users.count; i++) {
		CtPoolId pool = { estate->users.pool[i] };

		if ((estate->users.flags[i] & CT_USER_REMOTE_CALL_CONTROL) == 0 ||
		    binder->draft->groups->unit_of[i] == CT_NONE)
			continue;
		if (step == NULL)
			step = add_step(binder,
					keep_subject(binder->draft, CT_OBJECT_REMOTE_CALL_CONTROL,
						     "users"),
					"enable it for its users");
		touch_pair(binder, step, pool);
	}
}

static void
bind_trusted_app(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_TRUSTED_APP);
	bind_hosts(binder, CT_OBJECT_AUTHORIZED_HOST, FALSE);
	bind_hosts(binder, CT_OBJECT_STATIC_ROUTE, FALSE);
}

static void
bind_voice_route(Binder *binder)
{
	const CtEstate *estate = estate_of(binder);

	if (!any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION))
		return;
	if (any_object(estate, CT_OBJECT_VOICE_ROUTE))
		bind_objects(binder, CT_OBJECT_VOICE_ROUTE);
	else
		bind_pools(binder, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION);
}

static void
bind_xmpp(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_XMPP);
}

static void
bind_group_chat(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_GROUP_CHAT);
}

static void
bind_access_number(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_ACCESS_NUMBER);
}

static void
bind_directory(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_CONFERENCE_DIRECTORY);
}

static void
bind_recording(Binder *binder)
{
	bind_objects(binder, CT_OBJECT_ARCHIVING);
	bind_objects(binder, CT_OBJECT_MONITORING);
}

/* Both deployments serve the same SIP domains, so the side an export came from does not matter. */
static void
bind_sip_domain(Binder *binder)
{
	const char *last = NULL;

	for (guint i = 0; i < estate_of(binder)->objects->len; i++) {
		const CtObject *object = &g_array_index(estate_of(binder)->objects, CtObject, i);

		if (object->kind != CT_OBJECT_SIP_DOMAIN || object->key == last)
			continue;
		add_object_step(binder, object);
		last = object->key;
	}
}

static void
bind_retired_server(Binder *binder)
{
	bind_legacy_server(binder);
	bind_xmpp(binder);
}

static CtWaveKind
wave_kind(const Binder *binder, guint wave)
{
	return g_array_index(binder->draft->waves->kinds, CtWaveKind, wave);
}

static void
bind_wave(Binder *binder, guint wave)
{
	CtPlan *plan = binder->draft->plan;
	const CtPlanWave *table = &g_array_index(plan->waves, CtPlanWave, wave);
	const guint rate = ct_intent_number(binder->draft->intent, CT_INTENT_USER_MINUTES);
	g_autofree char *subject = ct_subject(CT_OBJECT_WAVE, table->id);
	g_autofree char *name =
		g_strdup_printf("%u %s user%s (%s)", table->users, table->kind,
				table->users == 1 ? "" : "s", table->id);
	CtPlanStep *step = add_step(binder, ct_plan_text(plan, subject), name);
	const CtGroups *groups = binder->draft->groups;

	step->wave = table->id;
	step->minutes = MAX(15, (guint)(((guint64)rate * table->users + 99) / 100));
	for (guint i = 0; i < table->from->len; i++) {
		CtPoolId id = ct_estate_find_pool(estate_of(binder),
						  g_ptr_array_index(table->from, i));

		touch_pair(binder, step, id);
	}
	for (guint i = 0; i < groups->units->len; i++) {
		const CtUnit *unit = &g_array_index(groups->units, CtUnit, i);
		guint32 user = g_array_index(groups->members, CtUserId, unit->first).index;
		CtOrigin origin = { estate_of(binder)->users.input[user],
				    estate_of(binder)->users.line[user], NULL };

		if (binder->draft->waves->wave_of[i] != wave)
			continue;
		cite(binder, step, origin, "the first user of the wave");
		break;
	}
}

static void
bind_early_wave(Binder *binder)
{
	for (guint i = 0; i < binder->draft->waves->kinds->len; i++)
		if (wave_kind(binder, i) != CT_WAVE_PRODUCTION)
			bind_wave(binder, i);
}

static void
bind_production_wave(Binder *binder)
{
	for (guint i = 0; i < binder->draft->waves->kinds->len; i++)
		if (wave_kind(binder, i) == CT_WAVE_PRODUCTION)
			bind_wave(binder, i);
}

typedef void (*BindFunc)(Binder *binder);

static const BindFunc binders[CT_N_BINDINGS] = {
	[CT_BIND_LEGACY_SERVER] = bind_legacy_server,
	[CT_BIND_LEGACY_POOL] = bind_legacy_pool,
	[CT_BIND_LEGACY_DEPLOYMENT] = bind_legacy_deployment,
	[CT_BIND_LEGACY_EDGE] = bind_legacy_edge,
	[CT_BIND_EXPANDED_EDGE] = bind_expanded_edge,
	[CT_BIND_TARGET_POOL] = bind_target_pool,
	[CT_BIND_TARGET_DEPLOYMENT] = bind_target_deployment,
	[CT_BIND_TARGET_EDGE] = bind_target_edge,
	[CT_BIND_TARGET_SITE_EDGE] = bind_target_site_edge,
	[CT_BIND_TARGET_MEDIATION] = bind_target_mediation,
	[CT_BIND_CUTOVER] = bind_cutover,
	[CT_BIND_FOREST] = bind_forest,
	[CT_BIND_FEDERATED_FOREST] = bind_federated_forest,
	[CT_BIND_ACTIVE_DIRECTORY] = bind_active_directory,
	[CT_BIND_BACK_COMPAT_SITE] = bind_back_compat_site,
	[CT_BIND_ALL_DIRECTORIES] = bind_all_directories,
	[CT_BIND_EARLY_WAVE] = bind_early_wave,
	[CT_BIND_PRODUCTION_WAVE] = bind_production_wave,
	[CT_BIND_POOL_PAIR] = bind_pool_pair,
	[CT_BIND_RGS_POOL] = bind_rgs_pool,
	[CT_BIND_ACCESS_NUMBER] = bind_access_number,
	[CT_BIND_UM_CONTACT] = bind_um_contact,
	[CT_BIND_REMOTE_CALL_CONTROL] = bind_remote_call_control,
	[CT_BIND_TRUSTED_APP] = bind_trusted_app,
	[CT_BIND_VOICE_ROUTE] = bind_voice_route,
	[CT_BIND_XMPP] = bind_xmpp,
	[CT_BIND_GROUP_CHAT] = bind_group_chat,
	[CT_BIND_RECORDING] = bind_recording,
	[CT_BIND_DIRECTORY] = bind_directory,
	[CT_BIND_SIP_DOMAIN] = bind_sip_domain,
	[CT_BIND_RETIRED_SERVER] = bind_retired_server,
};

/* Rows that need all users moved, or that take legacy servers away: left out when the intent keeps
 * the legacy deployment alive. */
static const char retiring[] =
	"OCS-P5-04|OCS-P8-08|OCS-P9-05|OCS-P9-07|OCS-P9-08|OCS-P9-10|OCS-P10-02|OCS-P10-03|OCS-P10-04|"
	"OCS-GC-01|OCS-GC-02|OCS-GC-03";

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
ct_draft_bind(CtDraft *self)
{
	const gboolean retire = ct_intent_bool(self->intent, CT_INTENT_RETIRE);
	guint count = 0;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++) {
		Binder binder = { self, &rows[i] };

		if (retire || !ct_rule_list_has(retiring, rows[i].id))
			binders[rows[i].bind](&binder);
	}
	for (guint i = 0; i < self->plan->steps->len; i++)
		g_ptr_array_sort(g_array_index(self->plan->steps, CtPlanStep, i).pools, by_name);
}
