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
duties-start-people = Bring in people
duties-start-phones = Bring in phones
duties-start-manual = Read the policy
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
duties-nobody = nobody yet
duties-trial = On trial: { $clause }

duties-standing-title = Standing
duties-standing-as-of = As of the end of
duties-standing-show = Show
duties-standing-now = As things stand now, { $when }.
duties-standing-then = As things stood at the end of { $when }.
duties-standing-bad-day = Write the day as 2026-11-22, not after today.
duties-standing-by-clause = By clause
duties-standing-by-person = By person
duties-standing-late = Late, or no record
duties-standing-empty = No duties yet
duties-standing-empty-more = They appear when the manual has rules and something happens: a phone is handed out, a client is texted.
duties-standing-clause = Clause
duties-standing-person = Person
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
duties-entry-deed = Deed
duties-entry-at = Happened
duties-entry-recorded = Written
duties-entry-about = About
duties-entry-more = Everything in the trail about this

duties-what-if-title = What would change
duties-what-if-lede = If this draft were published now. Nothing has changed yet.
duties-what-if-back = Back to the draft
duties-what-if-lines = Rules that read differently
duties-what-if-now = Now
duties-what-if-then = In the draft
duties-what-if-changes = Duties that would change
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
