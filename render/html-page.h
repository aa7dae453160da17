/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * CtHtml: a page while it is written, private to html*.c.  Whatever is given as text or as the value
 * of an attribute is escaped; characters that XML cannot hold become U+FFFD.
 */
typedef struct CtHtml CtHtml;

/* Opens an element.  After @name come pairs of attribute and value, then NULL; an attribute whose
 * value is NULL is left out. */
void ct_html_open(CtHtml *self, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* Closes the innermost element, with an end tag of its own even if it is empty. */
void ct_html_close(CtHtml *self);
/* An element with nothing but @text (nullable) in it. */
void ct_html_element(CtHtml *self, const char *name, const char *text, ...) G_GNUC_NULL_TERMINATED;
/* An element that HTML never closes: meta, input. */
void ct_html_void(CtHtml *self, const char *name, ...) G_GNUC_NULL_TERMINATED;
void ct_html_text(CtHtml *self, const char *text);
void ct_html_printf(CtHtml *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Markup that is already well-formed and safe: our own style, script and drawings. */
void ct_html_raw(CtHtml *self, const char *markup);

/* The files of render/page, built into the program: neither holds what would end its element or a CDATA
 * section. */
const char *ct_html_style(void);
const char *ct_html_script(void);
