#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""short.py TARGET FOLDER NAME DICTIONARY RUNS: one fuzz target as two tests, in TAP.

First every file of its corpus is tried again, as it is; then the fuzzer goes on from there for a
number of runs, always with the same seed, so that what it finds it finds every time.
"""
import base64
import os
import subprocess
import sys
import tempfile

OPTIONS = ["-seed=1", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1"]
SHOWN_LINES = 40


def told(number, what, done, artifacts):
    """One line of TAP, and behind a failure what a person needs to see it again."""
    good = done.returncode == 0
    print("ok" if good else "not ok", number, "-", what, flush=True)
    if good:
        return True
    for line in done.stderr.decode("utf-8", "replace").splitlines()[-SHOWN_LINES:]:
        print("#", line)
    for name in sorted(os.listdir(artifacts)):
        with open(os.path.join(artifacts, name), "rb") as file:
            print(f"# base64 of {name}: {base64.b64encode(file.read()).decode()}")
    return False


def run(target, options, artifacts):
    return subprocess.run([target, *OPTIONS, *options, f"-artifact_prefix={artifacts}/"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)


def main():
    target, folder, name, dictionary, runs = sys.argv[1:]
    corpus = os.path.join(folder, "corpus", name)
    files = sorted(os.path.join(corpus, file) for file in os.listdir(corpus))
    words = os.path.join(folder, f"{dictionary}.dict")
    with tempfile.TemporaryDirectory() as base:
        artifacts = os.path.join(base, "artifacts")
        found = os.path.join(base, "found")
        os.mkdir(artifacts)
        os.mkdir(found)
        os.environ["TMPDIR"] = base
        print("1..2")
        good = told(1, f"{name}: {len(files)} files of the corpus",
                    run(target, files, artifacts), artifacts)
        good &= told(2, f"{name}: {runs} runs",
                     run(target, [f"-runs={runs}", f"-dict={words}", found, corpus], artifacts),
                     artifacts)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
