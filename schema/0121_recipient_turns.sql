-- One who was served in one need is one turn, however many helped: services name what they were of.
drop table stat_service;
-- @derived stats
create table stat_service (
  region {int} not null,
  record {id} not null,
  subject {id} not null,
  volunteer {id} not null,
  recipient {id},
  category text not null,
  site_path text not null,
  from_at {int} not null,
  minutes {int} not null,
  grade text not null,
  state text not null,
  volunteer_told {id} not null,
  recipient_told {id},
  primary key (region, record)
) {strict};
create index stat_service_subject on stat_service (region, subject);
create index stat_service_volunteer on stat_service (region, volunteer_told);
create index stat_service_recipient on stat_service (region, recipient_told);
create index stat_service_path on stat_service (region, site_path, from_at);
create index stat_service_time on stat_service (region, from_at, site_path);

-- Place, category and time are those of the first counted stay, minutes those of all.
-- @derived stats
create table stat_turn (
  region {int} not null,
  need {id} not null,
  recipient {id} not null,
  category text not null,
  site_path text not null,
  from_at {int} not null,
  minutes {int} not null,
  volunteers {int} not null,
  record {id} not null,
  primary key (region, need, recipient)
) {without_rowid};
create index stat_turn_path on stat_turn (region, site_path, from_at);
create index stat_turn_time on stat_turn (region, from_at, site_path);

-- The journal tells it all again, from its first leaf.
delete from stat_person;
delete from stat_need;
update follower set next_seq = 0, failures = 0, retry_at = null, error = '' where name = 'stats';
