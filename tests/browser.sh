#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The page in a real browser: browser.sh CUTOVER EXPORTS
#
# Plans the exports and opens report.html as a reader would, from a file and from a server of our
# own that notes what it is asked for.  A browser that says nothing might also be one that nobody
# heard, so a page that does what ours must not do is opened the same way.
set -euo pipefail
export LC_ALL=C.UTF-8
readonly TESTS=8

browser=
for name in chromium chromium-browser google-chrome chrome; do
	browser=$(command -v "$name") && break
done
if [ -z "$browser" ]; then
	echo "1..0 # SKIP no chromium is installed"
	exit 0
fi

work=$(mktemp -d)
server=
cleanup() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap cleanup EXIT

# visit ADDRESS NAME: the page as the browser has it after its scripts ran, and what it said.  The
# sandbox of the browser cannot work for root in a container; all it opens are our own pages.
visit() {
	timeout 60 "$browser" --headless --no-sandbox --disable-gpu --no-first-run \
		--disable-background-networking --user-data-dir="$work/profile" \
		--enable-logging=stderr --v=0 --virtual-time-budget=5000 \
		--dump-dom "$1" >"$work/$2.dom" 2>"$work/$2.log" || true
	grep CONSOLE "$work/$2.log" >"$work/$2.console" || true
}

# serve FOLDER: sets $address; every request becomes a line of requests.txt
serve() {
	: >"$work/requests.txt"
	python3 - "$1" "$work/requests.txt" "$work/port" <<'PYTHON' &
import functools, http.server, os, sys

class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, form, *values):
        with open(sys.argv[2], "a", encoding="utf-8") as notes:
            notes.write(self.path + "\n")

server = http.server.HTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
with open(sys.argv[3] + ".new", "w", encoding="utf-8") as port:
    port.write(str(server.server_port))
os.rename(sys.argv[3] + ".new", sys.argv[3])
server.serve_forever()
PYTHON
	server=$!
	for _ in $(seq 100); do
		[ -f "$work/port" ] && break
		sleep 0.1
	done
	address="http://127.0.0.1:$(cat "$work/port")"
}

number=0

# verdict OK TITLE [DETAIL]: one TAP line, and its reasons as comments
verdict() {
	number=$((number + 1))
	if [ "$1" = yes ]; then
		printf 'ok %d %s\n' "$number" "$2"
	else
		printf 'not ok %d %s\n' "$number" "$2"
		printf '%s\n' "${3:-}" | head -20 | sed 's/^/# /'
	fi
}

# expect TITLE DETAIL COMMAND...
expect() {
	local title=$1 detail=$2
	shift 2
	if "$@"; then verdict yes "$title"; else verdict no "$title" "$detail"; fi
}

cutover=${1:?usage: browser.sh CUTOVER EXPORTS}
exports=${2:?usage: browser.sh CUTOVER EXPORTS}
"$cutover" plan "$exports" -o "$work/plan" >"$work/plan.log" 2>&1 || {
	echo "Bail out! no plan: $(tail -n 1 "$work/plan.log")"
	exit 1
}
cat >"$work/plan/loud.html" <<'HTML'
<!DOCTYPE html><title>loud</title><img src="missing.png"/><script>nothing.at.all()</script>
HTML

# a reader who types into the search box: the policy of the page has to go for that
python3 - "$work/plan" <<'PYTHON'
import re, sys

with open(sys.argv[1] + "/report.html", encoding="utf-8") as file:
    page = file.read()
page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*/>', "", page)
typing = """<script>
var box = document.getElementById('search');
box.value = 'reversible-or-not nowhere';
box.dispatchEvent(new Event('input'));
document.body.setAttribute('data-none', document.getElementById('hits').value);
box.value = 'Pilot MOVE';
box.dispatchEvent(new Event('input'));
</script></body>"""
with open(sys.argv[1] + "/search.html", "w", encoding="utf-8") as file:
    file.write(page.replace("</body>", typing))
PYTHON

echo "1..$TESTS"
visit "file://$work/plan/report.html" file
planned=$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["steps"]))' <"$work/plan/plan.json")
shown=$(grep -o '<tr id="s[0-9]*"' "$work/file.dom" | wc -l)
expect "every step is on the page" "$planned planned, $shown shown" [ "$planned" -eq "$shown" ]
expect "the script ran and showed its tools" "$(grep -o '<div class="tools"[^>]*>' "$work/file.dom")" \
	grep -q '<div class="tools" id="tools">' "$work/file.dom"
expect "the browser has nothing to complain of" "$(cat "$work/file.console")" \
	[ ! -s "$work/file.console" ]

visit "file://$work/plan/search.html" search
found=$(sed -n 's/.*<output id="hits"[^>]*>\([0-9]*\) found<.*/\1/p' "$work/search.dom")
visible=$(grep -o '<[a-z]* [^>]*data-row=""[^>]*>' "$work/search.dom" | grep -vc hidden || true)
expect "a search leaves what it counts" "$found counted, $visible left" \
	[ "${found:-0}" -gt 0 -a "$found" = "$visible" ]
expect "a search for what is nowhere leaves nothing" "" \
	grep -q '<body [^>]*data-none="0 found"' "$work/search.dom"

serve "$work/plan"
visit "$address/report.html" served
expect "one request: for the page itself" "$(cat "$work/requests.txt")" \
	[ "$(cat "$work/requests.txt")" = /report.html ]
visit "$address/loud.html" loud
expect "a page that asks for more is noticed" "$(cat "$work/requests.txt")" \
	grep -q missing.png "$work/requests.txt"
expect "a page with an error is noticed" "$(cat "$work/loud.log")" [ -s "$work/loud.console" ]
