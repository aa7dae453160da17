What going wrong costs: what a way back loses, counted from the exports (meetings, organizers and contact lists
where user data is there, and a plain word where it is not), and what a failed step holds up.

--- scenario user data is counted for the wave that moves its owner
--- copy samples/contoso
--- file contoso/userdata.xml
<?xml version="1.0" encoding="utf-8"?>
<HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="vnakamura@contoso.com">
<Contacts><Contact Buddy="jgoncalves@contoso.com" SubscribePresence="1" Groups="1" /></Contacts>
<Conferences><Conference Id="A1" /><Conference Id="A2" /></Conferences>
</HomedResource>
</HomedResources>
--- run plan --fail-on never contoso -o out
--- text out/plan.json
~ "count" : 2,
~ "unit" : "meetings"
~ "unit" : "organizers"
~ "unit" : "contact lists"
! no export here shows
--- text out/report.html
~ (2 meetings)
~ (1 contact list)
--- run check out contoso

--- scenario a plan that names fewer meetings than the exports show does not hold
--- copy samples/contoso
--- file contoso/userdata.xml
<?xml version="1.0" encoding="utf-8"?>
<HomedResources xmlns="http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp">
<HomedResource UserAtHost="vnakamura@contoso.com">
<Conferences><Conference Id="A1" /><Conference Id="A2" /></Conferences>
</HomedResource>
</HomedResources>
--- run plan --fail-on never contoso -o out
--- replace contoso/userdata.xml |<Conference Id="A2" />||
--- run check out contoso
--- exit 5
--- stdout
~ going back to checkpoint
~ concerns 1 meeting and not 2

--- scenario without user data nobody can count meetings
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
~ how many, no export here shows
! "unit" : "meetings"
~ "unit" : "clients"
--- text out/report.html
~ docs/exporting.md

--- scenario telephones are counted by the lines of their users
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- text out/plan.json
~ "text" : "Telephone lines whose phones sign in to the legacy pool again
~ "unit" : "telephone lines"
! (lines of users: docs/exporting.md)
--- replace out/plan.json |"unit" : "telephone lines"|"unit" : "telephones"|
--- run check out fabrikam
--- exit 5
--- stdout
~ concerns 1 telephone line and not 0

--- scenario a step that more waves wait for than a list of orders tells
--- copy samples/contoso
--- replace contoso/contoso.intent |size = 40|size = 3|
--- run plan --fail-on never contoso -o out
--- text out/plan.json
~ "wave-50"
--- run check out contoso
