# The ground floor: what every page shows around its own words.

base-skip = Skip to the main part
base-nav = Main menu
base-nav-short = Short menu
base-more = More
base-waiting = waiting
base-my-menu = My menu
base-me = About me
base-sign-out = Sign out
base-help = Help
base-theme = Light or dark
base-theme-light = Light
base-theme-dark = Dark
base-theme-auto = Auto

# Forms
base-optional = (optional)
base-form-problem = Please check this
base-error-prefix = Problem:
base-form-needed = Please fill this in.
base-show = Show
base-search = Search
base-search-title = Search
base-search-lede = In everything you may see here. The beginning of a word is enough.
base-search-label = A name, a phone number, a word of the manual
base-search-nothing = Nothing found
base-search-nothing-words = Try fewer letters or another word. What is not for you to see is not searched.
base-yes = Yes
base-no = Go back

# Lists
base-pages = Pages
base-list-count = { $count ->
    [one] One in all
   *[other] { $shown } in all
 }
base-list-part = { $from } to { $to } of { $count }
base-list-searched = “{ $words }”
base-list-chosen = { $filter }: { $words }
base-list-show = Show
base-list-more = Narrow the list
base-letters-short = Letters so far: #. Take % or more.
base-letters-enough = Letters so far: #. Long enough.
base-list-order = Order
base-list-without = Show again without:
base-list-clear = Show everything
base-list-nothing = Nothing matches
base-list-nothing-words = Nothing in this list fits all of what you chose.
base-list-csv = Save as a spreadsheet (CSV)
base-list-json = Save as data (JSON)
base-list-save = Save this list
base-list-save-note = The whole list as it is narrowed now, not only this page.
base-list-all = Choose all on this page
base-list-choose = Choose
base-list-choose-row = Choose { $name }
base-list-chosen-rows = With those chosen:
base-pages-page = Page
base-pages-before = Previous
base-pages-after = Next
base-steps = Steps
base-step-done = Done:

# Copying
base-copy = Copy
base-copied = Copied
base-copy-failed = Please select the text and copy it
base-copy-by-hand = Select the text and copy it.

# Duties
base-status-pending = To do
base-status-soon = Due soon
base-status-overdue = Overdue
base-status-missed = Not done
base-status-met = Done
base-status-excused = Excused
base-status-trial = On trial
base-duty-why = Why this is asked
base-duty-clause = In the manual
base-duty-more = More about this, and other ways
base-duty-entries = What is on record

# When something does not work
base-error-home = Go to the first page
base-error-back = Back to the page
base-error-sign-in = Sign in
base-error-id = If you ask for help, give this number:

# Mail: the last line under every letter
base-mail-closing = Keepwell writes when something awaits you or concerns your account. No client, no phone number and no message ever stands in a mail.
