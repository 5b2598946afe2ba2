-- Check-in and check-out: who was where from when to when, and how that was shown.

-- @sealed
create table sitting (
  region {int} not null,
  id {id} not null,
  subject {id} not null,
  person {id} not null,
  site_path text not null,
  planned_start {int} not null,
  planned_end {int} not null,
  from_at {int} not null,
  to_at {int},
  proof_in text not null check (proof_in in ('code','pin','ticket','closed')),
  proof_out text check (proof_out in ('code','pin','ticket','closed')),
  flagged {int} not null,
  flag_reason text not null,
  primary key (region, id)
) {strict};
-- At most one open stay for a person, whatever the subject: the race is decided here.
create unique index sitting_open on sitting (region, person) where to_at is null;
create index sitting_by_subject on sitting (region, subject, person);
create index sitting_by_person on sitting (region, person, from_at);

-- A code serves once for a person, subject and direction.
-- @volatile old slots are purged; a code older than 45 s is refused anyway
create table used_code (
  region {int} not null,
  subject {id} not null,
  person {id} not null,
  direction text not null,
  slot {int} not null,
  primary key (region, subject, person, direction, slot)
) {strict};

-- Wrong tries at the door, so that six digits cannot be guessed.
-- @volatile counts of the last quarter of an hour
create table wrong_try (
  region {int} not null,
  subject {id} not null,
  person {id} not null,
  since {int} not null,
  tries {int} not null,
  primary key (region, subject, person)
) {strict};
