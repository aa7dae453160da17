What no export shows is asked, once the plan has a step that depends on the answer, and not before.

--- scenario a deployment with everything is asked about everything
--- shows I-12 W-20 W-40 O-31 W-07 OCS-P3-03 I-20 OCS-P1-02 I-17 W-21 W-23 R-08 I-19 O-20 I-22 W-26 W-30 W-32 O-30 W-43 W-45 OCS-P10-03 W-16 W-22 W-38 W-46 W-48 not W-14 W-15
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "id" : "I-12"
~ "id" : "W-20"
~ "id" : "W-40"
~ "id" : "O-31"
~ "id" : "W-07"
~ "id" : "OCS-P3-03"
~ "id" : "I-20"
~ "id" : "OCS-P1-02"
~ "id" : "I-17"
~ "id" : "W-21"
~ "id" : "W-23"
~ "id" : "R-08"
~ "id" : "I-19"
~ "id" : "O-20"
~ "id" : "I-22"
~ "id" : "W-26"
~ "id" : "W-30"
~ "id" : "W-32"
~ "id" : "O-30"
~ "id" : "W-43"
~ "id" : "W-45"
~ "id" : "OCS-P10-03"
~ 64-bit edition, Standard or Enterprise, of 2008 R2 or 2012
~ "id" : "W-16"
~ OC (version 15), CWA (5) and OCPhone (4)
~ "id" : "W-22"
~ Communicator 2007, Live Meeting 2007 or the attendant console
~ "id" : "W-38"
~ Company_Phone_Number_Normalization_Rules.txt
~ "id" : "W-46"
~ "id" : "W-48"
~ ucupdates-r2
! "id" : "W-14"
! "id" : "W-15"

--- scenario what a deployment has not is not asked
--- shows W-15 not OCS-P1-02 O-20 I-22 W-26 W-30 W-45 OCS-P10-03 W-07 W-14 W-16 W-46
--- copy samples/fabrikam
--- run plan fabrikam -o out --fail-on never
--- text out/plan.json
! "id" : "OCS-P1-02"
! "id" : "O-20"
! "id" : "I-22"
! "id" : "W-26"
! "id" : "W-30"
! "id" : "W-45"
! "id" : "OCS-P10-03"
~ "id" : "W-15"
~ use per user policy
! "id" : "W-07"
! "id" : "W-14"
! "id" : "W-16"
! "id" : "W-46"

--- scenario a legacy side that stays has no last questions
--- shows not W-32 W-43
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan fabrikam -o out
--- text out/plan.json
! "id" : "W-32"
! "id" : "W-43"

--- scenario where nobody moves there is nothing to ask about moves
--- shows not W-15 W-21 W-22 W-23 W-32 W-43 W-48
--- copy samples/fabrikam
--- file fabrikam/f.intent
[cutover]
intent = 1
[users]
stay = sip:fkowalski@fabrikam.com;sip:grossi@fabrikam.com;sip:hzhang@fabrikam.com;sip:igupta@fabrikam.com;sip:jnakamura@fabrikam.com;sip:kurbano@fabrikam.com;sip:lcarvalho@fabrikam.com;sip:mjensen@fabrikam.com;sip:nquinn@fabrikam.com;sip:oyilmaz@fabrikam.com;sip:pfischer@fabrikam.com;sip:test1@fabrikam.com
[pools]
retire = false
--- run plan fabrikam -o p
--- text p/plan.json
! "id" : "W-15"
! "id" : "W-21"
! "id" : "W-22"
! "id" : "W-23"
! "id" : "W-32"
! "id" : "W-43"
! "id" : "W-48"

--- scenario OCS-P1-01 test accounts, pilot and everybody else are three kinds of waves
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "kind" : "test"
~ "kind" : "pilot"
~ "kind" : "production"

--- scenario OCS-P1-03 every legacy pool has a target pool, and the plan says why
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "legacy" : "ocspool01.contoso.com"
~ "target" : "lyncpool01.contoso.com"

--- scenario not OCS-P1-03 without a target pool there is no pair
--- copy samples/fabrikam
--- remove fabrikam/topology.xml
--- run plan fabrikam -o out
--- exit 4
--- absent out*

--- scenario W-14 policies of which no export shows the target ones
--- copy samples/contoso
--- remove contoso/cs-dialplans.xml
--- run plan contoso -o p
--- text p/plan.json
~ "id" : "W-14"

--- scenario not W-21 everybody has a client version policy
--- copy samples/contoso
--- replace contoso/cs-users-branches.xml |<Nil N="ClientVersionPolicy" />|<S N="ClientVersionPolicy">Two Clients</S>|
--- replace contoso/cs-users-redmond.xml |<Nil N="ClientVersionPolicy" />|<S N="ClientVersionPolicy">Two Clients</S>|
--- run plan contoso -o p
--- text p/plan.json
! "id" : "W-21"
~ "id" : "W-22"

--- scenario not W-48 nobody has a telephone
--- copy samples/fabrikam
--- replace fabrikam/ocs-users.xml |"UCEnabled">true<|"UCEnabled">false<|
--- run plan fabrikam -o p
--- text p/plan.json
! "id" : "W-48"
~ "id" : "W-22"

--- scenario not W-23 by the other reading meetings are kept
--- copy samples/contoso
--- file own.intent
[cutover]
intent = 1
[readings]
meetings_carry_over = true
--- run plan contoso -o p --intent own.intent
--- text p/plan.json
! "id" : "W-23"

--- scenario a row that is only a question is explained by its code
--- run explain legacy-client-filter-missing
--- stdout
~ W-20
--- run explain W-20
--- stdout
~ legacy-client-filter-missing
~ configure-clients-for-migration_1

--- scenario O-09 O-14 O-22 O-28 I-02 I-16 I-21 A8 what an order of steps rests on
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- text out/plan.json
~ "id" : "O-09",
~ "id" : "O-14",
~ "id" : "O-22",
~ "id" : "O-28",
~ "id" : "I-02",
~ "id" : "I-16",
~ "id" : "I-21",
~ Tell users who dial in to set a new conference PIN after their wave
~ Announce a window for the cutover

--- scenario not I-03 O-10 O-15 O-16 what the exports show is not asked
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- text out/plan.json
! The exports do not show where the legacy databases are
! No export says whether a legacy Edge federates
! The exports do not show all external names of the legacy Edge
! No export shows an XMPP gateway

--- scenario not O-14 O-15 O-16 O-22 I-16 A8 nothing is asked about steps that there are not
--- copy samples/fabrikam
--- remove fabrikam/cs-accessnumbers.xml
--- remove fabrikam/ocs-contacts.xml
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan fabrikam -o out
--- exit 0
--- text out/plan.json
! "id" : "O-14",
! "id" : "O-15",
! "id" : "O-16",
! "id" : "O-22",
! "id" : "I-16",
! set a new conference PIN
# a target that brings its own databases shares none
! "id" : "I-03",

--- scenario O-10 nobody says whether the legacy Edge federates
--- copy samples/contoso
--- replace contoso/edge-input.xml / FederationEnabled="true"//
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ No export says whether a legacy Edge federates

--- scenario O-15 the external names of the legacy Edge are not all known
--- copy samples/contoso
--- replace contoso/edge-input.xml / ExternalMRFqdn="av.contoso.com"//
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ The exports do not show all external names of the legacy Edge

--- scenario O-16 an XMPP gateway that is not exported
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan northwind -o out
--- exit 0
--- text out/plan.json
~ No export shows an XMPP gateway

--- scenario I-03 legacy pools without their databases
--- copy samples/contoso
--- replace contoso/ocs-pools.xml /BackEndDBPath/SomethingElse/
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ The exports do not show where the legacy databases are
