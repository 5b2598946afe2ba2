#pragma once
#include "access/site_path.h"
#include "notices/outbox_store.h"

/// What went out and what did not, as staff see it: right people_read over the site reads, right
/// people_write sends again and gives up. No text and no whole address is shown.
namespace lastmile::notices {

struct SendingView {
  SendingId id;
  Channel channel = Channel::email;
  SendingState state = SendingState::waiting;
  Occasion occasion = Occasion::test;
  std::string shown;  // the address masked, or the webhook's host
  std::optional<PersonId> person;
  std::optional<WebhookId> webhook;
  Uuid subject{};
  std::string site_path;
  bool urgent = false;
  std::int64_t tries = 0;
  std::int64_t segments = 0;
  std::string said;  // by the other side, or what stood in the way
  Instant queued_at;
  Instant due_at;    // of the next try
  Instant until_at;  // when it is too late
  std::optional<Instant> handed_at;
  std::optional<Instant> done_at;
};
BOOST_DESCRIBE_STRUCT(SendingView, (),
                      (id, channel, state, occasion, shown, person, webhook, subject, site_path,
                       urgent, tries, segments, said, queued_at, due_at, until_at, handed_at,
                       done_at))

struct ListOutbox {
  access::SitePath under;
  std::optional<SendingState> state;
  std::optional<bool> undelivered;  // only what ended without arriving, or perhaps so
  std::optional<Channel> channel;
  std::optional<Occasion> occasion;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListOutbox, (), (under, state, undelivered, channel, occasion, cursor, limit))
/// Newest first.
Result<Page<SendingView>> list_outbox(Call& call, const ListOutbox& query);

struct CountOutbox {
  access::SitePath under;
};
BOOST_DESCRIBE_STRUCT(CountOutbox, (), (under))
struct OutboxCounts {
  std::vector<StateCount> items;
  std::int64_t undelivered = 0;
};
BOOST_DESCRIBE_STRUCT(OutboxCounts, (), (items, undelivered))
Result<OutboxCounts> count_outbox_under(Call& call, const CountOutbox& query);

struct SendingRef {
  SendingId sending;
};
BOOST_DESCRIBE_STRUCT(SendingRef, (), (sending))
/// Whoever sends an `unknown` one again accepts that it may arrive twice. `sending_unknown`,
/// `not_yours`, `sending_under_way`, `sending_done`, `sending_nameless`.
Result<SendingView> retry_sending(Call& call, const SendingRef& cmd);
/// Of one that waits: it is not sent. Of one that did not arrive: it is looked after.
/// `sending_unknown`, `not_yours`, `sending_under_way`, `sending_done`.
Result<SendingView> give_up_sending(Call& call, const SendingRef& cmd);

struct SendTest {
  Channel channel;
  Text<3, 254> to;
};
BOOST_DESCRIBE_STRUCT(SendTest, (), (channel, to))
/// A message to try the way, through the same outbox. Right settings_manage over the whole town;
/// `not_yours`, `channel_not_for_people`, `email_off`, `sms_off`, `test_address_wrong`.
Result<SendingView> send_test(Call& call, const SendTest& cmd);

}  // namespace lastmile::notices
