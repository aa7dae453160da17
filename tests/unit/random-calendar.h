/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/calendar.h"
#include "planner/planner.h"
#include "tests/unit/random-estate.h"

/* Random calendars beside random estates, and what tests ask of dated plans. */

/* What a line of an intent file would do. */
static inline void
calendar_set(CtIntent *intent, CtIntentKey key, const char *text)
{
	g_auto(GStrv) items = g_strsplit(text, ";", -1);
	gboolean list = key == CT_INTENT_CALENDAR_WINDOWS ||
			key == CT_INTENT_CALENDAR_OUTAGE_WINDOWS ||
			key == CT_INTENT_CALENDAR_ADMIN_HOURS ||
			key == CT_INTENT_CALENDAR_BLACKOUT || key == CT_INTENT_STEP_MINUTES ||
			key == CT_INTENT_CALENDAR_WINDOW_FOR;

	if (intent->path == NULL)
		intent->path = g_strdup("random.intent");
	intent->lines[key] = 10 + key;
	g_ptr_array_set_size(intent->values[key], 0);
	for (guint i = 0; list && items[i] != NULL; i++)
		if (*g_strstrip(items[i]) != '\0')
			g_ptr_array_add(intent->values[key],
					g_string_chunk_insert(intent->chunk, items[i]));
	if (!list)
		g_ptr_array_add(intent->values[key], g_string_chunk_insert(intent->chunk, text));
}

static inline void
calendar_unset(CtIntent *intent, CtIntentKey key)
{
	calendar_set(intent, key, "");
	intent->lines[key] = 0;
}

static inline const char *
calendar_pick(GRand *rand, const char *const *choices, guint count)
{
	return choices[g_rand_int_range(rand, 0, (gint32)count)];
}

/* @zones: those with nights in which clocks change, too? */
static inline void
random_calendar(guint32 seed, CtIntent *intent, gboolean zones)
{
	static const char *const names[] = {
		"UTC",		 "+05:30",	     "-11:00",
		"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"
	};
	static const char *const starts[] = {
		"2026-10-19",	    "2026-03-23 07:30", "2028-02-24",
		"2026-12-30 23:45", "2027-10-30 20:00", "2026-04-03"
	};
	static const char *const windows[] = {
		"",
		"Sat 20:00-Mon 06:00",
		"Wed 18:00-22:00; Sat 00:00-Sun 24:00",
		"daily 22:00-04:00",
		"Sun 01:30-Sun 05:45",
		"Mon-Fri 00:00-24:00",
		"Sat 23:00-02:30; 2026-11-03 10:00-2026-11-05 12:00",
	};
	static const char *const outages[] = { "", "", "Sun 00:00-08:00", "Sat 22:00-Sun 02:45",
					       "daily 01:00-06:00" };
	static const char *const hours[] = { "", "Mon-Fri 08:00-18:00", "daily 00:00-12:00",
					     "Mon-Thu 09:00-13:30; Sun 00:00-24:00" };
	static const char *const blackouts[] = { "", "2026-10-24..2026-11-01",
						 "2026-03-29; 2028-02-29; 2026-12-31..2027-01-06",
						 "2026-10-20..2028-12-31" };
	static const char *const ends[] = { "", "", "2026-11-15", "2028-03-31" };
	GRand *rand = g_rand_new_with_seed(seed ^ 0xca1e);
	g_autofree char *admins = g_strdup_printf("%d", g_rand_int_range(rand, 1, 4));

	calendar_set(intent, CT_INTENT_CALENDAR_TIME_ZONE,
		     calendar_pick(rand, names, zones ? G_N_ELEMENTS(names) : 3));
	calendar_set(intent, CT_INTENT_CALENDAR_START,
		     calendar_pick(rand, starts, G_N_ELEMENTS(starts)));
	calendar_set(intent, CT_INTENT_CALENDAR_WINDOWS,
		     calendar_pick(rand, windows, G_N_ELEMENTS(windows)));
	calendar_set(intent, CT_INTENT_CALENDAR_OUTAGE_WINDOWS,
		     calendar_pick(rand, outages, G_N_ELEMENTS(outages)));
	calendar_set(intent, CT_INTENT_CALENDAR_ADMIN_HOURS,
		     calendar_pick(rand, hours, G_N_ELEMENTS(hours)));
	calendar_set(intent, CT_INTENT_CALENDAR_BLACKOUT,
		     calendar_pick(rand, blackouts, G_N_ELEMENTS(blackouts)));
	calendar_set(intent, CT_INTENT_CALENDAR_END, calendar_pick(rand, ends, G_N_ELEMENTS(ends)));
	calendar_set(intent, CT_INTENT_CALENDAR_ADMINS, admins);
	if (g_rand_int_range(rand, 0, 4) == 0)
		calendar_set(intent, CT_INTENT_CALENDAR_WINDOW_FOR, "users; OCS-P9-07");
	if (g_rand_int_range(rand, 0, 4) == 0)
		calendar_set(intent, CT_INTENT_USER_MINUTES, "6000");
	g_rand_free(rand);
}

/* Minutes since 1970 of "2026-11-07T20:00:00+01:00". */
static inline gint64
calendar_instant(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

	g_assert_nonnull(time);
	return g_date_time_to_unix(time) / 60;
}
