/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only place that asks what day it is.
 */
#include "cli/date.h"

#include "cli/options.h"

/* The last second of the year 9999: dates of ten characters. */
#define LAST_SECOND 253402300799

gboolean
ct_date_of_build(char **out_date, GError **error)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	g_autoptr(GDateTime) time = NULL;
	guint64 seconds = 0;

	if (epoch == NULL || *epoch == '\0') {
		*out_date = NULL;
		return TRUE;
	}
	if (!g_ascii_string_to_unsigned(epoch, 10, 0, LAST_SECOND, &seconds, NULL)) {
		g_set_error(error, CT_USAGE_ERROR, 0,
			    "SOURCE_DATE_EPOCH needs seconds since 1970, found \"%s\"", epoch);
		return FALSE;
	}
	time = g_date_time_new_from_unix_utc((gint64)seconds);
	*out_date = g_date_time_format(time, "%Y-%m-%d");
	return TRUE;
}

char *
ct_date_of_today(GError **error)
{
	g_autoptr(GDateTime) now = NULL;
	char *date = NULL;

	if (!ct_date_of_build(&date, error))
		return NULL;
	if (date != NULL)
		return date;
	now = g_date_time_new_now_utc();
	return g_date_time_format(now, "%Y-%m-%d");
}
