#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what a `meson test` run really did: tally.py BUILDDIR

Prints "PASSED FAILED SKIPPED" and, on stderr, the name of whatever failed.

meson's own summary counts test programs.  Here every TAP line counts, and so does what produced no
line: a program that crashed, timed out or printed no test at all is one failure more, so that
nothing is lost by dying early.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

GOOD = {"OK", "EXPECTEDFAIL"}


def programs(log):
    """The test programs: name -> (result, stdout), from the line-wise JSON log."""
    found = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        row = json.loads(line)
        found[row["name"]] = (row["result"], row.get("stdout") or "")
    return found


def verdict(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def main(builddir):
    logs = pathlib.Path(builddir) / "meson-logs"
    count = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    explained = set()  # programs that have a failing line of their own
    with_lines = set()

    def add(outcome, name):
        count[outcome] += 1
        if outcome == "failed":
            failures.append(name)

    runs = programs(logs / "testlog.json")
    for case in ET.parse(logs / "testlog.junit.xml").getroot().iter("testcase"):
        project, _, program = case.get("classname", "").partition(".")
        if not program:
            continue  # a program without TAP lines; judged below
        with_lines.add(program)
        outcome = verdict(case)
        add(outcome, f"{program}: {case.get('name')}")
        if outcome == "failed":
            explained.add(program)

    for program, (result, stdout) in runs.items():
        if program in with_lines:
            if result not in GOOD | {"SKIP"} and program not in explained:
                add("failed", f"{program}: {result} (all its lines passed, the program did not)")
        elif result == "SKIP" and any(l.startswith("1..0") for l in stdout.splitlines()):
            add("skipped", program)
        else:
            add("failed", f"{program}: {result}, and not one test was reported")

    for name in failures:
        print(f"FAILED {name}", file=sys.stderr)
    print(count["passed"], count["failed"], count["skipped"])


if __name__ == "__main__":
    main(sys.argv[1])
