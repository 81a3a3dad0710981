-- Teams, programmes and positions; who was what from when until when; working days and days off;
-- leaving on a day to come; the files people came in by.

-- A team, a programme or site, or a position.
create table unit (
  id text primary key,
  kind text not null check (kind in ('team', 'programme', 'position')),
  name text not null,                   -- in English, or as everybody says it
  name_fr text not null,                -- '' where it is called the same
  name_folded text not null,            -- lower case without accents: for order and search
  agency_phone bigint not null,         -- a position: uses a phone of the agency
  own_device bigint not null,           -- a position: must use a device of one's own (T-033, T-034)
  made_at bigint not null,
  closed_at bigint
);
create index unit_kind on unit (kind, name_folded);
create unique index unit_name on unit (kind, name_folded) where closed_at is null;

-- Who was what, from when until when. What is so now has no end.
-- what: here, kind, role, supervisor, team, programme, position, lead; which: the id of it ('' for here).
create table person_span (
  person_id text not null references person (id),
  what text not null,
  which text not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (person_id, what, which, began_at)
);
create index person_span_which on person_span (what, which, began_at);
create unique index person_span_open on person_span (person_id, what, which) where ended_at is null;

-- What the trail knows already.
insert into person_span (person_id, what, which, began_at, ended_at)
select who.subject_id, 'here', '', b.at,
  (select min(e.at) from trail e join trail_subject ew on ew.seq = e.seq and ew.slot = 'person' and ew.subject_id = who.subject_id
   where e.deed = 'person.left' and e.seq > b.seq)
from trail b join trail_subject who on who.seq = b.seq and who.slot = 'person' join person p on p.id = who.subject_id
where b.deed = 'person.joined'
on conflict do nothing;

insert into person_span (person_id, what, which, began_at, ended_at)
select who.subject_id, 'role', r.subject_id, b.at,
  (select min(e.at) from trail e join trail_subject ew on ew.seq = e.seq and ew.slot = 'person' and ew.subject_id = who.subject_id
   join trail_subject er on er.seq = e.seq and er.slot = 'role' and er.subject_id = r.subject_id
   where e.deed = 'role.ended' and e.seq > b.seq)
from trail b join trail_subject who on who.seq = b.seq and who.slot = 'person'
join trail_subject r on r.seq = b.seq and r.slot = 'role' join person p on p.id = who.subject_id
where b.deed = 'role.granted'
on conflict do nothing;

insert into person_span (person_id, what, which, began_at, ended_at)
select who.subject_id, 'supervisor', s.subject_id, b.at,
  (select min(e.at) from trail e join trail_subject ew on ew.seq = e.seq and ew.slot = 'person' and ew.subject_id = who.subject_id
   join trail_subject es on es.seq = e.seq and es.slot = 'supervisor' and es.subject_id = s.subject_id
   where e.deed = 'supervision.ended' and e.seq > b.seq)
from trail b join trail_subject who on who.seq = b.seq and who.slot = 'person'
join trail_subject s on s.seq = b.seq and s.slot = 'supervisor' join person p on p.id = who.subject_id
where b.deed = 'supervision.began'
on conflict do nothing;

-- The week, the province and the holidays nobody keeps here, from a day on.
create table working_week (
  from_day text primary key,            -- YYYY-MM-DD
  days text not null,                   -- 1 is Monday: '12345'
  province text not null,
  unkept text not null,                 -- holidays of the province that are worked, by their English name, one a line
  set_at bigint not null
);

-- A day off of the organisation's own.
create table day_off (
  day text primary key,                 -- YYYY-MM-DD
  name text not null,
  added_at bigint not null
);

-- Somebody leaves at the end of a day to come.
create table departure (
  person_id text primary key references person (id),
  last_day text not null,               -- YYYY-MM-DD
  successor_id text references person (id),  -- who takes over those they supervise
  noted_by text not null,
  noted_at bigint not null
);

-- Which column of a file is which, as somebody last said.
create table sheet_choice (
  kind text not null,
  head text not null,                   -- folded
  column_id text not null,              -- '' for none
  primary key (kind, head)
);

-- A file that was brought in, and what came of it, so that it can be undone.
create table intake (
  id text primary key,
  kind text not null,
  seq bigint not null,                  -- the last line of the trail that belongs to it
  by_id text not null,
  at bigint not null,
  undone_at bigint
);
create index intake_at on intake (at);
create table intake_row (
  intake_id text not null references intake (id),
  subject_id text not null,
  primary key (intake_id, subject_id)
);
