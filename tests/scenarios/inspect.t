What was read.

--- scenario counts of the smallest sample
--- copy samples/fabrikam
--- run inspect --format json fabrikam
--- golden inspect-fabrikam.json

--- scenario counts of the full sample
--- copy samples/contoso
--- run inspect --format json contoso
--- stdout
~ "users" : 151
~ "99-EdgeServer-1"
--- golden inspect-contoso.json

--- scenario text for people
--- copy samples/fabrikam
--- run inspect fabrikam
--- golden inspect-fabrikam.txt

--- scenario the order of inputs does not matter
--- copy samples/fabrikam
--- run inspect --format json fabrikam/topology.xml fabrikam/ocs-users.xml fabrikam/ocs-pools.xml
--- golden inspect-order.json
--- run inspect --format json fabrikam/ocs-pools.xml fabrikam/topology.xml fabrikam/ocs-users.xml
--- golden inspect-order.json

--- scenario the graph as GraphML
--- copy samples/fabrikam
--- run inspect --format graphml fabrikam
--- stdout
= <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
~ <data key="name">1-Registrar-1</data>
= </graphml>

--- scenario the graph for Graphviz
--- copy samples/fabrikam
--- run inspect --format dot fabrikam
--- stdout
= digraph estate {
~ label="1-Registrar-1"
= }

--- scenario a terminal obeys no name
--- copy samples/fabrikam
--- replace fabrikam/topology.xml />Porto</>Porto‮</
--- replace fabrikam/ocs-trustedservices.xml /ocsmed01/ocs_x001B_[2Jmed01/
--- run inspect --color never fabrikam
--- stdout
~ Porto\x85\u202e
~ ocs\x1b[2Jmed01
! 

--- scenario colour only when asked
--- copy samples/fabrikam
--- run inspect --color always fabrikam
--- stdout
~ [1mInputs
--- run inspect fabrikam
--- stdout
! [1m

--- scenario a real export with Enterprise Edition and Edge
--- real contoso-sfb2015-ee-edge.tbxml
--- run inspect --format json contoso-sfb2015-ee-edge.tbxml
--- stdout
~ "sites" : 1,
~ "pools" : 6,
~ "machines" : 11,
~ "sql_instances" : 1,
~ "services" : 15,
~ "dependencies" : 21,
~ "gateways" : 0,
~ "1-EdgeServer-1"

--- scenario a real export with Standard Edition, Edge and gateway
--- real topology-sfb2015-se-edge-pstn.xml
--- run inspect --format json topology-sfb2015-se-edge-pstn.xml
--- stdout
~ "pools" : 3,
~ "machines" : 3,
~ "sql_instances" : 1,
~ "services" : 14,
~ "dependencies" : 20,
~ "gateways" : 1,

--- scenario a real export in every encoding
--- real topology-sfb2019-se.xml
--- run inspect --format json topology-sfb2019-se.xml
--- stdout
~ "services" : 10,
~ "dependencies" : 15,
--- encode topology-sfb2019-se.xml utf-16le bom crlf
--- run inspect --format json topology-sfb2019-se.xml
--- stdout
~ "encoding" : "utf-16le-bom"
~ "services" : 10,
~ "dependencies" : 15,
--- encode topology-sfb2019-se.xml utf-16be bom
--- run inspect --format json topology-sfb2019-se.xml
--- stdout
~ "encoding" : "utf-16be-bom"
~ "services" : 10,
--- encode topology-sfb2019-se.xml utf-8 bom crlf
--- run inspect --format json topology-sfb2019-se.xml
--- stdout
~ "encoding" : "utf-8-bom"
~ "services" : 10,
--- encode topology-sfb2019-se.xml utf-16be
--- run inspect --format json topology-sfb2019-se.xml
--- stdout
~ "encoding" : "utf-16be"
~ "services" : 10,

--- scenario settings that rules look at are asked for
--- copy samples/contoso
--- run inspect contoso
--- stdout
~ Get-CsAddressBookConfiguration
~ Get-CsXmppAllowedPartner
~ Get-CsRoutingConfiguration

--- scenario settings that are there are not asked for
--- copy samples/contoso
--- file contoso/cs-addressbook.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookSettings
"Identity","UseNormalizationRules","IgnoreGenericRules"
"Global","True","False"
--- file contoso/cs-xmpp.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner
"Identity","Domain","TlsNegotiation"
"jabber.fabrikam.com","jabber.fabrikam.com","Mandatory"
--- file contoso/cs-routing.csv
#TYPE Microsoft.Rtc.Management.WritableConfig.Settings.RoutingConfiguration.RoutingConfiguration
"Identity","CallViaWorkCallerId","EnableLocationBasedRouting"
"Global","","False"
--- run inspect contoso
--- stdout
! Get-CsAddressBookConfiguration
! Get-CsXmppAllowedPartner
! Get-CsRoutingConfiguration
