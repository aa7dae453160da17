/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When work may be done.
 *
 * Hours of a week and of dates, less the blackout days, become spans of instants: sorted, apart, and
 * made as far ahead as somebody asks.  A step is never cut in two: its work has to fit into one span.
 * Hours that lead into a night in which clocks change are as long as that night is: they begin and end
 * when the clock on the wall says so (planner/zone.c has the cautious reading of an hour that comes
 * twice).
 */
#include "planner/calendar.h"

#include <string.h>

#include "planner/plan.h"

/* Whoever waits longer than this for a window waits for ever. */
#define PATIENCE (104 * (gint64)CT_MINUTES_A_WEEK)

static const CtIntentKey open_keys[CT_N_HOURS] = {
	[CT_HOURS_ADMIN] = CT_INTENT_CALENDAR_ADMIN_HOURS,
	[CT_HOURS_WINDOW] = CT_INTENT_CALENDAR_WINDOWS,
	[CT_HOURS_OUTAGE] = CT_INTENT_CALENDAR_OUTAGE_WINDOWS,
};

static const CtCalendarOff open_off[CT_N_HOURS] = {
	[CT_HOURS_ADMIN] = CT_CALENDAR_OFF_ADMIN_HOURS,
	[CT_HOURS_WINDOW] = CT_CALENDAR_OFF_WINDOWS,
	[CT_HOURS_OUTAGE] = CT_CALENDAR_OFF_OUTAGE_WINDOWS,
};

/* ---- Reading ---- */

static gboolean
refuse(const CtIntent *intent, CtIntentKey key, const char *text, const char *reason,
       GError **error)
{
	g_autofree char *where = ct_intent_where(intent, intent->lines[key]);

	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED, "%s: %s has \"%s\", and %s",
		    where, ct_intent_key_name(key), text, reason);
	return FALSE;
}

/* @hours: of one key; @out_hours: of CtOpenHours */
static gboolean
read_hours(const CtIntent *intent, CtIntentKey key, GArray *out_hours, GError **error)
{
	const GPtrArray *items = intent->values[key];

	for (guint i = 0; i < items->len; i++) {
		const char *text = g_ptr_array_index((GPtrArray *)items, i);
		const char *reason = NULL;

		if (!ct_calendar_parse_hours(text, out_hours, &reason))
			return refuse(intent, key, text, reason, error);
	}
	return TRUE;
}

static gboolean
read_blackouts(CtCalendar *self, const CtIntent *intent, GError **error)
{
	const GPtrArray *items = intent->values[CT_INTENT_CALENDAR_BLACKOUT];

	for (guint i = 0; i < items->len; i++) {
		const char *text = g_ptr_array_index((GPtrArray *)items, i);
		const char *reason = NULL;
		CtDays days;

		if (!ct_calendar_parse_days(text, &days, &reason))
			return refuse(intent, CT_INTENT_CALENDAR_BLACKOUT, text, reason, error);
		g_array_append_val(self->blackouts, days);
	}
	return TRUE;
}

static gboolean
read_window_for(CtCalendar *self, const CtIntent *intent, GError **error)
{
	const GPtrArray *items = intent->values[CT_INTENT_CALENDAR_WINDOW_FOR];

	for (guint i = 0; i < items->len; i++) {
		const char *text = g_ptr_array_index((GPtrArray *)items, i);

		if (strcmp(text, "users") == 0)
			self->windows_users = TRUE;
		else if (strcmp(text, "outage") == 0)
			self->windows_outage = TRUE;
		else if (ct_step_row_find(text) == NULL)
			return refuse(intent, CT_INTENT_CALENDAR_WINDOW_FOR, text,
				      "users, outage or the id of a step is needed; \"cutover "
				      "explain\" lists them",
				      error);
		g_ptr_array_add(self->window_for, (gpointer)text);
	}
	return TRUE;
}

static const char *
text_of(const CtIntent *intent, CtIntentKey key)
{
	return g_ptr_array_index(intent->values[key], 0);
}

/* What is done was done in the days of the earlier plan: the calendar begins with it, if that is earlier, and
 * what is open comes from the start on that the intent says. */
static void
go_back_to_plan(CtCalendar *self, const CtIntent *intent)
{
	g_autoptr(GDateTime) began = NULL;

	self->resume = self->start;
	if (intent->from == NULL || intent->from_done == 0 || intent->from->starts == NULL)
		return;
	began = g_date_time_new_from_iso8601(intent->from->starts, NULL);
	if (began != NULL)
		self->start = MIN(self->start, g_date_time_to_unix(began) / 60);
}

static gboolean
read_times(CtCalendar *self, const CtIntent *intent, guint off, GError **error)
{
	const char *name = text_of(intent, CT_INTENT_CALENDAR_TIME_ZONE);
	const char *start = text_of(intent, CT_INTENT_CALENDAR_START);
	const char *end = text_of(intent, CT_INTENT_CALENDAR_END);
	const char *reason = NULL;
	gint64 wall = 0;
	CtDays days;

	self->zone = ct_zone_new(name);
	if (self->zone == NULL)
		return refuse(intent, CT_INTENT_CALENDAR_TIME_ZONE, name,
			      "no such time zone is known on this machine; an offset like +01:00 "
			      "is known everywhere",
			      error);
	if (!ct_calendar_parse_start(start, &wall, &reason))
		return refuse(intent, CT_INTENT_CALENDAR_START, start, reason, error);
	self->start = ct_zone_last(self->zone, wall);
	go_back_to_plan(self, intent);
	if (*end == '\0')
		return TRUE;
	if (!ct_calendar_parse_days(end, &days, &reason) || days.first != days.last)
		return refuse(intent, CT_INTENT_CALENDAR_END, end,
			      reason != NULL ? reason : "one day is needed", error);
	if ((off & CT_CALENDAR_OFF_END) == 0)
		self->end = ct_zone_first(self->zone, (days.first + 1) * CT_MINUTES_A_DAY);
	return TRUE;
}

/* The line of the first key of the group; 0 without any. */
static guint
group_line(const CtIntent *intent, CtIntentKey *out_key)
{
	guint line = 0;

	for (int key = CT_INTENT_CALENDAR_START; key <= CT_INTENT_CALENDAR_FRAGILE; key++) {
		if (intent->lines[key] == 0 || (line != 0 && intent->lines[key] > line))
			continue;
		line = intent->lines[key];
		*out_key = (CtIntentKey)key;
	}
	return line;
}

static CtCalendar *
calendar_new(void)
{
	CtCalendar *self = g_new0(CtCalendar, 1);

	self->end = CT_NEVER;
	self->window_for = g_ptr_array_new();
	self->blackouts = g_array_new(FALSE, FALSE, sizeof(CtDays));
	for (int hours = 0; hours < CT_N_HOURS; hours++) {
		self->open[hours] = g_array_new(FALSE, FALSE, sizeof(CtOpenHours));
		self->spans[hours] = g_array_new(FALSE, FALSE, sizeof(CtSpan));
	}
	return self;
}

void
ct_calendar_free(CtCalendar *self)
{
	if (self == NULL)
		return;
	for (int hours = 0; hours < CT_N_HOURS; hours++) {
		g_array_unref(self->open[hours]);
		g_array_unref(self->spans[hours]);
	}
	g_array_unref(self->blackouts);
	g_ptr_array_unref(self->window_for);
	ct_zone_free(self->zone);
	g_free(self);
}

/* Without hours of their own, outages keep to the windows of the waves, and waves to admin hours. */
static gboolean
read_open(CtCalendar *self, const CtIntent *intent, guint off, GError **error)
{
	for (int hours = 0; hours < CT_N_HOURS; hours++) {
		g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(CtOpenHours));

		if (!read_hours(intent, open_keys[hours], read, error))
			return FALSE;
		/* what is passed over asks for nothing */
		if ((off & open_off[hours]) != 0)
			continue;
		if (read->len == 0 && hours > 0)
			g_array_append_vals(read, self->open[hours - 1]->data,
					    self->open[hours - 1]->len);
		g_array_append_vals(self->open[hours], read->data, read->len);
	}
	return TRUE;
}

gboolean
ct_calendar_read(const CtIntent *intent, guint off, CtCalendar **out_calendar, GError **error)
{
	g_autoptr(CtCalendar) self = calendar_new();
	CtIntentKey key = CT_INTENT_CALENDAR_START;

	if (intent->lines[CT_INTENT_CALENDAR_START] == 0) {
		if (group_line(intent, &key) > 0)
			return refuse(intent, key, text_of(intent, key),
				      "a calendar begins with calendar.start", error);
		*out_calendar = NULL;
		return TRUE;
	}
	if (!read_times(self, intent, off, error) || !read_open(self, intent, off, error) ||
	    !read_blackouts(self, intent, error) || !read_window_for(self, intent, error))
		return FALSE;
	if ((off & CT_CALENDAR_OFF_BLACKOUT) != 0)
		g_array_set_size(self->blackouts, 0);
	self->admins = (off & CT_CALENDAR_OFF_ADMINS) != 0
			       ? G_MAXINT32
			       : ct_intent_number(intent, CT_INTENT_CALENDAR_ADMINS);
	self->fragile_minutes = ct_intent_number(intent, CT_INTENT_CALENDAR_FRAGILE);
	*out_calendar = g_steal_pointer(&self);
	return TRUE;
}

/* ---- Spans ---- */

static gint
compare_spans(gconstpointer a, gconstpointer b)
{
	const CtSpan *x = a;
	const CtSpan *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* Sorted, and what meets is one. */
static void
merge_spans(GArray *spans)
{
	guint kept = 0;

	g_array_sort(spans, compare_spans);
	for (guint i = 1; i < spans->len; i++) {
		CtSpan *last = &g_array_index(spans, CtSpan, kept);
		const CtSpan *next = &g_array_index(spans, CtSpan, i);

		if (next->start <= last->end)
			last->end = MAX(last->end, next->end);
		else
			g_array_index(spans, CtSpan, ++kept) = *next;
	}
	if (spans->len > 0)
		g_array_set_size(spans, kept + 1);
}

static void
add_wall(const CtCalendar *self, GArray *spans, gint64 from, gint64 to)
{
	CtSpan span = { ct_zone_last(self->zone, from), ct_zone_first(self->zone, to) };

	if (span.start < span.end)
		g_array_append_val(spans, span);
}

/* The weeks from the one before the calendar begins to the one of @until. */
static void
add_open(const CtCalendar *self, CtHours hours, gint64 until, GArray *spans)
{
	gint64 day = ct_zone_wall(self->zone, self->start) / CT_MINUTES_A_DAY;
	gint64 monday = (day - (gint64)ct_day_of_week(day) - 7) * CT_MINUTES_A_DAY;

	for (guint i = 0; i < self->open[hours]->len; i++) {
		const CtOpenHours *open = &g_array_index(self->open[hours], CtOpenHours, i);

		if (!open->weekly) {
			add_wall(self, spans, open->wall.start, open->wall.end);
			continue;
		}
		for (gint64 week = monday; week < until + CT_MINUTES_A_DAY;
		     week += CT_MINUTES_A_WEEK)
			add_wall(self, spans, week + open->wall.start, week + open->wall.end);
	}
}

static GArray *
blackout_spans(const CtCalendar *self)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(CtSpan));

	for (guint i = 0; i < self->blackouts->len; i++) {
		const CtDays *days = &g_array_index(self->blackouts, CtDays, i);
		CtSpan span = { ct_zone_first(self->zone, days->first * CT_MINUTES_A_DAY),
				ct_zone_last(self->zone, (days->last + 1) * CT_MINUTES_A_DAY) };

		g_array_append_val(spans, span);
	}
	merge_spans(spans);
	return spans;
}

/* Both sorted and merged; what is left of @spans goes to @out_spans. */
static void
subtract_spans(const GArray *spans, const GArray *dark, GArray *out_spans)
{
	guint at = 0;

	for (guint i = 0; i < spans->len; i++) {
		CtSpan rest = g_array_index(spans, CtSpan, i);

		while (at < dark->len && g_array_index(dark, CtSpan, at).end <= rest.start)
			at++;
		for (guint k = at; k < dark->len && rest.start < rest.end; k++) {
			const CtSpan *night = &g_array_index(dark, CtSpan, k);
			CtSpan before = { rest.start, MIN(rest.end, night->start) };

			if (night->start >= rest.end)
				break;
			if (before.start < before.end)
				g_array_append_val(out_spans, before);
			rest.start = night->end;
		}
		if (rest.start < rest.end)
			g_array_append_val(out_spans, rest);
	}
}

/* Hours without a gap have no end: the one that the search stops at is none of theirs.  What comes every
 * week has shown in two weeks whether there is a gap. */
static void
let_go_on(const CtCalendar *self, CtHours hours, gint64 until, GArray *spans)
{
	CtSpan *last = spans->len > 0 ? &g_array_index(spans, CtSpan, spans->len - 1) : NULL;
	gboolean weekly = self->open[hours]->len == 0;

	for (guint i = 0; i < self->open[hours]->len; i++)
		weekly = weekly || g_array_index(self->open[hours], CtOpenHours, i).weekly;
	if (weekly && last != NULL && last->end >= until &&
	    last->end - last->start > 2 * (gint64)CT_MINUTES_A_WEEK)
		last->end = CT_NEVER;
}

static void
look_ahead(CtCalendar *self, CtHours hours, gint64 until)
{
	g_autoptr(GArray) open = NULL;
	g_autoptr(GArray) dark = NULL;

	if (until <= self->known[hours])
		return;
	/* made again from the start, so twice as far each time */
	until = MAX(until, self->start + 2 * (self->known[hours] - self->start));
	until = MAX(until, self->start + 8 * (gint64)CT_MINUTES_A_WEEK);
	open = g_array_new(FALSE, FALSE, sizeof(CtSpan));
	if (self->open[hours]->len == 0) {
		CtSpan always = { self->start, until };

		g_array_append_val(open, always);
	} else {
		add_open(self, hours, until, open);
	}
	merge_spans(open);
	let_go_on(self, hours, until, open);
	dark = blackout_spans(self);
	g_array_set_size(self->spans[hours], 0);
	subtract_spans(open, dark, self->spans[hours]);
	self->known[hours] = until;
}

/* The first span that ends after @instant; the number of spans when there is none. */
static guint
find_span(const GArray *spans, gint64 instant)
{
	guint low = 0;
	guint high = spans->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(spans, CtSpan, middle).end > instant)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

gint64
ct_calendar_earliest(CtCalendar *self, CtHours hours, gint64 from, gint64 minutes, CtSpan *out_span)
{
	const gint64 limit = from + PATIENCE;

	from = MAX(from, self->start);
	look_ahead(self, hours, from + minutes + CT_MINUTES_A_WEEK);
	for (;;) {
		const GArray *spans = self->spans[hours];

		for (guint i = find_span(spans, from); i < spans->len; i++) {
			const CtSpan *span = &g_array_index(spans, CtSpan, i);
			gint64 start = MAX(span->start, from);

			if (start > limit)
				return CT_NEVER;
			if (span->end - start < minutes)
				continue;
			if (out_span != NULL)
				*out_span = *span;
			return start;
		}
		if (self->known[hours] > limit + minutes + CT_MINUTES_A_WEEK)
			return CT_NEVER;
		look_ahead(self, hours, self->known[hours] + CT_MINUTES_A_WEEK);
	}
}

gint64
ct_calendar_latest(CtCalendar *self, CtHours hours, gint64 end, gint64 minutes)
{
	const GArray *spans = self->spans[hours];

	look_ahead(self, hours, end + CT_MINUTES_A_WEEK);
	for (guint i = MIN(find_span(spans, end) + 1, spans->len); i > 0; i--) {
		const CtSpan *span = &g_array_index(spans, CtSpan, i - 1);
		gint64 start = MIN(span->end, end) - minutes;

		if (start >= MAX(span->start, self->start))
			return start;
		if (span->end <= self->start)
			break;
	}
	return -CT_NEVER;
}

gint64
ct_calendar_longest(CtCalendar *self, CtHours hours)
{
	gint64 longest = 0;

	if (self->open[hours]->len == 0)
		return CT_NEVER;
	look_ahead(self, hours, self->start + PATIENCE);
	for (guint i = 0; i < self->spans[hours]->len; i++) {
		const CtSpan *span = &g_array_index(self->spans[hours], CtSpan, i);

		longest = MAX(longest, span->end - MAX(span->start, self->start));
	}
	return longest;
}

/* ---- What keeps to which hours ---- */

CtHours
ct_calendar_hours(const CtCalendar *self, const char *rule, gboolean moves_users)
{
	if (moves_users && self->windows_users)
		return CT_HOURS_WINDOW;
	for (guint i = 0; i < self->window_for->len; i++)
		if (strcmp(g_ptr_array_index(self->window_for, i), rule) == 0)
			return CT_HOURS_WINDOW;
	return CT_HOURS_ADMIN;
}

guint
ct_calendar_wave_users(const CtIntent *intent)
{
	g_autoptr(CtCalendar) calendar = NULL;
	guint rate = ct_intent_number(intent, CT_INTENT_USER_MINUTES);
	gint64 longest;

	if (!ct_calendar_read(intent, 0, &calendar, NULL) || calendar == NULL)
		return G_MAXUINT;
	longest = ct_calendar_longest(calendar,
				      calendar->windows_users ? CT_HOURS_WINDOW : CT_HOURS_ADMIN);
	/* where there is no window at all, no size helps */
	if (longest == 0 || longest >= G_MAXINT32)
		return G_MAXUINT;
	return (guint)CLAMP(longest * 100 / rate, 1, G_MAXINT32);
}
