-- The journal: one leaf of the tree a row, in the order the commands were decided.
-- @volatile neither sealed nor derived: the signed head of the tree vouches for every row
create table journal_entry (
  region {int} not null,
  seq {int} not null,
  at {int} not null,
  kind text not null,
  version {int} not null,
  actor {id},
  on_behalf {id},
  subject {id} not null,
  scope text not null,
  people text not null,
  body text not null,
  marks text not null,
  hash {bytes} not null,
  primary key (region, seq)
) {strict};
create index journal_entry_subject on journal_entry (region, subject, seq);

-- Hashes of complete subtrees of 2^8, 2^16, … leaves, so that a proof reads few rows.
-- @volatile recomputed from the leaves and compared by verify
create table journal_node (
  region {int} not null,
  level {int} not null,
  node {int} not null,
  hash {bytes} not null,
  primary key (region, level, node)
) {without_rowid};

-- The right edge of the tree, and the last checkpoint signed over it.
-- @volatile sealed by a key outside the database
create table journal_head (
  region {int} not null primary key,
  size {int} not null,
  at {int} not null,
  frontier {bytes} not null,
  note text not null,
  kept {int} not null,
  seal text not null
) {strict};

-- Checkpoints of the past, one a minute, each naming the one before.
-- @volatile each is signed, and sealed by a key outside the database
create table checkpoint (
  region {int} not null,
  size {int} not null,
  at {int} not null,
  previous {int} not null,
  note text not null,
  seal text not null,
  primary key (region, size)
) {strict};
