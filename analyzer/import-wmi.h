/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"
#include "analyzer/xml-stream.h"

/*
 * CtWmiReader: instances of the management classes of Office Communications Server in XML of any
 * layout; private to the importers.  It is fed the tags and texts of a document, and what it does
 * not want, somebody else may read.
 */
typedef struct CtWmiReader CtWmiReader;

/* @job must outlive the reader. */
CtWmiReader *ct_wmi_reader_new(const CtImportJob *job);
void ct_wmi_reader_free(CtWmiReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWmiReader, ct_wmi_reader_free)

/* Does the tag begin an instance: is it, or the class that it names, called MSFT_SIP...? */
gboolean ct_wmi_is_instance(const CtXmlTag *tag);

/* Is an instance open, so that what comes next belongs to it? */
gboolean ct_wmi_reader_is_open(const CtWmiReader *self);

/* How many instances there were. */
guint64 ct_wmi_reader_count(const CtWmiReader *self);

/**
 * ct_wmi_reader_start:
 *
 * To be called with a tag for which ct_wmi_is_instance() holds, and then, as long as
 * ct_wmi_reader_is_open(), with every tag, text and end, as a handler of CtXmlStream is.
 */
gboolean ct_wmi_reader_start(CtWmiReader *self, const CtXmlTag *tag, GError **error);
gboolean ct_wmi_reader_text(CtWmiReader *self, const char *text, gsize length, GError **error);
gboolean ct_wmi_reader_end(CtWmiReader *self, GError **error);
