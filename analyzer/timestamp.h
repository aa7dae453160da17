/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Timestamps of exports: when an object was changed last.  Seconds since the year 2000 in universal
 * time, since four bytes for each of a million users are enough; 0 is "not known".
 */
typedef guint32 CtTimestamp;

/**
 * ct_timestamp_parse:
 * @text: (nullable): ISO 8601 ("2012-05-03", "2012-05-03 10:11:12", "2012-05-03T10:11:12.1234567Z",
 *   "...+02:00"), the generalized time of a directory ("20120503101112.0Z") or that of CIM
 *   ("20120503101112.000000+120")
 *
 * A time without a zone is taken as universal; one before 2000 counts as the first second of it.
 * Dates in the order of some country are not guessed.
 *
 * Returns: the time; 0 when @text is none of these.
 */
CtTimestamp ct_timestamp_parse(const char *text);

/* "2012-05-03 10:11:12", newly allocated. */
char *ct_timestamp_to_string(CtTimestamp self);
