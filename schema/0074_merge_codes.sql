-- Whose code it is and until when is vouched for by a key outside the database (tag).
-- @volatile one-time codes by which who has an account agrees to a merge; worthless after ten minutes
create table merge_code (
  region {int} not null,
  code_index text not null,
  person {id} not null,
  expires_at {int} not null,
  tag text not null,
  primary key (region, code_index)
) {strict};
create index merge_code_person on merge_code (region, person);
