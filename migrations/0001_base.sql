-- The ground floor: settings, the trail, sessions, keys, files, jobs, mail.
-- Instants are bigint milliseconds UTC, days text YYYY-MM-DD, truth bigint 0/1.

create table setting (
  name text primary key,
  value text not null
);

-- What happened, one line a deed. Never updated, never deleted from.
create table trail (
  seq bigint primary key,
  deed text not null,
  at bigint not null,           -- when it happened
  recorded_at bigint not null,  -- when it was written
  actor_id text,                -- null: Keepwell itself
  subjects text not null,       -- slot=id, sorted, one a line
  detail text not null,         -- name=value, sorted, one a line: never names, never content
  hash text not null            -- HMAC-SHA-256 over the hash before and this line
);
create index trail_at on trail (at);

-- The index from a subject to its lines.
create table trail_subject (
  slot text not null,
  subject_id text not null,
  seq bigint not null,
  primary key (slot, subject_id, seq)
);

-- One row: the last line's number and hash, locked by whoever appends.
create table trail_head (
  one bigint primary key check (one = 1),
  seq bigint not null,
  hash text not null
);
insert into trail_head (one, seq, hash) values (1, 0, '');

create table session (
  token_hash text primary key,
  person_id text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  agent text not null
);
create index session_person on session (person_id);

create table attempt (
  bucket text not null,
  at bigint not null
);
create index attempt_bucket on attempt (bucket, at);

create table data_key (
  id text primary key,
  purpose text not null,
  wrapped text not null,
  created_at bigint not null,
  destroyed_at bigint
);

create table blob (
  id text primary key,
  key_id text not null,
  name text not null,      -- sealed
  sha256 text not null,    -- keyed: equal files are recognised, contents are not guessed
  size bigint not null,
  created_at bigint not null
);
create index blob_sha256 on blob (sha256);

create table job (
  id text primary key,
  kind text not null,
  payload text not null,
  actor_id text,
  run_at bigint not null,
  attempts bigint not null,
  locked_until bigint not null,
  done_at bigint,
  last_error text
);
create index job_due on job (done_at, run_at);

create table mail (
  id text primary key,
  to_address text not null,
  subject text not null,
  body text not null,
  created_at bigint not null,
  sent_at bigint,
  way text                 -- smtp or outbox
);
