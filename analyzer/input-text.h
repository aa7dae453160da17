/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* CtInputText: an input as it was read, in lines. */
typedef struct {
	char *text;	  /* with NUL in place of line ends */
	GPtrArray *lines; /* of const char *: into @text */
} CtInputText;

/* NULL when @path is not the file with this digest any more. */
CtInputText *ct_input_text_read(const char *path, const char *sha256);
void ct_input_text_free(CtInputText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtInputText, ct_input_text_free)
