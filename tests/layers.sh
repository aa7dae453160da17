#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The architecture as a test: layers.sh ROOT
#
# Which folder may include which header, which files may see which library, and how large a thing
# may grow.  Each rule is a function that prints its violations, one a line.  Every rule is run
# twice: on the real tree, where it must find nothing, and on a small broken tree made here, where
# it must find exactly what was planted; a rule that cannot fail is not a rule.
set -euo pipefail
export LC_ALL=C
readonly LAYERS="analyzer planner render cli"
readonly MAX_FILE_LINES=600
readonly MAX_FUNCTION_LINES=60

# files PATTERN...: our own files by name, sorted
files() {
	local expression=() pattern
	for pattern in "$@"; do
		expression+=(-o -name "$pattern")
	done
	# shellcheck disable=SC2086 # the layers are separate words on purpose
	find $LAYERS -type f \( "${expression[@]:1}" \) | sort
}

# included FILE: the project headers a file names
included() {
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*"\([^"]*\)".*/\1/p' "$1"
}

# what each file sees, directly or through another: file -> headers, one a line
declare -A SEEN_BY

# survey: fills SEEN_BY for the tree in the current folder
survey() {
	local file header
	SEEN_BY=()
	while read -r file header; do
		SEEN_BY[$file]+=$header$'\n'
	done < <(files '*.c' '*.h' '*.def' | xargs awk '
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			split($0, part, "\"")
			direct[FILENAME] = direct[FILENAME] part[2] " "
		}
		END {
			for (i = 1; i < ARGC; i++) {
				split("", seen)
				n = split(direct[ARGV[i]], queue, " ")
				for (at = 1; at <= n; at++) {
					header = queue[at]
					if (header in seen) continue
					seen[header] = 1
					print ARGV[i], header
					more = split(direct[header], next_ones, " ")
					for (j = 1; j <= more; j++) queue[++n] = next_ones[j]
				}
			}
		}')
}

# closure FILE: every project header a file sees
closure() {
	printf '%s' "${SEEN_BY[$1]-}"
}

# code FILE: the file with comments and the contents of literals blanked, lines kept
code() {
	awk '
	{
		out = ""
		n = length($0)
		for (i = 1; i <= n; i++) {
			c = substr($0, i, 1)
			two = substr($0, i, 2)
			if (comment) {
				if (two == "*/") { comment = 0; i++ }
			} else if (quote != "") {
				if (c == "\\") i++
				else if (c == quote) { quote = ""; out = out c }
			} else if (two == "/*") {
				comment = 1; i++
			} else if (two == "//") {
				break
			} else {
				if (c == "\"" || c == "\047") quote = c
				out = out c
			}
		}
		quote = ""
		print out
	}' "$1"
}

# confined LIBRARY ALLOWED: only files whose path matches ALLOWED may include a header matching
# LIBRARY (both are extended expressions), be it through one of our own headers
confined() {
	local file header
	while read -r file; do
		[[ $file =~ ^($2)$ ]] && continue
		if grep -Eq "^[ \t]*#[ \t]*include[ \t]*<$1" "$file"; then
			printf '%s includes <%s...>\n' "$file" "$1"
		fi
		while read -r header; do
			[[ -f $header && $header =~ ^($2)$ ]] || continue
			if grep -Eq "^[ \t]*#[ \t]*include[ \t]*<$1" "$header"; then
				printf '%s sees <%s...> through %s\n' "$file" "$1" "$header"
			fi
		done < <(closure "$file")
	done < <(files '*.c' '*.h')
}

rule_one_way() {
	local file header layer allowed
	while read -r file; do
		layer=${file%%/*}
		# the layers up to and including the file's own
		allowed=${LAYERS%%"$layer"*}$layer
		while read -r header; do
			[[ " $allowed " == *" ${header%%/*} "* && $header == */* ]] ||
				printf '%s includes "%s"\n' "$file" "$header"
		done < <(included "$file")
	done < <(files '*.c' '*.h' '*.def')
}

rule_libxml2() {
	# the writer is not the parser: it cannot read anything, and the two that write may have it
	confined 'libxml/' 'analyzer/(xml|import|clixml)[a-z0-9-]*\.[ch]|render/(svg|html)\.c'
	local file
	for file in render/svg.c render/html.c; do
		[ -f "$file" ] || continue
		sed -n 's/^[ \t]*#[ \t]*include[ \t]*<\(libxml\/[^>]*\)>.*/\1/p' "$file" |
			grep -v '^libxml/xmlwriter\.h$' |
			sed "s|^|$file includes |" || true
	done
}

rule_igraph() {
	confined 'igraph' 'analyzer/graph\.c|render/layout\.c'
}

rule_cairo_pango() {
	confined '(cairo|pango)' 'render/(surface[a-z0-9-]*|text)\.[ch]'
}

rule_second_opinion() {
	local file
	while read -r file; do
		[[ $file =~ ^planner/(checker|state)[a-z0-9-]*\.[ch]$ ]] || continue
		closure "$file" |
			grep -E '^planner/(order|wave|group|pilot|checkpoint)\.h$' |
			sed "s|^|$file sees |" || true
	done < <(files '*.c' '*.h')
}

# A check judges what the estate says.  One that looked into an export would be true of one format only.
rule_facts_and_judgement() {
	local file
	while read -r file; do
		[[ $file =~ ^analyzer/(check[a-z0-9-]*|finding[a-z0-9-]*)\.[ch]$ || $file == planner/* ]] || continue
		[[ $file =~ ^analyzer/checksum\.[ch]$ ]] && continue
		closure "$file" |
			grep -E '^analyzer/(xml|clixml|import|source|vocabulary)[a-z0-9-]*\.h$' |
			sed "s|^|$file sees |" || true
	done < <(files '*.c' '*.h')
}

rule_only_cli_talks() {
	local file talk='(v?printf|puts|putchar|perror|g_v?printf|g_print|g_printerr|exit|_exit|quick_exit|abort)'
	while read -r file; do
		[[ $file == cli/* ]] && continue
		code "$file" |
			grep -nE "(^|[^A-Za-z0-9_])($talk[ \t]*\(|stdout([^A-Za-z0-9_]|$)|stderr([^A-Za-z0-9_]|$))" |
			sed "s|^|$file:|" || true
	done < <(files '*.c' '*.h')
}

rule_no_goto() {
	local file
	while read -r file; do
		code "$file" | grep -nE '(^|[^A-Za-z0-9_])goto([^A-Za-z0-9_]|$)' |
			sed "s|^|$file:|" || true
	done < <(files '*.c' '*.h')
}

rule_licence_line() {
	local file
	while read -r file; do
		head -n 1 "$file" | grep -q '^/\* SPDX-License-Identifier: GPL-3.0-or-later' ||
			printf '%s\n' "$file"
	done < <(files '*.c' '*.h' '*.def')
}

rule_file_size() {
	local file lines
	while read -r file; do
		lines=$(wc -l <"$file")
		[ "$lines" -le "$MAX_FILE_LINES" ] || printf '%s: %d lines\n' "$file" "$lines"
	done < <(files '*.c' '*.h')
}

rule_function_size() {
	local file
	while read -r file; do
		# our layout puts both braces of a function, and of nothing else, in the first column
		awk -v max="$MAX_FUNCTION_LINES" -v file="$file" '
			$0 == "{" { start = NR; name = before }
			$0 == "}" && start && NR - start + 1 > max {
				printf "%s:%d: %s: %d lines\n", file, start, name, NR - start + 1
			}
			$0 == "}" { start = 0 }
			{ before = $0 }' "$file"
	done < <(files '*.c' '*.h')
}

readonly RULES=(one_way libxml2 igraph cairo_pango second_opinion facts_and_judgement only_cli_talks no_goto
	licence_line file_size function_size)

declare -A TITLE=(
	[one_way]="includes point one way: analyzer, planner, render, cli"
	[libxml2]="only the importers see libxml2, only svg.c and html.c its writer"
	[igraph]="only graph.c and layout.c see igraph"
	[cairo_pango]="only surface and text see cairo and pango"
	[second_opinion]="checker and state see nothing of the scheduler"
	[facts_and_judgement]="checks and the planner see no reader of exports"
	[only_cli_talks]="nothing outside cli prints or exits"
	[no_goto]="no goto"
	[licence_line]="every source starts with its licence"
	[file_size]="no source over $MAX_FILE_LINES lines"
	[function_size]="no function over $MAX_FUNCTION_LINES lines"
)

# how many violations of each rule plant() makes
declare -A PLANTED=(
	[one_way]=2 [libxml2]=3 [igraph]=1 [cairo_pango]=1 [second_opinion]=2 [facts_and_judgement]=2 [only_cli_talks]=2
	[no_goto]=1 [licence_line]=1 [file_size]=1 [function_size]=1
)

# plant: a tree in the current folder that breaks every rule, with the near misses that break none
plant() {
	local spdx='/* SPDX-License-Identifier: GPL-3.0-or-later */' i
	mkdir analyzer planner render cli
	# both ends of one_way: a layer that looks right, and a header without its folder
	printf '%s\n' "$spdx" '#include "planner/plan.h"' '#include "strings.h"' >analyzer/estate.c
	printf '%s\n' "$spdx" '#include <libxml/tree.h>' >analyzer/xml.h
	printf '%s\n' "$spdx" '#include "analyzer/xml.h"' '#include <igraph.h>' >analyzer/graph.c
	printf '%s\n' "$spdx" '#include <libxml/parser.h>' '#include <igraph.h>' >planner/order.c
	printf '%s\n' "$spdx" '#include <libxml/xmlwriter.h>' '#include <libxml/tree.h>' >render/svg.c
	printf '%s\n' "$spdx" '#include <pango/pangocairo.h>' >render/text.c
	printf '%s\n' "$spdx" '#include <cairo-pdf.h>' >render/book.c
	# one direct, one through a header that looks harmless
	printf '%s\n' "$spdx" '#include "planner/wave.h"' >planner/plan.h
	printf '%s\n' "$spdx" '#include "planner/plan.h"' >planner/checker.c
	printf '%s\n' "$spdx" '#include "planner/order.h"' >planner/state.c
	# one direct, one through the header of another check
	printf '%s\n' "$spdx" '#include "analyzer/import.h"' >analyzer/check.h
	printf '%s\n' "$spdx" '#include "analyzer/check.h"' >analyzer/check-users.c
	printf '%s\n' "$spdx" '#include "analyzer/source.h"' >analyzer/checksum.c
	printf '%s\n' "$spdx" 'f() { printf("x"); g_strdup_printf("exit(1)"); /* exit(1) */ }' \
		'g() { exit(1); }' >planner/pairing.c
	printf '%s\n' "$spdx" 'f() { printf("x"); exit(1); }' >cli/main.c
	printf '%s\n' "$spdx" 'f() { goto out; } /* goto */' >cli/verb.c
	printf '%s\n' 'int x;' >cli/bare.c
	for i in $(seq $((MAX_FILE_LINES + 1))); do
		[ "$i" -eq 1 ] && printf '%s\n' "$spdx" || echo
	done >cli/long.c
	{
		printf '%s\n' "$spdx" 'void' 'f(void)' '{'
		for i in $(seq $((MAX_FUNCTION_LINES - 1))); do echo; done
		printf '%s\n' '}'
	} >cli/function.c
}

number=0

# verdict OK TITLE [DETAIL]: one TAP line, and its reasons as comments
verdict() {
	number=$((number + 1))
	if [ "$1" = yes ]; then
		printf 'ok %d %s\n' "$number" "$2"
	else
		printf 'not ok %d %s\n' "$number" "$2"
		printf '%s\n' "${3:-}" | sed 's/^/# /'
	fi
}

cd "${1:?usage: layers.sh ROOT}"
printf '1..%d\n' $((2 * ${#RULES[@]}))
survey
for rule in "${RULES[@]}"; do
	found=$("rule_$rule")
	[ -z "$found" ] && verdict yes "${TITLE[$rule]}" || verdict no "${TITLE[$rule]}" "$found"
done

broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
cd "$broken"
plant
survey
for rule in "${RULES[@]}"; do
	found=$("rule_$rule")
	count=$(printf '%s' "$found" | grep -c '' || true)
	title="a broken tree is found out: ${TITLE[$rule]}"
	[ "$count" -eq "${PLANTED[$rule]}" ] && verdict yes "$title" ||
		verdict no "$title" "expected ${PLANTED[$rule]} findings, found $count: $found"
done
