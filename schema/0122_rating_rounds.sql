-- One row a service that was confirmed or closed, with its rating: a need done again has several.
-- @derived stats
create table stat_round (
  region {int} not null,
  need {id} not null,
  round {int} not null,
  served_at {int},
  stars {int},
  primary key (region, need, round)
) {without_rowid};

-- The journal tells it all again, from its first leaf.
delete from stat_service;
delete from stat_turn;
delete from stat_person;
delete from stat_need;
update follower set next_seq = 0, failures = 0, retry_at = null, error = '' where name = 'stats';
