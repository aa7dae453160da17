/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan as a container.
 *
 * A plan outlives the estate it was made from: it is written, edited by hand, read again and drawn
 * much later.  So it holds texts and no ids of the estate, and owns all of them in one chunk, where
 * equal texts (the pool names of a million wave members) are kept once.
 */
#include "planner/plan.h"

#include <string.h>

#define CHUNK_BYTES (64 * 1024)

static void
pair_clear(gpointer data)
{
	CtPlanPair *pair = data;

	g_ptr_array_unref(pair->also);
	g_array_unref(pair->evidence);
}

static void
step_clear(gpointer data)
{
	CtPlanStep *step = data;

	g_ptr_array_unref(step->subjects);
	g_ptr_array_unref(step->pools);
	g_ptr_array_unref(step->tests);
	g_ptr_array_unref(step->stops);
	g_array_unref(step->after);
	g_array_unref(step->evidence);
}

static void
wave_clear(gpointer data)
{
	CtPlanWave *wave = data;

	g_ptr_array_unref(wave->from);
	g_ptr_array_unref(wave->to);
	g_array_unref(wave->members);
}

static void
checkpoint_clear(gpointer data)
{
	CtCheckpoint *checkpoint = data;

	g_array_unref(checkpoint->rollback);
	g_array_unref(checkpoint->losses);
	g_ptr_array_unref(checkpoint->save);
	g_ptr_array_unref(checkpoint->tests);
}

static void
fate_clear(gpointer data)
{
	CtFate *fate = data;

	g_array_unref(fate->evidence);
}

static void
combination_clear(gpointer data)
{
	CtPlanCombination *combination = data;

	g_ptr_array_unref(combination->pilot);
}

static GArray *
array_new(guint element_size, GDestroyNotify clear)
{
	GArray *array = g_array_new(FALSE, TRUE, element_size);

	if (clear != NULL)
		g_array_set_clear_func(array, clear);
	return array;
}

CtPlan *
ct_plan_new(void)
{
	CtPlan *self = g_new0(CtPlan, 1);

	self->chunk = g_string_chunk_new(CHUNK_BYTES);
	self->texts = g_ptr_array_new_with_free_func(g_free);
	self->tool = "";
	self->inputs = array_new(sizeof(CtPlanInput), NULL);
	self->intent = array_new(sizeof(CtPlanIntent), NULL);
	self->pairs = array_new(sizeof(CtPlanPair), pair_clear);
	self->steps = array_new(sizeof(CtPlanStep), step_clear);
	self->step_rows = g_hash_table_new(g_str_hash, g_str_equal);
	self->waves = array_new(sizeof(CtPlanWave), wave_clear);
	self->checkpoints = array_new(sizeof(CtCheckpoint), checkpoint_clear);
	self->fates = array_new(sizeof(CtFate), fate_clear);
	self->fragile = g_ptr_array_new();
	self->assumptions = array_new(sizeof(CtAssumption), NULL);
	self->couplings = ct_plan_couplings_new();
	self->combinations = array_new(sizeof(CtPlanCombination), combination_clear);
	self->pilot_cover = self->pilot_covered = "";
	return self;
}

void
ct_plan_free(CtPlan *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->inputs);
	g_array_unref(self->intent);
	g_array_unref(self->pairs);
	g_array_unref(self->steps);
	g_hash_table_unref(self->step_rows);
	g_array_unref(self->waves);
	g_array_unref(self->checkpoints);
	g_array_unref(self->fates);
	g_ptr_array_unref(self->fragile);
	g_array_unref(self->assumptions);
	ct_plan_couplings_free(self->couplings);
	g_array_unref(self->combinations);
	g_string_chunk_free(self->chunk);
	g_ptr_array_unref(self->texts);
	ct_strings_free(self->strings);
	g_free(self);
}

const char *
ct_plan_text(CtPlan *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

const char *
ct_plan_copy(CtPlan *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert(self->chunk, text) : NULL;
}

const char *
ct_plan_printf(CtPlan *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return ct_plan_text(self, text);
}

/* Texts that plan.json always has are never NULL, so that a reader need not ask. */
CtPlanStep *
ct_plan_add_step(CtPlan *self)
{
	CtPlanStep step = { .id = "",
			    .rule = "",
			    .title = "",
			    .tool = "",
			    .rollback = "",
			    .delay_minutes = G_MAXUINT };

	step.subjects = g_ptr_array_new();
	step.pools = g_ptr_array_new();
	step.tests = g_ptr_array_new();
	step.stops = g_ptr_array_new();
	step.after = array_new(sizeof(CtAfter), NULL);
	step.evidence = array_new(sizeof(CtEvidence), NULL);
	g_array_append_val(self->steps, step);
	return &g_array_index(self->steps, CtPlanStep, self->steps->len - 1);
}

CtPlanWave *
ct_plan_add_wave(CtPlan *self)
{
	CtPlanWave wave = { .id = "", .kind = "", .file = "", .sha256 = "" };

	wave.from = g_ptr_array_new();
	wave.to = g_ptr_array_new();
	wave.members = array_new(sizeof(CtWaveMember), NULL);
	g_array_append_val(self->waves, wave);
	return &g_array_index(self->waves, CtPlanWave, self->waves->len - 1);
}

void
ct_plan_reserve_members(CtPlanWave *wave, guint count)
{
	g_array_unref(wave->members);
	wave->members = g_array_sized_new(FALSE, FALSE, sizeof(CtWaveMember), count);
}

CtCheckpoint *
ct_plan_add_checkpoint(CtPlan *self)
{
	CtCheckpoint checkpoint = { .id = "", .kind = "", .title = "" };

	checkpoint.rollback = array_new(sizeof(CtRollbackStep), NULL);
	checkpoint.losses = array_new(sizeof(CtLoss), NULL);
	checkpoint.save = g_ptr_array_new();
	checkpoint.tests = g_ptr_array_new();
	g_array_append_val(self->checkpoints, checkpoint);
	return &g_array_index(self->checkpoints, CtCheckpoint, self->checkpoints->len - 1);
}

CtPlanPair *
ct_plan_add_pair(CtPlan *self)
{
	CtPlanPair pair = { .legacy = "", .reason = "" };

	pair.also = g_ptr_array_new();
	pair.evidence = array_new(sizeof(CtEvidence), NULL);
	g_array_append_val(self->pairs, pair);
	return &g_array_index(self->pairs, CtPlanPair, self->pairs->len - 1);
}

CtFate *
ct_plan_add_fate(CtPlan *self)
{
	CtFate fate = { .subject = "", .fate = "", .rule = "" };

	fate.evidence = array_new(sizeof(CtEvidence), NULL);
	g_array_append_val(self->fates, fate);
	return &g_array_index(self->fates, CtFate, self->fates->len - 1);
}

CtPlanCombination *
ct_plan_add_combination(CtPlan *self)
{
	CtPlanCombination combination = { .kind = "", .value = "" };

	combination.pilot = g_ptr_array_new();
	g_array_append_val(self->combinations, combination);
	return &g_array_index(self->combinations, CtPlanCombination, self->combinations->len - 1);
}

/* One line of an export often bears on a step for several reasons of equal wording. */
static gboolean
has_evidence(const GArray *evidence, const CtEvidence *wanted)
{
	for (guint i = 0; i < evidence->len; i++) {
		const CtEvidence *other = &g_array_index(evidence, CtEvidence, i);

		if (other->line == wanted->line && strcmp(other->file, wanted->file) == 0 &&
		    strcmp(other->text, wanted->text) == 0)
			return TRUE;
	}
	return FALSE;
}

void
ct_plan_add_evidence(CtPlan *self, GArray *evidence, const CtEstate *estate, CtOrigin origin,
		     const char *text)
{
	const GArray *inputs = estate->facts->inputs;
	CtEvidence entry = { 0 };

	/* what no export says is no evidence */
	if (origin.input >= inputs->len)
		return;
	entry.file = ct_plan_text(self, g_array_index(inputs, CtInput, origin.input).path);
	entry.line = origin.line;
	entry.text = ct_plan_text(self, text != NULL ? text : "");
	if (!has_evidence(evidence, &entry))
		g_array_append_val(evidence, entry);
}

void
ct_plan_assume(CtPlan *self, const char *id, const char *source, const char *value,
	       const char *text, const char *effect)
{
	CtAssumption assumption = {
		.id = ct_plan_text(self, id),
		.text = ct_plan_text(self, text),
		.value = ct_plan_text(self, value),
		.source = ct_plan_text(self, source),
		.effect = ct_plan_text(self, effect),
	};

	g_array_append_val(self->assumptions, assumption);
}

static gboolean
is_step(const CtPlan *self, guint index, const char *id)
{
	return index < self->steps->len && g_strcmp0(ct_plan_step(self, index)->id, id) == 0;
}

/* Of equal ids the first counts. */
static void
write_steps_down(const CtPlan *self)
{
	for (guint i = self->steps->len; i-- > 0;) {
		const char *id = ct_plan_step(self, i)->id;

		if (id != NULL)
			g_hash_table_replace(self->step_rows, (gpointer)id,
					     GUINT_TO_POINTER(i + 1));
	}
}

/* Drawings ask for the steps of thousands of checkpoints, several times; but steps may have been added, or put
 * in order, since they were written down, so that no answer goes out unseen. */
guint
ct_plan_find_step(const CtPlan *self, const char *id)
{
	guint found = 0;

	if (id != NULL)
		found = GPOINTER_TO_UINT(g_hash_table_lookup(self->step_rows, id));
	if (found > 0 && is_step(self, found - 1, id))
		return found - 1;
	for (guint i = 0; i < self->steps->len; i++) {
		if (!is_step(self, i, id))
			continue;
		write_steps_down(self);
		return i;
	}
	return CT_NONE;
}

const CtPlanWave *
ct_plan_find_wave(const CtPlan *self, const char *id)
{
	for (guint i = 0; i < self->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(self->waves, CtPlanWave, i);

		if (g_strcmp0(wave->id, id) == 0)
			return wave;
	}
	return NULL;
}

const CtPlanIntent *
ct_plan_find_intent(const CtPlan *self, const char *key)
{
	for (guint i = 0; i < self->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->intent, CtPlanIntent, i);

		if (g_strcmp0(intent->key, key) == 0)
			return intent;
	}
	return NULL;
}

const char *
ct_plan_site_of(const CtPlan *self, const char *fqdn)
{
	g_autofree char *key = g_strconcat("sites.", fqdn, NULL);

	for (guint i = 0; i < self->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->intent, CtPlanIntent, i);

		if (g_ascii_strcasecmp(intent->key, key) == 0)
			return intent->value;
	}
	return NULL;
}

char *
ct_plan_combination_text(const CtPlanCombination *combination)
{
	const char *with = combination->with;

	return with != NULL ? g_strdup_printf("%s with %s", combination->value, with)
			    : g_strdup(combination->value);
}

guint
ct_plan_count_members(const CtPlan *self)
{
	guint count = 0;

	for (guint i = 0; i < self->waves->len; i++)
		count += g_array_index(self->waves, CtPlanWave, i).members->len;
	return count;
}

guint
ct_plan_count_untried(const CtPlan *self)
{
	guint count = 0;

	for (guint i = 0; i < self->combinations->len; i++)
		count += g_array_index(self->combinations, CtPlanCombination, i).pilot->len == 0;
	return count;
}

char *
ct_plan_input_folder(const CtPlan *self)
{
	const char *folder = "";
	gsize length = 0;

	for (guint i = 0; i < self->inputs->len; i++) {
		const char *path = g_array_index(self->inputs, CtPlanInput, i).path;

		if (i == 0) {
			folder = path;
			length = strlen(path);
		}
		while (length > 0 &&
		       (folder[length - 1] != '/' || strncmp(folder, path, length) != 0))
			length--;
	}
	return g_strndup(folder, length > 1 ? length : 0);
}

const char *
ct_plan_input_side(const CtPlanInput *input)
{
	gboolean is_intent = strcmp(input->kind, ct_input_kind_to_string(CT_INPUT_INTENT)) == 0;

	return is_intent ? "-" : input->deployment;
}
