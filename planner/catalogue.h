/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The whole rule book in one list, for people: validator rules, steps, constraints, invariants,
 * rollbacks, tests, capacities, contradictions, decisions, questions and what was learnt in the field,
 * each under its public id.  Made once from the same
 * tables that the program works with, so that what is explained is what is done.
 */

typedef struct {
	const char *id; /* "W-12", "OCS-P6-02", ...; our own rules: their code */
	/* "rule", "step", "constraint", "invariant", "rollback", "test", "capacity", "contradiction",
	 * "decision", "question", "field" */
	const char *kind;
	const char *code;   /* of a rule, or of a question that stands for one; else NULL */
	const char *title;  /* one sentence or phrase, no full stop */
	const char *text;   /* why, or what to do: full sentences */
	const char *detail; /* lines for experts: tool, order, duration, severity; may be "" */
	const char *source; /* pages of the public guide, "; " between them; may be "" */
} CtCatalogueEntry;

/**
 * ct_catalogue_find:
 * @id: id or code, in any case
 *
 * Returns: (nullable) (transfer none): the entry; it lives as long as the program.  Where several
 * tables have a row of one id (a constraint that is also a step), one entry tells of all of them.
 */
const CtCatalogueEntry *ct_catalogue_find(const char *id);

/* All entries, kind by kind, each kind in the order of its table. */
const CtCatalogueEntry *ct_catalogue_all(guint *out_count);
