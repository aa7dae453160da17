# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a Topology document as (Get-CsTopology -AsXml).ToString() prints it.

Services are named by (site, role, instance) as in the document, so that a dependency is a key
of the same form and a wrong one fails here rather than in a reader.
"""

from clixml import xml_text

DEPLOY = "urn:schema:Microsoft.Rtc.Management.Deploy."
EXTENSION = "Microsoft.Rtc.Management.Deploy.Internal.ServiceRoles."

# Columns: owner, usage, side, port, protocol, path, authorizes requests, then name=value pairs.
PORTS = {
    "UserServices": """
        component:McuFactory WebServer Primary 444 Mtls /LiveServer/McuFactory/ false
        component:PresenceFocus UserPinManagement Primary 443 Https /LiveServer/UserPinManagement/ false
        component:McuFactory WcfServer Primary 9001 Tcp /LiveServer/ConfDirMgmt/ false""",
    "Registrar": """
        component:Registrar SipServer Primary 5061 Mtls / true GruuType=HomeServer
        component:Registrar WebServer Primary 444 Mtls /LiveServer/Focus/ false
        component:WinFab WinFabFederation Primary 5090 Tcp / false
        component:WinFab WinFabLeaseAgent Primary 5091 Tcp / false
        component:QoE SipServer Primary 5061 Mtls /LiveServer/QoE/ true GruuType=QoS
        component:Lyss WcfMtls Primary 5077 Mtls / false""",
    "WebServices": """
        component:OCSWebSite WebSite External 8080 Http / false ConfiguredPort=80
        component:OCSWebSite WebSite External 4443 Https / false ConfiguredPort=443
        component:OCSWebSite WebSite Primary 80 Http / false
        component:OCSWebSite WebSite Primary 443 Https / false
        component:Reach PsomServer Primary 8060 Mtls / false
        component:McxService SipServer Primary 5086 Mtls / true GruuType=McxInternal
        component:UcwaService SipServer Primary 5088 Mtls / true GruuType=UcwaInternal""",
    "ConfServices": """
        component:IMConf SipServer Primary 5062 Mtls / false GruuType=chat
        component:DataConf PsomClient Primary 8057 Tls / false
        component:AVConf SipServer Primary 5063 Mtls / false GruuType=audio-video
        component:AppSharingConf SipServer Primary 5065 Mtls / false GruuType=applicationsharing
        component:MediaComp AudioCommunication Primary 49152 TcpOrUdp / false Range=8348""",
    "MediationServer": """
        component:Mediation SipServer Primary 5070 Mtls / true GruuType=MediationServer
        component:Mediation SipClient Pstn 5067 Tls / false
        component:Mediation SipClient Pstn 5068 Tcp / false
        component:MediaComp AudioCommunication Primary 49152 TcpOrUdp / false Range=8348""",
    "ApplicationServer": """
        application:Cps SipServer Primary 5075 Mtls / true GruuType=Microsoft.Rtc.Applications.Cps
        application:RGS SipServer Primary 5071 Mtls / true GruuType=Microsoft.Rtc.Applications.Acd
        application:RGS WcfMtls Primary 8404 Mtls / false
        application:Cas SipServer Primary 5073 Mtls / true GruuType=Microsoft.Rtc.Applications.Cas
        application:Caa SipServer Primary 5072 Mtls / true GruuType=Microsoft.Rtc.Applications.Caa""",
    "ManagementServices": """
        component:ReplicationService Replication Internal 4443 Https / false""",
    # A federating Edge would listen for servers on its external side too; this one does not.
    "EdgeServer": """
        component:AccessEdge SipServer Internal 5061 Mtls / false
        component:AccessEdge SipClient External 443 Tls / false ConfiguredFqdn={ap}
        component:DataEdge PsomServer Internal 8057 Mtls / false
        component:DataEdge PsomClient External 443 Tls / false ConfiguredFqdn={dp}
        component:MediaRelayAuthenticationEdge SipServer Internal 5062 Mtls / true GruuType=MRAS
        component:MediaRelayEdge TURNServer Internal 443 Tcp / false
        component:MediaRelayEdge TURNServer External 443 Tcp / false ConfiguredFqdn={mr}
        component:MediaRelayEdge TURNServer External 3478 Udp / false ConfiguredFqdn={mr}
        component:MediaRelayEdge MediaCommunication External 50000 TcpOrUdp / false Range=10000 ConfiguredFqdn={mr}""",
    # A merged legacy service carries no more than the merge was told.
    "LegacyRegistrar": "component:Registrar SipServer Primary 5061 Mtls / true GruuType=HomeServer",
    "LegacyMediation":
        "component:Mediation SipServer Primary 5061 Mtls / true GruuType=MediationServer",
    "LegacyAttendant":
        "application:Caa SipServer Primary 5072 Mtls / true GruuType=Microsoft.Rtc.Applications.Caa",
    "LegacyEdge": """
        component:AccessEdge SipServer Internal 5061 Mtls / false
        component:DataEdge PsomServer Internal 8057 Mtls / false
        component:DataEdge PsomClient External 443 Tls / false ConfiguredFqdn={dp}
        component:MediaRelayAuthenticationEdge SipServer Internal 5062 Mtls / true GruuType=MRAS""",
    "PersistentChatService":
        "component:PersistentChat SipServer Primary 5041 Mtls / true GruuType=PersistentChatService",
}

WEB_COMPONENTS = ["ABHandler", "ABFiles", "AutodiscoverService", "Cscp", "DataCollabWeb", "Dialin",
                  "DLExpansion", "Lwa", "Meet", "Reach", "RgsAgentService", "UcwaService", "WebTicket"]


def port_line(row):
    """One Port element from one row of the table."""
    owner, usage, side, port, protocol, path, authorizes, *more = row.split()
    extra = "".join(' %s="%s"' % tuple(pair.split("=")) for pair in more)
    return ('<Port Owner="urn:%s" Usage="%s" InterfaceSide="%s" InterfaceNumber="1" Port="%s" '
            'Protocol="%s" UrlPath="%s" AuthorizesRequests="%s"%s />'
            % (owner, usage, side, port, protocol, path, authorizes, extra))


class Topology:
    """One document under construction; rows are kept in the order they are added."""

    def __init__(self, signature, domains):
        self.signature, self.domains = signature, domains
        self.sites, self.clusters, self.instances, self.services = [], [], [], []
        self.depends = {}

    def site(self, number, name, city="", state="", country=""):
        self.sites.append((number, name, city, state, country))

    def cluster(self, site, fqdn, machines=None, sides=(), managed=False):
        """Add a cluster and return its id; `sides` are interface sides, 'External=ip' on an Edge."""
        number = 1 + sum(1 for other in self.clusters if other[0] == site)
        self.clusters.append((site, number, fqdn, machines or [fqdn], sides, managed))
        return (site, number)

    def sql(self, cluster, name):
        self.instances.append((cluster, name))
        return (cluster, name)

    def service(self, role, version, where, ports=None, extension=None, depends=(), role_version=1):
        """Add a service on a cluster or SQL instance and return its key."""
        site = where[0] if isinstance(where[0], int) else where[0][0]
        key = (site, role, 1 + sum(1 for other in self.services if other[0][:2] == (site, role)))
        self.services.append((key, version, role_version, where, ports or [], extension))
        self.depends[key] = list(depends)
        return key

    def check(self):
        keys = {row[0] for row in self.services}
        for targets in self.depends.values():
            assert all(target in keys for target in targets), targets

    def text(self):
        self.check()
        out = ['<Topology xmlns="%sTopology.2008" Signature="%s">' % (DEPLOY, self.signature)]
        out.append('  <InternalDomains AllowAllDomains="false" DefaultDomain="%s">' % self.domains[0])
        out += ['    <InternalDomain Name="%s" Authoritative="false" AllowSubDomains="false" />' % name
                for name in self.domains]
        out += ["  </InternalDomains>", "  <Sites>"]
        for number, name, *place in self.sites:
            attributes = zip(("City", "State", "CountryCode"), place)
            location = "".join(' %s="%s"' % pair for pair in attributes if pair[1])
            out += ['    <CentralSite SiteId="%d">' % number, "      <Name>%s</Name>" % xml_text(name),
                    "      <Location%s />" % location, "    </CentralSite>"]
        out += ["  </Sites>", "  <Clusters>"]
        for cluster in self.clusters:
            out += cluster_lines(*cluster)
        out += ["  </Clusters>", "  <SqlInstances>"]
        for (site, number), name in self.instances:
            out += ["    <SqlInstance>", '      <SqlInstanceId Name="%s">' % name,
                    '        <ClusterId SiteId="%d" Number="%d" />' % (site, number),
                    "      </SqlInstanceId>", "    </SqlInstance>"]
        out += ["  </SqlInstances>", "  <Services>"]
        for service in self.services:
            out += self.service_lines(*service)
        return "\n".join(out + ["  </Services>", "</Topology>"]) + "\n"

    def service_lines(self, key, version, role_version, where, ports, extension):
        roles = 'xmlns="%sServiceRoles.2008"' % DEPLOY
        kind = ' Type="%s%s"' % (EXTENSION, extension[0]) if extension else ""
        out = ['    <Service RoleVersion="%d" ServiceVersion="%d"%s>' % (role_version, version, kind)]
        identity = '<ServiceId SiteId="%d" RoleName="%s" Instance="%d" />'
        out.append("      " + identity % key)
        out.append("      <DependsOn>" if self.depends[key] else "      <DependsOn />")
        for target in self.depends[key]:
            out += ['        <Dependency Usage="Default">', "          " + identity % target,
                    "        </Dependency>"]
        out += ["      </DependsOn>"] if self.depends[key] else []
        out.append("      <InstalledOn>")
        if isinstance(where[0], int):
            out.append('        <ClusterId SiteId="%d" Number="%d" />' % where)
        else:
            out += ['        <SqlInstanceId Name="%s">' % where[1],
                    '          <ClusterId SiteId="%d" Number="%d" />' % where[0],
                    "        </SqlInstanceId>"]
        out.append("      </InstalledOn>")
        out.append("      <Ports %s%s" % (roles, ">" if ports else " />"))
        out += ["        " + port_line(row) for row in ports]
        out += ["      </Ports>"] if ports else []
        if extension:
            out += ["      " + row for row in extension_lines(roles, *extension)]
        return out + ["    </Service>"]


def cluster_lines(site, number, fqdn, machines, sides, managed):
    flag = "true" if managed else "false"
    out = ['    <Cluster RequiresReplication="%s" RequiresSetup="%s" Fqdn="%s">' % (flag, flag, fqdn),
           '      <ClusterId SiteId="%d" Number="%d" />' % (site, number)]
    for ordinal, machine in enumerate(machines, 1):
        row = '      <Machine OrdinalInCluster="%d" Fqdn="%s"' % (ordinal, machine)
        out.append(row + (">" if sides else " />"))
        for side in sides:
            name, _, address = side.partition("=")
            more = ' ConfiguredIPAddress="%s%d"' % (address, ordinal) if address else ""
            out.append('        <NetInterface InterfaceSide="%s" InterfaceNumber="1" '
                       'IPAddress="0.0.0.0"%s />' % (name, more))
        out += ["      </Machine>"] if sides else []
    return out + ["    </Cluster>"]


def extension_lines(roles, name, attributes="", host=None):
    """The element of a role that has settings of its own."""
    if name == "WebService":
        web = 'xmlns="%sWebServices.2011"' % DEPLOY
        return (["<WebService %s>" % roles, '  <ExternalSettings Host="%s">' % host,
                 "    <OverrideUrls />", "  </ExternalSettings>", "  <WebComponents %s>" % web]
                + ['    <Component ComponentName="%s" />' % item for item in WEB_COMPONENTS]
                + ["  </WebComponents>",
                   '  <UpaSeparator xmlns="urn:schema:Microsoft.Rtc.Management.BaseTypes.2008" />',
                   "</WebService>"])
    if name == "ConfService":
        return (["<ConfService %s>" % roles, "  <MCUs>"]
                + ['    <MCU ComponentName="%s" Vendor="Microsoft" />' % item
                   for item in ("IMConf", "DataConf", "AppSharingConf", "AVConf")]
                + ["  </MCUs>", "</ConfService>"])
    return ["<%s %s%s />" % (name, roles, " " + attributes if attributes else "")]


def ports(role, **names):
    """The rows of a role with its external names filled in."""
    return [row.strip().format(**names) for row in PORTS[role].strip().splitlines()]
