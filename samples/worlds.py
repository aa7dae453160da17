# SPDX-License-Identifier: GPL-3.0-or-later
"""What exists in each of the three made-up companies, and nothing about how it is written."""

import unicodedata
from types import SimpleNamespace as Row

import legacy

CAA, CAS, RGS, OVC = ("Conferencing Attendant", "Conferencing Announcement", "Response Group",
                      "Outside Voice Control")

GIVEN = ["Ana", "Ben", "Carla", "David", "Elif", "Frank", "Grace", "Hugo", "Irene", "Jonas", "Karin",
         "Luís", "Mei", "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Søren", "Tereza", "Umar",
         "Vera", "Wim", "Ximena", "Yusuf", "Zoë"]
FAMILY = ["Almeida", "Berg", "Carvalho", "Díaz", "Ekström", "Fischer", "Gupta", "Hansen", "Ivanova",
          "Jensen", "Kowalski", "Lindqvist", "Müller", "Nakamura", "Okafor", "Pérez", "Quinn",
          "Rossi", "Schmidt", "Tanaka", "Urbano", "Varga", "Weiß", "Yilmaz", "Zhang"]
# People whose names try an importer: accents, CJK, a letter outside the first plane, an apostrophe.
SPECIAL = {"ocspool01": [("João", "Gonçalves", "jgoncalves"), ("Maeve", "O'Neill", "moneill")],
           "ocspool04": [("Jürgen", "Müller", "jmuller")],
           "ocsse02": [("Conceição", "Araújo", "caraujo")],
           "ocsse03": [("伟", "李", "liwei"), ("健", "\U00020bb7田", "kyoshida")]}


def plain(text):
    """Letters for an account name: accents dropped, anything else but ASCII replaced."""
    text = text.replace("ß", "ss").replace("ø", "o").replace("'", "")
    base = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return base.lower()


def empty_world(domain):
    """A world with nothing optional in it; DNs name the forest by its root domain."""
    return Row(domain=domain, root=",".join("DC=" + part for part in domain.split(".")),
               domains=[domain], sites=[], pools=[], edge=None, target_edge=None, monitor=None,
               mediations=[], trusted=[], targets=[], numbers=[], workflows=[], queues=[], groups=[],
               um=[], delegates=[], directories=[], routes=[], usages=[], voice={}, plans=[],
               static_routes=[], hosts=[], users=[], wac=None, chat=None, app_pool=None, apps=[])


def pool(fqdn, machines=None, backend=None, applications=(), profile=None, director=False):
    enterprise = machines is not None and not director
    return Row(fqdn=fqdn, machines=machines or [fqdn], enterprise=enterprise,
               backend=backend or "(local)\\rtc", applications=list(applications), profile=profile,
               director=director)


def target(world, site, fqdn, gateway, web, machines=None, files=None, sql=None):
    return Row(site=site, fqdn=fqdn, machines=machines or [fqdn], files=files, sql=sql, web=web,
               gateway=gateway, bypass=legacy.guid(world, "bypass/" + gateway))


def user(world, number, home, first, last, sam, **settings):
    """One user; settings not given stay unset, which means that the global policy applies."""
    name = settings.pop("name", first + " " + last)
    row = Row(uri="sip:%s@%s" % (sam, settings.pop("sip", world.domain)), first=first, last=last,
              name=name, sam=sam, pool=home, enabled=True, line=None, line_server=None, voice=None,
              conferencing=None, presence=None, plan=None, archiving=None, external=None,
              dn="CN=%s,OU=%s,%s" % (name, settings.pop("unit", "Staff"), world.root),
              sid="S-1-5-21-3842939050-3880317879-2865463114-%d" % (1100 + number))
    row.__dict__.update(settings)
    return row


def people(count, skip, taken):
    """`count` distinct people; `skip` must leave room for the pool before."""
    found, step = [], skip
    while len(found) < count:
        first, last = GIVEN[step % len(GIVEN)], FAMILY[(step * 7 + step // 26) % len(FAMILY)]
        sam = plain(first)[0] + plain(last)
        sam = sam if sam not in taken else plain(first) + "." + plain(last)
        step += 1
        if sam not in taken:
            taken.add(sam)
            found.append((first, last, sam))
    return found


def contoso_users(world):
    """The staff of four pools, two test accounts, and one account that nobody homed."""
    shapes = [("ocspool01", 60, "Redmond", "+1425555", "HQ Voice"),
              ("ocspool04", 30, "Redmond", "+1425556", "HQ Voice"),
              ("ocsse02", 36, "Lisbon", "+35121555", "Lisbon Voice"),
              ("ocsse03", 24, "Singapore", "+6565550", "Branch Voice")]
    taken = {row[2] for rows in SPECIAL.values() for row in rows}
    number = 0
    for place, (name, count, town, prefix, voice) in enumerate(shapes):
        home = name + ".contoso.com"
        sip = "emea.contoso.com" if town == "Lisbon" else "contoso.com"
        tests = 1 if name in ("ocspool01", "ocsse02") else 0
        staff = SPECIAL[name] + people(count - tests - len(SPECIAL[name]), place * 70, taken)
        for index, (first, last, sam) in enumerate(staff):
            number += 1
            extension = 100 + index if town == "Singapore" else 1000 + index
            line = "tel:%s%d;ext=%d" % (prefix, extension, extension)
            callers = index % 3 != 2
            remote = name == "ocspool01" and index % 11 == 8
            active = index % 29 != 20
            extra = {"plan": town, "unit": town, "sip": sip}
            if callers and active:
                extra.update(voice=voice, line=line)
            if remote:
                extra.update(line=line, line_server="sip:%s@rcc.contoso.com" % sam, voice=None)
            extra["name"] = last + first if name == "ocsse03" and index < 2 else first + " " + last
            world.users.append(user(
                world, number, home, first, last, sam, enabled=active,
                conferencing=[None, "Standard Meetings", None, "Large Meetings"][index % 4],
                presence="Many Subscribers" if index % 10 == 4 else None,
                archiving="Compliance" if index % 6 == 1 else None,
                external=["Remote Workers", None, "Remote and Federated"][index % 3], **extra))
        if tests:
            number += 1
            test = "1" if name == "ocspool01" else "2"
            world.users.append(user(
                world, number, home, "Test", "Account " + test, "test" + test, plan=town, unit="Test",
                voice=voice, line="tel:%s%d;ext=%d" % (prefix, 1990, 1990),
                conferencing="Standard Meetings", external="Remote Workers"))
    # The one warning the users raise on purpose.
    world.users.append(user(world, number + 1, None, "Ines", "Nobre", "inobre", unit="Redmond",
                            plan="Redmond"))
    guests = [row for row in world.users if row.pool and row.pool.startswith("ocspool04")][4:7]
    for row in guests:
        row.conferencing = "No Anonymous"


def named_user(world, home, index):
    """The SIP URI of the n-th active person of a pool, for groups and delegates."""
    staff = [row for row in world.users
             if row.pool == home and row.enabled and not row.sam.startswith("test")]
    return staff[index].uri


def contoso_groups(world):
    """Six workflows on two pools; agents are users of the pool, and one of another pool."""
    one, two = "ocspool01.contoso.com", "ocsse02.contoso.com"
    plan = [("Help Desk", one, "Parallel", [3, 4, 6, 7, 9]), ("Payroll", one, "LongestIdle", [12, 13, 15]),
            ("Reception", one, "Serial", [1, 18]), ("Vendas Lisboa", two, "RoundRobin", [2, 3, 5, 6]),
            ("Suporte Lisboa", two, "Parallel", [8, 9, 11])]
    for name, home, method, members in plan:
        agents = [named_user(world, home, index) for index in members]
        if name == "Help Desk":
            agents.append(named_user(world, "ocspool04.contoso.com", 3))
        world.groups.append(Row(name=name, pool=home, method=method, agents=agents))
        world.queues.append(Row(name=name + " Queue", pool=home, groups=[name]))
    world.queues.append(Row(name="Overflow Queue", pool=one, groups=["Help Desk", "Reception"]))
    flows = [("Help Desk", one, "helpdesk-hunt", "tel:+14255557001", "Help Desk Queue"),
             ("Help Desk After Hours", one, "helpdesk-late", "tel:+14255557002", "Overflow Queue"),
             ("Payroll Questions", one, "payroll", "tel:+14255557003", "Payroll Queue"),
             ("Front Desk", one, "frontdesk", "tel:+14255557004", "Reception Queue"),
             ("Vendas", two, "vendas", "tel:+351215557001", "Vendas Lisboa Queue"),
             ("Suporte", two, "suporte", "tel:+351215557002", "Suporte Lisboa Queue")]
    for name, home, sam, line, queue in flows:
        lisbon = home == two
        world.workflows.append(Row(
            name=name, pool=home, uri="sip:%s@%s" % (sam, "emea.contoso.com" if lisbon else "contoso.com"),
            line=line, queue=queue, language="pt-PT" if lisbon else "en-US",
            zone="GMT Standard Time" if lisbon else "Pacific Standard Time",
            description="Calls to the main number\r\nOwner: " + name))


def contoso_delegates(world):
    """Twelve managers; three of them have a delegate on another pool."""
    one, four, two, three = (name + ".contoso.com" for name in ("ocspool01", "ocspool04", "ocsse02", "ocsse03"))
    pairs = [((one, 0), [(one, 5)]), ((one, 10), [(one, 11), (one, 14)]), ((one, 20), [(four, 8)]),
             ((one, 22), [(one, 23)]), ((one, 30), [(one, 31)]), ((four, 0), [(four, 1)]),
             ((four, 10), [(four, 11), (four, 12)]), ((two, 0), [(two, 1)]), ((two, 14), [(two, 15)]),
             ((two, 20), [(three, 5)]), ((three, 0), [(three, 2)]), ((three, 10), [(one, 40)])]
    for boss, helpers in pairs:
        world.delegates.append((named_user(world, *boss), [named_user(world, *item) for item in helpers]))


def contoso_voice(world):
    med1, med2 = "ocsmed01.contoso.com", "ocsmed02.contoso.com"
    world.usages = ["Redmond Local", "Long Distance", "Lisbon Local", "International"]
    world.voice = {"HQ Voice": ["Redmond Local", "Long Distance", "International"],
                   "Lisbon Voice": ["Lisbon Local", "International"],
                   "Branch Voice": ["Long Distance", "International"]}
    world.routes = [
        Row(name="Redmond Local", pattern=r"^\+1425\d{7}$", usages=["Redmond Local"], mediations=[med1]),
        Row(name="Lisbon Local", pattern=r"^\+35121\d{7}$", usages=["Lisbon Local"], mediations=[med2]),
        Row(name="North America", pattern=r"^\+1\d{10}$", usages=["Long Distance"], mediations=[med1]),
        Row(name="International", pattern=r"^\+\d+$", usages=["International"], mediations=[med1, med2])]
    world.plans = [
        Row(name="Redmond", region="US West", description="Head office\r\nFour-digit extensions",
            rules=[(r"^(\d{4})$", "+1425555$1", "Extension"), (r"^9?(\d{10})$", "+1$1", "Long distance")]),
        Row(name="Lisbon", region="Portugal", description="Escritório de Lisboa",
            rules=[(r"^(\d{4})$", "+35121555$1", "Extension"), (r"^(2\d{8})$", "+351$1", "Nacional")]),
        Row(name="Singapore", region="Singapore", description="Singapore office",
            rules=[(r"^(\d{3})$", "+6565550$1", "Extension"), (r"^(6\d{7})$", "+65$1", "Local")])]


def contoso():
    world = empty_world("contoso.com")
    world.domains = ["contoso.com", "emea.contoso.com"]
    world.sites = [(1, "Redmond", "Redmond", "WA", "US"), (2, "Lisbon", "Lisboa", "", "PT")]
    one, two, three, four = ("%s.contoso.com" % name for name in ("ocspool01", "ocsse02", "ocsse03", "ocspool04"))
    world.pools = [
        pool(one, ["ocsfe01.contoso.com", "ocsfe02.contoso.com"], "sqlocs01.contoso.com\\rtc",
             [CAA, CAS, RGS, OVC], "Redmond"),
        pool(two, applications=[CAA, CAS, RGS, OVC], profile="Lisbon"),
        pool(three, applications=[CAA, CAS], profile="Singapore"),
        pool(four, ["ocsfe03.contoso.com", "ocsfe04.contoso.com"], "sqlocs02.contoso.com\\rtc",
             [CAS, OVC], "Redmond"),
        pool("ocsdir01.contoso.com", director=True)]
    world.edge = Row(fqdn="ocsedge.contoso.com", machine="ocsedge01.contoso.com",
                     ap="access.contoso.com", dp="webconf.contoso.com", mr="av.contoso.com",
                     next_hop="ocsdir01.contoso.com")
    world.monitor = "ocsmon01.contoso.com"
    world.mediations = [Row(fqdn="ocsmed01.contoso.com", pool=one, gateway="gw01.contoso.com"),
                        Row(fqdn="ocsmed02.contoso.com", pool=two, gateway="gw02.contoso.com")]
    world.trusted = [("ArchivingServer", "ocsarc01.contoso.com", 5061, one),
                     ("XMPPGateway", "ocsxmpp01.contoso.com", 5061, one),
                     ("GroupChat", "ocschat01.contoso.com", 5041, four),
                     ("HelpDesk", "ocsapp01.contoso.com", 6001, one),
                     ("Survey", "ocsapp01.contoso.com", 6002, one)]
    world.static_routes = [("*@rcc.contoso.com", "rccgw.contoso.com")]
    world.hosts = ["rccgw.contoso.com", "ocsapp01.contoso.com"]
    world.targets = [
        target(world, 1, "lyncpool01.contoso.com", "gw-lync-01.contoso.com", "lyncweb01.contoso.com",
               ["lyncfe0%d.contoso.com" % n for n in (1, 2, 3)], "fs01.contoso.com", "sql01.contoso.com"),
        target(world, 2, "lyncse02.contoso.com", "gw-lync-02.contoso.com", "lyncweb02.contoso.com")]
    world.target_edge = Row(fqdn="lyncedge.contoso.com", site=1, carries_media=True, address="192.0.2.1",
                            machines=["lyncedge01.contoso.com", "lyncedge02.contoso.com"],
                            ap="lyncaccess.contoso.com", dp="lyncwebconf.contoso.com",
                            mr="lyncav.contoso.com")
    world.wac, world.chat = "wac01.contoso.com", "pchat01.contoso.com"
    world.app_pool = "lyncapp01.contoso.com"
    world.apps = [Row(id="helpdesk", legacy="HelpDesk", port=6001, uri="sip:helpdeskbot@contoso.com",
                      name="Help Desk Bot", display="+1 425 555 8001", line="tel:+14255558001", pool=one),
                  Row(id="survey", legacy="Survey", port=6002, uri="sip:surveybot@contoso.com",
                      name="Survey Bot", display="+1 425 555 8002", line="tel:+14255558002", pool=one)]
    contoso_voice(world)
    world.numbers = [
        Row(uri="sip:dialin-us@contoso.com", name="Redmond dial-in", display="+1 425 555 6000",
            line="tel:+14255556000", language="en-US", region="US West", pool=one),
        Row(uri="sip:dialin-pt@emea.contoso.com", name="Lisboa: conferências", display="+351 21 555 6000",
            line="tel:+351215556000", language="pt-PT", region="Portugal", pool=two),
        Row(uri="sip:dialin-sg@contoso.com", name="Singapore dial-in", display="+65 6555 6000",
            line="tel:+6565556000", language="en-US", region="Singapore", pool=three)]
    world.directories = [(1, one), (2, two), (3, three), (4, four)]
    world.um = [
        Row(name="UM Auto Attendant Redmond", uri="sip:um-aa-us@contoso.com", line="tel:+14255559000",
            display="+1 425 555 9000", pool=one, attendant=True, description="Main menu\r\nBusiness hours"),
        Row(name="UM Auto Attendant Lisbon", uri="sip:um-aa-pt@emea.contoso.com", line="tel:+351215559000",
            display="+351 21 555 9000", pool=two, attendant=True, description="Menu principal"),
        Row(name="UM Subscriber Access", uri="sip:um-sa@contoso.com", line="tel:+14255559001",
            display="+1 425 555 9001", pool=one, attendant=False, description="Greeting file um_x0041_.wav")]
    contoso_users(world)
    contoso_groups(world)
    contoso_delegates(world)
    return world


def small(domain, town, country, prefix):
    """One Standard Edition server on either side: the smallest migration there is."""
    world = empty_world(domain)
    world.sites = [(1, town, town, "", country)]
    old, mediation = "ocs01." + domain, "ocsmed01." + domain
    world.pools = [pool(old, applications=[CAA, CAS], profile=town)]
    world.mediations = [Row(fqdn=mediation, pool=old, gateway="gw01." + domain)]
    world.targets = [target(world, 1, "lync01." + domain, "gw-lync-01." + domain, "lyncweb." + domain)]
    world.usages, world.voice = ["All Calls"], {"Callers": ["All Calls"]}
    world.routes = [Row(name="All Calls", pattern=r"^\+\d+$", usages=["All Calls"], mediations=[mediation])]
    world.plans = [Row(name=town, region=town, description=town + " office",
                       rules=[(r"^(\d{4})$", prefix + "$1", "Extension")])]
    world.numbers = [Row(uri="sip:dialin@" + domain, name=town + " dial-in", display=prefix + " 6000",
                         line="tel:%s6000" % prefix, language="en-US", region=town, pool=old)]
    world.directories = [(1, old)]
    return world


def small_users(world, count, skip, prefix):
    plan, home = world.plans[0].name, world.pools[0].fqdn
    for index, (first, last, sam) in enumerate(people(count - 1, skip, set())):
        caller = index % 2 == 0
        world.users.append(user(world, index, home, first, last, sam, plan=plan,
                                voice="Callers" if caller else None,
                                line="tel:%s%d;ext=%d" % (prefix, 1000 + index, 1000 + index) if caller else None))
    world.users.append(user(world, count, home, "Test", "Account", "test1", plan=plan, unit="Test",
                            voice="Callers", line="tel:%s1990;ext=1990" % prefix))


def fabrikam():
    world = small("fabrikam.com", "Porto", "PT", "+35122555")
    small_users(world, 12, 5, "+35122555")
    return world


def northwind():
    world = small("northwind.com", "Seattle", "US", "+1206555")
    name = "sip.northwind.com"
    world.edge = Row(fqdn="ocsedge.northwind.com", machine="ocsedge.northwind.com", ap=name, dp=name,
                     mr=name, next_hop="ocs01.northwind.com")
    world.target_edge = Row(fqdn="lyncedge.northwind.com", site=1, carries_media=False,
                            address="198.51.100.1", machines=["lyncedge.northwind.com"],
                            ap="access.northwind.com", dp="webconf.northwind.com",
                            mr="av.northwind.com")
    small_users(world, 20, 11, "+1206555")
    return world
