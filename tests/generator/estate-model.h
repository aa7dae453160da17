/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "random.h"

/*
 * A made-up estate: what there is, and nothing about how it is written.  Servers are held in memory;
 * users are made from their number when they are asked for, so that a million of them need no room.
 */

/* What is to be made; the same request gives the same estate. */
typedef struct {
	guint64 seed;
	guint users;
	guint pools;	    /* legacy pools that home users, at least 1 */
	guint sites;	    /* at least 1 */
	guint coupling;	    /* how many users in a thousand have a delegate */
	guint applications; /* at least so many, as an inventory counts them; 0: as the shape has it */
	const char *shape; /* a name of gen_shape_name() */
} GenRequest;

typedef struct {
	char *name;
	char *country;
	char *prefix; /* of telephone numbers: "+1425" */
	char *voice_policy;
	char *usage;
	char *mediation;  /* nullable: FQDN of the legacy Mediation server */
	char *gateway;	  /* FQDN, with @mediation */
	guint first_pool; /* a legacy pool of the site; G_MAXUINT when there is none */
} GenSite;

typedef struct {
	char *fqdn;
	char *name; /* first label of @fqdn */
	guint site;
	guint machines; /* 1: the pool is its own machine */
	gboolean enterprise;
	char *back_end;
	gboolean attendant;	  /* dial-in access */
	guint numbers;		  /* for it */
	gboolean response_groups; /* and workflows on it */
	guint target;
	guint groups; /* agent groups */
} GenPool;

typedef struct {
	char *fqdn;
	char *name;
	guint site;
	guint machines;
	gboolean enterprise;
	char *sql;   /* FQDN; nullable: on the server itself */
	char *files; /* FQDN; nullable: on the server itself */
	char *web;
	char *gateway;
} GenTarget;

typedef struct {
	GenRequest request;
	char *domain;
	char *root; /* "DC=litware,DC=example" */
	char *sip_domains[3];
	guint n_sip_domains;
	GenSite *sites;
	guint n_sites;
	GenPool *pools;
	guint n_pools;
	GenTarget *targets;
	guint n_targets;
	gboolean director;
	gboolean edge;
	gboolean shared_edge;	    /* one external name for its services */
	gboolean target_edge_media; /* target pools use the target Edge, not the legacy one */
	gboolean xmpp;
	gboolean group_chat;
	gboolean archiving;
	gboolean monitoring;
	gboolean remote_call_control;
	gboolean odd_names; /* long names, names with characters that need escapes */
	guint applications; /* trusted applications */
	guint um_contacts;
} GenEstate;

#define GEN_NO_POOL G_MAXUINT

typedef struct {
	guint index;
	guint pool; /* GEN_NO_POOL: nobody homed the user */
	guint site;
	char first[96];
	char last[96];
	char display[224];
	char account[96];
	char address[160]; /* of mail and, after "sip:", of SIP */
	char dn[320];
	char line[64];	       /* "" when there is none */
	char line_server[192]; /* "" when there is none */
	gboolean enabled;
	gboolean voice;
	gboolean federation;
	gboolean internet;
	gboolean public_network;
	const char *voice_policy; /* nullable, as all policies */
	const char *conferencing;
	const char *presence;
	const char *archiving;
	const char *external;
	const char *client;
	const char *dial_plan;
} GenUser;

/* Applications of one server; servers are spread over the pools. */
#define GEN_SERVER_APPLICATIONS 20

/* The users of one block have the same pool, and couplings stay near: a block and its neighbour. */
#define GEN_BLOCK 8

/* Name of shape @index; %NULL behind the last.  @out_help, nullable: one line about it. */
const char *gen_shape_name(guint index, const char **out_help);

/* Returns: (transfer full) (nullable): the estate; %NULL when there is no such shape. */
GenEstate *gen_estate_new(const GenRequest *request);
void gen_estate_free(GenEstate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GenEstate, gen_estate_free)

/* Makes user @index, which is below request.users. */
void gen_user(const GenEstate *self, guint index, GenUser *out_user);

/**
 * gen_delegates:
 * @out_users: numbers of the users who act for user @index, at most 4
 *
 * Returns: how many there are; 0 for most.
 */
guint gen_delegates(const GenEstate *self, guint index, guint out_users[4]);

/**
 * gen_agents:
 * @pool: a pool with response groups
 * @out_users: enabled users of that pool, at most 8
 *
 * Returns: how many agents group @group of the pool has.
 */
guint gen_agents(const GenEstate *self, guint pool, guint group, guint out_users[8]);

/* How many servers the trusted applications are on. */
guint gen_application_servers(const GenEstate *self);
/* How many applications are on server @server. */
guint gen_applications_of(const GenEstate *self, guint server);

/* A GUID that depends on the seed and @name, in lower case without braces. */
void gen_guid(const GenEstate *self, const char *name, char out_guid[37]);

/* FQDN of machine @index (from 0) of a pool. */
void gen_pool_machine(const GenEstate *self, const GenPool *pool, guint index, char *out,
		      gsize room);
void gen_target_machine(const GenEstate *self, const GenTarget *target, guint index, char *out,
			gsize room);
