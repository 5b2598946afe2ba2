-- Ground: divisions as a reference tree, sites, and what lies beneath them.

-- The division tree of the country. A code is the prefix of every code beneath it, so a subtree is
-- a range of the key and the ancestors are the code's own prefixes.
-- @sealed reference
create table area (
  code text not null primary key,
  parent text,
  level text not null check (level in ('province','city','county','township','village')),
  name text not null,
  initials text not null,
  pinyin text not null
){strict};
create index area_parent on area (parent, code);
create index area_name on area (name, code);
create index area_initials on area (initials, code);
create index area_pinyin on area (pinyin, code);

-- @sealed
create table site (
  region {int} not null,
  id {id} not null,
  code text not null,
  path text not null,
  parent {id},
  kind text not null check (kind in ('city','center','subcenter','station')),
  state text not null check (state in ('active','inactive')),
  name text not null,
  keys text not null,
  area text not null,
  lat {real},
  lon {real},
  address text,
  phone text,
  contacts text not null,
  opening_hours text not null,
  pilot {int} not null,
  demonstration {int} not null,
  platforms text not null,
  created_at {int} not null,
  primary key (region, id)
){strict};
create unique index site_code on site (region, code);
create unique index site_path on site (region, path);
create index site_area on site (region, area);

-- @sealed
create table grid (
  region {int} not null,
  id {id} not null,
  site {id} not null,
  site_path text not null,
  name text not null,
  keys text not null,
  worker {id},
  state text not null check (state in ('active','inactive')),
  created_at {int} not null,
  primary key (region, id)
){strict};
create unique index grid_name on grid (region, site, name);
create index grid_path on grid (region, site_path);

-- Where people live. The exact address is personal data: sealed for nobody in particular, by the
-- machine's own key; the point is the community's or the building's, as entered by the station.
-- @sealed
create table household (
  region {int} not null,
  id {id} not null,
  site {id} not null,
  site_path text not null,
  grid {id},
  address text not null,
  address_index text not null,
  lat {real},
  lon {real},
  note text,
  created_at {int} not null,
  primary key (region, id)
){strict};
create unique index household_address on household (region, site, address_index);
create index household_path on household (region, site_path, id);

-- Partner units of a site: agencies, firms, schools, clinics.
-- @sealed
create table unit (
  region {int} not null,
  id {id} not null,
  site {id} not null,
  site_path text not null,
  name text not null,
  keys text not null,
  kind text not null check (kind in ('agency','enterprise','school','clinic','association','troops','other')),
  uscc text,
  uscc_override text,
  phone text,
  contact text,
  offers text not null,
  state text not null check (state in ('active','inactive')),
  created_at {int} not null,
  primary key (region, id)
){strict};
create unique index unit_uscc on unit (region, uscc);
create index unit_path on unit (region, site_path, id);
