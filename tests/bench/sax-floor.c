/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sax-floor FILE: what libxml2 itself needs to read a file: a SAX2 push parse with handlers that do
 * nothing, in blocks of the size that cutover reads.  The floor that `inspect` is measured against.
 */
#include <libxml/parser.h>
#include <stdio.h>

#define BLOCK_BYTES (64 * 1024)

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	 const xmlChar **attributes)
{
	(void)data, (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_attributes, (void)n_defaulted, (void)attributes;
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)data, (void)name, (void)prefix, (void)uri;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	(void)data, (void)text, (void)length;
}

int
main(int argc, char **argv)
{
	static char block[BLOCK_BYTES];
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
	};
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	xmlParserCtxtPtr parser;
	size_t got;
	int error;

	if (file == NULL) {
		fprintf(stderr, "usage: sax-floor FILE\n");
		return 2;
	}
	parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, argv[1]);
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		xmlParseChunk(parser, block, (int)got, 0);
	xmlParseChunk(parser, block, 0, 1);
	error = parser->errNo;
	xmlFreeParserCtxt(parser);
	fclose(file);
	return error == XML_ERR_OK ? 0 : 1;
}
