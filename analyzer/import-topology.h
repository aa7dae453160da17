/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml.h"

/**
 * ct_import_topology_node:
 * @topology: a Topology element, which a settings document may hold at any depth
 *
 * Appends the facts of one topology; line numbers and paths are those of the whole document.
 */
gboolean ct_import_topology_node(const CtImportJob *job, const xmlNode *topology, GError **error);
