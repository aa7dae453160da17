/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of exports: what is read, and what is not guessed. */
#include "analyzer/timestamp.h"

static void
test_parse(void)
{
	static const struct {
		const char *text;
		const char *expected; /* NULL: not understood */
	} rows[] = {
		{ "2012-05-03", "2012-05-03 00:00:00" },
		{ "2012-05-03 10:11:12", "2012-05-03 10:11:12" },
		{ " 2012-05-03T10:11:12 ", "2012-05-03 10:11:12" },
		{ "2013-06-14T17:42:10.0000000Z", "2013-06-14 17:42:10" },
		{ "2012-05-03T10:11:12.1234567+02:00", "2012-05-03 08:11:12" },
		{ "2012-05-03T22:11:12-03:00", "2012-05-04 01:11:12" },
		{ "20120503101112.0Z", "2012-05-03 10:11:12" },
		{ "20120503101112Z", "2012-05-03 10:11:12" },
		{ "20120503101112.000000+120", "2012-05-03 08:11:12" },
		{ "20120503101112.000000-060", "2012-05-03 11:11:12" },
		{ "20120503101112+0530", "2012-05-03 04:41:12" },
		{ "2000-02-29", "2000-02-29 00:00:00" },
		{ "2100-03-01", "2100-03-01 00:00:00" },
		{ "1999-12-31T23:59:59Z", "2000-01-01 00:00:01" },
		{ "9999-12-31", "2136-02-07 06:28:15" },
		{ "5/3/2012 10:11:12 AM", NULL },
		{ "03.05.2012", NULL },
		{ "2012-13-01", NULL },
		{ "2012-05-00", NULL },
		{ "2012-05-03T10:11", NULL },
		{ "2012-05-03T10:11:12 at noon", NULL },
		{ "2012-05-03T10:11:12+", NULL },
		{ "2012050310", NULL },
		{ "yesterday", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		CtTimestamp stamp = ct_timestamp_parse(rows[i].text);
		g_autofree char *text = ct_timestamp_to_string(stamp);

		g_test_message("%s", rows[i].text);
		if (rows[i].expected == NULL)
			g_assert_cmpuint(stamp, ==, 0);
		else
			g_assert_cmpstr(text, ==, rows[i].expected);
	}
}

/* Every day of the range is one day after the one before. */
static void
test_calendar(void)
{
	g_autoptr(GDate) day = g_date_new_dmy(1, G_DATE_JANUARY, 2000);
	CtTimestamp last = 0;

	g_date_add_days(day, 1);
	for (guint i = 1; i < 49000; i++) {
		g_autofree char *text = g_strdup_printf("%04u-%02u-%02u", g_date_get_year(day),
							(guint)g_date_get_month(day),
							g_date_get_day(day));
		CtTimestamp stamp = ct_timestamp_parse(text);

		g_assert_cmpuint(stamp, ==, last + 86400);
		last = stamp;
		g_date_add_days(day, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/timestamp/parse", test_parse);
	g_test_add_func("/timestamp/calendar", test_calendar);
	return g_test_run();
}
