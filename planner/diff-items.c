/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan as lists of things that can be compared.
 *
 * The table of plan.json (plan-fields.c) says what a thing consists of, so that a property that is
 * added to the format is compared from its first day.  The table here says, for each list, what makes
 * two things the same one, and which properties only number or date them.  Where a property is the id
 * of a step, the step's own key stands for it.
 */
#include <string.h>

#include "planner/diff-parts.h"
#include "planner/plan-fields.h"

typedef struct {
	const char *list;    /* key of plan.json; NULL: no list of that document */
	const char *key;     /* properties, separated by '|' */
	const char *ignored; /* likewise: those that follow from others */
	gboolean ordered;
} Row;

/* Dates and slack of a step follow from the steps around it. */
#define IGNORED_OF_STEP                                                                        \
	"id|start_minute|start|end|window|person|slack_minutes|critical|delay_minutes|breaks|" \
	"evidence"

static const Row rows[CT_N_DIFF_SECTIONS] = {
	[CT_DIFF_INTENT] = { "intent", "key", "origin", FALSE },
	[CT_DIFF_PAIR] = { "pairs", "legacy", "evidence", FALSE },
	[CT_DIFF_STEP] = { "steps", "rule|subjects", IGNORED_OF_STEP, TRUE },
	[CT_DIFF_MEMBER] = { NULL, NULL, NULL, FALSE },
	[CT_DIFF_WAVE] = { "waves", "id", "file|sha256|users", FALSE },
	[CT_DIFF_CHECKPOINT] = { "checkpoints", "kind|title", "id", FALSE },
	[CT_DIFF_FATE] = { "fates", "subject", "evidence", FALSE },
	[CT_DIFF_ASSUMPTION] = { "assumptions", "id|source|text", "", FALSE },
	[CT_DIFF_FINDING] = { NULL, NULL, NULL, FALSE },
	[CT_DIFF_FIGURE] = { NULL, NULL, NULL, FALSE },
};

/* Properties whose value is the id of a step. */
static const char *const step_keys[] = { "step", "after_step", "point_of_no_return", NULL };

typedef struct {
	const CtPlan *plan;
	GHashTable *steps;  /* id -> name of the step, owned */
	const char *folder; /* what the paths of all inputs begin with */
} Names;

gboolean
ct_diff_is_ordered(CtDiffSection section)
{
	return rows[section].ordered;
}

static void
item_free(gpointer data)
{
	CtDiffItem *self = data;

	g_free(self->key);
	g_free(self->name);
	g_ptr_array_unref(self->labels);
	g_ptr_array_unref(self->values);
	g_clear_pointer(&self->own_evidence, g_array_unref);
	g_free(self->own_file);
	g_free(self);
}

CtDiffItem *
ct_diff_item_new(void)
{
	CtDiffItem *self = g_new0(CtDiffItem, 1);

	self->labels = g_ptr_array_new();
	self->values = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	return self;
}

GPtrArray *
ct_diff_item_add(CtDiffItem *self, const char *label)
{
	GPtrArray *values = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(self->labels, (gpointer)label);
	g_ptr_array_add(self->values, values);
	return values;
}

void
ct_diff_item_place(CtDiffItem *self, const char *file, guint line)
{
	CtEvidence place = { NULL, line, "" };

	self->own_file = g_strdup(file);
	place.file = self->own_file;
	self->own_evidence = g_array_new(FALSE, FALSE, sizeof(CtEvidence));
	g_array_append_val(self->own_evidence, place);
	self->evidence = self->own_evidence;
}

static char *
name_of_step(const CtPlanStep *step)
{
	const char *subject = step->subjects->len > 0 ? g_ptr_array_index(step->subjects, 0) : "";

	return g_strdup_printf("%s %s", step->rule, subject);
}

static gboolean
is_among(const char *list, const char *word)
{
	g_auto(GStrv) words = g_strsplit(list, "|", -1);

	return g_strv_contains((const char *const *)words, word);
}

/* ---- The values of one property ---- */

static void add_values(const Names *names, const CtField *field, gconstpointer record,
		       GPtrArray *values);

/* Sentences of a plan name places in exports.  Where the exports lie, and in which line of one something
 * stands, says nothing of the plan: "exports/contoso.intent:7" becomes "contoso.intent". */
static char *
without_places(const Names *names, const char *text)
{
	GString *result = g_string_new(NULL);
	gsize length = strlen(names->folder);
	const char *at = length > 0 ? strstr(text, names->folder) : NULL;

	while (at != NULL) {
		const char *end = at + length;
		const char *digits;

		g_string_append_len(result, text, (gssize)(at - text));
		while (*end != '\0' && !g_ascii_isspace(*end) && strchr(":,;()\"", *end) == NULL)
			end++;
		g_string_append_len(result, at + length, (gssize)(end - at) - (gssize)length);
		digits = end + 1;
		while (*end == ':' && g_ascii_isdigit(*digits))
			digits++;
		text = *end == ':' && digits > end + 1 ? digits : end;
		at = strstr(text, names->folder);
	}
	g_string_append(result, text);
	return g_string_free(result, FALSE);
}

static char *
text_value(const Names *names, const CtField *field, const char *text)
{
	const char *step = NULL;

	if (text != NULL && g_strv_contains(step_keys, field->key))
		step = g_hash_table_lookup(names->steps, text);
	return step != NULL ? g_strdup(step) : without_places(names, text != NULL ? text : "");
}

/* A record within a thing, in one line. */
static char *
record_value(const Names *names, const CtRecordFormat *format, gconstpointer record)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; i < format->n_fields; i++) {
		g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);

		add_values(names, &format->fields[i], record, values);
		for (guint k = 0; k < values->len; k++) {
			const char *value = g_ptr_array_index(values, k);

			if (*value != '\0')
				g_string_append_printf(line, "%s%s", line->len > 0 ? ", " : "",
						       value);
		}
	}
	return g_string_free(g_steal_pointer(&line), FALSE);
}

static void
add_records(const Names *names, const CtRecordFormat *format, const GArray *records,
	    GPtrArray *values)
{
	for (guint i = 0; i < records->len; i++)
		g_ptr_array_add(values,
				record_value(names, format, records->data + i * format->size));
}

static void
add_values(const Names *names, const CtField *field, gconstpointer record, GPtrArray *values)
{
	gconstpointer member = (const char *)record + field->offset;
	const GPtrArray *texts;

	switch (field->type) {
	case CT_FIELD_TEXT:
	case CT_FIELD_TEXT_OR_NULL:
	case CT_FIELD_TEXT_OR_EMPTY:
		g_ptr_array_add(values, text_value(names, field, *(const char *const *)member));
		return;
	case CT_FIELD_COUNT_OR_NULL:
		if (*(const guint *)member == G_MAXUINT)
			return;
		g_ptr_array_add(values, g_strdup_printf("%u", *(const guint *)member));
		return;
	case CT_FIELD_COUNT:
		g_ptr_array_add(values, g_strdup_printf("%u", *(const guint *)member));
		return;
	case CT_FIELD_LARGE:
		g_ptr_array_add(values,
				g_strdup_printf("%" G_GUINT64_FORMAT, *(const guint64 *)member));
		return;
	case CT_FIELD_FLAG:
		g_ptr_array_add(values, g_strdup(*(const gboolean *)member ? "true" : "false"));
		return;
	case CT_FIELD_CHOICE:
		g_ptr_array_add(values, g_strdup(field->choices[*(const guint *)member]));
		return;
	case CT_FIELD_TEXTS:
		texts = *(GPtrArray *const *)member;
		for (guint i = 0; i < texts->len; i++)
			g_ptr_array_add(values, without_places(names, g_ptr_array_index(texts, i)));
		return;
	case CT_FIELD_RECORDS:
		add_records(names, field->record, *(GArray *const *)member, values);
		return;
	case CT_FIELD_GROUP:
		return;
	}
	g_assert_not_reached();
}

/* ---- Lists of plan.json ---- */

static const CtField *
find_field(const CtRecordFormat *format, const char *key)
{
	for (guint i = 0; i < format->n_fields; i++)
		if (strcmp(format->fields[i].key, key) == 0)
			return &format->fields[i];
	return NULL;
}

static const GArray *
evidence_of(const CtRecordFormat *format, gconstpointer record)
{
	const CtField *field = find_field(format, "evidence");

	return field != NULL ? *(GArray *const *)((const char *)record + field->offset) : NULL;
}

static const char *
id_of(const CtRecordFormat *format, gconstpointer record)
{
	const CtField *field = find_field(format, "id");

	return field != NULL ? *(const char *const *)((const char *)record + field->offset) : NULL;
}

/* The origin of an intent is "file:line", or a word. */
static void
place_by_origin(CtDiffItem *item, const CtRecordFormat *format, gconstpointer record)
{
	const CtField *field = find_field(format, "origin");
	const char *origin;
	const char *colon;
	g_autofree char *file = NULL;

	if (field == NULL)
		return;
	origin = *(const char *const *)((const char *)record + field->offset);
	colon = origin != NULL ? strrchr(origin, ':') : NULL;
	if (colon == NULL)
		return;
	file = g_strndup(origin, (gsize)(colon - origin));
	ct_diff_item_place(item, file, (guint)g_ascii_strtoull(colon + 1, NULL, 10));
}

static CtDiffItem *
item_of(const Names *names, const Row *row, const CtRecordFormat *format, gconstpointer record)
{
	CtDiffItem *item = ct_diff_item_new();
	g_autoptr(GString) key = g_string_new(NULL);
	g_auto(GStrv) words = g_strsplit(row->key, "|", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);

		add_values(names, find_field(format, words[i]), record, values);
		for (guint k = 0; k < values->len; k++)
			g_string_append_printf(key, "%s%s", key->len > 0 ? " " : "",
					       (const char *)g_ptr_array_index(values, k));
	}
	for (guint i = 0; i < format->n_fields; i++) {
		const CtField *field = &format->fields[i];

		if (!g_strv_contains((const char *const *)words, field->key) &&
		    !is_among(row->ignored, field->key))
			add_values(names, field, record, ct_diff_item_add(item, field->key));
	}
	item->id = id_of(format, record);
	item->evidence = evidence_of(format, record);
	place_by_origin(item, format, record);
	item->key = g_string_free(g_steal_pointer(&key), FALSE);
	item->name = row == &rows[CT_DIFF_STEP] ? name_of_step(record) : g_strdup(item->key);
	return item;
}

static void
add_list(const Names *names, const Row *row, GPtrArray *items)
{
	const CtField *field = find_field(ct_plan_format(), row->list);
	const GArray *records = *(GArray *const *)((const char *)names->plan + field->offset);

	for (guint i = 0; i < records->len; i++)
		g_ptr_array_add(items, item_of(names, row, field->record,
					       records->data + i * field->record->size));
}

/* ---- What is no list there ---- */

/* Unit and wave file number the users; what moves whom where is compared. */
static void
add_members(const CtPlan *plan, GPtrArray *items)
{
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, k);
			CtDiffItem *item = ct_diff_item_new();

			item->key = g_utf8_casefold(member->sip, -1);
			item->name = g_strdup(member->sip);
			g_ptr_array_add(ct_diff_item_add(item, "wave"), g_strdup(wave->id));
			g_ptr_array_add(ct_diff_item_add(item, "name"), g_strdup(member->name));
			g_ptr_array_add(ct_diff_item_add(item, "from"), g_strdup(member->source));
			g_ptr_array_add(ct_diff_item_add(item, "to"), g_strdup(member->target));
			g_ptr_array_add(ct_diff_item_add(item, "reason"), g_strdup(member->reason));
			g_ptr_array_add(items, item);
		}
	}
}

static void
add_figure(const Names *names, const CtField *field, GPtrArray *items)
{
	CtDiffItem *item;

	if (field->type == CT_FIELD_GROUP) {
		for (guint i = 0; i < field->record->n_fields; i++)
			add_figure(names, &field->record->fields[i], items);
		return;
	}
	if (field->type == CT_FIELD_RECORDS)
		return;
	item = ct_diff_item_new();
	item->key = g_strdup(field->key);
	item->name = g_strdup(field->key);
	add_values(names, field, names->plan, ct_diff_item_add(item, "value"));
	g_ptr_array_add(items, item);
}

/* From the start of the first step to the end of the last one's settling. */
static void
add_duration(const CtPlan *plan, GPtrArray *items)
{
	CtDiffItem *item = ct_diff_item_new();
	guint64 end = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		end = MAX(end, step->start_minute + step->minutes + step->settle_minutes);
	}
	item->key = g_strdup("minutes");
	item->name = g_strdup("minutes");
	g_ptr_array_add(ct_diff_item_add(item, "value"),
			g_strdup_printf("%" G_GUINT64_FORMAT, end));
	g_ptr_array_add(items, item);
}

static void
add_figures(const Names *names, GPtrArray *items)
{
	const CtRecordFormat *format = ct_plan_format();

	for (guint i = 0; i < format->n_fields; i++)
		add_figure(names, &format->fields[i], items);
	add_duration(names->plan, items);
}

static void
move_items(GPtrArray *items, GPtrArray *more)
{
	g_ptr_array_set_free_func(more, NULL);
	for (guint i = 0; i < more->len; i++)
		g_ptr_array_add(items, g_ptr_array_index(more, i));
}

GPtrArray *
ct_diff_items(const CtPlan *plan, CtDiffSection section, const char *dir)
{
	g_autoptr(GHashTable) steps = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_autofree char *folder = ct_plan_input_folder(plan);
	Names names = { plan, steps, folder };
	GPtrArray *items = g_ptr_array_new_with_free_func(item_free);

	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_replace(steps, (gpointer)ct_plan_step(plan, i)->id,
				     name_of_step(ct_plan_step(plan, i)));
	if (rows[section].list != NULL) {
		add_list(&names, &rows[section], items);
	} else if (section == CT_DIFF_MEMBER) {
		add_members(plan, items);
	} else if (section == CT_DIFF_FIGURE) {
		add_figures(&names, items);
	} else if (dir != NULL) {
		g_autoptr(GPtrArray) found = ct_diff_findings(dir);

		move_items(items, found);
	}
	return items;
}
