#pragma once
#include "notices/means.h"
#include "notices/outbox_store.h"
#include "notices/wording.h"

/// Tells people: a notice in the inbox, and messages by the ways each of them wants.
namespace lastmile::notices {

struct Telling {
  Told told;
  std::string event;                  // what happened; each person hears of it once
  std::vector<PersonId> to;           // may repeat, may be merged or erased by now
  std::optional<Instant> until = {};  // a message is of no use after it
};
/// Tells each of them once, whatever they are told twice; who was erased is passed over.
void tell(Call& call, const Telling& telling);

/// A message to one address, into the outbox; nothing when that address has it already.
struct Message {
  Channel channel = Channel::email;
  Told told;
  std::string event;
  std::optional<NoticeId> notice = {};
  std::optional<PersonId> person = {};
  std::optional<WebhookId> webhook = {};
  std::string address;
  std::string shown;                      // the address masked
  std::optional<std::string> words = {};  // what cannot be made anew when it goes out
  bool urgent = false;
  Instant due{};
  std::optional<Instant> until = {};
};
std::optional<SendingId> put_out(Call& call, const Message& message);

/// What lies sealed in a message.
std::optional<std::string> open_address(Call& call, const SendingRow& row);
std::optional<std::string> open_words(Call& call, const SendingRow& row);

/// The e-mail address of a person that is confirmed and takes our mail.
std::optional<std::string> email_of(Call& call, PersonId person);

}  // namespace lastmile::notices
