-- The manual: documents, their editions, and in each edition its sections,
-- clauses, rules and words, in English and in French. The rows of a published
-- edition never change; a draft is copied from one and edited.

create table manual_document (
  id text primary key,          -- as in the file: technology
  created_at bigint not null
);

create table manual_edition (
  id text primary key,
  document_id text not null references manual_document (id),
  state text not null check (state in ('draft', 'published', 'superseded', 'discarded')),
  number bigint,                -- from 1, given when it is published
  based_on text references manual_edition (id),
  created_at bigint not null,
  created_by text,              -- null: Keepwell itself
  published_at bigint,
  published_by text,
  effective_at bigint,
  reason text not null,         -- what changed and why, in the publisher's words
  waiver_reason text,           -- why one person both wrote and published it
  title_en text not null,
  title_fr text not null,
  intro_en text not null,
  intro_fr text not null,
  words_title_en text not null, -- the heading of the word list; '' when there is none
  words_title_fr text not null,
  words_head_en text not null,  -- its two column heads, a bar between
  words_head_fr text not null,
  unique (document_id, number)
);
create unique index manual_one_draft on manual_edition (document_id) where state = 'draft';

-- Who wrote in a draft: whoever publishes should not be the only one.
create table manual_author (
  edition_id text not null references manual_edition (id),
  person_id text not null,
  primary key (edition_id, person_id)
);

create table manual_section (
  edition_id text not null references manual_edition (id),
  id text not null,
  place bigint not null,
  title_en text not null,
  title_fr text not null,
  intro_en text not null,
  intro_fr text not null,
  primary key (edition_id, id)
);

create table manual_clause (
  edition_id text not null references manual_edition (id),
  id text not null,
  section_id text not null,
  place bigint not null,
  revision bigint not null,     -- counts the edits of a draft
  strength text not null check (strength in ('option', 'recommendation', 'requirement')),
  stage text not null check (stage in ('practice', 'policy')),
  sources text not null,        -- ids of the founding clauses, a blank between
  audience text not null,       -- words, a blank between
  title_en text not null,
  title_fr text not null,
  text_en text not null,
  text_fr text not null,
  primary key (edition_id, id)
);

create table manual_rule (
  edition_id text not null references manual_edition (id),
  id text not null,
  clause_id text not null,
  place bigint not null,
  line_en text not null,
  line_fr text not null,
  primary key (edition_id, id)
);

create table manual_word (
  edition_id text not null references manual_edition (id),
  place bigint not null,
  term_en text not null,
  term_fr text not null,
  meaning_en text not null,
  meaning_fr text not null,
  primary key (edition_id, place)
);

create table manual_acknowledgement (
  person_id text not null,
  edition_id text not null references manual_edition (id),
  at bigint not null,
  primary key (person_id, edition_id)
);
