-- How many divisions of each level stand at and under a province, a city or a county: counted when
-- divisions are imported, for a province has 20,000 to 60,000 and nobody should wait for the count.
-- @sealed reference
create table area_size (
  code text not null primary key,
  provinces {int} not null,
  cities {int} not null,
  counties {int} not null,
  townships {int} not null,
  villages {int} not null
){strict};
