/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/estate.h"

/*
 * Findings: what is wrong with the user's data.  A finding never stops the run.
 * The rules are rows of rules.def; a misspelt rule does not compile.
 */

typedef enum {
	CT_SEVERITY_INFO,
	CT_SEVERITY_WARNING,
	CT_SEVERITY_ERROR,
} CtSeverity;

typedef enum {
#define CT_RULE(id, catalogue, code, severity, summary, advice, source) CT_RULE_##id,
#include "analyzer/rules.def"
#undef CT_RULE
	CT_N_RULES,
} CtRuleId;

typedef struct {
	const char *catalogue; /* "W-12"; "-" for our own */
	const char *code;      /* "edge-internal-server-missing": public for ever */
	CtSeverity severity;   /* the usual one */
	const char *summary;   /* one line, at most 72 columns */
	const char *advice;    /* why it matters and what to do; full sentences */
	const char *source;    /* page of the public guide */
} CtRule;

const CtRule *ct_rule(CtRuleId id);
/* By catalogue id or code, any case; CT_N_RULES when there is none. */
CtRuleId ct_rule_find(const char *name);
const char *ct_severity_to_string(CtSeverity severity);

/* A place on a circle. */
typedef struct {
	char *name; /* for people */
	CtOrigin origin;
} CtStop;

typedef struct {
	CtRuleId rule;
	CtSeverity severity;
	CtOrigin origin;
	char *subject; /* "pool:..." ; nullable */
	char *message; /* what exactly, without a trailing full stop */
	GArray *stops; /* nullable: of CtStop: the circle that it is about, in order, each once */
	/* what a CtFindingPolicy adds */
	char *file;		/* nullable: it is about this file, which is no input */
	char *fingerprint;	/* nullable: the same from run to run; hex */
	char *suppressed;	/* nullable: why it is not told */
	char *suppressed_until; /* nullable: "YYYY-MM-DD" */
	gboolean known;		/* the baseline has it */
} CtFinding;

typedef struct CtFindings {
	GPtrArray *items; /* of CtFinding, owned */
} CtFindings;

CtFindings *ct_findings_new(void);
void ct_findings_free(CtFindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFindings, ct_findings_free)

/**
 * ct_findings_add:
 * @subject: (transfer full) (nullable): what it is about, see ct_subject()
 * @format: what exactly, printf-style, no full stop
 *
 * Adds a finding with the severity of its rule.
 */
void ct_findings_add(CtFindings *self, CtRuleId rule, CtOrigin origin, char *subject,
		     const char *format, ...) G_GNUC_PRINTF(5, 6);

/* As ct_findings_add(), with another severity (rules whose severity depends on the data). */
void ct_findings_add_as(CtFindings *self, CtRuleId rule, CtSeverity severity, CtOrigin origin,
			char *subject, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* Adds a place to the circle that the finding added last is about. */
void ct_findings_add_stop(CtFindings *self, const char *name, CtOrigin origin);

/* Sorts by file name, line, rule, subject, message and drops exact repetitions. */
void ct_findings_sort(CtFindings *self, const CtEstate *estate);

/* The file that a finding is about; %NULL when it is about the exports as a whole. */
const char *ct_finding_file(const CtFinding *self, const CtEstate *estate);

/* Is it to be told: neither suppressed nor in the baseline? */
gboolean ct_finding_counts(const CtFinding *self);

/* How many of them count. */
guint ct_findings_count(const CtFindings *self, CtSeverity severity);
