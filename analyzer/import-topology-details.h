/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import-topology-reader.h"

/*
 * What a CtTopologyReader finds inside a service or a cluster.  Private to the reading of
 * topologies.
 */

/* Identities as the facts write them: "1:2", "1:2/rtc" ("1:2/" for the default instance). */
const char *ct_topology_cluster_id(const xmlNode *node, CtStrings *strings);
const char *ct_topology_sql_id(const xmlNode *node, CtStrings *strings);

/* What a GUID stands for; nullable: not a Topology Builder file, or not in it. */
const CtTopologyId *ct_topology_find_id(const CtTopologyReader *self, const char *unique_id);

/* Gathers one property of the object that is being read. */
void ct_topology_push(CtTopologyReader *self, CtKey key, const char *name, const char *value);

/* Moves what was gathered into the facts. */
CtPropRange ct_topology_take_props(CtTopologyReader *self);

/**
 * ct_topology_read_details:
 * @identity: (nullable): the child that says which object this is
 *
 * Gathers the attributes and the text of @node and of everything in it, but for @identity, the place
 * of installation and nested SQL instances.  A reference to a service becomes a dependency of the
 * service that is being read, every other one a property.
 */
void ct_topology_read_details(CtTopologyReader *self, const xmlNode *node, const xmlNode *identity);
