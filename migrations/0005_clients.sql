-- Client files, and the conversations filed with them.
-- "sealed" columns open only with the client's key, or the uploaded file's own.

create table client (
  id text primary key,
  key_id text not null,
  code text not null unique,   -- C-7F3A: what may stand on the trail
  name text not null,          -- sealed
  called text not null,        -- sealed
  contact text not null,       -- sealed: how it is safe to reach them
  opened_at bigint not null,
  opened_by text not null
);

-- Who works with whom: the only way to see a client at all.
create table assignment (
  id text primary key,
  client_id text not null references client (id),
  person_id text not null,
  began_at bigint not null,
  ended_at bigint
);
create unique index one_open_assignment on assignment (client_id, person_id) where ended_at is null;
create index assignment_person on assignment (person_id, ended_at);

-- A file that was handed in, on its way to a client.
create table upload (
  id text primary key,
  code text not null unique,   -- U-7F3A
  blob_id text not null,
  key_id text not null,
  mark text not null,          -- keyed hash: the same file is recognised
  size bigint not null,
  name text not null,          -- sealed: it often holds the client's name
  by_id text not null,
  at bigint not null,
  state text not null,         -- received, asking, reading, read, filed, failed, discarded
  reason text,                 -- why it could not be read
  round bigint not null,       -- grows when the answers change: a late reader stops
  client_id text,
  phone_id text,
  survey text,                 -- sealed
  answers text,                -- sealed
  bytes bigint not null,       -- of the chat text; every one lies in an entry
  messages bigint not null,
  problems bigint not null,
  known bigint not null,       -- messages an earlier conversation holds already
  first_at bigint,             -- of the new messages
  last_at bigint
);
create index upload_by on upload (by_id, at);
create index upload_mark on upload (mark, by_id);

-- What was read, in the order of the file: a message, or bytes nobody understood.
create table entry (
  upload_id text not null references upload (id),
  ordinal bigint not null,
  what text not null,          -- message, problem
  line bigint not null,
  mark text,                   -- keyed: the same message in another export
  known bigint not null,       -- 1: filed before
  sealed text not null,
  primary key (upload_id, ordinal)
);
create index entry_mark on entry (mark);

create table conversation (
  id text primary key,
  code text not null unique,   -- W-7F3A
  client_id text not null references client (id),
  upload_id text not null unique references upload (id),
  phone_id text,
  first_at bigint,
  last_at bigint,
  messages bigint not null,    -- in the file
  added bigint not null,       -- of them, new
  problems bigint not null,
  filed_at bigint not null,
  filed_by text not null,
  deleted_at bigint,           -- when the copy on the phone went
  deleted_by text
);
create index conversation_client on conversation (client_id, last_at);

-- When somebody was last written down as reading or copying: once a viewing, not once a page.
create table viewing (
  conversation_id text not null references conversation (id),
  person_id text not null,
  what text not null,
  at bigint not null,
  primary key (conversation_id, person_id, what)
);
