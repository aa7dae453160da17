/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"

/*
 * What a topology document lists: clusters, SQL instances and services with what they need, numbered
 * as a document numbers them, before it is known in which kind of file they stand.
 */

#define GEN_NOWHERE G_MAXUINT

typedef struct {
	const char *owner;
	const char *usage;
	const char *side;
	guint port;
	const char *protocol;
	const char *path;
	gboolean authorizes;
	const char *gruu;  /* nullable */
	guint range;	   /* 0: none */
	const char *names; /* nullable: which external name is configured: "ap", "dp", "mr" */
} GenPort;

typedef struct {
	guint site;
	guint number;
	char *fqdn;
	GPtrArray *machines; /* of char *; empty: the cluster is its machine */
	const char *sides;   /* interface sides, separated by blanks */
	gboolean managed;
} GenCluster;

typedef struct {
	guint cluster;
	const char *name;
} GenSql;

typedef struct {
	const char *role;
	guint role_version;
	guint version;
	guint site;
	guint instance;
	guint cluster;
	guint sql;	       /* GEN_NOWHERE: installed on the cluster itself */
	const GenPort *ports;  /* ended by a row without owner; nullable */
	const char *extension; /* nullable: name of the element of the role */
	char *attributes;      /* nullable: of that element */
	char *web;	       /* nullable: external web FQDN */
	char *names[3];	       /* nullable: external names of an Edge: ap, dp, mr */
	guint applications;    /* an application pool: how many it has */
	guint first_application;
	GArray *depends; /* of guint, indices of services */
} GenService;

typedef struct {
	const GenEstate *estate;
	guint back_compat; /* id of BackCompatSite; 0 without a merge */
	GArray *clusters;  /* of GenCluster */
	GArray *sqls;	   /* of GenSql */
	GArray *services;  /* of GenService */
} GenLayout;

GenLayout *gen_layout_new(const GenEstate *estate, gboolean merged);
void gen_layout_free(GenLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GenLayout, gen_layout_free)

/* Appending, for the halves of the layout. */
guint gen_layout_cluster(GenLayout *self, guint site, const char *fqdn, const char *sides,
			 gboolean managed);
void gen_layout_machine(GenLayout *self, guint cluster, const char *fqdn);
guint gen_layout_sql(GenLayout *self, guint cluster, const char *name);
guint gen_layout_service(GenLayout *self, const char *role, guint version, guint cluster,
			 guint sql);
void gen_layout_depend(GenLayout *self, guint service, guint on);
GenService *gen_layout_get(GenLayout *self, guint service);
GenCluster *gen_layout_get_cluster(GenLayout *self, guint cluster);

/* Appends BackCompatSite; @pools: the Registrars of the target, which need the legacy Edge when media
 * go through it.  Returns the legacy Edge, or GEN_NOWHERE. */
guint gen_layout_back_compat(GenLayout *self, guint *out_next_hop);
