/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtZone: what the clock on the wall shows.  An instant is counted in minutes since 1970-01-01 00:00 in
 * universal time; a wall time in the minutes that a calendar and a clock of the place show.  Where
 * clocks are set back an hour of wall time comes twice, where they are set forward one never comes.
 */

#define CT_MINUTES_A_DAY  (24 * 60)
#define CT_MINUTES_A_WEEK (7 * CT_MINUTES_A_DAY)

typedef struct CtZone CtZone;

/**
 * ct_zone_new:
 * @name: "UTC", an offset ("+05:30"), a name of the time zone database ("Europe/Berlin") or a rule
 *   ("CET-1CEST,M3.5.0,M10.5.0/3")
 *
 * Returns: (nullable): NULL when there is no such zone, or none on this machine.
 */
CtZone *ct_zone_new(const char *name);
void ct_zone_free(CtZone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtZone, ct_zone_free)

gint64 ct_zone_wall(const CtZone *self, gint64 instant);

/* The first instant at which the clock shows @wall or a later time: when something ends. */
gint64 ct_zone_first(const CtZone *self, gint64 wall);
/* The first instant after which the clock never shows a time before @wall again: when something begins. */
gint64 ct_zone_last(const CtZone *self, gint64 wall);

/* "2026-11-07T20:00:00+01:00", newly allocated. */
char *ct_zone_format(const CtZone *self, gint64 instant);

/* Days since 1970-01-01, in the Gregorian calendar. */
gint64 ct_day_of_date(int year, int month, int day);
void ct_day_to_date(gint64 day, int *out_year, int *out_month, int *out_day);
/* 0 is Monday. */
guint ct_day_of_week(gint64 day);
guint ct_days_of_month(int year, int month);
