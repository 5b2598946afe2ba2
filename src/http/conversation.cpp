#include "http/conversation.h"

#include <array>
#include <regex>

namespace lastmile::http {
namespace {

struct Chance {
  std::regex what;
  const char* name;
};

std::string named(std::string text) {
  static const std::array chances{
      Chance{std::regex("v1\\.<[0-9]+>\\.[^\"]+"), "<code>"},
      Chance{std::regex("\"digits\":\"[0-9]{6}\""), "\"digits\":\"<digits>\""},
      Chance{std::regex("\"pin\":\"[0-9]{4}\""), "\"pin\":\"<pin>\""},
      Chance{std::regex("[0-9]{3}-[0-9]{3}-[0-9]{3}"), "<number>"},
      Chance{std::regex("LM[0-9]+(-[2-9A-Z]{4}){3}"), "<serial>"},
      Chance{std::regex("\"key_id\":\"[0-9a-f]+\""), "\"key_id\":\"<key>\""},
      Chance{std::regex("\"(leaf|as_of_leaf)\":[0-9]+"), "\"$1\":<leaf>"},
  };
  for (const auto& chance : chances) text = std::regex_replace(text, chance.what, chance.name);
  return text;
}

}  // namespace

Answered Conversation::get(std::string_view name, const Actor& who, const std::string& target) {
  return say(name, "GET " + target, town_.as(who).get(target));
}

Answered Conversation::post(std::string_view name, const Actor& who, const std::string& target,
                            const std::string& body) {
  return say(name, "POST " + target + " " + body, town_.as(who).post(target, body));
}

Answered Conversation::say(std::string_view name, const std::string& request, Answered answered) {
  text_ += std::string(name) + " " + steady(request) + "\n" + std::to_string(answered.status) +
           " " + steady(answered.body) + "\n\n";
  return answered;
}

std::string Conversation::steady(std::string text) {
  static const std::regex id("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
  std::string out;
  for (std::smatch found; std::regex_search(text, found, id); text = found.suffix().str()) {
    const auto at = ids_.emplace(found.str(), ids_.size() + 1).first;
    out += found.prefix().str() + "<" + std::to_string(at->second) + ">";
  }
  return named(out + text);
}

}  // namespace lastmile::http
