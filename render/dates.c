/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as people read them: weekday, day, hour.  Weekdays are spelled here, not by the locale of
 * the machine, so that the same plan gives the same pages everywhere.
 */
#include "render/dates.h"

#include <string.h>

#include "render/text.h"

static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

char *
ct_dates_text(const char *iso)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, NULL);

	if (time == NULL)
		return g_strdup(iso);
	return g_strdup_printf("%s %04d-%02d-%02d %02d:%02d",
			       weekdays[g_date_time_get_day_of_week(time) - 1],
			       g_date_time_get_year(time), g_date_time_get_month(time),
			       g_date_time_get_day_of_month(time), g_date_time_get_hour(time),
			       g_date_time_get_minute(time));
}

char *
ct_dates_span_text(const char *span)
{
	g_auto(GStrv) sides = g_strsplit(span, "/", 2);
	g_autofree char *start = NULL;
	g_autofree char *end = NULL;

	if (g_strv_length(sides) != 2)
		return g_strdup(span);
	start = ct_dates_text(sides[0]);
	end = ct_dates_text(sides[1]);
	return g_strdup_printf("%s to %s", start, end);
}

gboolean
ct_dates_minute(const CtPlan *plan, const char *iso, guint64 *out_minute)
{
	g_autoptr(GDateTime) start = plan->starts != NULL
					     ? g_date_time_new_from_iso8601(plan->starts, NULL)
					     : NULL;
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, NULL);
	gint64 minutes;

	if (start == NULL || time == NULL)
		return FALSE;
	minutes = (g_date_time_to_unix(time) - g_date_time_to_unix(start)) / 60;
	if (minutes < 0)
		return FALSE;
	*out_minute = (guint64)minutes;
	return TRUE;
}

gboolean
ct_dates_span(const CtPlan *plan, const char *span, guint64 *out_start, guint64 *out_end)
{
	g_auto(GStrv) sides = g_strsplit(span, "/", 2);
	guint64 start = 0, end = 0;

	if (g_strv_length(sides) != 2 || !ct_dates_minute(plan, sides[1], &end))
		return FALSE;
	/* a window that was open before the plan began */
	if (!ct_dates_minute(plan, sides[0], &start))
		start = 0;
	if (start >= end)
		return FALSE;
	*out_start = start;
	*out_end = end;
	return TRUE;
}

char *
ct_dates_slack(const CtPlanStep *step)
{
	g_autofree char *slack = ct_text_minutes(step->slack_minutes);

	return step->critical ? g_strdup("critical") : g_strconcat("slack ", slack, NULL);
}

char *
ct_dates_room(const CtPlanStep *step)
{
	g_autofree char *room = NULL;

	if (step->delay_minutes == G_MAXUINT)
		return NULL;
	room = ct_text_minutes(step->delay_minutes);
	if (step->breaks == NULL)
		return g_strdup_printf("%s late, and the plan misses its last day", room);
	return g_strdup_printf("%s late, and %s misses its window", room,
			       strcmp(step->breaks, step->id) == 0 ? "it" : step->breaks);
}
