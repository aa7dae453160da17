/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions about findings.
 *
 * A finding is recognised from run to run by rule and subject, which do not change when lines are
 * added to an export; only a finding without a subject is known by its words, and then numbers in
 * them do not count.  Several that look alike are told apart by their place among each other.
 *
 * A suppression has to give a reason and a day: accepted for ever, by nobody remembers whom, is how
 * warnings become useless.
 */
#include "analyzer/finding-policy.h"

#include <string.h>

G_DEFINE_QUARK(ct_finding_policy_error, ct_finding_policy_error)

typedef struct {
	CtRuleId rule;
	char *subject; /* nullable: any */
	char *until;   /* "YYYY-MM-DD", the last day */
	char *reason;
	char *file; /* nullable */
	guint line;
	guint used;
} Suppression;

typedef struct {
	CtGoneFinding finding; /* its texts are owned */
	gboolean found;
} Known;

struct CtFindingPolicy {
	int severities[CT_N_RULES]; /* -1: that of the rule */
	gboolean only[CT_N_RULES];
	gboolean except[CT_N_RULES];
	gboolean has_only;
	gboolean has_baseline;
	GPtrArray *suppressions; /* of Suppression, owned */
	GPtrArray *known;	 /* of Known, owned */
	GHashTable *by_print;	 /* fingerprint -> Known */
	GArray *gone;
};

static void
suppression_free(gpointer data)
{
	Suppression *self = data;

	g_free(self->subject);
	g_free(self->until);
	g_free(self->reason);
	g_free(self->file);
	g_free(self);
}

static void
known_free(gpointer data)
{
	Known *self = data;

	g_free((char *)self->finding.fingerprint);
	g_free((char *)self->finding.code);
	g_free((char *)self->finding.message);
	g_free(self);
}

CtFindingPolicy *
ct_finding_policy_new(void)
{
	CtFindingPolicy *self = g_new0(CtFindingPolicy, 1);

	for (guint i = 0; i < CT_N_RULES; i++)
		self->severities[i] = -1;
	self->suppressions = g_ptr_array_new_with_free_func(suppression_free);
	self->known = g_ptr_array_new_with_free_func(known_free);
	self->by_print = g_hash_table_new(g_str_hash, g_str_equal);
	self->gone = g_array_new(FALSE, TRUE, sizeof(CtGoneFinding));
	return self;
}

void
ct_finding_policy_free(CtFindingPolicy *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->suppressions);
	g_hash_table_unref(self->by_print);
	g_array_unref(self->gone);
	g_ptr_array_unref(self->known);
	g_free(self);
}

static gboolean
find_rule(const char *name, CtRuleId *out_rule, GError **error)
{
	*out_rule = ct_rule_find(name);
	if (*out_rule != CT_N_RULES)
		return TRUE;
	g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_USAGE,
		    "there is no rule \"%s\"; cutover validate --list-rules lists them", name);
	return FALSE;
}

static int
parse_severity(const char *text)
{
	for (int i = CT_SEVERITY_INFO; i <= CT_SEVERITY_ERROR; i++)
		if (g_ascii_strcasecmp(text, ct_severity_to_string((CtSeverity)i)) == 0)
			return i;
	return -1;
}

gboolean
ct_finding_policy_set_severity(CtFindingPolicy *self, const char *text, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(text, "=", 2);
	CtRuleId rule;
	int severity;

	if (parts[0] == NULL || parts[1] == NULL) {
		g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_USAGE,
			    "a severity is given as CODE=LEVEL, found \"%s\"", text);
		return FALSE;
	}
	g_strstrip(parts[0]);
	g_strstrip(parts[1]);
	if (!find_rule(parts[0], &rule, error))
		return FALSE;
	severity = parse_severity(parts[1]);
	if (severity < 0) {
		g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_USAGE,
			    "the severity of %s is error, warning or info, found \"%s\"",
			    ct_rule(rule)->code, parts[1]);
		return FALSE;
	}
	self->severities[rule] = severity;
	return TRUE;
}

static gboolean
mark_rules(gboolean *marks, const char *text, GError **error)
{
	g_auto(GStrv) names = g_strsplit(text, ",", -1);

	/* an empty variable of a script must not turn every rule off */
	if (names[0] == NULL) {
		g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_USAGE,
			    "no rule is named");
		return FALSE;
	}
	for (char **name = names; *name != NULL; name++) {
		CtRuleId rule;

		if (!find_rule(g_strstrip(*name), &rule, error))
			return FALSE;
		marks[rule] = TRUE;
	}
	return TRUE;
}

gboolean
ct_finding_policy_only(CtFindingPolicy *self, const char *text, GError **error)
{
	self->has_only = TRUE;
	return mark_rules(self->only, text, error);
}

gboolean
ct_finding_policy_except(CtFindingPolicy *self, const char *text, GError **error)
{
	return mark_rules(self->except, text, error);
}

gboolean
ct_finding_policy_counts(const CtFindingPolicy *self, CtRuleId rule)
{
	return (!self->has_only || self->only[rule]) && !self->except[rule];
}

CtSeverity
ct_finding_policy_severity(const CtFindingPolicy *self, CtRuleId rule)
{
	return self->severities[rule] >= 0 ? (CtSeverity)self->severities[rule]
					   : ct_rule(rule)->severity;
}

static gboolean
is_date(const char *text)
{
	static const char form[] = "0000-00-00";
	guint month;
	guint day;

	for (gsize i = 0; i < sizeof(form); i++)
		if (form[i] == '0' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
			return FALSE;
	month = (guint)g_ascii_strtoull(text + 5, NULL, 10);
	day = (guint)g_ascii_strtoull(text + 8, NULL, 10);
	return g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
				(GDateYear)g_ascii_strtoull(text, NULL, 10));
}

static gboolean
fail_entry(const char *file, guint line, const char *what, GError **error)
{
	g_autofree char *place = file != NULL ? g_strdup_printf("%s:%u: ", file, line)
					      : g_strdup("");

	g_set_error(error, CT_FINDING_POLICY_ERROR, CT_FINDING_POLICY_ERROR_MALFORMED,
		    "%s%s; an entry is \"CODE [SUBJECT] until YYYY-MM-DD because REASON\"", place,
		    what);
	return FALSE;
}

/* Cuts @text at the first @word that stands alone, and returns what is behind it. */
static char *
cut_at(char *text, const char *word)
{
	gsize length = strlen(word);

	for (char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
		if (at == text || !g_ascii_isspace(at[-1]) ||
		    (at[length] != '\0' && !g_ascii_isspace(at[length])))
			continue;
		*at = '\0';
		return g_strstrip(at + length);
	}
	return NULL;
}

static gboolean
is_about_suppressions(CtRuleId rule)
{
	return rule == CT_RULE_SUPPRESSION_EXPIRED || rule == CT_RULE_SUPPRESSION_UNUSED;
}

gboolean
ct_finding_policy_suppress(CtFindingPolicy *self, const char *entry, const char *file, guint line,
			   GError **error)
{
	g_autofree char *text = g_strdup(entry);
	char *until = cut_at(text, "until");
	char *reason = until != NULL ? cut_at(until, "because") : NULL;
	char *subject = text + strcspn(g_strstrip(text), " \t");
	Suppression *suppression;
	CtRuleId rule;
	GError *unknown = NULL;

	if (until == NULL || !is_date(g_strchomp(until)))
		return fail_entry(file, line, "the day until which it holds is missing", error);
	if (reason == NULL || *reason == '\0')
		return fail_entry(file, line, "the reason is missing", error);
	if (*subject != '\0')
		*subject++ = '\0';
	if (!find_rule(text, &rule, &unknown)) {
		fail_entry(file, line, unknown->message, error);
		g_error_free(unknown);
		return FALSE;
	}
	if (is_about_suppressions(rule))
		return fail_entry(file, line, "findings about suppressions cannot be suppressed",
				  error);
	g_strstrip(subject);
	suppression = g_new0(Suppression, 1);
	suppression->rule = rule;
	suppression->subject = *subject != '\0' ? g_utf8_casefold(subject, -1) : NULL;
	suppression->until = g_strdup(until);
	suppression->reason = g_strdup(reason);
	suppression->file = g_strdup(file);
	suppression->line = line;
	g_ptr_array_add(self->suppressions, suppression);
	return TRUE;
}

gboolean
ct_finding_policy_suppress_all(CtFindingPolicy *self, const char *text, const char *file,
			       GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_strstrip(lines[i]);
		if (lines[i][0] != '\0' && lines[i][0] != '#' &&
		    !ct_finding_policy_suppress(self, lines[i], file, i + 1, error))
			return FALSE;
	}
	return TRUE;
}

void
ct_finding_policy_begin_baseline(CtFindingPolicy *self)
{
	self->has_baseline = TRUE;
}

gboolean
ct_finding_policy_has_baseline(const CtFindingPolicy *self)
{
	return self->has_baseline;
}

void
ct_finding_policy_know(CtFindingPolicy *self, const char *fingerprint, const char *code,
		       const char *message)
{
	Known *known;

	/* several baselines may know it */
	if (g_hash_table_contains(self->by_print, fingerprint))
		return;
	known = g_new0(Known, 1);
	known->finding = (CtGoneFinding){ g_strdup(fingerprint), g_strdup(code),
					  g_strdup(message) };
	g_ptr_array_add(self->known, known);
	g_hash_table_insert(self->by_print, (gpointer)known->finding.fingerprint, known);
}

/* What makes a finding the same one in the next run. */
static char *
identity_of(const CtFinding *finding)
{
	GString *text = g_string_new(ct_rule(finding->rule)->code);

	g_string_append_c(text, '\n');
	if (finding->subject != NULL) {
		g_string_append(text, finding->subject);
	} else {
		for (const char *at = finding->message; *at != '\0'; at++)
			if (!g_ascii_isdigit(*at))
				g_string_append_c(text, *at);
	}
	return g_string_free(text, FALSE);
}

/* Findings that look alike are numbered in their order. */
void
ct_findings_give_fingerprints(CtFindings *findings)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < findings->items->len; i++) {
		CtFinding *finding = g_ptr_array_index(findings->items, i);
		g_autofree char *identity = identity_of(finding);
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, identity)) + 1;
		g_autofree char *numbered = g_strdup_printf("%s\n%u", identity, count);

		g_hash_table_insert(counts, g_steal_pointer(&identity), GUINT_TO_POINTER(count));
		g_free(finding->fingerprint);
		finding->fingerprint = g_compute_checksum_for_string(G_CHECKSUM_SHA256, numbered,
								     -1);
	}
}

static void
drop_uncounted(const CtFindingPolicy *self, CtFindings *findings)
{
	for (guint i = findings->items->len; i-- > 0;) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (!ct_finding_policy_counts(self, finding->rule))
			g_ptr_array_remove_index(findings->items, i);
	}
}

static gboolean
fits(const Suppression *suppression, const CtFinding *finding)
{
	g_autofree char *subject = NULL;

	if (suppression->rule != finding->rule)
		return FALSE;
	if (suppression->subject == NULL)
		return TRUE;
	subject = g_utf8_casefold(finding->subject != NULL ? finding->subject : "", -1);
	return g_pattern_match_simple(suppression->subject, subject);
}

/* The first entry that fits and still holds counts; all that fit are needed. */
static void
suppress(CtFindingPolicy *self, CtFinding *finding, const char *today)
{
	for (guint i = 0; i < self->suppressions->len; i++) {
		Suppression *suppression = g_ptr_array_index(self->suppressions, i);

		if (!fits(suppression, finding))
			continue;
		suppression->used++;
		if (finding->suppressed == NULL && strcmp(today, suppression->until) <= 0) {
			finding->suppressed = g_strdup(suppression->reason);
			finding->suppressed_until = g_strdup(suppression->until);
		}
	}
}

static void
add_about(const Suppression *suppression, CtFindings *findings, CtRuleId rule, const char *what)
{
	const CtOrigin origin = { .input = CT_NONE, .line = suppression->line };
	CtFinding *finding;

	ct_findings_add(findings, rule, origin, NULL, "the suppression of %s%s%s, \"%s\", %s",
			ct_rule(suppression->rule)->code,
			suppression->subject != NULL ? " for " : "",
			suppression->subject != NULL ? suppression->subject : "",
			suppression->reason, what);
	finding = g_ptr_array_index(findings->items, findings->items->len - 1);
	finding->file = g_strdup(suppression->file);
}

static void
judge_suppressions(const CtFindingPolicy *self, CtFindings *findings, const char *today)
{
	for (guint i = 0; i < self->suppressions->len; i++) {
		const Suppression *suppression = g_ptr_array_index(self->suppressions, i);
		g_autofree char *expired = g_strdup_printf("held until %s", suppression->until);

		if (!ct_finding_policy_counts(self, suppression->rule))
			continue;
		if (suppression->used > 0 && strcmp(today, suppression->until) > 0 &&
		    ct_finding_policy_counts(self, CT_RULE_SUPPRESSION_EXPIRED))
			add_about(suppression, findings, CT_RULE_SUPPRESSION_EXPIRED, expired);
		if (suppression->used == 0 &&
		    ct_finding_policy_counts(self, CT_RULE_SUPPRESSION_UNUSED))
			add_about(suppression, findings, CT_RULE_SUPPRESSION_UNUSED,
				  "fits no finding");
	}
}

static void
compare_with_baseline(CtFindingPolicy *self, const CtFindings *findings)
{
	for (guint i = 0; i < findings->items->len; i++) {
		CtFinding *finding = g_ptr_array_index(findings->items, i);
		Known *known = g_hash_table_lookup(self->by_print, finding->fingerprint);

		finding->known = known != NULL;
		if (known != NULL)
			known->found = TRUE;
	}
	for (guint i = 0; i < self->known->len; i++) {
		const Known *known = g_ptr_array_index(self->known, i);
		CtRuleId rule = ct_rule_find(known->finding.code);

		/* what was not looked for is not gone */
		if (!known->found && (rule == CT_N_RULES || ct_finding_policy_counts(self, rule)))
			g_array_append_val(self->gone, known->finding);
	}
}

void
ct_finding_policy_apply(CtFindingPolicy *self, CtFindings *findings, const CtEstate *estate,
			const char *today)
{
	drop_uncounted(self, findings);
	for (guint i = 0; i < findings->items->len; i++)
		suppress(self, g_ptr_array_index(findings->items, i), today);
	judge_suppressions(self, findings, today);
	for (guint i = 0; i < findings->items->len; i++) {
		CtFinding *finding = g_ptr_array_index(findings->items, i);

		if (self->severities[finding->rule] >= 0)
			finding->severity = (CtSeverity)self->severities[finding->rule];
	}
	ct_findings_sort(findings, estate);
	ct_findings_give_fingerprints(findings);
	if (self->has_baseline)
		compare_with_baseline(self, findings);
}

const GArray *
ct_finding_policy_gone(const CtFindingPolicy *self)
{
	return self->gone;
}
