Several files about one thing: which of them counts, what is told, and that no order matters. What is missing for a plan.

--- scenario two exports of users of different days
--- shows user-fact-conflict
--- copy samples/fabrikam/topology.xml w/topology.xml
--- copy samples/fabrikam/ocs-pools.xml w/ocs-pools.xml
--- file w/monday.csv
"SipAddress","DisplayName","RegistrarPool","Enabled","EnterpriseVoiceEnabled","VoicePolicy","WhenChanged"
"sip:amy@fabrikam.com","Amy","ocs01.fabrikam.com","True","False","Gold","2012-05-01 08:00:00"
"sip:bob@fabrikam.com","Bob","ocs01.fabrikam.com","True","True","Gold","2012-05-01 08:00:00"
"sip:eve@fabrikam.com","Eve","ocs01.fabrikam.com","True","True","Gold","2012-05-01 08:00:00"
--- file w/tuesday.csv
"SipAddress","DisplayName","RegistrarPool","Enabled","EnterpriseVoiceEnabled","VoicePolicy","WhenChanged"
"sip:Amy@fabrikam.com","Amy Strande","lync01.fabrikam.com","True","True","","2012-05-02 08:00:00"
"sip:bob@fabrikam.com","Bob","ocs01.fabrikam.com","True","True","Gold","2012-05-01 08:00:00"
--- run validate --fail-on never w
--- stdout
~ w/monday.csv:2: warning: Two exports say different things of one user: the home pool of sip:Amy@fabrikam.com is ocs01.fabrikam.com here, but lync01.fabrikam.com in w/tuesday.csv:2; the plan keeps lync01.fabrikam.com, since it was changed 2012-05-02 08:00:00 there, 2012-05-01 08:00:00 here [user-fact-conflict]
~ Enterprise Voice of sip:Amy@fabrikam.com is off here, but on in w/tuesday.csv:2
~ the name of sip:Amy@fabrikam.com is Amy here, but Amy Strande in w/tuesday.csv:2
~ voice policy of sip:Amy@fabrikam.com is Gold here, but inherited in w/tuesday.csv:2
! sip:bob
! sip:eve
--- run inspect w
--- stdout
~ 3  users

--- scenario one user in CLIXML, LDIF, CSV and WMI
--- shows user-fact-conflict
--- copy samples/fabrikam/topology.xml w/topology.xml
--- copy samples/fabrikam/ocs-pools.xml w/ocs-pools.xml
--- file w/users.xml utf-16le bom
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><TN RefId="0"><T>Microsoft.Rtc.Management.ADConnect.Schema.ADUser</T><T>System.Object</T></TN><Props><S N="SipAddress">sip:amy@fabrikam.com</S><S N="DisplayName">Amy</S><Nil N="RegistrarPool" /><S N="HomeServer">CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com</S><B N="Enabled">true</B><B N="EnterpriseVoiceEnabled">true</B><Nil N="VoicePolicy" /><DT N="WhenChanged">2012-05-02T08:00:00.0000000Z</DT></Props></Obj></Objs>
--- file w/users.ldf
version: 1

dn: CN=Amy,OU=Sales,DC=fabrikam,DC=com
objectClass: user
displayName: Amy
msRTCSIP-PrimaryUserAddress: sip:amy@fabrikam.com
msRTCSIP-UserEnabled: TRUE
msRTCSIP-FederationEnabled: TRUE
msRTCSIP-OptionFlags: 128
msRTCSIP-PrimaryHomeServer: CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN
 =RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com
whenChanged: 20120502080000.0Z
--- file w/users.csv
SipAddress,RegistrarPool,EnterpriseVoiceEnabled
sip:AMY@fabrikam.com,ocs01.fabrikam.com,False
--- run inspect w
--- stdout
~ 1  users
--- run validate --fail-on never w
--- stdout
~ w/users.csv:2: warning: Two exports say different things of one user: Enterprise Voice of sip:amy@fabrikam.com is off here, but on in w/users.
~ since it was changed 2012-05-02 08:00:00 there, unknown here [user-fact-conflict]
! home pool of sip:amy
! federation of sip:amy

--- scenario the same export twice is silent
--- shows not user-fact-conflict exports-disagree
--- copy samples/fabrikam
--- copy samples/fabrikam/ocs-users.xml fabrikam/later.xml
--- run validate --fail-on never fabrikam
--- stdout
! [user-fact-conflict]
! [exports-disagree]

--- scenario twenty findings of a sort and one for the rest, in any order of files
--- copy samples/contoso a
--- copy samples/contoso/cs-users-redmond.xml b/users.xml
--- replace b/users.xml /T17:42:10/T19:42:10/
--- replace b/users.xml /EnterpriseVoiceEnabled">true/EnterpriseVoiceEnabled">false/
--- run validate --fail-on never --format json a b
--- stdout
~ more users differs between this file and b/users.xml; the plan keeps what that one says
--- golden merging-contoso.json
--- run validate --fail-on never --format json b a
--- golden merging-contoso.json
--- run validate --fail-on never --format json --jobs 4 b a/topology.xml a
--- golden merging-contoso.json

--- scenario two topologies of different days
--- shows exports-disagree not exports-disagree
--- copy samples/fabrikam
--- copy samples/fabrikam/topology.xml fabrikam/topology-old.xml
--- run validate --fail-on never fabrikam
--- stdout
! [exports-disagree]
--- replace fabrikam/topology-old.xml /RoleName="Registrar"/RoleName="EdgeServer"/
--- run validate --fail-on never fabrikam
--- stdout
~ is described otherwise than in fabrikam/topology-old.xml: only here service Registrar of version
~ [exports-disagree]

--- scenario a draft beside the published topology
--- shows topology-not-published not exports-disagree
--- copy samples/fabrikam/topology.xml w/topology.xml
--- file w/draft.tbxml
<TopologyBuilder xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.TopologyBuilder.2008">
<NewTopology>
<PartialTopology IsPublished="false" xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.WritableTopology.2008">
<CentralSites><CentralSite SiteId="1"><Name xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">Porto</Name></CentralSite></CentralSites>
<Clusters>
<Cluster UniqueId="{11111111-1111-1111-1111-111111111111}" Fqdn="lync01.fabrikam.com"><ClusterId SiteId="1" Number="1" xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008"/><Machine Fqdn="fe09.fabrikam.com"/></Cluster>
</Clusters>
</PartialTopology>
</NewTopology>
</TopologyBuilder>
--- run validate --fail-on never w
--- stdout
~ w/draft.tbxml:6: info: A Topology Builder file says something else than the published topology: lync01.fabrikam.com is described otherwise than in w/topology.xml: only here
~ computer fe09.fabrikam.com
~ the plan rests on that one, which is published [topology-not-published]
! [exports-disagree]

--- scenario what is missing for a plan
--- copy samples/fabrikam/topology.xml w/topology.xml
--- run inspect w
--- stdout
~ Missing for a full plan: 2 required,
~ on the legacy side: Get-WmiObject -Class MSFT_SIPPoolSetting | Export-Clixml ocs-pools.xml
~ on the target side: Get-CsUser -OnOfficeCommunicationServer | Export-Clixml cs-users.xml
! (Get-CsTopology -AsXml)
--- run inspect --format json w
--- stdout
~ "what" : "legacy users",
~ "side" : "target",
~ "command" : "Get-CsUser -OnOfficeCommunicationServer | Export-Clixml cs-users.xml",
~ "certainty" : "seen"
