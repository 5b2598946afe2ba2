-- Two profiles of one human were joined: the number of the account that went signs in the one kept.
alter table account add column passed_to {id};
create index account_passed on account (region, passed_to) where passed_to is not null;
