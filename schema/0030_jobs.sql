-- Work that is waiting, running under a lease, or given up. Done work leaves no row.
-- @volatile work on its way; that it was done stands in the journal
create table job (
  region {int} not null,
  id {id} not null,
  kind text not null,
  key text not null,
  payload text not null,
  due_at {int} not null,
  tries {int} not null,
  lease_until {int},
  holder text not null,
  state text not null check (state in ('waiting','running','dead')),
  last_error text not null,
  primary key (region, id)
) {strict};
create unique index job_waiting on job (region, kind, key) where state = 'waiting';
create index job_due on job (region, state, due_at);
create index job_retry on job (region, due_at) where state = 'waiting' and tries > 0;

-- How far each reader of the journal has come, and why it stands still if it does.
-- @volatile moves in the same transaction as what the follower writes
create table follower (
  region {int} not null,
  name text not null,
  next_seq {int} not null,
  failures {int} not null,
  retry_at {int},
  error text not null,
  primary key (region, name)
) {without_rowid};

-- When each slow step last ended its work.
-- @volatile a step that runs once too often finds nothing to do
create table clocked_step (
  region {int} not null,
  name text not null,
  ran_at {int} not null,
  primary key (region, name)
) {without_rowid};
