/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates are read by hand: a million of them in three shapes, without a locale, a time zone database
 * or an allocation.  Days are counted in the proleptic Gregorian calendar, with the year beginning
 * in March so that the leap day is its last.
 */
#include "analyzer/timestamp.h"

#define SECONDS_PER_DAY	 86400
#define DAYS_PER_ERA	 146097 /* of 400 years */
#define DAYS_BEFORE_2000 730425 /* from the first of March of year 0 to the first of January */
#define LAST_SECOND	 ((gint64)G_MAXUINT32)

/* Reads @count digits; %FALSE when there are fewer. */
static gboolean
read_number(const char **text, guint count, gint64 *out_number)
{
	gint64 number = 0;

	for (guint i = 0; i < count; i++) {
		if (!g_ascii_isdigit((*text)[i]))
			return FALSE;
		number = number * 10 + ((*text)[i] - '0');
	}
	*text += count;
	*out_number = number;
	return TRUE;
}

static gboolean
read_sign(const char **text, char sign)
{
	if (**text != sign)
		return FALSE;
	(*text)++;
	return TRUE;
}

static gboolean
is_end(const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	return *text == '\0';
}

static gint64
days_of(gint64 year, gint64 month, gint64 day)
{
	gint64 shifted = month > 2 ? year : year - 1; /* the year that began in March */
	gint64 era = shifted / 400;
	gint64 year_of_era = shifted % 400;
	gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_PER_ERA + day_of_era - DAYS_BEFORE_2000;
}

/* The date, and the time of day when one follows; @text is left behind what was read. */
static gboolean
read_moment(const char **text, gint64 *out_seconds)
{
	gint64 year, month, day, hour = 0, minute = 0, second = 0;
	gboolean iso;

	if (!read_number(text, 4, &year))
		return FALSE;
	iso = read_sign(text, '-');
	if (!read_number(text, 2, &month) || (iso && !read_sign(text, '-')) ||
	    !read_number(text, 2, &day))
		return FALSE;
	if (!iso || !is_end(*text)) {
		if (iso && !read_sign(text, 'T') && !read_sign(text, ' '))
			return FALSE;
		if (!read_number(text, 2, &hour) || (iso && !read_sign(text, ':')) ||
		    !read_number(text, 2, &minute) || (iso && !read_sign(text, ':')) ||
		    !read_number(text, 2, &second))
			return FALSE;
	}
	if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 ||
	    second > 60)
		return FALSE;
	*out_seconds = days_of(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 +
		       second;
	return TRUE;
}

/* What has to be added to reach universal time: "", "Z", "+02:00", "+0200", "+120" (minutes). */
static gboolean
read_zone(const char *text, gint64 *out_seconds)
{
	gint64 sign = *text == '-' ? 1 : -1;
	gint64 first, second = 0;
	guint digits = 0;

	*out_seconds = 0;
	if (is_end(text) || (*text == 'Z' && is_end(text + 1)))
		return TRUE;
	if (*text != '+' && *text != '-')
		return FALSE;
	text++;
	while (g_ascii_isdigit(text[digits]))
		digits++;
	if (digits == 3) {
		if (!read_number(&text, 3, &first))
			return FALSE;
		*out_seconds = sign * first * 60;
		return is_end(text);
	}
	if (!read_number(&text, 2, &first))
		return FALSE;
	read_sign(&text, ':');
	if (!is_end(text) && !read_number(&text, 2, &second))
		return FALSE;
	*out_seconds = sign * (first * 3600 + second * 60);
	return is_end(text);
}

CtTimestamp
ct_timestamp_parse(const char *text)
{
	gint64 seconds, zone;

	if (text == NULL)
		return 0;
	while (g_ascii_isspace(*text))
		text++;
	if (!read_moment(&text, &seconds))
		return 0;
	if (read_sign(&text, '.') || read_sign(&text, ',')) {
		while (g_ascii_isdigit(*text))
			text++;
	}
	if (!read_zone(text, &zone))
		return 0;
	return (CtTimestamp)CLAMP(seconds + zone, 1, LAST_SECOND);
}

char *
ct_timestamp_to_string(CtTimestamp self)
{
	g_autoptr(GDateTime) start = g_date_time_new_utc(2000, 1, 1, 0, 0, 0);
	g_autoptr(GDateTime) moment = g_date_time_add_seconds(start, self);

	return g_date_time_format(moment, "%Y-%m-%d %H:%M:%S");
}
