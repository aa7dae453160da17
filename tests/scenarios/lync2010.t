The pair Lync Server 2010 to Lync Server 2013: rows of its own in its plans, and in no plan of another pair.

--- scenario a plan of this pair has its steps, orders, ways back and tests
--- shows L10-GC-01 L10-GC-02 L10-GC-03 L10-GC-04 L10-O-01 L10-O-02 L10-O-03 L10-O-04 L10-O-05 L10-O-06 L10-O-07 L10-O-08 L10-O-09 L10-O-10 L10-O-11 L10-O-12 L10-O-13 L10-O-14 L10-O-15 L10-O-16 L10-O-17 L10-O-18 L10-O-19 L10-O-20 L10-O-21 L10-O-22 L10-O-23 L10-P2-01 L10-P2-02 L10-P2-03 L10-P2-04 L10-P3-01 L10-P3-02 L10-P3-03 L10-P3-04 L10-P3-05 L10-P4-01 L10-P4-02 L10-P5-01 L10-P5-02 L10-P6-01 L10-P6-02 L10-P6-03 L10-P6-04 L10-P6-05 L10-P6-06 L10-P6-07 L10-P6-08 L10-P6-09 L10-P7-01 L10-P7-02 L10-P7-03 L10-P7-04 L10-P7-05 L10-P7-06 L10-P8-01 L10-P8-02 L10-P8-03 L10-P8-04 L10-P8-05 L10-P8-06 L10-P8-07 L10-R-01 L10-R-02 L10-R-03 L10-R-04 L10-R-05 L10-R-06 L10-R-07 L10-R-08 L10-R-09 L10-R-10 L10-R-11 L10-R-12 L10-R-13 L10-V-00 L10-V-01 L10-V-02 L10-V-03 L10-V-04 L10-V-05 L10-V-06 L10-V-07 L10-V-08 L10-V-09 L10-V-10
--- copy samples/adatum
--- run plan adatum -o out --fail-on never
--- text out/plan.json
~ "L10-GC-01"
~ "L10-GC-02"
~ "L10-GC-03"
~ "L10-GC-04"
~ "L10-O-01"
~ "L10-O-02"
~ "L10-O-03"
~ "L10-O-04"
~ "L10-O-05"
~ "L10-O-06"
~ "L10-O-07"
~ "L10-O-08"
~ "L10-O-09"
~ "L10-O-10"
~ "L10-O-11"
~ "L10-O-12"
~ "L10-O-13"
~ "L10-O-14"
~ "L10-O-15"
~ "L10-O-16"
~ "L10-O-17"
~ "L10-O-18"
~ "L10-O-19"
~ "L10-O-20"
~ "L10-O-21"
~ "L10-O-22"
~ "L10-O-23"
~ "L10-P2-01"
~ "L10-P2-02"
~ "L10-P2-03"
~ "L10-P2-04"
~ "L10-P3-01"
~ "L10-P3-02"
~ "L10-P3-03"
~ "L10-P3-04"
~ "L10-P3-05"
~ "L10-P4-01"
~ "L10-P4-02"
~ "L10-P5-01"
~ "L10-P5-02"
~ "L10-P6-01"
~ "L10-P6-02"
~ "L10-P6-03"
~ "L10-P6-04"
~ "L10-P6-05"
~ "L10-P6-06"
~ "L10-P6-07"
~ "L10-P6-08"
~ "L10-P6-09"
~ "L10-P7-01"
~ "L10-P7-02"
~ "L10-P7-03"
~ "L10-P7-04"
~ "L10-P7-05"
~ "L10-P7-06"
~ "L10-P8-01"
~ "L10-P8-02"
~ "L10-P8-03"
~ "L10-P8-04"
~ "L10-P8-05"
~ "L10-P8-06"
~ "L10-P8-07"
~ "L10-R-01"
~ "L10-R-02"
~ "L10-R-03"
~ "L10-R-04"
~ "L10-R-05"
~ "L10-R-06"
~ "L10-R-07"
~ "L10-R-08"
~ "L10-R-09"
~ "L10-R-10"
~ "L10-R-11"
~ "L10-R-12"
~ "L10-R-13"
~ "L10-V-00"
~ "L10-V-01"
~ "L10-V-02"
~ "L10-V-03"
~ "L10-V-04"
~ "L10-V-05"
~ "L10-V-06"
~ "L10-V-07"
~ "L10-V-08"
~ "L10-V-09"
~ "L10-V-10"

--- scenario a plan of another pair has none of them
--- shows not L10-GC-01 L10-GC-02 L10-GC-03 L10-GC-04 L10-I-01 L10-I-02 L10-I-03 L10-I-04 L10-I-05 L10-I-06 L10-I-07 L10-I-08 L10-I-09 L10-O-01 L10-O-02 L10-O-03 L10-O-04 L10-O-05 L10-O-06 L10-O-07 L10-O-08 L10-O-09 L10-O-10 L10-O-11 L10-O-12 L10-O-13 L10-O-14 L10-O-15 L10-O-16 L10-O-17 L10-O-18 L10-O-19 L10-O-20 L10-O-21 L10-O-22 L10-O-23 L10-P2-01 L10-P2-02 L10-P2-03 L10-P2-04 L10-P3-01 L10-P3-02 L10-P3-03 L10-P3-04 L10-P3-05 L10-P4-01 L10-P4-02 L10-P5-01 L10-P5-02 L10-P6-01 L10-P6-02 L10-P6-03 L10-P6-04 L10-P6-05 L10-P6-06 L10-P6-07 L10-P6-08 L10-P6-09 L10-P7-01 L10-P7-02 L10-P7-03 L10-P7-04 L10-P7-05 L10-P7-06 L10-P8-01 L10-P8-02 L10-P8-03 L10-P8-04 L10-P8-05 L10-P8-06 L10-P8-07 L10-R-01 L10-R-02 L10-R-03 L10-R-04 L10-R-05 L10-R-06 L10-R-07 L10-R-08 L10-R-09 L10-R-10 L10-R-11 L10-R-12 L10-R-13 L10-V-00 L10-V-01 L10-V-02 L10-V-03 L10-V-04 L10-V-05 L10-V-06 L10-V-07 L10-V-08 L10-V-09 L10-V-10
--- copy samples/contoso
--- run plan contoso -o out --fail-on never
--- text out/plan.json
! L10-

--- scenario not L10-O-11 not L10-P6-08 not L10-P6-09 a partner with an Edge of its own is behind no gateway
--- copy samples/adatum
--- replace adatum/cs-alloweddomains.xml /lsxmpp01.adatum.com/access.tailspintoys.com/
--- run plan adatum -o out --fail-on never
--- steps out/plan.json
- L10-P6-08
- L10-P6-09
+ L10-P7-04
--- run check out adatum

--- scenario not L10-O-23 not L10-GC-01 not L10-GC-02 not L10-GC-03 not L10-GC-04 not L10-I-08 not L10-R-10 an application of another name is no Group Chat
--- copy samples/adatum
--- replace adatum/topology.xml /application:GroupChat/application:Chatter/
--- run plan adatum -o out --fail-on never
--- text out/plan.json
~ Give Chatter a Lync Server 2013 next hop
! L10-GC-
--- run check out adatum

--- scenario L10-O-16 L10-O-17 not L10-O-14 not L10-P7-02 recorders go before the pool that they record for, and without UM contacts Exchange is told nothing
--- copy samples/adatum
--- remove adatum/cs-umcontacts.xml
--- run plan adatum -o out --fail-on never
--- text out/plan.json
! L10-P7-02
--- steps out/plan.json
+ L10-P8-05
--- run check out adatum

--- scenario not L10-O-16 not L10-P8-05 not L10-I-07 without Archiving and Monitoring Servers none is removed
--- copy samples/adatum
--- replace adatum/topology.xml /RoleName="ArchivingServer"/RoleName="OtherServer"/
--- replace adatum/topology.xml /RoleName="MonitoringServer"/RoleName="OtherServer"/
--- run plan adatum -o out --fail-on never
--- text out/plan.json
! L10-P8-05
--- run check out adatum

--- scenario a plan of this pair has no step, way back, test, reading or question of the first one
--- shows not OCS-P1-01 OCS-P2-01 OCS-P2-02 OCS-P2-03 OCS-P2-04 OCS-P2-05 OCS-P2-06 OCS-P3-01 OCS-P3-02 OCS-P3-04 OCS-P3-05 OCS-P4-01 OCS-P4-02 OCS-P4-03 OCS-P4-04 OCS-P4-06 OCS-P5-03 OCS-P6-01 OCS-P6-02 OCS-P8-07 OCS-P9-04 OCS-P9-09 R-01 R-02 R-03 R-04 R-06 R-09 V0 V1 V2 V3 V4 V5 V6 V10 A4 A8 A12 A13 A15 A20 I-21 O-31 O-09 O-28 I-02
--- copy samples/adatum
--- run plan adatum -o out --fail-on never
--- text out/plan.json
! "OCS-
! "R-
! "V0
! "V1
! "V2
! "V3
! "V4
! "V5
! "V6
! "O-
! "I-
! "A4"
! "A8"
! "A12"
! "A13"
! "A15"
! "A20"

--- scenario legacy-pool-not-empty users of a pool that the common topology does not show
--- copy samples/adatum
--- replace adatum/cs-users.xml /lsse02.adatum.com/lsse09.adatum.com/
--- run validate adatum --fail-on never
--- stdout
~ 5 users are homed on lsse09.adatum.com, which the topology no longer shows
! BackCompatSite

--- scenario what stands in the way is told by the rules of this pair
--- copy samples/adatum
--- file adatum/stay.intent
[cutover]
intent = 1
[users]
stay = sip:test1@adatum.com
--- run plan adatum -o out
--- exit 4
--- stdout
~ a pool with users cannot be (L10-O-17)
! (O-24)
