/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"

/*
 * CtFindingPolicy: what somebody has decided about findings beforehand: how grave a rule is to them,
 * which rules count, what was looked at and accepted until a date, and what was known the last time.
 *
 * A policy is about being told and never about being safe: the planner does not see it.
 */
typedef struct CtFindingPolicy CtFindingPolicy;

#define CT_FINDING_POLICY_ERROR (ct_finding_policy_error_quark())
GQuark ct_finding_policy_error_quark(void);

typedef enum {
	CT_FINDING_POLICY_ERROR_USAGE,	   /* an unknown rule or severity */
	CT_FINDING_POLICY_ERROR_MALFORMED, /* an entry of a suppression file */
} CtFindingPolicyError;

CtFindingPolicy *ct_finding_policy_new(void);
void ct_finding_policy_free(CtFindingPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFindingPolicy, ct_finding_policy_free)

/* @text: "CODE=error", "CODE=warning", "CODE=info"; CODE is a code or a catalogue id.  The last one
 * for a rule counts. */
gboolean ct_finding_policy_set_severity(CtFindingPolicy *self, const char *text, GError **error);

/* @text: codes or ids with commas between them.  Once @only was called, other rules do not count. */
gboolean ct_finding_policy_only(CtFindingPolicy *self, const char *text, GError **error);
gboolean ct_finding_policy_except(CtFindingPolicy *self, const char *text, GError **error);

/* Does the rule count, and how grave is it? */
gboolean ct_finding_policy_counts(const CtFindingPolicy *self, CtRuleId rule);
CtSeverity ct_finding_policy_severity(const CtFindingPolicy *self, CtRuleId rule);

/**
 * ct_finding_policy_suppress:
 * @entry: "CODE [SUBJECT] until YYYY-MM-DD because REASON"; SUBJECT may hold * and ?, without it
 *   every finding of the rule is meant
 * @file: (nullable): where the entry stands, for messages and findings
 * @line: from 1; 0 unknown
 */
gboolean ct_finding_policy_suppress(CtFindingPolicy *self, const char *entry, const char *file,
				    guint line, GError **error);

/* The same for each line of @text; empty lines and lines that begin with '#' are passed over. */
gboolean ct_finding_policy_suppress_all(CtFindingPolicy *self, const char *text, const char *file,
					GError **error);

/* A finding of the last run, by its fingerprint; @message tells it when it is gone. */
void ct_finding_policy_know(CtFindingPolicy *self, const char *fingerprint, const char *code,
			    const char *message);
/* From now on findings that are not known are new; see ct_finding_policy_know(). */
void ct_finding_policy_begin_baseline(CtFindingPolicy *self);
gboolean ct_finding_policy_has_baseline(const CtFindingPolicy *self);

/* A finding of the baseline that is not there any more. */
typedef struct {
	const char *fingerprint;
	const char *code;
	const char *message;
} CtGoneFinding;

/**
 * ct_finding_policy_apply:
 * @findings: sorted
 * @today: "YYYY-MM-DD": the day on which suppressions are judged
 *
 * Drops what does not count, changes severities, marks findings as suppressed and as known, and
 * adds findings about suppressions that are expired or were not needed.  Every finding has a
 * fingerprint afterwards; the result is sorted.
 */
void ct_finding_policy_apply(CtFindingPolicy *self, CtFindings *findings, const CtEstate *estate,
			     const char *today);

/* After ct_finding_policy_apply(): of CtGoneFinding, in the order in which they were made known. */
const GArray *ct_finding_policy_gone(const CtFindingPolicy *self);

/* Gives each of sorted @findings what it is recognised by in the next run. */
void ct_findings_give_fingerprints(CtFindings *findings);
