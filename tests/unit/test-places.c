/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places come back as they were written, in one order of bytes, and nothing else is taken for them. */
#include "render/places.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
write_temporary(const char *text)
{
	g_autoptr(GError) error = NULL;
	char *path = NULL;
	int file = g_file_open_tmp("places-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_close(file, NULL);
	g_file_set_contents(path, text, -1, &error);
	g_assert_no_error(error);
	return path;
}

static void
test_round_trip(void)
{
	g_autoptr(CtPlaces) one = ct_places_new();
	g_autoptr(CtPlaces) two = ct_places_new();
	g_autoptr(CtPlaces) read = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *a = NULL;
	g_autofree char *b = NULL;
	g_autofree char *c = NULL;
	g_autofree char *path = NULL;
	CtPoint at = { 0, 0 };

	ct_places_set(one, "map", "pool:\"ä\"", (CtPoint){ 12.345, -3 });
	ct_places_set(one, "map", "pool:b", (CtPoint){ 1, 2 });
	ct_places_set(one, "dependencies", "x", (CtPoint){ 100000.25, 0 });
	/* told in another order, and once more */
	ct_places_set(two, "dependencies", "x", (CtPoint){ 5, 5 });
	ct_places_set(two, "map", "pool:b", (CtPoint){ 1, 2 });
	ct_places_set(two, "dependencies", "x", (CtPoint){ 100000.25, 0 });
	ct_places_set(two, "map", "pool:\"ä\"", (CtPoint){ 12.345, -3 });
	a = ct_places_to_json(one);
	b = ct_places_to_json(two);
	g_assert_cmpstr(a, ==, b);
	path = write_temporary(a);
	read = ct_places_load(path, &error);
	g_assert_no_error(error);
	g_unlink(path);
	c = ct_places_to_json(read);
	g_assert_cmpstr(a, ==, c);
	g_assert_true(ct_places_get(read, "map", "pool:\"ä\"", &at));
	g_assert_cmpfloat_with_epsilon(at.x, 12.345, 0.0051);
	g_assert_cmpfloat_with_epsilon(at.y, -3, 0.001);
	g_assert_false(ct_places_get(read, "map", "x", &at));
	g_assert_false(ct_places_get(read, "timeline", "x", &at));
	g_assert_false(ct_places_get(NULL, "map", "x", &at));
}

static void
test_other_files(void)
{
	static const char *const texts[] = {
		"",
		"{",
		"[]",
		"{}",
		"{\"format_version\":2,\"drawings\":{}}",
		"{\"format_version\":1}",
		"{\"format_version\":1,\"drawings\":[]}",
		"{\"format_version\":1,\"drawings\":{\"map\":1}}",
		"{\"format_version\":1,\"drawings\":{\"map\":{\"a\":[1]}}}",
		"{\"format_version\":1,\"drawings\":{\"map\":{\"a\":[1,\"2\"]}}}",
		"{\"format_version\":1,\"drawings\":{\"map\":{\"a\":[1.5,2]}}}",
		"{\"format_version\":\"1\",\"drawings\":{}}",
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *path = write_temporary(texts[i]);
		g_autoptr(GError) error = NULL;
		g_autoptr(CtPlaces) read = ct_places_load(path, &error);

		g_assert_null(read);
		g_assert_error(error, CT_PLACES_ERROR, CT_PLACES_ERROR_FORMAT);
		g_assert_nonnull(strstr(error->message, path));
		g_unlink(path);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/places/round-trip", test_round_trip);
	g_test_add_func("/places/other-files", test_other_files);
	return g_test_run();
}
