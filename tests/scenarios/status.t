Newer exports against a plan: what is done, what is next, and whether the rest still holds.

--- scenario the exports that the plan was made from
--- copy samples/contoso
--- run plan contoso -o out
--- run status out contoso
--- exit 0
--- stdout
~ The rest of the plan still holds
~ wave-01  test            0   2
~ somebody has to confirm
~ OCS-P5-03
! Unsafe
! Drifted

--- scenario a user who is gone and one who is new
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- copy samples/fabrikam now
--- replace now/ocs-users.xml /<S N="PrimaryURI">sip:test1@fabrikam.com</<S N="PrimaryURI">sip:nobody@fabrikam.com</
--- run status out now
--- exit 5
--- stdout
~ in no wave
~ sip:test1@fabrikam.com (wave-01) is in no export any more
~ The plan does not hold any more

--- scenario an access number that is gone
--- copy samples/contoso
--- run plan contoso -o out
--- replace contoso/cs-accessnumbers.xml /sip:dialin-sg@contoso.com/sip:dialin-xx@contoso.com/
--- replace contoso/ocs-contacts.xml /sip:dialin-sg@contoso.com/sip:dialin-xx@contoso.com/
--- run status out contoso
--- exit 5
--- stdout
~ no export has accessnumber:sip:dialin-sg@contoso.com any more
~ the plan has no step for accessnumber:sip:dialin-xx@contoso.com

--- scenario users that no export has are asked for, not lost
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- remove fabrikam/ocs-users.xml
--- run status out fabrikam
--- exit 0
--- stdout
~ The rest of the plan still holds

--- scenario as JSON
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- run status out fabrikam --format json
--- stdout
~ "holds" : true
~ "progress" : "implied"
~ "evidence" : "fabrikam/topology.xml:
~ "left_behind" : []

--- scenario a plan that is none
--- copy samples/fabrikam
--- run status fabrikam fabrikam
--- exit 3
--- run status fabrikam
--- exit 2

--- scenario planned again, the waves go on
--- copy samples/contoso
--- run plan contoso -o one
--- run plan contoso -o two --from one
--- exit 0
--- run diff one two
--- stdout
! go from wave-
! users join
--- run plan contoso -o three --from nowhere
--- exit 3
--- stderr
~ nowhere/plan.json: No such file
