What the intent file names has to be in the exports: a slip of the pen never changes a plan in silence.

--- scenario a user who is to stay and whom nobody knows
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[users]
stay = sip:nobody@fabrikam.com
--- run plan fabrikam -o out
--- exit 3
--- stderr
= cutover: fabrikam/wish.intent:4: users.stay names sip:nobody@fabrikam.com, whom no export knows
--- absent out*

--- scenario a test account without sip: and in another case
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[waves]
test = Test1@Fabrikam.com
--- run plan fabrikam -o out
--- exit 0

--- scenario a pilot user whom nobody knows
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[waves]
pilot = sip:test1@fabrikam.com; sip:tset2@fabrikam.com
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ wish.intent:4: waves.pilot names sip:tset2@fabrikam.com, whom no export knows

--- scenario how much the pilot tries is one of six words
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[waves]
pilot_cover = everything
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ wish.intent:4: [waves] pilot_cover must be one of each, sites, pools, profiles, pairs, all, found "everything"

--- scenario a plan whose pilot is too small says what nobody tries
--- copy samples/contoso
--- run plan contoso -o out
--- exit 0
--- text out/plan.json
~ "needed" : 16
~ combinations untried
~ tried: each:
--- run check out contoso
--- exit 0

--- scenario a pairing of a pool that is not there
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pairing]
osc01.fabrikam.com = lync01.fabrikam.com
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ wish.intent:4: [pairing] names osc01.fabrikam.com, which is no legacy pool of these exports

--- scenario the site of a target pool is not for the intent to say
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[sites]
lync01.fabrikam.com = Porto
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ wish.intent:4: [sites] names lync01.fabrikam.com, which is no legacy pool of these exports

--- scenario a wish about an object that is not there
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[pins]
order = OCS-P6-02 < OCS-P10-03@pool:osc01.fabrikam.com
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ wish.intent:4: [pins] order names OCS-P10-03@pool:osc01.fabrikam.com, and this plan has no such step
--- absent out*
--- replace fabrikam/wish.intent /osc01/OCS01/
--- run plan fabrikam -o out
--- exit 0
--- run check out fabrikam
--- exit 0

--- scenario a topology alone, with a target site that takes nothing over
--- copy samples/contoso/topology.xml
--- copy samples/contoso/cs-users-branches.xml
--- run plan topology.xml cs-users-branches.xml -o out
--- exit 0
--- run check out topology.xml cs-users-branches.xml
--- exit 0

--- scenario pools without the users that live on them
--- shows users-not-exported
--- copy samples/contoso/topology.xml
--- run plan topology.xml -o out
--- exit 4
--- stdout
~ topology.xml:67: O-24: no export lists a user, and ocspool01.contoso.com homes users [users-not-exported]
~ Export the users of the legacy deployment as well (docs/exporting.md)
--- absent out*
