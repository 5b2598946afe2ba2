-- What a triage decided over, until the next move, and the needs merged into another.
alter table need add column before_triage text;
create index need_by_merged on need (region, merged_into) where merged_into is not null;
