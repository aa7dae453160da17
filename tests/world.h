/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Files of a scenario's world: made, copied, changed and compared in any of the encodings that
 * exports come in.  Every function returns NULL, or says what went wrong, newly allocated. */

/* @encoding: words out of utf-8, utf-16le, utf-16be, bom, crlf; nullable */
char *ct_world_write(const char *path, const char *text, char **encoding);

/* Writes @path again in another encoding, keeping its text. */
char *ct_world_encode(const char *path, char **encoding);

/* Copies a file, or a folder with all that is in it. */
char *ct_world_copy(const char *from, const char *to);

/* Packs the @names of folder @root into the ZIP archive @path and removes them. */
char *ct_world_pack(const char *path, const char *root, char **names);

/* Replaces every @old, at least one, keeping the encoding. */
char *ct_world_replace(const char *path, const char *old, const char *new);

/* Are two files, or two folders with all that is in them, the same bytes? */
char *ct_world_same(const char *a, const char *b);

/* Swaps two steps in a plan.json, or takes out the first when @other is NULL. */
char *ct_world_edit_steps(const char *path, const char *step, const char *other);

/* Removes a file or a folder; what is not there is no fault. */
void ct_world_remove(const char *path);
