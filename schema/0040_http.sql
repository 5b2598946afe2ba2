-- Answers to commands, kept 48 hours so that a command sent again gets the same answer and is not
-- done again. Without the sender's own key and the vault's, a row tells nothing.
-- @volatile answers kept for resending; after 48 hours they go anyway
create table idempotency (
  region {int} not null,
  id {bytes} not null,
  digest {bytes} not null,
  answer {bytes} not null,
  kept_at {int} not null,
  primary key (region, id)
){strict};
create index idempotency_kept_at on idempotency (region, kept_at);
