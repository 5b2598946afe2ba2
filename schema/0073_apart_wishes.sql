-- Several may wish that the same two be kept apart: each of them, and a station. The row holds the first wish and
-- whoever of the family said it (`said_by`); `also` holds the further ones as JSON.
alter table apart add column said_by {id};
alter table apart add column also text;
