#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py CUTOVER SAMPLES FOLDER [WORD]: what does `cutover validate` say of seeded mistakes?

Each list of FOLDER is about the sample of its name; README.md describes the lines.  Misses, false
alarms and rules without a mistake are failures, so that precision and recall are 100 % or this
fails.  WORD: only mistakes that hold it.  Prints TAP, and precision and recall at the end.
"""
import collections
import concurrent.futures
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

BOMS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-8": b"\xef\xbb\xbf"}
EDITS = {
    "replace", "first", "regex", "cut", "cluster", "service", "cut-behind", "add", "file", "rows",
    "pack", "pack-link", "remove", "rename", "option",
}

Mistake = collections.namedtuple("Mistake", "number title edits expects mays gones exits line")
Finding = collections.namedtuple("Finding", "code rule file line subject message")


class Text:
    """A text file of any of the sample's encodings, with plain line ends while it is edited."""

    def __init__(self, path):
        with open(path, "rb") as file:
            raw = file.read()
        self.path, self.encoding, self.bom = path, "utf-8", b""
        for encoding, bom in BOMS.items():
            if raw.startswith(bom):
                self.encoding, self.bom = encoding, bom
        text = raw[len(self.bom):].decode(self.encoding)
        self.crlf = "\r\n" in text
        self.text = text.replace("\r\n", "\n")

    def save(self):
        text = self.text.replace("\n", "\r\n") if self.crlf else self.text
        with open(self.path, "wb") as file:
            file.write(self.bom + text.encode(self.encoding))


def split(rest, count):
    """The fields between the first character of @rest and its next uses; @count of them."""
    fields = rest[1:].split(rest[0])
    if len(fields) != count + 1 or fields[-1].strip():
        raise ValueError(f"{count} fields wanted: {rest}")
    return fields[:count]


def parse(path):
    """The mistakes of a list, and its rows that no export shows, with the reasons."""
    mistakes, unseen = [], {}
    block = None
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("> ") or line == ">":
            block.append(line[2:])
            continue
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "mistake":
            name, _, title = rest.partition(" ")
            mistakes.append(Mistake(name, title, [], [], [], [], [], number))
        elif word in EDITS:
            block = []
            mistakes[-1].edits.append((word, rest, block))
        elif word == "expect":
            code, place, text = rest.split(" ", 2)
            mistakes[-1].expects.append((code, place, split(text, 1)[0]))
        elif word == "unseen":
            code, reason = rest.split(" ", 1)
            unseen[code] = reason
        elif word in ("may", "gone", "exit"):
            code, text = rest.split(" ", 1)
            wanted = {"may": mistakes[-1].mays, "gone": mistakes[-1].gones,
                      "exit": mistakes[-1].exits}[word]
            wanted.append((code, split(text, 1)[0]))
        else:
            raise ValueError(f"{path}:{number}: {word} is not known")
    return mistakes, unseen


def without_record(text, anchor):
    """Without the outermost <Obj> around the first @anchor."""
    at = text.index(anchor)
    begin = text.rindex('\n  <Obj RefId', 0, at)
    end = text.index("\n  </Obj>", at) + len("\n  </Obj>")
    record = text[begin:end]
    rest = text[:begin] + text[end:]
    # types that were spelt out here are spelt out at the next object that refers to them
    for number, body in re.findall(r'<TN RefId="(\d+)">(.*?)</TN>', record, re.S):
        rest = rest.replace(f'<TNRef RefId="{number}" />', f'<TN RefId="{number}">{body}</TN>', 1)
    return rest


def without_elements(text, tag, anchor):
    pattern = rf"\n *<{tag} (?:(?!</{tag}>).)*?</{tag}>"
    return re.sub(pattern, lambda found: "" if anchor in found[0] else found[0], text, flags=re.S)


def without_cluster(text, anchor):
    cluster = next(found for found in re.findall(r"<Cluster .*?</Cluster>", text, re.S)
                   if anchor in found)
    key = re.search(r"<ClusterId .*?/>", cluster)[0]
    text = text.replace(cluster, "")
    pattern = r"\n *<Service (?:(?!</Service>).)*?</Service>"

    def keep(found):
        where = re.search(r"<InstalledOn>.*?</InstalledOn>", found[0], re.S)
        return "" if where and key in where[0] and "SqlInstance" not in where[0] else found[0]

    return re.sub(pattern, keep, text, flags=re.S)


def new_text(word, text, rest, block):
    """@text after an edit that changes a file."""
    if word == "replace":
        old, new = split(rest, 2)
        if old not in text:
            raise ValueError(f"nothing to replace: {old}")
        return text.replace(old, new)
    if word == "first":
        anchor, old, new = split(rest, 3)
        at = text.index(old, text.index(anchor))
        return text[:at] + new + text[at + len(old):]
    if word == "regex":
        pattern, new = split(rest, 2)
        changed, count = re.subn(pattern, new, text)
        if count == 0:
            raise ValueError(f"nothing matches: {pattern}")
        return changed
    if word == "cut":
        return without_record(text, split(rest, 1)[0])
    if word == "cluster":
        return without_cluster(text, split(rest, 1)[0])
    if word == "service":
        return without_elements(text, "Service", split(rest, 1)[0])
    if word == "cut-behind":
        anchor = split(rest, 1)[0]
        return text[:text.index(anchor) + len(anchor)]
    at = text.rindex("</")
    return text[:at] + "\n".join(block) + "\n" + text[at:]


def pack(path, name, text, link):
    """A ZIP with one member; a symbolic link to what @text says when @link."""
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = (0o120777 if link else 0o100644) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, text.strip() if link else text)


def edit(folder, aside, mistake):
    """Makes the world of a mistake; returns options of the command."""
    options = []
    for word, rest, block in mistake.edits:
        name, _, rest = rest.partition(" ")
        path = os.path.join(folder, name)
        if word == "option":
            options += [name, os.path.join(aside, rest)]
            aside_name = rest
        elif word == "remove":
            os.remove(path)
        elif word == "rename":
            os.rename(path, os.path.join(folder, rest))
        elif word == "file":
            if options and name == aside_name:
                path = os.path.join(aside, name)
            with open(path, "w", encoding=rest or "utf-8") as file:
                file.write("\n".join(block) + "\n")
        elif word == "rows":
            rows = [block[0]] + [block[1].replace("{}", str(i + 1)) for i in range(int(rest))]
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(rows) + "\n")
        elif word in ("pack", "pack-link"):
            pack(path, split(rest, 1)[0], "\n".join(block) + "\n", word == "pack-link")
        else:
            text = Text(path)
            text.text = new_text(word, text.text, rest, block)
            text.save()
    return options


def validate(cutover, folder, options, exits=()):
    """The findings; none when the command ends as one of @exits says."""
    # the limit is for a hang: with sanitizers, on a machine that stalls, a run has taken ten seconds
    run = subprocess.run([cutover, "validate", "--format", "json", "--fail-on", "never", *options,
                          folder], capture_output=True, text=True, timeout=180, check=False)
    if any(run.returncode == int(status) and text in run.stderr for status, text in exits):
        return []
    if run.returncode != 0 or exits:
        raise ValueError(f"exit status {run.returncode}: {run.stderr.strip()}")
    return [Finding(row["code"], row["rule"], os.path.basename(row["file"] or ""), row["line"],
                    row["subject"] or "", row["message"])
            for row in json.loads(run.stdout)["findings"]]


def record_at(folder, finding):
    """The lines of the element that begins at the place of a finding."""
    path = os.path.join(folder, finding.file)
    if not finding.line or not os.path.isfile(path):
        return ""
    try:
        lines = Text(path).text.split("\n")[finding.line - 1:]
    except UnicodeDecodeError:
        return ""
    depth = len(lines[0]) - len(lines[0].lstrip())
    record = [lines[0]]
    for line in lines[1:]:
        if re.search(r"/>\s*$|</\w+>\s*$", record[0]):
            break
        record.append(line)
        if len(line) - len(line.lstrip()) <= depth:
            break
    return "\n".join(record)


def names(finding, code, text, record=""):
    if code not in (finding.code, finding.rule):
        return False
    return any(text.lower() in where.lower()
               for where in (finding.subject, finding.message, record))


def identity(finding):
    said = finding.subject or re.sub(r":\d+", "", finding.message)
    return (finding.code, said)


def examine(cutover, sample, mistake, known):
    """Faults, expectations met, false alarms."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, os.path.basename(sample))
        shutil.copytree(sample, folder)
        options = edit(folder, scratch, mistake)
        findings = validate(cutover, folder, options, mistake.exits)
        records = {finding: record_at(folder, finding) for finding in findings}
    faults, hits, rest = [], len(mistake.exits), list(findings)
    for code, place, text in mistake.expects:
        found = [finding for finding in findings if names(finding, code, text, records[finding])]
        there = [finding for finding in found if fnmatch.fnmatch(finding.file, place)]
        rest = [finding for finding in rest if finding not in found]
        if there:
            hits += 1
        elif code not in known["codes"]:
            faults.append(f"there is no rule {code}")
        elif found:
            faults.append(f"{code} stands at {found[0].file}:{found[0].line}, not in {place}")
        else:
            faults.append(f"{code} was not found ({text})")
    rest = [finding for finding in rest
            if not any(names(finding, code, text, records[finding])
                       for code, text in mistake.mays)]
    alarms = [finding for finding in rest if identity(finding) not in known["sample"]]
    for finding in alarms:
        faults.append(f"{finding.file}:{finding.line}: {finding.message} [{finding.code}] was not "
                      "expected")
    for code, text in mistake.gones:
        faults += [f"{code} is still there ({text})" for finding in findings
                   if names(finding, code, text)]
    return faults, hits, len(alarms)


def rules_of(cutover):
    """The code and the catalogue id of each rule of the validator."""
    rows = subprocess.run([cutover, "validate", "--list-rules"], capture_output=True, text=True,
                          check=True).stdout.splitlines()[1:]
    fields = [row.split() for row in rows if row.strip()]
    return [(field[0], field[2]) for field in fields]


def untried(cutover, rules, lists):
    """Faults: rules that no mistake is about, and rows said to be unseen that are rules or nothing."""
    expected = {code for mistakes, _ in lists for mistake in mistakes
                for code, _, _ in mistake.expects}
    faults = [f"no mistake is about {code}" for code, row in rules if not {code, row} & expected]
    for code in sorted(code for _, unseen in lists for code in unseen):
        known = subprocess.run([cutover, "explain", code], capture_output=True, check=False)
        if known.returncode != 0:
            faults.append(f"{code} is no row of the catalogue")
        if any(code in rule for rule in rules):
            faults.append(f"{code} is a rule, and said to be seen in no export")
    return faults


def try_list(cutover, samples, source, rules, word):
    """The mistakes of a list that hold @word, and what came of each."""
    sample = os.path.join(samples, os.path.basename(source).removesuffix(".txt"))
    every, unseen = parse(source)
    mistakes = [mistake for mistake in every if word in f"{mistake.number} {mistake.title}"]
    known = {"codes": {name for rule in rules for name in rule},
             "sample": {identity(finding) for finding in validate(cutover, sample, [])}}

    def attempt(mistake):
        try:
            return examine(cutover, sample, mistake, known)
        except (ValueError, subprocess.TimeoutExpired) as error:
            return [str(error)], 0, 0

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return every, unseen, mistakes, list(pool.map(attempt, mistakes))


def main():
    cutover, samples, folder = sys.argv[1:4]
    word = sys.argv[4] if len(sys.argv) > 4 else ""
    rules = rules_of(cutover)
    lists, results = [], []
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".txt")):
        every, unseen, mistakes, outcomes = try_list(cutover, samples, os.path.join(folder, name),
                                                     rules, word)
        lists.append((every, unseen))
        results += [(name, mistake, outcome) for mistake, outcome in zip(mistakes, outcomes)]

    def tell(number, title, source, faults):
        print(f"{'not ok' if faults else 'ok'} {number} - {title.replace('#', '')}")
        for fault in faults:
            print(f"#   {source}: {fault}")

    print(f"1..{len(results) + 1}")
    for number, (name, mistake, outcome) in enumerate(results, 1):
        tell(number, f"{name.removesuffix('.txt')} {mistake.number} {mistake.title}",
             f"{name}:{mistake.line}", outcome[0])
    missing = untried(cutover, rules, lists)
    tell(len(results) + 1, "each rule has a mistake of its own", folder, missing)
    expected = sum(len(mistake.expects) + len(mistake.exits) for _, mistake, _ in results)
    hits = sum(outcome[1] for _, _, outcome in results)
    alarms = sum(outcome[2] for _, _, outcome in results)
    near = sum(not mistake.expects and not mistake.exits for _, mistake, _ in results)
    print(f"# {len(results)} mistakes, {near} of them near misses; {len(rules)} rules, "
          f"{sum(len(unseen) for _, unseen in lists)} rows that no export shows")
    print(f"# {expected} expected; {hits} found, {expected - hits} missed, {alarms} false alarms")
    if expected and hits + alarms:
        print(f"# recall {100 * hits / expected:.1f} %, "
              f"precision {100 * hits / (hits + alarms):.1f} %")
    return 1 if missing or any(outcome[0] for _, _, outcome in results) else 0


if __name__ == "__main__":
    sys.exit(main())
