# SPDX-License-Identifier: GPL-3.0-or-later
"""The target side: the merged Topology document and objects of the Get-Cs* commands."""

import legacy
from clixml import Clixml, Guid, Nested, When
from topology import Topology, ports

BACK_COMPAT = 99
TYPES = "Microsoft.Rtc.Management."
SCHEMA = TYPES + "ADConnect.Schema."
CREATED, CHANGED = When("2009-11-03T08:15:00.0000000Z"), When("2013-06-14T17:42:10.0000000Z")


def topology(world):
    """The published topology after the merge: target sites, then BackCompatSite."""
    topo = Topology(legacy.guid(world, "signature"), world.domains)
    for site in world.sites:
        topo.site(*site)
    topo.site(BACK_COMPAT, "BackCompatSite")
    registrars = {}
    for target in world.targets:
        registrars[target.fqdn] = front_end(topo, target)
    merged = back_compat(topo, world)
    edges(topo, world, registrars, merged)
    extras(topo, world, registrars)
    return topo.text()


def front_end(topo, target):
    """One pool with its stores; returns the keys of its services by role."""
    site = target.site
    home = topo.cluster(site, target.fqdn, target.machines, ("Primary", "External", "Pstn"), True)
    files = topo.cluster(site, target.files) if target.files else home
    server = topo.cluster(site, target.sql) if target.sql else home
    user_sql = topo.sql(server, "rtc")
    log_sql = topo.sql(server, "mon") if target.sql else user_sql
    keys = {"sql server": server, "cluster": home}

    def add(role, where, extension=None, role_version=1, table=None):
        keys[role] = topo.service(role, 6, where, ports(table) if table else None, extension,
                                  role_version=role_version)

    add("UserServices", home, role_version=2, table="UserServices")
    add("Registrar", home, ("RegistrarService", 'IsDirector="false"'), 2, "Registrar")
    add("UserStore", user_sql)
    add("FileStore", files, ("FileStoreService", 'ShareName="LyncShare"'))
    add("WebServices", home, ("WebService", "", target.web), table="WebServices")
    add("ConfServices", home, ("ConfService",), table="ConfServices")
    add("MediationServer", home, table="MediationServer")
    add("ApplicationServer", home, ("ApplicationServerService",), table="ApplicationServer")
    add("ApplicationStore", user_sql)
    add("ArchivingStore", log_sql)
    add("MonitoringStore", log_sql)
    edges_of = {
        "UserServices": ["UserStore", "ConfServices", "FileStore"],
        "Registrar": ["UserServices", "WebServices", "ArchivingStore", "MonitoringStore"],
        "WebServices": ["FileStore", "UserServices"],
        "ConfServices": ["FileStore", "WebServices", "UserServices"],
        "MediationServer": ["Registrar"],
        "ApplicationServer": ["Registrar", "FileStore", "ApplicationStore"]}
    for role, needed in edges_of.items():
        topo.depends[keys[role]] = [keys[name] for name in needed]
    gateway = topo.cluster(site, target.gateway, sides=("Pstn",))
    settings = ('AlternativeBypassId="%s" MediationServerPort="5067" Default="true"' % target.bypass)
    topo.service("PstnGateway", 6, gateway,
                 ["component:GatewayComp SipClient Pstn 5067 Tls / false ConfiguredFqdn=" + target.gateway],
                 ("PstnGatewayService", settings), [keys["MediationServer"]])
    return keys


def back_compat(topo, world):
    """The legacy roles that a merge brings in; returns the Registrar and Edge keys by FQDN."""
    merged = {}
    for pool in world.pools:
        home = topo.cluster(BACK_COMPAT, pool.fqdn, pool.machines, ("Primary",))
        needs = []
        if not pool.director:
            needs.append(topo.service("UserServices", 4, home))
        flag = 'IsDirector="%s"' % ("true" if pool.director else "false")
        merged[pool.fqdn] = topo.service("Registrar", 4, home, ports("LegacyRegistrar"),
                                         ("RegistrarService", flag), needs)
        if any(number.pool == pool.fqdn for number in world.numbers):
            topo.service("ExternalServer", 4, home, ports("LegacyAttendant"),
                         depends=[merged[pool.fqdn]])
    if world.edge:
        home = topo.cluster(BACK_COMPAT, world.edge.fqdn, [world.edge.machine],
                            ("Internal", "External"))
        merged["edge"] = topo.service("EdgeServer", 4, home, ports("LegacyEdge", dp=world.edge.dp),
                                      depends=[merged[world.edge.next_hop]])
        for pool in world.pools:
            topo.depends[merged[pool.fqdn]].append(merged["edge"])
    for mediation in world.mediations:
        home = topo.cluster(BACK_COMPAT, mediation.fqdn, sides=("Primary", "Pstn"))
        topo.service("MediationServer", 4, home, ports("LegacyMediation"),
                     depends=[merged[mediation.pool]] + ([merged["edge"]] if world.edge else []))
    return merged


def edges(topo, world, pools, merged):
    """The target Edge, and which Edge carries the media of the target pools."""
    if not world.target_edge:
        return
    edge = world.target_edge
    home = topo.cluster(edge.site, edge.fqdn, edge.machines, ("Internal", "External=" + edge.address),
                        True)
    own = topo.service("EdgeServer", 6, home, ports("EdgeServer", ap=edge.ap, dp=edge.dp, mr=edge.mr),
                       depends=[merged[world.edge.next_hop]], role_version=2)
    topo.service("ManagementServices", 6, home, ports("ManagementServices"))
    media = own if edge.carries_media else merged["edge"]
    for keys in pools.values():
        for role in ("Registrar", "ConfServices", "MediationServer"):
            topo.depends[keys[role]].append(media)


def extras(topo, world, pools):
    """Central management, and what only the larger world has."""
    first = pools[world.targets[0].fqdn]
    sql = (first["sql server"], "rtc")
    store = topo.service("CentralMgmtStore", 6, sql)
    topo.service("CentralMgmt", 6, first["cluster"], None, ("CentralMgmtService", 'IsActive="true"'),
                 [store, first["FileStore"]])
    if world.wac:
        wac = topo.cluster(1, world.wac)
        settings = 'DiscoveryUrl="https://%s/hosting/discovery/" IsExternal="false"' % world.wac
        key = topo.service("WacService", 6, wac, None, ("WacService", settings))
        topo.depends[first["ConfServices"]].append(key)
    if world.chat:
        chat = topo.cluster(1, world.chat, sides=("Primary",), managed=True)
        store = topo.service("PersistentChatStore", 6, topo.sql(first["sql server"], "pchat"))
        topo.service("PersistentChatService", 6, chat, ports("PersistentChatService"),
                     depends=[first["Registrar"], first["FileStore"], store])
    if world.app_pool:
        home = topo.cluster(1, world.app_pool, sides=("Primary",))
        rows = ["application:%s SipServer Primary %d Mtls / true GruuType=%s" % (app.id, app.port, app.id)
                for app in world.apps]
        topo.service("ExternalServer", 6, home, rows, depends=[first["Registrar"]])


def export(kind, rows, remote=False):
    """Get-Cs... | Export-Clixml; a row is (text form, properties)."""
    out = Clixml(remote)
    for text, props in rows:
        out.add([TYPES + kind, "System.Object"], text, props)
    return out.text()


def named(name):
    """A value that a local shell keeps as an object with a friendly name."""
    if name is None:
        return None
    return Nested([SCHEMA + "UserPolicyIdentity", "System.Object"], name,
                  {"FriendlyName": name, "Name": name})


def users(world, chosen, remote):
    """Get-CsUser -OnOfficeCommunicationServer; a remote session flattens policies to strings."""
    keep = str if remote else named
    rows = []
    for user in chosen:
        policy = {key: (None if value is None else keep(value)) for key, value in (
            ("VoicePolicy", user.voice), ("ConferencingPolicy", user.conferencing),
            ("PresencePolicy", user.presence), ("DialPlan", user.plan),
            ("ArchivingPolicy", user.archiving), ("ExternalAccessPolicy", user.external))}
        rows.append((user.dn, {
            "SamAccountName": user.sam, "UserPrincipalName": user.uri[4:], "FirstName": user.first,
            "LastName": user.last, "WindowsEmailAddress": user.uri[4:], "Sid": user.sid,
            "LineServerURI": user.line_server, "OriginatorSid": None, "AudioVideoDisabled": False,
            "IPPBXSoftPhoneRoutingEnabled": False,
            "RemoteCallControlTelephonyEnabled": bool(user.line_server), "PrivateLine": None,
            "HostedVoiceMail": None, "DisplayName": user.name,
            "HomeServer": user_home(world, user), "TargetServerIfMoving": None,
            "EnabledForFederation": user.enabled, "EnabledForInternetAccess": user.enabled,
            "PublicNetworkEnabled": False, "EnterpriseVoiceEnabled": bool(user.voice),
            "EnabledForRichPresence": True, "LineURI": user.line, "SipAddress": user.uri,
            "Enabled": user.enabled, "TargetRegistrarPool": None, **policy, "RegistrarPool": None,
            "LocationPolicy": None, "ClientPolicy": None, "ClientVersionPolicy": None,
            "PinPolicy": None, "HostedVoicemailPolicy": None, "HostingProvider": "SRV:",
            "Name": user.name, "DistinguishedName": user.dn, "Identity": user.dn,
            "Guid": Guid(legacy.guid(world, user.uri)), "WhenChanged": CHANGED,
            "WhenCreated": CREATED, "IsValid": True}))
    return export("ADConnect.Schema.ADUser", rows, remote)


def user_home(world, user):
    return legacy.home_dn(world, user.pool) if user.pool else None


def delegates(world):
    out = Clixml()
    for boss, helpers in world.delegates:
        out.add_custom({"SipAddress": boss, "Delegates": helpers})
    return out.text()


def directories(world):
    return export("WritableConfig.Settings.PstnConf.ConferenceDirectories", [
        (str(number), {"Identity": number, "ServiceId": "UserServer:" + fqdn})
        for number, fqdn in world.directories])


def access_numbers(world):
    """Pools are spelled as somebody once typed them, which is not how the topology has them."""
    rows = []
    for number in world.numbers:
        dn = legacy.contact_dn(world, number.uri)
        rows.append((dn, {
            "Identity": dn, "PrimaryUri": number.uri, "DisplayName": number.name,
            "DisplayNumber": number.display, "LineUri": number.line,
            "PrimaryLanguage": number.language, "SecondaryLanguages": [],
            "Pool": number.pool.capitalize(), "HostingProvider": "SRV:",
            "Regions": [number.region]}))
    return export("Xds.AccessNumber", rows)


def um_contacts(world):
    rows = []
    for contact in world.um:
        dn = "CN=%s,OU=UM Contacts,%s" % (contact.name, world.root)
        rows.append((dn, {
            "AutoAttendant": contact.attendant, "IsSubscriberAccess": not contact.attendant,
            "Description": contact.description, "DisplayNumber": contact.display,
            "LineURI": contact.line, "DisplayName": contact.name, "ProxyAddresses": [],
            "HomeServer": legacy.home_dn(world, contact.pool), "EnabledForFederation": False,
            "EnabledForInternetAccess": False, "EnterpriseVoiceEnabled": True, "ExUmEnabled": True,
            "Enabled": True, "SipAddress": contact.uri, "RegistrarPool": named(contact.pool),
            "HostingProvider": "SRV:", "Name": contact.name, "DistinguishedName": dn, "Identity": dn,
            "Guid": Guid(legacy.guid(world, contact.uri))}))
    return export("ADConnect.Schema.OCSADExUmContact", rows)


def voice_routes(world):
    rows = []
    for priority, route in enumerate(world.routes):
        rows.append((route.name, {
            "Identity": route.name, "Priority": priority, "Description": "",
            "NumberPattern": route.pattern, "PstnUsages": route.usages,
            "PstnGatewayList": ["MediationServer:" + fqdn for fqdn in route.mediations],
            "Name": route.name, "SuppressCallerId": False, "AlternateCallerId": None}))
    return export("WritableConfig.Policy.Voice.Route", rows)


def usages(world):
    return export("WritableConfig.Policy.Voice.PSTNUsages",
                  [("Global", {"Identity": "Global", "Usage": world.usages})])


def voice_policies(world):
    rows = []
    for name, granted in [("Global", [])] + list(world.voice.items()):
        rows.append((name, {
            "Identity": name if name == "Global" else "Tag:" + name, "PstnUsages": granted,
            "Description": None, "AllowSimulRing": True, "AllowCallForwarding": True,
            "AllowPSTNReRouting": True, "Name": name, "EnableDelegation": True,
            "EnableTeamCall": True, "EnableCallTransfer": True, "EnableCallPark": False}))
    return export("WritableConfig.Policy.Voice.VoicePolicy", rows)


def dial_plans(world):
    rows = []
    for plan in world.plans:
        rules = ["Description=;Pattern=%s;Translation=%s;Name=%s;IsInternalExtension=False" % rule
                 for rule in plan.rules]
        rows.append((plan.name, {
            "Identity": "Tag:" + plan.name, "Description": plan.description,
            "DialinConferencingRegion": plan.region, "NormalizationRules": rules,
            "CountryCode": "", "State": "", "City": "", "ExternalAccessPrefix": None,
            "SimpleName": plan.name.replace(" ", "") + "." + world.domain}))
    return export("WritableConfig.Policy.Voice.LocationProfile", rows)


def policies(kind, entries):
    """A Global policy and some tagged ones, each with the settings that matter here."""
    rows = []
    for name, settings in entries:
        identity = name if name == "Global" else "Tag:" + name
        rows.append((identity, {"Identity": identity, "Description": None, **settings}))
    return export("WritableConfig.Policy." + kind, rows)


def sip_domains(world):
    return export("Xds.SipDomain", [
        (name, {"Identity": name, "Name": name, "IsDefault": name == world.domain})
        for name in world.domains])


def trusted_pools(world):
    identity = "TrustedApplicationPool:" + world.app_pool
    apps = ["urn:application:" + app.id for app in world.apps]
    return export("Xds.DisplayExternalServer", [(identity, {
        "Identity": identity, "Registrar": "Registrar:" + world.targets[0].fqdn, "FileStore": None,
        "ThrottleAsServer": True, "TreatAsAuthenticated": True, "OutboundOnly": False,
        "RequiresReplication": False, "AudioPortStart": None, "AudioPortCount": 0,
        "Applications": apps, "DependentServiceList": [], "ServiceId": "1-ExternalServer-1",
        "SiteId": "Site:" + world.sites[0][1], "PoolFqdn": world.app_pool, "Version": 6,
        "Role": "TrustedApplicationPool", "Computers": [world.app_pool]})])


def trusted_apps(world):
    rows = []
    for app in world.apps:
        identity = "%s/urn:application:%s" % (world.app_pool, app.id)
        rows.append((identity, {
            "Identity": identity, "ComputerGruus": [], "ServiceGruu": "sip:%s@%s;gruu;opaque=srvr:%s:%s" % (
                world.app_pool, world.domain, app.id, legacy.guid(world, app.id)),
            "Protocol": "Mtls", "ApplicationId": "urn:application:" + app.id,
            "TrustedApplicationPoolFqdn": world.app_pool, "Port": app.port, "EnableTcp": False,
            "LegacyApplicationName": app.legacy}))
    return export("Xds.DisplayTrustedApplication", rows)


def endpoints(world):
    rows = []
    for app in world.apps:
        dn = legacy.contact_dn(world, app.uri)
        rows.append((dn, {
            "Identity": dn, "RegistrarPool": named(app.pool),
            "HomeServer": legacy.home_dn(world, app.pool), "OwnerUrn": "urn:application:" + app.id,
            "SipAddress": app.uri, "DisplayName": app.name, "DisplayNumber": app.display,
            "LineURI": app.line, "PrimaryLanguage": "en-US", "SecondaryLanguages": [],
            "EnterpriseVoiceEnabled": True, "ExUmEnabled": False, "Enabled": True}))
    return export("ADConnect.Schema.OCSADApplicationContact", rows)


def group_id(world, pool, kind, name):
    return "service:ApplicationServer:%s/%s" % (pool, legacy.guid(world, kind + "/" + name))


def workflows(world):
    rows = []
    for flow in world.workflows:
        action = Nested(["Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction", "System.Object"],
                        "Action=TransferToQueue", {
                            "Prompt": None, "Question": None, "Action": "TransferToQueue",
                            "QueueID": group_id(world, flow.pool, "queue", flow.queue), "Uri": None})
        identity = group_id(world, flow.pool, "workflow", flow.name)
        rows.append((identity, {
            "Identity": identity, "NonBusinessHoursAction": None, "HolidayAction": None,
            "DefaultAction": action, "CustomMusicOnHoldFile": None, "Name": flow.name,
            "Description": flow.description, "PrimaryUri": flow.uri, "Active": True,
            "Language": flow.language, "TimeZone": flow.zone, "BusinessHoursID": None,
            "Anonymous": False, "DisplayNumber": flow.line[4:], "LineUri": flow.line,
            "EnabledForFederation": False, "HolidaySetIDList": []}))
    return rgs("Workflow", rows)


def queues(world):
    rows = []
    for queue in world.queues:
        identity = group_id(world, queue.pool, "queue", queue.name)
        rows.append((identity, {
            "Identity": identity, "TimeoutAction": None, "OverflowAction": None, "Name": queue.name,
            "Description": "", "TimeoutThreshold": None, "OverflowThreshold": None,
            "OverflowCandidate": "NewestCall",
            "AgentGroupIDList": [group_id(world, queue.pool, "group", name) for name in queue.groups]}))
    return rgs("Queue", rows)


def agent_groups(world):
    rows = []
    for group in world.groups:
        identity = group_id(world, group.pool, "group", group.name)
        rows.append((identity, {
            "Identity": identity, "Name": group.name, "Description": "",
            "ParticipationPolicy": "Informal", "AgentAlertTime": 20, "RoutingMethod": group.method,
            "DistributionGroupAddress": None, "OwnerPool": group.pool, "AgentsByUri": group.agents}))
    return rgs("AgentGroup", rows)


def rgs(kind, rows):
    out = Clixml()
    for text, props in rows:
        out.add(["Microsoft.Rtc.Rgs.Management.WritableSettings." + kind, "System.Object"], text, props)
    return out.text()
