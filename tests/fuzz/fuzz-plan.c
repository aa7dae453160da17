/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan folder: plan.json, then the wave files and couplings.csv, told apart by separators.
 * Claimed: an error names the folder and can be shown; a plan that is read and written is the same
 * when it is read and written again; the checker has an answer to every plan.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "planner/checker.h"
#include "planner/plan-json.h"
#include "tests/fuzz/fuzz.h"

/* json-glib forgets the first of two documents in one file. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

static const char *const names[] = { "plan.json", "couplings.csv", "waves/wave-01.csv",
				     "waves/wave-02.csv" };

static const char *
folder(void)
{
	static char *path;

	if (path == NULL) {
		g_autofree char *waves = NULL;

		path = g_dir_make_tmp("fuzz-plan-XXXXXX", NULL);
		fuzz_claim(path != NULL, "no folder for a plan");
		waves = g_build_filename(path, "waves", NULL);
		fuzz_claim(g_mkdir(waves, 0700) == 0, "no folder for waves");
	}
	return path;
}

static void
write_file(const char *name, const void *bytes, gsize length)
{
	g_autofree char *path = g_build_filename(folder(), name, NULL);
	FILE *file = g_fopen(path, "wb");

	fuzz_claim(file != NULL && fwrite(bytes, 1, length, file) == length, "%s not written",
		   path);
	fclose(file);
}

static void
claim_round_trip(const char *first)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = NULL;
	g_autofree char *second = NULL;

	fuzz_claim(g_utf8_validate(first, -1, NULL), "a plan is written that is not UTF-8");
	write_file(names[0], first, strlen(first));
	plan = ct_plan_load(folder(), &error);
	fuzz_claim(plan != NULL, "refused its own plan: %s", error != NULL ? error->message : "?");
	second = ct_plan_to_json(plan);
	fuzz_claim_same("a plan and itself", first, second);
}

/* json-glib 1.6 loses a node of a text with something behind its value, and what owns it cannot be told
 * from the addresses; leaks of our own are looked for by the unit tests of reading plans. */
int __lsan_is_turned_off(void);

int
__lsan_is_turned_off(void)
{
	return 1;
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	FuzzPart parts[G_N_ELEMENTS(names)];
	gsize count = fuzz_split(bytes, length, parts, G_N_ELEMENTS(parts));
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) plan = NULL;
	g_autoptr(CtCheckResult) result = NULL;
	g_autofree char *text = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		write_file(names[i], i < count ? parts[i].bytes : (const guint8 *)"",
			   i < count ? parts[i].length : 0);
	plan = ct_plan_load(folder(), &error);
	if (plan == NULL) {
		fuzz_claim_error(error, folder());
		return 0;
	}
	if (!ct_plan_check_references(plan, folder(), &error))
		fuzz_claim_error(error, folder());
	result = ct_checker_run(plan, NULL);
	for (guint i = 0; i < result->violations->len; i++) {
		const CtViolation *violation = g_ptr_array_index(result->violations, i);

		fuzz_claim(g_utf8_validate(violation->message, -1, NULL),
			   "a violation is not UTF-8");
	}
	text = ct_plan_to_json(plan);
	claim_round_trip(text);
	return 0;
}
