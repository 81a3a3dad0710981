# Writing the manual: outline, clauses, rules from lists, review, editions, acceptance, suggestions.

# New documents and the outline
manual-new-title = New policy document
manual-new-lede = Give it a name in both languages. You add sections and clauses next. Nobody sees it until it is published.
manual-new-begin = Begin writing
manual-flash-document-added = The document is there. Add its first section.
manual-begun-documents = Being written, not published yet
manual-outline-title = Outline
manual-outline-link = Add, move or retire parts
manual-outline-lede = What comes in this policy, and in which order. A clause keeps its id for good, so that records and links stay true.
manual-name-document = Change the title and the opening
manual-name-section = Change the title and the opening of this section
manual-intro-en = Opening text in English
manual-intro-fr = Opening text in French
manual-up = Move up
manual-down = Move down
manual-take-out = Take out
manual-arrange = Move or retire
manual-revive = Ask it again
manual-retire = Retire
manual-put-in = To another section
manual-put = Put it there
manual-section-empty = No clause here yet.
manual-add-clause = Add a clause
manual-add-section = Add a section
manual-no-sections = Nothing is written yet
manual-no-sections-words = Add a section, then clauses in it.
manual-flash-outline = Saved in the draft.
manual-flash-clause-added = The clause is there, on trial. Write its text.
manual-flash-rule-added = The rule was added to the clause in the draft.
manual-stage-retired = Retired
manual-stage-retired-hint = Not asked of anybody any more.
manual-retired = { $count ->
    [one] One clause is retired
   *[other] { $count } clauses are retired
}
manual-broken = Rule to mend
manual-unfinished = Text missing

# One clause
manual-preview = How it will read
manual-preview-hint = It follows while you type. Nothing is saved by it.
manual-preview-now = Show how it will read
manual-build-rule = Save, and make a rule from lists
manual-build-rule-hint = For those who do not want to type rules.
manual-facts = For whom, how firm, decided by whom
manual-audience = For whom is it?
manual-audience-hint = Readers can hide what is not for them.
manual-audience-everyone = Everyone
manual-audience-staff = Staff
manual-audience-phone-holders = Whoever holds a phone
manual-audience-supervisors = Supervisors
manual-audience-managers = Managers
manual-audience-directors = Directors
manual-audience-it = IT
manual-audience-coordinators = Volunteer coordinators
manual-audience-volunteers = Volunteers
manual-audience-board = The Board
manual-audience-clients = Clients and the public
manual-audience-programme = Programme: { $name }
manual-for = For
manual-for-me = Show only what is for me
manual-for-me-shown = { $count ->
    [0] Every part of this policy is for you.
    [one] One part that is not for you is left out.
   *[other] { $count } parts that are not for you are left out.
}
manual-for-all = Show everything
manual-sources-hint = Ids such as S-039, with a blank between.
manual-sources-unfit = An id has letters, digits and hyphens, such as S-039.
manual-decision = Who decided how firm it is
manual-decision-words = You decide here what is an option, a recommendation or a requirement. Write down who decided, when and why, so that people can ask.
manual-decided-by = Who decided
manual-decided-by-hint = A role or a meeting, such as “programme managers”.
manual-decided-on = When
manual-decided-why = Why
manual-counsel = Was a lawyer asked?
manual-counsel-hint = For example: “Yes, in May. No objection.” Leave it empty if nobody was asked.
manual-law = Law it stands on
manual-law-hint = The act or regulation, if there is one.
manual-day-unfit = Write a day as 2026-11-22.
manual-question = { $count ->
    [0] Questions for readers
   *[other] Questions for readers ({ $count })
}
manual-question-n = Question { $number }
manual-question-more = One more question
manual-question-several = An empty question is not kept: empty its fields to take it out. After you save, there is room for another.
manual-question-words = If you like, ask something before people accept. They can try again until it is right, and their tries are not kept.
manual-ask-en = Question in English
manual-ask-fr = Question in French
manual-choices-en = Answers in English
manual-choices-fr = Answers in French
manual-choices-hint = One a line, in the same order in both languages.
manual-right = Number of the right answer
manual-right-hint = 1 is the first line.
manual-question-unfit = Ask the question in both languages, on one line.
manual-choices-unfit = Give at least two answers, and as many in English as in French.
manual-right-unfit = Say which answer is right, by its number.

# A rule from lists
manual-build-title = Make a rule
manual-build-lede = What kind of rule is it?
manual-back-to-clause = Back to the clause
manual-form-every = Again and again
manual-form-every-hint = A passcode is changed every 3 months.
manual-form-once = Once in each week, month, quarter or year
manual-form-once-hint = A policy is reviewed once in each calendar year.
manual-form-within = Soon after something happened
manual-form-within-hint = A conversation is filed within 2 working days.
manual-form-before = Before something happens
manual-form-before-hint = The supervisor says yes before a phone is taken off site.
manual-form-only = Only what is allowed
manual-form-only-hint = Only approved apps on each phone.
manual-form-always = Always so
manual-form-always-hint = A passcode on each phone, always.
manual-form-never = Never so
manual-form-never-hint = No cloud backup, ever.
manual-build-n = How many
manual-build-unit = of what
manual-build-period = In each calendar
manual-build-noun = After what?
manual-build-before = Before what?
manual-build-done = What must be done?
manual-build-and = And also
manual-build-by = By whom?
manual-build-valid = Good for how long
manual-build-one-use = It counts once only
manual-build-subject = For each
manual-build-scope = While it is
manual-build-set = Only these
manual-build-relation = Found where?
manual-build-state = What must be so, or never so?
manual-build-more = If you like
manual-build-responsible = Who answers for it?
manual-build-inform = Who is told?
manual-build-warn = Warn before: how many
manual-build-grace = Let pass: how many
manual-build-first-by = The first time, no later than
manual-build-except = Not while
manual-build-nothing = Nothing
manual-build-anybody = Anybody
manual-build-usual = The usual person
manual-build-nobody = Nobody
manual-build-always = Always
manual-build-show = Show the rule
manual-build-other = Another kind of rule
manual-build-made = This is the rule
manual-build-add = Add it to the clause
manual-build-full = This clause has six rules already. Take one out first, or make a new clause.
manual-build-unread = “{ $line }” does not read yet. { $why }
manual-unit-minutes = minutes
manual-unit-hours = hours
manual-unit-days = days
manual-unit-working-days = working days
manual-unit-weeks = weeks
manual-unit-months = months
manual-unit-years = years
manual-period-week = week
manual-period-month = month
manual-period-quarter = quarter
manual-period-year = year

# Review and publication
manual-send-title = Have somebody read it
manual-send-words = Nobody writes in the draft while it is being read. Those who may edit see it on their Today page. You can take it back at any time.
manual-send = Send it for review
manual-flash-sent = The draft waits to be read.
manual-flash-taken-back = You can write in the draft again.
manual-in-review = This draft is being read
manual-in-review-words = Sent on { $when } by { $name }. Nobody writes in it until somebody takes it back.
manual-in-review-locked = Take it back to writing first. You find the button on the page of the draft.
manual-flash-in-review = The draft is being read. Take it back to writing first.
manual-look = What do you think of it?
manual-look-hint = Leave it empty if all is well.
manual-looked = I read it
manual-looked-by = Read by { $name }
manual-flash-looked = Thank you. It is written down that you read the draft.
manual-take-back = Take it back to writing
manual-kind = How big is the change?
manual-kind-material = People read it and accept again
manual-kind-material-hint = Whoever accepted before sees only what changed since then.
manual-kind-minor = Small: nobody needs to accept again
manual-kind-minor-hint = Spelling, a clearer word, a new link.
manual-small-but = More than words changed in this draft: { $clauses }. Those who accepted the policy before would not be told. Choose the other answer, or say that it is small all the same.
manual-small-sure = It is small all the same. Nobody needs to accept it again.
manual-heavy-clause = “{ $clause }” ({ $what })
manual-heavy-new = a new part
manual-heavy-rule = its rules
manual-heavy-strength = how firm it is
manual-heavy-stage = on trial or agreed
manual-begins = Begins on
manual-begins-hint = Leave it empty to begin now.
manual-begins-bad = Choose today or a day to come.
manual-flash-published-later = The new edition is published. It begins on its day.
manual-coming = Published, begins later
manual-next-edition = Edition { $number } begins on { $day }.
manual-part-intro = Opening text
manual-part-section = Section
manual-part-audience = For whom
manual-part-decision = Who decided
manual-part-question = Question
manual-part-place = Section it stands in
manual-part-words = Words we use
manual-part-order = Order
manual-part-learned = Learned from
manual-part-only-fr = Only its French changed
manual-part-only-en = Only its English changed
manual-part-only-blanks = Only blanks changed
manual-right-one = the right answer

# Who accepted
manual-changed-since = Changed since you accepted it
manual-see-since = See what changed, and accept
manual-since-you = { $count ->
    [0] Nothing you can see changed in this language
    [one] One part changed since you agreed
   *[other] { $count } parts changed since you agreed
}
manual-since-you-words = You accepted edition { $number }. Only what changed since then is shown here.
manual-questions-words = Please answer first. You can try again as often as you like.
manual-question-part = It stands here:
manual-answer-again = That is not it. Read that part again, and choose another answer.
manual-answered-meanwhile = Somebody answered this suggestion meanwhile. You see their answer below.
manual-answer-not-kept = Your words were not sent:
manual-several = Accept several at once
manual-several-words = Read them first. Then tick those you read.
manual-agree-several = I have read the policies I ticked, and I accept them.
manual-accept-several = I accept them
manual-flash-none-ticked = Tick what you read, and the box that you accept it.
manual-flash-questions-first = This one has a question to answer first.
manual-accepted-title = Who accepted it
manual-accepted-link = Who accepted it
manual-agreed-yes = Accepted
manual-agreed-before = Changed since they accepted
manual-agreed-never = Not accepted yet
manual-who-accepted = Edition { $number }: everybody who is here
manual-write-down = Write down that they accepted
manual-write-down-words = For people who signed on paper or told you. Tick them above. Your name is kept beside theirs.
manual-how = How did they accept?
manual-how-paper = They signed on paper
manual-how-behalf = They told me
manual-in-language = They read it in
manual-remark = Remark
manual-remark-hint = Where the paper is, or why they could not do it themselves.
manual-nobody-ticked = Tick at least one person.
manual-flash-written-down = It is written down.
manual-past = Everything that was accepted
manual-past-note = Kept for good. The fingerprint is that of the exported file, so that anybody can check which text it was.
manual-past-none = Nobody accepted it yet.
manual-past-accepted = { $name } accepted edition { $number } ({ $lang })
manual-past-paper = On paper; written down by { $name }
manual-past-behalf = By word of mouth; written down by { $name }
manual-text-hash = Fingerprint of the text
manual-learned-in = Learned from:

# Suggestions
manual-suggest = Suggest a change
manual-suggest-words = What would make this part better? Please name no clients.
manual-suggest-send = Send the suggestion
manual-suggestions-title = Suggestions
manual-no-suggestions = No suggestions yet
manual-no-suggestions-words = Under each part of the policy there is a button to suggest a change. Everybody gets an answer.
manual-answer = Your answer
manual-answered-by = { $name }, { $when }
manual-answer-needed = Write an answer, then choose what happens with it.
manual-outcome-open = Waits for an answer
manual-outcome-taken = We do it
manual-outcome-later = Later
manual-outcome-not = Not now
manual-flash-no-words = Write your suggestion first.
manual-flash-suggested = Thank you. You will find the answer here.
manual-flash-answered = The answer is there for them to read.

# What waits on Today
manual-ask-again = The policy changed since you accepted it
manual-ask-look = A draft of the policy waits to be read
manual-ask-answer = { $count ->
    [one] A suggestion for the policy waits for an answer
   *[other] { $count } suggestions for the policy wait for an answer
}
manual-ask-answer-now = Answer
manual-ask-answered = { $count ->
    [one] Your suggestion was answered
   *[other] { $count } of your suggestions were answered
}
manual-ask-answered-now = Read it

# Refusals
manual-refusal-begins-before = An edition was published that begins later than this day. Choose that day or a later one.
manual-refusal-in-review = The draft is being read. Take it back to writing first.
manual-refusal-section-not-empty = There are clauses in this section. Move them to another section first.
manual-refusal-clause-was-published = This clause was published, so its id is known. Retire it: it then asks nothing of anybody.
manual-refusal-no-such-part = That part is not there any more. Look again.
manual-refusal-no-title = Give it a title.
manual-refusal-no-text = “{ $clause }” has no text in one of the two languages. Write it first.

# Problems in a file
manual-format-question = The question “{ $id }” needs ask, two or more choices, and right: the number of the right one.
manual-format-questions = This clause has { $en } questions in English, { $fr } in French.
manual-format-other-choices = The question “{ $id }” has other choices, or another right one, in the other file.
manual-format-columns = The list has { $en } columns in English, { $fr } in French.

# What the trail says
deed-draft-sent-for-review = sent the draft of { $document } to be read
deed-draft-taken-back = took the draft of { $document } back to writing
deed-draft-read = read the draft of { $document }
deed-outline-changed = changed the outline of the draft of { $document }
deed-suggestion-made = suggested a change to { $document }
deed-suggestion-answered = answered a suggestion for { $document }
deed-acknowledgement-asked = asked { $person } to read and accept { $document }
do-acknowledgement-asked = Ask people to accept the rules

# Files
manual-check-differs = The rule “{ $rule }” does not ask the same in the two languages. They differ in { $what }.
manual-import-taken = The id “{ $id }” is in use in another document. Ids of sections, clauses and rules are used once.
manual-import-draft-there = There is a draft of “{ $document }” already. Publish it or put it aside, or say --replace to put these words in its place.
deed-manual-imported = brought in a draft of { $document } from files

# Registers: lists to look through or to take out as a file
manual-register-open = As a list, or as a file
manual-register-any = All
manual-register-search = Search in this list
manual-register-acknowledgements = Who accepted what
manual-register-person = Person
manual-register-document = Document
manual-register-edition = Edition
manual-register-when = When
manual-register-language = Language
manual-register-how = How
manual-register-how-self = Here, in person
manual-register-how-paper = On paper
manual-register-how-behalf = By word of mouth
manual-register-by = Written down by
manual-register-clause = Clause
manual-register-clauses = Clauses
manual-register-suggestion = Suggestion
manual-register-suggestions-lede = What readers suggested, and what they were answered.
manual-register-outcome = What became of it
manual-register-answer = Answer
manual-register-answered-by = Answered by
manual-register-answered-at = Answered on
manual-register-cause = Kind of change
manual-register-about = About
manual-register-result = What came of it
manual-register-state = State
manual-register-opened-by = Opened by
manual-register-closed-by = Closed by
manual-register-closed-at = Closed on
manual-register-statement = Fact
manual-register-learnings = What trials taught
manual-register-learnings-lede = Every note from every trial, without names: it is nobody’s fault.
manual-register-kind = How it went
manual-register-learned = In their words
manual-register-trial-outcome = The trial
manual-register-decision = Why it was decided so
deed-acknowledgements-exported = saved the list of who accepted what as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
})
deed-suggestions-exported = saved the suggestions as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
})
deed-reviews-exported = saved the reviews as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
})

# Letters
manual-mail-suggested-subject = Somebody suggests a change to the policy
manual-mail-suggested = Hello { $name },

    somebody suggested a change to the policy. You can read it and answer here:
manual-mail-answered-subject = Your suggestion was answered
manual-mail-answered = Hello { $name },

    your suggestion for the policy was answered. You can read the answer here:
manual-mail-trial-subject = You take part in a trial
manual-mail-trial = Hello { $name },

    you take part in a trial of a new tool or way of working. You can say here how it goes, as often as you like:
manual-mail-review-subject = Something changed: look at the policy again
manual-mail-review = Hello { $name },

    something changed that the policy may speak of. You see which clauses to look at again here:

manual-pair = { $first }: { $second }

# The details of an entry of the trail
detail-called-cause = Why
detail-called-how = How
detail-called-outcome = Answer
detail-called-number = Edition
detail-called-clauses = Clauses
detail-called-until = Until
detail-called-begins = In force from
detail-called-review-by = To check again by
detail-cause-new-service = New service
detail-cause-service-ended = Service ended
detail-cause-new-app = New app
detail-cause-app-retired = App no longer approved
detail-cause-plan-changed = Phone plan changed
detail-cause-way-of-working = Another way of working
detail-cause-fact-expired = Fact to check again
detail-cause-other = Something else
detail-how-self = In Keepwell, by themselves
detail-how-paper = They signed on paper
detail-how-behalf = They told somebody
detail-outcome-taken = We do it
detail-outcome-later = Later
detail-outcome-not = Not now
