/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * CtEvidenceRow: what a full plan rests on, and whether an estate has it.  Rows of evidence.def.
 */

typedef enum {
	CT_NEED_REQUIRED,
	CT_NEED_EXPECTED,
	CT_NEED_OPTIONAL,
} CtNeed;

/* Where the command is run. */
typedef enum {
	CT_SIDE_LEGACY,
	CT_SIDE_TARGET,
	CT_SIDE_BY_HAND,
} CtSide;

typedef enum {
#define CT_EVIDENCE(id, name, need, side, what, why, file, command) CT_EVIDENCE_##id,
#include "analyzer/evidence.def"
#undef CT_EVIDENCE
	CT_N_EVIDENCE,
} CtEvidenceId;

typedef struct {
	const char *name; /* public */
	CtNeed need;
	CtSide side;
	const char *what;
	const char *why; /* why a plan needs it; no capital, no full stop */
	const char *file;
	const char *command;
} CtEvidenceRow;

typedef enum {
	CT_STATUS_MISSING,
	CT_STATUS_PARTLY,
	CT_STATUS_PRESENT,
	CT_STATUS_NOT_NEEDED, /* this estate has nothing that it would be about */
} CtEvidenceStatus;

typedef struct {
	CtEvidenceStatus status;
	guint32 input; /* the first file by path that has it; CT_NONE unless present or partly */
	const char *detail; /* what is missing when partly; static, nullable */
} CtEvidenceState;

const CtEvidenceRow *ct_evidence_row(CtEvidenceId id);

/* How much of @id an estate has. */
CtEvidenceState ct_evidence_state(const CtEstate *estate, CtEvidenceId id);

const char *ct_need_to_string(CtNeed need); /* "required", "expected", "optional" */
const char *ct_side_to_string(CtSide side); /* "legacy", "target", "by hand" */
const char *
ct_evidence_status_to_string(CtEvidenceStatus status); /* "missing", ..., "not needed" */

/* How sure it is that a kind of input is read as its maker meant it. */
typedef enum {
	CT_CERTAINTY_NONE,	 /* not read */
	CT_CERTAINTY_SEEN,	 /* real files were seen */
	CT_CERTAINTY_DOCUMENTED, /* its maker or a published tool says so */
	CT_CERTAINTY_INFERRED,	 /* read by what it looks like */
	CT_N_CERTAINTIES,
} CtCertainty;

CtCertainty ct_input_kind_certainty(CtInputKind kind);

/* "seen", "documented", "inferred", "-": public. */
const char *ct_certainty_to_string(CtCertainty certainty);
/* The same for people, in words: "real files of this kind were seen", ... */
const char *ct_certainty_in_words(CtCertainty certainty);
