/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

typedef struct {
	const char *id_prefix; /* before every id of the drawing; "" in a file of its own */
	const char *link_base; /* before every "#id" of a link; "" inside the page itself */
	gboolean declaration;  /* an XML declaration: for a file of its own */
	gboolean themed;       /* colours are variables of the page, see ct_svg_theme() */
} CtSvgOptions;

/**
 * ct_svg_write:
 *
 * The scene as an SVG document: a <title> and <desc> on every object that has a meaning, real text
 * that can be selected and searched, links, one class for each style.  Texts that XML cannot hold
 * are written with U+FFFD in place of such characters.
 *
 * Returns: (transfer full): the document.
 */
char *ct_svg_write(const CtScene *scene, const CtSvgOptions *options);

/* The rules of a page that say what the colours of its themed drawings are: light ones, and dark ones on a
 * screen where the reader wants them.  Newly allocated. */
char *ct_svg_theme(void);
