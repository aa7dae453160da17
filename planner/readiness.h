/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "planner/intent.h"
#include "planner/pairing.h"

/**
 * ct_readiness_check:
 *
 * The checks that need to know where each legacy pool goes: is there a target at all, can it run
 * what comes (W-24, W-25, W-27), can it carry the users (W-44), and is anything left on a legacy pool
 * that is already gone (W-29).  The findings are not sorted.
 */
void ct_readiness_check(const CtEstate *estate, const CtPairing *pairing, CtFindings *findings);

/**
 * ct_readiness_check_policies:
 *
 * Whether those whom the intent lets move keep their policies and dial plans (W-14), and their partners
 * the meetings (W-17).  The findings are not sorted.
 */
void ct_readiness_check_policies(const CtEstate *estate, const CtIntent *intent,
				 CtFindings *findings);

/* Takes back what the validator said by the safer reading of the guide where the intent chose the other:
 * W-23 with A1, W-31 with A3. */
void ct_readiness_apply_readings(const CtIntent *intent, CtFindings *findings);

/* Does any export show policies (or dial plans) of the target that belong into @slot? */
gboolean ct_readiness_knows_policies(const CtEstate *estate, CtPolicySlot slot);

/**
 * ct_readiness_check_recording:
 *
 * Whether the target pools record what the legacy pools recorded (W-37).  The findings are not sorted.
 */
void ct_readiness_check_recording(const CtEstate *estate, const CtPairing *pairing,
				  CtFindings *findings);
