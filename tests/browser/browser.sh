#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The page in a real browser: browser.sh CUTOVER EXPORTS MODULES
#
# Plans the exports and has page.mjs use report.html as its readers do.  MODULES has the node_modules
# that ./run installs; where they, Node.js, Java or a Chromium are missing, one test is skipped.
# CT_SHOTS names a folder that keeps the pictures.
set -euo pipefail
export LC_ALL=C.UTF-8

cutover=${1:?usage: browser.sh CUTOVER EXPORTS MODULES}
exports=${2:?usage: browser.sh CUTOVER EXPORTS MODULES}
modules=$(realpath -m "${3:?usage: browser.sh CUTOVER EXPORTS MODULES}")

. "$(dirname "$0")/tools.sh"
command -v java >/dev/null || skip "Java is not installed"

draw "$cutover" "$exports" "$work/plan"
# a launcher may talk about its own shell script; what the page says is heard by the test itself
node "$(dirname "$0")/page.mjs" "$work/plan" "$modules" "$browser" "${CT_SHOTS:-$work/shots}"
