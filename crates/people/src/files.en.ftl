# Files: which column is which
people-import-misfit = Say which column is which
people-import-misfit-words = Then Keepwell reads the rows. Nothing was written.
people-import-map = Which column is which: { $used } of { $all } used
people-import-map-words = Keepwell guessed by the names in the first row. Correct what is wrong; it is remembered for the next file with these names.
people-import-map-caption = The columns of your file
people-import-map-file = In your file
people-import-map-example = For example
people-import-map-field = In Keepwell
people-import-map-look = Show me the rows again
people-import-unused = not used
people-import-unnamed = Column { $number }, without a name
people-problem-kind = “{ $typed }” is no kind of person. Write full time, part time, volunteer, board or vendor.
people-problem-unit = { $kind ->
    [programme] There is no programme called “{ $typed }”. Make it first, under Teams, or correct the name.
    [position] There is no position called “{ $typed }”. Make it first, under Teams, or correct the name.
   *[team] There is no team called “{ $typed }”. Make it first, under Teams, or correct the name.
 }

# Teams from a file
people-teams-import-link = Bring in teams from a file
people-teams-import-title = Bring in teams from a file
people-teams-import-lede = Keepwell shows you every row before it writes anything. It takes all rows or none.
people-teams-import-help = The first row names the columns, in any order. Write one row for each team, with the e-mails of its members and a space between two, or one row for each member.
people-teams-import-sample = team,team in french,lead,members
    Front desk,Accueil,ana@example.org,ben@example.org eli@example.org
    Outreach,Proximité,ana@example.org,gus@example.org
people-teams-import-more = Everybody in the file must be here already: bring in the people first. Who leads a team, a director says.
people-teams-import-fine = { $count ->
    [one] Every row is good. One new team.
   *[other] Every row is good. { $count } new teams.
 }
people-teams-import-note = Nothing is written yet. Whoever has no supervisor comes under the lead of their team.
people-teams-import-nothing = Every team in this file is here already. There is nothing to bring in.
people-teams-import-here = { $count ->
    [one] One row is about a team that is here already: it changes nothing.
   *[other] { $count } rows are about teams that are here already: they change nothing.
 }
people-teams-import-confirm = { $count ->
    [one] Make one team
   *[other] Make { $count } teams
 }
people-teams-import-undo-line = { $count ->
    [one] One team, made on { $at }
   *[other] { $count } teams, made on { $at }
 }
people-teams-import-undo-question = Every team this file made is closed again. Whoever came under a supervisor by it has none again.
people-teams-imported = Every team in the file is made.
people-teams-undone = The file is taken back. Its teams are closed.
people-teams-undo-followed = { $count ->
    [one] One team of this file was changed since. Close it on its own page instead.
   *[other] { $count } teams of this file were changed since. Close them on their own pages instead.
 }
people-column-team-fr = Team in French
people-column-lead = Lead (e-mail)
people-column-members = Members (e-mails)
people-problem-leads = A team has one lead. Write one e-mail.
people-problem-lead-differs = Row { $line } names another lead for this team. A team has one lead.
people-problem-lead-not-yours = Only a director says who leads a team. Leave this column out; a director adds the leads.
people-problem-team-here = A team with this name is here already, and this row would change it. Change it on its own page, and take its rows out of the file.
people-problem-member = Nobody here has the e-mail { $email }. Bring in the people first.
people-problem-member-left = { $email } belongs to somebody who left.
deed-teams-imported = made { $count ->
    [one] one team
   *[other] { $count } teams
 } from a file
deed-teams-withdrawn = took back a file of { $count ->
    [one] one team
   *[other] { $count } teams
 }
deed-teams-exported = saved the teams and who is in them as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
deed-people-as-of-exported = saved who was who on a day as a file ({ $count ->
    [one] one line
   *[other] { $count } lines
 }, { $form })
people-member = Person
people-see-less = Your role sees who works here and with which roles. More is for those who guide this person.
people-unit-which = Team, programme or position
