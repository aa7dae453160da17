/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/draft.h"

/**
 * ct_intent_check_names:
 *
 * Is every pool and user that the intent names in the exports?  The target pools of [pairing] are
 * left to the pairing, which tells of a conflict.
 *
 * Errors: CT_INTENT_ERROR_MALFORMED, the message begins with "path:line: ".
 */
gboolean ct_intent_check_names(const CtIntent *self, const CtEstate *estate, GError **error);

/* Does every wish about the order name steps that are bound?  Errors as above. */
gboolean ct_draft_check_wishes(const CtDraft *self, GError **error);
