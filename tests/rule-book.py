#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rule-book.py ROOT: is every declared rule alive?

A rule that no code raises, or that no scenario ever saw raised, is a promise that nobody looked after; and
a rule that is misspelt has to be an error of the compiler, not a finding that never comes.  Every look is taken twice, at the tree as it is and at one with a made-up rule, where it has
to find that rule.  Prints TAP.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROW = re.compile(r'^CT_RULE\(([A-Z0-9_]+),\s*"([^"]*)",\s*"([a-z0-9-]+)",', re.MULTILINE)
# what an importer met, and the rule that reports it
PROBLEM = re.compile(r"^CT_PROBLEM\(([A-Z0-9_]+),\s*([A-Z0-9_]+)\)", re.MULTILINE)
LAYERS = ["analyzer", "planner", "render", "cli"]

# Rules that only a unit test raises so far.  The list shrinks: what has a scenario must not stand here.
WITHOUT_SCENARIO = set()

MADE_UP = 'CT_RULE(MOON_IS_FULL, "-", "moon-is-full", INFO, "", "", "")\n'


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources(root):
    """The text of every source of the program."""
    for layer in LAYERS:
        for folder, _, names in os.walk(os.path.join(root, layer)):
            for name in sorted(names):
                if name.endswith(".c"):
                    yield read(os.path.join(folder, name))


def expectations(root):
    """What scenarios expect to see: lines that begin with '~' or '='."""
    folder = os.path.join(root, "tests", "scenarios")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".t"):
            yield from (line for line in read(os.path.join(folder, name)).splitlines()
                        if line[:1] in ("~", "="))


def not_raised(root, rows):
    """Rules that no source names."""
    named, met = set(), set()
    for text in sources(root):
        named.update(re.findall(r"\bCT_RULE_([A-Z0-9_]+)\b", text))
        met.update(re.findall(r"\bCT_PROBLEM_([A-Z0-9_]+)\b", text))
    problems = read(os.path.join(root, "analyzer", "problems.def"))
    named.update(rule for problem, rule in PROBLEM.findall(problems) if problem in met)
    return [code for rule, code in rows if rule not in named]


def not_seen(root, rows):
    """Rules that no scenario expects."""
    seen = set()
    for line in expectations(root):
        seen.update(re.findall(r"[a-z0-9-]+", line))
    unseen = [code for _, code in rows if code not in seen]
    return ([f"{code}: no scenario expects it" for code in unseen if code not in WITHOUT_SCENARIO] +
            [f"{code}: has a scenario, take it off the list" for code in sorted(WITHOUT_SCENARIO)
             if code not in unseen])


def compiles(root, expression):
    """Does a check that names this compile?"""
    flags = subprocess.run(["pkg-config", "--cflags", "glib-2.0"], capture_output=True, text=True,
                           check=True).stdout.split()
    text = f'#include "analyzer/finding.h"\nint x(void);\nint x(void) {{ return {expression}; }}\n'
    done = subprocess.run([os.environ.get("CC", "cc").split()[-1], "-std=c17", "-fsyntax-only",
                           "-I", root, *flags, "-x", "c", "-"], input=text, capture_output=True,
                          text=True, check=False)
    return done.returncode == 0


def main(root):
    results = []

    def check(name, found):
        results.append(name)
        print(f"{'not ok' if found else 'ok'} {len(results)} {name}")
        for line in found:
            print(f"# {line}")

    rows = [(rule, code) for rule, _, code in ROW.findall(
        read(os.path.join(root, "analyzer", "rules.def")))]
    check("rules are found", [] if len(rows) > 40 else [f"only {len(rows)}"])
    check("every rule is raised by some source", not_raised(root, rows))
    check("every rule is expected by some scenario", not_seen(root, rows))
    with tempfile.TemporaryDirectory() as twin:
        for name in LAYERS + [os.path.join("tests", "scenarios")]:
            shutil.copytree(os.path.join(root, name), os.path.join(twin, name))
        with open(os.path.join(twin, "analyzer", "rules.def"), "a", encoding="utf-8") as file:
            file.write(MADE_UP)
        more = [(rule, code) for rule, _, code in ROW.findall(
            read(os.path.join(twin, "analyzer", "rules.def")))]
        check("a made-up rule that nothing raises is found",
              [] if "moon-is-full" in not_raised(twin, more) else ["it was not"])
        check("a made-up rule that no scenario expects is found",
              [] if any("moon-is-full" in line for line in not_seen(twin, more))
              else ["it was not"])
        check("a rule of the table compiles",
              [] if compiles(twin, "CT_RULE_MOON_IS_FULL") else ["it does not"])
        check("a misspelt rule does not compile",
              ["it does"] if compiles(twin, "CT_RULE_MOON_IS_FUL") else [])
    print(f"1..{len(results)}")


main(os.path.abspath(sys.argv[1]))
