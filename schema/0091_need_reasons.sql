-- Where a need's point comes from, which site it came from, and why it stands where it stands.
-- Of needs entered before this change the point is taken for the station's: no neighbour is
-- suspected of a duplicate for it.
alter table need add column point_from text not null default 'station'
  check (point_from in ('asked', 'home', 'station'));
alter table need add column moved_from text;
alter table need add column state_reason text;

-- Households are asked for whatever the category.
drop index need_by_household;
create index need_by_household on need (region, household, id) where household is not null;
