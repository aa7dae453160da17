/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* What an administrator writes for the merge about the legacy Edge; the estate has one. */
void gen_edge_input(const GenEstate *estate, GenSink *sink);

/* An intent file: which target takes over from which pool, where pools stand, waves, test users. */
void gen_intent(const GenEstate *estate, GenSink *sink);
