/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passes between two waves after Fiduccia and Mattheyses (1982), with heaps for buckets, since weights
 * come from an intent file: the best unit moves, is locked, and its neighbours' gains change; at the
 * end everything behind the best moment is taken back.  A wave may be too full by one unit on the way,
 * so that units can change places.  What edges gain is kept up to date; what groups gain is looked at
 * when a unit is taken, since one move may change it for all of a group.
 *
 * Work is counted in edges and heap entries, never measured by a clock.
 */
#include "planner/wave-refine.h"

#include <string.h>

#define MOST_DISTANCE 3 /* of two waves between which units move */
#define MOST_ROUNDS   12
#define PARTNERS      16 /* units of a wave that are asked to change places with one */
#define FILLERS	      48 /* units without edges of a wave that take part in a pass */
#define PATIENCE      40 /* moves without a new best, and a tenth of the units */

typedef struct {
	gint64 gain;
	guint32 unit;
} Entry;

typedef struct {
	CtWaveState state;
	guint32 *head; /* by wave: its first unit */
	guint32 *next; /* by unit: the next in its wave, CT_NONE at the end */
	guint32 *before;
	gint64 *gain;	  /* by unit of the pass: of edges and pull */
	guint8 *is_free;  /* by unit: in the pass, and not moved yet */
	guint32 *changed; /* by wave: when it changed last */
	guint32 *tried;	  /* by distance and wave: when the pass was last tried */
	guint32 now;
	GArray *coupled;   /* of guint32: units that have edges or a pull */
	GArray *heaps[2];  /* of Entry: units of the one wave and of the other */
	GArray *moved;	   /* of guint32 */
	guint32 *partner;  /* by wave: who is asked first to change places */
	gint64 *weight_in; /* by wave: zero between uses */
	guint32 waves[2];
	gint64 *work;
} Refine;

/* ---- Heap: the largest gain first, then the smallest key, then the first unit ---- */

static gboolean
comes_before(const Refine *self, const Entry *a, const Entry *b)
{
	const guint32 *key = self->state.problem->key;

	if (a->gain != b->gain)
		return a->gain > b->gain;
	return key[a->unit] != key[b->unit] ? key[a->unit] < key[b->unit] : a->unit < b->unit;
}

static Entry *
entry_at(GArray *heap, guint at)
{
	return &g_array_index(heap, Entry, at);
}

static void
push(Refine *self, GArray *heap, gint64 gain, guint32 unit)
{
	Entry entry = { gain, unit };
	guint at = heap->len;

	g_array_append_val(heap, entry);
	while (at > 0 && comes_before(self, &entry, entry_at(heap, (at - 1) / 2))) {
		*entry_at(heap, at) = *entry_at(heap, (at - 1) / 2);
		at = (at - 1) / 2;
	}
	*entry_at(heap, at) = entry;
	--*self->work;
}

static void
pop(Refine *self, GArray *heap)
{
	Entry entry = *entry_at(heap, heap->len - 1);
	guint at = 0;

	g_array_set_size(heap, heap->len - 1);
	for (guint child = 1; child < heap->len; child = 2 * at + 1) {
		if (child + 1 < heap->len &&
		    comes_before(self, entry_at(heap, child + 1), entry_at(heap, child)))
			child++;
		if (!comes_before(self, entry_at(heap, child), &entry))
			break;
		*entry_at(heap, at) = *entry_at(heap, child);
		at = child;
	}
	if (heap->len > 0)
		*entry_at(heap, at) = entry;
	--*self->work;
}

/* ---- Units of a wave ---- */

static void
leave_list(Refine *self, guint32 unit)
{
	guint32 before = self->before[unit];
	guint32 next = self->next[unit];

	if (before != CT_NONE)
		self->next[before] = next;
	else
		self->head[self->state.wave[unit]] = next;
	if (next != CT_NONE)
		self->before[next] = before;
}

static void
enter_list(Refine *self, guint32 unit, guint32 wave)
{
	guint32 next = self->head[wave];

	self->before[unit] = CT_NONE;
	self->next[unit] = next;
	if (next != CT_NONE)
		self->before[next] = unit;
	self->head[wave] = unit;
}

static void
move_unit(Refine *self, guint32 unit, guint32 wave)
{
	leave_list(self, unit);
	ct_wave_state_move(&self->state, unit, wave);
	enter_list(self, unit, wave);
}

static gboolean
has_edges(const CtWaveProblem *problem, guint32 unit)
{
	return problem->first[unit] < problem->first[unit + 1] || problem->pull[unit] > 0;
}

/* ---- A pass between two waves ---- */

static gint64
edge_gain(Refine *self, guint32 unit, gint64 to)
{
	const CtWaveProblem *problem = self->state.problem;
	gint64 from = self->state.wave[unit];
	gint64 gain = (gint64)problem->pull[unit] * (from - to);

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		gint64 other = self->state.wave[problem->to[i]];

		gain += (gint64)problem->weight[i] * (ABS(from - other) - ABS(to - other));
	}
	*self->work -= problem->first[unit + 1] - problem->first[unit];
	return gain;
}

/* Takes the units of one of the two waves in; returns whether any of them may gain by a move. */
static gboolean
gather(Refine *self, guint side)
{
	const CtWaveProblem *problem = self->state.problem;
	guint32 to = self->waves[1 - side];
	guint fillers = 0;
	gboolean is_torn = FALSE;

	g_array_set_size(self->heaps[side], 0);
	for (guint32 unit = self->head[self->waves[side]]; unit != CT_NONE;
	     unit = self->next[unit]) {
		gint64 all = 0;

		if (!has_edges(problem, unit) && fillers++ >= FILLERS)
			continue;
		self->gain[unit] = edge_gain(self, unit, to);
		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
			all += problem->weight[i];
		/* somebody whom it knows is on the other side */
		is_torn |= self->gain[unit] != -all * ABS((gint64)to - self->waves[side]);
		self->is_free[unit] = 1;
		push(self, self->heaps[side],
		     self->gain[unit] - ct_wave_state_group_delta(&self->state, unit, to), unit);
	}
	return is_torn;
}

/* The unit to move next from @side, its gain exact; FALSE when there is none that fits. */
static gboolean
top(Refine *self, guint side, guint over, Entry *out_entry)
{
	GArray *heap = self->heaps[side];
	guint32 to = self->waves[1 - side];

	while (heap->len > 0) {
		Entry entry = *entry_at(heap, 0);
		gint64 gain;

		if (!self->is_free[entry.unit]) {
			pop(self, heap);
			continue;
		}
		gain = self->gain[entry.unit] -
		       ct_wave_state_group_delta(&self->state, entry.unit, to);
		if (gain < entry.gain) {
			pop(self, heap);
			push(self, heap, gain, entry.unit);
			continue;
		}
		if (self->state.load[to] <= self->state.problem->most &&
		    ct_wave_state_fits(&self->state, entry.unit, to, over)) {
			*out_entry = (Entry){ gain, entry.unit };
			return TRUE;
		}
		if (self->state.load[to] > self->state.problem->most)
			return FALSE; /* the other side moves first */
		pop(self, heap);
	}
	return FALSE;
}

/* Neighbours of a unit that has moved to @to gain more by following, and less by the opposite. */
static void
tell_neighbours(Refine *self, guint32 unit, guint side)
{
	const CtWaveProblem *problem = self->state.problem;
	gint64 distance = ABS((gint64)self->waves[0] - (gint64)self->waves[1]);

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		guint32 other = problem->to[i];
		gint64 change = 2 * distance * problem->weight[i];

		if (!self->is_free[other])
			continue;
		if (self->state.wave[other] == self->waves[side]) {
			self->gain[other] += change;
			push(self, self->heaps[side],
			     self->gain[other] - ct_wave_state_group_delta(&self->state, other,
									   self->waves[1 - side]),
			     other);
		} else {
			self->gain[other] -= change;
		}
	}
	*self->work -= problem->first[unit + 1] - problem->first[unit];
}

static guint
largest_unit(const Refine *self, guint *out_count)
{
	guint largest = 0;

	*out_count = 0;
	for (guint side = 0; side < 2; side++) {
		for (guint32 unit = self->head[self->waves[side]]; unit != CT_NONE;
		     unit = self->next[unit]) {
			largest = MAX(largest, self->state.problem->size[unit]);
			++*out_count;
		}
	}
	*self->work -= *out_count / 8 + 1;
	return largest;
}

/* Moves units until nothing gets better for a while; returns after how many moves it was best. */
static guint
run_pass(Refine *self, guint over, guint patience, gint64 *out_best)
{
	gint64 total = 0;
	gint64 best = 0;
	guint best_len = 0;

	while (self->moved->len<best_len + patience && * self->work> 0) {
		Entry entries[2];
		gboolean found[2];
		guint side;

		for (guint i = 0; i < 2; i++)
			found[i] = top(self, i, over, &entries[i]);
		if (!found[0] && !found[1])
			break;
		if (found[0] && found[1] && entries[0].gain == entries[1].gain)
			side = self->state.load[self->waves[0]] < self->state.load[self->waves[1]];
		else
			side = !found[0] || (found[1] && entries[1].gain > entries[0].gain);
		self->is_free[entries[side].unit] = 0;
		move_unit(self, entries[side].unit, self->waves[1 - side]);
		total += entries[side].gain;
		g_array_append_val(self->moved, entries[side].unit);
		tell_neighbours(self, entries[side].unit, side);
		if (total > best && self->state.n_overfull == 0) {
			best = total;
			best_len = self->moved->len;
		}
	}
	*out_best = best;
	return best_len;
}

static gboolean
improve_pair(Refine *self, guint32 a, guint32 b)
{
	guint count = 0;
	guint over;
	guint keep = 0;
	gint64 best = 0;
	gboolean torn;

	self->waves[0] = a;
	self->waves[1] = b;
	over = largest_unit(self, &count);
	torn = gather(self, 0);
	torn |= gather(self, 1);
	g_array_set_size(self->moved, 0);
	if (torn)
		keep = run_pass(self, over, PATIENCE + count / 10, &best);
	for (guint i = self->moved->len; i-- > keep;) {
		guint32 unit = g_array_index(self->moved, guint32, i);

		move_unit(self, unit, self->state.wave[unit] == a ? b : a);
	}
	for (guint side = 0; side < 2; side++)
		for (guint32 unit = self->head[self->waves[side]]; unit != CT_NONE;
		     unit = self->next[unit])
			self->is_free[unit] = 0;
	return best > 0;
}

/* ---- Single units ---- */

/* The first wave up to which half of the weight of a unit's edges and its pull lies. */
static guint32
middle_wave(Refine *self, guint32 unit)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint32 first = problem->first[unit];
	const guint32 end = problem->first[unit + 1];
	guint32 low = self->state.n_waves;
	guint32 high = 0;
	gint64 all = problem->pull[unit];
	gint64 seen = all;
	guint32 middle = 0;

	for (guint32 i = first; i < end; i++) {
		const guint32 wave = self->state.wave[problem->to[i]];

		self->weight_in[wave] += problem->weight[i];
		all += problem->weight[i];
		low = MIN(low, wave);
		high = MAX(high, wave);
	}
	*self->work -= end - first;
	for (guint32 wave = low; wave <= high && 2 * seen < all; wave++) {
		seen += self->weight_in[wave];
		middle = wave;
	}
	for (guint32 i = first; i < end; i++)
		self->weight_in[self->state.wave[problem->to[i]]] = 0;
	return middle;
}

/* The unit of @wave that would best change places with @unit, of some when it has very many, others each
 * time; CT_NONE when nothing is gained. */
static guint32
find_partner(Refine *self, guint32 unit, guint32 wave, gint64 delta)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint32 from = self->state.wave[unit];
	guint32 other = self->partner[wave];
	guint32 best = CT_NONE;
	gint64 best_delta = 0;

	if (other == CT_NONE || self->state.wave[other] != wave)
		other = self->head[wave];
	for (guint i = 0; other != CT_NONE && i < PARTNERS; i++, other = self->next[other]) {
		gint64 both;

		if (self->state.load[wave] - problem->size[other] + problem->size[unit] >
			    problem->most ||
		    self->state.load[from] - problem->size[unit] + problem->size[other] >
			    problem->most)
			continue;
		both = delta - edge_gain(self, other, from) +
		       ct_wave_state_group_delta(&self->state, other, from);
		if (both < best_delta) {
			best = other;
			best_delta = both;
		}
		--*self->work;
	}
	self->partner[wave] = other;
	return best;
}

static gboolean
exchange(Refine *self, guint32 unit, guint32 other)
{
	guint32 from = self->state.wave[unit];
	guint32 to = self->state.wave[other];
	gint64 delta = ct_wave_state_delta(&self->state, unit, to);

	move_unit(self, unit, to);
	delta += ct_wave_state_delta(&self->state, other, from);
	move_unit(self, other, from);
	if (delta < 0 && self->state.n_overfull == 0)
		return TRUE;
	move_unit(self, other, to);
	move_unit(self, unit, from);
	return FALSE;
}

static gboolean
jump(Refine *self, guint32 unit)
{
	const CtWaveProblem *problem = self->state.problem;
	guint32 from = self->state.wave[unit];
	guint32 to = middle_wave(self, unit);
	guint32 partner;
	gint64 delta;

	if (to == from)
		return FALSE;
	delta = ct_wave_state_delta(&self->state, unit, to);
	*self->work -= problem->first[unit + 1] - problem->first[unit];
	if (delta >= 0)
		return FALSE;
	if (ct_wave_state_fits(&self->state, unit, to, 0)) {
		move_unit(self, unit, to);
	} else {
		partner = find_partner(self, unit, to, delta);
		if (partner == CT_NONE || !exchange(self, unit, partner))
			return FALSE;
	}
	self->changed[from] = ++self->now;
	self->changed[to] = self->now;
	return TRUE;
}

static gboolean
jump_all(Refine *self)
{
	gboolean is_better = FALSE;

	for (guint i = 0; *self->work > 0 && i < self->coupled->len; i++)
		is_better |= jump(self, g_array_index(self->coupled, guint32, i));
	return is_better;
}

/* ---- Rounds ---- */

/* By wave: does an edge cross the boundary behind it?  Nothing is gained where none does. */
static guint8 *
find_crossed(const Refine *self)
{
	const CtWaveProblem *problem = self->state.problem;
	guint8 *crossed = g_new0(guint8, (gsize)self->state.n_waves + 1);
	g_autofree gint32 *open = g_new0(gint32, (gsize)self->state.n_waves + 2);
	gint32 sum = 0;

	for (guint k = 0; k < self->coupled->len; k++) {
		guint32 unit = g_array_index(self->coupled, guint32, k);
		guint32 wave = self->state.wave[unit];

		for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
			guint32 other = self->state.wave[problem->to[i]];

			open[wave] += other > wave;
			open[wave] -= other < wave;
		}
		open[0] += problem->pull[unit] > 0 && wave > 0;
		open[wave] -= problem->pull[unit] > 0 && wave > 0;
	}
	for (guint wave = 0; wave < self->state.n_waves; wave++) {
		sum += open[wave];
		crossed[wave] = sum > 0;
	}
	return crossed;
}

static gboolean
improve_pairs(Refine *self, guint distance)
{
	g_autofree guint8 *crossed = find_crossed(self);
	guint32 *tried = &self->tried[(gsize)(distance - 1) * self->state.n_waves];
	gboolean is_better = FALSE;

	for (guint32 a = 0; *self->work > 0 && a + distance < self->state.n_waves; a++) {
		guint32 b = a + distance;

		if (!crossed[a] || MAX(self->changed[a], self->changed[b]) <= tried[a])
			continue;
		tried[a] = ++self->now;
		if (!improve_pair(self, a, b))
			continue;
		self->changed[a] = ++self->now;
		self->changed[b] = self->now;
		is_better = TRUE;
	}
	return is_better;
}

static void
refine_init(Refine *self, const CtWaveProblem *problem, guint32 *wave_of, guint n_waves)
{
	*self = (Refine){ .now = 1 };
	ct_wave_state_init(&self->state, problem, wave_of, n_waves);
	self->head = g_new(guint32, (gsize)n_waves + 1);
	self->next = g_new(guint32, (gsize)problem->n + 1);
	self->before = g_new(guint32, (gsize)problem->n + 1);
	self->gain = g_new0(gint64, (gsize)problem->n + 1);
	self->is_free = g_new0(guint8, (gsize)problem->n + 1);
	self->changed = g_new(guint32, (gsize)n_waves + 1);
	self->tried = g_new0(guint32, (gsize)n_waves * MOST_DISTANCE + 1);
	self->partner = g_new(guint32, (gsize)n_waves + 1);
	self->weight_in = g_new0(gint64, (gsize)n_waves + 1);
	self->moved = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint i = 0; i < 2; i++)
		self->heaps[i] = g_array_new(FALSE, FALSE, sizeof(Entry));
	for (guint i = 0; i <= n_waves; i++) {
		self->head[i] = CT_NONE;
		self->partner[i] = CT_NONE;
		self->changed[i] = 1;
	}
	for (guint32 unit = problem->n; unit-- > 0;)
		enter_list(self, unit, wave_of[unit]);
	self->coupled = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint32 unit = 0; unit < problem->n; unit++)
		if (has_edges(problem, unit))
			g_array_append_val(self->coupled, unit);
}

static void
refine_clear(Refine *self)
{
	ct_wave_state_clear(&self->state);
	g_free(self->head);
	g_free(self->next);
	g_free(self->before);
	g_free(self->gain);
	g_free(self->is_free);
	g_free(self->changed);
	g_free(self->tried);
	g_free(self->partner);
	g_free(self->weight_in);
	g_array_unref(self->moved);
	g_array_unref(self->coupled);
	for (guint i = 0; i < 2; i++)
		g_array_unref(self->heaps[i]);
}

void
ct_wave_refine(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work)
{
	Refine self;
	gboolean is_better = TRUE;

	if (n_waves < 2 || problem->first[problem->n] == 0)
		return;
	refine_init(&self, problem, wave_of, n_waves);
	self.work = work;
	for (guint round = 0; round < MOST_ROUNDS && is_better && *work > 0; round++) {
		is_better = jump_all(&self);
		for (guint distance = 1; distance <= MOST_DISTANCE; distance++)
			is_better |= improve_pairs(&self, distance);
	}
	refine_clear(&self);
}

void
ct_wave_jump(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, gint64 *work)
{
	Refine self;

	if (n_waves < 2 || problem->first[problem->n] == 0)
		return;
	refine_init(&self, problem, wave_of, n_waves);
	self.work = work;
	while (*work > 0 && jump_all(&self))
		continue;
	refine_clear(&self);
}
