-- Signing in: when a session was last proved, second factors, codes, and the steps between two pages.

alter table session add column proved_at bigint;      -- null: at created_at
alter table session add column confined_to text;      -- only pages under this path, until a second factor is there

alter table passphrase add column short bigint;       -- 1: fewer than 15 letters, good only beside a second factor

-- Codes from an app (RFC 6238). The secret is sealed; last_step is the newest step that was used.
create table totp (
  person_id text primary key references person (id),
  key_id text not null,
  secret text not null,
  made_at bigint not null,
  last_step bigint not null
);

-- Passkeys: public keys, nothing secret.
create table passkey (
  id text primary key,                  -- the credential id, base64url
  person_id text not null references person (id),
  name text not null,
  credential text not null,             -- JSON
  made_at bigint not null,
  used_at bigint
);
create index passkey_person on passkey (person_id);

-- Challenges that were answered: none is answered twice.
create table passkey_answered (
  challenge text primary key,           -- a keyed hash
  expires_at bigint not null
);

create table recovery_code (
  person_id text not null references person (id),
  code_hash text not null,              -- a keyed hash
  made_at bigint not null,
  used_at bigint,
  primary key (person_id, code_hash)
);

-- Somebody whose passphrase was right and whose second factor is awaited.
create table half_sign_in (
  token_hash text primary key,
  person_id text not null references person (id),
  expires_at bigint not null
);

-- When somebody who must have a second factor was told so first.
create table second_factor_told (
  person_id text primary key references person (id),
  at bigint not null
);

-- A link on a printed slip has a short code besides; who made it.
alter table invitation add column code_hash text;
alter table invitation add column made_by text;
create index invitation_code on invitation (code_hash);
