/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/version-pair.h"

/*
 * The rows of steps.def and constraints.def as tables.  Planner and checker read the same knowledge;
 * each binds and orders it by code of its own.
 */

typedef enum {
	CT_REVERSIBLE_YES,
	CT_REVERSIBLE_LOSSY,
	CT_REVERSIBLE_NO,
} CtReversible;

/* Which objects get a step of a row; planner/binding.c turns these into subjects. */
typedef enum {
	CT_BIND_LEGACY_SERVER,	   /* each legacy pool, Director, Edge, Mediation server */
	CT_BIND_LEGACY_POOL,	   /* each legacy pool that homes users */
	CT_BIND_LEGACY_DEPLOYMENT, /* once */
	CT_BIND_LEGACY_EDGE,	   /* each legacy Edge */
	CT_BIND_EXPANDED_EDGE,	   /* each legacy Edge whose roles stand on several servers */
	CT_BIND_MERGE_AGAIN, /* once, if the legacy Edge goes before the target Edge serves (O-15) */
	CT_BIND_TARGET_POOL,	   /* each target pool that homes users or is paired */
	CT_BIND_TARGET_DEPLOYMENT, /* once */
	CT_BIND_TARGET_EDGE,	   /* each target Edge */
	CT_BIND_FEDERATING_EDGE,   /* the one target Edge that takes federation over */
	CT_BIND_TARGET_SITE_EDGE, /* each target site with paired pools, if there is a legacy Edge */
	CT_BIND_TARGET_MEDIATION, /* each target Mediation server, if there is a legacy one */
	CT_BIND_CUTOVER,	  /* once, if there are both a legacy and a target Edge */
	CT_BIND_FOREST,		  /* once */
	CT_BIND_FEDERATED_FOREST, /* once, if there are both a legacy and a target Edge */
	CT_BIND_ACTIVE_DIRECTORY, /* schema, forest, each domain */
	CT_BIND_BACK_COMPAT_SITE, /* once */
	CT_BIND_ALL_DIRECTORIES,  /* once, if there are legacy conference directories */
	CT_BIND_EARLY_WAVE,	  /* each wave of test accounts or pilot users */
	CT_BIND_PRODUCTION_WAVE,  /* each other wave */
	CT_BIND_POOL_PAIR,	  /* each legacy pool that homes users, with its target */
	CT_BIND_RGS_POOL,	  /* each legacy pool with response groups */
	CT_BIND_ACCESS_NUMBER,
	CT_BIND_UM_CONTACT, /* each contact, then the Exchange script once for each target pool */
	CT_BIND_REMOTE_CALL_CONTROL, /* RCC authorized hosts, RCC static routes, the users */
	CT_BIND_TRUSTED_APP,	     /* trusted applications, and hosts and routes not of RCC */
	CT_BIND_VOICE_ROUTE,
	CT_BIND_XMPP,
	CT_BIND_GROUP_CHAT,
	CT_BIND_PERSISTENT_CHAT, /* each target Persistent Chat pool, if there is Group Chat */
	CT_BIND_RECORDING,	 /* each legacy Archiving or Monitoring server */
	CT_BIND_DIRECTORY,	 /* each legacy conference directory */
	CT_BIND_SIP_DOMAIN,
	CT_BIND_MANAGEMENT,	/* each legacy pool that holds the Central Management store */
	CT_BIND_RETIRED_SERVER, /* each legacy pool, Director, Edge, Mediation server, XMPP gateway */
	CT_N_BINDINGS,
} CtBinding;

typedef struct {
	const char *id;
	int phase;
	CtBinding bind;
	const char *title; /* "{}" stands for the subject */
	const char *tool;
	guint minutes; /* for rows that move users: for each 100 users */
	guint settle_minutes;
	CtReversible reversible;
	const char *rollback; /* R id or "" */
	const char *tests;    /* V ids separated by blanks */
	const char *source;
} CtStepRow;

typedef enum {
	CT_STRENGTH_HARD,
	CT_STRENGTH_RECOMMENDED,
} CtStrength;

typedef enum {
	CT_SCOPE_ALL,
	CT_SCOPE_POOL,
	CT_SCOPE_SUBJECT,
	CT_SCOPE_WAVE,
} CtScope;

typedef enum {
	CT_CONDITION_ALWAYS,
	CT_CONDITION_SHARED_EDGE_FQDN, /* some legacy Edge uses one external name for all services */
	CT_CONDITION_SEPARATE_EDGE_FQDN, /* none does */
	CT_CONDITION_NEVER,		 /* known, but exports cannot show when it binds */
	/* what the readings of the guide decide (reading.h), whatever the estate */
	CT_CONDITION_CALLS_OF_ALL,	/* target Mediation servers wait for all users */
	CT_CONDITION_CALLS_OF_POOL,	/* each waits for the users of its own pools */
	CT_CONDITION_XMPP_POLICY_LATE,	/* XMPP policies wait for all users */
	CT_CONDITION_XMPP_POLICY_EARLY, /* they precede the first user */
	CT_CONDITION_WHOLE_EDGE_STOPS,	/* the cutover stops every service of the legacy Edge */
} CtCondition;

#define CT_OBJECT_ANY CT_N_OBJECT_KINDS

typedef struct {
	const char *id;
	CtStrength strength;
	const char *before;	  /* rule ids separated by '|' */
	CtObjectKind before_kind; /* of the first subject; CT_OBJECT_ANY */
	const char *after;
	CtObjectKind after_kind;
	CtScope scope;
	CtCondition condition;
	const char *reason;
	const char *source;
	const char *follows; /* ids separated by '|', of which it is a consequence; "": of none */
} CtConstraintRow;

const CtStepRow *ct_step_rows(guint *out_count);
const CtStepRow *ct_step_row_find(const char *id); /* nullable result */

const CtConstraintRow *ct_constraint_rows(guint *out_count);
/* The first row of @id; nullable result. */
const CtConstraintRow *ct_constraint_row_find(const char *id);

/* Does @rule stand in the '|' separated @list? */
gboolean ct_rule_list_has(const char *list, const char *rule);

/*
 * The tables hold the rows of all version pairs; an id says which pair its row belongs to.  Code that
 * has to know a rule (which steps move users, which open the federation cutover) knows it by the id
 * that it has in the first pair, and asks what part a rule of another pair plays: names.def.
 */

/* The covered pair of the estate; NULL is the first pair, also where nothing shows which it is. */
const CtVersionPair *ct_rulebook_pair(const CtEstate *estate);
/* The pair of a row: NULL is the first one. */
const CtVersionPair *ct_rule_pair(const char *rule);
/* The id of the first pair that stands for the same; @rule itself when there is none. */
const char *ct_rule_part(const char *rule);
/* What the pair calls @part; NULL when it has no such rule. */
const char *ct_rule_named(const CtVersionPair *pair, const char *part);
/* The same for what somebody has broken: where a step and a constraint share the part, it is that of the
 * constraint. */
const char *ct_rule_told(const CtVersionPair *pair, const char *part);
/* Does @rule play one of @parts, separated by '|'? */
gboolean ct_rule_plays(const char *parts, const char *rule);

/**
 * ct_condition_holds:
 * @out_origin: (nullable): the fact that makes it hold or not; zeroed when there is none
 */
gboolean ct_condition_holds(const CtEstate *estate, CtCondition condition, CtOrigin *out_origin);
/* The same, where it is known whether both sides of the Edge share their name. */
gboolean ct_condition_binds(CtCondition condition, gboolean shared_name);

/* Do all external services of this legacy Edge answer under one name (W-10, O-15)? */
gboolean ct_edge_shares_fqdn(const CtEstate *estate, const CtPool *edge);

/* Is this one of the rules that move the users of a wave? */
gboolean ct_rule_moves_users(const char *rule);

const char *ct_reversible_to_string(CtReversible reversible); /* "yes", "lossy", "no" */
