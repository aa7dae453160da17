/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A bar on standard error with rate and time left; nothing when that is no terminal. */
typedef struct CtProgress CtProgress;

/* @wanted: FALSE makes every call do nothing */
CtProgress *ct_progress_new(const char *what, gboolean wanted);
/* Wipes the bar. */
void ct_progress_free(CtProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtProgress, ct_progress_free)

/* A CtProgressFunc; @data is the CtProgress. */
void ct_progress_update(guint64 done, guint64 total, gpointer data);

/* "20 s", "1 min 20 s", "2 h 5 min", newly allocated. */
char *ct_progress_duration(guint64 seconds);
