/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of who shows what.  Three sources meet here: the numbering of the rule book, which is
 * fixed (a row that the tables lack is a gap too); the tables themselves; the marks of the tests.
 * A cell without a test needs a reason from unshown.def, or from the row itself when that is a
 * question to a person.
 */
#include "tests/reference/coverage.h"

#include <string.h>

#include "planner/rulebook.h"
#include "tests/reference/marks.h"

typedef enum {
	CELL_FIRES,
	CELL_NEAR,
	N_CELLS,
} Cell;

typedef struct {
	GString *out;
	GString *gaps;
	GPtrArray *marks;  /* of CtMark */
	GPtrArray *tables; /* of Table */
	GHashTable *done;  /* ids that have their row */
} Coverage;

typedef struct {
	char *name; /* "planner/steps.def" */
	char **lines;
} Table;

/* Ids by number; steps are no such series and are listed. */
static const struct {
	const char *title;
	const char *prefix;
	int digits;
	guint first, last;
} series[] = {
	{ "Ordering constraints", "O-", 2, 1, 31 },
	{ "Invariants", "I-", 2, 1, 22 },
	{ "Rollbacks", "R-", 2, 1, 20 },
	{ "Tests", "V", 1, 0, 12 },
	{ "Validator rules", "W-", 2, 1, 48 },
	{ "Capacities", "K-", 2, 1, 15 },
	{ "Contradictions", "A", 1, 1, 20 },
	{ "Field experience", "F-", 2, 1, 59 },
};

/* Steps of each phase of the guide. */
static const struct {
	const char *prefix;
	guint count;
} phases[] = {
	{ "OCS-P1-", 3 },  { "OCS-P2-", 6 },  { "OCS-P3-", 5 }, { "OCS-P4-", 6 },
	{ "OCS-P5-", 4 },  { "OCS-P6-", 2 },  { "OCS-P7-", 2 }, { "OCS-P8-", 8 },
	{ "OCS-P9-", 10 }, { "OCS-P10-", 4 }, { "OCS-GC-", 3 },
};

static const struct {
	const char *id;
	gboolean cells[N_CELLS];
	const char *reason;
} unshown[] = {
#define CT_FIRES            \
	{                   \
		TRUE, FALSE \
	}
#define CT_NEAR             \
	{                   \
		FALSE, TRUE \
	}
#define CT_BOTH            \
	{                  \
		TRUE, TRUE \
	}
#define CT_UNSHOWN(id, cells, reason) { id, CT_##cells, reason },
#include "tests/reference/unshown.def"
#undef CT_UNSHOWN
#undef CT_BOTH
#undef CT_NEAR
#undef CT_FIRES
};

static const struct {
	const char *id, *rules;
} questions[] = {
#define CT_QUESTION(id, rules, kind, text, effect) { id, rules },
#include "planner/questions.def"
#undef CT_QUESTION
};

static const struct {
	const char *id, *checked;
} invariants[] = {
#define CT_INVARIANT(id, checked, sentence, reason, source) { id, checked },
#include "planner/invariants.def"
#undef CT_INVARIANT
};

/* What decides in rows whose orders all follow from others. */
static const struct {
	const char *id, *what;
} by_state[] = {
	{ "O-17", "the target pool runs the application" },
	{ "O-18", "the target pool runs dial-in" },
	{ "O-25", "no two directories have one number" },
	{ "L10-O-18", "no two directories have one number" },
};

static const struct {
	guint number;
	const char *where;
} fields[] = {
#define CT_FIELD(number, sentence, where) { number, where },
#include "analyzer/field.def"
#undef CT_FIELD
};

static void
table_free(gpointer data)
{
	Table *table = data;

	g_free(table->name);
	g_strfreev(table->lines);
	g_free(table);
}

static int
compare_tables(gconstpointer a, gconstpointer b)
{
	const Table *const *left = a;
	const Table *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

/* Tables of knowledge; those that only explain a row are none of its places. */
static GPtrArray *
read_tables(const char *root)
{
	static const char *const layers[] = { "analyzer", "planner", "planner/pair-lync2010" };
	static const char *const skipped[] = { "details.def", "examples.def", NULL };
	GPtrArray *tables = g_ptr_array_new_with_free_func(table_free);

	for (gsize i = 0; i < G_N_ELEMENTS(layers); i++) {
		g_autofree char *folder = g_build_filename(root, layers[i], NULL);
		g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
		const char *name;

		while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
			g_autofree char *path = g_build_filename(folder, name, NULL);
			g_autofree char *text = NULL;
			Table *table;

			if (!g_str_has_suffix(name, ".def") || g_strv_contains(skipped, name) ||
			    !g_file_get_contents(path, &text, NULL, NULL))
				continue;
			table = g_new(Table, 1);
			table->name = g_strdup_printf("%s/%s", layers[i], name);
			table->lines = g_strsplit(text, "\n", -1);
			g_ptr_array_add(tables, table);
		}
	}
	g_ptr_array_sort(tables, compare_tables);
	return tables;
}

/* Is this the first line of a row of @entry: CT_STEP("O-06", or CT_RULE(EXPANDED_EDGE, "W-08", or
 * CT_CONTRADICTION(A5, ...? */
static gboolean
begins_row(const char *line, const CtCatalogueEntry *entry)
{
	const char *open = strchr(line, '(');
	g_autofree char *quoted = g_strdup_printf("\"%s\"", entry->id);
	g_autofree char *bare = g_strdup_printf("(%s,", entry->id);
	g_autofree char *number = NULL;

	if (!g_str_has_prefix(line, "CT_") || open == NULL)
		return FALSE;
	if (g_str_has_prefix(entry->id, "F-")) {
		number = g_strdup_printf("CT_FIELD(%u,",
					 (guint)g_ascii_strtoull(entry->id + 2, NULL, 10));
		if (g_str_has_prefix(line, number))
			return TRUE;
	}
	return strstr(line, quoted) != NULL || g_str_has_prefix(open, bare);
}

static char *
places(const Coverage *self, const CtCatalogueEntry *entry)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < self->tables->len; i++) {
		const Table *table = g_ptr_array_index(self->tables, i);
		gboolean found = FALSE;

		for (guint k = 0; table->lines[k] != NULL && !found; k++)
			found = begins_row(table->lines[k], entry);
		if (found)
			g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
					       table->name);
	}
	return g_string_free(text, FALSE);
}

/* "[validate-rules.t](../../tests/scenarios/validate-rules.t): an Edge that ..." for each mark. */
static char *
shown_by(const Coverage *self, const char *id, Cell cell)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < self->marks->len; i++) {
		const CtMark *mark = g_ptr_array_index(self->marks, i);
		const char *base = strrchr(mark->file, '/');
		g_autofree char *title = NULL;

		if (strcmp(mark->id, id) != 0 || mark->is_near != (cell == CELL_NEAR))
			continue;
		title = ct_reference_link(mark->title, NULL);
		g_string_append_printf(text, "%s[%s](../../tests/%s)%s%s",
				       text->len > 0 ? "; " : "",
				       base != NULL ? base + 1 : mark->file, mark->file,
				       *title != '\0' ? ": " : "", title);
	}
	return g_string_free(text, FALSE);
}

/* Why no test shows the row here, or NULL. */
static char *
reason_for(const char *id, Cell cell)
{
	for (gsize i = 0; i < G_N_ELEMENTS(unshown); i++)
		if (strcmp(unshown[i].id, id) == 0 && unshown[i].cells[cell])
			return ct_reference_link(unshown[i].reason, id);
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_auto(GStrv) rules = g_strsplit(questions[i].rules, "|", -1);
		g_autofree char *joined = g_strjoinv(" or ", rules);
		g_autofree char *text = NULL;

		if (strcmp(questions[i].id, id) != 0)
			continue;
		if (cell == CELL_FIRES)
			text = g_strdup_printf("no export shows it; asked in every plan with %s",
					       joined);
		else
			text = g_strdup_printf("not asked in a plan without %s", joined);
		return ct_reference_link(text, id);
	}
	return NULL;
}

static char *cell_text(const Coverage *self, const char *id, Cell cell);

/* An item of field experience without a row of its own is shown by the rows that cover it. */
static char *
field_cell(const Coverage *self, const char *id, Cell cell)
{
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *own = g_strdup_printf("F-%02u", fields[i].number);
		g_auto(GStrv) words = NULL;
		GString *text;

		if (strcmp(own, id) != 0)
			continue;
		if (g_str_has_prefix(fields[i].where, "not seen: "))
			return ct_reference_link(fields[i].where + strlen("not seen: "), id);
		if (!g_str_has_prefix(fields[i].where, "covered by: "))
			return NULL;
		words = g_strsplit(fields[i].where + strlen("covered by: "), ", ", -1);
		text = g_string_new(NULL);
		for (guint k = 0; words[k] != NULL; k++) {
			const CtCatalogueEntry *entry = ct_catalogue_find(words[k]);
			g_autofree char *other = entry != NULL ? cell_text(self, entry->id, cell)
							       : g_strdup("");

			if (*other != '\0')
				g_string_append_printf(text, "%s[%s](%s.md)",
						       text->len > 0 ? ", " : "as ", entry->id,
						       entry->id);
		}
		return g_string_free(text, FALSE);
	}
	return NULL;
}

/* Newly allocated; "" for a gap. */
static char *
cell_text(const Coverage *self, const char *id, Cell cell)
{
	g_autofree char *tests = shown_by(self, id, cell);
	char *reason;

	if (*tests != '\0')
		return g_steal_pointer(&tests);
	reason = reason_for(id, cell);
	if (reason == NULL)
		reason = field_cell(self, id, cell);
	return reason != NULL ? reason : g_strdup("");
}

/* "O-07|O-08" as links */
static void
add_ids(GString *text, const char *ids)
{
	g_auto(GStrv) list = g_strsplit(ids, "|", -1);

	for (guint i = 0; list[i] != NULL; i++)
		g_string_append_printf(text, "%s[%s](%s.md)", i > 0 ? ", " : "", list[i], list[i]);
}

/* What the row stops that no other one would; "" for rows of other kinds.  Newly allocated. */
static char *
decision(const char *id)
{
	guint count = 0, orders = 0, follow = 0;
	const CtConstraintRow *rows = ct_constraint_rows(&count);
	g_autoptr(GString) text = g_string_new(NULL);
	gboolean known = FALSE;

	for (gsize i = 0; i < G_N_ELEMENTS(invariants); i++)
		if (strcmp(invariants[i].id, id) == 0)
			g_string_assign(text, strcmp(invariants[i].checked, "question") == 0
						      ? "is asked"
						      : "alone");
	for (guint i = 0; i < count; i++) {
		known = known || strcmp(rows[i].id, id) == 0;
		if (strcmp(rows[i].id, id) != 0 || rows[i].strength != CT_STRENGTH_HARD ||
		    rows[i].condition == CT_CONDITION_NEVER)
			continue;
		orders++;
		if (*rows[i].follows == '\0')
			continue;
		follow++;
		g_string_append(text, text->len > 0 ? "; " : "");
		g_string_append(text, "one order follows from ");
		add_ids(text, rows[i].follows);
	}
	if (orders > follow && !g_str_has_prefix(text->str, "alone"))
		g_string_prepend(text, text->len > 0 ? "alone; " : "alone");
	for (gsize i = 0; i < G_N_ELEMENTS(by_state); i++)
		if (strcmp(by_state[i].id, id) == 0)
			g_string_append_printf(text, "%s%s",
					       text->len > 0 ? "; alone: " : "alone: ",
					       by_state[i].what);
	if (text->len == 0 && known)
		g_string_append(text, "is recommended, or asked");
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* @decides: with what the row decides */
static void
add_row(Coverage *self, const char *id, gboolean decides)
{
	static const char *const names[] = { "fires or binds", "near miss" };
	const CtCatalogueEntry *entry = ct_catalogue_find(id);
	g_autofree char *title = NULL;
	g_autofree char *where = NULL;
	g_autofree char *decided = NULL;

	g_hash_table_add(self->done, g_strdup(id));
	if (entry == NULL) {
		g_string_append_printf(self->out, "| %s | | | | |%s\n", id, decides ? " |" : "");
		g_string_append_printf(self->gaps, "%s: no row in any table\n", id);
		return;
	}
	title = ct_reference_link(entry->title, id);
	where = places(self, entry);
	decided = decides ? decision(id) : NULL;
	if (*where == '\0')
		g_string_append_printf(self->gaps, "%s: in no table\n", id);
	g_string_append_printf(self->out, "| [%s](%s.md) | %s | %s |", id, id, title, where);
	for (guint i = 0; i < N_CELLS; i++) {
		g_autofree char *text = cell_text(self, id, (Cell)i);

		if (*text == '\0')
			g_string_append_printf(self->gaps, "%s: %s\n", id, names[i]);
		g_string_append_printf(self->out, " %s |", text);
	}
	if (decides)
		g_string_append_printf(self->out, " %s |", decided);
	g_string_append_c(self->out, '\n');
}

static void
add_head(Coverage *self, const char *title, gboolean decides)
{
	g_string_append_printf(
		self->out,
		"\n## %s\n\n| Row | What it says | Table | Fires or binds | Near miss |%s\n"
		"|---|---|---|---|---|%s\n",
		title, decides ? " Decides |" : "", decides ? "---|" : "");
}

static void
add_steps(Coverage *self)
{
	add_head(self, "Steps", FALSE);
	for (gsize i = 0; i < G_N_ELEMENTS(phases); i++)
		for (guint k = 1; k <= phases[i].count; k++) {
			g_autofree char *id = g_strdup_printf("%s%02u", phases[i].prefix, k);

			add_row(self, id, FALSE);
		}
}

static void
add_series(Coverage *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(series); i++) {
		gboolean decides = g_str_has_prefix(series[i].prefix, "O-") ||
				   g_str_has_prefix(series[i].prefix, "I-");

		add_head(self, series[i].title, decides);
		for (guint k = series[i].first; k <= series[i].last; k++) {
			g_autofree char *id = g_strdup_printf("%s%0*u", series[i].prefix,
							      series[i].digits, k);

			add_row(self, id, decides);
		}
	}
}

/* Rules of ours, other version pairs, and whatever else has no number in the book. */
static void
add_others(Coverage *self)
{
	guint count;
	const CtCatalogueEntry *entries = ct_catalogue_all(&count);

	add_head(self, "Rows of our own and of other version pairs", TRUE);
	for (guint i = 0; i < count; i++)
		if (!g_hash_table_contains(self->done, entries[i].id))
			add_row(self, entries[i].id, TRUE);
}

CtReferencePage *
ct_coverage_page(const char *root, char **out_gaps)
{
	Coverage self = {
		.out = g_string_new(NULL),
		.gaps = g_string_new(NULL),
		.marks = ct_marks_read(root),
		.tables = read_tables(root),
		.done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};

	g_string_append(
		self.out,
		"# Coverage of the rule book\n\nEvery row: the table it stands in, a test in which "
		"it fires or binds, and a near miss in which it must keep quiet; where there can be "
		"no such test, the reason. Made by `./run reference` from the tables and from the "
		"marks in the tests ([how](../../tests/scenarios/README.md)).\n\nWhat a row decides: "
		"alone, if without this row an unsafe plan passes that the whole rule book stops "
		"(`tests/unit/test-mutation-rows.c` and `test-mutation-estate.c` show such a plan "
		"for each). An order that follows from other rows stops nothing that these would "
		"let through; it is kept for its reason, and `tests/unit/row-proof.h` proves from "
		"the tables that it follows.\n");
	add_steps(&self);
	add_series(&self);
	add_others(&self);
	g_hash_table_unref(self.done);
	g_ptr_array_unref(self.marks);
	g_ptr_array_unref(self.tables);
	*out_gaps = g_string_free(self.gaps, FALSE);
	return ct_reference_page_new(g_strdup("coverage.md"), g_string_free(self.out, FALSE));
}
