-- What people say about duties. The duties themselves are nowhere: they follow from the trail.

-- Somebody put a duty off on their own page. It is owed all the same.
create table duty_put_off (
  person_id text not null references person (id),
  duty_id text not null,
  -- shown again on that day
  until_day text not null,
  primary key (person_id, duty_id)
);

-- The rules for which "it was done elsewhere" counts.
create table elsewhere_rule (
  rule_id text not null primary key,
  allowed_by text not null,
  allowed_at bigint not null
);

-- What somebody wrote when they said that a duty was done elsewhere.
create table elsewhere_note (
  id text not null primary key,
  duty_id text not null,
  by_id text not null references person (id),
  at bigint not null,
  key_id text not null,
  note text not null
);
create index elsewhere_note_duty on elsewhere_note (duty_id);

-- Somebody or something is excused from a rule for a while.
create table rule_exception (
  id text not null primary key,
  rule_id text not null,
  -- the duty from which it was asked
  duty_id text not null,
  -- who or what is excused: `phone` and its id
  slot text not null,
  subject_id text not null,
  -- whom it spares a duty, ids with commas between
  spares text not null,
  -- 1: only the asker, those it spares and who answers read the reason
  private bigint not null,
  key_id text not null,
  reason text not null,
  until_day text not null,
  asked_by text not null references person (id),
  asked_at bigint not null,
  -- granted, refused, dropped
  answer text,
  answered_by text,
  answered_at bigint,
  -- the trail entry that granted it
  granted_seq bigint,
  -- ended before its day
  ended_at bigint,
  ended_by text
);
create index rule_exception_asked on rule_exception (asked_at);
-- One at a time for one thing: the next begins when this one is over.
create unique index one_open_exception on rule_exception (rule_id, slot, subject_id) where answer is null;
