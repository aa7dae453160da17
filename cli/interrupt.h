/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What happens when somebody presses Ctrl-C, or a batch system ends the program, while there is
 * something to tidy up.  Until then, and at the second signal, the program simply ends.
 */

/* From here on a first signal is only remembered. */
void ct_interrupt_watch(void);

/* Was there one? */
gboolean ct_interrupt_seen(void);

/* Everything is tidy: dies of the signal that was remembered, so that the caller of the program sees
 * what ended it; returns when there was none. */
void ct_interrupt_pass_on(void);
