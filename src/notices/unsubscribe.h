#pragma once
#include "call/call.h"
#include "notices/notice.h"

namespace lastmile::notices {

/// What an e-mail's link to unsubscribe holds: whoever has it ends the mails of one topic to one
/// person, without signing in, and can do nothing else. Stable, so it is in no table.
struct Unsubscribing {
  PersonId person;
  Topic topic = Topic::needs;
};
std::string unsubscribe_token(const Call& call, const Unsubscribing& what);
std::optional<Unsubscribing> unsubscribing_of(const Call& call, std::string_view token);

struct Unsubscribe {
  Text<1, 200> token;
};
BOOST_DESCRIBE_STRUCT(Unsubscribe, (), (token))
struct UnsubscribedView {
  Topic topic = Topic::needs;
};
BOOST_DESCRIBE_STRUCT(UnsubscribedView, (), (topic))
/// `unsubscribe_wrong`. Undone by choosing the topic again.
Result<UnsubscribedView> unsubscribe(Call& call, const Unsubscribe& cmd);

}  // namespace lastmile::notices
