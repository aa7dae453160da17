/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "analyzer/estate.h"
#include "cli/report.h"

/* What the inventory says of things that are neither server nor object: user data, and commands that
 * ran.  Nothing where there is none. */
void ct_inventory_evidence_print(CtReport *report, const CtEstate *estate);

/* Members "user_data" and "reports" of the object that @builder is in. */
void ct_inventory_evidence_add(JsonBuilder *builder, const CtEstate *estate);
