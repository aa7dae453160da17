Dates: what an intent file says about them, and what a plan makes of it.

--- scenario a calendar gives every step a date
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02 09:00
time_zone = +01:00
--- run plan fabrikam -o out
--- exists out/plan.ics
--- text out/plan.json
~ "start" : "2026-11-02T09:00:00+01:00",
~ "time_zone" : "+01:00",
--- text out/report.html
~ Mon 2026-11-02 09:00
~ <section id="calendar"
--- text out/plan.ics
~ BEGIN:VCALENDAR
~ DTSTAMP:20261102T080000Z
~ SUMMARY:Cutover wave-01: move 1 test user
--- run check out fabrikam
--- exit 0

--- scenario hours that never close are no window, and no delay misses one
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02 09:00
windows = daily 00:00-24:00
--- run plan fabrikam -o out
--- text out/plan.json
~ "window" : null
! "window" : "2026
~ "delay_minutes" : null
~ "breaks" : null
! "breaks" : "s
--- run check out fabrikam
--- exit 0

--- scenario without a calendar there are no dates, and slack all the same
--- copy samples/fabrikam
--- run plan fabrikam -o out
--- absent out/plan.ics
--- text out/plan.json
~ "start" : null,
~ "time_zone" : null,
~ "critical" : true,
~ "critical" : false,
--- text out/report.html
! <section id="calendar"

--- scenario the date of a build stands in the calendar file
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
--- env SOURCE_DATE_EPOCH=1772409600
--- run plan fabrikam -o out
--- text out/plan.ics
~ DTSTAMP:20260302T000000Z
! DTSTAMP:20261102

--- scenario users are moved in windows only
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
time_zone = Europe/Berlin
windows = Sat 20:00-Mon 06:00
admin_hours = Mon-Fri 08:00-18:00
--- run plan fabrikam -o out
--- text out/plan.json
~ "window" : "2026-11-07T20:00:00+01:00/2026-11-09T06:00:00+01:00"
--- run check out fabrikam
--- exit 0

--- scenario a wave that fits its window to the minute
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
minutes_per_100_users = 6000
[waves]
size = 4
[calendar]
start = 2026-11-02
windows = Wed 18:00-22:00
window_for = users
--- run plan fabrikam -o out
--- exit 0

--- scenario a window that is one minute too short
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
minutes_per_100_users = 6000
[waves]
size = 4
pilot_size = 4
[calendar]
start = 2026-11-02
windows = Wed 18:00-21:59
window_for = users
--- run plan fabrikam -o out
--- exit 4
--- absent out
--- stdout
~ No safe plan exists: these 2 cannot hold together
~ fabrikam/wish.intent:10: calendar.windows: Wed 18:00-21:59; the longest stretch of them within two years has 239 minutes, and wave-0
~ needs 240 minutes without a break
~ fabrikam/wish.intent:6: waves.size: wave-0
~ waves.size = 3: a wave of so many users fits the longest window

--- scenario waves without a size of their own are made to fit
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
minutes_per_100_users = 6000
[waves]
pilot_size = 3
[calendar]
start = 2026-11-02
windows = Wed 18:00-21:59
window_for = users
--- run plan fabrikam -o out
--- exit 0
--- text out/plan.json
~ for which no window of the calendar is long enough

--- scenario the outage needs one stretch of its hours
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2026-11-02
admins = 2
outage_windows = Sun 02:00-06:00
--- run plan contoso -o out
--- exit 0
--- run check out contoso
--- exit 0

--- scenario an outage that is one minute longer than its hours
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2026-11-02
admins = 2
outage_windows = Sun 02:00-05:59
--- run plan contoso -o out
--- exit 4
--- stdout
~ No safe plan exists while this holds:
~ calendar.outage_windows: Sun 02:00-05:59; the longest stretch of them within two years has 239 minutes, and the federation outage from s050 on needs 240 minutes without a break
~ A stretch of at least 240 minutes in calendar.outage_windows

--- scenario one more person is a way out
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2026-11-02
outage_windows = Sun 02:00-06:00
--- run plan contoso -o out
--- exit 4
--- stdout
~ and the federation outage from s050 on needs 250 minutes without a break
~ default: calendar.admins: people who work side by side: 1
~ calendar.admins = 2: with so many people there is a plan

--- scenario an outage in the night in which clocks are set forward
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2027-03-22
time_zone = Europe/Berlin
outage_windows = 2027-03-28 01:00-05:00
--- run plan contoso -o out
--- exit 4
--- stdout
~ the longest stretch of them within two years has 180 minutes

--- scenario an outage in the night in which clocks are set back
--- copy samples/contoso
--- append contoso/contoso.intent
[calendar]
start = 2026-10-01
time_zone = Europe/Berlin
admins = 2
outage_windows = 2026-10-25 01:00-04:00
--- run plan contoso -o out
--- exit 0
--- text out/plan.json
~ "start" : "2026-10-25T01:00:00+02:00",
~ "window" : "2026-10-25T01:00:00+02:00/2026-10-25T04:00:00+01:00",

--- scenario windows that are all on blackout days
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
windows = 2026-12-24 20:00-2026-12-26 20:00
blackout = 2026-12-20..2027-01-06
window_for = users
--- run plan fabrikam -o out
--- exit 4
--- stdout
~ No safe plan exists: these 2 cannot hold together
~ fabrikam/wish.intent:5: calendar.windows: 2026-12-24 20:00-2026-12-26 20:00; no such hours come within two years
~ fabrikam/wish.intent:6: calendar.blackout: nothing is done on 2026-12-20..2027-01-06

--- scenario the last day is too early
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
end = 2026-11-03
admin_hours = Mon-Fri 08:00-18:00
admins = 2
--- run plan fabrikam -o out
--- exit 4
--- stdout
~ fabrikam/wish.intent:5: calendar.end: the plan has to be done by the end of 2026-11-03
~ : the plan is done by then

--- scenario a step that is longer than the hours of a day
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
minutes = OCS-P3-04 = 601
[calendar]
start = 2026-11-02
admin_hours = Mon-Fri 08:00-18:00
--- run plan fabrikam -o out
--- exit 4
--- stdout
~ fabrikam/wish.intent:4: durations.minutes: steps take OCS-P3-04 = 601
~ fabrikam/wish.intent:7: calendar.admin_hours: Mon-Fri 08:00-18:00; the longest stretch of them within two years has 600 minutes, and

--- scenario a start by hand that is a minute too early
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02 09:00
--- run plan fabrikam -o out
--- replace out/plan.json /"start" : "2026-11-02T09:00:00+00:00",/"start" : "2026-11-02T08:59:00+00:00",/
--- run check out fabrikam
--- exit 5
--- stdout
~ begins before the calendar does

--- scenario a window that is moved behind the plan
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
windows = Sat 20:00-Mon 06:00
--- run plan fabrikam -o out
--- replace out/plan.json /Sat 20:00-Mon 06:00/Sun 20:00-Mon 06:00/
--- run check out fabrikam
--- exit 5
--- stdout
~ is at work from 2026-11-07T20:00:00+00:00
~ outside of the hours it has to keep to

--- scenario a calendar that does not begin
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
admins = 2
--- run plan fabrikam -o out
--- exit 3
--- stderr
= cutover: fabrikam/wish.intent:4: calendar.admins has "2", and a calendar begins with calendar.start

--- scenario hours that nobody can read
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2026-11-02
windows = Sat 20:00-22:00, Sun 20:00-22:00
--- run plan fabrikam -o out
--- exit 3
--- stderr
= cutover: fabrikam/wish.intent:5: calendar.windows has "Sat 20:00-22:00, Sun 20:00-22:00", and what follows has no meaning; ; stands between items

--- scenario a settling time of a century
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[durations]
dns_ttl = 52560000
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ durations.dns_ttl must be at most 525600 minutes, found 52560000

--- scenario the same dates whatever the clock and the locale
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[calendar]
start = 2028-02-27
time_zone = America/New_York
windows = Tue 00:00-24:00
blackout = 2028-03-07
admins = 3
--- run plan fabrikam -o one
--- env TZ=Asia/Tokyo
--- env LC_ALL=de_DE.UTF-8
--- run plan fabrikam -o two
--- same one two
--- text one/plan.json
~ "window" : "2028-02-29T00:00:00-05:00/2028-03-01T00:00:00-05:00"
