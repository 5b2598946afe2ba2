-- What a volunteer shows of a licence, for whoever checks it: sealed for the holder, metadata
-- stripped. Gone once the licence is turned down or withdrawn.
-- @sealed
create table licence_photo (
  region {int} not null,
  id {id} not null,
  licence {id} not null,
  added_by {id} not null,
  content_type text not null,
  size_bytes {int} not null,
  content text not null,
  at {int} not null,
  primary key (region, id)
) {strict};
create index licence_photo_by_licence on licence_photo (region, licence, id);
