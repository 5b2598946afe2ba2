-- What somebody said, for the copy of their own data.
create index need_comment_by_author on need_comment (region, author, id);
