/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * What going back behind a wave costs its users, by kind; the kinds are the rows of losses.def.
 */

typedef enum {
#define CT_LOSS(id, one, many, text) CT_LOSS_##id,
#include "planner/losses.def"
#undef CT_LOSS
	CT_N_LOSSES,
} CtLossKind;

typedef struct {
	const char *one; /* "meeting" */
	const char *many;
	const char *text; /* a sentence without full stop */
} CtLossRow;

const CtLossRow *ct_loss_row(CtLossKind kind);
/* Can anybody count it: is the export there that shows it? */
gboolean ct_loss_is_known(CtLossKind kind, const CtEstate *estate);
/* "meeting" for "meetings", for all units that a plan of ours has. */
const char *ct_loss_singular(const char *unit);
