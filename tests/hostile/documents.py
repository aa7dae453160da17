# SPDX-License-Identifier: GPL-3.0-or-later
"""A small sound document of each format, to be broken."""

DEPLOY = "urn:schema:Microsoft.Rtc.Management.Deploy"
POWERSHELL = "http://schemas.microsoft.com/powershell/2004/04"

TOPOLOGY = f"""<Topology xmlns="{DEPLOY}.Topology.2008" Signature="x">
  <Sites>
    <CentralSite SiteId="1"><Name>North</Name></CentralSite>
  </Sites>
  <Clusters>
    <Cluster Fqdn="lync01.north.example" RequiresReplication="true">
      <ClusterId SiteId="1" Number="1" />
      <Machine OrdinalInCluster="1" Fqdn="lync01.north.example" />
    </Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="2" ServiceVersion="6">
      <ServiceId SiteId="1" RoleName="UserServices" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
"""

BUILDER = f"""<TopologyBuilder xmlns="{DEPLOY}.Topology.2008">
  <Sites>
    <CentralSite SiteId="7c9f0f3a-0000-4000-8000-000000000001"><Name>North</Name></CentralSite>
  </Sites>
  <Clusters>
    <Cluster Fqdn="lync01.north.example" ClusterUniqueId="7c9f0f3a-0000-4000-8000-000000000002" />
  </Clusters>
</TopologyBuilder>
"""

EDGE_INPUT = """<TopologyInput>
  <Edge Fqdn="edge01.north.example">
    <InternalServer Fqdn="ocs01.north.example" />
  </Edge>
</TopologyInput>
"""

ANCHORED = f"""<AnchoredXml xmlns="urn:schema:Microsoft.Rtc.Management.ScopeFramework.2008">
  <Key ScopeClass="Global">
    <SchemaId Namespace="urn:schema:x" ElementName="SimpleUrlConfiguration" />
  </Key>
  <Dictionary Count="1"><Item><Key /><Value /></Item></Dictionary>
</AnchoredXml>
"""

CLIXML = f"""<Objs Version="1.1.0.1" xmlns="{POWERSHELL}">
  <Obj RefId="0">
    <TN RefId="0"><T>Microsoft.Rtc.Management.ADConnect.Schema.OCSADUser</T></TN>
    <Props>
      <S N="SipAddress">sip:amy@north.example</S>
      <S N="DisplayName">Amy</S>
      <B N="Enabled">true</B>
      <Obj N="Lines" RefId="1"><LST><S>one</S><S>two</S></LST></Obj>
    </Props>
  </Obj>
</Objs>
"""

REPORT = """<CsMgmtLog>
  <Action Name="Publish-CsTopology" Time="2013-01-01T00:00:00">
    <Info Title="Connection"><![CDATA[Data Source=sql01]]></Info>
    <Complete Time="2013-01-01T00:00:01" />
  </Action>
</CsMgmtLog>
"""

USER_DATA = """<DocItemSet xmlns="urn:schema:Microsoft.Rtc.Management.Xds.AppLayer.2008">
  <DocItem Name="urn:hcd:amy@north.example" Version="1">
    <Data><HomedResource UserAtHost="amy@north.example">
      <Contacts><Contact Buddy="bob@north.example" /></Contacts>
    </HomedResource></Data>
  </DocItem>
</DocItemSet>
"""

DATABASE = """<HomedResources>
  <HomedResource UserAtHost="amy@north.example">
    <Contacts><Contact Buddy="bob@north.example" Groups="1" /></Contacts>
    <ContactGroups><ContactGroup Number="1" /></ContactGroups>
  </HomedResource>
</HomedResources>
"""

WMI = """<CIM CIMVERSION="2.0" DTDVERSION="2.0">
  <DECLARATION><DECLGROUP><VALUE.OBJECT>
    <INSTANCE CLASSNAME="MSFT_SIPPoolSetting">
      <PROPERTY NAME="PoolFQDN" TYPE="string"><VALUE>ocs01.north.example</VALUE></PROPERTY>
      <PROPERTY NAME="MajorVersion" TYPE="uint32"><VALUE>4</VALUE></PROPERTY>
    </INSTANCE>
  </VALUE.OBJECT></DECLGROUP></DECLARATION>
</CIM>
"""

LDIF = """version: 1

dn: CN=Amy,OU=Users,DC=north,DC=example
objectClass: user
displayName:: QW15
msRTCSIP-PrimaryUserAddress: sip:amy@north.example
msRTCSIP-UserEnabled: TRUE
description: a line that
 goes on

"""

CSV = """#TYPE Microsoft.Rtc.Management.ADConnect.Schema.OCSADUser
"Identity","SipAddress","DisplayName","Enabled"
"CN=Amy,DC=north,DC=example","sip:amy@north.example","Amy ""A"" Hill","True"
"CN=Bob,DC=north,DC=example","sip:bob@north.example","Bob","True"
"""

# what each is called, and what it is; those of @LENIENT may end early and are a finding then
XML = {
    "topology": TOPOLOGY,
    "builder": BUILDER,
    "edge-input": EDGE_INPUT,
    "settings": ANCHORED,
    "clixml": CLIXML,
    "report": REPORT,
    "user-data": USER_DATA,
    "database": DATABASE,
    "wmi": WMI,
}
LENIENT = {"database", "report", "user-data"}
# what is read by a scanner of our own has words of its own
SCANNED = {"clixml"}


def root(text):
    """The name of the first element."""
    return text[1:].split(">")[0].split(" ")[0]


def around(text, inside):
    """The document with something else in its place: only its root is left."""
    start = text.index(">") + 1
    return f"{text[:start]}{inside}</{root(text)}>\n"
