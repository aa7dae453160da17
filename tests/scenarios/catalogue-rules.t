The rest of the validator rules of the catalogue: each with an estate in which it is told, and a near miss, which is the same
estate but for one detail.

--- scenario W-14 a voice policy that was not imported
--- copy samples/contoso
--- replace contoso/cs-voicepolicies.xml /HQ Voice/HQ Speech/
--- run validate --fail-on never --only W-14 contoso
--- stdout
~ error
~ the voice policy "HQ Voice", which no export shows in the target deployment [policy-not-imported]

--- scenario not W-14 the same policy in other letters
--- copy samples/contoso
--- replace contoso/cs-voicepolicies.xml /HQ Voice/hq voice/
--- run validate --fail-on never contoso
--- stdout
! [policy-not-imported]

--- scenario not W-14 no export of target policies
--- copy samples/contoso
--- remove contoso/cs-voicepolicies.xml
--- remove contoso/cs-dialplans.xml
--- run validate --fail-on never contoso
--- stdout
! [policy-not-imported]

--- scenario W-14 a dial plan that was not imported
--- copy samples/contoso
--- replace contoso/cs-dialplans.xml /Tag:Singapore/Tag:Singapura/
--- run validate --fail-on never --only W-14 contoso
--- stdout
~ the dial plan "Singapore"

--- scenario not W-14 whoever has the policy stays
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml /No Anonymous/Closed/
--- run validate --fail-on never --only W-14 contoso
--- stdout
~ 3 users to move
~ "No Anonymous"
--- file contoso/contoso.intent
[cutover]
intent = 1

[users]
stay = sip:vnakamura@contoso.com;sip:wurbano@contoso.com;sip:xcarvalho@contoso.com
--- run validate --fail-on never --only W-14 contoso
--- stdout
! [policy-not-imported]

--- scenario W-17 meetings that partners could not join
--- copy samples/contoso
--- run validate --fail-on never --only W-17 contoso
--- stdout
~ warning
~ admits no anonymous participants, and 3 federated users are to move with it
~ [anonymous-disallowed]

--- scenario not W-17 anonymous participants are allowed
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml |InMeetings">false<|InMeetings">true<|
--- run validate --fail-on never contoso
--- stdout
! [anonymous-disallowed]

--- scenario not W-17 nobody is federated
--- copy samples/contoso
--- replace contoso/cs-users-redmond.xml |EnabledForFederation">true<|EnabledForFederation">false<|
--- run validate --fail-on never contoso
--- stdout
! [anonymous-disallowed]

--- scenario W-23 user data shows meetings of legacy users
--- copy samples/contoso
--- file contoso/userdata.xml
<?xml version="1.0" encoding="utf-8"?>
<HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="vnakamura@contoso.com">
<Conferences><Conference Id="A1" /><Conference Id="A2" /></Conferences>
</HomedResource>
</HomedResources>
--- run validate --fail-on never contoso
--- stdout
~ 1 user of ocspool04.contoso.com organizes 2 conferences, sip:vnakamura@contoso.com first [legacy-meeting-at-risk]

--- scenario not W-23 user data without meetings
--- copy samples/contoso
--- file contoso/userdata.xml
<?xml version="1.0" encoding="utf-8"?>
<HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="vnakamura@contoso.com">
<Contacts><Contact Buddy="jgoncalves@contoso.com" SubscribePresence="1" Groups="1" /></Contacts>
</HomedResource>
</HomedResources>
--- run validate --fail-on never contoso
--- stdout
! [legacy-meeting-at-risk]

--- scenario W-31 calls over a target gateway while legacy users have voice
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed01/PstnGateway:gw-lync-01/
--- run validate --fail-on never --only W-31 contoso
--- stdout
~ error
~ leads to gw-lync-01.contoso.com of the target deployment, while ocspool01.contoso.com still has
~ [lync-mediation-with-legacy-users]
~ 1 error,

--- scenario not W-31 nobody on the legacy side has voice
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed01/PstnGateway:gw-lync-01/
--- replace contoso/cs-users-redmond.xml |EnterpriseVoiceEnabled">true<|EnterpriseVoiceEnabled">false<|
--- replace contoso/cs-users-branches.xml |EnterpriseVoiceEnabled">true<|EnterpriseVoiceEnabled">false<|
--- run validate --fail-on never contoso
--- stdout
! [lync-mediation-with-legacy-users]

--- scenario not W-31 a target gateway that no route leads to yet
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [lync-mediation-with-legacy-users]

--- scenario W-32 one gateway for both deployments
--- copy samples/contoso
--- replace contoso/topology.xml /gw-lync-01/gw01/
--- run validate --fail-on never --only W-32 contoso
--- stdout
~ error
~ gw01.contoso.com is the gateway of a target Mediation Server and of a legacy one [gateway-not-certified]

--- scenario not W-32 another gateway
--- copy samples/contoso
--- replace contoso/topology.xml /gw-lync-01/gw001/
--- run validate --fail-on never contoso
--- stdout
! [gateway-not-certified]

--- scenario W-33 a route that names a Mediation Server of the target
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed01/MediationServer:lyncpool01/
--- run validate --fail-on never --only W-33 contoso
--- stdout
~ error
~ names the Mediation Server lyncpool01.contoso.com of the target deployment
~ [voice-route-target-invalid]

--- scenario W-33 a route that names a Mediation Server that is gone
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed02/MediationServer:ocsmed09/
--- run validate --fail-on never --only W-33 contoso
--- stdout
~ leads to Mediation Server ocsmed09.contoso.com, which no input shows any longer

--- scenario not W-33 a legacy Mediation Server in other letters
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed02/mediationserver:OCSMED02/
--- run validate --fail-on never contoso
--- stdout
! [voice-route-target-invalid]

--- scenario W-34 a new application pool with a legacy next hop
--- shows I-15
--- copy samples/contoso
--- replace contoso/cs-trustedpools.xml /Registrar:lyncpool01/Registrar:ocspool01/
--- run validate --fail-on never --only W-34 contoso
--- stdout
~ error
~ trusted application pool lyncapp01.contoso.com has the legacy pool ocspool01.contoso.com
~ [trusted-app-next-hop-legacy]

--- scenario not W-34 a next hop of the target
--- shows not I-15
--- copy samples/contoso
--- replace contoso/cs-trustedpools.xml /Registrar:lyncpool01/Registrar:lyncse02/
--- run validate --fail-on never contoso
--- stdout
! [trusted-app-next-hop-legacy]

--- scenario W-35 a call control gateway that both sides know
--- copy samples/contoso
--- replace contoso/topology.xml /lyncapp01/rccgw/
--- replace contoso/cs-trustedpools.xml /lyncapp01/rccgw/
--- replace contoso/cs-trustedapps.xml /lyncapp01/rccgw/
--- run validate --fail-on never --only W-35 contoso
--- stdout
~ error
~ rccgw.contoso.com is still an authorized host of the legacy deployment
~ [authorized-host-left]

--- scenario not W-35 the host of an application
--- copy samples/contoso
--- replace contoso/topology.xml /lyncapp01/ocsapp01/
--- replace contoso/cs-trustedpools.xml /lyncapp01/ocsapp01/
--- replace contoso/cs-trustedapps.xml /lyncapp01/ocsapp01/
--- run validate --fail-on never contoso
--- stdout
! [authorized-host-left]

--- scenario W-36 an application whose name cannot be kept
--- copy samples/contoso
--- replace contoso/ocs-trustedservices.xml |"Type">HelpDesk<|"Type">Help Desk<|
--- run validate --fail-on never --only W-36 contoso
--- stdout
~ warning
~ application "Help Desk" cannot keep this name
~ [app-gruu-name]

--- scenario not W-36 the successor gives the old name
--- copy samples/contoso
--- replace contoso/ocs-trustedservices.xml |"Type">HelpDesk<|"Type">Help Desk<|
--- replace contoso/cs-trustedapps.xml |"LegacyApplicationName">HelpDesk<|"LegacyApplicationName">help desk<|
--- run validate --fail-on never contoso
--- stdout
! [app-gruu-name]

--- scenario not W-36 a name that can be kept
--- copy samples/contoso
--- replace contoso/ocs-trustedservices.xml |"Type">HelpDesk<|"Type">Help-Desk<|
--- run validate --fail-on never contoso
--- stdout
! [app-gruu-name]

--- scenario W-37 nobody archives users who must be archived
--- copy samples/contoso
--- replace contoso/topology.xml /ArchivingStore/OtherStore/
--- run validate --fail-on never --only W-37 contoso
--- stdout
~ error
~ lyncpool01.contoso.com has no Archiving database, but takes over from ocspool01.contoso.com, which
~ [archiving-gap]

--- scenario W-37 nobody monitors moved users
--- copy samples/contoso
--- replace contoso/topology.xml /MonitoringStore/OtherStore/
--- run validate --fail-on never --only W-37 contoso
--- stdout
~ warning
~ lyncpool01.contoso.com has no Monitoring database

--- scenario not W-37 nothing recorded legacy users either
--- copy samples/contoso
--- replace contoso/topology.xml /ArchivingStore/OtherStore/
--- replace contoso/topology.xml /MonitoringStore/OtherStore/
--- replace contoso/ocs-trustedservices.xml |"Type">ArchivingServer<|"Type">CWA<|
--- replace contoso/ocs-trustedservices.xml |"Type">QoSM<|"Type">CWA<|
--- run validate --fail-on never contoso
--- stdout
! [archiving-gap]

--- scenario W-38 an address book without normalization
--- copy samples/contoso
--- file contoso/cs-addressbook.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookSettings
"Identity","UseNormalizationRules","IgnoreGenericRules"
"Global","False","False"
--- run validate --fail-on never --only W-38 contoso
--- stdout
~ contoso/cs-addressbook.csv:3: warning
~ the address book configuration "Global" leaves numbers as the directory has them
~ [abs-rule-whitespace]

--- scenario not W-38 an address book with normalization
--- copy samples/contoso
--- file contoso/cs-addressbook.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookSettings
"Identity","UseNormalizationRules","IgnoreGenericRules"
"Global","True","False"
--- run validate --fail-on never contoso
--- stdout
! [abs-rule-whitespace]

--- scenario W-39 an XMPP partner before the last user has moved
--- copy samples/contoso
--- file contoso/cs-xmpp.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner
"Identity","Domain","TlsNegotiation"
"jabber.fabrikam.com","jabber.fabrikam.com","Mandatory"
--- run validate --fail-on never --only W-39 contoso
--- stdout
~ error
~ XMPP partner jabber.fabrikam.com is defined in the target deployment, while
~ [xmpp-partner-early]

--- scenario not W-39 a legacy product that has XMPP itself
--- copy samples/adatum
--- replace adatum/topology.xml |ServiceVersion="6"|ServiceVersion="7"|
--- replace adatum/topology.xml |ServiceVersion="5"|ServiceVersion="6"|
--- file adatum/cs-xmpp.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner
"Identity","Domain","TlsNegotiation"
"jabber.fabrikam.com","jabber.fabrikam.com","Mandatory"
--- run validate --fail-on never adatum
--- stdout
! [xmpp-partner-early]

--- scenario not W-39 an XMPP partner when nobody is left
--- copy samples/contoso
--- file contoso/cs-xmpp.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner
"Identity","Domain","TlsNegotiation"
"jabber.fabrikam.com","jabber.fabrikam.com","Mandatory"
--- remove contoso/cs-users-redmond.xml
--- remove contoso/cs-users-branches.xml
--- run validate --fail-on never contoso
--- stdout
! [xmpp-partner-early]

--- scenario W-40 a domain with a single label
--- copy samples/contoso
--- replace contoso/cs-users-redmond.xml |OU=Redmond,DC=contoso,DC=com<|OU=Redmond,DC=contoso<|
--- run validate --fail-on never --only W-40 contoso
--- stdout
~ error
~ contoso/cs-users-redmond.xml:2:
~ the name of Active Directory domain "contoso" has a single label [ad-not-ready]

--- scenario not W-40 a domain within the forest
--- copy samples/contoso
--- replace contoso/cs-users-redmond.xml |OU=Redmond,DC=contoso,DC=com<|OU=Redmond,DC=emea,DC=contoso,DC=com<|
--- run validate --fail-on never contoso
--- stdout
! [ad-not-ready]

--- scenario W-41 a Proxy server
--- copy samples/contoso
--- file contoso/proxies.ldf
dn: CN={8F1},CN=Trusted Proxies,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com
objectClass: msRTCSIP-TrustedProxy
msRTCSIP-TrustedProxyFQDN: ocsproxy01.contoso.com
--- run validate --fail-on never --only W-41 contoso
--- stdout
~ warning
~ ocsproxy01.contoso.com is a Proxy server of the legacy deployment [legacy-proxy-role]

--- scenario not W-41 an Edge among the trusted servers
--- copy samples/contoso
--- file contoso/proxies.ldf
dn: CN={8F1},CN=Trusted Proxies,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com
objectClass: msRTCSIP-EdgeProxy
msRTCSIP-EdgeProxyFQDN: ocsedge.contoso.com
--- run validate --fail-on never contoso
--- stdout
! [legacy-proxy-role]

--- scenario W-42 private lines beside a legacy pool
--- copy samples/contoso
--- replace contoso/cs-users-branches.xml |<Nil N="PrivateLine" />|<S N="PrivateLine">tel:+35121555999</S>|
--- run validate --fail-on never --only W-42 contoso
--- stdout
~ warning
~ 60 users have a private line
~ [mixed-mode-feature]

--- scenario not W-42 nobody has a private line
--- copy samples/contoso
--- replace contoso/cs-users-branches.xml |<Nil N="PrivateLine" />|<S N="PrivateLine"></S>|
--- run validate --fail-on never contoso
--- stdout
! [mixed-mode-feature]

--- scenario W-42 location-based routing beside a legacy pool
--- copy samples/contoso
--- file contoso/cs-routing.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.RoutingConfiguration.RoutingConfiguration
"Identity","CallViaWorkCallerId","EnableLocationBasedRouting"
"Global","","True"
--- run validate --fail-on never --only W-42 contoso
--- stdout
~ contoso/cs-routing.csv:3: error
~ location-based routing is on in "Global"

--- scenario not W-42 location-based routing is off
--- copy samples/contoso
--- file contoso/cs-routing.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.RoutingConfiguration.RoutingConfiguration
"Identity","CallViaWorkCallerId","EnableLocationBasedRouting"
"Global","","False"
--- run validate --fail-on never contoso
--- stdout
! [mixed-mode-feature]

--- scenario W-47 a common area phone on a legacy pool
--- copy samples/contoso
--- file contoso/cs-phones.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.OCSADCommonAreaPhoneContact
"Identity","DisplayName","SipAddress","RegistrarPool","DisplayNumber"
"CN=lobby","Lobby","sip:lobby@contoso.com","ocspool01.contoso.com","1000"
--- run validate --fail-on never --only W-47 contoso
--- stdout
~ contoso/cs-phones.csv:3: info
~ common area phone
~ homed on ocspool01.contoso.com, whose product has none [object-kind-foreign]

--- scenario not W-47 a common area phone on a target pool
--- copy samples/contoso
--- file contoso/cs-phones.csv
#TYPE Microsoft.Rtc.Management.ADConnect.Schema.OCSADCommonAreaPhoneContact
"Identity","DisplayName","SipAddress","RegistrarPool","DisplayNumber"
"CN=lobby","Lobby","sip:lobby@contoso.com","lyncpool01.contoso.com","1000"
--- run validate --fail-on never contoso
--- stdout
! [object-kind-foreign]

--- scenario W-44 one user more than the target pool carries
--- copy samples/fabrikam
--- file fabrikam/more.csv
"SipAddress","HomeServer","Enabled"
--- append fabrikam/more.csv 4989
"sip:u{}@fabrikam.com","CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com","True"
--- run validate --fail-on never --only W-44 fabrikam
--- stdout
~ error
~ lync01.fabrikam.com has 0 users and gets 5001 more, but carries 5000 with 1 server [target-pool-over-capacity]

--- scenario not W-44 as many users as the target pool carries
--- copy samples/fabrikam
--- file fabrikam/more.csv
"SipAddress","HomeServer","Enabled"
--- append fabrikam/more.csv 4988
"sip:u{}@fabrikam.com","CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com","True"
--- run validate --fail-on never fabrikam
--- stdout
! [target-pool-over-capacity]

--- scenario W-03 two forests
--- copy samples/fabrikam
--- replace fabrikam/ocs-pools.xml /DC=fabrikam,DC=com/DC=elsewhere,DC=com/
--- replace fabrikam/ocs-trustedservices.xml /DC=fabrikam,DC=com/DC=elsewhere,DC=com/
--- replace fabrikam/ocs-users.xml /DC=fabrikam,DC=com/DC=elsewhere,DC=com/
--- file fabrikam/moved.ldf
dn: CN=Zed,OU=People,DC=fabrikam,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:zed@fabrikam.com
msRTCSIP-UserEnabled: TRUE
msRTCSIP-PrimaryHomeServer: CN=Lc Services,CN=Microsoft,CN=1:1,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com
--- run validate --fail-on never --only W-03 fabrikam
--- stdout
~ error
~ the target deployment is in forest fabrikam.com, the legacy one in elsewhere.com

--- scenario W-03 one legacy pool of another forest
--- copy samples/contoso
--- replace contoso/ocs-pools.xml |PoolDN">CN=ocsse03,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=contoso,DC=com|PoolDN">CN=ocsse03,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=elsewhere,DC=com|
--- run validate --fail-on never --only W-03 contoso
--- stdout
~ an entry of the legacy deployment is in forest elsewhere.com, most others are in contoso.com
= 1 error, 0 warnings, 0 infos

--- scenario not W-03 people of two domains of one forest
--- copy samples/fabrikam
--- file fabrikam/moved.ldf
dn: CN=Zed,OU=People,DC=emea,DC=fabrikam,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:zed@fabrikam.com
msRTCSIP-UserEnabled: TRUE
msRTCSIP-PrimaryHomeServer: CN=Lc Services,CN=Microsoft,CN=1:1,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=fabrikam,DC=com
--- run validate --fail-on never fabrikam
--- stdout
! [cross-forest]

--- scenario W-06 another instance on the same SQL Server
--- copy samples/contoso
--- replace contoso/ocs-pools.xml /sqlocs01.contoso.com\rtc/sql01.contoso.com\old/
--- run validate --fail-on never --only W-06 contoso
--- stdout
~ error
~ the instances differ, but the computers must differ too

--- scenario not W-06 a SQL Server whose name only begins alike
--- copy samples/contoso
--- replace contoso/ocs-pools.xml /sqlocs01.contoso.com/sql011.contoso.com/
--- run validate --fail-on never contoso
--- stdout
! [sql-instance-shared]

--- scenario not W-05 names that differ in one letter
--- copy samples/contoso
--- replace contoso/topology.xml /lyncweb02.contoso.com/lyncweb011.contoso.com/
--- run validate --fail-on never contoso
--- stdout
! [external-web-fqdn-duplicate]

--- scenario W-09 no Edge although people are federated
--- copy samples/fabrikam
--- replace fabrikam/ocs-users.xml |"EnabledForFederation">false<|"EnabledForFederation">true<|
--- run validate --fail-on never --only W-09 fabrikam
--- stdout
~ error
~ are enabled for federation

--- scenario not W-10 two services share a name and the third has its own
--- copy samples/contoso
--- replace contoso/edge-input.xml /webconf.contoso.com/access.contoso.com/
--- run validate --fail-on never contoso
--- stdout
! [legacy-edge-shared-fqdn]

--- scenario not W-11 no Edge federates and nobody is enabled for it
--- copy samples/contoso
--- replace contoso/edge-input.xml /FederationEnabled="true"/FederationEnabled="false"/
--- replace contoso/cs-users-redmond.xml |EnabledForFederation">true<|EnabledForFederation">false<|
--- replace contoso/cs-users-branches.xml |EnabledForFederation">true<|EnabledForFederation">false<|
--- run validate --fail-on never contoso
--- stdout
! [federation-edge-count]

--- scenario not W-12 the list of the Edge in other letters
--- copy samples/northwind
--- replace northwind/edge-internal-servers.xml /lync01.northwind/LYNC01.Northwind/
--- run validate --fail-on never northwind
--- stdout
! [edge-internal-server-missing]

--- scenario not W-18 a blank within a name
--- copy samples/contoso
--- replace contoso/cs-users-redmond.xml |DisplayName">João Gonçalves<|DisplayName">João  de Gonçalves<|
--- run validate --fail-on never contoso
--- stdout
! [user-name-whitespace]

--- scenario not W-18 a blank in the name of somebody who has moved
--- copy samples/contoso
--- file contoso/moved.csv
"SipAddress","DisplayName","RegistrarPool","Enabled"
"sip:zed@contoso.com"," Zed","lyncpool01.contoso.com","True"
--- run validate --fail-on never contoso
--- stdout
! [user-name-whitespace]

--- scenario not W-19 an account that is not enabled has no pool
--- copy samples/fabrikam
--- file fabrikam/more.csv
"SipAddress","DisplayName","RegistrarPool","Enabled"
"sip:zed@fabrikam.com","Zed","","False"
--- run validate --fail-on never fabrikam
--- stdout
! [user-unassigned]

--- scenario W-25 the architect has decided to bring response groups together
--- copy samples/contoso
--- replace contoso/contoso.intent /ocsse02.contoso.com = lyncse02/ocsse02.contoso.com = lyncpool01/
--- run validate --fail-on never --only W-25 contoso
--- stdout
~ warning

--- scenario not W-28 the highest number a directory can have
--- copy samples/contoso
--- replace contoso/cs-conferencedirectories.xml |"Identity">2<|"Identity">9999<|
--- run validate --fail-on never contoso
--- stdout
! [conference-directory-id-conflict]

--- scenario W-28 a number beyond the highest
--- copy samples/contoso
--- replace contoso/cs-conferencedirectories.xml |"Identity">2<|"Identity">10000<|
--- run validate --fail-on never --only W-28 contoso
--- stdout
~ is not a number from 0 to 9999

--- scenario not W-01 a product newer than the oldest source
--- copy samples/fabrikam
--- replace fabrikam/ocs-pools.xml /MinorVersion">0</MinorVersion">9</
--- run validate --fail-on never fabrikam
--- stdout
! [legacy-version-unsupported]

--- scenario not W-31 by the other reading legacy pools reach the target gateway
--- copy samples/contoso
--- replace contoso/cs-voiceroutes.xml /MediationServer:ocsmed01/PstnGateway:gw-lync-01/
--- append contoso/contoso.intent

[readings]
legacy_calls_reach_target = true
--- run validate --fail-on never contoso
--- stdout
! [lync-mediation-with-legacy-users]
