/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals that ask the program to end.
 *
 * Removing a folder is nothing that a signal handler may do, so it only sets a flag, and whoever
 * works on the folder looks at the flag between two files.  The handler stands for one signal: who
 * presses the keys again does not want to wait.
 */
#include "cli/interrupt.h"

#include <signal.h>

static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

static volatile sig_atomic_t seen;

static void
remember(int number)
{
	seen = number;
}

void
ct_interrupt_watch(void)
{
	struct sigaction action = { .sa_handler = remember, .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	for (gsize i = 0; i < G_N_ELEMENTS(signals); i++) {
		struct sigaction before;

		/* what was to be ignored, as under nohup, stays ignored */
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

gboolean
ct_interrupt_seen(void)
{
	return seen != 0;
}

void
ct_interrupt_pass_on(void)
{
	int number = seen;

	seen = 0;
	if (number != 0)
		raise(number);
}
