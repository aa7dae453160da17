#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""examples.py ROOT PRINTED: writes planner/examples.def, a real finding for each rule.

PRINTED is what the scenarios printed (scenario, with CT_PRINTED).  The finding of a rule is the first one that
a scenario named after the rule prints, or else the first one of any scenario.
"""
import re
import sys

HEAD = """/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CT_EXAMPLE(code, scenario, line): a finding as validate prints it, and the scenario that it comes
 * from, which fails when it no longer prints the line.  Written by ./run reference. */
"""
LONGEST = 600
RULE = re.compile(r'^CT_RULE\([A-Z0-9_]+,\s*"([^"]*)",\s*"([a-z0-9-]+)",', re.MULTILINE)
FINDING = re.compile(r"^\S.*: (?:error|warning|info): .* \[([a-z0-9-]+)\]$")


def quoted(text):
    """A C string, in pieces that fit on a line."""
    pieces, piece = [], ""
    for word in text.replace("\\", "\\\\").replace('"', '\\"').split(" "):
        if piece and len(piece) + len(word) > 80:
            pieces.append(piece)
            piece = ""
        piece += word + " "
    pieces.append(piece[:-1])
    return "\n".join('\t   "%s"' % piece for piece in pieces)


def main():
    root, printed = sys.argv[1:]
    with open(root + "/analyzer/rules.def", encoding="utf-8") as file:
        rules = RULE.findall(file.read())
    best = {}
    with open(printed, encoding="utf-8", errors="replace") as file:
        for line in file:
            title, tab, finding = line.rstrip("\n").partition("\t")
            match = FINDING.match(finding)
            if not tab or not match or len(finding) > LONGEST or not finding.isprintable():
                continue
            code = match.group(1)
            number = dict((c, i) for i, c in rules).get(code)
            own = re.match(r"[^:]*: (?:%s|%s) " % (re.escape(str(number)), re.escape(code)), title)
            rank = 0 if own else 1
            if code not in best or rank < best[code][0]:
                best[code] = (rank, title, finding)
    with open(root + "/planner/examples.def", "w", encoding="utf-8") as file:
        file.write(HEAD)
        for _, code in rules:
            if code in best:
                _, title, finding = best[code]
                file.write('CT_EXAMPLE("%s", "%s",\n%s)\n' % (code, title.replace('"', '\\"'), quoted(finding)))


main()
