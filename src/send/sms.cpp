#include "send/sms.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/encode.h"

namespace lastmile::send {
namespace {

// The basic character set of 3GPP TS 23.038 §6.2.1 as code points; those of its extension table
// take two places.
constexpr std::u32string_view gsm_basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    U"ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view gsm_extended = U"\f^{}\\[~]|€";

// Well-formed UTF-8 only; messages are our own words.
std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int extra = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t point = extra == 0 ? lead : lead & (0x3f >> extra);
    for (int k = 1; k <= extra && i + static_cast<std::size_t>(k) < utf8.size(); ++k) {
      point = point << 6 | (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 63);
    }
    out += point;
    i += static_cast<std::size_t>(extra) + 1;
  }
  return out;
}

// Parts of at most `each` places, where no character is divided.
int parts(const std::vector<int>& widths, int whole, int each) {
  int total = 0;
  for (const int w : widths) total += w;
  if (total <= whole) return 1;
  int count = 1, used = 0;
  for (const int w : widths) {
    if (used + w > each) ++count, used = 0;
    used += w;
  }
  return count;
}

std::string escaped(std::string_view value, Escape escape) {
  std::string out;
  if (escape == Escape::json) {
    encode_string(out, value);
    return out.substr(1, out.size() - 2);
  }
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (escape == Escape::header) {
      if (byte >= 0x20 && byte != 0x7f) out += c;  // no line of its own can be slipped in
      continue;
    }
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

class LogGateway : public SmsGateway {
 public:
  explicit LogGateway(std::function<void(const std::string&)> log) : log_(std::move(log)) {}
  Delivery send(const TextMessage& message, const Watch& watch) override {
    if (watch.hand_over && !watch.hand_over()) return {Outcome::not_taken, "held back"};
    log_(fmt::format("demo message to {}: {}", message.phone.text(), message.text));
    return {Outcome::taken, "demo: shown, not sent"};
  }

 private:
  const std::function<void(const std::string&)> log_;
};

}  // namespace

std::unique_ptr<SmsGateway> make_log_gateway(bool demo,
                                             std::function<void(const std::string&)> log) {
  if (!demo) {
    throw std::runtime_error(
        "the log gateway shows one-time codes and runs in the demo only: describe an SMS provider");
  }
  return std::make_unique<LogGateway>(std::move(log));
}

int count_segments(std::string_view text) {
  const std::u32string points = code_points(text);
  std::vector<int> gsm, wide;
  for (const char32_t c : points) {
    gsm.push_back(gsm_extended.find(c) != gsm_extended.npos ? 2 : 1);
    wide.push_back(c > 0xffff ? 2 : 1);
  }
  return needs_unicode(text) ? parts(wide, 70, 67) : parts(gsm, 160, 153);
}

bool needs_unicode(std::string_view text) {
  return std::ranges::any_of(code_points(text), [](char32_t c) {
    return gsm_basic.find(c) == gsm_basic.npos && gsm_extended.find(c) == gsm_extended.npos;
  });
}

std::string filled(std::string_view pattern, const TextMessage& message, Escape escape) {
  const std::pair<std::string_view, std::string> values[] = {
      {"{phone}", message.phone.text()},
      {"{international}", message.phone.international()},
      {"{text}", message.text},
      {"{id}", message.id},
      {"{segments}", std::to_string(count_segments(message.text))}};
  std::string out;
  while (!pattern.empty()) {
    const auto* found = std::ranges::find_if(
        values, [&](const auto& value) { return pattern.starts_with(value.first); });
    if (found == std::end(values)) {
      out += pattern.front();
      pattern.remove_prefix(1);
    } else {
      out += escaped(found->second, escape);
      pattern.remove_prefix(found->first.size());
    }
  }
  return out;
}

}  // namespace lastmile::send
