-- The need and what hangs on it. The timeline is not here: it is the journal, read by subject.

-- @sealed
create table need (
  region {int} not null,
  id {id} not null,
  number text not null,
  site {id} not null,
  site_path text not null,
  state text not null check (state in ('draft','submitted','returned','refused','referred',
    'accepted','awaiting_dispatch','offered','taken','scheduled','in_service',
    'awaiting_confirmation','awaiting_rating','archived','withdrawn','merged')),
  category text not null,
  urgency text not null check (urgency in ('now','same_day','three_days','appointment')),
  risk text not null check (risk in ('ordinary','raised','high')),
  source text not null check (source in ('self','family','grid_worker','hotline','counter','team',
    'home_visit','inspection','device')),
  recipient {id} not null,
  asker {id} not null,
  entered_by {id},
  household {id},
  details text not null,
  address text,
  window_start {int},
  window_end {int},
  effort_minutes {int} not null check (effort_minutes between 5 and 1440),
  people_wanted {int} not null check (people_wanted between 1 and 50),
  skills text not null,
  licence text,
  languages text not null,
  lat {real},
  lon {real},
  created_at {int} not null,
  submitted_at {int},
  state_since {int} not null,
  due_at {int},
  reminded_at {int},
  escalation {int} not null check (escalation between 0 and 3),
  hold_until {int},
  responded_at {int},
  closed_at {int},
  redo_count {int} not null,
  merged_into {id},
  state_before_merge text,
  triaged_by {id},
  triaged_at {int},
  confirmed_by {id},
  confirmed_at {int},
  confirmed_how text,
  rating_stars {int} check (rating_stars between 1 and 5),
  rating_tags text not null,
  rating_words text,
  rated_at {int},
  rated_how text,
  primary key (region, id)
) {strict};
create unique index need_number on need (region, number);
create index need_by_site on need (region, site_path, id);
create index need_by_state on need (region, state, site_path, id);
create index need_by_due on need (region, due_at) where due_at is not null;
create index need_by_recipient on need (region, recipient, id);
create index need_by_asker on need (region, asker, id);
create index need_by_household on need (region, household, category) where household is not null;

-- Who said yes to a need, and what became of it.
-- @sealed
create table need_helper (
  region {int} not null,
  need {id} not null,
  person {id} not null,
  team {id},
  state text not null check (state in ('taken','in_service','served','left')),
  taken_at {int} not null,
  ended_at {int},
  reason_code text,
  primary key (region, need, person)
) {without_rowid};
create index need_helper_by_person on need_helper (region, person, taken_at);
create index need_helper_by_time on need_helper (region, taken_at, person);

-- @sealed
create table need_comment (
  region {int} not null,
  id {id} not null,
  need {id} not null,
  author {id} not null,
  visible_to text not null check (visible_to in ('everyone','helpers','staff')),
  words text not null,
  at {int} not null,
  primary key (region, id)
) {strict};
create index need_comment_by_need on need_comment (region, need, id);

-- Photos and voice, metadata stripped, sealed for the recipient.
-- @sealed
create table need_attachment (
  region {int} not null,
  id {id} not null,
  need {id} not null,
  added_by {id} not null,
  kind text not null check (kind in ('photo','voice')),
  content_type text not null,
  size_bytes {int} not null,
  content text not null,
  at {int} not null,
  primary key (region, id)
) {strict};
create index need_attachment_by_need on need_attachment (region, need, id);

-- An extension asked for before the due time ran out, and the answer to it; objections alike.
-- @sealed
create table need_petition (
  region {int} not null,
  id {id} not null,
  need {id} not null,
  kind text not null check (kind in ('extension','objection')),
  asked_by {id} not null,
  asked_at {int} not null,
  reason text not null,
  until_at {int},
  state text not null check (state in ('open','granted','denied')),
  decided_by {id},
  decided_at {int},
  answer text,
  primary key (region, id)
) {strict};
create index need_petition_by_need on need_petition (region, need, id);

-- Service categories: code = L1 + L2, stable, never reused.
-- @sealed reference
create table need_category (
  code text not null primary key,
  name_zh text not null,
  name_en text not null,
  risk text not null check (risk in ('ordinary','raised','high')),
  licence text,
  skills text not null,
  counts_hours {int} not null,
  active {int} not null
) {strict};

-- How long a step may take, by site subtree and category; the most specific row wins.
-- @sealed
create table due_rule (
  region {int} not null,
  id {id} not null,
  site_path text not null,
  category text not null,
  urgency text not null,
  step text not null check (step in ('triage','dispatch','answer','arrive','confirm','rate')),
  minutes {int} not null check (minutes between 1 and 525600),
  set_by {id},
  set_at {int} not null,
  primary key (region, id)
) {strict};
create unique index due_rule_for on due_rule (region, site_path, category, urgency, step);
