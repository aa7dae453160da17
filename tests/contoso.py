#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""contoso.py CUTOVER SAMPLES: is the plan of the full sample complete, and in an order that is safe?

A third opinion, after planner and checker: it reads the exports with a few regular expressions and the
plan folder with json and csv, knows what each step of the guide is about, and shares nothing
with the program.  Prints TAP.
"""
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile


class Exports:
    def __init__(self, folder):
        self.folder = folder

    def text(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            raw = file.read()
        for encoding, bom in (("utf-16-le", b"\xff\xfe"), ("utf-8", b"\xef\xbb\xbf")):
            if raw.startswith(bom):
                return raw[len(bom):].decode(encoding)
        return raw.decode("utf-8")

    def objects(self, name):
        """The objects of a CLIXML file, each as its plain properties."""
        for whole in re.findall(r"\n  <Obj .*?\n  </Obj>", self.text(name), flags=re.S):
            yield dict(re.findall(r'\n      <\w+ N="(\w+)">([^<]*)</\w+>', whole))

    def values(self, name, key):
        return [thing[key].strip().casefold() for thing in self.objects(name)]


class Plan:
    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "plan.json"), encoding="utf-8") as file:
            self.json = json.load(file)
        self.steps = self.json["steps"]

    def positions(self, rule, prefix=""):
        return [i for i, step in enumerate(self.steps)
                if step["rule"] == rule and step["subjects"][0].startswith(prefix)]

    def members(self, wave):
        path = os.path.join(self.folder, wave["file"])
        with open(path, "rb") as file:
            raw = file.read()
        if hashlib.sha256(raw).hexdigest() != wave["sha256"]:
            raise ValueError(f"{wave['file']} is not what plan.json says")
        return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def expected_steps(exports):
    """rule -> first subjects, once each: what the guide asks for, applied to what is in the exports."""
    trusted = {(thing["Type"], thing["FQDN"].casefold())
               for thing in exports.objects("ocs-trustedservices.xml")}
    legacy_pools = {f"pool:{fqdn}" for fqdn in exports.values("ocs-pools.xml", "PoolFQDN")}
    legacy_pools -= {"pool:ocsdir01.contoso.com"}
    targets = {"pool:lyncpool01.contoso.com", "pool:lyncse02.contoso.com"}
    mediations = {f"mediation:{fqdn}" for kind, fqdn in trusted if kind == "MediationServer"}
    director, edge = {"director:ocsdir01.contoso.com"}, {"edge:ocsedge.contoso.com"}
    target_edge = {"edge:lyncedge.contoso.com"}
    xmpp = {f"xmpp:{fqdn}" for kind, fqdn in trusted if kind == "XMPPGateway"}
    chat = {f"groupchat:{fqdn}" for kind, fqdn in trusted if kind == "GroupChat"}
    recorders = {f"archiving:{fqdn}" for kind, fqdn in trusted if kind == "ArchivingServer"}
    recorders |= {f"monitoring:{fqdn}" for kind, fqdn in trusted if kind == "QoSM"}
    site, whole = {"backcompatsite:backcompatsite"}, {"forest:contoso.com"}
    directories = {f"confdir:{n}" for n in exports.values("cs-conferencedirectories.xml", "Identity")}
    routes = {f"voiceroute:{n}" for n in exports.values("cs-voiceroutes.xml", "Name")}
    numbers = {f"accessnumber:{n}" for n in exports.values("cs-accessnumbers.xml", "PrimaryUri")}
    contacts = {f"umcontact:{n}" for n in exports.values("cs-umcontacts.xml", "SipAddress")}
    domains = {f"sipdomain:{n}" for n in exports.values("cs-sipdomains.xml", "Name")}
    return {
        "OCS-P2-01": legacy_pools | director | edge | mediations,
        "OCS-P2-02": targets, "OCS-P2-03": whole, "OCS-P2-04": legacy_pools,
        "OCS-P2-05": legacy_pools, "OCS-P2-06": legacy_pools,
        "OCS-P3-01": whole | {"adschema:contoso.com", "addomain:contoso.com"},
        "OCS-P3-02": {"deployment:target"}, "OCS-P3-03": targets, "OCS-P3-04": targets,
        "OCS-P3-05": targets, "OCS-P4-01": {"deployment:target"}, "OCS-P4-02": site,
        "OCS-P4-03": site, "OCS-P4-04": {"deployment:legacy"}, "OCS-P4-05": {"confdir:1"},
        "OCS-P4-06": site, "OCS-P5-01": {"site:1", "site:2"}, "OCS-P5-02": edge,
        "OCS-P5-03": {"deployment:legacy"}, "OCS-P5-04": xmpp, "OCS-P6-01": targets,
        "OCS-P7-01": target_edge, "OCS-P7-02": target_edge, "OCS-P8-01": {"site:1", "site:2"},
        "OCS-P8-02": edge, "OCS-P8-03": edge, "OCS-P8-04": whole, "OCS-P8-05": target_edge,
        "OCS-P8-06": target_edge, "OCS-P8-08": xmpp, "OCS-P9-02": numbers,
        "OCS-P9-04": legacy_pools,
        "OCS-P9-05": {"authorizedhost:rccgw.contoso.com", "staticroute:*@rcc.contoso.com",
                      "rcc:users"},
        "OCS-P9-07": {"mediation:lyncpool01.contoso.com", "mediation:lyncse02.contoso.com"},
        "OCS-P9-08": routes, "OCS-P9-09": targets, "OCS-P9-10": recorders,
        "OCS-P10-01": directories, "OCS-P10-02": domains,
        "OCS-P10-03": legacy_pools | director | edge | mediations | xmpp, "OCS-P10-04": site,
        "O-29": {"persistentchat:pchat01.contoso.com"},
        "OCS-GC-01": chat, "OCS-GC-02": chat, "OCS-GC-03": chat,
        "OCS-P9-03": contacts | {"exchangeum:lyncpool01.contoso.com",
                                 "exchangeum:lyncse02.contoso.com"},
        "OCS-P9-06": {"trustedapp:ocsapp01.contoso.com/helpdesk",
                      "trustedapp:ocsapp01.contoso.com/survey",
                      "trustedapp:sip:helpdeskbot@contoso.com",
                      "trustedapp:sip:surveybot@contoso.com",
                      "authorizedhost:ocsapp01.contoso.com"},
    }


def legacy_users(exports):
    """sip -> home pool of everyone who has one."""
    result = {}
    for name in ("cs-users-redmond.xml", "cs-users-branches.xml"):
        for user in exports.objects(name):
            home = re.search(r"CN=LC Services,CN=Microsoft,CN=([^,]+)", user.get("HomeServer", ""))
            if home:
                result[user["SipAddress"].casefold()] = home.group(1).casefold() + ".contoso.com"
    return result


def check_rows(exports, plan):
    want = expected_steps(exports)
    known = set(want) | {"OCS-P6-02", "OCS-P8-07", "OCS-P9-01"}
    for rule, subjects in want.items():
        got = [plan.steps[i]["subjects"][0] for i in plan.positions(rule)]
        if sorted(got) != sorted(subjects):
            yield f"{rule}: {sorted(got)} instead of {sorted(subjects)}"
    for step in plan.steps:
        if step["rule"] not in known:
            yield f"{step['id']} ({step['rule']}) was not expected"


def check_grouped(exports, plan):
    """Steps that take several things at once name every one of them, once."""
    groups = [f"rgs:{n}" for name in ("rgs-workflows.xml", "rgs-queues.xml", "rgs-agentgroups.xml")
              for n in exports.values(name, "Identity")]
    directories = [f"confdir:{n}" for n in exports.values("cs-conferencedirectories.xml", "Identity")]
    for rule, want in (("OCS-P9-01", groups), ("OCS-P4-05", directories)):
        got = [s for i in plan.positions(rule) for s in plan.steps[i]["subjects"]]
        if sorted(got) != sorted(want):
            yield f"{rule} names {sorted(got)} instead of {sorted(want)}"
    for i in plan.positions("OCS-P9-01"):
        pools = {s.split("/")[0] for s in plan.steps[i]["subjects"]}
        if len(pools) != 1:
            yield f"{plan.steps[i]['id']} mixes the response groups of {sorted(pools)}"


def check_users(exports, plan):
    """Every legacy user is in one wave, from the pool where the exports say, in a step of that wave."""
    want = legacy_users(exports)
    pairs = {pair["legacy"].casefold(): pair["target"].casefold() for pair in plan.json["pairs"]}
    seen = {}
    if len(want) != 150:
        yield f"{len(want)} users in the exports, not 150"
    for wave in plan.json["waves"]:
        steps = [s for s in plan.steps if s["wave"] == wave["id"]]
        members = plan.members(wave)
        rule = "OCS-P8-07" if wave["kind"] == "production" else "OCS-P6-02"
        if [step["rule"] for step in steps] != [rule]:
            yield f"{wave['id']} is moved by {[step['rule'] for step in steps]}"
        if wave["users"] != len(members) or (wave["kind"] == "production" and len(members) > 40):
            yield f"{wave['id']} has {len(members)} members, says {wave['users']}"
        for row in members:
            sip = row["SipAddress"].casefold()
            if sip in seen:
                yield f"{sip} is in {seen[sip]} and in {wave['id']}"
            seen[sip] = wave["id"]
            if row["SourcePool"].casefold() != want.get(sip):
                yield f"{sip} moves from {row['SourcePool']}, but is on {want.get(sip)}"
            elif row["TargetPool"].casefold() != pairs[want[sip]]:
                yield f"{sip} moves to {row['TargetPool']}"
    for sip in sorted(set(want) - set(seen)):
        yield f"{sip} is in no wave"


def check_delegates(exports, plan):
    wave_of = {row["SipAddress"].casefold(): wave["id"] for wave in plan.json["waves"]
               for row in plan.members(wave)}
    for whole in re.findall(r"\n  <Obj .*?\n  </Obj>", exports.text("delegates.xml"), flags=re.S):
        people = [p.casefold() for p in re.findall(r">(sip:[^<]+)<", whole)]
        waves = {wave_of[p] for p in people if p in wave_of}
        if len(waves) > 1:
            yield f"{people} are split over {sorted(waves)}"


def check_order(_, plan):
    """Before and after, in the words of the guide."""
    moves = plan.positions("OCS-P6-02") + plan.positions("OCS-P8-07")
    retire_pool = plan.positions("OCS-P10-03", "pool:")
    orders = [
        ("preparations before the first user", plan.positions("OCS-P4-04"), moves),
        ("the pilot before production", plan.positions("OCS-P6-02"), plan.positions("OCS-P8-07")),
        ("the last voice user before Mediation", moves, plan.positions("OCS-P9-07")),
        ("Mediation before its routes", plan.positions("OCS-P9-07"), plan.positions("OCS-P9-08")),
        ("the last user before a role that is new", moves, plan.positions("O-29")),
        ("Persistent Chat before its rooms", plan.positions("O-29"), plan.positions("OCS-GC-02")),
        ("routes before legacy Mediation goes", plan.positions("OCS-P9-08"),
         plan.positions("OCS-P10-03", "mediation:")),
        ("all users before a pool goes", moves, retire_pool),
        ("directories before a pool goes", plan.positions("OCS-P10-01"), retire_pool),
        ("response groups before a pool goes", plan.positions("OCS-P9-01"), retire_pool),
        ("all users before XMPP", moves, plan.positions("OCS-P8-08")),
        ("the cutover before the legacy Edge goes", plan.positions("OCS-P8-06"),
         plan.positions("OCS-P10-03", "edge:")),
        ("authorized host before static route", plan.positions("OCS-P9-05", "authorizedhost:"),
         plan.positions("OCS-P9-05", "staticroute:")),
    ]
    for name, before, after in orders:
        if not before or not after or max(before) >= min(after):
            yield f"{name}: {before} and {after}"
    if plan.positions("OCS-P10-04") != [len(plan.steps) - 1]:
        yield "BackCompatSite does not go last"
    window = range(plan.positions("OCS-P8-01")[0], plan.positions("OCS-P8-06")[0] + 1)
    for i in window:
        if not plan.steps[i]["rule"].startswith("OCS-P8-"):
            yield f"{plan.steps[i]['id']} stands in the cutover window"


def check_checkpoints(_, plan):
    ids = [step["id"] for step in plan.steps]
    begins = [0 if c["after_step"] is None else ids.index(c["after_step"]) + 1
              for c in plan.json["checkpoints"]]
    if begins != sorted(set(begins)) or begins[0] != 0:
        yield f"checkpoints stand at {begins}"
    for i, step in enumerate(plan.steps):
        if (step["wave"] or step["reversible"] == "no") and i not in begins:
            yield f"no checkpoint before {step['id']}"
    for checkpoint, begin, end in zip(plan.json["checkpoints"], begins, begins[1:] + [len(ids)]):
        want = [s["id"] for s in reversed(plan.steps[begin:end]) if s["reversible"] != "no"]
        if [undo["step"] for undo in checkpoint["rollback"]] != want:
            yield f"{checkpoint['id']} does not lead back through {want}"
        if not checkpoint["tests"]:
            yield f"{checkpoint['id']} has no test"
    first = next((s["id"] for s in plan.steps if s["reversible"] == "no"), None)
    if plan.json["point_of_no_return"] != first:
        yield f"the point of no return is {plan.json['point_of_no_return']}, not {first}"


def check_evidence(exports, plan):
    """Every step leads to a line that exists."""
    sizes = {}
    for step in plan.steps:
        for evidence in step["evidence"]:
            name = os.path.basename(evidence["file"])
            if name not in sizes:
                sizes[name] = len(exports.text(name).splitlines())
            if not 1 <= evidence["line"] <= sizes[name]:
                yield f"{step['id']} cites {name}:{evidence['line']}"
        if not step["evidence"]:
            yield f"{step['id']} ({step['rule']}) cites nothing"


CHECKS = [check_rows, check_grouped, check_users, check_delegates, check_order, check_checkpoints,
          check_evidence]


def main():
    cutover, samples = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    folder = os.path.join(samples, "contoso")
    failed = 0
    print(f"1..{len(CHECKS)}")
    with tempfile.TemporaryDirectory() as base:
        out = os.path.join(base, "plan")
        done = subprocess.run([cutover, "plan", folder, "-o", out], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"Bail out! exit {done.returncode}: {done.stderr[:500]}")
            return 1
        for number, check in enumerate(CHECKS, 1):
            told = list(check(Exports(folder), Plan(out)))
            failed += bool(told)
            print("not ok" if told else "ok", number, check.__name__[len("check_"):])
            for line in told[:20]:
                print(f"# {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
