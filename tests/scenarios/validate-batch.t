Validate as a nightly job uses it: options that meet oddly, decisions that grow old, nobody at a terminal.

--- scenario an empty list of rules is a mistake and no clean bill
--- copy samples/contoso
--- run validate contoso --only ""
--- exit 2
--- stderr
= cutover: validate: --only: no rule is named
--- run validate contoso --except ""
--- exit 2
--- run validate contoso --only user-unassigned, --except W-01
--- exit 2
--- stderr
~ there is no rule ""
--- run validate contoso --only user-unassigned --except W-19
--- exit 2
--- stderr
= cutover: validate: --only and --except leave no rule to look for

--- scenario lists of rules add up
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run validate contoso --only user-unassigned --only W-08 --fail-on never
--- stdout
~ [user-unassigned]
~ [expanded-edge]
--- run validate contoso --only W-19,W-08 --except W-08 --fail-on never
--- stdout
= 0 errors, 1 warning, 0 infos

--- scenario the last word about a severity counts
--- copy samples/contoso
--- run validate contoso --only W-19 --severity W-19=ERROR --severity user-unassigned=info
--- stdout
= 0 errors, 0 warnings, 1 info

--- scenario findings about suppressions cannot be suppressed
--- copy samples/contoso
--- file accepted.txt
suppression-expired until 2027-01-31 because nobody reads it
--- run validate contoso --suppressions accepted.txt
--- exit 3
--- stderr
~ accepted.txt:1: findings about suppressions cannot be suppressed; an entry is
--- run validate contoso --except suppression-expired,suppression-unused

--- scenario not suppression-expired past its day, but nothing needs it any more
--- copy samples/contoso
--- file accepted.txt
cross-forest until 2020-01-31 because the trust was removed
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --suppressions accepted.txt
--- stdout
~ accepted.txt:1: info: A suppression fits no finding
! [suppression-expired]

--- scenario a file of suppressions from another system
--- copy samples/contoso
--- file accepted.txt utf-8 bom crlf
# reviewed

user-unassigned until 2027-01-31 because the account goes
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --only W-19 --suppressions accepted.txt
--- stdout
= 0 errors, 0 warnings, 0 infos; 1 suppressed
--- encode accepted.txt utf-16le bom
--- run validate contoso --suppressions accepted.txt
--- exit 3
--- stderr
= cutover: accepted.txt: suppressions have to be in UTF-8

--- scenario only what was looked for can be gone
--- copy samples/contoso
--- file before.json
{"findings": [
 {"code": "cross-forest", "message": "there were two forests", "fingerprint": "aa"},
 {"code": "user-unassigned", "message": "somebody had no pool", "fingerprint": "bb"},
 {"code": "a-rule-of-tomorrow", "message": "nobody knows it here", "fingerprint": "cc"}]}
--- run validate contoso --only W-19 --baseline before.json --baseline before.json
--- stdout
~ gone: somebody had no pool [user-unassigned]
~ gone: nobody knows it here [a-rule-of-tomorrow]
! cross-forest
= 0 errors, 1 warning, 0 infos that are new; 0 unchanged, 2 gone

--- scenario a baseline does not prolong a suppression
--- copy samples/contoso
--- file before.json
{"findings": [
 {"code": "user-unassigned", "message": "sip:inobre@contoso.com is enabled but has no home pool",
  "fingerprint": "44424dee6edfaee00a906acf4cba0deafa0137e34990f72230280d24a60e162a",
  "suppressed": {"reason": "the account goes", "until": "2026-11-30"}}]}
--- run validate contoso --only W-19 --baseline before.json
--- stdout
~ [user-unassigned]
= 0 errors, 1 warning, 0 infos that are new; 0 unchanged, 0 gone

--- scenario a baseline that is none
--- copy samples/contoso
--- file list.json
["findings"]
--- file text.json
{"findings": [{"code": 7}]}
--- run validate contoso --baseline list.json
--- exit 3
--- stderr
= cutover: list.json: this is no baseline: it is no object; make one with cutover validate --format json
--- run validate contoso --baseline text.json
--- exit 3
--- stderr
~ a finding has no code, message or fingerprint
--- run validate contoso --baseline nowhere.json
--- exit 3
--- stderr
~ nowhere.json: this is no baseline
--- run validate contoso --baseline contoso
--- exit 3

--- scenario the threshold in the intent file, and an option that overrules it
--- copy samples/fabrikam
--- file fabrikam/my.intent
[cutover]
[validate]
fail_on = warning
--- run validate fabrikam
--- exit 1
--- run validate fabrikam --format junit
--- exit 1
--- stdout
~ <failure message=
--- run validate fabrikam --fail-on error
--- exit 0
--- replace fabrikam/my.intent /= warning/= grave/
--- run validate fabrikam
--- exit 3
--- stderr
~ fabrikam/my.intent:3: fail_on is error, warning, info or never

--- scenario everything in the intent file
--- copy samples/contoso
--- remove contoso/contoso.intent
--- file contoso/decisions/accepted.txt
W-19 until 2026-11-30 because it is deleted
--- file contoso/decisions/before.json
{"findings": []}
--- file my.intent
[cutover]
[pairing]
ocspool01.contoso.com = lyncpool01.contoso.com
ocsse02.contoso.com = lyncse02.contoso.com
ocsse03.contoso.com = lyncse02.contoso.com
[validate]
only = W-19; W-08; suppression-expired; suppression-unused
except = W-08
severity = suppression-expired=error
fail_on = info
suppress = W-19 user:sip:nobody@* until 2027-01-31 because he was there
suppressions = contoso/decisions/accepted.txt
baseline = contoso/decisions/before.json
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --intent my.intent
--- exit 1
--- stdout
~ contoso/decisions/accepted.txt:1: error: A suppression has passed its last day
~ [user-unassigned]
~ my.intent:11: info: A suppression fits no finding
= 1 error, 1 warning, 1 info that are new; 0 unchanged, 0 gone
--- run validate contoso --intent my.intent --fail-on never

--- scenario an intent file in an archive
--- copy samples/fabrikam
--- file fabrikam/my.intent
[cutover]
--- zip all.zip fabrikam/topology.xml fabrikam/my.intent
--- run validate all.zip
--- exit 3
--- stderr
~ an intent file is not read out of an archive; put it beside the archive

--- scenario the list of rules for programs
--- run validate --list-rules --format json
--- stdout
~ "code" : "edge-internal-server-missing"
~ "rule" : "W-12"
~ "advice" : "
--- run validate --list-rules --format gnu
--- exit 2
--- stderr
~ --list-rules knows the formats text and json

--- scenario no terminal, no colour, unless it is asked for
--- copy samples/contoso
--- run validate contoso --only W-19
--- stdout
~ : warning: An enabled
! [33m
--- run validate contoso --only W-19 --color always
--- stdout
~ [33mwarning
= 0 errors, 1 warning, 0 infos
--- env NO_COLOR=1
--- run validate contoso --only W-19 --color auto
--- stdout
! [33m
# formats for programs have no colour at all
--- run validate contoso --only W-19 --color always --format gnu
--- stdout
= contoso/cs-users-redmond.xml:6544: warning: sip:inobre@contoso.com is enabled but has no home pool [user-unassigned]
--- run validate contoso --only W-19 --color always --format sarif
--- stdout
! [33m

--- scenario the same path as it was given
--- copy samples/contoso
--- file elsewhere/note.txt
--- run validate ./elsewhere/../contoso --only W-19 --format gnu
--- stdout
~ contoso/cs-users-redmond.xml:6544: warning: 
