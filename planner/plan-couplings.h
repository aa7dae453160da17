/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtPlanCouplings: the rows of couplings.csv, millions of them in sixteen bytes each.  Units are kept as the
 * numbers in their names; other names, of pools, sites and policies, once each.
 */
typedef struct CtPlanCouplings CtPlanCouplings;

/* The number of a unit is written with at least so many. */
#define CT_PLAN_UNIT_DIGITS 4

/* A row with its texts; these are good as long as the row stays where it is. */
typedef struct {
	const char *unit_a;
	const char *unit_b;
	const char *kind;
	guint weight;
	gboolean hard;
	char texts[2][12]; /* private */
} CtPlanCoupling;

CtPlanCouplings *ct_plan_couplings_new(void);
/* One more owner of the same rows: they are gone when each has called ct_plan_couplings_free(). */
CtPlanCouplings *ct_plan_couplings_share(CtPlanCouplings *self);
void ct_plan_couplings_free(CtPlanCouplings *self);

/* Texts are copied where they are needed; @weight is at most G_MAXINT32. */
void ct_plan_couplings_add(CtPlanCouplings *self, const char *unit_a, const char *unit_b,
			   const char *kind, guint weight, gboolean hard);
/* The same for two units by the numbers in their names, which are below a thousand million. */
void ct_plan_couplings_add_units(CtPlanCouplings *self, guint32 a, guint32 b, const char *kind,
				 guint weight, gboolean hard);
guint ct_plan_couplings_count(const CtPlanCouplings *self);
/* Returns: @out_row. */
const CtPlanCoupling *ct_plan_couplings_get(const CtPlanCouplings *self, guint index,
					    CtPlanCoupling *out_row);
gboolean ct_plan_couplings_is_hard(const CtPlanCouplings *self, guint index);

/* The number of unit "u0012", which is 12; G_MAXUINT32 for every other text, "u12" as well. */
guint32 ct_plan_couplings_number(const char *name);
const char *ct_plan_couplings_kind(const CtPlanCouplings *self, guint index);
guint ct_plan_couplings_weight(const CtPlanCouplings *self, guint index);
/* Numbers of the two units of a row; FALSE when it is of anything else. */
gboolean ct_plan_couplings_numbers(const CtPlanCouplings *self, guint index, guint32 *out_a,
				   guint32 *out_b);
