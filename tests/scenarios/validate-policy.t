Decisions about findings: severities, choices of rules, suppressions, baselines, and the formats for batch jobs.

--- scenario not suppression-unused a finding is suppressed until its day, and counted
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml |InMeetings">false<|InMeetings">true<|
--- file accepted.txt
# looked at on Monday
user-unassigned user:sip:inobre@* until 2027-01-31 because the account is deleted this month
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --suppressions accepted.txt --fail-on warning
--- exit 0
--- stdout
= 0 errors, 0 warnings, 0 infos; 1 suppressed
! [user-unassigned]

--- scenario suppression-expired after its day it is told again, and the suppression too
--- copy samples/contoso
--- file accepted.txt
user-unassigned until 2026-11-30 because the account is deleted this month
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --suppressions accepted.txt --fail-on warning
--- exit 1
--- stdout
~ accepted.txt:1: warning: A suppression has passed its last day
~ held until 2026-11-30 [suppression-expired]
~ [user-unassigned]

--- scenario not suppression-expired a suppression on its last day still holds
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml |InMeetings">false<|InMeetings">true<|
--- file accepted.txt
W-19 until 2026-12-25 because the account is deleted this month
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --suppressions accepted.txt --fail-on info
--- exit 0
--- stdout
! [suppression-expired]

--- scenario suppression-unused a suppression that nothing needs
--- copy samples/contoso
--- file accepted.txt

user-unassigned user:sip:nobody@contoso.com until 2027-01-31 because it was there once
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate contoso --suppressions accepted.txt
--- exit 0
--- stdout
~ accepted.txt:2: info: A suppression fits no finding
~ [suppression-unused]

--- scenario a suppression needs a day and a reason
--- copy samples/contoso
--- file day.txt
user-unassigned until tomorrow because it is so
--- file reason.txt
user-unassigned until 2027-01-31
--- file rule.txt
user-unasigned until 2027-01-31 because it is so
--- run validate contoso --suppressions day.txt
--- exit 3
--- stderr
~ day.txt:1: the day until which it holds is missing
--- run validate contoso --suppressions reason.txt
--- exit 3
--- stderr
~ reason.txt:1: the reason is missing; an entry is "CODE [SUBJECT] until YYYY-MM-DD because REASON"
--- run validate contoso --suppressions rule.txt
--- exit 3
--- stderr
~ rule.txt:1: there is no rule "user-unasigned"

--- scenario another severity decides about the exit code
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml |InMeetings">false<|InMeetings">true<|
--- run validate contoso --severity user-unassigned=error
--- exit 1
--- stdout
~ : error: An enabled user has no home pool
--- run validate contoso --severity W-19=info --fail-on warning
--- exit 0
--- run validate contoso --severity W-19=grave
--- exit 2
--- stderr
~ the severity of user-unassigned is error, warning or info, found "grave"

--- scenario some rules only, all rules but some
--- copy samples/contoso
--- replace contoso/cs-conferencingpolicies.xml |InMeetings">false<|InMeetings">true<|
--- run validate contoso --only cross-forest,W-02 --fail-on info
--- exit 0
--- run validate contoso --except user-unassigned --fail-on info
--- exit 0
--- run validate contoso --only user-unassigned --fail-on info
--- exit 1
--- run validate contoso --only no-such-rule
--- exit 2
--- stderr
~ --only: there is no rule "no-such-rule"; cutover validate --list-rules lists them

--- scenario the intent file says the same
--- copy samples/fabrikam
--- file fabrikam/my.intent
[cutover]
intent = 1
[validate]
severity = W-19=error
except = cross-forest
suppress = user-unassigned until 2027-01-31 because it is so; cross-forest until 2027-01-31 because it is so
--- env SOURCE_DATE_EPOCH=1798156800
--- run validate fabrikam
--- exit 0
--- stdout
~ my.intent:6: info: A suppression fits no finding
! cross-forest

--- scenario a wrong word in the intent file
--- copy samples/fabrikam
--- file fabrikam/my.intent
[cutover]
[validate]
severity = W-99=error
--- run validate fabrikam
--- exit 3
--- stderr
~ my.intent:3: there is no rule "W-99"

--- scenario the rules are listed without an input
--- run validate --list-rules
--- stdout
~ W-12
~ edge-internal-server-missing

--- scenario every format ends with the same exit code
--- copy samples/contoso
--- run validate contoso --format sarif --severity W-19=error
--- exit 1
--- stdout
~ "version" : "2.1.0"
~ "ruleId" : "user-unassigned"
~ "startLine" : 6544
--- run validate contoso --format junit --severity W-19=error
--- exit 1
--- stdout
~ failures="1"
~ file="contoso/cs-users-redmond.xml"
~ type="error">contoso/cs-users-redmond.xml:6544: error: 
--- run validate contoso --format gnu --severity W-19=error
--- exit 1
--- run validate contoso --format json --severity W-19=error
--- exit 1
