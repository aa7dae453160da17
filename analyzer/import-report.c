/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports that cmdlets write with -Report.  They say what was done and not what is, so nothing of
 * them becomes a fact; the note tells people that the file was seen and why it adds nothing.
 */
#include "analyzer/xml.h"

gboolean
ct_import_report(const CtImportJob *job, GError **error)
{
	g_autoptr(xmlDoc) document = ct_xml_parse(job->source, job->limits, error);
	const xmlNode *root;
	const char *cmdlet;

	if (document == NULL)
		return FALSE;

	root = xmlDocGetRootElement(document);
	cmdlet = ct_xml_attr(root, "Name", job->facts->strings);
	ct_facts_note(job->facts, ct_xml_origin(job, root), "report",
		      cmdlet != NULL ? cmdlet : ct_xml_name(root));
	return TRUE;
}
