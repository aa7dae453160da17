/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style table, the palette and the dashes.  Both tables are data (styles.def, palette.def), so
 * that legend, SVG classes and print cannot disagree: all three are read from the same rows.
 */
#include "render/style.h"

#include <math.h>

#define BACKDROP CT_LOOK_BACKDROP
#define ARROW	 CT_LOOK_ARROW
#define CROSS	 CT_LOOK_CROSS
#define STOP	 CT_LOOK_STOP
#define CURVED	 CT_LOOK_CURVED
#define DIAMOND	 CT_LOOK_DIAMOND
#define LETTER	 CT_LOOK_LETTER

static const CtStyle styles[CT_N_STYLES] = {
#define CT_STYLE(id, css, fill, stroke, width, dash, pattern, ink, size, face, radius, flags, \
		 legend)                                                                      \
	[CT_STYLE_##id] = { css,                                                              \
			    CT_COLOUR_##fill,                                                 \
			    CT_COLOUR_##stroke,                                               \
			    width,                                                            \
			    CT_DASH_##dash,                                                   \
			    CT_PATTERN_##pattern,                                             \
			    CT_COLOUR_##ink,                                                  \
			    size,                                                             \
			    CT_FACE_##face,                                                   \
			    radius,                                                           \
			    flags,                                                            \
			    legend },
#include "render/styles.def"
#undef CT_STYLE
};

static const struct {
	const char *name;
	guint32 values[CT_N_MEDIA];
} colours[CT_N_COLOURS] = {
#define CT_COLOUR(id, screen, print, dark) [CT_COLOUR_##id] = { #id, { screen, print, dark } },
#include "render/palette.def"
#undef CT_COLOUR
};

/* In widths of the line, so that a thick dotted line is still dotted. */
static const double dashes[CT_N_DASHES][2] = {
	[CT_DASH_SOLID] = { 0, 0 },
	[CT_DASH_DASHED] = { 4, 2.5 },
	[CT_DASH_LONG] = { 8, 2.5 },
	[CT_DASH_DOTTED] = { 1.2, 2 },
};

const CtStyle *
ct_style(CtStyleId id)
{
	g_assert(id < CT_N_STYLES);
	return &styles[id];
}

guint32
ct_colour(CtColour colour, CtMedium medium)
{
	g_assert(colour > CT_COLOUR_NONE && colour < CT_N_COLOURS);
	return colours[colour].values[medium];
}

char *
ct_colour_variable(CtColour colour)
{
	g_autofree char *name = g_ascii_strdown(colours[colour].name, -1);

	return g_strconcat("--ct-", name, NULL);
}

static double
channel(guint32 colour, guint shift)
{
	double value = ((colour >> shift) & 0xff) / 255.0;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
luminance(CtColour colour, CtMedium medium)
{
	guint32 rgb = ct_colour(colour, medium);

	return 0.2126 * channel(rgb, 16) + 0.7152 * channel(rgb, 8) + 0.0722 * channel(rgb, 0);
}

double
ct_colour_contrast(CtColour a, CtColour b, CtMedium medium)
{
	double x = luminance(a, medium) + 0.05;
	double y = luminance(b, medium) + 0.05;

	return MAX(x, y) / MIN(x, y);
}

guint
ct_dash_lengths(CtDash dash, double width_pt, double out_lengths[2])
{
	double unit = MAX(width_pt, 0.8);

	if (dash == CT_DASH_SOLID)
		return 0;
	out_lengths[0] = dashes[dash][0] * unit;
	out_lengths[1] = dashes[dash][1] * unit;
	return 2;
}

const char *
ct_face_families(CtFace face)
{
	return face == CT_FACE_MONO ? "'DejaVu Sans Mono', Consolas, monospace"
				    : "'DejaVu Sans', Verdana, sans-serif";
}

const char *
ct_face_family(CtFace face)
{
	return face == CT_FACE_MONO ? "DejaVu Sans Mono" : "DejaVu Sans";
}
