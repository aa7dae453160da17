/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Annealing (Kirkpatrick, Gelatt and Vecchi 1983): units move and change places by chance, and what makes it
 * dearer is taken too, less and less.  So whole rows of units come over a ridge that passes between
 * two waves stop at.  Chance is a row of numbers made from a salt, and logarithms are integers: the same
 * question has the same answer everywhere.
 */
#include "planner/wave-anneal.h"

#include <string.h>

#define LOG_BITS  10 /* of chances that are told apart */
#define LOG_SCALE 1024
#define STAGES	  256 /* the heat goes down so often */
#define LAST_PART 6   /* of the heat at first is what is left at last */

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
move_unit(Anneal *self, guint32 unit, guint32 wave)
{
	Crowd *crowd = &self->crowds[self->state.wave[unit]];
	const guint32 last = crowd->units[--crowd->len];

	crowd->units[self->place[unit]] = last;
	self->place[last] = self->place[unit];
	ct_wave_state_move(&self->state, unit, wave);
	join(self, unit, wave);
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
	delta = ct_wave_state_edge_delta(&self->state, unit, to) +
		ct_wave_state_edge_delta(&self->state, other, from) +
		2 * edge_between(self, unit, other) * ABS((gint64)from - (gint64)to);
	/* groups seldom gain */
	if (delta > limit)
		return;
	delta += ct_wave_state_group_delta(&self->state, unit, to);
	move_unit(self, unit, to);
	delta += ct_wave_state_group_delta(&self->state, other, from);
	move_unit(self, other, from);
	if (delta <= limit && self->state.n_overfull <= overfull)
		return;
	move_unit(self, other, to);
	move_unit(self, unit, from);
}

static void
try_move(Anneal *self)
{
	const CtWaveProblem *problem = self->state.problem;
	const guint64 bits = draw(self);
	const guint32 unit = self->coupled[pick(bits >> 32, self->n_coupled)];
	const guint64 more = draw(self);
	const guint32 to = choose_wave(self, unit, more);
	const gint64 limit = self->heat * self->logs[bits & ((1 << LOG_BITS) - 1)] /
			     (LOG_SCALE * CT_WAVE_HEAT_UNIT);
	const Crowd *crowd;

	if (to >= self->state.n_waves || to == self->state.wave[unit])
		return;
	crowd = &self->crowds[to];
	if (self->state.load[to] + problem->size[unit] > problem->most) {
		if (crowd->len > 0)
			try_exchange(self, unit, crowd->units[pick(more >> 16, crowd->len)], limit);
		return;
	}
	if (ct_wave_state_delta(&self->state, unit, to) <= limit &&
	    ct_wave_state_fits(&self->state, unit, to, 0))
		move_unit(self, unit, to);
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
	fill_logs(self);
}

static void
anneal_free(Anneal *self)
{
	for (guint i = 0; i < self->state.n_waves; i++)
		g_free(self->crowds[i].units);
	g_free(self->crowds);
	g_free(self->place);
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
