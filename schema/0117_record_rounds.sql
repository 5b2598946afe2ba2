-- A need done again is served anew: each round has a record of its own, and hours given later too.
drop index record_once;
create index record_by_subject on record (region, subject, volunteer);
