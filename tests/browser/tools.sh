# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the tests in a browser share: sourced with $modules set, leaves $browser and a folder $work.

# skip WHY...: ends the run as one skipped test
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
[ -d "$modules/node_modules/playwright-core" ] || skip "no modules; ./run deps installs them"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# draw CUTOVER EXPORTS FOLDER [OPTION...]: a plan folder, or the end of the test; plans with findings
# count as plans
draw() {
	local status=0

	"$1" plan "$2" -o "$3" "${@:4}" >"$work/plan.log" 2>&1 || status=$?
	[ "$status" -le 1 ] && return 0
	echo "Bail out! no plan: $(tail -n 1 "$work/plan.log")"
	exit 1
}
