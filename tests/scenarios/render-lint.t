Drawings are measured, and what misses a limit says so.

--- scenario the drawings of a plan keep every limit
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run render out fabrikam --lint
--- exit 0
--- stdout
~ estate-map  passed
~ timeline  passed
~ labels with an edge through
~ drawings, 0 failed

--- scenario only one drawing is measured
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run render out fabrikam --lint --view timeline
--- exit 0
--- stdout
~ timeline  passed
~ 1 drawing, 0 failed

--- scenario things changed sides since the version before
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- file out/layout.json
{ "format_version": 1, "drawings": { "estate-map": {
	"apps:1": [16980, 35100], "gateway:gw01.fabrikam.com": [44440, 35100] } } }
--- run render out fabrikam --lint --view estate-map
--- exit 1
--- stdout
~ estate-map  FAILED
~ pairs that changed sides, %           100.0  at most 15.0: FAILED
~ 1 drawing, 1 failed

--- scenario a layout that is none counts as no version before
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- file out/layout.json
[ 1, 2 ]
--- run render out fabrikam --lint --view estate-map
--- exit 0
--- stdout
~ things that were there before             0
