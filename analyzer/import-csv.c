/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Placeholder while the reader of this format is being written.
 */
#include "analyzer/import.h"

gboolean
ct_import_csv(const CtImportJob *job G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	return TRUE;
}

gboolean
ct_import_is_csv(const char *text G_GNUC_UNUSED, gsize length G_GNUC_UNUSED)
{
	return FALSE;
}
