/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The group [calendar]: what may be written, what is said of mistakes, and the times that follow. */
#include "planner/duration.h"
#include "tests/unit/random-calendar.h"

static CtCalendar *
calendar_of(CtIntent *intent)
{
	g_autoptr(GError) error = NULL;
	CtCalendar *calendar = NULL;

	ct_calendar_read(intent, 0, &calendar, &error);
	g_assert_no_error(error);
	g_assert_nonnull(calendar);
	return calendar;
}

/* A calendar with these hours for everything. */
static CtCalendar *
open_at(const char *zone, const char *start, const char *hours, const char *blackout)
{
	g_autoptr(CtIntent) intent = ct_intent_new();
	CtCalendar *calendar;

	calendar_set(intent, CT_INTENT_CALENDAR_TIME_ZONE, zone);
	calendar_set(intent, CT_INTENT_CALENDAR_START, start);
	calendar_set(intent, CT_INTENT_CALENDAR_ADMIN_HOURS, hours);
	calendar_set(intent, CT_INTENT_CALENDAR_BLACKOUT, blackout);
	calendar = calendar_of(intent);
	g_ptr_array_set_size(calendar->window_for, 0);
	return calendar;
}

typedef struct {
	const char *zone;
	const char *start;
	const char *hours;
	const char *blackout;
	gint64 minutes;
	const char *earliest; /* ISO 8601; NULL: never */
} OpenRow;

static const OpenRow rows[] = {
	/* a window to the minute, and one minute too short */
	{ "UTC", "2026-11-02", "Wed 18:00-22:00", "", 240, "2026-11-04T18:00:00+00:00" },
	{ "UTC", "2026-11-02", "Wed 18:00-22:00", "", 241, NULL },
	{ "UTC", "2026-11-04 18:01", "Wed 18:00-22:00", "", 239, "2026-11-04T18:01:00+00:00" },
	{ "UTC", "2026-11-04 18:01", "Wed 18:00-22:00", "", 240, "2026-11-11T18:00:00+00:00" },
	/* over the end of a week, and from the week before */
	{ "UTC", "2026-11-01 23:00", "Sat 20:00-Mon 06:00", "", 420, "2026-11-01T23:00:00+00:00" },
	{ "UTC", "2026-11-01 23:00", "Sat 20:00-Mon 06:00", "", 421, "2026-11-07T20:00:00+00:00" },
	{ "UTC", "2026-11-02", "Sat 20:00-Mon 06:00", "", 2041, NULL },
	/* windows that meet are one, others are not */
	{ "UTC", "2026-11-02", "Mon 08:00-12:00; Mon 12:00-18:00", "", 600,
	  "2026-11-02T08:00:00+00:00" },
	{ "UTC", "2026-11-02", "Mon 08:00-12:00; Mon 12:01-18:00", "", 600, NULL },
	{ "UTC", "2026-11-02", "Mon-Sun 00:00-24:00", "", 40000, "2026-11-02T00:00:00+00:00" },
	{ "UTC", "2026-11-02", "daily 22:00-04:00", "", 360, "2026-11-02T22:00:00+00:00" },
	/* weekdays wrap */
	{ "UTC", "2026-11-03", "Fri-Mon 09:00-10:00", "", 60, "2026-11-06T09:00:00+00:00" },
	/* dates beside weeks */
	{ "UTC", "2026-11-02", "2026-11-07 20:00-2026-11-08 06:00; Wed 01:00-02:00", "", 600,
	  "2026-11-07T20:00:00+00:00" },
	{ "UTC", "2026-11-02", "2026-11-07 20:00-06:00", "", 600, "2026-11-07T20:00:00+00:00" },
	{ "UTC", "2026-11-08", "2026-11-07 20:00-06:00", "", 361, NULL },
	/* edges of blackout days */
	{ "UTC", "2026-12-18", "Sat 20:00-Mon 06:00", "2026-12-20", 240,
	  "2026-12-19T20:00:00+00:00" },
	{ "UTC", "2026-12-18", "Sat 20:00-Mon 06:00", "2026-12-20", 241,
	  "2026-12-21T00:00:00+00:00" },
	{ "UTC", "2026-12-18", "Sat 20:00-Mon 06:00", "2026-12-20", 361,
	  "2026-12-26T20:00:00+00:00" },
	{ "UTC", "2026-12-18", "Sat 20:00-Mon 06:00", "2026-12-20..2027-01-09", 361,
	  "2027-01-10T00:00:00+00:00" },
	{ "UTC", "2026-12-18", "2026-12-20 20:00-23:00", "2026-12-20..2027-01-09", 60, NULL },
	{ "UTC", "2026-12-18", "", "2026-12-18..2199-12-31", 60, NULL },
	/* the leap day is there when there is one */
	{ "UTC", "2028-02-28", "Tue 00:00-24:00", "", 1440, "2028-02-29T00:00:00+00:00" },
	{ "UTC", "2028-02-28 12:00", "", "2028-02-28", 60, "2028-02-29T00:00:00+00:00" },
	{ "UTC", "2028-02-28", "Tue-Wed 00:00-24:00", "2028-02-29", 60,
	  "2028-03-01T00:00:00+00:00" },
	/* nights in which clocks change: one hour more, one hour less */
	{ "Europe/Berlin", "2026-10-24", "Sat 20:00-Sun 06:00", "", 660,
	  "2026-10-24T20:00:00+02:00" },
	{ "Europe/Berlin", "2026-10-24", "Sat 20:00-Sun 06:00", "", 661, NULL },
	{ "Europe/Berlin", "2027-03-27", "Sat 20:00-Sun 06:00", "", 540,
	  "2027-03-27T20:00:00+01:00" },
	{ "Europe/Berlin", "2027-03-27", "Sat 20:00-Sun 06:00", "", 541,
	  "2027-04-03T20:00:00+02:00" },
	/* the hour that comes twice: begin in the second, end in the first */
	{ "Europe/Berlin", "2026-10-24", "Sun 02:30-06:00", "", 60, "2026-10-25T02:30:00+01:00" },
	{ "Europe/Berlin", "2026-10-24", "Sat 20:00-02:30", "", 390, "2026-10-24T20:00:00+02:00" },
	{ "Europe/Berlin", "2026-10-24", "Sat 20:00-02:30", "", 391, NULL },
	/* the hour that never comes */
	{ "Europe/Berlin", "2027-03-27", "Sun 02:30-06:00", "", 180, "2027-03-28T03:00:00+02:00" },
	{ "Europe/Berlin", "2027-03-27", "Sun 02:30-06:00", "", 181, "2027-04-04T02:30:00+02:00" },
	{ "Europe/Berlin", "2027-03-27", "Sun 02:10-02:50", "", 40, "2027-04-04T02:10:00+02:00" },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24", "Sun 02:30-06:00", "", 60,
	  "2026-10-25T02:30:00+01:00" },
	{ "+05:30", "2026-11-02", "Mon 08:00-10:00", "", 60, "2026-11-02T08:00:00+05:30" },
	{ "-09:30", "2026-11-02", "Mon 08:00-10:00", "", 60, "2026-11-02T08:00:00-09:30" },
};

static void
test_earliest(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const OpenRow *row = &rows[i];
		g_autoptr(CtCalendar) calendar = open_at(row->zone, row->start, row->hours,
							 row->blackout);
		gint64 found = ct_calendar_earliest(calendar, CT_HOURS_ADMIN, calendar->start,
						    row->minutes, NULL);
		g_autofree char *text = found != CT_NEVER ? ct_zone_format(calendar->zone, found)
							  : NULL;

		if (g_strcmp0(text, row->earliest) != 0)
			g_test_fail_printf("row %u: %s of %s: %s", i, row->hours, row->start,
					   text != NULL ? text : "never");
		/* what begins there may begin there at the latest, too, seen from its end */
		if (found != CT_NEVER)
			g_assert_cmpint(ct_calendar_latest(calendar, CT_HOURS_ADMIN,
							   found + row->minutes, row->minutes),
					==, found);
	}
}

/* Earliest and latest find the same as looking at every minute. */
static void
test_against_every_minute(void)
{
	for (guint seed = 1; seed <= 120; seed++) {
		g_autoptr(CtIntent) intent = ct_intent_new();
		g_autoptr(CtCalendar) calendar = NULL;
		GRand *rand = g_rand_new_with_seed(seed);
		const gint64 days = 30 * CT_MINUTES_A_DAY;
		g_autofree gboolean *open = g_new0(gboolean, days + 1);
		gint64 minutes, from, run = 0, expected = CT_NEVER, found;

		random_calendar(seed, intent, TRUE);
		calendar = calendar_of(intent);
		for (gint64 i = 0; i < days; i++)
			open[i] = ct_calendar_earliest(calendar, CT_HOURS_WINDOW,
						       calendar->start + i, 1,
						       NULL) == calendar->start + i;
		for (guint round = 0; round < 20; round++) {
			minutes = g_rand_int_range(rand, 1, 700);
			from = g_rand_int_range(rand, 0, 20 * CT_MINUTES_A_DAY);
			run = 0;
			expected = CT_NEVER;
			for (gint64 i = from; i < days && expected == CT_NEVER; i++) {
				run = open[i] ? run + 1 : 0;
				if (run == minutes)
					expected = calendar->start + i - minutes + 1;
			}
			found = ct_calendar_earliest(calendar, CT_HOURS_WINDOW,
						     calendar->start + from, minutes, NULL);
			if (expected != CT_NEVER)
				g_assert_cmpint(found, ==, expected);
			else
				g_assert_cmpint(found, >, calendar->start + days - minutes);
			expected = -CT_NEVER;
			run = 0;
			for (gint64 i = from; i > 0 && expected == -CT_NEVER; i--) {
				run = open[i - 1] ? run + 1 : 0;
				if (run == minutes)
					expected = calendar->start + i - 1;
			}
			g_assert_cmpint(ct_calendar_latest(calendar, CT_HOURS_WINDOW,
							   calendar->start + from, minutes),
					==, expected);
		}
		g_rand_free(rand);
	}
}

typedef struct {
	CtIntentKey key;
	const char *text;
	const char *message; /* behind the key and the text */
} BadRow;

#define NEEDS_DAY  "a weekday (Mon, Tue, ...) or a date (YYYY-MM-DD) is needed"
#define NEEDS_TIME "times are written HH:MM"
#define NEEDS_DASH "a - is needed between beginning and end"
#define BEHIND	   "what follows has no meaning; ; stands between items"

static const BadRow bad[] = {
	{ CT_INTENT_CALENDAR_WINDOWS, "Son 20:00-22:00", NEEDS_DAY },
	{ CT_INTENT_CALENDAR_WINDOWS, "Su 20:00-22:00", NEEDS_DAY },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat-Xyz 20:00-22:00", NEEDS_DAY },
	{ CT_INTENT_CALENDAR_WINDOWS, "@", NEEDS_DAY },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 8:00-12:00", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20-22", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-Mon", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00 22:00", NEEDS_DASH },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00", NEEDS_DASH },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:60-22:00", "a day goes from 00:00 to 24:00" },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-24:01", "a day goes from 00:00 to 24:00" },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-20:00", "it ends when it begins" },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-Sat 20:00", "it ends when it begins" },
	{ CT_INTENT_CALENDAR_WINDOWS, "daily 20:00-20:00", "it ends when it begins" },
	{ CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-22:00, Sun 20:00-22:00", BEHIND },
	{ CT_INTENT_CALENDAR_OUTAGE_WINDOWS, "2026-02-29 20:00-22:00", "there is no such day" },
	{ CT_INTENT_CALENDAR_OUTAGE_WINDOWS, "2026-11-07 20:00-2026-11-06 22:00",
	  "it ends before it begins" },
	{ CT_INTENT_CALENDAR_OUTAGE_WINDOWS, "26-11-07 20:00-22:00",
	  "dates are written YYYY-MM-DD" },
	{ CT_INTENT_CALENDAR_ADMIN_HOURS, "1999-11-07 20:00-22:00", "years go from 2000 to 2199" },
	{ CT_INTENT_CALENDAR_ADMIN_HOURS, "Mon-Fri", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_BLACKOUT, "2027-01-06..2026-12-20", "it ends before it begins" },
	{ CT_INTENT_CALENDAR_BLACKOUT, "2026-12-20...2027-01-06", "dates are written YYYY-MM-DD" },
	{ CT_INTENT_CALENDAR_BLACKOUT, "2026-12-20-2027-01-06", BEHIND },
	{ CT_INTENT_CALENDAR_BLACKOUT, "Christmas", "dates are written YYYY-MM-DD" },
	{ CT_INTENT_CALENDAR_BLACKOUT, "2026-13-01", "there is no such day" },
	{ CT_INTENT_CALENDAR_START, "soon", "dates are written YYYY-MM-DD" },
	{ CT_INTENT_CALENDAR_START, "2026-11-02T08:00", NEEDS_TIME },
	{ CT_INTENT_CALENDAR_START, "2027-02-29", "there is no such day" },
	{ CT_INTENT_CALENDAR_END, "2026-11-31", "there is no such day" },
	{ CT_INTENT_CALENDAR_END, "2026-11-01..2026-11-02", "one day is needed" },
	{ CT_INTENT_CALENDAR_TIME_ZONE, "Mars/Olympus",
	  "no such time zone is known on this machine; an offset like +01:00 is known everywhere" },
	{ CT_INTENT_CALENDAR_TIME_ZONE, "../../etc/passwd",
	  "no such time zone is known on this machine; an offset like +01:00 is known everywhere" },
	{ CT_INTENT_CALENDAR_TIME_ZONE, "+25:00",
	  "no such time zone is known on this machine; an offset like +01:00 is known everywhere" },
	{ CT_INTENT_CALENDAR_WINDOW_FOR, "user",
	  "users, outage or the id of a step is needed; \"cutover explain\" lists them" },
};

static void
test_mistakes_are_explained(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(CtIntent) intent = ct_intent_new();
		g_autoptr(CtCalendar) calendar = NULL;
		g_autoptr(GError) error = NULL;
		g_autofree char *message = g_strdup_printf(
			"random.intent:%d: %s has \"%s\", and %s", 10 + bad[i].key,
			ct_intent_key_name(bad[i].key), bad[i].text, bad[i].message);

		calendar_set(intent, CT_INTENT_CALENDAR_START, "2026-11-02");
		calendar_set(intent, bad[i].key, bad[i].text);
		g_assert_false(ct_calendar_read(intent, 0, &calendar, &error));
		g_assert_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED);
		g_assert_cmpstr(error->message, ==, message);
		g_assert_null(calendar);
	}
}

/* No text, however mangled, does harm; and what is taken is taken by the reasons above. */
static void
test_mangled_text(void)
{
	static const char *const seeds[] = {
		"Sat 20:00-Mon 06:00", "Mon-Fri 08:00-18:00",
		"daily 22:00-04:00",   "2026-11-07 20:00-2026-11-08 06:00",
		"Wed 18:00-22:00",     "2026-11-07 20:00-06:00",
	};
	static const char letters[] = "0123456789:-. SatMonWeddaily\t\xc3\xa4;";
	GRand *rand = g_rand_new_with_seed(20261107);
	guint taken = 0;

	for (guint round = 0; round < 60000; round++) {
		g_autofree char *text = g_strdup(seeds[round % G_N_ELEMENTS(seeds)]);
		g_autoptr(GArray) hours = g_array_new(FALSE, FALSE, sizeof(CtOpenHours));
		const char *reason = NULL;
		CtDays days;
		gint64 wall;
		gsize length = strlen(text);

		for (gint edits = g_rand_int_range(rand, 0, 4); edits > 0; edits--)
			text[g_rand_int_range(rand, 0, (gint32)length)] =
				letters[g_rand_int_range(rand, 0, sizeof letters)];
		if (ct_calendar_parse_hours(text, hours, &reason)) {
			const CtOpenHours *first = &g_array_index(hours, CtOpenHours, 0);

			g_assert_cmpuint(hours->len, >, 0);
			g_assert_cmpint(first->wall.start, <, first->wall.end);
			taken++;
		} else {
			g_assert_nonnull(reason);
		}
		reason = NULL;
		g_assert_true(ct_calendar_parse_days(text, &days, &reason) || reason != NULL);
		reason = NULL;
		g_assert_true(ct_calendar_parse_start(text, &wall, &reason) || reason != NULL);
	}
	g_assert_cmpuint(taken, >, 15000);
	g_rand_free(rand);
}

static void
test_group_needs_a_start(void)
{
	g_autoptr(CtIntent) intent = ct_intent_new();
	g_autoptr(CtCalendar) calendar = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(ct_calendar_read(intent, 0, &calendar, &error));
	g_assert_null(calendar);
	calendar_set(intent, CT_INTENT_CALENDAR_ADMINS, "2");
	g_assert_false(ct_calendar_read(intent, 0, &calendar, &error));
	g_assert_nonnull(strstr(error->message, "calendar.admins has \"2\", and a calendar begins "
						"with calendar.start"));
}

static void
test_wave_users(void)
{
	g_autoptr(CtIntent) intent = ct_intent_new();

	g_assert_cmpuint(ct_calendar_wave_users(intent), ==, G_MAXUINT);
	calendar_set(intent, CT_INTENT_CALENDAR_START, "2026-11-02");
	g_assert_cmpuint(ct_calendar_wave_users(intent), ==, G_MAXUINT);
	calendar_set(intent, CT_INTENT_CALENDAR_WINDOWS, "Wed 18:00-22:00; Fri 18:00-19:00");
	g_assert_cmpuint(ct_calendar_wave_users(intent), ==, 400);
	calendar_set(intent, CT_INTENT_CALENDAR_WINDOW_FOR, "outage");
	g_assert_cmpuint(ct_calendar_wave_users(intent), ==, G_MAXUINT);
	calendar_set(intent, CT_INTENT_CALENDAR_ADMIN_HOURS, "Wed 18:00-19:00");
	g_assert_cmpuint(ct_calendar_wave_users(intent), ==, 100);
}

/* Each settling time has its key, and only rows that settle take it. */
static void
test_durations(void)
{
	g_autoptr(CtIntent) intent = ct_intent_new();
	const struct {
		const char *rule;
		guint minutes;
	} expected[] = {
		{ "OCS-P3-01", 1 },  { "OCS-P4-03", 2 }, { "OCS-P6-02", 3 }, { "OCS-P8-07", 3 },
		{ "OCS-P10-02", 4 }, { "OCS-P8-06", 4 }, { "OCS-P2-01", 0 }, { "L10-P2-03", 1 },
		{ "L10-P8-01", 4 },  { "L10-P6-06", 3 }, { "L10-P7-03", 2 },
	};

	g_assert_cmpuint(ct_duration_settle(intent, ct_step_row_find("OCS-P3-01")), ==, 120);
	calendar_set(intent, CT_INTENT_SETTLE_DIRECTORY, "1");
	calendar_set(intent, CT_INTENT_SETTLE_CMS, "2");
	calendar_set(intent, CT_INTENT_SETTLE_USERS, "3");
	calendar_set(intent, CT_INTENT_SETTLE_DNS, "4");
	calendar_set(intent, CT_INTENT_STEP_MINUTES, "OCS-P3-04 = 7; OCS-P9-09=8");
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
		g_assert_cmpuint(ct_duration_settle(intent, ct_step_row_find(expected[i].rule)), ==,
				 expected[i].minutes);
	g_assert_cmpuint(ct_duration_work(intent, ct_step_row_find("OCS-P3-04")), ==, 7);
	g_assert_cmpuint(ct_duration_work(intent, ct_step_row_find("OCS-P9-09")), ==, 8);
	g_assert_cmpuint(ct_duration_work(intent, ct_step_row_find("OCS-P3-05")), ==, 30);
}

static void
test_bad_durations(void)
{
	static const char *const texts[][2] = {
		{ "OCS-P3-04",
		  "needs RULE=MINUTES, from 1 to 525600 minutes, found \"OCS-P3-04\"" },
		{ "OCS-P3-04=0", "needs RULE=MINUTES" },
		{ "OCS-P3-04=525601", "needs RULE=MINUTES" },
		{ "OCS-P3-04=5=6", "needs RULE=MINUTES" },
		{ "OCS-P3-99=5", "names \"OCS-P3-99\", which is no step; \"cutover explain\"" },
		{ "OCS-P8-07=5", "have durations.minutes_per_100_users" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(CtIntent) intent = ct_intent_new();
		g_autoptr(GError) error = NULL;

		calendar_set(intent, CT_INTENT_STEP_MINUTES, texts[i][0]);
		g_assert_false(ct_duration_check(intent, &error));
		if (strstr(error->message, texts[i][1]) == NULL)
			g_test_fail_printf("%s: %s", texts[i][0], error->message);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/calendar/earliest", test_earliest);
	g_test_add_func("/calendar/against-every-minute", test_against_every_minute);
	g_test_add_func("/calendar/mistakes-are-explained", test_mistakes_are_explained);
	g_test_add_func("/calendar/mangled-text", test_mangled_text);
	g_test_add_func("/calendar/group-needs-a-start", test_group_needs_a_start);
	g_test_add_func("/calendar/wave-users", test_wave_users);
	g_test_add_func("/calendar/durations", test_durations);
	g_test_add_func("/calendar/bad-durations", test_bad_durations);
	return g_test_run();
}
