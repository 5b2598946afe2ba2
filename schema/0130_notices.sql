-- What people are told: the inbox, how they want to be told, and what goes out by other ways.

-- One telling of one person. The words are made when it is read, from the ids and times here.
-- @volatile kept for some weeks; that people were told stands in the journal
create table notice (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  occasion text not null,
  topic text not null,
  event text not null,
  subject {id} not null,
  site_path text not null,
  detail text not null,
  urgent {int} not null check (urgent in (0, 1)),
  made_at {int} not null,
  read_at {int},
  primary key (region, id)
) {strict};
-- What happened is told to each person once.
create unique index notice_once on notice (region, person, occasion, event);
create index notice_by_person on notice (region, person, id);
create index notice_unread on notice (region, person, urgent) where read_at is null;
create index notice_by_time on notice (region, made_at);

-- How a person wants to be told, and their e-mail address, sealed for them.
-- @sealed
create table notice_person (
  region {int} not null,
  person {id} not null,
  choices text not null,
  quiet text,
  email text,
  email_state text not null check (email_state in ('none', 'confirmed', 'bounced')),
  email_at {int},
  changed_at {int} not null,
  primary key (region, person)
) {strict};

-- @volatile codes sent to addresses live half an hour, their counts a day
create table email_code (
  region {int} not null,
  person {id} not null,
  id {id} not null,
  email text not null,
  code_tag text not null,
  tries {int} not null,
  sent_at {int} not null,
  expires_at {int} not null,
  used_at {int},
  primary key (region, id)
) {strict};
create index email_code_by_person on email_code (region, person, sent_at);
create index email_code_by_time on email_code (region, sent_at);

-- One message to one address. Address and words are sealed; the words of most are made as they go.
-- @volatile on its way; how it ended stands in the journal
create table outbox (
  region {int} not null,
  id {id} not null,
  channel text not null check (channel in ('email', 'sms', 'webhook')),
  occasion text not null,
  topic text not null,
  event text not null,
  notice {id},
  person {id},
  webhook {id},
  subject {id} not null,
  site_path text not null,
  address text not null,
  address_tag text not null,
  shown text not null,
  words text,
  urgent {int} not null check (urgent in (0, 1)),
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown',
    'expired', 'given_up')),
  tries {int} not null,
  segments {int} not null,
  due_at {int} not null,
  until_at {int} not null,
  lease_until {int},
  holder text not null,
  handed_at {int},
  said text not null,
  queued_at {int} not null,
  done_at {int},
  primary key (region, id)
) {strict};
-- Once for an address, whatever is killed when.
create unique index outbox_once on outbox (region, event, channel, address_tag);
create index outbox_due on outbox (region, channel, urgent desc, due_at, id) where state = 'waiting';
create index outbox_held on outbox (region, channel, lease_until) where state = 'sending';
create index outbox_by_path on outbox (region, site_path, id);
create index outbox_by_person on outbox (region, person, id);
create index outbox_by_webhook on outbox (region, webhook, id) where webhook is not null;
create index outbox_by_notice on outbox (region, notice) where notice is not null;
create index outbox_handed on outbox (region, channel, handed_at) where handed_at is not null;
create index outbox_by_time on outbox (region, queued_at);

-- The words of an occasion at a site and beneath it, each version; without words: as the place
-- above says, or the program.
-- @sealed
create table notice_template (
  region {int} not null,
  site_path text not null,
  occasion text not null,
  channel text not null check (channel in ('inbox', 'email', 'sms')),
  lang text not null check (lang in ('zh', 'en')),
  version {int} not null,
  title text,
  words text,
  set_by {id},
  set_at {int} not null,
  primary key (region, site_path, occasion, channel, lang, version)
) {strict};

-- When the people of a site are reminded, and when it is quiet there.
-- @sealed
create table notice_rule (
  region {int} not null,
  site_path text not null,
  reminders text not null,
  quiet text,
  set_by {id},
  set_at {int} not null,
  primary key (region, site_path)
) {strict};

-- Who is to be reminded of what, and when: of a visit so many minutes before it, of an invitation
-- before its time to answer is over. Made anew when that changes.
-- @volatile follows from needs, offers and rules
create table notice_reminder (
  region {int} not null,
  subject {id} not null,
  person {id} not null,
  lead_minutes {int} not null,
  occasion text not null,
  start_at {int} not null,
  due_at {int} not null,
  primary key (region, subject, person, lead_minutes)
) {strict};
create index notice_reminder_due on notice_reminder (region, due_at);
-- The time of a visit as people were last told: of another one they hear what it was before.
-- @volatile what is lost leaves one notice without the former time
create table notice_visit (
  region {int} not null,
  need {id} not null,
  start_at {int} not null,
  end_at {int} not null,
  primary key (region, need)
) {strict};
create index notice_reminder_by_person on notice_reminder (region, person);

-- A program elsewhere that wants to hear what happens at a site, or in an organization.
-- @sealed
create table webhook (
  region {int} not null,
  id {id} not null,
  name text not null,
  site_path text not null,
  organization {id},
  url text not null,
  host text not null,
  secret text not null,
  occasions text not null,
  state text not null check (state in ('active', 'paused', 'disabled', 'removed')),
  failures {int} not null,
  said text not null,
  made_by {id},
  made_at {int} not null,
  changed_at {int} not null,
  primary key (region, id)
) {strict};
create index webhook_by_path on webhook (region, site_path, id);
create index webhook_by_organization on webhook (region, organization, id)
  where organization is not null;

-- @volatile what this program was started with; each start writes it anew
create table notice_means (
  region {int} not null,
  means text not null,
  primary key (region)
) {strict};
