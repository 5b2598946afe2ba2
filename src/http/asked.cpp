#include "http/asked.h"

#include <charconv>

#include "base/text.h"

namespace lastmile::http {
namespace {

std::string_view cut(std::string_view& list, char separator) {
  const auto at = list.find(separator);
  const auto part = trimmed(list.substr(0, at));
  list = at == list.npos ? std::string_view{} : list.substr(at + 1);
  return part;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

/// "en;q=0.5" → ("en", 0.5). An unreadable weight counts as none.
struct Weighed {
  std::string_view item;
  double weight = 1;
};
Weighed weighed(std::string_view part) {
  Weighed w{cut(part, ';')};
  while (!part.empty()) {
    auto parameter = cut(part, ';');
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    parameter.remove_prefix(2);
    double q = 0;
    const auto [end, ec] =
        std::from_chars(parameter.data(), parameter.data() + parameter.size(), q);
    w.weight = ec == std::errc() && q >= 0 && q <= 1 ? q : 0;
  }
  return w;
}

}  // namespace

std::optional<std::string_view> cookie_of(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto pair = cut(header, ';');
    const auto equals = pair.find('=');
    if (equals != pair.npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return std::nullopt;
}

double weight_of(std::string_view header, std::string_view item) {
  double any = 0;
  while (!header.empty()) {
    const Weighed w = weighed(cut(header, ','));
    if (same_word(w.item, item)) return w.weight;
    if (w.item == "*") any = w.weight;
  }
  return any;
}

std::optional<Lang> preferred_language(std::string_view header) {
  std::optional<Lang> best;
  double best_weight = 0;
  while (!header.empty()) {
    const Weighed w = weighed(cut(header, ','));
    const auto primary = w.item.substr(0, w.item.find('-'));
    const bool zh = same_word(primary, "zh"), en = same_word(primary, "en");
    if ((zh || en) && w.weight > best_weight) {
      best = zh ? Lang::zh : Lang::en;
      best_weight = w.weight;
    }
  }
  return best;
}

bool names_tag(std::string_view header, std::string_view tag) {
  const auto strong = [](std::string_view t) { return t.starts_with("W/") ? t.substr(2) : t; };
  while (!header.empty()) {
    const auto one = cut(header, ',');
    if (one == "*" || strong(one) == strong(tag)) return true;
  }
  return false;
}

}  // namespace lastmile::http
