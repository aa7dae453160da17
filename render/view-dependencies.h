/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/views.h"

/* "dependencies": what needs what, in as many boxes as fit on a page, and with more of them a page for
 * each site; then the services, by pool; with CtViewInput.of also what is around that box. */
void ct_view_dependencies(const CtViewInput *input, GPtrArray *scenes);

/* Is there a box for CtViewInput.of to name: a subject, or the name of a server or object? */
gboolean ct_view_dependencies_knows(const CtPlan *plan, const CtEstate *estate, const char *name);
