# SPDX-License-Identifier: GPL-3.0-or-later
"""The company of the other version pair: Lync Server 2010 and 2013 in one topology, one store.

Both products are one topology document, so that there is no merge and no BackCompatSite; the same
commands show the objects of either, and each object names its pool.
"""

from types import SimpleNamespace as Row

import legacy
import target
import worlds
from clixml import Guid
from topology import Topology, ports

OLD, NEW = 5, 6


def world():
    made = worlds.empty_world("adatum.com")
    made.sites = [(1, "Praha", "Praha", "", "CZ"), (2, "Brno", "Brno", "", "CZ")]
    one, two = "lspool01.adatum.com", "lsse02.adatum.com"
    made.pools = [
        worlds.target(made, 1, one, "gw01.adatum.com", "lsweb01.adatum.com",
                      ["lsfe01.adatum.com", "lsfe02.adatum.com"], "lsfs01.adatum.com", "lssql01.adatum.com"),
        worlds.target(made, 2, two, "gw02.adatum.com", "lsweb02.adatum.com")]
    made.targets = [
        worlds.target(made, 1, "lync01.adatum.com", "gw11.adatum.com", "lyncweb01.adatum.com",
                      ["lyncfe01.adatum.com", "lyncfe02.adatum.com", "lyncfe03.adatum.com"],
                      "fs01.adatum.com", "sql01.adatum.com"),
        worlds.target(made, 2, "lync02.adatum.com", "gw12.adatum.com", "lyncweb02.adatum.com")]
    made.directories = [(1, one), (2, two)]
    made.numbers = [
        Row(uri="sip:dialin-cz@adatum.com", name="Praha dial-in", display="+420 255 556 000",
            line="tel:+420255556000", language="cs-CZ", region="Praha", pool=one)]
    made.workflows = [Row(name="Podpora", pool=one, queue="Podpora", uri="sip:podpora@adatum.com",
                          line="tel:+420255557000", language="cs-CZ", zone="Central Europe Standard Time",
                          description="")]
    made.queues = [Row(name="Podpora", pool=one, groups=["Podpora"])]
    for index, (first, last, sam) in enumerate(worlds.people(15, 40, set())):
        home = one if index < 10 else two
        caller = index % 3 != 2
        made.users.append(worlds.user(
            made, index, home, first, last, sam,
            line="tel:+420255555%03d;ext=%03d" % (index, index) if caller else None,
            voice="Callers" if caller else None))
    made.users.append(worlds.user(made, 15, one, "Test", "Account", "test1", unit="Test"))
    made.groups = [Row(name="Podpora", pool=one, method="Parallel",
                       agents=[made.users[index].uri for index in (1, 4, 6)])]
    made.um = [
        Row(name="Hlasova posta Praha", uri="sip:um-praha@adatum.com", attendant=False, pool=one,
            description="Subscriber access", display="+420 255 556 100", line="tel:+420255556100"),
        Row(name="Spojovatelka Brno", uri="sip:um-brno@adatum.com", attendant=True, pool=two,
            description="Auto attendant", display="+420 255 556 200", line="tel:+420255556200")]
    made.app_pool = "lsapp01.adatum.com"
    made.apps = [Row(id="dispatch", port=6001, legacy="Dispatch", uri="sip:dispatch@adatum.com",
                     name="Dispatch", display="+420 255 556 300", line="tel:+420255556300", pool=one)]
    made.chat = "lschat01.adatum.com"
    made.recorders = [("ArchivingServer", "lsarc01.adatum.com"), ("MonitoringServer", "lsmon01.adatum.com")]
    made.partners = [("chat.tailspintoys.com", "lsxmpp01.adatum.com"), ("litwareinc.com", None)]
    return made


def old_version(topo, count):
    """What was added after the first `count` services runs the old product."""
    topo.services[count:] = [(row[0], OLD) + row[2:] for row in topo.services[count:]]


def edge(topo, name, version, names, next_hop):
    home = topo.cluster(1, name, sides=("Internal", "External=203.0.113."), managed=True)
    rows = ports("EdgeServer", ap=names[0], dp=names[1], mr=names[2])
    if version == OLD:  # the one that federates listens for servers
        rows = [row.replace("AccessEdge SipClient External 443 Tls", "AccessEdge SipServer External 5061 Mtls")
                for row in rows]
    return topo.service("EdgeServer", version, home, rows, depends=[next_hop], role_version=2)


def application_server(topo, name, rows, hop):
    """A server of trusted applications: what others wrote, or Group Chat, which brings its own setup."""
    home = topo.cluster(1, name, sides=("Primary",))
    return topo.service("ExternalServer", OLD, home, [
        "application:%s SipServer Primary %d Mtls / true GruuType=%s" % (app, port, app)
        for app, port in rows], depends=[hop])


def recorders(topo, made, old):
    """Servers of this product alone: the next one has Archiving and Monitoring in its pools."""
    for role, name in made.recorders:
        home = topo.cluster(1, name, sides=("Primary",), managed=True)
        key = topo.service(role, OLD, home)
        for keys in old:
            topo.depends[keys["Registrar"]].append(key)


def topology(made):
    topo = Topology(legacy.guid(made, "signature"), made.domains)
    for site in made.sites:
        topo.site(*site)
    old = [target.front_end(topo, pool) for pool in made.pools]
    first, store = old[0], topo.service("CentralMgmtStore", OLD, (old[0]["sql server"], "rtc"))
    topo.service("CentralMgmt", OLD, first["cluster"], None, ("CentralMgmtService", 'IsActive="true"'),
                 [store, first["FileStore"]])
    director = topo.cluster(1, "lsdir01.adatum.com", sides=("Primary",), managed=True)
    hop = topo.service("Registrar", OLD, director, ports("Registrar"),
                       ("RegistrarService", 'IsDirector="true"'), role_version=2)
    mediation = topo.cluster(1, "lsmed01.adatum.com", sides=("Primary", "Pstn"), managed=True)
    topo.service("MediationServer", OLD, mediation, ports("MediationServer"), depends=[first["Registrar"]])
    media = edge(topo, "lsedge01.adatum.com", OLD,
                 ("sip.adatum.com", "webconf.adatum.com", "av.adatum.com"), hop)
    application_server(topo, made.app_pool, [(app.id, app.port) for app in made.apps], first["Registrar"])
    application_server(topo, made.chat, [("GroupChat", 5041)], first["Registrar"])
    recorders(topo, made, old)
    old_version(topo, 0)
    new = [target.front_end(topo, pool) for pool in made.targets]
    edge(topo, "lyncedge01.adatum.com", NEW,
         ("access13.adatum.com", "webconf13.adatum.com", "av13.adatum.com"), hop)
    chat = topo.cluster(1, "pchat01.adatum.com", sides=("Primary",), managed=True)
    topo.service("PersistentChatService", NEW, chat, ports("PersistentChatService"), depends=[
        new[0]["Registrar"], new[0]["FileStore"],
        topo.service("PersistentChatStore", NEW, topo.sql(new[0]["sql server"], "pchat"))])
    for keys in old + new:
        for role in ("Registrar", "ConfServices", "MediationServer"):
            topo.depends[keys[role]].append(media)
    return topo.text()


def users(made):
    """Get-CsUser: in the shared store a user names the pool and no legacy home server."""
    return target.export("ADConnect.Schema.ADUser", [(user.dn, {
        "Identity": user.dn, "DistinguishedName": user.dn, "SipAddress": user.uri, "Enabled": True,
        "DisplayName": user.name, "SamAccountName": user.sam,
        "RegistrarPool": target.named(user.pool), "HostingProvider": "SRV:", "LineURI": user.line,
        "EnterpriseVoiceEnabled": bool(user.voice), "EnabledForFederation": True,
        "EnabledForInternetAccess": True, "VoicePolicy": target.named(user.voice),
        "ConferencingPolicy": None, "DialPlan": None,
        "Guid": Guid(legacy.guid(made, user.uri))}) for user in made.users])


def um_contacts(made):
    """Get-CsExUmContact, as a contact of the shared store."""
    rows = []
    for contact in made.um:
        dn = "CN=%s,OU=UM Contacts,%s" % (contact.name, made.root)
        rows.append((dn, {
            "AutoAttendant": contact.attendant, "IsSubscriberAccess": not contact.attendant,
            "Description": contact.description, "DisplayNumber": contact.display,
            "LineURI": contact.line, "DisplayName": contact.name, "EnterpriseVoiceEnabled": True,
            "ExUmEnabled": True, "Enabled": True, "SipAddress": contact.uri,
            "RegistrarPool": target.named(contact.pool), "HostingProvider": "SRV:",
            "Name": contact.name, "DistinguishedName": dn, "Identity": dn,
            "Guid": Guid(legacy.guid(made, contact.uri))}))
    return target.export("ADConnect.Schema.OCSADExUmContact", rows)


def endpoints(made):
    """Get-CsTrustedApplicationEndpoint."""
    return target.export("ADConnect.Schema.OCSADApplicationContact", [
        (legacy.contact_dn(made, app.uri), {
            "Identity": legacy.contact_dn(made, app.uri), "RegistrarPool": target.named(app.pool),
            "OwnerUrn": "urn:application:" + app.id, "SipAddress": app.uri, "DisplayName": app.name,
            "DisplayNumber": app.display, "LineURI": app.line, "PrimaryLanguage": "cs-CZ",
            "SecondaryLanguages": [], "EnterpriseVoiceEnabled": True, "ExUmEnabled": False,
            "Enabled": True}) for app in made.apps])


def allowed_domains(made):
    """Get-CsAllowedDomain: the partner of an XMPP gateway is a domain whose Access Edge is that gateway."""
    return target.export("WritableConfig.Settings.Edge.AllowedDomain", [
        (domain, {"Identity": domain, "Domain": domain, "ProxyFqdn": proxy, "Comment": None,
                  "MarkForMonitoring": False}) for domain, proxy in made.partners])


def voice_routes(made):
    """A route of the shared store names gateways."""
    return target.export("WritableConfig.Policy.Voice.Route", [(name, {
        "Identity": name, "Priority": priority, "Description": "", "NumberPattern": pattern,
        "PstnUsages": ["All Calls"], "PstnGatewayList": ["PstnGateway:" + gateway], "Name": name,
        "SuppressCallerId": False, "AlternateCallerId": None})
        for priority, (name, pattern, gateway) in enumerate((
            ("Praha", r"^\+4202", "gw01.adatum.com"), ("Ostatni", r"^\+", "gw02.adatum.com")))])


def exports():
    made = world()
    return {
        "topology.xml": topology(made),
        "cs-users.xml": users(made),
        "cs-sipdomains.xml": target.sip_domains(made),
        "cs-conferencedirectories.xml": target.directories(made),
        "cs-accessnumbers.xml": target.access_numbers(made),
        "cs-voiceroutes.xml": voice_routes(made),
        "cs-umcontacts.xml": um_contacts(made),
        "cs-endpoints.xml": endpoints(made),
        "cs-alloweddomains.xml": allowed_domains(made),
        "rgs-workflows.xml": target.workflows(made),
        "rgs-queues.xml": target.queues(made),
        "rgs-agentgroups.xml": target.agent_groups(made),
    }
