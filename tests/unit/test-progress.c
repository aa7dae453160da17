/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress of reading: it never goes back and ends at the end, whatever the number of jobs. */
#include "cli/progress.h"

#include "analyzer/import.h"

typedef struct {
	guint64 last;
	guint64 total;
	guint calls;
} Seen;

static void
on_progress(guint64 done, guint64 total, gpointer data)
{
	Seen *seen = data;

	g_assert_cmpuint(done, >=, seen->last);
	g_assert_cmpuint(done, <=, total);
	seen->last = done;
	seen->total = total;
	seen->calls++;
}

static void
test_bytes(void)
{
	const char *root = g_getenv("CT_SOURCE_ROOT");
	g_autofree char *path = g_build_filename(root != NULL ? root : ".", "samples", "contoso",
						 NULL);
	const char *const paths[] = { path, NULL };

	for (guint jobs = 1; jobs <= 4; jobs += 3) {
		Seen seen = { 0 };
		g_autoptr(GError) error = NULL;
		CtImportOptions options = {
			.paths = paths,
			.limits = ct_limits_default(),
			.jobs = jobs,
			.progress = on_progress,
			.progress_data = &seen,
		};
		g_autoptr(CtFacts) facts = ct_import(&options, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(seen.calls, >, facts->inputs->len);
		g_assert_cmpuint(seen.last, ==, seen.total);
	}
}

static void
test_duration(void)
{
	static const struct {
		guint64 seconds;
		const char *text;
	} rows[] = {
		{ 0, "0 s" },
		{ 59, "59 s" },
		{ 60, "1 min 0 s" },
		{ 80, "1 min 20 s" },
		{ 3599, "59 min 59 s" },
		{ 3600, "1 h 0 min" },
		{ 90061, "25 h 1 min" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = ct_progress_duration(rows[i].seconds);

		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/progress/bytes", test_bytes);
	g_test_add_func("/progress/duration", test_duration);
	return g_test_run();
}
