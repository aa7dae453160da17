/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats by name, and the files that each of them is. */
#include "format.h"

#include <string.h>

#include "clixml.h"
#include "table.h"

typedef struct {
	const GenEstate *estate;
	const GenWriting *writing;
	GError **error;
} Job;

typedef struct {
	const char *name;
	const char *help;
	gboolean (*write)(const Job *job);
} Format;

static GenSink *
open_sink(const Job *job, const char *name)
{
	g_autofree char *path = g_build_filename(job->writing->folder, name, NULL);

	return gen_sink_open(path, job->writing->encoding, job->writing->crlf, job->error);
}

static void
emit_clixml(const GenObject *object, gpointer data)
{
	gen_clixml_object(data, object);
}

static gboolean
write_clixml(const Job *job, const GenTable *table, GenClixmlForm form, const char *ending)
{
	g_autofree char *name = g_strconcat(table->file, ending, NULL);
	GenSink *sink = open_sink(job, name);
	g_autoptr(GenObject) object = gen_object_new();

	if (sink == NULL)
		return FALSE;

	GenClixml *file = gen_clixml_new(sink, form);

	table->rows(job->estate, object, emit_clixml, file);
	gen_clixml_end(file);
	return gen_sink_close(sink, job->error);
}

static gboolean
users_clixml(const Job *job)
{
	return write_clixml(job, &gen_shell_users, GEN_CLIXML_REMOTE, ".xml");
}

static gboolean
users_clixml_full(const Job *job)
{
	return write_clixml(job, &gen_all_of_shell_users, GEN_CLIXML_LOCAL, ".xml");
}

static gboolean
users_wmi_clixml(const Job *job)
{
	return write_clixml(job, &gen_wmi_users, GEN_CLIXML_LOCAL, ".xml");
}

static const Format formats[] = {
	{ "users-clixml", "Get-CsUser through a session, 1.9 KB for each user: cs-users.xml",
	  users_clixml },
	{ "users-clixml-full", "Get-CsUser with every property, 3 KB for each user: cs-users.xml",
	  users_clixml_full },
	{ "users-wmi-clixml", "MSFT_SIPESUserSetting as CLIXML: ocs-users.xml", users_wmi_clixml },
};

const char *
gen_format_name(guint index, const char **out_help)
{
	if (index >= G_N_ELEMENTS(formats))
		return NULL;
	*out_help = formats[index].help;
	return formats[index].name;
}

static const Format *
find_format(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	return NULL;
}

gboolean
gen_write(const GenEstate *estate, const char *wanted, const GenWriting *writing, GError **error)
{
	g_auto(GStrv) names = g_strsplit(wanted, ",", -1);
	const Job job = { estate, writing, error };

	for (guint i = 0; names[i] != NULL; i++) {
		const Format *format = find_format(names[i]);

		if (format == NULL) {
			g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
				    "no such format: %s", names[i]);
			return FALSE;
		}
		if (!format->write(&job))
			return FALSE;
	}
	return TRUE;
}
