-- From practice to policy: trials and what was learned; reviews of clauses that something
-- opened; facts of vendors with a date; words and notices for the public in other languages;
-- the decision on personal devices, and the texts that must say so.

create table manual_practice (
  id text primary key,
  document_id text not null references manual_document (id),
  tool text not null,
  purpose text not null,
  clauses text not null,        -- ids of the clauses on trial, a blank between
  ready text not null,          -- the readiness questions that were answered yes, a blank between
  ready_note text not null,
  begun_at bigint not null,
  begun_by text not null,
  ends_on text not null,        -- YYYY-MM-DD
  outcome text not null check (outcome in ('open', 'adopted', 'stopped')),
  decided_at bigint,
  decided_by text,
  decision text not null        -- why, in the words of whoever decided
);

create table manual_practice_person (
  practice_id text not null references manual_practice (id),
  person_id text not null,
  primary key (practice_id, person_id)
);

-- What somebody learned: in two taps, with words if they like.
create table manual_learning (
  id text primary key,
  practice_id text not null references manual_practice (id),
  person_id text not null,
  at bigint not null,
  kind text not null check (kind in ('worked', 'hard', 'idea')),
  words text not null
);
create index manual_learning_practice on manual_learning (practice_id, at);

-- Clauses somebody has to look at again, and why.
create table manual_review (
  id text primary key,
  document_id text not null references manual_document (id),
  clauses text not null,        -- ids, a blank between; '' for the whole document
  cause text not null check (cause in ('new-service', 'new-app', 'app-retired', 'plan-changed', 'way-of-working', 'fact-expired', 'other')),
  about text not null,          -- in the words of whoever opened it, or the id of the fact or the app
  source text not null,         -- what opened it, so that it opens once: '' when a person did
  opened_at bigint not null,
  opened_by text,
  closed_at bigint,
  closed_by text,
  outcome text not null         -- what came of it; '' while it is open
);
create index manual_review_open on manual_review (closed_at, opened_at);
create unique index manual_review_source on manual_review (source) where source <> '';

-- What a vendor says, or somebody found out: true on a day, looked at again by another.
create table manual_fact (
  id text primary key,
  subject text not null,
  statement_en text not null,
  statement_fr text not null,
  source text not null,
  checked_on text not null,     -- YYYY-MM-DD
  review_by text not null,      -- YYYY-MM-DD
  clauses text not null,        -- ids of the clauses that rest on it, a blank between
  written_by text not null,
  retired_at bigint
);

-- A language the agency adds for the public page, beside English and French.
create table manual_language (
  id text primary key,          -- a language tag: ar
  name text not null,           -- in its own words
  rtl bigint not null,
  added_at bigint not null
);

-- A word in such a language; the term names the word by its English.
create table manual_word_other (
  language_id text not null references manual_language (id),
  term_en text not null,
  term text not null,
  meaning text not null,
  primary key (language_id, term_en)
);

-- A notice for clients, in a language (also en and fr).
create table manual_notice (
  id text not null,
  language_id text not null,
  title text not null,
  words text not null,
  place bigint not null,
  primary key (id, language_id)
);

-- The decision on personal devices: one at a time is open, the newest decided one counts.
create table manual_device_decision (
  id text primary key,
  begun_at bigint not null,
  begun_by text not null,
  staff_safety text not null,   -- what was said of each of the four risks (T-025 to T-028)
  client_safety text not null,
  work_life text not null,
  fairness text not null,
  alternatives text not null,
  staff_heard text not null,
  board_heard text not null,
  minute_blob text not null,    -- the attached minute; '' when there is none
  minute_name text not null,
  outcome text not null check (outcome in ('open', 'not-used', 'may', 'must')),
  reason text not null,
  decided_at bigint,
  decided_by text
);
create unique index manual_device_one_open on manual_device_decision (outcome) where outcome = 'open';

-- A position or a posting whose text must say that a device of one's own is needed (T-033, T-034).
create table manual_device_text (
  id text primary key,
  decision_id text not null references manual_device_decision (id),
  kind text not null check (kind in ('position', 'posting')),
  which text not null,          -- the id of the position, or the title of the posting
  asked_at bigint not null,
  confirmed_at bigint,
  confirmed_by text,
  place text not null           -- where the text stands
);
