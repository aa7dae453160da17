/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The formats by name, and the files that each of them is: either tables of objects in a syntax, or a
 * document of its own kind.
 */
#include "format.h"

#include <string.h>

#include "report.h"
#include "settings.h"
#include "small-files.h"
#include "syntax.h"
#include "topology.h"
#include "user-data.h"
#include "zip.h"

typedef struct {
	const GenEstate *estate;
	const GenWriting *writing;
	GenArchive *archive; /* nullable: of all files */
	GError **error;
} Job;

typedef void (*Document)(const Job *job, GenSink *sink);

/* A format is one document, or tables, or whatever @write does. */
typedef struct {
	const char *name;
	const char *help;
	const char *file; /* nullable: of a document, or the one file of all tables */
	Document document;
	const GenTable *tables;
	GenSyntax syntax;
	gboolean (*write)(const Job *job);
} Format;

static GenSink *
open_sink(const Job *job, const char *name)
{
	g_autofree char *path = g_build_filename(job->writing->folder, name, NULL);

	if (job->archive != NULL)
		return gen_archive_member(job->archive, name, job->writing->encoding,
					  job->writing->crlf);
	return gen_sink_open(path, job->writing->encoding, job->writing->crlf, job->error);
}

static gboolean
write_tables(const Job *job, const GenTable *tables, GenSyntax syntax, const char *name)
{
	GenSink *sink = open_sink(job, name);

	if (sink == NULL)
		return FALSE;
	gen_syntax_write(syntax, job->estate, tables, sink);
	return gen_sink_close(sink, job->error);
}

/* Each table in a file of its own. */
static gboolean
write_each(const Job *job, const GenTable *tables, GenSyntax syntax)
{
	for (guint i = 0; tables[i].file != NULL; i++) {
		const GenTable one[] = { tables[i], { NULL, NULL } };
		g_autofree char *name = g_strconcat(tables[i].file, gen_syntax_ending(syntax),
						    NULL);

		if (!write_tables(job, one, syntax, name))
			return FALSE;
	}
	return TRUE;
}

static void
topology(const Job *job, GenSink *sink)
{
	gen_topology(job->estate, FALSE, sink);
}

static void
topology_merged(const Job *job, GenSink *sink)
{
	gen_topology(job->estate, TRUE, sink);
}

static void
builder(const Job *job, GenSink *sink)
{
	gen_builder(job->estate, sink);
}

static void
intent(const Job *job, GenSink *sink)
{
	gen_intent(job->estate, sink);
}

static void
report(const Job *job, GenSink *sink)
{
	gen_report(job->estate, FALSE, sink);
}

static void
failed_report(const Job *job, GenSink *sink)
{
	gen_report(job->estate, TRUE, sink);
}

static void
user_data(const Job *job, GenSink *sink)
{
	gen_user_data(job->estate, GEN_NO_POOL, GEN_DATA_DOC_ITEMS, sink);
}

static void
database_export(const Job *job, GenSink *sink)
{
	gen_user_data(job->estate, GEN_NO_POOL, GEN_DATA_DATABASE_EXPORT, sink);
}

static gboolean
write_edge_input(const Job *job)
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
write_settings(const Job *job)
{
	GenDocument write;
	const char *name;

	for (guint i = 0; (name = gen_settings_document(i, &write)) != NULL; i++) {
		GenSink *sink = open_sink(job, name);

		if (sink == NULL)
			return FALSE;
		write(job->estate, sink);
		if (!gen_sink_close(sink, job->error))
			return FALSE;
	}
	return TRUE;
}

static void
anchored_topology(const Job *job, GenSink *sink)
{
	GenDocument write;

	gen_settings_document(0, &write);
	write(job->estate, sink);
}

/* What a package of the product has beside its payload. */
static const char content_types[] =
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>"
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"xml\" ContentType=\"text/xml\" /></Types>";

static void
configuration_items(const Job *job, GenSink *sink)
{
	gen_settings_doc_items(job->estate, sink);
}

/* A package of its own, beside the other files and never within their archive. */
static gboolean
write_package(const Job *job, const char *name, Document payload)
{
	g_autofree char *path = g_build_filename(job->writing->folder, name, NULL);
	GenArchive *archive = gen_archive_open(path, job->error);
	GenSink *sink;
	gboolean ok;

	if (archive == NULL)
		return FALSE;
	sink = gen_archive_member(archive, "DocItemSet.xml", job->writing->encoding,
				  job->writing->crlf);
	payload(job, sink);
	ok = gen_sink_close(sink, job->error);
	if (ok) {
		sink = gen_archive_member(archive, "[Content_Types].xml", GEN_ENCODING_UTF8, FALSE);
		gen_sink_put(sink, content_types);
		ok = gen_sink_close(sink, job->error);
	}
	return gen_archive_close(archive, ok ? job->error : NULL) && ok;
}

static gboolean
write_configuration(const Job *job)
{
	return write_package(job, "configuration.zip", configuration_items);
}

static gboolean
write_user_data(const Job *job)
{
	return write_package(job, "userdata.zip", user_data);
}

static gboolean write_plan(const Job *job);

static const GenTable shell_users[] = { { "cs-users", gen_list_shell_users }, { NULL, NULL } };
static const GenTable all_of_shell_users[] = { { "cs-users", gen_list_all_of_shell_users },
					       { NULL, NULL } };
static const GenTable wmi_users[] = { { "ocs-users", gen_list_wmi_users }, { NULL, NULL } };
static const GenTable directory_users[] = { { "ad-users", gen_list_directory_users },
					    { NULL, NULL } };

#define DOCUMENT(name, help, file, function)                           \
	{                                                              \
		name, help, file, function, NULL, GEN_N_SYNTAXES, NULL \
	}
#define TABLES(name, help, tables, syntax)                                \
	{                                                                 \
		name, help, NULL, NULL, tables, GEN_SYNTAX_##syntax, NULL \
	}
#define ONE_FILE(name, help, file, tables, syntax)                        \
	{                                                                 \
		name, help, file, NULL, tables, GEN_SYNTAX_##syntax, NULL \
	}
#define OTHER(name, help, function)                                    \
	{                                                              \
		name, help, NULL, NULL, NULL, GEN_N_SYNTAXES, function \
	}

/* clang-format off */
static const Format formats[] = {
	OTHER("plan", "what a plan takes: topology-merged, edge-input, legacy-clixml, "
	      "target-clixml, people-clixml, users-clixml, intent", write_plan),
	DOCUMENT("topology", "Topology document of the target", "topology.xml", topology),
	DOCUMENT("topology-merged", "the same after the merge", "topology.xml", topology_merged),
	DOCUMENT("topology-anchored", "the merged one as a document of the central store",
		 "store-topology.xml", anchored_topology),
	DOCUMENT("builder", "Topology Builder file of the target", "topology.tbxml", builder),
	OTHER("edge-input", "Edge input of the merge, when there is an Edge", write_edge_input),
	TABLES("legacy-clixml", "classes of WMI without users as CLIXML, one file for each",
	       gen_legacy_tables, CLIXML),
	ONE_FILE("legacy-clixml-one", "the same in one file", "ocs.xml", gen_legacy_tables, CLIXML),
	TABLES("legacy-clixml-core", "pools, trusted services and domains only", gen_legacy_core_tables,
	       CLIXML),
	ONE_FILE("legacy-cim", "the same as CIM-XML", "ocs-cim.xml", gen_legacy_tables, CIM_XML),
	ONE_FILE("legacy-rawxml", "the same as wmic prints it", "ocs-wmic.xml", gen_legacy_tables,
		 CIM_RAW),
	ONE_FILE("legacy-lcscmd", "the same as elements named after classes", "ocs-lcscmd.xml",
		 gen_legacy_tables, LCSCMD),
	ONE_FILE("legacy-ldif", "pools, trusted services, domains, directories as LDIF", "ad.ldf",
		 gen_directory_tables, LDIF),
	TABLES("target-clixml", "Get-Cs* without users as CLIXML, one file for each",
	       gen_target_tables, CLIXML),
	ONE_FILE("target-clixml-one", "the same in one file", "cs.xml", gen_target_tables, CLIXML),
	ONE_FILE("target-clixml-remote", "the same through a session", "cs.xml", gen_target_tables,
		 CLIXML_REMOTE),
	ONE_FILE("target-clixml-selected", "the same through Select-Object", "cs.xml",
		 gen_target_tables, CLIXML_SELECTED),
	TABLES("target-csv", "the same as Export-Csv, which loses lists", gen_target_tables, CSV),
	TABLES("people-clixml", "delegates as CLIXML", gen_person_tables, CLIXML),
	TABLES("users-clixml", "Get-CsUser through a session, 1.9 KB for each user", shell_users,
	       CLIXML_REMOTE),
	TABLES("users-clixml-local", "the same without a session", shell_users, CLIXML),
	TABLES("users-clixml-selected", "the same through Select-Object", shell_users,
	       CLIXML_SELECTED),
	TABLES("users-clixml-full", "Get-CsUser with every property, 4 KB for each user",
	       all_of_shell_users, CLIXML),
	TABLES("users-csv", "Get-CsUser as Export-Csv", shell_users, CSV),
	TABLES("users-csv-untyped", "the same with -NoTypeInformation", shell_users, CSV_UNTYPED),
	TABLES("users-wmi-clixml", "MSFT_SIPESUserSetting as CLIXML", wmi_users, CLIXML),
	TABLES("users-cim", "the same as CIM-XML", wmi_users, CIM_XML),
	TABLES("users-rawxml", "the same as wmic prints it", wmi_users, CIM_RAW),
	TABLES("users-lcscmd", "the same as elements named after classes", wmi_users, LCSCMD),
	TABLES("users-ldif", "users of the directory by ldifde", directory_users, LDIF),
	TABLES("users-csvde", "users of the directory by csvde", directory_users, CSVDE),
	OTHER("settings", "AnchoredXml documents, one file for each", write_settings),
	OTHER("configuration-zip", "the same as one package: configuration.zip",
	      write_configuration),
	DOCUMENT("user-data", "DocItemSet of Export-CsUserData", "DocItemSet.xml", user_data),
	OTHER("user-data-zip", "the same as a package: userdata.zip", write_user_data),
	DOCUMENT("database-export", "the same data as dbimpexp writes it", "dbimpexp.xml",
		 database_export),
	DOCUMENT("report", "report of Enable-CsTopology", "report.xml", report),
	DOCUMENT("report-failed", "the same with an error", "report.xml", failed_report),
	DOCUMENT("intent", "intent file", "estate.intent", intent),
};
/* clang-format on */

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

static gboolean
write_format(const Job *job, const Format *format)
{
	GenSink *sink;

	if (format->write != NULL)
		return format->write(job);
	if (format->tables != NULL && format->file == NULL)
		return write_each(job, format->tables, format->syntax);
	if (format->tables != NULL)
		return write_tables(job, format->tables, format->syntax, format->file);
	sink = open_sink(job, format->file);
	if (sink == NULL)
		return FALSE;
	format->document(job, sink);
	return gen_sink_close(sink, job->error);
}

static gboolean
write_formats(const Job *job, const char *wanted)
{
	g_auto(GStrv) names = g_strsplit(wanted, ",", -1);

	for (guint i = 0; names[i] != NULL; i++) {
		const Format *format = find_format(names[i]);

		/* a list may end in a comma */
		if (names[i][0] == '\0')
			continue;
		if (format == NULL) {
			g_set_error(job->error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
				    "no such format: %s", names[i]);
			return FALSE;
		}
		if (!write_format(job, format))
			return FALSE;
	}
	return TRUE;
}

static gboolean
write_plan(const Job *job)
{
	return write_formats(job, "topology-merged,edge-input,legacy-clixml,target-clixml,"
				  "people-clixml,users-clixml,intent");
}

gboolean
gen_write(const GenEstate *estate, const char *wanted, const GenWriting *writing, GError **error)
{
	g_autofree char *path = g_build_filename(writing->folder, "exports.zip", NULL);
	Job job = { estate, writing, NULL, error };
	gboolean ok;

	if (!writing->zip)
		return write_formats(&job, wanted);
	job.archive = gen_archive_open(path, error);
	if (job.archive == NULL)
		return FALSE;
	ok = write_formats(&job, wanted);
	return gen_archive_close(job.archive, ok ? error : NULL) && ok;
}
