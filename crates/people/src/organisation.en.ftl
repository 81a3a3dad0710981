# Teams, programmes, positions
people-units-title = Teams, programmes and positions
people-teams-nav = Teams
people-units-lede = Who works with whom, where, and as what.
people-units-team = Teams
people-units-programme = Programmes and sites
people-units-position = Positions
people-units-none-team = No team yet
people-units-none-programme = No programme or site yet
people-units-none-position = No position yet
people-unit-team = Team
people-unit-programme = Programme or site
people-unit-position = Position
people-unit-hint-team = People who work together, under one supervisor.
people-unit-hint-programme = A service you offer, or a place where people work.
people-unit-hint-position = What somebody is hired as. It says which phone the work needs.
people-unit-count = { $count ->
    [0] nobody in it
    [one] one person
   *[other] { $count } people
 }
people-unit-led-by = led by { $name }
people-unit-no-lead = Nobody leads this team.
people-unit-new-link = Make a team, programme or position
people-unit-new-title = A new team, programme or position
people-unit-kind = What is it?
people-unit-name = Name
people-unit-name-fr = Name in French
people-unit-name-fr-hint = Leave it empty if it is called the same.
people-unit-make = Make it
people-unit-made = It is made. Now say who is in it.
people-unit-change = Change or close
people-unit-changed = The change is saved.
people-unit-close = Close it
people-unit-close-question = Close { $name }? Whoever is in it leaves it. What was stays on record.
people-unit-close-do = Yes, close it
people-unit-closed = It is closed.
people-unit-closed-on = Closed on { $day }
people-phone = Phone for the work
people-phone-hint = Only for a position.
people-phone-none = no phone needed
people-phone-agency = uses an agency phone
people-phone-own = must use their own device
people-phone-hint-none = The work needs no phone for clients.
people-phone-hint-agency = The agency hands one out.
people-phone-hint-own = Then the job posting and the position description must say so.
people-own-device-title = This position asks for one’s own device
people-own-device-words = Say so in every job posting and in the position description. The same rules hold for one’s own phone as for an agency phone.
people-members = Who is in it
people-members-none = Nobody is in it on this day.
people-member-since = Since
people-member-act = Change
people-part-do = Take out
people-join = Put somebody in
people-join-hint = Whoever has no supervisor yet comes under the team’s lead.
people-join-do = Put in
people-joined-unit = They are in it now.
people-left-unit = They are not in it any more. What was stays on record.
people-lead = Who leads the team
people-lead-choose = Lead
people-lead-hint = Supervises everybody in the team who stood under the lead before, or under nobody.
people-lead-nobody = Nobody
people-lead-do = Save the lead
people-lead-set = The lead is saved.

people-leads = Leads
people-supervises = Supervises

# As of a day
people-as-of-title = Who was who
people-as-of-lede = Roles, supervisors, teams, programmes and positions as they were on a day.
people-as-of-link = Who was who on a past day
people-as-of-day = On this day
people-as-of-hint = Any day up to { $today }.
people-as-of-do = Show that day
people-as-of-shown = This is how it was at the end of { $day }
people-as-of-words = To change anything, go back to today.
people-as-of-today = { $count ->
    [one] One person is here today.
   *[other] { $count } people are here today.
 }
people-as-of-count = { $count ->
    [one] One person was here at the end of { $day }.
   *[other] { $count } people were here at the end of { $day }.
 }
people-as-of-none-title = Nobody was here
people-as-of-none-words = Keepwell knows of nobody on { $day }. Choose a later day.
people-column-team = Team
people-column-programme = Programme
people-column-position = Position
people-column-kind = Kind

# Kinds of person, and correcting
people-kind = Kind of person
people-kind-hint = What they are to the organisation. Roles say what they may do.
people-kind-full-time = Staff, full time
people-kind-part-time = Staff, part time
people-kind-volunteer = Volunteer
people-kind-board = Board member
people-kind-vendor = IT from outside
people-correct-title = Correct what is kept
people-correct-link = Correct name, e-mail, language or kind
people-corrected = The correction is saved.
people-email-move-hint = A letter goes to the old and to the new address. Links sent before stop working.
people-refused-move = Only a director may change the e-mail of somebody who has a passphrase, because their links go there.
people-letter-moved-subject = Your address in Keepwell was changed
people-letter-moved-body = The e-mail address under which Keepwell knows you was changed. Links sent before do not work any more. If you did not expect this, tell your director today.

# No, and what to do
people-refused-circle = That would make a circle: { $way }. Choose somebody who does not stand below this person.
people-refused-apart = In a larger agency one person cannot hold both roles: { $one ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [privacy] privacy officer
   *[board] Board
 } and { $other ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [privacy] privacy officer
   *[board] Board
 }. Give one of them to somebody else, or end the other role first.
people-refused-name-taken = There is one with this name already. Take another name, or use that one.
people-refused-both-phones = A position uses an agency phone or one’s own device, not both.

# The trail
deed-roles-merged = gave { $person } two roles that a larger agency gives to two people: { $role ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [privacy] privacy officer
   *[board] Board
 } and { $with ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [privacy] privacy officer
   *[board] Board
 }
deed-team-made = made the team { $team }
deed-team-changed = changed what the team { $team } is called
deed-team-closed = closed the team { $team }
deed-team-joined = put { $person } into the team { $team }
deed-team-left = took { $person } out of the team { $team }
deed-team-lead-began = made { $person } the lead of { $team }
deed-team-lead-ended = ended the lead of { $person } in { $team }
deed-programme-made = made the programme { $programme }
deed-programme-changed = changed what the programme { $programme } is called
deed-programme-closed = closed the programme { $programme }
deed-programme-joined = put { $person } into the programme { $programme }
deed-programme-left = took { $person } out of the programme { $programme }
deed-position-made = made the position { $position }
deed-position-changed = changed the position { $position }
deed-position-closed = closed the position { $position }
deed-position-taken = gave { $person } the position { $position }
deed-position-left = ended the position of { $person }: { $position }

# The organisation
people-organisation-nav = Organisation
people-organisation-title = The organisation
people-organisation-lede = What Keepwell goes by: name and place, working days, days off.
people-organisation-saved = Saved. The change is in the trail.
people-setup-name-fr = Its name in French
people-setup-days = Days and size
people-setup-next = Go on
people-setup-back = Back
people-days = Working days
people-days-hint = Deadlines in working days count these days only.
people-days-note = A change counts from today. What was a working day stays one.
people-day-1 = Monday
people-day-2 = Tuesday
people-day-3 = Wednesday
people-day-4 = Thursday
people-day-5 = Friday
people-day-6 = Saturday
people-day-7 = Sunday
people-holidays = Public holidays you keep
people-holidays-hint = Those of your province, with the next day off. Untick one if you work on it.
people-off = Your own days off
people-off-note = The office is closed on these days: they are not working days.
people-off-none = No day off of your own is to come.
people-off-day = Day
people-off-name = What for
people-off-name-hint = For example: staff retreat, winter closing.
people-off-add = Add this day off
people-off-end = Work on it after all
people-size = Small or larger agency
people-size-hint = You can change this later.
people-size-note = Whoever asks for something never approves it, in a small agency too.
people-size-small = Small agency
people-size-larger = Larger agency
people-size-words-small = One person may hold any roles together. Keepwell writes it down when roles meet that two people would better hold.
people-size-words-larger = Some roles go to two people, so that one can check the other: manager and director, IT and those who serve or decide, the Board and the staff.
people-merged-title = Held by one person
people-merged-words = A larger agency gives these roles to two people.
people-refused-no-day = Choose at least one day.
people-refused-past-day = This day is past. Choose today or a later day.
people-refused-far-day = This day is too far away. Choose one within a year.
people-refused-own-successor = Nobody supervises themselves. Choose somebody else, or nobody.
people-changed-meanwhile = Somebody else changed this while you wrote. Now it is “{ $now }”. Look at it, then save again.
people-refused-off-already = This day is a day off already.
people-refused-larger = { $name } holds { $one } and { $other }. End one of the two roles first.

# Leaving
people-leave-title = { $name } leaves
people-leave-lede = Everything ends at once on the day you choose.
people-leave-day = Last day
people-leave-day-hint = Today: they are signed out now. A later day: at the end of that day.
people-leave-supervised = They supervise:
people-leave-successor = Who takes over
people-leave-successor-hint = Nobody chosen: the director answers for them.
people-leave-ends = They are signed out everywhere. Their roles, teams and positions end, and their client files are to be handed over. What they did stays in the trail.
people-leave-planned = It is noted. They leave at the end of that day.
people-leaves-on = Leaves at the end of { $day }
people-leaves-words = Until then everything stays as it is.
people-stay-do = They stay after all
people-stay-noted = It is noted that they stay.
people-held = Still in their hands
people-held-note = Settle these before the last day, if you can.
people-held-none = Nothing that Keepwell knows of.
deed-organisation-changed = changed the organisation: { $field ->
    [name] its name
    [province] its province
    [zone] its time zone
    [language] its language
    [days] its working days
   *[size] its size
 }
deed-day-off-added = added a day off: { $day }
deed-day-off-removed = took back a day off: { $day }
deed-leave-planned = noted that { $person } leaves at the end of { $day }
deed-leave-cancelled = noted that { $person } stays after all

# Who am I here
people-here-title = Who am I here
people-here-link = What I may do, who sees what about me, and my trail
people-here-lede = What your roles let you do, who can see what about you, and what is written in the trail.
people-here-may = What I may do
people-here-may-note = Made from the list by which Keepwell opens its doors.
people-here-may-none = Your roles open nothing for the whole organisation. See what is yours below.
people-here-own = And with what is mine: my phone, my clients, my requests
people-here-seen = What others can see about me
people-here-seen-note = Everybody with one of these roles.
people-here-unseen = Nobody sees your passphrase, not even IT. A client’s file is seen only by those assigned to that client. The Board sees numbers.
people-here-held = What I hold
people-here-trail = My trail
people-here-trail-note = What you did, and what others did about you, newest first.
people-here-trail-others = Only what others did about me
people-here-trail-all = Everything
people-here-trail-none = Nothing is written here yet.
people-here-older = Older

# Taking a file back
people-undo-title = Brought in by mistake?
people-undo-words = Within a day, and while nobody of the file has come in and nothing was done with them, a file can be taken back whole.
people-import-undo-line = { $count ->
    [one] One person, brought in on { $at }
   *[other] { $count } people, brought in on { $at }
 }
people-undo-do = Take this file back
people-import-undo-question = Everybody this file brought in is taken out again. Their links stop working.
people-undone = The file is taken back. Everybody it brought in is out again.
people-undo-late = This file came in more than a day ago. Open each person’s page and note that they left.
people-undo-followed = { $count ->
    [one] One person of this file has come in, or something was done with them. Open their page and note that they left instead.
   *[other] { $count } people of this file have come in, or something was done with them. Open their pages and note that they left instead.
 }
deed-person-withdrawn = took { $person } back out, as brought in by mistake
deed-people-withdrawn = took back a file of { $count ->
    [one] one person
   *[other] { $count } people
 }
