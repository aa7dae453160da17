/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/facts.h"

/*
 * CtEstate: what the facts mean.  Both deployments as plain arrays; ids instead of pointers, one id
 * type for each kind of thing.  An estate owns its facts, is built once by ct_estate_new() and is
 * not changed afterwards.  Every array has a canonical order that does not depend on the order of
 * inputs or elements (pools by folded FQDN, objects by kind and folded identity, users by folded
 * SIP address, ...).
 */

#define CT_NONE G_MAXUINT32

typedef struct {
	guint32 index;
} CtSiteId;
typedef struct {
	guint32 index;
} CtPoolId;
typedef struct {
	guint32 index;
} CtServiceId;
typedef struct {
	guint32 index;
} CtObjectId;
typedef struct {
	guint32 index;
} CtUserId;

typedef enum {
#define CT_OBJECT(id, prefix, name) CT_OBJECT_##id,
#include "analyzer/objects.def"
#undef CT_OBJECT
	CT_N_OBJECT_KINDS,
} CtObjectKind;

typedef enum {
#define CT_ROLE(id, topology, powershell) CT_ROLE_##id,
#include "analyzer/roles.def"
#undef CT_ROLE
	CT_ROLE_UNKNOWN,
	CT_N_ROLES,
} CtRole;

typedef enum {
	CT_PRODUCT_UNKNOWN,
	CT_PRODUCT_LCS,	      /* service version 2 and older */
	CT_PRODUCT_OCS2007,   /* 3 */
	CT_PRODUCT_OCS2007R2, /* 4 */
	CT_PRODUCT_LYNC2010,  /* 5 */
	CT_PRODUCT_LYNC2013,  /* 6 */
	CT_PRODUCT_SFB2015,   /* 7 */
	CT_PRODUCT_SFB2019,   /* 8 */
	CT_N_PRODUCTS,
} CtProduct;

typedef enum {
	CT_EDITION_UNKNOWN,
	CT_EDITION_STANDARD,
	CT_EDITION_ENTERPRISE,
} CtEdition;

typedef struct {
	CtOrigin origin;
	const char *id; /* SiteId text, or the name for a site that only an intent file names */
	const char *name;
	const char *kind;	      /* "CentralSite", ... */
	gboolean back_compat;	      /* the site that a merge made */
	const char *federation_route; /* nullable, as exported */
} CtSite;

/* A cluster of a topology, or a pool or server that only another export names. */
typedef struct {
	CtOrigin origin;
	CtObjectKind kind; /* POOL ... SERVER: what it chiefly is, from its roles */
	const char *fqdn;  /* original spelling */
	const char *key;   /* folded FQDN: identity */
	const char *name;  /* display name or pool name in the directory; nullable */
	CtSiteId site;	   /* may be CT_NONE */
	CtDeployment deployment;
	const char *deployment_why; /* the evidence, static text */
	CtProduct product;
	int service_version; /* 0 unknown */
	CtEdition edition;
	guint64 roles; /* bit (1 << CtRole) */
	guint machines;
	guint users;		       /* homed here */
	guint voice_users;	       /* of these, with Enterprise Voice */
	const char *back_end;	       /* "host\instance" folded; nullable */
	const char *external_web_fqdn; /* nullable */
	gboolean in_back_compat;       /* a merge has brought it into BackCompatSite */
	gboolean in_legacy_export;     /* an export of the legacy side names it */
	gboolean has_response_group;   /* the application runs here */
	gboolean has_dial_in;	       /* Conferencing Attendant runs here */
	CtPropRange props;
} CtPool;

typedef struct {
	CtOrigin origin;
	CtPoolId pool;
	const char *fqdn;
	const char *key;
} CtMachine;

typedef struct {
	CtOrigin origin;
	CtPoolId pool; /* the cluster it stands on */
	const char *name;
} CtSqlInstance;

typedef struct {
	CtOrigin origin;
	const char *id; /* "1-Registrar-1" */
	const char *role_name;
	CtRole role;
	int role_version;
	int service_version;
	CtPoolId pool; /* the cluster it runs on; CT_NONE when dangling */
	CtPropRange props;
} CtService;

typedef struct {
	CtOrigin origin;
	CtServiceId from;
	CtServiceId to;	   /* CT_NONE when dangling */
	const char *to_id; /* as written */
	const char *usage;
} CtDependency;

/* Anything else that has to be moved, kept or retired. */
typedef struct {
	CtOrigin origin;
	CtObjectKind kind;
	CtDeployment deployment;
	const char *identity;  /* as exported */
	const char *key;       /* folded */
	const char *name;      /* for people; never NULL */
	CtPoolId pool;	       /* home or owner; may be CT_NONE */
	const char *pool_text; /* as written, nullable; dangling when set and pool is CT_NONE */
	const char *type;      /* the export's own type */
	gboolean remote_call_control; /* AUTHORIZED_HOST, STATIC_ROUTE: serves an RCC gateway */
	CtPropRange props;
} CtObject;

/* User columns; row = CtUserId.index.  Sorted by folded SIP address. */
typedef struct {
	guint32 count;
	const char **sip;  /* original spelling */
	const char **key;  /* folded */
	const char **name; /* display name; never NULL (the SIP address when unknown) */
	guint32 *pool;	   /* CtPoolId.index, CT_NONE: unassigned */
	guint32 *profile;  /* index into CtFacts.profiles */
	guint32 *flags;	   /* CtUserFlags */
	guint32 *input;
	guint32 *line;
	guint32 *contacts;    /* %NULL, as the two below, when no input has user data */
	guint32 *groups;      /* groups of contacts that the user made */
	guint32 *conferences; /* that the user organises */
} CtUsers;

/* One user to another, as user data has it.  Sorted by from, to, kind; each once; both directions when
 * both have it. */
typedef struct {
	CtUserId from;
	CtUserId to;
	guint32 input;
	guint32 line : 30;
	guint32 kind : 2; /* CtTieKind; delegates are couplings too */
} CtUserTie;

/* All user data together, of people who are known as users and of others. */
typedef struct {
	guint people;
	guint contacts;
	guint groups;
	guint distribution_groups;
	guint conferences;
	guint delegates;
} CtUserDataCounts;

/* Who had better move together.  CtEstate.couplings has the first two; the next two are ties; the rest
 * holds for all users who share something, and is listed nowhere. */
typedef enum {
	CT_COUPLING_DELEGATE,
	CT_COUPLING_RESPONSE_GROUP,
	CT_COUPLING_CONFERENCE,
	CT_COUPLING_CONTACT,
	CT_COUPLING_POOL,
	CT_COUPLING_SITE,
	CT_COUPLING_POLICY,
	CT_N_COUPLINGS,
} CtCouplingKind;

/* An undirected edge between two users, a.index < b.index; agents of one group form a chain. */
typedef struct {
	CtOrigin origin;
	CtUserId a;
	CtUserId b;
	CtCouplingKind kind;
} CtCoupling;

/* A forest that one deployment names beside that of most of its entries. */
typedef struct {
	CtOrigin origin;
	CtDeployment deployment;
	const char *name; /* folded DNS name */
	const char *most; /* the forest of most entries of the deployment */
	CtOrigin most_origin;
} CtForest;

/* One of the owners of a number that several things have. */
typedef struct {
	CtOrigin origin;
	const char *number;  /* as people dial it; one pointer for all owners, who are neighbours */
	const char *what;    /* "user", "dial-in access number", ...; static */
	const char *address; /* SIP address or identity, as exported */
	const char *key;     /* of a user or an object; %NULL for a device */
	CtObjectKind kind;   /* with @key */
} CtNumberOwner;

/* Users that the planner cannot tell apart: same pool, profile and flags. */
typedef struct {
	CtPoolId pool;
	guint32 profile;
	guint32 flags;
	guint32 count;
} CtCohort;

/* A host that a legacy Edge accepts as internal server. */
typedef struct {
	CtOrigin origin;
	CtPoolId edge;
	const char *server; /* folded FQDN */
} CtEdgeInternalServer;

typedef struct {
	CtFacts *facts;	       /* owned */
	CtStrings *strings;    /* borrowed from facts */
	GArray *sites;	       /* of CtSite */
	GArray *pools;	       /* of CtPool */
	GArray *machines;      /* of CtMachine */
	GArray *sql_instances; /* of CtSqlInstance */
	GArray *services;      /* of CtService */
	GArray *dependencies;  /* of CtDependency */
	GArray *objects;       /* of CtObject */
	GArray *couplings;     /* of CtCoupling */
	GArray *cohorts;       /* of CtCohort */
	GArray *edge_servers;  /* of CtEdgeInternalServer */
	GArray *number_owners; /* of CtNumberOwner, of shared numbers only; by number, objects first */
	CtUsers users;
	GArray *ties; /* of CtUserTie */
	CtUserDataCounts user_data;
	gboolean edge_servers_known; /* some export lists the internal servers of legacy Edges */
	const char *legacy_forest;   /* from DNs, "contoso.com"; nullable when unknown */
	const char *target_forest;   /* nullable when unknown */
	CtOrigin legacy_forest_origin;
	CtOrigin target_forest_origin;
	GArray *other_forests; /* of CtForest: more than the one of their side, which nobody has */
	GPtrArray *ad_domains; /* of const char *, folded DNS names seen in DNs, sorted */
	GArray *ad_domain_origins; /* of CtOrigin: where each was seen first */
	gboolean has_back_compat_site;
	CtSiteId back_compat_site;
	GHashTable *pool_index; /* private: folded FQDN -> index + 1 */
	guint32 *
		user_slots; /* private: index + 1 by hash of the folded SIP address; see estate.c */
	gsize n_user_slots; /* private */
	guint32 user_mask;  /* private: the bits of a slot that are the index */
} CtEstate;

struct CtFindings;

/**
 * ct_estate_new:
 * @facts: (transfer full): what was imported
 * @findings: what is understood but wrong (dangling references, duplicate ids, ...) goes here
 *
 * Resolves references, merges what several exports say of one object (same folded FQDN, SIP address
 * or identity), assigns deployments.  Never fails: whatever cannot be resolved is a finding.
 * Cost: linear in the facts, but for sorting.
 */
CtEstate *ct_estate_new(CtFacts *facts, struct CtFindings *findings);

/* An estate of @facts (transfer full) in which nothing is resolved yet: where ct_estate_new() begins, and
 * tests that make an estate by hand. */
CtEstate *ct_estate_new_empty(CtFacts *facts);
void ct_estate_free(CtEstate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEstate, ct_estate_free)

const CtPool *ct_estate_pool(const CtEstate *self, CtPoolId id);
const CtSite *ct_estate_site(const CtEstate *self, CtSiteId id); /* NULL for CT_NONE */
const CtObject *ct_estate_object(const CtEstate *self, CtObjectId id);
const CtService *ct_estate_service(const CtEstate *self, CtServiceId id);

/* @fqdn in any case; CT_NONE when there is no such pool. */
CtPoolId ct_estate_find_pool(const CtEstate *self, const char *fqdn);
/* @sip in any case, with or without "sip:"; CT_NONE when there is no such user. */
CtUserId ct_estate_find_user(const CtEstate *self, const char *sip);
/* As ct_estate_find_user(); @key is what CtUsers.key would hold. */
CtUserId ct_estate_find_user_key(const CtEstate *self, const char *key);
/* As ct_estate_find_user() for up to CT_ESTATE_AHEAD addresses (nullable) at once: what one needs of memory
 * is fetched while others are answered. */
#define CT_ESTATE_AHEAD 16
void ct_estate_find_users(const CtEstate *self, const char *const *sips, guint count,
			  CtUserId *out_users);
/* Makes the users findable; again after others have been added. */
void ct_estate_index_users(CtEstate *self);

gboolean ct_pool_has_role(const CtPool *self, CtRole role);

/* Is this a pool that homes users (Registrar with User Services, no Director)? */
gboolean ct_pool_homes_users(const CtPool *self);

/* "file:line" for people, newly allocated; "file" when the line is unknown. */
char *ct_estate_where(const CtEstate *self, CtOrigin origin);

/* "pool:ocs01.contoso.com": the public name of a thing, newly allocated. */
char *ct_subject(CtObjectKind kind, const char *identity);
const char *ct_object_kind_prefix(CtObjectKind kind);
const char *ct_object_kind_name(CtObjectKind kind);
/* CT_N_OBJECT_KINDS when @prefix (of @length bytes) is none. */
CtObjectKind ct_object_kind_from_prefix(const char *prefix, gsize length);

const char *ct_product_name(CtProduct product); /* "Office Communications Server 2007 R2", ... */
const char *ct_role_name(CtRole role);		/* the topology's RoleName */

/* The integer counts of the inspect contract, in its order. */
typedef struct {
	guint sites, pools, machines, sql_instances, services, dependencies, gateways, users,
		applications;
} CtCounts;
CtCounts ct_estate_counts(const CtEstate *self);
