-- Every table of Keepwell, as the migrations make them: to read, never to run.
-- Made by a test (KEEPWELL_BLESS=1 cargo test -p house), which also proves that
-- SQLite and PostgreSQL have the same tables, columns, keys and indexes.
-- Why a column is there stands beside it in migrations/.

create table app (
  id text not null,
  name text not null,
  folded text not null,
  status text not null,
  asked_by text,
  asked_at bigint,
  key_id text,
  why text,
  decided_by text,
  decided_at bigint,
  primary key (id),
  unique (folded)
);

create table app_on_phone (
  phone_id text not null,
  app_id text not null,
  since bigint not null,
  primary key (phone_id, app_id),
  foreign key (app_id) references app (id),
  foreign key (phone_id) references phone (id)
);

create table assignment (
  id text not null,
  client_id text not null,
  person_id text not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (id),
  foreign key (client_id) references client (id)
);
create index assignment_person on assignment (person_id, ended_at);
create unique index one_open_assignment on assignment (client_id, person_id) where ended_at is null;

create table attempt (
  bucket text not null,
  at bigint not null
);
create index attempt_bucket on attempt (bucket, at);

create table blob (
  id text not null,
  key_id text not null,
  name text not null,
  sha256 text not null,
  size bigint not null,
  created_at bigint not null,
  primary key (id)
);
create index blob_sha256 on blob (sha256);

create table calendar_feed (
  person_id text not null,
  token_hash text not null,
  made_at bigint not null,
  primary key (person_id),
  unique (token_hash),
  foreign key (person_id) references person (id)
);

create table client (
  id text not null,
  key_id text not null,
  code text not null,
  name text not null,
  called text not null,
  contact text not null,
  opened_at bigint not null,
  opened_by text not null,
  primary key (id),
  unique (code)
);

create table conversation (
  id text not null,
  code text not null,
  client_id text not null,
  upload_id text not null,
  phone_id text,
  first_at bigint,
  last_at bigint,
  messages bigint not null,
  added bigint not null,
  problems bigint not null,
  filed_at bigint not null,
  filed_by text not null,
  deleted_at bigint,
  deleted_by text,
  damaged bigint not null default 0,
  primary key (id),
  unique (code),
  unique (upload_id),
  foreign key (client_id) references client (id),
  foreign key (upload_id) references upload (id)
);
create index conversation_client on conversation (client_id, last_at);

create table custody (
  id text not null,
  phone_id text not null,
  person_id text not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (id),
  foreign key (phone_id) references phone (id)
);
create index custody_person on custody (person_id);
create index custody_phone on custody (phone_id, began_at);
create unique index one_open_custody on custody (phone_id) where ended_at is null;

create table data_key (
  id text not null,
  purpose text not null,
  wrapped text not null,
  created_at bigint not null,
  destroyed_at bigint,
  version bigint not null default 1,
  primary key (id)
);
create index data_key_version on data_key (version);

create table day_off (
  day text not null,
  name text not null,
  added_at bigint not null,
  primary key (day)
);

create table denied (
  person_id text not null,
  permit text not null,
  day text not null,
  times bigint not null,
  last_at bigint not null,
  primary key (person_id, permit, day)
);

create table departure (
  person_id text not null,
  last_day text not null,
  successor_id text,
  noted_by text not null,
  noted_at bigint not null,
  primary key (person_id),
  foreign key (person_id) references person (id),
  foreign key (successor_id) references person (id)
);

create table duty_put_off (
  person_id text not null,
  duty_id text not null,
  until_day text not null,
  primary key (person_id, duty_id),
  foreign key (person_id) references person (id)
);

create table elsewhere_note (
  id text not null,
  duty_id text not null,
  by_id text not null,
  at bigint not null,
  key_id text not null,
  note text not null,
  primary key (id),
  foreign key (by_id) references person (id)
);
create index elsewhere_note_duty on elsewhere_note (duty_id);

create table elsewhere_rule (
  rule_id text not null,
  allowed_by text not null,
  allowed_at bigint not null,
  primary key (rule_id)
);

create table entry (
  upload_id text not null,
  ordinal bigint not null,
  what text not null,
  line bigint not null,
  mark text,
  known bigint not null,
  sealed text not null,
  place bigint,
  primary key (upload_id, ordinal),
  foreign key (upload_id) references upload (id)
);
create index entry_mark on entry (mark);

create table half_sign_in (
  token_hash text not null,
  person_id text not null,
  expires_at bigint not null,
  primary key (token_hash),
  foreign key (person_id) references person (id)
);

create table intake (
  id text not null,
  kind text not null,
  seq bigint not null,
  by_id text not null,
  at bigint not null,
  undone_at bigint,
  primary key (id)
);
create index intake_at on intake (at);

create table intake_row (
  intake_id text not null,
  subject_id text not null,
  primary key (intake_id, subject_id),
  foreign key (intake_id) references intake (id)
);

create table invitation (
  token_hash text not null,
  person_id text not null,
  made_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  code_hash text,
  made_by text,
  primary key (token_hash),
  foreign key (person_id) references person (id)
);
create index invitation_code on invitation (code_hash);
create index invitation_person on invitation (person_id);

create table job (
  id text not null,
  kind text not null,
  payload text not null,
  actor_id text,
  run_at bigint not null,
  attempts bigint not null,
  locked_until bigint not null,
  done_at bigint,
  last_error text,
  repeat_key text,
  every bigint,
  ended_at bigint,
  given_up_at bigint,
  primary key (id)
);
create index job_due on job (done_at, run_at);
create unique index job_repeat_key on job (repeat_key);

create table mail (
  id text not null,
  to_address text not null,
  subject text not null,
  body text not null,
  created_at bigint not null,
  sent_at bigint,
  way text,
  primary key (id)
);

create table manual_acknowledgement (
  person_id text not null,
  edition_id text not null,
  at bigint not null,
  language text not null default '',
  text_hash text not null default '',
  how text not null default 'self',
  by_person text not null default '',
  remark text not null default '',
  primary key (person_id, edition_id),
  foreign key (edition_id) references manual_edition (id)
);
create index manual_acknowledgement_edition on manual_acknowledgement (edition_id);

create table manual_asked (
  person_id text not null,
  edition_id text not null,
  at bigint not null,
  primary key (person_id, edition_id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_author (
  edition_id text not null,
  person_id text not null,
  primary key (edition_id, person_id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_clause (
  edition_id text not null,
  id text not null,
  section_id text not null,
  place bigint not null,
  revision bigint not null,
  strength text not null,
  stage text not null,
  sources text not null,
  audience text not null,
  title_en text not null,
  title_fr text not null,
  text_en text not null,
  text_fr text not null,
  retired bigint not null default 0,
  decided_by text not null default '',
  decided_on text not null default '',
  decided_why text not null default '',
  counsel text not null default '',
  law text not null default '',
  practices text not null default '',
  primary key (edition_id, id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_device_decision (
  id text not null,
  begun_at bigint not null,
  begun_by text not null,
  staff_safety text not null,
  client_safety text not null,
  work_life text not null,
  fairness text not null,
  alternatives text not null,
  staff_heard text not null,
  board_heard text not null,
  minute_blob text not null,
  minute_name text not null,
  outcome text not null,
  reason text not null,
  decided_at bigint,
  decided_by text,
  primary key (id)
);
create unique index manual_device_one_open on manual_device_decision (outcome) where outcome = 'open';

create table manual_device_text (
  id text not null,
  decision_id text not null,
  kind text not null,
  which text not null,
  asked_at bigint not null,
  confirmed_at bigint,
  confirmed_by text,
  place text not null,
  dropped_at bigint,
  primary key (id),
  foreign key (decision_id) references manual_device_decision (id)
);

create table manual_document (
  id text not null,
  created_at bigint not null,
  primary key (id)
);

create table manual_edition (
  id text not null,
  document_id text not null,
  state text not null,
  number bigint,
  based_on text,
  created_at bigint not null,
  created_by text,
  published_at bigint,
  published_by text,
  effective_at bigint,
  reason text not null,
  waiver_reason text,
  title_en text not null,
  title_fr text not null,
  intro_en text not null,
  intro_fr text not null,
  words_title_en text not null,
  words_title_fr text not null,
  words_head_en text not null,
  words_head_fr text not null,
  review_asked_at bigint,
  review_asked_by text,
  change_kind text not null default 'material',
  primary key (id),
  unique (document_id, number),
  foreign key (based_on) references manual_edition (id),
  foreign key (document_id) references manual_document (id)
);
create unique index manual_one_draft on manual_edition (document_id) where state = 'draft';

create table manual_fact (
  id text not null,
  subject text not null,
  statement_en text not null,
  statement_fr text not null,
  source text not null,
  checked_on text not null,
  review_by text not null,
  clauses text not null,
  written_by text not null,
  retired_at bigint,
  primary key (id)
);

create table manual_language (
  id text not null,
  name text not null,
  rtl bigint not null,
  added_at bigint not null,
  title text not null default '',
  lede text not null default '',
  primary key (id)
);

create table manual_learning (
  id text not null,
  practice_id text not null,
  person_id text not null,
  at bigint not null,
  kind text not null,
  words text not null,
  primary key (id),
  foreign key (practice_id) references manual_practice (id)
);
create index manual_learning_practice on manual_learning (practice_id, at);

create table manual_look (
  edition_id text not null,
  person_id text not null,
  at bigint not null,
  words text not null,
  primary key (edition_id, person_id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_notice (
  id text not null,
  language_id text not null,
  title text not null,
  words text not null,
  place bigint not null,
  primary key (id, language_id)
);

create table manual_practice (
  id text not null,
  document_id text not null,
  tool text not null,
  purpose text not null,
  clauses text not null,
  ready text not null,
  ready_note text not null,
  begun_at bigint not null,
  begun_by text not null,
  ends_on text not null,
  outcome text not null,
  decided_at bigint,
  decided_by text,
  decision text not null,
  primary key (id),
  foreign key (document_id) references manual_document (id)
);

create table manual_practice_person (
  practice_id text not null,
  person_id text not null,
  primary key (practice_id, person_id),
  foreign key (practice_id) references manual_practice (id)
);

create table manual_question (
  edition_id text not null,
  id text not null,
  clause_id text not null,
  place bigint not null,
  ask_en text not null,
  ask_fr text not null,
  choices_en text not null,
  choices_fr text not null,
  right_one bigint not null,
  primary key (edition_id, id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_review (
  id text not null,
  document_id text not null,
  clauses text not null,
  cause text not null,
  about text not null,
  source text not null,
  opened_at bigint not null,
  opened_by text,
  closed_at bigint,
  closed_by text,
  outcome text not null,
  called_en text not null default '',
  called_fr text not null default '',
  primary key (id),
  foreign key (document_id) references manual_document (id)
);
create index manual_review_open on manual_review (closed_at, opened_at);
create unique index manual_review_source on manual_review (source) where source <> '';

create table manual_rule (
  edition_id text not null,
  id text not null,
  clause_id text not null,
  place bigint not null,
  line_en text not null,
  line_fr text not null,
  primary key (edition_id, id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_section (
  edition_id text not null,
  id text not null,
  place bigint not null,
  title_en text not null,
  title_fr text not null,
  intro_en text not null,
  intro_fr text not null,
  primary key (edition_id, id),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_suggestion (
  id text not null,
  document_id text not null,
  clause_id text not null,
  person_id text not null,
  at bigint not null,
  words text not null,
  outcome text not null,
  answer text not null,
  answered_by text,
  answered_at bigint,
  read_at bigint,
  primary key (id),
  foreign key (document_id) references manual_document (id)
);
create index manual_suggestion_document on manual_suggestion (document_id, outcome);

create table manual_word (
  edition_id text not null,
  place bigint not null,
  term_en text not null,
  term_fr text not null,
  meaning_en text not null,
  meaning_fr text not null,
  clients_en text not null default '',
  clients_fr text not null default '',
  primary key (edition_id, place),
  foreign key (edition_id) references manual_edition (id)
);

create table manual_word_other (
  language_id text not null,
  term_en text not null,
  term text not null,
  meaning text not null,
  primary key (language_id, term_en),
  foreign key (language_id) references manual_language (id)
);

create table migration (
  name text not null,
  sha256 text not null,
  primary key (name)
);

create table off_site_request (
  id text not null,
  phone_id text not null,
  asker_id text not null,
  key_id text not null,
  reason text not null,
  wanted_at bigint not null,
  asked_at bigint not null,
  answer text,
  answered_at bigint,
  answered_by text,
  word text,
  used_at bigint,
  primary key (id),
  foreign key (phone_id) references phone (id)
);
create index off_site_request_phone on off_site_request (phone_id, asked_at);
create unique index one_open_request on off_site_request (phone_id) where answer is null;

create table passcode (
  phone_id text not null,
  key_id text not null,
  sealed text not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (phone_id),
  foreign key (phone_id) references phone (id)
);

create table passkey (
  id text not null,
  person_id text not null,
  name text not null,
  credential text not null,
  made_at bigint not null,
  used_at bigint,
  primary key (id),
  foreign key (person_id) references person (id)
);
create index passkey_person on passkey (person_id);

create table passkey_answered (
  challenge text not null,
  expires_at bigint not null,
  primary key (challenge)
);

create table passphrase (
  person_id text not null,
  hash text not null,
  set_at bigint not null,
  short bigint,
  primary key (person_id),
  foreign key (person_id) references person (id)
);

create table person (
  id text not null,
  name text not null,
  name_folded text not null,
  email text not null,
  email_folded text not null,
  language text not null,
  supervisor_id text,
  joined_on text not null,
  left_at bigint,
  primary key (id),
  unique (email_folded),
  foreign key (supervisor_id) references person (id)
);
create index person_name on person (name_folded, id);
create index person_supervisor on person (supervisor_id);

create table person_role (
  person_id text not null,
  role text not null,
  primary key (person_id, role),
  foreign key (person_id) references person (id)
);
create index person_role_role on person_role (role);

create table person_span (
  person_id text not null,
  what text not null,
  which text not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (person_id, what, which, began_at),
  foreign key (person_id) references person (id)
);
create index person_span_which on person_span (what, which, began_at);
create unique index person_span_open on person_span (person_id, what, which) where ended_at is null;

create table phone (
  id text not null,
  label text not null,
  folded text not null,
  number text not null,
  typed text not null,
  platform text not null,
  carrier text not null,
  place text not null,
  left_at bigint,
  backup text,
  backup_seen_at bigint,
  apps_checked_at bigint,
  added_at bigint not null,
  retired_at bigint,
  version bigint not null,
  primary key (id)
);
create unique index one_label on phone (folded) where retired_at is null;
create unique index one_number on phone (number) where retired_at is null;

create table recovery_code (
  person_id text not null,
  code_hash text not null,
  made_at bigint not null,
  used_at bigint,
  primary key (person_id, code_hash),
  foreign key (person_id) references person (id)
);

create table reminder_choice (
  person_id text not null,
  days text not null,
  primary key (person_id),
  foreign key (person_id) references person (id)
);

create table reminder_sent (
  person_id text not null,
  day text not null,
  at bigint not null,
  primary key (person_id, day),
  foreign key (person_id) references person (id)
);

create table rule_exception (
  id text not null,
  rule_id text not null,
  duty_id text not null,
  slot text not null,
  subject_id text not null,
  spares text not null,
  private bigint not null,
  key_id text not null,
  reason text not null,
  until_day text not null,
  asked_by text not null,
  asked_at bigint not null,
  answer text,
  answered_by text,
  answered_at bigint,
  granted_seq bigint,
  ended_at bigint,
  ended_by text,
  primary key (id),
  foreign key (asked_by) references person (id)
);
create index rule_exception_asked on rule_exception (asked_at);
create unique index one_open_exception on rule_exception (rule_id, slot, subject_id) where answer is null;

create table second_factor_told (
  person_id text not null,
  at bigint not null,
  primary key (person_id),
  foreign key (person_id) references person (id)
);

create table session (
  token_hash text not null,
  person_id text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  agent text not null,
  proved_at bigint,
  confined_to text,
  primary key (token_hash)
);
create index session_person on session (person_id);

create table set_up (
  one bigint not null,
  at bigint not null,
  primary key (one)
);

create table setting (
  name text not null,
  value text not null,
  primary key (name)
);

create table sheet_choice (
  kind text not null,
  head text not null,
  column_id text not null,
  primary key (kind, head)
);

create table totp (
  person_id text not null,
  key_id text not null,
  secret text not null,
  made_at bigint not null,
  last_step bigint not null,
  primary key (person_id),
  foreign key (person_id) references person (id)
);

create table trail (
  seq bigint not null,
  deed text not null,
  at bigint not null,
  recorded_at bigint not null,
  actor_id text,
  subjects text not null,
  detail text not null,
  hash text not null,
  primary key (seq)
);
create index trail_at on trail (at);

create table trail_checkpoint (
  size bigint not null,
  number bigint not null,
  frontier text not null,
  note text not null,
  made_at bigint not null,
  primary key (size),
  unique (number)
);

create table trail_head (
  one bigint not null,
  seq bigint not null,
  hash text not null,
  primary key (one)
);

create table trail_subject (
  slot text not null,
  subject_id text not null,
  seq bigint not null,
  primary key (slot, subject_id, seq)
);
create index trail_subject_seq on trail_subject (seq);

create table unit (
  id text not null,
  kind text not null,
  name text not null,
  name_fr text not null,
  name_folded text not null,
  agency_phone bigint not null,
  own_device bigint not null,
  made_at bigint not null,
  closed_at bigint,
  primary key (id)
);
create index unit_kind on unit (kind, name_folded);
create unique index unit_name on unit (kind, name_folded) where closed_at is null;

create table upload (
  id text not null,
  code text not null,
  blob_id text not null,
  key_id text not null,
  mark text not null,
  size bigint not null,
  name text not null,
  by_id text not null,
  at bigint not null,
  state text not null,
  reason text,
  round bigint not null,
  client_id text,
  phone_id text,
  survey text,
  answers text,
  bytes bigint not null,
  messages bigint not null,
  problems bigint not null,
  known bigint not null,
  first_at bigint,
  last_at bigint,
  damaged bigint not null default 0,
  primary key (id),
  unique (code)
);
create index upload_by on upload (by_id, at);
create index upload_mark on upload (mark, by_id);

create table viewing (
  conversation_id text not null,
  person_id text not null,
  what text not null,
  at bigint not null,
  primary key (conversation_id, person_id, what),
  foreign key (conversation_id) references conversation (id)
);

create table working_week (
  from_day text not null,
  days text not null,
  province text not null,
  unkept text not null,
  set_at bigint not null,
  primary key (from_day)
);
