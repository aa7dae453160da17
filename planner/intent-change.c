/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changed copies of an intent.  A key is dropped back to its default, or relaxed until it forbids
 * nothing any more: these are not the same, since some defaults are limits.
 */
#include "planner/intent-change.h"

#include <string.h>

/* Hours that are not there would be those of another key. */
#define ALWAYS "daily 00:00-24:00"

/* Values with which a key forbids nothing. */
static const struct {
	CtIntentKey key;
	const char *value;
} relaxed[] = {
	{ CT_INTENT_WAVE_SIZE, "100000000" },
	{ CT_INTENT_RETIRE, "false" },
	{ CT_INTENT_STAY, "" },
	{ CT_INTENT_HARD_COUPLINGS, "" },
	{ CT_INTENT_CALENDAR_WINDOWS, ALWAYS },
	{ CT_INTENT_CALENDAR_OUTAGE_WINDOWS, ALWAYS },
	{ CT_INTENT_CALENDAR_ADMIN_HOURS, ALWAYS },
	{ CT_INTENT_CALENDAR_BLACKOUT, "" },
	{ CT_INTENT_CALENDAR_END, "" },
	{ CT_INTENT_CALENDAR_ADMINS, "1000000" },
	{ CT_INTENT_STEP_MINUTES, "" },
};

CtIntent *
ct_intent_copy(const CtIntent *self)
{
	CtIntent *copy = ct_intent_new();

	copy->path = g_strdup(self->path);
	copy->from = self->from;
	copy->from_done = self->from_done;
	for (int key = 0; key < CT_N_INTENT_KEYS; key++) {
		g_ptr_array_set_size(copy->values[key], 0);
		for (guint i = 0; i < self->values[key]->len; i++)
			g_ptr_array_add(copy->values[key],
					g_string_chunk_insert_const(
						copy->chunk,
						g_ptr_array_index(self->values[key], i)));
		copy->lines[key] = self->lines[key];
	}
	for (guint i = 0; i < self->orders->len; i++) {
		CtIntentOrder order = g_array_index(self->orders, CtIntentOrder, i);

		order.before = g_string_chunk_insert_const(copy->chunk, order.before);
		order.after = g_string_chunk_insert_const(copy->chunk, order.after);
		g_array_append_val(copy->orders, order);
	}
	for (int side = 0; side < 2; side++) {
		const GArray *from = side == 0 ? self->pairing : self->sites;

		for (guint i = 0; i < from->len; i++) {
			CtIntentEntry entry = g_array_index(from, CtIntentEntry, i);

			entry.name = g_string_chunk_insert_const(copy->chunk, entry.name);
			entry.value = g_string_chunk_insert_const(copy->chunk, entry.value);
			g_array_append_val(side == 0 ? copy->pairing : copy->sites, entry);
		}
	}
	return copy;
}

/* CT_N_INTENT_KEYS when there is none. */
static int
find_key(const char *name)
{
	int key = 0;

	while (key < CT_N_INTENT_KEYS && strcmp(ct_intent_key_name((CtIntentKey)key), name) != 0)
		key++;
	return key;
}

static gboolean
drop_entry(GArray *entries, const char *name)
{
	for (guint i = 0; i < entries->len; i++) {
		if (g_ascii_strcasecmp(g_array_index(entries, CtIntentEntry, i).name, name) != 0)
			continue;
		g_array_remove_index(entries, i);
		return TRUE;
	}
	return FALSE;
}

static void
append_without_blanks(GString *text, const char *part)
{
	for (; *part != '\0'; part++)
		if (!g_ascii_isspace(*part))
			g_string_append_c(text, g_ascii_tolower(*part));
}

/* Blanks and case are no part of a wish. */
static gboolean
is_wish(const CtIntentOrder *order, const char *text)
{
	g_autoptr(GString) have = g_string_new(NULL);
	g_autoptr(GString) want = g_string_new(NULL);

	append_without_blanks(have, order->before);
	g_string_append_c(have, '<');
	append_without_blanks(have, order->after);
	append_without_blanks(want, text);
	return strcmp(have->str, want->str) == 0;
}

static gboolean
drop_wish(CtIntent *self, const char *text)
{
	for (guint i = 0; i < self->orders->len; i++) {
		if (!is_wish(&g_array_index(self->orders, CtIntentOrder, i), text))
			continue;
		g_array_remove_index(self->orders, i);
		return TRUE;
	}
	return FALSE;
}

static gboolean
drop_item(CtIntent *self, int key, const char *item)
{
	GPtrArray *items = self->values[key];

	for (guint i = 0; i < items->len; i++) {
		if (g_ascii_strcasecmp(g_ptr_array_index(items, i), item) != 0)
			continue;
		g_ptr_array_remove_index(items, i);
		return TRUE;
	}
	return FALSE;
}

static gboolean
drop_key(CtIntent *self, int key)
{
	if (key == CT_INTENT_ORDER) {
		gboolean any = self->orders->len > 0;

		g_array_set_size(self->orders, 0);
		return any;
	}
	if (self->lines[key] == 0)
		return FALSE;
	ct_intent_set(self, (CtIntentKey)key, ct_intent_default((CtIntentKey)key), 0);
	return TRUE;
}

gboolean
ct_intent_drop(CtIntent *self, const char *text)
{
	const char *equals = strchr(text, '=');
	g_autofree char *name = equals != NULL ? g_strndup(text, (gsize)(equals - text))
					       : g_strdup(text);
	int key;

	g_strstrip(name);
	if (g_str_has_prefix(name, "pairing."))
		return drop_entry(self->pairing, name + strlen("pairing."));
	if (g_str_has_prefix(name, "sites."))
		return drop_entry(self->sites, name + strlen("sites."));
	key = find_key(name);
	if (key == CT_N_INTENT_KEYS)
		return FALSE;
	if (equals == NULL)
		return drop_key(self, key);
	return key == CT_INTENT_ORDER ? drop_wish(self, equals + 1)
				      : drop_item(self, key, equals + 1 + strspn(equals + 1, " "));
}

gboolean
ct_intent_relax(CtIntent *self, const char *text)
{
	const char *equals = strchr(text, '=');
	g_autofree char *name = equals != NULL ? g_strndup(text, (gsize)(equals - text))
					       : g_strdup(text);
	int key = find_key(name);

	if (key == CT_N_INTENT_KEYS)
		return FALSE;
	if (equals != NULL) {
		ct_intent_set(self, (CtIntentKey)key, equals + 1, MAX(self->lines[key], 1));
		return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(relaxed); i++) {
		if ((int)relaxed[i].key != key)
			continue;
		ct_intent_set(self, (CtIntentKey)key, relaxed[i].value, MAX(self->lines[key], 1));
		return TRUE;
	}
	return FALSE;
}
