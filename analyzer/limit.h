/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* CtLimits: what one run takes from its inputs before it refuses them.  Rows of limit.def. */
typedef struct {
#define CT_LIMIT(id, field, name, value, unit, what) guint64 field;
#include "analyzer/limit.def"
#undef CT_LIMIT
} CtLimits;

typedef enum {
#define CT_LIMIT(id, field, name, value, unit, what) CT_LIMIT_##id,
#include "analyzer/limit.def"
#undef CT_LIMIT
	CT_N_LIMITS,
} CtLimitId;

typedef struct {
	const char *name; /* "max-depth": public */
	guint64 value;	  /* default */
	const char *unit; /* plural noun */
	const char *what; /* what is limited */
} CtLimitRow;

CtLimits ct_limits_default(void);
const CtLimitRow *ct_limit_row(CtLimitId id);

/**
 * ct_limits_set:
 * @text: "max-depth=200"; a number may end in K, M or G (1024)
 *
 * Errors: CT_IMPORT_ERROR_LIMIT, naming the limits there are.
 */
gboolean ct_limits_set(CtLimits *self, const char *text, GError **error);

/**
 * ct_limit_phrase:
 *
 * Returns: (transfer full): "the limit of 128 elements (raise it with --limit max-depth=N)", for the
 * end of every message about a limit.
 */
char *ct_limit_phrase(const CtLimits *self, CtLimitId id);
