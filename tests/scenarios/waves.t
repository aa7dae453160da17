--- scenario limits of pools and sites are kept, and held against the plan
--- copy samples/contoso
--- append contoso/contoso.intent
[waves]
per_pool = 12
per_site = 20
--- run plan contoso -o out
--- exit 0
--- run check out contoso
--- exit 0
--- replace out/plan.json /"value" : "12",/"value" : "3",/
--- run check out contoso
--- exit 5
--- stdout
~ waves.per_pool

--- scenario a unit that is larger than the limit of its pool is a conflict
--- copy samples/contoso
--- append contoso/contoso.intent
[waves]
per_pool = 1
--- run plan contoso -o out
--- exit 4
--- stdout
~ waves.per_pool: a wave moves at most 1 users of one legacy pool
~ couplings.hard

--- scenario users who share a site move together when the intent says so
--- copy samples/contoso
--- append contoso/contoso.intent
[waves]
size = 160
pilot_size = 160
[couplings]
hard = delegate; site
--- run plan contoso -o out
--- run check out contoso
--- exit 0

--- scenario a legacy pool is spread over two target pools, and three are consolidated on one
--- copy samples/contoso
--- replace contoso/contoso.intent /ocspool01.contoso.com = lyncpool01.contoso.com/ocspool01.contoso.com = lyncpool01.contoso.com; lyncse02.contoso.com/
--- run plan contoso -o out
--- exit 0
--- text out/plan.json
~ "also" : [
~ lyncse02.contoso.com
--- text out/report.html
~ lyncpool01.contoso.com, lyncse02.contoso.com
~ of 1,000 steps fail (checkpoints.failing)
--- text out/diagrams/estate-map.svg
~ 45 of 60 users in waves
~ with 15 users of ocspool01.contoso.com
~ >75 users<
--- text out/waves/wave-05.csv
~ ocspool01.contoso.com,lyncpool01.contoso.com
~ ocspool01.contoso.com,lyncse02.contoso.com
~ ocspool04.contoso.com,lyncpool01.contoso.com
! ocspool04.contoso.com,lyncse02.contoso.com
--- run check out contoso
--- exit 0
# whoever goes to the other one of the two is as safe there
--- replace out/waves/wave-05.csv /ocspool01.contoso.com,lyncse02.contoso.com/ocspool01.contoso.com,lyncpool01.contoso.com/
--- run check out contoso
--- exit 5
--- stdout
~ names pools from or to which it moves nobody
! the target of ocspool01.contoso.com is another pool
# and nobody from a pool that is not spread
--- replace out/waves/wave-05.csv /ocspool04.contoso.com,lyncpool01.contoso.com/ocspool04.contoso.com,lyncse02.contoso.com/
--- run check out contoso
--- exit 5
--- stdout
~ the target of ocspool04.contoso.com is another pool

--- scenario a plan that spreads a pool otherwise than the intent says does not hold
--- copy samples/contoso
--- replace contoso/contoso.intent /ocspool01.contoso.com = lyncpool01.contoso.com/ocspool01.contoso.com = lyncpool01.contoso.com; lyncse02.contoso.com/
--- run plan contoso -o out
--- exit 0
--- replace out/plan.json |"value" : "lyncpool01.contoso.com; lyncse02.contoso.com"|"value" : "lyncpool01.contoso.com"|
--- run check out contoso
--- exit 5
--- stdout
~ gives ocspool01.contoso.com more targets than the intent

--- scenario one of several target pools is none
--- copy samples/contoso
--- replace contoso/contoso.intent /ocspool01.contoso.com = lyncpool01.contoso.com/ocspool01.contoso.com = lyncpool01.contoso.com; lync99.contoso.com/
--- run plan contoso -o out
--- exit 4
--- stdout
~ names lync99.contoso.com, which is no target pool

--- scenario one of several target pools is named twice
--- copy samples/contoso
--- replace contoso/contoso.intent /ocspool01.contoso.com = lyncpool01.contoso.com/ocspool01.contoso.com = lyncpool01.contoso.com; lyncpool01.contoso.com/
--- run plan contoso -o out
--- exit 4
--- stdout
~ names lyncpool01.contoso.com twice
