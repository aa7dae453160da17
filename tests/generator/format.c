/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats by name, and the files that each of them is. */
#include "format.h"

#include <string.h>

#include "clixml.h"
#include "small-files.h"
#include "table.h"
#include "topology.h"

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
write_clixml_tables(const Job *job, const GenTable *tables, GenClixmlForm form)
{
	for (guint i = 0; tables[i].file != NULL; i++) {
		if (!write_clixml(job, &tables[i], form, ".xml"))
			return FALSE;
	}
	return TRUE;
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

static gboolean
legacy_clixml(const Job *job)
{
	return write_clixml_tables(job, gen_legacy_tables, GEN_CLIXML_LOCAL);
}

static gboolean
target_clixml(const Job *job)
{
	return write_clixml_tables(job, gen_target_tables, GEN_CLIXML_LOCAL);
}

static gboolean
people_clixml(const Job *job)
{
	return write_clixml_tables(job, gen_person_tables, GEN_CLIXML_LOCAL);
}

static gboolean
topology(const Job *job)
{
	GenSink *sink = open_sink(job, "topology.xml");

	if (sink == NULL)
		return FALSE;
	gen_topology(job->estate, FALSE, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
topology_merged(const Job *job)
{
	GenSink *sink = open_sink(job, "topology.xml");

	if (sink == NULL)
		return FALSE;
	gen_topology(job->estate, TRUE, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
builder(const Job *job)
{
	GenSink *sink = open_sink(job, "topology.tbxml");

	if (sink == NULL)
		return FALSE;
	gen_builder(job->estate, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
edge_input(const Job *job)
{
	GenSink *sink;

	if (!job->estate->edge)
		return TRUE;
	sink = open_sink(job, "edge-input.xml");
	if (sink == NULL)
		return FALSE;
	gen_edge_input(job->estate, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
intent(const Job *job)
{
	GenSink *sink = open_sink(job, "estate.intent");

	if (sink == NULL)
		return FALSE;
	gen_intent(job->estate, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
plan(const Job *job)
{
	return topology_merged(job) && edge_input(job) && legacy_clixml(job) &&
	       target_clixml(job) && people_clixml(job) && users_clixml(job) && intent(job);
}

static const Format formats[] = {
	{ "plan",
	  "what a plan takes: topology-merged, edge-input, legacy-clixml, target-clixml, "
	  "people-clixml, users-clixml, intent",
	  plan },
	{ "topology", "Topology document of the target", topology },
	{ "topology-merged", "the same after the merge", topology_merged },
	{ "builder", "Topology Builder file of the target", builder },
	{ "edge-input", "Edge input of the merge, when there is an Edge", edge_input },
	{ "legacy-clixml", "classes of WMI without users as CLIXML, one file for each",
	  legacy_clixml },
	{ "target-clixml", "Get-Cs* without users as CLIXML, one file for each", target_clixml },
	{ "people-clixml", "delegates as CLIXML", people_clixml },
	{ "users-clixml", "Get-CsUser through a session, 1.9 KB for each user: cs-users.xml",
	  users_clixml },
	{ "users-clixml-full", "Get-CsUser with every property, 4 KB for each user: cs-users.xml",
	  users_clixml_full },
	{ "users-wmi-clixml", "MSFT_SIPESUserSetting as CLIXML: ocs-users.xml", users_wmi_clixml },
	{ "intent", "intent file", intent },
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
