duties-nav-today = Today
duties-nav-standing = Standing
duties-nav-trail = Trail

duties-today-hello = Hello, { $name }
duties-today-summary-none = You owe nothing today.
duties-today-summary-asks = Something waits for you.
duties-today-summary-later = { $later ->
    [one] You owe nothing today. One thing comes later.
   *[other] You owe nothing today. { $later } things come later.
}
duties-today-summary = { $late ->
    [0] { $open ->
        [one] One thing to do. Nothing is late.
       *[other] { $open } things to do. Nothing is late.
    }
    [one] { $open ->
        [one] One thing to do, and it is late.
       *[other] { $open } things to do. One is late.
    }
   *[other] { $open } things to do. Late: { $late }.
}
duties-today-asks = Waiting for you
duties-today-late = Late
duties-today-soon = Soon
duties-today-later = Later
duties-today-nothing = Nothing to do
duties-today-nothing-more = When you owe something, it stands here with its reason and the button that does it.
duties-start-title = Where to begin
duties-start-person = Add somebody
duties-start-people = People from a file
duties-start-phones = Phones from a file
duties-start-manual = Read the policy
duties-today-offers = You try this out
duties-today-offers-note = Say how it goes, whenever you like. Nobody is at fault.
duties-offer-until = { $note } Until { $day }.
duties-trial-title = How the rules of “{ $tool }” are kept
duties-trial-lede = Numbers only: no names, and nobody’s fault. What is on trial teaches us something.
duties-trial-now = Counted since these clauses are on trial, up to now.
duties-trial-then = Counted up to { $to }, when it was decided.
duties-trial-clause = Clause on trial
duties-trial-kept = Kept in time
duties-trial-pending = Not due yet
duties-trial-not = Not in time
duties-trial-spared = Fell away
duties-trial-none = Its clauses have no rules yet, or nothing happened that they speak of.
duties-trial-back = The trial
duties-today-told = What you are told about
duties-today-told-note = Not yours to do. The policy says you should know.
duties-today-done = Done lately
duties-today-done-note = The proof stays in the trail.

duties-due-today = due today
duties-due-tomorrow = due tomorrow
duties-due-in = { $days ->
    [one] in one day
   *[other] in { $days } days
}
duties-due-in-hours = { $hours ->
    [one] in one hour
   *[other] in { $hours } hours
}
duties-late-days = { $days ->
    [0] late since today
    [one] one day late
   *[other] { $days } days late
}
duties-due = Due { $when }
duties-was-due = Was due { $when }
duties-met-on = Done { $when }
duties-made-good = Done late, { $when }
duties-act = Do it now
duties-no-team = In no team
duties-no-programme = In no programme
duties-nobody = nobody yet
duties-trial = On trial: { $clause }

duties-standing-title = Standing
duties-standing-as-of = As of the end of
duties-standing-show = Show
duties-standing-now = As things stand now, { $when }.
duties-standing-then = As things stood at the end of { $when }.
duties-standing-bad-day = Write the day as 2026-11-22, not after today.
duties-standing-by-clause = By clause
duties-standing-late = Late, or no record
duties-standing-empty = No duties yet
duties-standing-empty-more = They appear when the manual has rules and something happens: a phone is handed out, a client is texted.
duties-open = Open
duties-overdue = Late
duties-met = Met
duties-missed = Missed
duties-excused = Excused
duties-cli-head = As of { $when }:
duties-cli-clause = { $clause }: { $open } open, { $late } late, { $met } met, { $missed } missed, { $excused } excused
duties-cli-late = { $who }: { $what } – { $due }
duties-cli-none = No duties yet.

duties-trail-title = Trail
duties-trail-lede = What was done, by whom, and when. Nobody can change it, and Keepwell can prove that nobody did.
duties-trail-recorded = written later, { $when }
duties-trail-empty = Nothing has happened yet
duties-trail-when = When
duties-trail-who = Who
duties-trail-what = What they did
duties-trail-kind = What was done
duties-trail-any = Anything
duties-trail-person = Who, or about whom
duties-trail-anybody = Anybody
duties-trail-left = { $name } (left)
duties-trail-unknown = Nobody Keepwell knows
duties-trail-from = From
duties-trail-until = Until
duties-trail-sessions = Also who signed in and out
duties-trail-all = Show everything
duties-trail-checkpoints = Save a checkpoint
duties-denied-title = Turned away
duties-denied-lede = Who tried to open something they may not see or do, and how often. Mostly it is an old link or a wrong tap. Many tries by one person are worth a friendly question.
duties-denied-empty = Nobody was turned away
duties-denied-empty-words = When somebody opens a page that is not theirs, it shows here for a year.
duties-denied-last = Last time
duties-denied-what = What they may not do
duties-denied-times = Tries that day
duties-denied-search = Search by name
duties-checkpoints-title = Checkpoints
duties-checkpoints-lede = A checkpoint is a few short lines that fit this trail and no other. Keepwell makes one every 15 minutes when there is something new.
duties-checkpoints-save = Save this somewhere else
duties-checkpoints-save-where = Put the file on a stick in a drawer, mail it to a Board member, or print it. It holds no names and nothing private.
duties-checkpoints-save-why = If somebody ever puts back an old database, or writes the past anew, a checkpoint that lies where they cannot reach it shows it. Once a month is good. Each week is better.
duties-checkpoints-save-button = Save the newest checkpoint
duties-checkpoints-save-this = Save
duties-checkpoints-newest = The newest checkpoint
duties-checkpoints-all = All checkpoints
duties-checkpoints-number = Number
duties-checkpoints-entries = Entries in the trail
duties-checkpoints-made = Made
duties-checkpoints-file = File
duties-checkpoints-older = Older checkpoints
duties-checkpoints-none = There is no checkpoint yet
duties-checkpoints-none-words = The first one comes 15 minutes after the first entry in the trail.
duties-checkpoints-waiting = { $count ->
    [one] One entry waits for its checkpoint too long.
   *[other] { $count } entries wait for their checkpoint too long.
}
duties-checkpoints-waiting-do = Tell your IT person. They look in the log and run: keepwell trail verify
duties-checkpoints-key = Check it without us
duties-checkpoints-key-words = Somebody from outside can check the signature of a checkpoint with this public key and any tool that reads signed notes (C2SP).
duties-entry-title = Entry { $number }
duties-entry-number = Number
duties-entry-deed = What was done
duties-entry-at = Happened
duties-entry-recorded = Written
duties-entry-about = About
duties-entry-more = Everything in the trail about this

duties-what-if-title = What would change
duties-what-if-lede = If this draft were published now. Nothing has changed yet.
duties-what-if-back = Back to the draft
duties-what-if-lines = Rules that would read or bind differently
duties-what-if-now = Now
duties-what-if-then = In the draft
duties-what-if-changes = Duties that would change
duties-what-if-accept = If you choose that people accept the new edition again, everybody it speaks to has that to do, too.
duties-what-if-on-trial = { $count ->
    [0] Nothing is open under it. From then on it is on trial: it counts against nobody.
    [one] One open duty would be on trial: it would count against nobody, and could be put off.
   *[other] { $count } open duties would be on trial: they would count against nobody, and could be put off.
 }
duties-what-if-counts = { $count ->
    [0] Nothing is open under it. From then on it counts.
    [one] One open duty is on trial now and would count from then on.
   *[other] { $count } open duties are on trial now and would count from then on.
 }
duties-what-if-nothing = No duty would change
duties-what-if-nothing-more = The words differ, or not at all, but nobody would owe anything else.
duties-what-if-appears = New
duties-what-if-vanishes = Gone
duties-what-if-moves = Another date
duties-what-if-late = Would be late
duties-what-if-by-person = By person
duties-what-if-by-thing = By phone, client or other thing
duties-what-if-by-clause = By clause
duties-what-if-left-out = { $count ->
    [one] One more is counted above and not listed.
   *[other] { $count } more are counted above and not listed.
}
duties-what-if-who = Person
duties-what-if-what = Duty
duties-what-if-change = Change

deed-trail-exported = saved the trail as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })

duties-today-trial = On trial
duties-today-trial-note = We are trying these out. Nobody is late or at fault: doing them, or not, teaches us.
duties-today-put-off = Put off
duties-was-planned = Was planned for { $when }
duties-trial-word = On trial
duties-save = Save
duties-saved = Saved.

duties-why-began = It began when { $sentence } ({ $when }).
duties-why-miss = It follows from something that was not done in time.
duties-why-every = The policy asks for this once in every { $span }, counted from then.
duties-why-every-since = The policy asks for this once in every { $span }. This rule began on { $day }, so the first time is counted from that day.
duties-why-once = The policy asks for this once in each calendar { $span }.
duties-why-within = The policy gives { $span } for what must follow.
duties-why-before = The policy asks for something else first, and the record must show it.
duties-why-before-fresh = The policy asks for something else first, no more than { $span } before.
duties-why-only = That is not on the list we agreed on.
duties-why-look = The policy asks somebody to look at all of it now and then.
duties-why-standing = Since then it has not been as the policy asks.
duties-why-unknown = Nothing is on record about it yet.
duties-why-rests-until = An exception holds for now. After it, this is due on { $day }.
duties-why-rests = An exception holds, so it has no day yet.
duties-why-met = It was done in time.
duties-why-met-afterwards = It was done in time, and written down afterwards.
duties-why-made-good = It was not done in time. It was put right on { $when }.
duties-why-late = Nothing on record shows that it was done in time.
duties-why-late-trial = Nothing on record shows it yet. This is a trial, so nobody is at fault.
duties-near-too-early = Something like it is on record, but from before.
duties-near-too-late = Something like it is on record, but from after.
duties-near-expired = Something like it is on record, but it was too old.
duties-near-by-another = Somebody else did it.
duties-near-used-up = What is on record had served already.
duties-near-revoked = What was on record was taken back.
duties-near-written-after = It was written down only afterwards.
duties-near-written-late = It was written down too late to count.
duties-excuse-exception = It is not owed: an exception held.
duties-excuse-gone = It is not owed any more: what it was about is gone or no longer counts.
duties-excuse-rule = It is not owed any more: the rule was withdrawn.
duties-excuse-short = It is not owed: there was too little time left in the period.

duties-put-off-title = Put it off
duties-put-off-lede = It goes out of the way on your page until then. It is still owed, and it still counts.
duties-put-off-tomorrow = Until tomorrow
duties-put-off-week = For a week
duties-put-off-now = Show it again now
duties-put-off-until = shown again { $when }
duties-put-off-done = Put off.
duties-put-off-back = It is back on your page.
duties-put-off-never = What the organisation requires cannot be put off. Do it, or ask for an exception.

duties-elsewhere-made = filed elsewhere
duties-elsewhere-title = It was done elsewhere
duties-elsewhere-lede = If you did it on paper or in another program, say when and where. That counts as the proof.
duties-elsewhere-day = Which day was it done?
duties-elsewhere-note = Where, and how can one see it?
duties-elsewhere-note-hint = For example: signed on paper, in the binder at the front desk. Do not name a client.
duties-elsewhere-button = Say that it was done
duties-elsewhere-done = Written down. Thank you.
duties-elsewhere-bad-day = Choose the day it was done, like 2026-11-22.
duties-elsewhere-not-yet = That day has not come yet. Choose the day it was done.
duties-elsewhere-too-early = That is before this was asked. Choose the day it was done after that.
duties-elsewhere-no-note = Write where it was done, so that somebody can find it.
duties-elsewhere-long-note = That is more than 500 letters. Say it shorter.
duties-elsewhere-not-here = This can only be done in Keepwell. The director chooses where something else counts.
duties-elsewhere-choose-title = Done elsewhere
duties-elsewhere-choose-title-note = For which rules a word and a day are proof enough.
duties-elsewhere-choose-lede = Some things are done on paper or in another program. Choose for which rules it is enough that the person says when and where.
duties-elsewhere-choose = It counts for these

duties-exceptions-title = Exceptions
duties-exceptions-title-note = Who or what is excused, until when, and who said so.
duties-exceptions-lede = Who or what is excused from a rule for a while. Whoever is spared a duty never says yes to it.
duties-exceptions-search = Find an exception
duties-exceptions-none = No exceptions
duties-exceptions-none-more = Anybody can ask for one on the page of a duty. It has a reason and a last day.
duties-exception-title = Exception
duties-exception-lede = If you cannot do it for a while and there is a good reason, ask. Somebody else decides.
duties-exception-ask-link = Ask for an exception
duties-exception-ask-title = Ask for an exception
duties-exception-duty = The duty
duties-exception-for = Who or what is excused
duties-exception-spares = Spares a duty
duties-exception-until = Last day
duties-exception-until-hint = At most a year. What was due until then is due at its end.
duties-exception-reason = Why
duties-exception-reason-hint = One or two sentences. Do not name a client.
duties-exception-private = Keep the reason private
duties-exception-private-hint = Only you, those it spares, and whoever answers can read it. For health or family, for example.
duties-exception-private-word = The reason is private.
duties-exception-private-note = Private: only the asker, those it spares, and whoever answers can read it.
duties-exception-asked-by = Asked by
duties-exception-asked = Asked
duties-exception-answered-by = Answered by
duties-exception-ended-by = Ended by
duties-exception-ask = Ask
duties-exception-give = Give the exception
duties-exception-at-once = You may decide this yourself, because it spares you nothing. It holds at once, with your name.
duties-exception-others = Your supervisor, the manager or the director decides. You get a letter.
duties-exception-some = What spares yourself a duty, somebody else decides. Anything else holds at once, with your name.
duties-exception-would-spare = Spares a duty: { $names }
duties-exception-would-spare-more = Spares a duty: { $names } and { $count } more
duties-exception-late = It is late already, and stays so. An exception excuses what becomes due until its last day.
duties-exception-line = { $who }, until { $until }. Asked by { $asker }.
duties-exception-yes = Say yes
duties-exception-no = Say no
duties-exception-drop = Take it back
duties-exception-end = End it now
duties-exception-waits = Waits for an answer
duties-exception-in-force = Holds
duties-exception-over = Over
duties-exception-refused = Refused
duties-exception-dropped = Taken back
duties-exception-given = The exception holds from now on.
duties-exception-sent = Asked. You get a letter when it is answered.
duties-exception-written = Written down.
duties-exception-no-subject = Choose who or what is excused.
duties-exception-bad-day = Choose the last day, today or later.
duties-exception-too-long = That is more than a year. What should last longer is a change of the rule.
duties-exception-no-reason = Say why, in a sentence.
duties-exception-long-reason = That is more than 1000 letters. Say it shorter.
duties-exception-already = There is an exception for this already, or somebody asked for one.
duties-ask-exception = { $person } asks for an exception
duties-ask-answer = Answer
duties-mail-exception-asked-subject = Somebody asks for an exception
duties-mail-exception-asked = Hello { $name },

    somebody asks for an exception from a rule. You can answer it here:
duties-mail-exception-given-subject = An exception for you
duties-mail-exception-given = Hello { $name },

    an exception that spares you a duty holds from now on. Until when, you see here:
duties-mail-exception-answered-subject = Your request was answered
duties-mail-exception-answered = Hello { $name },

    the exception you asked for was answered. You see the answer here:
duties-mail-exception-ended-subject = An exception has ended
duties-mail-exception-ended = Hello { $name },

    an exception that spared you a duty was ended. You see it here:

duties-by-clause = Clause
duties-by-person = Person
duties-by-team = Team
duties-by-programme = Programme
duties-by-phone = Phone
duties-standing-by = Count by
duties-standing-name = Name
duties-standing-search = Find a line
duties-standing-counted = Counted
duties-standing-late-all = See all that are late
duties-standing-more = More
duties-trend-title = The last eight weeks
duties-trend-note = How many duties were late at the end of each week.
duties-trend-day = Week until
duties-list-title = Duties
duties-list-search = Find a duty
duties-list-any = All
duties-list-what = What
duties-list-who = Who
duties-list-clause = Clause
duties-list-about = About
duties-list-due = Due
duties-list-state = State
duties-list-told = To be told
duties-list-days-late = Days late
duties-list-rule = Rule
duties-list-id = Id
duties-board-print = Print, or save as PDF
duties-board-title = Numbers for the Board
duties-board-title-note = Numbers that point at nobody, to print.
duties-board-note = Counts from 1 to 4 are not told apart, and totals are made from what is shown, so that no number points at a person.
duties-board-between = { $least } to { $most }

deed-standing-exported = saved the standing as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-duties-exported = saved a list of duties as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-exceptions-exported = saved the list of exceptions as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-duty-done-elsewhere = said that it was done elsewhere: { $rule }
deed-elsewhere-allowed = decided that “done elsewhere” counts for: { $rule }
deed-elsewhere-barred = decided that “done elsewhere” does not count any more for: { $rule }
deed-duty-put-off = put off until { $until }: { $rule }
deed-duty-taken-up = took up again: { $rule }
deed-exception-asked = asked for an exception until { $until }: { $rule }
deed-exception-granted = granted an exception until { $until }: { $rule }
deed-exception-refused = refused an exception: { $rule }
deed-exception-dropped = took back a request for an exception: { $rule }
deed-exception-ended = ended an exception: { $rule }

duties-reminders-title = Reminders and calendar
duties-reminders-lede = You get one letter in the morning when something is due, and only then. It names no person, no client and no phone.
duties-reminders-days = On which days?
duties-reminders-days-note = Choose the days you work. On holidays nobody is written to.
duties-reminders-none = No day is chosen, so no letter comes. What is due still stands on Today.
duties-reminders-choose = Write to me on
duties-reminders-usual = As our office works
duties-weekday-1 = Monday
duties-weekday-2 = Tuesday
duties-weekday-3 = Wednesday
duties-weekday-4 = Thursday
duties-weekday-5 = Friday
duties-weekday-6 = Saturday
duties-weekday-7 = Sunday
duties-calendar-title = In your calendar
duties-calendar-note = Your calendar program can show what is due and when. It reads an address that only you have. It says the clause and the day, nothing else.
duties-calendar-name = Keepwell: due
duties-calendar-due = Due: { $clause }
duties-calendar-late = Late: { $clause }
duties-calendar-make = Make an address
duties-calendar-again = Make a new address
duties-calendar-end = End it
duties-calendar-ended = The address opens nothing any more.
duties-calendar-since = There is an address, made on
duties-calendar-made-title = Here is your address
duties-calendar-made-words = It is shown only now. In your calendar program, choose “subscribe” or “add from URL” and paste it. Whoever has it can read it, so keep it to yourself.
duties-calendar-address = Address
duties-mail-digest-subject = { $late ->
    [0] { $count ->
        [0] Something waits for you
        [one] One thing to do
       *[other] { $count } things to do
    }
   *[other] { $count ->
        [one] One thing to do, and it is late
       *[other] { $count } things to do, late: { $late }
    }
}
duties-mail-digest = { $lines }
duties-mail-digest-late = Late:
duties-mail-digest-today = Due today:
duties-mail-digest-soon = Due soon:
duties-mail-digest-told = Late at somebody else, and you should know:
duties-mail-digest-line = - { $clause } ({ $count })
duties-mail-digest-asks = { $count ->
    [one] One request waits for your answer.
   *[other] { $count } requests wait for your answer.
}

deed-reminders-changed = changed when { $person } is reminded
deed-reminders-changed-self = chose on which days to be reminded
deed-reminder-sent = reminded { $person }
deed-calendar-feed-made = gave the calendar of { $person } an address
deed-calendar-feed-made-self = gave their own calendar an address
deed-calendar-feed-ended = ended the address of the calendar of { $person }
deed-calendar-feed-ended-self = ended the address of their own calendar
duties-held-then-due = Excused until { $when }, then due { $due }
duties-held-until = Excused until { $when }
duties-basis = Counted from { $entries } entries, by the days of { $zone }; time zones of version { $tzdb }.
