/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "instance.h"

/**
 * stability_changed:
 * @without: a unit
 *
 * How many waves are others when @without is there than when it is not, that unit itself left out of
 * account.
 */
guint stability_changed(const CtWaveProblem *problem, guint32 without);
