/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people write for hours and days.  Weekdays are English and times have 24 hours whatever the
 * locale, so that an intent file means the same everywhere.
 */
#include "planner/calendar.h"

#include <string.h>

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
					"friday", "saturday", "sunday" };

#define FIRST_YEAR 2000
#define LAST_YEAR  2199

typedef struct {
	const char *at;
	const char *reason; /* of the first mistake */
} Scanner;

static void
skip_blanks(Scanner *scanner)
{
	while (*scanner->at == ' ' || *scanner->at == '\t')
		scanner->at++;
}

static gboolean
refuse(Scanner *scanner, const char *reason)
{
	if (scanner->reason == NULL)
		scanner->reason = reason;
	return FALSE;
}

/* @count digits, no more and no fewer. */
static gboolean
scan_digits(Scanner *scanner, guint count, int *out_number)
{
	int number = 0;

	for (guint i = 0; i < count; i++) {
		if (!g_ascii_isdigit(scanner->at[i]))
			return FALSE;
		number = number * 10 + g_ascii_digit_value(scanner->at[i]);
	}
	if (g_ascii_isdigit(scanner->at[count]))
		return FALSE;
	scanner->at += count;
	*out_number = number;
	return TRUE;
}

static gboolean
scan_sign(Scanner *scanner, const char *sign)
{
	if (!g_str_has_prefix(scanner->at, sign))
		return FALSE;
	scanner->at += strlen(sign);
	return TRUE;
}

/* "sat" and "Saturday" alike. */
static gboolean
scan_weekday(Scanner *scanner, guint *out_day)
{
	gsize length = 0;

	while (g_ascii_isalpha(scanner->at[length]))
		length++;
	for (guint i = 0; i < G_N_ELEMENTS(weekdays); i++) {
		if ((length != 3 && length != strlen(weekdays[i])) ||
		    g_ascii_strncasecmp(scanner->at, weekdays[i], length) != 0)
			continue;
		scanner->at += length;
		*out_day = i;
		return TRUE;
	}
	return refuse(scanner, "a weekday (Mon, Tue, ...) or a date (YYYY-MM-DD) is needed");
}

/* Minutes of the day; 24:00 is its end. */
static gboolean
scan_time(Scanner *scanner, gint64 *out_minutes)
{
	int hours, minutes;

	if (!scan_digits(scanner, 2, &hours) || !scan_sign(scanner, ":") ||
	    !scan_digits(scanner, 2, &minutes))
		return refuse(scanner, "times are written HH:MM");
	if (minutes > 59 || hours * 60 + minutes > CT_MINUTES_A_DAY)
		return refuse(scanner, "a day goes from 00:00 to 24:00");
	*out_minutes = hours * 60 + minutes;
	return TRUE;
}

static gboolean
scan_date(Scanner *scanner, gint64 *out_day)
{
	int year, month, day;

	if (!scan_digits(scanner, 4, &year) || !scan_sign(scanner, "-") ||
	    !scan_digits(scanner, 2, &month) || !scan_sign(scanner, "-") ||
	    !scan_digits(scanner, 2, &day))
		return refuse(scanner, "dates are written YYYY-MM-DD");
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return refuse(scanner, "years go from 2000 to 2199");
	if (month < 1 || month > 12 || day < 1 || day > (int)ct_days_of_month(year, month))
		return refuse(scanner, "there is no such day");
	*out_day = ct_day_of_date(year, month, day);
	return TRUE;
}

static gboolean
scan_end(Scanner *scanner)
{
	skip_blanks(scanner);
	return *scanner->at == '\0' ||
	       refuse(scanner, "what follows has no meaning; ; stands between items");
}

static gboolean
scan_dash(Scanner *scanner)
{
	skip_blanks(scanner);
	if (!scan_sign(scanner, "-"))
		return refuse(scanner, "a - is needed between beginning and end");
	skip_blanks(scanner);
	return TRUE;
}

/* Does a date stand here, and not a time? */
static gboolean
sees_date(const Scanner *scanner)
{
	return strlen(scanner->at) > 4 && scanner->at[2] != ':' && scanner->at[4] == '-';
}

/* "2026-11-07 20:00-2026-11-08 06:00"; without the second date, by the next day at the latest. */
static gboolean
scan_dated(Scanner *scanner, GArray *out_hours)
{
	CtOpenHours hours = { 0 };
	gint64 day = 0, time = 0;
	gboolean has_date;

	if (!scan_date(scanner, &day))
		return FALSE;
	skip_blanks(scanner);
	if (!scan_time(scanner, &time) || !scan_dash(scanner))
		return FALSE;
	hours.wall.start = day * CT_MINUTES_A_DAY + time;
	has_date = sees_date(scanner);
	if (has_date && !scan_date(scanner, &day))
		return FALSE;
	skip_blanks(scanner);
	if (!scan_time(scanner, &time) || !scan_end(scanner))
		return FALSE;
	hours.wall.end = day * CT_MINUTES_A_DAY + time;
	if (hours.wall.end == hours.wall.start)
		return refuse(scanner, "it ends when it begins");
	if (!has_date && hours.wall.end < hours.wall.start)
		hours.wall.end += CT_MINUTES_A_DAY;
	if (hours.wall.end < hours.wall.start)
		return refuse(scanner, "it ends before it begins");
	g_array_append_val(out_hours, hours);
	return TRUE;
}

/* "Mon-Fri 08:00-18:00": the same hours on each of the days. */
static gboolean
scan_each_day(Scanner *scanner, guint first, guint last, GArray *out_hours)
{
	gint64 from = 0, to = 0;

	skip_blanks(scanner);
	if (!scan_time(scanner, &from) || !scan_dash(scanner) || !scan_time(scanner, &to) ||
	    !scan_end(scanner))
		return FALSE;
	if (from == to)
		return refuse(scanner, "it ends when it begins");
	if (to < from)
		to += CT_MINUTES_A_DAY;
	for (guint day = first;; day = (day + 1) % 7) {
		CtOpenHours hours = {
			TRUE, { day * CT_MINUTES_A_DAY + from, day * CT_MINUTES_A_DAY + to }
		};

		g_array_append_val(out_hours, hours);
		if (day == last)
			return TRUE;
	}
}

/* "Sat 20:00-Mon 06:00": one stretch from a day to another; the first day has been read. */
static gboolean
scan_stretch(Scanner *scanner, guint day, GArray *out_hours)
{
	CtOpenHours hours = { .weekly = TRUE };
	guint last = day;
	gint64 from = 0, to = 0;
	gboolean has_day;

	if (!scan_time(scanner, &from) || !scan_dash(scanner))
		return FALSE;
	has_day = g_ascii_isalpha(*scanner->at);
	if (has_day && !scan_weekday(scanner, &last))
		return FALSE;
	skip_blanks(scanner);
	if (!scan_time(scanner, &to) || !scan_end(scanner))
		return FALSE;
	hours.wall.start = day * CT_MINUTES_A_DAY + from;
	hours.wall.end = last * CT_MINUTES_A_DAY + to;
	if (hours.wall.end == hours.wall.start)
		return refuse(scanner, "it ends when it begins");
	if (hours.wall.end < hours.wall.start)
		hours.wall.end += has_day ? CT_MINUTES_A_WEEK : CT_MINUTES_A_DAY;
	g_array_append_val(out_hours, hours);
	return TRUE;
}

static gboolean
scan_weekly(Scanner *scanner, GArray *out_hours)
{
	guint first = 0;
	guint last = 0;

	if (g_ascii_strncasecmp(scanner->at, "daily", 5) == 0) {
		scanner->at += 5;
		return scan_each_day(scanner, 0, 6, out_hours);
	}
	if (!scan_weekday(scanner, &first))
		return FALSE;
	skip_blanks(scanner);
	if (*scanner->at != '-')
		return scan_stretch(scanner, first, out_hours);
	scanner->at++;
	skip_blanks(scanner);
	return scan_weekday(scanner, &last) && scan_each_day(scanner, first, last, out_hours);
}

static gboolean
finish(const Scanner *scanner, gboolean done, const char **out_reason)
{
	if (!done)
		*out_reason = scanner->reason;
	return done;
}

gboolean
ct_calendar_parse_hours(const char *text, GArray *out_hours, const char **out_reason)
{
	Scanner scanner = { text, NULL };
	gboolean done;

	skip_blanks(&scanner);
	done = g_ascii_isdigit(*scanner.at) ? scan_dated(&scanner, out_hours)
					    : scan_weekly(&scanner, out_hours);
	return finish(&scanner, done, out_reason);
}

static gboolean
scan_days(Scanner *scanner, CtDays *out_days)
{
	skip_blanks(scanner);
	if (!scan_date(scanner, &out_days->first))
		return FALSE;
	out_days->last = out_days->first;
	skip_blanks(scanner);
	if (scan_sign(scanner, "..")) {
		skip_blanks(scanner);
		if (!scan_date(scanner, &out_days->last))
			return FALSE;
	}
	if (out_days->last < out_days->first)
		return refuse(scanner, "it ends before it begins");
	return scan_end(scanner);
}

gboolean
ct_calendar_parse_days(const char *text, CtDays *out_days, const char **out_reason)
{
	Scanner scanner = { text, NULL };
	CtDays days = { 0, 0 };
	gboolean done = scan_days(&scanner, &days);

	if (done)
		*out_days = days;
	return finish(&scanner, done, out_reason);
}

static gboolean
scan_start(Scanner *scanner, gint64 *out_wall)
{
	gint64 day = 0;
	gint64 time = 0;

	skip_blanks(scanner);
	if (!scan_date(scanner, &day))
		return FALSE;
	skip_blanks(scanner);
	if (*scanner->at != '\0' && !scan_time(scanner, &time))
		return FALSE;
	*out_wall = day * CT_MINUTES_A_DAY + time;
	return scan_end(scanner);
}

gboolean
ct_calendar_parse_start(const char *text, gint64 *out_wall, const char **out_reason)
{
	Scanner scanner = { text, NULL };
	gint64 wall = 0;
	gboolean done = scan_start(&scanner, &wall);

	if (done)
		*out_wall = wall;
	return finish(&scanner, done, out_reason);
}
