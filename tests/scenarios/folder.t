The plan folder appears whole or not at all, and nothing is replaced without being asked.

--- scenario a plan and its check
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- stdout
= A safe plan
~ out/report.html
--- exists out/plan.json out/findings.json out/couplings.csv out/waves out/report.html out/plan.pdf out/diagrams
--- absent out.*
--- run check out fabrikam
--- exit 0
--- stdout
~ The plan is safe
--- run check out
--- exit 0
--- stdout
~ The plan agrees with itself

--- scenario an existing folder
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run plan fabrikam -o out
--- exit 6
--- stderr
= cutover: out: exists already; --force replaces a plan folder
--- exists out/plan.json

--- scenario force replaces a plan folder
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- file out/left-over.txt
old
--- run plan fabrikam -o out --force
--- exit 0
--- exists out/plan.json
--- absent out.*

--- scenario force replaces an empty folder
--- copy samples/fabrikam
--- file out/x
--- remove out/x
--- run plan fabrikam -o out --force
--- exit 0
--- exists out/plan.json

--- scenario force does not replace what is no plan folder
--- copy samples/fabrikam
--- file precious/thesis.txt
Ten years of work.
--- run plan fabrikam -o precious --force
--- exit 6
--- stderr
~ precious: is no plan folder
--- exists precious/thesis.txt
--- absent precious.*

--- scenario a file is no folder
--- copy samples/fabrikam
--- file out
--- run plan fabrikam -o out --force
--- exit 6
--- stderr
~ out: is no plan folder

--- scenario a folder that cannot be made
--- copy samples/fabrikam
--- file wall
--- run plan fabrikam -o wall/out
--- exit 6
--- stderr
~ wall/out

--- scenario a folder inside of nowhere
--- copy samples/fabrikam
--- run plan fabrikam -o no/such/out
--- exit 6
--- stderr
~ no/such/out
--- absent no

--- scenario the same exports give the same bytes
--- copy samples/fabrikam
--- run plan fabrikam -o one
--- exit 0
--- run plan fabrikam/topology.xml fabrikam -o two --jobs 2
--- exit 0
--- same one two

--- scenario a date is printed only when it is given
--- copy samples/fabrikam
--- env SOURCE_DATE_EPOCH=1385856000
--- run plan fabrikam -o out
--- exit 0
--- env SOURCE_DATE_EPOCH=yesterday
--- run plan fabrikam -o other
--- exit 2
--- absent other*

--- scenario no safe plan, no folder
--- copy samples/northwind
--- run plan northwind -o out
--- exit 4
--- stdout
~ northwind/northwind.intent:11: pins.order
~ northwind/edge-input.xml:4: O-15
~ Ways out:
--- absent out*

--- scenario without the pin there is a plan
--- copy samples/northwind
--- replace northwind/northwind.intent /order =/# order =/
--- run plan northwind -o out
--- exit 0

--- scenario with three names on the legacy Edge there is a plan
--- copy samples/northwind
--- replace northwind/edge-input.xml |ExternalDPFqdn="sip.|ExternalDPFqdn="webconf.|
--- replace northwind/edge-input.xml |ExternalMRFqdn="sip.|ExternalMRFqdn="av.|
--- run plan northwind -o out
--- exit 0

--- scenario drawings can be made again
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- copy samples/fabrikam again
--- run plan fabrikam -o reference
--- exit 0
--- remove out/report.html
--- remove out/diagrams
--- run render out
--- exit 0
--- same out reference
--- remove fabrikam
--- run render out
--- exit 3
--- stderr
~ the exports are not where the plan found them
--- run render out again --format svg
--- exit 0
--- absent out.*

--- scenario a plan beside its exports
--- copy samples/fabrikam
--- run plan . -o plan
--- exit 0
--- run check plan .
--- exit 0
--- stdout
~ The plan is safe
--- run plan . -o plan --force
--- exit 0
--- run inspect .
--- exit 0
--- stdout
! plan/plan.pdf
--- run inspect plan
--- exit 3
--- stderr
~ plan: there is no file to read in what was given; folders with a plan.json are passed over

--- scenario a document of a plan that is named
--- copy samples/fabrikam
--- run plan fabrikam -o plan
--- exit 0
--- run inspect fabrikam plan/plan.pdf
--- exit 0
--- stdout
~ plan/plan.pdf: file that is not text: plan.pdf
