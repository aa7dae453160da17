A plan folder is read with suspicion, and a plan that does not hold is told apart from one that cannot be read.

--- scenario no such folder
--- run check nowhere
--- exit 3
--- stderr
~ nowhere/plan.json: No such file or directory

--- scenario not JSON
--- file p/plan.json
{
  "format_version": "1.0",
  "steps": [ oops ]
}
--- run check p
--- exit 3
--- stderr
~ p/plan.json:3:

--- scenario comments are not JSON
--- file p/plan.json
{ /* " */ }
--- run check p
--- exit 3
--- stderr
= cutover: p/plan.json: line 1: not JSON at "/"

--- scenario a newer minor version
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace out/plan.json |"format_version" : "1.|"format_version" : "1.7|
--- replace out/plan.json |"tool" :|"mood" : [{}], "tool" :|
--- run check out fabrikam
--- exit 0

--- scenario a newer major version
--- file p/plan.json
{ "format_version": "2.0" }
--- run check p
--- exit 3
--- stderr
~ format_version "2.0" is not known here

--- scenario a version that is none
--- file p/plan.json
{ "format_version": "new" }
--- run check p
--- exit 3
--- stderr
~ found "new"

--- scenario a key is missing
--- file p/plan.json
{ "format_version": "1.0", "tool": "x" }
--- run check p
--- exit 3
--- stderr
= cutover: p/plan.json: the key "inputs" is missing

--- scenario a value of the wrong type deep inside
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace out/plan.json |"strength" : "hard"|"strength" : "firm"|
--- run check out
--- exit 3
--- stderr
~ out/plan.json: steps[
~ strength: needs one of recommended, hard, found "firm"

--- scenario a number that is too large
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace out/plan.json |"lower_bound" : |"lower_bound" : -1|
--- run check out
--- exit 3
--- stderr
~ objective.lower_bound: needs a number between 0

--- scenario a wave file outside of the folder
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace out/plan.json |waves/wave-01.csv|../wave-01.csv|
--- run check out
--- exit 3
--- stderr
~ waves[0].file: needs a name inside the plan folder, found "../wave-01.csv"

--- scenario a wave file is missing
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- remove out/waves/wave-01.csv
--- run check out
--- exit 3
--- stderr
~ out/waves/wave-01.csv: No such file or directory

--- scenario a wave file without its columns
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- file out/waves/wave-01.csv
SipAddress;DisplayName;SourcePool
--- run check out
--- exit 3
--- stderr
= cutover: out/waves/wave-01.csv:1: the column "SipAddress" is missing

--- scenario a wave file that a spreadsheet has saved
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- encode out/waves/wave-01.csv utf-8
--- run check out fabrikam
--- exit 0

--- scenario swapped steps
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- swap out/plan.json first last
--- run check out fabrikam
--- exit 5
--- stdout
~ The plan does not hold
~ constraint O-
--- run check out fabrikam --format json
--- exit 5
--- stdout
~ "safe" : false
~ "code" : "constraint"
~ "other_step" : "s0

--- scenario a step is left out
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- drop out/plan.json last
--- run check out fabrikam
--- exit 5

--- scenario a user is left out
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace out/waves/wave-01.csv |sip:test1@|sip:nobody@|
--- run check out fabrikam
--- exit 5
--- stdout
~ test1@fabrikam.com

--- scenario the exports have changed
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- replace fabrikam/ocs-users.xml /test1@/test2@/
--- run check out fabrikam
--- exit 5
--- stdout
~ sip:test2@fabrikam.com is on the legacy side and in no wave

--- scenario references that lead nowhere are not drawn
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- drop out/plan.json first
--- run render out
--- exit 3
--- stderr
~ there is no "s001"

--- scenario the target no longer runs what is to move to it
--- shows O-17 O-18 not O-17 O-18
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- run check out contoso
--- stdout
! O-17
! O-18
--- replace contoso/topology.xml /urn:application:RGS/urn:application:XGS/
--- run check out contoso
--- exit 5
--- stdout
~ does not run the Response Group application
--- replace contoso/topology.xml /urn:application:XGS/urn:application:RGS/
--- replace contoso/topology.xml /urn:application:Caa/urn:application:Xaa/
--- replace contoso/topology.xml /urn:application:Cas/urn:application:Xas/
--- run check out contoso
--- exit 5
--- stdout
~ does not run dial-in conferencing
