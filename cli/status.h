/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* cutover status DIR PATH...: how far is the migration, and does the rest of the plan still hold. */
extern const CtVerb ct_verb_status;
