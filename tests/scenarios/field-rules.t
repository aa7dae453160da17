Rules of field experience: what went wrong in real migrations and can be seen in exports (analyzer/field.def).
Each fires in one scenario and keeps quiet in a near miss.

--- scenario F-06 the directory has entries of one target pool only
--- copy samples/contoso
--- file contoso/more-services.csv
#TYPE System.Management.ManagementObject#root\cimv2\MSFT_SIPTrustedServiceSetting
"FQDN","Port","Type","Version","TrustedServiceDN"
"lyncpool01.contoso.com","5061","HomeServer","6","CN={1},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
--- run validate --fail-on never contoso
--- stdout
~ the legacy exports list servers of the target deployment, but nothing of lyncse02.contoso.com [target-pool-not-registered]
! nothing of lyncpool01.contoso.com

--- scenario not F-06 F-07 the directory has entries of each target pool, and of nothing else
--- copy samples/contoso
--- file contoso/more-services.csv
#TYPE System.Management.ManagementObject#root\cimv2\MSFT_SIPTrustedServiceSetting
"FQDN","Port","Type","Version","TrustedServiceDN"
"lyncpool01.contoso.com","5061","HomeServer","6","CN={1},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
"LyncSE02.contoso.com","5061","HomeServer","6","CN={2},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
--- run validate --fail-on never contoso
--- stdout
! [target-pool-not-registered]
! [directory-entry-left]

--- scenario F-07 an entry of a target server that no topology has
--- copy samples/contoso
--- file contoso/more-services.csv
#TYPE System.Management.ManagementObject#root\cimv2\MSFT_SIPTrustedServiceSetting
"FQDN","Port","Type","Version","TrustedServiceDN"
"lyncpool01.contoso.com","5061","HomeServer","6","CN={1},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
"lyncse02.contoso.com","5061","HomeServer","6","CN={2},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
"lynctest.contoso.com","5061","HomeServer","5","CN={3},CN=Trusted Services,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com"
--- run validate --fail-on never contoso
--- stdout
~ contoso/more-services.csv:5:
~ entry of lynctest.contoso.com
~ [directory-entry-left]

--- scenario F-15 a script that forces moves
--- copy samples/fabrikam
--- file fabrikam/move.ps1
# last night
Get-CsUser -OnOfficeCommunicationServer |
    Move-CsLegacyUser -Target lync01.fabrikam.com `
        -Confirm:$false -FORCE
move-csuser amy -Target lync01.fabrikam.com -fo
--- run validate --fail-on never fabrikam
--- stdout
~ fabrikam/move.ps1:2: error:
~ the script runs Move-CsLegacyUser with -Force [move-forced]
~ fabrikam/move.ps1:5:
~ the script runs Move-CsUser with -Force [move-forced]

--- scenario not F-15 a script that forces something else
--- copy samples/fabrikam
--- file fabrikam/move.ps1
# never: Move-CsUser amy -Target lync01.fabrikam.com -Force
Move-CsUser amy -Target lync01.fabrikam.com -Force:$false
Move-CsUser ben -Target lync01.fabrikam.com; Remove-Item old.log -Force
Move-CsUser cleo -Target lync01.fabrikam.com | Out-File -Force done.txt
Move-CsUser force-feed@fabrikam.com -Target lync01.fabrikam.com -ForTest 1
--- run validate --fail-on never fabrikam
--- stdout
! [move-forced]

--- scenario F-15 a report of a move that was forced
--- copy samples/fabrikam
--- file fabrikam/report.xml
<?xml version="1.0" encoding="utf-8"?>
<CsMgmtLog Name="Move-CsLegacyUser">
  <Info Title="Parameters" Time="2012-11-01 16:44:57Z">Move-CsLegacyUser -Identity amy -Target lync01.fabrikam.com -Force</Info>
  <Info Title="Done" Time="2012-11-01 16:44:58Z">Command complete</Info>
</CsMgmtLog>
--- run validate --fail-on never fabrikam
--- stdout
~ fabrikam/report.xml:3:
~ the report says that Move-CsLegacyUser ran with -Force [move-forced]

--- scenario F-16 users in a domain without target servers
--- copy samples/fabrikam
--- file fabrikam/users.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","HomeServer","DistinguishedName"
"sip:ana@fabrikam.com","Ana","CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com","CN=Ana,OU=People,DC=emea,DC=fabrikam,DC=com"
--- run validate --fail-on never fabrikam
--- stdout
~ users are in the domain emea.fabrikam.com, where no target pool is [users-in-other-domain]
! users are in the domain fabrikam.com,

--- scenario not F-16 F-17 users in the domain of the target servers, which is replicated
--- copy samples/fabrikam
--- file fabrikam/users.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","HomeServer","DistinguishedName"
"sip:ana@fabrikam.com","Ana","CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com","CN=Ana,OU=People,DC=fabrikam,DC=com"
--- file fabrikam/replicator.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.UserReplicator.UserReplicatorConfiguration
"Identity","ADDomainNamingContextList","ReplicationCycleInterval"
"Global","dc=fabrikam,dc=com","00:01:00"
--- run validate --fail-on never fabrikam
--- stdout
! [users-in-other-domain]
! [domain-not-replicated]

--- scenario F-17 a domain with users that is not replicated
--- copy samples/fabrikam
--- file fabrikam/replicator.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.UserReplicator.UserReplicatorConfiguration
"Identity","ADDomainNamingContextList","ReplicationCycleInterval"
"Global","dc=emea,dc=fabrikam,dc=com","00:01:00"
--- run validate --fail-on never fabrikam
--- stdout
~ users are in the domain fabrikam.com, which the user replicator does not read [domain-not-replicated]

--- scenario F-18 a policy that sends contact lists to Exchange
--- copy samples/fabrikam
--- file fabrikam/userservices.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Policy.UserServices.UserServicesPolicy
"Identity","UcsAllowed"
"Global","True"
--- run validate --fail-on never fabrikam
--- stdout
~ user services policy Global lets contact lists go to Exchange [contact-store-allowed]

--- scenario not F-18 a policy that keeps contact lists
--- copy samples/fabrikam
--- file fabrikam/userservices.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Policy.UserServices.UserServicesPolicy
"Identity","UcsAllowed"
"Global","False"
--- run validate --fail-on never fabrikam
--- stdout
! [contact-store-allowed]

--- scenario F-19 a delegate who moved without the manager
--- copy samples/fabrikam
--- file fabrikam/users.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool"
"sip:ana@fabrikam.com","Ana","ocs01.fabrikam.com"
"sip:bea@fabrikam.com","Bea","lync01.fabrikam.com"
--- file fabrikam/delegates.csv
SipAddress,Delegates
sip:ana@fabrikam.com,sip:bea@fabrikam.com
--- run validate --fail-on never fabrikam
--- stdout
~ sip:ana@fabrikam.com is still on the legacy side, sip:bea@fabrikam.com has moved
~ [delegate-on-other-side]

--- scenario not F-19 a delegate who moved with the manager
--- copy samples/fabrikam
--- file fabrikam/users.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool"
"sip:ana@fabrikam.com","Ana","lync01.fabrikam.com"
"sip:bea@fabrikam.com","Bea","lync01.fabrikam.com"
--- file fabrikam/delegates.csv
SipAddress,Delegates
sip:ana@fabrikam.com,sip:bea@fabrikam.com
--- run validate --fail-on never fabrikam
--- stdout
! [delegate-on-other-side]

--- scenario F-20 a target pool without an external web name
--- copy samples/contoso
--- replace contoso/topology.xml |<ExternalSettings Host="lyncweb02.contoso.com">|<ExternalSettings>|
--- run validate --fail-on never contoso
--- stdout
~ lyncse02.contoso.com has no external web services name, as other target pools do [external-web-fqdn-missing]

--- scenario not F-20 each target pool has an external web name
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [external-web-fqdn-missing]

--- scenario F-25 one number for two things
--- copy samples/contoso
--- file contoso/more-workflows.csv
#TYPE Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow
"Identity","Name","PrimaryUri","LineUri"
"service:ApplicationServer:ocspool01.contoso.com/11111111-2222-3333-4444-555555555555","Night Desk","sip:nightdesk@contoso.com","tel:+1 (425) 555-7001"
--- run validate --fail-on never contoso
--- stdout
~ +14255557001 belongs to response group object
~ [number-used-twice]

--- scenario not F-25 an extension of the same number
--- copy samples/contoso
--- file contoso/more-workflows.csv
#TYPE Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow
"Identity","Name","PrimaryUri","LineUri"
"service:ApplicationServer:ocspool01.contoso.com/11111111-2222-3333-4444-555555555555","Night Desk","sip:nightdesk@contoso.com","tel:+14255557001;ext=9"
--- run validate --fail-on never contoso
--- stdout
! [number-used-twice]

--- scenario F-25 two users with one number, written in two ways, and an access number
--- copy samples/contoso
--- replace contoso/cs-users-branches.xml |tel:+351215551001;ext=1001|TEL:+351 (21) 555-1000;EXT=1000|
--- replace contoso/cs-users-redmond.xml |tel:+14255551001;ext=1001|tel:+14255556000|
--- run validate --fail-on never --only F-25 contoso
--- stdout
~ error: Two things that people call have the same number: +351215551000;ext=1000 belongs to user sip:kkowalski@emea.contoso.com and to user sip:caraujo@emea.contoso.com (contoso/cs-users-branches.xml:2) [number-used-twice]
~ +14255556000 belongs to user sip:moneill@contoso.com and to dial-in access number
= 2 errors, 0 warnings, 0 infos

--- scenario F-25 one finding for a number of many
--- copy samples/contoso
--- file contoso/kiosks.csv
"SipAddress","HomeServer","Enabled","LineURI"
--- append contoso/kiosks.csv 2000
"sip:kiosk{}@contoso.com","CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com","True","tel:+14255550999"
--- run validate --fail-on never --only F-25 contoso
--- stdout
~ and 1998 more [number-used-twice]
= 1 error, 0 warnings, 0 infos

--- scenario not F-25 two lists with one user, and a number that ends like another
--- copy samples/contoso
--- file contoso/again.csv
"SipAddress","HomeServer","Enabled","LineURI"
"sip:MOneill@contoso.com","CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com","True","tel:+1 425 555 1001;ext=1001"
"sip:new@contoso.com","CN=LC Services,CN=Microsoft,CN=ocspool01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com","True","tel:+100000000014255551001;ext=1001"
--- run validate --fail-on never contoso
--- stdout
! [number-used-twice]

--- scenario F-28 not F-25 a response group on both sides
--- shows I-16
--- copy samples/contoso
--- file contoso/moved-workflows.csv
#TYPE Microsoft.Rtc.Rgs.Management.WritableSettings.Workflow
"Identity","Name","PrimaryUri","LineUri"
"service:ApplicationServer:lyncpool01.contoso.com/11111111-2222-3333-4444-555555555555","Help Desk","sip:HelpDesk-Hunt@contoso.com","tel:+14255557001"
--- run validate --fail-on never contoso
--- stdout
~ response group Help Desk is on
~ [response-group-on-both-sides]
! [number-used-twice]

--- scenario not F-28 response groups of two legacy pools
--- shows not I-16
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [response-group-on-both-sides]

--- scenario F-29 agents of one group on both sides
--- copy samples/fabrikam
--- file fabrikam/users.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool"
"sip:ana@fabrikam.com","Ana","ocs01.fabrikam.com"
"sip:bea@fabrikam.com","Bea","lync01.fabrikam.com"
--- file fabrikam/groups.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.AgentGroup</T></TN><Props>
<S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/11111111-2222-3333-4444-555555555555</S><S N="Name">Desk</S>
<Obj N="AgentsByUri" RefId="1"><TN RefId="1"><T>System.String[]</T></TN><LST><S>sip:ana@fabrikam.com</S><S>sip:bea@fabrikam.com</S></LST></Obj>
</Props></Obj></Objs>
--- run validate --fail-on never fabrikam
--- stdout
~ Desk has 1 agent on the legacy side (such as sip:ana@fabrikam.com) and 1 on the target side (such as sip:bea@fabrikam.com) [agents-on-both-sides]

--- scenario not F-29 F-30 F-31 agents, owners and pools that fit
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [agents-on-both-sides]
! [agent-unknown]
! [response-group-owner]

--- scenario F-30 an agent whom nobody knows
--- copy samples/contoso
--- replace contoso/rgs-agentgroups.xml |sip:moneill@|sip:moneill@old.|
--- run validate --fail-on never contoso
--- stdout
~ sip:moneill@old.contoso.com is an agent of Reception, but no export lists such a user [agent-unknown]

--- scenario F-31 a response group that another pool owns
--- copy samples/contoso
--- replace contoso/rgs-agentgroups.xml |"OwnerPool">ocspool01.contoso.com|"OwnerPool">ocspool04.contoso.com|
--- run validate --fail-on never contoso
--- stdout
~ response group Help Desk names ocspool01.contoso.com and ocspool04.contoso.com as its pools
~ [response-group-owner]

--- scenario F-33 F-52 F-57 F-58 a target that has no place for everything
--- copy samples/contoso
--- replace contoso/topology.xml /ServiceVersion="6"/ServiceVersion="8"/
--- file contoso/phones.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.OCSADCommonAreaPhoneContact
"Identity","SipAddress","DisplayName","RegistrarPool","LineURI"
"CN=lobby","sip:lobby@contoso.com","Lobby","ocspool01.contoso.com","tel:+14255559901"
--- file contoso/voicemail.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool","HostedVoicemailPolicy"
"sip:zoe@contoso.com","Zoe","ocspool01.contoso.com","Cloud"
--- run validate --fail-on never contoso
--- stdout
~ [um-contact-on-2019]
~ 1 XMPP gateway (first:
~ [feature-without-home]
~ 1 common area phone (first: Lobby) would go to lyncpool01.contoso.com, which runs Skype for Business Server 2019 [phone-on-2019]
~ 1 user with a hosted voice mail policy (first: sip:zoe@contoso.com)
~ [voice-mail-changes]

--- scenario not F-33 F-52 F-57 F-58 a target that has a place for everything
--- copy samples/contoso
--- file contoso/phones.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.OCSADCommonAreaPhoneContact
"Identity","SipAddress","DisplayName","RegistrarPool","LineURI"
"CN=lobby","sip:lobby@contoso.com","Lobby","ocspool01.contoso.com","tel:+14255559901"
--- file contoso/voicemail.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.ADUser
"SipAddress","DisplayName","RegistrarPool","HostedVoicemailPolicy"
"sip:zoe@contoso.com","Zoe","ocspool01.contoso.com","Cloud"
--- run validate --fail-on never contoso
--- stdout
! [um-contact-on-2019]
! [feature-without-home]
! [phone-on-2019]
! [voice-mail-changes]

--- scenario F-35 a gateway that was left out of the change-over
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml |MediationServer:ocsmed01.contoso.com|PstnGateway:gw-lync-01.contoso.com|
--- run validate --fail-on never contoso
--- stdout
~ voice routes lead to gw-lync-01.contoso.com and the like, but none to gw-lync-02.contoso.com [gateway-without-route]

--- scenario not F-35 gateways before the change-over
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [gateway-without-route]

--- scenario F-37 a trusted pool without application
--- copy samples/contoso
--- file contoso/more-pools.csv
#TYPE Microsoft.Rtc.Management.Xds.DisplayExternalServer
"Identity","Registrar","PoolFqdn","ThrottleAsServer"
"TrustedApplicationPool:lyncapp09.contoso.com","Registrar:lyncpool01.contoso.com","lyncapp09.contoso.com","True"
--- run validate --fail-on never contoso
--- stdout
~ lyncapp09.contoso.com is trusted as a pool of applications, but no application is defined on it [application-pool-unused]

--- scenario not F-37 a trusted pool with an application
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [application-pool-unused]

--- scenario F-40 federation over an Edge that has it off
--- copy samples/contoso
--- file contoso/sites.csv
#TYPE Microsoft.Rtc.Management.Deploy.Internal.Site
"Identity","SiteId","Pools","FederationRoute"
"Site:Redmond","Site:Redmond","lyncpool01.contoso.com","EdgeServer:lyncedge.contoso.com"
--- run validate --fail-on never contoso
--- stdout
~ site Redmond sends federation over lyncedge.contoso.com, where federation is off [federation-route-idle]

--- scenario not F-40 federation over the Edge that has it on
--- copy samples/contoso
--- file contoso/sites.csv
#TYPE Microsoft.Rtc.Management.Deploy.Internal.Site
"Identity","SiteId","Pools","FederationRoute"
"Site:Redmond","Site:Redmond","lyncpool01.contoso.com","EdgeServer:ocsedge.contoso.com"
--- run validate --fail-on never contoso
--- stdout
! [federation-route-idle]

--- scenario F-42 an Edge computer without a domain
--- copy samples/contoso
--- replace contoso/topology.xml |Fqdn="lyncedge02.contoso.com"|Fqdn="lyncedge02"|
--- run validate --fail-on never contoso
--- stdout
~ lyncedge02, a computer of lyncedge.contoso.com, has a name without a domain [edge-name-not-qualified]

--- scenario not F-42 F-49 F-54 names, backups and shares as they should be
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [edge-name-not-qualified]
! [pool-backup-unsupported]
! [file-share-unsuitable]

--- scenario F-43 a replica that is behind
--- copy samples/contoso
--- file contoso/replicas.csv
#TYPE Microsoft.Rtc.Management.Xds.ReplicaState
"UpToDate","ReplicaFqdn","LastStatusReport"
"True","lyncfe01.contoso.com","11/1/2012 8:00:00 AM"
"False","lyncedge01.contoso.com","10/1/2012 8:00:00 AM"
--- run validate --fail-on never contoso
--- stdout
~ contoso/replicas.csv:4:
~ lyncedge01.contoso.com had not received the current configuration when the export was made [replica-behind]

--- scenario F-43 a list of replicas without its type
--- copy samples/contoso
--- file contoso/replicas.csv
"UpToDate","ReplicaFqdn","LastStatusReport"
"False","lyncedge01.contoso.com","10/1/2012 8:00:00 AM"
--- run validate --fail-on never --only F-43 contoso
--- stdout
~ lyncedge01.contoso.com had not received the current configuration when the export was made [replica-behind]

--- scenario not F-43 replicas that are current
--- copy samples/contoso
--- file contoso/replicas.csv
#TYPE Microsoft.Rtc.Management.Xds.ReplicaState
"UpToDate","ReplicaFqdn","LastStatusReport"
"True","lyncfe01.contoso.com","11/1/2012 8:00:00 AM"
"True","lyncedge01.contoso.com","11/1/2012 8:00:00 AM"
--- run validate --fail-on never contoso
--- stdout
! [replica-behind]

--- scenario F-49 an Enterprise pool and a Standard Edition server as a pair
--- copy samples/contoso
--- replace contoso/topology.xml |          <ServiceId SiteId="1" RoleName="ArchivingStore" Instance="1" />|          <ServiceId SiteId="2" RoleName="Registrar" Instance="1" />|
--- run validate --fail-on never contoso
--- stdout
~ lyncpool01.contoso.com has lyncse02.contoso.com as its backup, but one is an Enterprise pool and the other a Standard Edition server [pool-backup-unsupported]

--- scenario F-51 a pool without users that still has other things
--- copy samples/contoso
--- remove contoso/cs-users-branches.xml
--- run validate --fail-on never contoso
--- stdout
~ ocsse02.contoso.com has no users left, but still has or serves: 1 dial-in access number (contoso/cs-accessnumbers.xml:
~ [pool-looks-empty]

--- scenario not F-51 pools with users may have anything else too
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [pool-looks-empty]

--- scenario F-54 a file share with the name of the domain
--- copy samples/contoso
--- replace contoso/topology.xml |"fs01.contoso.com"|"contoso.com"|
--- run validate --fail-on never contoso
--- stdout
~ the file share is named after the domain contoso.com, as a distributed file system is [file-share-unsuitable]

--- scenario a deployment with everything is asked what field experience asks
--- shows F-10 F-12 F-21 F-38 F-53
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "id" : "F-10"
~ "id" : "F-12"
~ "id" : "F-21"
~ "id" : "F-38"
~ "id" : "F-53"
# and nothing in a plan forces a move
! -Force

--- scenario not F-21 a deployment without a Director
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
! "id" : "F-21"

--- scenario not F-38 F-53 a legacy side that stays
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan fabrikam -o out
--- text out/plan.json
! "id" : "F-38"
! "id" : "F-53"

--- scenario F-51 the report says what keeps each legacy server
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/report.html
~ What keeps legacy servers
~ Group Chat service
~ trusted applications
~ Mediation server that hands over to it

--- scenario F-32 orbits on a pool of Lync Server 2010
--- copy samples/fabrikam/topology.xml target.xml
--- file old.xml
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites><CentralSite SiteId="7"><Name>Lisboa</Name><Location /></CentralSite></Sites>
  <Clusters>
    <Cluster RequiresReplication="true" RequiresSetup="true" Fqdn="old2010.fabrikam.com">
      <ClusterId SiteId="7" Number="1" />
      <Machine OrdinalInCluster="1" Fqdn="old2010.fabrikam.com" />
    </Cluster>
  </Clusters>
  <SqlInstances />
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="UserServices" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="Registrar" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- file orbits.csv
#TYPE Microsoft.Rtc.Management.Voice.Helpers.DisplayCallParkOrbits
"Identity","NumberRangeStart","NumberRangeEnd","CallParkService"
"Park A","1000","1099","ApplicationServer:old2010.fabrikam.com"
"Park B","1100","1199","ApplicationServer:old2010.fabrikam.com"
--- run validate --fail-on never --legacy old.xml target.xml orbits.csv
--- stdout
~ old2010.fabrikam.com has 2 call park orbit ranges, with music or announcements in its file share [range-on-legacy-pool]

--- scenario not F-32 orbits on the target pool
--- copy samples/fabrikam/topology.xml target.xml
--- file old.xml
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites><CentralSite SiteId="7"><Name>Lisboa</Name><Location /></CentralSite></Sites>
  <Clusters>
    <Cluster RequiresReplication="true" RequiresSetup="true" Fqdn="old2010.fabrikam.com">
      <ClusterId SiteId="7" Number="1" />
      <Machine OrdinalInCluster="1" Fqdn="old2010.fabrikam.com" />
    </Cluster>
  </Clusters>
  <SqlInstances />
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="UserServices" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="Registrar" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- file orbits.csv
#TYPE Microsoft.Rtc.Management.Voice.Helpers.DisplayCallParkOrbits
"Identity","NumberRangeStart","NumberRangeEnd","CallParkService"
"Park A","1000","1099","ApplicationServer:lync01.fabrikam.com"
"Park B","1100","1199","ApplicationServer:lync01.fabrikam.com"
--- run validate --fail-on never --legacy old.xml target.xml orbits.csv
--- stdout
! [range-on-legacy-pool]
