/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which files there are to read.  Files are told apart by device and inode, so that neither a
 * second spelling of a path nor a link makes an export count twice, and folders that contain
 * themselves by a link come to an end.  Plan folders are our own output: somebody who plans a folder
 * from within it, writing the plan beside the exports, does not mean them to be read.
 */
#include "analyzer/input-list.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
	GArray *files;	     /* of CtInputFile */
	GHashTable *folders; /* identities of the folders seen below one argument */
	CtDeployment forced;
	const CtLimits *limits;
	gboolean saw_plan; /* a plan folder was passed over */
} Search;

static void
file_clear(gpointer data)
{
	CtInputFile *file = data;

	g_clear_pointer(&file->path, g_free);
	g_clear_pointer(&file->identity, g_free);
}

static char *
identity_of(const GStatBuf *status)
{
	return g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)status->st_dev,
			       (guint64)status->st_ino);
}

static gboolean
is_passed_over(const char *name)
{
	return name[0] == '.' || g_ascii_strncasecmp(name, "README", 6) == 0;
}

/* Does this folder hold a plan?  Links are followed, since who made the link meant the folder. */
static gboolean
is_plan_folder(const char *path)
{
	g_autofree char *plan = g_build_filename(path, "plan.json", NULL);

	return g_file_test(plan, G_FILE_TEST_IS_REGULAR);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gint
compare_files(gconstpointer a, gconstpointer b)
{
	return strcmp(((const CtInputFile *)a)->path, ((const CtInputFile *)b)->path);
}

static gboolean
add_file(Search *self, const char *path, const GStatBuf *status, GError **error)
{
	CtInputFile file = {
		.path = g_strdup(path),
		.identity = identity_of(status),
		.bytes = (guint64)status->st_size,
		.forced = self->forced,
	};
	g_autofree char *phrase = NULL;

	g_array_append_val(self->files, file);
	if (self->files->len <= self->limits->max_files)
		return TRUE;
	phrase = ct_limit_phrase(self->limits, CT_LIMIT_FILES);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT, "%s: more files than %s", path,
		    phrase);
	return FALSE;
}

static GPtrArray *
list_folder(const char *path, GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autoptr(GDir) folder = g_dir_open(path, 0, &reason);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	if (folder == NULL) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: the folder cannot be read: %s", path, reason->message);
		return NULL;
	}
	while ((name = g_dir_read_name(folder)) != NULL)
		if (!is_passed_over(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return g_steal_pointer(&names);
}

static gboolean
add_path(Search *self, const char *path, gboolean is_named, GError **error)
{
	g_autoptr(GPtrArray) names = NULL;
	gboolean is_new;
	GStatBuf status;

	if (g_stat(path, &status) != 0) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MISSING,
			    "%s: cannot be read: %s", path, g_strerror(errno));
		return FALSE;
	}
	if (!S_ISDIR(status.st_mode)) {
		/* a pipe that was named is refused when it is opened; others are no exports */
		if (!is_named && !S_ISREG(status.st_mode))
			return TRUE;
		return add_file(self, path, &status, error);
	}
	is_new = g_hash_table_add(self->folders, identity_of(&status));
	if (!is_new)
		return TRUE;
	if (is_plan_folder(path)) {
		self->saw_plan = TRUE;
		return TRUE;
	}
	names = list_folder(path, error);
	for (guint i = 0; names != NULL && i < names->len; i++) {
		g_autofree char *child = g_build_filename(path, names->pdata[i], NULL);

		if (!add_path(self, child, FALSE, error))
			return FALSE;
	}
	return names != NULL;
}

static gboolean
add_paths(Search *self, const char *const *paths, CtDeployment forced, GError **error)
{
	self->forced = forced;
	for (; paths != NULL && *paths != NULL; paths++) {
		g_autofree char *path = g_strdup(*paths);
		gsize length = strlen(path);

		while (length > 1 && path[length - 1] == '/')
			path[--length] = '\0';
		g_hash_table_remove_all(self->folders);
		if (!add_path(self, path, TRUE, error))
			return FALSE;
	}
	return TRUE;
}

/* Keeps the first name of each file and what any of its names forces. */
static GArray *
without_duplicates(GArray *files, GError **error)
{
	g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(CtInputFile));
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);

	g_array_set_clear_func(kept, file_clear);
	for (guint i = 0; i < files->len; i++) {
		CtInputFile *file = &g_array_index(files, CtInputFile, i);
		guint place = GPOINTER_TO_UINT(g_hash_table_lookup(index, file->identity));
		CtInputFile *first;

		if (place == 0) {
			g_array_append_val(kept, *file);
			g_hash_table_insert(index, file->identity, GUINT_TO_POINTER(kept->len));
			*file = (CtInputFile){ 0 };
			continue;
		}
		first = &g_array_index(kept, CtInputFile, place - 1);
		if (first->forced != CT_DEPLOYMENT_UNKNOWN &&
		    file->forced != CT_DEPLOYMENT_UNKNOWN && first->forced != file->forced) {
			g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
				    "%s: given as legacy and as target; it can only be one of them",
				    first->path);
			return NULL;
		}
		if (first->forced == CT_DEPLOYMENT_UNKNOWN)
			first->forced = file->forced;
	}
	return g_steal_pointer(&kept);
}

GArray *
ct_input_list(const CtImportOptions *options, GError **error)
{
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(CtInputFile));
	g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	Search search = { .files = files, .folders = folders, .limits = &options->limits };

	g_array_set_clear_func(files, file_clear);
	if (!add_paths(&search, options->paths, CT_DEPLOYMENT_UNKNOWN, error) ||
	    !add_paths(&search, options->legacy, CT_DEPLOYMENT_LEGACY, error) ||
	    !add_paths(&search, options->target, CT_DEPLOYMENT_TARGET, error))
		return NULL;
	if (files->len == 0) {
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_EMPTY,
			    "%s: there is no file to read in what was given%s",
			    options->paths != NULL && options->paths[0] != NULL ? options->paths[0]
										: "(nothing)",
			    search.saw_plan ? "; folders with a plan.json are passed over" : "");
		return NULL;
	}
	g_array_sort(files, compare_files);
	return without_duplicates(files, error);
}
