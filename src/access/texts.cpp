#include "access/texts.h"

#include "access/text_store.h"
#include "base/decode.h"

namespace lastmile::access {
namespace {

using TextId = Id<struct TextTag>;

// What waits on the queue. Phone and words are sealed: the queue holds no personal data.
struct WaitingText {
  std::string id;
  vault::Sealed sealed;
  Instant until{};
};
BOOST_DESCRIBE_STRUCT(WaitingText, (), (id, sealed, until))

struct TextParts {
  Phone phone;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TextParts, (), (phone, text))

constexpr std::string_view work_kind = "text_message";
constexpr std::chrono::seconds work_budget{40};

vault::Spot spot_of(const std::string& id) { return {"text_message", id, "text"}; }

template <class T>
T read_back(std::string_view json) {
  auto value = from_json<T>(json);
  ASSERT(value.ok());
  return std::move(value).value();
}

}  // namespace

void send_text(Call& call, std::string_view purpose, const Phone& phone, const std::string& text,
               Instant until) {
  const std::string id = call.make_id<TextTag>().text();
  const auto sealed = call.vault.seal_own(spot_of(id), to_json(TextParts{phone, text}));
  call.tx.insert(TextRow{.region = call.region(),
                         .id = id,
                         .purpose = std::string(purpose),
                         .segments = send::count_segments(text),
                         .queued_at = call.now});
  jobs::enqueue(call, work_kind, id, to_json(WaitingText{id, sealed, until}), call.now);
}

jobs::Queued text_work(send::SmsGateway& gateway) {
  jobs::Queued work;
  work.kind = work_kind;
  work.budget = work_budget;
  work.compute = [&gateway](Call& call, const std::string& payload, Instant) {
    const auto waiting = read_back<WaitingText>(payload);
    if (call.now >= waiting.until) return std::string("expired");
    const auto parts =
        read_back<TextParts>(call.vault.open_own(spot_of(waiting.id), waiting.sealed));
    // Once too often does no harm: a code opens once, and who waits for it has no use for doubt.
    const auto delivery = gateway.send({waiting.id, parts.phone, parts.text}, {});
    if (delivery.outcome != send::Outcome::taken) {
      throw storage::Unavailable("SMS gateway: " + delivery.said);
    }
    return std::string("sent");
  };
  work.finish = [](Call& call, const std::string& payload, const std::string& computed) -> Check {
    const auto waiting = read_back<WaitingText>(payload);
    const auto state = parse_enum<TextState>(computed);
    ASSERT(state);
    close_text(call.tx, call.region(), waiting.id, *state, call.now);
    return Done{};
  };
  return work;
}

}  // namespace lastmile::access
