/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * How many users a target pool carries, from the guide's user model.  The facts themselves are rows
 * of capacities.def; here are the figures that the program computes with.
 */

/**
 * ct_capacity_users:
 * @pool: a pool that homes users
 *
 * Returns: the most users that @pool may home while it stands alone: 5,000 on a Standard Edition
 * server, 6,660 for each Front End server of an Enterprise pool up to 80,000.  A pool whose edition
 * no export gives counts as Enterprise when it has several servers; one whose servers no export lists
 * gets the largest figure, so that nothing is claimed without evidence.
 */
guint ct_capacity_users(const CtPool *pool);

/* As ct_capacity_users(), for a pool that must also carry the users of a failed partner. */
guint ct_capacity_users_paired(const CtPool *pool);

/* The pool that @pool and it back each other up; CT_NONE.  When one of the two fails, the other carries the
 * users of both, so that together they may have no more than either carries alone. */
CtPoolId ct_capacity_partner(const CtEstate *estate, CtPoolId pool);
/* Has @pool a backup pool, that is, does its Registrar name another one as backup? */
gboolean ct_capacity_is_paired(const CtEstate *estate, CtPoolId pool);
