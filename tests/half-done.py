#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cutover status` on every state of a migration: half-done.py CUTOVER SAMPLES

Contoso is planned once.  Then the plan is carried out step by step in the made-up world that the samples are
generated from, and after each step the world is exported as an administrator would: the target pools that
are defined so far, users where they are by now, the legacy servers that are left.  Whatever these exports can
show, status has to say: nothing is done that was not, nothing is open that was, nothing is unsafe, and what
comes next may come next.  A few worlds in which something went wrong must not pass.
"""
import copy
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

BACK_COMPAT = 99
# Steps that leave no trace in any export; every other one must be told from the world.
UNSEEN = {"OCS-P2-01", "OCS-P2-02", "OCS-P2-03", "OCS-P2-04", "OCS-P2-05", "OCS-P2-06", "OCS-P3-01", "OCS-P3-02",
          "OCS-P3-04", "OCS-P3-05", "OCS-P4-01", "OCS-P4-06", "OCS-P5-03", "OCS-P6-01", "OCS-P7-02", "OCS-P8-03",
          "OCS-P4-02", "OCS-P8-04", "OCS-P8-06", "OCS-P9-04", "OCS-P9-07", "OCS-P9-09", "OCS-P10-02", "OCS-GC-01", "OCS-GC-02",
          "O-29"}
UNSEEN_SUBJECTS = ("exchangeum:", "rcc:", "trustedapp:ocsapp01", "authorizedhost:ocsapp01")


class World:
    """Contoso at one moment."""

    def __init__(self, modules, plan, waves):
        self.m = modules
        self.plan, self.waves = plan, waves
        self.base = modules["worlds"].contoso()
        self.live = copy.deepcopy(self.base)
        self.targets, self.edge, self.chat = set(), False, False
        self.merged = self.published = self.imported = self.directories = False
        self.authorized = self.unfederated = self.federated = False
        self.xmpp_policy = self.xmpp_partner = self.legacy_over = False
        self.routes = {site[1]: None for site in self.base.sites}
        self.moved = {}
        self.new_routes = set()
        self.pairs = {row["legacy"]: row["target"] for row in plan["pairs"]}

    # ---- One step ----

    def do(self, step):
        kind, _, name = step["subjects"][0].partition(":")
        method = getattr(self, "do_" + step["rule"].replace("-", "_").lower(), None)
        if method:
            method(step, kind, name)

    def do_ocs_p3_03(self, _step, _kind, name):
        self.targets.add(name)

    def do_ocs_p4_02(self, *_):
        self.merged = True

    def do_ocs_p4_03(self, *_):
        self.published = True

    def do_ocs_p4_04(self, *_):
        self.imported = True

    def do_ocs_p4_05(self, *_):
        self.directories = True

    def do_ocs_p5_02(self, *_):
        self.authorized = True

    def do_ocs_p5_01(self, _step, _kind, name):
        self.routes[self.site(name)] = "EdgeServer:ocsedge.contoso.com"

    def do_ocs_p8_01(self, _step, _kind, name):
        self.routes[self.site(name)] = None

    def site(self, name):
        return next(site[1] for site in self.base.sites if name in (str(site[0]), site[1].lower()))

    def do_ocs_p6_02(self, step, *_):
        self.moved.update(self.waves[step["wave"]])

    do_ocs_p8_07 = do_ocs_p6_02

    def do_ocs_p7_01(self, *_):
        self.edge = True

    def do_ocs_p8_02(self, *_):
        self.unfederated = True

    def do_ocs_p8_05(self, *_):
        self.federated = True
        self.routes = {name: "EdgeServer:lyncedge.contoso.com" for name in self.routes}

    def do_ocs_p5_04(self, *_):
        self.xmpp_policy = True

    def do_ocs_p8_08(self, *_):
        self.xmpp_partner = True

    def do_ocs_p9_01(self, step, *_):
        old = re.search(r"applicationserver:([^/]+)/", step["subjects"][0]).group(1)
        for row in self.live.groups + self.live.queues + self.live.workflows:
            if row.pool == old:
                row.pool = self.pairs[old]

    def do_ocs_p9_02(self, _step, _kind, name):
        for row in self.live.numbers:
            if row.uri == name:
                row.pool = self.pairs[row.pool]

    def do_ocs_p9_03(self, _step, _kind, name):
        for row in self.live.um:
            if row.uri == name:
                row.pool = self.pairs[row.pool]

    def do_ocs_p9_05(self, _step, kind, name):
        if kind == "authorizedhost":
            self.live.hosts.remove(name)
        elif kind == "staticroute":
            self.live.static_routes = [row for row in self.live.static_routes if row[0] != name]

    def do_ocs_p9_06(self, _step, kind, name):
        for row in self.live.apps:
            if kind == "trustedapp" and row.uri == name:
                row.pool = self.pairs[row.pool]

    def do_o_29(self, *_):
        self.chat = True

    def do_ocs_p9_08(self, _step, _kind, name):
        self.new_routes.add(name)

    def do_ocs_p10_01(self, _step, _kind, name):
        self.live.directories = [(number, self.pairs[fqdn] if str(number) == name else fqdn)
                                 for number, fqdn in self.live.directories]

    def do_ocs_gc_03(self, _step, _kind, name):
        self.drop_trusted(name)

    def do_ocs_p9_10(self, _step, kind, name):
        if kind == "monitoring":
            self.live.monitor = None
        self.drop_trusted(name)

    def drop_trusted(self, name):
        self.live.trusted = [row for row in self.live.trusted if row[1] != name]

    def do_ocs_p10_03(self, _step, kind, name):
        if kind in ("pool", "director"):
            self.live.pools = [row for row in self.live.pools if row.fqdn != name]
        elif kind == "edge":
            self.live.edge = None
        elif kind == "mediation":
            self.live.mediations = [row for row in self.live.mediations if row.fqdn != name]
        else:
            self.drop_trusted(name)

    def do_ocs_p10_04(self, *_):
        self.legacy_over = True

    # ---- Its exports ----

    def topology(self):
        """As target.topology() has it, with what there is by now; what was merged stays merged."""
        target, legacy = self.m["target"], self.m["legacy"]
        world = copy.deepcopy(self.base)
        world.targets = [row for row in world.targets if row.fqdn in self.targets]
        world.target_edge = world.target_edge if self.edge else None
        world.chat = world.chat if self.chat else None
        topo = self.m["topology"].Topology(legacy.guid(world, "signature"), world.domains)
        for site in world.sites:
            topo.site(*site)
        merged = self.published and not self.legacy_over
        if merged:
            topo.site(BACK_COMPAT, "BackCompatSite")
        registrars = {row.fqdn: target.front_end(topo, row) for row in world.targets}
        old = target.back_compat(topo, world) if merged else {}
        if self.edge:
            next_hop = registrars[world.targets[0].fqdn]["Registrar"]
            target.edges(topo, world, registrars, old or {world.edge.next_hop: next_hop})
        if world.targets:
            world.app_pool = world.app_pool if world.targets else None
            target.extras(topo, world, registrars)
        text = topo.text()
        if self.federated:
            port = ('<Port Owner="urn:component:AccessEdge" Usage="SipServer" InterfaceSide="External" '
                    'InterfaceNumber="1" Port="5061" Protocol="Mtls" UrlPath="/" AuthorizesRequests="false" />')
            client = text.index('Usage="SipClient" InterfaceSide="External"')
            start = text.rindex("\n", 0, client) + 1
            text = text[:start] + "        " + port + "\n" + text[start:]
        return text

    def sites(self):
        return self.m["target"].export("Deploy.Internal.Site", [
            ("Site:" + name, {"Identity": "Site:" + name, "FederationRoute": route})
            for name, route in self.routes.items()])

    def users(self, data):
        """Moved users have a registrar pool and no home server."""
        encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"
        parts = re.split(r"(?m)^(?=  <Obj RefId=)", data.decode(encoding))
        for index, part in enumerate(parts):
            sip = re.search(r'<S N="SipAddress">([^<]+)<', part)
            goal = self.moved.get(sip.group(1)) if sip else None
            if not goal:
                continue
            part = re.sub(r'<S N="HomeServer">[^<]*</S>', '<Nil N="HomeServer" />', part)
            parts[index] = part.replace('<Nil N="RegistrarPool" />', '<S N="RegistrarPool">%s</S>' % goal)
        text = "".join(parts)
        return b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)

    def routes_of_target(self):
        world = copy.deepcopy(self.base)
        for route in world.routes:
            if route.name.lower() in self.new_routes:
                route.mediations = ["gw-lync-01.contoso.com"]
        text = self.m["target"].voice_routes(world)
        return text.replace("MediationServer:gw-lync-01", "PstnGateway:gw-lync-01")

    def policies(self):
        names = [("Global", False)] + ([("XMPP", True)] if self.xmpp_policy else [])
        return self.m["target"].policies("ExternalAccess.ExternalAccessPolicy", [
            (name, {"EnableFederationAccess": False, "EnableXmppAccess": xmpp, "EnablePublicCloudAccess": False,
                    "EnableOutsideAccess": False}) for name, xmpp in names])

    def files(self):
        """File name -> bytes."""
        generate, target, legacy = self.m["generate"], self.m["target"], self.m["legacy"]
        world, edge = self.live, self.live.edge
        # the generator wants an Edge to write its input file, and a first pool for the names of servers
        world.edge = edge or self.base.edge
        pools, world.pools = world.pools, world.pools or self.base.pools
        self.m["worlds"].contoso = lambda: world
        target.topology = lambda _world: ""  # self.topology() knows what is defined by now
        files = {name: encode(text) for name, (encode, text) in generate.contoso().items()}
        files["edge-input.xml"] = generate.utf8(legacy.edge_input(world).replace(
            'FederationEnabled="true"', 'FederationEnabled="%s"' % str(not self.unfederated).lower()))
        world.edge, world.pools = edge, pools
        files["cs-voiceroutes.xml"] = generate.utf16(self.routes_of_target())
        files["cs-externalpolicies.xml"] = generate.utf16(self.policies())
        files["cs-sites.xml"] = generate.utf16(self.sites())
        for name in ("cs-users-redmond.xml", "cs-users-branches.xml"):
            files[name] = self.users(files[name])
        if not self.authorized:
            other = copy.deepcopy(self.base)
            other.targets = [copy.copy(other.targets[0])]
            other.targets[0].fqdn, other.targets[0].machines = "ocsfe01.contoso.com", []
            files["edge-internal-servers.xml"] = generate.utf16(legacy.edge_servers(other))
        if self.xmpp_partner:
            files["cs-xmpp.xml"] = generate.utf16(target.export(
                "WritableConfig.Settings.XmppFederation.XmppAllowedPartner",
                [("partner.example.com", {"Identity": "partner.example.com", "Domain": "partner.example.com"})]))
        files["topology.xml"] = generate.utf16(self.topology())
        self.leave_out(files, edge, pools)
        return files

    def leave_out(self, files, edge, pools):
        """What nobody could export at this moment."""
        if not self.targets:
            del files["topology.xml"]
        if not self.imported:
            for name in list(files):
                if name.startswith("cs-") and "polic" in name or name in ("cs-voiceroutes.xml", "cs-dialplans.xml",
                                                                           "cs-pstnusages.xml"):
                    del files[name]
        if not self.directories:
            del files["cs-conferencedirectories.xml"]
        if not edge:
            del files["edge-input.xml"], files["edge-internal-servers.xml"]
        if not pools:
            del files["ocs-pools.xml"], files["ocs-mcufactories.xml"]
        if self.legacy_over:
            for name in list(files):
                if name.startswith("ocs-"):
                    del files[name]

    def write(self, folder):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, data in self.files().items():
            (folder / name).write_bytes(data)


class Test:
    def __init__(self, program, samples):
        self.program = program
        self.folder = Path(tempfile.mkdtemp())
        os.chdir(self.folder)
        done = self.run("plan", str(samples / "contoso"), "-o", "plan", "--quiet",
                        "--format", "ics")
        assert done.returncode == 0, done.stderr
        self.plan = json.loads(Path("plan/plan.json").read_bytes())
        self.waves = {}
        for wave in self.plan["waves"]:
            with open("plan/" + wave["file"], encoding="utf-8-sig", newline="") as file:
                self.waves[wave["id"]] = {row["SipAddress"]: row["TargetPool"] for row in csv.DictReader(file)}
        self.modules = {name: __import__(name) for name in ("worlds", "generate", "target", "legacy", "topology")}
        self.contoso = self.modules["worlds"].contoso
        self.count = 0

    def run(self, *args):
        return subprocess.run([self.program, *args], capture_output=True, text=True, check=False, encoding="utf-8")

    def world(self, steps=0):
        self.modules["worlds"].contoso = self.contoso
        world = World(self.modules, self.plan, self.waves)
        for step in self.plan["steps"][:steps]:
            world.do(step)
        return world

    def status(self, world):
        world.write(Path("now"))
        done = self.run("status", "plan", "now", "--format", "json", "--quiet")
        assert done.returncode in (0, 5), done.stderr
        return done.returncode, json.loads(done.stdout)

    def report(self, name, faults):
        self.count += 1
        print("%s %d - %s" % ("not ok" if faults else "ok", self.count, name))
        for fault in faults:
            print("# " + fault)
        return not faults

    def is_seen(self, step):
        return step["rule"] not in UNSEEN and not step["subjects"][0].startswith(UNSEEN_SUBJECTS)

    def faults(self, k, code, status):
        """What status says wrongly when the first k steps are done."""
        steps, said = self.plan["steps"], status["steps"]
        found = ["exit %d" % code] if code != 0 else []
        found += ["drift: %(rule)s %(text)s" % row for row in status["drifts"]]
        done = {"done", "implied"}
        ids = {step["id"]: index for index, step in enumerate(steps)}
        for index, (step, row) in enumerate(zip(steps, said)):
            what = "%s %s %s is %s: %s" % (step["id"], step["rule"], step["subjects"][0], row["progress"], row["text"])
            if index < k and self.is_seen(step) and row["progress"] not in done:
                found.append("done, but " + what)
            if index >= k and row["progress"] in done:
                found.append("not done, but " + what)
            if row["progress"] in ("unsafe", "drifted") or row["ahead"]:
                found.append(what)
            if index >= k and row["progress"] in ("next", "ask"):
                late = [after["step"] for after in step["after"] if ids[after["step"]] >= k]
                if late:
                    found.append("%s may not come before %s" % (what, late))
        if k < len(steps) and said[k]["progress"] not in ("next", "ask"):
            waits = [row["id"] for row in said[:k] if row["progress"] == "ask"]
            if not waits:
                found.append("next is %s, which is %s" % (said[k]["id"], said[k]["progress"]))
        return found

    def every_state(self):
        world = self.world()
        good = True
        for k in range(len(self.plan["steps"]) + 1):
            if k > 0:
                world.do(self.plan["steps"][k - 1])
            if 0 < k < 28:
                continue  # nothing of the preparations can be exported
            code, status = self.status(world)
            what = self.plan["steps"][k - 1]["title"] if k > 0 else "nothing"
            good = self.report("after step %d: %s" % (k, what.replace("#", "")),
                               self.faults(k, code, status)) and good
        return good

    def planned_again(self):
        """A plan made in the middle of the migration is safe, and knows where it stands."""
        good = True
        for rule in ("OCS-P7-01", "OCS-P8-02", "OCS-P8-05", "OCS-P9-01", "OCS-P9-09", "OCS-P10-03"):
            k = self.position(rule) + 1
            world = self.world(k)
            world.write(Path("now"))
            done = self.run("plan", "now", "-o", "again", "--force", "--quiet",
                            "--format", "ics")
            faults = [] if done.returncode in (0, 1) else [done.stdout + done.stderr]
            if not faults:
                done = self.run("status", "again", "now", "--quiet")
                faults = [] if done.returncode == 0 else [done.stdout]
            good = self.report("planned again after step %d, %s" % (k, rule), faults) and good
        return good

    def done_first(self):
        """Planned again from the earlier plan, what is done stands first and says so; the checker holds it to that."""
        good = True
        for rule in ("OCS-P7-01", "OCS-P9-01", "OCS-P9-09"):
            k = self.position(rule) + 1
            self.world(k).write(Path("now"))
            done = self.run("plan", "now", "-o", "again", "--from", "plan", "--force", "--quiet",
                            "--format", "ics")
            faults = [] if done.returncode in (0, 1) else [done.stdout + done.stderr]
            if not faults:
                faults = self.judge_done(k)
            good = self.report("what is done stands first after step %d, %s" % (k, rule), faults) and good
        return good

    def done_in_its_days(self, samples):
        """What is done stays in the days of the earlier plan, and what is open begins with the calendar as it is now."""
        good = True
        intent = (samples / "contoso" / "contoso.intent").read_text(encoding="utf-8")
        calendar = "%s\n[calendar]\nstart = %s\nadmin_hours = Mon-Fri 08:00-18:00\nwindows = Sat 08:00-Sun 20:00\n"
        Path("first.intent").write_text(calendar % (intent, "2026-11-02"), encoding="utf-8")
        Path("second.intent").write_text(calendar % (intent, "2027-02-01"), encoding="utf-8")
        done = self.run("plan", str(samples / "contoso"), "-i", "first.intent", "-o", "dated", "--quiet", "--format", "ics")
        assert done.returncode == 0, done.stderr
        for rule in ("OCS-P7-01", "OCS-P9-09"):
            k = self.position(rule) + 1
            self.world(k).write(Path("now"))
            for path in Path("now").glob("*.intent"):
                path.unlink()
            done = self.run("plan", "now", "-i", "second.intent", "-o", "again", "--from", "dated", "--force", "--quiet",
                            "--format", "ics")
            faults = [] if done.returncode in (0, 1) else [done.stdout + done.stderr]
            steps = [] if faults else json.loads(Path("again", "plan.json").read_bytes())["steps"]
            for step in steps:
                if (step["note"] or "").startswith("Done already") != (step["start"] < "2027-02-01"):
                    faults.append("%s %s begins at %s: %s" % (step["id"], step["rule"], step["start"], step["note"]))
            if not faults and self.run("check", "again", "now", "--quiet").returncode != 0:
                faults.append("the dates do not hold")
            good = self.report("what is done keeps its days after step %d, %s" % (k, rule), faults) and good
        return good

    def judge_done(self, k):
        path = Path("again", "plan.json")
        text = path.read_text(encoding="utf-8")
        plan = json.loads(text)
        old = {(step["rule"], step["subjects"][0]): i for i, step in enumerate(self.plan["steps"])}
        marks = [(step["note"] or "").startswith("Done already") for step in plan["steps"]]
        faults = []
        for step, mark in zip(plan["steps"], marks):
            at = old.get((step["rule"], step["subjects"][0]))
            # a thing that a later step takes away may look done before it is made
            if mark and (at is None or at >= k):
                faults.append("%s %s is said to be done" % (step["id"], step["rule"]))
            if not mark and at is not None and at < k and self.is_seen(step) and not step["wave"]:
                faults.append("%s %s is done and nobody says so" % (step["id"], step["rule"]))
        if not any(marks):
            faults.append("nothing is done")
        done = self.run("check", "again", "now", "--quiet")
        if done.returncode != 0:
            faults.append(done.stdout)
        # the last step that exports would show
        step = [step for step in plan["steps"] if step["rule"] in ("OCS-P10-01", "OCS-P10-03")][-1]
        step["note"] = "Done already"
        path.write_text(json.dumps(plan), encoding="utf-8")
        done = self.run("check", "again", "now", "--quiet")
        if done.returncode != 5 or "which is not and may wait" not in done.stdout + done.stderr:
            faults.append("%s is said to be done, and nobody minds" % step["id"])
        path.write_text(text, encoding="utf-8")
        return faults

    def members(self, folder):
        """Wave id -> who is in it."""
        plan = json.loads(Path(folder, "plan.json").read_bytes())
        result = {}
        for wave in plan["waves"]:
            with open("%s/%s" % (folder, wave["file"]), encoding="utf-8-sig", newline="") as file:
                result[wave["id"]] = {row["SipAddress"] for row in csv.DictReader(file)}
        return result

    def waves_go_on(self):
        """Planned again from the earlier plan, who has not moved is in the wave that he was in."""
        good = True
        positions = [i for i, step in enumerate(self.plan["steps"]) if step["wave"]]
        for k in [positions[0] + 1, positions[1] + 1, positions[2] + 1, positions[-1]]:
            world = self.world(k)
            stray = sorted(self.waves[self.wave_names()[-1]])[0]
            world.moved[stray] = self.waves[self.wave_names()[-1]][stray]
            world.edge = True  # there is no plan without one
            world.write(Path("now"))
            done = self.run("plan", "now", "-o", "again", "--from", "plan", "--force", "--quiet",
                            "--format", "ics")
            faults = [] if done.returncode in (0, 1) else [done.stdout + done.stderr]
            if not faults:
                wanted = {name: set(users) - set(world.moved) for name, users in self.waves.items()}
                wanted = {name: users for name, users in wanted.items() if users}
                found = self.members("again")
                if found != wanted:
                    faults = ["%s: %d instead of %d" % (name, len(found.get(name, [])), len(wanted.get(name, [])))
                              for name in sorted(set(found) | set(wanted))]
            good = self.report("the waves go on after step %d" % k, faults) and good
        return good

    def position(self, rule):
        return next(i for i, step in enumerate(self.plan["steps"]) if step["rule"] == rule)

    def wave_names(self):
        return [wave["id"] for wave in self.plan["waves"]]

    def wrong_worlds(self):
        good = True
        pilot = self.position("OCS-P8-07")
        world = self.world(pilot)
        names = self.wave_names()
        member = sorted(self.waves[names[2]])[0]
        world.moved[member] = self.waves[names[2]][member]
        code, status = self.status(world)
        row = status["waves"][2]
        good = self.report("a wave that has begun names those who are behind", [] if (
            code == 0 and row["moved"] == 1 and len(row["left_behind"]) == row["users"] - 1) else [str(row)]) and good

        last = names[-1]
        member = sorted(self.waves[last])[0]
        world = self.world(pilot)
        world.moved[member] = self.waves[last][member]
        code, status = self.status(world)
        good = self.report("a user who moved before his wave's turn is named", [] if (
            code == 0 and status["waves"][-1]["early"] == [member]) else [str(status["waves"][-1])]) and good

        world = self.world(pilot)
        other = next(row.fqdn for row in world.base.targets if row.fqdn != self.waves[last][member])
        world.moved[member] = other
        code, status = self.status(world)
        good = self.report("a user on the wrong pool fails", [] if (
            code == 5 and status["waves"][-1]["elsewhere"] == [member]) else [str(status["waves"][-1])]) and good

        world = self.world(self.position("OCS-P6-02"))
        retired = next(step for step in self.plan["steps"]
                       if step["rule"] == "OCS-P10-03" and step["subjects"][0].startswith("pool:"))
        world.do(retired)
        code, status = self.status(world)
        row = next(row for row in status["steps"] if row["id"] == retired["id"])
        good = self.report("a pool that was retired with its users fails", [] if (
            code == 5 and row["progress"] == "unsafe") else [str(row)]) and good
        return good


def main():
    samples = Path(sys.argv[2]).resolve()
    sys.path.insert(0, str(samples))
    test = Test(str(Path(sys.argv[1]).resolve()), samples)
    good = test.every_state()
    good = test.planned_again() and good
    good = test.done_first() and good
    good = test.done_in_its_days(samples) and good
    good = test.waves_go_on() and good
    good = test.wrong_worlds() and good
    print("1..%d" % test.count)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
