-- What waits for someone: to be approved, or to be decided in a dispute.
drop index record_pending;
create index record_waiting on record (region, due_at) where state <> 'counted' and state <> 'void';
