#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every drawing in two programs: drawings.sh CUTOVER ESTATE WIDTHS EXPORTS MODULES
#
# Draws the exports and an estate that the generator ESTATE makes, and has drawings.mjs compare what
# Chromium and librsvg show.  WIDTHS is the program of widths.c.  Without a browser, its modules or
# rsvg-convert one test is skipped.  CT_SHOTS names a folder that keeps pictures that differ.
set -euo pipefail
export LC_ALL=C.UTF-8

usage="usage: drawings.sh CUTOVER ESTATE WIDTHS EXPORTS MODULES"
cutover=${1:?$usage}
estate=${2:?$usage}
widths=${3:?$usage}
exports=${4:?$usage}
modules=$(realpath -m "${5:?$usage}")

. "$(dirname "$0")/tools.sh"
command -v rsvg-convert >/dev/null || skip "rsvg-convert (librsvg2-bin) is not installed"

"$estate" --sites 2 --pools 3 --users 120 --seed 7 --coupling 0.1 --out "$work/exports"
mkdir "$work/plans"
draw "$cutover" "$exports" "$work/plans/sample" --format svg
draw "$cutover" "$work/exports" "$work/plans/generated" --format svg
node "$(dirname "$0")/drawings.mjs" "$work/plans" "$modules" "$browser" \
	"${CT_SHOTS:-$work/shots}" "$widths"
