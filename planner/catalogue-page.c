/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages are put together from every table that has something to say of an id.  A table row is short
 * because programs and plans need it so; what an administrator wants to know besides (why, what could
 * go wrong, where to look) stands in details.def, one text for each id.
 */
#include "planner/catalogue-page.h"

#include <string.h>

#include "planner/catalogue-parts.h"
#include "planner/reading.h"
#include "planner/rulebook.h"

static const struct {
	const char *id, *text;
} details[] = {
#define CT_DETAIL(id, text) { id, text },
#include "planner/details.def"
#undef CT_DETAIL
};

static const struct {
	const char *id, *line;
} commands[] = {
#define CT_COMMAND(id, line) { id, line },
#include "planner/commands.def"
#undef CT_COMMAND
};

static const struct {
	const char *code, *line;
} examples[] = {
#define CT_EXAMPLE(code, scenario, line) { code, line },
#include "planner/examples.def"
#undef CT_EXAMPLE
};

static const struct {
	const char *id, *rules, *text, *effect;
} questions[] = {
#define CT_QUESTION(id, rules, kind, text, effect) { id, rules, text, effect },
#include "planner/questions.def"
#undef CT_QUESTION
};

static const struct {
	guint number;
	const char *sentence, *where;
} fields[] = {
#define CT_FIELD(number, sentence, where) { number, sentence, where },
#include "analyzer/field.def"
#undef CT_FIELD
};

static const CtCatalogueKind kinds[] = {
	{ "rule", "Rules of validate", "rule of cutover validate" },
	{ "step", "Steps of a plan", "step of a plan" },
	{ "constraint", "Constraints on the order of steps", "constraint on the order of steps" },
	{ "invariant", "Invariants of every state", "invariant of every state" },
	{ "rollback", "Rollbacks and what they lose", "way back" },
	{ "test", "Tests that people carry out", "test that a person carries out" },
	{ "capacity", "Capacities", "capacity" },
	{ "contradiction", "Contradictions of the public guide",
	  "contradiction of the public guide" },
	{ "decision", "Decisions before the first step", "decision before the first step" },
	{ "question", "Questions that a plan asks", "question that a plan asks" },
	{ "field", "What happened in real migrations", "what happened in real migrations" },
};

void
ct_page_section_free(CtPageSection *self)
{
	g_free(self->text);
	g_strfreev(self->items);
	g_free(self);
}

void
ct_page_add_item(GPtrArray *items, const char *format, ...)
{
	g_autofree char *item = NULL;
	va_list args;

	va_start(args, format);
	item = g_strdup_vprintf(format, args);
	va_end(args);
	g_strdelimit(item, "\n", ' ');
	if (!g_ptr_array_find_with_equal_func(items, item, g_str_equal, NULL))
		g_ptr_array_add(items, g_steal_pointer(&item));
}

void
ct_page_add_section(GPtrArray *page, const char *heading, const char *text, GPtrArray *items)
{
	CtPageSection *section;

	if (*text == '\0' && items->len == 0) {
		g_ptr_array_unref(items);
		return;
	}
	section = g_new0(CtPageSection, 1);
	section->heading = heading;
	section->text = g_strdup(text);
	g_ptr_array_add(items, NULL);
	section->items = (char **)g_ptr_array_free(items, FALSE);
	g_ptr_array_add(page, section);
}

GPtrArray *
ct_page_items(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

void
ct_page_add_text(GPtrArray *page, const char *heading, const char *text)
{
	ct_page_add_section(page, heading, text, ct_page_items());
}

char *
ct_page_detail_line(const CtCatalogueEntry *entry, const char *label)
{
	g_auto(GStrv) lines = g_strsplit(entry->detail, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (g_str_has_prefix(lines[i], label))
			return g_strdup(lines[i]);
	return NULL;
}

const char *
ct_catalogue_meaning(const char *id)
{
	for (gsize i = 0; i < G_N_ELEMENTS(details); i++)
		if (strcmp(details[i].id, id) == 0)
			return details[i].text;
	return "";
}

static const char *
noun_of(const char *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].noun;
	return kind;
}

const CtCatalogueKind *
ct_catalogue_kinds(guint *out_count)
{
	*out_count = G_N_ELEMENTS(kinds);
	return kinds;
}

static void
add_facts(GPtrArray *page, const CtCatalogueEntry *entry)
{
	static const char *const labels[] = { "Severity: ", "Code: ",	    "Phase: ",	"Tool: ",
					      "Minutes: ",  "Reversible: ", "Checked: " };
	GPtrArray *items = ct_page_items();

	ct_page_add_item(items, "Kind: %s", noun_of(entry->kind));
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		g_autofree char *line = ct_page_detail_line(entry, labels[i]);

		if (line != NULL)
			ct_page_add_item(items, "%s", line);
	}
	ct_page_add_section(page, "", "", items);
}

/* Is @line the reason of an order that the page tells under a heading of its own? */
static gboolean
is_reason(const char *id, const char *line)
{
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		gsize length = strlen(rows[i].reason);

		if (strcmp(rows[i].id, id) == 0 && rows[i].before[0] != '\0' &&
		    strncmp(rows[i].reason, line, length) == 0 && strcmp(line + length, ".") == 0)
			return TRUE;
	}
	return FALSE;
}

/* The text of @entry without the reasons of its orders, newly allocated. */
static char *
own_text(const CtCatalogueEntry *entry)
{
	g_auto(GStrv) lines = g_strsplit(entry->text, "\n", -1);
	g_autoptr(GPtrArray) own = g_ptr_array_new();

	for (guint i = 0; lines[i] != NULL; i++)
		if (!is_reason(entry->id, lines[i]))
			g_ptr_array_add(own, lines[i]);
	g_ptr_array_add(own, NULL);
	return g_strjoinv("\n", (char **)own->pdata);
}

static void
add_meaning(GPtrArray *page, const CtCatalogueEntry *entry)
{
	const char *detail = ct_catalogue_meaning(entry->id);
	g_autofree char *own = own_text(entry);
	const char *text = own;
	gsize length = strlen(entry->title);
	g_autofree char *whole = NULL;

	/* some texts begin with the very sentence that is their title */
	if (g_str_has_prefix(text, entry->title) && text[length] == '.') {
		text += length + 1;
		text += strspn(text, " \n");
	}
	if (strcmp(entry->kind, "field") == 0)
		text = "";
	whole = g_strconcat(text, *text != '\0' && *detail != '\0' ? "\n" : "", detail, NULL);
	ct_page_add_text(page, "Meaning", whole);
}

/* What is typed or opened; names in angle brackets stand for those of the plan. */
static void
add_commands(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();

	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(commands[i].id, entry->id) == 0)
			ct_page_add_item(items, "%s", commands[i].line);
	ct_page_add_section(page, "How", "", items);
}

static void
add_outcome(GPtrArray *page, const CtCatalogueEntry *entry)
{
	g_autofree char *lost = ct_page_detail_line(entry, "Lost: ");
	g_autofree char *passed = ct_page_detail_line(entry, "Passed: ");

	if (lost != NULL)
		ct_page_add_text(page, "What is lost", lost + strlen("Lost: "));
	if (passed != NULL)
		ct_page_add_text(page, "When it counts as passed", passed + strlen("Passed: "));
}

/* What the intent file can choose instead, and what that risks. */
static void
add_choice(GPtrArray *page, const CtCatalogueEntry *entry)
{
	for (guint i = 0; i < CT_N_READINGS; i++) {
		const CtReadingRow *row = ct_reading_row((CtReading)i);
		const char *dot = strchr(row->key, '.');
		g_autofree char *text = NULL;

		if (strcmp(row->id, entry->id) != 0)
			continue;
		if (dot == NULL)
			text = g_strdup_printf("None can be chosen. %s", row->other);
		else
			text = g_strdup_printf(
				"%s If that is wrong: %s.\nTo choose it, write %s = true "
				"under [%.*s] in the intent file.",
				row->other, row->risk, dot + 1, (int)(dot - row->key), row->key);
		ct_page_add_text(page, "The other reading", text);
	}
}

/* The question of the row itself; of a step also those that are asked because a plan has it. */
static void
add_questions(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *own = ct_page_items();
	GPtrArray *others = ct_page_items();

	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
		gboolean is_own = strcmp(questions[i].id, entry->id) == 0;

		if (is_own && strcmp(entry->kind, "question") != 0)
			ct_page_add_item(own, "%s. If not: %s", questions[i].text,
					 questions[i].effect);
		if (!is_own && ct_rule_list_has(questions[i].rules, entry->id))
			ct_page_add_item(others, "%s. If not: %s (%s)", questions[i].text,
					 questions[i].effect, questions[i].id);
	}
	ct_page_add_section(page, "What a person is asked", "", own);
	ct_page_add_section(page, "What is asked before it", "", others);
}

/* A question of its own has steps for which it is asked. */
static void
add_asked_before(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();

	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (strcmp(questions[i].id, entry->id) == 0) {
			g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);
			g_autofree char *steps = ct_page_spell_steps(questions[i].rules, seen);

			ct_page_add_item(items, "%s", steps);
		}
	ct_page_add_section(page, "Asked before", "", items);
}

/* Does the list of ids behind "covered by: " have @id, or its code? */
static gboolean
covers(const char *where, const CtCatalogueEntry *entry)
{
	g_auto(GStrv) words = NULL;

	if (!g_str_has_prefix(where, "covered by: "))
		return FALSE;
	words = g_strsplit(where + strlen("covered by: "), ", ", -1);
	return g_strv_contains((const char *const *)words, entry->id) ||
	       (entry->code != NULL && g_strv_contains((const char *const *)words, entry->code));
}

static void
add_field(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *id = g_strdup_printf("F-%02u", fields[i].number);

		if (strcmp(entry->kind, "field") == 0)
			continue;
		if (strcmp(id, entry->id) == 0)
			ct_page_add_item(items, "%s", fields[i].sentence);
		else if (covers(fields[i].where, entry))
			ct_page_add_item(items, "%s (%s)", fields[i].sentence, id);
	}
	ct_page_add_section(page, "It has happened", "", items);
}

/* What sees to an item of field experience that has no row of its own. */
static void
add_cover(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();
	const char *reason = "";

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *id = g_strdup_printf("F-%02u", fields[i].number);
		g_auto(GStrv) words = NULL;

		if (strcmp(id, entry->id) != 0)
			continue;
		if (g_str_has_prefix(fields[i].where, "not seen: "))
			reason = fields[i].where + strlen("not seen: ");
		if (!g_str_has_prefix(fields[i].where, "covered by: "))
			continue;
		words = g_strsplit(fields[i].where + strlen("covered by: "), ", ", -1);
		for (guint k = 0; words[k] != NULL; k++) {
			const CtCatalogueEntry *other = ct_catalogue_find(words[k]);

			if (other != NULL)
				ct_page_add_item(items, "%s: %s", other->id, other->title);
		}
	}
	ct_page_add_section(page, *reason != '\0' ? "Why nothing tells it" : "What sees to it",
			    reason, items);
}

static void
add_example(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = ct_page_items();

	for (gsize i = 0; i < G_N_ELEMENTS(examples); i++)
		if (g_strcmp0(examples[i].code, entry->code) == 0)
			ct_page_add_item(items, "%s", examples[i].line);
	ct_page_add_section(page, "Example", "", items);
}

static void
add_source(GPtrArray *page, const CtCatalogueEntry *entry)
{
	g_auto(GStrv) sources = g_strsplit(entry->source, "; ", -1);
	GPtrArray *items = ct_page_items();

	for (guint i = 0; sources[i] != NULL; i++) {
		if (g_str_has_suffix(sources[i], ".md"))
			sources[i][strlen(sources[i]) - strlen(".md")] = '\0';
		if (sources[i][0] != '\0')
			ct_page_add_item(items, "%s", sources[i]);
	}
	if (items->len == 0)
		ct_page_add_item(items,
				 "experience with exports and migrations, no page of the guide");
	ct_page_add_section(page, "Source", "", items);
}

GPtrArray *
ct_catalogue_page(const CtCatalogueEntry *entry)
{
	GPtrArray *page = g_ptr_array_new_with_free_func((GDestroyNotify)ct_page_section_free);

	add_facts(page, entry);
	add_meaning(page, entry);
	add_commands(page, entry);
	add_outcome(page, entry);
	add_choice(page, entry);
	/* a step tells its orders as neighbours */
	if (strcmp(entry->kind, "step") != 0)
		ct_page_add_orders(page, entry);
	ct_page_add_step(page, entry);
	ct_page_add_users(page, entry);
	add_questions(page, entry);
	if (strcmp(entry->kind, "question") == 0)
		add_asked_before(page, entry);
	if (strcmp(entry->kind, "field") == 0)
		add_cover(page, entry);
	add_field(page, entry);
	if (entry->code != NULL)
		add_example(page, entry);
	add_source(page, entry);
	return page;
}
