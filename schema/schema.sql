-- Made from the migrations by UPDATE_GOLDEN=1; a test compares.
CREATE TABLE account (
  region INTEGER not null,
  person TEXT not null,
  phone_index text,
  state text not null check ((state = 'open' or state = 'closed')),
  lang text check ((lang = 'zh' or lang = 'en')),
  opened_at INTEGER not null,
  closed_at INTEGER, passed_to TEXT, proved INTEGER check (proved in (0, 1)), phone text, aside_index text,
  primary key (region, person)
) STRICT;
CREATE UNIQUE INDEX account_by_phone on account (region, phone_index)
  where phone_index is not null;
CREATE INDEX account_passed on account (region, passed_to) where passed_to is not null;
CREATE TABLE apart (
  region INTEGER not null,
  a TEXT not null,
  b TEXT not null,
  reason text not null,
  asked_by TEXT,
  asked_at INTEGER not null,
  ended_at INTEGER, said_by TEXT, also text,
  primary key (region, a, b)
) STRICT;
CREATE INDEX apart_b on apart (region, b);
CREATE TABLE area (
  code text not null primary key,
  parent text,
  level text not null check ((level = 'province' or level = 'city' or level = 'county' or level = 'township' or level = 'village')),
  name text not null,
  initials text not null,
  pinyin text not null
)STRICT;
CREATE INDEX area_initials on area (initials, code);
CREATE INDEX area_name on area (name, code);
CREATE INDEX area_parent on area (parent, code);
CREATE INDEX area_pinyin on area (pinyin, code);
CREATE TABLE area_size (
  code text not null primary key,
  provinces INTEGER not null,
  cities INTEGER not null,
  counties INTEGER not null,
  townships INTEGER not null,
  villages INTEGER not null
)STRICT;
CREATE TABLE award (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  name text not null,
  day text not null,
  granted_by text not null,
  proof text not null,
  verified_by TEXT,
  entered_by TEXT not null,
  voided_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX award_person on award (region, person);
CREATE TABLE certificate (
  region INTEGER not null,
  serial text not null,
  volunteer TEXT not null,
  from_day text not null,
  to_day text not null,
  minutes_a INTEGER not null,
  minutes_b INTEGER not null,
  minutes_c INTEGER not null,
  minutes_d INTEGER not null,
  records INTEGER not null,
  holder text not null,
  payload text not null,
  payload_hash text not null,
  signature text not null,
  issued_at INTEGER not null,
  revoked_at INTEGER,
  revoke_reason text, revoke_note text,
  primary key (region, serial)
) STRICT;
CREATE INDEX certificate_by_volunteer on certificate (region, volunteer, issued_at);
CREATE TABLE checkpoint (
  region INTEGER not null,
  size INTEGER not null,
  at INTEGER not null,
  previous INTEGER not null,
  note text not null,
  seal text not null,
  primary key (region, size)
) STRICT;
CREATE TABLE clocked_step (
  region INTEGER not null,
  name text not null,
  ran_at INTEGER not null,
  primary key (region, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  kind text not null,
  wording_version INTEGER not null,
  how text not null,
  given_by TEXT,
  given_at INTEGER not null,
  withdrawn_by TEXT,
  withdrawn_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX consent_person on consent (region, person, kind, given_at, id);
CREATE TABLE consent_wording (
  kind text not null,
  version INTEGER not null,
  zh text not null,
  en text not null,
  primary key (kind, version)
) STRICT;
CREATE TABLE demo_login (
  region INTEGER not null,
  person TEXT not null,
  place INTEGER not null,
  name text not null,
  role_en text not null,
  role_zh text not null,
  phone text,
  phone_index text,
  login text,
  password text,
  totp_secret text,
  primary key (region, person)
) STRICT;
CREATE TABLE dispatch_run (
  region INTEGER not null,
  id TEXT not null,
  site_path text not null,
  state text not null check ((state = 'queued' or state = 'proposed' or state = 'accepted' or state = 'discarded' or state = 'failed')),
  asked_by TEXT,
  asked_at INTEGER not null,
  solved_at INTEGER,
  needs INTEGER not null,
  matched INTEGER not null,
  cost INTEGER not null,
  lower_bound INTEGER not null,
  proposal text not null,
  decided_by TEXT,
  decided_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX dispatch_run_by_path on dispatch_run (region, site_path, id);
CREATE TABLE due_rule (
  region INTEGER not null,
  id TEXT not null,
  site_path text not null,
  category text not null,
  urgency text not null,
  step text not null check ((step = 'triage' or step = 'dispatch' or step = 'answer' or step = 'arrive' or step = 'confirm' or step = 'rate')),
  minutes INTEGER not null check (minutes between 1 and 525600),
  set_by TEXT,
  set_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE UNIQUE INDEX due_rule_for on due_rule (region, site_path, category, urgency, step);
CREATE TABLE email_code (
  region INTEGER not null,
  person TEXT not null,
  id TEXT not null,
  email text not null,
  code_tag text not null,
  tries INTEGER not null,
  sent_at INTEGER not null,
  expires_at INTEGER not null,
  used_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX email_code_by_person on email_code (region, person, sent_at);
CREATE INDEX email_code_by_time on email_code (region, sent_at);
CREATE TABLE family_code (
  region INTEGER not null,
  code_index text not null,
  person TEXT not null,
  kind text not null,
  expires_at INTEGER not null, tag text not null default '',
  primary key (region, code_index)
) STRICT;
CREATE INDEX family_code_person on family_code (region, person);
CREATE TABLE family_code_try (
  region INTEGER not null,
  actor TEXT not null,
  day text not null,
  tries INTEGER not null,
  primary key (region, actor, day)
) STRICT;
CREATE TABLE family_link (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  kind text not null check ((kind = 'contact' or kind = 'proxy' or kind = 'guardian')),
  relation text not null,
  relative TEXT,
  contact text,
  state text not null check ((state = 'asked' or state = 'verified' or state = 'ended')),
  verified_how text check ((verified_how = 'station' or verified_how = 'code')),
  decided_by TEXT,
  decided_at INTEGER,
  until_day text,
  entered_by TEXT,
  entered_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX family_person on family_link (region, person);
CREATE INDEX family_relative on family_link (region, relative);
CREATE TABLE follower (
  region INTEGER not null,
  name text not null,
  next_seq INTEGER not null,
  failures INTEGER not null,
  retry_at INTEGER,
  error text not null, seal text,
  primary key (region, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE grid (
  region INTEGER not null,
  id TEXT not null,
  site TEXT not null,
  site_path text not null,
  name text not null,
  keys text not null,
  worker TEXT,
  state text not null check ((state = 'active' or state = 'inactive')),
  created_at INTEGER not null,
  primary key (region, id)
)STRICT;
CREATE UNIQUE INDEX grid_name on grid (region, site, name);
CREATE INDEX grid_path on grid (region, site_path);
CREATE TABLE household (
  region INTEGER not null,
  id TEXT not null,
  site TEXT not null,
  site_path text not null,
  grid TEXT,
  address text not null,
  address_index text not null,
  lat REAL,
  lon REAL,
  note text,
  created_at INTEGER not null, point text,
  primary key (region, id)
)STRICT;
CREATE UNIQUE INDEX household_address on household (region, site, address_index);
CREATE INDEX household_path on household (region, site_path, id);
CREATE TABLE idempotency (
  region INTEGER not null,
  id BLOB not null,
  digest BLOB not null,
  answer BLOB not null,
  kept_at INTEGER not null,
  primary key (region, id)
)STRICT;
CREATE INDEX idempotency_kept_at on idempotency (region, kept_at);
CREATE TABLE job (
  region INTEGER not null,
  id TEXT not null,
  kind text not null,
  key text not null,
  payload text not null,
  due_at INTEGER not null,
  tries INTEGER not null,
  lease_until INTEGER,
  holder text not null,
  state text not null check ((state = 'waiting' or state = 'running' or state = 'dead')),
  last_error text not null,
  primary key (region, id)
) STRICT;
CREATE INDEX job_due on job (region, state, due_at);
CREATE INDEX job_retry on job (region, due_at) where state = 'waiting' and tries > 0;
CREATE UNIQUE INDEX job_waiting on job (region, kind, key) where state = 'waiting';
CREATE TABLE journal_entry (
  region INTEGER not null,
  seq INTEGER not null,
  at INTEGER not null,
  kind text not null,
  version INTEGER not null,
  actor TEXT,
  on_behalf TEXT,
  subject TEXT not null,
  scope text not null,
  people text not null,
  body text not null,
  marks text not null,
  hash BLOB not null,
  primary key (region, seq)
) STRICT;
CREATE INDEX journal_entry_subject on journal_entry (region, subject, seq);
CREATE TABLE journal_head (
  region INTEGER not null primary key,
  size INTEGER not null,
  at INTEGER not null,
  frontier BLOB not null,
  note text not null,
  kept INTEGER not null,
  seal text not null
) STRICT;
CREATE TABLE journal_node (
  region INTEGER not null,
  level INTEGER not null,
  node INTEGER not null,
  hash BLOB not null,
  primary key (region, level, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE known_device (
  region INTEGER not null,
  device_hash text not null,
  person TEXT not null,
  seen_at INTEGER not null,
  primary key (region, device_hash, person)
) STRICT;
CREATE INDEX known_device_by_time on known_device (region, seen_at);
CREATE TABLE licence (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  code text not null,
  number text,
  from_day text not null,
  until_day text not null,
  state text not null check ((state = 'entered' or state = 'verified' or state = 'rejected' or state = 'withdrawn')),
  renews TEXT,
  decided_by TEXT,
  decided_at INTEGER,
  reason text,
  warned_days INTEGER,
  entered_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX licence_person on licence (region, person);
CREATE INDEX licence_queue on licence (region, state, until_day, id);
CREATE TABLE licence_photo (
  region INTEGER not null,
  id TEXT not null,
  licence TEXT not null,
  added_by TEXT not null,
  content_type text not null,
  size_bytes INTEGER not null,
  content text not null,
  at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX licence_photo_by_licence on licence_photo (region, licence, id);
CREATE TABLE membership (
  region INTEGER not null,
  id TEXT not null,
  team TEXT not null,
  person TEXT not null,
  role text not null check ((role = 'member' or role = 'leader')),
  state text not null check ((state = 'requested' or state = 'invited' or state = 'member' or state = 'declined' or state = 'left' or state = 'removed')),
  asked_by TEXT,
  asked_at INTEGER not null,
  decided_by TEXT,
  decided_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE UNIQUE INDEX membership_once on membership (region, team, person);
CREATE INDEX membership_person on membership (region, person);
CREATE TABLE merge_code (
  region INTEGER not null,
  code_index text not null,
  person TEXT not null,
  expires_at INTEGER not null,
  tag text not null,
  primary key (region, code_index)
) STRICT;
CREATE INDEX merge_code_person on merge_code (region, person);
CREATE TABLE migration (
  version INTEGER not null primary key,
  name text not null,
  applied_at INTEGER not null
) STRICT;
CREATE TABLE need (
  region INTEGER not null,
  id TEXT not null,
  number text not null,
  site TEXT not null,
  site_path text not null,
  state text not null check ((state = 'draft' or state = 'submitted' or state = 'returned' or state = 'refused' or state = 'referred' or state = 'accepted' or state = 'awaiting_dispatch' or state = 'offered' or state = 'taken' or state = 'scheduled' or state = 'in_service' or state = 'awaiting_confirmation' or state = 'awaiting_rating' or state = 'archived' or state = 'withdrawn' or state = 'merged')),
  category text not null,
  urgency text not null check ((urgency = 'now' or urgency = 'same_day' or urgency = 'three_days' or urgency = 'appointment')),
  risk text not null check ((risk = 'ordinary' or risk = 'raised' or risk = 'high')),
  source text not null check ((source = 'self' or source = 'family' or source = 'grid_worker' or source = 'hotline' or source = 'counter' or source = 'team' or source = 'home_visit' or source = 'inspection' or source = 'device')),
  recipient TEXT not null,
  asker TEXT not null,
  entered_by TEXT,
  household TEXT,
  details text not null,
  address text,
  window_start INTEGER,
  window_end INTEGER,
  effort_minutes INTEGER not null check (effort_minutes between 5 and 1440),
  people_wanted INTEGER not null check (people_wanted between 1 and 50),
  skills text not null,
  licence text,
  languages text not null,
  lat REAL,
  lon REAL,
  created_at INTEGER not null,
  submitted_at INTEGER,
  state_since INTEGER not null,
  due_at INTEGER,
  reminded_at INTEGER,
  escalation INTEGER not null check (escalation between 0 and 3),
  hold_until INTEGER,
  responded_at INTEGER,
  closed_at INTEGER,
  redo_count INTEGER not null,
  merged_into TEXT,
  state_before_merge text,
  triaged_by TEXT,
  triaged_at INTEGER,
  confirmed_by TEXT,
  confirmed_at INTEGER,
  confirmed_how text,
  rating_stars INTEGER check (rating_stars between 1 and 5),
  rating_tags text not null,
  rating_words text,
  rated_at INTEGER,
  rated_how text, point_from text not null default 'station'
  check ((point_from = 'asked' or point_from = 'home' or point_from = 'station')), moved_from text, state_reason text, before_triage text, exact_point text, ring_at INTEGER, dispatch_due_at INTEGER, address_from text,
  primary key (region, id)
) STRICT;
CREATE INDEX need_by_asker on need (region, asker, id) where asker <> recipient;
CREATE INDEX need_by_due on need (region, due_at) where due_at is not null and ring_at is null;
CREATE INDEX need_by_household on need (region, household, id) where household is not null;
CREATE INDEX need_by_merged on need (region, merged_into) where merged_into is not null;
CREATE INDEX need_by_recipient on need (region, recipient, id);
CREATE INDEX need_by_ring on need (region, ring_at) where ring_at is not null;
CREATE INDEX need_by_site on need (region, site_path, id);
CREATE INDEX need_by_state on need (region, state, site_path, id);
CREATE UNIQUE INDEX need_number on need (region, number);
CREATE TABLE need_attachment (
  region INTEGER not null,
  id TEXT not null,
  need TEXT not null,
  added_by TEXT not null,
  kind text not null check ((kind = 'photo' or kind = 'voice')),
  content_type text not null,
  size_bytes INTEGER not null,
  content text not null,
  at INTEGER not null, of_rating INTEGER check (of_rating in (0, 1)),
  primary key (region, id)
) STRICT;
CREATE INDEX need_attachment_by_need on need_attachment (region, need, id);
CREATE TABLE need_category (
  code text not null primary key,
  name_zh text not null,
  name_en text not null,
  risk text not null check ((risk = 'ordinary' or risk = 'raised' or risk = 'high')),
  licence text,
  skills text not null,
  counts_hours INTEGER not null,
  active INTEGER not null
) STRICT;
CREATE TABLE need_comment (
  region INTEGER not null,
  id TEXT not null,
  need TEXT not null,
  author TEXT not null,
  visible_to text not null check ((visible_to = 'everyone' or visible_to = 'helpers' or visible_to = 'staff')),
  words text not null,
  at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX need_comment_by_author on need_comment (region, author, id);
CREATE INDEX need_comment_by_need on need_comment (region, need, id);
CREATE TABLE need_helper (
  region INTEGER not null,
  need TEXT not null,
  person TEXT not null,
  team TEXT,
  state text not null check ((state = 'taken' or state = 'in_service' or state = 'served' or state = 'left')),
  taken_at INTEGER not null,
  ended_at INTEGER,
  reason_code text,
  primary key (region, need, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX need_helper_by_person on need_helper (region, person, taken_at);
CREATE INDEX need_helper_by_time on need_helper (region, taken_at, person);
CREATE TABLE need_petition (
  region INTEGER not null,
  id TEXT not null,
  need TEXT not null,
  kind text not null check ((kind = 'extension' or kind = 'objection')),
  asked_by TEXT not null,
  asked_at INTEGER not null,
  reason text not null,
  until_at INTEGER,
  state text not null check ((state = 'open' or state = 'granted' or state = 'denied')),
  decided_by TEXT,
  decided_at INTEGER,
  answer text,
  primary key (region, id)
) STRICT;
CREATE INDEX need_petition_by_need on need_petition (region, need, id);
CREATE TABLE need_thanks (
  region INTEGER not null,
  need TEXT not null,
  helper TEXT not null,
  thanked_by TEXT not null,
  words text not null,
  thanked_at INTEGER not null,
  answered_at INTEGER,
  primary key (region, need, helper)
) STRICT;
CREATE INDEX need_thanks_by_helper on need_thanks (region, helper, need);
CREATE TABLE not_duplicate (
  region INTEGER not null,
  a TEXT not null,
  b TEXT not null,
  decided_by TEXT,
  decided_at INTEGER not null,
  primary key (region, a, b)
) STRICT;
CREATE TABLE notice (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  occasion text not null,
  topic text not null,
  event text not null,
  subject TEXT not null,
  site_path text not null,
  detail text not null,
  urgent INTEGER not null check (urgent in (0, 1)),
  made_at INTEGER not null,
  read_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX notice_by_person on notice (region, person, id);
CREATE INDEX notice_by_time on notice (region, made_at);
CREATE UNIQUE INDEX notice_once on notice (region, person, occasion, event);
CREATE INDEX notice_unread on notice (region, person, urgent) where read_at is null;
CREATE TABLE notice_means (
  region INTEGER not null,
  means text not null,
  primary key (region)
) STRICT;
CREATE TABLE notice_person (
  region INTEGER not null,
  person TEXT not null,
  choices text not null,
  quiet text,
  email text,
  email_state text not null check ((email_state = 'none' or email_state = 'confirmed' or email_state = 'bounced')),
  email_at INTEGER,
  changed_at INTEGER not null,
  primary key (region, person)
) STRICT;
CREATE TABLE notice_reminder (
  region INTEGER not null,
  subject TEXT not null,
  person TEXT not null,
  lead_minutes INTEGER not null,
  occasion text not null,
  start_at INTEGER not null,
  due_at INTEGER not null,
  primary key (region, subject, person, lead_minutes)
) STRICT;
CREATE INDEX notice_reminder_by_person on notice_reminder (region, person);
CREATE INDEX notice_reminder_due on notice_reminder (region, due_at);
CREATE TABLE notice_rule (
  region INTEGER not null,
  site_path text not null,
  reminders text not null,
  quiet text,
  set_by TEXT,
  set_at INTEGER not null,
  primary key (region, site_path)
) STRICT;
CREATE TABLE notice_template (
  region INTEGER not null,
  site_path text not null,
  occasion text not null,
  channel text not null check ((channel = 'inbox' or channel = 'email' or channel = 'sms')),
  lang text not null check ((lang = 'zh' or lang = 'en')),
  version INTEGER not null,
  title text,
  words text,
  set_by TEXT,
  set_at INTEGER not null,
  primary key (region, site_path, occasion, channel, lang, version)
) STRICT;
CREATE TABLE notice_visit (
  region INTEGER not null,
  need TEXT not null,
  start_at INTEGER not null,
  end_at INTEGER not null,
  primary key (region, need)
) STRICT;
CREATE TABLE offer (
  region INTEGER not null,
  id TEXT not null,
  need TEXT not null,
  site_path text not null,
  volunteer TEXT not null,
  team TEXT,
  kind text not null check ((kind = 'invitation' or kind = 'claim' or kind = 'team' or kind = 'batch')),
  state text not null check ((state = 'open' or state = 'accepted' or state = 'declined' or state = 'expired' or state = 'withdrawn' or state = 'outrun')),
  score INTEGER not null,
  reasons text not null,
  offered_by TEXT,
  offered_at INTEGER not null,
  answer_due INTEGER not null,
  answered_at INTEGER,
  reason_code text,
  primary key (region, id)
) STRICT;
CREATE INDEX offer_by_due on offer (region, answer_due) where state = 'open';
CREATE INDEX offer_by_need on offer (region, need, id);
CREATE INDEX offer_by_volunteer on offer (region, volunteer, state, id);
CREATE UNIQUE INDEX offer_open on offer (region, need, volunteer) where state = 'open';
CREATE TABLE open_claim (
  region INTEGER not null,
  need TEXT not null,
  site_path text not null,
  opened_by TEXT,
  opened_at INTEGER not null,
  until_at INTEGER not null,
  state text not null check ((state = 'open' or state = 'claimed' or state = 'expired' or state = 'withdrawn')),
  primary key (region, need)
) STRICT;
CREATE INDEX open_claim_by_path on open_claim (region, state, site_path, need);
CREATE TABLE organization (
  region INTEGER not null,
  id TEXT not null,
  name text not null,
  keys text not null,
  kind text not null check ((kind = 'association' or kind = 'branch' or kind = 'unit' or kind = 'school' or kind = 'clinic' or kind = 'other')),
  parent TEXT,
  path text not null,
  depth INTEGER not null,
  site TEXT not null,
  site_path text not null,
  uscc text,
  uscc_override text,
  about text,
  state text not null check ((state = 'active' or state = 'closed')),
  created_by TEXT,
  created_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX organization_path on organization (region, path);
CREATE INDEX organization_site on organization (region, site_path, id);
CREATE UNIQUE INDEX organization_uscc on organization (region, uscc);
CREATE TABLE organization_leader (
  region INTEGER not null,
  organization TEXT not null,
  person TEXT not null,
  since INTEGER not null,
  primary key (region, organization, person)
) STRICT;
CREATE INDEX organization_leader_person on organization_leader (region, person);
CREATE TABLE outbox (
  region INTEGER not null,
  id TEXT not null,
  channel text not null check ((channel = 'email' or channel = 'sms' or channel = 'webhook')),
  occasion text not null,
  topic text not null,
  event text not null,
  notice TEXT,
  person TEXT,
  webhook TEXT,
  subject TEXT not null,
  site_path text not null,
  address text not null,
  address_tag text not null,
  shown text not null,
  words text,
  urgent INTEGER not null check (urgent in (0, 1)),
  state text not null check ((state = 'waiting' or state = 'sending' or state = 'sent' or state = 'refused' or state = 'unknown' or state = 'expired' or state = 'given_up')),
  tries INTEGER not null,
  segments INTEGER not null,
  due_at INTEGER not null,
  until_at INTEGER not null,
  lease_until INTEGER,
  holder text not null,
  handed_at INTEGER,
  said text not null,
  queued_at INTEGER not null,
  done_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX outbox_by_notice on outbox (region, notice) where notice is not null;
CREATE INDEX outbox_by_path on outbox (region, site_path, id);
CREATE INDEX outbox_by_person on outbox (region, person, id);
CREATE INDEX outbox_by_time on outbox (region, queued_at);
CREATE INDEX outbox_by_webhook on outbox (region, webhook, id) where webhook is not null;
CREATE INDEX outbox_due on outbox (region, channel, urgent desc, due_at, id) where state = 'waiting';
CREATE INDEX outbox_handed on outbox (region, channel, handed_at) where handed_at is not null;
CREATE INDEX outbox_held on outbox (region, channel, lease_until) where state = 'sending';
CREATE UNIQUE INDEX outbox_once on outbox (region, event, channel, address_tag);
CREATE TABLE people_code (
  kind text not null check ((kind = 'skill' or kind = 'licence' or kind = 'language' or kind = 'recipient_group')),
  code text not null,
  zh text not null,
  en text not null,
  place INTEGER not null,
  primary key (kind, code)
) STRICT;
CREATE TABLE person (
  region INTEGER not null,
  id TEXT not null,
  state text not null check ((state = 'active' or state = 'merged' or state = 'erased')),
  merged_into TEXT,
  name text not null,
  name_keys text not null,
  name_sound text not null,
  sex text not null check ((sex = 'female' or sex = 'male' or sex = 'unsaid')),
  birth_day text,
  phone text,
  phone_index text,
  id_number text,
  id_index text,
  address text,
  address_index text,
  point text,
  household TEXT,
  home_site TEXT not null,
  site_path text not null,
  language text not null,
  recipient_groups text not null,
  entered_by TEXT,
  entered_how text not null check ((entered_how = 'self' or entered_how = 'counter' or entered_how = 'phone' or entered_how = 'visit' or entered_how = 'import')),
  entered_at INTEGER not null,
  changed_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX person_address on person (region, address_index);
CREATE INDEX person_id_number on person (region, id_index);
CREATE INDEX person_merged on person (region, merged_into);
CREATE INDEX person_path on person (region, site_path, id);
CREATE INDEX person_phone on person (region, phone_index);
CREATE INDEX person_sound on person (region, name_sound);
CREATE TABLE person_hold (
  region INTEGER not null,
  person TEXT not null,
  subject TEXT not null,
  what text not null,
  since INTEGER not null,
  primary key (region, person, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_import (
  region INTEGER not null,
  id TEXT not null,
  kind text not null check ((kind = 'resident' or kind = 'volunteer')),
  site TEXT not null,
  site_path text not null,
  state text not null check ((state = 'previewed' or state = 'committing' or state = 'committed' or state = 'undoing' or state = 'undone')),
  good_rows INTEGER not null,
  bad_rows INTEGER not null,
  next_row INTEGER not null,
  taken_rows INTEGER not null,
  entered_by TEXT,
  entered_at INTEGER not null,
  decided_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX person_import_path on person_import (region, site_path, id);
CREATE INDEX person_import_running on person_import (region, state, id);
CREATE TABLE person_import_error (
  region INTEGER not null,
  import TEXT not null,
  row_number INTEGER not null,
  line INTEGER not null,
  head text not null,
  code text not null,
  en text not null,
  zh text not null,
  primary key (region, import, row_number)
) STRICT;
CREATE TABLE person_import_row (
  region INTEGER not null,
  import TEXT not null,
  row_number INTEGER not null,
  line INTEGER not null,
  cells text,
  state text not null check ((state = 'waiting' or state = 'entered' or state = 'known' or state = 'undone' or state = 'kept')),
  person TEXT,
  primary key (region, import, row_number)
) STRICT;
CREATE INDEX person_import_person on person_import_row (region, person);
CREATE TABLE person_key (
  region INTEGER not null,
  person TEXT not null,
  key_id text not null,
  kek text,
  wrapped text,
  primary key (region, person, key_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_merge (
  region INTEGER not null,
  id TEXT not null,
  kept TEXT not null,
  gone TEXT not null,
  site_path text not null,
  moved text not null,
  merged_by TEXT,
  merged_at INTEGER not null,
  undone_by TEXT,
  undone_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX person_merge_kept on person_merge (region, kept);
CREATE INDEX person_merge_path on person_merge (region, site_path, id);
CREATE TABLE preference (
  region INTEGER not null,
  person TEXT not null,
  type_step INTEGER check (type_step between 0 and 3),
  scheme text check ((scheme = 'device' or scheme = 'light' or scheme = 'dark')),
  key_maps INTEGER check (key_maps in (0, 1)),
  primary key (region, person)
) STRICT;
CREATE TABLE premises (
  region INTEGER not null,
  dir text not null,
  backups text not null,
  backups_kept INTEGER not null,
  opened_at INTEGER not null,
  primary key (region)
) STRICT;
CREATE TABLE reading (
  region INTEGER not null,
  id TEXT not null,
  at INTEGER not null,
  reader TEXT,
  reader_role text,
  reader_scope text not null,
  whom TEXT not null,
  field_class text not null,
  minor INTEGER not null check (minor in (0, 1)),
  reason text not null,
  primary key (region, id)
) STRICT;
CREATE INDEX reading_by_reader on reading (region, reader, at);
CREATE INDEX reading_by_scope on reading (region, reader_scope, id);
CREATE INDEX reading_by_time on reading (region, at);
CREATE INDEX reading_by_whom on reading (region, whom, id);
CREATE TABLE record (
  region INTEGER not null,
  id TEXT not null,
  version INTEGER not null,
  state text not null check ((state = 'pending' or state = 'counted' or state = 'disputed' or state = 'frozen' or state = 'void')),
  grade text not null check ((grade = 'a' or grade = 'b' or grade = 'c' or grade = 'd')),
  volunteer TEXT not null,
  recipient TEXT,
  subject TEXT not null,
  category text not null,
  site TEXT not null,
  site_path text not null,
  in_charge TEXT,
  from_at INTEGER not null,
  to_at INTEGER not null,
  intervals text not null,
  minutes INTEGER not null check (minutes >= 0),
  content text,
  proofs text not null,
  pending_reason text not null,
  first_record INTEGER not null,
  back_filled INTEGER not null,
  requested_by TEXT,
  evidence text,
  attested_by TEXT,
  attested_role text,
  approved_by TEXT,
  sampled INTEGER not null,
  due_at INTEGER not null,
  made_at INTEGER not null,
  changed_at INTEGER not null, approved_minutes INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX record_by_path on record (region, site_path, id);
CREATE INDEX record_by_subject on record (region, subject, volunteer);
CREATE INDEX record_by_volunteer on record (region, volunteer, from_at);
CREATE INDEX record_waiting on record (region, due_at, id) where state <> 'counted' and state <> 'void';
CREATE TABLE record_case (
  region INTEGER not null,
  id TEXT not null,
  record TEXT not null,
  kind text not null check ((kind = 'dispute' or kind = 'not_me')),
  opened_by TEXT not null,
  opened_at INTEGER not null,
  words text not null,
  state text not null check ((state = 'open' or state = 'upheld' or state = 'rejected')),
  decided_by TEXT,
  decided_at INTEGER,
  answer text,
  primary key (region, id)
) STRICT;
CREATE INDEX record_case_by_record on record_case (region, record, id);
CREATE TABLE record_rule (
  region INTEGER not null,
  site_path text not null,
  minutes_min INTEGER not null check (minutes_min between 0 and 480),
  set_by TEXT,
  set_at INTEGER not null, star_hours text,
  primary key (region, site_path)
) STRICT;
CREATE TABLE record_version (
  region INTEGER not null,
  record TEXT not null,
  version INTEGER not null,
  state text not null,
  grade text not null,
  minutes INTEGER not null,
  intervals text not null,
  reason_code text not null,
  changed_by TEXT,
  changed_at INTEGER not null, note text,
  primary key (region, record, version)
) STRICT;
CREATE TABLE reveal (
  region INTEGER not null,
  id TEXT not null,
  actor TEXT not null,
  person TEXT not null,
  what text not null check ((what = 'contact' or what = 'identity' or what = 'minor')),
  at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX reveal_actor on reveal (region, actor, what, at);
CREATE TABLE role_grant (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  role text not null check ((role = 'station_worker' or role = 'subcenter_staff' or role = 'center_staff' or role = 'city_office' or role = 'auditor' or role = 'security_admin' or role = 'system_admin')),
  scope text not null,
  state text not null check ((state = 'proposed' or state = 'active' or state = 'revoked')),
  from_at INTEGER not null,
  until_at INTEGER,
  granted_by TEXT,
  granted_at INTEGER not null,
  approved_by TEXT,
  approved_at INTEGER,
  revoked_by TEXT,
  revoked_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX role_grant_by_person on role_grant (region, person);
CREATE INDEX role_grant_by_scope on role_grant (region, scope, id);
CREATE TABLE session (
  region INTEGER not null,
  id TEXT not null,
  token_hash text not null,
  person TEXT not null,
  method text not null check ((method = 'code' or method = 'staff')),
  device_name text not null,
  created_at INTEGER not null,
  expires_at INTEGER not null,
  ended_at INTEGER, number_of TEXT,
  primary key (region, id)
) STRICT;
CREATE INDEX session_by_expiry on session (region, expires_at);
CREATE INDEX session_by_person on session (region, person, ended_at);
CREATE UNIQUE INDEX session_by_token on session (region, token_hash);
CREATE TABLE session_use (
  region INTEGER not null,
  session TEXT not null,
  last_seen_at INTEGER not null,
  primary key (region, session)
) STRICT;
CREATE TABLE sign_in_code (
  region INTEGER not null,
  request_hash text not null,
  phone_index text not null,
  device_hash text not null,
  code_tag text not null,
  tries INTEGER not null check (tries between 0 and 5),
  next_try_at INTEGER not null,
  sent_at INTEGER not null,
  expires_at INTEGER not null,
  used_at INTEGER,
  demo_code text,
  primary key (region, request_hash)
) STRICT;
CREATE INDEX sign_in_code_by_phone on sign_in_code (region, phone_index, sent_at);
CREATE INDEX sign_in_code_by_time on sign_in_code (region, sent_at);
CREATE TABLE sign_in_throttle (
  region INTEGER not null,
  subject text not null,
  device_hash text not null,
  failures INTEGER not null,
  last_at INTEGER not null,
  primary key (region, subject, device_hash)
) STRICT;
CREATE INDEX sign_in_throttle_by_time on sign_in_throttle (region, last_at);
CREATE TABLE site (
  region INTEGER not null,
  id TEXT not null,
  code text not null,
  path text not null,
  parent TEXT,
  kind text not null check ((kind = 'city' or kind = 'center' or kind = 'subcenter' or kind = 'station')),
  state text not null check ((state = 'active' or state = 'inactive')),
  name text not null,
  keys text not null,
  area text not null,
  lat REAL,
  lon REAL,
  address text,
  phone text,
  contacts text not null,
  opening_hours text not null,
  pilot INTEGER not null,
  demonstration INTEGER not null,
  platforms text not null,
  created_at INTEGER not null,
  primary key (region, id)
)STRICT;
CREATE INDEX site_area on site (region, area);
CREATE UNIQUE INDEX site_code on site (region, code);
CREATE UNIQUE INDEX site_path on site (region, path);
CREATE TABLE sitting (
  region INTEGER not null,
  id TEXT not null,
  subject TEXT not null,
  person TEXT not null,
  site_path text not null,
  planned_start INTEGER not null,
  planned_end INTEGER not null,
  from_at INTEGER not null,
  to_at INTEGER,
  proof_in text not null check ((proof_in = 'code' or proof_in = 'pin' or proof_in = 'ticket' or proof_in = 'closed')),
  proof_out text check ((proof_out = 'code' or proof_out = 'pin' or proof_out = 'ticket' or proof_out = 'closed')),
  flagged INTEGER not null,
  flag_reason text not null,
  primary key (region, id)
) STRICT;
CREATE INDEX sitting_by_person on sitting (region, person, from_at);
CREATE INDEX sitting_by_subject on sitting (region, subject, person);
CREATE UNIQUE INDEX sitting_open on sitting (region, person) where to_at is null;
CREATE TABLE staff_login (
  region INTEGER not null,
  person TEXT not null,
  login text not null,
  name text not null,
  scope text not null,
  state text not null check ((state = 'invited' or state = 'active' or state = 'suspended')),
  password_hash text,
  password_set_at INTEGER,
  totp text,
  totp_next text,
  recovery_hashes text not null,
  invitation_hash text,
  invitation_expires_at INTEGER,
  entered_at INTEGER not null,
  primary key (region, person)
) STRICT;
CREATE UNIQUE INDEX staff_login_by_invitation on staff_login (region, invitation_hash)
  where invitation_hash is not null;
CREATE UNIQUE INDEX staff_login_by_login on staff_login (region, login);
CREATE INDEX staff_login_by_scope on staff_login (region, scope, person);
CREATE TABLE stat_need (
  region INTEGER not null,
  need TEXT not null,
  category text not null,
  source text not null,
  site_path text not null,
  state text not null,
  submitted_at INTEGER not null,
  responded_at INTEGER,
  served_at INTEGER,
  closed_at INTEGER,
  stars INTEGER,
  escalated INTEGER not null,
  primary key (region, need)
) STRICT, WITHOUT ROWID;
CREATE INDEX stat_need_path on stat_need (region, site_path, submitted_at, need);
CREATE INDEX stat_need_time on stat_need (region, submitted_at, site_path);
CREATE TABLE stat_person (
  region INTEGER not null,
  gone TEXT not null,
  kept TEXT not null,
  primary key (region, gone)
) STRICT;
CREATE INDEX stat_person_kept on stat_person (region, kept);
CREATE TABLE stat_round (
  region INTEGER not null,
  need TEXT not null,
  round INTEGER not null,
  served_at INTEGER,
  stars INTEGER,
  primary key (region, need, round)
) STRICT, WITHOUT ROWID;
CREATE TABLE stat_service (
  region INTEGER not null,
  record TEXT not null,
  subject TEXT not null,
  volunteer TEXT not null,
  recipient TEXT,
  category text not null,
  site_path text not null,
  from_at INTEGER not null,
  minutes INTEGER not null,
  grade text not null,
  state text not null,
  volunteer_told TEXT not null,
  recipient_told TEXT,
  primary key (region, record)
) STRICT;
CREATE INDEX stat_service_path on stat_service (region, site_path, from_at, record);
CREATE INDEX stat_service_recipient on stat_service (region, recipient_told);
CREATE INDEX stat_service_subject on stat_service (region, subject);
CREATE INDEX stat_service_time on stat_service (region, from_at, site_path);
CREATE INDEX stat_service_volunteer on stat_service (region, volunteer_told);
CREATE TABLE stat_turn (
  region INTEGER not null,
  need TEXT not null,
  recipient TEXT not null,
  category text not null,
  site_path text not null,
  from_at INTEGER not null,
  minutes INTEGER not null,
  volunteers INTEGER not null,
  record TEXT not null,
  primary key (region, need, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX stat_turn_path on stat_turn (region, site_path, from_at, need, recipient);
CREATE INDEX stat_turn_time on stat_turn (region, from_at, site_path);
CREATE TABLE storage_lane (
  id INTEGER not null primary key,
  holder text not null
) STRICT;
CREATE TABLE team (
  region INTEGER not null,
  id TEXT not null,
  name text not null,
  keys text not null,
  organization TEXT,
  parent TEXT,
  path text not null,
  depth INTEGER not null,
  site TEXT not null,
  site_path text not null,
  categories text not null,
  about text,
  state text not null check ((state = 'active' or state = 'closed')),
  created_by TEXT,
  created_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX team_organization on team (region, organization);
CREATE INDEX team_path on team (region, path);
CREATE INDEX team_site on team (region, site_path, id);
CREATE TABLE text_message (
  region INTEGER not null,
  id TEXT not null,
  purpose text not null,
  segments INTEGER not null,
  state text not null check ((state = 'queued' or state = 'sent' or state = 'expired')),
  queued_at INTEGER not null,
  done_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX text_message_by_time on text_message (region, queued_at);
CREATE TABLE totp_step (
  region INTEGER not null,
  person TEXT not null,
  step INTEGER not null,
  spent_at INTEGER not null,
  primary key (region, person, step)
) STRICT;
CREATE INDEX totp_step_by_time on totp_step (region, spent_at);
CREATE TABLE training (
  region INTEGER not null,
  id TEXT not null,
  person TEXT not null,
  name text not null,
  content text not null,
  minutes INTEGER not null,
  organizer text not null,
  day text not null,
  entered_by TEXT not null,
  voided_at INTEGER,
  primary key (region, id)
) STRICT;
CREATE INDEX training_person on training (region, person);
CREATE TABLE unit (
  region INTEGER not null,
  id TEXT not null,
  site TEXT not null,
  site_path text not null,
  name text not null,
  keys text not null,
  kind text not null check ((kind = 'agency' or kind = 'enterprise' or kind = 'school' or kind = 'clinic' or kind = 'association' or kind = 'troops' or kind = 'other')),
  uscc text,
  uscc_override text,
  phone text,
  contact text,
  offers text not null,
  state text not null check ((state = 'active' or state = 'inactive')),
  created_at INTEGER not null,
  primary key (region, id)
)STRICT;
CREATE INDEX unit_path on unit (region, site_path, id);
CREATE UNIQUE INDEX unit_uscc on unit (region, uscc);
CREATE TABLE upkeep (
  region INTEGER not null,
  id TEXT not null,
  kind text not null check ((kind = 'verification' or kind = 'backup')),
  state text not null check ((state = 'waiting' or state = 'running' or state = 'done' or state = 'failed')),
  asked_at INTEGER not null,
  asked_by TEXT,
  started_at INTEGER,
  ended_at INTEGER,
  lease_until INTEGER,
  part text,
  done INTEGER not null,
  total INTEGER not null,
  leaves INTEGER not null,
  findings text not null,
  not_checked text not null,
  file text not null,
  bytes INTEGER not null,
  error text not null,
  primary key (region, id)
) STRICT;
CREATE INDEX upkeep_by_kind on upkeep (region, kind, state, id);
CREATE UNIQUE INDEX upkeep_open on upkeep (region) where ended_at is null;
CREATE TABLE used_code (
  region INTEGER not null,
  subject TEXT not null,
  person TEXT not null,
  direction text not null,
  slot INTEGER not null,
  primary key (region, subject, person, direction, slot)
) STRICT;
CREATE TABLE vault_key (
  id text not null primary key,
  generation INTEGER not null,
  state text not null check ((state = 'active' or state = 'retiring')),
  wrapped text not null
) STRICT;
CREATE TABLE volunteer (
  region INTEGER not null,
  person TEXT not null,
  state text not null check ((state = 'awaiting_yes' or state = 'active' or state = 'paused' or state = 'left' or state = 'merged')),
  home_site TEXT not null,
  site_path text not null,
  area text,
  lat REAL,
  lon REAL,
  skills text not null,
  categories text not null,
  languages text not null,
  free_hours text not null,
  exceptions text not null,
  transport text not null check ((transport = 'walk' or transport = 'cycle' or transport = 'drive')),
  insured_until text,
  trained_for_risk INTEGER not null,
  paused_until text,
  joined_at INTEGER not null,
  entered_by TEXT,
  changed_at INTEGER not null,
  primary key (region, person)
) STRICT;
CREATE INDEX volunteer_insured on volunteer (region, insured_until) where insured_until is not null;
CREATE INDEX volunteer_path on volunteer (region, state, site_path, person);
CREATE INDEX volunteer_pause on volunteer (region, paused_until) where paused_until is not null;
CREATE TABLE volunteer_identity (
  region INTEGER not null,
  id_index text not null,
  person TEXT not null,
  primary key (region, id_index)
) STRICT;
CREATE TABLE webhook (
  region INTEGER not null,
  id TEXT not null,
  name text not null,
  site_path text not null,
  organization TEXT,
  url text not null,
  host text not null,
  secret text not null,
  occasions text not null,
  state text not null check ((state = 'active' or state = 'paused' or state = 'disabled' or state = 'removed')),
  failures INTEGER not null,
  said text not null,
  made_by TEXT,
  made_at INTEGER not null,
  changed_at INTEGER not null,
  primary key (region, id)
) STRICT;
CREATE INDEX webhook_by_organization on webhook (region, organization, id)
  where organization is not null;
CREATE INDEX webhook_by_path on webhook (region, site_path, id);
CREATE TABLE wrong_try (
  region INTEGER not null,
  subject TEXT not null,
  person TEXT not null,
  since INTEGER not null,
  tries INTEGER not null,
  primary key (region, subject, person)
) STRICT;
