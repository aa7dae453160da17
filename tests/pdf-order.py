#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pdf-order.py CUTOVER SAMPLES: is the text of plan.pdf read in the order in which people read it?

Who has a book read aloud, searched or copied from gets the text in the order in which it was
written to the page.  What that order has to be is taken from plan.json and findings.json: headings
before what stands under them, chapters as the contents list them, rows from the left to the right and
one after the other.  Needs pdftotext of poppler.  Prints TAP.
"""
import json
import os
import re
import subprocess
import sys
import tempfile


class Disorder(Exception):
    pass


def squeezed(text):
    """Without blanks: a line may end anywhere, in the middle of a long word too."""
    return re.sub(r"\s+", "", text)


class Reader:
    """Reads on and on; what was passed over is not found again."""

    def __init__(self, text, what):
        self.text = squeezed(text)
        self.what = what
        self.at = 0

    def find(self, wanted, within=None):
        """Reads until after the text, which may be that many characters away."""
        wanted = squeezed(wanted)
        end = len(self.text) if within is None else self.at + within + len(wanted)
        found = self.text.find(wanted, self.at, end)
        if found < 0:
            raise Disorder(f"{self.what}: '{wanted[:60]}' does not follow on "
                           f"'{self.text[max(0, self.at - 60):self.at]}'")
        self.at = found + len(wanted)

    def row(self, *cells):
        """One row: its cells stand close behind each other."""
        self.find(cells[0])
        for cell in cells[1:]:
            self.find(cell, within=200)


class Book:
    def __init__(self, folder):
        path = os.path.join(folder, "plan.pdf")
        self.plan = self.load(folder, "plan.json")
        self.findings = self.load(folder, "findings.json")["findings"]
        self.pages = self.read("-raw", path)
        self.laid_out = self.read("-layout", path)
        # a line of the contents: a title, what it is about, a page
        self.contents = [(match[1].strip(), int(match[2]))
                         for line in "\n".join(self.laid_out[1:4]).split("\n")
                         for match in [re.match(r"(\S.*?)(?:\s{2,}\S.*?)?\s{2,}(\d+)$", line)]
                         if match and not line.startswith("Cutover plan")]
        self.contents = self.contents[:1 + [title for title, page in self.contents].index("Inputs")]

    @staticmethod
    def load(folder, name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return json.load(file)

    @staticmethod
    def read(how, path):
        return subprocess.run(["pdftotext", how, path, "-"], check=True, capture_output=True,
                              encoding="utf-8").stdout.split("\f")[:-1]

    def divide(self, page, title):
        """What stands above a chapter on its first page, and the chapter: a short one does not begin
        the page.  None: it is not on that page."""
        lines = re.sub(r"\nCutover plan \d+\s*$", "\n", self.pages[page - 1]).split("\n")
        if squeezed(lines[0]).startswith(squeezed(title)):
            return "", "\n".join(lines)
        if title not in lines:
            return None
        at = lines.index(title)
        return "\n".join(lines[:at]), "\n".join(lines[at:])

    def chapter(self, title):
        """The text of a chapter, without the foot of each page."""
        start = dict(self.contents)[title]
        names = [name for name, page in self.contents]
        following = self.contents[names.index(title) + 1:][:1]
        above, first = self.divide(start, title)
        end = following[0][1] if following else len(self.pages) + 1
        rest = [re.sub(r"\nCutover plan \d+\s*$", "\n", page) for page in self.pages[start:end - 1]]
        if following and end == start:
            first = first[:first.index("\n" + following[0][0] + "\n")]
        elif following:
            rest.append(self.divide(end, following[0][0])[0])
        return Reader("\n".join([first] + rest), title)


def front(book):
    reader = Reader(book.pages[0], "front")
    plan = book.plan
    for label in ("Cutover plan", "What is approved", f"{len(plan['steps'])} steps",
                  f"{len(plan['checkpoints'])} checkpoints", "Point of no return", "Findings",
                  "Verdict", "Inputs", "Made by", "Approved by", "Name", "Date", "Signature",
                  "Architect", "Reviewer", "Revision", "By", "Date", "What changed"):
        reader.find(label)


def contents(book):
    if [page for title, page in book.contents] != sorted(page for title, page in book.contents):
        raise Disorder("the pages of the contents do not ascend")
    reader = Reader("\n".join(book.pages[1:4]), "contents")
    for title, page in book.contents:
        reader.find(title)
        reader.find(str(page), within=200)
        if book.divide(page, title) is None:
            raise Disorder(f"no chapter '{title}' begins on page {page}")


def summary(book):
    reader = book.chapter("Summary")
    for label in ("Users who move", "Plan", "Time, settling included", "Which pool goes where"):
        reader.find(label)
    for pair in book.plan["pairs"]:
        reader.row(pair["legacy"], pair["target"])
    reader.find("Waves")
    for wave in book.plan["waves"]:
        reader.row(wave["id"], wave["kind"], str(wave["users"]), wave["from"][0], wave["to"][0])


def drawings(book):
    last = book.contents.index(("Steps", dict(book.contents)["Steps"]))
    for title, page in book.contents[1:last]:
        if title.startswith("Failure matrix, page"):
            continue
        reader = book.chapter(title)
        # a drawing on many sheets has the title on each and legend and title block on the last
        for part in (title, "Legend", "Inputs", "Made by", "Reviewer"):
            reader.find(part)


def rollback_map(book):
    reader = book.chapter("Rollback map")
    for label in ("Checkpoint", "its steps", "The way back to it", "Lost by that"):
        reader.find(label)
    for checkpoint in book.plan["checkpoints"]:
        reader.row(checkpoint["id"], checkpoint["title"][:6])
    reader.find("Legend")


def steps(book):
    reader = book.chapter("Steps")
    wave = None
    for step in book.plan["steps"]:
        if step["wave"] is not None and step["wave"] != wave:
            reader.find(f"{step['wave']},")
            wave = step["wave"]
            reader.find("Step What Time Undo After")
        reader.row(step["id"], step["title"], step["rule"], "Check: " if step["tests"] else "")
        for test in step["tests"]:
            reader.find(test, within=20)
        if step["reversible"] != "no":
            reader.find(step["reversible"], within=250)


def checkpoints(book):
    reader = book.chapter("Checkpoints")
    for checkpoint in book.plan["checkpoints"]:
        reader.find(f"{checkpoint['id']}: {checkpoint['title']}")
        for test in checkpoint["tests"]:
            reader.find("☐ " + test)
        for save in checkpoint["save"]:
            reader.find(save)
        ways = [(back["rule"] or "", back["text"]) for back in checkpoint["rollback"]]
        for i, (rule, text) in enumerate(ways):
            # neighbours that are taken back in the same way share a row
            if i == 0 or ways[i - 1] != (rule, text):
                reader.row(checkpoint["rollback"][i]["step"], rule, text)


def failures(book):
    reader = book.chapter("If a step fails")
    reader.find("If it fails Step These wait, all others may go on Back to Which takes")
    for step in book.plan["steps"]:
        fails = step["if_it_fails"]
        ends = dict.fromkeys(fails["stops"][:1] + fails["stops"][-1:])
        reader.row(step["id"], step["title"], *ends, fails["back_to"])


def losses(book):
    reader = book.chapter("Losses")
    reader.find("What going back behind these steps loses Rule By How many")
    seen = set()
    for checkpoint in book.plan["checkpoints"]:
        for loss in checkpoint["loss"]:
            seen.add((loss["rule"], loss["text"]))
    for rule, text in seen:
        Reader(reader.text, "Losses").row(text, rule)


def findings(book):
    reader = book.chapter("Findings")
    headings = {}
    for finding in book.findings:
        headings.setdefault(finding["code"], finding)
    for code, finding in headings.items():
        again = Reader(reader.text, "Findings")
        again.find(f"{finding['severity'].capitalize()}: {finding['summary']}")
        again.find(f"[{code}]")
        again.find("Finding Where", within=0)


def assumptions(book):
    reader = book.chapter("Assumptions")
    kinds = (("Id What is assumed Value If it is false", ("default",)),
             ("Id What the pages say How the plan reads it If it is read otherwise",
              ("contradiction",)),
             ("Id To confirm or decide If nobody does By, on, answer", ("question",)))
    known = [source for head, sources in kinds for source in sources]
    for assumption in book.plan["assumptions"]:
        if assumption["source"] not in known:
            raise Disorder(f"an assumption from {assumption['source']}")
    for head, sources in kinds:
        rows = [row for row in book.plan["assumptions"] if row["source"] in sources]
        if rows:
            reader.find(head)
        for row in rows:
            reader.row(row["id"], row["text"], row["effect"][:20])


def fates(book):
    reader = book.chapter("Fates")
    reader.find("Legacy object Fate To Seen in")
    for fate in book.plan["fates"]:
        # a pool is named without its kind
        reader.row(fate["subject"], fate["fate"], (fate["to"] or "").removeprefix("pool:"))


def inputs(book):
    reader = book.chapter("Inputs")
    for source in book.plan["inputs"]:
        about = "-" if source["kind"] == "intent" else source["deployment"]
        reader.row(os.path.basename(source["path"]), about, source["sha256"])


def rows_laid_out(book):
    """The other way to read: what stands side by side is a line."""
    lines = [re.sub(r"\s+", " ", line) for page in book.laid_out for line in page.split("\n")]
    for wave in book.plan["waves"]:
        start = f"{wave['id']} {wave['kind']} {wave['users']} {wave['from'][0]}"
        if not any(line.strip().startswith(start) for line in lines):
            raise Disorder(f"no line begins with '{start}'")


def is_held(book):
    """Does the test itself notice pages and rows in the wrong order?"""
    for name, check in (("pages", contents), ("rows", checkpoints), ("cells", fates)):
        pages = book.pages
        if name == "pages":
            book.pages = pages[:2] + pages[:1:-1]
        elif name == "rows":
            book.pages = ["\n".join(page.split("\n")[:1] + page.split("\n")[:0:-1]) for page in pages]
        else:
            book.pages = [re.sub(r"(?m)^(\w+:\S+) (moves|merged|rebuilt|retired|stays)\b", r"\2 \1",
                                 page) for page in pages]
        try:
            check(book)
        except Disorder:
            continue
        finally:
            book.pages = pages
        raise Disorder(f"{name} in disorder went unnoticed")


CHECKS = (front, contents, summary, drawings, rollback_map, steps, checkpoints, failures, losses,
          findings, assumptions, fates, inputs, rows_laid_out, is_held)


def main():
    cutover, samples = sys.argv[1:]
    names = ("contoso", "adatum", "fabrikam")
    number = failed = 0

    print(f"1..{len(names) * len(CHECKS)}")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "plan")
            run = subprocess.run([cutover, "plan", os.path.join(samples, name), "-o", out,
                                  "--format", "pdf", "--quiet"], capture_output=True, text=True)
            if run.returncode > 1:
                print("Bail out! no plan: " + run.stderr.strip())
                sys.exit(1)
            book = Book(out)
            for check in CHECKS:
                number += 1
                title = f"{number} {name}: {check.__name__.replace('_', ' ')}"
                try:
                    check(book)
                    print(f"ok {title}")
                except Disorder as disorder:
                    failed += 1
                    print(f"not ok {title}\n# {disorder}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
