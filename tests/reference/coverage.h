/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/reference/pages.h"

/*
 * docs/reference/coverage.md: for every row of the rule book, where it stands in the tables, the test
 * in which it fires or binds, and the near miss in which it must not.
 */

/**
 * ct_coverage_page:
 * @root: the folder of the sources
 * @out_gaps: (out): rows with an empty cell, "W-12: near miss", one a line; newly allocated
 */
CtReferencePage *ct_coverage_page(const char *root, char **out_gaps);
