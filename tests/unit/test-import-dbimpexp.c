/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of a pool's database: one long line, UTF-16, and often no end. */
#include "tests/unit/user-data-text.h"

#define HEAD                                          \
	"<?xml version=\"1.0\" encoding=\"utf-16\"?>" \
	"<HomedResources xmlns=\"http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp\">"
#define AMY                                                                           \
	"<HomedResource UserAtHost=\"amy@contoso.com\"><ContactGroups>"               \
	"<ContactGroup Number=\"1\" DisplayName=\"~\"/><ContactGroup Number=\"2\"/>"  \
	"</ContactGroups><Contacts>"                                                  \
	"<Contact Buddy=\"bob@contoso.com\" SubscribePresence=\"1\" Groups=\"1 2\"/>" \
	"</Contacts><Publications><Publication/></Publications></HomedResource>"
#define BOB                                                                         \
	"<HomedResource UserAtHost=\"Bob@contoso.com\"><Contacts><Contact "         \
	"Buddy=\"amy@contoso.com\"/><Contact Buddy=\"cy@partner.com\"/></Contacts>" \
	"<Conferences><Conference/></Conferences></HomedResource>"
#define TAIL "</HomedResources>"

static void
test_people(void)
{
	g_autoptr(CtFacts) facts = export_import(HEAD AMY BOB TAIL);
	g_autofree char *text = user_data_text(facts);

	g_assert_cmpstr(text, ==,
			"contact sip:amy@contoso.com sip:bob@contoso.com 1\n"
			"contact sip:bob@contoso.com sip:amy@contoso.com 1\n"
			"contact sip:bob@contoso.com sip:cy@partner.com 1\n"
			"sip:amy@contoso.com 1 contacts 1 groups 0 lists 0 conferences 0 delegates "
			"HomedResources/HomedResource:1\n"
			"sip:bob@contoso.com 2 contacts 0 groups 0 lists 1 conferences 0 delegates "
			"HomedResources/HomedResource:1\n"
			"1: taken for a conference by its name: Conference\n");
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_DATABASE_EXPORT);
}

static void
test_utf16(void)
{
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	const char *document = "\xEF\xBB\xBF" HEAD AMY TAIL;
	g_autofree char *bytes = g_convert(document, -1, "UTF-16LE", "UTF-8", NULL, &length,
					   &error);
	g_autoptr(CtFacts) facts = export_import_bytes(bytes, length, NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(facts->person_data->len, ==, 1);
	g_assert_cmpstr(export_input(facts)->encoding, ==, "utf-16le-bom");
}

/* Wherever the file ends, those who are complete are kept and nothing else. */
static void
test_cut_short(void)
{
	const char *document = HEAD AMY BOB;
	static const char *const ends[] = {
		"the file ends before its root element does; the data of 0 people is complete and "
		"was read",
		"the file ends before its root element does; the data of 1 person is complete and "
		"was read",
		"the file ends before its root element does; the data of 2 people is complete and "
		"was read",
	};

	for (gsize length = strlen(HEAD); length <= strlen(document); length++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(CtFacts) facts = export_import_bytes(document, length, NULL, &error);
		guint people = (length >= strlen(HEAD AMY)) + (length >= strlen(HEAD AMY BOB));
		const CtProblem *problem;

		g_assert_no_error(error);
		g_assert_cmpuint(facts->person_data->len, ==, people);
		g_assert_cmpuint(facts->ties->len, ==, people == 2 ? 3 : people);
		g_assert_cmpuint(facts->problems->len, ==, 1);
		problem = &g_array_index(facts->problems, CtProblem, 0);
		g_assert_cmpint(problem->kind, ==, CT_PROBLEM_CUT_SHORT);
		g_assert_cmpstr(problem->text, ==, ends[people]);
	}
}

/* A tail that is missing is one thing, nonsense before the end another. */
static void
test_malformed(void)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{ HEAD AMY "</HomedResource>",
		  EXPORT_NAME ":1:428: Opening and ending tag mismatch: HomedResources line 1 and "
			      "HomedResource" },
		{ HEAD AMY BOB TAIL "<more/>",
		  EXPORT_NAME ":1:617: Extra content at the end of the document" },
		{ "<HomedResources", EXPORT_NAME ":1:16: the file ends before its first element "
						 "does; it seems cut short" },
		{ "<!DOCTYPE HomedResources><HomedResources/>",
		  EXPORT_NAME ":1:25: <!DOCTYPE HomedResources> is refused: no export has a "
			      "document type, and one can define entities that attack the reader" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		export_refused(rows[i].text, strlen(rows[i].text), NULL, CT_IMPORT_ERROR_MALFORMED,
			       rows[i].message);
}

static void
test_limits(void)
{
	CtLimits limits = ct_limits_default();
	static const char document[] = HEAD AMY BOB TAIL;

	g_assert_true(ct_limits_set(&limits, "max-depth=3", NULL));
	export_refused(document, strlen(document), &limits, CT_IMPORT_ERROR_LIMIT,
		       EXPORT_NAME ":1:219: <ContactGroup> is nested deeper than the limit of 3 "
				   "elements (raise it with --limit max-depth=N)");
}

static void
test_directories(void)
{
	g_autoptr(CtFacts) facts = export_import(
		HEAD "<ConferenceDirectory DirectoryId='12'/>"
		     "<HomedResource><ConferenceDirectories><ConferenceDirectory Id='13'/>"
		     "</ConferenceDirectories></HomedResource>" TAIL);

	g_assert_cmpuint(facts->records->len, ==, 2);
	g_assert_cmpuint(facts->person_data->len + facts->notes->len, ==, 0);
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = export_record(facts, i);

		g_assert_cmpint(record->kind, ==, CT_RECORD_CONFERENCE_DIRECTORY);
		g_assert_cmpstr(ct_facts_get(facts, record->props, CT_KEY_IDENTITY), ==,
				i == 0 ? "12" : "13");
	}
}

/* Two parts of the data of one person keep their own counts. */
static void
test_people_once(void)
{
	g_autoptr(CtFacts) facts = export_import(HEAD AMY AMY BOB TAIL);

	g_assert_cmpuint(facts->people->len, ==, 3);
	g_assert_cmpuint(facts->person_data->len, ==, 3);
	g_assert_cmpstr(g_array_index(facts->people, const char *, 0), ==, "sip:amy@contoso.com");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-dbimpexp/people", test_people);
	g_test_add_func("/import-dbimpexp/utf-16", test_utf16);
	g_test_add_func("/import-dbimpexp/cut-short", test_cut_short);
	g_test_add_func("/import-dbimpexp/malformed", test_malformed);
	g_test_add_func("/import-dbimpexp/limits", test_limits);
	g_test_add_func("/import-dbimpexp/directories", test_directories);
	g_test_add_func("/import-dbimpexp/people-once", test_people_once);
	return g_test_run();
}
