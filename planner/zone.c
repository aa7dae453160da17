/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wall time and instants.
 *
 * The rules of a zone are those of GTimeZone, which knows the time zone database of the machine; all
 * else is counted here, in whole minutes, so that neither the clock nor the locale of the machine has a
 * say.  Of an hour that comes twice, the cautious reading is taken: what begins in it begins the
 * second time, what ends in it ends the first time.  Days are counted as in H. Hinnant, "chrono-compatible
 * low-level date algorithms" (2013): years begin in March, so that the leap day is the last of one.
 */
#include "planner/zone.h"

#include <string.h>

struct CtZone {
	GTimeZone *rules;
};

/* Names are handed to a library that would open any file: only what a name may hold, and no path. */
static gboolean
is_name(const char *name)
{
	static const char *const local[] = { "localtime", "posixrules", "local", "Factory" };

	for (gsize i = 0; i < G_N_ELEMENTS(local); i++)
		if (g_ascii_strcasecmp(name, local[i]) == 0)
			return FALSE;
	if (!g_ascii_isalpha(name[0]) || strlen(name) > 64)
		return FALSE;
	for (const char *c = name; *c != '\0'; c++)
		if (!g_ascii_isalnum(*c) && strchr("/_+-,.:", *c) == NULL)
			return FALSE;
	return strstr(name, "..") == NULL && strstr(name, "//") == NULL;
}

/* "+05:30" within a day of what is inhabited */
static gboolean
is_offset(const char *name)
{
	guint hours, minutes;

	if ((name[0] != '+' && name[0] != '-') || strlen(name) != 6 || name[3] != ':')
		return FALSE;
	for (guint i = 1; i < 6; i++)
		if (i != 3 && !g_ascii_isdigit(name[i]))
			return FALSE;
	hours = (guint)(name[1] - '0') * 10 + (guint)(name[2] - '0');
	minutes = (guint)(name[4] - '0') * 10 + (guint)(name[5] - '0');
	return minutes < 60 && hours * 60 + minutes <= 14 * 60;
}

CtZone *
ct_zone_new(const char *name)
{
	GTimeZone *rules;
	CtZone *self;

	if (!is_offset(name) && !is_name(name))
		return NULL;
	rules = g_time_zone_new_identifier(name);
	if (rules == NULL)
		return NULL;
	self = g_new0(CtZone, 1);
	self->rules = rules;
	return self;
}

void
ct_zone_free(CtZone *self)
{
	if (self == NULL)
		return;
	g_time_zone_unref(self->rules);
	g_free(self);
}

static gint64
offset_at(const CtZone *self, gint64 instant)
{
	int interval = g_time_zone_find_interval(self->rules, G_TIME_TYPE_UNIVERSAL, instant * 60);

	return interval < 0 ? 0 : g_time_zone_get_offset(self->rules, interval) / 60;
}

gint64
ct_zone_wall(const CtZone *self, gint64 instant)
{
	return instant + offset_at(self, instant);
}

/* The first instant after @from, up to @to, with the offset that holds at @to. */
static gint64
find_change(const CtZone *self, gint64 from, gint64 to)
{
	gint64 offset = offset_at(self, to);

	while (to - from > 1) {
		gint64 middle = from + (to - from) / 2;

		if (offset_at(self, middle) == offset)
			to = middle;
		else
			from = middle;
	}
	return to;
}

/* @second: of two instants with this wall time, the later one.  Clocks are taken to change at most
 * once in two days. */
static gint64
to_instant(const CtZone *self, gint64 wall, gboolean second)
{
	gint64 early = wall - CT_MINUTES_A_DAY;
	gint64 late = wall + CT_MINUTES_A_DAY;
	gint64 old = wall - offset_at(self, early);
	gint64 new = wall - offset_at(self, late);
	gint64 change;

	if (old == new)
		return old;
	change = find_change(self, early, late);
	if (old < change && (!second || new < change))
		return old;
	return MAX(new, change);
}

gint64
ct_zone_first(const CtZone *self, gint64 wall)
{
	return to_instant(self, wall, FALSE);
}

gint64
ct_zone_last(const CtZone *self, gint64 wall)
{
	return to_instant(self, wall, TRUE);
}

static gint64
floor_div(gint64 a, gint64 b)
{
	return a / b - (a % b < 0);
}

char *
ct_zone_format(const CtZone *self, gint64 instant)
{
	gint64 offset = offset_at(self, instant);
	gint64 wall = instant + offset;
	gint64 day = floor_div(wall, CT_MINUTES_A_DAY);
	int minute = (int)(wall - day * CT_MINUTES_A_DAY);
	int away = (int)ABS(offset);
	int year, month, date;

	ct_day_to_date(day, &year, &month, &date);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:00%c%02d:%02d", year, month, date,
			       minute / 60, minute % 60, offset < 0 ? '-' : '+', away / 60,
			       away % 60);
}

gint64
ct_day_of_date(int year, int month, int day)
{
	gint64 y = month > 2 ? year : year - 1;
	gint64 era = floor_div(y, 400);
	gint64 year_of_era = y - era * 400;
	gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

void
ct_day_to_date(gint64 day, int *out_year, int *out_month, int *out_day)
{
	gint64 shifted = day + 719468;
	gint64 era = floor_div(shifted, 146097);
	gint64 day_of_era = shifted - era * 146097;
	gint64 year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	gint64 month = (5 * day_of_year + 2) / 153;

	*out_day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	*out_month = (int)(month < 10 ? month + 3 : month - 9);
	*out_year = (int)(year_of_era + era * 400 + (*out_month <= 2));
}

guint
ct_day_of_week(gint64 day)
{
	/* 1970-01-01 was a Thursday */
	return (guint)(day + 3 - floor_div(day + 3, 7) * 7);
}

guint
ct_days_of_month(int year, int month)
{
	gint64 next = month < 12 ? ct_day_of_date(year, month + 1, 1)
				 : ct_day_of_date(year + 1, 1, 1);

	return (guint)(next - ct_day_of_date(year, month, 1));
}
