/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of objects in each syntax: what stands before, for each object, and behind. */
#include "syntax.h"

#include "cim.h"
#include "clixml.h"
#include "csv.h"
#include "ldif.h"

typedef struct {
	GenSyntax syntax;
	GenSink *sink;
	GenClixml *clixml; /* with a syntax of CLIXML */
	gboolean first;
} Writer;

static const char *const endings[GEN_N_SYNTAXES] = { ".xml", ".xml", ".xml", ".csv", ".csv",
						     ".csv", ".ldf", ".xml", ".xml", ".xml" };

const char *
gen_syntax_ending(GenSyntax syntax)
{
	return endings[syntax];
}

static GenCimForm
cim_form(GenSyntax syntax)
{
	return (GenCimForm)(syntax - GEN_SYNTAX_CIM_XML);
}

static void
begin(Writer *self)
{
	switch (self->syntax) {
	case GEN_SYNTAX_CLIXML:
	case GEN_SYNTAX_CLIXML_REMOTE:
	case GEN_SYNTAX_CLIXML_SELECTED:
		self->clixml = gen_clixml_new(self->sink, (GenClixmlForm)self->syntax);
		break;
	case GEN_SYNTAX_CIM_XML:
	case GEN_SYNTAX_CIM_RAW:
	case GEN_SYNTAX_LCSCMD:
		gen_cim_begin(self->sink, cim_form(self->syntax));
		break;
	case GEN_SYNTAX_CSV:
	case GEN_SYNTAX_CSV_UNTYPED:
	case GEN_SYNTAX_CSVDE:
	case GEN_SYNTAX_LDIF:
	case GEN_N_SYNTAXES:
		break;
	}
}

static void
on_object(const GenObject *object, gpointer data)
{
	Writer *self = data;

	switch (self->syntax) {
	case GEN_SYNTAX_CLIXML:
	case GEN_SYNTAX_CLIXML_REMOTE:
	case GEN_SYNTAX_CLIXML_SELECTED:
		gen_clixml_object(self->clixml, object);
		break;
	case GEN_SYNTAX_CSV:
	case GEN_SYNTAX_CSV_UNTYPED:
		gen_csv_object(self->sink, object, self->first, self->syntax == GEN_SYNTAX_CSV);
		break;
	case GEN_SYNTAX_CSVDE:
		gen_csvde_object(self->sink, object, self->first);
		break;
	case GEN_SYNTAX_LDIF:
		gen_ldif_object(self->sink, object);
		break;
	case GEN_SYNTAX_CIM_XML:
	case GEN_SYNTAX_CIM_RAW:
	case GEN_SYNTAX_LCSCMD:
		gen_cim_object(self->sink, object, cim_form(self->syntax));
		break;
	case GEN_N_SYNTAXES:
		break;
	}
	self->first = FALSE;
}

static void
finish(Writer *self)
{
	if (self->clixml != NULL)
		gen_clixml_end(self->clixml);
	else if (self->syntax >= GEN_SYNTAX_CIM_XML)
		gen_cim_end(self->sink, cim_form(self->syntax));
}

void
gen_syntax_write(GenSyntax syntax, const GenEstate *estate, const GenTable *tables, GenSink *sink)
{
	g_autoptr(GenObject) object = gen_object_new();
	Writer writer = { .syntax = syntax, .sink = sink, .first = TRUE };

	begin(&writer);
	for (guint i = 0; tables[i].file != NULL; i++)
		tables[i].rows(estate, object, on_object, &writer);
	finish(&writer);
}
