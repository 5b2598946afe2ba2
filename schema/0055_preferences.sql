-- How a person reads and presses, on whatever device: null is never chosen.
-- @sealed
create table preference (
  region {int} not null,
  person {id} not null,
  type_step {int} check (type_step between 0 and 3),
  scheme text check (scheme in ('device', 'light', 'dark')),
  key_maps {int} check (key_maps in (0, 1)),
  primary key (region, person)
) {strict};
