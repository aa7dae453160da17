/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "object.h"
#include "sink.h"

/* One object as Export-Csv writes it; the header comes with the first, so @first says that it is.
 * With @typed the line "#TYPE ..." stands before the header, as it does without -NoTypeInformation. */
void gen_csv_object(GenSink *sink, const GenObject *object, gboolean first, gboolean typed);

/* One entry as csvde writes it: name first, values of one attribute joined by ';'.  All objects of a
 * file have the same attributes. */
void gen_csvde_object(GenSink *sink, const GenObject *object, gboolean first);
