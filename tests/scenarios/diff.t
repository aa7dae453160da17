Two plans are compared by what they are about, and every change has the lines of the exports behind it.

--- scenario the same plan twice
--- copy samples/fabrikam
--- run plan fabrikam -o one
--- run diff one one --fail
--- exit 0
--- stdout
= The plans say the same.

--- scenario exports elsewhere and a comment make no difference
--- copy samples/fabrikam a
--- copy samples/fabrikam b
--- replace b/ocs-users.xml |</Objs>|<!-- nothing --></Objs>|
--- run plan a -o one
--- run plan b -o two
--- run diff one two --fail
--- exit 0
--- stdout
= The plans say the same; inputs differ.
~ b/ocs-users.xml
~ makes no difference to what is read

--- scenario one user less is one change with its line
--- copy samples/contoso a
--- copy samples/contoso b
--- append b/contoso.intent
[users]
stay = sip:jgoncalves@contoso.com
[pools]
retire = false
--- run plan a -o one
--- run plan b -o two
--- run diff one two
--- exit 0
--- stdout
= Intent
~ users.stay
~ because of b/contoso.intent:
= Steps
~ - OCS-P10-04 backcompatsite:
~ 1 user leave
~ sip:jgoncalves@contoso.com
--- run diff one two --fail
--- exit 1
--- run diff one two --format json --fail
--- exit 1
--- stdout
~ "same" : false
~ "what" : "member"
~ "change" : "removed"

--- scenario a step that is gone moves no other
--- copy samples/contoso a
--- copy samples/contoso b
--- run plan a -o one
--- remove b/ocs-staticroutes.xml
--- run plan b -o two
--- run diff one two
--- stdout
~ - a/ocs-staticroutes.xml
~ - OCS-P9-05 staticroute:*@rcc.contoso.com
~ because of a/ocs-staticroutes.xml
~ steps that stay in their order have another id
--- run diff one two --format json
--- stdout
! "change" : "moved"

--- scenario exports that were overwritten
--- copy samples/contoso a
--- run plan a -o one
--- replace a/contoso.intent /size = 40/size = 60/
--- run plan a -o two
--- run diff one two
--- stdout
~ a/contoso.intent: its lines cannot be compared
~ waves.size
~ value: 40 -> 60
~ because of a/contoso.intent
~ users go from wave-

--- scenario what is no plan folder
--- copy samples/fabrikam
--- run plan fabrikam -o one
--- run diff one fabrikam
--- exit 3
--- stderr
~ fabrikam/plan.json: No such file
--- run diff one
--- exit 2

--- scenario findings that are no findings
--- copy samples/fabrikam
--- run plan fabrikam -o one
--- run plan fabrikam -o two
--- file two/findings.json
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
--- run diff one two
--- exit 0

--- scenario the same export twice, and one in an archive
--- copy samples/fabrikam a
--- copy samples/fabrikam b
--- copy samples/fabrikam/cs-sipdomains.xml a/again.xml
--- zip a/users.zip a/ocs-users.xml
--- run plan a -o one
--- run plan b -o two
--- run diff one two
--- exit 0
--- stdout
! again.xml
