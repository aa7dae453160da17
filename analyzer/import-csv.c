/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV: what Export-Csv makes of the objects of the management shell and of WMI, what csvde makes of
 * the directory, and either after somebody has saved it from a spreadsheet.
 *
 * Such a table has lost things: lists became the name of a type, long numbers were rounded, letters
 * became question marks.  What was lost where is counted by column and told once for each.
 */
#include "analyzer/import.h"

#include <string.h>

#include "analyzer/import-object.h"
#include "analyzer/import-rows.h"
#include "analyzer/vocabulary.h"

/* Properties of which several stand in one cell, with ';' between them: csvde writes them so, and so
 * does everybody who joins a list by hand.  Without case. */
static const char *const lists[] = {
	"objectClass",
	"msRTCSIP-ApplicationList",
	"msRTCSIP-FrontEndServers",
	"msRTCSIP-Gateways",
	"msRTCSIP-RouteUsageLinks",
	"msRTCSIP-TrustedServiceLinks",
	"msRTCSIP-UserPolicies",
	"msRTCSIP-UserPolicy",
	"AgentGroupIDList",
	"AgentsByUri",
	"Applications",
	"ApplicationServerList",
	"Computers",
	"Delegates",
	"GatewayList",
	"MCUFactoryList",
	"PhoneRouteUsages",
	"PoolMemberList",
	"Pools",
	"PstnGatewayList",
	"PstnUsages",
	"Regions",
	"Services",
	"Usage",
};

/* Columns of the tables that this program writes itself, and its users read. */
static const char *const own_columns[][2] = {
	{ "SourcePool", "TargetPool" },
	{ "UnitA", "UnitB" },
};

/* Words that tables of anything have; a table with no others is not ours.  Without case. */
static const char *const common_words[] = {
	"Name",	  "Identity", "DisplayName", "Version", "Type",	   "Role", "Port",
	"Site",	  "SiteId",   "Pool",	     "Server",	"Enabled", "Fqdn", "Usage",
	"Domain", "Address",  "Gateway",     "Active",	"cn",	   "dn",
};

/* What a column is, and what was lost in it. */
typedef struct {
	char *name; /* owned */
	gboolean is_list;
	gboolean is_class; /* its values are types of the object */
	gboolean is_flag;  /* its name says that it holds true or false */
	guint lost;	   /* cells that hold the name of a type */
	guint rounded;	   /* cells that a spreadsheet made numbers of */
	guint mangled;	   /* cells with a question mark */
	guint32 first;	   /* line of the first of any of these */
} Column;

typedef struct {
	const CtImportJob *job;
	CtImportRows *rows;
	CtImportObject *object;
	GArray *columns;       /* of Column */
	char *type;	       /* owned: of "#TYPE"; nullable */
	gboolean is_directory; /* made by csvde */
} Reader;

static void
column_clear(gpointer data)
{
	g_free(((Column *)data)->name);
}

static gboolean
is_one_of(const char *name, const char *const *names, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		if (g_ascii_strcasecmp(name, names[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

static const Column *
find_column(const GArray *columns, const char *name)
{
	for (guint i = 0; i < columns->len; i++) {
		const Column *column = &g_array_index(columns, Column, i);

		if (g_ascii_strcasecmp(column->name, name) == 0)
			return column;
	}
	return NULL;
}

static gboolean
is_own_table(const GArray *columns)
{
	for (gsize i = 0; i < G_N_ELEMENTS(own_columns); i++) {
		if (find_column(columns, own_columns[i][0]) != NULL &&
		    find_column(columns, own_columns[i][1]) != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_directory(const GArray *columns)
{
	return columns->len > 0 &&
	       g_ascii_strcasecmp(g_array_index(columns, Column, 0).name, "DN") == 0 &&
	       find_column(columns, "objectClass") != NULL;
}

/* Is it a table of things that the vocabulary has words for? */
static gboolean
is_export(const GArray *columns)
{
	guint64 marks = 0;
	guint known = 0;
	guint particular = 0;

	if (columns->len < 2)
		return FALSE;
	if (is_directory(columns) || is_own_table(columns) ||
	    find_column(columns, "__CLASS") != NULL)
		return TRUE;
	for (guint i = 0; i < columns->len; i++) {
		const char *name = g_array_index(columns, Column, i).name;
		gboolean knows = ct_vocabulary_has_name(name);

		marks |= ct_vocabulary_marks(name);
		known += knows;
		particular += knows && !is_one_of(name, common_words, G_N_ELEMENTS(common_words));
	}
	return particular > 0 && (known > 1 || ct_vocabulary_by_marks(marks) != NULL);
}

static void
add_column(GArray *columns, const char *name)
{
	Column column = { .name = g_strstrip(g_strdup(name)) };

	column.is_list = is_one_of(column.name, lists, G_N_ELEMENTS(lists));
	column.is_flag = g_ascii_strncasecmp(column.name, "Enabled", 7) == 0 ||
			 (strlen(column.name) > 7 &&
			  g_ascii_strcasecmp(column.name + strlen(column.name) - 7, "Enabled") ==
				  0);
	g_array_append_val(columns, column);
}

static GArray *
columns_new(void)
{
	GArray *columns = g_array_new(FALSE, TRUE, sizeof(Column));

	g_array_set_clear_func(columns, column_clear);
	return columns;
}

/* "4.42071E+11", "4,42071E+11": a telephone number as a spreadsheet sees it. */
static gboolean
is_rounded(const char *text)
{
	gsize digits = strspn(text, "0123456789");
	const char *at = text + digits;

	if (digits != 1)
		return FALSE;
	if (*at == '.' || *at == ',') {
		digits = strspn(at + 1, "0123456789");
		if (digits == 0)
			return FALSE;
		at += digits + 1;
	}
	if (g_ascii_strncasecmp(at, "E+", 2) != 0)
		return FALSE;
	digits = strspn(at + 2, "0123456789");
	return digits > 0 && at[2 + digits] == '\0';
}

/* "Gon?alves": Export-Csv writes ASCII unless it is told not to.  A question mark behind a blank, or
 * alone, may be meant. */
static gboolean
is_mangled(const char *text)
{
	for (const char *at = strchr(text, '?'); at != NULL; at = strchr(at + 1, '?')) {
		if ((at > text && g_ascii_isalpha(at[-1]) && at[1] != '\0') ||
		    g_ascii_isalpha(at[1]))
			return TRUE;
	}
	return FALSE;
}

static void
count_loss(const Reader *self, Column *column, guint *counter)
{
	if (column->lost + column->rounded + column->mangled == 0)
		column->first = ct_import_rows_line(self->rows);
	*counter += 1;
}

/* A value as it is understood; %NULL when it is lost.  Spreadsheets write true and false in the
 * language of the desk they stand on. */
static const char *
understand(const Reader *self, Column *column, const char *text, gsize *length)
{
	static const char *const yes[] = { "WAHR", "VRAI", "VERDADERO", "VERDADEIRO", "VERO" };
	static const char *const no[] = { "FALSCH", "FAUX", "FALSO" };

	if (ct_vocabulary_is_type_name(text, *length)) {
		count_loss(self, column, &column->lost);
		return NULL;
	}
	/* the number is wrong, but that there is one is not */
	if (is_rounded(text))
		count_loss(self, column, &column->rounded);
	else if (!ct_import_rows_beyond_ascii(self->rows) && is_mangled(text))
		count_loss(self, column, &column->mangled);
	if (column->is_flag && is_one_of(text, yes, G_N_ELEMENTS(yes))) {
		*length = 4;
		return "true";
	}
	if (column->is_flag && is_one_of(text, no, G_N_ELEMENTS(no))) {
		*length = 5;
		return "false";
	}
	return text;
}

static gboolean
add_one(const Reader *self, const Column *column, const char *value, gsize length, GError **error)
{
	if (column->is_class) {
		ct_import_object_add_type(self->object, value, length);
		return TRUE;
	}
	return ct_import_object_add(self->object, column->name, strlen(column->name), value, length,
				    error);
}

/* "a;b", "{a;b}", "a\;b": the values of a list, trimmed. */
static gboolean
add_list(const Reader *self, const Column *column, const char *text, gsize length, GError **error)
{
	const char *end = text + length;

	if (length >= 2 && text[0] == '{' && end[-1] == '}' &&
	    (memchr(text, ';', length) != NULL || memchr(text, '.', length) != NULL)) {
		text++;
		end--;
	}
	while (text < end) {
		const char *stop = text;
		const char *last;

		while (stop < end && *stop != ';' && *stop != '\n')
			stop += *stop == '\\' && stop + 1 < end ? 2 : 1;
		for (last = stop; last > text && g_ascii_isspace(last[-1]); last--)
			;
		while (text < last && g_ascii_isspace(*text))
			text++;
		if (last > text && !add_one(self, column, text, (gsize)(last - text), error))
			return FALSE;
		text = stop + 1;
	}
	return TRUE;
}

static gboolean
add_cell(Reader *self, guint index, GError **error)
{
	Column *column = &g_array_index(self->columns, Column, index);
	gsize length;
	const char *text = ct_import_rows_cell(self->rows, index, &length);
	const CtOrigin origin = { self->job->input, ct_import_rows_line(self->rows), NULL };

	/* all entries of a directory share the columns, so an empty cell is none of this entry's */
	if (self->is_directory && length == 0)
		return TRUE;
	/* csvde writes what is no text like this */
	if (self->is_directory && length >= 3 && g_str_has_prefix(text, "X'") &&
	    text[length - 1] == '\'') {
		ct_facts_note(self->job->facts, origin, "value that is not text", column->name);
		return TRUE;
	}
	text = understand(self, column, text, &length);
	if (text == NULL)
		return TRUE;
	if (column->is_list || column->is_class)
		return add_list(self, column, text, length, error);
	return add_one(self, column, text, length, error);
}

/* More cells than columns are forgiven when they are empty, which is what a spreadsheet leaves. */
static gboolean
check_width(const Reader *self, guint cells, GError **error)
{
	gsize length = 0;

	for (guint i = self->columns->len; i < cells && length == 0; i++)
		ct_import_rows_cell(self->rows, i, &length);
	if (cells >= self->columns->len && length == 0)
		return TRUE;
	g_set_error(
		error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_MALFORMED,
		"%s:%u: the row has %u cells, but the table has %u columns; export it again with "
		"Export-Csv or csvde, which put what holds a separator in quotation marks",
		ct_source_path(self->job->source), ct_import_rows_line(self->rows), cells,
		self->columns->len);
	return FALSE;
}

/* ";;;" is an empty row of a spreadsheet; the columns once more, a table put behind another. */
static gboolean
is_no_object(const Reader *self, guint cells)
{
	gboolean empty = TRUE;
	gboolean header = cells == self->columns->len;

	for (guint i = 0; i < cells; i++) {
		gsize length;
		const char *text = ct_import_rows_cell(self->rows, i, &length);

		empty &= length == 0;
		header = header && strcmp(text, g_array_index(self->columns, Column, i).name) == 0;
	}
	return empty || header;
}

static gboolean
read_object(Reader *self, guint cells, GError **error)
{
	const CtOrigin origin = { self->job->input, ct_import_rows_line(self->rows), NULL };

	if (is_no_object(self, cells))
		return TRUE;
	if (!check_width(self, cells, error))
		return FALSE;
	ct_import_object_begin(self->object, origin.line);
	if (self->type != NULL)
		ct_import_object_add_type(self->object, self->type, strlen(self->type));
	for (guint i = 0; i < self->columns->len; i++) {
		if (!add_cell(self, i, error))
			return FALSE;
	}
	if (!self->is_directory || ct_import_object_is_known(self->object))
		ct_import_object_end(self->object);
	else
		ct_facts_note(self->job->facts, origin, "class of the directory",
			      ct_import_object_last_type(self->object));
	return TRUE;
}

static void
report_loss(const Reader *self, const Column *column, guint count, CtProblemKind kind,
	    const char *what)
{
	const CtOrigin origin = { self->job->input, column->first, NULL };

	if (count > 0)
		ct_facts_add_problem(self->job->facts, origin, kind, "column %s, %u %s: %s",
				     column->name, count, count == 1 ? "row" : "rows", what);
}

/* What nobody reads is no loss; see ct_import_object_wants(). */
static void
end_table(Reader *self)
{
	for (guint i = 0; i < self->columns->len; i++) {
		const Column *column = &g_array_index(self->columns, Column, i);

		if (!ct_import_object_wants(self->object, column->name))
			continue;
		report_loss(self, column, column->lost, CT_PROBLEM_VALUE_LOST,
			    "the name of a type stands where the value was");
		report_loss(self, column, column->rounded, CT_PROBLEM_VALUE_LOST,
			    "a spreadsheet made a rounded number of the value");
		if (!ct_import_rows_beyond_ascii(self->rows))
			report_loss(self, column, column->mangled, CT_PROBLEM_LETTERS_LOST,
				    "a question mark stands where a letter seems to have been");
	}
	g_array_set_size(self->columns, 0);
	g_clear_pointer(&self->type, g_free);
}

/* "#TYPE System.String" begins another table, "sep=;" is for spreadsheets. */
static void
read_remark(Reader *self)
{
	gsize length;
	const char *text = ct_import_rows_cell(self->rows, 0, &length);

	if (text[0] != '#')
		return;
	end_table(self);
	self->type = g_strstrip(g_strdup(text + strlen("#TYPE")));
}

static void
read_header(Reader *self, guint cells)
{
	for (guint i = 0; i < cells; i++) {
		gsize length;

		add_column(self->columns, ct_import_rows_cell(self->rows, i, &length));
	}
	self->is_directory = is_directory(self->columns);
	for (guint i = 0; i < self->columns->len; i++) {
		Column *column = &g_array_index(self->columns, Column, i);

		column->is_class = g_ascii_strcasecmp(column->name, self->is_directory
									    ? "objectClass"
									    : "__CLASS") == 0;
	}
}

/* A table of a plan folder says what is to be done, not what there is. */
static void
pass_over_own_table(const Reader *self)
{
	const CtOrigin origin = { self->job->input, ct_import_rows_line(self->rows), NULL };
	g_autofree char *name = g_path_get_basename(ct_source_path(self->job->source));

	g_array_index(self->job->facts->inputs, CtInput, self->job->input).kind = CT_INPUT_UNKNOWN;
	ct_facts_note(self->job->facts, origin, "table of a plan", name);
}

static gboolean
read_all(Reader *self, GError **error)
{
	guint cells;

	for (;;) {
		if (!ct_import_rows_next(self->rows, &cells, error))
			return FALSE;
		if (cells == 0)
			break;
		if (ct_import_rows_is_remark(self->rows)) {
			read_remark(self);
		} else if (self->columns->len > 0) {
			if (!read_object(self, cells, error))
				return FALSE;
		} else {
			read_header(self, cells);
			if (is_own_table(self->columns)) {
				pass_over_own_table(self);
				return TRUE;
			}
		}
	}
	end_table(self);
	ct_import_rows_report_encoding(self->rows);
	return TRUE;
}

gboolean
ct_import_csv(const CtImportJob *job, GError **error)
{
	g_autoptr(CtImportRows) rows = ct_import_rows_new(job);
	g_autoptr(CtImportObject) object = ct_import_object_new(job);
	g_autoptr(GArray) columns = columns_new();
	Reader self = { .job = job, .rows = rows, .object = object, .columns = columns };
	gboolean ok = read_all(&self, error);

	g_free(self.type);
	return ok;
}

/* The columns of a first row, as far as recognising needs them. */
static GArray *
columns_of(const char *line, gsize length)
{
	GArray *columns = columns_new();
	char separator[] = { ct_import_rows_separator(line, length), '\0' };
	g_autofree char *copy = g_strndup(line, length);
	g_auto(GStrv) cells = g_strsplit(copy, separator, -1);

	for (guint i = 0; cells[i] != NULL; i++) {
		gsize size = strlen(g_strstrip(cells[i]));

		if (size >= 2 && cells[i][0] == '"' && cells[i][size - 1] == '"') {
			cells[i][size - 1] = '\0';
			add_column(columns, cells[i] + 1);
		} else {
			add_column(columns, cells[i]);
		}
	}
	return columns;
}

gboolean
ct_import_is_csv(const char *text, gsize length)
{
	const char *end = text + length;
	g_autoptr(GArray) columns = NULL;
	gsize line;

	while (text < end && g_ascii_isspace(*text))
		text++;
	if (end - text > 6 && strncmp(text, "#TYPE ", 6) == 0)
		return TRUE;
	for (line = 0; text + line < end && strchr("\r\n", text[line]) == NULL; line++)
		;
	if (line == 5 && g_ascii_strncasecmp(text, "sep=", 4) == 0)
		return ct_import_is_csv(text + line, (gsize)(end - text) - line);
	columns = columns_of(text, line);
	return is_export(columns);
}
