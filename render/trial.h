/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/* What the pilot tries, as page and book tell it. */

/* A pilot user who tries something. */
typedef struct {
	const char *sip;      /* borrowed from the plan */
	GArray *combinations; /* of guint: rows of CtPlan.combinations, ascending */
} CtTrier;

/* Returns: (transfer full): of CtTrier, by SIP address. */
GPtrArray *ct_trial_users(const CtPlan *plan);

/* How much the pilot tries, with how many users, and what is proved of that; newly allocated. */
char *ct_trial_sentence(const CtPlan *plan);

/* "voice, federation with ocs01.contoso.com; ...; and 5 more": at most @limit of them, newly allocated. */
char *ct_trial_text(const CtPlan *plan, const CtTrier *trier, guint limit);
