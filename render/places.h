/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * CtPlaces: where things stood in the drawings of a version, so that the next version can put them
 * there again and can say what moved.  Kept as layout.json in the plan folder.
 */
typedef struct CtPlaces CtPlaces;

#define CT_PLACES_FILE "layout.json"

CtPlaces *ct_places_new(void);
void ct_places_free(CtPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtPlaces, ct_places_free)

/* Middle of a thing; the last one told of an id counts. */
void ct_places_set(CtPlaces *self, const char *drawing, const char *id, CtPoint middle);

/* FALSE, and @out untouched, when it did not stand there.  @self: (nullable) */
gboolean ct_places_get(const CtPlaces *self, const char *drawing, const char *id, CtPoint *out);

/* Returns: (transfer full): of char *, the names of the drawings in the order of their bytes. */
GPtrArray *ct_places_drawings(const CtPlaces *self);

/* Adds what has an id in a scene and a box or diamond: the middle of the first of them. */
void ct_places_add_scene(CtPlaces *self, const CtScene *scene);

/**
 * ct_places_load:
 * @path: of a file that ct_places_save() wrote
 *
 * Errors: those of GFileError, and CT_PLACES_ERROR_FORMAT for what is no such file.
 */
CtPlaces *ct_places_load(const char *path, GError **error);

#define CT_PLACES_ERROR (ct_places_error_quark())
GQuark ct_places_error_quark(void);

typedef enum {
	CT_PLACES_ERROR_FORMAT,
} CtPlacesError;

/* The file as text: drawings and ids in the order of their bytes, hundredths of points. */
char *ct_places_to_json(const CtPlaces *self);
