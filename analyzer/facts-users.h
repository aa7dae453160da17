/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/facts.h"

/* What facts.c and facts-users.c need of each other. */

void ct_user_facts_init(CtUserFacts *self);
void ct_user_facts_clear(CtUserFacts *self);

/* See ct_facts_add_record(), of which this is the part for CT_RECORD_USER. */
void ct_facts_add_user(CtFacts *self, CtOrigin origin, const CtProp *props, guint count);

/* An export is at least as new as anything in it. */
void ct_facts_note_change(CtFacts *self, CtOrigin origin, CtTimestamp changed);

/* "true" in any case, or "1". */
gboolean ct_facts_is_true(const char *value);
