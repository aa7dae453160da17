/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works with whom, by what the exports and the intent say, whatever the plan calls its units: hard
 * couplings are kept, limits of pools and sites too, and what the plan says its waves cost is added up
 * again from the exports.  The planner's own tables and its search are not looked at.
 */
#include "planner/checker-parts.h"

#include <string.h>

/* As the intent calls them. */
static const char *const kind_names[CT_N_COUPLINGS] = {
	[CT_COUPLING_DELEGATE] = "delegate",
	[CT_COUPLING_RESPONSE_GROUP] = "response_group",
	[CT_COUPLING_CONFERENCE] = "conference",
	[CT_COUPLING_CONTACT] = "contact",
	[CT_COUPLING_POOL] = "pool",
	[CT_COUPLING_SITE] = "site",
	[CT_COUPLING_POLICY] = "policy",
};

typedef struct {
	CtChecker *checker;
	const CtEstate *estate;
	guint *wave_of; /* by user: 1 + the wave, 0 for none */
	guint32 *site;	/* by pool: the first pool of that site, CT_NONE */
	gboolean hard[CT_N_COUPLINGS];
	guint64 weight[CT_N_COUPLINGS];
	guint64 cost;
} Couplings;

/* ---- What the intent says ---- */

static gboolean
names_kind(const char *list, const char *kind)
{
	g_auto(GStrv) names = g_strsplit_set(list != NULL ? list : "", ";, \t", -1);

	for (guint i = 0; names[i] != NULL; i++)
		if (g_ascii_strcasecmp(names[i], kind) == 0)
			return TRUE;
	return FALSE;
}

static guint64
number_of(const CtChecker *self, const char *key)
{
	const char *value = ct_checker_intent(self, key);

	return value != NULL ? g_ascii_strtoull(value, NULL, 10) : 0;
}

static void
read_intent(Couplings *self)
{
	const char *list = ct_checker_intent(self->checker, "couplings.hard");

	for (int kind = 0; kind < CT_N_COUPLINGS; kind++) {
		g_autofree char *key = g_strconcat("weights.", kind_names[kind], NULL);

		self->hard[kind] = names_kind(list, kind_names[kind]);
		self->weight[kind] = number_of(self->checker, key);
	}
}

static const char *
site_name(const Couplings *self, const CtPool *pool)
{
	const char *name = ct_plan_site_of(self->checker->plan, pool->fqdn);
	const CtSite *site = ct_estate_site(self->estate, pool->site);

	if (name != NULL && *name != '\0')
		return name;
	return site != NULL && !site->back_compat ? site->name : NULL;
}

static void
find_sites(Couplings *self)
{
	guint n = self->estate->pools->len;

	self->site = g_new(guint32, n + 1);
	for (guint32 i = 0; i < n; i++) {
		const char *name = site_name(self, &g_array_index(self->estate->pools, CtPool, i));

		self->site[i] = CT_NONE;
		for (guint32 k = 0; name != NULL && *name != '\0' && k <= i; k++) {
			const CtPool *other = &g_array_index(self->estate->pools, CtPool, k);

			if (k < i && g_strcmp0(site_name(self, other), name) != 0)
				continue;
			self->site[i] = k;
			break;
		}
	}
}

static void
find_waves(Couplings *self)
{
	const GPtrArray *waves = self->checker->moves;

	self->wave_of = g_new0(guint, self->estate->users.count + 1);
	for (guint i = 0; i < waves->len; i++) {
		const GArray *moves = g_ptr_array_index((GPtrArray *)waves, i);

		for (guint k = 0; k < moves->len; k++)
			self->wave_of[g_array_index(moves, CtMove, k).user] = i + 1;
	}
}

/* ---- Two users ---- */

static void
weigh(Couplings *self, CtUserId a, CtUserId b, CtCouplingKind kind, CtOrigin origin)
{
	guint x = self->wave_of[a.index];
	guint y = self->wave_of[b.index];

	if (x == 0 || y == 0 || x == y)
		return;
	self->cost += self->weight[kind] * (MAX(x, y) - MIN(x, y));
	if (self->hard[kind])
		ct_checker_report_at(self->checker, "wave", "couplings.hard", origin,
				     "%s and %s are in different waves, although their coupling "
				     "(%s) is hard",
				     self->estate->users.sip[a.index],
				     self->estate->users.sip[b.index], kind_names[kind]);
}

static void
weigh_pairs(Couplings *self)
{
	static const CtCouplingKind kinds[] = {
		[CT_TIE_CONTACT] = CT_COUPLING_CONTACT,
		[CT_TIE_CONFERENCE] = CT_COUPLING_CONFERENCE,
	};

	for (guint i = 0; i < self->estate->couplings->len; i++) {
		const CtCoupling *row = &g_array_index(self->estate->couplings, CtCoupling, i);

		weigh(self, row->a, row->b, row->kind, row->origin);
	}
	for (guint i = 0; i < self->estate->ties->len; i++) {
		const CtUserTie *row = &g_array_index(self->estate->ties, CtUserTie, i);
		CtOrigin origin = { row->input, row->line, NULL };

		/* delegates are couplings of the estate already */
		if (row->kind != CT_TIE_DELEGATE)
			weigh(self, row->from, row->to, kinds[row->kind], origin);
	}
}

/* ---- What users share ---- */

static guint32
shared_by(const Couplings *self, CtCouplingKind kind, const CtMove *move)
{
	if (kind == CT_COUPLING_POLICY)
		return self->estate->users.profile[move->user];
	return kind == CT_COUPLING_SITE ? self->site[move->source] : move->source;
}

static char *
shared_name(const Couplings *self, CtCouplingKind kind, guint32 shared)
{
	const CtPool *pool = NULL;

	if (kind == CT_COUPLING_POLICY)
		return g_strdup("users with the same policies");
	pool = &g_array_index(self->estate->pools, CtPool, shared);
	return kind == CT_COUPLING_SITE ? g_strdup_printf("site %s", site_name(self, pool))
					: g_strdup_printf("pool %s", pool->fqdn);
}

typedef struct {
	guint first; /* wave + 1 of production; 0 for none yet */
	guint last;
	guint any;   /* wave + 1 of any kind, the first */
	guint in;    /* wave + 1 in which @users were counted */
	guint users; /* in one wave */
} Shared;

/* One user more who shares something, in the order of the waves; @most: in a production wave, 0 none. */
static void
count_shared(Couplings *self, CtCouplingKind kind, guint32 shared, Shared *row, guint wave,
	     gboolean production, guint64 most)
{
	const CtPlanWave *names = self->checker->plan->waves->len > 0
					  ? &g_array_index(self->checker->plan->waves, CtPlanWave,
							   wave)
					  : NULL;

	if (row->any == 0)
		row->any = wave + 1;
	if (self->hard[kind] && row->any != wave + 1) {
		g_autofree char *name = shared_name(self, kind, shared);

		ct_checker_report(self->checker, "wave", "couplings.hard", CT_NONE, CT_NONE,
				  "%s moves users of %s, others move in an earlier wave, and that "
				  "coupling (%s) is hard",
				  names->id, name, kind_names[kind]);
		row->any = wave + 1;
	}
	if (!production)
		return;
	row->first = row->first == 0 ? wave + 1 : row->first;
	row->last = wave + 1;
	row->users = row->in == wave + 1 ? row->users + 1 : 1;
	row->in = wave + 1;
	if (most > 0 && row->users == most + 1) {
		g_autofree char *name = shared_name(self, kind, shared);

		ct_checker_report(self->checker, "wave",
				  kind == CT_COUPLING_POOL ? "waves.per_pool" : "waves.per_site",
				  CT_NONE, CT_NONE,
				  "%s moves more than %" G_GUINT64_FORMAT " users of %s", names->id,
				  most, name);
	}
}

static void
weigh_shared(Couplings *self, CtCouplingKind kind)
{
	const CtChecker *checker = self->checker;
	const guint n = MAX(self->estate->pools->len, self->estate->facts->profiles->len);
	g_autofree Shared *rows = g_new0(Shared, n + 1);
	guint64 most = 0;

	if (kind == CT_COUPLING_POOL)
		most = number_of(checker, "waves.per_pool");
	else if (kind == CT_COUPLING_SITE)
		most = number_of(checker, "waves.per_site");
	if (self->weight[kind] == 0 && !self->hard[kind] && most == 0)
		return;
	for (guint i = 0; i < checker->moves->len; i++) {
		const GArray *moves = g_ptr_array_index(checker->moves, i);
		const CtPlanWave *wave = &g_array_index(checker->plan->waves, CtPlanWave, i);
		gboolean production = g_strcmp0(wave->kind, "production") == 0;

		for (guint k = 0; k < moves->len; k++) {
			const CtMove *move = &g_array_index(moves, CtMove, k);
			guint32 shared = shared_by(self, kind, move);

			if (shared != CT_NONE)
				count_shared(self, kind, shared, &rows[shared], i, production,
					     most);
		}
	}
	for (guint i = 0; i < n; i++)
		self->cost += self->weight[kind] * (rows[i].last - rows[i].first);
}

/* ---- The cost ---- */

static gboolean
is_edited(const CtPlan *plan)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		if (wave->found_sha256 != NULL && wave->sha256 != NULL &&
		    g_ascii_strcasecmp(wave->found_sha256, wave->sha256) != 0)
			return TRUE;
	}
	return FALSE;
}

/* Whoever edits waves changes what they cost: that is worth a note, and no fault. */
static void
check_cost(Couplings *self)
{
	const CtPlan *plan = self->checker->plan;

	if (plan->lower_bound > plan->cost)
		ct_checker_report(self->checker, "wave", "objective", CT_NONE, CT_NONE,
				  "the plan says that its waves cost %" G_GUINT64_FORMAT
				  " and that none cost less than %" G_GUINT64_FORMAT,
				  plan->cost, plan->lower_bound);
	/* plans of older versions weighed less than what is weighed today */
	if (self->cost == plan->cost || ct_checker_intent(self->checker, "weights.pool") == NULL)
		return;
	if (is_edited(plan))
		ct_checker_note(self->checker,
				"the waves cost %" G_GUINT64_FORMAT
				" as they are now; the plan was made with %" G_GUINT64_FORMAT,
				self->cost, plan->cost);
	else
		ct_checker_report(self->checker, "wave", "objective", CT_NONE, CT_NONE,
				  "the waves cost %" G_GUINT64_FORMAT
				  " by the exports, and %" G_GUINT64_FORMAT " by the plan",
				  self->cost, plan->cost);
}

void
ct_checker_couplings(CtChecker *self)
{
	Couplings couplings = { .checker = self, .estate = self->estate };

	read_intent(&couplings);
	find_sites(&couplings);
	find_waves(&couplings);
	weigh_pairs(&couplings);
	weigh_shared(&couplings, CT_COUPLING_POOL);
	weigh_shared(&couplings, CT_COUPLING_SITE);
	weigh_shared(&couplings, CT_COUPLING_POLICY);
	check_cost(&couplings);
	g_free(couplings.site);
	g_free(couplings.wave_of);
}
