/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the command line to an estate with its findings: the way that all verbs go.
 */
#include "cli/reading.h"

#include <string.h>

#include "analyzer/check.h"
#include "analyzer/finding-policy.h"
#include "analyzer/import.h"
#include "cli/progress.h"
#include "planner/readiness.h"

static void
add_paths(GPtrArray *all, const char *const *paths)
{
	for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
		g_ptr_array_add(all, (gpointer)paths[i]);
}

static CtFacts *
import(const CtOptions *options, const char *const *paths, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	g_autoptr(CtProgress) progress = ct_progress_new("Reading", !options->quiet);
	CtImportOptions import_options = {
		.legacy = (const char *const *)options->legacy,
		.target = (const char *const *)options->target,
		.limits = options->limits,
		.jobs = (guint)options->jobs,
		.progress = ct_progress_update,
		.progress_data = progress,
	};

	add_paths(all, paths);
	add_paths(all, import_options.legacy);
	add_paths(all, import_options.target);
	if (options->intent != NULL)
		g_ptr_array_add(all, options->intent);
	g_ptr_array_add(all, NULL);
	import_options.paths = (const char *const *)all->pdata;
	return ct_import(&import_options, error);
}

/* The intent file among the inputs; a second one would be a second opinion on what is wanted. */
static gboolean
find_intent(const CtFacts *facts, const char **out_path, GError **error)
{
	const char *path = NULL;

	for (guint i = 0; i < facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(facts->inputs, CtInput, i);

		if (input->kind != CT_INPUT_INTENT)
			continue;
		if (path != NULL) {
			g_set_error(error, CT_USAGE_ERROR, 0,
				    "two intent files, %s and %s; choose one with --intent", path,
				    input->path);
			return FALSE;
		}
		path = input->path;
	}
	*out_path = path;
	return TRUE;
}

static CtIntent *
read_intent(const CtOptions *options, const CtFacts *facts, GError **error)
{
	const char *path = options->intent;

	if (path == NULL && !find_intent(facts, &path, error))
		return NULL;
	if (path != NULL && !g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			    "%s: an intent file is not read out of an archive; put it beside the "
			    "archive",
			    path);
		return NULL;
	}
	return path != NULL ? ct_intent_load(path, error) : ct_intent_new();
}

CtReading *
ct_reading_new(const CtOptions *options, const char *const *paths, GError **error)
{
	g_autoptr(CtFacts) facts = import(options, paths, error);
	g_autoptr(CtIntent) intent = NULL;
	g_autoptr(CtPairing) pairing = NULL;
	CtReading *self;

	if (facts == NULL)
		return NULL;
	intent = read_intent(options, facts, error);
	if (intent == NULL)
		return NULL;

	self = g_new0(CtReading, 1);
	self->findings = ct_findings_new();
	self->estate = ct_estate_new(g_steal_pointer(&facts), self->findings);
	self->intent = g_steal_pointer(&intent);
	ct_check_run(self->estate, self->findings);
	pairing = ct_pairing_new(self->estate, self->intent);
	ct_readiness_check(self->estate, pairing, self->findings);
	ct_readiness_check_policies(self->estate, self->intent, self->findings);
	ct_readiness_check_recording(self->estate, pairing, self->findings);
	ct_readiness_apply_readings(self->intent, self->findings);
	ct_findings_sort(self->findings, self->estate);
	ct_findings_give_fingerprints(self->findings);
	return self;
}

void
ct_reading_free(CtReading *self)
{
	if (self == NULL)
		return;
	ct_findings_free(self->findings);
	ct_intent_free(self->intent);
	ct_estate_free(self->estate);
	g_free(self);
}
