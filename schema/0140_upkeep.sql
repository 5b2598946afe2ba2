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
create unique index upkeep_open on upkeep (region) where state in ('waiting', 'running');
create index upkeep_by_kind on upkeep (region, kind, state, id);
