/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/lint.h"

/* The measures of ct_lint_new(), one file for each kind of them. */

void ct_lint_measure_edges(CtLint *self, const CtScene *scene);
void ct_lint_measure_paper(CtLint *self, const CtScene *scene);
void ct_lint_measure_contrast(CtLint *self, const CtScene *scene);
void ct_lint_measure_space(CtLint *self, const CtScene *scene);

/* Notes what was found: "WHAT: NAME at X,Y". */
void ct_lint_note(CtLint *self, const char *what, const char *name, CtPoint at);

/* A text's ink: the line height has air above and below that may touch. */
CtRect ct_lint_ink(const CtItem *item);
