#include "access/sign_in_rules.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/tokens.h"

namespace lastmile::access {
namespace {

using std::chrono::seconds;

Refused wait(const Refusal& refusal, std::chrono::milliseconds left) {
  Refused refused{refusal};
  refused.retry_after_seconds = static_cast<int>(std::chrono::ceil<seconds>(left).count());
  return refused;
}

seconds longest_delay(Door door) {
  switch (door) {
    case Door::login:
      return seconds(60);
    case Door::known_device:
      return std::chrono::minutes(15);
    case Door::second_factor:
      return std::chrono::hours(1);
  }
  return seconds(0);
}

constexpr std::chrono::hours day{24};

std::vector<Instant> of_the_day(std::span<const Instant> sent, Instant now) {
  std::vector<Instant> counted;
  std::ranges::copy_if(sent, std::back_inserter(counted),
                       [&](Instant t) { return t <= now && now - t < day; });
  return counted;
}

Check long_enough(seconds gap, std::span<const Instant> counted, Instant now) {
  if (counted.empty() || now - counted.back() >= gap) return Done{};
  return wait(code_too_soon, counted.back() + gap - now);
}

Check fewer_than(std::size_t most, std::span<const Instant> counted, Instant now) {
  if (counted.size() < most) return Done{};
  return wait(code_daily_limit, counted[counted.size() - most] + day - now);
}

}  // namespace

Check check_code_gap(std::span<const Instant> sent, Instant now) {
  const auto counted = of_the_day(sent, now);
  RETURN_IF_REFUSED(long_enough(code_gap, counted, now));
  return fewer_than(codes_a_day, counted, now);
}

Check check_new_devices(std::span<const Instant> sent, Instant now) {
  const auto counted = of_the_day(sent, now);
  RETURN_IF_REFUSED(long_enough(new_device_gap, counted, now));
  return fewer_than(new_devices_a_day, counted, now);
}

seconds delay_after(std::int64_t failures, int free, seconds longest) {
  const std::int64_t beyond = failures - free;
  if (beyond <= 0) return seconds(0);
  if (beyond > 20) return longest;
  return std::min(seconds(std::int64_t{1} << (beyond - 1)), longest);
}

Check check_code(const CodeRow& row, std::string_view tag, Instant now) {
  if (row.used_at) return code_used;
  // Sent in the future: the clock went back, and nobody knows how old the code is.
  if (now >= row.expires_at || now < row.sent_at) return code_expired;
  if (row.tries >= code_tries_max) return code_tries_over;
  if (now < row.next_try_at) return wait(code_try_too_soon, row.next_try_at - now);
  if (!equal_secret(row.code_tag, tag)) return code_wrong;
  return Done{};
}

CodeRow tried_wrongly(CodeRow row, Instant now) {
  ++row.tries;
  row.next_try_at = now + delay_after(row.tries, 1, seconds(8));
  return row;
}

Check check_throttle(const std::optional<ThrottleRow>& row, Door door, Instant now) {
  if (!row || row->last_at > now) return Done{};
  const Instant next = row->last_at + delay_after(row->failures, 3, longest_delay(door));
  if (now < next) return wait(sign_in_too_soon, next - now);
  return Done{};
}

}  // namespace lastmile::access
