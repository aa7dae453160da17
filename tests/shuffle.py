#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""shuffle.py CUTOVER SAMPLES: does the order of files and of what is in them change a plan?

Each sample that has a plan is planned again with its files named one by one in another order, under
other names, in other encodings, and with what stands in them in another order: objects of a CLIXML
file, clusters, services and databases of a topology.  What is said has to be the same to the byte.
Where a fact stands is another line then, so that file names and line numbers are left out of the
comparison where they have to differ.  Prints TAP.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

SAMPLES = ["fabrikam", "contoso"]
SEEDS = 3
BOMS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-8": b"\xef\xbb\xbf"}


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    for encoding, bom in BOMS.items():
        if raw.startswith(bom):
            return raw[len(bom):].decode(encoding)
    return raw.decode("utf-8")


def write(path, text, encoding="utf-8", bom=True):
    with open(path, "wb") as file:
        file.write((BOMS[encoding] if bom else b"") + text.encode(encoding))


def shuffled_matches(text, pattern, rng):
    """What @pattern matches, in another order, everything else where it was."""
    parts = re.findall(pattern, text, flags=re.S)
    rng.shuffle(parts)
    rest = iter(parts)
    return re.sub(pattern, lambda _: next(rest), text, flags=re.S)


def types_where_needed(text):
    """CLIXML spells a list of types out once and refers to it later; after a shuffle, another place
    may be the first."""
    types = dict(re.findall(r'<TN RefId="(\d+)">(.*?)</TN>', text, flags=re.S))
    seen = set()

    def place(match):
        number = match.group(1)
        if number in seen:
            return f'<TNRef RefId="{number}" />'
        seen.add(number)
        return f'<TN RefId="{number}">{types[number]}</TN>'

    return re.sub(r'<TN(?:Ref)? RefId="(\d+)"(?: />|>.*?</TN>)', place, text, flags=re.S)


def shuffled(text, rng):
    """The same facts, written in another order."""
    if "<Objs " in text:
        return types_where_needed(shuffled_matches(text, r"\n  <Obj .*?\n  </Obj>", rng))
    for name in ("CentralSite", "Cluster", "SqlInstance", "Service"):
        text = shuffled_matches(text, rf"\n    <{name} (?:[^>]*/>|.*?\n    </{name}>)", rng)
    return text


class World:
    """A folder with a copy of a sample."""

    def __init__(self, folder, sample):
        self.folder = folder
        shutil.copytree(sample, folder)
        os.remove(os.path.join(folder, "README.md"))

    def names(self):
        return sorted(os.listdir(self.folder))

    def each_export(self, change):
        for name in self.names():
            if name.endswith(".xml"):
                change(os.path.join(self.folder, name))

    def rename(self, rng):
        names = self.names()
        numbers = rng.sample(range(1000), len(names))
        for name, number in zip(names, numbers):
            extension = name.rsplit(".", 1)[1]
            os.rename(os.path.join(self.folder, name),
                      os.path.join(self.folder, f"export-{number:03}.{extension}"))


def plan(cutover, paths, out, cwd):
    """The files of the plan folder that hold the plan."""
    done = subprocess.run([cutover, "plan", *paths, "-o", out, "--force", "--fail-on", "never"],
                          cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[:2000]}")
    result = {}
    for folder, _, names in os.walk(os.path.join(cwd, out)):
        for name in names:
            if name.endswith((".json", ".csv")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    result[os.path.relpath(path, os.path.join(cwd, out))] = file.read()
    return result


def without_places(text):
    """Leaves out what says which file and line a fact came from."""
    text = re.sub(r'"(file|line|path|sha256|origin)" : ("[^"]*"|\d+)', r'"\1" : 0', text)
    return re.sub(r'[\w./-]+\.(xml|intent):\d+', "FILE:LINE", text)


def comparable(folder, places):
    """@places: may files and lines differ?"""
    result = {}
    for name, text in folder.items():
        if name.endswith(".json") and places:
            whole = json.loads(text)
            whole.pop("inputs", None)
            if name == "findings.json":
                # they are sorted by file and line
                whole["findings"].sort(key=lambda finding: (finding["code"], finding["message"]))
            text = without_places(json.dumps(whole, indent=1, separators=(",", " : ")))
        result[name] = text
    return result


def differences(want, got, places):
    want = comparable(want, places)
    got = comparable(got, places)
    for name in sorted(set(want) | set(got)):
        left = want.get(name, "").splitlines()
        right = got.get(name, "").splitlines()
        for number, (a, b) in enumerate(zip(left, right), 1):
            if a != b:
                yield f"{name}:{number}: {a.strip()[:200]} | {b.strip()[:200]}"
        if len(left) != len(right):
            yield f"{name}: {len(left)} lines | {len(right)} lines"


def order_of_arguments(world, rng):
    names = [os.path.join(os.path.basename(world.folder), name) for name in world.names()]
    rng.shuffle(names)
    return names


def other_names(world, rng):
    world.rename(rng)


def other_encodings(world, rng):
    world.each_export(lambda path: write(path, read(path), rng.choice(sorted(BOMS))))


def other_order_inside(world, rng):
    world.each_export(lambda path: write(path, shuffled(read(path), rng)))


def everything(world, rng):
    other_order_inside(world, rng)
    other_encodings(world, rng)
    other_names(world, rng)
    return order_of_arguments(world, rng)


# what is done, and whether places may differ after it
CHANGES = [
    (order_of_arguments, False),
    (other_names, True),
    (other_encodings, True),
    (other_order_inside, True),
    (everything, True),
]


def main():
    cutover, samples = os.path.abspath(sys.argv[1]), sys.argv[2]
    print(f"1..{len(SAMPLES) * len(CHANGES) * SEEDS}")
    count = 0
    failed = 0
    for sample in SAMPLES:
        with tempfile.TemporaryDirectory() as base:
            World(os.path.join(base, "world"), os.path.join(samples, sample))
            want = plan(cutover, ["world"], "want", base)
            for change, places in CHANGES:
                for seed in range(SEEDS):
                    count += 1
                    shutil.rmtree(os.path.join(base, "world"))
                    world = World(os.path.join(base, "world"), os.path.join(samples, sample))
                    paths = change(world, random.Random(seed)) or ["world"]
                    got = plan(cutover, paths, "got", base)
                    told = list(differences(want, got, places))
                    failed += bool(told)
                    print("not ok" if told else "ok", count,
                          f"{sample}: {change.__name__.replace('_', ' ')}, seed {seed}", flush=True)
                    for line in told[:20]:
                        print(f"# {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
