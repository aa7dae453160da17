#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promise of `cutover diff`: diff.py CUTOVER SAMPLES

Taking back exactly the lines that a diff names gives the old plan back, byte for byte.  Each round edits
an export or the intent file of a sample at random, in one or two places, plans before and after, takes the
named lines back and plans again.  An edit that changes nothing which is read must be named for nothing.
CT_DIFF_EDITS sets how many edits of each sample there are (4); the seed is fixed.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = 20130701
SAMPLES = ["fabrikam", "contoso", "adatum"]
EDITS = int(os.environ.get("CT_DIFF_EDITS", "4"))


def decode(path):
    """Text and how to write it again."""
    data = path.read_bytes()
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark):].decode(codec), mark, codec
    return data.decode("utf-8"), b"", "utf-8"


def write(path, text, mark, codec):
    path.write_bytes(mark + text.encode(codec))


class Lines:
    """A file as lines that keep their ends."""

    def __init__(self, path):
        text, self.mark, self.codec = decode(path)
        self.path = path
        self.rows = re.split(r"(?<=\n)", text)
        if self.rows and self.rows[-1] == "":
            self.rows.pop()

    def save(self):
        write(self.path, "".join(self.rows), self.mark, self.codec)


def edit_value(rng, lines):
    """Gives one property the value that another thing has there."""
    named = {}
    for number, row in enumerate(lines.rows):
        match = re.match(r'\s*<(\w+) N="(\w+)">([^<]*)</', row)
        if match:
            named.setdefault(match.group(2), []).append((number, match.group(3)))
    names = sorted(name for name, rows in named.items() if len({value for _, value in rows}) > 1)
    if not names:
        return False
    rows = named[rng.choice(names)]
    number, old = rng.choice(rows)
    new = rng.choice(sorted({value for _, value in rows if value != old}))
    lines.rows[number] = lines.rows[number].replace(">" + old + "<", ">" + new + "<", 1)
    return True


def edit_thing(rng, lines):
    """Takes one thing out of a list of them."""
    starts = [n for n, row in enumerate(lines.rows) if row.startswith("  <Obj ")]
    if len(starts) < 2:
        return False
    start = rng.choice(starts)
    end = next(n for n in range(start, len(lines.rows)) if lines.rows[n].startswith("  </Obj>"))
    del lines.rows[start:end + 1]
    return True


def edit_comment(rng, lines):
    """Changes nothing that is read."""
    if lines.path.suffix == ".intent":
        lines.rows.insert(1, "# a word more\n")
    else:
        lines.rows.insert(rng.randrange(2, len(lines.rows)), "  <!-- a word more -->\r\n")
    return True


def edit_intent(rng, lines):
    if lines.path.suffix != ".intent":
        return False
    rows = [n for n, row in enumerate(lines.rows) if re.match(r"(size|pilot_size) = ", row)]
    if not rows:
        return False
    number = rng.choice(rows)
    lines.rows[number] = lines.rows[number].split("=")[0] + "= %d\n" % rng.randrange(14, 60)
    return True


KINDS = [edit_value, edit_thing, edit_intent, edit_comment]


class Test:
    def __init__(self, program, samples):
        self.program, self.samples = program, samples
        self.failures = []
        self.count = 0

    def run(self, *args):
        done = subprocess.run([self.program, *args], capture_output=True, text=True, check=False,
                              encoding="utf-8")
        return done.returncode, done.stdout, done.stderr

    def plan(self, exports, out):
        """Does it give a plan?"""
        shutil.rmtree(out, ignore_errors=True)
        status, _, errors = self.run("plan", exports, "-o", out, "--quiet", "--jobs", "1",
                                     "--format", "ics")
        if status not in (0, 1, 3, 4):
            self.failures.append("plan ended with %d: %s" % (status, errors))
        return status in (0, 1)

    def edit(self, rng, folder):
        """One edit; the name of its kind."""
        files = sorted(path for path in folder.iterdir() if not path.name.startswith("README"))
        while True:
            lines = Lines(rng.choice(files))
            kind = rng.choice(KINDS)
            if kind(rng, lines):
                lines.save()
                return "%s of %s" % (kind.__name__, lines.path.name)

    def revert(self, difference):
        """Takes the named lines back, from the last to the first."""
        for row in reversed(difference["lines"]):
            if not row["matters"]:
                continue
            source = difference["inputs"][row["input"]]
            assert source["compared"], source
            lines = Lines(Path(source["new_path"]))
            end = "\r\n" if any(text.endswith("\r\n") for text in lines.rows) else "\n"
            start = row["new_first"] - 1
            lines.rows[start:start + row["new_count"]] = [text + end for text in row["old"]]
            lines.save()

    @staticmethod
    def content(folder, whole):
        """What a plan folder says; with @whole to the last byte of plan.json."""
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("waves/*"))}
        plan = json.loads(Path(folder, "plan.json").read_bytes())
        if not whole:
            plan["inputs"] = None
            plan = json.loads(re.sub(r'"line": \d+', '"line": 0', json.dumps(plan)))
            for row in plan["intent"]:
                row["origin"] = re.sub(r":\d+$", "", row["origin"])
            for row in plan["pairs"]:
                row["reason"] = re.sub(r":\d+\)", ")", row["reason"])
        return files, Path(folder, "plan.json").read_bytes() if whole else plan

    def round(self, rng, name, edits):
        """Is there a plan before and after?"""
        for folder in ("old", "new"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.samples / name, "new")
        assert self.plan("new", "reference")
        shutil.copytree("new", "old")
        assert self.plan("old", "before")
        what = " and ".join(self.edit(rng, Path("new")) for _ in range(edits))
        if not self.plan("new", "after"):
            return None
        status, out, errors = self.run("diff", "before", "after", "--format", "json")
        if status != 0:
            self.failures.append("%s: diff ended with %d: %s" % (what, status, errors))
            return what
        difference = json.loads(out)
        matters = any(row["matters"] for row in difference["lines"])
        if difference["changes"] and not matters:
            self.failures.append("%s: the plan changed and no line is named" % what)
        silent = any(not row["matters"] for row in difference["lines"])
        self.revert(difference)
        assert self.plan("new", "again")
        if self.content("again", not silent) != self.content("reference", not silent):
            self.failures.append("%s: taking back what is named does not give the old plan" % what)
        return what

    def sample(self, name):
        rng = random.Random("%d %s" % (SEED, name))
        done = 0
        before = len(self.failures)
        for _ in range(EDITS * 4):
            if done == EDITS:
                break
            what = self.round(rng, name, 1 + done % 2)
            done += what is not None
        self.count += 1
        good = before == len(self.failures) and done == EDITS
        print("%s %d - %s: %d edits taken back" % ("ok" if good else "not ok", self.count, name, done))
        for text in self.failures[before:]:
            print("# " + text)
        return good


def main():
    program, samples = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as world:
        os.chdir(world)
        test = Test(program, samples)
        print("1..%d" % len(SAMPLES))
        good = [test.sample(name) for name in SAMPLES]
        os.chdir("/")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
