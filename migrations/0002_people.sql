-- Persons, their roles and supervisors, passphrases, and the links that let one choose a passphrase.

create table person (
  id text primary key,
  name text not null,
  name_folded text not null,            -- lower case without accents: for order and search
  email text not null,
  email_folded text not null unique,    -- lower case: one person, one e-mail
  language text not null,
  supervisor_id text references person (id),
  joined_on text not null,              -- YYYY-MM-DD
  left_at bigint
);
create index person_name on person (name_folded, id);
create index person_supervisor on person (supervisor_id);

-- The roles people hold now. Who held which one when is in the trail.
create table person_role (
  person_id text not null references person (id),
  role text not null,
  primary key (person_id, role)
);
create index person_role_role on person_role (role);

create table passphrase (
  person_id text primary key references person (id),
  hash text not null,                   -- argon2id, as a PHC string
  set_at bigint not null
);

-- A link that works once. Only its hash is here.
create table invitation (
  token_hash text primary key,
  person_id text not null references person (id),
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index invitation_person on invitation (person_id);

-- One row once set-up was done: what two set-ups at once meet at.
create table set_up (
  one bigint primary key check (one = 1),
  at bigint not null
);
