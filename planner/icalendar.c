/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dates of a plan for the calendars of people.
 *
 * Times are universal, so that no reader needs our idea of a time zone; days on which there are steps are
 * dates without a zone, as the plan has them.  What an event is called by (UID) comes from what it is
 * about and from the legacy pools: a plan made again moves the events that are there already.  A
 * time that cannot be read, in a plan edited by hand, gives no event.
 */
#include "planner/icalendar.h"

#include <string.h>

#include "analyzer/checksum.h"
#include "planner/order.h"

/* Octets in a line without its end (RFC 5545, 3.1). */
#define LINE_MOST 75
#define UID_HEX	  16

typedef struct {
	GString *text;
	const CtPlan *plan;
	char *stamp; /* "20261107T190000Z" */
	char *key;   /* what tells this migration from others */
} Writer;

/* ---- Lines ---- */

/* One content line, folded between characters. */
static void
put_line(Writer *writer, const char *line)
{
	gsize room = LINE_MOST;

	while (*line != '\0') {
		gsize length = (gsize)(g_utf8_next_char(line) - line);

		if (length > room) {
			g_string_append(writer->text, "\r\n ");
			room = LINE_MOST - 1;
		}
		g_string_append_len(writer->text, line, (gssize)length);
		room -= length;
		line += length;
	}
	g_string_append(writer->text, "\r\n");
}

static void put(Writer *writer, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
put(Writer *writer, const char *format, ...)
{
	g_autofree char *line = NULL;
	va_list args;

	va_start(args, format);
	line = g_strdup_vprintf(format, args);
	va_end(args);
	put_line(writer, line);
}

/* A property of type TEXT; names of an export may hold anything. */
static void
put_text(Writer *writer, const char *property, const char *value)
{
	g_autoptr(GString) line = g_string_new(property);

	g_string_append_c(line, ':');
	for (const char *c = value; *c != '\0'; c++) {
		if (strchr("\\;,", *c) != NULL)
			g_string_append_printf(line, "\\%c", *c);
		else if (*c == '\n')
			g_string_append(line, "\\n");
		else if ((guchar)*c < 0x20 || *c == 0x7f)
			g_string_append_c(line, ' ');
		else
			g_string_append_c(line, *c);
	}
	put_line(writer, line->str);
}

/* ---- Times ---- */

/* "20261107T190000Z", NULL when @iso is no time. */
static char *
universal(const char *iso)
{
	g_autoptr(GDateTime) local = iso != NULL ? g_date_time_new_from_iso8601(iso, NULL) : NULL;
	g_autoptr(GDateTime) utc = local != NULL ? g_date_time_to_utc(local) : NULL;

	if (utc == NULL)
		return NULL;
	return g_strdup_printf("%04d%02d%02dT%02d%02d%02dZ", g_date_time_get_year(utc),
			       g_date_time_get_month(utc), g_date_time_get_day_of_month(utc),
			       g_date_time_get_hour(utc), g_date_time_get_minute(utc),
			       g_date_time_get_second(utc));
}

/* The day of a local time and the one after it as "20261107"; FALSE when it is no time. */
static gboolean
days_of(const char *iso, char **out_day, char **out_next)
{
	g_autoptr(GDateTime) time = iso != NULL ? g_date_time_new_from_iso8601(iso, NULL) : NULL;
	g_autoptr(GDateTime) next = time != NULL ? g_date_time_add_days(time, 1) : NULL;

	if (next == NULL)
		return FALSE;
	*out_day = g_strdup_printf("%04d%02d%02d", g_date_time_get_year(time),
				   g_date_time_get_month(time), g_date_time_get_day_of_month(time));
	*out_next = g_strdup_printf("%04d%02d%02d", g_date_time_get_year(next),
				    g_date_time_get_month(next),
				    g_date_time_get_day_of_month(next));
	return TRUE;
}

/* ---- Events ---- */

static void
begin_event(Writer *writer, const char *name, const char *category, const char *summary)
{
	put(writer, "BEGIN:VEVENT");
	put(writer, "UID:%s.%s@cutover.invalid", name, writer->key);
	put(writer, "DTSTAMP:%s", writer->stamp);
	put_text(writer, "SUMMARY", summary);
	put(writer, "CATEGORIES:%s", category);
}

static void
end_event(Writer *writer, const char *description, gboolean busy)
{
	put_text(writer, "DESCRIPTION", description);
	put(writer, "TRANSP:%s", busy ? "OPAQUE" : "TRANSPARENT");
	put(writer, "END:VEVENT");
}

static void
append_names(GString *text, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       (const char *)g_ptr_array_index((GPtrArray *)names, i));
}

static void
write_wave(Writer *writer, const CtPlanWave *wave, const CtPlanStep *step)
{
	g_autofree char *start = universal(step->start);
	g_autofree char *end = universal(step->end);
	g_autofree char *summary = g_strdup_printf("Cutover %s: move %u %s user%s", wave->id,
						   wave->users, wave->kind,
						   wave->users == 1 ? "" : "s");
	g_autoptr(GString) text = g_string_new(NULL);

	if (start == NULL || end == NULL)
		return;
	g_string_append_printf(text, "%s (%s)\nFrom ", step->title, step->id);
	append_names(text, wave->from);
	g_string_append(text, " to ");
	append_names(text, wave->to);
	g_string_append_printf(text, "\nSettles %u minutes more\nMembers: %s", step->settle_minutes,
			       wave->file);
	if (step->window != NULL)
		g_string_append_printf(text, "\nWindow: %s", step->window);
	begin_event(writer, wave->id, "WAVE", summary);
	put(writer, "DTSTART:%s", start);
	put(writer, "DTEND:%s", end);
	end_event(writer, text->str, TRUE);
}

static void
write_waves(Writer *writer)
{
	for (guint i = 0; i < writer->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(writer->plan, i);
		const CtPlanWave *wave = step->wave != NULL
						 ? ct_plan_find_wave(writer->plan, step->wave)
						 : NULL;

		if (wave != NULL)
			write_wave(writer, wave, step);
	}
}

static void
write_outage(Writer *writer)
{
	const CtPlanStep *first = NULL;
	const CtPlanStep *last = NULL;
	g_autofree char *start = NULL;
	g_autofree char *end = NULL;
	g_autofree char *text = NULL;

	for (guint i = 0; i < writer->plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(writer->plan, i);

		if (first == NULL && ct_rule_plays(CT_WINDOW_OPENS, step->rule))
			first = step;
		if (ct_rule_plays(CT_WINDOW_CLOSES, step->rule))
			last = step;
	}
	start = first != NULL ? universal(first->start) : NULL;
	end = last != NULL ? universal(last->end) : NULL;
	if (start == NULL || end == NULL || strcmp(start, end) >= 0)
		return;
	text = g_strdup_printf("No federation and no access from outside from %s to the end of "
			       "%s\n%s\n%s",
			       first->id, last->id, first->title, last->title);
	begin_event(writer, "outage", "OUTAGE", "Cutover: federation outage");
	put(writer, "DTSTART:%s", start);
	put(writer, "DTEND:%s", end);
	end_event(writer, text, TRUE);
}

/* One stands at a checkpoint when the step behind it is about to begin. */
static void
write_checkpoint(Writer *writer, const CtCheckpoint *checkpoint)
{
	const CtPlan *plan = writer->plan;
	guint after = checkpoint->after_step != NULL
			      ? ct_plan_find_step(plan, checkpoint->after_step)
			      : CT_NONE;
	guint next = after == CT_NONE ? 0 : after + 1;
	g_autofree char *start = next < plan->steps->len
					 ? universal(ct_plan_step(plan, next)->start)
					 : NULL;
	g_autofree char *summary = g_strdup_printf("Cutover checkpoint %s", checkpoint->id);
	g_autoptr(GString) text = g_string_new(checkpoint->title);

	if (start == NULL)
		return;
	if (checkpoint->point_of_no_return)
		g_string_append(text, "\nThe step behind it cannot be undone");
	else
		g_string_append_printf(text, "\nWay back to it: %u steps, %u minutes",
				       checkpoint->rollback->len, checkpoint->minutes);
	if (checkpoint->tests->len > 0) {
		g_string_append(text, "\nTests: ");
		append_names(text, checkpoint->tests);
	}
	for (guint i = 0; i < checkpoint->save->len; i++)
		g_string_append_printf(text, "\nSave: %s",
				       (const char *)g_ptr_array_index(checkpoint->save, i));
	begin_event(writer, checkpoint->id, "CHECKPOINT", summary);
	put(writer, "DTSTART:%s", start);
	end_event(writer, text->str, FALSE);
}

/* The steps from @first on that begin on the same day; returns the step behind the last of them. */
static guint
write_day(Writer *writer, guint first)
{
	const CtPlan *plan = writer->plan;
	const char *start = ct_plan_step(plan, first)->start;
	g_autofree char *day = NULL;
	g_autofree char *next = NULL;
	g_autofree char *name = NULL;
	g_autofree char *summary = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	guint end = first;

	if (!days_of(start, &day, &next))
		return first + 1;
	for (; end < plan->steps->len; end++) {
		const CtPlanStep *step = ct_plan_step(plan, end);

		if (step->start == NULL || strlen(step->start) < 16 ||
		    strncmp(step->start, start, 10) != 0)
			break;
		g_string_append_printf(text, "%s%.5s %s %s", end > first ? "\n" : "",
				       step->start + 11, step->id, step->title);
	}
	if (end == first)
		return first + 1;
	name = g_strdup_printf("day-%s", day);
	summary = g_strdup_printf("Cutover: %u step%s from %s on", end - first,
				  end - first == 1 ? "" : "s", ct_plan_step(plan, first)->id);
	begin_event(writer, name, "STEPS", summary);
	put(writer, "DTSTART;VALUE=DATE:%s", day);
	put(writer, "DTEND;VALUE=DATE:%s", next);
	end_event(writer, text->str, FALSE);
	return end;
}

static char *
migration_key(const CtPlan *plan)
{
	g_autoptr(GString) pools = g_string_new(NULL);
	g_autofree char *digest = NULL;

	for (guint i = 0; i < plan->pairs->len; i++)
		g_string_append_printf(pools, "%s\n",
				       g_array_index(plan->pairs, CtPlanPair, i).legacy);
	digest = ct_checksum_sha256(pools->str, pools->len);
	return g_strndup(digest, UID_HEX);
}

static char *
stamp_of(const CtPlan *plan, const char *date)
{
	g_auto(GStrv) parts = date != NULL ? g_strsplit(date, "-", -1) : NULL;
	g_autofree char *day = parts != NULL ? g_strjoinv("", parts) : NULL;

	return day != NULL ? g_strconcat(day, "T000000Z", NULL) : universal(plan->starts);
}

char *
ct_icalendar_write(const CtPlan *plan, const char *date)
{
	Writer writer = { g_string_new(NULL), plan, stamp_of(plan, date), migration_key(plan) };

	if (plan->starts != NULL && writer.stamp != NULL) {
		put(&writer, "BEGIN:VCALENDAR");
		put(&writer, "VERSION:2.0");
		put(&writer, "PRODID:-//Cutover//%s//EN", "cutover " CT_VERSION);
		put(&writer, "CALSCALE:GREGORIAN");
		write_waves(&writer);
		write_outage(&writer);
		for (guint i = 0; i < plan->checkpoints->len; i++)
			write_checkpoint(&writer,
					 &g_array_index(plan->checkpoints, CtCheckpoint, i));
		for (guint i = 0; i < plan->steps->len;)
			i = write_day(&writer, i);
		put(&writer, "END:VCALENDAR");
	}
	g_free(writer.stamp);
	g_free(writer.key);
	return g_string_free(writer.text, writer.text->len == 0);
}
