-- What the town does for its own safety when asked at the desk: a verification, a backup.

-- One of them: on its way, or how it ended.
-- @volatile how far it is; that it was asked for and how it ended stands in the journal
create table upkeep (
  region {int} not null,
  id {id} not null,
  kind text not null check (kind in ('verification', 'backup')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  asked_at {int} not null,
  asked_by {id},
  started_at {int},
  ended_at {int},
  lease_until {int},
  part text,
  done {int} not null,
  total {int} not null,
  leaves {int} not null,
  findings text not null,
  not_checked text not null,
  file text not null,
  bytes {int} not null,
  error text not null,
  primary key (region, id)
) {strict};
-- Only one at a time.
create unique index upkeep_open on upkeep (region) where ended_at is null;
create index upkeep_by_kind on upkeep (region, kind, state, id);

-- Where the town lies on the machine that serves it, and since when.
-- @volatile written at each start
create table premises (
  region {int} not null,
  dir text not null,
  backups text not null,
  backups_kept {int} not null,
  opened_at {int} not null,
  primary key (region)
) {strict};
