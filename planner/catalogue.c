/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the rule book, told as one list.
 *
 * Each table has columns of its own; here they become the same few texts.  The list is made on first
 * use and kept for good.  A constraint may have several rows, and a few ids stand in two tables (a
 * step that only a constraint asks for, an order that an invariant demands): the id belongs to the
 * kind that its first letters name, and what the other table says is added to that entry.
 */
#include "planner/catalogue.h"

#include <string.h>

#include "analyzer/finding.h"
#include "planner/guide.h"
#include "planner/reading.h"
#include "planner/rulebook.h"
#include "planner/step-words.h"

typedef struct {
	GArray *entries;     /* of CtCatalogueEntry */
	GHashTable *index;   /* upper-case id or code -> row + 1 */
	GStringChunk *chunk; /* texts that are put together here */
} Catalogue;

static const struct {
	const char *id, *checked, *sentence, *reason, *source;
} invariants[] = {
#define CT_INVARIANT(id, checked, sentence, reason, source) \
	{ id, checked, sentence, reason, source },
#include "planner/invariants.def"
#undef CT_INVARIANT
};

static const struct {
	const char *id, *how, *loss, *source;
} rollbacks[] = {
#define CT_ROLLBACK(id, how, loss, source) { id, how, loss, source },
#include "planner/rollbacks.def"
#undef CT_ROLLBACK
};

static const struct {
	const char *id, *after, *check, *pass, *source;
} tests[] = {
#define CT_TEST(id, after, check, pass, source) { id, after, check, pass, source },
#include "planner/tests.def"
#undef CT_TEST
};

static const struct {
	const char *id, *subject, *value, *source;
} capacities[] = {
#define CT_CAPACITY(id, subject, value, source) { id, subject, value, source },
#include "planner/capacities.def"
#undef CT_CAPACITY
};

/* What somebody decides before there is a plan: steps of the guide that leave no trace in exports. */
static const struct {
	const char *id, *title, *text, *source;
} decisions[] = {
#define CT_DECISION(id, title, text, source) { id, title, text, source },
#include "planner/decisions.def"
#undef CT_DECISION
};

static const struct {
	const char *id, *text, *effect;
} questions[] = {
#define CT_QUESTION(id, rules, kind, text, effect) { id, text, effect },
#include "planner/questions.def"
#undef CT_QUESTION
};

/* Constraints of several rows, which no single reason is a name for. */
static const struct {
	const char *id, *title;
} titles[] = {
#define CT_TITLE(id, title) { id, title },
#include "planner/titles.def"
#undef CT_TITLE
};

static const struct {
	const char *id, *code, *source;
} question_codes[] = {
#define CT_QUESTION_CODE(id, code, source) { id, code, source },
#include "planner/question-codes.def"
#undef CT_QUESTION_CODE
};

static const struct {
	guint number;
	const char *sentence, *where;
} fields[] = {
#define CT_FIELD(number, sentence, where) { number, sentence, where },
#include "analyzer/field.def"
#undef CT_FIELD
};

static guint
find_row(const Catalogue *self, const char *name)
{
	g_autofree char *key = g_ascii_strup(name, -1);

	return GPOINTER_TO_UINT(g_hash_table_lookup(self->index, key));
}

static void
name_row(Catalogue *self, const char *name, guint row)
{
	g_autofree char *key = g_ascii_strup(name, -1);

	g_hash_table_insert(self->index, g_string_chunk_insert(self->chunk, key),
			    GUINT_TO_POINTER(row + 1));
}

static void
add(Catalogue *self, CtCatalogueEntry entry)
{
	g_array_append_val(self->entries, entry);
	name_row(self, entry.id, self->entries->len - 1);
	if (entry.code != NULL)
		name_row(self, entry.code, self->entries->len - 1);
}

static const char *keep(Catalogue *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static const char *
keep(Catalogue *self, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return g_string_chunk_insert(self->chunk, text);
}

static const char *
title_of(const char *id, const char *otherwise)
{
	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++)
		if (strcmp(titles[i].id, id) == 0)
			return titles[i].title;
	return otherwise;
}

/* @text without the full stop of its first sentence and what follows. */
static const char *
first_sentence(Catalogue *self, const char *text)
{
	const char *end = strstr(text, ". ");
	gsize length = end != NULL ? (gsize)(end - text) : strlen(text);

	if (end == NULL && length > 0 && text[length - 1] == '.')
		length--;
	return g_string_chunk_insert_len(self->chunk, text, (gssize)length);
}

/* One more line for an entry, but no line twice. */
static const char *
add_line(Catalogue *self, const char *lines, const char *line)
{
	g_auto(GStrv) known = g_strsplit(lines, "\n", -1);

	if (g_strv_contains((const char *const *)known, line))
		return lines;
	return lines[0] == '\0' ? line : keep(self, "%s\n%s", lines, line);
}

static void
add_rules(Catalogue *self)
{
	for (guint i = 0; i < CT_N_RULES; i++) {
		const CtRule *rule = ct_rule((CtRuleId)i);
		gboolean is_ours = strcmp(rule->catalogue, "-") == 0;
		CtCatalogueEntry entry = {
			.id = is_ours ? rule->code : rule->catalogue,
			.kind = "rule",
			.code = rule->code,
			.title = rule->summary,
			.text = rule->advice,
			.detail = keep(self, "Severity: %s\nCode: %s",
				       ct_severity_to_string(rule->severity), rule->code),
			.source = rule->source,
		};

		add(self, entry);
	}
}

static void
append_constraints(GString *lines, const char *label, const char *rule, gboolean as_before)
{
	g_autoptr(GPtrArray) seen = g_ptr_array_new();
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		const char *list = as_before ? rows[i].before : rows[i].after;

		if (!ct_rule_list_has(list, rule) ||
		    g_ptr_array_find_with_equal_func(seen, rows[i].id, g_str_equal, NULL))
			continue;
		g_string_append_printf(lines, "%s%s", seen->len == 0 ? label : " ", rows[i].id);
		g_ptr_array_add(seen, (gpointer)rows[i].id);
	}
}

static const char *
step_detail(Catalogue *self, const CtStepRow *row)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	g_string_append_printf(lines, "Phase: %d\nTool: %s\nMinutes: %u%s", row->phase, row->tool,
			       row->minutes, ct_rule_moves_users(row->id) ? " for 100 users" : "");
	if (row->settle_minutes > 0)
		g_string_append_printf(lines, ", then %u to settle", row->settle_minutes);
	g_string_append_printf(lines, "\nReversible: %s", ct_reversible_to_string(row->reversible));
	if (row->rollback[0] != '\0')
		g_string_append_printf(lines, ", see %s", row->rollback);
	g_string_append_printf(lines, "\nTests: %s", row->tests);
	append_constraints(lines, "\nWaits because of: ", row->id, FALSE);
	append_constraints(lines, "\nIs waited for because of: ", row->id, TRUE);
	return keep(self, "%s", lines->str);
}

static const char *
step_title(Catalogue *self, const CtStepRow *row)
{
	g_autofree char *title = ct_step_words_title(row);

	return keep(self, "%s", title);
}

static const char *
step_text(Catalogue *self, const CtStepRow *row)
{
	return keep(self, "A plan has this step once for %s.", ct_step_words_each(row));
}

/* Behind the prefix of its pair, "O-" is a constraint; a step has its phase there. */
static gboolean
names_constraint(const char *id)
{
	const CtVersionPair *pair = ct_rule_pair(id);

	return g_str_has_prefix(id + (pair != NULL ? strlen(pair->prefix) : 0), "O-");
}

static void
add_steps(Catalogue *self)
{
	guint count;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++) {
		CtCatalogueEntry entry = {
			.id = rows[i].id,
			.kind = "step",
			.title = step_title(self, &rows[i]),
			.text = step_text(self, &rows[i]),
			.detail = step_detail(self, &rows[i]),
			.source = rows[i].source,
		};

		if (!names_constraint(rows[i].id))
			add(self, entry);
	}
}

static const char *
spell_list(Catalogue *self, const char *list)
{
	g_auto(GStrv) ids = g_strsplit(list, "|", -1);
	g_autofree char *joined = g_strjoinv(" or ", ids);

	return keep(self, "%s", joined);
}

static const char *
constraint_line(Catalogue *self, const CtConstraintRow *row)
{
	static const char *const scopes[] = {
		[CT_SCOPE_ALL] = "in the whole deployment",
		[CT_SCOPE_POOL] = "on a common pool",
		[CT_SCOPE_SUBJECT] = "for the same object",
		[CT_SCOPE_WAVE] = "from wave to wave",
	};

	return keep(self, "%s: %s before %s, %s",
		    row->strength == CT_STRENGTH_HARD ? "Hard" : "Recommended",
		    spell_list(self, row->before), spell_list(self, row->after),
		    scopes[row->scope]);
}

static void
extend(Catalogue *self, guint row, const char *text, const char *line, const char *source)
{
	CtCatalogueEntry *entry = &g_array_index(self->entries, CtCatalogueEntry, row);

	entry->text = add_line(self, entry->text, text);
	entry->detail = add_line(self, entry->detail, line);
	if (strstr(entry->source, source) == NULL)
		entry->source = keep(self, "%s; %s", entry->source, source);
}

/* Own ids only on the first pass; on the second, what invariants and steps demand of the order. */
static void
add_constraints(Catalogue *self, gboolean is_own)
{
	guint count;
	const CtConstraintRow *rows = ct_constraint_rows(&count);

	for (guint i = 0; i < count; i++) {
		const char *line = constraint_line(self, &rows[i]);
		guint row = find_row(self, rows[i].id);
		CtCatalogueEntry entry = {
			.id = rows[i].id,
			.kind = "constraint",
			.title = title_of(rows[i].id, rows[i].reason),
			.text = keep(self, "%s.", rows[i].reason),
			.detail = line,
			.source = rows[i].source,
		};

		if (names_constraint(rows[i].id) != is_own)
			continue;
		if (row == 0)
			add(self, entry);
		else
			extend(self, row - 1, entry.text, line, entry.source);
	}
}

/* Steps that have no id of their own: the entry of the constraint tells of them. */
static void
add_borrowed_steps(Catalogue *self)
{
	guint count;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++) {
		guint row = find_row(self, rows[i].id);

		if (!names_constraint(rows[i].id) || row == 0)
			continue;
		extend(self, row - 1,
		       keep(self, "As a step: %s. %s", step_title(self, &rows[i]),
			    step_text(self, &rows[i])),
		       step_detail(self, &rows[i]), rows[i].source);
	}
}

static const char *
checked_text(const char *checked)
{
	if (strcmp(checked, "state") == 0)
		return "Checked: in every state of a plan and of its rollback paths";
	if (strcmp(checked, "estate") == 0)
		return "Checked: in the exports, by the validator";
	return "Checked: by a person, since no export shows it";
}

static void
add_invariants(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(invariants); i++) {
		CtCatalogueEntry entry = {
			.id = invariants[i].id,
			.kind = "invariant",
			.title = first_sentence(self, invariants[i].sentence),
			.text = invariants[i].reason,
			.detail = checked_text(invariants[i].checked),
			.source = invariants[i].source,
		};

		add(self, entry);
	}
}

static const char *
undone_steps(Catalogue *self, const char *rollback)
{
	g_autoptr(GString) ids = g_string_new(NULL);
	guint count;
	const CtStepRow *rows = ct_step_rows(&count);

	for (guint i = 0; i < count; i++)
		if (strcmp(rows[i].rollback, rollback) == 0)
			g_string_append_printf(ids, "%s%s",
					       ids->len > 0 ? " " : "\nUndoes: ", rows[i].id);
	return keep(self, "%s", ids->str);
}

static void
add_rollbacks(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rollbacks); i++) {
		const char *loss = rollbacks[i].loss[0] != '\0' ? rollbacks[i].loss : "Nothing.";
		CtCatalogueEntry entry = {
			.id = rollbacks[i].id,
			.kind = "rollback",
			.title = first_sentence(self, rollbacks[i].how),
			.text = rollbacks[i].how,
			.detail = keep(self, "Lost: %s%s", loss,
				       undone_steps(self, rollbacks[i].id)),
			.source = rollbacks[i].source,
		};

		add(self, entry);
	}
}

static void
add_tests(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		CtCatalogueEntry entry = {
			.id = tests[i].id,
			.kind = "test",
			.title = keep(self, "Check after %s", tests[i].after),
			.text = tests[i].check,
			.detail = keep(self, "Passed: %s", tests[i].pass),
			.source = tests[i].source,
		};

		add(self, entry);
	}
}

static void
add_capacities(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(capacities); i++) {
		CtCatalogueEntry entry = {
			.id = capacities[i].id,
			.kind = "capacity",
			.title = capacities[i].subject,
			.text = capacities[i].value,
			.detail = "",
			.source = capacities[i].source,
		};

		add(self, entry);
	}
}

static void
add_contradictions(Catalogue *self)
{
	for (guint i = 0; i < CT_N_READINGS; i++) {
		const CtReadingRow *row = ct_reading_row((CtReading)i);
		CtCatalogueEntry entry = {
			.id = row->id,
			.kind = "contradiction",
			.title = first_sentence(self, row->issue),
			.text = keep(self, "The plan reads it so: %s", row->reading),
			.detail = *row->key != '\0'
					  ? keep(self,
						 "Other reading (%s = true in the intent file): %s "
						 "If that is wrong: %s.",
						 row->key, row->other, row->risk)
					  : keep(self, "No other reading can be chosen: %s",
						 row->other),
			.source = row->source,
		};

		add(self, entry);
	}
}

static void
add_decisions(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(decisions); i++) {
		CtCatalogueEntry entry = {
			.id = decisions[i].id,
			.kind = "decision",
			.title = decisions[i].title,
			.text = decisions[i].text,
			.detail = "",
			.source = decisions[i].source,
		};

		add(self, entry);
	}
}

/* Only those that no other table has a row for; the others are told with that row. */
static void
add_questions(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
		CtCatalogueEntry entry = {
			.id = questions[i].id,
			.kind = "question",
			.title = questions[i].text,
			.text = keep(self, "If not: %s.", questions[i].effect),
			.detail = "",
			.source = ct_guide_source(questions[i].id),
		};

		for (gsize k = 0; k < G_N_ELEMENTS(question_codes); k++)
			if (strcmp(question_codes[k].id, entry.id) == 0) {
				entry.code = question_codes[k].code;
				entry.detail = keep(self, "Code: %s", entry.code);
				entry.source = question_codes[k].source;
			}
		if (find_row(self, questions[i].id) == 0)
			add(self, entry);
	}
}

/* What people have paid for and what has no row of its own. */
static void
add_fields(Catalogue *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		CtCatalogueEntry entry = {
			.id = keep(self, "F-%02u", fields[i].number),
			.kind = "field",
			.title = fields[i].sentence,
			.text = keep(self, "It happened in a real migration: %s.",
				     fields[i].sentence),
			.detail = keep(self, "%c%s", g_ascii_toupper(fields[i].where[0]),
				       fields[i].where + 1),
		};

		entry.source = ct_guide_source(entry.id);

		if (find_row(self, entry.id) == 0)
			add(self, entry);
	}
}

static Catalogue *
catalogue_new(void)
{
	Catalogue *self = g_new0(Catalogue, 1);

	self->entries = g_array_new(FALSE, TRUE, sizeof(CtCatalogueEntry));
	self->index = g_hash_table_new(g_str_hash, g_str_equal);
	self->chunk = g_string_chunk_new(4096);
	add_rules(self);
	add_steps(self);
	add_constraints(self, TRUE);
	add_invariants(self);
	add_rollbacks(self);
	add_tests(self);
	add_capacities(self);
	add_contradictions(self);
	add_constraints(self, FALSE);
	add_borrowed_steps(self);
	add_decisions(self);
	add_questions(self);
	add_fields(self);
	return self;
}

static const Catalogue *
catalogue(void)
{
	static Catalogue *made = NULL;

	if (g_once_init_enter(&made))
		g_once_init_leave(&made, catalogue_new());
	return made;
}

const CtCatalogueEntry *
ct_catalogue_find(const char *id)
{
	const Catalogue *self = catalogue();
	guint row = find_row(self, id);

	return row > 0 ? &g_array_index(self->entries, CtCatalogueEntry, row - 1) : NULL;
}

const CtCatalogueEntry *
ct_catalogue_all(guint *out_count)
{
	const Catalogue *self = catalogue();

	*out_count = self->entries->len;
	return (const CtCatalogueEntry *)(const void *)self->entries->data;
}
