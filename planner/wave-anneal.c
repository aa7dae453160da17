/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Annealing (Kirkpatrick, Gelatt and Vecchi 1983): units move and change places by chance, and what makes it
 * dearer is taken too, less and less.  So whole rows of units come over a ridge that passes between
 * two waves stop at.  Chance is a row of numbers made from a salt, and logarithms are integers: the same
 * question has the same answer everywhere.
 */
#include "planner/wave-anneal.h"

#include <string.h>

#define LOG_BITS   10 /* of chances that are told apart */
#define LOG_SCALE  1024
#define STAGES	   256 /* the heat goes down so often */
#define COST_WAVES 256 /* with more, keeping costs takes longer than adding them up */
#define LAST_PART  6   /* of the heat at first is what is left at last */

/* The units of a wave, in no order. */
typedef struct {
	guint32 *units;
	guint len;
	guint room;
} Crowd;

typedef struct {
	CtWaveState state;
	Crowd *crowds;	/* by wave */
	guint32 *place; /* by unit: in its crowd */
	gint64 *costs; /* nullable: of its edges, by unit and wave; the first wave's is 0 to begin with */
	guint32 *coupled;
	guint n_coupled;
	guint64 chance;
	gint64 heat;
	gint32 logs[1 << LOG_BITS]; /* -ln of each chance, in 1/LOG_SCALE */
} Anneal;

/* ---- Chance ---- */

/* splitmix64 (Steele, Lea and Flood 2014) */
static guint64
draw(Anneal *self)
{
	guint64 x = self->chance += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* One of @n, from 32 bits of @bits. */
static guint32
pick(guint64 bits, guint32 n)
{
	return (guint32)((bits & G_MAXUINT32) * n >> 32);
}

/* The logarithm to the base 2, bit by bit: squaring doubles it. */
static gint32
log2_of(guint32 number)
{
	guint64 x = (guint64)number << 20;
	gint32 log = 0;

	for (; x >= (guint64)2 << 20; x >>= 1)
		log += LOG_SCALE;
	for (gint32 bit = LOG_SCALE / 2; bit > 0; bit /= 2) {
		x = x * x >> 20;
		if (x >= (guint64)2 << 20) {
			x >>= 1;
			log += bit;
		}
	}
	return log;
}

static void
fill_logs(Anneal *self)
{
	for (guint32 i = 0; i < 1 << LOG_BITS; i++) {
		gint32 log2 = (LOG_BITS + 1) * LOG_SCALE - log2_of(2 * i + 1);

		self->logs[i] = log2 * 710 / 1024; /* ln 2 */
	}
}

/* ---- Units of a wave ---- */

static void
join(Anneal *self, guint32 unit, guint32 wave)
{
	Crowd *crowd = &self->crowds[wave];

	if (crowd->len == crowd->room) {
		crowd->room = 2 * crowd->room + 8;
		crowd->units = g_renew(guint32, crowd->units, crowd->room);
	}
	self->place[unit] = crowd->len;
	crowd->units[crowd->len++] = unit;
}

static void
put_unit(Anneal *self, guint32 unit, guint32 wave)
{
	Crowd *crowd = &self->crowds[self->state.wave[unit]];
	const guint32 last = crowd->units[--crowd->len];

	crowd->units[self->place[unit]] = last;
	self->place[last] = self->place[unit];
	ct_wave_state_move(&self->state, unit, wave);
	join(self, unit, wave);
}

/* ---- Costs of edges ---- */

/*
 * Of 35 moves that are weighed one is made: what the edges of a unit would cost in each wave is kept, and
 * mended for those who know a unit that has moved.
 */
static gint64 *
costs_of(const Anneal *self, guint32 unit)
{
	return self->costs + (gsize)unit * self->state.n_waves;
}

static gint64
edge_delta(const Anneal *self, guint32 unit, guint32 wave)
{
	const gint64 *costs;

	if (self->costs == NULL)
		return ct_wave_state_edge_delta(&self->state, unit, wave);
	costs = costs_of(self, unit);
	return costs[wave] - costs[self->state.wave[unit]];
}

/* An edge to a unit that has moved.  Waves up to the lower one of both now differ from those beyond the higher
 * one; what is the same in all of them is left out. */
static void
mend_costs(gint64 *costs, guint32 n_waves, gint64 weight, guint32 from, guint32 to)
{
	const guint32 low = MIN(from, to);
	const guint32 high = MAX(from, to);
	const gint64 twice = from < to ? -2 * weight : 2 * weight;

	for (guint32 wave = low + 1; wave < high; wave++)
		costs[wave] += twice * (wave - low);
	for (guint32 wave = high; wave < n_waves; wave++)
		costs[wave] += twice * (high - low);
}

/* From one wave to the next, costs grow by the pull and by edges to units that are left behind, and fall by all
 * others. */
static void
fill_costs_of(Anneal *self, guint32 unit)
{
	const CtWaveProblem *problem = self->state.problem;
	gint64 *costs = costs_of(self, unit);
	gint64 growth = problem->pull[unit];
	gint64 cost = 0;

	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++) {
		growth -= problem->weight[i];
		costs[self->state.wave[problem->to[i]]] += 2 * (gint64)problem->weight[i];
	}
	for (guint32 wave = 0; wave < self->state.n_waves; wave++) {
		growth += costs[wave];
		costs[wave] = cost;
		cost += growth;
	}
}

static void
fill_costs(Anneal *self)
{
	const guint32 n = self->state.problem->n;

	if (self->state.n_waves > COST_WAVES)
		return;
	self->costs = g_new0(gint64, (gsize)n * self->state.n_waves + 1);
	for (guint32 unit = 0; unit < n; unit++)
		fill_costs_of(self, unit);
}

static void
mend_neighbours(Anneal *self, guint32 unit, guint32 from, guint32 to)
{
	const CtWaveProblem *problem = self->state.problem;

	if (self->costs == NULL)
		return;
	for (guint32 i = problem->first[unit]; i < problem->first[unit + 1]; i++)
		mend_costs(costs_of(self, problem->to[i]), self->state.n_waves, problem->weight[i],
			   from, to);
}

/* ---- Moves ---- */

/* Where @unit is to be tried: where somebody is whom it knows, or next to where it is. */
static guint32
choose_wave(const Anneal *self, guint32 unit, guint64 bits)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint32 first = problem->first[unit];
	const guint32 n = problem->first[unit + 1] - first;
	const guint how = (bits >> 32) % 8;

	if (n > 0 && how < 5)
		return self->state.wave[problem->to[first + pick(bits, n)]];
	if (how < 7)
		return self->state.wave[unit] + (bits & 1 ? 1 : G_MAXUINT32);
	return pick(bits, self->state.n_waves);
}

/* Units that change places stay as far from each other as they are. */
static gint64
edge_between(const Anneal *self, guint32 a, guint32 b)
{
	const CtWaveProblem *problem = self->state.problem;

	if (problem->first[a + 1] - problem->first[a] > problem->first[b + 1] - problem->first[b])
		return edge_between(self, b, a);
	for (guint32 i = problem->first[a]; i < problem->first[a + 1]; i++)
		if (problem->to[i] == b)
			return problem->weight[i];
	return 0;
}

static void
try_exchange(Anneal *self, guint32 unit, guint32 other, gint64 limit)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint32 from = self->state.wave[unit];
	const guint32 to = self->state.wave[other];
	const guint overfull = self->state.n_overfull;
	gint64 delta;

	if (self->state.load[to] - problem->size[other] + problem->size[unit] > problem->most ||
	    self->state.load[from] - problem->size[unit] + problem->size[other] > problem->most)
		return;
	delta = edge_delta(self, unit, to) + edge_delta(self, other, from);
	/* what is between them never gains, and groups seldom do */
	if (delta <= limit)
		delta += 2 * edge_between(self, unit, other) * ABS((gint64)from - (gint64)to);
	if (delta > limit)
		return;
	delta += ct_wave_state_group_delta(&self->state, unit, to);
	put_unit(self, unit, to);
	delta += ct_wave_state_group_delta(&self->state, other, from);
	put_unit(self, other, from);
	if (delta <= limit && self->state.n_overfull <= overfull) {
		mend_neighbours(self, unit, from, to);
		mend_neighbours(self, other, to, from);
		return;
	}
	put_unit(self, other, to);
	put_unit(self, unit, from);
}

static void
try_move(Anneal *self)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint64 bits = draw(self);
	const guint32 unit = self->coupled[pick(bits >> 32, self->n_coupled)];
	const guint64 more = draw(self);
	const guint32 from = self->state.wave[unit];
	const guint32 to = choose_wave(self, unit, more);
	const gint64 limit = self->heat * self->logs[bits & ((1 << LOG_BITS) - 1)] /
			     (LOG_SCALE * CT_WAVE_HEAT_UNIT);
	const Crowd *crowd;

	if (to >= self->state.n_waves || to == from)
		return;
	crowd = &self->crowds[to];
	if (self->state.load[to] + problem->size[unit] > problem->most) {
		if (crowd->len > 0)
			try_exchange(self, unit, crowd->units[pick(more >> 16, crowd->len)], limit);
		return;
	}
	if (edge_delta(self, unit, to) + ct_wave_state_group_delta(&self->state, unit, to) >
		    limit ||
	    !ct_wave_state_fits(&self->state, unit, to, 0))
		return;
	put_unit(self, unit, to);
	mend_neighbours(self, unit, from, to);
}

/* ---- All ---- */

static void
anneal_init(Anneal *self, const CtWaveProblem *problem, guint32 *wave_of, guint n_waves,
	    guint32 salt)
{
	ct_wave_state_init(&self->state, problem, wave_of, n_waves);
	self->crowds = g_new0(Crowd, (gsize)n_waves + 1);
	self->place = g_new(guint32, (gsize)problem->n + 1);
	self->coupled = g_new(guint32, (gsize)problem->n + 1);
	self->chance = (guint64)salt << 32;
	for (guint32 i = 0; i < problem->n; i++) {
		join(self, i, wave_of[i]);
		if (problem->first[i] < problem->first[i + 1] || problem->pull[i] > 0)
			self->coupled[self->n_coupled++] = i;
	}
	fill_costs(self);
	fill_logs(self);
}

static void
anneal_free(Anneal *self)
{
	for (guint i = 0; i < self->state.n_waves; i++)
		g_free(self->crowds[i].units);
	g_free(self->crowds);
	g_free(self->place);
	g_free(self->costs);
	g_free(self->coupled);
	ct_wave_state_clear(&self->state);
	g_free(self);
}

void
ct_wave_anneal(const CtWaveProblem *problem, guint32 *wave_of, guint n_waves, guint64 heat,
	       guint32 salt, guint moves)
{
	Anneal *self;

	if (n_waves < 2 || problem->first[problem->n] == 0)
		return;
	self = g_new0(Anneal, 1);
	anneal_init(self, problem, wave_of, n_waves, salt);
	for (guint stage = 0; stage < STAGES; stage++) {
		const guint64 left = STAGES - stage;

		/* long at little heat, where most is found */
		self->heat = (gint64)(heat / LAST_PART +
				      (heat - heat / LAST_PART) * left * left / (STAGES * STAGES));
		for (guint i = 0; i < moves / STAGES; i++)
			try_move(self);
	}
	anneal_free(self);
}
