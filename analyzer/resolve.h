/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"

/*
 * Private to resolve*.c: what the resolver knows while an estate comes into being.
 *
 * Keys of the tables are folded and interned in the facts, so that they compare as pointers; values
 * are rows + 1.  Ids of a document are unique within it only, hence two tables for each kind of id:
 * one for references within a document, one for references from other exports.
 */

/* What the exports say of one pool, beside what CtPool keeps; parallel to CtEstate.pools. */
typedef struct {
	gboolean forced_legacy;
	gboolean forced_target;
	gboolean back_compat; /* a topology has it in BackCompatSite */
	gboolean elsewhere;   /* a topology has it in another site */
	gboolean from_wmi;    /* a WMI class names it */
	gboolean from_edge_input;
	gboolean in_topology;	    /* of services with version 6 and newer */
	gboolean dn_by_name;	    /* a home server's DN calls it by name */
	gboolean dn_by_number;	    /* ... by cluster number, as Lync does */
	gboolean may_be_director;   /* legacy: says so itself, or shows no sign of user services */
	gboolean has_user_services; /* a topology says so */
	const char *directory_name; /* folded: the CN of its DN; nullable */
} CtPoolEvidence;

/* How many facts of one input belong to either deployment. */
typedef struct {
	guint legacy;
	guint target;
} CtInputTally;

typedef struct {
	CtEstate *estate;
	CtFacts *facts;
	CtFindings *findings;
	guint32 *input_rank;	    /* of each input: its place by path */
	guint32 *document_rank;	    /* of each input: its place among topologies, the best first */
	guint32 *document_services; /* of each input: how many services it describes */
	GArray *pool_documents;	    /* private to resolve-documents.c */
	CtInputTally *tally;	    /* of each input */
	GArray *evidence;	    /* of CtPoolEvidence */
	GHashTable *site_ids;	    /* "input|id" -> site */
	GHashTable *site_names;	    /* name or id -> site */
	GHashTable *cluster_ids;    /* "input|id" -> pool */
	GHashTable *any_cluster;    /* id -> pool */
	GHashTable *service_ids;    /* "input|id" -> service */
	GHashTable *any_service;    /* id -> service */
	GHashTable *machine_pools;  /* FQDN of a machine -> pool */
	GHashTable *pool_names;	    /* name in the directory, or first label -> pool */
	GHashTable *tags;	    /* TagId -> folded ServiceId, borrowed */
	GHashTable *references;	    /* text as written, interned -> pool; a cache */
} CtResolve;

/* In resolve-topology.c. */
void ct_resolve_sites(CtResolve *self);
CtSiteId ct_resolve_site_of(const CtResolve *self, guint32 input, const char *text);
void ct_resolve_services(CtResolve *self);
CtRole ct_resolve_role(const char *name);

/* In resolve-documents.c: which of several topologies counts.  Ranks first, then the choice of one for
 * each pool, then, when services are known, what the others say differently. */
void ct_resolve_rank_documents(CtResolve *self);
void ct_resolve_choose_documents(CtResolve *self);
void ct_resolve_compare_documents(CtResolve *self);

/* Does another topology than @input count for this pool?  @pool may be CT_NONE. */
gboolean ct_resolve_is_passed_over(const CtResolve *self, guint32 pool, guint32 input);

/* Newer than this, a class of the directory or of WMI speaks of the target deployment, which registers
 * itself as well. */
#define CT_LAST_LEGACY_VERSION 4

/* In resolve-pools.c: claims become pools. */
void ct_resolve_pools(CtResolve *self);
void ct_resolve_machines(CtResolve *self);

/* In resolve-deployments.c: what pools are, when services, and later users, are known. */
void ct_resolve_deployments(CtResolve *self);

/* In resolve-roles.c: editions, back ends, kinds and applications of pools, from their services. */
void ct_resolve_roles(CtResolve *self);
void ct_resolve_kinds(CtResolve *self);

/* In resolve-users.c. */
void ct_resolve_users(CtResolve *self);

/* One row of the facts about a user. */
typedef struct {
	const char *key; /* folded SIP address */
	guint32 row : 31;
	guint32 home_named : 1;
	guint32 pool; /* its home; CT_NONE: none, or none that is known */
} CtUserRow;

/* The same while rows are sorted. */
typedef struct {
	guint64 head; /* the bytes of the address that are compared now */
	CtUserRow row;
} CtUserPlace;

/* In resolve-user-merge.c: rows of one user become one. */
typedef struct CtUserMerge CtUserMerge;

CtUserMerge *ct_user_merge_new(CtResolve *resolve);
void ct_user_merge_free(CtUserMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtUserMerge, ct_user_merge_free)

/* Compares CtUserPlaces, @data being the CtResolve: by address, then the newest evidence first. */
gint ct_user_place_compare(gconstpointer a, gconstpointer b, gpointer data);

/* The profile of @row, without what its export knows. */
guint32 ct_user_merge_profile(CtUserMerge *self, guint32 row);

/**
 * ct_user_merge_rows:
 * @rows: (array length=count): two or more rows of one user, newest first
 * @at: row of CtUsers, filled from the first of @rows
 *
 * Completes home, name, flags and profile from all of @rows; contradictions are findings.
 */
void ct_user_merge_rows(CtUserMerge *self, const CtUserRow *rows, guint count, guint32 at);

/* Reports how many more contradictions there were than got a finding of their own. */
void ct_user_merge_report(CtUserMerge *self);

/* In resolve-user-data.c; it needs users and objects.  What the facts have of it is given back. */
void ct_resolve_user_data(CtResolve *self);
void ct_resolve_delegate_ties(CtResolve *self, GArray *couplings);

void ct_resolve_cohorts(CtResolve *self);
void ct_resolve_couplings(CtResolve *self);

typedef enum {
	CT_SCOPE_ESTATE,     /* one identity is one object */
	CT_SCOPE_POOL,	     /* the same identity on two pools is a clash to be reported */
	CT_SCOPE_DEPLOYMENT, /* both deployments have one of that name */
} CtObjectScope;

/* One record's word on one object. */
typedef struct {
	CtObject object;
	CtObjectScope scope;
	gboolean contact_only; /* gives way to an access number or UM contact of its address */
	const char *sip;       /* folded address of a contact; nullable */
} CtObjectClaim;

/* In resolve-records.c: appends a CtObjectClaim to @claims for each object that a record names. */
void ct_resolve_claim_objects(CtResolve *self, GArray *claims);

/* In resolve-objects.c. */
void ct_resolve_objects(CtResolve *self);
void ct_resolve_edge_servers(CtResolve *self);

/* resolve-numbers.c: what shares a number; lets go of the numbers of users. */
void ct_resolve_numbers(CtResolve *self);

/* In resolve-directory.c: distinguished names. */
void ct_resolve_directory(CtResolve *self);
gboolean ct_resolve_is_dn(const char *text);

/**
 * ct_resolve_dn_pool_name:
 *
 * Returns: (nullable): the folded name before "CN=Pools" in a DN: a pool's name in the directory,
 * or "site:number" for a cluster of Lync.
 */
const char *ct_resolve_dn_pool_name(CtResolve *self, const char *dn);

/**
 * ct_resolve_host:
 * @text: (nullable): FQDN, or DN of a computer or of what stands below it
 *
 * Returns: (nullable): the FQDN; that of a computer is its name in its domain, as far as a DN tells.
 */
const char *ct_resolve_host(CtResolve *self, const char *text);

/* In resolve-references.c. */
void ct_resolve_tags(CtResolve *self);
void ct_resolve_names(CtResolve *self);

/**
 * ct_resolve_pool:
 * @text: (nullable): FQDN, "Role:fqdn", DN, TagId, ServiceId or ClusterId, interned
 *
 * Returns: the pool, %CT_NONE when no export describes it.
 */
CtPoolId ct_resolve_pool(CtResolve *self, const char *text);

/**
 * ct_resolve_service_name:
 * @text: (not nullable): perhaps a TagId or ServiceId, interned
 *
 * Returns: the service as the shell prints it, "PstnGateway:gw01.contoso.com"; @text when it is no
 *   service that an export describes.
 */
const char *ct_resolve_service_name(CtResolve *self, const char *text);

/* "input|id", folded and interned: the key of an id within its document. */
const char *ct_resolve_scoped(CtResolve *self, guint32 input, const char *id);

/* Row of a key, CT_NONE when it has none, or means several things. */
guint32 ct_resolve_look_up(GHashTable *table, const char *key);

/* Remembers @row under @key; when the key already means another row, it means none from now on. */
void ct_resolve_put(GHashTable *table, const char *key, guint32 row);

/* Total order of origins: by path of the input, then line, then element path. */
gint ct_resolve_compare_origins(const CtResolve *self, CtOrigin a, CtOrigin b);

/* Counts one fact of @input for a deployment. */
void ct_resolve_tally(CtResolve *self, guint32 input, CtDeployment deployment);

/* First value among @keys (ended by CT_N_KEYS), and nullable. */
const char *ct_resolve_first(const CtResolve *self, CtPropRange range, const CtKey *keys);

/* Leading number of @text, 0 when it has none: "4", "4.0". */
int ct_resolve_number(const char *text);

/* Is this the name of a class that only Office Communications Server has? */
gboolean ct_resolve_is_wmi(const CtRecord *record);

/* Is this a class of WMI, or an entry of the directory that Lync does not name by number?  Lync writes
 * entries of its own beside those of the legacy product; their versions tell them apart. */
gboolean ct_resolve_may_be_legacy(CtResolve *self, const CtRecord *record);

static inline CtPool *
ct_resolve_pool_at(const CtResolve *self, guint32 index)
{
	return &g_array_index(self->estate->pools, CtPool, index);
}

static inline CtPoolEvidence *
ct_resolve_evidence_at(const CtResolve *self, guint32 index)
{
	return &g_array_index(self->evidence, CtPoolEvidence, index);
}

static inline const CtInput *
ct_resolve_input_at(const CtResolve *self, guint32 index)
{
	return &g_array_index(self->facts->inputs, CtInput, index);
}
