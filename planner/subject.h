/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * What a subject such as "pool:ocs01.contoso.com" stands for in an estate.  The texts of a plan may
 * have been written by hand, so that nothing but the estate is believed here.
 */

/* What kind of array a thing is a row of. */
typedef enum {
	CT_CARRIER_SERVER, /* CtEstate.pools */
	CT_CARRIER_OBJECT, /* CtEstate.objects */
	CT_CARRIER_SITE,   /* CtEstate.sites */
	CT_CARRIER_DOMAIN, /* CtEstate.ad_domains */
	CT_CARRIER_USER,   /* CtEstate.users */
	CT_CARRIER_WAVE,   /* CtPlan.waves */
	CT_CARRIER_WHOLE,  /* one row: the deployments as such */
	CT_N_CARRIERS,
} CtCarrier;

typedef struct {
	CtObjectKind kind; /* CT_N_OBJECT_KINDS: not even the kind is known */
	CtCarrier carrier;
	guint32 index; /* CT_NONE: there is no such thing */
} CtSubjectRef;

typedef struct CtSubjects CtSubjects;

/**
 * ct_subjects_new:
 * @estate: (nullable): borrowed; without it only waves can be found, and the rest counts as known
 * @plan: borrowed
 */
CtSubjects *ct_subjects_new(const CtEstate *estate, const CtPlan *plan);
void ct_subjects_free(CtSubjects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSubjects, ct_subjects_free)

CtSubjectRef ct_subjects_find(const CtSubjects *self, const char *subject);

/* The public name of a row, newly allocated; "" for CT_CARRIER_WHOLE. */
char *ct_subjects_name(const CtEstate *estate, CtCarrier carrier, guint32 index);

/* Where a thing is described; FALSE when no export does. */
gboolean ct_subjects_origin(const CtEstate *estate, CtSubjectRef ref, CtOrigin *out_origin);
