/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtMap: what the estate map shows, before anyone thinks of places.  It is read from the fate ledger
 * of the plan, so that the drawing has every legacy object that the ledger has, and no other.
 */

typedef enum {
	CT_FATE_MOVES,
	CT_FATE_MERGED,
	CT_FATE_REBUILT,
	CT_FATE_RETIRED,
	CT_FATE_STAYS,
	CT_FATE_UNMATCHED,
	CT_N_FATES,
} CtFateKind;

/* A legacy pool, server, or group of applications or settings. */
typedef struct {
	CtObjectKind kind;
	const char *id;	  /* subject, or "apps:..." for a group */
	const char *href; /* "#fate-3": its row of the ledger; nullable */
	const char *name;
	const char *detail;
	const char *apps; /* what is homed there, "2 access numbers, ..."; nullable */
	guint n_apps;
	CtFateKind apps_fate;
	guint users;
	guint direct;	   /* of them, those that go to @target; fewer when the pool is spread */
	const char *waves; /* "waves 1, 3 to 5"; nullable */
	CtFateKind fate;
	guint target;	  /* index into targets; CT_NONE: does not travel */
	const char *site; /* legacy site; nullable when unknown */
} CtMapBox;

typedef struct {
	CtObjectKind kind;
	const char *id;
	const char *name;
	const char *detail;
	guint site;	   /* index into sites */
	guint users;	   /* that arrive */
	GArray *sources;   /* of guint, indexes into boxes, in drawing order */
	GPtrArray *extras; /* of const char *: "with gateway ...", a line each */
} CtMapTarget;

typedef struct {
	const char *id;
	const char *name;
	GArray *targets; /* of guint, indexes into targets */
	GPtrArray *also; /* of const char *: servers without any part in the move */
} CtMapSite;

typedef struct {
	GStringChunk *chunk;
	GArray *boxes;	 /* of CtMapBox */
	GArray *targets; /* of CtMapTarget */
	GArray *sites;	 /* of CtMapSite */
	GArray *rest;	 /* of guint, indexes into boxes: those that do not travel */
	guint users;	 /* of the legacy side */
} CtMap;

/**
 * ct_map_new:
 * @estate: (nullable): without it names and fates are known, but no details
 */
CtMap *ct_map_new(const CtPlan *plan, const CtEstate *estate);
void ct_map_free(CtMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtMap, ct_map_free)

/* The same map with one box for all of a kind with the same fate and the same target site. */
CtMap *ct_map_summarize(const CtMap *self);

/* For those who make maps: an empty one, texts that live as long as it does (ct_map_take() frees its
 * argument), and its parts.  ct_map_find_site() finds a site by name or makes it. */
CtMap *ct_map_empty(void);
const char *ct_map_keep(CtMap *self, const char *text);
const char *ct_map_take(CtMap *self, char *text);
guint ct_map_find_site(CtMap *self, const char *id, const char *name);
guint ct_map_add_target(CtMap *self, CtMapTarget target);

/* How many boxes a drawing of it has. */
guint ct_map_size(const CtMap *self);

const CtMapBox *ct_map_box(const CtMap *self, guint index);
const CtMapTarget *ct_map_target(const CtMap *self, guint index);
const CtMapSite *ct_map_site(const CtMap *self, guint index);

CtFateKind ct_fate_from_string(const char *fate); /* unknown words are unmatched */
const char *ct_fate_to_string(CtFateKind fate);
/* "P" for pools, "E" for Edges, ...: the letter that stands for a kind. */
const char *ct_map_letter(CtObjectKind kind);
/* The kind of "kind:identity", CT_N_OBJECT_KINDS when unknown. */
CtObjectKind ct_map_subject_kind(const char *subject);
/* The identity of "kind:identity"; the whole text when it has no kind. */
const char *ct_map_subject_identity(const char *subject);
