/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Output folders, whole or not at all.
 *
 * A rename within one file system is atomic, so the folder is filled under a temporary name next to
 * its place.  Replacing takes two renames, since a folder that is not empty cannot be renamed over; if
 * the second fails, the first is taken back.  Only what is recognisably a plan folder is ever removed.
 *
 * As long as there is a folder under a temporary name, a signal to end is obeyed between two files,
 * after the folder was removed.
 */
#include "cli/folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/interrupt.h"
#include "planner/plan-json.h"

struct CtFolder {
	char *place; /* where it shall stand, without trailing slash */
	char *path;  /* where it stands now */
	gboolean placed;
};

static gboolean
fail(GError **error, const char *path, const char *reason)
{
	g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_WRITE, "%s: %s", path, reason);
	return FALSE;
}

static gboolean
fail_errno(GError **error, const char *path)
{
	return fail(error, path, g_strerror(errno));
}

static char *
without_slashes(const char *dir)
{
	char *copy = g_strdup(dir);

	for (gsize i = strlen(copy); i > 1 && copy[i - 1] == '/'; i--)
		copy[i - 1] = '\0';
	return copy;
}

static gboolean
is_empty_folder(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	return dir != NULL && g_dir_read_name(dir) == NULL;
}

static gboolean
is_plan_folder(const char *path)
{
	g_autofree char *plan = g_build_filename(path, "plan.json", NULL);

	return g_file_test(plan, G_FILE_TEST_IS_REGULAR) || is_empty_folder(path);
}

gboolean
ct_folder_check(const char *dir, gboolean force, GError **error)
{
	g_autofree char *place = without_slashes(dir);
	GStatBuf status;

	if (*place == '\0')
		return fail(error, "-o", "the name of the folder is empty");
	if (g_lstat(place, &status) != 0)
		return errno == ENOENT || fail_errno(error, place);
	if (!force)
		return fail(error, place, "exists already; --force replaces a plan folder");
	if (!S_ISDIR(status.st_mode) || !is_plan_folder(place))
		return fail(error, place, "is no plan folder, so --force does not replace it");
	return TRUE;
}

CtFolder *
ct_folder_new(const char *dir, GError **error)
{
	g_autofree char *place = without_slashes(dir);
	g_autofree char *path = g_strconcat(place, ".XXXXXX", NULL);
	mode_t mask = umask(0);
	CtFolder *self;

	umask(mask);
	ct_interrupt_watch();
	if (g_mkdtemp(path) == NULL || g_chmod(path, 0777 & ~mask) != 0) {
		g_autofree char *parent = g_path_get_dirname(place);
		int reason = errno;

		g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_WRITE,
			    "%s: no folder can be made in %s: %s", place, parent,
			    g_strerror(reason));
		return NULL;
	}
	self = g_new0(CtFolder, 1);
	self->place = g_steal_pointer(&place);
	self->path = g_steal_pointer(&path);
	return self;
}

/* Removes a file, or a folder with all that is in it; a symbolic link is not followed. */
static void
remove_tree(const char *path)
{
	g_autoptr(GDir) dir = NULL;
	const char *name;
	GStatBuf status;

	if (g_lstat(path, &status) != 0)
		return;
	if (!S_ISDIR(status.st_mode)) {
		g_unlink(path);
		return;
	}
	dir = g_dir_open(path, 0, NULL);
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_tree(child);
	}
	g_rmdir(path);
}

void
ct_folder_free(CtFolder *self)
{
	if (self == NULL)
		return;
	if (!self->placed)
		remove_tree(self->path);
	g_free(self->path);
	g_free(self->place);
	g_free(self);
}

const char *
ct_folder_path(const CtFolder *self)
{
	return self->path;
}

gboolean
ct_folder_go_on(const CtFolder *self, GError **error)
{
	return !ct_interrupt_seen() || fail(error, self->place, "interrupted; nothing was written");
}

gboolean
ct_folder_write(CtFolder *self, const char *name, const char *bytes, gsize length, GError **error)
{
	g_autofree char *path = g_build_filename(self->path, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	g_autofree char *shown = g_build_filename(self->place, name, NULL);
	g_autoptr(GError) reason = NULL;

	if (!ct_folder_go_on(self, error))
		return FALSE;
	if (g_mkdir_with_parents(parent, 0777) != 0)
		return fail_errno(error, shown);
	if (!g_file_set_contents_full(path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666,
				      &reason))
		return fail(error, shown, reason->message);
	return TRUE;
}

gboolean
ct_folder_append(CtFolder *self, const char *name, const char *bytes, gsize length, GError **error)
{
	g_autofree char *path = g_build_filename(self->path, name, NULL);
	g_autofree char *shown = g_build_filename(self->place, name, NULL);
	FILE *file;
	gboolean is_written;

	if (!ct_folder_go_on(self, error))
		return FALSE;
	file = g_fopen(path, "ab");
	if (file == NULL)
		return fail_errno(error, shown);
	is_written = fwrite(bytes, 1, length, file) == length;
	/* what did not fit may be told only now */
	if (fclose(file) != 0 || !is_written)
		return fail_errno(error, shown);
	return TRUE;
}

/* Moves what stands in our place aside; @out_aside is NULL when nothing does. */
static gboolean
move_aside(CtFolder *self, char **out_aside, GError **error)
{
	g_autofree char *aside = NULL;

	if (!g_file_test(self->place, G_FILE_TEST_EXISTS)) {
		*out_aside = NULL;
		return TRUE;
	}
	aside = g_strconcat(self->path, ".old", NULL);
	if (g_rename(self->place, aside) != 0)
		return fail_errno(error, self->place);
	*out_aside = g_steal_pointer(&aside);
	return TRUE;
}

gboolean
ct_folder_place(CtFolder *self, gboolean force, GError **error)
{
	g_autofree char *aside = NULL;

	if (!ct_folder_go_on(self, error) || !ct_folder_check(self->place, force, error) ||
	    !move_aside(self, &aside, error))
		return FALSE;
	if (g_rename(self->path, self->place) != 0) {
		fail_errno(error, self->place);
		if (aside != NULL)
			g_rename(aside, self->place);
		return FALSE;
	}
	self->placed = TRUE;
	if (aside != NULL)
		remove_tree(aside);
	return TRUE;
}

static gboolean
merge_tree(const char *from, const char *to, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
	const char *name;

	if (dir == NULL || g_mkdir_with_parents(to, 0777) != 0)
		return fail_errno(error, to);
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *source = g_build_filename(from, name, NULL);
		g_autofree char *place = g_build_filename(to, name, NULL);

		if (g_file_test(source, G_FILE_TEST_IS_DIR)) {
			if (!merge_tree(source, place, error))
				return FALSE;
		} else if (g_rename(source, place) != 0) {
			return fail_errno(error, place);
		}
	}
	return TRUE;
}

gboolean
ct_folder_merge(CtFolder *self, GError **error)
{
	return ct_folder_go_on(self, error) && merge_tree(self->path, self->place, error);
}
