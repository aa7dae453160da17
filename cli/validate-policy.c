/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the decisions about findings come from: the intent file, the command line, and the files that
 * these name.
 */
#include "cli/validate-policy.h"

#include <stddef.h>

#include "cli/baseline.h"

typedef gboolean (*ApplyFunc)(CtFindingPolicy *policy, const char *text, GError **error);

static gboolean
load_suppressions(CtFindingPolicy *policy, const char *path, GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, &reason)) {
		g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_MALFORMED,
			    "%s: the suppressions cannot be read: %s", path, reason->message);
		return FALSE;
	}
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_MALFORMED,
			    "%s: suppressions have to be in UTF-8", path);
		return FALSE;
	}
	/* editors of Windows begin a file with a mark */
	return ct_finding_policy_suppress_all(
		policy, text + (g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0), path, error);
}

static gboolean
load_baseline(CtFindingPolicy *policy, const char *path, GError **error)
{
	return ct_baseline_load(policy, path, error);
}

/* What both the intent file and the command line can say, in the order in which it is applied. */
static const struct {
	const char *option;
	CtIntentKey key;
	gsize offset; /* in CtOptions, a NULL-terminated list */
	ApplyFunc apply;
	gboolean is_file;
} decisions[] = {
	{ "--severity", CT_INTENT_VALIDATE_SEVERITY, offsetof(CtOptions, severities),
	  ct_finding_policy_set_severity, FALSE },
	{ "--only", CT_INTENT_VALIDATE_ONLY, offsetof(CtOptions, only), ct_finding_policy_only,
	  FALSE },
	{ "--except", CT_INTENT_VALIDATE_EXCEPT, offsetof(CtOptions, except),
	  ct_finding_policy_except, FALSE },
	{ "--suppressions", CT_INTENT_VALIDATE_SUPPRESSIONS, offsetof(CtOptions, suppressions),
	  load_suppressions, TRUE },
	{ "--baseline", CT_INTENT_VALIDATE_BASELINE, offsetof(CtOptions, baselines), load_baseline,
	  TRUE },
};

static gboolean
is_usage(const GError *error)
{
	return g_error_matches(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_USAGE);
}

static gboolean
apply_intent(CtFindingPolicy *policy, const CtIntent *intent, guint row, GError **error)
{
	const GPtrArray *values = intent->values[decisions[row].key];
	guint line = intent->lines[decisions[row].key];

	for (guint i = 0; i < values->len; i++) {
		const char *value = g_ptr_array_index(values, i);
		g_autofree char *folder = g_path_get_dirname(intent->path);
		g_autofree char *path = decisions[row].is_file && !g_path_is_absolute(value)
						? g_build_filename(folder, value, NULL)
						: g_strdup(value);
		GError *reason = NULL;

		if (decisions[row].apply(policy, path, &reason))
			continue;
		if (is_usage(reason)) {
			g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED, "%s:%u: %s",
				    intent->path, line, reason->message);
			g_error_free(reason);
		} else {
			g_propagate_error(error, reason);
		}
		return FALSE;
	}
	return TRUE;
}

static gboolean
apply_options(CtFindingPolicy *policy, const CtOptions *options, guint row, GError **error)
{
	char **values = *(char **const *)((const char *)options + decisions[row].offset);

	for (; values != NULL && *values != NULL; values++) {
		GError *reason = NULL;

		if (decisions[row].apply(policy, *values, &reason))
			continue;
		if (is_usage(reason)) {
			g_set_error(error, CT_USAGE_ERROR, 0, "validate: %s: %s",
				    decisions[row].option, reason->message);
			g_error_free(reason);
		} else {
			g_propagate_error(error, reason);
		}
		return FALSE;
	}
	return TRUE;
}

/* The intent file has room for the entries themselves. */
static gboolean
apply_entries(CtFindingPolicy *policy, const CtIntent *intent, GError **error)
{
	const GPtrArray *entries = intent->values[CT_INTENT_VALIDATE_SUPPRESS];

	for (guint i = 0; i < entries->len; i++)
		if (!ct_finding_policy_suppress(policy, g_ptr_array_index(entries, i), intent->path,
						intent->lines[CT_INTENT_VALIDATE_SUPPRESS], error))
			return FALSE;
	return TRUE;
}

/* A run that looks for nothing finds nothing, and would be taken for a clean one. */
static gboolean
check_rules_left(const CtFindingPolicy *policy, GError **error)
{
	for (guint i = 0; i < CT_N_RULES; i++)
		if (ct_finding_policy_counts(policy, (CtRuleId)i))
			return TRUE;
	g_set_error(error, CT_USAGE_ERROR, 0,
		    "validate: --only and --except leave no rule to look for");
	return FALSE;
}

CtFindingPolicy *
ct_validate_policy(const CtOptions *options, const CtIntent *intent, GError **error)
{
	g_autoptr(CtFindingPolicy) policy = ct_finding_policy_new();

	for (guint i = 0; i < G_N_ELEMENTS(decisions); i++) {
		if (!apply_intent(policy, intent, i, error) ||
		    !apply_options(policy, options, i, error))
			return NULL;
	}
	if (!apply_entries(policy, intent, error) || !check_rules_left(policy, error))
		return NULL;
	return g_steal_pointer(&policy);
}

gboolean
ct_validate_threshold(CtOptions *options, const CtIntent *intent, GError **error)
{
	const GPtrArray *values = intent->values[CT_INTENT_VALIDATE_FAIL_ON];

	if (options->fail_on_text != NULL || values->len == 0)
		return TRUE;
	if (values->len == 1 && ct_options_fail_on(options, g_ptr_array_index(values, 0)))
		return TRUE;
	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
		    "%s:%u: fail_on is error, warning, info or never", intent->path,
		    intent->lines[CT_INTENT_VALIDATE_FAIL_ON]);
	return FALSE;
}
