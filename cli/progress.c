/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The progress bar.
 *
 * It is talk and not output: it reads the clock, goes to standard error, and is gone at the end.
 */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS 24
/* microseconds between two redraws: fast enough to look alive, slow enough to cost nothing */
#define REDRAW_EVERY (G_USEC_PER_SEC / 10)
/* rates of the first moments are noise */
#define RATE_AFTER (G_USEC_PER_SEC / 2)

struct CtProgress {
	const char *what;
	gboolean shown;
	gboolean drawn;
	gint64 begun;
	gint64 last;
};

CtProgress *
ct_progress_new(const char *what, gboolean wanted)
{
	CtProgress *self = g_new0(CtProgress, 1);

	self->what = what;
	self->shown = wanted && isatty(STDERR_FILENO) == 1;
	self->begun = g_get_monotonic_time();
	self->last = self->begun;
	return self;
}

void
ct_progress_free(CtProgress *self)
{
	if (self == NULL)
		return;
	if (self->drawn)
		fputs("\r\033[K", stderr);
	g_free(self);
}

char *
ct_progress_duration(guint64 seconds)
{
	guint64 hours = seconds / 3600;
	guint64 minutes = seconds / 60 % 60;

	if (hours > 0)
		return g_strdup_printf("%" G_GUINT64_FORMAT " h %" G_GUINT64_FORMAT " min", hours,
				       minutes);
	if (minutes > 0)
		return g_strdup_printf("%" G_GUINT64_FORMAT " min %" G_GUINT64_FORMAT " s", minutes,
				       seconds % 60);
	return g_strdup_printf("%" G_GUINT64_FORMAT " s", seconds);
}

static void
draw(const CtProgress *self, guint64 done, guint64 total, gint64 now)
{
	double share = total > 0 ? CLAMP((double)done / (double)total, 0.0, 1.0) : 0.0;
	double seconds = (double)(now - self->begun) / G_USEC_PER_SEC;
	int filled = (int)(share * BAR_CELLS);

	fprintf(stderr, "\r%s [", self->what);
	for (int i = 0; i < BAR_CELLS; i++)
		fputc(i < filled ? '#' : '.', stderr);
	fprintf(stderr, "] %3.0f %%", share * 100);
	if (now - self->begun > RATE_AFTER && done > 0) {
		g_autofree char *left = ct_progress_duration(
			(guint64)(seconds * (1 - share) / MAX(share, 0.001) + 0.5));

		fprintf(stderr, "  %.1f MB/s, %s left", (double)done / 1e6 / seconds, left);
	}
	fputs("\033[K", stderr);
	fflush(stderr);
}

void
ct_progress_update(guint64 done, guint64 total, gpointer data)
{
	CtProgress *self = data;
	gint64 now;

	if (!self->shown)
		return;
	now = g_get_monotonic_time();
	if (now - self->last < REDRAW_EVERY)
		return;
	draw(self, done, total, now);
	self->last = now;
	self->drawn = TRUE;
}
