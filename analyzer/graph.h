/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * CtGraph: one directed graph over the services, pools, applications and user cohorts of an estate,
 * each edge with its evidence, and its strongly connected components.  igraph ends in graph.c.
 */

#define CT_GRAPH_ERROR (ct_graph_error_quark())
GQuark ct_graph_error_quark(void);

typedef enum {
	CT_NODE_SERVICE, /* index = CtServiceId */
	CT_NODE_POOL,	 /* index = CtPoolId */
	CT_NODE_OBJECT,	 /* index = CtObjectId */
	CT_NODE_COHORT,	 /* index = row of CtEstate.cohorts */
} CtNodeKind;

typedef struct {
	CtNodeKind kind;
	guint32 index;
	char *name; /* "1-Registrar-1", "pool.fqdn", "confdir:3", ...; owned */
} CtNode;

typedef enum {
	CT_LINK_DEPENDS,  /* service -> service */
	CT_LINK_RUNS_ON,  /* service -> pool */
	CT_LINK_HOMED_ON, /* object or cohort -> pool */
	CT_LINK_USES,	  /* object -> object or pool */
} CtLinkKind;

typedef struct {
	guint32 from; /* node */
	guint32 to;
	CtLinkKind kind;
	const char *usage; /* nullable */
	CtOrigin origin;
} CtLink;

typedef struct {
	GArray *nodes;	   /* of CtNode */
	GArray *links;	   /* of CtLink */
	GArray *component; /* of guint32: component of each node, numbered in a topological order */
	guint n_components;
	GPtrArray
		*cycles; /* of GArray of guint32 nodes, sorted by name; components of 2 and more */
} CtGraph;

/* Errors: CT_GRAPH_ERROR, when igraph has no memory. */
CtGraph *ct_graph_new(const CtEstate *estate, GError **error);
void ct_graph_free(CtGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGraph, ct_graph_free)
