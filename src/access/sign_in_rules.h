#pragma once
#include <chrono>
#include <span>

#include "access/sign_in_store.h"
#include "base/result.h"

/// One-time codes and the growing delay after wrong tries: pure. A clock that jumps back never
/// locks anybody out: what lies in the future is not counted.
namespace lastmile::access {

inline constexpr std::chrono::seconds code_lifetime{5 * 60};
inline constexpr int code_tries_max = 5;
inline constexpr std::chrono::seconds code_gap{60};
inline constexpr std::size_t codes_a_day = 10;  // for one device
/// For the new devices of one number together.
inline constexpr std::chrono::seconds new_device_gap{15};
inline constexpr std::size_t new_devices_a_day = 30;

/// May a code be sent now, given when those of the last 24 h for this device were sent (sorted)?
/// `code_too_soon`, `code_daily_limit`, each with the seconds to wait.
Check check_code_gap(std::span<const Instant> sent, Instant now);
/// The same for all that a number's new devices got, which keep a new one from the next.
Check check_new_devices(std::span<const Instant> sent, Instant now);

/// How long after the n-th failure in a row before the next try: nothing for the first
/// `free` ones, then 1 s, 2 s, 4 s … up to `longest`.
std::chrono::seconds delay_after(std::int64_t failures, int free, std::chrono::seconds longest);

/// Does this code open the door? Refuses in order: code_used, code_expired, code_tries_over,
/// code_try_too_soon, code_wrong. Only the last counts as a try.
Check check_code(const CodeRow& row, std::string_view tag, Instant now);
/// The row after a wrong try.
CodeRow tried_wrongly(CodeRow row, Instant now);

/// Where failed staff sign-ins are counted. A stranger reaches only `login` from unknown devices,
/// whose delay stays short; the longer ones ask for a known device or for the right password.
enum class Door { login, known_device, second_factor };
Check check_throttle(const std::optional<ThrottleRow>& row, Door door, Instant now);

}  // namespace lastmile::access
