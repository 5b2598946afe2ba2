-- Rows behind figures come in pages: by site and time, and by id among those of one moment.
drop index stat_service_path;
create index stat_service_path on stat_service (region, site_path, from_at, record);
drop index stat_turn_path;
create index stat_turn_path on stat_turn (region, site_path, from_at, need, recipient);
drop index stat_need_path;
create index stat_need_path on stat_need (region, site_path, submitted_at, need);
