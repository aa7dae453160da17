/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run over all inputs.  With one job every file is read straight into the facts.  With several,
 * each file is read into facts of its own by whichever thread is free, and the parts are joined in
 * the order of their names, so that the number of threads cannot be seen in the result.
 */
#include <libxml/parser.h>

#include "analyzer/import.h"
#include "analyzer/input-list.h"

/* From here on a thread of its own for reading is worth it. */
#define AHEAD_BYTES (4 * 1024 * 1024)

typedef struct {
	const CtInputFile *file;
	CtFacts *facts; /* %NULL when it failed or was never begun */
	GError *error;
	guint place;
} Task;

typedef struct {
	const CtImportOptions *options;
	GMutex mutex; /* of what follows, and of the progress function */
	guint64 done;
	guint64 total;
	guint first_failed; /* place of the first task known to have failed */
} Run;

static void
on_read(guint64 bytes, gpointer data)
{
	Run *run = data;

	if (run->options->progress == NULL)
		return;
	g_mutex_lock(&run->mutex);
	run->done += bytes;
	run->options->progress(MIN(run->done, run->total), run->total, run->options->progress_data);
	g_mutex_unlock(&run->mutex);
}

static gboolean
read_file(Run *run, const CtInputFile *file, CtFacts *facts, GError **error)
{
	const CtLimits *limits = &run->options->limits;
	g_autoptr(CtSource) source = ct_source_open(file->path, limits, error);

	if (source == NULL)
		return FALSE;
	ct_source_on_read(source, on_read, run);
	if (run->options->jobs > 1 && file->bytes >= AHEAD_BYTES)
		ct_source_read_ahead(source);
	return ct_import_source(facts, source, limits, file->forced, 0, error);
}

static CtFacts *
read_one_by_one(Run *run, const GArray *files, GError **error)
{
	g_autoptr(CtFacts) facts = ct_facts_new();

	for (guint i = 0; i < files->len; i++)
		if (!read_file(run, &g_array_index(files, CtInputFile, i), facts, error))
			return NULL;
	return g_steal_pointer(&facts);
}

/* What comes behind a failure is not needed: the first failure in order is the one that is told. */
static gboolean
is_needed(Run *run, const Task *task)
{
	gboolean needed;

	g_mutex_lock(&run->mutex);
	needed = task->place < run->first_failed;
	g_mutex_unlock(&run->mutex);
	return needed;
}

static void
work(gpointer data, gpointer user_data)
{
	Task *task = data;
	Run *run = user_data;
	g_autoptr(CtFacts) facts = NULL;

	if (!is_needed(run, task))
		return;
	facts = ct_facts_new();
	if (read_file(run, task->file, facts, &task->error)) {
		task->facts = g_steal_pointer(&facts);
		return;
	}
	g_mutex_lock(&run->mutex);
	run->first_failed = MIN(run->first_failed, task->place);
	g_mutex_unlock(&run->mutex);
}

/* The largest first, or one large file begun last would keep everybody waiting. */
static gint
compare_sizes(gconstpointer a, gconstpointer b)
{
	const Task *x = *(Task *const *)a;
	const Task *y = *(Task *const *)b;

	if (x->file->bytes != y->file->bytes)
		return x->file->bytes > y->file->bytes ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static gboolean
run_tasks(Run *run, GPtrArray *tasks, GError **error)
{
	g_autoptr(GPtrArray) by_size = g_ptr_array_new();
	GThreadPool *pool = g_thread_pool_new(work, run, (gint)run->options->jobs, TRUE, error);

	if (pool == NULL)
		return FALSE;
	g_ptr_array_extend(by_size, tasks, NULL, NULL);
	g_ptr_array_sort(by_size, compare_sizes);
	for (guint i = 0; i < by_size->len; i++)
		g_thread_pool_push(pool, by_size->pdata[i], NULL);
	g_thread_pool_free(pool, FALSE, TRUE);
	return TRUE;
}

static void
task_free(gpointer data)
{
	Task *task = data;

	ct_facts_free(task->facts);
	g_clear_error(&task->error);
	g_free(task);
}

static CtFacts *
read_side_by_side(Run *run, const GArray *files, GError **error)
{
	g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func(task_free);
	g_autoptr(CtFacts) facts = NULL;

	for (guint i = 0; i < files->len; i++) {
		Task *task = g_new0(Task, 1);

		task->file = &g_array_index(files, CtInputFile, i);
		task->place = i;
		g_ptr_array_add(tasks, task);
	}
	run->first_failed = tasks->len;
	if (!run_tasks(run, tasks, error))
		return NULL;
	facts = ct_facts_new();
	for (guint i = 0; i < tasks->len; i++) {
		Task *task = tasks->pdata[i];

		if (task->error != NULL) {
			g_propagate_error(error, g_steal_pointer(&task->error));
			return NULL;
		}
		ct_facts_append(facts, g_steal_pointer(&task->facts));
	}
	return g_steal_pointer(&facts);
}

CtFacts *
ct_import(const CtImportOptions *options, GError **error)
{
	g_autoptr(GArray) files = ct_input_list(options, error);
	Run run = { .options = options };
	CtFacts *facts;

	if (files == NULL)
		return NULL;
	for (guint i = 0; i < files->len; i++)
		run.total += g_array_index(files, CtInputFile, i).bytes;
	/* threads must not be the first to use it */
	xmlInitParser();
	g_mutex_init(&run.mutex);
	facts = options->jobs > 1 && files->len > 1 ? read_side_by_side(&run, files, error)
						    : read_one_by_one(&run, files, error);
	g_mutex_clear(&run.mutex);
	return facts;
}
