-- The queue comes in pages: by due time, and by id among those due at the same midnight.
drop index record_waiting;
create index record_waiting on record (region, due_at, id) where state <> 'counted' and state <> 'void';
