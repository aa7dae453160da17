/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml.h"

/*
 * CtTopologyReader: reads sites, clusters and services from the tree of either kind of topology
 * file.  A Topology document names things by ClusterId and ServiceId elements, a Topology Builder
 * file by GUIDs in UniqueId attributes; @ids holds the latter and is %NULL for the former.
 */

/* What a GUID of a Topology Builder file stands for. */
typedef struct {
	const char *id;	     /* the id by which the facts call it */
	const char *site;    /* nullable */
	gboolean is_service; /* else a cluster or an SQL instance */
	guint tree;	     /* number of the tree that has it first */
} CtTopologyId;

typedef struct {
	const CtImportJob *job;
	GHashTable *ids; /* (nullable): of folded UniqueId to CtTopologyId, borrowed */
	guint tree;	 /* number of the tree that is being read */
	/* private */
	const char *site;
	const char *service;
	GArray *props;
} CtTopologyReader;

void ct_topology_reader_init(CtTopologyReader *self, const CtImportJob *job, GHashTable *ids);
void ct_topology_reader_clear(CtTopologyReader *self);

/* Appends the facts of everything below @topology; what is unknown is kept or noted. */
void ct_topology_reader_read(CtTopologyReader *self, const xmlNode *topology);

/* Is @node a site: a child with a SiteId of Sites, CentralSites or RemoteSites? */
gboolean ct_topology_is_site(const xmlNode *node);

/* The text of a ServiceId element: "1-Registrar-1". */
const char *ct_topology_service_id(const xmlNode *node, CtStrings *strings);
