-- Keys that encrypt person keys. The newest is active; one that is being replaced is retiring
-- until the last person key under it has been wrapped anew, and is then gone for good.
-- @volatile global each row is sealed by the root key, which lies outside the database
create table vault_key (
  id text not null primary key,
  generation {int} not null,
  state text not null check (state in ('active','retiring')),
  wrapped text not null
) {strict};

-- One data key a person. An erased one keeps its row without the key, so that a text sealed under
-- it is known to be erased rather than moved here from elsewhere.
-- @volatile kept out of data dumps, so that who was erased stays erased; sealed by the key above
create table person_key (
  region {int} not null,
  person {id} not null,
  key_id text not null,
  kek text,
  wrapped text,
  primary key (region, person, key_id)
) {without_rowid};
