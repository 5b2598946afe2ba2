#include "notices/unsubscribe.h"

#include "base/base64.h"
#include "notices/notice_errors.h"
#include "notices/wishes.h"
#include "people/people.h"

namespace lastmile::notices {
namespace {

std::string body_of(const Unsubscribing& what) {
  return what.person.text() + "." + std::string(to_text(what.topic));
}

std::string tag_of(const Call& call, std::string_view body) {
  return call.vault.blind_index("notice_unsubscribe", body);
}

}  // namespace

std::string unsubscribe_token(const Call& call, const Unsubscribing& what) {
  const std::string body = body_of(what);
  return body + "." + tag_of(call, body);
}

std::optional<Unsubscribing> unsubscribing_of(const Call& call, std::string_view token) {
  const auto last = token.rfind('.');
  const auto first = token.find('.');
  if (first == token.npos || last == first) return std::nullopt;
  const auto body = token.substr(0, last);
  if (tag_of(call, body) != token.substr(last + 1)) return std::nullopt;
  const auto person = PersonId::parse(token.substr(0, first));
  const auto topic = parse_enum<Topic>(token.substr(first + 1, last - first - 1));
  if (!person || !topic) return std::nullopt;
  return Unsubscribing{*person, *topic};
}

Result<UnsubscribedView> unsubscribe(Call& call, const Unsubscribe& cmd) {
  const auto what = unsubscribing_of(call, cmd.token);
  if (!what || is_locked(what->topic, Channel::email)) return unsubscribe_wrong;
  if (people::is_erased(call, what->person)) return unsubscribe_wrong;
  choose_for(call, people::canonical(call, what->person), {what->topic, Channel::email, false},
             "unsubscribed");
  return UnsubscribedView{what->topic};
}

}  // namespace lastmile::notices
