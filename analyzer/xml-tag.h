/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/limit.h"
#include "analyzer/xml-lexis.h"

/* CtXmlTagReader: reads one start tag.  All slices are valid until it reads the next one. */
typedef struct {
	const char *name; /* without prefix, not NUL-terminated */
	gsize name_length;
	const char *value; /* references undone, not NUL-terminated */
	gsize value_length;
} CtXmlTagAttr;

typedef struct {
	const char *full_name; /* as it stands there, not NUL-terminated */
	gsize full_length;
	const char *name; /* without prefix, not NUL-terminated */
	gsize name_length;
	const CtXmlTagAttr *attrs; /* without declarations of namespaces */
	guint n_attrs;
	guint32 number; /* of this spelling, from 1 on; 0 while it is not remembered */
	gboolean empty; /* "<a/>" */
} CtXmlStart;

typedef struct {
	const CtLimits *limits;
	GArray *attrs;	 /* of CtXmlTagAttr */
	GArray *names;	 /* of the same, but all attributes, with their prefixes */
	GString *values; /* those that hold references */
	CtXmlStart start;
	const char *wrong_at; /* what is wrong, and where */
	char *reason;
	int code; /* of CT_IMPORT_ERROR */
} CtXmlTagReader;

/* @limits must outlive the reader. */
void ct_xml_tag_reader_init(CtXmlTagReader *self, const CtLimits *limits);
void ct_xml_tag_reader_clear(CtXmlTagReader *self);

/**
 * ct_xml_tag_read:
 * @at: at the '<' of a start tag; moved behind its '>' when it is complete
 *
 * Sets @start of the reader, or @wrong_at, @reason and @code.
 */
CtXmlRead ct_xml_tag_read(CtXmlTagReader *self, const char **at, const char *end);

/* Do all slices of the last tag point into the text that was read? */
gboolean ct_xml_tag_is_in_place(const CtXmlTagReader *self);
