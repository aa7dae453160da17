/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a plan to its drawings and its calendar, with the options of the command line.
 */
#include "cli/drawing.h"

#include <string.h>

#include "cli/date.h"
#include "cli/suggest.h"
#include "planner/icalendar.h"
#include "planner/plan-json.h"
#include "render/render.h"

const char *const ct_drawing_formats[] = { "html", "pdf", "svg", "png", "ics", NULL };

/* A plan without dates has none. */
static gboolean
write_calendar(const CtPlan *plan, const char *dir, const char *date, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "plan.ics", NULL);
	g_autofree char *text = ct_icalendar_write(plan, date);
	g_autoptr(GError) reason = NULL;

	if (text == NULL || g_file_set_contents_full(path, text, (gssize)strlen(text),
						     G_FILE_SET_CONTENTS_NONE, 0666, &reason))
		return TRUE;
	g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_WRITE, "%s: %s", path, reason->message);
	return FALSE;
}

static gboolean
check_views(const char *const *names, GError **error)
{
	g_autofree const char **known = ct_render_view_names();

	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		const char *near = ct_suggest(names[i], known);
		g_autofree char *list = g_strjoinv(", ", (char **)known);

		if (g_strv_contains((const char *const *)known, names[i]))
			continue;
		if (near != NULL)
			g_set_error(error, CT_USAGE_ERROR, 0,
				    "there is no view \"%s\"; did you mean %s?", names[i], near);
		else
			g_set_error(error, CT_USAGE_ERROR, 0,
				    "there is no view \"%s\"; there are: %s", names[i], list);
		return FALSE;
	}
	return TRUE;
}

static gboolean
check_object(const CtPlan *plan, const CtReading *reading, const char *name, GError **error)
{
	if (name == NULL || ct_render_knows(plan, reading->estate, name))
		return TRUE;
	g_set_error(error, CT_USAGE_ERROR, 0,
		    "--of: the exports have no server or object \"%s\"; cutover inspect lists them",
		    name);
	return FALSE;
}

static gboolean
load_earlier(const char *dir, CtPlan **out_plan, GError **error)
{
	g_autoptr(CtPlan) plan = ct_plan_load(dir, error);

	if (plan == NULL || !ct_plan_check_references(plan, dir, error))
		return FALSE;
	*out_plan = g_steal_pointer(&plan);
	return TRUE;
}

/* What the options say about what is drawn.  @out_views and @out_against own what it points to. */
static gboolean
set_options(CtRenderOptions *self, const CtPlan *plan, const CtReading *reading, const char *before,
	    const CtOptions *options, char ***out_views, CtPlan **out_against, GError **error)
{
	const char *names = options->view != NULL ? options->view
			    : options->of != NULL ? "dependencies"
						  : NULL;

	*out_views = names != NULL ? g_strsplit(names, ",", -1) : NULL;
	self->views = (const char *const *)*out_views;
	self->of = options->of;
	self->before = options->against != NULL ? options->against : before;
	if (!check_views(self->views, error) || !check_object(plan, reading, options->of, error))
		return FALSE;
	if (options->against != NULL && !load_earlier(options->against, out_against, error))
		return FALSE;
	self->against = *out_against;
	return TRUE;
}

gboolean
ct_drawing_write(const CtPlan *plan, const CtReading *reading, const char *dir, const char *before,
		 const CtOptions *options, GError **error)
{
	g_auto(GStrv) views = NULL;
	g_autoptr(CtPlan) against = NULL;
	g_autofree char *date = NULL;
	CtRenderOptions render = { 0 };
	gboolean all;

	if (!set_options(&render, plan, reading, before, options, &views, &against, error) ||
	    !ct_date_of_build(&date, error))
		return FALSE;
	all = options->format == NULL && views == NULL;
	render.html = all || ct_options_has_format(options, "html");
	render.pdf = all || ct_options_has_format(options, "pdf");
	render.svg = options->format == NULL || ct_options_has_format(options, "svg");
	render.png = !all && ct_options_has_format(options, "png");
	render.date = date;
	render.a4 = g_str_equal(options->paper, "a4");
	if ((all || ct_options_has_format(options, "ics")) &&
	    !write_calendar(plan, dir, date, error))
		return FALSE;
	if (!render.html && !render.pdf && !render.svg && !render.png)
		return TRUE;
	return ct_render_folder(plan, reading->estate, reading->findings, dir, &render, error);
}

/* Prints the measures of one drawing. */
static void
print_lint(CtReport *report, const CtRenderLint *lint)
{
	ct_report_put(report, CT_STYLE_HEADING, "%s", lint->drawing);
	ct_report_put(report, lint->passed ? CT_STYLE_GOOD : CT_STYLE_ERROR, "  %s",
		      lint->passed ? "passed" : "FAILED");
	ct_report_end(report);
	for (guint i = 0; i < lint->measures->len; i++) {
		const CtRenderMeasure *measure = &g_array_index(lint->measures, CtRenderMeasure, i);

		ct_report_put(report, CT_STYLE_PLAIN, "  %-34s %8s", measure->name, measure->value);
		if (measure->limit != NULL)
			ct_report_put(report, measure->passed ? CT_STYLE_FAINT : CT_STYLE_ERROR,
				      "  %s%s", measure->limit, measure->passed ? "" : ": FAILED");
		ct_report_end(report);
	}
	for (guint i = 0; i < lint->messages->len; i++)
		ct_report_line(report, "  %s", (const char *)lint->messages->pdata[i]);
}

gboolean
ct_drawing_lint(const CtPlan *plan, const CtReading *reading, const char *before,
		const CtOptions *options, CtReport *report, gboolean *out_passed, GError **error)
{
	g_auto(GStrv) views = NULL;
	g_autoptr(CtPlan) against = NULL;
	g_autofree char *date = NULL;
	g_autoptr(GPtrArray) lints = NULL;
	CtRenderOptions render = { 0 };
	guint failed = 0;

	if (!set_options(&render, plan, reading, before, options, &views, &against, error) ||
	    !ct_date_of_build(&date, error))
		return FALSE;
	render.date = date;
	lints = ct_render_lint(plan, reading->estate, &render, error);
	if (lints == NULL)
		return FALSE;
	for (guint i = 0; i < lints->len; i++) {
		const CtRenderLint *lint = lints->pdata[i];

		print_lint(report, lint);
		failed += lint->passed ? 0 : 1;
	}
	ct_report_line(report, "%u %s, %u failed", lints->len,
		       lints->len == 1 ? "drawing" : "drawings", failed);
	*out_passed = failed == 0;
	return TRUE;
}
