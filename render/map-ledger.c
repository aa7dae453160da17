/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From ledger to map: which legacy thing is a box of its own, which one is counted in the box of its
 * pool, and to which target each travels.
 *
 * Pools and servers, XMPP, Group Chat, Archiving and Monitoring are boxes.  What is homed on a
 * legacy pool and goes where the pool's users go is one line in the box of that pool.  Everything
 * else is gathered by target and fate: two hundred voice routes are one box that says so.
 */
#include "render/map.h"

#include <string.h>

#include "render/map-words.h"
#include "render/targets.h"
#include "render/text.h"

typedef struct {
	CtMap *map;
	const CtPlan *plan;
	const CtEstate *estate; /* nullable */
	GHashTable *targets;	/* folded FQDN -> index + 1 */
	GHashTable *boxes;	/* subject -> index + 1 */
	GHashTable *objects;	/* subject -> index into estate->objects + 1 */
	GHashTable *groups;	/* key of a group -> index into tallies + 1 */
	GPtrArray *tallies;	/* of Tally, owned */
} Builder;

/* Homed objects of one group, counted by kind. */
typedef struct {
	guint box; /* CT_NONE until it has one */
	guint target;
	CtFateKind fate;
	guint counts[CT_N_OBJECT_KINDS];
} Tally;

static const CtPool *
find_pool(const Builder *self, const char *fqdn)
{
	CtPoolId id;

	if (self->estate == NULL)
		return NULL;
	id = ct_estate_find_pool(self->estate, fqdn);
	return id.index != CT_NONE ? ct_estate_pool(self->estate, id) : NULL;
}

static guint
site_of_pool(const Builder *self, const CtPool *pool)
{
	const CtSite *site = ct_estate_site(self->estate, pool->site);

	if (site == NULL || site->back_compat)
		return ct_map_find_site(self->map, "site:", "No site");
	return ct_map_find_site(self->map,
				ct_map_take(self->map, ct_subject(CT_OBJECT_SITE, site->id)),
				site->name);
}

static guint
register_target(Builder *self, const char *key, CtMapTarget target)
{
	guint index = ct_map_add_target(self->map, target);
	GArray *list = ct_map_site(self->map, target.site)->targets;

	g_hash_table_insert(self->targets, g_utf8_strdown(key, -1), GUINT_TO_POINTER(index + 1));
	g_array_append_val(list, index);
	return index;
}

/* Kinds of target pools that things travel to; the others are told in a line of their site. */
static gboolean
is_destination(CtObjectKind kind)
{
	return kind == CT_OBJECT_POOL || kind == CT_OBJECT_DIRECTOR || kind == CT_OBJECT_EDGE ||
	       kind == CT_OBJECT_MEDIATION || kind == CT_OBJECT_PERSISTENT_CHAT ||
	       kind == CT_OBJECT_TRUSTED_APP_POOL;
}

/* The pool that @gateway serves, by the dependency of either on the other; nullable. */
static const CtPool *
gateway_owner(const CtEstate *estate, guint32 gateway)
{
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *edge = &g_array_index(estate->dependencies, CtDependency, i);
		guint32 from;
		guint32 to;

		if (edge->from.index == CT_NONE || edge->to.index == CT_NONE)
			continue;
		from = ct_estate_service(estate, edge->from)->pool.index;
		to = ct_estate_service(estate, edge->to)->pool.index;
		if (from == gateway && to != gateway && to != CT_NONE)
			return ct_estate_pool(estate, (CtPoolId){ to });
		if (to == gateway && from != gateway && from != CT_NONE)
			return ct_estate_pool(estate, (CtPoolId){ from });
	}
	return NULL;
}

static guint
lookup(GHashTable *table, const char *key)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) - 1;
}

static void
add_estate_targets(Builder *self)
{
	const GArray *pools = self->estate->pools;

	for (guint kind = 0; kind <= CT_OBJECT_SERVER; kind++) {
		for (guint i = 0; i < pools->len; i++) {
			const CtPool *pool = &g_array_index(pools, CtPool, i);
			CtMapTarget target = { .kind = pool->kind, .name = pool->fqdn };

			if (pool->kind != kind || pool->deployment != CT_DEPLOYMENT_TARGET ||
			    !is_destination(pool->kind))
				continue;
			target.id = ct_map_take(self->map, ct_subject(pool->kind, pool->key));
			target.name = ct_map_keep(self->map, pool->fqdn);
			target.detail = ct_map_describe_pool(self->map, pool);
			target.site = site_of_pool(self, pool);
			register_target(self, pool->key, target);
		}
	}
}

/* Gateways go with the pool they serve; other servers are told in a line of their site. */
static void
add_estate_extras(Builder *self)
{
	const GArray *pools = self->estate->pools;

	for (guint i = 0; i < pools->len; i++) {
		const CtPool *pool = &g_array_index(pools, CtPool, i);
		const CtPool *owner;
		guint index = CT_NONE;
		const char *name;

		if (pool->deployment != CT_DEPLOYMENT_TARGET || is_destination(pool->kind))
			continue;
		name = ct_map_keep(self->map, pool->fqdn);
		owner = pool->kind == CT_OBJECT_GATEWAY ? gateway_owner(self->estate, i) : NULL;
		if (owner != NULL)
			index = lookup(self->targets, owner->key);
		if (index != CT_NONE)
			g_ptr_array_add(ct_map_target(self->map, index)->extras,
					(gpointer)ct_map_take(self->map,
							      g_strdup_printf("with gateway %s",
									      name)));
		else
			g_ptr_array_add(ct_map_site(self->map, site_of_pool(self, pool))->also,
					(gpointer)name);
	}
}

/* The target that a ledger names, made up from the name when the estate does not have it. */
static guint
target_of(Builder *self, const char *to)
{
	const char *name;
	g_autofree char *folded = NULL;
	guint index;

	if (to == NULL || to[0] == '\0')
		return CT_NONE;
	name = ct_map_subject_identity(to);
	folded = g_utf8_strdown(name, -1);
	index = lookup(self->targets, folded);
	if (index != CT_NONE || self->estate != NULL)
		return index;
	if (strchr(name, '.') == NULL || strchr(name, ' ') != NULL)
		return CT_NONE;
	return register_target(self, folded,
			       (CtMapTarget){
				       .kind = CT_OBJECT_POOL,
				       .id = ct_map_keep(self->map, to),
				       .name = ct_map_keep(self->map, name),
				       .detail = "",
				       .site = ct_map_find_site(self->map, "site:", "Target") });
}

/* The target of the users of a legacy pool; CT_NONE for anything else. */
static guint
pair_target(Builder *self, const char *fqdn)
{
	for (guint i = 0; i < self->plan->pairs->len; i++) {
		const CtPlanPair *pair = &g_array_index(self->plan->pairs, CtPlanPair, i);

		if (g_ascii_strcasecmp(pair->legacy, fqdn) == 0)
			return target_of(self, pair->target);
	}
	return CT_NONE;
}

/* "waves 1, 3 to 5": the numbers of the waves that move users of @fqdn; nullable. */
static const char *
waves_of(Builder *self, const char *fqdn)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint count = 0;
	guint first = 0;
	guint last = 0;

	for (guint i = 0; i <= self->plan->waves->len; i++) {
		gboolean moves = FALSE;

		if (i < self->plan->waves->len) {
			const CtPlanWave *wave = &g_array_index(self->plan->waves, CtPlanWave, i);

			for (guint j = 0; j < wave->from->len; j++)
				moves |= g_ascii_strcasecmp(wave->from->pdata[j], fqdn) == 0;
		}
		if (moves) {
			first = first == 0 ? i + 1 : first;
			last = i + 1;
			count++;
		} else if (first != 0) {
			g_string_append_printf(out, "%s%u", out->len > 0 ? ", " : "", first);
			if (last > first)
				g_string_append_printf(out, "%s%u",
						       last > first + 1 ? " to " : ", ", last);
			first = 0;
		}
	}
	if (count == 0)
		return NULL;
	return ct_map_take(self->map,
			   g_strdup_printf("%s %s", count == 1 ? "wave" : "waves", out->str));
}

static void
place_box(Builder *self, guint box)
{
	guint target = ct_map_box(self->map, box)->target;
	GArray *list = target != CT_NONE ? ct_map_target(self->map, target)->sources
					 : self->map->rest;

	g_array_append_val(list, box);
}

static gboolean
stands_alone(CtObjectKind kind)
{
	return kind <= CT_OBJECT_SERVER || kind == CT_OBJECT_XMPP || kind == CT_OBJECT_GROUP_CHAT ||
	       kind == CT_OBJECT_ARCHIVING || kind == CT_OBJECT_MONITORING;
}

/* The users of a Mediation server go where the pool goes that it serves. */
static guint
mediation_target(Builder *self, const CtPool *mediation)
{
	const GArray *edges = self->estate->dependencies;

	for (guint i = 0; i < edges->len; i++) {
		const CtDependency *edge = &g_array_index(edges, CtDependency, i);
		CtPoolId from;
		CtPoolId to;
		guint target;

		if (edge->from.index == CT_NONE || edge->to.index == CT_NONE)
			continue;
		from = ct_estate_service(self->estate, edge->from)->pool;
		to = ct_estate_service(self->estate, edge->to)->pool;
		if (from.index == CT_NONE || to.index == CT_NONE ||
		    ct_estate_pool(self->estate, from) != mediation)
			continue;
		target = pair_target(self, ct_estate_pool(self->estate, to)->fqdn);
		if (target != CT_NONE)
			return target;
	}
	return CT_NONE;
}

/* Where the things of a box travel; CT_NONE: nowhere. */
static guint
travel(Builder *self, const CtFate *fate, CtObjectKind kind, const CtPool *pool)
{
	guint target = pair_target(self, ct_map_subject_identity(fate->subject));

	if (target != CT_NONE || ct_fate_from_string(fate->fate) == CT_FATE_RETIRED)
		return target;
	target = target_of(self, fate->to);
	if (target == CT_NONE && pool != NULL && kind == CT_OBJECT_MEDIATION &&
	    ct_fate_from_string(fate->fate) != CT_FATE_STAYS)
		target = mediation_target(self, pool);
	return target;
}

static void
add_box(Builder *self, guint number, const CtFate *fate, CtObjectKind kind)
{
	const char *said;
	const char *identity = ct_map_subject_identity(fate->subject);
	const CtPool *pool = kind <= CT_OBJECT_SERVER ? find_pool(self, identity) : NULL;
	const CtSite *site = pool != NULL ? ct_estate_site(self->estate, pool->site) : NULL;
	CtMapBox box = {
		.kind = kind,
		.id = ct_map_keep(self->map, fate->subject),
		.name = ct_map_keep(self->map, pool != NULL ? pool->fqdn : identity),
		.fate = ct_fate_from_string(fate->fate),
		.href = ct_map_take(self->map, g_strdup_printf("#fate-%u", number)),
		.target = travel(self, fate, kind, pool),
	};

	if (pool != NULL) {
		box.users = pool->users;
		box.detail = ct_map_describe_pool(self->map, pool);
		box.waves = waves_of(self, identity);
		self->map->users += pool->users;
	} else {
		g_autofree char *name = g_strdup(ct_object_kind_name(kind));

		name[0] = g_ascii_toupper(name[0]);
		box.detail = ct_map_keep(self->map, name);
	}
	/* The site that a merge made is no place; the intent knows better */
	said = pool != NULL ? ct_plan_site_of(self->plan, pool->fqdn) : NULL;
	if (said == NULL && site != NULL && !site->back_compat)
		said = site->name;
	if (said != NULL)
		box.site = ct_map_keep(self->map, said);
	g_array_append_val(self->map->boxes, box);
	g_hash_table_insert(self->boxes, (gpointer)box.id, GUINT_TO_POINTER(self->map->boxes->len));
}

/* The box of the legacy pool where the object is homed; CT_NONE when that is not known. */
static guint
home_of(Builder *self, const char *subject)
{
	guint index = lookup(self->objects, subject);
	const CtObject *object;
	const CtPool *pool;
	g_autofree char *home = NULL;

	if (index == CT_NONE)
		return CT_NONE;
	object = &g_array_index(self->estate->objects, CtObject, index);
	if (object->pool.index == CT_NONE)
		return CT_NONE;
	pool = ct_estate_pool(self->estate, object->pool);
	home = ct_subject(pool->kind, pool->key);
	return lookup(self->boxes, home);
}

static void
count_object(Builder *self, const CtFate *row, CtObjectKind kind)
{
	CtFateKind fate = ct_fate_from_string(row->fate);
	guint target = fate == CT_FATE_RETIRED ? CT_NONE : target_of(self, row->to);
	guint box = home_of(self, row->subject);
	g_autofree char *key = NULL;
	guint index;
	Tally *tally;

	/* with its pool only if it really goes where the users go, and what ends ends together */
	if (fate == CT_FATE_RETIRED || fate == CT_FATE_STAYS)
		box = CT_NONE;
	if (box != CT_NONE && target != CT_NONE && target != ct_map_box(self->map, box)->target)
		box = CT_NONE;
	if (box != CT_NONE)
		target = ct_map_box(self->map, box)->target;
	key = g_strdup_printf("%u %u %d", box, target, (int)fate);
	index = lookup(self->groups, key);
	if (index == CT_NONE) {
		tally = g_new0(Tally, 1);
		tally->box = box;
		tally->target = target;
		tally->fate = fate;
		g_ptr_array_add(self->tallies, tally);
		g_hash_table_insert(self->groups, g_steal_pointer(&key),
				    GUINT_TO_POINTER(self->tallies->len));
	} else {
		tally = self->tallies->pdata[index];
	}
	tally->counts[kind < CT_N_OBJECT_KINDS ? kind : CT_OBJECT_SERVER]++;
}

/* What is made again for the deployment as a whole, such as policies, goes to no single pool. */
static guint
deployment_target(Builder *self)
{
	guint index = lookup(self->targets, "deployment");

	if (index != CT_NONE)
		return index;
	return register_target(self, "deployment",
			       (CtMapTarget){ .kind = CT_OBJECT_DEPLOYMENT,
					      .id = "deployment:target",
					      .name = "Settings of the target deployment",
					      .detail = "Policies, dial plans, usages, routes",
					      .site = ct_map_find_site(self->map, "site:*",
								       "All sites") });
}

/* The first group of a pool is told in its box; any other is a box of its own. */
static void
settle_tally(Builder *self, const Tally *tally, guint number)
{
	guint total = 0;
	const char *text = ct_map_take(self->map, ct_map_tell_counts(tally->counts, &total));

	if (tally->box != CT_NONE) {
		CtMapBox *box = &g_array_index(self->map->boxes, CtMapBox, tally->box);

		if (box->apps == NULL) {
			box->apps = text;
			box->n_apps = total;
			box->apps_fate = tally->fate;
			return;
		}
	}
	CtMapBox group = {
		.kind = CT_N_OBJECT_KINDS,
		.id = ct_map_take(self->map, g_strdup_printf("apps:%u", number)),
		.name = text,
		.detail = "Applications and settings",
		.n_apps = total,
		.fate = tally->fate,
		.target = tally->target,
	};
	if (strchr(text, ',') != NULL) {
		group.name = "Applications and settings";
		group.detail = ct_map_take(self->map, ct_text_counted(total, "object", "objects"));
		group.apps = text;
	}
	if (tally->fate == CT_FATE_UNMATCHED)
		group.detail = "no target known";
	if (group.target == CT_NONE && group.fate <= CT_FATE_REBUILT)
		group.target = deployment_target(self);
	g_array_append_val(self->map->boxes, group);
}

/* Pools first, then by kind and name: what matters most stands on top. */
static gint
compare_sources(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtMap *map = data;
	const CtMapBox *x = ct_map_box(map, *(const guint *)a);
	const CtMapBox *y = ct_map_box(map, *(const guint *)b);

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->name, y->name) != 0 ? strcmp(x->name, y->name) : strcmp(x->id, y->id);
}

static void
index_objects(Builder *self)
{
	for (guint i = 0; i < self->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, i);

		g_hash_table_insert(self->objects, ct_subject(object->kind, object->key),
				    GUINT_TO_POINTER(i + 1));
	}
}

/* A server that nothing travels to is named in a line of its site, unless users live there. */
static void
fold_idle_targets(CtMap *map)
{
	for (guint i = 0; i < map->sites->len; i++) {
		const CtMapSite *site = ct_map_site(map, i);

		for (guint j = site->targets->len; j > 0; j--) {
			const CtMapTarget *target = ct_map_target(map, g_array_index(site->targets,
										     guint, j - 1));

			if (target->sources->len > 0 || target->kind == CT_OBJECT_POOL)
				continue;
			g_ptr_array_insert(site->also, 0, (gpointer)target->name);
			g_array_remove_index(site->targets, j - 1);
		}
	}
}

/* How many users of @legacy go to each target; of plan.json alone nothing is known. */
static void
count_members(Builder *self, const char *legacy, guint *arrived, guint n_targets)
{
	const GArray *waves = ct_plan_whole(self->plan)->waves;

	for (guint i = 0; i < waves->len; i++) {
		const GArray *members = g_array_index(waves, CtPlanWave, i).members;

		for (guint k = 0; k < members->len; k++) {
			const CtWaveMember *member = &g_array_index(members, CtWaveMember, k);
			guint target = CT_NONE;

			if (g_ascii_strcasecmp(member->source, legacy) == 0)
				target = target_of(self, member->target);
			if (target < n_targets)
				arrived[target]++;
		}
	}
}

/* Users arrive where the arrow of their pool ends; of one that is spread, the others say so there. */
static void
count_arrivals(Builder *self, guint index)
{
	CtMapBox *box = &g_array_index(self->map->boxes, CtMapBox, index);
	g_autoptr(GPtrArray) further = ct_targets_further(self->plan, box->id);
	guint n_targets = self->map->targets->len;
	g_autofree guint *arrived = g_new0(guint, n_targets + 1);
	guint direct = box->users;

	if (further->len > 0)
		count_members(self, box->name, arrived, n_targets);
	for (guint i = 0; i < n_targets; i++) {
		CtMapTarget *target = &g_array_index(self->map->targets, CtMapTarget, i);
		g_autofree char *users = ct_text_counted(arrived[i], "user", "users");

		if (i == box->target || arrived[i] == 0 || arrived[i] > direct)
			continue;
		target->users += arrived[i];
		direct -= arrived[i];
		g_ptr_array_add(target->extras,
				(gpointer)ct_map_take(self->map,
						      g_strdup_printf("with %s of %s", users,
								      box->name)));
	}
	box->direct = direct;
	g_array_index(self->map->targets, CtMapTarget, box->target).users += direct;
}

static void
read_ledger(Builder *self)
{
	const GArray *rows = self->plan->fates;

	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < rows->len; i++) {
			const CtFate *fate = &g_array_index(rows, CtFate, i);
			CtObjectKind kind = ct_map_subject_kind(fate->subject);

			if (stands_alone(kind) && pass == 0)
				add_box(self, i + 1, fate, kind);
			else if (!stands_alone(kind) && pass == 1)
				count_object(self, fate, kind);
		}
	}
	for (guint i = 0; i < self->tallies->len; i++)
		settle_tally(self, self->tallies->pdata[i], i + 1);
	for (guint i = 0; i < self->map->boxes->len; i++) {
		const CtMapBox *box = ct_map_box(self->map, i);

		place_box(self, i);
		if (box->target != CT_NONE)
			count_arrivals(self, i);
	}
	for (guint i = 0; i < self->map->targets->len; i++)
		g_array_sort_with_data(ct_map_target(self->map, i)->sources, compare_sources,
				       self->map);
	g_array_sort_with_data(self->map->rest, compare_sources, self->map);
	fold_idle_targets(self->map);
}

CtMap *
ct_map_new(const CtPlan *plan, const CtEstate *estate)
{
	Builder self = { ct_map_empty(), plan, estate, NULL, NULL, NULL, NULL, NULL };

	self.targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self.boxes = g_hash_table_new(g_str_hash, g_str_equal);
	self.objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self.groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self.tallies = g_ptr_array_new_with_free_func(g_free);
	if (estate != NULL) {
		index_objects(&self);
		add_estate_targets(&self);
		add_estate_extras(&self);
	}
	read_ledger(&self);
	g_hash_table_unref(self.targets);
	g_hash_table_unref(self.boxes);
	g_hash_table_unref(self.objects);
	g_hash_table_unref(self.groups);
	g_ptr_array_unref(self.tallies);
	return self.map;
}
