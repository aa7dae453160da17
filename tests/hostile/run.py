#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py CUTOVER SANITIZER [WORD]: exports that are broken or mean harm.

Each case is written, given to the program, and judged: the exit status, what has to be said, at most
256 MB of memory and 5 seconds.  With a sanitizer other than "none" both bounds are wider, since it
takes memory and time of its own.  Only cases whose names hold WORD are run, if it is given.  TAP.
"""
import concurrent.futures
import os
import resource
import subprocess
import sys
import tempfile
import threading

import archives
import encoding
import markup
import references
import tables

PARTS = (markup, archives, encoding, references, tables)
SLOTS = 2
BOUNDS = {"none": (256 << 20, 5)}
WITH_SANITIZER = (1 << 30, 30)


def write_files(case, folder):
    for name, data in case.files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data() if callable(data) else data)


def run(command, folder, seconds):
    """Returns exit status, output, peak memory in bytes and processor time in seconds."""
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                                 stderr=output, preexec_fn=bound)
        timer = threading.Timer(3 * seconds, child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return child.returncode, text, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime


def one_line(text):
    """The program breaks its lines where a terminal ends; what is said is compared without that."""
    return " ".join(text.split())


def judge(case, cutover, bounds):
    """What is wrong with how the program took a case; nothing, if it is as it should be."""
    memory, seconds = bounds
    with tempfile.TemporaryDirectory() as folder:
        write_files(case, folder)
        names = ["."] if case.whole_folder else sorted(case.files)
        status, text, used, time = run([cutover, case.verb, *case.options, *names], folder, seconds)
    said = one_line(text)
    if status != case.exit:
        yield f"exit {status}, not {case.exit}"
    for words in case.says:
        if one_line(words) not in said:
            yield f"does not say: {words}"
    for words in case.never:
        if one_line(words) in said:
            yield f"says: {words}"
    if used > memory:
        yield f"takes {used >> 20} MiB"
    if time > seconds:
        yield f"takes {time:.1f} s"
    if status != case.exit or any(one_line(words) not in said for words in case.says):
        yield from text[:1500].splitlines()


def main():
    cutover = os.path.abspath(sys.argv[1])
    bounds = BOUNDS.get(sys.argv[2], WITH_SANITIZER)
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    cases = [case for part in PARTS for case in part.cases() if word in case.name]
    failed = 0
    os.environ["LC_ALL"] = "C.UTF-8"
    print(f"1..{len(cases)}")
    with concurrent.futures.ThreadPoolExecutor(SLOTS) as pool:
        results = pool.map(lambda case: list(judge(case, cutover, bounds)), cases)
        for number, (case, wrong) in enumerate(zip(cases, results), 1):
            failed += bool(wrong)
            print("not ok" if wrong else "ok", number, "-", case.name, flush=True)
            for line in wrong:
                print("#", line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
