/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* The topology of the target deployment; with @merged also the legacy servers, in BackCompatSite. */
void gen_topology(const GenEstate *estate, gboolean merged, GenSink *sink);

/* The same services as a file of Topology Builder; the legacy side is never in one. */
void gen_builder(const GenEstate *estate, GenSink *sink);
