Questions about a plan: rule, reason and line of the exports for every answer.

--- scenario why a step is here
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run why out OCS-P3-03
--- stdout
~ The row asks for a step for each target pool; this one is for
~ O-04 (hard): 
= Why not earlier
~ A topology is defined with the administrative tools
= Evidence
~ fabrikam/topology.xml:
--- run why out s001
--- stdout
~ It is the first step

--- scenario why one step before another
--- copy samples/contoso
--- run plan contoso -o out
--- run why out s001 s041
--- stdout
~ s001 comes before s041: it has to
~ O-01 (hard): s001 
~ O-10 (hard): 
~ contoso/topology.xml:67: s001, pool:ocspool01.contoso.com
--- run why out s041 s001
--- stdout
~ s001 comes before s041: it has to
--- run why out O-06 s001
--- exit 2
--- run why out backcompatsite OCS-P4-06
--- stdout
~ comes before

--- scenario a free order and its tie-break
--- copy samples/contoso
--- run plan contoso -o out
--- run why out OCS-P2-01@pool:ocspool01.contoso.com OCS-P2-01@pool:ocspool04.contoso.com
--- stdout
~ No constraint orders s001 and s002
~ tie-break: Both could come next and are of one row (OCS-P2-01)
~ contoso/topology.xml:88: s002
--- run why out OCS-P9-01 OCS-P9-04
--- stdout
~ tie-break: 

--- scenario users and waves
--- copy samples/contoso
--- run plan contoso -o out
--- run why out dekstrom@contoso.com
--- stdout
~ sip:dekstrom@contoso.com moves in wave-05 (production)
~ couplings.hard (hard): sip:dekstrom@contoso.com and
~ contoso/delegates.xml:58: delegate
= Why in no earlier wave
--- run why out user:sip:dekstrom@contoso.com ELINDQVIST@contoso.com
--- stdout
~ hard couplings make them one unit
~ contoso/delegates.xml:58
--- run why out sip:test1@contoso.com sip:dekstrom@contoso.com
--- stdout
~ moves in wave-01
~ No coupling binds their units
--- run why out wave-04
--- stdout
~ is a production wave
~ waves.size: A production wave holds at most 40
--- run why out inobre@contoso.com
--- stdout
~ unmatched

--- scenario without the exports
--- copy samples/contoso
--- run plan contoso -o out
--- remove contoso
--- run why out dekstrom@contoso.com
--- stderr
~ answered without the exports
--- stdout
~ (unit u
~ The exports were not read
~ contoso/topology.xml:
--- copy samples/contoso elsewhere
--- run why out dekstrom@contoso.com --exports elsewhere
--- stdout
~ elsewhere/delegates.xml:58

--- scenario answers for programs
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run why out s001 s020 --format json
--- stdout
~ "kind" : "before",
~ "strength" : "hard",
~ "evidence" : [

--- scenario names that the plan does not know
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run why out s0001
--- exit 2
--- stderr
~ did you mean s001?
--- run why out ocs1.fabrikam.com
--- exit 2
--- stderr
~ did you mean ocs01.fabrikam.com?
--- run why out s001 qqqqqqqq
--- exit 2
--- stderr
~ ask for a step (s001), a rule, a subject or a wave
--- run why out
--- exit 2
--- run why nowhere s001
--- exit 3

--- scenario an edited plan
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- swap out/plan.json first last
--- run why out last first
--- exit 2
--- run why out s001 s035
--- stdout
~ the plan does not hold

--- scenario what if something were dropped
--- copy samples/contoso
--- run plan contoso -o out
--- run why out --without O-14
--- stdout
~ Without it 2 steps stand elsewhere
~ Clear SIP federation on site Redmond
--- run why out s001 --without "s001<s024"
--- stdout
~ Nothing changes: the plan is the same without it.
~ is then s001
--- run why out --without waves.size
--- stdout
~ waves.size is dropped from the intent
~ contoso/contoso.intent:20: waves.size = 40
--- run why out --without O-99
--- exit 2
--- stderr
~ O-99 cannot be dropped
--- remove contoso
--- run why out --without O-14
--- exit 3

--- scenario what if a wish were dropped
--- copy samples/northwind
--- replace northwind/northwind.intent /OCS-P8-05 < OCS-P8-07/OCS-P2-06 < OCS-P2-01/
--- run plan northwind -o out
--- run why out OCS-P2-06 OCS-P2-01
--- stdout
~ pins.order (wish): 
~ northwind/northwind.intent:11: pins.order = OCS-P2-06 < OCS-P2-01
--- run why out OCS-P2-06 OCS-P2-01 --without "pins.order=OCS-P2-06 < OCS-P2-01"
--- stdout
~ Without it
~ northwind/northwind.intent:11: pins.order

--- scenario a step waits for its hours
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2013-11-04 08:00
windows = Sat 08:00-Sun 20:00
--- run plan contoso -o out
--- run why out OCS-P8-07@wave:wave-04
--- stdout
~ calendar.start: By the calendar it begins 2013-
~ calendar.windows: What it waits for is done and settled
~ contoso/contoso.intent:25: calendar.windows = Sat 08:00-Sun 20:00
