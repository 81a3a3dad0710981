# People: coming in, the list, one person, a file, oneself.

# The list
people-nav = People
people-title = People
people-search-names = Find a person by name
people-search = Find a person by name or e-mail
people-name = Name
people-email = E-mail
people-email-hint = The work e-mail. Each person needs their own.
people-roles = Roles
people-supervisor = Supervisor
people-language = Language
people-joined = First day here
people-no-role = no role
people-no-supervisor = Nobody (then the director supervises)
people-supervisor-none = none named
people-none-title = Nobody yet
people-none-words = Add people one by one, or bring in a list from a file.
people-show-left = People who left
people-found-left = left
people-role = Role
people-role-any = Any role
people-waiting = Never came in yet
people-links-send = Send them a new link
people-links-question = Each of them gets a letter with a new link. Links sent before stop working.
people-links-sent = The links are on their way.
people-links-sent-by-hand = The links are written. No mail server is set up, so nobody gets them: give each person a printed slip, or their link.
people-links-nobody = Nobody was chosen. Tick the boxes first.
people-save = Save

# One person
people-left-on = This person left on { $day }.
people-left-words = They cannot sign in. What they did stays in the trail.
people-role-give = Give a role
people-role-give-do = Give this role
people-role-end = End this role
people-role-granted = The role is given.
people-role-ended = The role is ended.
people-supervisor-choose = Who supervises this person
people-supervisor-hint = Answers requests to take a phone out. Nobody chosen: the director does.
people-supervisor-do = Save the supervisor
people-supervisor-set = The supervisor is saved.
people-link-section = A link to choose a passphrase
people-link-about = Use this when the letter did not arrive, or when the passphrase is forgotten. The link works once, for 14 days. Links made before stop working.
people-link-by-letter = This person has a passphrase already, so Keepwell sends the link to their e-mail and does not show it here. Nobody else can come in as them.
people-link-by-hand = This person has no passphrase yet, so Keepwell shows the link here and you hand it over.
people-link-make = Make a new link
people-link-made = The link is ready. Keepwell shows it only now.
people-link-words = Give it to this person yourself, face to face or by a safe channel. Whoever has it can come in as them.
people-link-title = The link
people-link-sent = The link is on its way to their e-mail. Keepwell does not show it, because they have a passphrase already.
people-link-sent-by-hand = The link is written, but no mail server is set up, so nobody gets it. Whoever keeps the server finds it in the outbox folder.
people-leaving = Leaving
people-leave = This person left
people-leave-do = Yes, they left
people-left-noted = The departure is noted. They are signed out everywhere.
people-back = This person came back
people-back-question = { $name } will be on the list again, without a role. Give them roles and a new link.
people-back-do = Yes, they are back
people-back-noted = The return is noted. Now give them roles and a link.
people-told = What is on record
people-passphrase-none = not chosen yet
people-passphrase-since = chosen on { $day }

# One new person
people-new-link = Add a person
people-new-title = Add a person
people-new-lede = They get a letter by e-mail with a link to choose their passphrase.
people-new-do = Add this person
people-new-roles-needed = Tick at least one role.
people-added = The person is added, and the letter is on its way.
people-added-by-hand = The person is added. No mail server is set up, so no letter leaves: give them a new link or a printed slip, below.
people-role-hint-worker = Serves clients, may hold a phone.
people-role-hint-supervisor = Guides workers, answers requests.
people-role-hint-manager = Keeps the phones and the passcodes.
people-role-hint-director = Leads the organisation and publishes the policy.
people-role-hint-it = Looks after devices. Never sees what clients write.
people-role-hint-volunteer = Gives time to clients.
people-role-hint-coordinator = Looks after the volunteers.
people-role-hint-board = Sits on the Board, sees numbers.
people-role-hint-privacy = Answers for how personal information is treated. Reads the trail, never what clients write.

# A file
people-import-link = Bring in from a file
people-import-title = Bring in people from a file
people-import-lede = Keepwell shows you every row before it writes anything. It takes all rows or none.
people-import-step-choose = Choose the file
people-import-step-look = Look at the rows
people-import-step-done = Done
people-import-file = CSV file
people-import-file-hint = From a spreadsheet: Save as, then CSV. Up to 10,000 rows.
people-import-look = Show me the rows
people-import-columns = The columns
people-import-help = The first row names the columns, in any order. Keepwell guesses which column is which, and you can correct it. The supervisor may be empty.
people-import-sample = name,email,roles,supervisor,language,joined
    Ana Roy,ana@example.org,director supervisor,,en,2019-04-01
    Ben Ito,ben@example.org,worker,ana@example.org,en,2023-09-05
people-import-more = The roles: worker, supervisor, manager, director, IT, volunteer, volunteer coordinator, Board, privacy officer. Put a semicolon or a slash between two roles. You may add columns for the kind of person (full time, part time, volunteer, board, vendor), the team, the programme and the position; make those first, under Teams.
people-import-no-file = Choose a file first.
people-import-problems = { $count ->
    [one] One thing is not right yet. Nothing was written.
   *[other] { $count } things are not right yet. Nothing was written.
 }
people-import-mend = Mend these rows in your file, then choose it again below.
people-import-line = Row { $line }
people-import-more-problems = { $count ->
    [one] And one more.
   *[other] And { $count } more.
 }
people-import-more-rows = { $count ->
    [one] One more row is not shown here.
   *[other] { $count } more rows are not shown here.
 }
people-import-nothing = Everybody in this file is here already. There is nothing to bring in.
people-import-fine = { $count ->
    [one] Every row is good. One new person.
   *[other] Every row is good. { $count } new people.
 }
people-import-note = Nothing is written yet. When you confirm, each of them gets a letter by e-mail with a link to choose a passphrase.
people-import-here = { $count ->
    [one] One row is about somebody who is already here: it changes nothing.
   *[other] { $count } rows are about people who are already here: they change nothing.
 }
people-import-confirm = { $count ->
    [one] Bring in one person
   *[other] Bring in { $count } people
 }
people-import-again = Choose another file
people-import-rows = The rows of the file
people-imported = Everybody in the file is here now, and the letters are on their way.
people-imported-by-hand = Everybody in the file is here now. No mail server is set up, so no letter leaves: give each person a printed slip, or their link.
people-column-line = Row
people-column-name = Name
people-column-email = E-mail
people-column-roles = Roles
people-column-supervisor = Supervisor
people-column-language = Language
people-column-joined = Joined
people-column-fate = What happens
people-fate-new = new
people-fate-here = already here, unchanged
people-fate-wrong = to mend

# What is wrong with a cell
people-problem-empty = This is empty. Fill it in.
people-problem-too-many-cells = This row has more cells than the first row has names. A comma inside a cell needs quotes around the cell.
people-problem-email-twice = This e-mail is on row { $line } too. Each person needs their own.
people-problem-email-left = This e-mail belongs to somebody who left. Open their page under People and note that they came back.
people-problem-role = “{ $typed }” is not a role. Use worker, supervisor, manager, director, IT, volunteer, volunteer coordinator, Board or privacy officer.
people-problem-role-near = “{ $typed }” is not a role. Did you mean { $role ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [board] Board
   *[privacy] privacy officer
 }?
people-problem-own-supervisor = Nobody supervises themselves. Leave this empty or write another e-mail.
people-problem-supervisor-unknown = Nobody here and nobody in this file has the e-mail { $email }.
people-problem-language = “{ $typed }” is not a language of Keepwell. Write en or fr.
people-problem-day = “{ $typed }” is not a day. Write year-month-day, like 2026-05-11.
people-problem-day-to-come = This day is still to come. Bring people in on their first day or later.
people-sheet-empty = There is nothing to read in this file. The first row names the columns, the rows below it say one thing each.
people-sheet-not-text = This is not a CSV file. In your spreadsheet choose Save as, then CSV.
people-sheet-no-column = No column of the file is “{ $column }” yet. Choose which one it is.
people-sheet-twice = Two columns of the file are both “{ $column }”. Keep one, and set the other to “not used”.
people-sheet-too-long = This file has more than { $most } rows. Cut it into smaller files.

# No, and what to do
people-refused-name = A name has 1 to 80 letters.
people-refused-name-sign = There is a sign in this name that cannot be seen, like a line break or one that turns the direction of writing. Type the name again instead of pasting it.
people-refused-email = That is not an e-mail address. It looks like name@example.org.
people-refused-email-taken = Somebody with this e-mail is in Keepwell already. Look under People, also among those who left.
people-refused-director = Only a director can give this role. You can bring in workers, supervisors, volunteers and coordinators; ask a director for the others.
people-refused-left = This person left already. Go back and look at their page again.
people-refused-here = This person is here. Go back and look at their page again.
people-refused-passphrase-short = That is too short. Take at least 15 letters: four or five words do it.
people-refused-passphrase-long = That is too long. Take at most 256 letters.
people-refused-passphrase-known = Many people use this one, so it is easy to guess. Take words that have nothing to do with each other.
people-refused-passphrase-own = Your name, your e-mail and the name of the organisation are easy to guess. Take other words.

# Passphrases
people-passphrase = Passphrase
people-passphrase-hint = Take four or five words that have nothing to do with each other, 15 letters or more. Long is better than odd.
people-passphrase-again = The passphrase once more
people-passphrase-differs = The two passphrases are not the same. Type both again.
people-passphrase-current = Your passphrase now
people-passphrase-new = Your new passphrase
people-passphrase-change = Change the passphrase
people-passphrase-note = Change it when somebody may know it. There is no need to change it otherwise.
people-passphrase-not-this = That is not your passphrase. Try once more.
people-passphrase-changed = Your passphrase is changed. You are signed out everywhere else.

# Coming in and going out
people-sign-in-title = Sign in
people-sign-in = Sign in
people-sign-in-wrong = The e-mail and the passphrase do not fit together. Check both and try once more.
people-sign-in-help = Forgot your passphrase, or no letter came? Ask your manager or director for a new link.
people-signed-out = You are signed out.
people-not-set-up-title = Keepwell is not set up yet
people-not-set-up-words = Nobody can sign in before an organisation is here.
people-not-set-up-where = The link for setting up is in the window where Keepwell was started. If it is lost, stop Keepwell and start it again: it prints a new one.
people-welcome-title = Choose your passphrase
people-welcome-heading = Welcome, { $name }
people-welcome-words = Choose the passphrase with which you will sign in. Nobody else needs to know it, not even IT.
people-welcome-do = Keep this passphrase and come in
people-welcome-done = Your passphrase is set, and you are in.
people-link-gone-title = This link does not work any more
people-link-gone-words = A link works once, for 14 days, and only the newest one. Ask your manager or director for a new link.

# About me
people-me-title = About me
people-me-lede = What Keepwell knows about you, and what you may choose.
people-language-note = For the pages and for the letters Keepwell sends you.
people-language-choose = Keepwell speaks to me in
people-language-chosen = Your language is saved.
people-seats = Where I am signed in
people-seats-note = If you do not know one of these, end it and change your passphrase.
people-seat-device = Where
people-seat-seen = Last used
people-seat-act = End
people-seat-this = (this one)
people-seat-unknown = Unknown browser
people-seat-end = Sign out there
people-seat-end-others = Sign out everywhere else
people-seat-ended = Done. Nobody can go on from there.

# Set-up
people-setup-title = Set up Keepwell
people-setup-heading = Let us set up Keepwell
people-setup-lede = This takes about five minutes, and you do it once.
people-setup-organisation = The organisation
people-setup-name = Name of the organisation
people-setup-name-hint = As people know it.
people-setup-province = Province or territory
people-setup-province-hint = Its public holidays are not working days.
people-setup-zone = Time zone
people-setup-zone-hint = A day ends at midnight there.
people-setup-zone-usual = The usual one of the province
people-setup-choose = Please choose one.
people-setup-language = Language of the organisation
people-setup-language-hint = Keepwell speaks both. Each person may choose their own later.
people-setup-director = The first director
people-setup-director-words = This person can bring in everybody else.
people-setup-do = Set up Keepwell
people-setup-done = Keepwell is set up. Welcome!
people-province-ab = Alberta
people-province-bc = British Columbia
people-province-mb = Manitoba
people-province-nb = New Brunswick
people-province-nl = Newfoundland and Labrador
people-province-ns = Nova Scotia
people-province-nt = Northwest Territories
people-province-nu = Nunavut
people-province-on = Ontario
people-province-pe = Prince Edward Island
people-province-qc = Quebec
people-province-sk = Saskatchewan
people-province-yt = Yukon
people-zone-america-st-johns = Newfoundland (St. John’s)
people-zone-america-halifax = Atlantic (Halifax, Charlottetown)
people-zone-america-moncton = Atlantic (Moncton, Fredericton)
people-zone-america-blanc-sablon = Atlantic, same all year (Blanc-Sablon)
people-zone-america-toronto = Eastern (Toronto, Ottawa, Montreal)
people-zone-america-iqaluit = Eastern (Iqaluit)
people-zone-america-atikokan = Eastern, same all year (Atikokan)
people-zone-america-winnipeg = Central (Winnipeg)
people-zone-america-rankin-inlet = Central (Rankin Inlet)
people-zone-america-regina = Central, same all year (Regina, Saskatoon)
people-zone-america-edmonton = Mountain (Edmonton, Calgary)
people-zone-america-yellowknife = Mountain (Yellowknife)
people-zone-america-dawson-creek = Mountain, same all year (Dawson Creek)
people-zone-america-vancouver = Pacific (Vancouver, Victoria)
people-zone-america-whitehorse = Yukon (Whitehorse)

# Letters
people-letter-welcome-subject = Your link to Keepwell
people-letter-welcome-body = { $organisation } keeps its phone and privacy rules in Keepwell, and you are part of it. Open this link to choose your passphrase. It works once, for 14 days.
people-letter-link-subject = Your new link to Keepwell
people-letter-link-body = Open this link to choose a new passphrase. It works once, for 14 days. Your old passphrase works until then. If you did not ask for a link, do not open it, and tell your director today.
people-letter-changed-subject = Your Keepwell passphrase was changed
people-letter-changed-body = Your passphrase was changed, and you were signed out everywhere else. If it was not you, tell your director today.

# The trail
deed-organisation-set-up = set up the organisation
deed-person-joined = brought in { $person }
deed-person-left = noted that { $person } left
deed-person-changed = changed what is kept about { $person }: { $field ->
    [language] the language
    [name] the name
    [email] the e-mail
    [kind] the kind of person
   *[other] { $field }
 }
deed-role-granted = gave { $person } this role: { $role ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [board] Board
    [privacy] privacy officer
   *[other] { $role }
 }
deed-role-ended = ended this role of { $person }: { $role ->
    [worker] worker
    [supervisor] supervisor
    [manager] manager
    [director] director
    [it] IT
    [volunteer] volunteer
    [coordinator] volunteer coordinator
    [board] Board
    [privacy] privacy officer
   *[other] { $role }
 }
deed-supervision-began = put { $person } under { $supervisor }
deed-supervision-ended = ended the supervision of { $person } by { $supervisor }
deed-people-imported = brought in { $count ->
    [one] one person
   *[other] { $count } people
 } from a file
deed-people-exported = saved the list of people as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-invitation-made = made a link for { $person } to choose a passphrase
deed-passphrase-set-self = chose a passphrase
deed-passphrase-set = chose a passphrase for { $person }
deed-session-began = signed in
deed-session-ended = signed out

# How I sign in
people-security-title = How I sign in
people-security-lede = Your passphrase, your second proof, and where you are signed in.
people-security-link = Look and change
people-second = Second proof
people-second-note = With a second proof, nobody comes in with your passphrase alone. Keepwell recommends it to everybody.
people-second-soon = Your role asks for a second proof besides the passphrase.
people-second-soon-words = Set it up on this page by { $day }. It takes three minutes.
people-second-now = First set up a second proof. Your role asks for it.
people-second-now-words = The time to do it is over, so the other pages wait until it is there. It takes three minutes.
people-second-longer = First choose a longer passphrase, or set up a second proof.
people-second-longer-words = Your passphrase is short. It was good beside a second proof, and there is none any more.
people-factor-on = on
people-factor-since = since { $day }
people-second-added = Your second proof is set up.
people-second-removed = That second proof is gone.

# An app that shows codes
people-app = An app that shows codes
people-app-words = An app on your phone shows a new number every half minute. You type it when you sign in.
people-app-add = Set up an app
people-app-title = Set up an app that shows codes
people-app-lede = You need your phone for this.
people-app-step-install = Open an app for sign-in codes on your phone. Any of them will do. If you have none, look for “authenticator” where you get your apps.
people-app-step-scan = In the app, add an account and point the camera at this square. If you cannot, type the letters under it.
people-app-secret = The same as letters
people-app-step-type = Type the number that the app shows now.
people-app-code = Number from the app
people-app-code-hint = Six digits.
people-app-do = Turn it on
people-app-wrong = That is not the number of this moment. Wait for the next one and type it. If it never fits, check the time on your phone.
people-app-late = That took too long. Here is a new square: add it to the app in place of the one before.
people-app-remove = Turn the app off
people-app-remove-question = Your app will not be asked for any more. Take the account out of the app, too.
people-app-remove-do = Yes, turn it off
people-square-code = A square code for the camera

# Passkeys
people-passkeys = Passkeys
people-passkeys-words = A passkey lives in your phone, your computer or a small key. You open it with your finger, your face or a PIN. It is the safest way, and no passphrase is needed.
people-passkey-add = Add a passkey
people-passkey-title = Add a passkey
people-passkey-lede = Your browser asks you for your finger, your face or a PIN. Keepwell never sees them.
people-passkey-name = A name for it
people-passkey-name-usual = My device
people-passkey-name-hint = So that you know it again, like “my laptop”.
people-passkey-do = Go on in the browser
people-passkey-script = Passkeys need a browser with scripts turned on. They are off here.
people-passkey-script-words = Everything else in Keepwell works without. An app that shows codes does, too.
people-passkey-no-name = Passkeys do not work at this address
people-passkey-no-name-words = They need an address with a name, and this one is made of numbers. IT can give Keepwell a name. Until then, use an app that shows codes.
people-passkey-missing = This browser knows no passkeys. Use another way.
people-passkey-refused = That passkey did not fit, or it was called off. Try once more, or use another way.
people-passkey-not-made = No passkey was made: it was called off, or this device has one already. Try once more.
people-passkey-late = That took too long. Try once more.
people-passkey-use = Use a passkey
people-passkey-sign-in = Sign in with a passkey
people-passkey-used = Last used { $moment }.
people-passkey-remove = Remove { $name }
people-passkey-remove-question = It will not open Keepwell any more. Delete it on the device, too.
people-passkey-remove-do = Yes, remove it

# Recovery codes
people-codes = Recovery codes
people-codes-words = For the day when your phone or passkey is not there. Each works once.
people-codes-left = { $count ->
    [0] none left
    [one] one left
   *[other] { $count } left
 }
people-codes-make = Make new codes
people-codes-make-question = Ten new codes are shown once. The ones before stop working.
people-codes-make-do = Yes, make new codes
people-codes-title = Your recovery codes
people-codes-lede = Keepwell shows these codes only now. Print them or write them down.
people-codes-first = Now keep these ten codes. They let you in when your phone or passkey is not there.
people-codes-once = Each code works once, in place of the second proof.
people-codes-keep = Keep them on paper, in a safe place. Not on the phone they stand in for.
people-codes-before = Codes made before do not work any more.
people-codes-print = To print: use Print in your browser’s menu.
people-codes-done = I have kept them
people-codes-shown = That is done already, and the recovery codes were shown once. If you did not keep them, make new codes here.
people-codes-few = You are in. You have few recovery codes left: make new ones under “How I sign in”.
people-code-used = You are in. That recovery code is used up now.

# The second step of signing in
people-second-title = One more proof
people-second-code = Number from your app
people-second-code-hint = Six digits. Or one of your recovery codes.
people-second-recovery = Recovery code
people-second-recovery-hint = Only when your passkey is not there. Twelve letters and digits.
people-second-wrong = That does not fit. Each number works once: wait for the next one, or use a recovery code.
people-second-late = That took too long. Begin again with your passphrase.
people-second-help = Phone lost, and no recovery codes? Ask your manager or director: they make sure it is you, then take the second proof away.

# Once more who you are
people-prove-title = Once more: is it you?
people-prove-lede = What comes next can hurt somebody if the wrong person does it. So Keepwell asks again when you were last asked more than ten minutes ago. Nothing you typed is lost.
people-prove-code = Or the number from your app
people-prove-do = It is me
people-prove-wrong = That does not fit. Try once more.
people-proved-title = Thank you. Go on?
people-proved-lede = Keepwell kept what you were about to send.
people-proved-do = Go on
people-passphrase-hint-second = Take words that have nothing to do with each other. With your second proof, 12 letters are enough.
people-refused-passphrase-short-second = That is too short. Take at least 12 letters.
people-refused-short-alone = Your passphrase has fewer than 15 letters, which is too short without a second proof. First choose a longer one under “How I sign in”.
people-refused-no-second = There is no second proof here. Go back and look again.
people-refused-has-passphrase = This person has a passphrase already. Send them a link by e-mail instead.
people-seat-on = { $browser } on { $system }
people-since-today = since { $hour }:{ $minute } today
people-since-weekday = since { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 }
people-since-day = since { $day }

# Letters about signing in
people-letter-factor-subject = The way you sign in to Keepwell was changed
people-letter-factor-body = Your second proof or your recovery codes were changed. If it was not you, tell your director today.
people-letter-code-subject = A recovery code was used for Keepwell
people-letter-code-body = Somebody signed in as you with one of your recovery codes. If it was not you, tell your director today.
people-letter-tries-subject = Somebody tries to sign in to Keepwell as you
people-letter-tries-body = Your passphrase was right, and the second proof was wrong five times. If it was not you, change your passphrase now and tell your director.

# The trail, about signing in
deed-second-factor-added = set up a second proof for { $person }: { $kind ->
    [app] an app that shows codes
   *[passkey] a passkey
 }
deed-second-factor-removed = took away a second proof of { $person }: { $kind ->
    [app] the app that shows codes
   *[passkey] a passkey
 }
deed-second-factor-reset = took away every second proof of { $person }, after making sure who asked
deed-recovery-codes-made = made new recovery codes for { $person }
deed-recovery-code-used = signed in with a recovery code; { $left } left
deed-identity-proved = proved once more who they are
deed-invitation-ended = ended the link for { $person }
deed-sign-in-rules-changed = changed which roles need a second proof: { $roles }

# Which roles need a second proof
people-rules-title = Who needs a second proof
people-rules-lede = For everybody it is a good idea. For the roles you tick here it is needed.
people-rules-roles = Needed for
people-rules-hint = Whoever has such a role and no second proof is asked for it at each sign-in. After 14 days the other pages wait until it is there.
people-rules-without = { $count ->
    [one] One person has such a role and no second proof yet.
   *[other] { $count } people have such a role and no second proof yet.
 }
people-rules-saved = Saved. It counts from the next sign-in on.
people-rules-link = Choose which roles need a second proof
people-reset-section = Lost second proof
people-reset = Take the second proof away
people-reset-question = Use this when { $name } lost the phone or the passkey and the recovery codes. They come in with their passphrase and set up a new second proof. They are told by letter.
people-reset-sure = I made sure that it is them: face to face, or by calling a number I knew before
people-reset-sure-needed = First make sure that it is really them, then tick the box that says so. Go back and do that.
people-reset-do = Yes, take it away
people-reset-done = The second proof is gone. They were signed out everywhere and told by letter.
people-letter-reset-subject = Your second proof for Keepwell was taken away
people-letter-reset-body = Somebody who answers for Keepwell here took your second proof away, because you asked them to. You were signed out everywhere. Sign in with your passphrase and set up a new one. If you did not ask, tell your director today.

# Invitations
people-invitations-title = Links that wait
people-invitations-lede = Whoever got a link or a slip and did not use it yet. Each works once.
people-invitations-link = Links that wait
people-invitations-none = No link waits
people-invitations-none-words = Everybody who was asked in has come in, or their link is over.
people-invitation-made = Made
people-invitation-until = Works until
people-invitation-acts = What to do
people-invitation-renew = New link
people-invitation-end = End it
people-invitation-ended = That link works no more.
people-slip-print = Print a slip
people-slip-again = Print a new slip?
people-slip-again-words = A slip for { $name } is printed already. A new one takes its place: the one on paper works no more.
people-slip-again-do = Yes, a new slip
people-slip-title = A slip to hand over
people-slip-lede = Print this page and give it to this person, face to face. Keepwell shows it only now. Slips and links made before work no more.
people-slip-hello = { $name }, welcome. Come in to Keepwell and choose your passphrase.
people-slip-scan = With a phone: point its camera at the square.
people-slip-type = On a computer: open the address and type the code under it.
people-slip-until = This works once, until { $moment }.
people-slip-keep = It is for you alone. Afterwards, tear it up.
people-code-title = Come in with a slip
people-code-lede = You got a printed slip with a code.
people-code-field = The code on the slip
people-code-hint = Three groups of four, like K7QM-2XTP-9HDA. Capitals or not, it does not matter.
people-code-do = Go on
people-code-wrong = That code does not work. Check each letter. If it was used already or is over, ask for a new slip.
people-code-link = I have a slip with a code
