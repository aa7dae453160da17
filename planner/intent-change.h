/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/intent.h"

/* Other intents made from one: what would be planned if the architect had said something else. */

CtIntent *ct_intent_copy(const CtIntent *self);

/**
 * ct_intent_drop:
 * @key: "waves.size", "pairing.ocs01.contoso.com", "pins.order", "pins.order=A < B", "waves.pilot=amy@.."
 *
 * Back to the default; with a value, only this item of a list is taken out.
 *
 * Returns: FALSE when the intent has no such key, or its list no such item.
 */
gboolean ct_intent_drop(CtIntent *self, const char *key);

/* Relaxes "waves.size" and the like as far as it goes, or sets "readings.x=true".  FALSE when @key is
 * nothing of the intent. */
gboolean ct_intent_relax(CtIntent *self, const char *key);
