The same facts in every format: they arrive in the estate, and point to where they stand.

--- scenario users and pools as LDIF
--- file ad.ldf crlf
version: 1

# written by ldifde
dn: CN=ocspool01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com
changetype: add
objectClass: top
objectClass: msRTCSIP-Pool
cn: ocspool01
dNSHostName: ocspool01.contoso.com
msRTCSIP-PoolType: 10
msRTCSIP-PoolVersion: 4
msRTCSIP-BackEndServer: sql01.contoso.com\rtc

dn: CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Pools,CN=RTC Service,CN=Service
 s,CN=Configuration,DC=contoso,DC=com
objectClass: top
objectClass: msRTCSIP-PoolService
msRTCSIP-FrontEndServers: CN=LC Services,CN=Microsoft,CN=ocsfe01,CN=Computers,DC=contoso,DC=com
msRTCSIP-FrontEndServers: CN=ocsfe02,CN=Computers,DC=contoso,DC=com

dn: CN={1},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com
objectClass: msRTCSIP-TrustedService
msRTCSIP-TrustedServerFQDN: ocsmed01.contoso.com
msRTCSIP-TrustedServiceType: MediationServer
msRTCSIP-TrustedServerVersion: 4
msRTCSIP-RoutingPoolDN: CN=ocspool01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com

dn: CN=Amy,OU=Sales,DC=contoso,DC=com
objectClass: top
objectClass: person
objectClass: user
displayName:: QW15IEdvbsOnYWx2ZXM=
msRTCSIP-PrimaryUserAddress: sip:amy@contoso.com
msRTCSIP-UserEnabled: TRUE
msRTCSIP-OptionFlags: 384
msRTCSIP-PrimaryHomeServer: CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Pools,C
 N=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com

dn: CN=Bob,OU=Sales,DC=contoso,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:bob@contoso.com
msRTCSIP-UserEnabled: TRUE

dn: OU=Sales,DC=contoso,DC=com
objectClass: organizationalUnit
--- run inspect ad.ldf
--- stdout
~ ldif  documented  legacy      utf-8         5  ad.ldf
~ pool              ocspool01.contoso.com  -     Office Communications Server 2007 R2         2      1      1
~ Mediation server  ocsmed01.contoso.com
~ ad.ldf:44: class of the directory: organizationalUnit
--- run validate ad.ldf
--- exit 1
--- stdout
~ ad.ldf:4: error: A legacy pool has no target pool
~ ad.ldf:39: warning: An enabled user has no home pool: sip:bob@contoso.com
--- encode ad.ldf utf-16le bom crlf
--- run inspect ad.ldf
--- stdout
~ ldif  documented  legacy      utf-16le-bom      5  ad.ldf

--- scenario entries of the target in LDIF are no legacy pools
--- file ad.ldf
dn: CN=1:1,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com
objectClass: msRTCSIP-Pool
cn: 1:1
dNSHostName: lync01.contoso.com
msRTCSIP-PoolVersion: 6
--- run inspect ad.ldf
--- stdout
~ Legacy deployment: nothing in these inputs
~ lync01.contoso.com

--- scenario LDIF points to a value elsewhere
--- shows input-link-refused
--- file ad.ldf
dn: CN=Amy,DC=contoso,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:amy@contoso.com
thumbnailPhoto:< file:///etc/hostname
--- run validate ad.ldf
--- stdout
~ ad.ldf:4: warning: A value that stands outside of the export was not read: the value of thumbnailPhoto stands elsewhere
~ [input-link-refused]

--- scenario LDIF that is none
--- file ad.ldf
dn: CN=Amy,DC=contoso,DC=com
objectClass user
--- run inspect ad.ldf
--- exit 3
--- stderr
~ ad.ldf:2: expected "name: value"; lines of LDIF that go on begin with a blank: "objectClass user"

--- scenario users as CSV
--- copy samples/fabrikam
--- remove fabrikam/ocs-users.xml
--- file fabrikam/users.csv bom crlf
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool","Enabled","EnterpriseVoiceEnabled"
"sip:amy@fabrikam.com","Amy ""A""
Gonçalves","ocs01.fabrikam.com","True","True"
"sip:bob@fabrikam.com","Bob, B","ocs01.fabrikam.com","True","False"
"sip:eva@fabrikam.com","Eva","","True","False"
--- run inspect fabrikam
--- stdout
~ csv       documented  legacy      utf-8-bom         3  fabrikam/users.csv
~ pool              ocs01.fabrikam.com     BackCompatSite  Office Communications Server 2007 R2         1      2      1
--- run validate fabrikam
--- stdout
~ fabrikam/users.csv:6: warning: An enabled user has no home pool: sip:eva@fabrikam.com

--- scenario a CSV that a spreadsheet has saved
--- shows input-value-lost input-letters-lost
--- copy samples/fabrikam
--- remove fabrikam/ocs-users.xml
--- file fabrikam/users.csv
SipAddress;DisplayName;RegistrarPool;EnterpriseVoiceEnabled;LineURI;VoicePolicy;;
sip:amy@fabrikam.com;Gon?alves;ocs01.fabrikam.com;WAHR;3,51211E+11;System.Object[];;
--- run inspect fabrikam
--- stdout
~ Office Communications Server 2007 R2         1      1      1
--- run validate fabrikam
--- stdout
~ fabrikam/users.csv:2: warning: An export holds the name of a type where a value should be: column LineURI, 1 row: a spreadsheet made a rounded number of the value [input-value-lost]
~ column VoicePolicy, 1 row: the name of a type stands where the value was [input-value-lost]
~ column DisplayName, 1 row: a question mark stands where a letter seems to have been [input-letters-lost]

--- scenario a CSV whose rows do not fit
--- file users.csv
SipAddress,DisplayName,RegistrarPool
sip:amy@contoso.com,Gonzales, Amy,ocs01.contoso.com
--- run inspect users.csv
--- exit 3
--- stderr
~ users.csv:2: the row has 4 cells, but the table has 3 columns

--- scenario users and pools as csvde writes them
--- file ad.csv
DN,objectClass,cn,dNSHostName,msRTCSIP-PoolVersion,msRTCSIP-PrimaryUserAddress,msRTCSIP-PrimaryHomeServer,msRTCSIP-OptionFlags,objectGUID
"CN=p,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=x",top;msRTCSIP-Pool,p,p.x,4,,,,X'00'
"CN=Amy,DC=x",top;person;user,Amy,,,sip:amy@x,"CN=LC Services,CN=Microsoft,CN=p,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=x",128,X'01'
--- run inspect ad.csv
--- stdout
~ csv   documented  legacy      utf-8         2  ad.csv
~ pool  p.x   -     Office Communications Server 2007 R2         0      1      1

--- scenario the tables of a plan are no exports
--- file mine.csv bom crlf
SipAddress,DisplayName,SourcePool,TargetPool,Unit,Reason
sip:amy@contoso.com,Amy,ocs01.contoso.com,lync01.contoso.com,1,same pool
--- run inspect mine.csv
--- stdout
~ unknown
~ mine.csv:1: table of a plan: mine.csv
~ 0  users

--- scenario other text is no CSV
--- file list.csv
Name,Address,Version
Amy,Main Street 1,3
--- run inspect list.csv
--- stdout
~ list.csv: file that is not XML: list.csv

--- scenario pools and users as CIM-XML
--- file pools.xml
<?xml version="1.0"?>
<COMMAND SEQUENCENUM="1"><RESULTS NODE="OCSFE01"><CIM>
<INSTANCE CLASSNAME="MSFT_SIPPoolSetting">
<PROPERTY NAME="PoolFQDN" TYPE="string"><VALUE>p.contoso.com</VALUE></PROPERTY>
<PROPERTY NAME="PoolDN" TYPE="string"><VALUE>CN=p,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com</VALUE></PROPERTY>
<PROPERTY NAME="MajorVersion" TYPE="uint32"><VALUE>4</VALUE></PROPERTY>
<PROPERTY.ARRAY NAME="PoolMemberList" TYPE="string"><VALUE.ARRAY><VALUE>a.contoso.com</VALUE><VALUE>b.contoso.com</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>
</INSTANCE></CIM></RESULTS></COMMAND>
--- file users.xml
<CIM><INSTANCE CLASSNAME="MSFT_SIPESUserSetting">
<PROPERTY NAME="PrimaryURI"><VALUE>sip:amy@contoso.com</VALUE></PROPERTY>
<PROPERTY NAME="HomeServerDN"><VALUE>CN=LC Services,CN=Microsoft,CN=p,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com</VALUE></PROPERTY>
<PROPERTY NAME="UCEnabled"><VALUE>TRUE</VALUE></PROPERTY></INSTANCE>
<INSTANCE CLASSNAME="MSFT_SIPESUserSetting">
<PROPERTY NAME="PrimaryURI"><VALUE>sip:bob@contoso.com</VALUE></PROPERTY>
<PROPERTY NAME="Enabled"><VALUE>TRUE</VALUE></PROPERTY></INSTANCE></CIM>
--- run inspect pools.xml users.xml
--- stdout
~ wmi   inferred   legacy      utf-8         1  pools.xml
~ wmi   inferred   legacy      utf-8         2  users.xml
~ pool  p.contoso.com  -     Office Communications Server 2007 R2         2      1      1
! layout inferred
--- run validate pools.xml users.xml
--- exit 1
--- stdout
~ pools.xml:3: error: A legacy pool has no target pool
~ users.xml:5: warning: An enabled user has no home pool: sip:bob@contoso.com

--- scenario an export whose layout nobody has described
--- file lcscmd.xml
<configuration>
  <pool>
    <MSFT_SIPPoolSetting>
      <PoolFQDN>p.contoso.com</PoolFQDN>
      <MajorVersion>4</MajorVersion>
      <PoolMemberList><item>a.contoso.com</item><item>b.contoso.com</item></PoolMemberList>
    </MSFT_SIPPoolSetting>
  </pool>
</configuration>
--- run inspect lcscmd.xml
--- stdout
~ wmi
~ p.contoso.com  -     Office Communications Server 2007 R2         2      0      0
~ lcscmd.xml:3: layout inferred from names: MSFT_SIPPoolSetting

--- scenario a configuration export: documents of the store in the wrapper of user data
--- file store/DocItemSet.xml utf-8 bom crlf
<DocItemSet><DocItem Name="urn:xds:1"><Data>
  <AnchoredXml xmlns="urn:schema:Microsoft.Rtc.Management.ScopeFramework.2008" SchemaWriteVersion="1">
    <Key ScopeClass="Global"><SchemaId Namespace="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" ElementName="Topology" /></Key>
    <Dictionary Count="1"><Item><Key /><Value>
      <Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
        <Sites><CentralSite SiteId="1"><Name>Redmond</Name></CentralSite></Sites>
        <Clusters><Cluster Fqdn="lync01.contoso.com"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="lync01.contoso.com" /></Cluster></Clusters>
        <Services>
          <Service RoleVersion="2" ServiceVersion="6"><ServiceId SiteId="1" RoleName="Registrar" Instance="1" /><DependsOn /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
        </Services>
      </Topology>
    </Value></Item></Dictionary>
  </AnchoredXml></Data></DocItem>
<DocItem Name="urn:xds:2"><Data>
  <AnchoredXml SchemaWriteVersion="2">
    <Key ScopeClass="Tag"><SchemaId Namespace="urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008" ElementName="VoicePolicy" /></Key>
    <Dictionary Count="2">
      <Item><Key /><Value><VoicePolicy xmlns="urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008" /></Value></Item>
      <Item><Key>Staff</Key><Value><VoicePolicy xmlns="urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008"><PstnUsages><Usage>Local</Usage></PstnUsages></VoicePolicy></Value></Item>
    </Dictionary>
  </AnchoredXml></Data></DocItem>
<DocItem Name="urn:xds:3"><Data>
  <AnchoredXml><Key ScopeClass="Global"><SchemaId Namespace="urn:schema:Microsoft.Rtc.Management.Settings.WatcherNode.2010" ElementName="WatcherNodes" /></Key>
    <Dictionary Count="1"><Item><Key /><Value><WatcherNodes xmlns="urn:schema:Microsoft.Rtc.Management.Settings.WatcherNode.2010" /></Value></Item></Dictionary>
  </AnchoredXml></Data></DocItem>
</DocItemSet>
--- run inspect store
--- stdout
~ settings
~ lync01.contoso.com
~ Lync Server 2013
~ 2        0  policy
~ layout inferred from names: VoicePolicy
~ document: WatcherNodes
--- run inspect --format graphml store
--- stdout
~ policy:global
~ policy:staff

--- scenario an archive is read as the folder that was packed
--- copy samples/fabrikam
--- zip backup.zip fabrikam/topology.xml fabrikam/ocs-users.xml fabrikam/ocs-pools.xml
--- run inspect fabrikam backup.zip
--- stdout
~ archive   documented
~ backup.zip/fabrikam/ocs-users.xml
~ backup.zip/fabrikam/topology.xml
~ 12  users
--- run plan fabrikam backup.zip -o plan
--- exit 0
--- text plan/plan.json
~ "backup.zip/fabrikam/ocs-users.xml"
--- run check plan fabrikam backup.zip
--- exit 0

--- scenario a document of the store within XML of somebody else
--- file tool.xml utf-16le bom crlf
<?xml version="1.0" encoding="utf-8"?>
<Backup Tool="of somebody">
  <Head>nothing of ours</Head>
  <Part><AnchoredXml><Key ScopeClass="Global" /><Dictionary><Item><Key /><Value>
    <ConferenceDirectories><ConferenceDirectory Id="7" /></ConferenceDirectories>
  </Value></Item></Dictionary></AnchoredXml></Part>
  <Part><MSFT_SIPPoolSetting PoolFQDN="ocs01.contoso.com" MajorVersion="4" PoolDN="CN=ocs01,CN=Pools" /></Part>
</Backup>
--- run inspect tool.xml
--- stdout
~ settings
~ 1  conference directory
~ ocs01.contoso.com

--- scenario XML that nobody knows is kept and told
--- file odd.xml
<Inventory><Host Name="a" /></Inventory>
--- run inspect odd.xml
--- stdout
~ unknown
~ odd.xml:1: document: Inventory

--- scenario an ampersand in an attribute is no reference
--- file store.xml
<AnchoredXml><Key ScopeClass="Tag" /><Dictionary><Item><Key><Anchor Name="R&amp;D" /></Key><Value>
<VoicePolicy xmlns="urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008" /></Value></Item></Dictionary></AnchoredXml>
--- run inspect --format graphml store.xml
--- stdout
~ policy:r&amp;d<

--- scenario an attack with names without end
--- file names.xml
<Store><a/><b/><c/></Store>
--- run inspect --limit max-names=1 names.xml
--- exit 3
--- stderr
~ more different names than the limit of 1 names (raise it with --limit max-names=N)

--- scenario a bundle of lists, exported as one object
--- file bundle.xml utf-16le bom crlf
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0"><TN RefId="0"><T>System.Collections.Hashtable</T><T>System.Object</T></TN><DCT>
    <En><S N="Key">Users</S><Obj N="Value" RefId="1"><TN RefId="1"><T>System.Object[]</T></TN><LST>
      <Obj RefId="2"><TN RefId="2"><T>Microsoft.Rtc.Management.ADConnect.Schema.ADUser</T></TN><Props>
        <S N="SipAddress">sip:amy@contoso.com</S><S N="RegistrarPool">lync01.contoso.com</S></Props></Obj>
    </LST></Obj></En>
    <En><S N="Key">Pools</S><Obj N="Value" RefId="3"><TNRef RefId="1" /><LST>
      <Obj RefId="4"><TN RefId="3"><T>Microsoft.Rtc.Management.Deploy.Internal.Cluster</T></TN><Props>
        <S N="Fqdn">lync01.contoso.com</S></Props></Obj>
    </LST></Obj></En>
  </DCT></Obj>
</Objs>
--- run inspect --format json bundle.xml
--- stdout
~ "users" : 1
~ "fqdn" : "lync01.contoso.com"

--- scenario exports copied into one file
--- file both.xml
#< CLIXML
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
<Obj RefId="0"><TN RefId="0"><T>Microsoft.Rtc.Management.Deploy.Internal.Cluster</T></TN><Props><S N="Fqdn">a.contoso.com</S></Props></Obj></Objs>
#< CLIXML
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
<Obj RefId="0"><TN RefId="0"><T>Microsoft.Rtc.Management.Deploy.Internal.Cluster</T></TN><Props><S N="Fqdn">b.contoso.com</S></Props></Obj></Objs>
--- run inspect both.xml
--- stdout
~ a.contoso.com
~ b.contoso.com

--- scenario a list that the exporter did not go into
--- shows input-value-lost
--- file pools.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0"><TN RefId="0"><T>Microsoft.Rtc.Management.Deploy.Internal.Cluster</T></TN><Props>
    <S N="Fqdn">a.contoso.com</S><S N="Computers">System.Collections.Generic.List`1[System.String]</S></Props></Obj>
</Objs>
--- run validate pools.xml
--- stdout
~ pools.xml:2
~ [input-value-lost]
~ Computers of Microsoft.Rtc.Management.Deploy.Internal.Cluster is only the name of its type

--- scenario a version that is no number
--- shows input-value-odd
--- file topology.xml
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
<Sites><CentralSite SiteId="1"><Name>Redmond</Name></CentralSite></Sites>
<Clusters><Cluster Fqdn="a.contoso.com"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="a.contoso.com" /></Cluster></Clusters>
<Services><Service RoleVersion="2" ServiceVersion="six"><ServiceId SiteId="1" RoleName="Registrar" Instance="1" /><DependsOn />
<InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service></Services>
</Topology>
--- run validate topology.xml
--- stdout
~ topology.xml:4
~ [input-value-odd]
~ "six"

--- scenario every real export says what it is
--- real anchoredxml-serviceassignments.xml
--- run inspect --format json anchoredxml-serviceassignments.xml
--- exit 0
--- stdout
~ "kind" : "settings"
--- real clixml-LocalGroupMember.xml
--- run inspect --format json clixml-LocalGroupMember.xml
--- exit 0
--- stdout
~ "kind" : "clixml"
--- real clixml-nobom-wmi-Win32_Processor.xml
--- run inspect --format json clixml-nobom-wmi-Win32_Processor.xml
--- exit 0
--- stdout
~ "kind" : "clixml"
--- real clixml-utf16le-small.xml
--- run inspect --format json clixml-utf16le-small.xml
--- exit 0
--- stdout
~ "kind" : "clixml"
--- real clixml-wmi-Win32_OperatingSystem.xml
--- run inspect --format json clixml-wmi-Win32_OperatingSystem.xml
--- exit 0
--- stdout
~ "kind" : "clixml"
--- real contoso-sfb2015-ee-edge.tbxml
--- run inspect --format json contoso-sfb2015-ee-edge.tbxml
--- exit 0
--- stdout
~ "kind" : "topology-builder"
--- real csmgmtlog-05_Publish-CSTopology.xml
--- run inspect --format json csmgmtlog-05_Publish-CSTopology.xml
--- exit 0
--- stdout
~ "kind" : "report"
--- real csmgmtlog-06_Enable-CsTopology.xml
--- run inspect --format json csmgmtlog-06_Enable-CsTopology.xml
--- exit 0
--- stdout
~ "kind" : "report"
--- real legacy-edge-input-ocs2007r2.xml
--- run inspect --format json legacy-edge-input-ocs2007r2.xml
--- exit 0
--- stdout
~ "kind" : "edge-input"
--- real topology-sfb2015-se-edge-pstn.xml
--- run inspect --format json topology-sfb2015-se-edge-pstn.xml
--- exit 0
--- stdout
~ "kind" : "topology"
--- real topology-sfb2019-se.xml
--- run inspect --format json topology-sfb2019-se.xml
--- exit 0
--- stdout
~ "kind" : "topology"

--- scenario user data of Export-CsUserData
--- copy samples/fabrikam
--- file fabrikam/DocItemSet.xml utf-8 bom crlf
<?xml version="1.0" encoding="utf-8"?>
<DocItemSet xmlns="urn:schema:Microsoft.Rtc.UserData">
<DocItem Name="urn:lcd:FKowalski@fabrikam.com"><Data><HomedResource>
<ContactGroups><ContactGroup Number="1" DisplayName="fg=="/><ContactGroup Number="2" DisplayName="VGVhbQ=="/></ContactGroups>
<Contacts><Contact Buddy="grossi@fabrikam.com" Groups="1 2"/><Contact Buddy="amy@partner.com" Groups="1"/></Contacts>
</HomedResource></Data></DocItem>
<DocItem Name="urn:hcd:fkowalski@fabrikam.com"><Data><Conferences><Conference/><Conference/></Conferences>
<Delegates><Delegate Buddy="hzhang@fabrikam.com"/></Delegates></Data></DocItem>
</DocItemSet>
--- run inspect fabrikam
--- stdout
~ user-data
~ user data: 1 person, 2 contacts, 2 conferences, 1 delegate
~ fabrikam/DocItemSet.xml:7: taken for a conference by its name: Conference
~ fabrikam/DocItemSet.xml:8: taken for delegates by its name: Delegates
# user data says who acts for whom: a list written by hand is not asked for
! who acts for whom
--- run inspect --format json fabrikam
--- stdout
~ "user_data" : {
~ "contacts" : 2
~ "distribution_groups" : 0
--- run validate fabrikam
--- stdout
! user-data-unknown-person

--- scenario user data without a user
--- copy samples/fabrikam
--- run inspect fabrikam
--- stdout
! user data
~ who acts for whom: bosses and delegates should move in one wave

--- scenario user data of somebody whom nobody exported
--- shows user-data-unknown-person
--- copy samples/fabrikam
--- file fabrikam/hr.xml utf-16le bom
<?xml version="1.0" encoding="utf-16"?><HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="gone@fabrikam.com"><Contacts><Contact Buddy="grossi@fabrikam.com" SubscribePresence="1"/></Contacts></HomedResource>
<HomedResource UserAtHost="grossi@fabrikam.com"><Contacts><Contact Buddy="left@fabrikam.com"/><Contact Buddy="x@partner.com"/></Contacts>
</HomedResource></HomedResources>
--- run validate --format json fabrikam
--- stdout
~ user-data-unknown-person
~ 2 people whom this user data names, 1 of them with data here, are in no export of users: sip:gone@fabrikam.com, sip:left@fabrikam.com
~ "line" : 2
--- run validate fabrikam
--- stdout
~ fabrikam/hr.xml:2: warning: User data names people whom no export of users lists

--- scenario a database export that ends in the middle
--- shows input-cut-short
--- copy samples/fabrikam
--- file fabrikam/hr.xml utf-16le bom
<?xml version="1.0" encoding="utf-16"?><HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="grossi@fabrikam.com"><Contacts><Contact Buddy="hzhang@fabrikam.com"/></Contacts></HomedResource>
<HomedResource UserAtHost="hzhang@fabrikam.com"><Contacts><Contact Buddy="gro
--- run inspect fabrikam
--- stdout
~ dbimpexp
~ user data: 1 person, 1 contact, 0 conferences, 0 delegates
--- run validate fabrikam
--- stdout
~ [input-cut-short]
~ the data of 1 person is complete and was read

--- scenario reports of commands, in the order in which they ran
--- shows report-step-failed
--- copy samples/fabrikam
--- file fabrikam/a.xml utf-8 bom crlf
<?xml version="1.0" encoding="utf-8"?>
<CsMgmtLog Name="Enable-CSTopology">
  <Action Name="Cluster sfb01.fabrikam.com" Time="2018-11-01 16:45:01Z">
    <Warning Time="2018-11-01 16:45:01Z">slow</Warning>
    <Exception Type="System.Exception" Message="no rights" Time="2018-11-01 16:45:02Z"/>
  </Action>
  <Info Title="Command Status" Time="2018-11-01 16:45:03Z">Command run is complete.</Info>
</CsMgmtLog>
--- file fabrikam/b.xml
<CsMgmtLog Name="Publish-CSTopology">
  <Info Title="Connection" Time="2018-11-01 16:44:57Z">x</Info>
  <Info Title="NewObject" Time="2018-11-01 16:45:00Z">Adding service assignment "155" for service "1-Registrar-1":"Registrar".</Info>
  <Info Title="Command Status" Time="2018-11-01 16:45:00Z">Command run is complete.</Info>
</CsMgmtLog>
--- run inspect fabrikam
--- stdout
~ Publish-CSTopology  2018-11-01 16:44:57Z  2018-11-01 16:45:00Z  succeeded       0         0  fabrikam/b.xml
~ Enable-CSTopology   2018-11-01 16:45:01Z  2018-11-01 16:45:03Z  failed          1         1  fabrikam/a.xml
--- run inspect --format json fabrikam
--- stdout
~ "first_error" : "System.Exception: no rights"
--- run validate fabrikam
--- stdout
~ Enable-CSTopology ended with 1 error: System.Exception: no rights
~ fabrikam/a.xml:5
~ [report-step-failed]

--- scenario real reports say what ran
--- real csmgmtlog-05_Publish-CSTopology.xml
--- real csmgmtlog-06_Enable-CsTopology.xml
--- run inspect csmgmtlog-05_Publish-CSTopology.xml csmgmtlog-06_Enable-CsTopology.xml
--- stdout
~ Publish-CSTopology  2018-11-01 16:44:57Z  2018-11-01 16:45:00Z  succeeded
~ Enable-CSTopology   2018-11-01 16:45:00Z  2018-11-01 16:45:03Z  succeeded

--- scenario user data that is no XML after a while
--- file hr.xml
<HomedResources>
<HomedResource UserAtHost="a@b.test"></HomedResources>
--- run inspect hr.xml
--- exit 3
--- stderr
~ hr.xml:2:

--- scenario user data with a document type
--- file hr.xml
<!DOCTYPE HomedResources [<!ENTITY a "aaaaaaaaaa">]>
<HomedResources><HomedResource UserAtHost="&a;"/></HomedResources>
--- run inspect hr.xml
--- exit 3
--- stderr
~ hr.xml:1:
~ <!DOCTYPE HomedResources> is refused
