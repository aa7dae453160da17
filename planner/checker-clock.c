/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checker's own clock.  The planner counts in stretches of time; here every minute of work is
 * looked up by what the clock on the wall shows in it: in a table of the minutes of a week, in a list of
 * dates, in a list of blackout days.  That is slow, simple, and wrong in other ways.
 */
#include "planner/checker-clock.h"

#include <string.h>

#define DAY	  (24 * 60)
#define WEEK	  (7 * DAY)
#define EPOCH_DAY 719163 /* GDate's number of 1970-01-01 */
#define MOST_WORK (400 * DAY)
#define TIME_FORM "([0-9]{2}):([0-9]{2})"
#define DATE_FORM "([0-9]{4})-([0-9]{2})-([0-9]{2})"
#define HOURS_FORM \
	"^ *([A-Za-z]+)(?: *- *([A-Za-z]+))? *" TIME_FORM " *- *(?:([A-Za-z]+) *)?" TIME_FORM " *$"
#define DATED_FORM "^ *" DATE_FORM " *" TIME_FORM " *- *(?:" DATE_FORM " *)?" TIME_FORM " *$"
#define DAYS_FORM  "^ *" DATE_FORM "(?: *\\.\\. *" DATE_FORM ")? *$"
#define START_FORM "^ *" DATE_FORM "(?: *" TIME_FORM ")? *$"
#define ZONE_FORM  "^(?:[A-Za-z][A-Za-z0-9/_+,.:-]{0,63}|[+-][0-9]{2}:[0-9]{2})$"
#define ISO_FORM   "^" DATE_FORM "T" TIME_FORM ":00([+-])" TIME_FORM "$"

static GMatchInfo *
match(const char *form, const char *text)
{
	g_autoptr(GRegex) regex = g_regex_new(form, 0, 0, NULL);
	GMatchInfo *info = NULL;

	if (!g_regex_match(regex, text, 0, &info))
		g_clear_pointer(&info, g_match_info_free);
	return info;
}

/* The group as a number; -1 where it is missing. */
static gint64
number_at(const GMatchInfo *info, int group)
{
	g_autofree char *text = g_match_info_fetch(info, group);

	return text != NULL && *text != '\0' ? g_ascii_strtoll(text, NULL, 10) : -1;
}

/* Days since 1970 of the date in three groups from @group on. */
static gboolean
day_at(const GMatchInfo *info, int group, gint64 *out_day)
{
	gint64 year = number_at(info, group);
	gint64 month = number_at(info, group + 1);
	gint64 day = number_at(info, group + 2);
	GDate date;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return FALSE;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	*out_day = (gint64)g_date_get_julian(&date) - EPOCH_DAY;
	return TRUE;
}

static gboolean
time_at(const GMatchInfo *info, int group, gint64 *out_minutes)
{
	gint64 hours = number_at(info, group);
	gint64 minutes = number_at(info, group + 1);

	*out_minutes = hours * 60 + minutes;
	return hours >= 0 && minutes >= 0 && minutes < 60 && *out_minutes <= DAY;
}

/* 0 is Monday; the first three letters tell them apart. */
static gboolean
weekday_at(const GMatchInfo *info, int group, guint *out_day)
{
	static const char names[] = "montuewedthufrisatsun";
	g_autofree char *text = g_match_info_fetch(info, group);

	for (guint i = 0; text != NULL && strlen(text) >= 3 && i < 7; i++) {
		if (g_ascii_strncasecmp(text, names + 3 * i, 3) != 0)
			continue;
		*out_day = i;
		return TRUE;
	}
	return FALSE;
}

static gboolean
has_group(const GMatchInfo *info, int group)
{
	g_autofree char *text = g_match_info_fetch(info, group);

	return text != NULL && *text != '\0';
}

/* ---- Hours ---- */

static void
open_week(CtClockHours *hours, gint64 from, gint64 to)
{
	for (gint64 minute = from; minute < to && minute < from + WEEK; minute++)
		hours->week[minute % WEEK] = 1;
}

static gboolean
read_weekly(CtClockHours *hours, const char *text)
{
	g_autoptr(GMatchInfo) info = match(HOURS_FORM, text);
	g_autofree char *name = NULL;
	guint first = 0, last = 6, until;
	gint64 from, to;
	gboolean daily;

	if (info == NULL)
		return FALSE;
	name = g_match_info_fetch(info, 1);
	daily = g_ascii_strcasecmp(name, "daily") == 0;
	if (!time_at(info, 3, &from) || !time_at(info, 6, &to) ||
	    (!daily && !weekday_at(info, 1, &first)))
		return FALSE;
	if (has_group(info, 5)) {
		if (!weekday_at(info, 5, &until))
			return FALSE;
		from += first * DAY;
		to += until * DAY;
		open_week(hours, from, to > from ? to : to + WEEK);
		return TRUE;
	}
	if (!daily && !weekday_at(info, 2, &last))
		last = first;
	to = to > from ? to : to + DAY;
	for (guint day = first;; day = (day + 1) % 7) {
		open_week(hours, day * DAY + from, day * DAY + to);
		if (day == last)
			return TRUE;
	}
}

static gboolean
read_dated(CtClockHours *hours, const char *text)
{
	g_autoptr(GMatchInfo) info = match(DATED_FORM, text);
	gint64 first, last, from, to;

	if (info == NULL || !day_at(info, 1, &first) || !time_at(info, 4, &from) ||
	    !time_at(info, 9, &to))
		return FALSE;
	if (!has_group(info, 6))
		last = to > from ? first : first + 1;
	else if (!day_at(info, 6, &last))
		return FALSE;
	from += first * DAY;
	to += last * DAY;
	g_array_append_val(hours->dates, from);
	g_array_append_val(hours->dates, to);
	return TRUE;
}

static void
init_hours(CtClockHours *hours)
{
	hours->always = TRUE;
	hours->week = g_new0(guint8, WEEK);
	hours->dates = g_array_new(FALSE, FALSE, sizeof(gint64));
}

static void
clear_hours(CtClockHours *hours)
{
	g_free(hours->week);
	g_array_unref(hours->dates);
}

static gboolean
read_hours(CtClockHours *hours, const char *text)
{
	g_auto(GStrv) items = g_strsplit(text, ";", -1);

	for (guint i = 0; items[i] != NULL; i++) {
		if (*g_strstrip(items[i]) == '\0')
			continue;
		hours->always = FALSE;
		if (!read_weekly(hours, items[i]) && !read_dated(hours, items[i]))
			return FALSE;
	}
	return TRUE;
}

/* Where the intent is silent about @hours, those of @other count. */
static void
inherit(CtClockHours *hours, const CtClockHours *other)
{
	if (!hours->always)
		return;
	hours->always = other->always;
	memcpy(hours->week, other->week, WEEK);
	g_array_append_vals(hours->dates, other->dates->data, other->dates->len);
}

/* ---- The other keys ---- */

static gboolean
read_blackouts(CtClock *self, const char *text)
{
	g_auto(GStrv) items = g_strsplit(text, ";", -1);

	for (guint i = 0; items[i] != NULL; i++) {
		g_autoptr(GMatchInfo) info = match(DAYS_FORM, items[i]);
		gint64 days[2];

		if (*g_strstrip(items[i]) == '\0')
			continue;
		if (info == NULL || !day_at(info, 1, &days[0]))
			return FALSE;
		days[1] = days[0];
		if (has_group(info, 4) && !day_at(info, 4, &days[1]))
			return FALSE;
		g_array_append_vals(self->blackouts, days, 2);
	}
	return TRUE;
}

static gint64
offset_at(const CtClock *self, gint64 instant)
{
	int interval = g_time_zone_find_interval(self->zone, G_TIME_TYPE_UNIVERSAL, instant * 60);

	return interval < 0 ? 0 : g_time_zone_get_offset(self->zone, interval) / 60;
}

/* An instant at which the clock shows @wall; what nobody ever sees is as good as the first after. */
static gboolean
read_start(CtClock *self, const char *text)
{
	g_autoptr(GMatchInfo) info = match(START_FORM, text);
	gint64 day, time = 0;

	if (info == NULL || !day_at(info, 1, &day) ||
	    (has_group(info, 4) && !time_at(info, 4, &time)))
		return FALSE;
	self->start = day * DAY + time - offset_at(self, day * DAY + time - DAY);
	while (self->start + offset_at(self, self->start) < day * DAY + time)
		self->start++;
	return TRUE;
}

static gboolean
read_end(CtClock *self, const char *text)
{
	g_autoptr(GMatchInfo) info = match(DAYS_FORM, text);

	self->last_day = G_MAXINT64;
	return *text == '\0' || (info != NULL && day_at(info, 1, &self->last_day));
}

static gboolean
read_admins(CtClock *self, const char *text)
{
	guint64 admins = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT32, &admins, NULL))
		return FALSE;
	self->admins = (guint)admins;
	return TRUE;
}

/* Only what a name may hold: a path would be opened, whatever stands there. */
static gboolean
read_zone(CtClock *self, const char *text)
{
	g_autoptr(GMatchInfo) info = match(ZONE_FORM, text);

	if (info == NULL || strstr(text, "..") != NULL)
		return FALSE;
	self->zone = g_time_zone_new_identifier(text);
	return self->zone != NULL;
}

static gboolean
read_windows(CtClock *self, const char *text)
{
	return read_hours(&self->windows, text);
}

static gboolean
read_outage(CtClock *self, const char *text)
{
	return read_hours(&self->outage, text);
}

static gboolean
read_admin_hours(CtClock *self, const char *text)
{
	return read_hours(&self->admin, text);
}

static gboolean
read_window_for(CtClock *self, const char *text)
{
	self->window_for = g_strsplit(text, ";", -1);
	for (guint i = 0; self->window_for[i] != NULL; i++)
		g_strstrip(self->window_for[i]);
	return TRUE;
}

static const struct {
	const char *key;
	gboolean (*read)(CtClock *self, const char *text);
} readers[] = {
	{ "calendar.time_zone", read_zone },
	{ "calendar.start", read_start },
	{ "calendar.end", read_end },
	{ "calendar.admins", read_admins },
	{ "calendar.windows", read_windows },
	{ "calendar.outage_windows", read_outage },
	{ "calendar.admin_hours", read_admin_hours },
	{ "calendar.window_for", read_window_for },
	{ "calendar.blackout", read_blackouts },
};

CtClock *
ct_clock_new(CtClockLookup lookup, gpointer data, const char **out_key)
{
	g_autoptr(CtClock) self = g_new0(CtClock, 1);

	init_hours(&self->admin);
	init_hours(&self->windows);
	init_hours(&self->outage);
	self->blackouts = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
		const char *text = lookup(data, readers[i].key);

		if (text != NULL && readers[i].read(self, text))
			continue;
		*out_key = readers[i].key;
		return NULL;
	}
	inherit(&self->windows, &self->admin);
	inherit(&self->outage, &self->windows);
	return g_steal_pointer(&self);
}

void
ct_clock_free(CtClock *self)
{
	if (self == NULL)
		return;
	clear_hours(&self->admin);
	clear_hours(&self->windows);
	clear_hours(&self->outage);
	g_array_unref(self->blackouts);
	g_strfreev(self->window_for);
	g_clear_pointer(&self->zone, g_time_zone_unref);
	g_free(self);
}

/* ---- Questions ---- */

gboolean
ct_clock_read_time(const CtClock *self, const char *text, gint64 *out_instant)
{
	g_autoptr(GMatchInfo) info = match(ISO_FORM, text);
	g_autofree char *sign = NULL;
	gint64 day, time, offset;

	if (info == NULL || !day_at(info, 1, &day) || !time_at(info, 4, &time) || time == DAY ||
	    !time_at(info, 7, &offset))
		return FALSE;
	sign = g_match_info_fetch(info, 6);
	if (*sign == '-')
		offset = -offset;
	if (offset_at(self, day * DAY + time - offset) != offset)
		return FALSE;
	*out_instant = day * DAY + time - offset;
	return TRUE;
}

static gint64
day_of(gint64 wall)
{
	return wall >= 0 ? wall / DAY : -((DAY - 1 - wall) / DAY);
}

static gboolean
is_open(const CtClock *self, const CtClockHours *hours, gint64 wall)
{
	const gint64 day = day_of(wall);
	/* 1970-01-01 was a Thursday */
	const gint64 minute = ((day + 3) % 7 + 7) % 7 * DAY + (wall - day * DAY);

	for (guint i = 0; i < self->blackouts->len; i += 2)
		if (day >= g_array_index(self->blackouts, gint64, i) &&
		    day <= g_array_index(self->blackouts, gint64, i + 1))
			return FALSE;
	if (hours->always || hours->week[minute])
		return TRUE;
	for (guint i = 0; i < hours->dates->len; i += 2)
		if (wall >= g_array_index(hours->dates, gint64, i) &&
		    wall < g_array_index(hours->dates, gint64, i + 1))
			return TRUE;
	return FALSE;
}

gint64
ct_clock_find_closed(const CtClock *self, const CtClockHours *hours, gint64 start, gint64 end)
{
	gint64 offset = offset_at(self, start);
	gboolean changes = offset_at(self, end) != offset;

	/* nobody works so long; a plan that says so is not followed minute by minute */
	if (end - start > MOST_WORK)
		return start + MOST_WORK;
	for (gint64 minute = start; minute < end; minute++) {
		if (changes)
			offset = offset_at(self, minute);
		if (!is_open(self, hours, minute + offset))
			return minute;
	}
	return G_MAXINT64;
}

gboolean
ct_clock_is_past(const CtClock *self, gint64 instant)
{
	return self->last_day != G_MAXINT64 &&
	       instant + offset_at(self, instant) > (self->last_day + 1) * DAY;
}

static gboolean
is_open_at(const CtClock *self, const CtClockHours *hours, gint64 instant)
{
	return is_open(self, hours, instant + offset_at(self, instant));
}

/* The first blackout day from @day on; G_MAXINT64 / DAY without one. */
static gint64
next_blackout(const CtClock *self, gint64 day)
{
	gint64 next = G_MAXINT64 / DAY;

	for (guint i = 0; i < self->blackouts->len; i += 2)
		if (g_array_index(self->blackouts, gint64, i + 1) >= day)
			next = MIN(next, MAX(day, g_array_index(self->blackouts, gint64, i)));
	return next;
}

gint64
ct_clock_closes(const CtClock *self, const CtClockHours *hours, gint64 instant)
{
	const gint64 begin = instant;

	while (is_open_at(self, hours, instant)) {
		gint64 blackout;

		if (++instant < begin + 2 * WEEK ||
		    (hours->dates->len > 0 && instant < begin + MOST_WORK))
			continue;
		/* what comes every week has shown by now that it never closes */
		blackout = next_blackout(self, day_of(instant));
		if (blackout == G_MAXINT64 / DAY)
			return G_MAXINT64;
		instant = MAX(instant, (blackout - 2) * DAY);
	}
	return instant;
}

/* Behind this instant nothing is open: hours that are only dates have a last one. */
static gint64
last_open(const CtClockHours *hours)
{
	gint64 last = 0;

	if (hours->always)
		return G_MAXINT64;
	for (guint i = 0; i < WEEK; i++)
		if (hours->week[i])
			return G_MAXINT64;
	for (guint i = 0; i < hours->dates->len; i++)
		last = MAX(last, g_array_index(hours->dates, gint64, i));
	return last + 2 * DAY;
}

/* The first day of the blackout that @day is in; @day itself when it is in none. */
static gint64
blackout_start(const CtClock *self, gint64 day)
{
	for (guint i = 0; i < self->blackouts->len; i += 2)
		if (day >= g_array_index(self->blackouts, gint64, i) &&
		    day <= g_array_index(self->blackouts, gint64, i + 1))
			return g_array_index(self->blackouts, gint64, i);
	return day;
}

gint64
ct_clock_latest(const CtClock *self, const CtClockHours *hours, gint64 start, gint64 end,
		gint64 minutes)
{
	gint64 open = 0; /* minutes from @at on */

	if (hours->always && self->blackouts->len == 0)
		return MAX(start, end - minutes);
	if (end > start)
		end = MIN(end, MAX(start, last_open(hours)));
	for (gint64 at = end; at > start; at--) {
		gboolean is_now = is_open_at(self, hours, at);

		if (at < end)
			open = is_now ? open + 1 : 0;
		/* nothing takes no time, but it is done in the hours, too, or when they end */
		if (minutes == 0 ? is_now || is_open_at(self, hours, at - 1) : open >= minutes)
			return at;
		/* years of blackout are not gone through */
		if (!is_now)
			at = MIN(at, (blackout_start(self, day_of(at)) + 2) * DAY);
	}
	return start;
}

gint64
ct_clock_end(const CtClock *self)
{
	gint64 wall;

	if (self->last_day == G_MAXINT64)
		return G_MAXINT64;
	wall = (self->last_day + 1) * DAY;
	return wall - offset_at(self, wall - offset_at(self, wall));
}

gboolean
ct_clock_changes(const CtClock *self, gint64 from, gint64 to)
{
	for (gint64 at = from; at < to; at += DAY)
		if (offset_at(self, at) != offset_at(self, from))
			return TRUE;
	return offset_at(self, to) != offset_at(self, from);
}
