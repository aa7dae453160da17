/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "planner/intent.h"

/* CtReading: everything that is known before anyone plans: the estate, the intent, the findings. */
typedef struct {
	CtEstate *estate;
	CtIntent *intent;     /* all defaults when there is no intent file */
	CtFindings *findings; /* sorted */
} CtReading;

/**
 * ct_reading_new:
 * @options: --legacy, --target and --intent add to the inputs
 * @paths: (array zero-terminated=1): files and folders
 *
 * Reads the exports, makes the estate, runs every check.
 *
 * Errors: CT_IMPORT_ERROR, CT_INTENT_ERROR; CT_USAGE_ERROR when there are several intent files.
 */
CtReading *ct_reading_new(const CtOptions *options, const char *const *paths, GError **error);
void ct_reading_free(CtReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtReading, ct_reading_free)
