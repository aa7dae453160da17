/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directives of scenarios that make the world: files written, copied, changed, packed and taken
 * away, and the environment of the commands.
 */
#include "tests/scenario.h"

#include <string.h>

#include "tests/world.h"

static void
do_file(CtScenario *self, char **args, const char *body)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);

	ct_scenario_fail_when(self, ct_world_write(path, body, args + 1));
}

/* "append FILE [TIMES]": for plain files such as the intent of a sample. */
static void
do_append(CtScenario *self, char **args, const char *body)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);
	g_autofree char *before = NULL;
	g_autoptr(GString) text = NULL;
	g_auto(GStrv) parts = g_strsplit(body, "{}", -1);
	gboolean repeats = args[1] != NULL;
	guint64 times = repeats ? g_ascii_strtoull(args[1], NULL, 10) : 1;

	if (!g_file_get_contents(path, &before, NULL, NULL)) {
		ct_scenario_fail(self, "%s: cannot be read", args[0]);
		return;
	}
	text = g_string_new(before);
	for (guint64 i = 0; i < times; i++) {
		g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, i);
		g_autofree char *lines = repeats ? g_strjoinv(number, parts) : g_strdup(body);

		g_string_append(text, lines);
	}
	ct_scenario_fail_when(self, ct_world_write(path, text->str, NULL));
}

static void
do_copy(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *from = g_build_filename(ct_scenario_source_root(), args[0], NULL);
	g_autofree char *base = g_path_get_basename(args[0]);
	g_autofree char *to = ct_scenario_path(self, args[1] != NULL ? args[1] : base);

	ct_scenario_fail_when(self, ct_world_copy(from, to));
}

/* Exports of real deployments are not part of the project; whoever has them gets these tests too. */
static void
do_real(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	const char *folder = g_getenv("CT_REAL_EXPORTS");
	g_autofree char *beside = g_build_filename(ct_scenario_source_root(), "..", "shared",
						   "samples", NULL);
	g_autofree char *from = g_build_filename(folder != NULL ? folder : beside, args[0], NULL);
	g_autofree char *to = ct_scenario_path(self, args[0]);

	if (g_file_test(from, G_FILE_TEST_EXISTS))
		ct_scenario_fail_when(self, ct_world_copy(from, to));
	else
		self->skip = "the real exports are not here";
}

static void
do_encode(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);

	ct_scenario_fail_when(self, ct_world_encode(path, args + 1));
}

/* Members have the names that they had in the world. */
static void
do_zip(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);

	ct_scenario_fail_when(self, ct_world_pack(path, self->dir, args + 1));
}

/* "FILE /old/new/", where any character may stand for the slash. */
static void
do_replace(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);
	g_autofree char *rest = g_strjoinv(" ", args + 1);
	char mark[2] = { rest[0], '\0' };
	g_auto(GStrv) parts = g_strsplit(rest, mark, -1);

	if (g_strv_length(parts) != 4 || *parts[3] != '\0')
		ct_scenario_fail(self, "replace needs FILE /old/new/");
	else
		ct_scenario_fail_when(self, ct_world_replace(path, parts[1], parts[2]));
}

static void
do_remove(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		ct_scenario_fail(self, "%s: is not there", args[0]);
	ct_world_remove(path);
}

static void
do_swap(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	g_autofree char *path = ct_scenario_path(self, args[0]);

	ct_scenario_fail_when(self, ct_world_edit_steps(path, args[1], args[2]));
}

static void
do_env(CtScenario *self, char **args, const char *body G_GNUC_UNUSED)
{
	char *equals = strchr(args[0], '=');

	if (equals == NULL) {
		ct_scenario_fail(self, "env needs NAME=VALUE");
		return;
	}
	*equals = '\0';
	self->env = g_environ_setenv(self->env, args[0], equals + 1, TRUE);
}

static const CtDirective changes[] = {
	{ "file", 1, CT_DIRECTIVE_ANY, TRUE, do_file },
	{ "append", 1, 2, TRUE, do_append },
	{ "copy", 1, 2, FALSE, do_copy },
	{ "real", 1, 1, FALSE, do_real },
	{ "encode", 2, CT_DIRECTIVE_ANY, FALSE, do_encode },
	{ "zip", 2, CT_DIRECTIVE_ANY, FALSE, do_zip },
	{ "replace", 2, CT_DIRECTIVE_ANY, FALSE, do_replace },
	{ "remove", 1, 1, FALSE, do_remove },
	{ "swap", 3, 3, FALSE, do_swap },
	{ "drop", 2, 2, FALSE, do_swap },
	{ "env", 1, 1, FALSE, do_env },
};

const CtDirective *
ct_scenario_find_change(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(changes); i++)
		if (strcmp(changes[i].name, name) == 0)
			return &changes[i];
	return NULL;
}
