/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do drawings hold the words of other languages?
 *
 * There is no translation yet.  What one will do to a drawing is tried out here: the functions that
 * measure and place texts are wrapped by the linker, and each English word becomes the longest that
 * any of the languages has for it; one that the table lacks grows as translations do.  Further on
 * everything is in wide Cyrillic letters, and in signs as wide as those of Japanese.  The lint then
 * has to find nothing, as in English.
 *
 * Names of servers and users stay what they are, as they have digits, dots or signs in them.
 */
#include <math.h>

#include "plan-fixture.h"
#include "planned-sample.h"
#include "render/lint.h"
#include "render/views.h"

typedef enum {
	IN_ENGLISH,
	IN_LONGEST,
	IN_CYRILLIC,
	IN_JAPANESE,
	N_LANGUAGES,
} Language;

static const char *const language_names[N_LANGUAGES] = { "English", "the longest of five",
							 "Cyrillic", "Japanese" };

static const struct {
	const char *english;
	const char *longest;
} words[] = {
#define WORD(english, longest) { english, longest },
#include "long-words.def"
#undef WORD
};

static Language language;
static guint translated_words;

double __wrap_ct_text_width(CtText *self, CtStyleId style, const char *text);
char *__wrap_ct_text_fit(CtText *self, CtStyleId style, const char *text, double room_pt);
GPtrArray *__wrap_ct_text_wrap(CtText *self, CtStyleId style, const char *text, double room_pt);
double __wrap_ct_scene_text(CtScene *self, CtStyleId style, CtRect room, CtAlign align,
			    const char *text);
double __real_ct_text_width(CtText *self, CtStyleId style, const char *text);
char *__real_ct_text_fit(CtText *self, CtStyleId style, const char *text, double room_pt);
GPtrArray *__real_ct_text_wrap(CtText *self, CtStyleId style, const char *text, double room_pt);
double __real_ct_scene_text(CtScene *self, CtStyleId style, CtRect room, CtAlign align,
			    const char *text);

static int
compare_word(const void *key, const void *row)
{
	return g_ascii_strcasecmp(key, *(const char *const *)row);
}

/* As wide as it is without; an accent tells that a word is translated. */
static void
append_accented(GString *out, const char *word)
{
	static const char *const vowels[] = { "a", "\xc3\xa1", "e", "\xc3\xa9", "i", "\xc3\xad",
					      "o", "\xc3\xb3", "u", "\xc3\xba", "A", "\xc3\x81",
					      "E", "\xc3\x89", "I", "\xc3\x8d", "O", "\xc3\x93",
					      "U", "\xc3\x9a" };

	for (const char *p = word; *p != '\0'; p++) {
		guint i = 0;

		while (i < G_N_ELEMENTS(vowels) && vowels[i][0] != *p)
			i += 2;
		if (i < G_N_ELEMENTS(vowels))
			g_string_append(out, vowels[i + 1]);
		else
			g_string_append_c(out, *p);
	}
}

static void
append_repeated(GString *out, const char *sign, gsize count)
{
	for (gsize i = 0; i < count; i++)
		g_string_append(out, sign);
}

/* The rule of thumb for what the table lacks: short words grow most. */
static gsize
grown(gsize length)
{
	return length <= 3 ? length : (gsize)ceil((double)length * (length <= 8 ? 1.5 : 1.35));
}

static void
append_longest(GString *out, const char *word)
{
	const char *const *row = bsearch(word, words, G_N_ELEMENTS(words), sizeof(words[0]),
					 compare_word);
	g_autofree char *longest = row != NULL ? g_strdup(row[1]) : g_strdup(word);

	if (g_ascii_isupper(word[0]))
		longest[0] = g_ascii_toupper(longest[0]);
	append_accented(out, longest);
	if (row == NULL)
		append_repeated(out, "\xc3\xa9", grown(strlen(word)) - strlen(word));
}

static void
append_word(GString *out, const char *word)
{
	switch (language) {
	case IN_ENGLISH:
	case N_LANGUAGES:
		g_string_append(out, word);
		return;
	case IN_LONGEST:
		append_longest(out, word);
		break;
	case IN_CYRILLIC:
		/* every third letter is a wide one */
		for (gsize i = 0; i < grown(strlen(word)); i++)
			g_string_append(out, i % 3 == 0 ? "\xd0\xb6" : "\xd0\xb5");
		break;
	case IN_JAPANESE:
		/* a dash is as wide as a sign, and every machine has a font for it */
		append_repeated(out, "\xe2\x80\x94", (strlen(word) + 2) / 3);
		break;
	}
	translated_words++;
}

/* Is it made of letters of English alone, more than the unit of a figure or the letter of a box? */
static gboolean
is_word(const char *word)
{
	for (const char *p = word; *p != '\0'; p++)
		if (!g_ascii_isalpha(*p))
			return FALSE;
	return strlen(word) > 1 && !g_str_equal(word, "min");
}

/* What is translated already stays as it is: a text is measured more than once. */
static char *
translate(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, " ", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; parts[i] != NULL; i++) {
		gsize length = strlen(parts[i]);
		gsize end = length;
		g_autofree char *word = NULL;

		while (end > 0 && strchr(",.:;?!", parts[i][end - 1]) != NULL)
			end--;
		word = g_strndup(parts[i], end);
		if (i > 0)
			g_string_append_c(out, ' ');
		if (is_word(word))
			append_word(out, word);
		else
			g_string_append(out, word);
		g_string_append(out, parts[i] + end);
	}
	return g_string_free(out, FALSE);
}

double
__wrap_ct_text_width(CtText *self, CtStyleId style, const char *text)
{
	g_autofree char *translated = translate(text);

	return __real_ct_text_width(self, style, translated);
}

char *
__wrap_ct_text_fit(CtText *self, CtStyleId style, const char *text, double room_pt)
{
	g_autofree char *translated = translate(text);

	return __real_ct_text_fit(self, style, translated, room_pt);
}

GPtrArray *
__wrap_ct_text_wrap(CtText *self, CtStyleId style, const char *text, double room_pt)
{
	g_autofree char *translated = translate(text);

	return __real_ct_text_wrap(self, style, translated, room_pt);
}

double
__wrap_ct_scene_text(CtScene *self, CtStyleId style, CtRect room, CtAlign align, const char *text)
{
	g_autofree char *translated = translate(text);

	return __real_ct_scene_text(self, style, room, align, translated);
}

/* Texts that are cut; adds to @failed those of legend and title block, which say what the rest means
 * and have to be whole. */
static guint
count_cut(const CtScene *scene, guint *failed)
{
	gboolean whole = FALSE;
	guint cut = 0;

	for (guint i = 0; i < scene->items->len; i++) {
		const CtItem *item = ct_scene_item(scene, i);
		const char *id = item->meaning.id;

		if (item->kind == CT_ITEM_GROUP_BEGIN && id != NULL)
			whole = g_str_has_suffix(id, "-legend") ||
				g_str_has_suffix(id, "-title-block");
		if (item->kind != CT_ITEM_TEXT || !g_str_has_suffix(item->text, "\xe2\x80\xa6"))
			continue;
		cut++;
		if (!whole)
			continue;
		(*failed)++;
		g_test_message("%s, %s: is cut: %s", language_names[language], scene->id,
			       item->text);
	}
	return cut;
}

/* What the lint has against a drawing; 0: nothing. */
static guint
lint(const CtScene *scene)
{
	g_autoptr(CtLint) found = ct_lint_new(scene);

	if (ct_lint_passed(found))
		return 0;
	for (guint i = 0; i < found->messages->len; i++)
		g_test_message("%s, %s: %s", language_names[language], scene->id,
			       (const char *)found->messages->pdata[i]);
	return 1;
}

static void
check_plan(const CtPlan *plan, const CtEstate *estate)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtText) text = ct_text_new(&error);
	const CtViewInput input = {
		.text = text, .plan = plan, .estate = estate, .date = "2026-03-02"
	};
	guint failed = 0;

	g_assert_no_error(error);
	for (language = IN_LONGEST; language < N_LANGUAGES; language++) {
		g_autoptr(GPtrArray) scenes = NULL;
		guint cut = 0;

		translated_words = 0;
		scenes = ct_views_draw(&input, NULL);
		g_assert_cmpuint(scenes->len, >=, 6);
		g_assert_cmpuint(translated_words, >, 500);
		for (guint i = 0; i < scenes->len; i++) {
			failed += lint(scenes->pdata[i]);
			cut += count_cut(scenes->pdata[i], &failed);
		}
		g_test_message("%s: %u drawings, %u texts cut", language_names[language],
			       scenes->len, cut);
	}
	language = IN_ENGLISH;
	if (failed > 0)
		g_test_fail_printf("%u times there is no room", failed);
}

static void
test_translation(void)
{
	g_autofree char *once = NULL;
	g_autofree char *twice = NULL;

	language = IN_LONGEST;
	once = translate("Wave: 12 steps, ocs01.contoso.com, 45 min");
	twice = translate(once);
	language = IN_ENGLISH;
	g_assert_cmpstr(once, ==,
			"\xc3\x93l\xc3\xa9\xc3\xa1"
			"d\xc3\xa1: 12 p\xc3\xa1ss\xc3\xa1gg\xc3\xad, ocs01.contoso.com, 45 min");
	g_assert_cmpstr(once, ==, twice);
}

static void
test_sample(gconstpointer name)
{
	Planned sample = planned_sample(name, !g_str_equal(name, "northwind"));

	check_plan(sample.plan, sample.estate);
	planned_clear(&sample);
}

/* CT_LANGUAGES names folders of exports, with colons between: what takes long is not always run. */
static void
test_folders(void)
{
	g_auto(GStrv) folders = g_strsplit(g_getenv("CT_LANGUAGES"), ":", -1);

	for (guint i = 0; folders[i] != NULL; i++) {
		Planned planned = planned_read_folder(folders[i], TRUE);

		g_test_message("%s", folders[i]);
		planned_make(&planned);
		check_plan(planned.plan, planned.estate);
		planned_clear(&planned);
	}
}

static void
test_sizes(void)
{
	static const guint sizes[][2] = { { 1, 1 }, { 3, 4 }, { 8, 6 } };

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		PlanFixture fixture = plan_fixture(sizes[i][0], sizes[i][1]);

		g_test_message("%u sites, %u pools each", sizes[i][0], sizes[i][1]);
		check_plan(fixture.plan, fixture.world.estate);
		plan_fixture_clear(&fixture);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/languages/translation", test_translation);
	g_test_add_data_func("/languages/contoso", "contoso", test_sample);
	g_test_add_data_func("/languages/fabrikam", "fabrikam", test_sample);
	g_test_add_data_func("/languages/northwind", "northwind", test_sample);
	g_test_add_data_func("/languages/adatum", "adatum", test_sample);
	g_test_add_func("/languages/sizes", test_sizes);
	if (g_getenv("CT_LANGUAGES") != NULL)
		g_test_add_func("/languages/folders", test_folders);
	return g_test_run();
}
