/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/done.h"

/* Private to done*.c: where a step is looked for. */

struct CtDone {
	const CtPlan *plan;
	const CtEstate *estate;
	const CtSubjects *subjects;
	GHashTable *files; /* names of the inputs without their folders, owned */
	gboolean topology; /* a published topology is among them */
	gboolean legacy;   /* an export of the legacy side that the plan had is among them */
	CtOrigin document; /* the first published topology */
};

/* A step that is looked at. */
typedef struct {
	const CtDone *done;
	const CtPlanStep *step;
	CtSubjectRef ref;	/* the first subject */
	const CtPool *pool;	/* nullable: the same */
	const CtObject *object; /* nullable: the same */
	CtSeen *seen;
} CtLook;

/* @origin: (nullable): where it is seen */
void ct_look_say(const CtLook *self, CtSight sight, const CtOrigin *origin, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
/* Has the file that showed the subject to the planner been exported again? */
gboolean ct_look_is_exported_again(const CtLook *self);
const char *ct_look_subject(const CtLook *self);
gboolean ct_done_is_published(const CtDone *self, CtOrigin origin);

/* One function for each place of done.def: done-target.c and done-legacy.c. */
void ct_done_see_application(const CtLook *look);
void ct_done_see_authorized(const CtLook *look);
void ct_done_see_cleared(const CtLook *look);
void ct_done_see_consolidated(const CtLook *look);
void ct_done_see_defined(const CtLook *look);
void ct_done_see_directories(const CtLook *look);
void ct_done_see_federated(const CtLook *look);
void ct_done_see_gone(const CtLook *look);
void ct_done_see_imported(const CtLook *look);
void ct_done_see_management(const CtLook *look);
void ct_done_see_merge_gone(const CtLook *look);
void ct_done_see_merge_published(const CtLook *look);
void ct_done_see_merged(const CtLook *look);
void ct_done_see_moved(const CtLook *look);
void ct_done_see_published(const CtLook *look);
void ct_done_see_remerged(const CtLook *look);
void ct_done_see_response_groups(const CtLook *look);
void ct_done_see_retired(const CtLook *look);
void ct_done_see_route_gone(const CtLook *look);
void ct_done_see_routed(const CtLook *look);
void ct_done_see_unfederated(const CtLook *look);
void ct_done_see_voice_routes(const CtLook *look);
void ct_done_see_xmpp_partners(const CtLook *look);
void ct_done_see_xmpp_policy(const CtLook *look);
