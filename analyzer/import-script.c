/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts of the management shell that somebody put among the exports.
 *
 * A script is no export, and nothing it says is a fact.  But it shows what is going to be run, or was,
 * and a move with -Force leaves contacts and meetings behind for good (F-15), which is worth telling
 * while there is time.
 */
#include <string.h>

#include "analyzer/import-lines.h"
#include "analyzer/import.h"

/* More than anybody types; a longer one is looked at in parts. */
#define MAX_COMMAND_BYTES 65536

/* The commands that move what people own; longer names first, since they begin alike. */
static const char *const moves[] = { "Move-CsLegacyUser", "Move-CsUser" };

const char *
ct_import_forced_move(const char *command)
{
	g_autofree char *text = g_ascii_strdown(command, -1);
	const char *found = NULL;
	const char *name = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(moves) && found == NULL; i++) {
		g_autofree char *lower = g_ascii_strdown(moves[i], -1);

		found = strstr(text, lower);
		name = moves[i];
	}
	/* only up to the end of this command */
	if (found != NULL)
		text[(gsize)(found - text) + strcspn(found, "|;\n")] = '\0';
	while (found != NULL && (found = strstr(found, "-fo")) != NULL) {
		gsize length = strspn(found + 1, "abcdefghijklmnopqrstuvwxyz");

		/* a switch may be shortened, and may be turned off again */
		if (g_ascii_isspace(found[-1]) && strncmp(found + 1, "force", length) == 0 &&
		    !g_str_has_prefix(found + 1 + length, ":$false"))
			return name;
		found += 1 + length;
	}
	return NULL;
}

gboolean
ct_import_is_script(const char *text, gsize length)
{
	g_autofree char *lower = g_ascii_strdown(text, (gssize)length);

	return strstr(lower, "move-cs") != NULL;
}

/* What stands before a comment, without the mark that a command goes on in the next line. */
static gboolean
take_line(GString *command, const char *line, gsize length)
{
	g_autofree char *text = g_strndup(line, length);
	char *comment = strchr(text, '#');
	gboolean goes_on;

	if (comment != NULL && (comment == text || g_ascii_isspace(comment[-1])))
		*comment = '\0';
	g_strchomp(text);
	goes_on = g_str_has_suffix(text, "`") || g_str_has_suffix(text, "|");
	g_string_append_printf(command, "%s ", text);
	return goes_on;
}

/* Tells of a complete command that began in @line, and forgets it. */
static void
end_command(const CtImportJob *job, GString *command, guint32 line)
{
	CtOrigin origin = { job->input, line, NULL };
	const char *name = ct_import_forced_move(command->str);

	if (name != NULL)
		ct_facts_add_problem(job->facts, origin, CT_PROBLEM_FORCED_MOVE,
				     "the script runs %s with -Force", name);
	g_string_truncate(command, 0);
}

gboolean
ct_import_script(const CtImportJob *job, GError **error)
{
	g_autoptr(CtImportLines) lines = ct_import_lines_new(job);
	g_autoptr(GString) command = g_string_new(NULL);
	const char *line;
	gsize length;
	guint32 first = 0;

	ct_facts_note(job->facts, (CtOrigin){ .input = job->input }, "script", NULL);
	for (;;) {
		if (!ct_import_lines_next(lines, &line, &length, error))
			return FALSE;
		if (line == NULL)
			break;
		if (command->len == 0)
			first = ct_import_lines_number(lines);
		if (!take_line(command, line, length) || command->len > MAX_COMMAND_BYTES)
			end_command(job, command, first);
	}
	end_command(job, command, first);
	ct_import_lines_report_encoding(lines);
	return TRUE;
}
