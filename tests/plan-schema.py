#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""plan-schema.py CUTOVER SCHEMA SAMPLES: do emitted plans and the schema agree?

Each sample that has a plan is planned and validated twice: as the schema stands, and with every object
closed, so that a key which the program writes and the schema does not know is found.  Then the plan
is broken in one place at a time, and the schema has to notice.  Prints TAP.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    sys.exit(0)

SAMPLES = ["fabrikam", "contoso"]


def closed(schema):
    """The same schema, in which no object may have a key that is not described."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if "properties" in schema:
        result["additionalProperties"] = False
    return result


def complaints(schema, plan):
    validator = jsonschema.Draft202012Validator(schema)
    return ["/".join(map(str, e.path)) + ": " + e.message for e in validator.iter_errors(plan)]


def breakages(plan):
    """(what, plan broken there)."""
    def broken(change):
        twin = copy.deepcopy(plan)
        change(twin)
        return twin

    for key in plan:
        if key not in ("point_of_no_return", "calendar", "pilot"):
            yield f"without {key}", broken(lambda p, k=key: p.pop(k))
    for key in ("id", "rule", "subjects", "after", "reversible", "evidence"):
        yield f"step without {key}", broken(lambda p, k=key: p["steps"][0].pop(k))
    yield "other major version", broken(lambda p: p.update(format_version="2.0"))
    yield "unknown reversible", broken(lambda p: p["steps"][0].update(reversible="maybe"))
    yield "negative minutes", broken(lambda p: p["steps"][0].update(minutes=-1))
    yield "subject without kind", broken(lambda p: p["steps"][0].update(subjects=["pool"]))
    yield "pilot that covers nothing known", broken(lambda p: p["pilot"].update(cover="some"))
    yield "combination without users", broken(lambda p: p["pilot"]["combinations"][0].pop("users"))
    yield "users as text", broken(lambda p: p["waves"][0].update(users="12"))
    yield "digest too short", broken(lambda p: p["waves"][0].update(sha256="ab"))
    yield "fate unknown", broken(lambda p: p["fates"][0].update(fate="lost"))


def main(cutover, schema_path, samples):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    results = []

    def check(name, found):
        results.append(name)
        print(f"{'not ok' if found else 'ok'} {len(results)} {name}")
        for line in found[:10]:
            print(f"# {line}")

    jsonschema.Draft202012Validator.check_schema(schema)
    with tempfile.TemporaryDirectory() as folder:
        for sample in SAMPLES:
            out = os.path.join(folder, sample)
            done = subprocess.run([cutover, "plan", os.path.join(samples, sample), "-o", out,
                                   "--format", "ics"], capture_output=True, text=True, check=False)
            if done.returncode not in (0, 1):
                check(f"{sample} is planned", [f"exit {done.returncode}", done.stderr])
                continue
            with open(os.path.join(out, "plan.json"), encoding="utf-8") as file:
                plan = json.load(file)
            check(f"{sample}: the plan is valid", complaints(schema, plan))
            check(f"{sample}: no key is undescribed", complaints(closed(schema), plan))
    for what, twin in breakages(plan):
        check(f"broken plan is found: {what}",
              [] if complaints(schema, twin) else ["the schema did not notice"])
    print(f"1..{len(results)}")


main(*sys.argv[1:])
