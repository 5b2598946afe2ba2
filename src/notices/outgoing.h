#pragma once
#include "notices/outbox_store.h"
#include "send/mail.h"
#include "send/sms.h"
#include "send/web_post.h"

/// A message of the outbox as it goes out: its words made now, in its reader's language.
namespace lastmile::notices {

struct Outgoing {
  send::Mail mail = {};
  send::TextMessage text = {};
  send::WebPost post = {};
  std::int64_t segments = 0;
};

/// Why it cannot go out at all, for the one who reads the outbox.
struct Unsendable {
  SendingState state = SendingState::given_up;
  std::string why;
};

/// One of the two. Nobody's any more: `why` is empty, and the row goes with its reader.
struct Prepared {
  std::optional<Outgoing> outgoing = {};
  Unsendable unsendable = {};
};
Prepared prepare(Call& call, const SendingRow& row);

}  // namespace lastmile::notices
