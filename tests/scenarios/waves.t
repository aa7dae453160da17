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
