# Client files and conversations.
clients-nav = Clients
clients-title = Clients
clients-lede = The people you work with. Nobody else sees them here, unless they are assigned too.
clients-search = Find a client by name or code
clients-new = New client
clients-bring-in = Bring in a conversation
clients-waiting = Waiting for you
clients-none = No client yet
clients-none-words = You see a client here when you open their file, or when a colleague assigns you.
clients-head-client = Client
clients-head-code = Code
clients-head-since = Since
clients-not-now = Not now
clients-choose = Choose one
clients-later = I will say it later

# A new client
clients-new-title = New client
clients-new-lede = Only you will see this file. You can assign a colleague afterwards.
clients-new-submit = Open the file
clients-field-name = Name
clients-field-name-hint = As you know them. Initials are enough.
clients-field-called = What they like to be called
clients-field-called-hint = This is what your lists show.
clients-field-contact = How it is safe to reach them
clients-field-contact-hint = For example: only by text, never after 6 p.m., no voice messages.

# One client
clients-file = Client file
clients-conversations = Conversations
clients-conversations-none = No conversation yet
clients-conversations-none-words = Export the chat on the phone, then bring the file in here.
clients-messages = { $count ->
    [one] 1 message
   *[other] { $count } messages
 }
clients-phone-copy-gone = Deleted from the phone
clients-phone-copy-there = Copy not deleted yet
clients-held-title = You wrote with them today?
clients-held-note = Say so, and Keepwell reminds you to file it.
clients-held-day = Day of the last message
clients-held-submit = Note it
clients-workers = Who works with them
clients-workers-note = Only these people can open this file. Supervisors, IT and the Board cannot.
clients-assign = Assign a colleague
clients-assign-submit = Assign
clients-unassign = End
clients-unassign-sure = { $name } will not see this client any more. Go on?
clients-period = { $first } to { $last }
clients-period-unknown = The file gives no day that can be read

# Files that nobody has
clients-hand-over-title = Client files that nobody has
clients-hand-over-lede = Everybody who worked with these clients has left or has another role now. Choose who takes each file over. You see its code, never the name.
clients-hand-over-none = Every client file has somebody
clients-hand-over-none-words = When the last person who can open a file leaves, its code comes here.
clients-hand-over-who = Who takes over file { $code }?
clients-hand-over-submit = Hand the file over
clients-hand-over-more = { $count ->
    [one] One more file comes when these are handed over.
   *[other] { $count } more files come when these are handed over.
 }

# Handing in
clients-upload-title = Bring in a conversation
clients-upload-lede = Export the chat on the phone, then give the file to Keepwell. It is sealed as it comes in.
clients-upload-no-client = You have no client yet
clients-upload-no-client-words = You can bring the file in now. To file it, open the client's file first.
clients-upload-no-client-here = The file waits here for you. Open the client’s file, then come back: you find this page under Clients.
clients-upload-file-title = The file from the phone
clients-field-client = Client
clients-field-client-hint = If you know already who it is with.
clients-field-file = Exported chat
clients-field-file-hint = As the app or the account made it: WhatsApp, Messenger, Viber, Skype, text messages, e-mail, LinkedIn. At most 200 MB.
clients-upload-submit = Bring it in
clients-paste-title = Or paste from WhatsApp Web
clients-field-pasted = Copied messages
clients-field-pasted-hint = Select the messages in WhatsApp Web, copy them, and paste them here.
clients-paste-submit = Bring in this text
clients-pasted-name = Pasted text
clients-how-export = How to export a chat
clients-iphone = On an iPhone
clients-android = On Android
clients-how-export-iphone = Open the chat and tap the name at the top. Choose Export Chat, then Without Media. Choose Save to Files, then On My iPhone, not iCloud Drive.
clients-how-export-android = Open the chat and tap the three dots. Choose More, then Export chat, then Without media. Save it to a folder on the phone, not to Drive.

# One upload
clients-upload-one-title = A conversation on its way
clients-upload-bytes = { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
 }
clients-upload-kilobytes = { $n } kB
clients-upload-megabytes = { $n } MB
clients-step-read = Read the file
clients-step-answer = Answer what it cannot tell
clients-step-check = Check the messages
clients-step-file = File it
clients-reading = Keepwell is reading the file
clients-reading-words = This page looks again by itself. You may also come back later.
clients-unreadable = This file could not be read
clients-try-again = Try again
clients-another-file = Bring in another file
clients-unreadable-backup = This is the backup of a whole phone, with a password. It holds far more than one conversation, so Keepwell does not open it. Bring in one conversation instead: export it in its app. Show the backup to nobody, and delete it when you need it no more.
clients-unreadable-no-chat = There is no chat in this zip file. Export the chat again and bring in the file as the app made it.
clients-unreadable-altered = The stored file was changed or cut off on our disk. Tell your IT person, and bring the file in again.
clients-unreadable-died = The program that reads files stopped before it was done. Try again. If it stops again, tell your IT person.
clients-unreadable-slow = Reading took too long. Export the chat without media, or in smaller parts.
clients-unreadable-too-much = This file holds more than a chat can. Export the chat again without media.
clients-unreadable-garbled = The program that reads files gave an answer that makes no sense. Tell your IT person.
clients-truncated = The beginning may be missing
clients-truncated-words = WhatsApp exports at most { $limit } messages, and this file has just as many. Older ones are still on the phone. Look there before you delete the chat.
clients-warning-glued = { $count } exports seem to be joined in this file. Each is read by its own dates.
clients-warning-look-alikes = { $count ->
    [one] One line looks like the start of a message but cannot be one. It was kept inside the message it stands in, and is marked there.
   *[other] { $count } lines look like the start of a message but cannot be one. They were kept inside the messages they stand in, and are marked there.
 }
clients-warning-mixed-orders = Some dates have the day first and some the month. Please check them.
clients-warning-too-many-names = There are too many names to list them all.
clients-warning-open-end = The last line has no end. If the file was cut off there, the end of the last message is missing.
clients-files-beside = { $count ->
    [one] One other file (a picture, a voice message) came along. It stays sealed with the original and is not shown.
   *[other] { $count } other files (pictures, voice messages) came along. They stay sealed with the original and are not shown.
 }
clients-questions = The file cannot tell
clients-questions-submit = Read the messages
clients-question-you = Which of these is you?
clients-question-you-hint = The names are as the phone wrote them.
clients-sender-doubtful = { $count ->
    [one] 1 message; perhaps not a name
   *[other] { $count } messages; perhaps not a name
 }
clients-sender-nobody = None of these: I wrote nothing in this chat
clients-question-client = Which client is it with?
clients-question-client-hint = The messages are sealed in this client's file.
clients-question-thread = Which conversation is it?
clients-question-thread-hint = The file holds several. Only the one you choose is read in; the others stay sealed.
clients-thread = { $who } · { $days } · { $count ->
    [one] 1 message
   *[other] { $count } messages
 }
clients-thread-undated = { $who } · { $count ->
    [one] 1 message
   *[other] { $count } messages
 }
clients-thread-filed = { $thread } · filed before ({ $code })
clients-question-order = Which days are right?
clients-question-order-hint = The first date in the file is printed { $printed }. It can be read in more than one way.
clients-order-dmy = Day, then month, then year
clients-order-mdy = Month, then day, then year
clients-order-ymd = Year, then month, then day
clients-question-phone = Which phone is it from?
clients-question-phone-hint = You have more than one.
clients-check = Check, then file with { $client }
clients-counts = { $messages ->
    [one] 1 message
   *[other] { $n } messages
 } of this conversation.
clients-counts-odd = { $count ->
    [0] Everything in it was understood.
    [one] 1 line was not understood.
   *[other] { $n } lines were not understood.
 }
clients-to-the-button = Read it through, then file it: to the button
clients-checked = Have you read it?
clients-damaged-again = This file is cut off or damaged. Do not delete the conversation from the phone.
clients-known = { $known ->
    [one] One message was
   *[other] { $known } messages were
 } filed before and will not be added twice. New: { $new }.
clients-file-it = File it with { $client }
clients-other-answers = Answer again
clients-nothing-new-words = You can throw this upload away. If the chat is still on the phone, delete it there.
clients-nothing-new-damaged = This file is cut off or damaged, and what can be read of it was filed before. Do not delete the conversation from the phone. Export it again, and bring in the new file.
clients-no-longer-yours = This client is not yours any more
clients-no-longer-yours-words = The messages were read into the file of a client you are not assigned to now. Answer again, or throw the upload away.
clients-discard = Throw this upload away
clients-discard-sure = The file and everything read from it will be destroyed. The chat on the phone stays as it is.
clients-discard-yes = Yes, destroy it

# Messages
clients-messages-label = Messages
clients-mine = (the phone's owner)
clients-chat-known-from-here = From here on: filed before
clients-chat-new-from-here = From here on: new
clients-not-named = (no name)
clients-no-date = no date
clients-clock-zone = All times are by the clock of your organisation ({ $zone }).
clients-clock-printed = All times are as the phone or the app showed them. The file does not say the time zone.
clients-clock-both = Where the file says a point in time, it is shown by the clock of your organisation ({ $zone }). Other times are as the phone or the app showed them.
clients-damaged-title = This file is cut off or damaged
clients-damaged-words = Messages may be missing. Do not delete the conversation from the phone. Export it again, and bring in the new file.
clients-odd-title = { $count ->
    [one] 1 line was not understood
   *[other] { $count } lines were not understood
 }
clients-odd-words = { $count ->
    [one] It is kept as it is. Nothing is thrown away.
   *[other] They are kept as they are. Nothing is thrown away.
 }
clients-odd-more = and { $count } more, shown where they stand
clients-odd-place = Line { $line } (bytes { $from } to { $to })
clients-odd-withheld = The words are left out here: they may be another person's. They stay in the sealed file.
clients-odd-bytes = Bytes { $from } to { $to }
clients-odd-row = Record { $row } of “{ $table }”
clients-odd-here = { $place }: not understood, see above
clients-flag-edited = Edited later
clients-flag-quoted-header = Line { $line } looks like the start of another message but cannot be one here: its date is impossible or out of place. It was kept inside this message.
clients-flag-maybe-quoted = This may be quoted text: the sender appears only here, and the time is far back.
clients-flag-not-utf8 = Some letters could not be read.
clients-flag-nul = Holds a character that text does not have.
clients-flag-impossible-date = Line { $line }: there is no such day. The time is shown as printed.
clients-flag-foreign-calendar = The date is of another calendar. It is shown as printed.
clients-flag-bad-field = A part of this message could not be read. It is in the sealed file.
clients-flag-unknown-field = The file says more about this message than is shown here. It is in the sealed file.

# A filed conversation
clients-conversation-title = Conversation with { $client }
clients-conversation-counts = { $added ->
    [one] 1 new message
   *[other] { $n } new messages
 }; the export had { $all } of this conversation.
clients-conversation-whole = { $added ->
    [one] 1 message.
   *[other] { $n } messages.
 }
clients-before = { $count ->
    [one] One message of this file was filed before; it is in the earlier conversation.
   *[other] { $count } messages of this file were filed before; they are in the earlier conversations.
 }
clients-filed-by = Filed by
clients-in-it = In it
clients-reading-is-written = That you opened this conversation is on the trail. What it says is not.
clients-copying-is-written = That you took the text along is on the trail. What it says is not.
clients-text-button = Text for your case system
clients-text-title = Text for your case system
clients-text-lede = Copy it and paste it into the case notes.
clients-text-block = The conversation
clients-text-long = Too long to show here
clients-text-long-words = Download it as a file.
clients-text-damaged = WARNING: the file that this text comes from is cut off or damaged. Messages may be missing.
clients-download-txt = Download as text
clients-download-csv = Download as a table
clients-delete-title = Now delete it from the phone
clients-delete-words = Delete the chat, the exported file, and the pictures. Then say so here.
clients-delete-damaged-title = Do not delete it from the phone yet
clients-delete-damaged-words = First export the conversation again and file the new file. Only then:
clients-delete-app-words = Delete the conversation, the file, and the pictures: on the phone, and on the computer if you used one. Then say so here.
clients-delete-app-chat = The conversation: find it in the app ({ $app }) and delete it there. If you use the app on a computer too, check that it is gone there.
clients-delete-app-file = The file that you brought in: delete it where it lies (Downloads, Files, desktop). Then empty the bin.
clients-delete-app-photos = The pictures: look in Photos or Gallery, and empty the bin there too.
clients-delete-file-title = Now delete the file
clients-delete-file-words = Delete the file that you brought in. Then say so here.
clients-delete-file-phone = If the phone has these messages too, delete them there.
clients-delete-file-submit = I deleted it
clients-copy-gone = The copy is deleted
clients-delete-iphone-chat = The chat: in the list of chats, swipe it to the left, More, Delete Chat.
clients-delete-iphone-file = The file: in Files, On My iPhone, hold it, Delete. Then empty Recently Deleted.
clients-delete-iphone-photos = The pictures: in Photos, delete those from the client. Then empty Recently Deleted.
clients-delete-android-chat = The chat: in the list of chats, hold it, then tap the bin. Tick the box for the media.
clients-delete-android-file = The file: in the files app, hold it and delete it. Then empty the bin.
clients-delete-android-photos = The pictures: look in Photos or Gallery, and empty the bin there too.
clients-delete-submit = I deleted it from the phone

# Filed with the wrong client
clients-moving-title = Filed with the wrong client?
clients-moving-lede = This conversation is in the file of { $client } now. Say whose it is, and it moves to that file. Nothing is deleted. Both histories tell that it moved, and neither names the other client.
clients-moving-ask = Filed with the wrong client? Tell { $name }, who filed it, or a supervisor who works with this client. They can move it.
clients-moving-right = Which client is it with?
clients-moving-right-hint = Only clients you work with are listed. Is it somebody else's? Ask their worker to assign you first.
clients-moving-why = What happened?
clients-moving-why-hint = This stands on the trail.
clients-moving-mistake = I chose the wrong client
clients-moving-same-name = Two clients have the same name or nearly the same
clients-moving-number = The number or the account belongs to somebody else now
clients-moving-submit = Move the conversation
clients-moving-none = You work with no other client
clients-moving-none-words = Open the file of the right client first, or ask their worker to assign you. Then come back here.
clients-moving-before = { $count ->
    [one] One message of this file is in an earlier conversation of this client. If that one is filed wrongly too, move it as well.
   *[other] { $count } messages of this file are in earlier conversations of this client. If those are filed wrongly too, move them as well.
 }

# The table
clients-csv-date = Date
clients-csv-time = Time
clients-csv-clock = Clock
clients-csv-who = Who
clients-csv-direction = Sent or received
clients-csv-kind = Kind
clients-csv-text = Text
clients-csv-note = Note
clients-csv-line = Line
clients-csv-as-printed = as the phone or the app showed it
clients-csv-sent = sent
clients-csv-received = received
clients-kind-text = message
clients-kind-omitted = left out
clients-kind-attachment = file
clients-kind-deleted = deleted
clients-kind-call = call
clients-kind-poll = poll
clients-kind-location = place
clients-kind-null = not said
clients-kind-system = from the app
clients-kind-unknown = not known
clients-kind-problem = not understood

# States of an upload
clients-state-received = Being read
clients-state-asking = Asks you something
clients-state-reading = Being read
clients-state-read = Ready to file
clients-state-filed = Filed
clients-state-failed = Could not be read
clients-state-discarded = Thrown away

# Said once, after something was done
clients-said-opened = The file is open.
clients-said-assigned = Your colleague is assigned.
clients-said-unassigned = The assignment has ended.
clients-said-held = Noted. Keepwell reminds you to file the conversation.
clients-said-received = The file is here and sealed.
clients-said-received-before = You brought this very file in before. Here it is, as you left it.
clients-said-received-with = You brought this very file in before and had not filed it. It goes with the client you chose now. Check the answers again.
clients-said-discarded = The upload is destroyed.
clients-said-filed = The conversation is filed.
clients-said-moved = The conversation is in the right file now.
clients-said-deleted = Thank you. The phone copy is gone, and that is on the trail.
clients-said-handed-over = The file is handed over.

# What waits, on Today
clients-ask-answer = A file you brought in has a question for you
clients-ask-answer-button = Answer
clients-ask-file = A file you brought in is read: check it and file it
clients-ask-file-button = Check and file
clients-ask-failed = A file you brought in could not be read
clients-ask-failed-button = See why
clients-ask-hand-over = { $count ->
    [one] A client's file has nobody: choose who takes it over
   *[other] { $count } client files have nobody: choose who takes them over
 }
clients-ask-hand-over-button = Choose

# Refusals
clients-refusal-name-needed = Type a name. Initials are enough.
clients-refusal-too-long = This is too long. Names have at most 120 letters, the note 2,000.
clients-refusal-no-file = Choose the file that the app or the account made.
clients-refusal-empty-file = This file is empty. Export the chat again.
clients-refusal-filed-elsewhere = You filed this very file before, as conversation { $code }, with another client than the one you chose now. Nothing was added.
clients-refusal-thread-filed = You filed this conversation of the file before, as { $code }. Choose another one, or throw this upload away.
clients-refusal-nothing-pasted = Paste the messages first.
clients-refusal-choose-you = Say which of these is you.
clients-refusal-choose-client = Choose the client.
clients-refusal-choose-order = Choose how the dates are to be read.
clients-refusal-choose-thread = Choose the conversation.
clients-refusal-choose-reason = Say what happened.
clients-refusal-same-client = It is in this client's file already. Choose another one.
clients-refusal-too-large = This file is too large: Keepwell takes at most { $most } MB. Export the chat again without media. Of a phone's database or backup that is larger, bring in the one conversation instead.
clients-refusal-choose-phone = Choose the phone.
clients-refusal-not-that-far = This upload is at another step now. Look at its page again.
clients-refusal-nothing-new = Every message of this conversation was filed before
clients-refusal-already-filed = This upload is filed already.
clients-refusal-already-deleted = The phone copy was noted as deleted before.
clients-refusal-already-assigned = They are assigned already.
clients-refusal-not-assigned = They are not assigned to this client.
clients-refusal-not-for-clients = Choose somebody who works with clients. IT and the Board do not.
clients-refusal-last-worker = Somebody must remain who sees this file. Assign a colleague first.
clients-refusal-has-somebody = Somebody works with this client already. They can assign a colleague themselves.
clients-refusal-bad-day = Type a day that is not in the future.

# The trail
deed-client-opened = opened the file of client { $client }
deed-client-assigned = assigned { $person } to client { $client }
deed-client-assigned-self = began to work with client { $client }
deed-client-unassigned-self = ended their own work with client { $client }
deed-client-unassigned = ended the work of { $person } with client { $client }
deed-conversation-uploaded = brought in the file { $upload } ({ $bytes } bytes)
deed-upload-discarded = threw away the file { $upload }; it was destroyed
deed-conversation-held = exchanged messages with client { $client }
deed-conversation-filed = filed conversation { $conversation } with client { $client }: { $messages } messages, { $new } new, { $problems } lines not understood
deed-conversation-withdrawn = took conversation { $conversation } out of the file of client { $client }: { $reason ->
    [same-name] filed with the wrong client, as two have nearly the same name
    [number] filed with the wrong client, as the number or the account belongs to somebody else now
   *[mistake] filed with the wrong client by mistake
 }
deed-conversation-read = opened conversation { $conversation } of client { $client }
deed-conversation-copied = took along the text of conversation { $conversation } of client { $client }
deed-phone-copy-deleted = deleted the phone copy of conversation { $conversation } of client { $client }

# What a duty asks for, as a title.
do-conversation-filed = File the conversation with { $client }
do-phone-copy-deleted = Delete your copies of the conversation with { $client }

# What somebody holds when they leave
clients-held = { $count ->
    [one] One client file. Once they have left, hand it over.
   *[other] { $count } client files. Once they have left, hand them over.
 }
clients-held-button = Files to hand over
