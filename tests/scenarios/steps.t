The steps of a plan, their rollbacks and their tests: in which deployments they appear and in which they must not.

--- scenario the preparation of the legacy side
--- shows OCS-P2-01 OCS-P2-02 OCS-P2-03 OCS-P2-04 OCS-P2-05 OCS-P2-06
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P2-01"
~ "rule" : "OCS-P2-02"
~ "rule" : "OCS-P2-03"
~ "rule" : "OCS-P2-04"
~ "rule" : "OCS-P2-05"
~ "rule" : "OCS-P2-06"

--- scenario directory, tools and target pools
--- shows OCS-P3-01 OCS-P3-02 OCS-P3-03 OCS-P3-04 OCS-P3-05
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P3-01"
~ "rule" : "OCS-P3-02"
~ "rule" : "OCS-P3-03"
~ "rule" : "OCS-P3-04"
~ "rule" : "OCS-P3-05"

--- scenario the merge
--- shows OCS-P4-01 OCS-P4-02 OCS-P4-03 OCS-P4-04 OCS-P4-05 OCS-P4-06
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P4-01"
~ "rule" : "OCS-P4-02"
~ "rule" : "OCS-P4-03"
~ "rule" : "OCS-P4-04"
~ "rule" : "OCS-P4-05"
~ "rule" : "OCS-P4-06"

--- scenario what the merge brought is put to use
--- shows OCS-P5-02 OCS-P5-01 OCS-P5-03
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P5-02"
~ "rule" : "OCS-P5-01"
~ "rule" : "OCS-P5-03"

--- scenario test accounts and pilot users
--- shows OCS-P6-01 OCS-P6-02
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P6-01"
~ "rule" : "OCS-P6-02"

--- scenario the target Edge before it takes part
--- shows OCS-P7-01 OCS-P7-02
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P7-01"
~ "rule" : "OCS-P7-02"

--- scenario the cutover and everybody else
--- shows OCS-P8-01 OCS-P8-02 OCS-P8-03 OCS-P8-04 OCS-P8-05 OCS-P8-06 OCS-P8-07 OCS-P5-04 OCS-P8-08
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P8-01"
~ "rule" : "OCS-P8-02"
~ "rule" : "OCS-P8-03"
~ "rule" : "OCS-P8-04"
~ "rule" : "OCS-P8-05"
~ "rule" : "OCS-P8-06"
~ Enable and start whatever was stopped on every legacy Edge
~ "rule" : "OCS-P8-07"
~ "rule" : "OCS-P5-04"
~ "rule" : "OCS-P8-08"

--- scenario applications, voice, clients and recorders
--- shows OCS-P9-01 OCS-P9-02 OCS-P9-04 OCS-P9-05 OCS-P9-06 OCS-P9-07 OCS-P9-08 OCS-P9-09 OCS-P9-03 OCS-P9-10
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P9-01"
~ "rule" : "OCS-P9-02"
~ "rule" : "OCS-P9-04"
~ "rule" : "OCS-P9-05"
~ "rule" : "OCS-P9-06"
~ "rule" : "OCS-P9-07"
~ "rule" : "OCS-P9-08"
~ "rule" : "OCS-P9-09"
~ "rule" : "OCS-P9-03"
~ "rule" : "OCS-P9-10"

--- scenario the end of the legacy side
--- shows OCS-P10-02 OCS-P10-01 OCS-P10-03 OCS-P10-04
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-P10-02"
~ "rule" : "OCS-P10-01"
~ "rule" : "OCS-P10-03"
~ "rule" : "OCS-P10-04"

--- scenario Group Chat last
--- shows OCS-GC-01 O-29 OCS-GC-02 OCS-GC-03
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "OCS-GC-01"
~ "rule" : "O-29"
~ "rule" : "OCS-GC-02"
~ "rule" : "OCS-GC-03"

--- scenario a deployment without any Edge has no cutover
--- shows not OCS-P5-02 OCS-P5-01 OCS-P7-01 OCS-P7-02 OCS-P8-01 OCS-P8-02 OCS-P8-03 OCS-P8-04 OCS-P8-05 OCS-P8-06 R-05 R-10 V7 V8
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
! "rule" : "OCS-P5-02"
! "rule" : "OCS-P5-01"
! "rule" : "OCS-P7-01"
! "rule" : "OCS-P7-02"
! "rule" : "OCS-P8-01"
! "rule" : "OCS-P8-02"
! "rule" : "OCS-P8-03"
! "rule" : "OCS-P8-04"
! "rule" : "OCS-P8-05"
! "rule" : "OCS-P8-06"
! "R-05"
! "R-10"
! "V7"
! "V8"

--- scenario a deployment without applications, recorders and chat
--- shows not OCS-P5-04 OCS-P8-08 OCS-P9-01 OCS-P9-03 OCS-P9-05 OCS-P9-06 OCS-P9-10 OCS-GC-01 O-29 OCS-GC-02 OCS-GC-03 R-12 R-14 R-15 R-19 V9 V12
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
! "rule" : "OCS-P5-04"
! "rule" : "OCS-P8-08"
! "rule" : "OCS-P9-01"
! "rule" : "OCS-P9-03"
! "rule" : "OCS-P9-05"
! "rule" : "OCS-P9-06"
! "rule" : "OCS-P9-10"
! "rule" : "OCS-GC-01"
! "rule" : "O-29"
! "rule" : "OCS-GC-02"
! "rule" : "OCS-GC-03"
! "R-12"
! "R-14"
! "R-15"
! "R-19"
! "V9"
! "V12"

--- scenario a deployment without dial-in
--- shows not OCS-P4-05 OCS-P9-02 OCS-P10-01 R-13 R-17
--- copy samples/fabrikam
--- remove fabrikam/cs-accessnumbers.xml
--- remove fabrikam/ocs-contacts.xml
--- remove fabrikam/cs-conferencedirectories.xml
--- remove fabrikam/ocs-contactmappings.xml
--- run plan fabrikam -o out
--- text out/plan.json
! "rule" : "OCS-P4-05"
! "rule" : "OCS-P9-02"
! "rule" : "OCS-P10-01"
! "R-13"
! "R-17"

--- scenario a legacy side that stays is not taken apart
--- shows not OCS-P9-07 OCS-P9-08 OCS-P10-02 OCS-P10-01 OCS-P10-03 OCS-P10-04 R-11 R-16 R-18 R-20 V11
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pools]
retire = false
--- run plan fabrikam -o out
--- text out/plan.json
! Put the Lync Mediation Server
! Create a voice route
! Point _sipinternaltls
! move conference directory
! deactivate and remove it
! delete BackCompatSite
! "R-11"
! "R-16"
! "R-18"
! "V11"
~ "point_of_no_return" : null

--- scenario O-06 an Edge whose roles are on several computers is converted first
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rule" : "O-06"

--- scenario not O-06 a consolidated Edge is left alone
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
! "rule" : "O-06"

--- scenario every way back has its row
--- shows R-01 R-02 R-03 R-04 R-05 R-06 R-09 R-10 R-11 R-12 R-13 R-14 R-15 R-16 R-17 R-18 R-19 R-20
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "rollback" : "R-01"
~ "rollback" : "R-02"
~ "rollback" : "R-03"
~ "rollback" : "R-04"
~ "rollback" : "R-05"
~ "rollback" : "R-06"
~ "rollback" : "R-09"
~ "rollback" : "R-10"
~ "rollback" : "R-11"
~ "rollback" : "R-12"
~ "rollback" : "R-13"
~ "rollback" : "R-14"
~ "rollback" : "R-15"
~ "rollback" : "R-16"
~ "rollback" : "R-17"
~ "rollback" : "R-18"
~ "rollback" : "R-19"
~ "point_of_no_return" : "s

--- scenario a plan forces no move
--- shows not R-07
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
! -Force"
! "R-07"

--- scenario contacts kept in Exchange are asked for
--- shows R-08
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ R-08

--- scenario every test is asked for after some step
--- shows V0 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ "V0"
~ "V1"
~ "V2"
~ "V3"
~ "V4"
~ "V5"
~ "V6"
~ "V7"
~ "V8"
~ "V9"
~ "V10"
~ "V11"
~ "V12"

--- scenario K-15 how fast users move is an assumption
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
~ K-15: not documented

--- scenario not K-15 with a measured speed nothing is assumed
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
minutes_per_100_users = 30
--- run plan fabrikam -o out
--- text out/plan.json
! "id" : "durations.minutes_per_100_users"
