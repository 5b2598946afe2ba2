-- People: residents, volunteers, teams, organizations. ID numbers, phones and exact addresses stand
-- here only sealed, beside blind indexes; names stay readable, for they are searched.

-- Skills, licences, languages, recipient groups, service categories of interest: codes with names.
-- @sealed reference
create table people_code (
  kind text not null check (kind in ('skill','licence','language','recipient_group')),
  code text not null,
  zh text not null,
  en text not null,
  place {int} not null,
  primary key (kind, code)
) {strict};

-- The words a consent was asked with, by version: never changed, only followed by newer ones.
-- @sealed reference
create table consent_wording (
  kind text not null,
  version {int} not null,
  zh text not null,
  en text not null,
  primary key (kind, version)
) {strict};

-- @sealed
create table person (
  region {int} not null,
  id {id} not null,
  state text not null check (state in ('active','merged','erased')),
  merged_into {id},
  name text not null,
  name_keys text not null,
  name_sound text not null,
  sex text not null check (sex in ('female','male','unsaid')),
  birth_day text,
  phone text,
  phone_index text,
  id_number text,
  id_index text,
  address text,
  address_index text,
  point text,
  household {id},
  home_site {id} not null,
  site_path text not null,
  language text not null,
  recipient_groups text not null,
  entered_by {id},
  entered_how text not null check (entered_how in ('self','counter','phone','visit','import')),
  entered_at {int} not null,
  changed_at {int} not null,
  primary key (region, id)
) {strict};
create index person_path on person (region, site_path, id);
create index person_phone on person (region, phone_index);
create index person_id_number on person (region, id_index);
create index person_address on person (region, address_index);
create index person_sound on person (region, name_sound);
create index person_merged on person (region, merged_into);

-- One volunteer for one ID number: claimed before it is written, so that hours cannot be doubled.
-- @sealed
create table volunteer_identity (
  region {int} not null,
  id_index text not null,
  person {id} not null,
  primary key (region, id_index)
) {strict};

-- @sealed
create table volunteer (
  region {int} not null,
  person {id} not null,
  state text not null check (state in ('awaiting_yes','active','paused','left','merged')),
  home_site {id} not null,
  site_path text not null,
  area text,
  lat {real},
  lon {real},
  skills text not null,
  categories text not null,
  languages text not null,
  free_hours text not null,
  exceptions text not null,
  transport text not null check (transport in ('walk','cycle','drive')),
  insured_until text,
  trained_for_risk {int} not null,
  paused_until text,
  joined_at {int} not null,
  entered_by {id},
  changed_at {int} not null,
  primary key (region, person)
) {strict};
create index volunteer_path on volunteer (region, state, site_path, person);
create index volunteer_insured on volunteer (region, insured_until) where insured_until is not null;
create index volunteer_pause on volunteer (region, paused_until) where paused_until is not null;

-- @sealed
create table licence (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  code text not null,
  number text,
  from_day text not null,
  until_day text not null,
  state text not null check (state in ('entered','verified','rejected','withdrawn')),
  renews {id},
  decided_by {id},
  decided_at {int},
  reason text,
  warned_days {int},
  entered_at {int} not null,
  primary key (region, id)
) {strict};
create index licence_person on licence (region, person);
create index licence_queue on licence (region, state, until_day, id);

-- Training attended (R67 8).
-- @sealed
create table training (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  name text not null,
  content text not null,
  minutes {int} not null,
  organizer text not null,
  day text not null,
  entered_by {id} not null,
  voided_at {int},
  primary key (region, id)
) {strict};
create index training_person on training (region, person);

-- Awards (R67 9).
-- @sealed
create table award (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  name text not null,
  day text not null,
  granted_by text not null,
  proof text not null,
  verified_by {id},
  entered_by {id} not null,
  voided_at {int},
  primary key (region, id)
) {strict};
create index award_person on award (region, person);

-- @sealed
create table consent (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  kind text not null,
  wording_version {int} not null,
  how text not null,
  given_by {id},
  given_at {int} not null,
  withdrawn_by {id},
  withdrawn_at {int},
  primary key (region, id)
) {strict};
create index consent_person on consent (region, person, kind);

-- A family contact (name and phone sealed), or a relative with an account who may speak for someone.
-- @sealed
create table family_link (
  region {int} not null,
  id {id} not null,
  person {id} not null,
  kind text not null check (kind in ('contact','proxy','guardian')),
  relation text not null,
  relative {id},
  contact text,
  state text not null check (state in ('asked','verified','ended')),
  verified_how text check (verified_how in ('station','code')),
  decided_by {id},
  decided_at {int},
  until_day text,
  entered_by {id},
  entered_at {int} not null,
  primary key (region, id)
) {strict};
create index family_person on family_link (region, person);
create index family_relative on family_link (region, relative);

-- @volatile one-time codes a resident gives to a relative; worthless after a week
create table family_code (
  region {int} not null,
  code_index text not null,
  person {id} not null,
  kind text not null,
  expires_at {int} not null,
  primary key (region, code_index)
) {strict};
create index family_code_person on family_code (region, person);

-- @volatile wrong codes typed, counted by the day; worthless the day after
create table family_code_try (
  region {int} not null,
  actor {id} not null,
  day text not null,
  tries {int} not null,
  primary key (region, actor, day)
) {strict};

-- @sealed
create table organization (
  region {int} not null,
  id {id} not null,
  name text not null,
  keys text not null,
  kind text not null check (kind in ('association','branch','unit','school','clinic','other')),
  parent {id},
  path text not null,
  depth {int} not null,
  site {id} not null,
  site_path text not null,
  uscc text,
  uscc_override text,
  about text,
  state text not null check (state in ('active','closed')),
  created_by {id},
  created_at {int} not null,
  primary key (region, id)
) {strict};
create unique index organization_uscc on organization (region, uscc);
create index organization_path on organization (region, path);
create index organization_site on organization (region, site_path, id);

-- @sealed
create table organization_leader (
  region {int} not null,
  organization {id} not null,
  person {id} not null,
  since {int} not null,
  primary key (region, organization, person)
) {strict};
create index organization_leader_person on organization_leader (region, person);

-- @sealed
create table team (
  region {int} not null,
  id {id} not null,
  name text not null,
  keys text not null,
  organization {id},
  parent {id},
  path text not null,
  depth {int} not null,
  site {id} not null,
  site_path text not null,
  categories text not null,
  about text,
  state text not null check (state in ('active','closed')),
  created_by {id},
  created_at {int} not null,
  primary key (region, id)
) {strict};
create index team_path on team (region, path);
create index team_site on team (region, site_path, id);
create index team_organization on team (region, organization);

-- @sealed
create table membership (
  region {int} not null,
  id {id} not null,
  team {id} not null,
  person {id} not null,
  role text not null check (role in ('member','leader')),
  state text not null check (state in ('requested','invited','member','declined','left','removed')),
  asked_by {id},
  asked_at {int} not null,
  decided_by {id},
  decided_at {int},
  primary key (region, id)
) {strict};
create unique index membership_once on membership (region, team, person);
create index membership_person on membership (region, person);

-- Asked not to be matched; a < b.
-- @sealed
create table apart (
  region {int} not null,
  a {id} not null,
  b {id} not null,
  reason text not null,
  asked_by {id},
  asked_at {int} not null,
  ended_at {int},
  primary key (region, a, b)
) {strict};
create index apart_b on apart (region, b);

-- Two people looked at and found to be two; a < b.
-- @sealed
create table not_duplicate (
  region {int} not null,
  a {id} not null,
  b {id} not null,
  decided_by {id},
  decided_at {int} not null,
  primary key (region, a, b)
) {strict};

-- What a merge moved, as ids and codes, so that it can be undone.
-- @sealed
create table person_merge (
  region {int} not null,
  id {id} not null,
  kept {id} not null,
  gone {id} not null,
  site_path text not null,
  moved text not null,
  merged_by {id},
  merged_at {int} not null,
  undone_by {id},
  undone_at {int},
  primary key (region, id)
) {strict};
create index person_merge_kept on person_merge (region, kept);
create index person_merge_path on person_merge (region, site_path, id);

-- Something under way that needs the person: erasure waits for it.
-- @sealed
create table person_hold (
  region {int} not null,
  person {id} not null,
  subject {id} not null,
  what text not null,
  since {int} not null,
  primary key (region, person, subject)
) {without_rowid};

-- Who looked at what in full; the daily cap counts here, the reason stands in the log of reads.
-- @sealed
create table reveal (
  region {int} not null,
  id {id} not null,
  actor {id} not null,
  person {id} not null,
  what text not null check (what in ('contact','identity','minor')),
  at {int} not null,
  primary key (region, id)
) {strict};
create index reveal_actor on reveal (region, actor, what, at);

-- A file of people looked at before it is taken in. The rows are sealed with a key of the file's
-- own, which is destroyed once they are in.
-- @sealed
create table person_import (
  region {int} not null,
  id {id} not null,
  kind text not null check (kind in ('resident','volunteer')),
  site {id} not null,
  site_path text not null,
  state text not null check (state in ('previewed','committing','committed','undoing','undone')),
  good_rows {int} not null,
  bad_rows {int} not null,
  next_row {int} not null,
  taken_rows {int} not null,
  entered_by {id},
  entered_at {int} not null,
  decided_at {int},
  primary key (region, id)
) {strict};
create index person_import_path on person_import (region, site_path, id);
create index person_import_running on person_import (region, state, id);

-- @sealed
create table person_import_row (
  region {int} not null,
  import {id} not null,
  row_number {int} not null,
  line {int} not null,
  cells text,
  state text not null check (state in ('waiting','entered','known','undone','kept')),
  person {id},
  primary key (region, import, row_number)
) {strict};
create index person_import_person on person_import_row (region, person);

insert into people_code (kind, code, zh, en, place) values
  ('skill', 'companionship', '陪伴聊天', 'Companionship', 1),
  ('skill', 'errands', '跑腿代办', 'Errands', 2),
  ('skill', 'housework', '家务整理', 'Housework', 3),
  ('skill', 'cooking', '做饭送餐', 'Cooking and meals', 4),
  ('skill', 'haircut', '理发', 'Haircutting', 5),
  ('skill', 'carrying', '搬运', 'Carrying', 6),
  ('skill', 'repairs', '维修', 'Repairs', 7),
  ('skill', 'electrics', '电器维修', 'Electrical repairs', 8),
  ('skill', 'plumbing', '水暖维修', 'Plumbing', 9),
  ('skill', 'driving', '驾驶', 'Driving', 10),
  ('skill', 'escort', '陪诊陪护', 'Escort to hospital', 11),
  ('skill', 'nursing', '护理', 'Nursing care', 12),
  ('skill', 'first_aid', '急救', 'First aid', 13),
  ('skill', 'free_clinic', '义诊', 'Free clinic', 14),
  ('skill', 'counselling', '心理疏导', 'Counselling', 15),
  ('skill', 'legal_advice', '法律咨询', 'Legal advice', 16),
  ('skill', 'mediation', '调解', 'Mediation', 17),
  ('skill', 'tutoring', '课业辅导', 'Tutoring', 18),
  ('skill', 'childcare', '儿童看护', 'Childcare', 19),
  ('skill', 'lecturing', '宣讲', 'Lecturing', 20),
  ('skill', 'arts', '文艺表演', 'Performing arts', 21),
  ('skill', 'calligraphy', '书法美术', 'Calligraphy and painting', 22),
  ('skill', 'sport', '体育指导', 'Sport', 23),
  ('skill', 'digital', '手机与网络', 'Phones and the net', 24),
  ('skill', 'farming', '农技', 'Farming', 25),
  ('skill', 'cleaning', '环境清洁', 'Clean-up', 26),
  ('skill', 'sorting', '垃圾分类', 'Waste sorting', 27),
  ('skill', 'traffic', '交通疏导', 'Traffic guidance', 28),
  ('skill', 'patrol', '巡逻', 'Patrol', 29),
  ('skill', 'fire_safety', '消防', 'Fire safety', 30),
  ('skill', 'rescue', '应急救援', 'Rescue', 31),
  ('skill', 'photography', '摄影摄像', 'Photography', 32),
  ('skill', 'writing', '文字宣传', 'Writing', 33),
  ('skill', 'translation', '翻译', 'Translation', 34),
  ('skill', 'sign_language', '手语', 'Sign language', 35),
  ('skill', 'organizing', '组织协调', 'Organizing', 36),
  ('licence', 'doctor', '执业医师', 'Doctor', 1),
  ('licence', 'nurse', '护士', 'Nurse', 2),
  ('licence', 'pharmacist', '药师', 'Pharmacist', 3),
  ('licence', 'lawyer', '律师', 'Lawyer', 4),
  ('licence', 'legal_worker', '基层法律服务工作者', 'Grassroots legal worker', 5),
  ('licence', 'counsellor', '心理咨询师', 'Counsellor', 6),
  ('licence', 'first_aid', '急救证', 'First-aid certificate', 7),
  ('licence', 'electrician', '电工', 'Electrician', 8),
  ('licence', 'driver', '机动车驾驶证', 'Driving licence', 9),
  ('licence', 'teacher', '教师资格', 'Teacher', 10),
  ('licence', 'social_worker', '社会工作者', 'Social worker', 11),
  ('licence', 'mediator', '人民调解员', 'People''s mediator', 12),
  ('licence', 'rescuer', '应急救援员', 'Rescuer', 13),
  ('licence', 'firefighter', '消防员', 'Firefighter', 14),
  ('licence', 'lifeguard', '救生员', 'Lifeguard', 15),
  ('licence', 'caregiver', '养老护理员', 'Caregiver', 16),
  ('language', 'zh', '普通话', 'Mandarin', 1),
  ('language', 'zh_henan', '河南话', 'Henan dialect', 2),
  ('language', 'zh_shaanxi', '陕西话', 'Shaanxi dialect', 3),
  ('language', 'zh_shanxi', '山西话', 'Shanxi dialect', 4),
  ('language', 'zh_northeast', '东北话', 'North-eastern dialect', 5),
  ('language', 'yue', '粤语', 'Cantonese', 6),
  ('language', 'wu', '吴语', 'Wu', 7),
  ('language', 'nan', '闽南语', 'Southern Min', 8),
  ('language', 'hak', '客家话', 'Hakka', 9),
  ('language', 'bo', '藏语', 'Tibetan', 10),
  ('language', 'ug', '维吾尔语', 'Uyghur', 11),
  ('language', 'mn', '蒙古语', 'Mongolian', 12),
  ('language', 'za', '壮语', 'Zhuang', 13),
  ('language', 'ko', '朝鲜语', 'Korean', 14),
  ('language', 'csl', '中国手语', 'Chinese Sign Language', 15),
  ('language', 'en', '英语', 'English', 16),
  ('language', 'ja', '日语', 'Japanese', 17),
  ('language', 'ru', '俄语', 'Russian', 18),
  ('recipient_group', 'child', '儿童', 'Child', 1),
  ('recipient_group', 'woman', '妇女', 'Woman', 2),
  ('recipient_group', 'elder', '老年人', 'Elder', 3),
  ('recipient_group', 'disabled', '残疾人', 'Disabled person', 4),
  ('recipient_group', 'hardship', '困难家庭', 'Family in hardship', 5),
  ('recipient_group', 'veteran', '退役军人', 'Veteran', 6),
  ('recipient_group', 'public', '社会公众', 'General public', 7),
  ('recipient_group', 'special', '特殊群体', 'Special group', 8),
  ('recipient_group', 'other', '其他', 'Other', 9);

insert into consent_wording (kind, version, zh, en) values
  ('record', 1, '我同意本平台记录我的姓名、性别、出生日期、联系方式和住址,仅用于志愿服务的对接与记录。我可以随时查看、更正、导出或要求删除。',
   'I agree that this platform keeps my name, sex, birth date, contact and address, only to arrange and record volunteer service. I may see, correct, export or delete them at any time.'),
  ('contact_sharing', 1, '我同意把我的电话和地址告诉已接单、即将上门的志愿者。',
   'I agree that my phone and address are told to the volunteer who has accepted and is coming.'),
  ('sensitive', 1, '我单独同意记录我的残疾、困难等敏感情况,仅用于安排合适的帮助。',
   'I separately agree that disability, hardship and the like are recorded, only to arrange fitting help.'),
  ('photo', 1, '我同意在服务现场拍摄的照片中出现。', 'I agree to appear in photos taken where service happens.'),
  ('publish_name', 1, '我同意公布我的姓名(例如感谢和表彰)。',
   'I agree that my name is published, for example in thanks and honours.'),
  ('notices', 1, '我同意接收与我的需求和服务有关的短信与消息。',
   'I agree to get messages about my needs and my service.'),
  ('guardian_joining', 1, '作为监护人,我同意被监护人参加与其年龄相适应的志愿服务。',
   'As guardian I agree that the child in my care takes part in volunteer service fit for its age.');
