/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a plan to its drawings, with the options of the command line.
 */
#include "cli/drawing.h"

#include "cli/date.h"
#include "render/render.h"

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

	if (!ct_date_of_build(&date, error))
		return FALSE;
	render.date = date;
	return ct_render_folder(plan, reading->estate, reading->findings, dir, &render, error);
}
