/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Private to checker*.c: the calendar of an intent as the checker understands it, from the texts that
 * the plan has recorded, with no code of the planner.  Times are minutes since 1970-01-01.
 */

/* Hours: a bit for every minute of the week, and dates beside. */
typedef struct {
	gboolean always;
	guint8 *week;  /* of every minute from Monday 00:00 on: open? */
	GArray *dates; /* of gint64, in pairs: wall time of beginning and end */
} CtClockHours;

typedef struct {
	GTimeZone *zone;
	gint64 start;
	gint64 last_day; /* since 1970; G_MAXINT64: no end */
	guint admins;
	CtClockHours admin, windows, outage;
	GArray *blackouts; /* of gint64, in pairs: first and last day */
	char **window_for;
} CtClock;

typedef const char *(*CtClockLookup)(gpointer data, const char *key); /* nullable result */

/**
 * ct_clock_new:
 * @lookup: the value that the intent has for a key, "calendar.start"
 * @out_key: the key that cannot be read, when there is no result
 */
CtClock *ct_clock_new(CtClockLookup lookup, gpointer data, const char **out_key);
void ct_clock_free(CtClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtClock, ct_clock_free)

/* "2026-11-07T20:00:00+01:00"; FALSE when it is no such text, or when clocks show another time then. */
gboolean ct_clock_read_time(const CtClock *self, const char *text, gint64 *out_instant);

/* The first minute of the work that is not in @hours or on a blackout day; G_MAXINT64: none. */
gint64 ct_clock_find_closed(const CtClock *self, const CtClockHours *hours, gint64 start,
			    gint64 end);

/* When the hours that are open at @instant close; G_MAXINT64: as far as one can see, never. */
gint64 ct_clock_closes(const CtClock *self, const CtClockHours *hours, gint64 instant);

/* The last instant from @start on at which work of so many minutes may begin, in @hours, so that it is done
 * by @end; @start when there is no later one. */
gint64 ct_clock_latest(const CtClock *self, const CtClockHours *hours, gint64 start, gint64 end,
		       gint64 minutes);

/* The end of the last day of the calendar; G_MAXINT64: it has none. */
gint64 ct_clock_end(const CtClock *self);

/* Do clocks go forward or back between the two instants? */
gboolean ct_clock_changes(const CtClock *self, gint64 from, gint64 to);

/* Does @instant lie behind the last day of the calendar? */
gboolean ct_clock_is_past(const CtClock *self, gint64 instant);
