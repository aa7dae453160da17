/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "object.h"
#include "sink.h"

/* How an object came into the file. */
typedef enum {
	GEN_CLIXML_LOCAL, /* policies are objects of their own */
	GEN_CLIXML_REMOTE, /* through a session: types begin with "Deserialized.", policies are text */
	GEN_CLIXML_SELECTED, /* through Select-Object: members only, types begin with "Selected." */
} GenClixmlForm;

/* One file of Export-Clixml; begun by the first object. */
typedef struct GenClixml GenClixml;

/* @sink stays the caller's. */
GenClixml *gen_clixml_new(GenSink *sink, GenClixmlForm form);
void gen_clixml_object(GenClixml *self, const GenObject *object);
/* Ends the document and frees @self. */
void gen_clixml_end(GenClixml *self);
