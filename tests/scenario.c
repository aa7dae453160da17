/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs scenarios: text files that say what the world is, what somebody types, and what comes back.
 * scenarios/README.md describes the format.  Each scenario is one TAP test; a bug report that can be
 * written as one is a test already.
 *
 *   scenario CUTOVER FOLDER [WORD]     only scenarios whose name holds WORD
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/plan-steps.h"
#include "tests/scenario.h"
#include "tests/world.h"

typedef struct {
	const char *program;
	const char *folder;
	const char *word; /* nullable */
	guint count;
	guint failed;
} Driver;

/* Findings that the reference documentation shows, each with the scenario that prints it. */
static const struct {
	const char *scenario, *line;
} examples[] = {
#define CT_EXAMPLE(code, scenario, line) { scenario, line },
#include "planner/examples.def"
#undef CT_EXAMPLE
};

void
ct_scenario_fail(CtScenario *self, const char *format, ...)
{
	va_list args;

	g_string_append_printf(self->failures, "line %u: ", self->line);
	va_start(args, format);
	g_string_append_vprintf(self->failures, format, args);
	va_end(args);
	g_string_append_c(self->failures, '\n');
}

/* Takes over @fault. */
void
ct_scenario_fail_when(CtScenario *self, char *fault)
{
	if (fault != NULL)
		ct_scenario_fail(self, "%s", fault);
	g_free(fault);
}

char *
ct_scenario_path(const CtScenario *self, const char *name)
{
	return g_build_filename(self->dir, name, NULL);
}

const char *
ct_scenario_source_root(void)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");

	return root != NULL ? root : ".";
}

/* A command whose status nobody asked for has to succeed. */
static void
settle_status(CtScenario *self)
{
	if (self->out != NULL && !self->status_seen && self->status != 0)
		ct_scenario_fail(self, "the command before exited with %d:\n%s", self->status,
				 self->err);
	self->status_seen = TRUE;
}

/* What no command may ever do, whatever is expected of it. */
static void
refuse_crashes(CtScenario *self, int wait_status)
{
	static const char *const marks[] = { "Sanitizer", "runtime error:", "CRITICAL **",
					     "WARNING **" };

	if (!WIFEXITED(wait_status))
		ct_scenario_fail(self, "the program died: %d", wait_status);
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(self->err, marks[i]) != NULL)
			ct_scenario_fail(self, "the program complained:\n%s", self->err);
}

static void
do_run(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autofree char *command = g_strjoinv(" ", args);
	g_auto(GStrv) words = NULL;
	g_autoptr(GError) error = NULL;
	int status = 0;

	settle_status(self);
	g_ptr_array_add(argv, (gpointer)self->program);
	if (*command != '\0' && !g_shell_parse_argv(command, NULL, &words, &error)) {
		ct_scenario_fail(self, "%s", error->message);
		return;
	}
	for (guint i = 0; words != NULL && words[i] != NULL; i++)
		g_ptr_array_add(argv, words[i]);
	if (words != NULL && g_strcmp0(words[0], "plan") == 0 && !self->draws)
		g_ptr_array_add(argv, (gpointer) "--format=ics");
	g_ptr_array_add(argv, NULL);
	g_clear_pointer(&self->out, g_free);
	g_clear_pointer(&self->err, g_free);
	if (!g_spawn_sync(self->dir, (char **)argv->pdata, self->env, G_SPAWN_DEFAULT, NULL, NULL,
			  &self->out, &self->err, &status, &error)) {
		ct_scenario_fail(self, "%s", error->message);
		return;
	}
	g_string_append(self->printed, self->out);
	self->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	self->status_seen = FALSE;
	refuse_crashes(self, status);
}

static void
do_exit(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	self->status_seen = TRUE;
	if ((gint64)g_ascii_strtoull(args[0], NULL, 10) != self->status)
		ct_scenario_fail(self, "exit status %d instead of %s\nstdout:\n%s\nstderr:\n%s",
				 self->status, args[0], self->out, self->err);
}

static gboolean
has_line(const char *text, const char *wanted)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	return g_strv_contains((const char *const *)lines, wanted);
}

/* "= line", "~ part", "! absent", "# comment" */
static void
expect(CtScenario *self, const char *stream, const char *text, const char *body)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	if (text == NULL) {
		ct_scenario_fail(self, "nothing was run yet");
		return;
	}
	for (guint i = 0; lines[i] != NULL; i++) {
		const char *wanted = lines[i][0] != '\0' ? lines[i] + 1 : "";
		gboolean met = TRUE;

		wanted += *wanted == ' ';
		if (lines[i][0] == '=')
			met = has_line(text, wanted);
		else if (lines[i][0] == '~')
			met = strstr(text, wanted) != NULL;
		else if (lines[i][0] == '!')
			met = strstr(text, wanted) == NULL;
		else if (lines[i][0] != '#' && lines[i][0] != '\0')
			ct_scenario_fail(self, "not an expectation: %s", lines[i]);
		if (!met)
			ct_scenario_fail(self, "%s does not fit: %s\n%s", stream, lines[i], text);
	}
}

static void
do_stdout(CtScenario *self, char **args G_GNUC_UNUSED, const char *body)
{
	expect(self, "stdout", self->out, body);
}

static void
do_stderr(CtScenario *self, char **args G_GNUC_UNUSED, const char *body)
{
	expect(self, "stderr", self->err, body);
}

/* "golden NAME [FILE]": the output, or a file of the world, against tests/golden/NAME. */
static void
do_golden(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(ct_scenario_source_root(), "tests", "golden",
						 args[0], NULL);
	g_autofree char *file = args[1] != NULL ? ct_scenario_path(self, args[1]) : NULL;
	g_autofree char *found = NULL;
	g_autofree char *wanted = NULL;
	gsize length = 0;

	if (file == NULL)
		found = g_strdup(self->out != NULL ? self->out : "");
	else if (!g_file_get_contents(file, &found, &length, NULL))
		ct_scenario_fail(self, "%s: cannot be read", args[1]);
	if (found != NULL && g_getenv("CT_UPDATE_GOLDEN") != NULL)
		ct_scenario_fail_when(self, ct_world_write(path, found, NULL));
	if (!g_file_get_contents(path, &wanted, &length, NULL))
		ct_scenario_fail(self, "golden/%s is not there; CT_UPDATE_GOLDEN=1 writes it",
				 args[0]);
	else if (g_strcmp0(found, wanted) != 0)
		ct_scenario_fail(self, "differs from golden/%s:\n%s", args[0], found);
}

static void
do_exists(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	for (guint i = 0; args[i] != NULL; i++) {
		g_autofree char *path = ct_scenario_path(self, args[i]);

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			ct_scenario_fail(self, "%s: is not there", args[i]);
	}
}

/* A name that ends in '*' stands for all that begin with it. */
static void
do_absent(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autoptr(GDir) dir = g_dir_open(self->dir, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		for (guint i = 0; args[i] != NULL; i++)
			if (g_pattern_match_simple(args[i], name))
				ct_scenario_fail(self, "%s: should not be there", name);
}

static void
do_same(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *a = ct_scenario_path(self, args[0]);
	g_autofree char *b = ct_scenario_path(self, args[1]);

	ct_scenario_fail_when(self, ct_world_same(a, b));
}

/* "text FILE": a file of the world as if it were the output. */
static void
do_text(CtScenario *self, char **args, const char *body)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		ct_scenario_fail(self, "%s: cannot be read", args[0]);
	else
		expect(self, args[0], text, body);
}

/* "steps FILE": each line below is something about the steps of a plan.json. */
static void
do_steps(CtScenario *self, char **args, const char *body)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] != '\0' && lines[i][0] != '#')
			ct_scenario_fail_when(self, ct_plan_steps_expect(path, lines[i]));
}

/* "shows ID... [not ID...]": for the coverage page; nothing happens here. */
static void
do_shows(CtScenario *self G_GNUC_UNUSED, char **args G_GNUC_UNUSED, const char *body G_GNUC_UNUSED)
{
}

#define ANY CT_DIRECTIVE_ANY

static const CtDirective directives[] = {
	{ "run", 0, ANY, FALSE, do_run },	{ "exit", 1, 1, FALSE, do_exit },
	{ "stdout", 0, 0, TRUE, do_stdout },	{ "stderr", 0, 0, TRUE, do_stderr },
	{ "golden", 1, 2, FALSE, do_golden },	{ "exists", 1, ANY, FALSE, do_exists },
	{ "absent", 1, ANY, FALSE, do_absent }, { "same", 2, 2, FALSE, do_same },
	{ "text", 1, 1, TRUE, do_text },	{ "shows", 1, ANY, FALSE, do_shows },
	{ "steps", 1, 1, TRUE, do_steps },
};

static const CtDirective *
find_directive(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(directives); i++)
		if (strcmp(directives[i].name, name) == 0)
			return &directives[i];
	return ct_scenario_find_change(name);
}

static gboolean
is_only_comment(const char *body)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] != '\0' && lines[i][0] != '#')
			return FALSE;
	return TRUE;
}

/* @head: what follows "--- " */
static void
carry_out(CtScenario *self, const char *head, const char *body)
{
	g_auto(GStrv) words = g_strsplit(head, " ", -1);
	guint n_args = g_strv_length(words) - 1;
	const CtDirective *directive = find_directive(words[0]);

	if (directive == NULL)
		ct_scenario_fail(self, "unknown directive: %s", words[0]);
	else if (n_args < directive->min_args || n_args > directive->max_args)
		ct_scenario_fail(self, "%s: %u words are not right here", words[0], n_args);
	else if (!directive->has_body && !is_only_comment(body))
		ct_scenario_fail(self, "%s: takes no lines below it", words[0]);
	else
		directive->run(self, words + 1, body);
}

static gboolean
begins_directive(const char *line)
{
	return g_str_has_prefix(line, "--- ");
}

static gboolean
begins_scenario(const char *line)
{
	return g_str_has_prefix(line, "--- scenario ");
}

/* Carries out the directives from line @first on, up to the next scenario. */
static void
carry_out_all(CtScenario *self, char **lines, guint first)
{
	guint i = first;

	while (lines[i] != NULL && !begins_scenario(lines[i]) && self->failures->len == 0 &&
	       self->skip == NULL) {
		g_autoptr(GString) body = g_string_new(NULL);
		const char *head = lines[i];

		self->line = ++i;
		for (; lines[i] != NULL && !begins_directive(lines[i]); i++)
			g_string_append_printf(body, "%s\n", lines[i]);
		if (begins_directive(head))
			carry_out(self, head + strlen("--- "), body->str);
	}
	settle_status(self);
}

static void
expect_examples(CtScenario *self)
{
	for (guint i = 0; i < G_N_ELEMENTS(examples); i++)
		if (self->skip == NULL && strcmp(examples[i].scenario, self->title) == 0 &&
		    !has_line(self->printed->str, examples[i].line))
			ct_scenario_fail(self,
					 "planner/examples.def is stale (./run reference): %s",
					 examples[i].line);
}

/* With CT_PRINTED=FILE: what each scenario printed, line by line, for the examples. */
static void
note_printed(const CtScenario *self)
{
	const char *path = g_getenv("CT_PRINTED");
	FILE *file = path != NULL ? fopen(path, "a") : NULL;
	g_auto(GStrv) lines = g_strsplit(self->printed->str, "\n", -1);

	if (file == NULL)
		return;
	for (guint i = 0; lines[i] != NULL; i++)
		fprintf(file, "%s\t%s\n", self->title, lines[i]);
	fclose(file);
}

static void
print_result(Driver *driver, const CtScenario *self)
{
	g_auto(GStrv) lines = g_strsplit(self->failures->str, "\n", -1);

	driver->count++;
	if (self->failures->len > 0) {
		driver->failed++;
		printf("not ok %u %s\n", driver->count, self->title);
		for (guint i = 0; lines[i] != NULL; i++)
			printf("# %s\n", lines[i]);
	} else {
		printf("ok %u %s%s%s\n", driver->count, self->title,
		       self->skip != NULL ? " # SKIP " : "", self->skip != NULL ? self->skip : "");
	}
	fflush(stdout);
}

/* Does the scenario that begins at @lines speak of anything that is drawn? */
static gboolean
speaks_of_drawings(char **lines, guint first)
{
	static const char *const words[] = {
		"html",	       "pdf",	 "svg",	   "png",  "diagrams",
		"layout.json", "render", "format", "view", "SOURCE_DATE_EPOCH"
	};

	for (guint i = first; lines[i] != NULL && !begins_scenario(lines[i]); i++)
		for (gsize k = 0; k < G_N_ELEMENTS(words); k++)
			if (strstr(lines[i], words[k]) != NULL)
				return TRUE;
	return FALSE;
}

static void
run_scenario(Driver *driver, const char *file, const char *name, char **lines, guint first)
{
	CtScenario self = { .program = driver->program, .status_seen = TRUE };
	g_autoptr(GError) error = NULL;

	self.title = g_strdup_printf("%s: %s", file, name);
	self.draws = speaks_of_drawings(lines, first);
	if (driver->word == NULL || strstr(self.title, driver->word) != NULL) {
		self.failures = g_string_new(NULL);
		self.printed = g_string_new(NULL);
		self.env = g_environ_unsetenv(g_get_environ(), "SOURCE_DATE_EPOCH");
		self.dir = g_dir_make_tmp("scenario-XXXXXX", &error);
		if (self.dir == NULL)
			ct_scenario_fail(&self, "%s", error->message);
		else
			carry_out_all(&self, lines, first);
		if (g_getenv("CT_PRINTED") != NULL)
			note_printed(&self);
		else
			expect_examples(&self);
		print_result(driver, &self);
		if (self.dir != NULL)
			ct_world_remove(self.dir);
		g_string_free(self.failures, TRUE);
		g_string_free(self.printed, TRUE);
	}
	g_strfreev(self.env);
	g_free(self.title);
	g_free(self.dir);
	g_free(self.out);
	g_free(self.err);
}

static void
run_file(Driver *driver, const char *name)
{
	g_autofree char *path = g_build_filename(driver->folder, name, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	g_strchomp(text);
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		if (begins_scenario(lines[i]))
			run_scenario(driver, name, lines[i] + strlen("--- scenario "), lines,
				     i + 1);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = NULL;
	g_autofree char *program = NULL;
	const char *name;
	Driver driver = { 0 };

	if (argc < 3) {
		fputs("usage: scenario CUTOVER FOLDER [WORD]\n", stderr);
		return 2;
	}
	/* commands run in the world, from where a relative path leads elsewhere */
	driver.program = program = g_canonicalize_filename(argv[1], NULL);
	driver.folder = argv[2];
	driver.word = argv[3];
	dir = g_dir_open(driver.folder, 0, NULL);
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(name, ".t"))
			g_ptr_array_add(files, g_strdup(name));
	g_ptr_array_sort(files, compare_names);
	for (guint i = 0; i < files->len; i++)
		run_file(&driver, g_ptr_array_index(files, i));
	printf("1..%u\n", driver.count);
	return driver.failed > 0;
}
