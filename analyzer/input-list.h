/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"

/* One file to read. */
typedef struct {
	char *path;	/* owned, '/' as separator */
	char *identity; /* owned: the same for two names of one file */
	guint64 bytes;
	CtDeployment forced; /* CT_DEPLOYMENT_UNKNOWN: not forced */
} CtInputFile;

/**
 * ct_input_list:
 *
 * Finds every file below the paths of @options, each once, in the order of their names (bytewise).
 * In folders, what begins with '.' or with "README" is passed over, and so is every folder that holds
 * a plan.json; a file that is named itself is taken as it is.
 *
 * Returns: (transfer full): of CtInputFile, never empty, or %NULL with @error set:
 * CT_IMPORT_ERROR_MISSING, CT_IMPORT_ERROR_LIMIT, CT_IMPORT_ERROR_EMPTY, and
 * CT_IMPORT_ERROR_MALFORMED when one file is forced to both deployments.
 */
GArray *ct_input_list(const CtImportOptions *options, GError **error);
