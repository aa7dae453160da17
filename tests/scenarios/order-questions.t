Preconditions of ordering rows and invariants that no export shows: asked where they matter, and nowhere else.

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
