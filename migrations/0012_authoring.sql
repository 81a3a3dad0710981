-- Writing the manual: clauses that retire and say who decided how firm they are,
-- drafts that go to review, editions that are minor or material and may begin
-- later, questions, acknowledgements with their language and the hash of the
-- text, suggestions, words for clients and in other languages.

-- A clause that asks nothing of anybody any more.
alter table manual_clause add column retired bigint not null default 0 check (retired in (0, 1));
-- Who chose the strength, in the agency's words (V-013, V-014); '' when nobody wrote it down.
alter table manual_clause add column decided_by text not null default '';
-- YYYY-MM-DD or ''.
alter table manual_clause add column decided_on text not null default '';
alter table manual_clause add column decided_why text not null default '';
-- Whether a lawyer was asked, and what they said (V-015).
alter table manual_clause add column counsel text not null default '';
-- The law it stands on (V-016).
alter table manual_clause add column law text not null default '';
-- Ids of the practices it was learned from, a blank between (T-011).
alter table manual_clause add column practices text not null default '';

-- Whether the reader knows what a clause asks: a question, its choices one a line, the number of the right one.
create table manual_question (
  edition_id text not null references manual_edition (id),
  id text not null,
  clause_id text not null,
  place bigint not null,
  ask_en text not null,
  ask_fr text not null,
  choices_en text not null,
  choices_fr text not null,
  right_one bigint not null,    -- from 1
  primary key (edition_id, id)
);

alter table manual_edition add column review_asked_at bigint;
alter table manual_edition add column review_asked_by text;
alter table manual_edition add column change_kind text not null default 'material' check (change_kind in ('minor', 'material'));

-- Who read a draft that was in review, and what they say of it.
create table manual_look (
  edition_id text not null references manual_edition (id),
  person_id text not null,
  at bigint not null,
  words text not null,
  primary key (edition_id, person_id)
);

-- How somebody accepted: by themselves, or on paper, written down by somebody else.
alter table manual_acknowledgement add column language text not null default '';
alter table manual_acknowledgement add column text_hash text not null default '';
alter table manual_acknowledgement add column how text not null default 'self' check (how in ('self', 'paper', 'behalf'));
alter table manual_acknowledgement add column by_person text not null default '';
alter table manual_acknowledgement add column remark text not null default '';
create index manual_acknowledgement_edition on manual_acknowledgement (edition_id);

create table manual_suggestion (
  id text primary key,
  document_id text not null references manual_document (id),
  clause_id text not null,      -- '' when it is about the whole document
  person_id text not null,
  at bigint not null,
  words text not null,
  outcome text not null check (outcome in ('open', 'taken', 'later', 'not')),
  answer text not null,
  answered_by text,
  answered_at bigint
);
create index manual_suggestion_document on manual_suggestion (document_id, outcome);

-- What a word means in the words for clients; '' where it is the same.
alter table manual_word add column clients_en text not null default '';
alter table manual_word add column clients_fr text not null default '';

-- Whom Keepwell asked to read and accept which edition, so that nobody is asked twice.
create table manual_asked (
  person_id text not null,
  edition_id text not null references manual_edition (id),
  at bigint not null,
  primary key (person_id, edition_id)
);
