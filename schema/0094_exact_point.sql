-- The exact point of a need and of a household is sealed like the address; lat and lon of a need say the
-- neighbourhood only. In rows written before this change they are exact until the place is set anew.
alter table need add column exact_point text;
alter table household add column point text;
