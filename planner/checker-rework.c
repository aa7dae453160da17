/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rework that a plan says is to be expected, and whether its checkpoints stand where it is least.
 *
 * A checkpoint of the kind "rework" stands for nothing else; all others are taken as they are.  Between two of
 * those, the least that any number of further checkpoints makes of the steps is found by itself; when there may
 * be so many only, the least of each number, and then how to share them out.
 */
#include "planner/checker-parts.h"

#define FAILING "checkpoints.failing"
#define MINUTES "checkpoints.minutes"
#define MOST	"checkpoints.most"
#define KIND	"rework"

typedef struct {
	CtChecker *checker;
	guint n;
	guint failing;
	guint minutes;
	guint64 *again;	  /* by step: minutes to undo it and to do it again */
	gboolean *stands; /* by step: a checkpoint stands before it */
	gboolean *fixed;  /* and not only to save rework */
	gboolean *shut;	  /* nothing may be tested before it: the outage goes on */
	GPtrArray *
		choices; /* of GArray of guint64: of each stretch, what it costs with 0, 1, ... more */
} Rework;

static gboolean
read_number(const CtChecker *self, const char *key, guint *out_number)
{
	const char *text = ct_checker_intent(self, key);
	guint64 number = 0;

	if (text == NULL || !g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, &number, NULL))
		return FALSE;
	*out_number = (guint)number;
	return TRUE;
}

static guint64
minutes_again(const CtChecker *self, guint position)
{
	const CtStepRow *row = self->steps[position].row;
	const CtPlanStep *step = ct_checker_step(self, position);
	guint64 minutes = (guint64)step->minutes + step->settle_minutes;

	return row != NULL && row->reversible != CT_REVERSIBLE_NO && *row->rollback != '\0'
		       ? 2 * minutes
		       : minutes;
}

static void
read_plan(Rework *self)
{
	const CtPlan *plan = self->checker->plan;
	g_autofree guint *spans = ct_checker_spans(self->checker);
	guint first = 0, end = 0;

	ct_checker_find_outage(self->checker, &first, &end);
	for (guint i = 0; i < self->n; i++) {
		self->again[i] = minutes_again(self->checker, i);
		self->stands[i] = i == 0 || spans[i] > 0;
		self->fixed[i] =
			i == 0 ||
			(spans[i] > 0 &&
			 g_strcmp0(
				 g_array_index(plan->checkpoints, CtCheckpoint, spans[i] - 1).kind,
				 KIND) != 0);
		self->shut[i] = i > first && i < end;
	}
}

/* What is said has to be what is; in thousandths of minutes. */
static guint64
count_rework(const Rework *self)
{
	guint64 all = 0;

	for (guint i = 0; i < self->n; i++)
		for (guint k = i + 1; k > 0; k--) {
			all += self->again[k - 1];
			if (self->stands[k - 1])
				break;
		}
	return all * self->failing;
}

static guint
count_further(const Rework *self)
{
	guint count = 0;

	for (guint i = 0; i < self->n; i++)
		count += self->stands[i] && !self->fixed[i];
	return count;
}

/* The least that the steps of @start to before @end cost with exactly 0, 1, ... checkpoints among them, @most
 * of them: of each number and step, the least of the steps from there on. */
static GArray *
cost_of_stretch(const Rework *self, guint start, guint end, guint most)
{
	guint length = end - start;
	guint layers = MIN(length, most + 1);
	GArray *costs = g_array_new(FALSE, FALSE, sizeof(guint64));
	g_autofree guint64 *rest = g_new(guint64, (gsize)layers * (length + 1));

	for (guint layer = 0; layer < layers; layer++) {
		guint64 *row = rest + (gsize)layer * (length + 1);
		const guint64 *fewer = layer > 0 ? row - (length + 1) : NULL;

		for (guint i = length; i > 0; i--) {
			guint64 since = 0, piece = 0;

			row[i - 1] = G_MAXUINT64;
			for (guint k = i - 1; k < length; k++) {
				gboolean last = k + 1 == length;

				since += self->again[start + k];
				piece += since * self->failing;
				/* it only grows */
				if (layer > 0 && piece >= row[i - 1])
					break;
				if (last && layer == 0)
					row[i - 1] = piece;
				if (last || layer == 0 || self->shut[start + k + 1] ||
				    fewer[k + 1] == G_MAXUINT64)
					continue;
				row[i - 1] = MIN(row[i - 1], piece + fewer[k + 1]);
			}
		}
		g_array_append_val(costs, row[0]);
	}
	return costs;
}

static void
cut_stretches(Rework *self, guint most)
{
	guint start = 0;

	for (guint i = 1; i <= self->n; i++) {
		if (i < self->n && !self->fixed[i])
			continue;
		g_ptr_array_add(self->choices, cost_of_stretch(self, start, i, most));
		start = i;
	}
}

/* The least that the steps of @start to before @end cost with any number of checkpoints among them, their time
 * included. */
static guint64
cost_without_limit(const Rework *self, guint start, guint end)
{
	guint length = end - start;
	g_autofree guint64 *rest = g_new0(guint64, length + 1);

	for (guint i = length; i > 0; i--) {
		guint64 since = 0, piece = 0, least = G_MAXUINT64;

		for (guint k = i - 1; k < length && piece < least; k++) {
			since += self->again[start + k];
			piece += since * self->failing;
			if (k + 1 == length)
				least = MIN(least, piece);
			else if (!self->shut[start + k + 1])
				least = MIN(least,
					    piece + rest[k + 1] + (guint64)1000 * self->minutes);
		}
		rest[i - 1] = least;
	}
	return rest[0];
}

/* The same of all steps. */
static guint64
find_least(const Rework *self)
{
	guint64 least = 0;
	guint start = 0;

	for (guint i = 1; i <= self->n; i++) {
		if (i < self->n && !self->fixed[i])
			continue;
		least += cost_without_limit(self, start, i);
		start = i;
	}
	return least;
}

/* The least of all stretches with at most @most further checkpoints, their time included. */
static guint64
share_out(const Rework *self, guint most)
{
	g_autofree guint64 *best = g_new0(guint64, most + 1);
	guint64 least = G_MAXUINT64;

	for (guint i = 0; i < self->choices->len; i++) {
		const GArray *costs = g_ptr_array_index(self->choices, i);
		g_autofree guint64 *next = g_new(guint64, most + 1);

		for (guint count = 0; count <= most; count++) {
			next[count] = G_MAXUINT64;
			for (guint own = 0; own <= count && own < costs->len; own++) {
				guint64 cost = g_array_index(costs, guint64, own);

				if (cost != G_MAXUINT64 && best[count - own] != G_MAXUINT64)
					next[count] = MIN(next[count], best[count - own] + cost);
			}
		}
		for (guint count = 0; count <= most; count++)
			best[count] = next[count];
	}
	for (guint count = 0; count <= most; count++)
		if (best[count] != G_MAXUINT64)
			least = MIN(least, best[count] + (guint64)1000 * self->minutes * count);
	return least;
}

/* More than pay for themselves are never best: each saves less than all rework there is. */
static guint
bound_number(const Rework *self)
{
	guint64 all = 0, since = 0;

	if (self->minutes == 0)
		return self->n;
	for (guint i = 0; i < self->n; i++) {
		since = self->fixed[i] ? self->again[i] : since + self->again[i];
		all += since * self->failing;
	}
	return (guint)MIN(self->n, all / ((guint64)1000 * self->minutes));
}

static void
check_best(Rework *self, guint64 rework)
{
	guint most = 0, n_fixed = 0;
	guint further = count_further(self);
	guint64 cost = rework + (guint64)1000 * self->minutes * further;
	guint64 least;

	for (guint i = 0; i < self->n; i++)
		n_fixed += self->fixed[i];
	if (read_number(self->checker, MOST, &most) && most > 0) {
		if (further > 0 && n_fixed + further > most)
			ct_checker_report(self->checker, "checkpoint", MOST, CT_NONE, CT_NONE,
					  "the plan has %u checkpoints, %u of them only to save "
					  "rework, and may have %u",
					  n_fixed + further, further, most);
		most = MIN(bound_number(self), most > n_fixed ? most - n_fixed : 0);
		cut_stretches(self, most);
		least = share_out(self, most);
	} else {
		least = find_least(self);
	}
	if (cost > least)
		ct_checker_note(
			self->checker,
			"with checkpoints that stand elsewhere to save rework, the plan would "
			"need %" G_GUINT64_FORMAT " minutes less for rework and checkpoints",
			(cost - least + 500) / 1000);
}

static void
check_outage(const Rework *self)
{
	for (guint i = 0; i < self->n; i++)
		if (self->stands[i] && !self->fixed[i] && self->shut[i])
			ct_checker_report(
				self->checker, "checkpoint", "", i, CT_NONE,
				"a checkpoint stands within the federation outage only to "
				"save rework");
}

void
ct_checker_rework(CtChecker *self)
{
	guint n = self->plan->steps->len;
	g_autofree guint64 *again = g_new0(guint64, n + 1);
	g_autofree gboolean *stands = g_new0(gboolean, n + 1);
	g_autofree gboolean *fixed = g_new0(gboolean, n + 1);
	g_autofree gboolean *shut = g_new0(gboolean, n + 1);
	g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_array_unref);
	Rework rework = { self, n, 0, 0, again, stands, fixed, shut, choices };
	guint64 found;

	/* plans before 1.2 tell nothing of it, and what is wrong already may be wrong because of that */
	if (n == 0 || self->result->violations->len > 0 || ct_checker_is_reordered(self) ||
	    !read_number(self, FAILING, &rework.failing) ||
	    !read_number(self, MINUTES, &rework.minutes))
		return;
	read_plan(&rework);
	found = count_rework(&rework);
	if (self->plan->expected_rework != (found + 500) / 1000)
		ct_checker_report(
			self, "checkpoint", FAILING, CT_NONE, CT_NONE,
			"%" G_GUINT64_FORMAT
			" minutes of rework are to be expected with the checkpoints of the "
			"plan, and it says %" G_GUINT64_FORMAT,
			(found + 500) / 1000, self->plan->expected_rework);
	check_outage(&rework);
	check_best(&rework, found);
}
