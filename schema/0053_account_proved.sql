-- Whether somebody proved to hold the number, by a code sent to it: until then it was only told by
-- others. Null: the account is from before this was kept, and the journal knows.
alter table account add column proved {int} check (proved in (0, 1));
-- The number that was proved, sealed under the person's own key.
alter table account add column phone text;
-- The number of a joined profile that nobody had proved: it signs nobody in until they are parted.
alter table account add column aside_index text;
