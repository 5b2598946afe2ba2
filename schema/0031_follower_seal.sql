-- A reader moved on by another hand would pass over facts, and with them somebody's hours: how far
-- it has come is sealed with a key outside the database.
alter table follower add column seal text;
