-- A closed programme opens a review that says a service ended; until now one word stood for begun and ended.
create table manual_review_new (
  id text primary key,
  document_id text not null references manual_document (id),
  clauses text not null,        -- ids, a blank between; '' for the whole document
  cause text not null check (cause in ('new-service', 'service-ended', 'new-app', 'app-retired', 'plan-changed', 'way-of-working', 'fact-expired', 'other')),
  about text not null,          -- in the words of whoever opened it, or the id of the fact or the app
  source text not null,         -- what opened it, so that it opens once: '' when a person did
  opened_at bigint not null,
  opened_by text,
  closed_at bigint,
  closed_by text,
  outcome text not null         -- what came of it; '' while it is open
);
insert into manual_review_new (id, document_id, clauses, cause, about, source, opened_at, opened_by, closed_at, closed_by, outcome)
select r.id, r.document_id, r.clauses,
  case when r.cause = 'new-service' and exists (select 1 from trail t where t.deed = 'programme.closed' and r.source like 'programme:' || t.seq || ':%')
    then 'service-ended' else r.cause end,
  r.about, r.source, r.opened_at, r.opened_by, r.closed_at, r.closed_by, r.outcome
from manual_review r;
drop table manual_review;
alter table manual_review_new rename to manual_review;
create index manual_review_open on manual_review (closed_at, opened_at);
create unique index manual_review_source on manual_review (source) where source <> '';
