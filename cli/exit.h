/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the program says by its exit status: one table, the same for every verb and format. */
typedef enum {
	CT_EXIT_OK = 0,	       /* done and clean */
	CT_EXIT_FINDINGS = 1,  /* findings at or above --fail-on */
	CT_EXIT_USAGE = 2,     /* wrong usage */
	CT_EXIT_INPUT = 3,     /* an input cannot be read: missing, malformed, over a limit */
	CT_EXIT_CONFLICT = 4,  /* proved: no safe plan exists */
	CT_EXIT_UNSAFE = 5,    /* the plan does not hold */
	CT_EXIT_OUTPUT = 6,    /* an output cannot be written */
	CT_EXIT_INTERNAL = 70, /* a mistake of ours */
} CtExit;
