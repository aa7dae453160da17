What the catalogue's ordering rows O-01 to O-31 do to a plan: each row binds in one scenario, and has a near miss in another, where
it has nothing to bind or must not bind. First all rows at once, then the six orders that turn a plan round.

--- scenario each constraint puts its steps in order
--- shows O-01 O-02 O-03 O-04 O-05 O-07 O-08 O-09 O-10 O-11 O-12 O-13 O-14 O-16 O-17 O-18 O-19 O-20 O-21 O-23 O-24 O-25 O-26 O-27 O-28 O-29 O-30
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- steps out/plan.json
O-01 OCS-P2-01|OCS-P2-03|OCS-P2-04|OCS-P2-05|OCS-P2-06 < OCS-P3-01
O-02 OCS-P3-01@adschema:* < OCS-P3-01@forest:*
O-03 OCS-P2-02 < OCS-P3-03
O-04 OCS-P3-02 < OCS-P3-03
O-04 OCS-P3-03 < OCS-P3-04
O-04 OCS-P3-04 < OCS-P3-05
O-05 OCS-P4-01 < OCS-P4-02
O-07 OCS-P4-02 < OCS-P4-03
O-07 OCS-P4-03 < OCS-P4-04
O-08 OCS-P4-04 < OCS-P6-02
O-09 OCS-P6-01 < OCS-P6-02
O-10 OCS-P4-03 < OCS-P5-01
O-11 OCS-P5-02 < OCS-P6-02
O-12 OCS-P6-02 < OCS-P8-07
O-13 OCS-P7-02 < OCS-P8-01
O-14 OCS-P8-01 < OCS-P8-02
O-16 OCS-P8-07 < OCS-P8-08
O-17 OCS-P3-05 < OCS-P9-01
O-18 OCS-P4-04 < OCS-P9-02
O-19 OCS-P9-03@umcontact:sip:um-aa-us* < OCS-P9-03@exchangeum:lyncpool01*
O-20 OCS-P9-05@authorizedhost:* < OCS-P9-05@staticroute:*
O-21 OCS-P9-07 < OCS-P9-08
O-23 OCS-P8-07 < OCS-P9-10
O-24 OCS-P9-01 < OCS-P10-03
O-25 OCS-P10-01 < OCS-P10-03
O-26 OCS-P8-07 < OCS-P10-02
O-27 OCS-P10-03 < OCS-P10-04
O-28 OCS-P4-06 < OCS-P10-03
O-29 OCS-GC-01 < OCS-GC-02
O-30 OCS-P8-07 < O-29

--- scenario no constraint orders what it does not speak of
--- shows not O-01 O-02 O-03 O-04 O-05 O-07 O-08 O-09 O-10 O-11 O-12 O-13 O-14 O-16 O-17 O-18 O-19 O-20 O-21 O-23 O-24 O-25 O-26 O-27 O-28 O-29 O-30 O-15
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- steps out/plan.json
! O-01 OCS-P2-02 < OCS-P3-01
! O-02 OCS-P3-01 < OCS-P3-02
! O-03 OCS-P2-02@*lyncse02* < OCS-P3-03@*lyncpool01*
! O-04 OCS-P3-03@*lyncse02* < OCS-P3-04@*lyncpool01*
! O-05 OCS-P4-01 < OCS-P4-03
! O-07 OCS-P4-02 < OCS-P4-04
! O-08 OCS-P4-04 < OCS-P4-05
! O-09 OCS-P3-05@*lyncse02* < OCS-P6-01@*lyncpool01*
! O-10 OCS-P4-03 < OCS-P5-02
! O-11 OCS-P5-02 < OCS-P5-03
! O-12 OCS-P8-07 < OCS-P8-07
! O-13 OCS-P7-02 < OCS-P8-07
! O-14 OCS-P8-01 < OCS-P8-07
! O-16 OCS-P8-07 < OCS-P8-06
! O-17 OCS-P8-07 < OCS-P9-02
! O-18 OCS-P4-04 < OCS-P9-01
! O-19 OCS-P9-03@umcontact:* < OCS-P9-03@umcontact:*
! O-20 OCS-P9-04 < OCS-P9-06
! O-21 OCS-P8-07 < OCS-P9-06
! O-23 OCS-P8-07 < OCS-P10-02
! O-24 OCS-P9-08 < OCS-P10-03
! O-25 OCS-P10-01 < OCS-P10-02
! O-26 OCS-P10-02 < OCS-P10-01
! O-27 OCS-P10-02 < OCS-P10-04
! O-28 OCS-P9-04 < OCS-P10-03
! O-29 OCS-GC-02 < OCS-P9-10
! O-30 OCS-P8-07 < OCS-GC-01
! O-15 OCS-P8-07 < OCS-P8-05

--- scenario O-15 one external name turns the cutover round
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan northwind -o out
--- exit 0
--- steps out/plan.json
O-15 OCS-P6-02|OCS-P8-07 < OCS-P8-05
O-15 OCS-P6-02|OCS-P8-07 < OCS-P10-03@edge:*
O-15 OCS-P8-04 < OCS-P10-03@edge:*
O-15 OCS-P10-03@edge:* < OCS-P8-05
OCS-P8-07 < OCS-P8-01
! OCS-P10-03 OCS-P8-06 < OCS-P10-03@edge:*
--- run check out northwind
--- exit 0

--- scenario not O-15 three external names leave the cutover before the users
--- copy samples/northwind
--- remove northwind/northwind.intent
--- replace northwind/edge-input.xml |ExternalDPFqdn="sip.|ExternalDPFqdn="webconf.|
--- replace northwind/edge-input.xml |ExternalMRFqdn="sip.|ExternalMRFqdn="av.|
--- run plan northwind -o out
--- exit 0
--- steps out/plan.json
OCS-P8-05 < OCS-P8-07
! O-15 OCS-P8-07 < OCS-P8-05
! O-15 OCS-P10-03@edge:* < OCS-P8-05
OCS-P10-03 OCS-P8-06 < OCS-P10-03@edge:*
--- run check out northwind
--- exit 0

--- scenario O-16 XMPP follows the last user and the target Edge
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-16 OCS-P6-02|OCS-P8-07 < OCS-P5-04
O-16 OCS-P6-02|OCS-P8-07 < OCS-P8-08
O-16 OCS-P5-04 < OCS-P8-08
O-16 OCS-P7-02 < OCS-P5-04
O-16 OCS-P7-02 < OCS-P8-08
O-16 OCS-P8-06 < OCS-P8-08
OCS-P10-03 OCS-P8-08 < OCS-P10-03@xmpp:*

--- scenario not O-16 without an XMPP gateway nothing waits for XMPP, and the plan asks
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan northwind -o out
--- exit 0
--- steps out/plan.json
- OCS-P5-04
- OCS-P8-08
! O-16 OCS-P7-02 < OCS-P8-07

--- scenario O-21 calls change sides after the last user, and before the legacy servers go
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-21 OCS-P6-02|OCS-P8-07 < OCS-P9-07
O-21 OCS-P9-07 < OCS-P9-08
O-21 OCS-P9-07|OCS-P9-08 < OCS-P10-03@mediation:*
O-21 OCS-P9-07|OCS-P9-08 < OCS-P10-03@pool:*

--- scenario not O-21 calls do not hold up Edge or Director
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
! O-21 OCS-P9-07|OCS-P9-08 < OCS-P10-03@edge:*
! O-21 OCS-P9-07|OCS-P9-08 < OCS-P10-03@director:*
! O-21 OCS-P8-07 < OCS-P9-08

--- scenario O-27 BackCompatSite goes when every legacy server is gone
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-27 OCS-P10-03@pool:* < OCS-P10-04
O-27 OCS-P10-03@director:* < OCS-P10-04
O-27 OCS-P10-03@edge:* < OCS-P10-04
O-27 OCS-P10-03@mediation:* < OCS-P10-04
O-27 OCS-P10-03@xmpp:* < OCS-P10-04
O-27 OCS-P9-10 < OCS-P10-04

--- scenario not O-27 O-24 O-25 O-26 a legacy deployment that stays keeps its merge
--- copy samples/contoso
--- append contoso/contoso.intent
[pools]
retire = false
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
- OCS-P10-04
- OCS-P10-03
- OCS-P9-10
+ OCS-P4-02
--- run check out contoso
--- exit 0

--- scenario O-28 a legacy Edge that goes early is followed by another merge
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan northwind -o out
--- exit 0
--- steps out/plan.json
O-28 OCS-P10-03@edge:* < O-28
O-28 O-28 < OCS-P8-05
O-28 OCS-P8-02 < OCS-P10-03@edge:*
O-28 OCS-P4-04|OCS-P4-05|OCS-P4-06 < OCS-P10-03
O-28 OCS-P8-07|OCS-P9-02|OCS-P10-01 < OCS-P10-03
--- run check out northwind
--- exit 0
--- drop out/plan.json s043
--- run check out northwind
--- exit 5
--- stdout
~ the merge still shows the retired legacy Edge

--- scenario not O-28 legacy servers that go last need no merge but the final one
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
- O-28
O-28 OCS-P8-07|OCS-P9-01|OCS-P9-03|OCS-P9-06 < OCS-P10-03
! O-28 OCS-P9-07 < OCS-P10-03
! O-28 OCS-P9-10 < OCS-P10-03

--- scenario O-29 Group Chat moves after everything else and before its pool goes
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-29 OCS-P6-02|OCS-P8-07 < OCS-GC-02
O-29 OCS-P3-05|OCS-P5-04|OCS-P8-06|OCS-P8-08 < OCS-GC-02
O-29 OCS-P9-01|OCS-P9-02|OCS-P9-03|OCS-P9-05|OCS-P9-06|OCS-P9-07|OCS-P9-08|OCS-P10-01 < OCS-GC-02
O-29 OCS-GC-01 < OCS-GC-02
O-29 O-29 < OCS-GC-02
O-29 OCS-P3-05 < O-29
O-29 OCS-GC-02 < OCS-GC-03
O-29 OCS-GC-03 < OCS-P10-03@pool:*

--- scenario not O-29 O-30 without Group Chat there is no Persistent Chat to set up
--- copy samples/contoso
--- replace contoso/ocs-trustedservices.xml /GroupChat/SomethingElse/
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
- OCS-GC-01
- OCS-GC-02
- O-29

# Every other ordering row.

--- scenario O-01 O-02 O-03 O-04 O-05 O-07 O-08 O-09 preparation, merge and import, in this order
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-01 OCS-P2-01|OCS-P2-03|OCS-P2-04|OCS-P2-05|OCS-P2-06 < OCS-P3-01
O-02 OCS-P3-01@adschema:* < OCS-P3-01@forest:*
O-02 OCS-P3-01@forest:* < OCS-P3-01@addomain:*
O-02 OCS-P3-01 < OCS-P3-03
O-03 OCS-P2-02 < OCS-P3-03
O-04 OCS-P3-02 < OCS-P3-03
O-04 OCS-P3-03 < OCS-P3-04
O-04 OCS-P3-04 < OCS-P3-05
O-04 OCS-P3-05 < OCS-P4-02
O-05 OCS-P3-02 < OCS-P4-01
O-05 OCS-P4-01 < OCS-P4-02
O-05 OCS-P4-01 < OCS-P4-04
O-05 OCS-P4-01 < OCS-P4-05
O-05 OCS-P4-01 < OCS-P6-02|OCS-P8-07
O-05 OCS-P4-01 < OCS-P9-01
O-07 OCS-P4-02 < OCS-P4-03
O-07 OCS-P4-03 < OCS-P4-04
O-07 OCS-P4-03 < OCS-P4-05
O-08 OCS-P4-04 < OCS-P6-02|OCS-P8-07
O-08 OCS-P4-04 < OCS-P5-03
O-09 OCS-P3-05 < OCS-P6-01
O-09 OCS-P6-01 < OCS-P6-02
O-09 OCS-P6-01 < OCS-P8-07

--- scenario not O-01 O-02 O-03 O-04 O-05 O-07 O-08 O-09 what these rows leave free
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
# preparations wait for each other only where another row says so
! O-01 OCS-P2-01 < OCS-P2-04
! O-01 OCS-P2-02 < OCS-P3-01
! O-02 OCS-P3-01@addomain:* < OCS-P3-01@forest:*
! O-02 OCS-P3-01 < OCS-P3-02
# one pool does not wait for another
! O-03 OCS-P2-02@pool:lyncse02.contoso.com < OCS-P3-03@pool:lyncpool01.contoso.com
! O-04 OCS-P3-03@pool:lyncse02.contoso.com < OCS-P3-04@pool:lyncpool01.contoso.com
! O-04 OCS-P3-04@pool:lyncpool01.contoso.com < OCS-P3-05@pool:lyncse02.contoso.com
! O-09 OCS-P6-01@pool:lyncse02.contoso.com < OCS-P8-07@wave:wave-05
! O-09 OCS-P3-05@pool:lyncse02.contoso.com < OCS-P6-01@pool:lyncpool01.contoso.com
# what does not read legacy data does not wait for what reads it
! O-05 OCS-P4-01 < OCS-P7-01
! O-07 OCS-P4-03 < OCS-P7-01
! O-08 OCS-P4-04 < OCS-P7-01
! O-08 OCS-P4-04 < OCS-P8-05

--- scenario not O-07 no conference directory, no import of directories
--- copy samples/contoso
--- remove contoso/cs-conferencedirectories.xml
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
- OCS-P4-05
- OCS-P10-01
O-07 OCS-P4-03 < OCS-P4-04

--- scenario O-06 an expanded Edge is converted before the merge
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run plan contoso -o out
--- exit 1
--- steps out/plan.json
O-06 O-06 < OCS-P4-02
O-01 OCS-P2-04|OCS-P2-06 < O-06
--- run check out contoso
--- exit 0

--- scenario not O-06 a consolidated Edge stays as it is
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
- O-06

--- scenario O-10 O-11 O-13 O-14 Edges, in this order
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-10 OCS-P4-03 < OCS-P5-01
O-11 OCS-P5-01 < OCS-P6-02|OCS-P8-07
O-11 OCS-P5-02 < OCS-P6-02|OCS-P8-07
I-09 OCS-P5-02 < OCS-P5-01
O-13 OCS-P7-02 < OCS-P8-01
O-13 OCS-P7-02 < OCS-P8-02|OCS-P8-03|OCS-P8-04|OCS-P8-05
O-14 OCS-P5-01 < OCS-P8-01
O-14 OCS-P8-01 < OCS-P8-02
O-14 OCS-P8-02 < OCS-P8-03
O-14 OCS-P8-03 < OCS-P8-04
O-14 OCS-P8-04 < OCS-P8-05
O-14 OCS-P8-05 < OCS-P8-06
O-14 OCS-P8-01|OCS-P8-02|OCS-P8-03|OCS-P8-04 < OCS-P8-06

--- scenario not O-10 O-11 O-13 O-14 no Edge, nothing of this
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- steps out/plan.json
- OCS-P5-01
- OCS-P5-02
- OCS-P7-01
- OCS-P8-01
- OCS-P8-05
- OCS-P8-06
! O-11 OCS-P4-04 < OCS-P8-07
--- run check out fabrikam
--- exit 0

--- scenario O-12 test accounts, pilot, production
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-12 OCS-P6-02@wave:wave-01 < OCS-P6-02@wave:wave-02
O-12 OCS-P6-02@wave:wave-02 < OCS-P8-07
O-12 OCS-P6-02@wave:wave-01 < OCS-P8-07

--- scenario not O-12 production waves may change places
--- copy samples/contoso
--- append contoso/contoso.intent
[pins]
order = OCS-P8-07@wave:wave-06 < OCS-P8-07@wave:wave-03
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
OCS-P8-07@wave:wave-06 < OCS-P8-07@wave:wave-03
! O-12 OCS-P8-07 < OCS-P8-07
--- run check out contoso
--- exit 0

--- scenario O-17 O-18 O-19 O-20 O-23 applications, in this order
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-17 OCS-P3-05 < OCS-P9-01
O-17 OCS-P6-02|OCS-P8-07 < OCS-P9-01
O-18 OCS-P4-04 < OCS-P9-02
O-18 OCS-P3-05 < OCS-P9-02
O-18 OCS-P3-05 < OCS-P9-03
O-18 OCS-P3-05 < OCS-P9-06
O-18 OCS-P3-05 < OCS-P10-01
O-19 OCS-P9-03@umcontact:sip:um-aa-us@contoso.com < OCS-P9-03@exchangeum:lyncpool01.contoso.com
O-19 OCS-P9-03@umcontact:sip:um-aa-pt@emea.contoso.com < OCS-P9-03@exchangeum:lyncse02.contoso.com
O-20 OCS-P4-04 < OCS-P9-05
O-20 OCS-P9-05@authorizedhost:* < OCS-P9-05@staticroute:*
O-20 OCS-P9-05@authorizedhost:* < OCS-P9-05@rcc:*
O-20 OCS-P9-05@staticroute:* < OCS-P9-05@rcc:*
O-20 OCS-P9-04 < OCS-P9-05@rcc:*
O-23 OCS-P6-02|OCS-P8-07 < OCS-P9-10

--- scenario not O-17 O-18 O-19 O-20 O-23 what these rows leave free
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
! O-17 OCS-P3-05@pool:lyncpool01.contoso.com < OCS-P9-01@rgs:*ocsse02*
! O-18 OCS-P3-05@pool:lyncse02.contoso.com < OCS-P9-03@umcontact:sip:um-aa-us@contoso.com
! O-18 OCS-P4-04 < OCS-P9-03
# contacts of one pool do not hold up the script of another
! O-19 OCS-P9-03@umcontact:sip:um-aa-pt@emea.contoso.com < OCS-P9-03@exchangeum:lyncpool01.contoso.com
! O-20 OCS-P9-04 < OCS-P9-05@authorizedhost:*
# applications do not hold up the recorders
! O-23 OCS-P9-01 < OCS-P9-10

--- scenario not O-17 O-18 O-19 O-20 O-23 nothing to order where there are no such applications
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- steps out/plan.json
- OCS-P9-01
- OCS-P9-03
- OCS-P9-05
- OCS-P9-10
+ OCS-P9-02

--- scenario O-17 a wish may break a recommended row, and the plan notes it
--- copy samples/contoso
--- append contoso/contoso.intent
[pins]
order = OCS-P9-01 < OCS-P8-07
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
OCS-P9-01 < OCS-P8-07
--- text out/plan.json
~ The intent breaks recommended constraint O-17
--- run check out contoso
--- exit 0

--- scenario O-17 a wish may not break the hard row of the same id
--- copy samples/contoso
--- append contoso/contoso.intent
[pins]
order = OCS-P9-01 < OCS-P3-05
--- run plan contoso -o out
--- exit 4
--- stdout
~ pins.order: the intent wants OCS-P9-01 before OCS-P3-05

--- scenario O-24 O-25 O-26 a pool goes when nothing needs it
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-24 OCS-P8-07@wave:wave-03 < OCS-P10-03@pool:ocsse02.contoso.com
O-24 OCS-P9-01@rgs:*ocsse02* < OCS-P10-03@pool:ocsse02.contoso.com
O-24 OCS-P9-02 < OCS-P10-03@pool:*
O-24 OCS-P9-03@umcontact:sip:um-aa-pt@emea.contoso.com < OCS-P10-03@pool:ocsse02.contoso.com
O-24 OCS-P9-04 < OCS-P10-03@pool:*
O-24 OCS-P9-05@rcc:* < OCS-P10-03@pool:*
O-24 OCS-P9-06 < OCS-P10-03@pool:*
O-25 OCS-P10-01 < OCS-P10-03@pool:*
O-26 OCS-P6-02|OCS-P8-07 < OCS-P10-02
O-26 OCS-P10-02 < OCS-P10-03@pool:*
O-26 OCS-P10-02 < OCS-P10-03@director:*

--- scenario not O-24 O-25 O-26 what one pool does not wait for
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
! O-24 OCS-P8-07@wave:wave-05 < OCS-P10-03@pool:ocsse02.contoso.com
! O-24 OCS-P9-01@rgs:*ocspool01* < OCS-P10-03@pool:ocsse02.contoso.com
! O-24 OCS-P8-07 < OCS-P10-03@edge:*
! O-25 OCS-P10-01 < OCS-P10-03@mediation:*
! O-26 OCS-P10-02 < OCS-P10-03@mediation:*
! O-26 OCS-P10-02 < OCS-P10-03@edge:*

--- scenario O-30 roles that are new wait for the users
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- steps out/plan.json
O-30 OCS-P6-02|OCS-P8-07 < O-29
