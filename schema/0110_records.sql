-- Service records: hours with their provenance.

-- The record as it stands now; every state it had is a row of record_version.
-- @sealed
create table record (
  region {int} not null,
  id {id} not null,
  version {int} not null,
  state text not null check (state in ('pending','counted','disputed','frozen','void')),
  grade text not null check (grade in ('a','b','c','d')),
  volunteer {id} not null,
  recipient {id},
  subject {id} not null,
  category text not null,
  site {id} not null,
  site_path text not null,
  in_charge {id},
  from_at {int} not null,
  to_at {int} not null,
  intervals text not null,
  minutes {int} not null check (minutes >= 0),
  content text,
  proofs text not null,
  pending_reason text not null,
  first_record {int} not null,
  back_filled {int} not null,
  requested_by {id},
  evidence text,
  attested_by {id},
  attested_role text,
  approved_by {id},
  sampled {int} not null,
  due_at {int} not null,
  made_at {int} not null,
  changed_at {int} not null,
  primary key (region, id)
) {strict};
-- One need or shift, one volunteer: one record.
create unique index record_once on record (region, subject, volunteer);
create index record_by_volunteer on record (region, volunteer, from_at);
create index record_by_path on record (region, site_path, id);
create index record_pending on record (region, due_at) where state = 'pending';

-- @sealed
create table record_version (
  region {int} not null,
  record {id} not null,
  version {int} not null,
  state text not null,
  grade text not null,
  minutes {int} not null,
  intervals text not null,
  reason_code text not null,
  changed_by {id},
  changed_at {int} not null,
  primary key (region, record, version)
) {strict};

-- A dispute, or "not me".
-- @sealed
create table record_case (
  region {int} not null,
  id {id} not null,
  record {id} not null,
  kind text not null check (kind in ('dispute','not_me')),
  opened_by {id} not null,
  opened_at {int} not null,
  words text not null,
  state text not null check (state in ('open','upheld','rejected')),
  decided_by {id},
  decided_at {int},
  answer text,
  primary key (region, id)
) {strict};
create index record_case_by_record on record_case (region, record, id);

-- @sealed
create table certificate (
  region {int} not null,
  serial text not null,
  volunteer {id} not null,
  from_day text not null,
  to_day text not null,
  minutes_a {int} not null,
  minutes_b {int} not null,
  minutes_c {int} not null,
  minutes_d {int} not null,
  records {int} not null,
  holder text not null,
  payload text not null,
  payload_hash text not null,
  signature text not null,
  issued_at {int} not null,
  revoked_at {int},
  revoke_reason text,
  primary key (region, serial)
) {strict};
create index certificate_by_volunteer on certificate (region, volunteer, issued_at);
