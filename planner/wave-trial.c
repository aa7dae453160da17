/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A problem is known by a digest of all that it holds, so that no field of an estate or an intent has to be
 * trusted not to matter.
 */
#include "planner/wave-trial.h"

#include <string.h>

#include "planner/wave-order.h"
#include "planner/wave-search.h"

typedef struct {
	guint n_waves;
	gboolean exact;
	guint32 wave_of[]; /* by unit */
} Answer;

struct CtWaveTrials {
	GHashTable *answers; /* digest -> Answer, both owned */
	guint most_long;
	guint n_long;
	gboolean gave_up;
};

CtWaveTrials *
ct_wave_trials_new(guint most_long)
{
	CtWaveTrials *self = g_new0(CtWaveTrials, 1);

	self->most_long = most_long;
	self->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return self;
}

void
ct_wave_trials_free(CtWaveTrials *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->answers);
	g_free(self);
}

guint
ct_wave_trials_count(const CtWaveTrials *self)
{
	return g_hash_table_size(self->answers);
}

gboolean
ct_wave_trials_gave_up(CtWaveTrials *self)
{
	const gboolean gave_up = self->gave_up;

	self->gave_up = FALSE;
	return gave_up;
}

static void
add_numbers(GChecksum *sum, const guint32 *numbers, gsize n)
{
	if (n > 0)
		g_checksum_update(sum, (const guchar *)numbers, (gssize)(n * sizeof *numbers));
}

/* Newly allocated. */
static char *
digest_of(const CtWaveProblem *problem)
{
	const guint32 n = problem->n;
	const guint32 limits[] = { n, problem->n_groups, problem->most, problem->least,
				   problem->n_waves };
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	add_numbers(sum, limits, G_N_ELEMENTS(limits));
	add_numbers(sum, problem->size, n);
	add_numbers(sum, problem->key, n);
	add_numbers(sum, problem->pull, n);
	add_numbers(sum, problem->first, (gsize)n + 1);
	add_numbers(sum, problem->to, problem->first[n]);
	add_numbers(sum, problem->weight, problem->first[n]);
	add_numbers(sum, problem->group_first, (gsize)n + 1);
	for (guint32 i = 0; i < problem->group_first[n]; i++) {
		add_numbers(sum, &problem->memberships[i].group, 1);
		add_numbers(sum, &problem->memberships[i].users, 1);
	}
	add_numbers(sum, problem->group_weight, problem->n_groups);
	add_numbers(sum, problem->group_most, problem->n_groups);
	return g_strdup(g_checksum_get_string(sum));
}

/* The order of the estate, cut into waves. */
static guint
give_up(CtWaveTrials *self, const CtWaveProblem *problem, guint32 *out_wave_of)
{
	g_autofree guint32 *order = g_new(guint32, (gsize)problem->n + 1);

	self->gave_up = TRUE;
	ct_wave_order_given(problem, order);
	return ct_wave_cut_order(problem, order, out_wave_of);
}

guint
ct_wave_trials_search(CtWaveTrials *self, const CtWaveProblem *problem, guint32 *out_wave_of,
		      gboolean *out_exact)
{
	const gsize size = problem->n * sizeof *out_wave_of;
	g_autofree char *digest = digest_of(problem);
	Answer *answer = g_hash_table_lookup(self->answers, digest);

	if (answer == NULL && ct_wave_search_is_long(problem) && self->most_long > 0 &&
	    self->n_long++ >= self->most_long) {
		*out_exact = FALSE;
		return give_up(self, problem, out_wave_of);
	}
	if (answer == NULL) {
		answer = g_malloc0(sizeof *answer + size);
		answer->n_waves = ct_wave_search(problem, answer->wave_of, &answer->exact);
		g_hash_table_insert(self->answers, g_steal_pointer(&digest), answer);
	}
	memcpy(out_wave_of, answer->wave_of, size);
	*out_exact = answer->exact;
	return answer->n_waves;
}
