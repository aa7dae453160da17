/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* How and where exports are written. */
typedef struct {
	GenEncoding encoding;
	gboolean crlf;
	const char *folder;
	gboolean zip; /* all files become members of exports.zip */
} GenWriting;

/* Name of format @index; %NULL behind the last.  @out_help: one line about it. */
const char *gen_format_name(guint index, const char **out_help);

/**
 * gen_write:
 * @formats: names of formats, separated by commas
 *
 * Returns: FALSE with @error set when a format is unknown or a file cannot be written.
 */
gboolean gen_write(const GenEstate *estate, const char *formats, const GenWriting *writing,
		   GError **error);
