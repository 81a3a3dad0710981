# Phones: what the pages, the letters and the trail say.

phones-nav = Phones
phones-title = Phones
phones-lede = Who has which phone, and where it is.
phones-all = All phones
phones-new = Add a phone
phones-import = Bring in from a file
phones-apps-link = Approved apps
phones-search = Look for a phone: its label, its number, or who has it
phones-where-any = Anywhere
phones-free = Nobody has it
phones-act-drawer-many = These are in the drawer
phones-drawer-many-question = Each of these phones lies in the locked drawer now.
phones-all-in-drawer = The phones are in the drawer.
phones-none-chosen = No phone was chosen. Tick the boxes first.
phones-empty = No phones yet
phones-empty-add = Add the first one, or bring in many from a file.
phones-empty-no-manager = Whoever is a manager adds them, and nobody is one yet. Give somebody that role, under People; in a small organisation it may be yourself.
phones-empty-ask = A phone you are handed shows here. The manager hands them out.
phones-not-now = Not now
phones-choose = Choose
phones-nobody = nobody
phones-never = never

# What a phone is
phones-label = Label
phones-label-hint = What the sticker on the phone says, for example PH-014.
phones-number = Number
phones-number-hint = For example 416-555-0114.
phones-platform = Kind of phone
phones-ios = iPhone
phones-android = Android
phones-carrier = Phone company
phones-holder = In the hands of
phones-where = Where it is
phones-passcode-changed-head = Passcode changed
phones-apps-checked = Apps checked
phones-backup-head = WhatsApp cloud backup
phones-added-day = In service since
phones-retired-day = Out of service since
phones-in-drawer-now = It is in the locked drawer now
phones-in-drawer-now-hint = A phone that nobody uses rests in the locked drawer.
phones-add = Add this phone
phones-added = The phone is in the list.
phones-place-shelf = Not locked away
phones-place-drawer = In the drawer
phones-place-holder = With its holder
phones-place-off-site = Off site
phones-place-retired = Out of service

# One phone
phones-lede-held = { $person } has this phone.
phones-lede-free = Nobody has this phone now.
phones-held-since = { $person }, since { $day }
phones-this-phone = This phone
phones-acts = What you can do now
phones-told = What happened
phones-act-issue = Hand it out
phones-act-take-back = Take it back
phones-act-passcode = Change the passcode
phones-act-drawer = Put it in the drawer
phones-act-from-drawer = Take it from the drawer
phones-act-off-site = Take it off site
phones-act-off-site-see = Trips off site
phones-act-back = It is back with me
phones-act-back-drawer = It is back, in the drawer
phones-act-apps = Apps on it
phones-act-backup = WhatsApp backup
phones-read-passcode = See the passcode
phones-earlier-holder = Somebody who had this phone before may know its passcode
phones-earlier-holder-words = Change it on the phone, then write the new one here.
phones-retire = Take out of service
phones-retire-question = Take this phone out of service for good? Its history stays.
phones-retire-yes = Yes, take it out of service
phones-retired = The phone is out of service. Its history stays.

# From a file
phones-import-title = Bring in phones from a file
phones-import-lede = You see every row first. Nothing is written before you say so, and then all rows are taken or none.
phones-import-help = The first row names the columns, in any order. Keepwell guesses which column is which, and you can correct it. The carrier may be empty.
phones-import-sample = label,number,platform,carrier,added
    PH-014,416-555-0114,android,Northline,2025-09-15
    PH-017,416-555-0117,ios,,2026-02-02
phones-import-more = The platform is ios or android. The day a phone was added is written year-month-day.
phones-import-fine = { $count ->
    [one] Every row is good. One phone.
   *[other] Every row is good. { $count } phones.
 }
phones-import-note = Nothing is written yet. Each phone begins in the locked drawer, from its day on.
phones-import-nothing = There is nothing to bring in.
phones-import-here = { $count ->
    [one] One row is about a phone that is here already.
   *[other] { $count } rows are about phones that are here already.
 }
phones-import-confirm = { $count ->
    [one] Bring in this phone
   *[other] Bring in all { $count } phones
}
phones-imported = The phones are in the list, each of them in the drawer.
phones-row-too-many = There are more cells than columns. Is there a comma inside a cell? Put that cell between quotes.
phones-row-day = The day is not one. Write year-month-day, for example 2026-06-08.
phones-row-future = The day is still to come. Write the day the phone came.
phones-row-label-here = A phone with this label is in Keepwell already.
phones-row-label-twice = Line { $line } has the same label. Each phone needs its own.
phones-row-number-here = A phone with this number is in Keepwell already.
phones-row-number-twice = Line { $line } has the same number. Each phone needs its own.

# Handing out, taking back
phones-issue-title = Hand out { $phone }
phones-issue-lede = From this moment on, this person answers for the phone.
phones-issue-person = Who gets it
phones-kit = What you hand over with the phone
phones-kit-hint = Untick what is missing.
phones-kit-back = What came back with the phone
phones-kit-back-hint = Untick what did not come back.
phones-kit-charger = Charger
phones-kit-headphones = Headphones
phones-kit-adaptor = Headphone adaptor
phones-kit-case = Case
phones-issued = The phone is handed out.
phones-held-by = { $person } still has this phone
phones-take-back-title = Take back { $phone }
phones-take-back-lede = From { $person }. From this moment on, nobody has it.
phones-take-back-off-site = This phone is off site. Taking it back also says that it is back.
phones-taken-back = The phone is taken back. It is in the drawer.
phones-taken-back-drawer = The phone is taken back. Now put it in the locked drawer, and say so here.

# The passcode
phones-passcode-title = Change the passcode of { $phone }
phones-passcode-lede = Change it on the phone first. Then write the new one here.
phones-passcode-how = On the phone
phones-passcode-how-ios = Open Settings, then Face ID & Passcode or Touch ID & Passcode, then Change Passcode.
phones-passcode-how-android = Open Settings, then Security or Lock screen, then Screen lock.
phones-passcode-new = New passcode
phones-passcode-again = New passcode again
phones-passcode-hint = Six digits or more, or eight letters or more. Not a birthday, not 123456, not the old one.
phones-passcode-sealed = It is sealed. Only whoever has the phone and the manager can open it. The manager is told by e-mail that it changed; the e-mail never says the passcode.
phones-passcode-save = Save the new passcode
phones-passcode-changed = The new passcode is sealed. The manager is being told that it changed.
phones-passcode-changed-nobody = The new passcode is sealed. There is no manager to tell: ask your director to name one.
phones-passcode-now = The passcode now
phones-passcode-now-note = The trail notes that you looked.
phones-reveal-title = The passcode of { $phone }
phones-reveal-lede = It shows only this once. When you leave this page, it is gone.
phones-reveal-is = Passcode
phones-reveal-noted = The trail notes that you looked
phones-reveal-noted-words = That is no reproach. It lets us promise that nobody looks in secret.
phones-reveal-done = Done

# Off site
phones-off-site-title = { $phone } off site
phones-off-site-lede = A phone leaves the office for a meeting with a client, after your supervisor said yes.
phones-permission-given = The holder has permission
phones-permission-good = You have permission
phones-permission-until = It is good for one trip, until { $moment }.
phones-take-out = I am taking it now
phones-taken-out = The phone is off site, with permission. Say here when it is back.
phones-taken-out-unasked = The phone is off site. There was no permission on record. Ask now, so that your supervisor can write down what they said.
phones-go-unasked = Leaving without an answer
phones-go-unasked-title = There is no permission on record
phones-go-unasked-words = It is better to ask first. But it happens: a client’s safety comes first. Say that you are taking the phone, so that we know where it is. The record will show that there was no permission yet.
phones-take-out-unasked = I am taking it all the same
phones-bring-back = It is back
phones-brought-back = The phone is back. When nobody uses it, put it in the locked drawer.
phones-ask = Ask your supervisor
phones-ask-after = Ask afterwards
phones-ask-note = Do not name the client.
phones-ask-when = When you leave
phones-ask-when-hint = A yes is good for 24 hours, so ask on the day.
phones-ask-why = What the meeting is for
phones-ask-why-hint = For example: evening visit with a family.
phones-ask-send = Ask
phones-asked = Your supervisor is being told by e-mail, and sees it on their Today page.
phones-asked-nobody = Your request is written down. But nobody is your supervisor in Keepwell: tell your director.
phones-request = The request
phones-request-who = Who asks
phones-request-when = When
phones-request-why = What for
phones-request-asked = Asked
phones-request-wait = Your supervisor answers. Nobody says yes to their own request.
phones-request-waits = Waits for an answer
phones-request-permitted = Yes
phones-request-used = Yes, and used
phones-request-refused = No
phones-request-dropped = No answer needed any more
phones-request-word = With the answer: { $word }
phones-requests-past = Earlier requests
phones-answer-yes = Yes, one trip
phones-answer-no = No
phones-answer-word = A word with it
phones-answer-word-hint = Only you and the person who asks can read it.
phones-answer-said = You said it earlier? When
phones-answer-said-hint = Only when you already answered, for example by phone.
phones-answer-good-for = A yes is good for one trip and for 24 hours.
phones-answer-lapses = This trip is more than 24 hours away
phones-answer-lapses-words = A yes given now would be over by then. Answer on the day.
phones-permitted = You said yes. The person who asked is being told.
phones-refused = You said no. The person who asked is being told.

# The drawer
phones-drawer-title = { $phone } and the drawer
phones-drawer-lede = A phone that nobody uses rests in the locked drawer at the office.
phones-drawer-put = It is in the locked drawer
phones-drawer-take = I am taking it from the drawer
phones-drawer-from-off-site = This phone is off site. Putting it in the drawer also says that it is back.
phones-put-in-drawer = The phone is in the drawer.
phones-taken-from-drawer = The phone is out of the drawer.

# Apps
phones-apps-title = Approved apps
phones-apps-lede = Only these apps are on our phones.
phones-apps-empty = No app is approved yet
phones-apps-empty-words = The manager puts the first ones on the list.
phones-apps-approved = The list
phones-apps-others = Not on the list
phones-apps-waiting = Waiting for an answer
phones-app = App
phones-app-state = What we said
phones-app-act = Change
phones-app-approved = Approved
phones-app-asked = Waits for an answer
phones-app-seen = Nobody asked
phones-app-refused = Not approved
phones-app-withdrawn = Off the list
phones-app-name = Name of the app
phones-app-add = Approve another app
phones-app-add-note = It goes on the list at once.
phones-app-approve = Approve
phones-app-refuse = Say no
phones-app-withdraw = Take { $app } off the list
phones-app-withdraw-question = { $count ->
    [0] No phone has { $app }.
    [one] One phone has { $app }. Whoever holds it is asked to take it off.
   *[other] { $count } phones have { $app }. Whoever holds one is asked to take it off.
 } The clauses that name it come up for review.
phones-app-withdraw-yes = Yes, take it off
phones-app-ask = Ask for another app
phones-app-ask-note = New ideas are welcome. Wait for the answer before you install it.
phones-app-why = What it is for
phones-app-why-hint = Who would it help? You need not explain your health. Do not name a client.
phones-app-ask-send = Ask
phones-app-asked-by = { $person } asks.
phones-app-wait = Somebody else answers. Nobody says yes to their own request.
phones-app-asked-said = Your request is written down. The manager sees it on their Today page.
phones-app-approved-said = The app is on the list.
phones-app-refused-said = You said no. The app is not on the list.
phones-app-withdrawn-said = The app is off the list. Whoever has it on a phone is asked to remove it.
phones-apps-on-title = Apps on { $phone }
phones-apps-checked-on = Compared with the phone on { $day }.
phones-apps-never = Nobody has compared this list with the phone yet.
phones-apps-there = What is on the phone
phones-apps-none = No app is written down
phones-apps-none-words = Write down the apps you use for work. What came with the phone need not be here.
phones-apps-all-there-is = This is all there is
phones-apps-checked-said = Written down: this is all there is.
phones-app-came = An app came onto the phone
phones-app-came-note = Write down what is there, even when it is not on the list.
phones-app-approved-one = An approved app
phones-app-other = Or another app
phones-app-other-hint = Is it not on the list? Ask for it first, if you can.
phones-app-installed-say = It is on the phone
phones-app-installed = The app is written down.
phones-app-installed-unapproved = The app is written down. It is not on the list: remove it, or ask for it.
phones-app-removed-say = It is gone
phones-app-removed = The app is gone from the phone.

# WhatsApp's cloud backup
phones-backup-title = WhatsApp backup on { $phone }
phones-backup-lede = A backup in the cloud is a second copy of what clients wrote, in a place we do not control. It stays off.
phones-backup-unknown = Nobody has looked yet
phones-backup-on = On, as seen on { $day }
phones-backup-off = Off, as seen on { $day }
phones-backup-where = Where to look
phones-backup-how-ios = In WhatsApp: Settings, Chats, Chat Backup. Auto Backup is off. Look at the phone too: Settings, your name, iCloud. WhatsApp is off there.
phones-backup-how-android = In WhatsApp: Settings, Chats, Chat backup. Automatic backups says Off.
phones-backup-switch-off = Switch it off on the phone, then say so here.
phones-backup-is-off = I looked: it is off
phones-backup-is-on = I looked: it is on
phones-backup-off-now = I switched it off
phones-backup-said-off = Written down: the backup is off.
phones-backup-said-on = Thank you for looking. Now switch it off, and say so here.

# Today
phones-ask-out = { $phone } is off site with you.
phones-ask-may-go = Your supervisor said yes: you may take { $phone } off site.
phones-ask-trip = { $person } asks to take { $phone } off site.
phones-ask-app = { $person } asks for the app { $app }.
phones-ask-answer = Answer

# Letters
phones-mail-passcode-subject = A passcode was changed
phones-mail-passcode-body = The passcode of one of the phones was changed and is sealed in Keepwell. Open the link to see which phone. You need do nothing else.
phones-mail-ask-subject = Somebody asks to take a phone off site
phones-mail-ask-body = A request to take a phone off site waits for your yes or no.
phones-mail-answer-subject = Your request to take a phone off site is answered
phones-mail-answer-body = Your request to take a phone off site is answered. Look before you leave.

# When the house says no
phones-no-label = A label has 1 to 24 letters. Type what the sticker says.
phones-no-number = This is not a phone number we know. Type ten digits, like 416-555-0114. A number from another country begins with +.
phones-no-platform = Say what kind of phone it is: ios or android.
phones-no-carrier = That is too long for the name of a phone company. Use at most 60 letters.
phones-no-still-held = A phone never goes from hand to hand. Take it back first, then hand it out.
phones-no-not-held = Nobody has this phone. Hand it out first.
phones-no-nobody-chosen = Choose who gets the phone.
phones-no-retired = This phone is out of service. Add it again if it came back.
phones-no-in-drawer-already = This phone is in the drawer already. There is nothing more to do.
phones-no-not-in-drawer = This phone is not in the drawer. Look at its page to see where it is.
phones-no-off-site-already = This phone is off site already. Say first that it is back.
phones-no-not-off-site = This phone is not off site. There is nothing more to do.
phones-no-short-passcode = Use six digits or more, or eight letters or more, with no blanks around.
phones-no-long-passcode = Use at most 64 letters.
phones-no-easy-passcode = This one is quick to guess. Choose digits that do not repeat or count.
phones-no-same-passcode = This is the old passcode, or nearly. Choose another one.
phones-no-passcodes-differ = The two are not the same. Type the new passcode again.
phones-no-passcode = No passcode is on record for this phone. Change it on the phone, then write it here.
phones-no-asked-already = A request for this phone waits already. Wait for its answer.
phones-no-reason = Say it in a few words: at most 300 letters.
phones-no-time = Choose a day and a time, at most a week ahead.
phones-no-said-at = Choose when you said it: not in the future, and at most three days ago.
phones-no-answered = This request is answered already. Look at its page.
phones-no-own-request = Nobody says yes to their own request. Somebody else must answer.
phones-no-app-name = Choose an app, or type its name: 1 to 40 letters.
phones-no-installed-already = This app is written down for this phone already.
phones-no-not-installed = This app is not written down for this phone. Look at the list again.
phones-no-approved-already = This app is approved already. You can use it.
phones-no-not-approved = This app is not on the list. There is nothing to take off.
phones-no-app-asked-already = Somebody asked for this app already. Wait for the answer.
phones-no-not-asked = Nobody is asking for this app now. Look at the list again.

# The trail: who did it stands before
deed-phone-added = put { $phone } in the list of phones
deed-phone-retired = took { $phone } out of service
deed-phones-imported = brought in { $count ->
    [one] one phone
   *[other] { $count } phones
} from a file
deed-phones-exported = saved the list of phones as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-custody-began = handed { $phone } to { $person }
deed-custody-began-self = took { $phone } in hand
deed-custody-ended-self = gave { $phone } back
deed-custody-ended = took { $phone } back from { $person }
deed-passcode-changed = changed the passcode of { $phone }
deed-passcode-read = looked at the passcode of { $phone }
deed-manager-informed = let the manager know about the new passcode of { $phone }
deed-offsite-requested = asked to take { $phone } off site
deed-offsite-permitted = said yes to taking { $phone } off site
deed-offsite-refused = said no to taking { $phone } off site
deed-phone-taken-off-site = took { $phone } off site
deed-phone-brought-back = brought { $phone } back
deed-phone-put-in-drawer = put { $phone } in the drawer
deed-phone-taken-from-drawer = took { $phone } from the drawer
deed-app-requested = asked for the app { $app }
deed-app-refused = said no to the app { $app }
deed-app-approved = approved the app { $app }
deed-app-withdrawn = took the app { $app } off the list
deed-app-installed = said that { $app } is on { $phone }
deed-app-removed = said that { $app } is gone from { $phone }
deed-apps-checked = compared the apps on { $phone } with the list
deed-backup-turned-on = saw that the WhatsApp backup of { $phone } is on
deed-backup-turned-off = saw that the WhatsApp backup of { $phone } is off

# What a duty asks for, as a title.
do-passcode-changed = Change the passcode of { $phone }
do-manager-informed = Tell the manager about the new passcode of { $phone }
do-phone-put-in-drawer = Put { $phone } in the locked drawer
do-app-removed = Take { $app } off { $phone }
do-backup-turned-off = Check that WhatsApp on { $phone } keeps no copy in the cloud

# What somebody holds when they leave
phones-held = The phone { $phone }
phones-held-take = Take it back
phones-held-see = See the phone

# The details of an entry of the trail
detail-called-kit = With it
detail-kit-charger = charger
detail-kit-headphones = headphones
detail-kit-adaptor = headphone adaptor
detail-kit-case = case
