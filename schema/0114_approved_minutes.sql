-- How long a day two people vouched for: what makes it longer later asks again.
alter table record add column approved_minutes {int};
