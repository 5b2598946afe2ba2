-- Whose code it is and until when is vouched for by a key outside the database. A code that was handed
-- out before this has no tag and opens nothing: its owner makes a new one.
alter table family_code add column tag text not null default '';
