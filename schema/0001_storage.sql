-- Which of these files have run on this data.
-- @volatile global kept by the program itself; a snapshot of the schema tells the same
create table migration (
  version {int} not null primary key,
  name text not null,
  applied_at {int} not null
) {strict};

-- The row several servers on one PostgreSQL queue for, so that their writer lanes take turns.
-- @volatile global a lock, not a record
create table storage_lane (
  id {int} not null primary key,
  holder text not null
) {strict};

insert into storage_lane (id, holder) values (1, '');
