/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages are put together from every table that has something to say of an id.  A table row is short
 * because programs and plans need it so; what an administrator wants to know besides (why, what could
 * go wrong, where to look) stands in details.def, one text for each id.
 */
#include "planner/catalogue-page.h"

#include <string.h>

#include "planner/rulebook.h"

static const struct {
	const char *id, *text;
} details[] = {
#define CT_DETAIL(id, text) { id, text },
#include "planner/details.def"
#undef CT_DETAIL
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

static const struct {
	const char *rule, *how;
} undos[] = {
#define CT_UNDO(rule, kind, how) { rule, how },
#include "planner/undos.def"
#undef CT_UNDO
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

static const char *const scopes[] = {
	[CT_SCOPE_ALL] = "in the whole deployment",
	[CT_SCOPE_POOL] = "on a common pool",
	[CT_SCOPE_SUBJECT] = "for the same object",
	[CT_SCOPE_WAVE] = "from wave to wave",
};

/* When a row of constraints.def binds at all: "" always. */
static const char *const conditions[] = {
	[CT_CONDITION_ALWAYS] = "",
	[CT_CONDITION_SHARED_EDGE_FQDN] =
		", if a legacy Edge has one external name for all its services",
	[CT_CONDITION_SEPARATE_EDGE_FQDN] = ", if every legacy Edge has a name for each service",
	[CT_CONDITION_NEVER] = ", if a person says so, since no export shows it",
	[CT_CONDITION_CALLS_OF_ALL] = ", unless the intent file chooses the other reading of A5",
	[CT_CONDITION_CALLS_OF_POOL] = ", if the intent file chooses the other reading of A5",
	[CT_CONDITION_XMPP_POLICY_LATE] =
		", unless the intent file chooses the other reading of A9",
	[CT_CONDITION_XMPP_POLICY_EARLY] = ", if the intent file chooses the other reading of A9",
	[CT_CONDITION_WHOLE_EDGE_STOPS] = ", if the intent file chooses the other reading of A7",
};

void
ct_page_section_free(CtPageSection *self)
{
	g_free(self->text);
	g_strfreev(self->items);
	g_free(self);
}

static void add_item(GPtrArray *items, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
add_item(GPtrArray *items, const char *format, ...)
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

/* Takes @items over; a section without anything in it is none. */
static void
add_section(GPtrArray *page, const char *heading, const char *text, GPtrArray *items)
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

static GPtrArray *
no_items(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

static void
add_text(GPtrArray *page, const char *heading, const char *text)
{
	add_section(page, heading, text, no_items());
}

/* "OCS-P4-01 (Install the WMI package), OCS-P3-02 (...)" of a list separated by '|'. */
static char *
spell_steps(const char *list)
{
	g_auto(GStrv) ids = g_strsplit(list, "|", -1);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; ids[i] != NULL; i++) {
		const CtCatalogueEntry *entry = ct_catalogue_find(ids[i]);
		const char *title = entry != NULL ? entry->title : "";

		g_string_append_printf(text, "%s%s (%s)", text->len > 0 ? "; " : "", ids[i], title);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* "OCS-P4-01, OCS-P3-02" */
static char *
join_ids(const char *list)
{
	g_auto(GStrv) ids = g_strsplit(list, "|", -1);

	return g_strjoinv(", ", ids);
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

/* The line of @entry->detail that begins with @label, newly allocated, or NULL. */
static char *
detail_line(const CtCatalogueEntry *entry, const char *label)
{
	g_auto(GStrv) lines = g_strsplit(entry->detail, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (g_str_has_prefix(lines[i], label))
			return g_strdup(lines[i]);
	return NULL;
}

static void
add_facts(GPtrArray *page, const CtCatalogueEntry *entry)
{
	static const char *const labels[] = { "Severity: ", "Code: ",	    "Phase: ",	"Tool: ",
					      "Minutes: ",  "Reversible: ", "Checked: " };
	GPtrArray *items = no_items();

	add_item(items, "Kind: %s", noun_of(entry->kind));
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		g_autofree char *line = detail_line(entry, labels[i]);

		if (line != NULL)
			add_item(items, "%s", line);
	}
	add_section(page, "", "", items);
}

static void
add_meaning(GPtrArray *page, const CtCatalogueEntry *entry)
{
	const char *detail = ct_catalogue_meaning(entry->id);
	const char *text = entry->text;
	gsize length = strlen(entry->title);
	g_autofree char *first = NULL;
	g_autofree char *whole = NULL;

	/* some texts begin with the very sentence that is their title */
	if (g_str_has_prefix(text, entry->title) && text[length] == '.') {
		text += length + 1;
		text += strspn(text, " \n");
	}
	/* further lines of a step are reasons of its order, which has a section of its own */
	if (strcmp(entry->kind, "step") == 0)
		text = first = g_strndup(text, strcspn(text, "\n"));
	whole = g_strconcat(text, *text != '\0' && *detail != '\0' ? "\n" : "", detail, NULL);
	add_text(page, "Meaning", whole);
}

/* What an administrator has to know of the order around step @id: from the rows of constraints.def. */
static void
add_neighbours(GPtrArray *page, const char *id, gboolean is_before)
{
	GPtrArray *items = no_items();
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		const char *own = is_before ? rows[i].after : rows[i].before;
		const char *other = is_before ? rows[i].before : rows[i].after;
		g_autofree char *steps = NULL;

		if (*other == '\0' || !ct_rule_list_has(own, id))
			continue;
		steps = join_ids(other);
		add_item(items, "%s: %s (%s%s%s)", steps, rows[i].reason, rows[i].id,
			 rows[i].strength == CT_STRENGTH_HARD ? "" : ", recommended",
			 conditions[rows[i].condition]);
	}
	add_section(page, is_before ? "What comes before" : "What waits for it", "", items);
}

static void
add_way_back(GPtrArray *page, const CtStepRow *row)
{
	const CtCatalogueEntry *rollback = ct_catalogue_find(row->rollback);
	GPtrArray *items = no_items();
	const char *text = row->reversible == CT_REVERSIBLE_NO
				   ? "There is no way back from here on."
				   : "";

	for (gsize i = 0; i < G_N_ELEMENTS(undos); i++)
		if (strcmp(undos[i].rule, row->id) == 0)
			add_item(items, "%s", undos[i].how);
	if (rollback != NULL) {
		g_autofree char *lost = detail_line(rollback, "Lost: ");

		add_item(items, "%s: %s", rollback->id, rollback->text);
		add_item(items, "%s", lost);
	} else if (items->len == 0 && row->reversible == CT_REVERSIBLE_YES) {
		text = "Nothing has to be undone: on the way back the result of this step may stay.";
	}
	add_section(page, "Way back", text, items);
}

static void
add_tests(GPtrArray *page, const CtStepRow *row)
{
	g_auto(GStrv) ids = g_strsplit(row->tests, " ", -1);
	GPtrArray *items = no_items();

	for (guint i = 0; ids[i] != NULL; i++) {
		const CtCatalogueEntry *test = ct_catalogue_find(ids[i]);

		if (test != NULL)
			add_item(items, "%s: %s %s", test->id, test->text, test->detail);
	}
	add_section(page, "What to check afterwards", "", items);
}

static void
add_step(GPtrArray *page, const CtCatalogueEntry *entry)
{
	const CtStepRow *row = ct_step_row_find(entry->id);

	if (row == NULL)
		return;
	add_neighbours(page, row->id, TRUE);
	add_neighbours(page, row->id, FALSE);
	add_tests(page, row);
	add_way_back(page, row);
}

static void
add_orders(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = no_items();
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		g_autofree char *before = NULL;
		g_autofree char *after = NULL;

		if (strcmp(rows[i].id, entry->id) != 0 || rows[i].before[0] == '\0')
			continue;
		before = spell_steps(rows[i].before);
		after = spell_steps(rows[i].after);
		add_item(items, "%s, %s%s: %s comes before %s",
			 rows[i].strength == CT_STRENGTH_HARD ? "hard" : "recommended",
			 scopes[rows[i].scope], conditions[rows[i].condition], before, after);
	}
	add_section(page, "Order", "", items);
}

/* The steps that name this rollback or this test. */
static void
add_users(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = no_items();
	guint count;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++) {
		g_auto(GStrv) tests = g_strsplit(rows[i].tests, " ", -1);

		if (strcmp(rows[i].rollback, entry->id) == 0 ||
		    g_strv_contains((const char *const *)tests, entry->id)) {
			g_autofree char *step = spell_steps(rows[i].id);

			add_item(items, "%s", step);
		}
	}
	add_section(page, "Steps that lead here", "", items);
}

static void
add_outcome(GPtrArray *page, const CtCatalogueEntry *entry)
{
	g_autofree char *lost = detail_line(entry, "Lost: ");
	g_autofree char *passed = detail_line(entry, "Passed: ");

	if (lost != NULL)
		add_text(page, "What is lost", lost + strlen("Lost: "));
	if (passed != NULL)
		add_text(page, "When it counts as passed", passed + strlen("Passed: "));
}

/* What the intent file can choose instead, and what that risks. */
static void
add_choice(GPtrArray *page, const CtCatalogueEntry *entry)
{
	if (strcmp(entry->kind, "contradiction") == 0)
		add_text(page, "The other reading", entry->detail);
}

/* The question of the row itself; of a step also those that are asked because a plan has it. */
static void
add_questions(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *own = no_items();
	GPtrArray *others = no_items();

	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
		gboolean is_own = strcmp(questions[i].id, entry->id) == 0;

		if (is_own && strcmp(entry->kind, "question") != 0)
			add_item(own, "%s. If not: %s", questions[i].text, questions[i].effect);
		if (!is_own && ct_rule_list_has(questions[i].rules, entry->id))
			add_item(others, "%s. If not: %s (%s)", questions[i].text,
				 questions[i].effect, questions[i].id);
	}
	add_section(page, "What a person is asked", "", own);
	add_section(page, "What is asked before it", "", others);
}

/* A question of its own has steps for which it is asked. */
static void
add_asked_before(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = no_items();

	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (strcmp(questions[i].id, entry->id) == 0) {
			g_autofree char *steps = spell_steps(questions[i].rules);

			add_item(items, "%s", steps);
		}
	add_section(page, "Asked before", "", items);
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
	GPtrArray *items = no_items();

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *id = g_strdup_printf("F-%02u", fields[i].number);

		if (strcmp(entry->kind, "field") != 0 &&
		    (strcmp(id, entry->id) == 0 || covers(fields[i].where, entry)))
			add_item(items, "%s (%s)", fields[i].sentence, id);
	}
	add_section(page, "It has happened", "", items);
}

/* What sees to an item of field experience that has no row of its own. */
static void
add_cover(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = no_items();
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
				add_item(items, "%s: %s", other->id, other->title);
		}
	}
	add_section(page, *reason != '\0' ? "Why nothing tells it" : "What sees to it", reason,
		    items);
}

static void
add_example(GPtrArray *page, const CtCatalogueEntry *entry)
{
	GPtrArray *items = no_items();

	for (gsize i = 0; i < G_N_ELEMENTS(examples); i++)
		if (g_strcmp0(examples[i].code, entry->code) == 0)
			add_item(items, "%s", examples[i].line);
	add_section(page, "Example", "", items);
}

static void
add_source(GPtrArray *page, const CtCatalogueEntry *entry)
{
	g_auto(GStrv) sources = g_strsplit(entry->source, "; ", -1);
	GPtrArray *items = no_items();

	for (guint i = 0; sources[i] != NULL; i++) {
		if (g_str_has_suffix(sources[i], ".md"))
			sources[i][strlen(sources[i]) - strlen(".md")] = '\0';
		if (sources[i][0] != '\0')
			add_item(items, "%s", sources[i]);
	}
	if (items->len == 0)
		add_item(items, "experience with exports and migrations, no page of the guide");
	add_section(page, "Source", "", items);
}

GPtrArray *
ct_catalogue_page(const CtCatalogueEntry *entry)
{
	GPtrArray *page = g_ptr_array_new_with_free_func((GDestroyNotify)ct_page_section_free);

	add_facts(page, entry);
	add_meaning(page, entry);
	add_outcome(page, entry);
	add_choice(page, entry);
	add_orders(page, entry);
	add_step(page, entry);
	add_users(page, entry);
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
