/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "object.h"
#include "sink.h"

/* One entry as ldifde writes it. */
void gen_ldif_object(GenSink *sink, const GenObject *object);
