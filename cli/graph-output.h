/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/graph.h"

/* The dependency graph for other programs, newly allocated text. */
char *ct_graph_to_graphml(const CtGraph *graph, const CtEstate *estate);
char *ct_graph_to_dot(const CtGraph *graph);
