-- The last consent of a kind is read with every need: found in the index, without sorting.
drop index consent_person;
create index consent_person on consent (region, person, kind, given_at, id);
