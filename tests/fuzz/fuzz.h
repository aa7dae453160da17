/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"

/*
 * What all fuzz targets share: small limits, bytes as inputs, and claims that end the run when they
 * do not hold.
 */

/* An input for a target: part of the bytes, or all of them. */
typedef struct {
	const char *path; /* as messages have to name it */
	const guint8 *bytes;
	gsize length;
} FuzzPart;

/* What stands between the parts of one input, on a line of its own. */
#define FUZZ_SEPARATOR "\n%%%% next file %%%%\n"

typedef gboolean (*FuzzImportFunc)(const CtImportJob *job, GError **error);

/* Limits that a few kilobytes reach, so that what is beyond them is tried too. */
CtLimits fuzz_limits(void);

/* A number that is always the same for the same bytes: which of several costly claims to look at. */
guint fuzz_choice(const guint8 *bytes, gsize length, guint n_choices);

/* Stops everything, with a message, unless @holds. */
void fuzz_claim(gboolean holds, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Claims that a message can be shown: UTF-8 without control characters. */
void fuzz_claim_message(const char *message);

/* Claims that an error says what is wrong with which file. */
void fuzz_claim_error(const GError *error, const char *path);

/* Claims that two texts are the same; shows where they part. */
void fuzz_claim_same(const char *what, const char *a, const char *b);

/**
 * fuzz_read:
 * @import: (nullable): the importer to call; %NULL: whichever the content asks for
 * @piece: bytes that are handed out at a time; 0: as much as is wanted
 *
 * Reads one part behind what @facts already hold.
 */
gboolean fuzz_read(CtFacts *facts, const FuzzPart *part, const CtLimits *limits,
		   FuzzImportFunc import, gsize piece, GError **error);

/* Do these bytes begin with blanks or a declaration that may be longer than the first piece?  What is
 * blanked out of it then depends on the piece. */
gboolean fuzz_begins_long(const guint8 *bytes, gsize length);

/* The most lines that these bytes can have in any encoding. */
guint32 fuzz_most_lines(const guint8 *bytes, gsize length);

/* Everything that facts say, as text; newly allocated. */
char *fuzz_facts_text(const CtFacts *facts);

/* Claims that every origin lies within its input.  @parts: of FuzzPart; input @i is the part of its
 * path, and one that is no part (a member of an archive) is not looked at. */
void fuzz_claim_origins(const CtFacts *facts, const FuzzPart *parts, gsize n_parts);

/* Splits at FUZZ_SEPARATOR; the parts are called "fuzz/0", "fuzz/1", ...  At most @max of them. */
gsize fuzz_split(const guint8 *bytes, gsize length, FuzzPart *out_parts, gsize max);

/* The name of a file in memory that holds these bytes, valid until the next call. */
const char *fuzz_file(const guint8 *bytes, gsize length);

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length);
