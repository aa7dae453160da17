Constraints on the order of steps: what each of them puts in front of what, and what it leaves alone.

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

--- scenario O-15 one name for the whole Edge turns the cutover round
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan northwind -o out --fail-on never
--- steps out/plan.json
O-15 OCS-P8-07 < OCS-P8-05
O-15 OCS-P10-03@edge:* < OCS-P8-05
