/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CSV files of a plan folder: members of waves, and couplings.
 *
 * They are read by Import-Csv of Windows PowerShell, which takes a file without byte order mark for
 * ANSI, and by spreadsheets, which run a cell that looks like a formula.  Such a cell gets an
 * apostrophe in front.  So does one that has the apostrophe already: undoing it then gives back
 * exactly what was written.  Otherwise RFC 4180.
 *
 * The lists of a million users are read in place, where cells are cut out of the text by ending them where
 * they end.  What differs from user to user is then put together, since more than half of the text is names of
 * pools and reasons that are the same again and again.
 */
#include "planner/plan-csv.h"

#include <string.h>

#include "planner/digits.h"
#include "planner/plan-json.h"

#define USUAL_ROW_BYTES	     120
#define USUAL_COUPLING_BYTES 48
#define PIECE_ROWS	     65536
/* As many members further on, memory is asked for what will be written. */
#define AHEAD		16
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

enum {
	WAVE_SIP,
	WAVE_NAME,
	WAVE_SOURCE,
	WAVE_TARGET,
	WAVE_UNIT,
	WAVE_REASON,
	N_WAVE_COLUMNS,
};

static const char *const wave_columns[N_WAVE_COLUMNS] = {
	"SipAddress", "DisplayName", "SourcePool", "TargetPool", "Unit", "Reason",
};

enum {
	COUPLING_UNIT_A,
	COUPLING_UNIT_B,
	COUPLING_KIND,
	COUPLING_WEIGHT,
	COUPLING_HARD,
	N_COUPLING_COLUMNS,
};

static const char *const coupling_columns[N_COUPLING_COLUMNS] = {
	"UnitA", "UnitB", "Kind", "Weight", "Hard",
};

#define MAX_COLUMNS N_WAVE_COLUMNS
/* wider than any sensible hand-edited table */
#define MAX_CELLS 256

/* Would a spreadsheet run this, be it behind apostrophes of ours? */
static gboolean
is_formula(const char *text)
{
	while (*text == '\'')
		text++;
	return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

/* Bytes that make a cell be quoted, wherever they stand. */
static const guint8 quoted_bytes[256] = { [','] = 1, ['"'] = 1, ['\r'] = 1, ['\n'] = 1 };

static void
append_unusual(GString *csv, const char *text, gboolean quoted)
{
	if (quoted)
		g_string_append_c(csv, '"');
	if (is_formula(text))
		g_string_append_c(csv, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			g_string_append_c(csv, '"');
		g_string_append_c(csv, *text);
	}
	if (quoted)
		g_string_append_c(csv, '"');
}

static void
append_cell(GString *csv, const char *text)
{
	gsize length = 0;

	if (text == NULL)
		return;
	while (text[length] != '\0' && !quoted_bytes[(guint8)text[length]])
		length++;
	if (text[length] != '\0' || *text == ' ' || (length > 0 && text[length - 1] == ' '))
		append_unusual(csv, text, TRUE);
	else if (!g_ascii_isalnum(*text) && is_formula(text))
		append_unusual(csv, text, FALSE);
	else
		g_string_append_len(csv, text, (gssize)length);
}

static void
append_row(GString *csv, const char *const *cells, guint n_cells)
{
	for (guint i = 0; i < n_cells; i++) {
		if (i > 0)
			g_string_append_c(csv, ',');
		append_cell(csv, cells[i]);
	}
	g_string_append_len(csv, "\r\n", 2);
}

char *
ct_plan_wave_csv(const CtPlanWave *wave, gsize *out_length)
{
	GString *csv = g_string_sized_new((gsize)wave->members->len * USUAL_ROW_BYTES + 256);
	guint last = wave->members->len - 1;

	g_string_append(csv, BYTE_ORDER_MARK);
	append_row(csv, wave_columns, N_WAVE_COLUMNS);
	for (guint i = 0; i < wave->members->len; i++) {
		const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, i);
		const CtWaveMember *later = &g_array_index(wave->members, CtWaveMember,
							   MIN(i + AHEAD, last));
		const char *cells[N_WAVE_COLUMNS] = {
			[WAVE_SIP] = member->sip,	[WAVE_NAME] = member->name,
			[WAVE_SOURCE] = member->source, [WAVE_TARGET] = member->target,
			[WAVE_UNIT] = member->unit,	[WAVE_REASON] = member->reason,
		};

		/* users of a wave are all over the estate */
		__builtin_prefetch(later->sip);
		__builtin_prefetch(later->name);
		append_row(csv, cells, N_WAVE_COLUMNS);
	}
	*out_length = csv->len;
	return g_string_free(csv, FALSE);
}

static void
append_unit(GString *csv, guint number)
{
	g_string_append_c(csv, 'u');
	ct_digits_append(csv, number, CT_PLAN_UNIT_DIGITS);
	g_string_append_c(csv, ',');
}

static void
append_coupling(GString *csv, const CtPlanCouplings *couplings, guint index)
{
	guint32 a;
	guint32 b;

	if (ct_plan_couplings_numbers(couplings, index, &a, &b)) {
		append_unit(csv, a);
		append_unit(csv, b);
	} else {
		CtPlanCoupling texts;

		ct_plan_couplings_get(couplings, index, &texts);
		append_cell(csv, texts.unit_a);
		g_string_append_c(csv, ',');
		append_cell(csv, texts.unit_b);
		g_string_append_c(csv, ',');
	}
	append_cell(csv, ct_plan_couplings_kind(couplings, index));
	g_string_append_c(csv, ',');
	ct_digits_append(csv, ct_plan_couplings_weight(couplings, index), 1);
	g_string_append(csv,
			ct_plan_couplings_is_hard(couplings, index) ? ",true\r\n" : ",false\r\n");
}

char *
ct_plan_couplings_csv(const CtPlan *plan, guint *next, gsize *out_length)
{
	const guint end = MIN(*next + PIECE_ROWS, ct_plan_couplings_count(plan->couplings));
	GString *csv = g_string_sized_new((gsize)(end - *next) * USUAL_COUPLING_BYTES + 256);

	if (*next == 0) {
		g_string_append(csv, BYTE_ORDER_MARK);
		append_row(csv, coupling_columns, N_COUPLING_COLUMNS);
	}
	for (; *next < end; ++*next)
		append_coupling(csv, plan->couplings, *next);
	*out_length = csv->len;
	return g_string_free(csv, FALSE);
}

/* One pass over a table. */
typedef struct {
	const char *path;
	char *next;
	char *end;
	guint line;		   /* of @next, from 1 */
	guint row_line;		   /* where the current row began */
	char *cells[MAX_CELLS];	   /* of the current row */
	char *cell_end;		   /* of the last of them; it is ended when what follows is known */
	guint n_cells;		   /* of the current row */
	guint column[MAX_COLUMNS]; /* which cell holds each wanted column */
} Table;

static void
table_init(Table *self, const char *path, char *text, gsize length)
{
	self->path = path;
	self->next = text;
	self->end = text + length;
	self->line = 1;
	if (length >= strlen(BYTE_ORDER_MARK) &&
	    memcmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
		self->next += strlen(BYTE_ORDER_MARK);
}

static gboolean fail(const Table *self, GError **error, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static gboolean
fail(const Table *self, GError **error, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list args;

	va_start(args, format);
	reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, CT_PLAN_ERROR, CT_PLAN_ERROR_MALFORMED, "%s:%u: %s", self->path,
		    self->row_line, reason);
	return FALSE;
}

/* @self->next stands behind the opening quote; what is doubled in the cell becomes single in place. */
static gboolean
read_quoted(Table *self, GError **error)
{
	char *out = self->next;

	while (self->next < self->end) {
		char c = *self->next++;

		if (c == '"' && (self->next == self->end || *self->next != '"')) {
			self->cell_end = out;
			return TRUE;
		}
		if (c == '"')
			self->next++;
		self->line += c == '\n';
		*out++ = c;
	}
	return fail(self, error, "a quoted cell is not closed");
}

/* Bytes at which a cell may end; see ends_cell(). */
static const guint8 cell_ends[256] = { [','] = 1, ['\r'] = 1, ['\n'] = 1, ['\0'] = 1 };

static gboolean
ends_cell(const Table *self)
{
	const char *next = self->next;

	if (next == self->end || *next == ',' || *next == '\n')
		return TRUE;
	return *next == '\r' && (next + 1 == self->end || next[1] == '\n');
}

static gboolean
read_cell(Table *self, GError **error)
{
	if (self->n_cells == MAX_CELLS)
		return fail(self, error, "more than %d cells", MAX_CELLS);
	if (self->next < self->end && *self->next == '"') {
		self->cells[self->n_cells++] = ++self->next;
		if (!read_quoted(self, error))
			return FALSE;
		if (!ends_cell(self))
			return fail(self, error, "text behind a quoted cell");
		return TRUE;
	}
	self->cells[self->n_cells++] = self->next;
	/* the NUL at the end of the text counts as an end, too */
	while (!ends_cell(self))
		do
			self->next++;
		while (!cell_ends[(guint8)*self->next]);
	self->cell_end = self->next;
	return TRUE;
}

/* Ends the last cell and takes our apostrophe off it. */
static void
end_cell(Table *self)
{
	char **cell = &self->cells[self->n_cells - 1];

	*self->cell_end = '\0';
	if (**cell == '\'' && is_formula(*cell))
		++*cell;
}

/* Steps over a line break, if one is there. */
static void
skip_break(Table *self)
{
	if (self->next < self->end && *self->next == '\r')
		self->next++;
	if (self->next < self->end && *self->next == '\n') {
		self->next++;
		self->line++;
	}
}

/* Reads the next row that is not empty; @out_more is FALSE at the end. */
static gboolean
read_row(Table *self, gboolean *out_more, GError **error)
{
	gboolean more = TRUE;

	while (self->next < self->end && (*self->next == '\r' || *self->next == '\n'))
		self->line += *self->next++ == '\n';
	self->n_cells = 0;
	self->row_line = self->line;
	*out_more = self->next < self->end;
	while (*out_more && more) {
		if (!read_cell(self, error))
			return FALSE;
		more = self->next < self->end && *self->next == ',';
		if (more)
			self->next++;
		else
			skip_break(self);
		end_cell(self);
	}
	return TRUE;
}

/* Reads the head line and finds the wanted columns in it, whatever their order. */
static gboolean
read_head(Table *self, const char *const *columns, guint n_columns, GError **error)
{
	gboolean more = FALSE;

	if (!read_row(self, &more, error))
		return FALSE;
	for (guint i = 0; i < n_columns; i++) {
		guint place = self->n_cells;

		for (guint j = self->n_cells; j-- > 0;) {
			if (g_ascii_strcasecmp(self->cells[j], columns[i]) == 0)
				place = j;
		}
		if (place == self->n_cells)
			return fail(self, error, "the column \"%s\" is missing", columns[i]);
		self->column[i] = place;
	}
	return TRUE;
}

/* As read_row(); a row that is too short for its columns is an error. */
static gboolean
read_record(Table *self, guint n_columns, gboolean *out_more, GError **error)
{
	if (!read_row(self, out_more, error))
		return FALSE;
	for (guint i = 0; *out_more && i < n_columns; i++)
		if (self->column[i] >= self->n_cells)
			return fail(self, error, "%u cells are too few", self->n_cells);
	return TRUE;
}

static const char *
cell_text(const Table *self, guint column)
{
	return self->cells[self->column[column]];
}

/* The name of a pool is most often that of the member before: one text for both is compared faster. */
static const char *
same_text(CtPlan *plan, const char *before, const char *text)
{
	return before != NULL && strcmp(before, text) == 0 ? before : ct_plan_text(plan, text);
}

/* Moves a text behind what is at @end; returns where it is now. */
static const char *
move_text(char **end, const char *text)
{
	const gsize length = strlen(text) + 1;
	char *moved = memcpy(*end, text, length);

	*end += length;
	return moved;
}

/* The texts of @members from @first on, which are of a file, become texts of the plan. */
static void
keep_texts(CtPlan *plan, GArray *members, guint first)
{
	gsize length = 1;
	char *end;

	for (guint i = first; i < members->len; i++) {
		const CtWaveMember *member = &g_array_index(members, CtWaveMember, i);

		length += strlen(member->sip) + strlen(member->name) + strlen(member->unit) + 3;
	}
	end = g_malloc(length);
	g_ptr_array_add(plan->texts, end);
	for (guint i = first; i < members->len; i++) {
		CtWaveMember *member = &g_array_index(members, CtWaveMember, i);
		member->sip = move_text(&end, member->sip);
		member->name = move_text(&end, member->name);
		member->unit = move_text(&end, member->unit);
	}
}

gboolean
ct_plan_wave_read(CtPlan *plan, CtPlanWave *wave, const char *path, char *text, gsize length,
		  GError **error)
{
	g_autofree char *own = text;
	const guint first = wave->members->len;
	Table table = { 0 };
	CtWaveMember member = { 0 };
	gboolean more = TRUE;

	table_init(&table, path, own, length);
	if (!read_head(&table, wave_columns, N_WAVE_COLUMNS, error))
		return FALSE;
	/* what the plan says, but never more than there can be */
	if (wave->members->len == 0)
		ct_plan_reserve_members(wave, (guint)MIN(wave->users, length / N_WAVE_COLUMNS));
	for (;;) {
		if (!read_record(&table, N_WAVE_COLUMNS, &more, error))
			return FALSE;
		if (!more)
			break;
		member.sip = cell_text(&table, WAVE_SIP);
		member.name = cell_text(&table, WAVE_NAME);
		member.source = same_text(plan, member.source, cell_text(&table, WAVE_SOURCE));
		member.target = same_text(plan, member.target, cell_text(&table, WAVE_TARGET));
		member.unit = cell_text(&table, WAVE_UNIT);
		member.reason = same_text(plan, member.reason, cell_text(&table, WAVE_REASON));
		if (*member.sip == '\0')
			return fail(&table, error, "the SipAddress is empty");
		g_array_append_val(wave->members, member);
	}
	keep_texts(plan, wave->members, first);
	return TRUE;
}

/* Up to nine digits are read at once, everything else with care. */
static gboolean
read_weight(const char *text, guint64 *out_weight)
{
	guint64 number = 0;
	guint digits = 0;

	for (; g_ascii_isdigit(text[digits]) && digits < 9; digits++)
		number = number * 10 + (guint64)(text[digits] - '0');
	if (digits == 0 || text[digits] != '\0')
		return g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, out_weight, NULL);
	*out_weight = number;
	return TRUE;
}

static gboolean
read_coupling(CtPlan *plan, const Table *table, GError **error)
{
	const char *weight = cell_text(table, COUPLING_WEIGHT);
	const char *text = cell_text(table, COUPLING_HARD);
	const gboolean hard = g_ascii_strcasecmp(text, "true") == 0;
	guint64 number = 0;

	if (!read_weight(weight, &number))
		return fail(table, error, "Weight needs a whole number, found \"%s\"", weight);
	if (!hard && g_ascii_strcasecmp(text, "false") != 0)
		return fail(table, error, "Hard needs true or false, found \"%s\"", text);
	ct_plan_couplings_add(plan->couplings, cell_text(table, COUPLING_UNIT_A),
			      cell_text(table, COUPLING_UNIT_B), cell_text(table, COUPLING_KIND),
			      (guint)number, hard);
	return TRUE;
}

gboolean
ct_plan_couplings_read(CtPlan *plan, const char *path, char *text, gsize length, GError **error)
{
	g_autofree char *own = text;
	Table table = { 0 };
	gboolean more = TRUE;

	table_init(&table, path, own, length);
	if (!read_head(&table, coupling_columns, N_COUPLING_COLUMNS, error))
		return FALSE;
	while (more) {
		if (!read_record(&table, N_COUPLING_COLUMNS, &more, error))
			return FALSE;
		if (more && !read_coupling(plan, &table, error))
			return FALSE;
	}
	return TRUE;
}
