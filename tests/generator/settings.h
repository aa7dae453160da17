/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* One document of the central management store in its wrapper. */
typedef void (*GenDocument)(const GenEstate *estate, GenSink *sink);

/* File name of document @index and what writes it; %NULL behind the last. */
const char *gen_settings_document(guint index, GenDocument *out_write);

/* All documents as the parts of one DocItemSet, as a configuration export has them. */
void gen_settings_doc_items(const GenEstate *estate, GenSink *sink);
