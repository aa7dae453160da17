/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intent file.  Claimed: an error names the file and can be shown; what is accepted says the same
 * when it is read again, and every line that it names is within the file.
 */
#include <string.h>

#include "planner/intent.h"
#include "tests/fuzz/fuzz.h"

static char *
record(const CtIntent *intent)
{
	g_autoptr(CtPlan) plan = ct_plan_new();
	g_autoptr(GString) text = g_string_new(NULL);

	ct_intent_record(intent, plan);
	for (guint i = 0; i < plan->intent->len; i++) {
		const CtPlanIntent *row = &g_array_index(plan->intent, CtPlanIntent, i);

		fuzz_claim(g_utf8_validate(row->value, -1, NULL), "%s is not UTF-8", row->key);
		g_string_append_printf(text, "%s=%s (%s)\n", row->key, row->value, row->origin);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	const char *path = fuzz_file(bytes, length);
	guint32 most = fuzz_most_lines(bytes, length);
	g_autoptr(GError) error = NULL;
	g_autoptr(CtIntent) intent = ct_intent_load(path, &error);
	g_autoptr(CtIntent) again = NULL;
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;

	ct_import_is_intent((const char *)bytes, length);
	if (intent == NULL) {
		fuzz_claim_error(error, path);
		return 0;
	}
	for (guint i = 0; i < CT_N_INTENT_KEYS; i++)
		fuzz_claim(intent->lines[i] <= most, "line %u of %u", intent->lines[i], most);
	again = ct_intent_load(path, NULL);
	fuzz_claim(again != NULL, "refused the second time");
	one = record(intent);
	two = record(again);
	fuzz_claim_same("one reading and the next", one, two);
	return 0;
}
