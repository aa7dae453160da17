/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One importer, whatever the bytes are.  Compiled once for each, with its name in FUZZ_IMPORTER; NULL
 * stands for the recogniser, which the formats that are no XML need as well.
 *
 * Claimed: an error names the file and can be shown; every origin lies within the file; pieces of any
 * size, larger limits, a second import and parts that are joined give the same facts.
 */
#include "tests/fuzz/fuzz.h"

static const FuzzImportFunc importer = FUZZ_IMPORTER;

static CtFacts *
read_new(const FuzzPart *part, const CtLimits *limits, gsize piece, GError **error)
{
	g_autoptr(CtFacts) facts = ct_facts_new();

	return fuzz_read(facts, part, limits, importer, piece, error) ? g_steal_pointer(&facts)
								      : NULL;
}

/* An importer's own message may quote what it found; the recogniser makes it fit to be shown. */
static void
claim_error(const GError *error, const char *path)
{
	if (importer == NULL)
		fuzz_claim_error(error, path);
	else
		fuzz_claim(error != NULL && g_str_has_prefix(error->message, path) &&
				   g_utf8_validate(error->message, -1, NULL),
			   "not a message: %s", error != NULL ? error->message : "no error");
}

static CtFacts *
read_again(const FuzzPart *part, const CtLimits *limits, gsize piece, const char *how)
{
	g_autoptr(GError) error = NULL;
	CtFacts *facts = read_new(part, limits, piece, &error);

	fuzz_claim(facts != NULL, "refused %s: %s", how, error != NULL ? error->message : "?");
	return facts;
}

/* Then the last tag may be one that libxml2 calls malformed or not yet complete, as it came in pieces or
 * at once. */
static gboolean
is_cut_short(const CtFacts *facts)
{
	for (guint i = 0; i < facts->problems->len; i++)
		if (g_array_index(facts->problems, CtProblem, i).kind == CT_PROBLEM_CUT_SHORT)
			return TRUE;
	return FALSE;
}

/* Is what a file is found to be, and so whether all of it is read, a matter of its first piece? */
static gboolean
depends_on_piece(const FuzzPart *part, const CtFacts *facts)
{
	CtInputKind kind = g_array_index(facts->inputs, CtInput, 0).kind;

	return fuzz_begins_long(part->bytes, part->length) ||
	       (importer == NULL && (kind == CT_INPUT_UNKNOWN || kind == CT_INPUT_INTENT));
}

static void
claim_pieces(const FuzzPart *part, const CtLimits *limits, const CtFacts *facts, const char *text)
{
	gsize piece = 1 + fuzz_choice(part->bytes, part->length, 97);
	g_autoptr(CtFacts) pieces = NULL;
	g_autofree char *other = NULL;

	if (depends_on_piece(part, facts))
		return;
	if (is_cut_short(facts))
		pieces = read_new(part, limits, piece, NULL);
	else
		pieces = read_again(part, limits, piece, "in pieces");
	if (pieces == NULL)
		return;
	other = fuzz_facts_text(pieces);
	fuzz_claim_same("whole and pieces", text, other);
}

static void
claim_refused_in_pieces(const FuzzPart *part, const CtLimits *limits, const GError *reason)
{
	gsize piece = 1 + fuzz_choice(part->bytes, part->length, 97);
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = NULL;

	if (fuzz_begins_long(part->bytes, part->length))
		return;
	facts = read_new(part, limits, piece, &error);
	if (facts == NULL)
		claim_error(error, part->path);
	else
		fuzz_claim(depends_on_piece(part, facts) || is_cut_short(facts),
			   "accepted in pieces: %s", reason->message);
}

static void
claim_larger_limits(const FuzzPart *part, const char *text)
{
	CtLimits limits = ct_limits_default();
	g_autoptr(CtFacts) facts = read_again(part, &limits, 0, "with larger limits");
	g_autofree char *other = fuzz_facts_text(facts);

	fuzz_claim_same("small and large limits", text, other);
}

/* One pass over two files, and two passes whose facts are joined. */
static void
claim_joined(const FuzzPart *part, const CtLimits *limits, CtFacts *facts)
{
	g_autoptr(CtFacts) joined = read_again(part, limits, 0, "a second time");
	g_autoptr(GError) error = NULL;
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;

	ct_facts_append(joined, read_again(part, limits, 0, "a third time"));
	fuzz_claim(fuzz_read(facts, part, limits, importer, 0, &error), "refused behind itself");
	one = fuzz_facts_text(facts);
	two = fuzz_facts_text(joined);
	fuzz_claim_same("one pass and joined parts", one, two);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	const CtLimits limits = fuzz_limits();
	const FuzzPart part = { "fuzz/0", bytes, length };
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFacts) facts = read_new(&part, &limits, 0, &error);
	g_autofree char *text = NULL;

	if (facts == NULL) {
		claim_error(error, part.path);
		claim_refused_in_pieces(&part, &limits, error);
		return 0;
	}
	fuzz_claim(error == NULL, "succeeded with an error");
	fuzz_claim_origins(facts, &part, 1);
	text = fuzz_facts_text(facts);
	switch (fuzz_choice(bytes, length, 3)) {
	case 0:
		claim_pieces(&part, &limits, facts, text);
		break;
	case 1:
		claim_larger_limits(&part, text);
		break;
	default:
		claim_joined(&part, &limits, facts);
	}
	return 0;
}
