-- Phones: what the organisation owns, whose hands each is in, and what is on it.

create table phone (
  id text primary key,
  label text not null,         -- what the sticker says
  folded text not null,        -- the label as it is compared
  number text not null,        -- +14165550114
  typed text not null,         -- the number as somebody wrote it
  platform text not null check (platform in ('ios', 'android')),
  carrier text not null,
  place text not null check (place in ('shelf', 'drawer', 'holder', 'off-site')),
  left_at bigint,              -- since when it is off site
  backup text check (backup in ('on', 'off')), -- WhatsApp's cloud backup as last seen; null: nobody looked
  backup_seen_at bigint,
  apps_checked_at bigint,
  added_at bigint not null,
  retired_at bigint,
  version bigint not null      -- who decides on a stale row is sent back to look
);
create unique index one_label on phone (folded) where retired_at is null;
create unique index one_number on phone (number) where retired_at is null;

-- Whose hands. It covers its first instant and not its last.
create table custody (
  id text primary key,
  phone_id text not null references phone (id),
  person_id text not null,
  began_at bigint not null,
  ended_at bigint
);
create unique index one_open_custody on custody (phone_id) where ended_at is null;
create index custody_phone on custody (phone_id, began_at);
create index custody_person on custody (person_id);

create table passcode (
  phone_id text primary key references phone (id),
  key_id text not null,        -- a key of its own, destroyed with the next change
  sealed text not null,
  changed_at bigint not null,
  changed_by text not null
);

create table off_site_request (
  id text primary key,
  phone_id text not null references phone (id),
  asker_id text not null,
  key_id text not null,
  reason text not null,        -- sealed
  wanted_at bigint not null,
  asked_at bigint not null,
  answer text check (answer in ('permitted', 'refused', 'dropped')),
  answered_at bigint,          -- when it was said; it may have been written down later
  answered_by text,
  word text,                   -- sealed
  used_at bigint               -- the trip it allowed
);
create unique index one_open_request on off_site_request (phone_id) where answer is null;
create index off_site_request_phone on off_site_request (phone_id, asked_at);

create table app (
  id text primary key,
  name text not null,
  folded text not null unique,
  status text not null check (status in ('seen', 'asked', 'approved', 'refused', 'withdrawn')),
  asked_by text,
  asked_at bigint,
  key_id text,
  why text,                    -- sealed
  decided_by text,
  decided_at bigint
);

create table app_on_phone (
  phone_id text not null references phone (id),
  app_id text not null references app (id),
  since bigint not null,
  primary key (phone_id, app_id)
);
