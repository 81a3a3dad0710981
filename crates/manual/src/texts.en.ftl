# The manual: reading it, changing it, the words we use.

manual-nav = Manual
manual-title = Manual
manual-lede = Our policy: what we do, and why. Where a part has a date or a limit, Keepwell keeps count.
manual-none = No policy yet
manual-none-words = The starter manual comes in when the organisation is set up.
manual-read = Read
manual-read-it = The policy
manual-accept = I read it and accept it
manual-accepted-on = You accepted it on { $day }
manual-not-accepted = Not accepted yet
manual-has-draft = A draft is being written
manual-open-draft = Open the draft
manual-edition-n = Edition { $number }
manual-edition-since = Edition { $number }, in force since { $day }
manual-in-force-since = in force since
manual-in-force = In force
manual-published-by = published by { $name }
manual-keepwell = Keepwell
manual-somebody = somebody who is not here any more
manual-holds = { $clauses ->
    [one] one clause
   *[other] { $clauses } clauses
}, { $rules ->
    [0] no rule that Keepwell counts
    [one] one rule that Keepwell counts
   *[other] { $rules } rules that Keepwell counts
}
manual-contents = In this policy
manual-sources = Comes from
manual-edit = Edit
manual-old-edition = This is an old edition. It is not in force.
manual-read-current = Read the edition in force
manual-draft-waits = A draft of this policy is being written.

# How firm a clause is, and where it stands
manual-strength = How firm is it?
manual-strength-option = Option
manual-strength-option-hint = You may do this.
manual-strength-recommendation = Recommendation
manual-strength-recommendation-hint = Do this unless you have a good reason.
manual-strength-requirement = Requirement
manual-strength-requirement-hint = Do this.
manual-stage = Is it on trial?
manual-stage-practice = Practice (on trial)
manual-stage-practice-hint = Keepwell counts and reminds; nobody is at fault.
manual-stage-policy = Policy
manual-stage-policy-hint = Agreed on. What is missed shows as missed.

# Accepting the rules
manual-acknowledge-title = Read and accept the rules
manual-acknowledge-words = Please read edition { $number } of the policy. Ask your supervisor about anything that is not clear. Then say so here.
manual-agree = I have read these rules and I accept them.
manual-accepted-again = You may say so again after reading it once more.
manual-flash-acknowledged = Thank you. It is written down that you accept the rules.

# The yearly review
manual-review-title = The yearly review
manual-review-words = Did you go through this policy, and is there nothing to change? Say so here. Publishing a new edition counts as a review too.
manual-reviewed = I reviewed it, nothing to change
manual-flash-reviewed = The review is on record.

# Editions
manual-editions-title = Editions
manual-editions-link = Editions
manual-all-editions = All editions
manual-adopted-starter = The starter manual was adopted.
manual-waived = Written and published by one person, because:
manual-read-edition = Read edition { $number }
manual-what-changed = What changed
manual-compare = Compare
manual-compare-from = From
manual-compare-to = To
manual-choose = Choose
manual-the-draft = The draft
manual-changes = { $count ->
    [0] Nothing changed
    [one] One clause changed
   *[other] { $count } clauses changed
}
manual-no-changes = Both say the same in this language.
manual-changes-how = What was taken out is crossed out. What was put in is underlined.
manual-change-added = New
manual-change-removed = Taken out
manual-change-changed = Changed
manual-was = taken out:
manual-is = put in:
manual-part-title = Title
manual-part-strength = How firm it is
manual-part-stage = On trial or agreed
manual-part-text = Text
manual-part-sources = Comes from
manual-part-rule = Rule

# The draft
manual-draft-title = Draft
manual-draft-words = This is a draft. Nothing changes for anybody until it is published.
manual-draft-touched = Changed, or to finish
manual-draft-all = All clauses
manual-draft-others = { $count ->
    [one] One clause that nobody changed
   *[other] { $count } clauses that nobody changed
}
manual-stale-title = The words and the rule may say different times
manual-stale-says-en = “{ $clause }”: the rule says { $now } now. The English title or text still says “{ $words }”.
manual-stale-says-fr = “{ $clause }”: the rule says { $now } now. The French title or text still says “{ $words }”.
manual-stale-other-en = “{ $clause }”: the rule changed. The English title or text still says “{ $words }”.
manual-stale-other-fr = “{ $clause }”: the rule changed. The French title or text still says “{ $words }”.
manual-draft-changed = { $count ->
    [0] No clause is changed yet.
    [one] One clause is changed.
   *[other] { $count } clauses are changed.
}
manual-begun = Begun on { $when } by { $name }.
manual-written-by = Written in by { $names }.
manual-what-if = See what would change for people
manual-n-rules = { $count ->
    [one] one rule
   *[other] { $count } rules
}
manual-no-draft = There is no draft
manual-no-draft-words = A draft begins with the words of the edition in force. You change it, look at what would follow, and publish it when it is right.
manual-begin-draft = Begin a draft
manual-flash-drafted = You are working on a draft. Nothing changes for anybody yet.
manual-flash-draft-there = There was a draft already. Here it is.
manual-publish-title = Publish
manual-publish-words = Publishing begins a new edition now, for everybody. The old edition is kept with its dates.
manual-publish = Publish this edition
manual-publish-director = Only the director publishes. Tell the director when the draft is ready.
manual-reason = What changed, and why?
manual-reason-hint = One line. It is kept with the edition.
manual-only-author = You wrote this draft alone
manual-only-author-words = It is better when a second person reads a policy before it is published. Send it for review above: when somebody pressed “I read it”, publish it from there. In a very small agency you may go on alone, and say why.
manual-waiver = Nobody else can look at it. I publish it alone.
manual-waiver-reason = Why?
manual-waiver-hint = Needed when you tick the box above. It is kept with the edition.
manual-discard = Put the draft aside
manual-discard-question = Put this draft aside? What was written in it is not used.
manual-discard-yes = Yes, put it aside
manual-flash-published = The new edition is in force.
manual-flash-discarded = The draft was put aside.

# One clause of the draft
manual-clause-lede = Change the text and the rule together, in both languages, so that they say the same.
manual-title-en = Title in English
manual-title-fr = Title in French
manual-text-en = Text in English
manual-text-fr = Text in French
manual-text-hint = An empty line begins a new paragraph. A line that begins with a hyphen is an item of a list. **Two stars** make words bold.
manual-rules = Rules
manual-rules-hint = A rule is one line that people can read and Keepwell can count. Leave one language empty, and Keepwell writes it. Empty both, and the rule is taken out.
manual-rule-n = Rule { $number }
manual-rule-en = Rule in English
manual-rule-fr = Rule in French
manual-rule-means = It means:
manual-rule-marked = Marked where the reading stopped:
manual-rule-unread = { $why }
manual-rule-differs = The two lines do not ask the same. They differ in { $what }. In English: { $en } In French: { $fr }
manual-write-en = Write the English from the French
manual-write-fr = Write the French from the English
manual-save = Save in the draft
manual-back-to-draft = Back to the draft
manual-title-unfit = A title is one line of plain words.
manual-text-unfit = A line of the text cannot begin with # and a blank, nor with ~~~. Those mark the parts of the policy.
manual-edited-meanwhile = Somebody else saved this clause while you were writing. Your words are still here. Look at theirs in another tab, then save again to put yours in their place.
manual-flash-clause-saved = Saved in the draft.

manual-differ-form = the kind of rule
manual-differ-time = the time
manual-differ-trigger = what starts it
manual-differ-acts = what must be done
manual-differ-by = who must do it
manual-differ-each = what it is about
manual-differ-thing = the set or the state
manual-differ-responsible = who is responsible
manual-differ-inform = who is told
manual-differ-warn = the warning
manual-differ-grace = the grace
manual-differ-first-by = the first date
manual-differ-except = the exception
manual-differ-strict = how exactly the record must show it
manual-differ-header = the sentences at the beginning that count for all its rules

# The words we use
manual-glossary-title = Words we use
manual-glossary-lede = So that we all mean the same thing by the same word: staff, the Board, volunteers and clients.
manual-glossary-none = No words yet

# Refusals
manual-refusal-no-reason = Say in one line what changed, and why.
manual-refusal-only-author = You wrote this draft alone. Ask a second person to look at it, or tick the box and say why nobody can.
manual-refusal-no-waiver-reason = Say why nobody else can look at it.
manual-refusal-nothing-changed = The draft says the same as the edition in force. To say that you went through it, use “I reviewed it, nothing to change”.
manual-refusal-broken-rule = A rule of “{ $clause }” cannot be read, or its two languages do not agree. Open that clause and mend it first.
manual-refusal-not-ticked = Tick the box to say that you accept the rules.

# Problems in a file of the manual
manual-format-no-title = The file does not begin with a title: # Title { "{" }#id{ "}" }
manual-format-heading = A heading needs words and an id of small letters, digits and hyphens: ## Words { "{" }#id{ "}" }
manual-format-two-titles = There is a second title. A file is one document.
manual-format-no-section = A clause stands before the first section.
manual-format-after-words = Something stands after the list of words. The list comes last.
manual-format-twice = The id “{ $id }” is used twice.
manual-format-no-facts = The clause “{ $id }” has no block ~~~clause under its heading.
manual-format-after-rule = Text stands after a rule. The text of a clause comes first, then its rules.
manual-format-fence = A block is ~~~clause, or ~~~rule with an id.
manual-format-one-line = The rule “{ $id }” is not one single line.
manual-format-stray-fence = This block is not under a clause, or stands there twice, or comes before ~~~clause.
manual-format-toml = The block ~~~clause cannot be read: { $why }
manual-format-facts = The block ~~~clause has a strength, a stage or a word that is not known.
manual-format-row = A row of the list of words has two cells: | word | meaning |
manual-format-table = The list of words is one table with two heads.
manual-format-sections = The English file has { $en } sections, the French one { $fr }.
manual-format-clauses = This section has { $en } clauses in English, { $fr } in French.
manual-format-rules = This clause has { $en } rules in English, { $fr } in French.
manual-format-words = The list has { $en } words in English, { $fr } in French.
manual-format-one-glossary = Only one of the two files has a list of words.
manual-format-other-id = The English file says “{ $en }” here, the French one “{ $fr }”.
manual-format-other-facts = The block ~~~clause of “{ $id }” is not the same in both files.

# What the trail says (who did it is printed before)
deed-document-adopted = adopted the policy { $document }
deed-edition-drafted = began a draft of { $document }
deed-clause-edited = edited the clause { $clause } in the draft of { $document }
deed-edition-published = published edition { $number } of { $document }
deed-draft-discarded = put the draft of { $document } aside
deed-rules-acknowledged = read and accepted the rules of { $document }
deed-policy-reviewed = reviewed the policy { $document }

# What a duty asks for, as a title.
do-rules-acknowledged = Read and accept the rules
do-policy-reviewed = Look at the policy again
