-- From how many minutes on a service counts by itself, for a site and all beneath it.
-- @sealed
create table record_rule (
  region {int} not null,
  site_path text not null,
  minutes_min {int} not null check (minutes_min between 0 and 480),
  set_by {id},
  set_at {int} not null,
  primary key (region, site_path)
) {strict};
