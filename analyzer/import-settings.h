/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"
#include "analyzer/xml-stream.h"

/*
 * CtSettings: reads the documents of the central management store out of a stream of tags, whatever
 * stands around them.  An importer that meets one within a document of its own hands its tags on:
 *
 *     if (ct_settings_is_open(settings) || ct_settings_is_document(tag))
 *             return ct_settings_start(settings, tag, above, error);
 *
 * and likewise its texts and ends while ct_settings_is_open().
 */
typedef struct CtSettings CtSettings;

CtSettings *ct_settings_new(const CtImportJob *job);
void ct_settings_free(CtSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSettings, ct_settings_free)

/* Does a document begin with this tag: AnchoredXml, Topology, or a settings element alone? */
gboolean ct_settings_is_document(const CtXmlTag *tag);

/* Was a document begun that has not ended? */
gboolean ct_settings_is_open(const CtSettings *self);

/**
 * ct_settings_start:
 * @above: (nullable): path of the element that a document stands in, "DocItemSet/DocItem/Data"
 *
 * Errors: CT_IMPORT_ERROR_LIMIT when a document is over max-document-bytes.
 */
gboolean ct_settings_start(CtSettings *self, const CtXmlTag *tag, const char *above,
			   GError **error);
gboolean ct_settings_text(CtSettings *self, const char *text, gsize length, GError **error);
gboolean ct_settings_end(CtSettings *self, GError **error);

/* How many documents have ended, understood or not.  With one or more, the input is a
 * CT_INPUT_SETTINGS. */
guint ct_settings_count(const CtSettings *self);
