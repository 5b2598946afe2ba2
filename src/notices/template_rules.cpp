#include "notices/template_rules.h"

#include <algorithm>

#include "base/idcard.h"
#include "base/phone.h"

namespace lastmile::notices {
namespace {

/// The next placeholder in braces of a text.
struct Found {
  std::size_t at = std::string_view::npos;
  std::size_t length = 0;  // 0: a brace without its other
  std::string_view name = {};
};

Found next_brace(std::string_view text) {
  const auto open = text.find_first_of("{}");
  if (open == text.npos) return {};
  if (text[open] == '}') return {open};
  const auto close = text.find_first_of("{}", open + 1);
  if (close == text.npos || text[close] == '{') return {open};
  return {open, close - open + 1, text.substr(open + 1, close - open - 1)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits that stand together, as people write numbers: spaces and hyphens between them count not.
bool holds_number(std::string_view text) {
  const std::string half = half_width(text);
  std::string run;
  const auto is_personal = [&] {
    if (run.size() == 11 && Phone::parse(run) && Phone::parse(run)->is_mobile()) return true;
    return run.size() == 18 && IdCard::parse(run).has_value();
  };
  for (std::size_t i = 0; i <= half.size(); ++i) {
    const char c = i < half.size() ? half[i] : '\n';
    const bool check_x = (c == 'x' || c == 'X') && run.size() == 17;
    if (is_digit(c) || check_x) {
      run += c;
    } else if (c != ' ' && c != '-') {
      if (is_personal()) return true;
      run.clear();
    }
  }
  return false;
}

}  // namespace

std::string allowed_placeholders(Occasion occasion) {
  std::string all;
  for (const Placeholder p : all_of<Placeholder>()) {
    if (!allows(occasion, p)) continue;
    all += (all.empty() ? "{" : " {") + std::string(to_text(p)) + "}";
  }
  return all;
}

Check check_text(Occasion occasion, std::string_view text, std::string_view field) {
  for (std::string_view rest = text;;) {
    const Found found = next_brace(rest);
    if (found.at == rest.npos) break;
    if (found.length == 0) return at_field(std::string(field), brace_open);
    const auto known = parse_enum<Placeholder>(found.name);
    if (!known || !allows(occasion, *known)) {
      Refused refused = at_field(std::string(field), placeholder_unknown);
      refused.seen = "{" + std::string(found.name) + "}: " + allowed_placeholders(occasion);
      return refused;
    }
    rest.remove_prefix(found.at + found.length);
  }
  if (holds_number(text)) return at_field(std::string(field), text_holds_number);
  return Done{};
}

std::string filled(std::string_view text, const std::function<std::string(Placeholder)>& value) {
  std::string out;
  for (;;) {
    const Found found = next_brace(text);
    if (found.at == text.npos) return out += text;
    out += text.substr(0, found.at);
    const auto known = parse_enum<Placeholder>(found.name);
    if (known) out += value(*known);
    text.remove_prefix(found.at + std::max<std::size_t>(found.length, 1));
  }
}

}  // namespace lastmile::notices
