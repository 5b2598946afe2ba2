#pragma once
#include "notices/notice.h"
#include "people/people.h"

/// Table `outbox`: one message to one address.
namespace lastmile::notices {

struct SendingRow {
  int region = 0;
  SendingId id;
  Channel channel = Channel::email;
  Occasion occasion = Occasion::test;
  Topic topic = Topic::security;
  std::string event;
  std::optional<NoticeId> notice;
  std::optional<PersonId> person;
  std::optional<WebhookId> webhook;
  Uuid subject{};
  std::string site_path;
  vault::Sealed address;    // for the person; a test's and a webhook's with the machine's own key
  std::string address_tag;  // equal addresses meet, nothing else is learned
  std::string shown;        // the address masked
  std::optional<vault::Sealed> words;  // what cannot be made anew: a code, a payload, a detail
  bool urgent = false;
  SendingState state = SendingState::waiting;
  std::int64_t tries = 0;
  std::int64_t segments = 0;  // of a text message
  Instant due_at{};
  Instant until_at{};
  std::optional<Instant> lease_until;
  std::string holder;
  std::optional<Instant> handed_at;  // from here on nobody can be sure that it did not arrive
  std::string said;                  // by the far end, or what stood in the way
  Instant queued_at{};
  std::optional<Instant> done_at;
};
BOOST_DESCRIBE_STRUCT(SendingRow, (),
                      (region, id, channel, occasion, topic, event, notice, person, webhook,
                       subject, site_path, address, address_tag, shown, words, urgent, state, tries,
                       segments, due_at, until_at, lease_until, holder, handed_at, said, queued_at,
                       done_at))

std::optional<SendingRow> load_sending(storage::Tx& tx, int region, SendingId id);
/// The one that may go out first on a channel, if any is due.
std::optional<SendingRow> load_due(storage::Tx& tx, int region, Channel channel, Instant now);
/// One whose sender fell silent.
std::optional<SendingRow> load_abandoned(storage::Tx& tx, int region, Channel channel, Instant now);
/// Handed over since then: of all, and to one address.
struct HandedCount {
  std::int64_t all = 0;
  std::int64_t here = 0;
};
BOOST_DESCRIBE_STRUCT(HandedCount, (), (all, here))
struct HandedSince {
  Channel channel = Channel::sms;
  Instant since{};
  std::string_view address_tag;
};
HandedCount count_handed(storage::Tx& tx, int region, const HandedSince& which);

/// How the messages of some notices stand.
struct NoticeSending {
  NoticeId notice;
  Channel channel = Channel::email;
  SendingState state = SendingState::waiting;
};
BOOST_DESCRIBE_STRUCT(NoticeSending, (), (notice, channel, state))
std::vector<NoticeSending> load_sendings_of(storage::Tx& tx, int region,
                                            const std::vector<NoticeId>& notices);

struct OutboxFilter {
  std::string under;         // path
  std::string state = {};    // empty: all
  bool undelivered = false;  // what ended without arriving, or perhaps so
  std::string channel = {};
  std::string occasion = {};
  SendingId before = {};  // newest first; nil: from the newest
  std::int64_t limit = 50;
};
std::vector<SendingRow> load_outbox(storage::Tx& tx, int region, const OutboxFilter& filter);

struct StateCount {
  Channel channel = Channel::email;
  SendingState state = SendingState::waiting;
  std::int64_t messages = 0;
  std::int64_t segments = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (channel, state, messages, segments))
std::vector<StateCount> count_outbox(storage::Tx& tx, int region, std::string_view under);
/// Ended undelivered at a site since then.
std::int64_t count_undelivered(storage::Tx& tx, int region, std::string_view site_path,
                               Instant since);

void delete_outbox_of(storage::Tx& tx, int region, PersonId person);
/// Those of a channel that wait for somebody: they end with `said`.
std::vector<SendingRow> load_waiting_of(storage::Tx& tx, int region, PersonId person,
                                        Channel channel);
std::vector<SendingRow> load_waiting_for(storage::Tx& tx, int region, WebhookId webhook);
/// Ends whatever waits or is being sent as unknown; returns how many.
std::int64_t hold_all(storage::Tx& tx, int region, std::string_view said, Instant now);
std::int64_t purge_outbox(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::SendingRow> {
  static constexpr std::string_view name = "outbox";
  static constexpr std::size_t key_columns = 2;
};
