/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options of the command line.
 *
 * GOption does the parsing; its table is made from ours, so that an option stands in one place with
 * the verbs that take it.  An option that a verb does not take is as unknown to it as a misspelt one.
 */
#include "cli/options.h"

#include <stddef.h>
#include <string.h>

#include "cli/suggest.h"

G_DEFINE_QUARK(ct - usage - error - quark, ct_usage_error)

#define ALWAYS	     0
#define MAX_JOBS     256
#define MAX_OPTIONS  40
#define DEFAULT_JOBS 8

typedef struct {
	guint takes; /* ALWAYS, or any of CtTakes */
	const char *name;
	char letter;
	GOptionArg arg;
	gsize offset;
	const char *text;
	const char *value; /* nullable: what the value is called */
} OptionRow;

static const OptionRow rows[] = {
	{ CT_TAKES_OUTPUT, "output", 'o', G_OPTION_ARG_FILENAME, offsetof(CtOptions, output),
	  "the plan folder to write", "DIR" },
	{ CT_TAKES_OUTPUT, "force", 'f', G_OPTION_ARG_NONE, offsetof(CtOptions, force),
	  "replace an existing plan folder", NULL },
	{ CT_TAKES_INTENT, "intent", 'i', G_OPTION_ARG_FILENAME, offsetof(CtOptions, intent),
	  "the intent file, when it is not among the inputs", "FILE" },
	{ CT_TAKES_FORMAT, "format", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, format),
	  "form of the output", "FORMAT" },
	{ CT_TAKES_PAPER, "paper", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, paper),
	  "of the drawings in plan.pdf: a3 (default), a4", "SIZE" },
	{ CT_TAKES_VIEW, "view", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, view),
	  "draw only these, with commas between them", "NAMES" },
	{ CT_TAKES_VIEW, "of", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, of),
	  "draw what depends on this server or object, and what it needs", "OBJECT" },
	{ CT_TAKES_VIEW, "against", 0, G_OPTION_ARG_FILENAME, offsetof(CtOptions, against),
	  "draw what changed since this earlier plan, too", "DIR" },
	{ CT_TAKES_LINT, "lint", 0, G_OPTION_ARG_NONE, offsetof(CtOptions, lint),
	  "measure the drawings and write nothing; exit with 1 when one fails", NULL },
	{ CT_TAKES_EXPLAIN, "explain", 'e', G_OPTION_ARG_NONE, offsetof(CtOptions, explain),
	  "say below each finding why it matters and what to do", NULL },
	{ CT_TAKES_FAIL_ON, "fail-on", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, fail_on_text),
	  "exit with 1 for findings from here on: error (default), warning, info, never",
	  "SEVERITY" },
	{ CT_TAKES_FROM, "from", 0, G_OPTION_ARG_FILENAME, offsetof(CtOptions, from),
	  "an earlier plan that is half carried out: its waves go on", "DIR" },
	{ CT_TAKES_FAIL, "fail", 0, G_OPTION_ARG_NONE, offsetof(CtOptions, fail),
	  "exit with 1 when the plans differ", NULL },
	{ CT_TAKES_REPAIR, "repair", 0, G_OPTION_ARG_NONE, offsetof(CtOptions, repair),
	  "write the plan again, made safe with the fewest moves", NULL },
	{ CT_TAKES_POLICY, "severity", 0, G_OPTION_ARG_STRING_ARRAY,
	  offsetof(CtOptions, severities), "another severity for a rule: error, warning or info",
	  "CODE=LEVEL" },
	{ CT_TAKES_POLICY, "only", 0, G_OPTION_ARG_STRING_ARRAY, offsetof(CtOptions, only),
	  "only these rules, with commas between them", "CODES" },
	{ CT_TAKES_POLICY, "except", 0, G_OPTION_ARG_STRING_ARRAY, offsetof(CtOptions, except),
	  "all rules but these", "CODES" },
	{ CT_TAKES_POLICY, "suppressions", 0, G_OPTION_ARG_FILENAME_ARRAY,
	  offsetof(CtOptions, suppressions),
	  "findings that were accepted until a day, with the reason", "FILE" },
	{ CT_TAKES_POLICY, "baseline", 0, G_OPTION_ARG_FILENAME_ARRAY,
	  offsetof(CtOptions, baselines), "tell what is new against this output of --format json",
	  "FILE" },
	{ CT_TAKES_POLICY, "list-rules", 0, G_OPTION_ARG_NONE, offsetof(CtOptions, list_rules),
	  "list the rules and end", NULL },
	{ CT_TAKES_EXPORTS, "exports", 0, G_OPTION_ARG_FILENAME_ARRAY, offsetof(CtOptions, exports),
	  "where the exports are, when they have moved", "PATH" },
	{ CT_TAKES_EXPORTS, "without", 0, G_OPTION_ARG_STRING_ARRAY, offsetof(CtOptions, without),
	  "what if this constraint, order of two steps or key of the intent were dropped", "ID" },
	{ CT_TAKES_INPUTS, "legacy", 0, G_OPTION_ARG_FILENAME_ARRAY, offsetof(CtOptions, legacy),
	  "this input describes the legacy deployment", "PATH" },
	{ CT_TAKES_INPUTS, "target", 0, G_OPTION_ARG_FILENAME_ARRAY, offsetof(CtOptions, target),
	  "this input describes the target deployment", "PATH" },
	{ CT_TAKES_INPUTS, "jobs", 'j', G_OPTION_ARG_INT, offsetof(CtOptions, jobs),
	  "inputs read at the same time; default: one for each processor, at most 8", "N" },
	{ CT_TAKES_INPUTS, "limit", 0, G_OPTION_ARG_STRING_ARRAY, offsetof(CtOptions, limit_texts),
	  "another limit on inputs, such as max-depth=200; a wrong NAME lists them", "NAME=VALUE" },
	{ ALWAYS, "quiet", 'q', G_OPTION_ARG_NONE, offsetof(CtOptions, quiet),
	  "no progress, no talk on standard error", NULL },
	{ ALWAYS, "color", 0, G_OPTION_ARG_STRING, offsetof(CtOptions, color),
	  "auto (default), always, never", "WHEN" },
	{ ALWAYS, "version", 0, G_OPTION_ARG_NONE, offsetof(CtOptions, version),
	  "print the version", NULL },
	{ ALWAYS, "help", 'h', G_OPTION_ARG_NONE, offsetof(CtOptions, help), "print this help",
	  NULL },
};

G_STATIC_ASSERT(G_N_ELEMENTS(rows) < MAX_OPTIONS);

static gboolean
takes(const CtVerb *verb, const OptionRow *row)
{
	return row->takes == ALWAYS || (verb->takes & row->takes) != 0;
}

/* @entries: room for MAX_OPTIONS of them, alive as long as the context */
static GOptionContext *
context_new(const CtVerb *verb, CtOptions *self, GOptionEntry *entries)
{
	GOptionContext *context = g_option_context_new(verb->usage);
	guint n = 0;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const OptionRow *row = &rows[i];

		if (!takes(verb, row))
			continue;
		entries[n++] = (GOptionEntry){
			.long_name = row->name,
			.short_name = row->letter,
			.arg = row->arg,
			.arg_data = (char *)self + row->offset,
			.description = row->text,
			.arg_description = row->value,
		};
	}
	entries[n] = (GOptionEntry){ 0 };
	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_help_enabled(context, FALSE);
	return context;
}

static gboolean
fail(GError **error, const CtVerb *verb, const char *word, const char *suggestion,
     const char *complaint)
{
	if (suggestion != NULL)
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: %s %s; did you mean %s?", verb->name,
			    complaint, word, suggestion);
	else
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: %s %s; see cutover %s --help",
			    verb->name, complaint, word, verb->name);
	return FALSE;
}

/* GOption's sentence ends in the option, "--formt" or "-x". */
static gboolean
fail_unknown(GError **error, const CtVerb *verb, const char *sentence)
{
	const char *blank = strrchr(sentence, ' ');
	const char *option = blank != NULL ? blank + 1 : sentence;
	const char *candidates[MAX_OPTIONS] = { NULL };
	g_autofree char *suggestion = NULL;
	const char *near;
	guint n = 0;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		if (takes(verb, &rows[i]))
			candidates[n++] = rows[i].name;
	near = g_str_has_prefix(option, "--") ? ct_suggest(option + 2, candidates) : NULL;
	if (near != NULL)
		suggestion = g_strconcat("--", near, NULL);
	return fail(error, verb, option, suggestion, "unknown option");
}

static gboolean
check_choice(const CtVerb *verb, const char *option, const char *value, const char *const *choices,
	     GError **error)
{
	g_autofree char *word = g_strdup_printf("%s", value);
	g_autofree char *complaint = g_strdup_printf("--%s does not know", option);

	return g_strv_contains(choices, value) ||
	       fail(error, verb, word, ct_suggest(value, choices), complaint);
}

static gboolean
check_format(CtOptions *self, const CtVerb *verb, GError **error)
{
	g_auto(GStrv) words = NULL;

	if (verb->formats == NULL)
		return TRUE;
	if (self->format == NULL) {
		/* a verb that takes several knows better than we what is usual */
		self->format = verb->many_formats ? NULL : g_strdup(verb->formats[0]);
		return TRUE;
	}
	words = g_strsplit(self->format, ",", verb->many_formats ? -1 : 1);
	for (guint i = 0; words[i] != NULL; i++)
		if (!check_choice(verb, "format", words[i], verb->formats, error))
			return FALSE;
	return TRUE;
}

gboolean
ct_options_fail_on(CtOptions *self, const char *text)
{
	if (strcmp(text, "never") == 0) {
		self->fail_never = TRUE;
		return TRUE;
	}
	for (CtSeverity i = CT_SEVERITY_INFO; i <= CT_SEVERITY_ERROR; i++) {
		if (strcmp(text, ct_severity_to_string(i)) != 0)
			continue;
		self->fail_never = FALSE;
		self->fail_on = i;
		return TRUE;
	}
	return FALSE;
}

static gboolean
check_fail_on(CtOptions *self, const CtVerb *verb, GError **error)
{
	static const char *const severities[] = { "error", "warning", "info", "never", NULL };

	self->fail_on = CT_SEVERITY_ERROR;
	if (self->fail_on_text == NULL)
		return TRUE;
	return check_choice(verb, "fail-on", self->fail_on_text, severities, error) &&
	       ct_options_fail_on(self, self->fail_on_text);
}

static gboolean
check_color(CtOptions *self, const CtVerb *verb, GError **error)
{
	static const char *const choices[] = { "auto", "always", "never", NULL };

	if (self->color == NULL)
		self->color = g_strdup("auto");
	return check_choice(verb, "color", self->color, choices, error);
}

static gboolean
check_paper(CtOptions *self, const CtVerb *verb, GError **error)
{
	static const char *const choices[] = { "a3", "a4", NULL };

	if (self->paper == NULL)
		self->paper = g_strdup("a3");
	return check_choice(verb, "paper", self->paper, choices, error);
}

static gboolean
set_limits(CtOptions *self, const CtVerb *verb, GError **error)
{
	self->limits = ct_limits_default();
	for (char **text = self->limit_texts; text != NULL && *text != NULL; text++) {
		g_autoptr(GError) reason = NULL;

		if (ct_limits_set(&self->limits, *text, &reason))
			continue;
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: --limit: %s", verb->name,
			    reason->message);
		return FALSE;
	}
	return TRUE;
}

static gboolean
check_args(const CtOptions *self, const CtVerb *verb, GError **error)
{
	if (self->n_args < verb->min_args && !self->list_rules) {
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: something is missing: cutover %s %s",
			    verb->name, verb->name, verb->usage);
		return FALSE;
	}
	if (verb->max_args > 0 && self->n_args > verb->max_args)
		return fail(error, verb, self->args[verb->max_args], NULL,
			    "does not know what to do with");
	if ((verb->takes & CT_TAKES_OUTPUT) != 0 && self->output == NULL) {
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: no folder to write to: cutover %s %s",
			    verb->name, verb->name, verb->usage);
		return FALSE;
	}
	if (self->jobs < 1 || self->jobs > MAX_JOBS) {
		g_set_error(error, CT_USAGE_ERROR, 0,
			    "%s: --jobs needs a number between 1 and %d, found %d", verb->name,
			    MAX_JOBS, self->jobs);
		return FALSE;
	}
	return TRUE;
}

/* @argv with a first word for GOption, which takes it for the name of the program.  The number of jobs
 * may stand right behind its letter, as make and tar have it; GOption wants a blank there. */
static char **
words_new(char **argv)
{
	GPtrArray *words = g_ptr_array_new();
	gboolean options = TRUE;

	g_ptr_array_add(words, g_strdup("cutover"));
	for (guint i = 0; argv[i] != NULL; i++) {
		options = options && strcmp(argv[i], "--") != 0;
		if (options && g_str_has_prefix(argv[i], "-j") && g_ascii_isdigit(argv[i][2]))
			g_ptr_array_add(words, g_strconcat("--jobs=", argv[i] + 2, NULL));
		else
			g_ptr_array_add(words, g_strdup(argv[i]));
	}
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(words, FALSE);
}

gboolean
ct_options_parse(CtOptions *self, const CtVerb *verb, char **argv, GError **error)
{
	GOptionEntry entries[MAX_OPTIONS];
	g_autoptr(GOptionContext) context = context_new(verb, self, entries);
	g_auto(GStrv) words = words_new(argv);
	g_autoptr(GError) reason = NULL;
	char **rest;

	self->jobs = (int)CLAMP(g_get_num_processors(), 1, DEFAULT_JOBS);
	if (!g_option_context_parse_strv(context, &words, &reason)) {
		if (g_error_matches(reason, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
			return fail_unknown(error, verb, reason->message);
		g_set_error(error, CT_USAGE_ERROR, 0, "%s: %s", verb->name, reason->message);
		return FALSE;
	}
	rest = words + 1;
	if (*rest != NULL && strcmp(*rest, "--") == 0)
		rest++;
	self->args = g_strdupv(rest);
	self->n_args = g_strv_length(rest);
	if (self->help || self->version)
		return TRUE;
	return check_format(self, verb, error) && check_fail_on(self, verb, error) &&
	       check_color(self, verb, error) && check_paper(self, verb, error) &&
	       check_args(self, verb, error) && set_limits(self, verb, error);
}

void
ct_options_clear(CtOptions *self)
{
	g_free(self->color);
	g_free(self->format);
	g_free(self->fail_on_text);
	g_free(self->output);
	g_free(self->paper);
	g_free(self->view);
	g_free(self->of);
	g_free(self->against);
	g_free(self->from);
	g_free(self->intent);
	g_strfreev(self->limit_texts);
	g_strfreev(self->severities);
	g_strfreev(self->only);
	g_strfreev(self->except);
	g_strfreev(self->suppressions);
	g_strfreev(self->baselines);
	g_strfreev(self->exports);
	g_strfreev(self->without);
	g_strfreev(self->legacy);
	g_strfreev(self->target);
	g_strfreev(self->args);
	memset(self, 0, sizeof(*self));
}

char *
ct_options_help(const CtVerb *verb)
{
	GOptionEntry entries[MAX_OPTIONS];
	CtOptions unused = { 0 };
	g_autoptr(GOptionContext) context = context_new(verb, &unused, entries);
	g_autofree char *name = g_strdup_printf("cutover %s", verb->name);
	g_autofree char *formats = verb->formats != NULL ? g_strjoinv(", ", (char **)verb->formats)
							 : NULL;
	g_autofree char *closing =
		formats != NULL ? g_strdup_printf("FORMAT: %s%s", formats,
						  verb->many_formats ? "; several with commas" : "")
				: NULL;

	g_set_prgname(name);
	g_option_context_set_summary(context,
				     verb->description != NULL ? verb->description : verb->summary);
	g_option_context_set_description(context, closing);
	return g_option_context_get_help(context, TRUE, NULL);
}

gboolean
ct_options_has_format(const CtOptions *self, const char *format)
{
	g_auto(GStrv) words = g_strsplit(self->format != NULL ? self->format : "", ",", -1);

	return g_strv_contains((const char *const *)words, format);
}
