/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "object.h"
#include "sink.h"

typedef enum {
	GEN_CIM_XML,	/* CIM / DECLARATION / ... / INSTANCE, what DMTF describes */
	GEN_CIM_RAW,	/* wmic /format:rawxml: COMMAND / RESULTS / CIM / INSTANCE */
	GEN_CIM_LCSCMD, /* elements named after classes and properties */
} GenCimForm;

void gen_cim_begin(GenSink *sink, GenCimForm form);
void gen_cim_object(GenSink *sink, const GenObject *object, GenCimForm form);
void gen_cim_end(GenSink *sink, GenCimForm form);
