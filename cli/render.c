/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover render: draws a plan folder again.
 */
#include "cli/render.h"

#include <glib/gstdio.h>

#include "cli/drawing.h"
#include "cli/folder.h"
#include "planner/checker.h"
#include "planner/plan-json.h"
#include "render/render.h"

/* Without PATHs, the exports are looked for where the plan found them. */
static char **
inputs_of(const CtPlan *plan)
{
	char **files = g_new0(char *, plan->inputs->len + 1);

	for (guint i = 0; i < plan->inputs->len; i++)
		files[i] = g_strdup(g_array_index(plan->inputs, CtPlanInput, i).path);
	return files;
}

static CtReading *
read_exports(CtSession *session, const CtPlan *plan, GError **error)
{
	const char *const *args = (const char *const *)session->options->args;
	g_auto(GStrv) files = NULL;
	CtReading *reading;

	if (args[1] != NULL)
		return ct_reading_new(session->options, args + 1, error);
	files = inputs_of(plan);
	reading = ct_reading_new(session->options, (const char *const *)files, error);
	if (reading == NULL)
		g_prefix_error(error,
			       "the exports are not where the plan found them; say where they "
			       "are now (cutover render DIR PATH...): ");
	return reading;
}

/* A plan that was changed by hand is drawn all the same, and the drawings say what the checker says. */
static guint
count_violations(const CtPlan *plan, const CtReading *reading)
{
	g_autoptr(CtCheckResult) result = ct_checker_run(plan, reading->estate);

	return result->violations->len;
}

/* Drawings of pages that the plan has no more.  One that cannot be removed is no failure: all that
 * belongs to the plan is there. */
static void
remove_stale(const GPtrArray *names, const char *dir)
{
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_build_filename(dir, "diagrams", names->pdata[i], NULL);

		g_unlink(path);
	}
}

static gboolean
draw(CtSession *session, const CtPlan *plan, const CtReading *reading, const char *dir,
     GError **error)
{
	g_autoptr(CtFolder) folder = ct_folder_new(dir, error);
	g_autoptr(GPtrArray) stale = NULL;

	if (folder == NULL ||
	    !ct_drawing_write(plan, reading, ct_folder_path(folder), dir, session->options, error))
		return FALSE;
	stale = ct_render_stale(dir, ct_folder_path(folder));
	if (!ct_folder_merge(folder, error))
		return FALSE;
	remove_stale(stale, dir);
	if (plan->violations > 0)
		ct_session_talk(session,
				"%s: drawn again, but the plan does not hold; see cutover check",
				dir);
	else
		ct_session_talk(session, "%s: drawn again", dir);
	return TRUE;
}

static CtExit
run(CtSession *session)
{
	const char *dir = session->options->args[0];
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = ct_plan_load(dir, &error);
	g_autoptr(CtReading) reading = NULL;
	gboolean passed = TRUE;
	gboolean done;

	if (plan == NULL || !ct_plan_check_references(plan, dir, &error))
		return ct_session_fail(session, error);
	reading = read_exports(session, plan, &error);
	if (reading == NULL)
		return ct_session_fail(session, error);
	plan->violations = count_violations(plan, reading);
	if (session->options->lint)
		done = ct_drawing_lint(plan, reading, dir, session->options, session->report,
				       &passed, &error);
	else
		done = draw(session, plan, reading, dir, &error);
	if (!done)
		return ct_session_fail(session, error);
	return passed ? CT_EXIT_OK : CT_EXIT_FINDINGS;
}

const CtVerb ct_verb_render = {
	.name = "render",
	.usage = "DIR [PATH...]",
	.summary = "draw a plan folder again",
	.description =
		"Reads the plan in DIR and draws it into the same folder.  The exports are looked\n"
		"for where the plan found them, unless PATH... says where they are now.",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT | CT_TAKES_VIEW |
		 CT_TAKES_LINT | CT_TAKES_PAPER,
	.formats = ct_drawing_formats,
	.many_formats = TRUE,
	.min_args = 1,
	.run = run,
};
