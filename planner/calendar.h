/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/intent.h"
#include "planner/zone.h"

/*
 * CtCalendar: when work may be done: the group [calendar] of the intent, and the times that follow
 * from it.  An intent without a start has no calendar, and its plan no dates.
 */

/* The hours that a step keeps to. */
typedef enum {
	CT_HOURS_ADMIN,	 /* steps that no user notices */
	CT_HOURS_WINDOW, /* moves of users, and what the intent wants there */
	CT_HOURS_OUTAGE, /* the federation cutover, in quiet hours */
	CT_N_HOURS,
} CtHours;

/* A stretch of time in instants (planner/zone.h): @end is the first minute that is no longer in it. */
typedef struct {
	gint64 start;
	gint64 end;
} CtSpan;

/* Hours of every week, counted from Monday 00:00, or of a date, in wall time. */
typedef struct {
	gboolean weekly;
	CtSpan wall; /* of a week: starts in it, may end in the next one */
} CtOpenHours;

typedef struct {
	gint64 first; /* planner/zone.h */
	gint64 last;
} CtDays;

typedef struct {
	CtZone *zone;
	gint64 start;		 /* instant */
	gint64 resume;		 /* before it only steps are placed that are done already */
	gint64 end;		 /* instant by which the plan is done; CT_NEVER */
	guint admins;		 /* people who work side by side */
	guint fragile_minutes;	 /* a step with less room than this is fragile */
	gboolean windows_outage; /* "outage" and "users" of window_for */
	gboolean windows_users;
	GPtrArray *window_for;	   /* of const char *, borrowed from the intent */
	GArray *open[CT_N_HOURS];  /* of CtOpenHours; empty: at any time */
	GArray *blackouts;	   /* of CtDays */
	GArray *spans[CT_N_HOURS]; /* of CtSpan, as far as they were asked for */
	gint64 known[CT_N_HOURS];  /* up to this instant */
} CtCalendar;

#define CT_NEVER (G_MAXINT64 / 4)

/* What may be left out of a calendar, one bit for each, to learn what stands in the way of a plan. */
typedef enum {
	CT_CALENDAR_OFF_WINDOWS = 1 << 0,
	CT_CALENDAR_OFF_OUTAGE_WINDOWS = 1 << 1,
	CT_CALENDAR_OFF_ADMIN_HOURS = 1 << 2,
	CT_CALENDAR_OFF_BLACKOUT = 1 << 3,
	CT_CALENDAR_OFF_END = 1 << 4,
	CT_CALENDAR_OFF_ADMINS = 1 << 5,
} CtCalendarOff;

/**
 * ct_calendar_read:
 * @off: of CtCalendarOff: keys to pass over
 * @out_calendar: NULL when the intent has no calendar
 *
 * The calendar borrows texts of @intent.
 * Errors: CT_INTENT_ERROR, the message begins with "path:line: ".
 */
gboolean ct_calendar_read(const CtIntent *intent, guint off, CtCalendar **out_calendar,
			  GError **error);
void ct_calendar_free(CtCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCalendar, ct_calendar_free)

/**
 * ct_calendar_earliest:
 * @minutes: how long the work takes, without a break
 * @out_span: (nullable): the hours it falls into
 *
 * Returns: the first instant from @from on at which work may begin; CT_NEVER when there is none.
 */
gint64 ct_calendar_earliest(CtCalendar *self, CtHours hours, gint64 from, gint64 minutes,
			    CtSpan *out_span);

/* The last instant, from the start of the calendar on, at which work may begin so that it ends by @end;
 * -CT_NEVER when there is none. */
gint64 ct_calendar_latest(CtCalendar *self, CtHours hours, gint64 end, gint64 minutes);

/* The most minutes that any stretch of @hours has within two years. */
gint64 ct_calendar_longest(CtCalendar *self, CtHours hours);

/* The hours of a step outside of the federation outage. */
CtHours ct_calendar_hours(const CtCalendar *self, const char *rule, gboolean moves_users);

/* How many users a wave may have to fit the longest window; G_MAXUINT without a calendar. */
guint ct_calendar_wave_users(const CtIntent *intent);

/*
 * calendar-text.c: the values of the keys.  Each returns FALSE with a reason in @out_reason, which ends
 * without full stop.
 */
/* "Sat 20:00-Mon 06:00", "Wed 18:00-22:00", "Mon-Fri 08:00-18:00", "daily 22:00-04:00",
 * "2026-11-07 20:00-2026-11-08 06:00"; appends one CtOpenHours for each day. */
gboolean ct_calendar_parse_hours(const char *text, GArray *out_hours, const char **out_reason);
/* "2026-12-20..2027-01-06" or one day. */
gboolean ct_calendar_parse_days(const char *text, CtDays *out_days, const char **out_reason);
/* "2026-11-02" or "2026-11-02 08:00": wall time. */
gboolean ct_calendar_parse_start(const char *text, gint64 *out_wall, const char **out_reason);
