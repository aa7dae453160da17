# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids that occur twice, lead nowhere, or lead back to where they come from."""
from case import found, read
from documents import CLIXML, DEPLOY, POWERSHELL, TOPOLOGY

HERE = '<ClusterId SiteId="1" Number="1" />'
SITE = '<CentralSite SiteId="1"><Name>North</Name></CentralSite>'
CLUSTER = (f'<Cluster Fqdn="lync01.north.example">{HERE}'
           '<Machine OrdinalInCluster="1" Fqdn="lync01.north.example" /></Cluster>')
OBJECTS = f'<Objs Version="1.1.0.1" xmlns="{POWERSHELL}">'
MANY = 2000


def service(role, needs=(), on=HERE, number=1):
    dependencies = "".join(
        f'<Dependency Usage="Default"><ServiceId SiteId="1" RoleName="{name}" Instance="{instance}" />'
        "</Dependency>" for name, instance in needs)
    return ('<Service RoleVersion="2" ServiceVersion="6">'
            f'<ServiceId SiteId="1" RoleName="{role}" Instance="{number}" />'
            f"<DependsOn>{dependencies}</DependsOn><InstalledOn>{on}</InstalledOn></Service>")


def topology(services, sites=SITE, clusters=CLUSTER):
    return (f'<Topology xmlns="{DEPLOY}.Topology.2008"><Sites>{sites}</Sites>'
            f"<Clusters>{clusters}</Clusters><Services>{services}</Services></Topology>").encode()


def user(number, inside, ref=""):
    return (f'<Obj RefId="{number}"><TN RefId="{number}">'
            "<T>Microsoft.Rtc.Management.ADConnect.Schema.OCSADUser</T></TN><Props>"
            f'<S N="SipAddress">sip:u{number}@north.example</S><B N="Enabled">true</B>{inside}</Props>'
            f"{ref}</Obj>")


def objects(*inside):
    return (OBJECTS + "".join(inside) + "</Objs>").encode()


def cycles():
    """Circles are nothing unheard of: they are told, and nothing runs round in them."""
    yield read("a service that needs itself",
               {"t.xml": topology(service("Registrar", [("Registrar", 1)]))}, "1 services")
    yield read("two services that need each other", {"t.xml": topology(
        service("Registrar", [("UserServices", 1)]) + service("UserServices", [("Registrar", 1)]))},
        "Cycles", "1-Registrar-1, 1-UserServices-1")
    ring = "".join(service("Registrar", [("Registrar", i % MANY + 1)], number=i)
                   for i in range(1, MANY + 1))
    yield read(f"a ring of {MANY} services", {"t.xml": topology(ring)}, "Cycles",
               f"{MANY} services", f"{MANY} dependencies")
    every = [("Registrar", i) for i in range(1, 101)]
    mesh = "".join(service("Registrar", every, number=i) for i in range(1, 101))
    yield read("a hundred services that all need each other", {"t.xml": topology(mesh)}, "Cycles",
               "10000 dependencies")
    chain = "".join(service("Registrar", [("Registrar", i + 1)] if i < MANY else [], number=i)
                    for i in range(1, MANY + 1))
    yield read(f"a chain of {MANY} services", {"t.xml": topology(chain)}, f"{MANY} services",
               never=["Cycles"])
    yield read("sites that are each other's parent", {"t.xml": topology(
        "", sites=SITE + '<RemoteSite SiteId="2" ParentSiteId="3"><Name>B</Name></RemoteSite>'
        '<RemoteSite SiteId="3" ParentSiteId="2"><Name>C</Name></RemoteSite>')}, "3 sites")


def object_cycles():
    self_ref = user(0, '<Ref N="Members" RefId="0" />')
    yield read("CLIXML: an object that holds itself", {"c.xml": objects(self_ref)}, "1 users")
    nested = user(0, '<Obj N="x" RefId="9"><MS><Ref N="y" RefId="0" /></MS></Obj>')
    yield read("CLIXML: two objects that hold each other", {"c.xml": objects(nested)}, "1 users")
    ring = [user(i, f'<Ref N="Next" RefId="{(i + 1) % MANY}" />') for i in range(MANY)]
    yield read(f"CLIXML: a ring of {MANY} objects", {"c.xml": objects(*ring)}, f"{MANY} users")
    yield read("CLIXML: a type that refers to a later one", {"c.xml": objects(
        '<Obj RefId="0"><TNRef RefId="1" /><MS><S N="SipAddress">sip:a@north.example</S></MS></Obj>',
        user(1, ""))}, "1 users")
    queue = ('<Obj RefId="{0}"><TN RefId="{0}"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue'
             '</T></TN><Props><S N="Identity">service:ApplicationServer:lync01.north.example/q{0}</S>'
             '<S N="Name">q{0}</S><Obj N="OverflowAction" RefId="{0}1"><Props><S N="QueueID">'
             "service:ApplicationServer:lync01.north.example/q{1}</S></Props></Obj></Props></Obj>")
    queues = [queue.format(i, (i + 1) % 50) for i in range(50)]
    yield read("queues of response groups that overflow into each other",
               {"c.xml": objects(*queues), "t.xml": TOPOLOGY.encode()}, "50",
               "response group object")


def dangling():
    """What leads nowhere is told, with the name of what is missing."""
    for name, services, says in (
            ("a service", service("Registrar", [("WebServices", 7)]),
             "1-Registrar-1 depends on service 1-WebServices-7, which is missing"),
            ("a cluster", service("Registrar", on='<ClusterId SiteId="9" Number="9" />'),
             "service 1-Registrar-1 stands on 9:9, which is missing"),
            ("a database", service("Registrar", on=f'<SqlInstanceId Name="x">{HERE}</SqlInstanceId>'),
             "service 1-Registrar-1 stands on 1:1/x, which is missing"),
            ("an empty id", service("Registrar").replace('SiteId="1"', 'SiteId=""'),
             "[dangling-reference]"),
    ):
        yield found(f"dangling: {name}", {"t.xml": topology(services)}, "[dangling-reference]", says)
    yield found("dangling: a home pool", {"c.xml": objects(
        user(0, '<S N="RegistrarPool">gone.north.example</S>')), "t.xml": TOPOLOGY.encode()},
        "gone.north.example")
    for name, inside in (("that nothing has", '<Ref N="DisplayName" RefId="77" />'),
                         ("that is missing", '<Ref N="DisplayName" />'),
                         ("that is no number", '<Ref N="DisplayName" RefId="x" />'),
                         ("beyond all numbers", f'<Ref N="DisplayName" RefId="{"9" * 40}" />')):
        yield read(f"CLIXML: a reference {name}", {"c.xml": objects(user(0, inside))}, "1 users")
    yield read("CLIXML: a type that nothing has", {"c.xml": objects(
        '<Obj RefId="0"><TNRef RefId="5" /><MS><S N="SipAddress">sip:a@north.example</S></MS></Obj>')},
        "clixml")


def twice():
    yield found("twice: a service", {"t.xml": topology(service("Registrar") * 2)},
                "[duplicate-id]", "service id 1-Registrar-1 occurs twice in one topology")
    other = CLUSTER.replace("lync01", "lync02")
    yield found("twice: a cluster id", {"t.xml": topology(service("Registrar"),
                                                          clusters=CLUSTER + other)},
                "[duplicate-id]", "cluster lync02.north.example has the id 1:1 of another cluster")
    yield read("twice: the same user in one file", {"c.xml": objects(user(0, ""), user(0, ""))},
               "1 users")
    yield read("twice: the same file under two names", {"c.xml": CLIXML.encode(),
                                                        "d.xml": CLIXML.encode()}, "1 users")
    yield found("twice: a user with two names", {"c.xml": CLIXML.encode(),
                                                 "d.xml": CLIXML.replace(">Amy<", ">Amelia<").encode()},
                "[user-fact-conflict]", "is Amelia here, but Amy in")
    yield found("a version that is no number", {"t.xml": topology(service("Registrar").replace(
        'ServiceVersion="6"', f'ServiceVersion="{"9" * 30}"'))}, "is no version")


def escapes():
    """Names that a terminal would obey."""
    for name, escape in (("escape", "_x001B_"), ("bell", "_x0007_"), ("NUL", "_x0000_"),
                         ("line end", "_x000A_"), ("half of a surrogate pair", "_xD800_"),
                         ("not a character", "_xFFFF_"), ("next line of C1", "_x0085_")):
        text = CLIXML.replace("amy@", f"a{escape}my@")
        yield found(f"name with {name}", {"c.xml": text.encode()}, "[user-unassigned]", "my@north.example",
                    never=["\x1b", "\x07", "\0"])


def cases():
    for part in (cycles, object_cycles, dangling, twice, escapes):
        yield from part()
