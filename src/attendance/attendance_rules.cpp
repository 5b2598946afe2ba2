#include "attendance/attendance_rules.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "base/base64.h"
#include "base/text.h"

namespace lastmile::attendance {
namespace {

using Mac = std::array<std::uint8_t, crypto_auth_BYTES>;

Mac mac_of(const CodeKey& key, std::string_view text) {
  static_assert(crypto_auth_KEYBYTES == std::tuple_size_v<CodeKey>);
  Mac mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
              key.data());
  return mac;
}

std::string tag_of(const CodeKey& key, std::string_view text, std::size_t bytes) {
  const Mac mac = mac_of(key, text);
  return to_base64url(ByteView(mac.data(), bytes));
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Pops the text up to the next dot.
std::string_view next_part(std::string_view& rest) {
  const auto dot = rest.find('.');
  const std::string_view part = rest.substr(0, dot);
  rest = dot == rest.npos ? std::string_view{} : rest.substr(dot + 1);
  return part;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  const bool whole = ec == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(n) : std::nullopt;
}

bool is_digits(std::string_view code) {
  return code.size() == 6 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The slot of a long code of this subject, however old; nothing when it is not ours.
std::optional<std::int64_t> slot_of_code(const CodeKey& key, const Uuid& subject,
                                         std::string_view code) {
  std::string_view rest = code;
  if (next_part(rest) != "v1") return std::nullopt;
  if (next_part(rest) != subject.text()) return std::nullopt;
  const auto slot = number(next_part(rest));
  constexpr std::int64_t slot_max = std::int64_t{1} << 40;
  if (!slot || *slot < 0 || *slot > slot_max) return std::nullopt;
  return same(code, code_text(key, subject, *slot)) ? slot : std::nullopt;
}

struct Reach {
  std::int64_t back = 1;  // in slots
  std::int64_t ahead = 1;
};

// Digits that ran out so lately are told from wrong ones; those to come never are, for whoever
// learned of one could wait for it.
constexpr Reach ran_out_lately{std::chrono::minutes{5} / slot_length, 1};
constexpr Reach by_a_clock_off{clock_slack / slot_length, clock_slack / slot_length};

// The slot of these digits nearest to `t`.
std::optional<std::int64_t> slot_of_digits(const CodeKey& key, std::string_view digits, Instant t,
                                           Reach reach = {}) {
  for (std::int64_t away = 0; away <= std::max(reach.back, reach.ahead); ++away) {
    const bool back = away <= reach.back && same(digits, code_digits(key, slot_of(t) - away));
    if (back) return slot_of(t) - away;
    const bool ahead = away <= reach.ahead && same(digits, code_digits(key, slot_of(t) + away));
    if (ahead) return slot_of(t) + away;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t slot_of(Instant t) {
  return std::chrono::floor<std::chrono::seconds>(t.time_since_epoch()) / slot_length;
}

Instant slot_start(std::int64_t slot) { return Instant{slot * slot_length}; }

std::string code_text(const CodeKey& key, const Uuid& subject, std::int64_t slot) {
  const std::string nonce = tag_of(key, fmt::format("nonce.{}", slot), 6);
  const std::string open = fmt::format("v1.{}.{}.{}", subject.text(), slot, nonce);
  return open + "." + tag_of(key, open, 10);
}

std::string code_digits(const CodeKey& key, std::int64_t slot) {
  const Mac mac = mac_of(key, fmt::format("digits.{}", slot));
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < 8; ++i) n = n << 8 | mac[i];
  return fmt::format("{:06}", n % 1'000'000);
}

Result<std::int64_t> judged_code(const CodeKey& key, const Uuid& subject, std::string_view code,
                                 Instant now) {
  const auto slot = is_digits(code) ? slot_of_digits(key, code, now, ran_out_lately)
                                    : slot_of_code(key, subject, code);
  if (!slot) return code_wrong;
  if (std::abs(*slot - slot_of(now)) > 1) return code_old;
  return *slot;
}

std::string signed_ticket(const CodeKey& device_key, const Ticket& t) {
  const std::string open = fmt::format("t1.{}.{}.{}.{}", t.subject.text(), to_text(t.direction),
                                       ms_of(t.device_time), to_base64url(bytes_of(t.shown)));
  return open + "." + tag_of(device_key, open, 16);
}

bool is_signed(const CodeKey& device_key, std::string_view ticket) {
  const auto last_dot = ticket.rfind('.');
  return last_dot != ticket.npos &&
         same(ticket.substr(last_dot + 1), tag_of(device_key, ticket.substr(0, last_dot), 16));
}

Result<Ticket> opened_ticket(const CodeKey& device_key, std::string_view text, const Uuid& subject,
                             Direction direction) {
  if (!is_signed(device_key, text)) return ticket_wrong;
  std::string_view rest = text.substr(0, text.rfind('.'));
  if (next_part(rest) != "t1" || next_part(rest) != subject.text()) return ticket_wrong;
  if (next_part(rest) != to_text(direction)) return ticket_wrong;
  const auto ms = number(next_part(rest));
  const auto shown = from_base64url(next_part(rest));
  if (!ms || !shown) return ticket_wrong;
  // Any number may be signed. Before 1970 no phone was: that is as late as 1970, and can be counted
  // with.
  const Instant device_time = at_ms(std::max<std::int64_t>(*ms, 0));
  const std::string typed(shown->begin(), shown->end());
  return Ticket{subject, direction, device_time, half_width(typed)};
}

Result<Instant> ticket_moment(const CodeKey& subject_key, const Ticket& t, Instant now) {
  if (t.device_time > now + clock_slack) return device_clock_off;
  const Instant made = std::min(t.device_time, now);  // whatever came was made before it came
  std::optional<Instant> by_code;
  if (const auto slot = slot_of_code(subject_key, t.subject, t.shown)) {
    by_code = slot_start(*slot);
  } else if (is_digits(t.shown)) {
    // Found as far off as the slack: 81 codes of a million are no easier a guess than a PIN.
    const auto typed = slot_of_digits(subject_key, t.shown, made, by_a_clock_off);
    // Digits of this very moment under another time: the code is right and the clock is not.
    if (!typed) return slot_of_digits(subject_key, t.shown, now) ? device_clock_off : code_wrong;
    by_code = slot_start(*typed);
  } else if (t.shown.size() != pin_digits) {
    return code_wrong;  // neither a code of ours nor a PIN, which the caller knows
  }
  const Instant moment = by_code.value_or(made);
  if (std::chrono::abs(made - moment) > clock_slack) return device_clock_off;
  // Our own code, only not yet shown: the clock of the screen is ahead, and nobody guessed.
  if (moment > now + slot_length) return device_clock_off;
  if (now - moment > ticket_life) return ticket_late;
  return moment;
}

Check may_begin(const Subject& subject, Instant at, const std::vector<Sitting>& others,
                const Zone& zone) {
  if (at + clock_slack < subject.agreed) return before_agreed;
  if (at < subject.planned.start - early_allowed) return too_early;
  if (at >= subject.planned.end) return too_late;
  int same_day = 0;
  for (const Sitting& s : others) {
    if (s.subject != subject.id) continue;
    if (!s.to) return already_checked_in;
    // Around a stay that is over no other could ever end.
    if (at < *s.to) return stay_known;
    if (zone.day_of(s.from) == zone.day_of(at)) ++same_day;
  }
  if (same_day >= sittings_a_day_max) return too_many_sittings;
  for (const Sitting& s : others) {
    if (s.from <= at && (!s.to || at < *s.to)) return overlaps_other;
  }
  return Done{};
}

Check may_end(const Sitting& open, Instant at, const std::vector<Sitting>& others) {
  if (at <= open.from) return ended_before_start;
  for (const Sitting& s : others) {
    if (s.id == open.id) continue;
    if (s.from < at && (!s.to || open.from < *s.to)) return overlaps_other;
  }
  return Done{};
}

}  // namespace lastmile::attendance
