/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml.h"

/**
 * ct_settings_document_is_known:
 * @name: (array length=length): local name of an element
 * @uri: (nullable): its namespace
 * @is_root: whether the element is the whole file, so that its name alone is enough
 *
 * Returns: whether the element holds settings, in an AnchoredXml or without one.
 */
gboolean ct_settings_document_is_known(const char *name, gsize length, const char *uri,
				       gboolean is_root);

/* Appends the facts of one document, an AnchoredXml or a settings element without one; what is not
 * known is a note. */
void ct_settings_document_read(const CtImportJob *job, const xmlNode *node);
