How findings are told, and what they make of the exit status.

--- scenario a clean bill is no error
--- copy samples/contoso
--- run validate contoso
--- exit 0
--- stdout
~ contoso/cs-users-redmond.xml:6544: warning: An enabled user has no home pool: sip:inobre@contoso.com
~ contoso/cs-conferencingpolicies.xml:44: warning: Federated partners could not join the meetings of users to move: 
= 0 errors, 2 warnings, 0 infos

--- scenario an error makes the status 1
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run validate contoso
--- exit 1

--- scenario the threshold is the user's
--- copy samples/contoso
--- run validate contoso --fail-on warning
--- exit 1
--- run validate contoso --fail-on info
--- exit 1
--- run validate contoso --fail-on never
--- exit 0
--- run validate contoso --fail-on error
--- exit 0

--- scenario a format never changes the status
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run validate contoso --format json
--- exit 1
--- stdout
~ "code" : "expanded-edge"
~ "rule" : "W-08"
~ "severity" : "error"
~ "file" : "contoso/edge-input.xml"
~ "subject" : "edge:ocsedge.contoso.com"
~ "summary" : {
~ "error" : 
--- run validate contoso --format gnu
--- exit 1
--- stdout
~ contoso/edge-input.xml:4: error: 
~ [expanded-edge]
! errors, 

--- scenario advice
--- copy samples/contoso
--- run validate contoso --explain
--- exit 0
--- stdout
~ [user-unassigned]
~     

--- scenario every rule can be explained by code and by number
--- run explain edge-internal-server-missing
--- stdout
~ W-12
--- run explain w-12
--- stdout
~ edge-internal-server-missing

--- scenario the same findings in any order of inputs
--- copy samples/contoso
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run validate contoso --format json --fail-on never
--- golden findings-contoso.json
--- run validate --format json --fail-on never contoso/topology.xml contoso/rgs-queues.xml contoso
--- golden findings-contoso.json
