/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The architect's say.  GKeyFile reads the values; it keeps no line numbers, so the text is scanned
 * once beside it to learn which line set what: a conflict or an error must point at that line.
 */
#include "planner/intent.h"

#include <string.h>

#include "planner/calendar.h"
#include "planner/duration.h"

G_DEFINE_QUARK(ct_intent_error, ct_intent_error)

/* Weights are added up by the million. */
#define MOST_COUNT 1000000

typedef enum {
	KIND_NUMBER,
	KIND_COUNT,
	KIND_BOOL,
	KIND_TEXT,
	KIND_CHOICE,
	KIND_LIST,
} KeyKind;

typedef struct {
	const char *group;
	const char *key;
	KeyKind kind;
	const char *value;
} KeyRow;

static const KeyRow keys[CT_N_INTENT_KEYS] = {
#define CT_INTENT_KEY(id, group, key, kind, value, text) { group, key, KIND_##kind, value },
#include "planner/intent-keys.def"
#undef CT_INTENT_KEY
};

static const char *const key_names[CT_N_INTENT_KEYS] = {
#define CT_INTENT_KEY(id, group, key, kind, value, text) group "." key,
#include "planner/intent-keys.def"
#undef CT_INTENT_KEY
};

/* What a key of kind CHOICE may say. */
static const char *const choices[CT_N_INTENT_KEYS] = {
	[CT_INTENT_PILOT_COVER] = "each|sites|pools|profiles|pairs|all",
};

/* Groups whose keys are names of pools. */
static const char *const free_groups[] = { "pairing", "sites" };

const char *
ct_intent_key_name(CtIntentKey key)
{
	g_assert(key < CT_N_INTENT_KEYS);
	return key_names[key];
}

const char *
ct_intent_default(CtIntentKey key)
{
	return keys[key].value;
}

static gboolean
is_free_group(const char *group)
{
	for (gsize i = 0; i < G_N_ELEMENTS(free_groups); i++)
		if (strcmp(free_groups[i], group) == 0)
			return TRUE;
	return FALSE;
}

void
ct_intent_set(CtIntent *self, CtIntentKey key, const char *text, guint line)
{
	g_auto(GStrv) items = NULL;

	g_ptr_array_set_size(self->values[key], 0);
	self->lines[key] = line;
	if (keys[key].kind != KIND_LIST) {
		g_ptr_array_add(self->values[key], g_string_chunk_insert_const(self->chunk, text));
		return;
	}
	items = g_strsplit(text, ";", -1);
	for (char **item = items; *item != NULL; item++) {
		g_strstrip(*item);
		if (**item != '\0')
			g_ptr_array_add(self->values[key],
					g_string_chunk_insert_const(self->chunk, *item));
	}
}

CtIntent *
ct_intent_new(void)
{
	CtIntent *self = g_new0(CtIntent, 1);

	self->chunk = g_string_chunk_new(1024);
	self->orders = g_array_new(FALSE, TRUE, sizeof(CtIntentOrder));
	self->pairing = g_array_new(FALSE, TRUE, sizeof(CtIntentEntry));
	self->sites = g_array_new(FALSE, TRUE, sizeof(CtIntentEntry));
	for (int key = 0; key < CT_N_INTENT_KEYS; key++) {
		self->values[key] = g_ptr_array_new();
		ct_intent_set(self, key, keys[key].value, 0);
	}
	return self;
}

void
ct_intent_free(CtIntent *self)
{
	if (self == NULL)
		return;
	for (int key = 0; key < CT_N_INTENT_KEYS; key++)
		g_ptr_array_unref(self->values[key]);
	g_array_unref(self->orders);
	g_array_unref(self->pairing);
	g_array_unref(self->sites);
	g_string_chunk_free(self->chunk);
	g_free(self->path);
	g_free(self);
}

guint
ct_intent_number(const CtIntent *self, CtIntentKey key)
{
	guint64 value = 0;

	g_assert(keys[key].kind == KIND_NUMBER || keys[key].kind == KIND_COUNT);
	g_ascii_string_to_unsigned(g_ptr_array_index(self->values[key], 0), 10, 0, G_MAXUINT32,
				   &value, NULL);
	return (guint)value;
}

gboolean
ct_intent_bool(const CtIntent *self, CtIntentKey key)
{
	g_assert(keys[key].kind == KIND_BOOL);
	return strcmp(g_ptr_array_index(self->values[key], 0), "true") == 0;
}

static const char *
without_scheme(const char *name)
{
	return g_ascii_strncasecmp(name, "sip:", 4) == 0 ? name + 4 : name;
}

static gboolean
same_name(const char *a, const char *b)
{
	g_autofree char *folded_a = g_utf8_casefold(a, -1);
	g_autofree char *folded_b = g_utf8_casefold(b, -1);

	return strcmp(folded_a, folded_b) == 0;
}

gboolean
ct_intent_list_has(const CtIntent *self, CtIntentKey key, const char *name)
{
	const GPtrArray *items = self->values[key];

	for (guint i = 0; i < items->len; i++)
		if (same_name(without_scheme(g_ptr_array_index(items, i)), without_scheme(name)))
			return TRUE;
	return FALSE;
}

gboolean *
ct_intent_find_users(const CtIntent *self, CtIntentKey key, const CtEstate *estate)
{
	const GPtrArray *items = self->values[key];
	gboolean *found;

	if (items->len == 0)
		return NULL;
	found = g_new0(gboolean, estate->users.count + 1);
	for (guint i = 0; i < items->len; i++) {
		CtUserId user = ct_estate_find_user(estate, g_ptr_array_index(items, i));

		if (user.index != CT_NONE)
			found[user.index] = TRUE;
	}
	return found;
}

char *
ct_intent_where(const CtIntent *self, guint line)
{
	if (line == 0 || self->path == NULL)
		return g_strdup("default");
	return g_strdup_printf("%s:%u", self->path, line);
}

const CtIntentEntry *
ct_intent_find_entry(const GArray *entries, const char *name)
{
	for (guint i = 0; i < entries->len; i++) {
		const CtIntentEntry *entry = &g_array_index(entries, CtIntentEntry, i);

		if (same_name(entry->name, name))
			return entry;
	}
	return NULL;
}

/* Where in the text the keys stand: "group\nkey" -> line. */
static GHashTable *
scan_lines(const char *text)
{
	GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
	g_autofree char *group = g_strdup("");

	for (guint i = 0; rows[i] != NULL; i++) {
		char *row = g_strstrip(rows[i]);
		char *sign = strchr(row, '=');

		if (row[0] == '[' && strchr(row, ']') != NULL) {
			*strchr(row, ']') = '\0';
			g_free(group);
			group = g_strdup(row + 1);
		} else if (row[0] != '#' && row[0] != '\0' && sign != NULL) {
			*sign = '\0';
			g_hash_table_insert(lines,
					    g_strdup_printf("%s\n%s", group, g_strchomp(row)),
					    GUINT_TO_POINTER(i + 1));
		}
	}
	return lines;
}

static guint
line_of(GHashTable *lines, const char *group, const char *key)
{
	g_autofree char *name = g_strdup_printf("%s\n%s", group, key);

	return GPOINTER_TO_UINT(g_hash_table_lookup(lines, name));
}

/* How many single-letter edits lead from @a to @b (Levenshtein): for "did you mean". */
static guint
edit_distance(const char *a, const char *b)
{
	gsize n = strlen(b);
	g_autofree guint *row = g_new(guint, n + 1);

	for (gsize j = 0; j <= n; j++)
		row[j] = (guint)j;
	for (gsize i = 1; a[i - 1] != '\0'; i++) {
		guint diagonal = row[0];

		row[0] = (guint)i;
		for (gsize j = 1; j <= n; j++) {
			guint above = row[j];
			guint change = diagonal + (a[i - 1] != b[j - 1]);

			row[j] = MIN(MIN(above + 1, row[j - 1] + 1), change);
			diagonal = above;
		}
	}
	return row[n];
}

static const char *
nearest_key(const char *name)
{
	guint best = G_MAXUINT;
	const char *nearest = NULL;

	for (int key = 0; key < CT_N_INTENT_KEYS; key++) {
		guint distance = edit_distance(name, key_names[key]);

		if (distance < best) {
			best = distance;
			nearest = key_names[key];
		}
	}
	return nearest;
}

static gboolean
check_choice(const CtIntent *self, CtIntentKey key, const char *text, guint line, GError **error)
{
	g_auto(GStrv) words = g_strsplit(choices[key], "|", -1);
	g_autofree char *list = g_strjoinv(", ", words);

	if (g_strv_contains((const char *const *)words, text))
		return TRUE;
	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
		    "%s:%u: [%s] %s must be one of %s, found \"%s\"", self->path, line,
		    keys[key].group, keys[key].key, list, text);
	return FALSE;
}

static gboolean
check_value(const CtIntent *self, const KeyRow *row, const char *text, guint line, GError **error)
{
	guint64 number = 0;

	switch (row->kind) {
	case KIND_NUMBER:
	case KIND_COUNT:
		if (g_ascii_string_to_unsigned(text, 10, row->kind == KIND_COUNT ? 0 : 1,
					       row->kind == KIND_COUNT ? MOST_COUNT : G_MAXUINT32,
					       &number, NULL))
			return TRUE;
		g_set_error(
			error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			row->kind == KIND_COUNT
				? "%s:%u: [%s] %s must be a whole number up to a million, found \"%s\""
				: "%s:%u: [%s] %s must be a whole number from 1, found \"%s\"",
			self->path, line, row->group, row->key, text);
		return FALSE;
	case KIND_BOOL:
		if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
			return TRUE;
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			    "%s:%u: [%s] %s must be true or false, found \"%s\"", self->path, line,
			    row->group, row->key, text);
		return FALSE;
	case KIND_CHOICE:
		return check_choice(self, (CtIntentKey)(row - keys), text, line, error);
	case KIND_TEXT:
	case KIND_LIST:
		return TRUE;
	}
	g_assert_not_reached();
}

static gboolean
read_key(CtIntent *self, const char *group, const char *key, const char *value, guint line,
	 GError **error)
{
	g_autofree char *name = g_strdup_printf("%s.%s", group, key);

	if (is_free_group(group)) {
		CtIntentEntry entry = { g_string_chunk_insert_const(self->chunk, key),
					g_string_chunk_insert_const(self->chunk, value), line };

		g_array_append_val(strcmp(group, "pairing") == 0 ? self->pairing : self->sites,
				   entry);
		return TRUE;
	}
	for (int i = 0; i < CT_N_INTENT_KEYS; i++) {
		if (strcmp(key_names[i], name) != 0)
			continue;
		if (!check_value(self, &keys[i], value, line, error))
			return FALSE;
		ct_intent_set(self, i, value, line);
		return TRUE;
	}
	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
		    "%s:%u: unknown key \"%s\" in [%s]; did you mean %s? All keys: docs/intent.md",
		    self->path, line, key, group, nearest_key(name));
	return FALSE;
}

/* "OCS-P8-05 < OCS-P8-07": both sides must name a rule of the step table. */
static gboolean
read_order(CtIntent *self, const char *item, guint line, GError **error)
{
	g_auto(GStrv) sides = g_strsplit(item, "<", -1);
	CtIntentOrder order = { .line = line };

	if (g_strv_length(sides) != 2) {
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			    "%s:%u: [pins] order needs RULE < RULE, found \"%s\"", self->path, line,
			    item);
		return FALSE;
	}
	for (int side = 0; side < 2; side++) {
		g_auto(GStrv) parts = g_strsplit(g_strstrip(sides[side]), "@", 2);

		if (parts[0] == NULL || ct_step_row_find(parts[0]) == NULL) {
			g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
				    "%s:%u: [pins] order names \"%s\", which is no step; \"cutover "
				    "explain\" lists them",
				    self->path, line, sides[side]);
			return FALSE;
		}
	}
	order.before = g_string_chunk_insert_const(self->chunk, sides[0]);
	order.after = g_string_chunk_insert_const(self->chunk, sides[1]);
	g_array_append_val(self->orders, order);
	return TRUE;
}

static gboolean
read_groups(CtIntent *self, GKeyFile *file, const char *text, GError **error)
{
	g_autoptr(GHashTable) lines = scan_lines(text);
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (char **group = groups; *group != NULL; group++) {
		g_auto(GStrv) names = g_key_file_get_keys(file, *group, NULL, NULL);

		for (char **name = names; *name != NULL; name++) {
			guint line = line_of(lines, *group, *name);
			g_autofree char *value = g_key_file_get_value(file, *group, *name, NULL);

			if (!read_key(self, *group, *name, g_strstrip(value), line, error))
				return FALSE;
		}
	}
	for (guint i = 0; i < self->values[CT_INTENT_ORDER]->len; i++)
		if (!read_order(self, g_ptr_array_index(self->values[CT_INTENT_ORDER], i),
				self->lines[CT_INTENT_ORDER], error))
			return FALSE;
	return TRUE;
}

static guint
line_at(const char *text, const char *at)
{
	guint line = 1;

	for (const char *c = text; c < at; c++)
		line += *c == '\n';
	return line;
}

/* GKeyFile says what is wrong and not where: the first line up to which the text does not load. */
static guint
first_bad_line(const char *text)
{
	for (const char *end = strchr(text, '\n'); end != NULL; end = strchr(end + 1, '\n')) {
		g_autoptr(GKeyFile) file = g_key_file_new();

		if (!g_key_file_load_from_data(file, text, (gsize)(end - text), G_KEY_FILE_NONE,
					       NULL))
			return line_at(text, end);
	}
	return line_at(text, text + strlen(text));
}

static gboolean
load_text(GKeyFile *file, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(GError) local = NULL;
	const char *end = NULL;

	if (!g_utf8_validate_len(text, length, &end)) {
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			    "%s:%u: this is no UTF-8 text", path, line_at(text, end));
		return FALSE;
	}
	if (g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, &local))
		return TRUE;
	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED, "%s:%u: %s", path,
		    first_bad_line(text), local->message);
	return FALSE;
}

static CtIntent *
load(const char *path, GError **error)
{
	g_autoptr(CtIntent) self = ct_intent_new();
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(CtCalendar) calendar = NULL;
	g_autoptr(GError) local = NULL;
	g_autofree char *text = NULL;
	gsize length = 0;

	self->path = g_strdup(path);
	if (!g_file_get_contents(path, &text, &length, &local)) {
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MISSING, "%s: %s", path,
			    local->message);
		return NULL;
	}
	/* Notepad writes a byte order mark, and GKeyFile takes it for part of the first group */
	const char *start = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;

	if (!load_text(file, path, start, length - (gsize)(start - text), error))
		return NULL;
	if (!read_groups(self, file, start, error) || !ct_duration_check(self, error) ||
	    !ct_calendar_read(self, 0, &calendar, error))
		return NULL;
	return g_steal_pointer(&self);
}

CtIntent *
ct_intent_load(const char *path, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autofree char *message = NULL;
	CtIntent *self = load(path, &local);

	if (self != NULL)
		return self;
	/* messages quote the file, which may hold anything */
	message = ct_strings_printable(local->message);
	g_set_error_literal(error, local->domain, local->code, message);
	return NULL;
}

static void
record(const CtIntent *self, CtPlan *plan, const char *key, const char *value, guint line)
{
	g_autofree char *where = ct_intent_where(self, line);
	CtPlanIntent row = { ct_plan_text(plan, key), ct_plan_text(plan, value),
			     ct_plan_text(plan, where) };

	g_array_append_val(plan->intent, row);
}

void
ct_intent_record(const CtIntent *self, CtPlan *plan)
{
	for (int key = 0; key < CT_N_INTENT_KEYS; key++) {
		g_autoptr(GPtrArray) items = g_ptr_array_new();
		g_autofree char *value = NULL;

		/* what is told of findings is no part of a plan */
		if (strcmp(keys[key].group, "validate") == 0)
			continue;
		for (guint i = 0; i < self->values[key]->len; i++)
			g_ptr_array_add(items, g_ptr_array_index(self->values[key], i));
		g_ptr_array_add(items, NULL);
		value = g_strjoinv(";", (char **)items->pdata);
		record(self, plan, key_names[key], value, self->lines[key]);
	}
	for (guint i = 0; i < self->pairing->len; i++) {
		const CtIntentEntry *entry = &g_array_index(self->pairing, CtIntentEntry, i);
		g_autofree char *key = g_strdup_printf("pairing.%s", entry->name);

		record(self, plan, key, entry->value, entry->line);
	}
	for (guint i = 0; i < self->sites->len; i++) {
		const CtIntentEntry *entry = &g_array_index(self->sites, CtIntentEntry, i);
		g_autofree char *key = g_strdup_printf("sites.%s", entry->name);

		record(self, plan, key, entry->value, entry->line);
	}
}
