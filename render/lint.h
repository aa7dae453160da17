/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/scene.h"

/*
 * What is wrong with a drawing, measured on the scene before anything is painted.
 */
typedef struct {
	guint overlaps;	 /* texts on texts, boxes half over boxes, texts half out of boxes */
	guint clipped;	 /* things that reach out of the drawing, texts out of their room */
	guint cut_texts; /* texts that end in an ellipsis; their titles hold the whole */
	guint repeated_ids;
	double smallest_pt;  /* size of the smallest type */
	GPtrArray *messages; /* of char *, owned: one for each of the first three kinds */
} CtLint;

CtLint *ct_lint_new(const CtScene *scene);
void ct_lint_free(CtLint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLint, ct_lint_free)
