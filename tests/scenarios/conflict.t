No safe plan: exit status 4, what cannot hold together with file and line, and ways out that are true.

--- scenario the smallest conflict of northwind
--- copy samples/northwind
--- run plan northwind -o out
--- exit 4
--- stdout
~ these 2 cannot hold together
= northwind/northwind.intent:11: pins.order: the intent wants OCS-P8-05 before OCS-P8-07
~ northwind/edge-input.xml:4: O-15: 
~ Give up the wish "OCS-P8-05 < OCS-P8-07" (northwind/northwind.intent:11)
~ Give the legacy Edge a separate external name for each service (northwind/edge-input.xml:4)
! default:
--- absent out*

--- scenario a user who stays keeps the pool
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[users]
stay = sip:test1@fabrikam.com
--- run plan fabrikam -o out
--- exit 4
--- stdout
~ these 2 cannot hold together
= fabrikam/wish.intent:4: users.stay: the intent keeps 1 user on the legacy side
~ default: pools.retire: 
~ Keep the legacy deployment for now: [pools] retire = false
--- replace fabrikam/wish.intent /[users]/[pools]/
--- replace fabrikam/wish.intent /stay = sip:test1@fabrikam.com/retire = false/
--- run plan fabrikam -o out
--- exit 0

--- scenario a user who stays in a deployment that stays
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pools]
retire = false
[users]
stay = sip:test1@fabrikam.com
--- run plan fabrikam -o out
--- exit 0
--- stdout
~ 11 in
--- run check out fabrikam
--- exit 0

--- scenario an Edge with one name keeps federation as long as it stays
--- copy samples/northwind
--- file northwind/northwind.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan northwind -o out
--- exit 0
--- run check out northwind
--- exit 0

--- scenario nobody to take the calls
--- copy samples/northwind
--- replace northwind/northwind.intent /order =/# order =/
--- replace northwind/topology.xml |SiteId="1" RoleName="MediationServer" Instance="1"|SiteId="1" RoleName="ConfServices" Instance="7"|
--- run plan northwind -o out
--- exit 4
--- stdout
~ these 3 cannot hold together
~ O-21: no Mediation Server of the target can take the calls of ocsmed01.northwind.com
~ I-05: 11 users, 
~ default: pools.retire: 
--- absent out*
--- file northwind/northwind.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan northwind -o out
--- exit 0

--- scenario a pair that names no pool
--- copy samples/contoso
--- replace contoso/contoso.intent |ocsse03.contoso.com = lyncse02.contoso.com|ocsse03.contoso.com = lyncse99.contoso.com|
--- run plan contoso -o out
--- exit 4
--- stdout
~ OCS-P1-03: no target pool can take over from ocsse03.contoso.com, which homes 24 users: the intent (contoso/contoso.intent:10) names lyncse99.contoso.com
--- replace contoso/contoso.intent |lyncse99.contoso.com|lyncedge.contoso.com|
--- run plan contoso -o out
--- exit 4
--- stdout
~ names lyncedge.contoso.com, which is no target pool of these exports that homes users
--- absent out*

--- scenario a group larger than a wave
--- copy samples/contoso
--- replace contoso/contoso.intent |size = 40|size = 2|
--- run plan contoso -o out
--- exit 4
--- stdout
~ contoso/contoso.intent:20: waves.size: a wave holds at most 2 users
~ couplings.hard: 3 users, 
~ Allow waves of 3 users: [waves] size = 3
--- absent out*
--- file contoso/contoso.intent
[cutover]
intent = 1
[pairing]
ocspool01.contoso.com = lyncpool01.contoso.com
ocspool04.contoso.com = lyncpool01.contoso.com
ocsse02.contoso.com = lyncse02.contoso.com
ocsse03.contoso.com = lyncse02.contoso.com
[waves]
size = 20
[couplings]
hard =
--- run plan contoso -o out
--- exit 0

--- scenario only one deployment
--- copy samples/fabrikam/topology.xml topology.xml
--- replace topology.xml |SiteId="99" RoleName="UserServices"|SiteId="99" RoleName="FileStore"|
--- run plan topology.xml -o out
--- exit 3
--- stderr
~ no legacy pool that homes users
--- absent out*

--- scenario two wishes that have nothing to do with each other
--- copy samples/contoso
--- append contoso/contoso.intent
[pins]
order = OCS-P10-04 < OCS-P10-02; OCS-P4-03 < OCS-P4-02
--- run plan contoso -o out
--- exit 4
--- stdout
~ Give up the wish "OCS-P10-04 < OCS-P10-02"
~ Give up the wish "OCS-P4-03 < OCS-P4-02"
! (not tried)
--- absent out*

--- scenario a stay and a wish are told of at once
--- copy samples/northwind
--- append northwind/northwind.intent
[users]
stay = sip:test1@northwind.com
--- run plan northwind -o out
--- exit 4
--- stdout
~ northwind/northwind.intent:13: users.stay: 
~ default: pools.retire: 
~ northwind/northwind.intent:11: pins.order: the intent wants OCS-P8-05 before OCS-P8-07

--- scenario three Edges that federate are three pairs
--- copy samples/contoso
--- replace contoso/edge-input.xml |</EdgeClusters>|<EdgeCluster AP="true" MR="true" DP="true" Version="OCS2007R2" FederationEnabled="true"><LoadBalancer InternalFqdn="ocsedge2.contoso.com" ExternalDPFqdn="webconf2.contoso.com" ExternalAPFqdn="access2.contoso.com" ExternalMRFqdn="av2.contoso.com" /><Machines><Machine InternalFqdn="ocsedge21.contoso.com" /></Machines></EdgeCluster><EdgeCluster AP="true" MR="true" DP="true" Version="OCS2007R2" FederationEnabled="true"><LoadBalancer InternalFqdn="ocsedge3.contoso.com" ExternalDPFqdn="webconf3.contoso.com" ExternalAPFqdn="access3.contoso.com" ExternalMRFqdn="av3.contoso.com" /><Machines><Machine InternalFqdn="ocsedge31.contoso.com" /></Machines></EdgeCluster></EdgeClusters>|
--- run plan contoso -o out
--- exit 4
--- stdout
~ these 2 cannot hold together
~ I-07: ocsedge.contoso.com is active for federation
~ I-07: ocsedge2.contoso.com is active for federation
~ I-07: ocsedge3.contoso.com is active for federation
~ Take federation off ocsedge2.contoso.com and export again
! these 3
--- replace contoso/edge-input.xml |FederationEnabled="true"|FederationEnabled="false"|
--- run plan contoso -o out
--- exit 1
