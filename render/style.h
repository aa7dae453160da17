/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The one style table.  Scenes name a style; only backends ask what it looks like.
 */

typedef enum {
#define CT_COLOUR(id, screen, print, dark) CT_COLOUR_##id,
#include "render/palette.def"
#undef CT_COLOUR
	CT_N_COLOURS,
} CtColour;

typedef enum {
#define CT_STYLE(id, css, fill, stroke, width, dash, pattern, ink, size, face, radius, flags, \
		 legend)                                                                      \
	CT_STYLE_##id,
#include "render/styles.def"
#undef CT_STYLE
	CT_N_STYLES,
} CtStyleId;

typedef enum {
	CT_DASH_SOLID,
	CT_DASH_DASHED,
	CT_DASH_LONG,
	CT_DASH_DOTTED,
	CT_N_DASHES,
} CtDash;

typedef enum {
	CT_PATTERN_PLAIN,
	CT_PATTERN_HATCH,
	CT_PATTERN_DOTS,
} CtPattern;

typedef enum {
	CT_FACE_REGULAR,
	CT_FACE_BOLD,
	CT_FACE_MONO,
} CtFace;

typedef enum {
	CT_LOOK_BACKDROP = 1 << 0, /* lies behind other things; may be overlapped */
	CT_LOOK_ARROW = 1 << 1,	   /* a line ends in an arrow head, */
	CT_LOOK_CROSS = 1 << 2,	   /* in a cross, */
	CT_LOOK_STOP = 1 << 3,	   /* or in a bar across it */
	CT_LOOK_CURVED = 1 << 4,   /* drawn as a curve in the legend */
	CT_LOOK_DIAMOND = 1 << 5,  /* drawn as a diamond in the legend */
	CT_LOOK_LETTER = 1 << 6,   /* the first letter of the legend stands in the bar */
} CtLook;

typedef struct {
	const char *css; /* class in SVG, name in tests */
	CtColour fill;
	CtColour stroke;
	double width_pt;
	CtDash dash;
	CtPattern pattern;
	CtColour ink; /* of its text */
	double size_pt;
	CtFace face;
	double radius_pt;
	guint looks;	    /* CtLook */
	const char *legend; /* nullable: never in a legend */
} CtStyle;

typedef enum {
	CT_MEDIUM_SCREEN,
	CT_MEDIUM_PRINT,
	CT_MEDIUM_DARK, /* the page in its dark theme */
	CT_N_MEDIA,
} CtMedium;

/* The least size of type on paper, in points. */
#define CT_TYPE_MIN_PT 7.0

/* Length of arrow head, arm of a cross, distance of hatch lines; in points. */
#define CT_HEAD_PT  7.0
#define CT_CROSS_PT 4.5
#define CT_HATCH_PT 4.0

const CtStyle *ct_style(CtStyleId id);

/* 0xRRGGBB; CT_COLOUR_NONE must not be asked for. */
guint32 ct_colour(CtColour colour, CtMedium medium);

/* The name of a colour in style sheets: "--ct-pale_blue"; newly allocated. */
char *ct_colour_variable(CtColour colour);
/* The contrast of two colours as WCAG 2 defines it, from 1 to 21. */
double ct_colour_contrast(CtColour a, CtColour b, CtMedium medium);

/* Lengths of dash and gap in points, for a line of @width_pt; 0 numbers for a solid one. */
guint ct_dash_lengths(CtDash dash, double width_pt, double out_lengths[2]);

/* For CSS: families in the order of preference. */
const char *ct_face_families(CtFace face);
/* The family that measures and prints. */
const char *ct_face_family(CtFace face);
