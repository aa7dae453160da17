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

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}

browser=
for name in chromium chromium-browser google-chrome chrome; do
	browser=$(command -v "$name") && break
done
[ -n "$browser" ] || skip "no Chromium is installed"
command -v node >/dev/null || skip "Node.js is not installed"
command -v java >/dev/null || skip "Java is not installed"
[ -d "$modules/node_modules/playwright-core" ] || skip "no modules; ./run deps installs them"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cutover" plan "$exports" -o "$work/plan" >"$work/plan.log" 2>&1 || {
	echo "Bail out! no plan: $(tail -n 1 "$work/plan.log")"
	exit 1
}
# a launcher may talk about its own shell script; what the page says is heard by the test itself
node "$(dirname "$0")/page.mjs" "$work/plan" "$modules" "$browser" "${CT_SHOTS:-$work/shots}"
