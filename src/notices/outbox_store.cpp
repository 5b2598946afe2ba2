#include "notices/outbox_store.h"

#include "access/access.h"

namespace lastmile::notices {
namespace {

using storage::Sql;

#define SENDING_COLUMNS                                                                        \
  "region, id, channel, occasion, topic, event, notice, person, webhook, subject, site_path, " \
  "address, address_tag, shown, words, urgent, state, tries, segments, due_at, until_at, "     \
  "lease_until, holder, handed_at, said, queued_at, done_at from outbox "

const Sql sending_by_id{"notices.sending_by_id",
                        "select " SENDING_COLUMNS "where region = $1 and id = $2"};

// The urgent ones first, then who has waited longest.
const Sql sending_due{"notices.sending_due", "select " SENDING_COLUMNS R"(
  where region = $1 and channel = $2 and state = 'waiting' and due_at <= $3
  order by urgent desc, due_at, id limit 1)"};

const Sql sending_abandoned{"notices.sending_abandoned", "select " SENDING_COLUMNS R"(
  where region = $1 and channel = $2 and state = 'sending' and lease_until < $3
  order by lease_until limit 1)"};

const Sql handed_count{"notices.handed_count", R"(
  select count(*), coalesce(sum(case when address_tag = $4 then 1 else 0 end), 0) from outbox
  where region = $1 and channel = $2 and handed_at >= $3)"};

const Sql sendings_of{"notices.sendings_of", R"(
  select notice, channel, state from outbox
  where region = $1 and notice is not null and notice {in $2} order by id)"};

const Sql outbox_page{"notices.outbox_page", "select " SENDING_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path < $3 and id < $4
    and ($5 = '' or state = $5) and ($6 = '' or channel = $6) and ($7 = '' or occasion = $7)
    and ($8 = 0 or state in ('refused', 'unknown', 'expired', 'given_up'))
  order by id desc limit $9)"};

const Sql outbox_counts{"notices.outbox_counts", R"(
  select channel, state, count(*), coalesce(sum(segments), 0) from outbox
  where region = $1 and site_path >= $2 and site_path < $3
  group by channel, state order by channel, state)"};

const Sql undelivered_count{"notices.undelivered_count", R"(
  select count(*) from outbox
  where region = $1 and site_path = $2 and done_at >= $3
    and state in ('refused', 'unknown', 'expired', 'given_up'))"};

const Sql outbox_forgotten{"notices.outbox_forgotten",
                           "delete from outbox where region = $1 and person = $2"};

const Sql waiting_of{"notices.waiting_of", "select " SENDING_COLUMNS R"(
  where region = $1 and person = $2 and channel = $3 and state = 'waiting' order by id)"};

const Sql waiting_for{"notices.waiting_for", "select " SENDING_COLUMNS R"(
  where region = $1 and webhook is not null and webhook = $2 and state = 'waiting'
  order by id)"};

const Sql outbox_held_back{"notices.outbox_held_back", R"(
  update outbox set state = 'unknown', said = $2, done_at = $3, lease_until = null
  where region = $1 and state in ('waiting', 'sending'))"};

const Sql outbox_purged{"notices.outbox_purged", R"(
  delete from outbox where region = $1 and id in (
    select id from outbox where region = $1 and queued_at < $2 limit 500))"};

}  // namespace

std::optional<SendingRow> load_sending(storage::Tx& tx, int region, SendingId id) {
  return tx.row<SendingRow>(sending_by_id, region, id);
}

std::optional<SendingRow> load_due(storage::Tx& tx, int region, Channel channel, Instant now) {
  return tx.row<SendingRow>(sending_due, region, channel, now);
}

std::optional<SendingRow> load_abandoned(storage::Tx& tx, int region, Channel channel,
                                         Instant now) {
  return tx.row<SendingRow>(sending_abandoned, region, channel, now);
}

HandedCount count_handed(storage::Tx& tx, int region, const HandedSince& which) {
  return tx.row<HandedCount>(handed_count, region, which.channel, which.since, which.address_tag)
      .value_or(HandedCount{});
}

std::vector<NoticeSending> load_sendings_of(storage::Tx& tx, int region,
                                            const std::vector<NoticeId>& notices) {
  if (notices.empty()) return {};
  return tx.rows<NoticeSending>(sendings_of, region, storage::in_list(notices));
}

std::vector<SendingRow> load_outbox(storage::Tx& tx, int region, const OutboxFilter& f) {
  SendingId before = f.before;
  if (before.is_nil()) before.uuid.bytes.fill(0xff);
  return tx.rows<SendingRow>(outbox_page, region, f.under, access::path_end(f.under), before,
                             f.state, f.channel, f.occasion, f.undelivered, f.limit);
}

std::vector<StateCount> count_outbox(storage::Tx& tx, int region, std::string_view under) {
  return tx.rows<StateCount>(outbox_counts, region, under, access::path_end(under));
}

std::int64_t count_undelivered(storage::Tx& tx, int region, std::string_view site_path,
                               Instant since) {
  return tx.row<std::int64_t>(undelivered_count, region, site_path, since).value_or(0);
}

void delete_outbox_of(storage::Tx& tx, int region, PersonId person) {
  tx.run(outbox_forgotten, region, person);
}

std::vector<SendingRow> load_waiting_of(storage::Tx& tx, int region, PersonId person,
                                        Channel channel) {
  return tx.rows<SendingRow>(waiting_of, region, person, channel);
}

std::vector<SendingRow> load_waiting_for(storage::Tx& tx, int region, WebhookId webhook) {
  return tx.rows<SendingRow>(waiting_for, region, webhook);
}

std::int64_t hold_all(storage::Tx& tx, int region, std::string_view said, Instant now) {
  return tx.run(outbox_held_back, region, said, now);
}

std::int64_t purge_outbox(storage::Tx& tx, int region, Instant before) {
  return tx.run(outbox_purged, region, before);
}

}  // namespace lastmile::notices
