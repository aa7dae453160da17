What no export shows and a plan therefore asks: where it is asked, and where there is nothing to ask.

--- scenario a plan asks what exports do not show
--- shows W-07 W-16 W-20 W-21 W-22 W-23 W-26 W-30 W-32 W-38 W-40 W-43 W-45 W-46 W-48 not W-14 W-15
--- copy samples/contoso
--- run plan contoso -o p
--- text p/plan.json
~ "id" : "W-07"
~ 64-bit edition, Standard or Enterprise, of 2008 R2 or 2012
~ "id" : "W-16"
~ "id" : "W-20"
~ OC (version 15), CWA (5) and OCPhone (4)
~ "id" : "W-21"
~ "id" : "W-22"
~ Communicator 2007, Live Meeting 2007 or the attendant console
~ "id" : "W-23"
~ "id" : "W-26"
~ "id" : "W-30"
~ "id" : "W-32"
~ "id" : "W-38"
~ Company_Phone_Number_Normalization_Rules.txt
~ "id" : "W-40"
~ "id" : "W-43"
~ "id" : "W-45"
~ "id" : "W-46"
~ "id" : "W-48"
~ ucupdates-r2
! "id" : "W-14"
! "id" : "W-15"

--- scenario a small deployment is asked less
--- shows W-15 not W-07 W-14 W-16 W-26 W-30 W-45 W-46
--- copy samples/fabrikam
--- run plan fabrikam -o p
--- text p/plan.json
~ "id" : "W-15"
~ use per user policy
! "id" : "W-07"
! "id" : "W-14"
! "id" : "W-16"
! "id" : "W-26"
! "id" : "W-30"
! "id" : "W-45"
! "id" : "W-46"

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
