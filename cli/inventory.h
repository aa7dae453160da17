/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/graph.h"
#include "cli/session.h"

/* The contract of "inspect --format json". */
JsonNode *ct_inventory_to_json(const CtEstate *estate, const CtGraph *graph);

/* Inputs, both deployments, objects, cycles, for people. */
void ct_inventory_print(CtReport *report, const CtEstate *estate, const CtGraph *graph);
