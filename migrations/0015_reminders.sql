-- How people are reminded of what they owe.

-- On which days of the week somebody wants their letter; without a row, on the organisation's working days.
create table reminder_choice (
  person_id text not null primary key references person (id),
  -- digits, 1 is Monday
  days text not null
);

-- One letter a person and morning.
create table reminder_sent (
  person_id text not null references person (id),
  day text not null,
  at bigint not null,
  primary key (person_id, day)
);

-- The address of somebody's calendar; whoever has it needs no passphrase. Only its hash is kept.
create table calendar_feed (
  person_id text not null primary key references person (id),
  token_hash text not null,
  made_at bigint not null,
  unique (token_hash)
);
