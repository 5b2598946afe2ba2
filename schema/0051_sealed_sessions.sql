-- Who holds a session may do all that its person may, so its row is sealed: one turned into another
-- person's behind the program's back is named. Everybody signs in once more after this change.
drop table session;

-- @sealed
create table session (
  region {int} not null,
  id {id} not null,
  token_hash text not null,
  person {id} not null,
  method text not null check (method in ('code', 'staff')),
  device_name text not null,
  created_at {int} not null,
  expires_at {int} not null,
  ended_at {int},
  primary key (region, id)
) {strict};
create unique index session_by_token on session (region, token_hash);
create index session_by_person on session (region, person, ended_at);
create index session_by_expiry on session (region, expires_at);

-- @volatile when a session was last used, to the minute; without it, when it began
create table session_use (
  region {int} not null,
  session {id} not null,
  last_seen_at {int} not null,
  primary key (region, session)
) {strict};
