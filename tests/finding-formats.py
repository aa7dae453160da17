#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""finding-formats.py CUTOVER SCHEMAS SAMPLES: are findings what the formats of others say they are?

Every run below is made in all formats.  SARIF has to fit the schema of its committee, and what no schema
can say is looked at here: indices lead where they say, fingerprints differ, rules are declared once.
JUnit reports have to fit the schema of a build server, and their counts have to be right.  GNU lines
have to be of the form that editors look for, and to name a line that exists.  All formats tell the same
findings and end with the same status.  Last, documents are broken in one place each, which the schemas have
to notice.  Prints TAP.
"""
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

try:
    import jsonschema
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    sys.exit(0)
if shutil.which("xmllint") is None:
    print("1..0 # SKIP xmllint is not installed")
    sys.exit(0)

# "program: severity: text" or "file:line[:column]: severity: text", as the GNU coding standards have it
GNU_LINE = re.compile(r"^(?P<file>[^:\n]+)(?::(?P<line>[1-9][0-9]*)(?::(?P<column>[1-9][0-9]*))?)?: "
                      r"(?P<severity>error|warning|info): (?P<text>\S.*) \[(?P<code>[a-z0-9-]+)\]$")
URI = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+$")
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
DAY = "1798156800"  # 2026-12-25

ACCEPTED = """# of last year, of this year, and one for nothing
user-unassigned until 2025-12-31 because it was deleted
user-unassigned user:sip:inobre@* until 2027-01-31 because "it" is <deleted> & gone
cross-forest until 2027-01-31 because nobody knows
"""


# a queue whose calls go to another one when it is full
QUEUES = ('<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">{}</Objs>')
QUEUE = """
<Obj RefId="{me}"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN><Props>
<S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/{me}</S><S N="Name">{me}</S>
<Obj N="OverflowAction" RefId="{me}-1"><Props><S N="Action">TransferToQueue</S>
<S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/{other}</S></Props></Obj></Props></Obj>
"""


def edit(path, old, new):
    with open(path, "rb") as file:
        data = file.read()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(encoding)
    assert old in text, f"{path} does not hold {old}"
    with open(path, "wb") as file:
        file.write(text.replace(old, new).encode(encoding))


def make_worlds(cutover, samples):
    """In the current folder: samples as they are, one with mistakes, odd names, decisions of users."""
    for name in ("contoso", "fabrikam", "northwind"):
        shutil.copytree(os.path.join(samples, name), name)
    shutil.copytree("contoso", "broken")
    edit("broken/edge-input.xml", 'DP="true"', 'DP="false"')
    edit("broken/topology.xml", "lyncweb02.contoso.com", "lyncweb01.contoso.com")
    edit("broken/rgs-queues.xml", "ocsse02", "ocsse77")
    shutil.copytree("broken", "odd näme #1% & more")
    with zipfile.ZipFile("exports of monday.zip", "w") as archive:
        for name in sorted(os.listdir("broken")):
            if not name.endswith(".intent"):
                archive.write(os.path.join("broken", name), name)
    with open("accepted.txt", "w", encoding="utf-8") as file:
        file.write(ACCEPTED)
    for name in ("contoso", "broken"):
        with open(f"{name}.json", "w", encoding="utf-8") as file:
            subprocess.run([cutover, "validate", name, "--format", "json"], stdout=file, check=False)
    with open("empty.json", "w", encoding="utf-8") as file:
        file.write('{"findings": []}')
    shutil.copytree("fabrikam", "circle")
    with open("circle/rgs-queues.xml", "w", encoding="utf-8") as file:
        file.write(QUEUES.format("".join(QUEUE.format(me=me, other=other) for me, other in
                                         (("sales", "orders"), ("orders", "desk"), ("desk", "sales")))))
    os.mkdir("nothing")
    with open("nothing/note.txt", "w", encoding="utf-8") as file:
        file.write("no export\n")


RUNS = {
    "contoso": ["contoso"],
    "fabrikam": ["fabrikam"],
    "northwind": ["northwind"],
    "two exports at once": ["fabrikam", "northwind"],
    "mistakes": ["broken"],
    "mistakes, every one a failure": ["broken", "--fail-on", "info"],
    "mistakes, none a failure": ["broken", "--fail-on", "never"],
    "an absolute path": [lambda: os.path.abspath("broken")],
    "a path through other folders": ["./nothing/../broken"],
    "odd letters in names": ["odd näme #1% & more"],
    "an archive": ["exports of monday.zip"],
    "nothing to find": ["nothing"],
    "one rule only": ["broken", "--only", "user-unassigned"],
    "a circle": ["circle"],
    "no rule that was raised": ["contoso", "--only", "cross-forest"],
    "other severities": ["broken", "--severity", "user-unassigned=error", "--severity", "W-08=info"],
    "suppressions": ["broken", "--suppressions", "accepted.txt"],
    "a baseline without changes": ["broken", "--baseline", "broken.json"],
    "a baseline with news": ["broken", "--baseline", "contoso.json"],
    "a baseline with what is gone": ["contoso", "--baseline", "broken.json"],
    "an empty baseline": ["broken", "--baseline", "empty.json"],
    "all decisions": ["broken", "--baseline", "contoso.json", "--suppressions", "accepted.txt",
                      "--severity", "W-05=warning", "--except", "W-08", "--fail-on", "warning"],
}


class Outputs:
    """What the program says of one run, in each format."""

    def __init__(self, cutover, arguments):
        arguments = [word() if callable(word) else word for word in arguments]
        self.status, self.text, self.talk = {}, {}, {}
        for form in ("text", "gnu", "json", "sarif", "junit"):
            done = subprocess.run([cutover, "validate", *arguments, "--format", form],
                                  capture_output=True, check=False)
            self.status[form] = done.returncode
            self.text[form] = done.stdout.decode("utf-8")
            self.talk[form] = done.stderr.decode("utf-8")
        self.json = json.loads(self.text["json"])
        self.sarif = json.loads(self.text["sarif"])
        self.junit = ElementTree.fromstring(self.text["junit"].encode("utf-8"))

    def told(self):
        """The findings that are told, as json has them."""
        return [f for f in self.json["findings"]
                if "suppressed" not in f and f.get("state") != "unchanged"]


def key(finding):
    return finding["code"], finding["file"], finding["line"], finding["message"]


def complain_sarif_locations(result, artifacts):
    for location in result.get("locations", []):
        place = location.get("physicalLocation")
        if place is not None:
            uri = place["artifactLocation"]["uri"]
            index = place["artifactLocation"].get("index")
            if not URI.match(uri):
                yield f"no reference: {uri}"
            if index is not None and artifacts[index]["location"]["uri"] != uri:
                yield f"index {index} is not {uri}"
        for logical in location.get("logicalLocations", []):
            if not logical["fullyQualifiedName"] or not logical.get("kind"):
                yield f"no name or no kind: {logical}"


def complain_sarif_graphs(result):
    for traversal in result.get("graphTraversals", []):
        graph = result["graphs"][traversal["resultGraphIndex"]]
        nodes = {node["id"] for node in graph["nodes"]}
        edges = {edge["id"]: edge for edge in graph["edges"]}
        at = None
        for step in traversal["edgeTraversals"]:
            edge = edges[step["edgeId"]]
            if not {edge["sourceNodeId"], edge["targetNodeId"]} <= nodes:
                yield f"an edge to nowhere: {edge}"
            if at is not None and edge["sourceNodeId"] != at:
                yield f"the way breaks off at {at}"
            at = edge["targetNodeId"]
        if at != edges[traversal["edgeTraversals"][0]["edgeId"]]["sourceNodeId"]:
            yield "the way is no circle"


def complain_sarif(validator, outputs):
    log = outputs.sarif
    yield from ("/".join(map(str, e.path)) + ": " + e.message[:200]
                for e in validator.iter_errors(log))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    artifacts = run["artifacts"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "a rule is declared twice"
    for rule in rules:
        if len(rule["help"]["text"].split()) < 40:
            yield f"{rule['id']} has no help"
        if not URI.match(rule.get("helpUri", "https://example.com")):
            yield f"{rule['id']}: {rule['helpUri']}"
    for index, artifact in enumerate(artifacts):
        if artifact["location"]["index"] != index:
            yield f"artifact {index} says that it is {artifact['location']['index']}"
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"rule {result['ruleIndex']} is not {result['ruleId']}"
        if "suppressions" not in result:
            yield "suppressions of one result are not told"
        yield from complain_sarif_locations(result, artifacts)
        yield from complain_sarif_graphs(result)
    prints = [result["partialFingerprints"]["cutover/v1"] for result in run["results"]]
    if len(set(prints)) != len(prints):
        yield "two findings have one fingerprint"


def complain_same(outputs):
    """Is every format told the same?"""
    results = outputs.sarif["runs"][0]["results"]
    present = [r for r in results if r.get("baselineState") != "absent"]
    gone = [r for r in results if r.get("baselineState") == "absent"]
    for found, wanted in zip(present, outputs.json["findings"]):
        same = (found["ruleId"], found["message"]["text"], found["level"],
                bool(found["suppressions"]), found.get("baselineState"))
        if same != (wanted["code"], wanted["message"], LEVELS[wanted["severity"]],
                    "suppressed" in wanted, wanted.get("state")):
            yield f"sarif has {same}, json {key(wanted)}"
    if len(present) != len(outputs.json["findings"]):
        yield f"{len(present)} results, {len(outputs.json['findings'])} findings"
    if len(gone) != len(outputs.json.get("gone", [])):
        yield f"{len(gone)} absent results, {len(outputs.json.get('gone', []))} gone"
    lines = [GNU_LINE.match(line) for line in outputs.text["gnu"].splitlines()]
    found = [(m["code"], m["file"] if m["file"] != "cutover" else None,
              int(m["line"]) if m["line"] else None, m["text"]) for m in lines if m]
    if found != [key(f) for f in outputs.told()]:
        yield "the GNU lines are other findings than those of json"
    for severity in ("error", "warning", "info"):
        if outputs.json["summary"][severity] != sum(f["severity"] == severity
                                                    for f in outputs.told()):
            yield f"json counts {outputs.json['summary'][severity]} of {severity}"
    summary = outputs.text["text"].splitlines()[-1]
    if not summary.startswith(", ".join(
            f"{n} {word}{'' if n == 1 else 's'}" for word, n in
            list(outputs.json["summary"].items())[:3])):
        yield f"the text ends with: {summary}"
    if len(set(outputs.status.values())) != 1:
        yield f"exit status: {outputs.status}"
    if any(outputs.talk.values()):
        yield f"standard error: {outputs.talk}"
    if any("\033" in text for text in outputs.text.values()):
        yield "colour, and no terminal"


def complain_gnu(outputs):
    for line in outputs.text["gnu"].splitlines():
        match = GNU_LINE.match(line)
        if not match:
            yield f"no GNU line: {line}"
        elif match["file"] != "cutover" and ".zip/" not in match["file"]:
            with open(match["file"], "rb") as file:
                count = file.read().count(b"\n") + 1
            if match["line"] and int(match["line"]) > count:
                yield f"{match['file']} has {count} lines: {line}"


def complain_junit(schema, outputs):
    with open("report.xml", "w", encoding="utf-8") as file:
        file.write(outputs.text["junit"])
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, "report.xml"],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield done.stderr.strip()
    suites = outputs.junit.findall("testsuite")
    for part in [outputs.junit, *suites]:
        cases = list(part.iter("testcase"))
        counts = {"tests": len(cases), "failures": sum(c.find("failure") is not None for c in cases),
                  "skipped": sum(c.find("skipped") is not None for c in cases)}
        for name, count in counts.items():
            if name in part.attrib and int(part.get(name)) != count:
                yield f"{part.get('name')}: {name} is {part.get(name)}, not {count}"
    failures = int(outputs.junit.get("failures"))
    if (failures > 0) != (outputs.status["junit"] == 1):
        yield f"{failures} failures and exit {outputs.status['junit']}"
    names = {c.get("classname") for c in outputs.junit.iter("testcase")}
    rules = {rule["id"] for rule in outputs.sarif["runs"][0]["tool"]["driver"]["rules"]}
    if names != rules:
        yield f"not every rule is a test: {names ^ rules}"


def sarif_breakages(log):
    """(what, log broken there): the schema has to notice each."""
    def broken(change):
        twin = copy.deepcopy(log)
        change(twin["runs"][0])
        return twin

    yield "no rule has a name", broken(lambda r: r["tool"]["driver"]["rules"][0].pop("id"))
    yield "a level that is not there", broken(lambda r: r["results"][0].update(level="fatal"))
    yield "no message", broken(lambda r: r["results"][0].pop("message"))
    yield "a line 0", broken(lambda r: next(
        x for x in r["results"] if "region" in x["locations"][0]["physicalLocation"])
        ["locations"][0]["physicalLocation"]["region"].update(startLine=0))
    yield "a state that is not there", broken(lambda r: r["results"][0].update(baselineState="old"))
    yield "a key that is not there", broken(lambda r: r["results"][0].update(severity="error"))
    yield "no tool", broken(lambda r: r.pop("tool"))


def junit_breakages(text):
    yield "a test without a name", text.replace("<testcase name=", "<testcase title=", 1)
    yield "a count that is missing", re.sub(r'<testsuite (.*?) tests="\d+"', r"<testsuite \1", text, 1)
    yield "an attribute that is not there", text.replace("<testcase ", '<testcase line="1" ', 1)
    yield "an element that is not there", text.replace("<failure", "<fault").replace("/failure", "/fault")


def main(cutover, schemas, samples):
    results = []

    def check(name, found):
        found = list(found)
        results.append(name)
        print(f"{'not ok' if found else 'ok'} {len(results)} {name}")
        for line in found[:10]:
            print("# " + line.replace("\n", "\n# "))

    with open(os.path.join(schemas, "sarif-2.1.0-rtm.5.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft4Validator.check_schema(schema)
    validator = jsonschema.Draft4Validator(schema)
    reports = os.path.abspath(os.path.join(schemas, "junit-10.xsd"))
    samples = os.path.abspath(samples)
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_worlds(cutover, samples)
        for name, arguments in RUNS.items():
            outputs = Outputs(cutover, arguments)
            check(f"{name}: sarif", complain_sarif(validator, outputs))
            check(f"{name}: junit", complain_junit(reports, outputs))
            check(f"{name}: gnu", complain_gnu(outputs))
            check(f"{name}: every format says the same", complain_same(outputs))
        outputs = Outputs(cutover, RUNS["mistakes"])
        circle = Outputs(cutover, RUNS["a circle"]).sarif["runs"][0]["results"]
        check("a circle: it is a graph and a way through it",
              [] if [len(r["graphTraversals"][0]["edgeTraversals"]) for r in circle
                     if "graphs" in r] == [3] else ["no circle of three"])
        for what, twin in sarif_breakages(outputs.sarif):
            check(f"broken sarif is found: {what}",
                  [] if list(validator.iter_errors(twin)) else ["the schema did not notice"])
        for what, text in junit_breakages(outputs.text["junit"]):
            outputs.text["junit"] = text
            check(f"broken junit is found: {what}",
                  [] if any("fails to validate" in c for c in complain_junit(reports, outputs))
                  else ["the schema did not notice"])
        os.chdir("/")
    print(f"1..{len(results)}")


main(os.path.abspath(sys.argv[1]), *sys.argv[2:])
