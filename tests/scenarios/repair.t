A plan that somebody has edited: what check proposes, and what --repair writes.

--- scenario a step put too late is put back, alone
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- swap out/plan.json s005 s030
--- run check out fabrikam
--- exit 5
--- stdout
~ The smallest repair
~ Add --repair to have it done.
--- run check out fabrikam --repair
--- stdout
~ The smallest repair
~ A safe plan
--- run check out fabrikam

--- scenario a user who was left out comes back, and nobody else is moved
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- file out/waves/wave-03.csv utf-8 bom crlf
"SipAddress","DisplayName","SourcePool","TargetPool","Unit","Reason"
--- run check out fabrikam
--- exit 5
--- stdout
~ goes from no wave to wave-03
! goes from wave-
--- run check out fabrikam --repair
--- run check out fabrikam

--- scenario a plan that holds needs no repair
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- copy samples/fabrikam again
--- run check out fabrikam --repair
--- stdout
~ The plan is safe
! The smallest repair

--- scenario a repair needs the exports
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run check out --repair
--- exit 2
--- stderr
~ check: --repair needs the exports too

--- scenario a repair is not told as json
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run check out fabrikam --repair --format json
--- exit 2
--- stderr
~ leave --format out

--- scenario exports that allow no plan any more give the conflict
--- copy samples/northwind
--- remove northwind/northwind.intent
--- run plan --fail-on never northwind -o out
--- swap out/plan.json first last
--- copy samples/northwind/northwind.intent northwind/northwind.intent
--- run check out northwind --repair
--- exit 4
