-- From how many hours on there are one to five stars, for a site and all beneath it; null: as above it.
alter table record_rule add column star_hours text;
