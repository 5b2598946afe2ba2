-- Who was asked to meet which need, and what they said.

-- @sealed
create table offer (
  region {int} not null,
  id {id} not null,
  need {id} not null,
  site_path text not null,
  volunteer {id} not null,
  team {id},
  kind text not null check (kind in ('invitation','claim','team','batch')),
  state text not null check (state in ('open','accepted','declined','expired','withdrawn','outrun')),
  score {int} not null,
  reasons text not null,
  offered_by {id},
  offered_at {int} not null,
  answer_due {int} not null,
  answered_at {int},
  reason_code text,
  primary key (region, id)
) {strict};
create index offer_by_need on offer (region, need, id);
create index offer_by_volunteer on offer (region, volunteer, state, id);
create index offer_by_due on offer (region, answer_due) where state = 'open';
-- A volunteer is asked once at a time for one need.
create unique index offer_open on offer (region, need, volunteer) where state = 'open';

-- 抢单: a need anyone fitting of the subtree may claim until a time; the first one has it.
-- @sealed
create table open_claim (
  region {int} not null,
  need {id} not null,
  site_path text not null,
  opened_by {id},
  opened_at {int} not null,
  until_at {int} not null,
  state text not null check (state in ('open','claimed','expired','withdrawn')),
  primary key (region, need)
) {strict};
create index open_claim_by_path on open_claim (region, state, site_path, need);

-- A batch matching: asked for, solved outside any transaction, proposed, accepted or thrown away.
-- @sealed
create table dispatch_run (
  region {int} not null,
  id {id} not null,
  site_path text not null,
  state text not null check (state in ('queued','proposed','accepted','discarded','failed')),
  asked_by {id},
  asked_at {int} not null,
  solved_at {int},
  needs {int} not null,
  matched {int} not null,
  cost {int} not null,
  lower_bound {int} not null,
  proposal text not null,
  decided_by {id},
  decided_at {int},
  primary key (region, id)
) {strict};
create index dispatch_run_by_path on dispatch_run (region, site_path, id);
