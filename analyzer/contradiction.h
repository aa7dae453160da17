/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/resolve.h"

/*
 * Private to resolve*.c: which of two descriptions of one thing is the newer one, and what is told of
 * the other.
 */

/* How good one description is. */
typedef struct {
	CtOrigin origin;
	CtTimestamp
		changed; /* when the thing was changed last, as this description has it; 0 unknown */
	guint known;	 /* how much it knows; any unit */
} CtEvidence;

/* Negative when @a goes first: newer by its own date, then by that of its export, then the one that
 * knows more, then by path and line.  A total order. */
gint ct_evidence_compare(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b);

/* The first two criteria alone; 0 when dates do not tell. */
gint ct_evidence_compare_dates(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b);

/* Do dates tell that @a is newer than @b, both being dated? */
gboolean ct_evidence_is_newer(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b);

/* Why @kept goes before @other, seen from there, for the end of a sentence; newly allocated. */
char *ct_evidence_reason(const CtResolve *resolve, const CtEvidence *kept, const CtEvidence *other);

/* What two descriptions of one thing say differently. */
typedef struct {
	const char *what; /* name of the property, static */
	char *kept;	  /* owned, as is the next */
	char *passed_over;
} CtDifference;

void ct_difference_clear(CtDifference *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtDifference, ct_difference_clear)

/**
 * ct_difference_find:
 * @out_difference: (out): the first property that both ranges have, with other values
 *
 * Only for records of one type, since each kind of export has its own way to write a value.
 *
 * Returns: whether there is one.
 */
gboolean ct_difference_find(const CtResolve *resolve, CtPropRange kept, CtPropRange other,
			    CtDifference *out_difference);

/* Adds the finding about it. */
void ct_difference_report(const CtResolve *resolve, const CtDifference *self,
			  const CtEvidence *kept, const CtEvidence *other, CtObjectKind kind,
			  const char *identity);

/* Contradictions of one sort between two exports. */
typedef struct {
	guint32 kept;  /* input */
	guint32 other; /* input */
	guint32 what;  /* the caller's number of the sort */
	guint32 count;
	guint32 line; /* in @other, of the first that was not told by itself */
} CtContradiction;

/*
 * CtContradictions: counts them, since two exports of different days differ in thousands of things
 * in the same way, and nobody reads thousands of findings.
 */
typedef struct {
	GHashTable *set;  /* of CtContradiction, owned */
	GPtrArray *order; /* the same as met, borrowed */
} CtContradictions;

CtContradictions *ct_contradictions_new(void);
void ct_contradictions_free(CtContradictions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtContradictions, ct_contradictions_free)

/* Counts one, and says whether it is among the first, which get findings of their own. */
gboolean ct_contradictions_add(CtContradictions *self, CtOrigin kept, CtOrigin other, guint32 what);

/* How many of a sort got no finding of their own. */
guint32 ct_contradiction_rest(const CtContradiction *self);
