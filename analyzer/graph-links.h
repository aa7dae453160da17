/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/graph.h"

/* Private to graph.c: fills the nodes and links of @graph, the links sorted by their ends. */
void ct_graph_links_add(CtGraph *graph, const CtEstate *estate);
