/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml-stream.h"
#include "analyzer/xml.h"

/*
 * CtXmlBuild: one element out of a stream as a tree, for the parts of a large document that are
 * easier to read whole.  Its nodes have lines and paths as if the whole document were a tree.
 */
typedef struct CtXmlBuild CtXmlBuild;

/* @path: name for error messages, must outlive the build. */
CtXmlBuild *ct_xml_build_new(const char *path, const CtLimits *limits);
void ct_xml_build_free(CtXmlBuild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtXmlBuild, ct_xml_build_free)

/* Was an element begun that has not ended? */
gboolean ct_xml_build_is_open(const CtXmlBuild *self);

/**
 * ct_xml_build_start:
 * @above: (nullable): path of the element that the first @tag stands in, "Items/Item"; not looked at
 *   while an element is open
 *
 * Errors: CT_IMPORT_ERROR_LIMIT when the tree takes more memory than max-document-bytes.
 */
gboolean ct_xml_build_start(CtXmlBuild *self, const CtXmlTag *tag, const char *above,
			    GError **error);
gboolean ct_xml_build_text(CtXmlBuild *self, const char *text, gsize length, GError **error);

/**
 * ct_xml_build_end:
 *
 * Returns: (nullable): the element that was begun first, complete, when it is the one that ends here;
 *   it is gone with the next start.
 */
const xmlNode *ct_xml_build_end(CtXmlBuild *self);
