-- Who may: accounts, sign-in, sessions, roles, the log of personal-data reads.

-- One person's way in. The phone itself is not kept here, only its blind index.
-- @sealed
create table account (
  region {int} not null,
  person {id} not null,
  phone_index text,
  state text not null check (state in ('open', 'closed')),
  lang text check (lang in ('zh', 'en')),
  opened_at {int} not null,
  closed_at {int},
  primary key (region, person)
) {strict};
create unique index account_by_phone on account (region, phone_index)
  where phone_index is not null;

-- Staff: a login name with a password and a second factor, or an invitation to choose them.
-- @sealed
create table staff_login (
  region {int} not null,
  person {id} not null,
  login text not null,
  name text not null,
  scope text not null,
  state text not null check (state in ('invited', 'active', 'suspended')),
  password_hash text,
  password_set_at {int},
  totp text,
  totp_next text,
  recovery_hashes text not null,
  invitation_hash text,
  invitation_expires_at {int},
  entered_at {int} not null,
  primary key (region, person)
) {strict};
create unique index staff_login_by_login on staff_login (region, login);
create unique index staff_login_by_invitation on staff_login (region, invitation_hash)
  where invitation_hash is not null;
create index staff_login_by_scope on staff_login (region, scope, person);

-- @sealed
create table role_grant (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  role text not null check (role in ('station_worker', 'subcenter_staff', 'center_staff',
    'city_office', 'auditor', 'security_admin', 'system_admin')),
  scope text not null,
  state text not null check (state in ('proposed', 'active', 'revoked')),
  from_at {int} not null,
  until_at {int},
  granted_by {id},
  granted_at {int} not null,
  approved_by {id},
  approved_at {int},
  revoked_by {id},
  revoked_at {int},
  primary key (region, id)
) {strict};
create index role_grant_by_person on role_grant (region, person);
create index role_grant_by_scope on role_grant (region, scope, id);

-- Each showing of personal data to someone else, written before the answer leaves.
-- @sealed
create table reading (
  region {int} not null,
  id {id} not null,
  at {int} not null,
  reader {id},
  reader_role text,
  reader_scope text not null,
  whom {id} not null,
  field_class text not null,
  minor {int} not null check (minor in (0, 1)),
  reason text not null,
  primary key (region, id)
) {strict};
create index reading_by_whom on reading (region, whom, id);
create index reading_by_scope on reading (region, reader_scope, id);
create index reading_by_reader on reading (region, reader, at);
create index reading_by_time on reading (region, at);

-- @volatile one-time codes live five minutes, their counts a day
create table sign_in_code (
  region {int} not null,
  request_hash text not null,
  phone_index text not null,
  device_hash text not null,
  code_tag text not null,
  tries {int} not null check (tries between 0 and 5),
  next_try_at {int} not null,
  sent_at {int} not null,
  expires_at {int} not null,
  used_at {int},
  demo_code text,
  primary key (region, request_hash)
) {strict};
create index sign_in_code_by_phone on sign_in_code (region, phone_index, sent_at);
create index sign_in_code_by_time on sign_in_code (region, sent_at);

-- @volatile counts of failed sign-ins, forgotten after a day
create table sign_in_throttle (
  region {int} not null,
  subject text not null,
  device_hash text not null,
  failures {int} not null,
  last_at {int} not null,
  primary key (region, subject, device_hash)
) {strict};
create index sign_in_throttle_by_time on sign_in_throttle (region, last_at);

-- @volatile devices a person has signed in from before; losing one costs only its better delays
create table known_device (
  region {int} not null,
  device_hash text not null,
  person {id} not null,
  seen_at {int} not null,
  primary key (region, device_hash, person)
) {strict};
create index known_device_by_time on known_device (region, seen_at);

-- @volatile steps of the second factor already spent, kept two days
create table totp_step (
  region {int} not null,
  person {id} not null,
  step {int} not null,
  spent_at {int} not null,
  primary key (region, person, step)
) {strict};
create index totp_step_by_time on totp_step (region, spent_at);

-- @volatile sessions end by themselves
create table session (
  region {int} not null,
  id {id} not null,
  token_hash text not null,
  person {id} not null,
  method text not null check (method in ('code', 'staff')),
  device_name text not null,
  created_at {int} not null,
  last_seen_at {int} not null,
  expires_at {int} not null,
  ended_at {int},
  primary key (region, id)
) {strict};
create unique index session_by_token on session (region, token_hash);
create index session_by_person on session (region, person, ended_at);
create index session_by_expiry on session (region, expires_at);

-- @volatile messages handed to the SMS gateway: counts for the bill, no text and no number
create table text_message (
  region {int} not null,
  id {id} not null,
  purpose text not null,
  segments {int} not null,
  state text not null check (state in ('queued', 'sent', 'expired')),
  queued_at {int} not null,
  done_at {int},
  primary key (region, id)
) {strict};
create index text_message_by_time on text_message (region, queued_at);

-- @volatile the people a demo town offers on its sign-in page; empty everywhere else
create table demo_login (
  region {int} not null,
  person {id} not null,
  place {int} not null,
  name text not null,
  role_en text not null,
  role_zh text not null,
  phone text,
  phone_index text,
  login text,
  password text,
  totp_secret text,
  primary key (region, person)
) {strict};
