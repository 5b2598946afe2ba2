-- Whether the address of a need was said for it or is the recipient's home ('asked', 'home'). In rows written
-- before this change nobody knows, and it counts as the home.
alter table need add column address_from text;
