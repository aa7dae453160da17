The drawings say what the checker says, also of a plan that was changed by hand.

--- scenario a plan that was changed is drawn with its verdict
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- exit 0
--- run render out
--- exit 0
--- stderr
= out: drawn again
--- swap out/plan.json first last
--- run render out
--- exit 0
--- stderr
= out: drawn again, but the plan does not hold; see cutover check

--- scenario what is no plan folder
--- copy samples/fabrikam
--- run render fabrikam
--- exit 3
--- stderr
= cutover: fabrikam/plan.json: No such file or directory; name a folder that cutover plan wrote
--- run plan fabrikam -o no/such/out
--- exit 6
--- stderr
= cutover: no/such/out: no folder can be made in no/such: No such file or directory
