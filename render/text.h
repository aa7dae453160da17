/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/style.h"

/*
 * CtText: measures and breaks text.  A drawing measures first and places then, so that nothing is
 * clipped later.  Hinting and rounding are off: a text is as wide on every medium.
 */
typedef struct CtText CtText;

/* Errors: CT_RENDER_ERROR_FONT when no font can be loaded. */
CtText *ct_text_new(GError **error);
void ct_text_free(CtText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtText, ct_text_free)

/* In points. */
double ct_text_width(CtText *self, CtStyleId style, const char *text);
/* From the top of a line to its base, and the height of a line, in points. */
double ct_text_ascent(CtText *self, CtStyleId style);
double ct_text_height(CtText *self, CtStyleId style);

/**
 * ct_text_fit:
 * @room_pt: the width there is
 *
 * Returns: (transfer full): @text, or as much of its beginning as fits with an ellipsis; at least
 * the ellipsis.  The caller keeps the full text where a reader can find it.
 */
char *ct_text_fit(CtText *self, CtStyleId style, const char *text, double room_pt);

/* Long words are broken behind these before anywhere else. */
#define CT_TEXT_JOINTS ".-/:@_,;="

/**
 * ct_text_wrap:
 *
 * Breaks at blanks, and inside words that are longer than a line; there behind dots, hyphens and the like
 * where these are not too far from the end of the line.
 *
 * Returns: (transfer full): of char *, at least one line.
 */
GPtrArray *ct_text_wrap(CtText *self, CtStyleId style, const char *text, double room_pt);

struct _cairo;
/**
 * ct_text_show:
 * @text: UTF-8
 * @x, @baseline: where its first letter stands, in units of @cr
 *
 * For backends: sets the text in the current colour, as wide as ct_text_width() says.
 */
void ct_text_show(CtText *self, CtStyleId style, const char *text, struct _cairo *cr, double x,
		  double baseline);

/* "12,340", newly allocated; the same in every locale. */
char *ct_text_count(guint64 count);
/* "1 user", "60 users": @one and @many are the nouns. */
char *ct_text_counted(guint64 count, const char *one, const char *many);
/* "23 meetings", or that nobody can count it. */
char *ct_text_loss(const CtLoss *loss);
/* "45 min", "3 h 05 min", "412 h", newly allocated. */
char *ct_text_minutes(guint64 minutes);
