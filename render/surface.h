/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtSurface: scenes on paper (PDF) and as a picture (PNG), with cairo.
 */
typedef struct CtSurface CtSurface;

typedef struct {
	const char *title;
	const char *subject;
	const char *creator; /* the program */
	const char *date;    /* nullable: ISO date; without one the file is dated 1970-01-01 */
} CtDocument;

/**
 * ct_surface_new:
 * @text: sets the texts; must outlive the surface
 * @destinations: (element-type utf8): set of ids that some page defines; links to others are
 *   drawn as plain text; must outlive the surface
 *
 * Starts a PDF document in memory.
 */
CtSurface *ct_surface_new(CtText *text, GHashTable *destinations, const CtDocument *document);
void ct_surface_free(CtSurface *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSurface, ct_surface_free)

/* @label: the page number that viewers show. */
void ct_surface_begin_page(CtSurface *self, double width_pt, double height_pt, const char *label);
void ct_surface_end_page(CtSurface *self);

/**
 * ct_surface_draw:
 * @part: what part of the scene; the rest is cut off
 * @at: where its top left corner stands on the page
 * @scale: points of paper for each point of the scene
 * @define: ids of the scene become destinations of links
 */
void ct_surface_draw(CtSurface *self, const CtScene *scene, CtRect part, CtPoint at, double scale,
		     gboolean define);

/* The top of the open page becomes a destination. */
void ct_surface_mark(CtSurface *self, const char *destination);

/* An entry of the outline at @level (0 top); belongs to the page that is open. */
void ct_surface_outline(CtSurface *self, guint level, const char *title, const char *destination);

/* The document; errors of any earlier call are reported here. */
GBytes *ct_surface_finish(CtSurface *self, GError **error);

/* The scene as a PNG picture of @scale pixels for each point; of fewer when it would be huge. */
GBytes *ct_surface_png(const CtScene *scene, double scale, GError **error);
