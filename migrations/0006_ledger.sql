-- The ledger: the trail sealed into a tree, versions of the master key, tries at what is not one's own.

-- From an entry back to what it is about: the check reads the index in the order of the trail.
create index trail_subject_seq on trail_subject (seq);

-- Signed statements: so many entries, this root (RFC 6962). Added to, never changed.
create table trail_checkpoint (
  size bigint primary key,        -- entries it speaks of
  number bigint not null unique,  -- 1, 2, 3 … without a gap
  frontier text not null,         -- roots of the whole subtrees, left to right, hex, one a line: where the next one goes on
  note text not null,             -- the signed note (C2SP): origin, size, root, signature
  made_at bigint not null
);

-- Which version of the master key wraps a data key.
alter table data_key add column version bigint not null default 1;
create index data_key_version on data_key (version);

-- How often somebody came to a door behind which content lies, and was turned away. One row a day.
create table denied (
  person_id text not null,        -- empty: somebody who was not signed in
  permit text not null,
  day text not null,
  times bigint not null,
  last_at bigint not null,
  primary key (person_id, permit, day)
);
