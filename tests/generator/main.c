/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of the generator of estates. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"

static int
usage_error(const char *message, const char *value)
{
	fprintf(stderr, "estate: %s%s\n", message, value != NULL ? value : "");
	return 2;
}

static char *
describe(void)
{
	GString *text = g_string_new("Formats (for --formats, separated by commas):\n");
	const char *name;
	const char *help;

	for (guint i = 0; (name = gen_format_name(i, &help)) != NULL; i++)
		g_string_append_printf(text, "  %-22s %s\n", name, help);
	g_string_append(text, "\nShapes (for --shape):\n");
	for (guint i = 0; (name = gen_shape_name(i, &help)) != NULL; i++)
		g_string_append_printf(text, "  %-22s %s\n", name, help);
	g_string_append(text, "\nEncodings: utf-8, utf-8-bom, utf-16le, utf-16be, windows-1252\n"
			      "The same arguments give the same bytes.\n");
	return g_string_free(text, FALSE);
}

int
main(int argc, char **argv)
{
	gint users = 1000;
	gint pools = 2;
	gint sites = 2;
	gint64 seed = 1;
	double coupling = 0.02;
	gint applications = 0;
	g_autofree char *formats = NULL;
	g_autofree char *encoding = NULL;
	g_autofree char *shape = NULL;
	g_autofree char *out = NULL;
	gboolean crlf = FALSE;
	gboolean zip = FALSE;
	const GOptionEntry entries[] = {
		{ "users", 0, 0, G_OPTION_ARG_INT, &users, "Users (1000)", "N" },
		{ "pools", 0, 0, G_OPTION_ARG_INT, &pools, "Legacy pools (2)", "N" },
		{ "sites", 0, 0, G_OPTION_ARG_INT, &sites, "Sites (2)", "N" },
		{ "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Which estate of that size (1)", "N" },
		{ "coupling", 0, 0, G_OPTION_ARG_DOUBLE, &coupling,
		  "Part of the users who have delegates (0.02)", "X" },
		{ "applications", 0, 0, G_OPTION_ARG_INT, &applications,
		  "Applications at least, as inspect counts them (0: as the shape has it)", "N" },
		{ "shape", 0, 0, G_OPTION_ARG_STRING, &shape, "What there is (mixed)", "NAME" },
		{ "formats", 0, 0, G_OPTION_ARG_STRING, &formats, "What to write (plan)", "LIST" },
		{ "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, "Of all text (utf-8)", "NAME" },
		{ "crlf", 0, 0, G_OPTION_ARG_NONE, &crlf, "End lines as Windows does", NULL },
		{ "zip", 0, 0, G_OPTION_ARG_NONE, &zip, "Put all files into exports.zip", NULL },
		{ "out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Folder to write to", "FOLDER" },
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	g_autofree char *description = describe();
	g_autoptr(GOptionContext) context = g_option_context_new(
		"- write the exports of a made-up estate");
	g_autoptr(GError) error = NULL;
	GenWriting writing = { .encoding = GEN_ENCODING_UTF8 };

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(context, description);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		return usage_error(error->message, NULL);
	if (argc > 1)
		return usage_error("unexpected argument: ", argv[1]);
	if (out == NULL)
		return usage_error("--out is missing", NULL);
	if (users < 0 || users > 10000000 || pools < 1 || pools > 9999 || sites < 1 ||
	    sites > 999 || !(coupling >= 0 && coupling <= 1) || applications < 0 ||
	    applications > 50000)
		return usage_error("a number is out of range", NULL);
	if (encoding != NULL && !gen_encoding_from_string(encoding, &writing.encoding))
		return usage_error("no such encoding: ", encoding);

	const GenRequest request = { (guint64)seed,
				     (guint)users,
				     (guint)pools,
				     (guint)sites,
				     (guint)(coupling * 1000),
				     (guint)applications,
				     shape != NULL ? shape : "mixed" };
	g_autoptr(GenEstate) estate = gen_estate_new(&request);

	if (estate == NULL)
		return usage_error("no such shape: ", shape);
	writing.crlf = crlf;
	writing.zip = zip;
	writing.folder = out;
	g_mkdir_with_parents(out, 0777);
	if (!gen_write(estate, formats != NULL ? formats : "plan", &writing, &error)) {
		fprintf(stderr, "estate: %s\n", error->message);
		return 1;
	}
	return 0;
}
