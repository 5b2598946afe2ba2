-- By whose number the session began: the person's own, or one's whose profile was joined with theirs.
-- Null: signed in otherwise, or before this was kept.
alter table session add column number_of {id};
