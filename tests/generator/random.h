/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Random numbers that depend on nothing but a seed, a purpose and an index: everything about user
 * 712,345 can be made again without making the users before.  Our own arithmetic (splitmix64), so
 * that a seed means the same estate with every version of every library.
 */

typedef struct {
	guint64 state;
} GenRandom;

/* What a number is for; two purposes of one index are independent of each other. */
typedef enum {
	GEN_FOR_SHAPE,
	GEN_FOR_SITE,
	GEN_FOR_POOL,
	GEN_FOR_BLOCK,
	GEN_FOR_USER,
	GEN_FOR_PROFILE,
	GEN_FOR_COUPLING,
	GEN_FOR_GROUP,
	GEN_FOR_CONTACT,
	GEN_FOR_GUID,
} GenPurpose;

static inline guint64
gen_random_next(GenRandom *self)
{
	guint64 z = self->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline GenRandom
gen_random(guint64 seed, GenPurpose purpose, guint64 index)
{
	GenRandom self = { seed };

	self.state = gen_random_next(&self) ^ ((guint64)purpose << 56);
	self.state = gen_random_next(&self) ^ index;
	return self;
}

/* One of 0 .. @count - 1; @count is not 0. */
static inline guint
gen_random_below(GenRandom *self, guint count)
{
	return (guint)(((gen_random_next(self) >> 32) * count) >> 32);
}

static inline gboolean
gen_random_chance(GenRandom *self, guint per_mille)
{
	return gen_random_below(self, 1000) < per_mille;
}
