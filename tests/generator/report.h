/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* The report of Enable-CsTopology; with @failed it ends in an error. */
void gen_report(const GenEstate *estate, gboolean failed, GenSink *sink);
