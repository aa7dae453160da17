#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""long.py BUILDDIR SECONDS: every fuzz target for a while, two at a time.

What is found stays in BUILDDIR/found/NAME, and the next run goes on from there; what fails is in
BUILDDIR/found/NAME-failed.  `long.py BUILDDIR merge` makes the corpora of the project anew out of
both, as few and as small files as show the same.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
OPTIONS = ["-timeout=20", "-rss_limit_mb=1536", "-print_final_stats=1"]
LARGEST = 8192  # bytes of a file that is worth keeping
SLOTS = 2


def dictionary(name):
    own = os.path.join(FOLDER, f"{name}.dict")
    return own if os.path.exists(own) else os.path.join(FOLDER, "xml.dict")


class Target:
    """One fuzz target and its folders."""

    def __init__(self, build, name):
        self.name = name
        self.program = os.path.join(build, "tests", "fuzz", f"fuzz-{name}")
        self.corpus = os.path.join(FOLDER, "corpus", name)
        self.found = os.path.join(build, "found", name)
        self.failed = os.path.join(build, "found", f"{name}-failed")
        self.scratch = os.path.join(build, "found", f"{name}-scratch")
        for folder in (self.corpus, self.found, self.failed, self.scratch):
            os.makedirs(folder, exist_ok=True)

    def call(self, *options):
        env = dict(os.environ, TMPDIR=self.scratch, G_SLICE="always-malloc", LC_ALL="C", TZ="UTC")
        return subprocess.run([self.program, *OPTIONS, f"-artifact_prefix={self.failed}/", *options],
                              env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              check=False)

    def fuzz(self, seconds):
        done = self.call(f"-max_total_time={seconds}", f"-dict={dictionary(self.name)}",
                         self.found, self.corpus)
        told = done.stderr.decode("utf-8", "replace")
        runs = re.search(r"stat::number_of_executed_units: *(\d+)", told)
        good = done.returncode == 0
        print(f"{'ok    ' if good else 'FAILED'} {self.name:12} {runs[1] if runs else '?':>10} runs",
              flush=True)
        if not good:
            print("\n".join(told.splitlines()[-40:]), flush=True)
        return good, int(runs[1]) if runs else 0

    def merge(self):
        merged = self.scratch + "/merged"
        shutil.rmtree(merged, ignore_errors=True)
        os.mkdir(merged)
        done = self.call("-merge=1", f"-max_len={LARGEST}", merged, self.corpus, self.found)
        if done.returncode != 0:
            raise SystemExit(done.stderr.decode("utf-8", "replace")[-2000:])
        shutil.rmtree(self.corpus)
        shutil.copytree(merged, self.corpus)
        print(f"{self.name:12} {len(os.listdir(merged)):>6} files", flush=True)


def main():
    build = os.path.abspath(sys.argv[1])
    programs = os.listdir(os.path.join(build, "tests", "fuzz"))
    targets = [Target(build, name[len("fuzz-"):]) for name in sorted(programs)
               if name.startswith("fuzz-") and "." not in name]
    with concurrent.futures.ThreadPoolExecutor(SLOTS) as pool:
        if sys.argv[2] == "merge":
            list(pool.map(Target.merge, targets))
            return 0
        results = list(pool.map(lambda target: target.fuzz(int(sys.argv[2])), targets))
    print(f"{sum(runs for _, runs in results)} runs over {len(results)} targets, "
          f"{sum(not good for good, _ in results)} failed")
    return 0 if all(good for good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
