# From practice to policy, reviews, facts, words, the public page, personal devices.

# Practices
manual-practices-title = On trial
manual-practices-lede = Try a new tool first. Learn from it. Then decide: make it a policy, try longer, or stop.
manual-practices-none = Nothing is on trial
manual-practices-none-words = When you bring in a new tool, begin with a trial. Nobody is at fault in it.
manual-practice-new = Start a trial
manual-practice-new-lede = A trial has a tool, a purpose and a last day. Its clauses are watched, and nobody is at fault.
manual-practice-tool = Tool or way of working
manual-practice-tool-hint = For example: video calls in the browser.
manual-practice-purpose = What is it for?
manual-practice-ends = Last day of the trial
manual-practice-ends-hint = On the day after, Keepwell asks you to decide.
manual-practice-ends-bad = Choose a day to come.
manual-practice-until = Until { $day }.
manual-ready = Are you ready?
manual-ready-policy = There are clauses that say how it is used
manual-ready-client = Clients are told how safe it is, and may say no
manual-ready-people = Those who take part were shown how it works
manual-ready-help = Everybody knows whom to ask
manual-ready-stop = We know how to stop, and what happens to the data then
manual-ready-note = What is not ready yet, and why begin all the same?
manual-ready-yes = Ready
manual-ready-no = Not yet
manual-practice-not-ready = Some things are not ready. Say why you begin all the same.
manual-practice-people = Who takes part?
manual-practice-which = Which clauses are on trial?
manual-practice-which-hint = Those marked as a practice come first. Take them from one policy.
manual-practice-clauses = Choose at least one clause, all from the same policy.
manual-practice-begin = Begin the trial
manual-practice-begun-by = Begun on { $day } by { $name }.
manual-practice-open = On trial
manual-practice-adopted = Became policy
manual-practice-stopped = Stopped
manual-practice-no-blame = This is a trial. What is late or missed here teaches us something. It is nobody’s fault.
manual-learn-title = How does it go?
manual-learned-worked = It worked
manual-learned-hard = It was hard
manual-learned-idea = I have an idea
manual-learn-words = A few words. Please name no clients.
manual-learnings = What we learned
manual-learnings-none = Nobody wrote anything down yet.
manual-practice-about = About this trial
manual-practice-clauses-are = Clauses on trial:
manual-practice-with = With { $names }.
manual-practice-standing = See how its rules were kept
manual-practice-decide = Decide
manual-practice-over = The last day is past. What did you learn?
manual-practice-why = Why? What did you learn?
manual-practice-why-hint = It is kept, and the clauses point to it.
manual-practice-new-end = New last day, to try longer
manual-practice-adopt = Make it policy
manual-practice-extend = Try longer
manual-practice-stop = Stop
manual-flash-practice-begun = The trial has begun.
manual-flash-learned = Thank you. It is written down.
manual-flash-practice-extended = The trial goes on.
manual-flash-practice-adopted = In the draft, the clauses are policy now and cite what you learned. Publish it when it is right.
manual-flash-practice-stopped = In the draft, the clauses are retired. Publish it when it is right.
manual-ask-decide = The trial “{ $tool }” has ended. Decide what comes next
manual-ask-decide-now = Decide

# Something changed
manual-changes-title = Something changed
manual-changes-lede = A new service, another app, another plan: look at the clauses concerned again.
manual-changes-say = What changed?
manual-changes-cause = What kind of change?
manual-changes-about = What is it?
manual-changes-about-hint = For example: WhatsApp, or evening hours.
manual-changes-find = Find the clauses concerned
manual-changes-clauses = Which clauses should be looked at again?
manual-changes-clauses-hint = Those that mention it are ticked.
manual-changes-open = Open the review
manual-changes-no-clause = Tick at least one clause.
manual-changes-none = No reviews
manual-changes-none-words = When a service, an app or a plan changes, say so here.
manual-changes-is-open = To look at
manual-changes-is-closed = Looked at
manual-changes-outcome = What came of it?
manual-changes-no-outcome = Say what came of it: what you changed, or why nothing had to change.
manual-changes-close = Close the review
manual-cause-new-service = New service
manual-cause-service-ended = Service ended
manual-cause-new-app = New app
manual-cause-app-retired = App no longer approved
manual-cause-plan-changed = Phone plan changed
manual-cause-way-of-working = Another way of working
manual-cause-fact-expired = Fact to check again
manual-cause-other = Something else
manual-flash-review-opened = The review is open.
manual-flash-review-closed = It is written down.
manual-ask-review = { $count ->
    [one] One review of the policy is open
   *[other] { $count } reviews of the policy are open
}
manual-ask-review-now = Look at it

# Facts of vendors
manual-facts-title = Facts we rely on
manual-facts-lede = What a vendor says about an app, or what we found out. Each has a source, and a day to check it again.
manual-facts-none = No facts yet
manual-facts-none-words = For example: whether an app is encrypted, or when a service ends.
manual-fact-new = Write down a fact
manual-fact-again = Check it again
manual-fact-retire = It counts no more
manual-fact-due = Check it again
manual-fact-days = Checked on { $checked }. Check again by { $review }.
manual-fact-subject = What is it about?
manual-fact-subject-hint = An app or a service.
manual-fact-en = The fact in English
manual-fact-fr = The fact in French
manual-fact-source = Source
manual-fact-source-hint = A web address, a letter, who told you.
manual-fact-checked = Checked on
manual-fact-review = Check again by
manual-fact-review-hint = After that day, a review of its clauses opens.
manual-fact-clauses = Clauses that rest on it
manual-fact-save = Keep it
manual-fact-checked-bad = Choose today or a day before.
manual-fact-review-bad = Choose a day to come.
manual-flash-fact-written = The fact is kept.
manual-flash-fact-retired = It counts no more.

# Words and the public page
manual-words-title = Edit the words we use
manual-words-lede = They are part of the policy: what you change here goes into its draft. In the text they are linked where they first appear.
manual-words-edit = Edit this word
manual-words-add = Add a word
manual-words-term = Word
manual-words-meaning = What we mean by it
manual-words-clients = For clients
manual-words-term-en = Word in English
manual-words-term-fr = Word in French
manual-words-meaning-en = What it means, in English
manual-words-meaning-fr = What it means, in French
manual-words-clients-en = For clients, in English
manual-words-clients-fr = For clients, in French
manual-words-clients-hint = Only if clients need other words. Empty in both languages: they read the same.
manual-words-in = Words in
manual-flash-word-saved = Saved in the draft.
manual-public-title = The public page
manual-public-lede = Clients read the words and your notices without an account. Print it, or hang it up.
manual-public-see = See it as clients do
manual-public-bad-tag = A language tag is two or three letters, such as ar or so. English and French are there already.
manual-notices = Notices for clients
manual-notices-note = For example: which channels are safe, and how to reach you in an emergency. An empty title takes a notice out.
manual-notice-new = New notice
manual-notice-title = Title ({ $lang })
manual-notice-words = Text ({ $lang })
manual-notice-save = Save
manual-languages = Languages
manual-language-tag = Language tag
manual-language-tag-hint = ar for Arabic, so for Somali, zh-Hant for Chinese.
manual-language-name = Its name, in its own words
manual-language-name-hint = For example: العربية
manual-language-rtl = It is written from right to left
manual-language-add = Add the language
manual-flash-public = It is on the public page.

# Personal devices
manual-devices-title = Personal devices
manual-devices-lede = Should people use their own phone for work? Talk about it first, with the Board. Then decide, and say so where it matters.
manual-devices-none = Nothing is decided yet
manual-devices-none-words = Ask your director if you are unsure.
manual-device-consider = Talk it over
manual-device-consider-words = Write down what was said. You can save and come back. All of it is needed before a decision.
manual-device-staff-safety = Safety and privacy of staff
manual-device-staff-safety-hint = A client has a private number for good. What then?
manual-device-client-safety = Safety and privacy of clients
manual-device-client-safety-hint = Messages lie on a phone that others at home may pick up.
manual-device-work-life = Work and private life
manual-device-work-life-hint = When is somebody off duty?
manual-device-fairness = Fairness
manual-device-fairness-hint = Not everybody has a phone, or wants to use it for work, or can pay for it.
manual-device-alternatives = What else could we do?
manual-device-alternatives-hint = A shared work phone, a second number, paying part of the plan.
manual-device-staff-heard = What staff said
manual-device-staff-heard-hint = Who was asked, and when.
manual-device-board-heard = What the Board said
manual-device-board-heard-hint = The date of the meeting.
manual-device-minute = Attached minute
manual-device-minute-add = Attach the minute
manual-device-keep = Save what was said
manual-device-decide = Decide
manual-device-say-first = Write down what was said about this first.
manual-device-outcome = What do we do?
manual-devices-not-used = Nobody uses a personal device for work
manual-devices-not-used-hint = The agency gives a device where one is needed.
manual-devices-may = People may, and nobody must
manual-devices-may-hint = Whoever does not want to gets a work device.
manual-devices-must = People must, in some positions
manual-devices-must-hint = Then every position description and every posting says so.
manual-device-reason = Why?
manual-device-considered = What was considered
manual-device-sentence = In this position, you need a phone of your own that you use for work. Ask us about the rules that protect you and our clients, and about help with the cost.
manual-device-texts = { $count ->
    [0] Every text says so
    [one] One text must say so
   *[other] { $count } texts must say so
}
manual-device-position = Position
manual-device-posting = Job posting
manual-device-waits = To be confirmed
manual-device-no-rule = No rule makes anybody owe this
manual-device-no-rule-words = The texts still wait on Today for those who may edit the manual. To give them a day and a name, put a rule in a clause: within 10 working days of a text that must name own devices: text on own devices confirmed; responsible: the director
manual-device-confirmed = Says so
manual-device-place = Where is the text?
manual-device-confirm = The text says so
manual-device-posting-new = A job posting
manual-device-posting-hint = Its title and date.
manual-device-posting-add = Add the posting
manual-flash-devices-kept = What was said is kept.
manual-flash-devices-decided = The decision is kept.
manual-flash-posting-added = The posting is on the list.
manual-flash-text-confirmed = Thank you. It is written down.
manual-ask-texts = { $count ->
    [one] One position or posting must say that people use their own device
   *[other] { $count } positions or postings must say that people use their own device
}
manual-ask-texts-now = See the sentence

# What the trail says
deed-practice-begun = began the trial { $practice }
deed-practice-extended = went on with the trial { $practice }
deed-practice-adopted = made the trial { $practice } a policy, in the draft
deed-practice-stopped = stopped the trial { $practice }
deed-learning-noted = wrote down what was learned in the trial { $practice }
deed-review-opened = opened a review of { $document }
deed-review-closed = closed a review of { $document }
deed-fact-written = wrote down a fact
deed-fact-retired = took a fact back
deed-public-page-changed = changed the public page
deed-device-question-opened = began to consider personal devices
deed-device-decision-made = decided on personal devices
deed-device-text-asked = asked that a text says personal devices are used
deed-device-text-confirmed = confirmed that a text says personal devices are used
do-review-opened = Open a review of the policy
do-review-closed = Look at the clauses again
do-device-text-asked = Ask that a text says so
do-device-text-confirmed = Say in the text that one’s own device is used

# On the shelf
manual-more = More about the policy
