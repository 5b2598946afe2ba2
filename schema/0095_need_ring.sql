-- When the clock looks again at a need whose due time is over; due_at stays what was promised.
-- What is due for finding somebody stays so while one after the other is asked (dispatch_due_at).
alter table need add column ring_at {int};
alter table need add column dispatch_due_at {int};
drop index need_by_due;
create index need_by_due on need (region, due_at) where due_at is not null and ring_at is null;
create index need_by_ring on need (region, ring_at) where ring_at is not null;
