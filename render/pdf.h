/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_pdf_mend:
 * @document: (transfer full): as cairo wrote it
 * @language: of the text, "en"
 *
 * Returns: (transfer full): the document with its language, the wish that its title is shown, and
 * without references to objects that do not exist.  What is not laid out as cairo 1.16 does it stays
 * as it is.
 */
GByteArray *ct_pdf_mend(GByteArray *document, const char *language);
