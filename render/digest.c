/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan of a million users has hundreds or thousands of waves, and a book with a page for each of
 * them is read by nobody.  The digest is a plan like any other, so that every view draws it without
 * knowing; what was put together has an id made of the first and the last one ("s407-s415"), and all
 * references are led there.
 *
 * Steps are put together only when they stand directly behind each other, each between its own
 * checkpoint and the next: then a reader who goes back from any of them finds one rule for all.
 */
#include "render/digest.h"

#include <string.h>

#include "render/texts.h"

/* As many waves are drawn one by one. */
#define MANY_WAVES  60
#define WAY_OF_ONE  "For the wave that has just moved: "
#define LOSS_OF_ONE "For each wave that goes back; the number is that of the largest: "
/* When as many rows are left by pool, they are put together by site. */
#define MANY_RUNS 150

typedef enum {
	BY_POOL,
	BY_SITE,
} Level;

/* Steps @first to @last, each a wave; a run of one is the step itself. */
typedef struct {
	guint first;
	guint last;
	const char *step; /* their ids in the digest */
	const char *wave;
	const char *checkpoint;
} Run;

typedef struct {
	const CtPlan *whole;
	CtPlan *plan;
	GHashTable *step_index; /* id -> index + 1 */
	GHashTable *wave_index;
	guint *checkpoint;  /* by step: the checkpoint directly before it, CT_NONE */
	GArray *runs;	    /* of Run, longer than one, ascending */
	GHashTable *new_id; /* id of a step or wave that was put together -> id in the digest */
	GHashTable *run_of; /* id of a wave that was put together -> index into runs + 1 */
} Digest;

static const CtPlanWave *
wave_of(const Digest *self, guint step)
{
	const char *id = ct_plan_step(self->whole, step)->wave;
	guint row = id != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(self->wave_index, id)) : 0;

	return row > 0 ? &g_array_index(self->whole->waves, CtPlanWave, row - 1) : NULL;
}

static const CtCheckpoint *
checkpoint_at(const Digest *self, guint index)
{
	return &g_array_index(self->whole->checkpoints, CtCheckpoint, index);
}

/* FALSE when checkpoints do not stand in the order of the steps, as in a plan changed by hand. */
static gboolean
index_plan(Digest *self)
{
	const CtPlan *whole = self->whole;
	guint last = 0;

	for (guint i = 0; i < whole->steps->len; i++) {
		g_hash_table_insert(self->step_index, (gpointer)ct_plan_step(whole, i)->id,
				    GUINT_TO_POINTER(i + 1));
		self->checkpoint[i] = CT_NONE;
	}
	for (guint i = 0; i < whole->waves->len; i++)
		g_hash_table_insert(self->wave_index,
				    (gpointer)g_array_index(whole->waves, CtPlanWave, i).id,
				    GUINT_TO_POINTER(i + 1));
	self->checkpoint[whole->steps->len] = CT_NONE;
	for (guint i = 0; i < whole->checkpoints->len; i++) {
		const char *after = checkpoint_at(self, i)->after_step;
		guint begin = after != NULL ? GPOINTER_TO_UINT(
						      g_hash_table_lookup(self->step_index, after))
					    : 0;

		if (begin < last)
			return FALSE;
		self->checkpoint[begin] = i;
		last = begin;
	}
	return TRUE;
}

/* A production wave whose step is all that happens between its checkpoint and the next. */
static gboolean
is_plain_wave(const Digest *self, guint step)
{
	const CtPlanWave *wave = wave_of(self, step);
	guint checkpoint = self->checkpoint[step];
	guint next = self->checkpoint[step + 1];

	if (wave == NULL || strcmp(wave->kind, "production") != 0 || checkpoint == CT_NONE ||
	    strcmp(checkpoint_at(self, checkpoint)->kind, "wave") != 0 ||
	    ct_plan_step(self->whole, step)->note != NULL)
		return FALSE;
	return next == checkpoint + 1 || (step + 1 == self->whole->steps->len && next == CT_NONE);
}

/* @common: legacy pools that all waves of the run leave */
static gboolean
goes_on(const Digest *self, const Run *run, guint step, Level level, GPtrArray *common)
{
	const CtPlanStep *first = ct_plan_step(self->whole, run->first);
	const CtPlanStep *next = ct_plan_step(self->whole, step);

	if (strcmp(first->rule, next->rule) != 0 || first->reversible != next->reversible)
		return FALSE;
	if (level == BY_SITE)
		return g_strcmp0(first->site, next->site) == 0;
	return ct_texts_narrow(common, wave_of(self, step)->from);
}

/* Returns how many waves the digest would have. */
static guint
find_runs(Digest *self, Level level)
{
	g_autoptr(GPtrArray) common = g_ptr_array_new();
	Run run = { CT_NONE, CT_NONE, NULL, NULL, NULL };
	guint saved = 0;

	g_array_set_size(self->runs, 0);
	for (guint i = 0; i <= self->whole->steps->len; i++) {
		gboolean plain = i < self->whole->steps->len && is_plain_wave(self, i);

		if (plain && run.first != CT_NONE && goes_on(self, &run, i, level, common)) {
			run.last = i;
			continue;
		}
		if (run.first != CT_NONE && run.last > run.first) {
			g_array_append_val(self->runs, run);
			saved += run.last - run.first;
		}
		run.first = run.last = plain ? i : CT_NONE;
		g_ptr_array_set_size(common, 0);
		if (plain)
			g_ptr_array_extend(common, wave_of(self, i)->from, NULL, NULL);
	}
	return self->whole->waves->len - saved;
}

/* "wave-06" and "wave-13" are "wave-06-13", "s9" and "s12" are "s9-s12". */
static const char *
join_ids(Digest *self, const char *first, const char *last)
{
	const char *tail = g_str_has_prefix(last, "wave-") ? last + strlen("wave-") : last;

	return ct_plan_printf(self->plan, "%s-%s", first, tail);
}

static void
name_runs(Digest *self)
{
	for (guint i = 0; i < self->runs->len; i++) {
		Run *run = &g_array_index(self->runs, Run, i);
		const CtPlanStep *first = ct_plan_step(self->whole, run->first);
		const CtPlanStep *last = ct_plan_step(self->whole, run->last);
		guint from = self->checkpoint[run->first];
		guint to = self->checkpoint[run->last];

		run->step = join_ids(self, first->id, last->id);
		run->wave = join_ids(self, first->wave, last->wave);
		run->checkpoint = join_ids(self, checkpoint_at(self, from)->id,
					   checkpoint_at(self, to)->id);
		for (guint k = run->first; k <= run->last; k++) {
			const CtPlanStep *step = ct_plan_step(self->whole, k);

			g_hash_table_insert(self->new_id, (gpointer)step->id, (gpointer)run->step);
			g_hash_table_insert(self->new_id, (gpointer)step->wave,
					    (gpointer)run->wave);
			g_hash_table_insert(self->run_of, (gpointer)step->wave,
					    GUINT_TO_POINTER(i + 1));
		}
	}
}

static const char *
new_id(const Digest *self, const char *id)
{
	const char *found = id != NULL ? g_hash_table_lookup(self->new_id, id) : NULL;

	return found != NULL ? found : id;
}

/* ---- Waves ---- */

static const char *
tell_run(const Digest *self, const Run *run, guint users)
{
	const CtPlanStep *first = ct_plan_step(self->whole, run->first);

	return ct_plan_printf(self->plan, "%u production users in %u waves (%s to %s)", users,
			      run->last - run->first + 1, first->wave,
			      ct_plan_step(self->whole, run->last)->wave);
}

static guint
users_of(const Digest *self, const Run *run)
{
	guint users = 0;

	for (guint i = run->first; i <= run->last; i++)
		users += wave_of(self, i)->users;
	return users;
}

static void
add_run_wave(Digest *self, const Run *run)
{
	const CtPlanWave *first = wave_of(self, run->first);
	CtPlanWave *wave = ct_plan_add_wave(self->plan);

	wave->id = run->wave;
	wave->kind = first->kind;
	wave->file = first->file;
	wave->last_file = wave_of(self, run->last)->file;
	wave->sha256 = "";
	wave->n_waves = run->last - run->first + 1;
	wave->users = users_of(self, run);
	for (guint i = run->first; i <= run->last; i++) {
		ct_texts_add(wave->from, wave_of(self, i)->from);
		ct_texts_add(wave->to, wave_of(self, i)->to);
	}
	g_ptr_array_sort(wave->from, ct_texts_compare);
	g_ptr_array_sort(wave->to, ct_texts_compare);
}

static void
add_waves(Digest *self)
{
	g_autofree gboolean *done = g_new0(gboolean, self->runs->len + 1);

	for (guint i = 0; i < self->whole->waves->len; i++) {
		CtPlanWave wave = g_array_index(self->whole->waves, CtPlanWave, i);
		guint run = GPOINTER_TO_UINT(g_hash_table_lookup(self->run_of, wave.id));

		if (run > 0) {
			if (!done[run])
				add_run_wave(self, &g_array_index(self->runs, Run, run - 1));
			done[run] = TRUE;
			continue;
		}
		g_ptr_array_ref(wave.from);
		g_ptr_array_ref(wave.to);
		g_array_ref(wave.members);
		g_array_append_val(self->plan->waves, wave);
	}
}

/* ---- Steps ---- */

/* What @step waits for, in the words of the digest; @seen keeps it from being said twice. */
static void
add_after(const Digest *self, const CtPlanStep *step, const char *own, GArray *after,
	  GHashTable *seen)
{
	for (guint i = 0; i < step->after->len; i++) {
		CtAfter row = g_array_index(step->after, CtAfter, i);

		row.step = new_id(self, row.step);
		if (strcmp(row.step, own) != 0 &&
		    g_hash_table_add(seen, g_strjoin("\n", row.step, row.constraint, NULL)))
			g_array_append_val(after, row);
	}
}

static GPtrArray *
new_ids(const Digest *self, const GPtrArray *ids)
{
	GPtrArray *array = g_ptr_array_new();

	for (guint i = 0; i < ids->len; i++) {
		const char *id = new_id(self, g_ptr_array_index((GPtrArray *)ids, i));

		if (!ct_texts_has(array, id))
			g_ptr_array_add(array, (gpointer)id);
	}
	return array;
}

/* Of the dates of a run, those of the step with the least room. */
static void
add_dates(Digest *self, const CtPlanStep *part, CtPlanStep *step)
{
	step->critical = step->critical || part->critical;
	step->slack_minutes = MIN(step->slack_minutes, part->slack_minutes);
	if (part->delay_minutes >= step->delay_minutes)
		return;
	step->delay_minutes = part->delay_minutes;
	step->breaks = new_id(self, part->breaks);
}

static void
add_run_step(Digest *self, const Run *run)
{
	const CtPlanStep *first = ct_plan_step(self->whole, run->first);
	const CtPlanStep *last = ct_plan_step(self->whole, run->last);
	const CtStepRow *row = ct_step_row_find(first->rule);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GString) title = g_string_new(row != NULL ? row->title : "Move {}");
	CtPlanStep *step = ct_plan_add_step(self->plan);

	g_string_replace(title, "{}", tell_run(self, run, users_of(self, run)), 1);
	step->id = run->step;
	step->rule = first->rule;
	step->title = ct_plan_text(self->plan, title->str);
	step->tool = first->tool;
	g_ptr_array_add(step->subjects, (gpointer)ct_plan_printf(self->plan, "wave:%s", run->wave));
	step->site = first->site;
	step->wave = run->wave;
	step->reversible = first->reversible;
	step->rollback = first->rollback;
	step->minutes = (guint)(last->start_minute - first->start_minute) + last->minutes;
	step->settle_minutes = last->settle_minutes;
	step->start_minute = first->start_minute;
	step->start = first->start;
	step->end = last->end;
	step->window = g_strcmp0(first->window, last->window) == 0 ? first->window : NULL;
	step->slack_minutes = G_MAXUINT;
	g_array_append_vals(step->evidence, first->evidence->data, first->evidence->len);
	for (guint i = run->first; i <= run->last; i++) {
		const CtPlanStep *part = ct_plan_step(self->whole, i);

		ct_texts_add(step->pools, part->pools);
		ct_texts_add(step->tests, part->tests);
		add_after(self, part, run->step, step->after, seen);
		add_dates(self, part, step);
	}
	g_ptr_array_sort(step->pools, ct_texts_compare);
}

static void
add_step(Digest *self, guint index)
{
	CtPlanStep step = *ct_plan_step(self->whole, index);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GArray *after = g_array_new(FALSE, TRUE, sizeof(CtAfter));

	add_after(self, &step, step.id, after, seen);
	step.after = after;
	step.breaks = new_id(self, step.breaks);
	step.stops = new_ids(self, step.stops);
	g_ptr_array_ref(step.subjects);
	g_ptr_array_ref(step.pools);
	g_ptr_array_ref(step.tests);
	g_array_ref(step.evidence);
	g_array_append_val(self->plan->steps, step);
}

static void
add_steps(Digest *self)
{
	guint next = 0;

	for (guint i = 0; i < self->whole->steps->len; i++) {
		const Run *run = next < self->runs->len ? &g_array_index(self->runs, Run, next)
							: NULL;

		if (run == NULL || i < run->first) {
			add_step(self, i);
			continue;
		}
		add_run_step(self, run);
		i = run->last;
		next++;
	}
}

/* ---- Checkpoints ---- */

/* One way back for all: it undoes the wave that has just moved, so the longest of them is told. */
static void
add_run_checkpoint(Digest *self, const Run *run)
{
	const CtCheckpoint *first = checkpoint_at(self, self->checkpoint[run->first]);
	CtCheckpoint *point = ct_plan_add_checkpoint(self->plan);

	point->id = run->checkpoint;
	point->kind = first->kind;
	point->title = ct_plan_printf(self->plan, "Before each of the %u waves %s to %s",
				      run->last - run->first + 1, wave_of(self, run->first)->id,
				      wave_of(self, run->last)->id);
	point->after_step = new_id(self, first->after_step);
	for (guint i = 0; i < first->rollback->len; i++) {
		CtRollbackStep row = g_array_index(first->rollback, CtRollbackStep, i);

		row.step = run->step;
		row.text = ct_plan_printf(self->plan, WAY_OF_ONE "%s", row.text);
		g_array_append_val(point->rollback, row);
	}
	for (guint i = 0; i < first->losses->len; i++) {
		CtLoss row = g_array_index(first->losses, CtLoss, i);

		row.step = run->step;
		row.text = ct_plan_printf(self->plan, LOSS_OF_ONE "%s", row.text);
		g_array_append_val(point->losses, row);
	}
	for (guint i = run->first; i <= run->last; i++) {
		const CtCheckpoint *part = checkpoint_at(self, self->checkpoint[i]);

		point->minutes = MAX(point->minutes, part->minutes);
		ct_texts_add(point->save, part->save);
		ct_texts_add(point->tests, part->tests);
		for (guint k = 0; k < MIN(point->rollback->len, part->rollback->len); k++) {
			CtRollbackStep *row = &g_array_index(point->rollback, CtRollbackStep, k);

			row->minutes =
				MAX(row->minutes,
				    g_array_index(part->rollback, CtRollbackStep, k).minutes);
		}
		for (guint k = 0; k < MIN(point->losses->len, part->losses->len); k++) {
			CtLoss *row = &g_array_index(point->losses, CtLoss, k);

			row->count = MAX(row->count, g_array_index(part->losses, CtLoss, k).count);
		}
	}
}

static void
add_checkpoint(Digest *self, const CtCheckpoint *old)
{
	CtCheckpoint point = *old;

	point.after_step = new_id(self, old->after_step);
	point.rollback = g_array_new(FALSE, TRUE, sizeof(CtRollbackStep));
	point.losses = g_array_new(FALSE, TRUE, sizeof(CtLoss));
	g_array_append_vals(point.rollback, old->rollback->data, old->rollback->len);
	g_array_append_vals(point.losses, old->losses->data, old->losses->len);
	for (guint i = 0; i < point.rollback->len; i++) {
		CtRollbackStep *row = &g_array_index(point.rollback, CtRollbackStep, i);

		row->step = new_id(self, row->step);
	}
	for (guint i = 0; i < point.losses->len; i++) {
		CtLoss *row = &g_array_index(point.losses, CtLoss, i);

		row->step = new_id(self, row->step);
	}
	g_ptr_array_ref(point.save);
	g_ptr_array_ref(point.tests);
	g_array_append_val(self->plan->checkpoints, point);
}

static void
add_checkpoints(Digest *self)
{
	guint next = 0;

	for (guint i = 0; i < self->whole->checkpoints->len; i++) {
		const Run *run = next < self->runs->len ? &g_array_index(self->runs, Run, next)
							: NULL;

		if (run == NULL || i < self->checkpoint[run->first]) {
			add_checkpoint(self, checkpoint_at(self, i));
			continue;
		}
		add_run_checkpoint(self, run);
		i = self->checkpoint[run->last];
		next++;
	}
}

/* What has nothing to do with waves is shared with the whole plan. */
static void
share(GArray **mine, GArray *whole)
{
	g_array_unref(*mine);
	*mine = g_array_ref(whole);
}

static CtPlan *
write_digest(Digest *self)
{
	CtPlan *plan = self->plan;
	const CtPlan *whole = self->whole;

	plan->whole = whole;
	plan->tool = whole->tool;
	plan->cost = whole->cost;
	plan->lower_bound = whole->lower_bound;
	plan->makespan = whole->makespan;
	plan->critical_path = whole->critical_path;
	plan->starts = whole->starts;
	plan->ends = whole->ends;
	plan->time_zone = whole->time_zone;
	g_ptr_array_unref(plan->fragile);
	plan->fragile = new_ids(self, whole->fragile);
	plan->errors = whole->errors;
	plan->warnings = whole->warnings;
	plan->infos = whole->infos;
	plan->violations = whole->violations;
	plan->point_of_no_return = new_id(self, whole->point_of_no_return);
	share(&plan->inputs, whole->inputs);
	share(&plan->intent, whole->intent);
	share(&plan->pairs, whole->pairs);
	share(&plan->fates, whole->fates);
	share(&plan->assumptions, whole->assumptions);
	ct_plan_couplings_free(plan->couplings);
	plan->couplings = ct_plan_couplings_share(whole->couplings);
	name_runs(self);
	add_waves(self);
	add_steps(self);
	add_checkpoints(self);
	return g_steal_pointer(&self->plan);
}

static void
digest_clear(Digest *self)
{
	ct_plan_free(self->plan);
	g_hash_table_unref(self->step_index);
	g_hash_table_unref(self->wave_index);
	g_hash_table_unref(self->new_id);
	g_hash_table_unref(self->run_of);
	g_array_unref(self->runs);
	g_free(self->checkpoint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Digest, digest_clear)

static CtPlan *
sum_up(const CtPlan *plan)
{
	g_auto(Digest) self = { .whole = plan };

	self.plan = ct_plan_new();
	self.step_index = g_hash_table_new(g_str_hash, g_str_equal);
	self.wave_index = g_hash_table_new(g_str_hash, g_str_equal);
	self.new_id = g_hash_table_new(g_str_hash, g_str_equal);
	self.run_of = g_hash_table_new(g_str_hash, g_str_equal);
	self.runs = g_array_new(FALSE, FALSE, sizeof(Run));
	self.checkpoint = g_new(guint, plan->steps->len + 1);
	if (!index_plan(&self))
		return NULL;
	if (find_runs(&self, BY_POOL) > MANY_RUNS)
		find_runs(&self, BY_SITE);
	return self.runs->len > 0 ? write_digest(&self) : NULL;
}

CtPlan *
ct_digest_new(const CtPlan *plan)
{
	return plan->waves->len > MANY_WAVES ? sum_up(plan) : NULL;
}

const char *
ct_digest_said(const char *text)
{
	if (g_str_has_prefix(text, WAY_OF_ONE))
		return text + strlen(WAY_OF_ONE);
	return g_str_has_prefix(text, LOSS_OF_ONE) ? text + strlen(LOSS_OF_ONE) : text;
}

char *
ct_digest_remark(const CtPlan *plan)
{
	guint rows = 0;
	guint waves = 0;

	if (plan->whole == NULL)
		return g_strdup("");
	for (guint i = 0; i < plan->waves->len; i++) {
		guint n_waves = g_array_index(plan->waves, CtPlanWave, i).n_waves;

		rows += n_waves > 0;
		waves += n_waves;
	}
	return g_strdup_printf("Of the %u waves %u share %u rows here, with their steps and "
			       "checkpoints: waves that follow each other out of one legacy pool, "
			       "or one site. None is left out: each has its entry in plan.json and "
			       "its list of users in the folder waves.",
			       plan->whole->waves->len, waves, rows);
}

const char *
ct_digest_last_id(const char *id)
{
	const char *hyphen = strrchr(id, '-');

	return hyphen != NULL ? hyphen + 1 : id;
}
