/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/pairing.h"

/**
 * ct_readiness_check:
 *
 * The checks that need to know where each legacy pool goes: is there a target at all, can it run
 * what comes (W-24, W-25, W-27), can it carry the users (W-44), and is anything left on a legacy pool
 * that is already gone (W-29).  The findings are not sorted.
 */
void ct_readiness_check(const CtEstate *estate, const CtPairing *pairing, CtFindings *findings);
