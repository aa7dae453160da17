/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * ct_plan_steps_expect:
 * @path: a plan.json
 * @line: what is expected of its steps, as tests/scenarios/README.md has it
 *
 * Returns: NULL, or what is otherwise, newly allocated.
 */
char *ct_plan_steps_expect(const char *path, const char *line);
