/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "analyzer/evidence.h"
#include "cli/report.h"

/* What a full plan would need and the inputs do not have, with the command that exports it. */
void ct_inventory_missing_print(CtReport *report, const CtEstate *estate);

/* Members "evidence" (every row) and "missing" of the object that @builder is in. */
void ct_inventory_missing_add(JsonBuilder *builder, const CtEstate *estate);
