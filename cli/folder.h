/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtFolder: a folder that appears whole or not at all.  It is filled beside its place, under a name of
 * its own, and put there by renaming; what is not put there is removed.
 *
 * Errors of all functions: CT_PLAN_ERROR_WRITE, naming the file.
 */
typedef struct CtFolder CtFolder;

/**
 * ct_folder_check:
 * @dir: where a plan folder shall stand
 * @force: may it replace a plan folder, or an empty folder?
 *
 * Says before the work begins whether its result would be refused.
 */
gboolean ct_folder_check(const char *dir, gboolean force, GError **error);

/* Makes the folder beside @dir. */
CtFolder *ct_folder_new(const char *dir, GError **error);
/* Removes it when it was not put into its place. */
void ct_folder_free(CtFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFolder, ct_folder_free)

/* Where it is being filled. */
const char *ct_folder_path(const CtFolder *self);

/* FALSE when somebody has asked the program to end; every function below asks this first. */
gboolean ct_folder_go_on(const CtFolder *self, GError **error);

/* @name: relative, '/' between parts; folders are made as needed */
gboolean ct_folder_write(CtFolder *self, const char *name, const char *bytes, gsize length,
			 GError **error);

/* Puts @bytes behind what the file has; the first of them make it. */
gboolean ct_folder_append(CtFolder *self, const char *name, const char *bytes, gsize length,
			  GError **error);

/* Puts the folder into its place.  As ct_folder_check() for what is there by now. */
gboolean ct_folder_place(CtFolder *self, gboolean force, GError **error);

/* Moves every file of it over into the existing @dir, replacing files of the same name. */
gboolean ct_folder_merge(CtFolder *self, GError **error);
