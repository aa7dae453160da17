/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a plan to its drawings, with the options of the command line.
 */
#include "cli/drawing.h"

#include "render/render.h"

/* The last second of the year 9999: dates of ten characters. */
#define LAST_SECOND 253402300799

/* Sets @out_date to NULL when the environment asks for no date. */
static gboolean
date_of_build(char **out_date, GError **error)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	g_autoptr(GDateTime) time = NULL;
	guint64 seconds = 0;

	if (epoch == NULL || *epoch == '\0') {
		*out_date = NULL;
		return TRUE;
	}
	if (!g_ascii_string_to_unsigned(epoch, 10, 0, LAST_SECOND, &seconds, NULL)) {
		g_set_error(error, CT_USAGE_ERROR, 0,
			    "SOURCE_DATE_EPOCH needs seconds since 1970, found \"%s\"", epoch);
		return FALSE;
	}
	time = g_date_time_new_from_unix_utc((gint64)seconds);
	*out_date = g_date_time_format(time, "%Y-%m-%d");
	return TRUE;
}

gboolean
ct_drawing_write(const CtPlan *plan, const CtReading *reading, const char *dir,
		 const CtOptions *options, GError **error)
{
	gboolean all = options->format == NULL;
	g_autofree char *date = NULL;
	CtRenderOptions render = {
		.html = all || ct_options_has_format(options, "html"),
		.pdf = all || ct_options_has_format(options, "pdf"),
		.svg = all || ct_options_has_format(options, "svg"),
		.png = !all && ct_options_has_format(options, "png"),
	};

	if (!date_of_build(&date, error))
		return FALSE;
	render.date = date;
	return ct_render_folder(plan, reading->estate, reading->findings, dir, &render, error);
}
