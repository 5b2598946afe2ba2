-- What the figures count, one row a service and one row a need, rebuilt from the journal at will.

-- @derived stats
create table stat_service (
  region {int} not null,
  record {id} not null,
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
-- Joined and parted profiles change what a told person means.
create index stat_service_volunteer on stat_service (region, volunteer_told);
create index stat_service_recipient on stat_service (region, recipient_told);
create index stat_service_path on stat_service (region, site_path, from_at);
create index stat_service_time on stat_service (region, from_at, site_path);

-- Profiles that were found to be another's.
-- @derived stats
create table stat_person (
  region {int} not null,
  gone {id} not null,
  kept {id} not null,
  primary key (region, gone)
) {strict};
create index stat_person_kept on stat_person (region, kept);

-- @derived stats
create table stat_need (
  region {int} not null,
  need {id} not null,
  category text not null,
  source text not null,
  site_path text not null,
  state text not null,
  submitted_at {int} not null,
  responded_at {int},
  served_at {int},
  closed_at {int},
  stars {int},
  escalated {int} not null,
  primary key (region, need)
) {without_rowid};
create index stat_need_path on stat_need (region, site_path, submitted_at);
create index stat_need_time on stat_need (region, submitted_at, site_path);
