What no export shows is asked, once the plan has a step that depends on the answer, and not before.

--- scenario a deployment with everything is asked about everything
--- shows I-12 W-20 W-40 O-31 W-07 OCS-P3-03 I-20 OCS-P1-02 I-17 W-21 W-23 R-08 I-19 O-20 I-22 W-26 W-30 W-32 O-30 W-43 W-45 OCS-P10-03
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

--- scenario what a deployment has not is not asked
--- shows not OCS-P1-02 O-20 I-22 W-26 W-30 W-45 OCS-P10-03
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
! "id" : "OCS-P1-02"
! "id" : "O-20"
! "id" : "I-22"
! "id" : "W-26"
! "id" : "W-30"
! "id" : "W-45"
! "id" : "OCS-P10-03"

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
