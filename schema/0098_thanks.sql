-- A voice note sent with the rating; null is another file of the need.
alter table need_attachment add column of_rating {int} check (of_rating in (0, 1));

-- What the one served says in thanks to one who came: once, between the two of them, sealed for
-- the recipient.
-- @sealed
create table need_thanks (
  region {int} not null,
  need {id} not null,
  helper {id} not null,
  thanked_by {id} not null,
  words text not null,
  thanked_at {int} not null,
  answered_at {int},
  primary key (region, need, helper)
) {strict};
create index need_thanks_by_helper on need_thanks (region, helper, need);
