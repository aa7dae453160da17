/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exports that were damaged on their way: cut off, with bytes lost, doubled or changed.  Whatever
 * happens to a file, the import either works or says which file, line and column, and why.
 */
#include "exports.h"

static const char *const exports[] = {
	"fabrikam/topology.xml",	 "fabrikam/ocs-users.xml",   "fabrikam/ocs-pools.xml",
	"fabrikam/cs-accessnumbers.xml", "northwind/edge-input.xml", "contoso/cs-dialplans.xml",
	"contoso/rgs-agentgroups.xml",
};

typedef struct {
	char *bytes;
	gsize length;
	gsize begin; /* behind the first character of the root element's name */
	gsize end;   /* before the last ">" */
	gsize unit;  /* bytes of a character of markup */
} Sample;

static Sample
sample_new(const char *name)
{
	g_autofree char *path = g_build_filename(g_getenv("CT_SOURCE_ROOT"), "samples", name, NULL);
	g_autoptr(GError) error = NULL;
	Sample self = { 0 };

	g_file_get_contents(path, &self.bytes, &self.length, &error);
	g_assert_no_error(error);
	self.unit = self.bytes[0] == '\xff' ? 2 : 1;
	for (gsize i = self.length; self.end == 0; i--)
		if (self.bytes[i - 1] == '>')
			self.end = i - 1;
	for (gsize i = 0; self.begin == 0; i++)
		if (self.bytes[i] == '<' && g_ascii_isalpha(self.bytes[i + self.unit]))
			self.begin = i + 24 * self.unit;
	return self;
}

/* Every message begins "file:line:column: "; what does not decode has a line too. */
static void
assert_located(const GError *error, const char *what)
{
	const char *place = strstr(error->message, EXPORT_NAME);

	g_assert_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED);
	if (place == NULL || !g_regex_match_simple("^:[1-9][0-9]*:[1-9][0-9]*: [^ ]",
						   place + strlen(EXPORT_NAME), 0, 0))
		g_test_fail_printf("%s: \"%s\" does not say where", what, error->message);
}

static void
test_cut_off(void)
{
	GRand *random = g_rand_new_with_seed(2013);

	for (gsize i = 0; i < G_N_ELEMENTS(exports); i++) {
		Sample sample = sample_new(exports[i]);

		for (guint k = 0; k < 40; k++) {
			g_autoptr(GError) error = NULL;
			gsize length = k == 0 ? sample.end
					      : (gsize)g_rand_int_range(random,
									(gint32)sample.begin,
									(gint32)sample.end);
			g_autofree char *what = g_strdup_printf("%s cut off after %zu bytes",
								exports[i], length);
			g_autoptr(CtFacts) facts = export_import_bytes(sample.bytes, length, NULL,
								       &error);

			if (facts == NULL)
				assert_located(error, what);
			else
				g_test_fail_printf("%s is not noticed", what);
		}
		g_free(sample.bytes);
	}
	g_rand_free(random);
}

static char *
damaged(const Sample *sample, GRand *random, gsize *out_length)
{
	gsize at = (gsize)g_rand_int_range(random, (gint32)sample->begin, (gint32)sample->end);
	gsize some = (gsize)g_rand_int_range(random, 1, 40);
	gsize count = MIN(some, sample->end - at);
	GString *bytes = g_string_new_len(sample->bytes, (gssize)sample->length);

	switch (g_rand_int_range(random, 0, 4)) {
	case 0:
		g_string_erase(bytes, (gssize)at, (gssize)count);
		break;
	case 1:
		g_string_insert_len(bytes, (gssize)at, sample->bytes + at, (gssize)count);
		break;
	case 2:
		bytes->str[at] = (char)g_rand_int_range(random, 0, 256);
		break;
	default:
		bytes->str[at - at % sample->unit] = "<>&\"/]!;"[g_rand_int_range(random, 0, 8)];
		break;
	}
	*out_length = bytes->len;
	return g_string_free(bytes, FALSE);
}

static void
test_damaged(void)
{
	GRand *random = g_rand_new_with_seed(2007);
	guint refused = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(exports); i++) {
		Sample sample = sample_new(exports[i]);

		for (guint k = 0; k < 120; k++) {
			gsize length = 0;
			g_autofree char *bytes = damaged(&sample, random, &length);
			g_autoptr(GError) error = NULL;
			g_autoptr(CtFacts) facts = export_import_bytes(bytes, length, NULL, &error);

			refused += facts == NULL;
			if (facts == NULL)
				assert_located(error, exports[i]);
		}
		g_free(sample.bytes);
	}
	g_test_message("%u of %zu damaged files refused", refused, G_N_ELEMENTS(exports) * 120);
	g_assert_cmpuint(refused, >, 300);
	g_rand_free(random);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/malformed/cut-off", test_cut_off);
	g_test_add_func("/malformed/damaged", test_damaged);
	return g_test_run();
}
