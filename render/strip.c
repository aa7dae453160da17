/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip as data.
 *
 * States are those of the checker (planner/state.h), so that what is drawn is what was proved; users
 * are counted here by pool, which spares looking every one of them up.
 */
#include "render/strip.h"

#include <string.h>

#include "planner/state.h"
#include "render/siting.h"

/* Which servers and objects get a row, and what the flags of the state say of them. */
static const struct {
	CtFlag member; /* the class that belongs to the row */
	gboolean legacy;
	CtFlag ready; /* CT_N_FLAGS: it is there from the beginning */
	CtFlag gone;  /* CT_N_FLAGS: it is never retired */
} classes[] = {
	{ CT_FLAG_POOL_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_POOL_RETIRED },
	{ CT_FLAG_DIRECTOR_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_DIRECTOR_RETIRED },
	{ CT_FLAG_EDGE_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_EDGE_RETIRED },
	{ CT_FLAG_MEDIATION_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_MEDIATION_RETIRED },
	{ CT_FLAG_XMPP_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_XMPP_RETIRED },
	{ CT_FLAG_CHAT_MOVED, TRUE, CT_N_FLAGS, CT_FLAG_CHAT_MOVED },
	{ CT_FLAG_RECORDER_RETIRED, TRUE, CT_N_FLAGS, CT_FLAG_RECORDER_RETIRED },
	{ CT_FLAG_DEFINED, FALSE, CT_FLAG_INSTALLED, CT_N_FLAGS },
	{ CT_FLAG_EDGE_DEFINED, FALSE, CT_FLAG_EDGE_INSTALLED, CT_N_FLAGS },
	{ CT_FLAG_IN_SERVICE, FALSE, CT_FLAG_IN_SERVICE, CT_N_FLAGS },
	{ CT_FLAG_CHAT_READY, FALSE, CT_FLAG_CHAT_READY, CT_N_FLAGS },
};

/* What a row is made from. */
typedef struct {
	guint class;
	guint32 index; /* of the pool or object */
} Source;

typedef struct {
	CtStrip *strip;
	const CtPlan *plan;  /* whose checkpoints are columns */
	const CtPlan *whole; /* whose steps are replayed */
	const CtEstate *estate;
	CtSubjects *subjects;
	CtState *state;
	GHashTable *waves;   /* id -> index + 1, of the whole plan */
	guint *users;	     /* of each pool, now */
	guint *objects;	     /* of each legacy pool, at the start */
	gboolean *had_users; /* of each pool */
	GArray *sources;     /* of Source, as the rows */
} Builder;

const char *
ct_strip_keep(CtStrip *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

static const CtPool *
pool_at(const Builder *self, guint32 index)
{
	return &g_array_index(self->estate->pools, CtPool, index);
}

/* ---- Rows ---- */

static void
add_row(Builder *self, guint class, guint32 index)
{
	CtCarrier carrier = ct_flag_row(classes[class].member)->carrier;
	g_autofree char *id = ct_subjects_name(self->estate, carrier, index);
	CtStripRow row = { .legacy = classes[class].legacy, .count = 1 };
	const Source source = { class, index };

	row.id = ct_strip_keep(self->strip, id);
	if (carrier == CT_CARRIER_SERVER) {
		row.name = ct_strip_keep(self->strip, pool_at(self, index)->fqdn);
		row.kind = pool_at(self, index)->kind;
		row.site = ct_strip_keep(self->strip, ct_siting_of(self->plan, self->estate,
								   pool_at(self, index)));
	} else {
		const CtObject *object = &g_array_index(self->estate->objects, CtObject, index);

		row.name = ct_strip_keep(self->strip, object->name);
		row.kind = object->kind;
		row.site = object->pool.index != CT_NONE
				   ? ct_strip_keep(self->strip,
						   ct_siting_of(self->plan, self->estate,
								pool_at(self, object->pool.index)))
				   : NULL;
	}
	row.cells = g_new0(CtStripCell, self->plan->checkpoints->len + 1);
	g_array_append_val(self->strip->rows, row);
	g_array_append_val(self->sources, source);
}

/* A server may belong to two classes, as a pool with a Mediation server does; it gets one row. */
static void
add_rows(Builder *self)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint c = 0; c < G_N_ELEMENTS(classes); c++) {
		CtCarrier carrier = ct_flag_row(classes[c].member)->carrier;

		for (guint i = 0; i < ct_state_rows(self->state, carrier); i++) {
			g_autofree char *id = ct_subjects_name(self->estate, carrier, i);

			if (ct_state_applies(self->state, classes[c].member, i) &&
			    g_hash_table_add(seen, (gpointer)ct_strip_keep(self->strip, id)))
				add_row(self, c, i);
		}
	}
}

/* ---- Replaying ---- */

static void
move_users(Builder *self, const char *from, const char *to, guint count)
{
	guint32 source = ct_estate_find_pool(self->estate, from).index;
	guint32 target = ct_estate_find_pool(self->estate, to).index;

	if (source != CT_NONE)
		self->users[source] -= MIN(count, self->users[source]);
	if (target != CT_NONE) {
		self->users[target] += count;
		self->had_users[target] = TRUE;
	}
}

/* Members are mostly sorted by pool: neighbours with the same pools are moved together. */
static void
move_wave(Builder *self, const CtPlanWave *wave)
{
	const CtWaveMember *last = NULL;
	guint count = 0;

	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);

		if (last != NULL && (g_strcmp0(last->source, member->source) != 0 ||
				     g_strcmp0(last->target, member->target) != 0)) {
			move_users(self, last->source, last->target, count);
			count = 0;
		}
		last = member;
		count++;
	}
	if (last != NULL)
		move_users(self, last->source, last->target, count);
	else if (wave->from->len > 0 && wave->to->len > 0)
		move_users(self, wave->from->pdata[0], wave->to->pdata[0], wave->users);
}

static void
apply_step(Builder *self, const CtPlanStep *step)
{
	const CtTransition *transition;
	CtSubjectRef ref;
	CtCarrier carrier;
	guint32 index = CT_NONE;

	if (step->wave != NULL) {
		guint wave = GPOINTER_TO_UINT(g_hash_table_lookup(self->waves, step->wave));

		if (wave > 0)
			move_wave(self, &g_array_index(self->whole->waves, CtPlanWave, wave - 1));
		return;
	}
	if (step->rule == NULL || step->subjects->len == 0)
		return;
	ref = ct_subjects_find(self->subjects, g_ptr_array_index(step->subjects, 0));
	transition = ct_transition_find(step->rule, ref.kind);
	if (transition == NULL || ct_transition_flag(transition) == CT_N_FLAGS)
		return;
	carrier = ct_flag_row(ct_transition_flag(transition))->carrier;
	if (carrier == CT_CARRIER_WHOLE)
		index = 0;
	else if (carrier == ref.carrier)
		index = ref.index;
	else if (ref.carrier == CT_CARRIER_OBJECT && ref.index != CT_NONE)
		index = g_array_index(self->estate->objects, CtObject, ref.index).pool.index;
	if (index != CT_NONE)
		ct_transition_apply(transition, self->state, index, NULL);
}

/* Flags that no step of the version pair sets are true from the beginning. */
static gboolean
has(const Builder *self, CtFlag flag, guint32 index)
{
	return !ct_state_applies(self->state, flag, index) ||
	       ct_transition_of(self->state, flag) == NULL ||
	       ct_state_has(self->state, flag, index);
}

/* Applications that have left the legacy pools that @pool replaces. */
static guint
arrived_apps(const Builder *self, guint32 pool)
{
	guint count = 0;

	for (guint32 i = 0; i < self->estate->pools->len; i++)
		if (self->state->target_of[i] == pool &&
		    self->objects[i] > self->state->pool_objects[i])
			count += self->objects[i] - self->state->pool_objects[i];
	return count;
}

static gboolean
federates(const Builder *self, const Source *source, gboolean legacy)
{
	if (ct_flag_row(classes[source->class].member)->carrier != CT_CARRIER_SERVER ||
	    pool_at(self, source->index)->kind != CT_OBJECT_EDGE)
		return FALSE;
	if (!legacy)
		return ct_state_applies(self->state, CT_FLAG_FEDERATED, source->index) &&
		       ct_state_has(self->state, CT_FLAG_FEDERATED, source->index);
	return ct_state_applies(self->state, CT_FLAG_UNFEDERATED, source->index) &&
	       !ct_state_has(self->state, CT_FLAG_UNFEDERATED, source->index) &&
	       !ct_state_has(self->state, CT_FLAG_EDGE_RETIRED, source->index);
}

static CtStand
legacy_stand(const Builder *self, const Source *source, const CtStripCell *cell)
{
	CtFlag gone = classes[source->class].gone;
	gboolean server = ct_flag_row(gone)->carrier == CT_CARRIER_SERVER;

	if (ct_state_has(self->state, gone, source->index))
		return CT_STAND_RETIRED;
	if (server && (self->had_users[source->index] || self->objects[source->index] > 0) &&
	    cell->users == 0 && cell->apps == 0)
		return CT_STAND_DRAINED;
	return CT_STAND_SERVES;
}

static CtStand
target_stand(const Builder *self, const Source *source, const CtStripCell *cell)
{
	CtObjectKind kind = pool_at(self, source->index)->kind;

	if (!has(self, classes[source->class].ready, source->index))
		return CT_STAND_ABSENT;
	if (cell->users > 0 || cell->apps > 0 || cell->federates)
		return CT_STAND_SERVES;
	return kind == CT_OBJECT_POOL || kind == CT_OBJECT_EDGE ? CT_STAND_READY : CT_STAND_SERVES;
}

static void
fill_column(Builder *self, guint column)
{
	for (guint i = 0; i < self->sources->len; i++) {
		const Source *source = &g_array_index(self->sources, Source, i);
		CtStripRow *row = &g_array_index(self->strip->rows, CtStripRow, i);
		CtStripCell *cell = &row->cells[column];

		if (ct_flag_row(classes[source->class].member)->carrier == CT_CARRIER_SERVER) {
			cell->users = self->users[source->index];
			cell->apps = row->legacy ? self->state->pool_objects[source->index]
						 : arrived_apps(self, source->index);
		}
		cell->federates = federates(self, source, row->legacy);
		cell->stand = row->legacy ? legacy_stand(self, source, cell)
					  : target_stand(self, source, cell);
		cell->present = cell->stand != CT_STAND_ABSENT && cell->stand != CT_STAND_RETIRED;
		row->most = MAX(row->most, cell->users);
	}
}

/* The step of the whole plan behind which a checkpoint stands: an id of a digest ends in it. */
static guint
position_of(const Builder *self, const CtCheckpoint *checkpoint)
{
	const char *id = checkpoint->after_step;
	const char *hyphen = id != NULL ? strrchr(id, '-') : NULL;
	guint step = id != NULL ? ct_plan_find_step(self->whole, id) : CT_NONE;

	if (id == NULL)
		return 0;
	if (step == CT_NONE && hyphen != NULL)
		step = ct_plan_find_step(self->whole, hyphen + 1);
	return step != CT_NONE ? step + 1 : 0;
}

static void
replay(Builder *self)
{
	guint done = 0;

	for (guint c = 0; c <= self->plan->checkpoints->len; c++) {
		const CtCheckpoint *checkpoint = c < self->plan->checkpoints->len
							 ? &g_array_index(self->plan->checkpoints,
									  CtCheckpoint, c)
							 : NULL;
		CtStripColumn column = { checkpoint, checkpoint, NULL, 0, 0 };
		guint until = checkpoint != NULL ? position_of(self, checkpoint)
						 : self->whole->steps->len;

		for (; done < until; done++) {
			const CtPlanStep *step = ct_plan_step(self->whole, done);

			apply_step(self, step);
			if (c == 0)
				continue;
			g_array_index(self->strip->columns, CtStripColumn, c - 1).steps++;
			if (step->wave == NULL)
				continue;
			g_array_index(self->strip->columns, CtStripColumn, c - 1).wave =
				ct_strip_keep(self->strip, step->wave);
			g_array_index(self->strip->columns, CtStripColumn, c - 1).waves++;
		}
		g_array_append_val(self->strip->columns, column);
		fill_column(self, c);
	}
}

static void
clear_row(gpointer data)
{
	g_free(((CtStripRow *)data)->cells);
}

CtStrip *
ct_strip_empty(void)
{
	CtStrip *self = g_new0(CtStrip, 1);

	self->chunk = g_string_chunk_new(4096);
	self->rows = g_array_new(FALSE, TRUE, sizeof(CtStripRow));
	g_array_set_clear_func(self->rows, clear_row);
	self->columns = g_array_new(FALSE, TRUE, sizeof(CtStripColumn));
	return self;
}

/* Legacy first; then by site, the unknown one last, by kind and by name. */
static gint
compare_rows(gconstpointer a, gconstpointer b)
{
	const CtStripRow *x = a;
	const CtStripRow *y = b;
	int sites;

	if (x->legacy != y->legacy)
		return x->legacy ? -1 : 1;
	if ((x->site == NULL) != (y->site == NULL))
		return x->site == NULL ? 1 : -1;
	sites = g_strcmp0(x->site, y->site);
	if (sites != 0)
		return sites;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->id, y->id);
}

CtStrip *
ct_strip_new(const CtPlan *plan, const CtEstate *estate)
{
	const CtPlan *whole = ct_plan_whole(plan);
	g_autoptr(CtSubjects) subjects = ct_subjects_new(estate, whole);
	g_autoptr(CtState) state = ct_state_of_plan(whole, estate);
	g_autoptr(GHashTable) waves = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(Source));
	g_autofree guint *users = g_new0(guint, estate->pools->len + 1);
	g_autofree guint *objects = g_new0(guint, estate->pools->len + 1);
	g_autofree gboolean *had_users = g_new0(gboolean, estate->pools->len + 1);
	Builder self = { ct_strip_empty(), plan,      whole,  estate, subjects, state, waves, users,
			 objects,	   had_users, sources };

	for (guint i = 0; i < whole->waves->len; i++)
		g_hash_table_insert(waves, (gpointer)g_array_index(whole->waves, CtPlanWave, i).id,
				    GUINT_TO_POINTER(i + 1));
	for (guint i = 0; i < estate->pools->len; i++) {
		users[i] = state->pool_users[i];
		objects[i] = state->pool_objects[i];
		had_users[i] = users[i] > 0;
	}
	add_rows(&self);
	replay(&self);
	g_array_sort(self.strip->rows, compare_rows);
	return self.strip;
}

void
ct_strip_free(CtStrip *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->rows);
	g_array_unref(self->columns);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

const CtStripRow *
ct_strip_row(const CtStrip *self, guint index)
{
	return &g_array_index(self->rows, CtStripRow, index);
}

const CtStripColumn *
ct_strip_column(const CtStrip *self, guint index)
{
	return &g_array_index(self->columns, CtStripColumn, index);
}
