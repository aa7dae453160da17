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
#include "tests/world.h"

typedef struct {
	const char *program;
	const char *folder;
	const char *word; /* nullable */
	guint count;
	guint failed;
} Driver;

typedef struct {
	const Driver *driver;
	char *title; /* "usage.t: a misspelt verb" */
	char *dir;   /* the world */
	char **env;
	GString *failures;
	const char *skip; /* nullable: why it is not run to its end */
	guint line;	  /* of the directive that is being carried out */
	char *out;	  /* of the last command; NULL before the first */
	char *err;
	GString *printed; /* standard output of all commands */
	int status;
	gboolean status_seen; /* is the exit status of the last command accounted for? */
} Scenario;

typedef struct {
	const char *name;
	guint min_args;
	guint max_args;
	gboolean has_body;
	void (*run)(Scenario *self, char **args, const char *body);
} Directive;

/* Findings that the reference documentation shows, each with the scenario that prints it. */
static const struct {
	const char *scenario, *line;
} examples[] = {
#define CT_EXAMPLE(code, scenario, line) { scenario, line },
#include "planner/examples.def"
#undef CT_EXAMPLE
};

static void fail(Scenario *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
fail(Scenario *self, const char *format, ...)
{
	va_list args;

	g_string_append_printf(self->failures, "line %u: ", self->line);
	va_start(args, format);
	g_string_append_vprintf(self->failures, format, args);
	va_end(args);
	g_string_append_c(self->failures, '\n');
}

/* Takes over @fault. */
static void
fail_when(Scenario *self, char *fault)
{
	if (fault != NULL)
		fail(self, "%s", fault);
	g_free(fault);
}

static char *
in_world(const Scenario *self, const char *name)
{
	return g_build_filename(self->dir, name, NULL);
}

static const char *
source_root(void)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");

	return root != NULL ? root : ".";
}

static void
do_file(Scenario *self, char **args, const char *body)
{
	g_autofree char *path = in_world(self, args[0]);

	fail_when(self, ct_world_write(path, body, args + 1));
}

/* "append FILE [TIMES]": for plain files such as the intent of a sample. */
static void
do_append(Scenario *self, char **args, const char *body)
{
	g_autofree char *path = in_world(self, args[0]);
	g_autofree char *before = NULL;
	g_autoptr(GString) text = NULL;
	g_auto(GStrv) parts = g_strsplit(body, "{}", -1);
	gboolean repeats = args[1] != NULL;
	guint64 times = repeats ? g_ascii_strtoull(args[1], NULL, 10) : 1;

	if (!g_file_get_contents(path, &before, NULL, NULL)) {
		fail(self, "%s: cannot be read", args[0]);
		return;
	}
	text = g_string_new(before);
	for (guint64 i = 0; i < times; i++) {
		g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, i);
		g_autofree char *lines = repeats ? g_strjoinv(number, parts) : g_strdup(body);

		g_string_append(text, lines);
	}
	fail_when(self, ct_world_write(path, text->str, NULL));
}

static void
do_copy(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *from = g_build_filename(source_root(), args[0], NULL);
	g_autofree char *base = g_path_get_basename(args[0]);
	g_autofree char *to = in_world(self, args[1] != NULL ? args[1] : base);

	fail_when(self, ct_world_copy(from, to));
}

/* Exports of real deployments are not part of the project; whoever has them gets these tests too. */
static void
do_real(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	const char *folder = g_getenv("CT_REAL_EXPORTS");
	g_autofree char *beside = g_build_filename(source_root(), "..", "shared", "samples", NULL);
	g_autofree char *from = g_build_filename(folder != NULL ? folder : beside, args[0], NULL);
	g_autofree char *to = in_world(self, args[0]);

	if (g_file_test(from, G_FILE_TEST_EXISTS))
		fail_when(self, ct_world_copy(from, to));
	else
		self->skip = "the real exports are not here";
}

static void
do_encode(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = in_world(self, args[0]);

	fail_when(self, ct_world_encode(path, args + 1));
}

/* Members have the names that they had in the world. */
static void
do_zip(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = in_world(self, args[0]);

	fail_when(self, ct_world_pack(path, self->dir, args + 1));
}

/* "FILE /old/new/", where any character may stand for the slash. */
static void
do_replace(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = in_world(self, args[0]);
	g_autofree char *rest = g_strjoinv(" ", args + 1);
	char mark[2] = { rest[0], '\0' };
	g_auto(GStrv) parts = g_strsplit(rest, mark, -1);

	if (g_strv_length(parts) != 4 || *parts[3] != '\0')
		fail(self, "replace needs FILE /old/new/");
	else
		fail_when(self, ct_world_replace(path, parts[1], parts[2]));
}

static void
do_remove(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = in_world(self, args[0]);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		fail(self, "%s: is not there", args[0]);
	ct_world_remove(path);
}

static void
do_swap(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = in_world(self, args[0]);

	fail_when(self, ct_world_edit_steps(path, args[1], args[2]));
}

static void
do_env(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	char *equals = strchr(args[0], '=');

	if (equals == NULL) {
		fail(self, "env needs NAME=VALUE");
		return;
	}
	*equals = '\0';
	self->env = g_environ_setenv(self->env, args[0], equals + 1, TRUE);
}

/* A command whose status nobody asked for has to succeed. */
static void
settle_status(Scenario *self)
{
	if (self->out != NULL && !self->status_seen && self->status != 0)
		fail(self, "the command before exited with %d:\n%s", self->status, self->err);
	self->status_seen = TRUE;
}

/* What no command may ever do, whatever is expected of it. */
static void
refuse_crashes(Scenario *self, int wait_status)
{
	static const char *const marks[] = { "Sanitizer", "runtime error:", "CRITICAL **",
					     "WARNING **" };

	if (!WIFEXITED(wait_status))
		fail(self, "the program died: %d", wait_status);
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(self->err, marks[i]) != NULL)
			fail(self, "the program complained:\n%s", self->err);
}

static void
do_run(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autofree char *command = g_strjoinv(" ", args);
	g_auto(GStrv) words = NULL;
	g_autoptr(GError) error = NULL;
	int status = 0;

	settle_status(self);
	g_ptr_array_add(argv, (gpointer)self->driver->program);
	if (*command != '\0' && !g_shell_parse_argv(command, NULL, &words, &error)) {
		fail(self, "%s", error->message);
		return;
	}
	for (guint i = 0; words != NULL && words[i] != NULL; i++)
		g_ptr_array_add(argv, words[i]);
	g_ptr_array_add(argv, NULL);
	g_clear_pointer(&self->out, g_free);
	g_clear_pointer(&self->err, g_free);
	if (!g_spawn_sync(self->dir, (char **)argv->pdata, self->env, G_SPAWN_DEFAULT, NULL, NULL,
			  &self->out, &self->err, &status, &error)) {
		fail(self, "%s", error->message);
		return;
	}
	g_string_append(self->printed, self->out);
	self->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	self->status_seen = FALSE;
	refuse_crashes(self, status);
}

static void
do_exit(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	self->status_seen = TRUE;
	if ((gint64)g_ascii_strtoull(args[0], NULL, 10) != self->status)
		fail(self, "exit status %d instead of %s\nstdout:\n%s\nstderr:\n%s", self->status,
		     args[0], self->out, self->err);
}

static gboolean
has_line(const char *text, const char *wanted)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	return g_strv_contains((const char *const *)lines, wanted);
}

/* "= line", "~ part", "! absent", "# comment" */
static void
expect(Scenario *self, const char *stream, const char *text, const char *body)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	if (text == NULL) {
		fail(self, "nothing was run yet");
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
			fail(self, "not an expectation: %s", lines[i]);
		if (!met)
			fail(self, "%s does not fit: %s\n%s", stream, lines[i], text);
	}
}

static void
do_stdout(Scenario *self, char **args G_GNUC_UNUSED, const char *body)
{
	expect(self, "stdout", self->out, body);
}

static void
do_stderr(Scenario *self, char **args G_GNUC_UNUSED, const char *body)
{
	expect(self, "stderr", self->err, body);
}

/* "golden NAME [FILE]": the output, or a file of the world, against tests/golden/NAME. */
static void
do_golden(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(source_root(), "tests", "golden", args[0], NULL);
	g_autofree char *file = args[1] != NULL ? in_world(self, args[1]) : NULL;
	g_autofree char *found = NULL;
	g_autofree char *wanted = NULL;
	gsize length = 0;

	if (file == NULL)
		found = g_strdup(self->out != NULL ? self->out : "");
	else if (!g_file_get_contents(file, &found, &length, NULL))
		fail(self, "%s: cannot be read", args[1]);
	if (found != NULL && g_getenv("CT_UPDATE_GOLDEN") != NULL)
		fail_when(self, ct_world_write(path, found, NULL));
	if (!g_file_get_contents(path, &wanted, &length, NULL))
		fail(self, "golden/%s is not there; CT_UPDATE_GOLDEN=1 writes it", args[0]);
	else if (g_strcmp0(found, wanted) != 0)
		fail(self, "differs from golden/%s:\n%s", args[0], found);
}

static void
do_exists(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	for (guint i = 0; args[i] != NULL; i++) {
		g_autofree char *path = in_world(self, args[i]);

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			fail(self, "%s: is not there", args[i]);
	}
}

/* A name that ends in '*' stands for all that begin with it. */
static void
do_absent(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autoptr(GDir) dir = g_dir_open(self->dir, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		for (guint i = 0; args[i] != NULL; i++)
			if (g_pattern_match_simple(args[i], name))
				fail(self, "%s: should not be there", name);
}

static void
do_same(Scenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *a = in_world(self, args[0]);
	g_autofree char *b = in_world(self, args[1]);

	fail_when(self, ct_world_same(a, b));
}

/* "text FILE": a file of the world as if it were the output. */
static void
do_text(Scenario *self, char **args, const char *body)
{
	g_autofree char *path = in_world(self, args[0]);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		fail(self, "%s: cannot be read", args[0]);
	else
		expect(self, args[0], text, body);
}

/* "steps FILE": each line below is something about the steps of a plan.json. */
static void
do_steps(Scenario *self, char **args, const char *body)
{
	g_autofree char *path = in_world(self, args[0]);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] != '\0' && lines[i][0] != '#')
			fail_when(self, ct_plan_steps_expect(path, lines[i]));
}

/* "shows ID... [not ID...]": for the coverage page; nothing happens here. */
static void
do_shows(Scenario *self G_GNUC_UNUSED, char **args G_GNUC_UNUSED, const char *body G_GNUC_UNUSED)
{
}

#define ANY G_MAXUINT

static const Directive directives[] = {
	{ "file", 1, ANY, TRUE, do_file },	  { "copy", 1, 2, FALSE, do_copy },
	{ "real", 1, 1, FALSE, do_real },	  { "encode", 2, ANY, FALSE, do_encode },
	{ "replace", 2, ANY, FALSE, do_replace }, { "remove", 1, 1, FALSE, do_remove },
	{ "swap", 3, 3, FALSE, do_swap },	  { "drop", 2, 2, FALSE, do_swap },
	{ "env", 1, 1, FALSE, do_env },		  { "run", 0, ANY, FALSE, do_run },
	{ "exit", 1, 1, FALSE, do_exit },	  { "stdout", 0, 0, TRUE, do_stdout },
	{ "stderr", 0, 0, TRUE, do_stderr },	  { "golden", 1, 2, FALSE, do_golden },
	{ "exists", 1, ANY, FALSE, do_exists },	  { "absent", 1, ANY, FALSE, do_absent },
	{ "same", 2, 2, FALSE, do_same },	  { "text", 1, 1, TRUE, do_text },
	{ "shows", 1, ANY, FALSE, do_shows },	  { "steps", 1, 1, TRUE, do_steps },
	{ "append", 1, 2, TRUE, do_append },	  { "zip", 2, ANY, FALSE, do_zip },
};

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
carry_out(Scenario *self, const char *head, const char *body)
{
	g_auto(GStrv) words = g_strsplit(head, " ", -1);
	guint n_args = g_strv_length(words) - 1;

	for (guint i = 0; i < G_N_ELEMENTS(directives); i++) {
		const Directive *directive = &directives[i];

		if (strcmp(directive->name, words[0]) != 0)
			continue;
		if (n_args < directive->min_args || n_args > directive->max_args)
			fail(self, "%s: %u words are not right here", words[0], n_args);
		else if (!directive->has_body && !is_only_comment(body))
			fail(self, "%s: takes no lines below it", words[0]);
		else
			directive->run(self, words + 1, body);
		return;
	}
	fail(self, "unknown directive: %s", words[0]);
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
carry_out_all(Scenario *self, char **lines, guint first)
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
expect_examples(Scenario *self)
{
	for (guint i = 0; i < G_N_ELEMENTS(examples); i++)
		if (self->skip == NULL && strcmp(examples[i].scenario, self->title) == 0 &&
		    !has_line(self->printed->str, examples[i].line))
			fail(self, "planner/examples.def is stale (./run reference): %s",
			     examples[i].line);
}

/* With CT_PRINTED=FILE: what each scenario printed, line by line, for the examples. */
static void
note_printed(const Scenario *self)
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
print_result(Driver *driver, const Scenario *self)
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

static void
run_scenario(Driver *driver, const char *file, const char *name, char **lines, guint first)
{
	Scenario self = { .driver = driver, .status_seen = TRUE };
	g_autoptr(GError) error = NULL;

	self.title = g_strdup_printf("%s: %s", file, name);
	if (driver->word == NULL || strstr(self.title, driver->word) != NULL) {
		self.failures = g_string_new(NULL);
		self.printed = g_string_new(NULL);
		self.env = g_environ_unsetenv(g_get_environ(), "SOURCE_DATE_EPOCH");
		self.dir = g_dir_make_tmp("scenario-XXXXXX", &error);
		if (self.dir == NULL)
			fail(&self, "%s", error->message);
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
