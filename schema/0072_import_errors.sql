-- What was wrong in the lines of a file: shown again once the others are in.
-- @sealed
create table person_import_error (
  region {int} not null,
  import {id} not null,
  row_number {int} not null,
  line {int} not null,
  head text not null,
  code text not null,
  en text not null,
  zh text not null,
  primary key (region, import, row_number)
) {strict};
