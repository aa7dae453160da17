/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover plan: exports in, a checked and drawn plan folder out.
 *
 * The plan is written first, then read again and replayed against the estate, by code that shares
 * nothing with the planner.  Only what passes is given its name.  The estate is the one of this run: it
 * is made from the exports alone and nobody can change it, so that reading a million users twice
 * would prove nothing more (cutover check does read them afresh).
 */
#include "cli/plan.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "analyzer/checksum.h"
#include "cli/drawing.h"
#include "cli/finding-output.h"
#include "cli/folder.h"
#include "cli/plan-output.h"
#include "cli/violation-output.h"
#include "planner/checker.h"
#include "planner/go-on.h"
#include "planner/plan-json.h"
#include "planner/planner.h"

#define MANY_TIES   1000000
#define LARGE_BLOCK (1 << 20) /* bytes */

/* Arrays of large estates live one after the other: each gives its memory back when it ends, where it would
 * otherwise be kept for others that are never quite as large.  It takes time, which smaller estates do without. */
static void
give_large_blocks_back(const CtEstate *estate)
{
#ifdef __GLIBC__
	if (estate->ties->len + estate->couplings->len < MANY_TIES)
		return;
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	malloc_trim(0);
#endif
}

/* The waves first: plan.json holds their digests. */
static gboolean
write_waves(CtFolder *folder, CtPlan *plan, GError **error)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		gsize length = 0;
		g_autofree char *csv = ct_plan_wave_csv(wave, &length);
		g_autofree char *digest = ct_checksum_sha256(csv, length);

		wave->sha256 = ct_plan_text(plan, digest);
		if (!ct_folder_write(folder, wave->file, csv, length, error))
			return FALSE;
	}
	return TRUE;
}

/* There may be millions of them: one piece after the other. */
static gboolean
write_couplings(CtFolder *folder, const CtPlan *plan, GError **error)
{
	guint next = 0;

	do {
		gsize length = 0;
		g_autofree char *piece = ct_plan_couplings_csv(plan, &next, &length);

		if (!ct_folder_append(folder, "couplings.csv", piece, length, error))
			return FALSE;
	} while (next < ct_plan_couplings_count(plan->couplings));
	return TRUE;
}

static gboolean
write_findings(CtFolder *folder, const CtReading *reading, GError **error)
{
	g_autoptr(JsonNode) root = ct_findings_to_json(reading->findings, NULL, reading->estate);
	g_autofree char *text = ct_json_text(root);

	return ct_folder_write(folder, "findings.json", text, strlen(text), error);
}

static gboolean
write_files(CtFolder *folder, CtPlan *plan, const CtReading *reading, GError **error)
{
	g_autofree char *json = NULL;

	if (!write_waves(folder, plan, error) || !write_couplings(folder, plan, error) ||
	    !write_findings(folder, reading, error))
		return FALSE;
	json = ct_plan_to_json(plan);
	return ct_folder_write(folder, "plan.json", json, strlen(json), error);
}

static void
print_bug(CtSession *session, const CtCheckResult *result)
{
	ct_report_heading(session->talk, "This is a mistake in cutover, not in your exports");
	ct_report_wrap(
		session->talk, 0,
		"The plan was made, but the separate checker does not find it safe, so it was "
		"not written. Please report this with the lines below and the output of "
		"cutover inspect --format json.");
	ct_report_line(session->talk, "cutover " CT_VERSION);
	ct_violations_print(session->talk, result);
}

/* Has the checker replay what was written. */
static CtExit
check_and_draw(CtSession *session, const CtPlan *plan, const CtReading *reading, CtFolder *folder,
	       const char *output)
{
	const char *before = session->options->from != NULL ? session->options->from : output;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtCheckResult) result = NULL;

	result = ct_checker_run(plan, reading->estate);
	if (result->violations->len > 0) {
		print_bug(session, result);
		return CT_EXIT_INTERNAL;
	}
	if (!ct_folder_go_on(folder, &error) ||
	    !ct_drawing_write(plan, reading, ct_folder_path(folder), before, session->options,
			      &error))
		return ct_session_fail(session, error);
	return CT_EXIT_OK;
}

CtExit
ct_plan_write(CtSession *session, CtPlan *made, const CtReading *reading, const char *output,
	      gboolean force)
{
	g_autoptr(CtPlan) draft = made;
	g_autoptr(CtPlan) plan = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtFolder) folder = ct_folder_new(output, &error);
	CtExit status;

	if (folder == NULL || !write_files(folder, draft, reading, &error))
		return ct_session_fail(session, error);
	g_clear_pointer(&draft, ct_plan_free);
	plan = ct_plan_load(ct_folder_path(folder), &error);
	if (plan == NULL)
		return ct_session_fail(session, error);
	status = check_and_draw(session, plan, reading, folder, output);
	if (status != CT_EXIT_OK)
		return status;
	if (!ct_folder_place(folder, force, &error))
		return ct_session_fail(session, error);
	ct_plan_print(session->report, plan, output);
	return ct_session_judge(session, reading->findings);
}

static CtExit
run(CtSession *session)
{
	const CtOptions *options = session->options;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) from = NULL;
	g_autoptr(CtReading) reading = NULL;
	g_autoptr(CtPlan) plan = NULL;
	g_autoptr(GPtrArray) conflicts = NULL;

	if (!ct_folder_check(options->output, options->force, &error))
		return ct_session_fail(session, error);
	if (options->from != NULL && (from = ct_plan_load(options->from, &error)) == NULL)
		return ct_session_fail(session, error);
	reading = ct_reading_new(options, (const char *const *)options->args, &error);
	if (reading == NULL)
		return ct_session_fail(session, error);
	give_large_blocks_back(reading->estate);
	reading->intent->from = from;
	if (from != NULL)
		reading->intent->from_done = ct_go_on_from(from, reading->estate);
	if (!ct_planner_plan(reading->estate, reading->intent, reading->findings, &plan, &conflicts,
			     &error))
		return ct_session_fail(session, error);
	if (plan == NULL) {
		ct_conflicts_print(session->report, conflicts);
		return CT_EXIT_CONFLICT;
	}
	ct_planner_weigh(reading->estate, reading->intent, reading->findings, plan);
	return ct_plan_write(session, g_steal_pointer(&plan), reading, options->output,
			     options->force);
}

const CtVerb ct_verb_plan = {
	.name = "plan",
	.usage = "PATH... -o DIR",
	.summary = "the main job: validate, plan, check, draw, write the plan folder",
	.description =
		"Reads exports (files and folders) and writes the folder DIR with a safe order of\n"
		"steps, its checkpoints, waves, drawings and a report to open in a browser.  DIR\n"
		"appears whole or not at all.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FAIL_ON | CT_TAKES_OUTPUT |
		 CT_TAKES_FROM | CT_TAKES_FORMAT | CT_TAKES_PAPER,
	.formats = ct_drawing_formats,
	.many_formats = TRUE,
	.min_args = 1,
	.run = run,
};
