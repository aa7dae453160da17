/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows of the step table to steps about real objects.  One small function for each way of
 * binding; the table says which row uses which.
 */
#include "planner/binding.h"

#include <string.h>

#include "planner/duration.h"
#include "planner/order.h"
#include "planner/reading.h"

gboolean
ct_draft_is(const CtPool *pool, CtDeployment deployment, CtObjectKind kind)
{
	return pool->deployment == deployment && pool->kind == kind;
}

const char *
ct_bind_subject(CtDraft *draft, CtObjectKind kind, const char *identity)
{
	g_autofree char *subject = ct_subject(kind, identity);

	return ct_plan_text(draft->plan, subject);
}

const char *
ct_draft_pool_subject(CtDraft *self, const CtPool *pool)
{
	return ct_bind_subject(self, pool->kind, pool->key);
}

/* A step of the row with its title; @name stands for "{}". */
CtPlanStep *
ct_bind_step(CtBinder *binder, const char *subject, const char *name)
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
	step->minutes = ct_duration_work(binder->draft->intent, binder->row);
	step->settle_minutes = ct_duration_settle(binder->draft->intent, binder->row);
	for (char **test = tests; *test != NULL; test++)
		if (**test != '\0')
			g_ptr_array_add(step->tests, (gpointer)ct_plan_text(plan, *test));
	g_ptr_array_add(step->subjects, (gpointer)subject);
	return step;
}

void
ct_bind_touch_pool(CtBinder *binder, CtPlanStep *step, CtPoolId id)
{
	const CtPool *pool;

	if (id.index == CT_NONE)
		return;
	pool = ct_estate_pool(binder->draft->estate, id);
	for (guint i = 0; i < step->pools->len; i++)
		if (strcmp(g_ptr_array_index(step->pools, i), pool->key) == 0)
			return;
	g_ptr_array_add(step->pools, (gpointer)ct_plan_text(binder->draft->plan, pool->key));
	if (step->site == NULL)
		step->site = ct_plan_text(binder->draft->plan,
					  ct_pairing_site_name(binder->draft->estate,
							       binder->draft->intent, pool));
}

/* The legacy pool an object stands on, and the target pool that takes over from it. */
void
ct_bind_touch_pair(CtBinder *binder, CtPlanStep *step, CtPoolId legacy)
{
	if (legacy.index == CT_NONE)
		return;
	ct_bind_touch_pool(binder, step, legacy);
	ct_bind_touch_pool(binder, step, ct_pairing_target(binder->draft->pairing, legacy));
}

void
ct_bind_cite(CtBinder *binder, CtPlanStep *step, CtOrigin origin, const char *text)
{
	if (origin.path != NULL || origin.line != 0)
		ct_plan_add_evidence(binder->draft->plan, step->evidence, binder->draft->estate,
				     origin, text);
}

static CtPlanStep *
add_pool_step(CtBinder *binder, guint32 index)
{
	const CtPool *pool = &g_array_index(binder->draft->estate->pools, CtPool, index);
	CtPlanStep *step = ct_bind_step(binder, ct_draft_pool_subject(binder->draft, pool),
					pool->fqdn);

	ct_bind_touch_pool(binder, step, (CtPoolId){ index });
	ct_bind_cite(binder, step, pool->origin, pool->deployment_why);
	return step;
}

void
ct_bind_pools(CtBinder *binder, CtDeployment deployment, CtObjectKind kind)
{
	for (guint32 i = 0; i < binder->draft->estate->pools->len; i++)
		if (ct_draft_is(&g_array_index(binder->draft->estate->pools, CtPool, i), deployment,
				kind))
			add_pool_step(binder, i);
}

gboolean
ct_bind_any_pool(const CtEstate *estate, CtDeployment deployment, CtObjectKind kind)
{
	for (guint i = 0; i < estate->pools->len; i++)
		if (ct_draft_is(&g_array_index(estate->pools, CtPool, i), deployment, kind))
			return TRUE;
	return FALSE;
}

gboolean
ct_bind_any_role(const CtEstate *estate, CtDeployment deployment, CtRole role)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == deployment && ct_pool_has_role(pool, role))
			return TRUE;
	}
	return FALSE;
}

static void
bind_legacy_server(CtBinder *binder)
{
	static const CtObjectKind kinds[] = { CT_OBJECT_POOL, CT_OBJECT_DIRECTOR, CT_OBJECT_EDGE,
					      CT_OBJECT_MEDIATION };

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		ct_bind_pools(binder, CT_DEPLOYMENT_LEGACY, kinds[i]);
}

static void
bind_legacy_pool(CtBinder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++)
		add_pool_step(binder,
			      g_array_index(binder->draft->pairing->pairs, CtPair, i).legacy.index);
}

static void
bind_pool_pair(CtBinder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(binder->draft->pairing->pairs, CtPair, i);
		CtPlanStep *step = add_pool_step(binder, pair->legacy.index);

		ct_bind_touch_pool(binder, step, pair->target);
		step->note =
			"Only where the normalization rules were customised; exports do not show it";
	}
}

static void
bind_target_pool(CtBinder *binder)
{
	for (guint32 i = 0; i < binder->draft->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(binder->draft->estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET && ct_pool_homes_users(pool))
			add_pool_step(binder, i);
	}
}

/* What shows that there is a deployment on this side: the first of its pools. */
static void
cite_deployment(CtBinder *binder, CtPlanStep *step, CtDeployment deployment)
{
	const CtEstate *estate = binder->draft->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != deployment || !ct_pool_homes_users(pool))
			continue;
		ct_bind_cite(binder, step, pool->origin, "the first of its pools");
		return;
	}
}

static CtPlanStep *
bind_once(CtBinder *binder, CtObjectKind kind, const char *identity)
{
	return ct_bind_step(binder, ct_bind_subject(binder->draft, kind, identity), identity);
}

static void
bind_legacy_deployment(CtBinder *binder)
{
	cite_deployment(binder, bind_once(binder, CT_OBJECT_DEPLOYMENT, "legacy"),
			CT_DEPLOYMENT_LEGACY);
}

static void
bind_target_deployment(CtBinder *binder)
{
	cite_deployment(binder, bind_once(binder, CT_OBJECT_DEPLOYMENT, "target"),
			CT_DEPLOYMENT_TARGET);
}

static void
bind_legacy_edge(CtBinder *binder)
{
	ct_bind_pools(binder, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE);
}

static void
bind_target_edge(CtBinder *binder)
{
	ct_bind_pools(binder, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE);
}

/* Every Edge that the validator found expanded (W-08). */
static void
bind_expanded_edge(CtBinder *binder)
{
	for (guint32 i = 0; i < binder->draft->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(binder->draft->estate->pools, CtPool, i);
		const char *subject;

		if (!ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE))
			continue;
		subject = ct_draft_pool_subject(binder->draft, pool);
		for (guint k = 0; k < binder->draft->findings->items->len; k++) {
			const CtFinding *finding = g_ptr_array_index(binder->draft->findings->items,
								     k);

			if (finding->rule != CT_RULE_EXPANDED_EDGE ||
			    g_strcmp0(finding->subject, subject) != 0)
				continue;
			add_pool_step(binder, i);
			break;
		}
	}
}

/* Only one Edge may federate (I-07): the one that the target topology marks, else the first by name,
 * which is an assumption when there are several. */
static void
bind_federating_edge(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;
	guint32 chosen = CT_NONE;
	gboolean marked = FALSE;
	guint edges = 0;

	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		gboolean mark;

		if (!ct_draft_is(pool, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
			continue;
		edges++;
		mark = ct_facts_get_bool(estate->facts, pool->props, CT_KEY_FEDERATION_ENABLED);
		if (chosen == CT_NONE || (mark && !marked))
			chosen = i;
		marked = marked || mark;
	}
	if (chosen == CT_NONE)
		return;
	add_pool_step(binder, chosen);
	if (edges > 1 && !marked)
		ct_plan_assume(
			binder->draft->plan, "I-07", "default",
			g_array_index(estate->pools, CtPool, chosen).fqdn,
			"Only one Edge pool may federate; of several, the first by name takes "
			"federation over",
			"Another Edge pool takes federation over at the cutover");
}

static gboolean
takes_over(const CtPairing *pairing, guint32 target)
{
	for (guint i = 0; i < pairing->pairs->len; i++)
		if (ct_pair_fills(&g_array_index(pairing->pairs, CtPair, i), (CtPoolId){ target }))
			return TRUE;
	return FALSE;
}

/* A site none of whose pools takes over from a legacy one had no federation over the legacy Edge. */
static gboolean
is_paired_site(const CtBinder *binder, guint32 site)
{
	const GArray *pools = binder->draft->estate->pools;

	for (guint32 i = 0; i < pools->len; i++)
		if (g_array_index(pools, CtPool, i).site.index == site &&
		    takes_over(binder->draft->pairing, i))
			return TRUE;
	return FALSE;
}

static void
bind_target_site_edge(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;

	if (!ct_bind_any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE))
		return;
	for (guint32 s = 0; s < estate->sites->len; s++) {
		const CtSite *site = &g_array_index(estate->sites, CtSite, s);
		g_autofree char *folded = g_utf8_casefold(site->id, -1);
		CtPlanStep *step = NULL;

		for (guint32 i = 0; is_paired_site(binder, s) && i < estate->pools->len; i++) {
			const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

			if (pool->site.index != s || pool->deployment != CT_DEPLOYMENT_TARGET ||
			    !ct_pool_homes_users(pool))
				continue;
			if (step == NULL) {
				step = ct_bind_step(binder,
						    ct_bind_subject(binder->draft, CT_OBJECT_SITE,
								    folded),
						    site->name != NULL ? site->name : site->id);
				ct_bind_cite(binder, step, site->origin, "the site");
			}
			g_ptr_array_add(step->subjects,
					(gpointer)ct_draft_pool_subject(binder->draft, pool));
			ct_bind_touch_pool(binder, step, (CtPoolId){ i });
		}
	}
}

static void
bind_target_mediation(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;

	if (!ct_bind_any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION))
		return;
	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		CtPlanStep *step;

		if (pool->deployment != CT_DEPLOYMENT_TARGET ||
		    !ct_pool_has_role(pool, CT_ROLE_MEDIATION))
			continue;
		step = ct_bind_step(binder,
				    ct_bind_subject(binder->draft, CT_OBJECT_MEDIATION, pool->key),
				    pool->fqdn);
		ct_bind_touch_pool(binder, step, (CtPoolId){ i });
		ct_bind_cite(binder, step, pool->origin, "a Mediation Server of the target");
	}
}

/* The row speaks of the Access Edge; by the other reading of A7 all of the legacy Edge stops. */
static void
name_cutover(CtBinder *binder, CtPlanStep *step, const char *edge)
{
	if (ct_readings_has(ct_readings_of_plan(binder->draft->plan), CT_READING_A7))
		step->title =
			ct_plan_printf(binder->draft->plan,
				       "Bring %s online, redirect DNS and firewall, stop every "
				       "service of the legacy Edge",
				       edge);
}

/* One step that hands external traffic over: target Edges first, then the legacy ones. */
static void
bind_cutover(CtBinder *binder)
{
	static const CtDeployment sides[] = { CT_DEPLOYMENT_TARGET, CT_DEPLOYMENT_LEGACY };
	const CtEstate *estate = binder->draft->estate;
	CtPlanStep *step = NULL;

	if (!ct_bind_any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE) ||
	    !ct_bind_any_pool(estate, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
		return;
	for (gsize side = 0; side < G_N_ELEMENTS(sides); side++) {
		for (guint32 i = 0; i < estate->pools->len; i++) {
			const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

			if (!ct_draft_is(pool, sides[side], CT_OBJECT_EDGE))
				continue;
			if (step == NULL) {
				step = add_pool_step(binder, i);
				name_cutover(binder, step, pool->fqdn);
			} else {
				g_ptr_array_add(step->subjects,
						(gpointer)ct_draft_pool_subject(binder->draft,
										pool));
			}
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

/* Exports that name no forest still come from one: the legacy deployment's. */
static void
cite_forest(CtBinder *binder, CtPlanStep *step)
{
	const CtEstate *estate = binder->draft->estate;

	if (estate->legacy_forest != NULL)
		ct_bind_cite(binder, step, estate->legacy_forest_origin, "names the forest");
	else if (estate->target_forest != NULL)
		ct_bind_cite(binder, step, estate->target_forest_origin, "names the forest");
	else
		cite_deployment(binder, step, CT_DEPLOYMENT_LEGACY);
}

static void
bind_forest(CtBinder *binder)
{
	cite_forest(binder,
		    bind_once(binder, CT_OBJECT_FOREST, forest_name(binder->draft->estate)));
}

static void
bind_federated_forest(CtBinder *binder)
{
	if (ct_bind_any_pool(binder->draft->estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_EDGE) &&
	    ct_bind_any_pool(binder->draft->estate, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
		bind_forest(binder);
}

static void
bind_active_directory(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;
	const char *forest = forest_name(estate);
	g_autofree char *schema = g_strdup_printf("the schema of %s", forest);
	g_autofree char *whole = g_strdup_printf("the forest %s", forest);

	cite_forest(binder,
		    ct_bind_step(binder, ct_bind_subject(binder->draft, CT_OBJECT_SCHEMA, forest),
				 schema));
	cite_forest(binder,
		    ct_bind_step(binder, ct_bind_subject(binder->draft, CT_OBJECT_FOREST, forest),
				 whole));
	for (guint i = 0; i < estate->ad_domains->len; i++) {
		const char *name = g_ptr_array_index(estate->ad_domains, i);
		g_autofree char *domain = g_strdup_printf("the domain %s", name);

		cite_forest(binder,
			    ct_bind_step(binder,
					 ct_bind_subject(binder->draft, CT_OBJECT_DOMAIN, name),
					 domain));
	}
}

static void
bind_back_compat_site(CtBinder *binder)
{
	CtPlanStep *step = bind_once(binder, CT_OBJECT_BACK_COMPAT_SITE, "backcompatsite");
	const CtSite *site = ct_estate_site(binder->draft->estate,
					    binder->draft->estate->back_compat_site);

	/* not there before the first merge */
	if (site != NULL)
		ct_bind_cite(binder, step, site->origin, "a merge has made the site");
	else
		cite_deployment(binder, step, CT_DEPLOYMENT_LEGACY);
}

/* An Edge with one external name is removed in the middle of the cutover (O-15), and what follows
 * reads the merged topology. */
static void
bind_merge_again(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;

	if (ct_draft_condition(binder->draft, CT_CONDITION_SHARED_EDGE_FQDN) &&
	    ct_bind_any_pool(estate, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
		bind_back_compat_site(binder);
}

static void
bind_management(CtBinder *binder)
{
	for (guint32 i = 0; i < binder->draft->estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(binder->draft->estate->pools, CtPool, i);

		if (ct_draft_is(pool, CT_DEPLOYMENT_LEGACY, CT_OBJECT_POOL) &&
		    ct_pool_has_role(pool, CT_ROLE_CENTRAL_MGMT))
			add_pool_step(binder, i);
	}
}

static void
bind_retired_server(CtBinder *binder)
{
	bind_legacy_server(binder);
	ct_bind_note_next_hops(binder);
	ct_bind_xmpp(binder);
}

typedef void (*BindFunc)(CtBinder *binder);

static const BindFunc binders[CT_N_BINDINGS] = {
	[CT_BIND_LEGACY_SERVER] = bind_legacy_server,
	[CT_BIND_LEGACY_POOL] = bind_legacy_pool,
	[CT_BIND_LEGACY_DEPLOYMENT] = bind_legacy_deployment,
	[CT_BIND_LEGACY_EDGE] = bind_legacy_edge,
	[CT_BIND_EXPANDED_EDGE] = bind_expanded_edge,
	[CT_BIND_MERGE_AGAIN] = bind_merge_again,
	[CT_BIND_TARGET_POOL] = bind_target_pool,
	[CT_BIND_TARGET_DEPLOYMENT] = bind_target_deployment,
	[CT_BIND_TARGET_EDGE] = bind_target_edge,
	[CT_BIND_FEDERATING_EDGE] = bind_federating_edge,
	[CT_BIND_TARGET_SITE_EDGE] = bind_target_site_edge,
	[CT_BIND_TARGET_MEDIATION] = bind_target_mediation,
	[CT_BIND_CUTOVER] = bind_cutover,
	[CT_BIND_FOREST] = bind_forest,
	[CT_BIND_FEDERATED_FOREST] = bind_federated_forest,
	[CT_BIND_ACTIVE_DIRECTORY] = bind_active_directory,
	[CT_BIND_BACK_COMPAT_SITE] = bind_back_compat_site,
	[CT_BIND_ALL_DIRECTORIES] = ct_bind_all_directories,
	[CT_BIND_EARLY_WAVE] = ct_bind_early_wave,
	[CT_BIND_PRODUCTION_WAVE] = ct_bind_production_wave,
	[CT_BIND_POOL_PAIR] = bind_pool_pair,
	[CT_BIND_RGS_POOL] = ct_bind_rgs_pool,
	[CT_BIND_ACCESS_NUMBER] = ct_bind_access_number,
	[CT_BIND_UM_CONTACT] = ct_bind_um_contact,
	[CT_BIND_REMOTE_CALL_CONTROL] = ct_bind_remote_call_control,
	[CT_BIND_TRUSTED_APP] = ct_bind_trusted_app,
	[CT_BIND_VOICE_ROUTE] = ct_bind_voice_route,
	[CT_BIND_XMPP] = ct_bind_xmpp,
	[CT_BIND_GROUP_CHAT] = ct_bind_group_chat,
	[CT_BIND_PERSISTENT_CHAT] = ct_bind_persistent_chat,
	[CT_BIND_RECORDING] = ct_bind_recording,
	[CT_BIND_DIRECTORY] = ct_bind_directory,
	[CT_BIND_SIP_DOMAIN] = ct_bind_sip_domain,
	[CT_BIND_MANAGEMENT] = bind_management,
	[CT_BIND_RETIRED_SERVER] = bind_retired_server,
};

/* Rows that need all users moved, or prepare what does: left out, with all that cannot be undone, when
 * the intent keeps the legacy deployment alive. */
static const char retiring[] =
	"OCS-P5-04|OCS-P8-08|OCS-P9-05|OCS-P9-07|OCS-P9-08|OCS-P10-02|O-29|OCS-GC-01|OCS-GC-02|"
	"L10-P8-02|L10-P8-03";

/* An Edge with one external name for everything has to be gone before the target Edge federates
 * (O-15), and one that stops as a whole (A7) cannot serve who is left; as long as it stays, it keeps
 * federation, and there is no cutover. */
static gboolean
is_left_out(const CtDraft *draft, const CtStepRow *row)
{
	const CtReadings readings = ct_readings_of_plan(draft->plan);
	const char *rule = row->id;

	if (ct_readings_omit(readings, rule))
		return TRUE;
	if (ct_intent_bool(draft->intent, CT_INTENT_RETIRE))
		return FALSE;
	return row->reversible == CT_REVERSIBLE_NO || ct_rule_plays(retiring, rule) ||
	       (ct_rule_plays(CT_WINDOW_STEPS, rule) &&
		(ct_readings_has(readings, CT_READING_A7) ||
		 ct_draft_condition(draft, CT_CONDITION_SHARED_EDGE_FQDN)));
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
ct_draft_bind(CtDraft *self)
{
	guint count = 0;
	const CtStepRow *rows = ct_step_rows(&count);
	const CtVersionPair *pair = ct_rulebook_pair(self->estate);

	for (guint i = 0; i < count; i++) {
		CtBinder binder = { self, &rows[i] };

		if (ct_rule_pair(rows[i].id) == pair && !is_left_out(self, &rows[i]))
			binders[rows[i].bind](&binder);
	}
	for (guint i = 0; i < self->plan->steps->len; i++)
		g_ptr_array_sort(g_array_index(self->plan->steps, CtPlanStep, i).pools, by_name);
}
