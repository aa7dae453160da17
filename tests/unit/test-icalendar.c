/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plan.ics read back by a strict reader of our own: lines, folding, escapes, components and what RFC
 * 5545 demands of each, and whether it says what the plan says.
 */
#include "planned-sample.h"
#include "planner/icalendar.h"
#include "random-calendar.h"

typedef struct {
	GHashTable *properties; /* name with parameters -> value as written */
} Event;

static void
event_free(gpointer data)
{
	Event *event = data;

	g_hash_table_unref(event->properties);
	g_free(event);
}

/* Content lines, unfolded; everything that RFC 5545 says of lines is asserted. */
static GPtrArray *
unfold(const char *text)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) raw = g_strsplit(text, "\r\n", -1);
	guint count = g_strv_length(raw);

	g_assert_true(g_str_has_suffix(text, "\r\n"));
	for (guint i = 0; i + 1 < count; i++) {
		g_assert_cmpuint(strlen(raw[i]), <=, 75);
		g_assert_cmpuint(strlen(raw[i]), >, 0);
		/* folded between characters, so that each line is text of its own */
		g_assert_true(g_utf8_validate(raw[i], -1, NULL));
		for (const char *c = raw[i]; *c != '\0'; c++)
			g_assert_true((guchar)*c >= 0x20 && *c != 0x7f);
		if (raw[i][0] == ' ') {
			char *last = g_ptr_array_steal_index(lines, lines->len - 1);

			g_ptr_array_add(lines, g_strconcat(last, raw[i] + 1, NULL));
			g_free(last);
		} else {
			g_ptr_array_add(lines, g_strdup(raw[i]));
		}
	}
	return lines;
}

/* A value of type TEXT without its escapes; every special character has to have one. */
static char *
unescape(const char *value)
{
	GString *text = g_string_new(NULL);

	for (const char *c = value; *c != '\0'; c++) {
		g_assert_true(*c != ';' && *c != ',');
		if (*c != '\\') {
			g_string_append_c(text, *c);
			continue;
		}
		c++;
		g_assert_true(*c != '\0' && strchr("\\;,n", *c) != NULL);
		g_string_append_c(text, *c == 'n' ? '\n' : *c);
	}
	return g_string_free(text, FALSE);
}

static void
put_property(Event *event, const char *line)
{
	const char *colon = strchr(line, ':');
	char *name;

	g_assert_nonnull(colon);
	name = g_strndup(line, (gsize)(colon - line));
	for (const char *c = name; *c != '\0'; c++)
		g_assert_true(g_ascii_isupper(*c) || strchr("-;=", *c) != NULL);
	/* none of the properties we write may stand twice */
	g_assert_true(g_hash_table_insert(event->properties, name, g_strdup(colon + 1)));
}

/* The events of the calendar. */
static GPtrArray *
read_calendar(const char *text)
{
	GPtrArray *events = g_ptr_array_new_with_free_func(event_free);
	g_autoptr(GPtrArray) lines = unfold(text);
	Event *open = NULL;

	g_assert_cmpstr(lines->pdata[0], ==, "BEGIN:VCALENDAR");
	g_assert_cmpstr(lines->pdata[1], ==, "VERSION:2.0");
	g_assert_true(g_str_has_prefix(lines->pdata[2], "PRODID:"));
	g_assert_cmpstr(lines->pdata[lines->len - 1], ==, "END:VCALENDAR");
	for (guint i = 3; i + 1 < lines->len; i++) {
		const char *line = lines->pdata[i];

		if (strcmp(line, "BEGIN:VEVENT") == 0) {
			g_assert_null(open);
			open = g_new0(Event, 1);
			open->properties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
								 g_free);
			g_ptr_array_add(events, open);
		} else if (strcmp(line, "END:VEVENT") == 0) {
			g_assert_nonnull(open);
			open = NULL;
		} else if (open != NULL) {
			put_property(open, line);
		} else {
			g_assert_cmpstr(line, ==, "CALSCALE:GREGORIAN");
		}
	}
	g_assert_null(open);
	return events;
}

static const char *
value_of(const Event *event, const char *name)
{
	return g_hash_table_lookup(event->properties, name);
}

static void
assert_time(const char *value)
{
	g_assert_cmpuint(strlen(value), ==, 16);
	for (guint i = 0; i < 15; i++)
		g_assert_true(i == 8 ? value[i] == 'T' : g_ascii_isdigit(value[i]));
	g_assert_true(value[15] == 'Z');
}

static void
check_event(const Event *event, GHashTable *seen)
{
	static const char *const texts[] = { "SUMMARY", "DESCRIPTION" };
	const char *uid = value_of(event, "UID");
	const char *start = value_of(event, "DTSTART");
	const char *end = value_of(event, "DTEND");

	g_assert_nonnull(uid);
	g_assert_true(g_hash_table_add(seen, (gpointer)uid));
	assert_time(value_of(event, "DTSTAMP"));
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = unescape(value_of(event, texts[i]));

		g_assert_cmpuint(strlen(text), >, 0);
	}
	if (start != NULL) {
		assert_time(start);
		if (end != NULL) {
			assert_time(end);
			g_assert_cmpstr(start, <, end);
		}
		return;
	}
	g_assert_cmpuint(strlen(value_of(event, "DTSTART;VALUE=DATE")), ==, 8);
	g_assert_cmpstr(value_of(event, "DTSTART;VALUE=DATE"), <,
			value_of(event, "DTEND;VALUE=DATE"));
}

static const Event *
find_event(const GPtrArray *events, const char *name)
{
	g_autofree char *prefix = g_strconcat(name, ".", NULL);

	for (guint i = 0; i < events->len; i++)
		if (g_str_has_prefix(value_of(g_ptr_array_index((GPtrArray *)events, i), "UID"),
				     prefix))
			return g_ptr_array_index((GPtrArray *)events, i);
	return NULL;
}

static Planned
dated_sample(void)
{
	Planned sample = planned_read("contoso", TRUE);

	calendar_set(sample.intent, CT_INTENT_CALENDAR_START, "2026-10-19");
	calendar_set(sample.intent, CT_INTENT_CALENDAR_TIME_ZONE, "Europe/Berlin");
	calendar_set(sample.intent, CT_INTENT_CALENDAR_WINDOWS, "Sat 20:00-Mon 06:00");
	calendar_set(sample.intent, CT_INTENT_CALENDAR_ADMIN_HOURS, "Mon-Fri 08:00-18:00");
	planned_make(&sample);
	return sample;
}

static GPtrArray *
read_checked(const CtPlan *plan, const char *date)
{
	g_autofree char *text = ct_icalendar_write(plan, date);
	GPtrArray *events = read_calendar(text);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < events->len; i++)
		check_event(g_ptr_array_index(events, i), seen);
	return events;
}

static gint64
minute_of(const char *value)
{
	g_autofree char *iso = g_strdup_printf("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", value, value + 4,
					       value + 6, value + 9, value + 11, value + 13);

	return calendar_instant(iso);
}

static void
test_says_what_the_plan_says(void)
{
	Planned sample = dated_sample();
	const CtPlan *plan = sample.plan;
	g_autoptr(GPtrArray) events = read_checked(plan, NULL);
	const Event *outage = find_event(events, "outage");
	guint days = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);
		g_autofree char *day = g_strdup_printf("day-%.4s%.2s%.2s", step->start,
						       step->start + 5, step->start + 8);
		const Event *event = find_event(events, day);
		g_autofree char *line = g_strdup_printf("%.5s %s ", step->start + 11, step->id);
		g_autofree char *text = NULL;

		g_assert_nonnull(event);
		text = unescape(value_of(event, "DESCRIPTION"));
		g_assert_nonnull(strstr(text, line));
		if (i == 0 || strncmp(step->start, ct_plan_step(plan, i - 1)->start, 10) != 0)
			days++;
		if (step->wave == NULL)
			continue;
		event = find_event(events, step->wave);
		g_assert_cmpint(minute_of(value_of(event, "DTSTART")), ==,
				calendar_instant(step->start));
		g_assert_cmpint(minute_of(value_of(event, "DTEND")), ==,
				calendar_instant(step->end));
	}
	g_assert_cmpint(minute_of(value_of(outage, "DTSTART")), ==,
			calendar_instant(
				planned_step(&sample, planned_find(&sample, "OCS-P8-01"))->start));
	g_assert_cmpint(minute_of(value_of(outage, "DTEND")), ==,
			calendar_instant(
				planned_step(&sample, planned_find(&sample, "OCS-P8-06"))->end));
	g_assert_cmpuint(events->len, ==, plan->waves->len + 1 + plan->checkpoints->len + days);
	planned_clear(&sample);
}

/* Names as an export may have them: they are text, and nothing else. */
static void
test_hostile_names(void)
{
	Planned sample = dated_sample();
	CtPlan *plan = sample.plan;
	g_autofree char *day = NULL;
	CtPlanStep *step = planned_step(&sample, 3);

	for (guint length = 0; length < 150; length++) {
		g_autofree char *pad = g_strnfill(length, 'x');
		g_autoptr(GPtrArray) events = NULL;
		g_autofree char *text = NULL;
		g_autofree char *name = g_strconcat(
			pad, "a;b,c\\n\r\nEND:VEVENT\r\n\tß\xe2\x82\xac\xf0\x9f\x98\x80:\"", NULL);
		g_autofree char *shown = g_strconcat(pad,
						     "a;b,c\\n \nEND:VEVENT \n "
						     "ß\xe2\x82\xac\xf0\x9f\x98\x80:\"",
						     NULL);

		step->title = ct_plan_text(plan, name);
		events = read_checked(plan, "2026-03-02");
		g_free(day);
		day = g_strdup_printf("day-%.4s%.2s%.2s", step->start, step->start + 5,
				      step->start + 8);
		text = unescape(value_of(find_event(events, day), "DESCRIPTION"));
		g_assert_nonnull(strstr(text, shown));
	}
	planned_clear(&sample);
}

/* Plans edited by hand: no event for what is no time, and never a broken file. */
static void
test_broken_times(void)
{
	static const char *const times[] = { "", "soon", "2026-02-31T00:00:00+01:00", "2026-11-07",
					     "2026-11-07T20:00:00" };
	Planned sample = dated_sample();

	for (guint i = 0; i < sample.plan->steps->len; i++) {
		planned_step(&sample, i)->start = times[i % G_N_ELEMENTS(times)];
		planned_step(&sample, i)->end = i % 2 == 0 ? NULL : "";
	}
	g_ptr_array_unref(read_checked(sample.plan, NULL));
	sample.plan->starts = "never";
	g_assert_null(ct_icalendar_write(sample.plan, NULL));
	planned_clear(&sample);
}

static void
test_stable(void)
{
	Planned first = dated_sample();
	Planned second = dated_sample();
	g_autofree char *a = ct_icalendar_write(first.plan, NULL);
	g_autofree char *b = ct_icalendar_write(second.plan, NULL);
	g_autofree char *dated = ct_icalendar_write(first.plan, "2026-03-02");

	g_assert_cmpstr(a, ==, b);
	g_assert_nonnull(strstr(a, "DTSTAMP:20261018T220000Z\r\n"));
	g_assert_nonnull(strstr(dated, "DTSTAMP:20260302T000000Z\r\n"));
	first.plan->starts = NULL;
	g_assert_null(ct_icalendar_write(first.plan, NULL));
	planned_clear(&first);
	planned_clear(&second);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/icalendar/says-what-the-plan-says", test_says_what_the_plan_says);
	g_test_add_func("/icalendar/hostile-names", test_hostile_names);
	g_test_add_func("/icalendar/broken-times", test_broken_times);
	g_test_add_func("/icalendar/stable", test_stable);
	return g_test_run();
}
