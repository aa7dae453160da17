/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports that the cmdlets of the target write with -Report: that a step ran, when, and how it ended.
 *
 * A report says what was done and not what is, so it never adds a server or an object; but it names what
 * the command worked on, which places the file, and it has the numbers of service assignments, which
 * other exports use for the name of a pool.  Reports can be localised, hence success is told by
 * structure where it can be: nothing went wrong, and the last word of the report is the command's own.
 */
#include "analyzer/import.h"
#include "analyzer/xml-stream.h"

/* More than a message or name needs; the rest of a text is cut off. */
#define MAX_TEXT_BYTES 2048

/* Names that one report can add, a bound on what a hostile one costs. */
#define MAX_NAMES 4096

typedef enum {
	ELEMENT_OTHER,
	ELEMENT_ACTION,
	ELEMENT_INFO,
	ELEMENT_WARNING,
	ELEMENT_ERROR,
	ELEMENT_EXCEPTION,
} Element;

static const struct {
	const char *name;
	Element element;
} elements[] = {
	{ "Action", ELEMENT_ACTION },	    { "Info", ELEMENT_INFO },
	{ "Warning", ELEMENT_WARNING },	    { "Error", ELEMENT_ERROR },
	{ "Exception", ELEMENT_EXCEPTION },
};

typedef struct {
	const CtImportJob *job;
	GArray *props;	   /* of CtProp: what the report names */
	GHashTable *named; /* of "key:value": what is in @props */
	Element element;   /* the last that began and did not end */
	guint depth;	   /* open elements */
	guint32 line;	   /* of @element */
	GString *text;	   /* of @element */
	GString *title;	   /* of @element */
	GString *started;
	GString *ended;
	GString *first_error;
	guint32 first_error_line;
	guint32 root_line;
	const char *cmdlet; /* interned */
	guint n_errors;
	guint n_warnings;
	gboolean complete; /* as far as the last element below the root says */
} Report;

static const CtXmlStreamAttr *
find_attr(const CtXmlTag *tag, const char *name)
{
	for (guint i = 0; i < tag->n_attrs; i++)
		if (ct_xml_slice_is(tag->attrs[i].name, tag->attrs[i].name_length, name))
			return &tag->attrs[i];
	return NULL;
}

static void
append_text(GString *text, const char *more, gsize length)
{
	gsize room = MAX_TEXT_BYTES - MIN(text->len, MAX_TEXT_BYTES);

	g_string_append_len(text, more, (gssize)MIN(length, room));
}

/* Sets @text to an attribute; empty without it. */
static void
take_attr(GString *text, const CtXmlTag *tag, const char *name)
{
	const CtXmlStreamAttr *attr = find_attr(tag, name);

	g_string_truncate(text, 0);
	if (attr != NULL)
		append_text(text, attr->value, attr->value_length);
}

static void
add_name(Report *self, CtKey key, const char *name, const char *value)
{
	g_autofree char *mark = g_strdup_printf("%d:%s", key, value);

	if (self->props->len < MAX_NAMES && g_hash_table_add(self->named, g_steal_pointer(&mark)))
		ct_facts_push_prop(self->job->facts, self->props, key, name, value);
}

/* One line of valid UTF-8, whatever it was cut from. */
static char *
one_line(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_auto(GStrv) words = g_strsplit_set(valid, " \t\r\n", -1);
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", words[i]);
	return g_string_free(g_steal_pointer(&line), FALSE);
}

static void
count_error(Report *self, const char *title, const char *text)
{
	self->n_errors++;
	if (self->n_errors > 1)
		return;
	self->first_error_line = self->line;
	g_string_printf(self->first_error, "%s%s%s", title,
			*title != '\0' && *text != '\0' ? ": " : "", text);
}

/* "Cluster fqdn", "Site name", "Registrar:fqdn". */
static void
read_action(Report *self, const CtXmlTag *tag)
{
	const char *name;
	const char *colon;

	take_attr(self->text, tag, "Name");
	name = self->text->str;
	colon = strchr(name, ':');
	if (g_str_has_prefix(name, "Cluster ") && strchr(name, '.') != NULL)
		add_name(self, CT_KEY_FQDN, NULL, name + strlen("Cluster "));
	else if (g_str_has_prefix(name, "Site "))
		add_name(self, CT_KEY_SITE, NULL, name + strlen("Site "));
	else if (colon != NULL && colon > name && strchr(name, ' ') == NULL &&
		 strchr(colon, '.') != NULL)
		add_name(self, CT_KEY_SERVICE, NULL, name);
	g_string_truncate(self->text, 0);
}

static void
read_exception(Report *self, const CtXmlTag *tag)
{
	take_attr(self->text, tag, "Message");
	take_attr(self->title, tag, "Type");
	count_error(self, self->title->str, self->text->str);
	g_string_truncate(self->text, 0);
}

/* The next text in quotes, interned; moves @text behind it. */
static const char *
next_quoted(Report *self, const char **text)
{
	const char *begin = strchr(*text, '"');
	const char *end = begin != NULL ? strchr(begin + 1, '"') : NULL;

	if (end == NULL)
		return NULL;
	*text = end + 1;
	return ct_strings_intern_length(self->job->facts->strings, begin + 1,
					(gsize)(end - begin - 1));
}

/* Adding service assignment "1550152990" for service "1-Registrar-1":"Registrar". */
static void
read_assignment(Report *self, const char *text)
{
	CtFacts *facts = self->job->facts;
	CtOrigin origin = { self->job->input, self->line,
			    ct_strings_intern(facts->strings, "CsMgmtLog/Info") };
	const char *tag = next_quoted(self, &text);
	const char *service = next_quoted(self, &text);
	const char *component = next_quoted(self, &text);
	const CtProp props[] = {
		{ CT_KEY_TAG_ID, NULL, tag },
		{ CT_KEY_SERVICE_ID, NULL, service },
		{ CT_KEY_COMPONENT, NULL, component },
	};

	if (tag != NULL && service != NULL)
		ct_facts_add_record(facts, CT_RECORD_TAG, origin,
				    ct_strings_intern(facts->strings, "ServiceAssignment"), props,
				    component != NULL ? 3 : 2);
}

/* A report has the command as it was typed, or its switches one by one. */
static void
check_force(Report *self, const char *text)
{
	CtOrigin origin = { self->job->input, self->line, NULL };
	gboolean is_switch = g_ascii_strncasecmp(self->cmdlet, "Move-Cs", 7) == 0 &&
			     g_ascii_strcasecmp(self->title->str, "Force") == 0 &&
			     g_ascii_strcasecmp(text, "true") == 0;

	if (is_switch || ct_import_forced_move(text) != NULL)
		ct_facts_add_problem(self->job->facts, origin, CT_PROBLEM_FORCED_MOVE,
				     "the report says that %s ran with -Force",
				     is_switch ? self->cmdlet : ct_import_forced_move(text));
}

static void
read_info(Report *self)
{
	static const char assignment[] = "Adding service assignment ";
	static const char directory[] = "Creating Conference directory ";
	const char *text = self->text->str;

	check_force(self, text);
	if (strcmp(self->title->str, "Role") == 0)
		add_name(self, CT_KEY_ROLE, NULL, text);
	else if (g_str_has_prefix(text, assignment))
		read_assignment(self, text + strlen(assignment));
	else if (g_str_has_prefix(text, directory))
		add_name(self, CT_KEY_OTHER, "ConferenceDirectory", text + strlen(directory));
	/* what the command says of itself in another language cannot be read */
	self->complete = self->depth == 2 && self->title->len > 0 &&
			 (!g_str_has_prefix(text, "Command ") || strstr(text, "complete") != NULL);
}

static void
start_root(Report *self, const CtXmlTag *tag)
{
	take_attr(self->text, tag, "Name");
	self->cmdlet = ct_strings_intern(self->job->facts->strings,
					 self->text->len > 0 ? self->text->str : "a command");
	self->root_line = tag->line;
	g_string_truncate(self->text, 0);
}

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error G_GNUC_UNUSED)
{
	Report *self = data;
	const CtXmlStreamAttr *when = find_attr(tag, "Time");

	self->depth++;
	self->element = ELEMENT_OTHER;
	self->line = tag->line;
	g_string_truncate(self->text, 0);
	if (tag->depth == 0) {
		start_root(self, tag);
		return TRUE;
	}
	for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
		if (ct_xml_slice_is(tag->name, tag->name_length, elements[i].name))
			self->element = elements[i].element;
	if (when != NULL) {
		take_attr(self->ended, tag, "Time");
		if (self->started->len == 0)
			g_string_assign(self->started, self->ended->str);
	}
	self->complete = FALSE;
	take_attr(self->title, tag, "Title");
	self->n_warnings += self->element == ELEMENT_WARNING;
	if (self->element == ELEMENT_ACTION)
		read_action(self, tag);
	else if (self->element == ELEMENT_EXCEPTION)
		read_exception(self, tag);
	return TRUE;
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error G_GNUC_UNUSED)
{
	Report *self = data;

	if (self->element == ELEMENT_INFO || self->element == ELEMENT_ERROR)
		append_text(self->text, text, length);
	return TRUE;
}

static gboolean
on_end(gpointer data, GError **error G_GNUC_UNUSED)
{
	Report *self = data;

	if (self->element == ELEMENT_INFO)
		read_info(self);
	else if (self->element == ELEMENT_ERROR)
		count_error(self, self->title->str, self->text->str);
	self->element = ELEMENT_OTHER;
	self->depth--;
	return TRUE;
}

static void
add_problems(Report *self, gboolean cut_short, guint32 end_line)
{
	CtFacts *facts = self->job->facts;
	CtOrigin origin = { self->job->input, self->first_error_line, NULL };
	CtOrigin end = { self->job->input, end_line, NULL };
	g_autofree char *reason = one_line(self->first_error->str);

	if (cut_short)
		ct_facts_add_problem(facts, end, CT_PROBLEM_CUT_SHORT,
				     "the report of %s ends before its root element does",
				     self->cmdlet);
	if (self->n_errors > 0)
		ct_facts_add_problem(facts, origin, CT_PROBLEM_STEP_FAILED,
				     "%s ended with %u %s: %s", self->cmdlet, self->n_errors,
				     self->n_errors == 1 ? "error" : "errors, first",
				     *reason != '\0' ? reason : "of which it says nothing");
	else if (!self->complete)
		ct_facts_add_problem(facts, end, CT_PROBLEM_STEP_FAILED,
				     "%s does not say that it came to its end", self->cmdlet);
}

static void
add_record(Report *self, gboolean succeeded)
{
	CtFacts *facts = self->job->facts;
	CtOrigin origin = { self->job->input, self->root_line,
			    ct_strings_intern(facts->strings, "CsMgmtLog") };
	g_autofree char *warnings = g_strdup_printf("%u", self->n_warnings);
	g_autofree char *errors = g_strdup_printf("%u", self->n_errors);
	g_autofree char *reason = one_line(self->first_error->str);
	const struct {
		CtKey key;
		const char *value;
	} rows[] = {
		{ CT_KEY_NAME, self->cmdlet },
		{ CT_KEY_STARTED, self->started->str },
		{ CT_KEY_ENDED, self->ended->str },
		{ CT_KEY_SUCCEEDED, succeeded ? "true" : "false" },
		{ CT_KEY_WARNINGS, warnings },
		{ CT_KEY_ERRORS, errors },
		{ CT_KEY_FIRST_ERROR, reason },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		if (*rows[i].value != '\0')
			ct_facts_push_prop(facts, self->props, rows[i].key, NULL, rows[i].value);
	ct_facts_add_record(facts, CT_RECORD_REPORT, origin,
			    ct_strings_intern(facts->strings, "CsMgmtLog"),
			    (const CtProp *)(void *)self->props->data, self->props->len);
}

static gboolean
read_report(Report *self, GError **error)
{
	static const CtXmlStreamHandler handler = { on_start, on_end, on_text };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(ct_source_path(self->job->source),
							  self->job->limits, &handler, self);
	gboolean cut_short = FALSE;

	if (!ct_xml_stream_read(stream, self->job->source, &cut_short, error))
		return FALSE;
	add_problems(self, cut_short, ct_xml_stream_line(stream));
	add_record(self, self->n_errors == 0 && self->complete && !cut_short);
	return TRUE;
}

gboolean
ct_import_report(const CtImportJob *job, GError **error)
{
	Report self = { .job = job };
	gboolean good;

	self.props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	self.named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	self.text = g_string_new(NULL);
	self.title = g_string_new(NULL);
	self.started = g_string_new(NULL);
	self.ended = g_string_new(NULL);
	self.first_error = g_string_new(NULL);
	good = read_report(&self, error);
	g_array_unref(self.props);
	g_hash_table_unref(self.named);
	g_string_free(self.text, TRUE);
	g_string_free(self.title, TRUE);
	g_string_free(self.started, TRUE);
	g_string_free(self.ended, TRUE);
	g_string_free(self.first_error, TRUE);
	return good;
}
