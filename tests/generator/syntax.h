/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sink.h"
#include "table.h"

/* The syntaxes that a table of objects can be written in. */
typedef enum {
	GEN_SYNTAX_CLIXML,
	GEN_SYNTAX_CLIXML_REMOTE,
	GEN_SYNTAX_CLIXML_SELECTED,
	GEN_SYNTAX_CSV,
	GEN_SYNTAX_CSV_UNTYPED,
	GEN_SYNTAX_CSVDE,
	GEN_SYNTAX_LDIF,
	GEN_SYNTAX_CIM_XML,
	GEN_SYNTAX_CIM_RAW,
	GEN_SYNTAX_LCSCMD,
	GEN_N_SYNTAXES,
} GenSyntax;

/* ".xml", ".csv", ".ldf" */
const char *gen_syntax_ending(GenSyntax syntax);

/**
 * gen_syntax_write:
 * @tables: ended by a row whose file is %NULL; all of them go into the one file
 */
void gen_syntax_write(GenSyntax syntax, const GenEstate *estate, const GenTable *tables,
		      GenSink *sink);
