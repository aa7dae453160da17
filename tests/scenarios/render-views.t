Drawings are asked for by name, for one object, and against an earlier plan; boxes keep their places.

--- scenario one drawing alone
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- exists out/layout.json out/diagrams/estate-map.svg out/diagrams/dependencies.svg out/diagrams/strip.svg
--- absent out/diagrams/changes.svg
--- remove out/diagrams
--- remove out/report.html
--- run render out fabrikam --view strip,timeline
--- exit 0
--- exists out/diagrams/strip.svg out/diagrams/timeline.svg
--- absent out/diagrams/estate-map.svg out/report.html

--- scenario a drawing that there is not
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run render out fabrikam --view time-line
--- exit 2
--- stderr
= cutover: there is no view "time-line"; did you mean timeline?
--- run render out fabrikam --view everything
--- exit 2
--- stderr
~ there are: changes, estate-map, dependencies

--- scenario what is around a server
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run render out fabrikam --of ocs01.fabrikam.com
--- exit 0
--- exists out/diagrams/dependencies-of-ocs01.fabrikam.com.svg
--- text out/diagrams/dependencies-of-ocs01.fabrikam.com.svg
~ Dependencies of ocs01.fabrikam.com
~ id="pool:ocs01.fabrikam.com"
~ ocsmed01.fabrikam.com needs ocs01.fabrikam.com
! lync01.fabrikam.com</title>
--- run render out fabrikam --of OCS01.Fabrikam.com
--- exit 0
--- run render out fabrikam --of ocs99.fabrikam.com
--- exit 2
--- stderr
~ the exports have no server or object "ocs99.fabrikam.com"

--- scenario drawn again it is the same
--- copy samples/adatum
--- run plan adatum -o first
--- exit 0
--- run plan adatum -o again
--- exit 0
--- run render again adatum
--- exit 0
--- same first/diagrams again/diagrams
--- same first/layout.json again/layout.json

--- scenario places that cannot be read
--- copy samples/fabrikam
--- run plan fabrikam -o first
--- exit 0
--- run plan fabrikam -o again
--- exit 0
--- file again/layout.json
{"format_version": 1, "drawings": {"dependencies": {"pool:ocs01.fabrikam.com": ["here", {}]}}}
--- run render again fabrikam
--- exit 0
--- same first/diagrams again/diagrams

--- scenario drawings on smaller paper
--- copy samples/fabrikam
--- run plan fabrikam -o large --format pdf
--- exit 0
--- run plan fabrikam -o small --format pdf --paper a4
--- exit 0
--- run render large fabrikam --format pdf --paper a4
--- exit 0
--- same large/plan.pdf small/plan.pdf
--- run render large fabrikam --format pdf --paper letter
--- exit 2
--- stderr
~ --paper does not know letter

--- scenario what is drawn no more goes away
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- file out/diagrams/failure-matrix-9.svg
a page of a larger plan
--- file out/diagrams/failure-matrix-8.svg
ours, but nobody has told that we drew it
--- file out/diagrams/my-own.svg
not ours
--- file out/other.svg
not there either
--- file out/layout.json
{"format_version": 1, "drawings": {"failure-matrix-9": {"s001": [1, 2]}, "my-own": {"a": [1, 2]},
"strip-/../../other": {"a": [1, 2]}, "dependencies-of-x": {"a": [1, 2]}}}
--- file out/diagrams/dependencies-of-x.svg
asked for by name
--- run render out fabrikam --view strip
--- exit 0
--- exists out/diagrams/failure-matrix-9.svg
--- run render out fabrikam
--- exit 0
--- absent out/diagrams/failure-matrix-9.svg
--- exists out/diagrams/failure-matrix-8.svg out/diagrams/my-own.svg out/other.svg
--- exists out/diagrams/dependencies-of-x.svg out/diagrams/failure-matrix.svg

--- scenario against an earlier plan
--- copy samples/fabrikam
--- run plan fabrikam -o before
--- exit 0
--- file small.intent
[cutover]
intent = 1
[waves]
size = 4
--- run plan fabrikam -o after -i small.intent
--- exit 0
--- run render after fabrikam -i small.intent --against before
--- exit 0
--- exists after/diagrams/changes.svg
--- text after/diagrams/changes.svg
~ What changed
~ waves.size
~ added
--- run render after fabrikam -i small.intent --against nowhere
--- exit 3
