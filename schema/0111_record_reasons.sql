-- Why in words: staff's note on a version or a revocation, sealed for the person it is about.
alter table record_version add column note text;
alter table certificate add column revoke_note text;
