# SPDX-License-Identifier: GPL-3.0-or-later
"""The legacy side: WMI objects of Office Communications Server 2007 R2, and the Edge input file."""

import uuid

from clixml import Clixml, U32, xml_text


def guid(world, name):
    """A GUID that depends on nothing but the world's domain and the name."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name + "." + world.domain))


def rtc(world):
    """DN of the container that the deployment keeps its global objects in."""
    return "CN=RTC Service,CN=Services,CN=Configuration," + world.root


def short(fqdn):
    return fqdn.split(".")[0]


def pool_dn(world, fqdn):
    return "CN=%s,CN=Pools,%s" % (short(fqdn), rtc(world))


def home_dn(world, fqdn):
    """The DN a user's home server attribute holds: the pool's service, not the pool."""
    return "CN=LC Services,CN=Microsoft," + pool_dn(world, fqdn)


def object_dn(world, container, name):
    return "CN={%s},CN=%s,%s" % (guid(world, container + "/" + name).upper(), container, rtc(world))


def trusted_dn(world, kind, fqdn):
    return object_dn(world, "Trusted Services", kind + "@" + fqdn)


def policy_dn(world, name):
    return object_dn(world, "Policies", name)


def usage_dn(world, name):
    return object_dn(world, "Phone Route Usages", name)


def route_dn(world, name):
    return object_dn(world, "Phone Routes", name)


def profile_dn(world, name):
    return object_dn(world, "Location Profiles", name)


def contact_dn(world, uri):
    return object_dn(world, "Application Contacts", uri)


def wmi(world, name, rows):
    """Get-WmiObject <name> | Export-Clixml; a row is (the key of the instance, its properties)."""
    out = Clixml()
    types = ["System.Management.ManagementObject#root\\cimv2\\" + name,
             "System.Management.ManagementObject#" + name, "System.Management.ManagementObject",
             "System.Management.ManagementBaseObject", "System.ComponentModel.Component",
             "System.MarshalByRefObject", "System.Object"]
    server = short(world.pools[0].machines[0]).upper()
    for key, props in rows:
        instance = "{%s}" % guid(world, name + "/" + key).upper()
        relative = '%s.InstanceID="%s"' % (name, instance)
        path = "\\\\%s\\root\\cimv2:%s" % (server, relative)
        head = {"__GENUS": 2, "__CLASS": name, "__SUPERCLASS": None, "__DYNASTY": name,
                "__RELPATH": relative, "__PROPERTY_COUNT": len(props) + 1, "__DERIVATION": [],
                "__SERVER": server, "__NAMESPACE": "root\\cimv2", "__PATH": path,
                "InstanceID": instance}
        out.add(types, path, head | props)
    return out.text()


MCU_TYPES = ["meeting", "audio-video", "chat", "phone-conf"]


def factory_dn(world, pool, kind):
    return object_dn(world, "MCU Factories", kind + "@" + pool.fqdn)


def pools(world):
    rows = []
    for pool in world.pools:
        meeting = not pool.director
        edge = trusted_dn(world, "MRAS", world.edge.fqdn) if world.edge and meeting else None
        monitor = world.monitor and meeting
        props = {
            "Applications": pool.applications, "ApplicationServerList": pool.machines if meeting else [],
            "AppPoolType": None, "BackEndDBPath": pool.backend,
            "DefaultLocationProfile": profile_dn(world, pool.profile) if pool.profile else None,
            "DomainFQDN": world.domain, "MajorVersion": U32(4),
            "MCUFactoryList": [factory_dn(world, pool, kind) for kind in MCU_TYPES] if meeting else [],
            "MinorVersion": U32(0), "PoolDisplayName": short(pool.fqdn),
            "PoolDN": pool_dn(world, pool.fqdn), "PoolFQDN": pool.fqdn,
            "PoolMemberList": pool.machines, "PoolType": U32(10 if pool.enterprise else 5),
            "SupportIMPresence": True, "SupportMeeting": meeting, "TrustedMRASServer": edge,
            "TrustedQoSServer": trusted_dn(world, "QoSM", world.monitor) if monitor else None,
            "WebComponentsServerList": pool.machines if meeting else []}
        if pool.director:
            props["Role"] = "Director"
        rows.append((pool.fqdn, props))
    return wmi(world, "MSFT_SIPPoolSetting", rows)


def factories(world):
    return wmi(world, "MSFT_SIPMCUFactorySetting", [
        (kind + "@" + pool.fqdn, {"MCUFactoryDN": factory_dn(world, pool, kind), "MCUType": kind,
                                  "PoolDN": pool_dn(world, pool.fqdn)})
        for pool in world.pools if not pool.director for kind in MCU_TYPES])


def trusted_services(world):
    """Every row is (type, FQDN, port, pool it belongs to, Mediation server if it is a gateway)."""
    first = world.pools[0].fqdn
    rows = []
    for mediation in world.mediations:
        rows.append(("MediationServer", mediation.fqdn, 5061, mediation.pool, None))
        rows.append(("Gateway", mediation.gateway, 5060, mediation.pool, mediation.fqdn))
    if world.edge:
        rows.append(("MRAS", world.edge.fqdn, 5062, first, None))
    if world.monitor:
        rows.append(("QoSM", world.monitor, 5069, first, None))
    rows += [row + (None,) for row in world.trusted]
    out = []
    for kind, fqdn, port, pool, mediation in rows:
        props = {"FQDN": fqdn, "GRUU": "sip:%s@%s;gruu;opaque=srvr:%s:%s" % (
                     fqdn, world.domain, kind, guid(world, "gruu/" + kind + fqdn)),
                 "PoolDN": pool_dn(world, pool), "Port": U32(port), "Routable": True,
                 "TrustedServiceDN": trusted_dn(world, kind, fqdn), "Type": kind, "Version": U32(4)}
        if mediation:
            props["MediationServer"] = mediation
        out.append((kind + "@" + fqdn, props))
    return wmi(world, "MSFT_SIPTrustedServiceSetting", out)


def domains(world):
    return wmi(world, "MSFT_SIPDomainData", [
        (name, {"Address": name, "Authoritative": True, "DefaultDomain": name == world.domain})
        for name in world.domains])


def routes(world):
    rows = []
    for route in world.routes:
        gateways = ["%s:5061" % fqdn for fqdn in route.mediations]
        rows.append((route.name, {
            "Description": "", "GatewayList": gateways, "Name": route.name,
            "PhoneRouteDN": route_dn(world, route.name),
            "PhoneRouteUsages": [usage_dn(world, usage) for usage in route.usages],
            "TargetPhoneNumber": route.pattern}))
    return wmi(world, "MSFT_SIPPhoneRouteData", rows)


def usages(world):
    return wmi(world, "MSFT_SIPPhoneRouteUsageData", [
        (usage, {"DefaultUsage": False, "Description": "",
                 "PhoneRoutes": [route_dn(world, route.name) for route in world.routes
                                 if usage in route.usages],
                 "PhoneRouteUsageDN": usage_dn(world, usage), "UsageAttribute": usage})
        for usage in world.usages])


def voice_policies(world):
    return wmi(world, "MSFT_SIPGlobalUCPolicyData", [
        (name, {"AllowSimultaneousRinging": True, "Name": name,
                "PhoneRouteUsages": [usage_dn(world, usage) for usage in granted],
                "PolicyDN": policy_dn(world, name)})
        for name, granted in world.voice.items()])


def profiles(world):
    return wmi(world, "MSFT_SIPLocationProfileData", [
        (plan.name, {"Description": plan.description, "LocationProfileDN": profile_dn(world, plan.name),
                     "Name": plan.name})
        for plan in world.plans])


def contacts(world):
    rows = []
    for number in world.numbers:
        rows.append((number.uri, {
            "ApplicationContactDN": contact_dn(world, number.uri),
            "ApplicationType": "Conferencing Attendant", "DisplayName": number.name,
            "HomeServerDN": home_dn(world, number.pool), "LineURI": number.line,
            "PrimaryURI": number.uri}))
    for fqdn in sorted({flow.pool for flow in world.workflows}):
        uri = "sip:RGSPresenceWatcher-%s@%s" % (short(fqdn), world.domain)
        rows.append((uri, {
            "ApplicationContactDN": contact_dn(world, uri), "ApplicationType": "Response Group",
            "DisplayName": "RGSPresenceWatcher", "HomeServerDN": home_dn(world, fqdn),
            "LineURI": None, "PrimaryURI": uri}))
    return wmi(world, "MSFT_SIPApplicationContactSetting", rows)


def contact_mappings(world):
    rows = []
    for plan in world.plans:
        served = [contact_dn(world, number.uri) for number in world.numbers
                  if number.region == plan.region]
        rows.append((plan.name, {
            "ApplicationContacts": served, "LocationProfile": profile_dn(world, plan.name),
            "MappingDN": object_dn(world, "Location Contact Mappings", plan.name)}))
    return wmi(world, "MSFT_SIPLocationContactsMapping", rows)


def static_routes(world):
    return wmi(world, "MSFT_SIPRoutingTableData", [
        (uri, {"Backend": world.pools[0].backend, "Enabled": True, "MatchURI": uri, "NextHop": hop,
               "NextHopPort": U32(5061), "NextHopTransport": "TLS", "ReplaceHostInRequestURI": False,
               "TLSCertIssuer": None, "TLSCertSN": None})
        for uri, hop in world.static_routes])


def authorized_hosts(world):
    return wmi(world, "MSFT_SIPRemoteAddressData", [
        (host, {"Backend": world.pools[0].backend, "OutboundOnly": False, "Server": host,
                "ThrottleAsServer": True, "TreatAsAuthenticated": True})
        for host in world.hosts])


def users(world):
    rows = []
    for user in world.users:
        policy = policy_dn(world, user.voice) if user.voice else None
        rows.append((user.uri, {
            "AllowOrganizeMeetingWithAnonymousParticipants": True,
            "ArchiveFederatedCommunications": False, "ArchiveInternalCommunications": False,
            "ContactType": None, "DisplayName": user.name, "Enabled": user.enabled,
            "EnabledForEnhancedPresence": True, "EnabledForFederation": bool(world.edge),
            "EnabledForInternetAccess": bool(world.edge),
            "HomeServerDN": home_dn(world, user.pool) if user.pool else None,
            "IPPBXSoftPhoneRoutingEnabled": False, "LineServerURI": user.line_server,
            "LineURI": user.line, "MeetingPolicy": None, "PrimaryURI": user.uri,
            "PublicNetworkEnabled": False, "RemoteCallControlTelephonyEnabled": bool(user.line_server),
            "TargetServerDNIfMoving": None, "UCEnabled": bool(user.voice), "UCPolicy": policy,
            "UserCategory": None, "UserDN": user.dn}))
    return wmi(world, "MSFT_SIPESUserSetting", rows)


def edge_servers(world):
    """Which internal servers the legacy Edge accepts: no command lists them, so a script did."""
    out = Clixml()
    for target in world.targets:
        for fqdn in dict.fromkeys([target.fqdn] + target.machines):
            out.add_custom({"EdgeFqdn": world.edge.fqdn, "InternalServer": fqdn})
    return out.text()


def edge_input(world):
    """The file an administrator writes for Merge-CsLegacyTopology, stray blanks included."""
    edge = world.edge
    return """<?xml version="1.0" encoding="utf-8"?>
<TopologyInput xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.LegacyUserInput.2008">
  <EdgeClusters>
    <EdgeCluster AP="true" MR="true" DP="true" Version="OCS2007R2" FederationEnabled="true">
      <LoadBalancer InternalFqdn="%s" ExternalDPFqdn="%s " ExternalAPFqdn="%s" ExternalMRFqdn="%s" />
      <Machines>
        <Machine InternalFqdn = "%s" />
      </Machines>
      <Ports InternalAPPort="5061" InternalDPPort="8057" ExternalDPPort="443" />
      <DirectorOrEdgeNextHop Fqdn="%s" />
    </EdgeCluster>
  </EdgeClusters>
  <RegistrarClusterPort EnableAutoDiscoveryOfPorts="true" Port="5061" />
</TopologyInput>
""" % tuple(xml_text(value) for value in (edge.fqdn, edge.dp, edge.ap, edge.mr, edge.machine,
                                          edge.next_hop.capitalize()))
