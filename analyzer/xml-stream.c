/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Placeholder while this is being written.
 */
#include "analyzer/xml-stream.h"
